import { INTERCHANGE_LIMITS, schedulesFromCsv, schedulesToCsv } from "coachkit/interchange";
import { COACHING_REQUEST_LIMITS, SCHEDULE_LIMITS } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { activities, agents, instants, local, plans, span } from "./rows.js";

const at = (time: string): string => `2026-10-05T${time}:00Z`;
const text = (rows: readonly string[]): string => ["agentId,activity,startsAt,endsAt,sessionId,coachId", ...rows.map((row) => { const [agent = "", activity = "", from = "", to = "", session = "", coach = ""] = row.split(","); return [agent, activity, at(from), at(to), session, coach].join(","); })].join("\n");
const read = (rows: readonly string[]) => schedulesFromCsv({ text: text(rows), format: instants, activities, agents });

describe("schedules from CSV", () => {
  test("what follows one another is one shift; breaks, meals and mail are off the queue; coaching is a session and no break; leave is left out", () => {
    const rows = ["a1,Phone,07:00,08:00", "a1,Pause,08:00,08:15", "a1,Coaching,08:15,08:45,,c1", "a1,Mail,08:45,09:00", "a1,Lunch,09:00,09:30", "a1,Phone,10:00,11:00", "a1,Leave,11:00,15:00", "a1,Phone,12:00,12:00"];
    const expected = read(rows);
    expect(expected).toMatchObject({
      schedules: [{ agentId: "+a2", shifts: [] }, { agentId: "a1", teamId: "north", shifts: [{ ...span("07:00", "09:30"), breaks: [span("08:00", "08:15"), span("08:45", "09:00"), span("09:00", "09:30")] }, { ...span("10:00", "11:00"), breaks: [] }] }],
      sessions: [{ modalityId: "one-to-one", agentIds: ["a1"], coachId: "c1", ...span("08:15", "08:45"), transitionMinutes: 0 }],
      ignored: [{ path: ["text", 8], reason: "not-working" }, { path: ["text", 9], reason: "empty" }], ignoredColumns: [], assumptions: {},
    });
    const reversed = read([...rows].reverse());
    expect([reversed.schedules, reversed.sessions]).toEqual([expected.schedules, expected.sessions]);
  });
  test("time on the queue may lie beneath the rest, and leave cuts it", () => {
    expect(read(["a1,Phone,07:00,15:00", "a1,Lunch,11:00,11:30", "a1,Leave,13:00,14:00"]).schedules[1]?.shifts).toEqual([{ ...span("07:00", "13:00"), breaks: [span("11:00", "11:30")] }, { ...span("14:00", "15:00"), breaks: [] }]);
  });
  test("rows of one session are a group; an apostrophe before a formula is taken off", () => {
    expect(read(["a1,'=Huddle,07:00,07:30,s1", "'+a2,=Huddle,07:00,07:30,s1"]).sessions).toEqual([{ requestId: "s1", modalityId: "group", agentIds: ["+a2", "a1"], coachId: null, ...span("07:00", "07:30"), transitionMinutes: 0 }]);
  });
  test("the hour that the clock repeats needs its offset", () => {
    const rows = (offsets: string) => `agentId;activity;startLocalTime;startOffset;endLocalTime;endOffset\na1;Phone;2026-10-25 01:00;;2026-10-25 02:30;${offsets}\n`;
    expect(schedulesFromCsv({ text: rows("+01:00"), format: local, activities, agents }).schedules[1]?.shifts[0]?.endsAt).toBe("2026-10-25T01:30:00Z");
    refuses(() => schedulesFromCsv({ text: rows(""), format: local, activities, agents }), { code: "csv-time.shown_twice", path: ["text", 2, "endLocalTime"] });
  });
});

