import type { Fault, IssuePath, Report } from "../error/index.js";
import { instantText, type MillisecondSpan, spansWithout, unionOfSpans } from "../time/internal.js";
import { stableIdOf } from "../identity/internal.js";
import { inTextOrder } from "../unit/internal.js";
import { type AgentSchedule, type AgentShift, COACHING_REQUEST_LIMITS, type PlacedSession, SCHEDULE_LIMITS } from "../wfm/index.js";
import type { ActivityMeaning, AgentSkills } from "./activity-meaning.js";

/** A row that is left out of the schedules, and why. */
export interface IgnoredRow {
  /** Where it stands in the input; of a CSV text `["text", line]`. */
  readonly path: readonly (string | number)[];
  /** `not-working`: its activity is no part of a shift. `empty`: it ends when it starts. `time-off`, `absence`: the other system marks it so. */
  readonly reason: "not-working" | "empty" | "time-off" | "absence";
}
/** Schedules as they were read. */
export interface ReadSchedules {
  /** Who works when: every agent of the call, by id; without shifts where no row names them. */
  readonly schedules: readonly AgentSchedule[];
  /** The coaching that stands in the shifts already, by start. Its time is no break of the shifts. */
  readonly sessions: readonly PlacedSession[];
  /** Rows that are left out. */
  readonly ignored: readonly IgnoredRow[];
}

/** A row of any format, its times in milliseconds. */
export interface ActivityRow {
  readonly agentId: string;
  readonly activity: string;
  readonly start: number;
  readonly end: number;
  /** Where it stands, and what its parts are called there. */
  readonly path: IssuePath;
  readonly keys: { readonly agent: IssuePath; readonly activity: string; readonly start: string; readonly end: string };
  readonly requestId?: string;
  readonly coachId?: string;
  /** The other system marks it as an absence, whatever it is called. */
  readonly isAbsence?: boolean;
}
interface KnownRow extends ActivityRow {
  readonly meaning: ActivityMeaning;
}

const unknownAgent: Fault = { code: "activity-row.unknown_agent", message: "No agent has the id “{agentId}”.", hint: "List the agent with skills, or correct the id." };
const unknownActivity: Fault = { code: "activity-row.unknown_activity", message: "The activity “{activity}” is not in the table of meanings.", hint: "Add it to activities with what it means; take not-working for time that is no part of a shift." };
const endsBeforeStart: Fault = { code: "activity-row.ends_before_start", message: "The activity ends before it starts.", hint: "Swap the times, or correct the date of one." };
const overlap: Fault = { code: "activity-row.overlap", message: "The agent “{agentId}” has two activities at {at}.", hint: "Keep one of them; only time on the queue may lie beneath others." };
const tooManyShifts: Fault = { code: "activity-row.too_many_shifts", message: "The agent “{agentId}” has more than {limit} shifts.", hint: "Read a shorter stretch of time." };
const tooManyBreaks: Fault = { code: "activity-row.too_many_breaks", message: "A shift of the agent “{agentId}” has more than {limit} breaks.", hint: "Join breaks that follow one another." };
const sessionDiffers: Fault = { code: "activity-row.session_differs", message: "The session “{requestId}” has rows that differ in times, modality or coach.", hint: "Give each session an id of its own." };
const groupTooLarge: Fault = { code: "activity-row.group_too_large", message: "The session “{requestId}” has more than {limit} agents.", hint: "Split it." };

type Faulty = (row: ActivityRow, report: Report) => boolean;
const keyPath = ({ path, keys }: ActivityRow, key: "activity" | "start" | "end"): IssuePath => [...path, keys[key]];
const byTime = (left: ActivityRow, right: ActivityRow): number => left.start - right.start || left.end - right.end || inTextOrder(left.activity, right.activity);

const backwards: Faulty = (row, report) => {
  if (row.end >= row.start) return false;
  report(endsBeforeStart, keyPath(row, "end"));
  return true;
};

/** Why a row is no part of a shift. */
function reasonOf({ start, end, isAbsence }: ActivityRow, { kind }: ActivityMeaning): IgnoredRow["reason"] | undefined {
  if (start === end) return "empty";
  return isAbsence === true ? "absence" : kind === "not-working" ? kind : undefined;
}

/** Rows with their meaning, by agent; those that are no part of a shift are named. */
function rowsByAgent(rows: Iterable<ActivityRow>, { activities, agents }: Known, report: Report): { readonly byAgent: ReadonlyMap<string, KnownRow[]>; readonly ignored: IgnoredRow[] } {
  const meanings = new Map(activities.map((one) => [one.activity, one]));
  const byAgent = new Map<string, KnownRow[]>(agents.map(({ agentId }) => [agentId, []]));
  const ignored: IgnoredRow[] = [];
  for (const row of rows) {
    const own = byAgent.get(row.agentId);
    const meaning = row.isAbsence === true ? { activity: row.activity, kind: "not-working" as const } : meanings.get(row.activity);
    if (own === undefined) report(unknownAgent, row.keys.agent, { agentId: row.agentId });
    if (meaning === undefined) report(unknownActivity, keyPath(row, "activity"), { activity: row.activity });
    if (backwards(row, report) || own === undefined || meaning === undefined) continue;
    const reason = reasonOf(row, meaning);
    if (reason !== undefined) ignored.push({ path: row.path, reason });
    if (reason !== "empty") own.push({ ...row, meaning });
  }
  return { byAgent, ignored };
}

