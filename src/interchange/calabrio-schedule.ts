import * as z from "zod";
import { check, type Fault } from "../error/index.js";
import { KnownTimeZone } from "../time/index.js";
import { instantText, localTimeText, millisecondsOf, offsetMillisecondsAt, zoneTable } from "../time/internal.js";
import { CivilDate, Id, Instant, type Title } from "../unit/index.js";
import { COACHING_REQUEST_LIMITS, PlacedSession } from "../wfm/index.js";
import { type ActivityMeaning, ActivityTable, Agents, type AgentSkills } from "./activity-meaning.js";
import { type ActivityRow, type ReadSchedules, schedulesOfRows } from "./activity-row.js";
import { withoutFaults } from "./fault-list.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";
import { type SchedulesToWrite as Written, SchedulesToWrite } from "./schedule-csv.js";
import { segmentedShifts } from "./schedule-segment.js";

/** A layer of a shift, in the shape of `ShiftLayerDto`. Keys beside these are not read. */
export interface CalabrioLayer {
  /** The name of the activity or absence. */
  readonly Name?: Title;
  /** The id of the activity or absence. */
  readonly PayloadId?: Id;
  /** Its start, in UTC. */
  readonly StartTime: Instant;
  /** Its end, in UTC. */
  readonly EndTime: Instant;
  /** Whether it is an absence: then it is no part of the shift, whatever its name. */
  readonly IsAbsence: boolean;
}
/** A day of one person, in the shape of `ScheduleDto`. */
export interface CalabrioDay {
  /** The person. */
  readonly PersonId: Id;
  /** The day to which the system counts the shift; not read, as layers have instants. */
  readonly Date?: string;
  /** The layers: what the person does, without overlap. Empty on a day off. */
  readonly Shift: readonly CalabrioLayer[];
}
/** Schedules in the shape of Calabrio WFM (Teleopti). */
export interface CalabrioSchedules {
  /** A row for each person and day. */
  readonly days: readonly CalabrioDay[];
  /** By which key the table of meanings names activities. */
  readonly activityKey: "Name" | "PayloadId";
  /** What each activity means. Absences need not stand in it. */
  readonly activities: readonly ActivityMeaning[];
  /** Who the agents are; `agentId` is the id of the person. */
  readonly agents: readonly AgentSkills[];
}
/** Schedules to be written in the shape of Calabrio WFM. */
export interface CalabrioSchedulesToWrite extends Written {
  /** By which key the table of meanings names activities. */
  readonly activityKey: "Name" | "PayloadId";
  /** Where the days of the rows are counted. */
  readonly timeZone: KnownTimeZone;
}
/** Sessions to be written as meetings. */
export interface CalabrioMeetingsToWrite {
  /** The sessions. */
  readonly sessions: readonly PlacedSession[];
  /** What activities mean, named by their id. */
  readonly activities: readonly ActivityMeaning[];
}
/** A day as it is written. */
export interface WrittenCalabrioDay extends CalabrioDay {
  /** The day on which its first shift starts, in the zone of the call. */
  readonly Date: CivilDate;
}
/** A meeting, in the style of the rows `ExternalMeetings` of the command `AddMeetings`. */
export interface CalabrioMeeting {
  /** The id of the session. */
  readonly ExternalMeetingId: Id;
  /** When it takes place, in UTC. */
  readonly Period: { readonly StartTime: Instant; readonly EndTime: Instant };
  /** The agents. The coach is not among them: whether a coach is a person of the system only the host knows. */
  readonly Participants: readonly Id[];
  /** The activity that it is in the schedule. */
  readonly ActivityId: Id;
}

