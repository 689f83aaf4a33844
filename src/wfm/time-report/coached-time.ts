import type { MillisecondSpan } from "../../time/internal.js";
import { millisecondsOf, spansWithout } from "../../time/internal.js";
import type { Id, Minutes } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { CoachingTimeQuestion } from "./coaching-time-question.js";
import { type SpanSums, spanSums, type StaffingClock } from "./staffing-clock.js";
import { nearestMinute } from "./time-report-rules.js";

/** A session, planned or held, in whole minutes since 1970. */
export interface CoachedTime {
  readonly requestId: Id | null;
  readonly modalityId: Id;
  readonly agentIds: readonly Id[];
  readonly coachId: Id | null;
  readonly start: number;
  readonly end: number;
  readonly transition: number;
}
/** The plan. */
export const plannedCoaching = ({ sessions }: CoachingTimeQuestion): readonly CoachedTime[] => sessions.map(({ startsAt, endsAt, transitionMinutes, requestId, modalityId, agentIds, coachId }) => ({ requestId, modalityId, agentIds, coachId, start: nearestMinute(startsAt), end: nearestMinute(endsAt), transition: transitionMinutes }));
/** What took place. */
export function heldCoaching({ sessions, actual }: CoachingTimeQuestion): readonly CoachedTime[] {
  const transitions = new Map(sessions.map(({ requestId, transitionMinutes }) => [requestId, transitionMinutes]));
  return (actual?.sessions ?? []).flatMap((record): readonly CoachedTime[] => {
    if (record.status === "not-held") return [];
    const { requestId, modalityId, agentIds, coachId, startsAt, endsAt } = record;
    const transition = record.transitionMinutes ?? (requestId === null ? 0 : (transitions.get(requestId) ?? 0));
    return [{ requestId, modalityId, agentIds, coachId, start: nearestMinute(startsAt), end: nearestMinute(endsAt), transition }];
  });
}

/** Ids in the order of their texts, each with its place. */
export interface Places {
  readonly ids: readonly Id[];
  readonly of: (id: Id) => number;
}
/** Each id once. */
export function placesOf(ids: Iterable<Id>): Places {
  const sorted = [...new Set(ids)].sort(inTextOrder);
  const places = new Map(sorted.map((id, index) => [id, index]));
  return { ids: sorted, of: (id) => places.get(id) as number };
}

/** Who and what minutes are counted for. */
export interface Site {
  readonly agents: Places;
  /** The last place after the coaches is that of sessions which nobody leads. */
  readonly coaches: Places;
  readonly modalities: Places;
  readonly clock: StaffingClock;
  /** Each agent's shifts in order, in minutes. */
  readonly shifts: readonly (readonly MillisecondSpan[])[];
}

/** What of a stretch lies in no shift. */
function unpaidSpans(shifts: readonly MillisecondSpan[], start: number, end: number): readonly MillisecondSpan[] {
  let [low, high] = [0, shifts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.[0] ?? Infinity) <= start) low = middle + 1;
    else high = middle;
  }
  // almost every session lies in one shift
  return (shifts[low - 1]?.[1] ?? -Infinity) >= end ? [] : spansWithout([[start, end]], shifts);
}

/** Minutes of each agent, coach or modality. */
export interface Column {
  readonly coaching: Float64Array;
  readonly transition: Float64Array;
  readonly offSchedule: Float64Array;
}
const columnOf = (size: number): Column => ({ coaching: new Float64Array(size), transition: new Float64Array(size), offSchedule: new Float64Array(size) });
const sumsOf = (clock: StaffingClock): Readonly<Record<keyof Column, SpanSums>> => ({ coaching: spanSums(clock), transition: spanSums(clock), offSchedule: spanSums(clock) });

/** Coaching of an agent outside of paid time. */
interface OffScheduleTime {
  readonly agentId: Id;
  readonly requestId: Id | null;
  readonly start: number;
  readonly minutes: Minutes;
}
/** Minutes of one side, the plan or what took place, from every point of view. */
export interface TimeTally {
  readonly agents: Column;
  readonly coaches: Column;
  readonly modalities: Column;
  readonly staffingIntervals: Column;
  /** How long each coach was taken, with what follows a session. */
  readonly led: Float64Array;
  readonly offSchedule: readonly OffScheduleTime[];
}

/** Counts sessions and coaching between contacts, in one pass. */
export function tallyOf(site: Site, times: readonly CoachedTime[], { actual }: Pick<CoachingTimeQuestion, "actual">): TimeTally {
  const { agents, coaches, modalities, clock, shifts } = site;
  const unled = coaches.ids.length;
  const columns = { agents: columnOf(agents.ids.length), coaches: columnOf(unled + 1), modalities: columnOf(modalities.ids.length) };
  const sums = sumsOf(clock);
  const led = new Float64Array(unled + 1);
  const offSchedule: OffScheduleTime[] = [];
  const bump = (key: keyof Column, places: readonly [agent: number, coach: number, modality: number], minutes: number): void => {
    const [agent, coach, modality] = places;
    for (const [column, place] of [[columns.agents, agent], [columns.coaches, coach], [columns.modalities, modality]] as const) column[key][place] = (column[key][place] ?? 0) + minutes;
  };
  const isOff = (off: OffScheduleTime, places: readonly [number, number, number]): void => {
    bump("offSchedule", places, off.minutes);
    offSchedule.push(off);
  };
  for (const { requestId, modalityId, agentIds, coachId, start, end, transition } of times) {
    const [coach, modality] = [coachId === null ? unled : coaches.of(coachId), modalities.of(modalityId)];
    if (coachId !== null) led[coach] = (led[coach] ?? 0) + end - start + transition;
    for (const agentId of agentIds) {
      const places = [agents.of(agentId), coach, modality] as const;
      bump("coaching", places, end - start);
      bump("transition", places, transition);
      sums.coaching.add(start, end);
      sums.transition.add(end, end + transition);
      const unpaid = unpaidSpans(shifts[places[0]] ?? [], start, end);
      for (const [from, to] of unpaid) sums.offSchedule.add(from, to);
      if (unpaid.length > 0) isOff({ agentId, requestId, start, minutes: unpaid.reduce((sum, [from, to]) => sum + to - from, 0) }, places);
    }
  }
  for (const { agentId, coachId, modalityId, startsAt, minutes } of actual?.microCoaching ?? []) {
    const places = [agents.of(agentId), coachId === null ? unled : coaches.of(coachId), modalities.of(modalityId)] as const;
    const start = Math.floor(millisecondsOf(startsAt) / 60_000);
    const at = clock.indexOf(start);
    if (coachId !== null) led[places[1]] = (led[places[1]] ?? 0) + minutes;
    bump("coaching", places, minutes);
    sums.coaching.addAt(at, minutes);
    const [from, to] = [clock.edges[at] as number, clock.edges[at + 1] as number];
    const paid = to - from - unpaidSpans(shifts[places[0]] ?? [], from, to).reduce((sum, [one, other]) => sum + other - one, 0);
    if (minutes <= paid) continue;
    sums.offSchedule.addAt(at, minutes - paid);
    isOff({ agentId, requestId: null, start, minutes: minutes - paid }, places);
  }
  return { ...columns, staffingIntervals: { coaching: sums.coaching.minutes(), transition: sums.transition.minutes(), offSchedule: sums.offSchedule.minutes() }, led, offSchedule };
}
