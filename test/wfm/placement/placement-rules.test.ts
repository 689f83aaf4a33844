import fc from "fast-check";
import { placeSessions, type PlacementRequest, verifyPlacement } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { agentOf, alignedRequests, at, coachOf, fourHalfHours, looseRequests, request, requestOf, rules, skillOf, span } from "./small-requests.js";

const agents = Array.from({ length: 17 }, (_, place) => agentOf(`a${String(place)}`, 0, 120));
const base = request({ agents, coaches: [coachOf("c0", [0, 120]), coachOf("c1", [0, 120]), coachOf("c2", [60, 120])] });
const startOf = (changed: PlacementRequest, requestId: string) => placeSessions(changed).sessions.find((session) => session.requestId === requestId)?.startsAt;
const cheapest = at(60);

describe("rules", () => {
  test("without any rule in the way a session goes to the calmest half-hour", () => { expect(startOf({ ...base, requests: [requestOf("r", ["a0"])] }, "r")).toBe(cheapest); });
  test("nothing starts before the end of the frozen time, pinned sessions aside", () => {
    const frozen = { ...base, requests: [requestOf("r", ["a0"]), requestOf("p", ["a1"], { pinned: { startsAt: at(0), coachId: null } })], rules: { ...rules, freezeUntil: at(61) } };
    expect([startOf(frozen, "r"), startOf(frozen, "p")]).toEqual([at(90), at(0)]);
  });
  test("a pinned session takes its agents off before others are placed", () => {
    const pins = Array.from({ length: 4 }, (_, place) => requestOf(`p${String(place)}`, [`a${String(place + 1)}`], { pinned: { startsAt: cheapest, coachId: null } }));
    const plan = placeSessions({ ...base, requests: [requestOf("r", ["a0"]), ...pins] });
    expect(plan.sessions.find(({ requestId }) => requestId === "r")!.startsAt).toBe(at(30));
    expect(plan.loss.given.lateContacts - plan.loss.before.lateContacts).toBeGreaterThan(0);
    expect(plan.loss.after.lateContacts - plan.loss.given.lateContacts).toBeCloseTo(plan.proof.addedLoss, 10);
  });
  test("transition takes agent and coach, and the last step counts in full", () => {
    const plan = placeSessions({ ...base, requests: [requestOf("r", ["a0"], { coachIds: ["c0"] }), requestOf("s", ["a1"], { coachIds: ["c0"] })], rules: { ...rules, transitionMinutes: 5 } });
    const [first, second] = plan.sessions.map(({ startsAt }) => Date.parse(startsAt) / 60_000);
    expect(second! - first!).toBeGreaterThanOrEqual(60);
    expect(plan.assumptions.extraAgentMinutes).toBe(50);
    expect(plan.warnings).toContainEqual({ reason: "partly-used-steps", count: 2 });
  });
  test("free stretches of a coach that touch are one", () => {
    const halves = { ...base, coaches: [coachOf("c0", [75, 90], [60, 75])], requests: [requestOf("r", ["a0"], { coachIds: ["c0"] })] };
    expect(startOf(halves, "r")).toBe(at(60));
    expect(startOf({ ...halves, coaches: [coachOf("c0", [60, 75], [76, 91])] }, "r")).toBeUndefined();
  });
  test("a gap holds between sessions of an agent, and to breaks when asked", () => {
    const two = { ...base, requests: [requestOf("r", ["a0"]), requestOf("s", ["a0"])], rules: { ...rules, sessionsPerAgentDay: 2, minimumGapMinutes: 45 } };
    expect(placeSessions(two).sessions.map(({ startsAt }) => startsAt)).toEqual([at(0), at(90)]);
    const paused = { ...base, agents: [agentOf("a0", 0, 120, { shifts: [{ ...span(0, 120), breaks: [span(90, 105)] }] }), ...agents.slice(1)], requests: [requestOf("r", ["a0"])], rules: { ...rules, minimumGapMinutes: 30 } };
    expect([startOf(paused, "r"), startOf({ ...paused, rules: { ...paused.rules, isGapToBreaks: true } }, "r")]).toEqual([at(60), at(30)]);
  });
  test("a pool is led by whoever is free, by id, and nobody twice at once", () => {
    const requests = agents.slice(0, 3).map(({ agentId }) => requestOf(`r${agentId}`, [agentId], { coachIds: ["c2", "c0", "c1"], within: span(60, 90) }));
    const plan = placeSessions({ ...base, requests });
    expect(plan.sessions.map(({ coachId }) => coachId)).toEqual(["c0", "c1", "c2"]);
    expect(plan.proof).toMatchObject({ status: "optimal", method: "network" });
  });
  test("a pool whose sessions differ in length loses no coach who is free for the shorter ones only", () => {
    const coaches = [coachOf("c0", [90, 120]), coachOf("c1", [0, 15])];
    const requests = [requestOf("long", ["a0"], { coachIds: ["c0", "c1"], durationMinutes: 20 }), requestOf("short", ["a1"], { coachIds: ["c0", "c1"], durationMinutes: 15 })];
    const plan = placeSessions({ ...base, coaches, requests });
    expect(plan.sessions.map(({ requestId, startsAt, coachId }) => [requestId, startsAt, coachId])).toEqual([["short", at(0), "c1"], ["long", at(90), "c0"]]);
    expect(verifyPlacement({ request: { ...base, coaches, requests }, placement: plan })).toMatchObject({ isValid: true });
    // who is free for all lengths at the same starts still makes a pool, and the plan is proved by a network
    expect(placeSessions({ ...base, requests }).proof).toMatchObject({ status: "optimal", method: "network" });
  });
  test("what the last step of a session leaves over is part of the gap", () => {
    const spans = { durationMinutes: 20, within: span(0, 60) };
    const two = { ...base, requests: [requestOf("r", ["a0"], spans), requestOf("s", ["a0"], spans)], rules: { ...rules, sessionsPerAgentDay: 2, minimumGapMinutes: 10 } };
    const plan = placeSessions(two);
    expect(plan.sessions.map(({ startsAt }) => startsAt)).toEqual([at(0), at(30)]);
    expect(verifyPlacement({ request: two, placement: plan })).toMatchObject({ isValid: true });
    expect(placeSessions({ ...two, rules: { ...two.rules, minimumGapMinutes: 11 } }).unplaced).toMatchObject([{ reason: "gap-or-day-limit-reached" }]);
    // the transition is none of it
    expect(placeSessions({ ...two, rules: { ...two.rules, transitionMinutes: 1 } }).unplaced).toMatchObject([{ reason: "gap-or-day-limit-reached" }]);
    // where lengths differ, as many steps as the length that needs most
    const longer = [requestOf("r", ["a0"], { ...spans, durationMinutes: 30, within: span(30, 60) }), two.requests[1]!];
    expect(placeSessions({ ...two, requests: longer }).unplaced).toHaveLength(1);
  });
  test("fairness: a session comes before 28 days without are over, and what cannot be kept is told", () => {
    const fairness = { withoutCoachingDays: 28, lastCoached: [{ agentId: "a0", coachedAt: "2026-02-02T08:45:00Z" }, ...agents.slice(1).map(({ agentId }) => ({ agentId, coachedAt: agentId === "a1" ? "2026-01-02T08:00:00Z" : "2026-02-20T08:00:00Z" }))] };
    const fair = placeSessions({ ...base, requests: [requestOf("r", ["a0"])], rules: { ...rules, fairness } });
    expect(fair.sessions[0]!.startsAt).toBe(at(30));
    expect(fair.overdue).toEqual([{ agentId: "a1", fromAt: "2026-01-02T08:00:00Z", toAt: at(120) }]);
    expect(fair.warnings).toEqual([{ reason: "overdue-agents", count: 1 }]);
  });
  test("who cannot be coached in time is coached late, and told, not left out", () => {
    const fairness = { withoutCoachingDays: 28, lastCoached: agents.map(({ agentId }) => ({ agentId, coachedAt: agentId === "a0" ? "2026-02-02T08:10:00Z" : "2026-02-20T08:00:00Z" })) };
    const late = { ...base, agents: [agentOf("a0", 30, 120), ...agents.slice(1)], requests: [requestOf("r", ["a0"])], rules: { ...rules, fairness } };
    expect(placeSessions(late)).toMatchObject({ sessions: [{ startsAt: cheapest }], unplaced: [], overdue: [{ agentId: "a0", fromAt: "2026-02-02T08:10:00Z", toAt: cheapest }] });
  });
  test("28 days to the minute are not too long", () => {
    const fairness = { withoutCoachingDays: 28, lastCoached: agents.map(({ agentId }) => ({ agentId, coachedAt: agentId === "a0" ? "2026-02-02T09:00:00Z" : "2026-02-20T08:00:00Z" })) };
    expect(placeSessions({ ...base, requests: [requestOf("r", ["a0"])], rules: { ...rules, fairness } })).toMatchObject({ sessions: [{ startsAt: cheapest }], overdue: [] });
  });
  test("a pool whose sessions are longer than a step is led by one coach from start to end", () => {
    const coaches = [coachOf("c0", [0, 60]), coachOf("c1", [60, 120])];
    const requests = ["a0", "a1"].map((agentId) => requestOf(agentId, [agentId], { coachIds: ["c0", "c1"], durationMinutes: 60 }));
    expect(placeSessions({ ...base, coaches, requests }).sessions.map(({ startsAt, coachId }) => [startsAt, coachId])).toEqual([[at(0), "c0"], [at(60), "c1"]]);
  });
  test("pinned sessions take their part of an agent's limit on a day, and no more", () => {
    const pinned = requestOf("p", ["a0"], { pinned: { startsAt: at(0), coachId: null } });
    const two = { ...base, requests: [pinned, requestOf("r", ["a0"]), requestOf("s", ["a0"])], rules: { ...rules, sessionsPerAgentDay: 2 } };
    const plan = placeSessions(two);
    expect([plan.sessions.length, plan.unplaced.map(({ reason }) => reason), plan.warnings]).toEqual([2, ["gap-or-day-limit-reached"], []]);
    expect(verifyPlacement({ request: two, placement: plan }).isValid).toBe(true);
    const own = plan.sessions.find(({ requestId }) => requestId !== "p")!;
    const third = { ...own, requestId: own.requestId === "r" ? "s" : "r", startsAt: own.startsAt === at(60) ? at(90) : at(60), endsAt: own.startsAt === at(60) ? at(120) : at(90) };
    expect(verifyPlacement({ request: two, placement: { ...plan, sessions: [...plan.sessions, third] } }).faults.map(({ reason }) => reason)).toContain("day-limit-broken");
    expect(placeSessions({ ...two, rules: { ...rules, sessionsPerAgentDay: 3 } }).unplaced).toEqual([]);
    expect(placeSessions({ ...two, rules: { ...rules, sessionsPerAgentDay: 1 } }).unplaced.map(({ reason }) => reason)).toEqual(["day-limit", "day-limit"]);
  });
  test("shifts that touch are one stretch: a session over both is placed, and may be pinned where it was placed", () => {
    const split = { ...agentOf("a0", 0, 30), shifts: [{ ...span(0, 30), breaks: [] }, { ...span(30, 60), breaks: [] }] };
    const over = { ...base, agents: [split, ...agents.slice(1)], requests: [requestOf("r", ["a0"], { durationMinutes: 60 })] };
    const [session] = placeSessions(over).sessions;
    expect(session?.startsAt).toBe(at(0));
    expect(placeSessions({ ...over, requests: [{ ...over.requests[0]!, pinned: { startsAt: at(0), coachId: null } }] }).sessions).toEqual([session]);
  });
  test("a coach of a list leads a short session where a long one of the list would not fit", () => {
    const coaches = [coachOf("c0", [0, 15]), coachOf("c1", [30, 60])];
    const requests = [requestOf("long", ["a0"], { coachIds: ["c0", "c1"], durationMinutes: 30 }), requestOf("short", ["a1"], { coachIds: ["c0", "c1"], durationMinutes: 15 })];
    expect(placeSessions({ ...base, coaches, requests }).sessions.map(({ requestId, startsAt, coachId }) => [requestId, startsAt, coachId])).toEqual([["short", at(0), "c0"], ["long", at(30), "c1"]]);
  });
});

