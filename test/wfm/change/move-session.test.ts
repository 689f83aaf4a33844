import { explainPlacement, moveSession, placeSessions, type PlacedSession, type PlacementRequest, type SessionPlacement, verifyPlacement } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { agentOf, alignedRequests, at, coachOf, fourHalfHours, looseRequests, request, requestOf, rules, skillOf, span } from "../placement/small-requests.js";

const day = request({
  skills: [skillOf([20, 8, 14, 10])], agents: ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => agentOf(agentId, 0, 120)), coaches: [coachOf("kim", [0, 120])],
  requests: [requestOf("of ada", ["ada"], { coachIds: ["kim"] }), requestOf("of ben", ["ben"], { coachIds: ["kim"] })],
});
const placed = placeSessions(day);
const RULES = ["unknown-request", "placed-twice", "missing", "changed", "start-not-allowed", "coach-not-allowed", "coach-taken-twice", "service-floor-broken", "agent-taken-twice", "day-limit-broken"];

/** The placement with one session somewhere else, by hand. */
const movedByHand = (placement: SessionPlacement, { requestId, agentIds, modalityId, durationMinutes }: PlacementRequest["requests"][number], { start, coachId, transitionMinutes }: { readonly start: number; readonly coachId: string | null; readonly transitionMinutes: number }): SessionPlacement => {
  const session: PlacedSession = { requestId, agentIds, modalityId, coachId, startsAt: at(start), endsAt: at(start + durationMinutes), transitionMinutes };
  return { ...placement, sessions: [...placement.sessions.filter((one) => one.requestId !== requestId), session], unplaced: placement.unplaced.filter((one) => one.requestId !== requestId) };
};

