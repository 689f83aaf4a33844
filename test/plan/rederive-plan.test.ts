import * as fc from "fast-check";
import { assignSessions, type Plan, rederivePlan, type Session } from "coachkit/plan";
import type { ZoneData } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { planInput } from "./calls.js";

const session = (id: string, timeZone: string, local: string, startsAt: string, minutes = 60): Session => ({
  id, occurrenceId: id, touchpointId: "talk", title: "Talk", week: 1, coachId: "kim", participantIds: ["ada"], date: local.slice(0, 10), startTime: local.slice(11, 16), timeZone,
  startsAt, endsAt: new Date(Date.parse(startsAt) + minutes * 60_000).toISOString().replace(".000Z", "Z"), durationMinutes: minutes, isScheduled: true, warnings: [{ reason: "overlaps", personId: "ada" }],
});
const planOf = (...sessions: readonly Session[]): Plan => ({ kind: "plan", schemaVersion: 1, programId: "pilot", cohortId: "winter", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "2025c" });

/** What the IANA release 2026f says of zones whose law changed after 2025c. */
const release2026f: ZoneData = {
  version: "2026f",
  zones: [
    { timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] },
    { timeZone: "America/Edmonton", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-06:00", changes: [] },
    { timeZone: "America/Winnipeg", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-05:00", changes: [] },
    { timeZone: "Africa/Casablanca", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "+01:00", changes: [{ at: "2026-09-20T02:00:00Z", toOffset: "+00:00" }] },
    { timeZone: "Europe/Chisinau", fromAt: "2026-01-01T00:00:00Z", offsetAtStart: "+02:00", changes: [{ at: "2026-03-29T01:00:00Z", toOffset: "+03:00" }, { at: "2026-10-25T01:00:00Z", toOffset: "+02:00" }] },
  ],
};

// Python zoneinfo with tzdata 2025b (for these zones the same as 2025c) against Debian's tzdata 2026f; the last row by the two dates of change in Moldova.
test.each([
  ["America/Vancouver", "2026-12-01T09:30", "2026-12-01T17:30:00Z", "2026-12-01T16:30:00Z", -60],
  ["America/Vancouver", "2027-01-11T09:30", "2027-01-11T17:30:00Z", "2027-01-11T16:30:00Z", -60],
  ["America/Edmonton", "2027-01-11T09:30", "2027-01-11T16:30:00Z", "2027-01-11T15:30:00Z", -60],
  ["America/Winnipeg", "2027-01-11T09:30", "2027-01-11T15:30:00Z", "2027-01-11T14:30:00Z", -60],
  ["Africa/Casablanca", "2026-10-05T09:30", "2026-10-05T08:30:00Z", "2026-10-05T09:30:00Z", 60],
  ["Africa/Casablanca", "2027-06-01T09:30", "2027-06-01T08:30:00Z", "2027-06-01T09:30:00Z", 60],
  ["Europe/Chisinau", "2026-03-29T02:30", "2026-03-29T00:30:00Z", "2026-03-29T00:30:00Z", 0],
  ["Europe/Chisinau", "2026-03-29T03:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", 60],
  ["Europe/Berlin", "2027-01-11T09:30", "2027-01-11T08:30:00Z", "2027-01-11T08:30:00Z", 0],
])("in %s %s was %s by 2025c and is %s by 2026f", (timeZone, local, stored, derived, shiftMinutes) => {
  const one = session("s", timeZone, local, stored);
  const { plan, moved } = rederivePlan({ plan: planOf(one), zoneData: release2026f });
  expect(plan.zoneData).toBe("2026f");
  expect(plan.sessions).toEqual([session("s", timeZone, local, derived)]);
  expect(moved).toEqual(shiftMinutes === 0 ? [] : [{ sessionId: "s", before: { startsAt: stored, endsAt: one.endsAt }, after: { startsAt: derived, endsAt: plan.sessions[0]?.endsAt }, shiftMinutes }]);
});

describe("a reading that the clock does not show exactly once", () => {
  test.each([
    ["the second of two stays the second", "2027-10-31T02:30", "2027-10-31T01:30:00Z", "2027-10-31T01:30:00Z"],
    ["the first of two stays the first", "2027-10-31T02:30", "2027-10-31T00:30:00Z", "2027-10-31T00:30:00Z"],
    ["one of neither is taken to the first", "2027-10-31T02:30", "2027-10-31T02:30:00Z", "2027-10-31T00:30:00Z"],
    ["one in a gap is crossed forward", "2027-03-28T02:30", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"],
    ["one in a gap that was crossed forward stays", "2027-03-28T02:30", "2027-03-28T01:30:00Z", "2027-03-28T01:30:00Z"],
    ["seconds that the record does not show are kept", "2027-06-01T09:30", "2027-06-01T08:30:30Z", "2027-06-01T07:30:30Z"],
  ])("%s", (_, local, stored, derived) => {
    expect(rederivePlan({ plan: planOf(session("s", "Europe/Berlin", local, stored)) }).plan.sessions[0]?.startsAt).toBe(derived);
  });
});

test("sessions stand in the order of their new starts; the moved ones are listed in the old order", () => {
  const plan = planOf(session("a", "Europe/Berlin", "2027-01-11T18:00", "2027-01-11T17:00:00Z"), session("b", "America/Vancouver", "2027-01-11T09:30", "2027-01-11T17:30:00Z", 45));
  const anew = rederivePlan({ plan, zoneData: release2026f });
  expect(anew.plan.sessions.map(({ id, endsAt }) => `${id} ${endsAt}`)).toEqual(["b 2027-01-11T17:15:00Z", "a 2027-01-11T18:00:00Z"]);
  expect(anew.moved.map(({ sessionId }) => sessionId)).toEqual(["b"]);
});

test("a plan that was just made is derived again to itself", () => {
  for (const zone of ["Europe/Berlin", "America/Vancouver", "Asia/Kolkata", "Pacific/Apia"]) {
      const plan = assignSessions({ ...planInput, cohort: { ...planInput.cohort, timeZone: zone }, zoneData: release2026f });
    expect(rederivePlan({ plan, zoneData: release2026f })).toEqual({ plan, moved: [] });
  }
});

test("what is derived to one release and back is where it was, where the record is shown once", () => {
  fc.assert(fc.property(fc.constantFrom("America/Vancouver", "Africa/Casablanca"), fc.integer({ min: 0, max: 600 }), fc.integer({ min: 6, max: 20 }), (timeZone, day, hour) => {
    const local = new Date(Date.UTC(2026, 6, 1 + day, hour, 30)).toISOString();
    const by2025c: ZoneData = { version: "2025c", zones: [{ timeZone, fromAt: "2026-06-01T00:00:00Z", offsetAtStart: timeZone === "Africa/Casablanca" ? "+01:00" : "-07:00", changes: [{ at: "2026-11-01T09:00:00Z", toOffset: timeZone === "Africa/Casablanca" ? "+01:00" : "-08:00" }] }] };
    const { plan } = rederivePlan({ plan: planOf(session("s", timeZone, local, local.replace(".000Z", "Z"))), zoneData: by2025c });
    expect(rederivePlan({ plan: rederivePlan({ plan, zoneData: release2026f }).plan, zoneData: by2025c }).plan).toEqual(plan);
  }));
});

describe("bad input is named by code and path", () => {
  test.each([
    ["a zone that nobody knows", session("s", "Europe/Atlantis", "2027-01-11T09:30", "2027-01-11T08:30:00Z"), ["rederive-plan.unknown_zone at /plan/sessions/0/timeZone"]],
    ["a record before all years", session("s", "Europe/Berlin", "1970-01-01T00:30", "1970-01-02T00:30:00Z"), ["rederive-plan.out_of_range at /plan/sessions/0/startsAt"]],
    ["an end after all years", session("s", "America/Vancouver", "2199-12-31T15:30", "2199-12-30T23:30:00Z", 60), ["rederive-plan.out_of_range at /plan/sessions/0/startsAt"]],
  ])("%s", (_, one, issues) => { expect(issuesOf(() => rederivePlan({ plan: planOf(one) }))).toEqual(issues); });
});