/** Nobody does two things at once; `rows` are in order of time. */
function reportOverlaps(rows: readonly ActivityRow[], report: Report): void {
  let end = -Infinity;
  for (const row of rows) {
    if (row.start < end) report(overlap, keyPath(row, "start"), { agentId: row.agentId, at: instantText(row.start) });
    end = Math.max(end, row.end);
  }
}

const isBreak = ({ meaning: { kind } }: KnownRow): boolean => kind === "break" || kind === "meal" || kind === "off-queue";
const isAway = ({ meaning: { kind } }: KnownRow): boolean => kind === "not-working";
const spanOf = ({ start, end }: ActivityRow): MillisecondSpan => [start, end];

/** The shifts of one agent. Without `bounds` a shift is all that follows one another without a gap; what is not worked is cut out. */
function shiftsOf(rows: readonly KnownRow[], bounds: readonly MillisecondSpan[] | undefined, report: Report): readonly AgentShift[] {
  reportOverlaps(rows.filter(({ meaning }) => meaning.kind === "on-queue"), report);
  reportOverlaps(rows.filter(({ meaning }) => meaning.kind !== "on-queue"), report);
  const shifts = spansWithout(bounds ?? unionOfSpans(rows.filter((row) => !isAway(row)).map(spanOf)), unionOfSpans(rows.filter(isAway).map(spanOf)));
  const [first] = rows;
  if (first !== undefined && shifts.length > SCHEDULE_LIMITS.shifts) report(tooManyShifts, first.keys.agent, { agentId: first.agentId, limit: SCHEDULE_LIMITS.shifts });
  const breaks = rows.filter(isBreak);
  let next = 0;
  return shifts.map(([start, end]) => {
    const from = next;
    while (next < breaks.length && (breaks[next]?.start ?? 0) < end) next += 1;
    const own = breaks.slice(from, next);
    const beyond = own[SCHEDULE_LIMITS.breaks];
    if (beyond !== undefined) report(tooManyBreaks, beyond.path, { agentId: beyond.agentId, limit: SCHEDULE_LIMITS.breaks });
    return { startsAt: instantText(start), endsAt: instantText(end), breaks: own.map((one) => ({ startsAt: instantText(one.start), endsAt: instantText(one.end) })) };
  });
}

/** The sessions of all coaching rows; rows with one id are one group. */
function sessionsOf(rows: readonly KnownRow[], report: Report): readonly PlacedSession[] {
  const sessions = new Map<string, { readonly first: KnownRow; readonly agentIds: string[] }>();
  for (const row of rows) {
    const requestId = row.requestId ?? stableIdOf(["coaching", row.agentId, instantText(row.start)]);
    const { first, agentIds } = sessions.get(requestId) ?? { first: row, agentIds: [] };
    const differs = row.start !== first.start || row.end !== first.end || row.meaning.modalityId !== first.meaning.modalityId || row.coachId !== first.coachId;
    if (differs) report(sessionDiffers, row.path, { requestId });
    agentIds.push(row.agentId);
    if (agentIds.length === COACHING_REQUEST_LIMITS.groupSize + 1) report(groupTooLarge, row.path, { requestId, limit: COACHING_REQUEST_LIMITS.groupSize });
    sessions.set(requestId, { first, agentIds });
  }
  return [...sessions].map(([requestId, { first, agentIds }]) => ({
    requestId, modalityId: first.meaning.modalityId ?? "", agentIds: agentIds.sort(inTextOrder), coachId: first.coachId ?? null,
    startsAt: instantText(first.start), endsAt: instantText(first.end), transitionMinutes: 0,
  })).sort((left, right) => inTextOrder(left.startsAt, right.startsAt) || inTextOrder(left.requestId, right.requestId));
}

/** What the caller knows: the meaning of activities, and who the agents are. */
export interface Known {
  readonly activities: readonly ActivityMeaning[];
  readonly agents: readonly AgentSkills[];
  /** The shifts of each agent in order, where the format tells them. */
  readonly shifts?: ReadonlyMap<string, readonly MillisecondSpan[]>;
}

/** Schedules of rows in any order. */
export function schedulesOfRows(rows: Iterable<ActivityRow>, known: Known, report: Report): ReadSchedules {
  const { byAgent, ignored } = rowsByAgent(rows, known, report);
  const coaching: KnownRow[] = [];
  const schedules = [...known.agents].sort((left, right) => inTextOrder(left.agentId, right.agentId)).map((agent): AgentSchedule => {
    const own = (byAgent.get(agent.agentId) ?? []).sort(byTime);
    for (const row of own) if (row.meaning.kind === "coaching") coaching.push(row);
    return { ...agent, shifts: shiftsOf(own, known.shifts === undefined ? undefined : (known.shifts.get(agent.agentId) ?? []), report) };
  });
  return { schedules, sessions: sessionsOf(coaching, report), ignored };
}
