import { type Fault, type IssuePath, repeated, type Report } from "../../error/index.js";
import { millisecondsOf } from "../../time/internal.js";
import type { Money } from "../../money/index.js";
import type { Id } from "../../unit/index.js";
import type { PlacedSession } from "../placement/placed-session.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";
import { STAFFING_LIMITS } from "../staffing/skill-forecast.js";
import type { ActualCoachingRecords } from "./actual-coaching.js";

const unknownAgent: Fault = { code: "time-report-rules.unknown_agent", message: "No schedule is that of the agent “{id}”.", hint: "Add the schedule, with its shifts, or correct the id." };
const unknownCoach: Fault = { code: "time-report-rules.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach to coachIds, or correct the id." };
const unknownRequest: Fault = { code: "time-report-rules.unknown_request", message: "No placed session has the request “{id}”.", hint: "Add the session, correct the id, or give null for a session that was not planned." };
const duplicate: Fault = { code: "time-report-rules.duplicate", message: "“{id}” is there twice.", hint: "Keep one: time is counted once." };
const overlap: Fault = { code: "time-report-rules.overlap", message: "“{id}” is in two sessions at once; what follows a session counts with it.", hint: "Move or correct one of them." };
const endsBeforeStart: Fault = { code: "time-report-rules.ends_before_start", message: "The session does not end after its start.", hint: "Correct its times; one that did not take place has the status not-held." };
const notWholeMinutes: Fault = { code: "time-report-rules.not_whole_minutes", message: "Plans are counted in whole minutes.", hint: "Round it to the minute." };
const microTooLong: Fault = { code: "time-report-rules.micro_too_long", message: "{minutes} minutes do not lie in a staffing interval of {limit} minutes.", hint: "Give one entry for each staffing interval." };
const tooLong: Fault = { code: "time-report-rules.too_long", message: "Schedules and sessions cover more than {limit} staffing intervals.", hint: "Report in parts, such as month by month, or by longer staffing intervals." };
const badRate: Fault = { code: "time-report-rules.negative_rate", message: "An hour costs {amount}, less than zero.", hint: "Give zero or more." };
const mixedRates: Fault = { code: "time-report-rules.mixed_currencies", message: "The rates are in {expected} and {got}.", hint: "Convert one of them with a dated exchange rate." };

const MINUTE = 60_000;
const isWhole = (milliseconds: number): boolean => milliseconds % MINUTE === 0;
/** The minute that is nearest, since 1970. */
export const nearestMinute = (instant: string): number => Math.floor(millisecondsOf(instant) / MINUTE + 0.5);

/** The parts of a question that rules are about. */
interface TimeReportParts {
  readonly agents: readonly AgentSchedule[];
  readonly coachIds: readonly Id[];
  readonly sessions: readonly PlacedSession[];
  readonly actual?: ActualCoachingRecords;
  readonly staffingIntervalMinutes: number;
  readonly rates?: { readonly agentHourlyRate: Money; readonly coachHourlyRate: Money };
  readonly losses?: readonly { readonly requestId: Id }[];
}

/** Time of somebody, and where it stands in the input. */
interface Taken {
  readonly start: number;
  readonly end: number;
  readonly path: IssuePath;
}
function taken(byPerson: Map<Id, Taken[]>, personId: Id, time: Taken): void {
  const known = byPerson.get(personId);
  if (known === undefined) byPerson.set(personId, [time]);
  else known.push(time);
}
function reportOverlaps(byPerson: ReadonlyMap<Id, readonly Taken[]>, report: Report): void {
  for (const [id, times] of byPerson) {
    let busyUntil = -Infinity;
    for (const { start, end, path } of times.toSorted((one, other) => one.start - other.start)) {
      if (start < busyUntil) report(overlap, path, { id });
      busyUntil = Math.max(busyUntil, end);
    }
  }
}

