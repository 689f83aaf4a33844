import * as z from "zod";
import { csvText, type TablePlan, tableOf, type TableRow } from "../csv/internal.js";
import { check, type Report } from "../error/index.js";
import { AgentSchedule, COACHING_REQUEST_LIMITS, PlacedSession, SCHEDULE_LIMITS } from "../wfm/index.js";
import { type ActivityMeaning, ActivityTable, Agents, type AgentSkills } from "./activity-meaning.js";
import { type ActivityRow, type ReadSchedules, schedulesOfRows } from "./activity-row.js";
import { placeOf, rowReader, textCell } from "./csv-cell.js";
import { type CsvAssumptions, CsvFormat, CsvText, marksOf, zoneOfLocalTimes } from "./csv-format.js";
import { reportTwice, timeCells, type TimeColumns, timeIn, zoneReader } from "./csv-time.js";
import { withoutFaults } from "./fault-list.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";
import { segmentedShifts } from "./schedule-segment.js";

/** Agents' schedules as CSV text. */
export interface ScheduleCsv {
  /** The text, with a header. */
  readonly text: string;
  /** How it is written. */
  readonly format: CsvFormat;
  /** What each activity means. */
  readonly activities: readonly ActivityMeaning[];
  /** Who the agents are. */
  readonly agents: readonly AgentSkills[];
}
/** Schedules and the coaching in them, to be written for another system. */
export interface SchedulesToWrite {
  /** Who works when. */
  readonly schedules: readonly AgentSchedule[];
  /** The coaching that stands in the shifts: it replaces time on the queue. */
  readonly sessions: readonly PlacedSession[];
  /** What each activity means: of several that mean one thing the first is written. */
  readonly activities: readonly ActivityMeaning[];
}
/** Schedules to be written as CSV. */
export interface ScheduleCsvToWrite extends SchedulesToWrite {
  /** How it is written. */
  readonly format: CsvFormat;
}
/** Schedules as they were read from CSV. */
export interface ReadScheduleCsv extends ReadSchedules {
  /** Columns of other names, which are not read. */
  readonly ignoredColumns: readonly string[];
  /** What was taken where the caller left it open. */
  readonly assumptions: CsvAssumptions;
}

/** Agents' schedules as CSV text. */
export const ScheduleCsv = z.strictObject({ text: CsvText, format: CsvFormat, activities: ActivityTable, agents: Agents }).readonly() satisfies z.ZodType<ScheduleCsv>;
const toWrite = { schedules: z.array(AgentSchedule).max(SCHEDULE_LIMITS.agents).readonly(), sessions: z.array(PlacedSession).max(COACHING_REQUEST_LIMITS.requests).readonly(), activities: ActivityTable };
/** Schedules and the coaching in them, to be written. */
export const SchedulesToWrite = z.strictObject(toWrite).readonly() satisfies z.ZodType<SchedulesToWrite>;
/** Schedules to be written as CSV. */
export const ScheduleCsvToWrite = z.strictObject({ ...toWrite, format: CsvFormat }).check(zoneOfLocalTimes).readonly() satisfies z.ZodType<ScheduleCsvToWrite>;

const starts: TimeColumns = { instant: "startsAt", local: "startLocalTime", offset: "startOffset" };
const ends: TimeColumns = { instant: "endsAt", local: "endLocalTime", offset: "endOffset" };
const sessionColumns = ["sessionId", "coachId"];
const planOf = ({ times }: CsvFormat): TablePlan => ({
  source: "text", key: "agentId", others: "left-out",
  ...(times === "instant" ? { required: ["agentId", "activity", starts.instant, ends.instant], optional: sessionColumns } : { required: ["agentId", "activity", starts.local, ends.local], optional: [starts.offset, ends.offset, "timeZone", ...sessionColumns] }),
});

/** One row; nothing where it has a fault of its own, which is reported. */
function activityRowOf(row: TableRow, { format, zoneOf, report }: { readonly format: CsvFormat; readonly zoneOf: ReturnType<typeof zoneReader> | undefined; readonly report: Report }): readonly ActivityRow[] {
  const reader = rowReader(row, ".", report);
  const [start, end] = [starts, ends].map((columns) => {
    const time = timeIn(reader, columns, zoneOf);
    if (time !== undefined && "both" in time) reportTwice(reader, columns.local, time.timeZone);
    return time !== undefined && "at" in time ? time.at : undefined;
  });
  const [agentId, activity, requestId, coachId] = [reader.id("agentId"), reader.id("activity"), reader.id("sessionId"), reader.id("coachId")];
  if (!row.isWhole || agentId === undefined || activity === undefined || start === undefined || end === undefined) return [];
  const [path, local] = [placeOf(row), format.times === "local"];
  const keys = { agent: [...path, "agentId"], activity: "activity", start: local ? starts.local : starts.instant, end: local ? ends.local : ends.instant };
  return [{ agentId, activity, start, end, path, keys, ...(requestId === undefined ? {} : { requestId }), ...(coachId === undefined ? {} : { coachId }) }];
}

