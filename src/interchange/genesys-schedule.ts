import * as z from "zod";
import { check, type Fault, type Report } from "../error/index.js";
import { instantText, type MillisecondSpan, millisecondsOf, spansWithout, unionOfSpans } from "../time/internal.js";
import { Id, Instant, Minutes, Prose } from "../unit/index.js";
import { SCHEDULE_LIMITS } from "../wfm/index.js";
import { type ActivityMeaning, ActivityTable, Agents, type AgentSkills } from "./activity-meaning.js";
import { type ActivityRow, type IgnoredRow, type ReadSchedules, schedulesOfRows } from "./activity-row.js";
import { withoutFaults } from "./fault-list.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";
import { SchedulesToWrite } from "./schedule-csv.js";
import { segmentedShifts } from "./schedule-segment.js";

/** An activity of a shift, in the shape of `BuAgentScheduleActivity`. Keys beside these are not read. */
export interface GenesysActivity {
  /** Its start, in UTC. */
  readonly startDate: Instant;
  /** Its length in minutes. */
  readonly lengthMinutes: Minutes;
  /** A text for people. */
  readonly description?: Prose;
  /** The activity code, which the table of meanings names. */
  readonly activityCodeId: Id;
  /** Whether it is paid; not read, since the table of meanings tells what is worked. */
  readonly paid?: boolean;
  /** The coaching appointment of it: activities of one appointment are one session. Not written. */
  readonly externalActivityId?: Id;
}
/** A shift, in the shape of `BuAgentScheduleShift`. */
export interface GenesysShift {
  /** Its start, in UTC. */
  readonly startDate: Instant;
  /** Its length in minutes. */
  readonly lengthMinutes: Minutes;
  /** What the agent does in it. */
  readonly activities?: readonly GenesysActivity[];
}
/** A day off, in the shape of `BuFullDayTimeOffMarker`. */
export interface GenesysTimeOffMarker {
  /** The day in the zone of the business unit; not read. */
  readonly businessUnitDate?: string;
}
/** A schedule of one agent, in the shape of `BuAgentScheduleQueryResponse`. */
export interface GenesysAgentSchedule {
  /** The agent. */
  readonly user: { readonly id: Id };
  /** The shifts. */
  readonly shifts?: readonly GenesysShift[];
  /** Days off: counted as ignored rows, no more of them is read. */
  readonly fullDayTimeOffMarkers?: readonly GenesysTimeOffMarker[];
}
/** Schedules in the shape of Genesys Cloud. */
export interface GenesysSchedules {
  /** A row for each agent, or several. */
  readonly agentSchedules: readonly GenesysAgentSchedule[];
  /** What each activity code means. */
  readonly activities: readonly ActivityMeaning[];
  /** Who the agents are; `agentId` is the id of the user. */
  readonly agents: readonly AgentSkills[];
}
/** Schedules as they were read. */
export interface ReadGenesysSchedules extends ReadSchedules {
  /** Minutes of shifts, all together, that no activity covers: they count as time on the queue. */
  readonly uncoveredMinutes: Minutes;
}
/** A shift as it is written: an activity at every minute. */
export interface WrittenGenesysShift extends GenesysShift {
  /** Always `true`. */
  readonly manuallyEdited: boolean;
  /** On the queue, breaks and coaching, by start, without gap. */
  readonly activities: readonly GenesysActivity[];
}
/** What is written for an agent: a part of `BuUpdateAgentScheduleUploadSchema`. */
export interface WrittenGenesysSchedule {
  /** The agent. */
  readonly userId: Id;
  /** The shifts by start. */
  readonly shifts: readonly WrittenGenesysShift[];
}