describe("each fault by code and path", () => {
  test.each([
    ["an unknown agent, an unknown activity and times in the wrong order, all at once", ["b,Telefon,08:00,07:00"], ["activity-row.unknown_agent at /text/2/agentId", "activity-row.unknown_activity at /text/2/activity", "activity-row.ends_before_start at /text/2/endsAt"]],
    ["two breaks at once", ["a1,Pause,07:00,08:00", "a1,Lunch,07:59,08:30"], ["activity-row.overlap at /text/3/startsAt"]],
    ["a row given twice", ["a1,Phone,07:00,08:00", "a1,Phone,07:00,08:00"], ["activity-row.overlap at /text/3/startsAt"]],
    ["leave over a break", ["a1,Pause,07:00,08:00", "a1,Leave,07:30,09:00"], ["activity-row.overlap at /text/3/startsAt"]],
    ["a session of two times", ["a1,Coaching,07:00,08:00,s1", "'+a2,Coaching,07:00,08:30,s1"], ["activity-row.session_differs at /text/2"]],
    ["a session of two coaches", ["a1,Coaching,07:00,08:00,s1,c1", "'+a2,Coaching,07:00,08:00,s1,c2"], ["activity-row.session_differs at /text/2"]],
    ["more shifts than a schedule has", Array.from({ length: SCHEDULE_LIMITS.shifts + 1 }, (_, index) => `a1,Phone,${String(Math.floor(index / 30)).padStart(2, "0")}:${String(2 * (index % 30)).padStart(2, "0")},${String(Math.floor(index / 30)).padStart(2, "0")}:${String(2 * (index % 30) + 1).padStart(2, "0")}`), ["activity-row.too_many_shifts at /text/2/agentId"]],
    ["more breaks than a shift has", Array.from({ length: SCHEDULE_LIMITS.breaks + 1 }, (_, index) => `a1,Pause,07:${String(index).padStart(2, "0")},07:${String(index + 1).padStart(2, "0")}`), [`activity-row.too_many_breaks at /text/${String(SCHEDULE_LIMITS.breaks + 2)}`]],
  ])("%s", (_, rows, expected) => { expect(issuesOf(() => read(rows))).toEqual(expected); });
  test("an activity that is no id is not repeated at full length", () => {
    refuses(() => read([`a1,${"x".repeat(40_000)},07:00,08:00`]), { code: "csv-cell.bad_id", path: ["text", 2, "activity"], params: { line: 2, column: "activity", text: "x".repeat(80) } });
  });
  test("a group beyond the limit, at the last of its agents by id", () => {
    const many = Array.from({ length: COACHING_REQUEST_LIMITS.groupSize + 1 }, (_, index) => `g${String(index)}`);
    const group = { text: text(many.map((id) => `${id},Coaching,07:00,08:00,s1`)), format: instants, activities, agents: many.map((agentId) => ({ agentId, skills: agents[0]!.skills })) };
    refuses(() => schedulesFromCsv(group), { code: "activity-row.group_too_large", path: ["text", 11] });
  });
  test("a table of meanings that contradicts itself", () => {
    const table = [{ activity: "x", kind: "coaching" as const }, { activity: "x", kind: "break" as const, modalityId: "group" }];
    expect(issuesOf(() => schedulesFromCsv({ text: "", format: instants, activities: table, agents: [agents[0]!, agents[0]!] }))).toEqual(["activity-meaning.no_modality at /activities/0/modalityId", "activity-meaning.modality_unused at /activities/1/modalityId", "activity-meaning.duplicate at /activities/1/activity", "activity-meaning.duplicate_agent at /agents/1/agentId"]);
  });
  test("a table of more activities than the limit", () => {
    const table = Array.from({ length: INTERCHANGE_LIMITS.activities + 1 }, (_, index) => ({ activity: String(index), kind: "break" as const }));
    refuses(() => schedulesFromCsv({ text: text([]), format: instants, activities: table, agents }), { code: "input.too_big", path: ["activities"] });
  });
  test("what cannot be written", () => {
    const shift = { ...span("07:00", "09:00"), breaks: [span("08:00", "08:15")] };
    const session = { requestId: "s1", modalityId: "chess", agentIds: ["a1", "nobody"], coachId: null, ...span("08:10", "09:30"), transitionMinutes: 0 };
    const schedules = [{ ...agents[0]!, shifts: [shift, { ...span("08:59", "10:00"), breaks: [] }] }, { ...agents[0]!, shifts: [] }];
    expect(issuesOf(() => schedulesToCsv({ schedules, sessions: [{ ...session, agentIds: ["nobody"] }], activities: [{ activity: "x", kind: "meal" }], format: instants }))).toEqual([
      "schedule-segment.duplicate_agent at /schedules/1/agentId", "schedule-segment.no_activity_for_modality at /activities", "schedule-segment.unknown_agent at /sessions/0/agentIds/0", "schedule-segment.no_activity at /activities", "schedule-segment.overlap at /schedules/0/shifts/1", "schedule-segment.no_activity at /activities",
    ]);
    const whole = { ...agents[0]!, shifts: [shift] };
    expect(issuesOf(() => schedulesToCsv({ schedules: [whole], sessions: [{ ...session, modalityId: "group", agentIds: ["a1"] }], activities, format: instants }))).toEqual(["schedule-segment.overlap at /sessions/0/agentIds/0", "schedule-segment.outside_shift at /sessions/0/agentIds/0"]);
  });
  test("what does not end after its start is not left out in silence: a shift, and a session of no length too", () => {
    const session = { requestId: "s1", modalityId: "one-to-one", agentIds: ["a1"], coachId: null, ...span("07:30", "07:30"), transitionMinutes: 0 };
    const shifts = [{ ...span("07:00", "08:00"), breaks: [] }, { ...span("10:00", "09:00"), breaks: [] }];
    expect(issuesOf(() => schedulesToCsv({ schedules: [{ ...agents[0]!, shifts }], sessions: [session], activities, format: instants }))).toEqual([
      "schedule-segment.ends_before_start at /sessions/0/endsAt", "schedule-segment.ends_before_start at /schedules/0/shifts/1/endsAt",
    ]);
  });
});

