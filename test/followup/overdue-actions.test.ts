import { coachingActions, type FollowupEvent, type FollowupPolicy, overdueActions, usualFollowupPolicy } from "coachkit/followup";
import { addWorkingDays } from "coachkit/time";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { done, wholeLife } from "./action-log.js";

const workingDays = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] } as const;
const late = (events: readonly FollowupEvent[], at: string, differs: { readonly timeZone?: string; readonly holidays?: readonly string[]; readonly policy?: FollowupPolicy } = {}) => {
  const { timeZone = "UTC", holidays = [], ...own } = differs;
  return overdueActions({ snapshot: coachingActions({ events, at, ...own }).snapshot, timeZone, workingDays: { ...workingDays, holidays }, ...own });
};
const overdueIn = (role: string, ...asked: Parameters<typeof late>) => late(...asked).roles.find((one) => one.role === role)?.overdue;

// 2 March 2026 is a Monday: five working days later is Monday the 9th
test("a coach who did not accept within five working days is late from the day after", () => {
  const events = [done("proposed", "2026-03-02")];
  expect(late(events, "2026-03-09T23:59:59.999Z")).toEqual({ at: "2026-03-09T23:59:59.999Z", roles: [{ role: "coach", owedCount: 1, overdue: [] }, { role: "participant", owedCount: 0, overdue: [] }, { role: "second-rater", owedCount: 0, overdue: [] }, { role: "manager", owedCount: 0, overdue: [] }], unownedCount: 0 });
  expect(overdueIn("coach", events, "2026-03-10T00:00:00Z")).toEqual([{ actionId: "a1", state: "proposed", participantId: "ana", personId: "cem", sinceAt: "2026-03-02T09:00:00Z", dueAt: "2026-03-10T00:00:00Z", lateDays: 1 }]);
});

test.each([
  ["nobody acknowledged", wholeLife.slice(0, 7), "participant", "ana", "2026-03-17T09:00:00Z", "2026-03-25T00:00:00Z"],
  ["nobody followed up", wholeLife.slice(0, 8), "coach", "cem", "2026-03-18T09:00:00Z", "2026-04-16T00:00:00Z"],
  ["nobody closed", wholeLife.slice(0, 9), "coach", "cem", "2026-04-07T09:00:00Z", "2026-04-22T00:00:00Z"],
  ["nobody scheduled", wholeLife.slice(0, 5), "coach", "cem", "2026-03-09T09:00:00Z", "2026-03-17T00:00:00Z"],
  ["the session was not held when it was due", wholeLife.slice(0, 6), "coach", "cem", "2026-03-10T09:00:00Z", "2026-03-17T10:00:00Z"],
  ["no second rater was named", wholeLife.slice(0, 2), "manager", null, "2026-03-03T09:00:00Z", "2026-03-06T00:00:00Z"],
  ["the second rater did not judge", wholeLife.slice(0, 3), "second-rater", "rex", "2026-03-04T09:00:00Z", "2026-03-12T00:00:00Z"],
])("%s", (_, events, role, personId, sinceAt, dueAt) => {
  const before = new Date(Date.parse(dueAt) - 1).toISOString();
  expect(overdueIn(role, events, before)).toEqual([]);
  expect(overdueIn(role, events, dueAt)).toEqual([expect.objectContaining({ personId, sinceAt, dueAt })]);
});