describe("what is lost", () => {
  const impatient = skillOf([100, 80, 60, 90], { target: { model: "erlang-a", patienceSeconds: 60, answerWithinSeconds: 20, serviceLevelFraction: 0.8 } });
  test("money is contacts × price, rounded once", () => {
    const prices = [{ skillId: "calls", perLateContact: { amount: "2.50", currency: "EUR" }, perLostContact: { amount: "11", currency: "EUR" } }];
    const { loss, proof } = placeSessions({ ...base, skills: [impatient], requests: [requestOf("r", ["a0"])], objective: { kind: "money", rounding: "half-even", prices } });
    const exact = 2.5 * loss.added.lateContacts + 11 * loss.added.lostContacts!;
    expect(loss.added.money).toEqual({ amount: exact.toFixed(2), currency: "EUR" });
    expect(proof.addedLoss).toBeCloseTo(exact, 9);
  });
  test("lost contacts are those who hang up", () => {
    const { loss, proof } = placeSessions({ ...base, skills: [impatient], requests: [requestOf("r", ["a0"])], objective: { kind: "lost-contacts" } });
    expect(proof.addedLoss).toBeCloseTo(loss.added.lostContacts!, 9);
    expect(proof.models).toEqual(["erlang-a"]);
  });
  test("Erlang C at or below its load is not convex: the bound holds for the envelope, the plan is priced exactly, and it is said where", () => {
    const short = { ...base, agents: agents.slice(0, 11), skills: [skillOf([100, 60, 0, 0])], requests: agents.slice(0, 3).map(({ agentId }, place) => requestOf(agentId, [agentId], { within: span(0, place === 0 ? 30 : 60) })) };
    const plan = placeSessions(short);
    expect(plan.proof.nonConvex).toEqual([{ skillId: "calls", startsAt: at(0) }]);
    expect(plan.loss.added.lateContacts).toBeCloseTo(38.96, 2);
    expect(plan.proof).toMatchObject({ status: "bound", relaxed: ["non-convex-loss"] });
    expect(plan.proof.addedLoss).toBeGreaterThan(plan.proof.boundLoss);
    expect(plan.warnings).toEqual([{ reason: "non-convex-loss", count: 1 }]);
  });
  test("a skill that is below its floor without sessions admits none", () => { expect(placeSessions({ ...base, skills: [skillOf([150, 150, 150, 150], { serviceFloorFraction: 0.9 })], requests: [requestOf("r", ["a0"])] })).toMatchObject({ unplaced: [{ reason: "service-floor" }], warnings: [{ reason: "below-floor-already" }] }); });
  test("who is coached is a whole agent off the queue, whatever shrinkage is expected of all: coaching both of two leaves nobody, not fewer", () => {
    const all = { ...base, agents: agents.slice(0, 2), skills: [skillOf([1, 1, 1, 1])], requests: agents.slice(0, 2).map(({ agentId }) => requestOf(agentId, [agentId], { within: span(0, 30) })), unplannedShrinkageFraction: 0.3 };
    expect(placeSessions(all)).toMatchObject({ unplaced: [], perSkill: [{ addedLateContacts: expect.closeTo(1, 1) as unknown }] });
  });
});

