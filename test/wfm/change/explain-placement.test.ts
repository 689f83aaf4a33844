import { explainPlacement, placeSessions } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { agentOf, at, coachOf, fourHalfHours, request, requestOf, rules, skillOf, span } from "../placement/small-requests.js";
import { smallDay } from "./try-all.js";

const day = request({
  skills: [skillOf([20, 4, 14, 10], { serviceFloorFraction: 0.5 })], agents: ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => agentOf(agentId, 0, 120)), coaches: [coachOf("kim", [0, 120]), coachOf("lou", [60, 120])],
  requests: [requestOf("of ada", ["ada"], { coachIds: ["kim"] }), requestOf("of ben", ["ben"], { coachIds: ["kim", "lou"] })],
});
const placed = placeSessions(day);
const { lossOf, chosenOf, choicesOf } = smallDay(day);
const others = (requestId: string) => placed.sessions.filter((session) => session.requestId !== requestId).map(chosenOf);

describe("explainPlacement", () => {
  test("what a session adds is what the day loses with it and not without it, by erlangC asked anew", () => {
    for (const { requestId } of placed.sessions) {
      const why = explainPlacement({ request: day, placement: placed, requestId, alternativeCount: 5 });
      expect(why.addedLoss).toBeCloseTo(lossOf(placed.sessions.map(chosenOf))! - lossOf(others(requestId))!, 10);
      expect(why.intervals).toHaveLength(1);
      const [interval] = why.intervals;
      expect(interval).toMatchObject({ skillId: "calls", startsAt: why.session.startsAt, serviceFloorFraction: 0.5, lostContactsBefore: null });
      expect(interval!.lateContactsAfter - interval!.lateContactsBefore).toBeCloseTo(why.addedLoss, 12);
      expect(interval!.onQueueBeforeFte - interval!.onQueueAfterFte).toBe(1);
      expect(interval!.serviceLevelAfterFraction).toBeCloseTo(1 - interval!.lateContactsAfter / interval!.offeredContacts, 12);
    }
  });
  test("the next best starts, each with who could lead it, cheapest first", () => {
    const why = explainPlacement({ request: day, placement: placed, requestId: "of ben", alternativeCount: 5 });
    const byHand = new Map(choicesOf(day.requests[1]!).map((one) => [one.start, lossOf([...others("of ben"), one])! - lossOf(placed.sessions.map(chosenOf))!]));
    expect(why.alternatives.length).toBe(why.startCount - 1);
    for (const { startsAt, differenceLoss } of why.alternatives) expect(differenceLoss).toBeCloseTo(byHand.get(Date.parse(startsAt) / 60_000)!, 10);
    expect(why.alternatives.map(({ differenceLoss }) => differenceLoss)).toEqual(why.alternatives.map(({ differenceLoss }) => differenceLoss).sort((a, b) => a - b));
    expect(explainPlacement({ request: day, placement: placed, requestId: "of ben", alternativeCount: 1 }).alternatives).toEqual(why.alternatives.slice(0, 1));
    expect(why.alternatives.find(({ startsAt }) => startsAt === at(60))?.coachIds).toEqual(["kim", "lou"]);
    expect(why.alternatives.find(({ startsAt }) => startsAt === at(0))?.coachIds).toEqual(["kim"]);
  });
  test("a cheaper start that cannot be is named with what binds: the coach, and whom he has then", () => {
    const one = { ...day, coaches: [coachOf("kim", [30, 120])], requests: [day.requests[0]!, requestOf("of ben", ["ben"], { coachIds: ["kim"] })] };
    const placement = placeSessions(one);
    expect(placement.sessions.map(({ requestId, startsAt }) => [requestId, startsAt])).toEqual([["of ada", at(30)], ["of ben", at(90)]]);
    const why = explainPlacement({ request: one, placement, requestId: "of ben", alternativeCount: 5 });
    expect([why.rank, why.blockedCount]).toEqual([1, 1]);
    expect(why.blocked).toMatchObject([{ startsAt: at(30), obstacles: [{ reason: "coach-taken", coachId: "kim", requestIds: ["of ada"] }] }]);
    expect(why.blocked[0]!.differenceLoss).toBeLessThan(0);
    expect(explainPlacement({ request: one, placement, requestId: "of ben", alternativeCount: 0 })).toMatchObject({ blocked: [], alternatives: [], blockedCount: 1 });
  });
  test("breaks, the frozen time and the floor bind as well; where the agent does not work is no start at all", () => {
    const busy = { ...day, rules: { ...rules, freezeUntil: at(60) }, requests: [requestOf("of ada", ["ada"])], agents: [agentOf("ada", 30, 120, { shifts: [{ ...span(30, 120), breaks: [span(105, 120)] }] }), ...day.agents.slice(1)] };
    const why = explainPlacement({ request: busy, placement: placeSessions(busy), requestId: "of ada", alternativeCount: 5 });
    expect(why.session.startsAt).toBe(at(60));
    expect(why.blocked.map(({ startsAt, obstacles }) => [startsAt, obstacles.map(({ reason }) => reason)])).toEqual([[at(30), ["frozen"]], [at(90), ["in-break"]]]);
    const plan = placeSessions(fourHalfHours);
    // the third half-hour is cheaper but full at its floor, wherever a session of the second one is asked for
    const second = plan.sessions.find(({ startsAt }) => startsAt === at(30))!;
    expect(explainPlacement({ request: fourHalfHours, placement: plan, requestId: second.requestId, alternativeCount: 5 }).alternatives.map(({ startsAt }) => startsAt)).not.toContain(at(0));
  });
  test("a quarter of an hour takes half an agent from a half-hour", () => {
    const quarter = { ...day, rules: { ...rules, startEveryMinutes: 15 as const }, requests: [requestOf("of ada", ["ada"], { durationMinutes: 15 })] };
    const why = explainPlacement({ request: quarter, placement: placeSessions(quarter), requestId: "of ada", alternativeCount: 5 });
    expect(why.intervals.map(({ onQueueBeforeFte, onQueueAfterFte }) => [onQueueBeforeFte, onQueueAfterFte])).toEqual([[5, 4.5]]);
    expect(why.intervals[0]!.lateContactsAfter - why.intervals[0]!.lateContactsBefore).toBeCloseTo(why.addedLoss, 12);
  });
  test("a pinned session is weighed as if it were not pinned", () => {
    const pinned = { ...day, requests: [requestOf("of ada", ["ada"], { coachIds: ["kim"], pinned: { startsAt: at(0), coachId: "kim" } }), day.requests[1]!] };
    const why = explainPlacement({ request: pinned, placement: placeSessions(pinned), requestId: "of ada", alternativeCount: 5 });
    expect(why.isPinned).toBe(true);
    expect(why.rank).toBeGreaterThan(1);
    expect(why.alternatives[0]!.differenceLoss).toBeLessThan(0);
  });
  test("more alternatives than are listed are refused", () => {
    refuses(() => explainPlacement({ request: day, placement: placed, requestId: "of ada", alternativeCount: 101 }), { code: "input.too_big", path: ["alternativeCount"] });
  });
  test("bad input by code and path", () => {
    const ask = { request: day, placement: placed, requestId: "of ada", alternativeCount: 5 };
    refuses(() => explainPlacement({ ...ask, requestId: "of eva" }), { code: "explain-placement.unknown_request", path: ["requestId"] });
    const full = request({ skills: day.skills, agents: day.agents, requests: [requestOf("of ada", ["ada"]), requestOf("again", ["ada"])] });
    refuses(() => explainPlacement({ ...ask, request: full, placement: placeSessions(full), requestId: placeSessions(full).unplaced[0]!.requestId }), { code: "explain-placement.not_placed", path: ["requestId"] });
  });
});