test("who takes over owes it from then on", () => {
  expect(overdueIn("coach", [done("proposed", "2026-03-02"), done("reassigned", "2026-03-10")], "2026-03-20T00:00:00Z")).toEqual([expect.objectContaining({ personId: "dan", sinceAt: "2026-03-10T09:00:00Z", dueAt: "2026-03-18T00:00:00Z", lateDays: 3 })]);
});
test("a due instant is late on its own day by no whole day", () => {
  expect(overdueIn("coach", wholeLife.slice(0, 6), "2026-03-17T12:00:00Z")?.[0]?.lateDays).toBe(0);
  expect(overdueIn("coach", wholeLife.slice(0, 6), "2026-03-18T00:00:00Z")?.[0]?.lateDays).toBe(1);
});
test("holidays do not count, and days end where the person is", () => {
  const events = [done("proposed", "2026-03-02T23:30:00Z")];
  // in Berlin it is Tuesday already; with Monday the 9th off, the fifth working day is Wednesday the 11th
  expect(overdueIn("coach", events, "2026-04-01T00:00:00Z", { timeZone: "Europe/Berlin", holidays: ["2026-03-09"] })?.[0]).toMatchObject({ dueAt: "2026-03-11T23:00:00Z", lateDays: 21 });
  expect(overdueIn("coach", events, "2026-04-01T00:00:00Z")?.[0]?.dueAt).toBe("2026-03-10T00:00:00Z");
});
test("a day that begins late, since clocks go forward at midnight, begins all the same", () => {
  // Cairo, 24 April 2026: 00:00 does not exist, the day begins at 01:00 (+03:00)
  const policy = { ...usualFollowupPolicy, dueRules: [{ state: "proposed", role: "coach", workingDays: 0 }] };
  expect(overdueIn("coach", [done("proposed", "2026-04-23T09:00:00Z")], "2026-05-01T00:00:00Z", { timeZone: "Africa/Cairo", policy })?.[0]?.dueAt).toBe("2026-04-23T22:00:00Z");
});
test("what is expired, or has no rule, waits for nobody", () => {
  const events = [done("proposed", "2026-03-02"), done("proposed", "2026-09-01", { actionId: "a2" }), ...wholeLife.map((event) => ({ ...event, actionId: "a3", eventId: `3 ${event.eventId}` }))];
  expect(late(events, "2026-09-02T09:00:00Z")).toMatchObject({ unownedCount: 1, roles: [{ owedCount: 1 }, {}, {}, {}] });
  expect(late(events, "2026-09-02T09:00:00Z", { policy: { ...usualFollowupPolicy, dueRules: [] } })).toEqual({ at: "2026-09-02T09:00:00Z", roles: [], unownedCount: 2 });
});
test("the longest due comes first, then the action in text order", () => {
  const events = [["b", "2026-03-03"], ["a", "2026-03-03"], ["c", "2026-03-02"]].map(([actionId = "", day = ""]) => done("proposed", day, { actionId }));
  expect(overdueIn("coach", events, "2026-04-01T00:00:00Z")?.map(({ actionId }) => actionId)).toEqual(["c", "a", "b"]);
});
test("nobody is late with what was due before they came to owe it", () => {
  const proposed = done("proposed", "2026-03-02", { dueAt: "2026-03-06T00:00:00Z" });
  expect(overdueIn("coach", [proposed, done("reassigned", "2026-03-09")], "2026-03-10T00:00:00Z")).toEqual([]);
  expect(overdueIn("coach", [proposed, done("reassigned", "2026-03-09")], "2026-03-17T00:00:00Z")).toEqual([expect.objectContaining({ personId: "dan", sinceAt: "2026-03-09T09:00:00Z", dueAt: "2026-03-17T00:00:00Z", lateDays: 1 })]);
  expect(overdueIn("coach", [proposed, done("reassigned", "2026-03-05")], "2026-03-06T00:00:00Z")).toEqual([expect.objectContaining({ personId: "dan", dueAt: "2026-03-06T00:00:00Z" })]);
});
test("where no working day is left nothing becomes due", () => {
  const dates = Array.from({ length: 84_006 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
  expect(late([done("proposed", "2026-03-02")], "2026-08-01T00:00:00Z", { holidays: dates }).roles[0]).toEqual({ role: "coach", owedCount: 1, overdue: [] });
});

test("at both ends of time nothing is lost", () => {
  expect(overdueIn("coach", [done("proposed", "1970-01-01T00:00:00Z", { dueAt: "1970-01-01T00:00:00Z" })], "1970-01-02T00:00:00Z", { timeZone: "America/New_York" })?.[0]).toMatchObject({ dueAt: "1970-01-01T00:00:00Z", lateDays: 1 });
  expect(overdueIn("coach", [done("proposed", "1970-01-01T00:00:00Z")], "1970-02-01T00:00:00Z", { timeZone: "America/New_York" })?.[0]?.sinceAt).toBe("1970-01-01T00:00:00Z");
  for (const timeZone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    for (const day of ["2199-12-30T23:00:00Z", "2199-12-31T23:59:59.999Z"]) {
      const policy = { ...usualFollowupPolicy, dueRules: [0, 1].map((workingDays) => ({ state: workingDays === 0 ? "proposed" : "accepted", role: "coach", workingDays })) };
      expect(overdueIn("coach", [done("proposed", day), done("accepted", day, { sequence: 1, actionId: "a1" })], "2199-12-31T23:59:59.999Z", { timeZone, policy })).toEqual([]);
    }
  }
});

describe("refused", () => {
  const { snapshot } = coachingActions({ events: [done("proposed", "2026-03-02")], at: "2026-04-01T00:00:00Z" });
  test("a snapshot of another policy", () => { refuses(() => overdueActions({ snapshot, policy: { ...usualFollowupPolicy, dueRules: [] }, timeZone: "UTC", workingDays }), { code: "snapshot-policy.other_policy", path: ["snapshot", "policyHash"] }); });
  test("a zone that nobody knows", () => { refuses(() => overdueActions({ snapshot, timeZone: "Europe/Atlantis", workingDays }), { code: "known-time-zone.unknown_zone", path: ["timeZone"] }); });
});

test("due days are those that working days count to", () => {
  const day = fc.integer({ min: 20_454, max: 20_800 }).map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));
  fc.assert(fc.property(day, fc.integer({ min: 0, max: 30 }), fc.array(day, { maxLength: 60 }), (since, days, holidays) => {
    const policy = { ...usualFollowupPolicy, dueRules: [{ state: "proposed", role: "coach", workingDays: days }], expiresAfterIdleMonths: null };
    const dueDate = addWorkingDays({ date: since, days, workingWeekdays: workingDays.workingWeekdays, holidays });
    const [step] = overdueIn("coach", [done("proposed", since)], "2031-01-01T00:00:00Z", { policy, holidays }) ?? [];
    expect(step?.dueAt).toBe(new Date(Date.parse(dueDate) + 86_400_000).toISOString().replace(".000", ""));
  }), { numRuns: 60 });
});