/** An activity of a shift. */
export const GenesysActivity = z.object({ startDate: Instant, lengthMinutes: Minutes, description: z.exactOptional(Prose), activityCodeId: Id, paid: z.exactOptional(z.boolean()), externalActivityId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<GenesysActivity>;
/** A shift. */
export const GenesysShift = z.object({ startDate: Instant, lengthMinutes: Minutes, activities: z.exactOptional(z.array(GenesysActivity).max(INTERCHANGE_LIMITS.shiftActivities).readonly()) }).readonly() satisfies z.ZodType<GenesysShift>;
/** A day off. */
export const GenesysTimeOffMarker = z.object({ businessUnitDate: z.exactOptional(z.string().max(40)) }).readonly() satisfies z.ZodType<GenesysTimeOffMarker>;
/** A schedule of one agent. */
export const GenesysAgentSchedule = z.object({
  user: z.object({ id: Id }).readonly(), shifts: z.exactOptional(z.array(GenesysShift).max(SCHEDULE_LIMITS.shifts).readonly()), fullDayTimeOffMarkers: z.exactOptional(z.array(GenesysTimeOffMarker).max(SCHEDULE_LIMITS.shifts).readonly()),
}).readonly() satisfies z.ZodType<GenesysAgentSchedule>;
/** Schedules in the shape of Genesys Cloud. */
export const GenesysSchedules = z.strictObject({ agentSchedules: z.array(GenesysAgentSchedule).max(SCHEDULE_LIMITS.agents).readonly(), activities: ActivityTable, agents: Agents }).readonly() satisfies z.ZodType<GenesysSchedules>;

const outsideShift: Fault = { code: "genesys-schedule.outside_shift", message: "The activity lies outside its shift.", hint: "Correct startDate or lengthMinutes of one of them." };
const overlappingShifts: Fault = { code: "genesys-schedule.overlapping_shifts", message: "The agent “{agentId}” has two shifts at {at}.", hint: "Give each shift once." };
const partOfMinute: Fault = { code: "genesys-schedule.part_of_minute", message: "The agent “{agentId}” changes the activity at {at}, which is no whole minute.", hint: "Round the times of shifts, breaks and sessions to whole minutes." };

const spanOf = ({ startDate, lengthMinutes }: GenesysShift | GenesysActivity): MillisecondSpan => [millisecondsOf(startDate), millisecondsOf(startDate) + Math.round(lengthMinutes * 60_000)];

interface PlacedShift {
  readonly span: MillisecondSpan;
  readonly path: readonly (string | number)[];
}

/** Rows of all activities, and the bounds of shifts. */
function rowsOf(agentSchedules: readonly GenesysAgentSchedule[], report: Report): { readonly rows: readonly ActivityRow[]; readonly shifts: ReadonlyMap<string, PlacedShift[]> } {
  const rows: ActivityRow[] = [];
  const shifts = new Map<string, PlacedShift[]>();
  for (const [index, { user, shifts: own = [] }] of agentSchedules.entries()) {
    const agent = ["agentSchedules", index, "user", "id"];
    const placed = shifts.get(user.id) ?? [];
    shifts.set(user.id, placed);
    for (const [shiftIndex, shift] of own.entries()) {
      const bounds = spanOf(shift);
      placed.push({ span: bounds, path: ["agentSchedules", index, "shifts", shiftIndex] });
      for (const [position, activity] of (shift.activities ?? []).entries()) {
        const path = ["agentSchedules", index, "shifts", shiftIndex, "activities", position];
        const [start, end] = spanOf(activity);
        if (start < bounds[0] || end > bounds[1]) report(outsideShift, path);
        rows.push({ agentId: user.id, activity: activity.activityCodeId, start, end, path, keys: { agent, activity: "activityCodeId", start: "startDate", end: "lengthMinutes" }, ...(activity.externalActivityId === undefined ? {} : { requestId: activity.externalActivityId }) });
      }
    }
  }
  return { rows, shifts };
}

/** The bounds of each agent's shifts, in order. */
function boundsOf(shifts: ReadonlyMap<string, PlacedShift[]>, report: Report): ReadonlyMap<string, readonly MillisecondSpan[]> {
  return new Map([...shifts].map(([agentId, own]) => {
    const sorted = own.filter(({ span: [start, end] }) => end > start).sort((left, right) => left.span[0] - right.span[0]);
    sorted.forEach(({ span: [start], path }, index) => {
      if (start < (sorted[index - 1]?.span[1] ?? -Infinity)) report(overlappingShifts, path, { agentId, at: instantText(start) });
    });
    return [agentId, sorted.map(({ span }) => span)];
  }));
}

/** How long shifts last in which no activity stands. */
function uncovered(rows: readonly ActivityRow[], bounds: ReadonlyMap<string, readonly MillisecondSpan[]>): number {
  const covered = new Map<string, MillisecondSpan[]>([...bounds.keys()].map((agentId) => [agentId, []]));
  for (const { agentId, start, end } of rows) covered.get(agentId)?.push([start, end]);
  const open = [...bounds].flatMap(([agentId, spans]) => spansWithout(unionOfSpans(spans), unionOfSpans(covered.get(agentId) ?? [])));
  return open.reduce((sum, [start, end]) => sum + (end - start), 0) / 60_000;
}

const markersOf = (agentSchedules: readonly GenesysAgentSchedule[]): readonly IgnoredRow[] =>
  agentSchedules.flatMap(({ fullDayTimeOffMarkers = [] }, index) => fullDayTimeOffMarkers.map((_, position): IgnoredRow => ({ path: ["agentSchedules", index, "fullDayTimeOffMarkers", position], reason: "time-off" })));

/**
 * Agents' schedules from rows in the shape of Genesys Cloud, as documented by `BuAgentScheduleQueryResponse` of its public SDK (purecloud-platform-client-v2 262.0.0). A documented shape, not a certified integration. `docs/interchange.md` lists what is read.
 * Shifts are those of the rows, without what the table calls `not-working`. Coaching becomes sessions; activities of one `externalActivityId` are a group.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `activity-row.*`, `genesys-schedule.outside_shift`, `genesys-schedule.overlapping_shifts`, `fault-list.more_faults`
 * @example
 * ```ts
 * const shift = { startDate: "2026-10-05T07:00:00Z", lengthMinutes: 60, activities: [{ startDate: "2026-10-05T07:00:00Z", lengthMinutes: 45, activityCodeId: "0" }, { startDate: "2026-10-05T07:45:00Z", lengthMinutes: 15, activityCodeId: "1" }] };
 * const activities = [{ activity: "0", kind: "on-queue" }, { activity: "1", kind: "break" }];
 * const agents = [{ agentId: "u1", skills: [{ skillId: "billing", shareFraction: 1 }] }];
 * schedulesFromGenesys({ agentSchedules: [{ user: { id: "u1" }, shifts: [shift] }], activities, agents }).schedules[0].shifts; // => [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T08:00:00Z", breaks: [{ startsAt: "2026-10-05T07:45:00Z", endsAt: "2026-10-05T08:00:00Z" }] }]
 * ```
 */
export function schedulesFromGenesys(input: GenesysSchedules): ReadGenesysSchedules {
  const { agentSchedules, activities, agents } = check(GenesysSchedules, input);
  return withoutFaults((report) => {
    const { rows, shifts } = rowsOf(agentSchedules, report);
    const bounds = boundsOf(shifts, report);
    const read = schedulesOfRows(rows, { activities, agents, shifts: bounds }, report);
    return { ...read, ignored: [...read.ignored, ...markersOf(agentSchedules)], uncoveredMinutes: uncovered(rows, bounds) };
  });
}

/**
 * Agents' schedules as rows in the shape of Genesys Cloud: the part `userId`, `shifts` of `BuUpdateAgentScheduleUploadSchema` (purecloud-platform-client-v2 262.0.0), with coaching in place of time on the queue. The host adds `metadata` and the ids of shifts that are replaced, and sends them.
 * All time is written as paid. A session's id and coach have no place in these rows: its times, agents and modality are read back.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `schedule-segment.*`, `genesys-schedule.part_of_minute`
 * @example
 * ```ts
 * const schedules = [{ agentId: "u1", skills: [{ skillId: "billing", shareFraction: 1 }], shifts: [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T08:00:00Z", breaks: [] }] }];
 * const sessions = [{ requestId: "s1", modalityId: "one-to-one", agentIds: ["u1"], coachId: "c1", startsAt: "2026-10-05T07:30:00Z", endsAt: "2026-10-05T08:00:00Z", transitionMinutes: 0 }];
 * const activities = [{ activity: "0", kind: "on-queue" }, { activity: "9", kind: "coaching", modalityId: "one-to-one" }];
 * schedulesToGenesys({ schedules, sessions, activities })[0].shifts[0].activities[1]; // => { startDate: "2026-10-05T07:30:00Z", lengthMinutes: 30, description: "", activityCodeId: "9", paid: true }
 * ```
 */
export function schedulesToGenesys(input: SchedulesToWrite): readonly WrittenGenesysSchedule[] {
  const written = check(SchedulesToWrite, input);
  return withoutFaults((report) => {
    const byAgent = new Map<string, WrittenGenesysShift[]>();
    for (const { agentId, span, segments } of segmentedShifts(written, report)) {
      const own = byAgent.get(agentId) ?? [];
      const uneven = [span[0], ...segments.map(({ end }) => end)].find((at) => at % 60_000 !== 0);
      if (uneven !== undefined) report(partOfMinute, ["schedules"], { agentId, at: instantText(uneven) });
      own.push({
        startDate: instantText(span[0]), lengthMinutes: (span[1] - span[0]) / 60_000, manuallyEdited: true,
        activities: segments.map(({ start, end, meaning }) => ({ startDate: instantText(start), lengthMinutes: (end - start) / 60_000, description: "", activityCodeId: meaning.activity, paid: true })),
      });
      byAgent.set(agentId, own);
    }
    return [...byAgent].map(([userId, shifts]) => ({ userId, shifts }));
  });
}