describe("time", () => {
  test("a night shift over midnight and the change of the clocks is a stretch of instants like any other, and the day of the site parts sessions", () => {
    // Berlin, 2026-03-29: 02:00 becomes 03:00 at 01:00Z; its midnight is 23:00Z before
    const startsAt = "2026-03-28T22:00:00Z";
    const intervals = Array.from({ length: 8 }, (_, place) => ({ startsAt: new Date(Date.parse(startsAt) + place * 1_800_000).toISOString().replace(".000Z", "Z"), offeredContacts: [40, 40, 10, 11, 12, 13, 14, 15][place]!, handleTimeSeconds: 180 }));
    const night = { startsAt, endsAt: "2026-03-29T02:00:00Z" };
    const crew = Array.from({ length: 8 }, (_, place) => agentOf(`a${String(place)}`, 0, 0, { shifts: [{ ...night, breaks: [] }] }));
    const plan = placeSessions(request({ skills: [skillOf([], { intervals })], agents: crew, requests: [requestOf("r", ["a0"], { within: night }), requestOf("s", ["a0"], { within: night })], rules: { ...rules, timeZone: "Europe/Berlin" } }));
    expect(plan.sessions.map((session) => session.startsAt)).toEqual([expect.stringMatching(/^2026-03-28T22/u), "2026-03-28T23:00:00Z"]);
  });
});

