import { meetingsToCalabrio, schedulesFromCalabrio, schedulesFromGenesys, schedulesToCalabrio, schedulesToGenesys } from "coachkit/interchange";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { activities, agents, plans, span } from "./rows.js";

const startDate = (time: string): string => `2026-10-05T${time}:00Z`;
const activity = (time: string, lengthMinutes: number, activityCodeId: string, more: object = {}) => ({ startDate: startDate(time), lengthMinutes, activityCodeId, ...more });
const shift = (time: string, lengthMinutes: number, own: readonly ReturnType<typeof activity>[]) => ({ startDate: startDate(time), lengthMinutes, activities: own });
const genesys = (...shifts: readonly ReturnType<typeof shift>[]) => schedulesFromGenesys({ agentSchedules: [{ user: { id: "a1" }, shifts }], activities, agents });
const withoutIds = (sessions: readonly { readonly modalityId: string; readonly startsAt: string; readonly endsAt: string }[]) => sessions.map(({ modalityId, startsAt, endsAt }) => ({ modalityId, startsAt, endsAt }));

describe("rows in the shape of Genesys Cloud", () => {
  test("have their own shifts, also where two touch; unknown keys, markers of days off and uncovered time are no faults", () => {
    const first = { ...shift("07:00", 60, [activity("07:00", 30, "Phone", { paid: true, description: "x" }), activity("07:30", 15, "Coaching", { externalActivityId: "ap1" })]), manuallyEdited: false };
    const rows = [{ user: { id: "a1", name: "Ann" }, shifts: [first, shift("08:00", 60, [activity("08:00", 60, "Phone")])], fullDayTimeOffMarkers: [{ businessUnitDate: "2026-10-06" }] }];
    expect(schedulesFromGenesys({ agentSchedules: rows, activities, agents })).toMatchObject({
      schedules: [{ shifts: [] }, { shifts: [{ ...span("07:00", "08:00"), breaks: [] }, { ...span("08:00", "09:00"), breaks: [] }] }],
      sessions: [{ requestId: "ap1", coachId: null, ...span("07:30", "07:45") }], ignored: [{ path: ["agentSchedules", 0, "fullDayTimeOffMarkers", 0], reason: "time-off" }], uncoveredMinutes: 15,
    });
  });
  test("a break that begins where two shifts touch is one of the second; a shift of no length is none", () => {
    const shifts = [shift("07:00", 60, []), shift("08:00", 60, [activity("08:00", 15, "Pause")]), shift("07:30", 0, [])];
    expect(genesys(...shifts).schedules[1]?.shifts).toEqual([{ ...span("07:00", "08:00"), breaks: [] }, { ...span("08:00", "09:00"), breaks: [span("08:00", "08:15")] }]);
  });
  test("lose the time that is not worked", () => { expect(genesys(shift("07:00", 60, [activity("07:00", 45, "Phone"), activity("07:45", 15, "Leave")]))).toMatchObject({ schedules: [{}, { shifts: [{ ...span("07:00", "07:45"), breaks: [] }] }], uncoveredMinutes: 0 }); });
  test.each([
    ["an unknown code is named", [shift("07:00", 60, [activity("07:00", 60, "42")])], ["activity-row.unknown_activity at /agentSchedules/0/shifts/0/activities/0/activityCodeId"]],
    ["an activity beyond its shift, and one before", [shift("07:00", 60, [activity("06:59", 1, "Pause"), activity("07:00", 61, "Phone")])], ["genesys-schedule.outside_shift at /agentSchedules/0/shifts/0/activities/0", "genesys-schedule.outside_shift at /agentSchedules/0/shifts/0/activities/1"]],
    ["two shifts at once", [shift("07:30", 60, []), shift("07:00", 60, [])], ["genesys-schedule.overlapping_shifts at /agentSchedules/0/shifts/0"]],
    ["an instant without seconds", [{ ...shift("07:00", 60, []), startDate: "2026-10-05T07:00Z" }], ["input.invalid_format at /agentSchedules/0/shifts/0/startDate"]],
    ["more activities than a shift has", [shift("07:00", 60, Array.from({ length: 201 }, () => activity("07:00", 0, "Pause")))], ["input.too_big at /agentSchedules/0/shifts/0/activities"]],
  ])("%s", (_, shifts, expected) => { expect(issuesOf(() => genesys(...shifts))).toEqual(expected); });
  test("are written in whole minutes", () => {
    refuses(() => schedulesToGenesys({ schedules: [{ ...agents[0]!, shifts: [{ startsAt: "2026-10-05T07:00:30Z", endsAt: "2026-10-05T08:00:00Z", breaks: [] }] }], sessions: [], activities }), { code: "genesys-schedule.part_of_minute", path: ["schedules"], params: { agentId: "a1", at: "2026-10-05T07:00:30Z" } });
  });
  test("are read back: shifts, breaks, and sessions but for their ids and coaches", () => {
    fc.assert(fc.property(plans, ({ schedules, sessions }) => {
      const agentSchedules = schedulesToGenesys({ schedules, sessions, activities }).map(({ userId, shifts }) => ({ user: { id: userId }, shifts }));
      const back = schedulesFromGenesys({ agentSchedules, activities, agents });
      expect(back).toEqual({ schedules, sessions: back.sessions, ignored: [], uncoveredMinutes: 0 });
      expect(withoutIds(back.sessions)).toEqual(withoutIds(sessions));
    }));
  });
});

