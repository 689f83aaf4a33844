import { type CalendarExport, toIcs } from "coachkit/calendar";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { exportOf, planOf, sampleProgram, sessionOf } from "./sample-export.js";

const session = sessionOf({ date: "2027-09-27", id: "a" });
const good = exportOf([session]);
const faults = (more: object): readonly string[] => issuesOf(() => toIcs({ ...good, ...more }));
const deep = (levels: number): unknown => { let value: unknown = 1; for (let level = 0; level < levels; level += 1) value = [value]; return value; };

test("a good export passes", () => { expect(faults({})).toEqual([]); });

describe("refuses, by code and path,", () => {
  test.each<[string, object, readonly string[]]>([
    ["the program of another plan", { program: { ...sampleProgram, id: "other" } }, ["calendar-export.other_program at /program/id"]],
    ["a touchpoint the program lacks", { plan: planOf([session, { ...session, id: "b", touchpointId: "demo" }]) }, ["calendar-export.unknown_touchpoint at /plan/sessions/1/touchpointId"]],
    ["a zone nobody knows", { plan: planOf([{ ...session, timeZone: "Europe/Atlantis" }]) }, ["calendar-export.unknown_zone at /plan/sessions/0/timeZone"]],
    ["a person nobody knows", { personId: "nobody" }, ["calendar-export.unknown_person at /personId"]],
    ["two contacts of one person", { contacts: [{ personId: "ada", name: "Ada" }, { personId: "ada", name: "Ada again" }] }, ["calendar-export.duplicate_contact at /contacts/1/personId"]],
    ["two sequences of one session", { sequences: [{ sessionId: "a", sequence: 1 }, { sessionId: "a", sequence: 2 }] }, ["calendar-export.duplicate_sequence at /sequences/1/sessionId"]],
    ["a UID over 255 octets", { plan: planOf([{ ...session, id: "日".repeat(80) }]) }, ["calendar-export.uid_too_long at /plan/sessions/0/id"]],
    ["the plan before of another cohort", { before: { ...good.plan, cohortId: "autumn" } }, ["calendar-export.other_plan at /before/cohortId"]],
    ["series of another program", { seriesFrom: { ...good.plan, programId: "other" } }, ["calendar-export.other_plan at /seriesFrom/programId"]],
    ["a zone of the plan before that nobody knows", { before: planOf([{ ...session, timeZone: "Europe/Atlantis" }]) }, ["calendar-export.unknown_zone at /before/sessions/0/timeZone"]],
    ["a long UID of a series", { seriesFrom: planOf([{ ...session, id: "日".repeat(80) }]) }, ["calendar-export.uid_too_long at /seriesFrom/sessions/0/id"]],
    ["a reminder after the start", { alarmMinutesBefore: -5 }, ["input.too_small at /alarmMinutesBefore"]],
    ["a reminder at half a minute", { alarmMinutesBefore: 0.5 }, ["input.invalid_type at /alarmMinutesBefore"]],
    ["a reminder in another year", { alarmMinutesBefore: 525_600 }, ["input.too_big at /alarmMinutesBefore"]],
    ["two sessions of one id", { plan: planOf([session, session]) }, ["session.duplicate_id at /plan/sessions/1/id"]],
    ["an end before the start", { plan: planOf([{ ...session, endsAt: "2027-09-27T06:00:00Z" }]) }, ["session.end_before_start at /plan/sessions/0/endsAt"]],
    ["a stamp without zone", { stampedAt: "2027-09-01T12:00:00" }, ["input.invalid_format at /stampedAt"]],
    ["30 February", { stampedAt: "2027-02-30T12:00:00Z" }, ["input.invalid_format at /stampedAt"]],
    ["a domain with a blank", { uidDomain: "example com" }, ["input.invalid_format at /uidDomain"]],
    ["a domain with a line break", { uidDomain: "example.com\r\nX-EVIL:1" }, ["input.invalid_format at /uidDomain"]],
    ["a name with a line break", { contacts: [{ personId: "ada", name: "Ada\r\nX-EVIL:1" }] }, ["input.invalid_format at /contacts/0/name"]],
    ["an address without @", { contacts: [{ personId: "ada", name: "Ada", email: "ada" }] }, ["input.invalid_format at /contacts/0/email"]],
    ["a calendar without name", { calendarName: "" }, ["input.invalid_format at /calendarName"]],
    ["a name of a million characters", { calendarName: "x".repeat(1_000_000) }, ["input.invalid_format at /calendarName"]],
    ["a negative sequence", { sequences: [{ sessionId: "a", sequence: -1 }] }, ["input.too_small at /sequences/0/sequence"]],
    ["a key it does not know", { method: "REQUEST" }, ["input.unrecognized_keys at /method"]],
    ["a very deep input", { contacts: deep(5000) }, ["input.too_deep at /"]],
    ["a forbidden key", { contacts: [JSON.parse('{"__proto__": 1, "personId": "ada", "name": "Ada"}')] }, ["input.forbidden_key at /contacts/0/__proto__"]],
  ])("%s", (_, more, issues) => { expect(faults(more)).toEqual(issues); });
});

test("missing keys are named, all at once", () => {
  expect(issuesOf(() => toIcs({} as CalendarExport))).toEqual(["plan", "program", "stampedAt", "calendarName", "uidDomain"].map((key) => `input.invalid_type at /${key}`));
});

test("one error names the faults of single parts and those between parts", () => {
  expect(faults({ personId: "nobody", stampedAt: "now", plan: planOf([{ ...session, touchpointId: "demo", timeZone: "Europe/Atlantis" }]) }).toSorted()).toEqual([
    "calendar-export.unknown_person at /personId", "calendar-export.unknown_touchpoint at /plan/sessions/0/touchpointId", "calendar-export.unknown_zone at /plan/sessions/0/timeZone", "input.invalid_format at /stampedAt",
  ]);
});

test("a UID of exactly 255 octets passes", () => { expect(faults({ plan: planOf([{ ...session, id: "x".repeat(200) }]), uidDomain: "y".repeat(54) })).toEqual([]); });