/** Time that agents and coaches are in a session. */
interface SessionPlace {
  readonly agentIds: readonly Id[];
  readonly coachId: Id | null;
  readonly start: number;
  readonly end: number;
  readonly path: IssuePath;
}
function reportTwoAtOnce(places: readonly SessionPlace[], report: Report): void {
  const [agents, coaches] = [new Map<Id, Taken[]>(), new Map<Id, Taken[]>()];
  for (const { agentIds, coachId, start, end, path } of places) {
    agentIds.forEach((id, index) => { taken(agents, id, { start, end, path: [...path, "agentIds", index] }); });
    if (coachId !== null) taken(coaches, coachId, { start, end, path: [...path, "coachId"] });
  }
  reportOverlaps(agents, report);
  reportOverlaps(coaches, report);
}

/** Every session of the input, planned or held, with its path. */
function* allSessions({ sessions, actual }: TimeReportParts) {
  for (const [index, session] of sessions.entries()) yield { session, path: ["sessions", index] as const };
  for (const [index, session] of (actual?.sessions ?? []).entries()) if (session.status === "held") yield { session, path: ["actual", "sessions", index] as const };
}

function findUnknown(question: TimeReportParts, report: Report): void {
  const agents = new Set(question.agents.map(({ agentId }) => agentId));
  const coaches = new Set(question.coachIds);
  const requests = new Set(question.sessions.map(({ requestId }) => requestId));
  const findPeople = (agentIds: readonly Id[], coachId: Id | null, path: IssuePath, agentPath: (index: number) => IssuePath): void => {
    agentIds.forEach((id, index) => { if (!agents.has(id)) report(unknownAgent, [...path, ...agentPath(index)], { id }); });
    if (coachId !== null && !coaches.has(coachId)) report(unknownCoach, [...path, "coachId"], { id: coachId });
  };
  for (const { session, path } of allSessions(question)) findPeople(session.agentIds, session.coachId, path, (index) => ["agentIds", index]);
  for (const [index, { agentId, coachId }] of (question.actual?.microCoaching ?? []).entries()) findPeople([agentId], coachId, ["actual", "microCoaching", index], () => ["agentId"]);
  const findRequest = (id: Id | null, path: IssuePath): void => { if (id !== null && !requests.has(id)) report(unknownRequest, [...path, "requestId"], { id }); };
  for (const [index, { requestId }] of (question.actual?.sessions ?? []).entries()) findRequest(requestId, ["actual", "sessions", index]);
  for (const [index, { requestId }] of (question.losses ?? []).entries()) findRequest(requestId, ["losses", index]);
}

function findDuplicates({ coachIds, sessions, actual, losses = [] }: TimeReportParts, report: Report): void {
  for (const [index, id] of repeated(coachIds, (each) => each)) report(duplicate, ["coachIds", index], { id });
  for (const [index, { requestId: id }] of repeated(sessions, ({ requestId }) => requestId)) report(duplicate, ["sessions", index, "requestId"], { id });
  for (const [index, { requestId: id }] of repeated(losses, ({ requestId }) => requestId)) report(duplicate, ["losses", index, "requestId"], { id });
  const seen = new Set<Id>();
  for (const [index, { requestId: id }] of (actual?.sessions ?? []).entries()) {
    if (id !== null && seen.has(id)) report(duplicate, ["actual", "sessions", index, "requestId"], { id });
    if (id !== null) seen.add(id);
  }
  for (const [index, { agentId: id }] of repeated(actual?.microCoaching ?? [], ({ agentId, startsAt, modalityId }) => JSON.stringify([agentId, startsAt, modalityId]))) report(duplicate, ["actual", "microCoaching", index], { id });
}

function findTimeFaults({ agents: schedules, sessions, actual, staffingIntervalMinutes: limit }: TimeReportParts, report: Report): void {
  schedules.forEach(({ shifts }, agent) => {
    shifts.forEach(({ startsAt, endsAt }, index) => {
      for (const [key, instant] of [["startsAt", startsAt], ["endsAt", endsAt]] as const) if (!isWhole(millisecondsOf(instant))) report(notWholeMinutes, ["agents", agent, "shifts", index, key]);
    });
  });
  sessions.forEach(({ startsAt, endsAt, transitionMinutes }, index) => {
    const path = ["sessions", index];
    for (const [key, instant] of [["startsAt", startsAt], ["endsAt", endsAt]] as const) if (!isWhole(millisecondsOf(instant))) report(notWholeMinutes, [...path, key]);
    if (!Number.isInteger(transitionMinutes)) report(notWholeMinutes, [...path, "transitionMinutes"]);
  });
  (actual?.sessions ?? []).forEach((session, index) => { if (session.status === "held" && !Number.isInteger(session.transitionMinutes ?? 0)) report(notWholeMinutes, ["actual", "sessions", index, "transitionMinutes"]); });
  (actual?.microCoaching ?? []).forEach(({ minutes }, index) => {
    if (!Number.isInteger(minutes)) report(notWholeMinutes, ["actual", "microCoaching", index, "minutes"]);
    if (minutes > limit) report(microTooLong, ["actual", "microCoaching", index, "minutes"], { minutes, limit });
  });
}

