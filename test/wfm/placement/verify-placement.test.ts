import { placeSessions, type SessionPlacement, verifyPlacement } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { agentOf, at, coachOf, fourHalfHours, request, requestOf, rules, skillOf } from "./small-requests.js";

const led = request({
  skills: [skillOf([20, 30, 20, 30])], agents: Array.from({ length: 8 }, (_, place) => agentOf(`a${String(place)}`, 0, 120)), coaches: [coachOf("c0", [0, 120]), coachOf("c1", [0, 90]), coachOf("c2", [0, 30])],
  requests: [requestOf("r0", ["a0"], { coachIds: ["c0"] }), requestOf("r1", ["a1"], { coachIds: ["c0"] }), requestOf("r2", ["a2"], { coachIds: ["c1"] }), requestOf("r3", ["a3"], { pinned: { startsAt: at(30), coachId: null } }), requestOf("r4", ["a0"])],
});
const plan = placeSessions({ ...led, rules: { ...rules, sessionsPerAgentDay: 2 } });
const asked = { ...led, rules: { ...rules, sessionsPerAgentDay: 2 } };
const reasons = (placement: SessionPlacement) => verifyPlacement({ request: asked, placement }).faults.map(({ reason, requestId }) => [reason, requestId]);
const changed = (requestId: string, changes: Partial<SessionPlacement["sessions"][number]>): SessionPlacement => ({ ...plan, sessions: plan.sessions.map((session) => (session.requestId === requestId ? { ...session, ...changes } : session)) });
const otherStart = (requestId: string) => { const start = plan.sessions.find((session) => session.requestId === requestId)!.startsAt === at(60) ? 0 : 60; return { startsAt: at(start), endsAt: at(start + 30) }; };

describe("a plan that is not what it says is refused, and told why", () => {
  test("the plan itself is valid", () => { expect(verifyPlacement({ request: asked, placement: plan })).toEqual({ isValid: true, faults: [], proof: plan.proof }); });
  test("a session that was moved to a worse start", () => { expect(reasons(changed("r2", otherStart("r2"))).map(([reason]) => reason)).toContain("loss"); });
  test("a session that was moved off the grid", () => { expect(reasons(changed("r2", { startsAt: at(5), endsAt: at(35) }))).toEqual([["start-not-allowed", "r2"]]); });
  test("another coach, who may not lead it", () => { expect(reasons(changed("r2", { coachId: "c0" }))).toContainEqual(["coach-not-allowed", "r2"]); });
  test("a coach in two sessions at once", () => {
    const both = plan.sessions.find(({ requestId }) => requestId === "r0")!;
    expect(reasons(changed("r1", { startsAt: both.startsAt, endsAt: both.endsAt }))).toContainEqual(["coach-taken-twice", "r1"]);
  });
  test("an agent in two sessions at once", () => {
    const both = plan.sessions.find(({ requestId }) => requestId === "r0")!;
    expect(reasons(changed("r4", { startsAt: both.startsAt, endsAt: both.endsAt }))).toEqual([["agent-taken-twice", expect.stringMatching(/^r[04]$/u)]]);
  });
  test("more sessions on a day than allowed", () => { expect(verifyPlacement({ request: { ...asked, rules: { ...rules, sessionsPerAgentDay: 1 } }, placement: plan }).faults).toEqual([{ reason: "day-limit-broken", requestId: expect.any(String) as unknown }]); });
  test("a session that was left out", () => { expect(reasons({ ...plan, sessions: plan.sessions.slice(1) })).toEqual([["missing", plan.sessions[0]!.requestId]]); });
  test("a session twice, and one of another plan", () => {
    expect(reasons({ ...plan, sessions: [...plan.sessions, plan.sessions[0]!] })).toContainEqual(["placed-twice", plan.sessions[0]!.requestId]);
    expect(reasons({ ...plan, sessions: [...plan.sessions, { ...plan.sessions[0]!, requestId: "r9" }] })).toContainEqual(["unknown-request", "r9"]);
  });
  test("other agents, and a pin that moved", () => {
    expect(reasons(changed("r2", { agentIds: ["a5"] }))).toEqual([["changed", "r2"]]);
    expect(reasons(changed("r3", { startsAt: at(60), endsAt: at(90) }))).toEqual([["changed", "r3"]]);
  });
  test("a broken floor", () => {
    const calm = placeSessions({ ...fourHalfHours, skills: [skillOf([100, 80, 60, 90])], requests: fourHalfHours.requests.map((one) => ({ ...one, within: { startsAt: at(30), endsAt: at(60) } })) });
    const floored = { ...fourHalfHours, requests: fourHalfHours.requests.map((one) => ({ ...one, within: { startsAt: at(30), endsAt: at(60) } })) };
    expect(verifyPlacement({ request: floored, placement: calm }).faults).toEqual([{ reason: "service-floor-broken", requestId: null }]);
  });
  test("changed figures: loss, proof, service, assumptions", () => {
    expect(reasons({ ...plan, loss: { ...plan.loss, added: { ...plan.loss.added, lateContacts: 0 } } })).toEqual([["loss", null]]);
    expect(reasons({ ...plan, proof: { ...plan.proof, addedLoss: plan.proof.addedLoss * 0.99 } })).toEqual([["proof", null]]);
    expect(reasons({ ...plan, perSkill: plan.perSkill.map((skill) => ({ ...skill, serviceLevelAfterFraction: 1 })) })).toEqual([["perSkill", null]]);
    expect(reasons({ ...plan, assumptions: { ...plan.assumptions, extraAgentMinutes: 5 } })).toEqual([["assumptions", null]]);
  });
  test("changed prices no longer prove it, or do not belong to the plan", () => {
    const [skill] = plan.certificate.skills;
    expect(reasons({ ...plan, certificate: { ...plan.certificate, skills: [{ ...skill!, prices: skill!.prices.map((price) => price / 3) }] } })).toEqual([["proof", null]]);
    expect(reasons({ ...plan, certificate: { ...plan.certificate, skills: [{ ...skill!, prices: skill!.prices.slice(1) }] } })).toEqual([["certificate", null]]);
    expect(reasons({ ...plan, certificate: { ...plan.certificate, coaches: [{ coachIds: ["c9"], steps: [0], prices: [1] }] } })).toEqual([["certificate", null]]);
  });
});