const activityKey = z.enum(["Name", "PayloadId"]);
/** A layer of a shift. */
export const CalabrioLayer = z.object({ Name: z.exactOptional(Id), PayloadId: z.exactOptional(Id), StartTime: Instant, EndTime: Instant, IsAbsence: z.boolean() }).readonly() satisfies z.ZodType<CalabrioLayer>;
/** A day of one person. */
export const CalabrioDay = z.object({ PersonId: Id, Date: z.exactOptional(z.string().max(40)), Shift: z.array(CalabrioLayer).max(INTERCHANGE_LIMITS.shiftActivities).readonly() }).readonly() satisfies z.ZodType<CalabrioDay>;
/** Schedules in the shape of Calabrio WFM (Teleopti). */
export const CalabrioSchedules = z.strictObject({ days: z.array(CalabrioDay).max(INTERCHANGE_LIMITS.rows).readonly(), activityKey, activities: ActivityTable, agents: Agents }).readonly() satisfies z.ZodType<CalabrioSchedules>;
/** Schedules to be written in the shape of Calabrio WFM. */
export const CalabrioSchedulesToWrite = z.strictObject({ ...SchedulesToWrite.unwrap().shape, activityKey, timeZone: KnownTimeZone }).readonly() satisfies z.ZodType<CalabrioSchedulesToWrite>;
/** Sessions to be written as meetings. */
export const CalabrioMeetingsToWrite = z.strictObject({ sessions: z.array(PlacedSession).max(COACHING_REQUEST_LIMITS.requests).readonly(), activities: ActivityTable }).readonly() satisfies z.ZodType<CalabrioMeetingsToWrite>;

const noName: Fault = { code: "calabrio-schedule.no_name", message: "The layer has no {key}.", hint: "Take the other activityKey, or give it." };
const endsBeforeStart: Fault = { code: "calabrio-schedule.ends_before_start", message: "The session does not end after its start.", hint: "Correct its times." };
const noActivity: Fault = { code: "calabrio-schedule.no_activity", message: "No coaching activity of the table has the modality “{modalityId}”.", hint: "Add one to activities." };

/**
 * Agents' schedules from rows in the shape of Calabrio WFM, formerly Teleopti WFM: `ScheduleDto` with its `ShiftLayerDto`, as its published source has them (Teleopti.Wfm.Api, query `ScheduleByPersonId`). No claim is made for other versions. `docs/interchange.md` lists what is read.
 * What follows one another without a gap is one shift, absences cut out. Coaching becomes sessions of one agent each, whose ids are made of agent and start: the rows do not tell groups.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `activity-row.*`, `calabrio-schedule.no_name`, `fault-list.more_faults`
 * @example
 * ```ts
 * const Shift = [{ Name: "Phone", StartTime: "2026-10-05T07:00:00Z", EndTime: "2026-10-05T08:00:00Z", IsAbsence: false }, { Name: "Doctor", StartTime: "2026-10-05T08:00:00Z", EndTime: "2026-10-05T09:00:00Z", IsAbsence: true }];
 * const agents = [{ agentId: "p1", skills: [{ skillId: "billing", shareFraction: 1 }] }];
 * schedulesFromCalabrio({ days: [{ PersonId: "p1", Shift }], activityKey: "Name", activities: [{ activity: "Phone", kind: "on-queue" }], agents }).schedules[0].shifts; // => [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T08:00:00Z", breaks: [] }]
 * ```
 */
export function schedulesFromCalabrio(input: CalabrioSchedules): ReadSchedules {
  const { days, activityKey: key, activities, agents } = check(CalabrioSchedules, input);
  return withoutFaults((report) => {
    const rows = days.flatMap(({ PersonId, Shift }, index) => Shift.flatMap((layer, position): readonly ActivityRow[] => {
      const path = ["days", index, "Shift", position];
      const { [key]: activity = "", IsAbsence } = layer;
      if (activity === "" && !IsAbsence) {
        report(noName, [...path, key], { key });
        return [];
      }
      return [{ agentId: PersonId, activity, start: millisecondsOf(layer.StartTime), end: millisecondsOf(layer.EndTime), path, keys: { agent: ["days", index, "PersonId"], activity: key, start: "StartTime", end: "EndTime" }, isAbsence: IsAbsence }];
    }));
    return schedulesOfRows(rows, { activities, agents }, report);
  });
}