/**
 * Agents' schedules from a CSV text with a row for each activity. Every fault is named by line and column, all in one error.
 *
 * Columns, in any order, named in the first row: `agentId`, `activity`, and `startsAt`, `endsAt` with `times: "instant"`, or `startLocalTime`, `endLocalTime` and, if wanted, `startOffset`, `endOffset`, `timeZone` with `times: "local"`; if wanted `sessionId` and `coachId` of coaching. Others are not read, and named in the answer.
 * What follows one another without a gap is one shift. Time on the queue may lie beneath other activities, as in a shift with a lunch laid over it; any other overlap is a fault. A local time that the clock shows twice needs its offset.
 * Coaching becomes sessions: rows of one `sessionId` are a group, a row without one is a session by itself whose id is made of agent and start; without `coachId` its `coachId` is `null`. Their transition is 0 minutes.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `csv-table.*`, `csv-cell.*`, `csv-time.*`, `activity-row.*`, `fault-list.more_faults`
 * @example
 * ```ts
 * const text = "agentId,activity,startsAt,endsAt\na1,Phone,2026-10-05T07:00:00Z,2026-10-05T11:00:00Z\na1,Pause,2026-10-05T09:00:00Z,2026-10-05T09:15:00Z\n";
 * const activities = [{ activity: "Phone", kind: "on-queue" }, { activity: "Pause", kind: "break" }];
 * const agents = [{ agentId: "a1", skills: [{ skillId: "billing", shareFraction: 1 }] }];
 * schedulesFromCsv({ text, format: { times: "instant", separator: "," }, activities, agents }).schedules[0].shifts; // => [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T11:00:00Z", breaks: [{ startsAt: "2026-10-05T09:00:00Z", endsAt: "2026-10-05T09:15:00Z" }] }]
 * ```
 */
export function schedulesFromCsv(input: ScheduleCsv): ReadScheduleCsv {
  const { text, format, activities, agents } = check(ScheduleCsv, input);
  const { separator, assumptions: { separator: seen } } = marksOf(text, format);
  return withoutFaults((report) => {
    const table = tableOf({ text, separator, mostRows: INTERCHANGE_LIMITS.rows }, planOf(format), report);
    const zoneOf = format.times === "local" ? zoneReader(format) : undefined;
    const rows = table.rows.flatMap((row) => activityRowOf(row, { format, zoneOf, report }));
    return { ...schedulesOfRows(rows, { activities, agents }, report), ignoredColumns: table.leftOut, assumptions: seen === undefined ? {} : { separator: seen } };
  });
}

/**
 * Agents' schedules as a CSV text with a row for each activity, without gap or overlap within a shift, that `schedulesFromCsv` reads back: the same shifts (two that touch come back as one), breaks and sessions, but for transitions, which are written as the first activity of the kind `off-queue`.
 * Ids and activities that a spreadsheet would run as formulas get an apostrophe before them.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `csv-format.no_time_zone`, `csv-time.part_of_second`, `schedule-segment.*`
 * @example
 * ```ts
 * const shift = { startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T08:00:00Z", breaks: [] };
 * const schedules = [{ agentId: "a1", skills: [{ skillId: "billing", shareFraction: 1 }], shifts: [shift] }];
 * schedulesToCsv({ schedules, sessions: [], activities: [{ activity: "Phone", kind: "on-queue" }], format: { times: "local", separator: ";", timeZone: "Europe/Berlin" } }).text; // => "agentId;activity;startLocalTime;startOffset;endLocalTime;endOffset;timeZone;sessionId;coachId\r\na1;Phone;2026-10-05T09:00;+02:00;2026-10-05T10:00;+02:00;Europe/Berlin;;\r\n"
 * ```
 */
export function schedulesToCsv(input: ScheduleCsvToWrite): { readonly text: string; readonly format: CsvFormat } {
  const { format, ...written } = check(ScheduleCsvToWrite, input);
  const { separator } = marksOf("", format);
  return withoutFaults((report) => {
    const cells = (at: number): readonly string[] => timeCells(at, format, (fault, instant) => { report(fault, ["schedules"], { at: instant }); });
    const rows = segmentedShifts(written, report).flatMap(({ agentId, segments }) => segments.map(({ start, end, meaning, session }) => [
      textCell(agentId), textCell(meaning.activity), ...cells(start), ...cells(end), ...(format.times === "local" ? [format.timeZone ?? ""] : []), textCell(session?.requestId ?? ""), textCell(session?.coachId ?? ""),
    ]));
    const times = format.times === "local" ? [starts.local, starts.offset, ends.local, ends.offset, "timeZone"] : [starts.instant, ends.instant];
    return { text: csvText([["agentId", "activity", ...times, ...sessionColumns], ...rows], separator), format: { ...format, separator } };
  });
}