const layer = (from: string, to: string, more: object) => ({ StartTime: startDate(from), EndTime: startDate(to), IsAbsence: false, ...more });
const calabrio = (Shift: readonly ReturnType<typeof layer>[], activityKey: "Name" | "PayloadId" = "Name") => schedulesFromCalabrio({ days: [{ PersonId: "a1", Shift }], activityKey, activities, agents });

describe("rows in the shape of Calabrio WFM", () => {
  test("are layers by name or by id; absences need no meaning", () => {
    const layers = [layer("07:00", "08:00", { Name: "Phone", PayloadId: "Pause" }), layer("08:00", "09:00", { Name: "Sick", IsAbsence: true, DisplayColor: -1 })];
    expect(calabrio(layers)).toMatchObject({ schedules: [{}, { shifts: [{ ...span("07:00", "08:00"), breaks: [] }] }], ignored: [{ path: ["days", 0, "Shift", 1], reason: "absence" }] });
    expect(calabrio(layers, "PayloadId").schedules[1]?.shifts[0]?.breaks).toEqual([span("07:00", "08:00")]);
  });
  test("a layer without the key, and an activity that the table lacks", () => {
    expect(issuesOf(() => calabrio([layer("07:00", "08:00", {}), layer("08:00", "09:00", { Name: "Chat" })]))).toEqual(["calabrio-schedule.no_name at /days/0/Shift/0/Name", "activity-row.unknown_activity at /days/0/Shift/1/Name"]);
  });
  test("people of one day are a row each", () => {
    const own = [{ ...span("07:00", "08:00"), breaks: [] }];
    const rows = schedulesToCalabrio({ schedules: agents.map((agent) => ({ ...agent, shifts: own })), sessions: [], activities, activityKey: "Name", timeZone: "UTC" });
    expect(rows.map(({ PersonId, Date, Shift }) => [PersonId, Date, Shift.length])).toEqual([["+a2", "2026-10-05", 1], ["a1", "2026-10-05", 1]]);
  });
  test("shifts of one day are one row", () => {
    const schedules = [{ ...agents[0]!, shifts: [{ ...span("07:00", "08:00"), breaks: [] }, { ...span("09:00", "10:00"), breaks: [] }] }];
    expect(schedulesToCalabrio({ schedules, sessions: [], activities, activityKey: "PayloadId", timeZone: "Asia/Kolkata" })).toEqual([{ PersonId: "a1", Date: "2026-10-05", Shift: [layer("07:00", "08:00", { PayloadId: "Phone" }), layer("09:00", "10:00", { PayloadId: "Phone" })] }]);
  });
  test("are read back: shifts, breaks, and sessions but for their ids and coaches", () => {
    fc.assert(fc.property(plans, fc.constantFrom("Name" as const, "PayloadId" as const), ({ schedules, sessions }, activityKey) => {
      const back = schedulesFromCalabrio({ days: schedulesToCalabrio({ schedules, sessions, activities, activityKey, timeZone: "Europe/Berlin" }), activityKey, activities, agents });
      expect(back).toEqual({ schedules, sessions: back.sessions, ignored: [] });
      expect(withoutIds(back.sessions)).toEqual(withoutIds(sessions));
    }));
  });
  test("a meeting needs an activity of its modality; of several the first is taken", () => {
    const session = { requestId: "s1", modalityId: "group", agentIds: ["a1"], coachId: null, ...span("07:00", "07:30"), transitionMinutes: 0 };
    refuses(() => meetingsToCalabrio({ sessions: [{ ...session, modalityId: "chess" }], activities }), { code: "calabrio-schedule.no_activity", path: ["sessions", 0, "modalityId"], params: { modalityId: "chess" } });
    refuses(() => meetingsToCalabrio({ sessions: [{ ...session, ...span("07:30", "07:00") }], activities }), { code: "calabrio-schedule.ends_before_start", path: ["sessions", 0, "endsAt"] });
    expect(meetingsToCalabrio({ sessions: [session], activities: [...activities, { activity: "other", kind: "coaching", modalityId: "group" }] })[0]?.ActivityId).toBe("=Huddle");
  });
});