/**
 * Agents' schedules as rows in the shape of Calabrio WFM (see `schedulesFromCalabrio`): a row for each agent and day on which a shift starts, with coaching in place of time on the queue.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `known-time-zone.unknown_zone`, `schedule-segment.*`
 * @example
 * ```ts
 * const schedules = [{ agentId: "p1", skills: [{ skillId: "billing", shareFraction: 1 }], shifts: [{ startsAt: "2026-10-04T22:00:00Z", endsAt: "2026-10-05T06:00:00Z", breaks: [] }] }];
 * schedulesToCalabrio({ schedules, sessions: [], activities: [{ activity: "Phone", kind: "on-queue" }], activityKey: "Name", timeZone: "Europe/Berlin" }); // => [{ PersonId: "p1", Date: "2026-10-05", Shift: [{ Name: "Phone", StartTime: "2026-10-04T22:00:00Z", EndTime: "2026-10-05T06:00:00Z", IsAbsence: false }] }]
 * ```
 */
export function schedulesToCalabrio(input: CalabrioSchedulesToWrite): readonly WrittenCalabrioDay[] {
  const { activityKey: key, timeZone, ...written } = check(CalabrioSchedulesToWrite, input);
  const table = zoneTable(timeZone);
  return withoutFaults((report) => {
    const days: { readonly PersonId: string; readonly Date: string; readonly Shift: CalabrioLayer[] }[] = [];
    for (const { agentId, span: [start], segments } of segmentedShifts(written, report)) {
      const date = localTimeText(start + offsetMillisecondsAt(table, start)).slice(0, 10);
      const last = days.at(-1);
      const day = last?.PersonId === agentId && last.Date === date ? last : { PersonId: agentId, Date: date, Shift: [] };
      if (day !== last) days.push(day);
      for (const segment of segments) day.Shift.push({ [key]: segment.meaning.activity, StartTime: instantText(segment.start), EndTime: instantText(segment.end), IsAbsence: false });
    }
    return days;
  });
}

/**
 * Sessions as meetings, in the style of the rows `ExternalMeetings` that the command `AddMeetings` of the Calabrio WFM API takes (by the names in public clients of it; send them with the time zone UTC). The host adds the command's business unit, scenario and titles.
 *
 * @throws CoachingError `input.*`, `activity-meaning.*`, `calabrio-schedule.no_activity`, `calabrio-schedule.ends_before_start`
 * @example
 * ```ts
 * const sessions = [{ requestId: "s1", modalityId: "group", agentIds: ["p1", "p2"], coachId: "c1", startsAt: "2026-10-05T07:30:00Z", endsAt: "2026-10-05T08:00:00Z", transitionMinutes: 5 }];
 * meetingsToCalabrio({ sessions, activities: [{ activity: "coaching-id", kind: "coaching", modalityId: "group" }] }); // => [{ ExternalMeetingId: "s1", Period: { StartTime: "2026-10-05T07:30:00Z", EndTime: "2026-10-05T08:00:00Z" }, Participants: ["p1", "p2"], ActivityId: "coaching-id" }]
 * ```
 */
export function meetingsToCalabrio(input: CalabrioMeetingsToWrite): readonly CalabrioMeeting[] {
  const { sessions, activities } = check(CalabrioMeetingsToWrite, input);
  const codes = new Map(activities.filter(({ kind }) => kind === "coaching").toReversed().map(({ activity, modalityId }) => [modalityId, activity]));
  return withoutFaults((report) => sessions.map(({ requestId, modalityId, agentIds, startsAt, endsAt }, index) => {
    const ActivityId = codes.get(modalityId);
    if (millisecondsOf(endsAt) <= millisecondsOf(startsAt)) report(endsBeforeStart, ["sessions", index, "endsAt"]);
    if (ActivityId === undefined) report(noActivity, ["sessions", index, "modalityId"], { modalityId });
    return { ExternalMeetingId: requestId, Period: { StartTime: startsAt, EndTime: endsAt }, Participants: agentIds, ActivityId: ActivityId ?? "" };
  }));
}