function findOverlaps(question: TimeReportParts, report: Report): void {
  const [planned, held]: [SessionPlace[], SessionPlace[]] = [[], []];
  for (const { session, path } of allSessions(question)) {
    const { agentIds, coachId, startsAt, endsAt, transitionMinutes } = session;
    if (millisecondsOf(endsAt) <= millisecondsOf(startsAt)) report(endsBeforeStart, [...path, "endsAt"]);
    // of what took place the transition is not measured as a rule
    const rest = "status" in session ? 0 : (transitionMinutes ?? 0);
    ("status" in session ? held : planned).push({ agentIds, coachId, start: nearestMinute(startsAt), end: nearestMinute(endsAt) + rest, path });
  }
  reportTwoAtOnce(planned, report);
  reportTwoAtOnce(held, report);
}

/** Where the earliest and the latest time of the input stand, in minutes since 1970; null when it has none. */
export function coveredSpan(question: TimeReportParts): { readonly from: number; readonly to: number; readonly lastPath: IssuePath } | null {
  let [from, to, lastPath]: [number, number, IssuePath] = [Infinity, -Infinity, []];
  const cover = (start: number, end: number, path: () => IssuePath): void => {
    from = Math.min(from, start);
    if (end > to) [to, lastPath] = [end, path()];
  };
  question.agents.forEach(({ shifts }, agent) => { shifts.forEach(({ startsAt, endsAt }, index) => { cover(nearestMinute(startsAt), nearestMinute(endsAt), () => ["agents", agent, "shifts", index, "endsAt"]); }); });
  const transitions = new Map(question.sessions.map(({ requestId, transitionMinutes }) => [requestId, transitionMinutes]));
  for (const { session, path } of allSessions(question)) cover(nearestMinute(session.startsAt), nearestMinute(session.endsAt) + (session.transitionMinutes ?? (session.requestId === null ? 0 : (transitions.get(session.requestId) ?? 0))), () => [...path, "endsAt"]);
  for (const [index, { startsAt }] of (question.actual?.microCoaching ?? []).entries()) cover(Math.floor(millisecondsOf(startsAt) / MINUTE), Math.floor(millisecondsOf(startsAt) / MINUTE) + 1, () => ["actual", "microCoaching", index, "startsAt"]);
  return to === -Infinity ? null : { from, to, lastPath };
}
function findTooLong(question: TimeReportParts, report: Report): void {
  const covered = coveredSpan(question);
  const limit = STAFFING_LIMITS.staffingIntervals;
  if (covered !== null && (covered.to - covered.from) / question.staffingIntervalMinutes > limit) report(tooLong, covered.lastPath, { limit });
}
function findRateFaults({ rates }: TimeReportParts, report: Report): void {
  if (rates === undefined) return;
  for (const key of ["agentHourlyRate", "coachHourlyRate"] as const) if (rates[key].amount.startsWith("-")) report(badRate, ["rates", key, "amount"], { amount: rates[key].amount });
  const [expected, got] = [rates.agentHourlyRate.currency, rates.coachHourlyRate.currency];
  if (expected !== got) report(mixedRates, ["rates", "coachHourlyRate", "currency"], { expected, got });
}

/** What the parts of a question have to keep among them. */
export const timeReportRules: readonly ((question: TimeReportParts, report: Report) => void)[] = [findUnknown, findDuplicates, findTimeFaults, findOverlaps, findTooLong, findRateFaults];
