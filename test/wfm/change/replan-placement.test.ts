import { placeSessions, type PlacementRequest, replanPlacement, verifyPlacement } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { agentOf, alignedRequests, at, coachOf, looseRequests, request, requestOf, rules, skillOf, span } from "../placement/small-requests.js";
import { smallDay } from "./try-all.js";

const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => agentOf(agentId, 0, 120));
const asked = request({ skills: [skillOf([20, 4, 14, 12])], agents, requests: [requestOf("of ada", ["ada"]), requestOf("of ben", ["ben"])] });
const placed = placeSessions(asked);
const ill = { ...asked, agents: agents.map((agent) => (agent.agentId === "ada" ? agentOf("ada", 60, 120) : agent)) };
const spike = { ...asked, skills: [skillOf([20, 18, 14, 12])] };

describe("replanPlacement", () => {
  test("ada comes at nine: her session moves to where it costs least, ben's stays", () => {
    expect(placed.sessions.map(({ startsAt }) => startsAt)).toEqual([at(30), at(30)]);
    const { placement, moved, keptRequestIds, added, dropped, proof } = replanPlacement({ request: ill, placement: placed, changeWorth: 0.5 });
    expect(moved).toMatchObject([{ from: { requestId: "of ada", startsAt: at(30) }, to: { startsAt: at(90) }, reason: "no-longer-fits", obstacles: [{ reason: "not-on-shift", agentId: "ada" }] }]);
    expect([keptRequestIds, added, dropped]).toEqual([["of ben"], [], []]);
    expect(proof.status).toBe("optimal");
    expect(proof.totalCost).toBeCloseTo(placement.proof.addedLoss + 0.5, 12);
  });
  test("the forecast rises where both stand: they move as long as each move saves more than its price", () => {
    const at0 = replanPlacement({ request: spike, placement: placed, changeWorth: 0 });
    expect(at0.moved.map(({ to, reason, obstacles }) => [to.startsAt, reason, obstacles])).toEqual([[at(90), "costs-less", []], [at(60), "costs-less", []]]);
    const one = replanPlacement({ request: spike, placement: placed, changeWorth: 1, tradeOff: [0.2, 5] });
    expect(one.moved).toHaveLength(1);
    expect(one.tradeOff.map(({ changeWorth, movedCount }) => [changeWorth, movedCount])).toEqual([[null, 0], [5, 0], [1, 1], [0.2, 2], [0, 2]]);
    expect(one.tradeOff.map(({ addedLoss }) => addedLoss)).toEqual(one.tradeOff.map(({ addedLoss }) => addedLoss).sort((a, b) => b - a));
    expect(replanPlacement({ request: spike, placement: placed, changeWorth: 1e6 })).toMatchObject({ moved: [], keptRequestIds: ["of ada", "of ben"] });
  });
  test("requests that came are placed, those that went are dropped, those without a place say why", () => {
    const changed = { ...asked, requests: [asked.requests[0]!, requestOf("of cleo", ["cleo"]), requestOf("of dan", ["dan"], { coachIds: ["kim"] })], coaches: [coachOf("kim")] };
    const { added, dropped, placement, keptRequestIds } = replanPlacement({ request: changed, placement: placed, changeWorth: 0.1 });
    expect(added.map(({ requestId }) => requestId)).toEqual(["of cleo"]);
    expect(dropped.map(({ session, reason }) => [session.requestId, reason])).toEqual([["of ben", "request-gone"]]);
    expect(placement.unplaced.map(({ requestId, reason }) => [requestId, reason])).toEqual([["of dan", "no-coach-free"]]);
    expect(keptRequestIds).toEqual(["of ada"]);
    const away = { ...asked, agents: agents.map((agent) => (agent.agentId === "ada" ? { ...agent, shifts: [] } : agent)) };
    expect(replanPlacement({ request: away, placement: placed, changeWorth: 0 }).dropped).toMatchObject([{ session: { requestId: "of ada" }, reason: "no-place" }]);
  });
  test("what stands before the end of the frozen time stays, where it still can; the request that comes back has it pinned", () => {
    const frozen = { ...spike, rules: { ...rules, freezeUntil: at(60) } };
    const held = replanPlacement({ request: frozen, placement: placed, changeWorth: 0 });
    expect(held.keptRequestIds).toEqual(["of ada", "of ben"]);
    expect(held.request.requests.map(({ pinned }) => pinned)).toEqual([{ startsAt: at(30), coachId: null }, { startsAt: at(30), coachId: null }]);
    expect(verifyPlacement({ request: held.request, placement: held.placement }).isValid).toBe(true);
    // who starts with its end is not in it
    expect(replanPlacement({ request: { ...spike, rules: { ...rules, freezeUntil: at(30) } }, placement: placed, changeWorth: 0 }).moved).toHaveLength(2);
    const away = replanPlacement({ request: { ...frozen, agents: ill.agents }, placement: placed, changeWorth: 0 });
    expect(away.moved.map(({ to }) => to.requestId)).toEqual(["of ada"]);
    // a session that has grown would meet the next one of its agent: the first stays
    const two = request({ skills: [skillOf([10, 10, 10, 10])], agents, requests: [requestOf("one", ["ada"], { within: span(0, 30) }), requestOf("two", ["ada"], { within: span(30, 60) })], rules: { ...rules, sessionsPerAgentDay: 2 } });
    const grown = { ...two, requests: [requestOf("one", ["ada"], { durationMinutes: 60 }), requestOf("two", ["ada"])], rules: { ...two.rules, freezeUntil: at(60) } };
    const after = replanPlacement({ request: grown, placement: placeSessions(two), changeWorth: 0 });
    expect(after.placement.sessions.map(({ requestId, startsAt }) => [requestId, startsAt])).toEqual([["one", at(0)], ["two", at(60)]]);
    expect(after.keptRequestIds).toEqual(["one"]);
  });
  test("what is frozen takes no more of its agent's day than it is: another session of the agent that still fits stays", () => {
    const three = request({ skills: [skillOf([10, 10, 10, 10, 10, 10])], agents: agents.map(({ agentId }) => agentOf(agentId, 0, 180)), requests: ["one", "two", "three"].map((requestId, place) => requestOf(requestId, ["ada"], { within: span(60 * place, 60 * place + 60) })), rules: { ...rules, sessionsPerAgentDay: 3 } });
    const placement = placeSessions(three);
    expect(placement.sessions).toHaveLength(3);
    const day = { ...placement, sessions: placement.sessions.filter(({ requestId }) => requestId !== "three") };
    const frozen = replanPlacement({ request: { ...three, rules: { ...rules, sessionsPerAgentDay: 2, freezeUntil: at(60) } }, placement: day, changeWorth: 50 });
    expect([frozen.keptRequestIds, frozen.dropped, frozen.placement.unplaced.map(({ requestId }) => requestId)]).toEqual([["one", "two"], [], ["three"]]);
  });
  test("a coach of a list keeps a session that still fits, though a longer one of the list would not", () => {
    const coaches = [coachOf("c0", [0, 120]), coachOf("c1", [0, 120])];
    const pool = request({ skills: [skillOf([10, 10, 10, 10])], agents, coaches, requests: [requestOf("short", ["ada"], { coachIds: ["c0", "c1"], durationMinutes: 15, within: span(30, 60) }), requestOf("long", ["ben"], { coachIds: ["c0", "c1"], within: span(60, 90) })] });
    const placement = placeSessions(pool);
    expect(placement.sessions.map(({ requestId, coachId }) => [requestId, coachId])).toEqual([["short", "c0"], ["long", "c0"]]);
    const leaves = replanPlacement({ request: { ...pool, coaches: [coachOf("c0", [0, 45]), coaches[1]!] }, placement, changeWorth: 1 });
    expect([leaves.keptRequestIds, leaves.moved.map(({ to }) => [to.requestId, to.coachId])]).toEqual([["short"], [["long", "c1"]]]);
  });
  test("a session pinned meanwhile goes where it is pinned", () => {
    const pinned = { ...asked, requests: [requestOf("of ada", ["ada"], { pinned: { startsAt: at(90), coachId: null } }), asked.requests[1]!] };
    expect(replanPlacement({ request: pinned, placement: placed, changeWorth: 9 }).moved).toMatchObject([{ to: { startsAt: at(90) }, obstacles: [{ reason: "pinned" }] }]);
  });
  test("a coach who goes away is replaced at the same time, which is a change; the other keeps hers", () => {
    const pool = request({ skills: [skillOf([20, 4, 14, 12])], agents, coaches: ["kim", "lou", "max"].map((coachId) => coachOf(coachId, [0, 120])), requests: ["ada", "ben"].map((agentId) => requestOf(`of ${agentId}`, [agentId], { coachIds: ["kim", "lou", "max"], within: span(30, 60) })) });
    const placement = placeSessions(pool);
    expect(placement.sessions.map(({ coachId }) => coachId)).toEqual(["kim", "lou"]);
    const away = replanPlacement({ request: { ...pool, coaches: [coachOf("kim"), ...pool.coaches.slice(1)] }, placement, changeWorth: 1 });
    expect(away.moved.map(({ to }) => [to.requestId, to.coachId, to.startsAt])).toEqual([["of ada", "max", at(30)]]);
    expect(away.keptRequestIds).toEqual(["of ben"]);
    expect(away.proof.totalCost).toBeCloseTo(away.placement.proof.addedLoss + 1, 9);
  });
  test("a session that moves takes its coach along, but from nobody who stays", () => {
    const coaches = ["kim", "lou"].map((coachId) => coachOf(coachId, [0, 120]));
    const pool = request({ skills: [skillOf([20, 4, 14, 12])], agents, coaches, requests: [requestOf("of ada", ["ada"], { coachIds: ["kim", "lou"], within: span(30, 90) }), requestOf("of ben", ["ben"], { coachIds: ["kim", "lou"], within: span(60, 120) })] });
    const sessionOf = (agentId: string, start: number, coachId: string) => ({ ...placed.sessions[0]!, requestId: `of ${agentId}`, agentIds: [agentId], coachId, startsAt: at(start), endsAt: at(start + 30) });
    const withSessions = (...sessions: readonly ReturnType<typeof sessionOf>[]) => ({ ...placed, sessions });
    const late = { ...pool, agents: agents.map((agent) => (agent.agentId === "ada" ? agentOf("ada", 60, 120) : agent)) };
    const kept = replanPlacement({ request: late, placement: withSessions(sessionOf("ada", 30, "kim"), sessionOf("ben", 60, "kim")), changeWorth: 50 });
    expect(kept.keptRequestIds).toEqual(["of ben"]);
    expect(kept.moved.map(({ to }) => [to.startsAt, to.coachId])).toEqual([[at(60), "lou"]]);
    const along = replanPlacement({ request: late, placement: withSessions(sessionOf("ada", 30, "lou"), sessionOf("ben", 90, "kim")), changeWorth: 50 });
    expect(along.moved.map(({ to }) => [to.startsAt, to.coachId])).toEqual([[at(60), "lou"]]);
  });
  test("a session that has grown over the end of the forecast no longer fits", () => {
    const grown = { ...asked, requests: [requestOf("of ada", ["ada"], { durationMinutes: 60 })] };
    const last = { ...placed, sessions: [{ ...placed.sessions[0]!, startsAt: at(90), endsAt: at(120) }] };
    expect(replanPlacement({ request: grown, placement: last, changeWorth: 1 }).moved.map(({ obstacles }) => obstacles.map(({ reason }) => reason))).toEqual([["outside-window", "outside-forecast", "not-on-shift"]]);
  });
  test("sessions off the grid or the forecast no longer fit", () => {
    const [ada, ben] = placed.sessions;
    const odd = { ...placed, sessions: [{ ...ada!, startsAt: at(45), endsAt: at(75) }, { ...ben!, startsAt: at(300), endsAt: at(330) }] };
    expect(replanPlacement({ request: asked, placement: odd, changeWorth: 1 }).moved.map(({ obstacles }) => obstacles.map(({ reason }) => reason))).toEqual([["not-on-grid"], ["outside-forecast"]]);
  });
  test("bad input by code and path", () => {
    refuses(() => replanPlacement({ request: asked, placement: { ...placed, sessions: [...placed.sessions, placed.sessions[0]!] }, changeWorth: 0 }), { code: "replan-question.placed_twice", path: ["placement", "sessions", 2, "requestId"] });
    refuses(() => replanPlacement({ request: asked, placement: placed, changeWorth: -1 }), { code: "input.too_small", path: ["changeWorth"] });
  });
  test("more prices than the trade-off takes are refused", () => {
    refuses(() => replanPlacement({ request: asked, placement: placed, changeWorth: 1, tradeOff: Array.from({ length: 11 }, () => 1) }), { code: "input.too_big", path: ["tradeOff"] });
  });
  test("law: with an unchanged request nothing costs more at price 0, and nothing moves at a price above any loss", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (one) => {
      const placement = placeSessions(one);
      const free = replanPlacement({ request: one, placement, changeWorth: 0 });
      expect(free.placement.proof.addedLoss).toBeLessThanOrEqual(placement.proof.addedLoss + 1e-9);
      expect(free.placement.unplaced.length).toBeLessThanOrEqual(placement.unplaced.length);
      const held = replanPlacement({ request: one, placement, changeWorth: 1e6 });
      expect(held.moved).toEqual([]);
      expect(held.placement.sessions.filter(({ requestId }) => held.keptRequestIds.includes(requestId))).toEqual(placement.sessions);
    }), { numRuns: 30 });
  });
  test("law: the order of lists changes nothing", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (one) => {
      const placement = placeSessions(one);
      const turned = { ...one, skills: one.skills.toReversed(), agents: one.agents.toReversed(), coaches: one.coaches.slice(1).toReversed(), requests: one.requests.toReversed().map((each) => ({ ...each, coachIds: each.coachIds.filter((coachId) => coachId !== "c0").toReversed() })) };
      const straight = { ...one, coaches: one.coaches.slice(1), requests: one.requests.map((each) => ({ ...each, coachIds: each.coachIds.filter((coachId) => coachId !== "c0") })) };
      const { request: _, ...found } = replanPlacement({ request: straight, placement, changeWorth: 0.3 });
      const { request: __, ...again } = replanPlacement({ request: turned, placement: { ...placement, sessions: placement.sessions.toReversed() }, changeWorth: 0.3 });
      expect(again).toEqual(found);
    }), { numRuns: 30 });
  });
  test("law: equal to trying everything after agents change their shifts, coaches go and the forecast moves; the placement is valid", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), fc.array(fc.constantFrom(0.5, 1, 1, 2), { minLength: 4, maxLength: 4 }), fc.nat(3), fc.constantFrom(0, 0.1, 1, 50), (one, factors, late, changeWorth) => {
      const placement = placeSessions(one);
      const changed: PlacementRequest = {
        ...one, skills: one.skills.map((skill) => ({ ...skill, intervals: skill.intervals.map((interval, place) => ({ ...interval, offeredContacts: Math.round(interval.offeredContacts * factors[place]!) })) })),
        agents: one.agents.map((agent) => (agent.agentId === "a0" ? { ...agent, shifts: agent.shifts.map((shift) => ({ ...shift, breaks: [], startsAt: late === 0 || shift.endsAt <= at(late * 30) ? shift.startsAt : at(Math.max(late * 30, (Date.parse(shift.startsAt) - Date.parse(at(0))) / 60_000)) })) } : agent)),
        coaches: one.coaches.map((coach, place) => (place === 0 ? { ...coach, free: [span(30, 120)] } : coach)),
      };
      const replanned = replanPlacement({ request: changed, placement, changeWorth });
      expect(verifyPlacement({ request: changed, placement: replanned.placement }).faults).toEqual([]);
      const day = smallDay(changed, { areBrokenFloorsOpen: false });
      const LEFT_OUT = 1e5;
      const lists = changed.requests.map((each) => {
        const before = placement.sessions.find(({ requestId }) => requestId === each.requestId);
        return { leftOut: LEFT_OUT, choices: day.choicesOf(each).map((choice) => ({ ...choice, price: before === undefined || (at((choice.start * 60_000 - Date.parse(at(0))) / 60_000) === before.startsAt && choice.coachId === before.coachId) ? 0 : changeWorth })) };
      });
      const least = day.leastCost(lists) - day.lossOf([])!;
      const { proof, placement: { unplaced } } = replanned;
      expect(proof.status).toBe("optimal");
      expect(proof.totalCost + LEFT_OUT * unplaced.length).toBeCloseTo(least, 5);
      expect(replanned.placement.proof.addedLoss + changeWorth * replanned.moved.length).toBeCloseTo(proof.totalCost, 6);
    }), { numRuns: 40 });
  });
});