describe("a solver of one's own", () => {
  const solve = () => Int32Array.from({ length: 6 }, (_, unit) => unit * 3);
  test("its plan is priced and proved like ours", () => {
    const plan = placeSessions({ ...fourHalfHours, requests: fourHalfHours.requests.slice(0, 2) }, { solve: () => Int32Array.of(0, 3) });
    expect(plan.sessions.map(({ startsAt }) => startsAt)).toEqual([at(30), at(30)]);
    expect(plan.proof).toMatchObject({ status: "bound", method: "host", boundLoss: expect.closeTo(0.169777 + 0.426385, 5) as unknown });
    expect(verifyPlacement({ request: { ...fourHalfHours, requests: fourHalfHours.requests.slice(0, 2) }, placement: plan }).isValid).toBe(true);
  });
  test("a plan that breaks a rule, or is none, is refused", () => {
    refuses(() => placeSessions(fourHalfHours, { solve }), { code: "place-sessions.broken_rules", path: ["solve"], params: { count: 1, kind: "cell-over-table" } });
    refuses(() => placeSessions(fourHalfHours, { solve: () => new Int32Array(2) }), { code: "place-sessions.not_solved", path: ["solve"], params: { count: 6 } });
  });
});

describe("laws", () => {
  const backwards = (one: PlacementRequest): PlacementRequest => ({ ...one, agents: [...one.agents].reverse(), coaches: [...one.coaches].reverse(), skills: [...one.skills].reverse(), requests: [...one.requests].reverse().map((each) => ({ ...each, coachIds: [...each.coachIds].reverse() })) });
  test("the order of lists changes nothing", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (one) => { expect(placeSessions(backwards(one))).toEqual(placeSessions(one)); }), { numRuns: 40 });
  });
  test("another coach never costs more, and never leaves out more", () => {
    fc.assert(fc.property(alignedRequests, (one) => {
      const plan = placeSessions(one);
      const more = placeSessions({ ...one, coaches: [...one.coaches, coachOf("new", [0, 120])], requests: one.requests.map((each) => ({ ...each, coachIds: each.coachIds.length === 0 ? [] : [...each.coachIds, "new"] })) });
      expect(more.unplaced.length).toBeLessThanOrEqual(plan.unplaced.length);
      if (more.unplaced.length === plan.unplaced.length && plan.proof.nonConvexCount + more.proof.nonConvexCount === 0) expect(more.proof.addedLoss).toBeLessThanOrEqual(plan.proof.addedLoss + 1e-9);
    }), { numRuns: 60 });
  });
  test("a floor is never broken where it held without sessions", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (one) => {
      const plan = placeSessions(one);
      const served = placeSessions({ ...one, requests: plan.sessions.map((session) => ({ ...one.requests.find(({ requestId }) => requestId === session.requestId)!, pinned: { startsAt: session.startsAt, coachId: session.coachId } })) });
      expect(served.loss.after.lateContacts).toBeCloseTo(plan.loss.after.lateContacts, 9);
      expect(verifyPlacement({ request: one, placement: plan }).faults).toEqual([]);
    }), { numRuns: 40 });
  });
});
