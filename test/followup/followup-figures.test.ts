import { coachingActions, type FollowupEvent, followupFigures, usualFollowupPolicy } from "coachkit/followup";
import { survivalCurve, wilsonInterval } from "coachkit/statistics";
import { expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const figures = (events: readonly FollowupEvent[], at: string) => followupFigures({ events, at, confidenceLevel: 0.95 });
const of = (actionId: string, events: readonly FollowupEvent[]) => events.map((event) => ({ ...event, actionId, eventId: `${actionId} ${event.eventId}` }));
const dispute = (verdict: string) => [done("proposed", "2026-03-02"), done("disputed", "2026-03-03"), done("second-rater-named", "2026-03-04"), done(verdict, "2026-03-06")];

test("counts, shares and stays of a small log, by hand", () => {
  const events = [
    ...of("a", wholeLife), ...of("b", dispute("overturned")), ...of("c", dispute("upheld")), ...of("d", dispute("upheld").slice(0, 3)),
    ...of("e", [done("proposed", "2026-03-02"), done("accepted", "2026-03-04")]), ...of("f", [done("proposed", "2025-03-02")]),
  ];
  const { actionCount, stays, endCounts, disputedFraction, overturnedFraction, assumptions } = figures(events, "2026-05-01T09:00:00Z");
  expect(actionCount).toBe(6);
  expect(stays.map(({ state, count, enteredCount, leftCount }) => [state, count, enteredCount, leftCount])).toEqual([
    ["proposed", 1, 6, 5], ["accepted", 1, 2, 1], ["scheduled", 0, 1, 1], ["held", 0, 1, 1], ["acknowledged", 0, 1, 1], ["followed-up", 0, 1, 1], ["disputed", 1, 4, 3],
  ]);
  expect(endCounts).toEqual([{ state: "rejected", count: 1 }, { state: "closed", count: 1 }, { state: "expired", count: 1 }]);
  expect(disputedFraction).toMatchObject({ estimate: 4 / 6, n: 6, confidence: wilsonInterval({ successes: 4, n: 6, confidenceLevel: 0.95 }) });
  expect(overturnedFraction).toMatchObject({ estimate: 1 / 3, n: 3, confidence: wilsonInterval({ successes: 1, n: 3, confidenceLevel: 0.95 }) });
  expect(assumptions).toEqual({ policy: "usual", expiresAfterIdleMonths: 6 });
  // disputed: a, b and c left after three days, d is there since 59
  const followUps = [3, 3, 3].map((followedFor) => ({ followedFor, hasEvent: true })).concat({ followedFor: 59, hasEvent: false });
  const curve = survivalCurve({ followUps, intervalKind: "log-log", confidenceLevel: 0.95 });
  expect(stays.at(-1)?.medianDays).toEqual(curve.points === null ? null : curve.median);
  expect(stays.at(-1)?.medianDays).toMatchObject({ estimate: 3, n: 4 });
});

test("expiry ends the watch after the idle months, and is no step", () => {
  const events = [...of("a", [done("proposed", "2026-01-01")]), ...of("b", [done("proposed", "2026-01-01"), done("accepted", "2026-01-11")]), ...of("c", [done("proposed", "2026-01-01")])];
  const [proposed] = figures(events, "2026-12-31T00:00:00Z").stays;
  expect(proposed).toMatchObject({ count: 0, enteredCount: 3, leftCount: 1, medianDays: { estimate: null, reason: "not-reached" } });
  const followUps = [{ followedFor: 10, hasEvent: true }, { followedFor: 181, hasEvent: false }, { followedFor: 181, hasEvent: false }];
  const curve = survivalCurve({ followUps, intervalKind: "log-log", confidenceLevel: 0.95 });
  expect(proposed?.medianDays).toEqual(curve.points === null ? null : curve.median);
});

test("only the first stay of an action in a state counts, and steps within a state are no leaving", () => {
  const events = [
    done("proposed", "2026-03-02"), done("reassigned", "2026-03-03"), done("disputed", "2026-03-06"), done("dispute-withdrawn", "2026-03-07"), done("accepted", "2026-03-27", { actorId: "dan" }),
    done("scheduled", "2026-03-30", { actorId: "dan" }), done("scheduled", "2026-04-01", { actorId: "dan" }), done("called-off", "2026-04-04"),
  ];
  const { stays } = figures(events, "2026-05-01T00:00:00Z");
  expect(stays.filter(({ leftCount }) => leftCount > 0).map(({ state, enteredCount, medianDays }) => [state, enteredCount, medianDays.estimate])).toEqual([["proposed", 1, 4], ["accepted", 1, 3], ["scheduled", 1, 5], ["disputed", 1, 1]]);
});

test("of an action disputed twice the first decision counts", () => {
  const again = ["disputed", "second-rater-named", "overturned"].map((kind, index) => done(kind, `2026-03-1${String(index)}`));
  expect(figures([...dispute("upheld"), ...again], "2026-05-01T00:00:00Z")).toMatchObject({ disputedFraction: { estimate: 1, n: 1 }, overturnedFraction: { estimate: 0, n: 1 } });
});

test("of nothing nothing can be said", () => {
  const { actionCount, disputedFraction, overturnedFraction, stays } = figures([], "2026-05-01T00:00:00Z");
  const nothing = { estimate: null, reason: "too-few-observations", n: 0, needed: 1 };
  expect({ actionCount, disputedFraction, overturnedFraction }).toEqual({ actionCount: 0, disputedFraction: nothing, overturnedFraction: nothing });
  expect(stays.map(({ medianDays }) => medianDays)).toEqual(stays.map(() => nothing));
});

test("of the counts every action has one, and they are those of the snapshot", () => {
  const events = wholeLife.flatMap((_, count) => of(`a${String(count)}`, wholeLife.slice(0, count + 1)));
  const at = "2026-04-09T00:00:00Z";
  const { stays, endCounts, actionCount } = figures(events, at);
  const { snapshot } = coachingActions({ events, at });
  for (const { state, count } of [...stays, ...endCounts]) expect([state, count]).toEqual([state, snapshot.actions.filter((action) => action.state === state).length]);
  expect([...stays, ...endCounts].reduce((sum, { count }) => sum + count, 0)).toBe(actionCount);
});

test("a log that the policy does not allow, and a level below one half, are refused", () => {
  refuses(() => figures([done("held", "2026-03-02")], "2026-05-01T00:00:00Z"), { code: "followup-step.unknown_action", path: ["events", 0, "kind"] });
  refuses(() => followupFigures({ events: [], at: "2026-05-01T00:00:00Z", confidenceLevel: 0.05, policy: usualFollowupPolicy }), { code: "input.too_small", path: ["confidenceLevel"] });
});