describe("schedules to CSV", () => {
  test("write the transition of a session as time off the queue, up to the next thing and the end of the shift", () => {
    const schedules = [{ ...agents[0]!, shifts: [{ ...span("07:00", "09:00"), breaks: [span("07:33", "07:45")] }] }];
    const session = (id: string, from: string, to: string) => ({ requestId: id, modalityId: "one-to-one", agentIds: ["a1"], coachId: null, ...span(from, to), transitionMinutes: 5 });
    const lines = schedulesToCsv({ schedules, sessions: [session("s1", "07:00", "07:30"), session("s2", "08:30", "08:58")], activities, format: instants }).text.split("\r\n").slice(1, -1);
    expect(lines.map((line) => line.replaceAll("2026-10-05T", "").replaceAll(":00Z", ""))).toEqual(["a1,Coaching,07:00,07:30,s1,", "a1,Mail,07:30,07:33,,", "a1,Pause,07:33,07:45,,", "a1,Phone,07:45,08:30,,", "a1,Coaching,08:30,08:58,s2,", "a1,Mail,08:58,09:00,,"]);
  });
  test("write two shifts that touch as one where a session, or what follows it, goes over the edge, as placeSessions places it", () => {
    const schedules = [{ ...agents[0]!, shifts: [{ ...span("08:00", "09:00"), breaks: [] }, { ...span("07:00", "08:00"), breaks: [] }, { ...span("09:00", "10:00"), breaks: [] }] }];
    const session = (id: string, from: string, to: string) => ({ requestId: id, modalityId: "one-to-one", agentIds: ["a1"], coachId: null, ...span(from, to), transitionMinutes: 5 });
    const lines = schedulesToCsv({ schedules, sessions: [session("s1", "07:45", "08:15"), session("s2", "08:30", "09:00")], activities, format: instants }).text.split("\r\n").slice(1, -1);
    expect(lines.map((line) => line.replaceAll("2026-10-05T", "").replaceAll(":00Z", ""))).toEqual(["a1,Phone,07:00,07:45,,", "a1,Coaching,07:45,08:15,s1,", "a1,Mail,08:15,08:20,,", "a1,Phone,08:20,08:30,,", "a1,Coaching,08:30,09:00,s2,", "a1,Mail,09:00,09:05,,", "a1,Phone,09:05,10:00,,"]);
    const apart = schedulesToCsv({ schedules, sessions: [{ ...session("s1", "07:45", "08:00"), transitionMinutes: 0 }], activities, format: instants }).text.split("\r\n").slice(1, -1);
    expect(apart).toHaveLength(4);
  });
  test("are read back, over the night in which the clock is set back, in every format", () => {
    fc.assert(fc.property(plans, fc.constantFrom(instants, local), ({ schedules, sessions }, format) => {
      const back = schedulesFromCsv({ ...schedulesToCsv({ schedules, sessions, activities, format }), activities, agents });
      expect(back).toEqual({ schedules, sessions, ignored: [], ignoredColumns: [], assumptions: {} });
    }));
  });
});