describe("moveSession", () => {
  test("kim leads one at half past eight and one at half past nine; nine o'clock is dearer, eight dearer still", () => {
    expect(placed.sessions.map(({ requestId, startsAt }) => [requestId, startsAt])).toEqual([["of ada", at(30)], ["of ben", at(90)]]);
    const later = moveSession({ request: day, placement: placed, requestId: "of ada", startsAt: at(60), coachId: "kim" });
    expect([later.isFeasible, later.obstacles]).toEqual([true, []]);
    expect(later.intervals.map(({ startsAt, onQueueBeforeFte, onQueueAfterFte }) => [startsAt, onQueueBeforeFte, onQueueAfterFte])).toEqual([[at(30), 4, 5], [at(60), 5, 4]]);
    const late = later.intervals.reduce((sum, { lateContactsAfter, lateContactsBefore }) => sum + lateContactsAfter - lateContactsBefore, 0);
    expect(later.differenceLoss).toBeCloseTo(late, 12);
    expect(later.addedLossAfter).toBeCloseTo(later.placement!.proof.addedLoss, 12);
    expect(verifyPlacement({ request: day, placement: later.placement! }).isValid).toBe(true);
  });
  test.each([
    ["where the coach leads another one", at(90), "kim", [{ reason: "coach-taken", coachId: "kim", requestIds: ["of ben"] }]],
    ["by nobody", at(60), null, [{ reason: "coach-not-asked-for", coachId: null }]],
    ["between the starts of the grid", at(45), "kim", [{ reason: "not-on-grid" }]],
    ["over the end of the forecast", at(120), "kim", [{ reason: "outside-forecast" }]],
    ["before the forecast", at(-30), "kim", [{ reason: "outside-forecast" }]],
  ])("%s: what is in the way", (_, startsAt, coachId, obstacles) => {
    expect(moveSession({ request: day, placement: placed, requestId: "of ada", startsAt, coachId })).toMatchObject({ isFeasible: false, obstacles, placement: null });
  });
  test("all that is in the way at once: window, frozen time, break, floor, calendar", () => {
    const busy = request({
      skills: [skillOf([26, 8, 14, 10], { serviceFloorFraction: 0.7 })], coaches: [coachOf("kim", [60, 120])], rules: { ...rules, freezeUntil: at(30), minimumGapMinutes: 15, isGapToBreaks: true },
      agents: [agentOf("ada", 0, 120, { shifts: [{ ...span(0, 120), breaks: [span(0, 15), span(45, 60)] }] }), ...["ben", "cleo", "dan", "eva"].map((agentId) => agentOf(agentId, 0, 120))], requests: [requestOf("of ada", ["ada"], { coachIds: ["kim"], within: span(30, 120) })],
    });
    const reasonsAt = (startsAt: string): readonly string[] => moveSession({ request: busy, placement: placeSessions(busy), requestId: "of ada", startsAt, coachId: "kim" }).obstacles.map(({ reason }) => reason);
    expect(reasonsAt(at(0))).toEqual(["outside-window", "frozen", "in-break", "coach-not-free", "service-floor"]);
    expect(reasonsAt(at(30))).toEqual(["in-break", "coach-not-free"]);
    expect(reasonsAt(at(60))).toEqual(["gap-to-break"]);
    expect(reasonsAt(at(90))).toEqual([]);
  });
  test("other sessions of the agent: meeting, too near, and the limit of the day", () => {
    const twice = request({ skills: [skillOf([10, 10, 10, 10])], agents: ["ada", "ben", "cleo", "dan"].map((agentId) => agentOf(agentId, 0, 120)), requests: [requestOf("one", ["ada"]), requestOf("two", ["ada"], { within: span(90, 120) })], rules: { ...rules, minimumGapMinutes: 30, sessionsPerAgentDay: 2 } });
    const placement = placeSessions(twice);
    const obstaclesAt = (startsAt: string, sessionsPerAgentDay = 2): readonly (readonly [string, readonly string[]])[] => moveSession({ request: { ...twice, rules: { ...twice.rules, sessionsPerAgentDay } }, placement: sessionsPerAgentDay === 2 ? placement : { ...placement, sessions: placement.sessions.filter(({ requestId }) => requestId === "two"), unplaced: [{ requestId: "one", reason: "day-limit", perAgent: [] }] }, requestId: "one", startsAt, coachId: null }).obstacles.map(({ reason, requestIds }) => [reason, requestIds]);
    expect(obstaclesAt(at(90))).toEqual([["in-session", ["two"]]]);
    expect(obstaclesAt(at(60))).toEqual([["gap", ["two"]]]);
    expect(obstaclesAt(at(30))).toEqual([]);
    expect(obstaclesAt(at(30), 1)).toEqual([["day-limit", ["two"]]]);
  });
  test("a pinned session does not move, and beside it the gap counts by the minute", () => {
    const pinned = { ...day, requests: [requestOf("of ada", ["ada"], { coachIds: ["kim"], pinned: { startsAt: at(30), coachId: "kim" } }), day.requests[1]!] };
    const placement = placeSessions(pinned);
    expect(moveSession({ request: pinned, placement, requestId: "of ada", startsAt: at(60), coachId: "kim" }).obstacles.map(({ reason }) => reason)).toContain("pinned");
    expect(moveSession({ request: pinned, placement, requestId: "of ada", startsAt: at(30), coachId: "kim" })).toMatchObject({ isFeasible: true, differenceLoss: 0, placement });
    expect(moveSession({ request: pinned, placement, requestId: "of ben", startsAt: at(30), coachId: "kim" }).obstacles).toMatchObject([{ reason: "coach-taken", requestIds: ["of ada"] }]);
  });
  test("the gap holds after another session as before it, pinned or not", () => {
    const twice = request({ skills: [skillOf([10, 10, 10, 10])], agents: ["ada", "ben", "cleo", "dan"].map((agentId) => agentOf(agentId, 0, 120)), requests: [requestOf("one", ["ada"], { within: span(0, 30) }), requestOf("two", ["ada"])], rules: { ...rules, minimumGapMinutes: 30, sessionsPerAgentDay: 2 } });
    const pinned = { ...twice, requests: [{ ...twice.requests[0]!, pinned: { startsAt: at(0), coachId: null } }, twice.requests[1]!] };
    for (const one of [twice, pinned]) {
      const placement = placeSessions(one);
      const obstaclesAt = (startsAt: string) => moveSession({ request: one, placement, requestId: "two", startsAt, coachId: null }).obstacles.map(({ reason, agentId, requestIds }) => [reason, agentId, requestIds]);
      expect(obstaclesAt(at(30))).toEqual([["gap", "ada", ["one"]]]);
      expect(obstaclesAt(at(60))).toEqual([]);
    }
  });
  test("micro-coaching takes part of two agents: both may go, and then every contact is late", () => {
    const micro = { durationMinutes: 5, contactShareFraction: 1, perAgentDayLimit: 100, maximumPaidFraction: 0.9 };
    const small = request({ skills: [skillOf([2, 2, 2, 2], { target: { model: "erlang-a", patienceSeconds: 60, answerWithinSeconds: 20, serviceLevelFraction: 0.8 } })], agents: ["ada", "ben"].map((agentId) => agentOf(agentId, 0, 120)), requests: [requestOf("of ada", ["ada"]), requestOf("of ben", ["ben"])], microCoaching: micro });
    const placement = placeSessions(small);
    const [first, second] = placement.sessions;
    const { obstacles, intervals, placement: both } = moveSession({ request: small, placement, requestId: second!.requestId, startsAt: first!.startsAt, coachId: null });
    expect(obstacles).toEqual([]);
    expect(intervals.find(({ startsAt }) => startsAt === first!.startsAt)).toMatchObject({ onQueueAfterFte: 0, lateContactsAfter: 2, serviceLevelAfterFraction: 0 });
    expect(verifyPlacement({ request: small, placement: both! }).isValid).toBe(true);
  });
  test("the agent does not work, or has a break", () => {
    const lonely = request({ skills: [skillOf([1, 1, 0, 0])], agents: [agentOf("ada", 0, 60), agentOf("ben", 30, 120)], requests: [requestOf("of ada", ["ada"]), requestOf("of ben", ["ben"])] });
    const placement = placeSessions(lonely);
    expect(moveSession({ request: lonely, placement, requestId: "of ben", startsAt: at(0), coachId: null }).obstacles.map(({ reason }) => reason)).toEqual(["not-on-shift"]);
    const solo = request({ skills: [skillOf([0, 0])], agents: [agentOf("ada", 0, 60), agentOf("ben", 0, 60, { shifts: [{ ...span(0, 60), breaks: [span(0, 60)] }] })], requests: [requestOf("of ada", ["ada"], { within: span(0, 60) }), requestOf("of ben", ["ben"], { within: span(0, 60) })] });
    expect(moveSession({ request: solo, placement: placeSessions(solo), requestId: "of ben", startsAt: at(0), coachId: null }).obstacles.map(({ reason }) => reason)).toContain("in-break");
  });
  test("fairness: not after the day by which the agent has to be coached", () => {
    const fair = request({ skills: [skillOf([20, 8, 14, 10])], agents: day.agents, requests: [requestOf("of ada", ["ada"])], rules: { ...rules, fairness: { withoutCoachingDays: 1, lastCoached: [{ agentId: "ada", coachedAt: "2026-03-01T08:45:00Z" }] } } });
    expect(moveSession({ request: fair, placement: placeSessions(fair), requestId: "of ada", startsAt: at(60), coachId: null }).obstacles.map(({ reason }) => reason)).toEqual(["too-long-without-coaching"]);
  });
  test("bad input by code and path", () => {
    const ask = { request: day, placement: placed, requestId: "of ada", startsAt: at(60), coachId: "kim" };
    refuses(() => moveSession({ ...ask, requestId: "of eva" }), { code: "move-session.unknown_request", path: ["requestId"] });
    const [ada, ben] = placed.sessions as readonly [PlacedSession, PlacedSession];
    const withSessions = (...sessions: readonly PlacedSession[]): typeof ask => ({ ...ask, placement: { ...placed, sessions } });
    refuses(() => moveSession(withSessions(ada, ben, { ...ben, requestId: "of eva" })), { code: "standing-plan.unknown_request", path: ["placement", "sessions", 2, "requestId"] });
    refuses(() => moveSession(withSessions(ada, ben, ben)), { code: "standing-plan.placed_twice", path: ["placement", "sessions", 2, "requestId"] });
    refuses(() => moveSession(withSessions(ada, { ...ben, agentIds: ["eva"] })), { code: "standing-plan.changed", path: ["placement", "sessions", 1] });
    refuses(() => moveSession(withSessions(ada)), { code: "standing-plan.missing", path: ["placement", "unplaced"] });
    refuses(() => moveSession(withSessions(ada, { ...ben, startsAt: at(45), endsAt: at(75) })), { code: "standing-plan.breaks_rules", path: ["placement", "sessions", 1], params: { id: "of ben", reason: "start-not-allowed" } });
    refuses(() => moveSession(withSessions(ada, { ...ben, startsAt: at(30), endsAt: at(60) })), { code: "standing-plan.breaks_rules", path: ["placement", "sessions", 1], params: { id: "of ben", reason: "coach-taken-twice" } });
    refuses(() => moveSession({ ...ask, placement: { ...placed, certificate: { ...placed.certificate, skills: [] } } }), { code: "standing-plan.other_certificate", path: ["placement", "certificate"] });
    const tight = { ...fourHalfHours, skills: [skillOf([100, 80, 60, 90], { serviceFloorFraction: 0.8 })] };
    const plan = placeSessions(tight);
    refuses(() => moveSession({ request: tight, placement: { ...plan, sessions: plan.sessions.map((session) => ({ ...session, startsAt: at(60), endsAt: at(90) })) }, requestId: "r0", startsAt: at(0), coachId: null }), { code: "standing-plan.breaks_rules", path: ["placement", "sessions"], params: { id: "", reason: "cell-over-table" } });
  });
  test("law: a what-if to the same place changes nothing", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), (asked) => {
      const placement = placeSessions(asked);
      for (const { requestId, startsAt, coachId } of placement.sessions) {
        const moved = moveSession({ request: asked, placement, requestId, startsAt, coachId });
        expect(moved).toMatchObject({ isFeasible: true, differenceLoss: 0, intervals: [] });
        expect(moved.placement).toEqual(placement);
      }
    }), { numRuns: 40 });
  });
  test("law: it can stand wherever verifyPlacement lets a session moved by hand stand, and costs what that plan costs; explainPlacement weighs the same starts", () => {
    fc.assert(fc.property(fc.oneof(alignedRequests, looseRequests), fc.nat(), (asked, which) => {
      const placement = placeSessions(asked);
      const one = asked.requests[which % asked.requests.length]!;
      const own = placement.sessions.find(({ requestId }) => requestId === one.requestId);
      const possible = new Map<string, number>();
      for (let start = 0; start < asked.skills[0]!.intervals.length * 30; start += asked.rules.startEveryMinutes) {
        for (const coachId of one.coachIds.length === 0 ? [null] : one.coachIds) {
          const moved = moveSession({ request: asked, placement, requestId: one.requestId, startsAt: at(start), coachId });
          const byHand = verifyPlacement({ request: asked, placement: movedByHand(placement, one, { start, coachId, transitionMinutes: asked.rules.transitionMinutes }) });
          expect([start, coachId, moved.isFeasible]).toEqual([start, coachId, !byHand.faults.some(({ reason }) => RULES.includes(reason))]);
          if (moved.placement === null) continue;
          expect(verifyPlacement({ request: asked, placement: moved.placement }).faults).toEqual([]);
          expect(moved.addedLossAfter).toBeCloseTo(moved.placement.proof.addedLoss, 9);
          expect(moved.differenceLoss).toBeCloseTo(moved.placement.proof.addedLoss - placement.proof.addedLoss, 9);
          possible.set(at(start), moved.differenceLoss!);
        }
      }
      if (own === undefined) return;
      const why = explainPlacement({ request: asked, placement, requestId: one.requestId, alternativeCount: 100 });
      expect(why.alternatives.map(({ startsAt }) => startsAt).sort()).toEqual([...possible.keys()].filter((startsAt) => startsAt !== own.startsAt).sort());
      for (const { startsAt, differenceLoss } of why.alternatives) expect(differenceLoss).toBeCloseTo(possible.get(startsAt)!, 9);
      expect(why.rank).toBe(1 + why.alternatives.filter(({ differenceLoss }) => differenceLoss < -1e-8).length);
      expect(why.startCount).toBe(possible.size);
    }), { numRuns: 40 });
  });
});
