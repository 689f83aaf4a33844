import type { MillisecondSpan } from "../time/internal.js";
import { intersectionOfSpans, millisecondsOf, unionOfSpans } from "../time/internal.js";
import { languagesMeet } from "../unit/internal.js";
import { commonFree, GRID, isFree } from "./booking.js";
import { weekOf } from "./gather-participants.js";
import { REPLAN_LIMITS } from "./least-disruption.js";
import { type Choice, COACH_CHANGE, type Movable, MOVE, type Place } from "./placement-board.js";
import type { Coach, Participant } from "./person.js";
import type { ChangeCause } from "./plan-diff.js";
import { type Case, fixedStart, hindrance, isFixedInTime, shiftCause } from "./replan-cases.js";
import { diariesOf, freeMinutes, hardshipMinutes, minutesWith, newcomerIn, type ReplanDesk, spanOf } from "./replan-desk.js";
import type { UnassignedReason } from "./session.js";

const MINUTE = 60_000;

/** Who may lead a session: its own coaches, and those who may stand in for them. */
interface Leaders {
  readonly ownIds: readonly string[];
  readonly otherIds: () => readonly string[];
  /** Why nobody may. */
  readonly reason: () => UnassignedReason;
}

/** Why a coach may not lead a session; `null` where it is possible. */
function bar({ participantIds, gathering }: Case, members: readonly Participant[], coach: Coach): UnassignedReason | null {
  if (coach.weeklyAvailableMinutes <= 0 || participantIds.includes(coach.id)) return "no-coach";
  if (members.some(({ managerId }) => managerId === coach.id)) return "own-manager";
  if (gathering.touchpoint.audience.kind !== "each") return null;
  return members.every(({ languages }) => languages.some((language) => coach.languages.some((other) => languagesMeet(language, other)))) ? null : "no-common-language";
}

/** The coach of the session before is its own; of a new one-to-one the participant's, of a new group each. */
function leadersOf(desk: ReplanDesk, one: Case): Leaders {
  const { gathering, before, participantIds } = one;
  const assignment = desk.coachAssignments.get(participantIds[0] ?? "");
  const isEach = gathering.touchpoint.audience.kind === "each";
  const ownId = before === undefined ? (isEach ? (assignment?.coachId ?? null) : null) : before.coachId;
  const members = participantIds.flatMap((id) => desk.people.get(id) ?? []);
  const bars = (): readonly (readonly [id: string, reason: UnassignedReason | null])[] => [...desk.coaches.values()].map((coach) => [coach.id, bar(one, members, coach)]);
  const eligible = (): readonly string[] => bars().filter(([id, reason]) => reason === null && id !== ownId).map(([id]) => id);
  const reason = (): UnassignedReason => (isEach ? assignment?.reason : null) ?? bars().find(([, barred]) => barred === "own-manager")?.[1] ?? "no-coach";
  if (ownId === null && !isEach) return { ownIds: eligible(), otherIds: () => [], reason };
  return { ownIds: ownId !== null && desk.coaches.has(ownId) ? [ownId] : [], otherIds: eligible, reason };
}

/** The weeks in which a coach has minutes left beside what cannot move. */
function weeksWithMinutes(desk: ReplanDesk, coachId: string, [from, to]: MillisecondSpan, minutes: number): readonly MillisecondSpan[] {
  const first = desk.weekNumber(from);
  const weeks = Array.from({ length: desk.weekNumber(to - 1) - first + 1 }, (_, index) => first + index);
  return unionOfSpans(weeks.filter((week) => freeMinutes(desk, coachId, week) >= minutes).map((week) => weekOf(desk.input.cohort, week, desk.zones)));
}

/** Starts in a free span: on the quarter of an hour, at one of the wanted starts, and where none of these fits, as near as can be. */
function startsIn([from, to]: MillisecondSpan, length: number, wanted: readonly number[]): readonly number[] {
  const last = to - length;
  if (last < from) return [];
  const starts = wanted.filter((start) => start >= from && start <= last);
  for (let start = Math.ceil(from / GRID) * GRID; start <= last; start += GRID) starts.push(start);
  return starts.length === 0 ? [Math.min(Math.max(wanted[0] ?? from, from), last)] : starts;
}

/** The nearest to the preferred start first, each once, as many as the limit says; at a tie the later one. */
export function nearestFirst(starts: readonly number[], preferred: number): readonly number[] {
  const ascending = Float64Array.from(starts).sort();
  let after = ascending.findIndex((start) => start >= preferred);
  if (after < 0) after = ascending.length;
  let before = after - 1;
  const nearest: number[] = [];
  while (nearest.length < REPLAN_LIMITS.startCount && (before >= 0 || after < ascending.length)) {
    const [earlier = -Infinity, later = Infinity] = [ascending[before], ascending[after]];
    const start = later - preferred <= preferred - earlier ? later : earlier;
    if (start === later) after += 1;
    else before -= 1;
    if (nearest.at(-1) !== start) nearest.push(start);
  }
  return nearest;
}

/** What the starts of a session are worked out from. */
interface Wanted {
  readonly range: MillisecondSpan;
  readonly lengthMilliseconds: number;
  readonly preferred: number;
  readonly people: readonly string[];
  /** Its one start, where there is no choice. */
  readonly only: number | null;
}

function startsWith(desk: ReplanDesk, { before, gathering }: Case, { range, lengthMilliseconds: length, preferred, people, only }: Wanted, coachId: string): readonly number[] {
  const minutes = gathering.touchpoint.isScheduled ? minutesWith(desk, coachId, length / MINUTE) : 0;
  if (only !== null) {
    const isOpen = freeMinutes(desk, coachId, desk.weekNumber(only)) >= minutes && diariesOf(desk.full, [coachId, ...people]).every((diary) => isFree(diary, [only, only + length]));
    return isOpen ? [only] : [];
  }
  if (range[1] - range[0] < length) return [];
  const free = intersectionOfSpans(commonFree(diariesOf(desk.full, [coachId, ...people]), range), weeksWithMinutes(desk, coachId, range, minutes));
  const starts = free.flatMap((span) => startsIn(span, length, before === undefined ? [preferred] : [preferred, millisecondsOf(before.startsAt)]));
  return nearestFirst(starts, preferred);
}

/** A movable session, why it cannot stay where it was, and why it may find no place. */
export interface MovableCase {
  readonly of: Case;
  readonly movable: Movable;
  readonly cause: ChangeCause | null;
  readonly reason: () => UnassignedReason;
}

const choiceOrder = (preferred: number) => (left: Choice, right: Choice): number =>
  left.penalty - right.penalty || Math.abs(left.start - preferred) - Math.abs(right.start - preferred) || right.start - left.start || (left.coachId < right.coachId ? -1 : 1);

/** The slot of before, or why it cannot be kept. */
function keptPlace(desk: ReplanDesk, one: Case, { range, lengthMilliseconds: length, only }: Wanted): { readonly kept: Place | null; readonly cause: ChangeCause | null } {
  const { before, old, gathering } = one;
  if (before?.coachId === undefined || before.coachId === null) return { kept: null, cause: before === undefined ? null : shiftCause(desk, before, gathering) };
  const span = spanOf(before);
  const isIn = ([from, to]: MillisecondSpan): boolean => span[0] >= from && span[0] + length <= to;
  // what somebody once put outside of its range stays there as long as the range does
  const isOutside = only === null ? !isIn(range) && (old === undefined || isIn(old.range) || String(old.range) !== String(gathering.range)) && gathering.range[1] > desk.horizon : only !== span[0];
  if (isOutside) return { kept: null, cause: shiftCause(desk, before, gathering) };
  // a group meets without one who is away
  const isBound = (id: string): boolean => !desk.joining.has(id) && (gathering.touchpoint.audience.kind === "each" || desk.onLeave.get(id) !== "participant-on-leave");
  const personIds = only === null ? [before.coachId, ...one.participantIds.filter(isBound)] : [before.coachId];
  const cause = hindrance(desk, { id: before.id, date: before.date, personIds }, span);
  return { kept: cause === null ? { coachId: before.coachId, start: span[0] } : null, cause };
}

/** A case made ready for the search. */
export function movableCase(desk: ReplanDesk, one: Case): MovableCase {
  const { id, gathering, before, participantIds } = one;
  const { touchpoint } = gathering;
  const only = isFixedInTime(gathering) ? fixedStart(one, desk.horizon) : null;
  const preferred = only ?? millisecondsOf(gathering.occurrence.startsAt);
  const wanted: Wanted = { range: one.range, lengthMilliseconds: touchpoint.durationMinutes * MINUTE, preferred, people: only === null || one.isRetried ? participantIds : [], only };
  const leaders = leadersOf(desk, one);
  const { kept, cause } = keptPlace(desk, one, wanted);
  const beforeStart = before === undefined || only !== null ? null : millisecondsOf(before.startsAt);
  const choicesWith = (coachId: string, coachPenalty: number): readonly Choice[] =>
    startsWith(desk, one, wanted, coachId).filter((start) => kept?.coachId !== coachId || kept.start !== start)
      .map((start) => ({ coachId, start, penalty: coachPenalty + (beforeStart === null || beforeStart === start ? 0 : MOVE) }));
  const listOf = (coachIds: readonly string[], coachPenalty: number): readonly Choice[] => {
    const lists = coachIds.map((coachId) => choicesWith(coachId, coachPenalty));
    // one coach's starts are in order but for the one that it had
    return lists.length === 1 && lists[0]?.every(({ start }) => start !== beforeStart) === true ? lists[0] : lists.flat().sort(choiceOrder(preferred));
  };
  let [own, others]: (readonly Choice[] | null)[] = [null, null];
  const ownChoices = (): readonly Choice[] => (own ??= listOf(leaders.ownIds, 0));
  function* choices(): Generator<Choice, void, undefined> {
    yield* ownChoices();
    yield* (others ??= listOf(leaders.otherIds(), COACH_CHANGE));
  }
  const reason = (): UnassignedReason => {
    const leaderIds = [...leaders.ownIds, ...leaders.otherIds()];
    if (leaderIds.length === 0) return leaders.reason();
    if (one.range[1] <= one.range[0] && only === null) return "already-past";
    const isFull = leaderIds.every((coachId) => freeMinutes(desk, coachId, desk.weekNumber(preferred)) < minutesWith(desk, coachId, touchpoint.durationMinutes));
    return isFull ? "coach-full" : "no-common-slot";
  };
  const movable: Movable = {
    id, lengthMilliseconds: wanted.lengthMilliseconds, people: wanted.people, kept,
    keptHardshipMinutes: kept === null ? 0 : hardshipMinutes(desk, [kept.coachId, ...participantIds], [kept.start, kept.start + wanted.lengthMilliseconds]),
    minutesWith: (coachId) => minutesWith(desk, coachId, touchpoint.durationMinutes),
    reach: () => ({ personIds: [...leaders.ownIds, ...leaders.otherIds(), ...wanted.people], fromWeek: desk.weekNumber(only ?? one.range[0]), toWeek: desk.weekNumber((only ?? one.range[1] - wanted.lengthMilliseconds)) }),
    ownChoices, choices,
  };
  return { of: one, movable, cause, reason };
}

/** Who took the place of a session that had to give way. */
export const takerOf = (desk: ReplanDesk, { movable: { id, kept, people, lengthMilliseconds } }: MovableCase): string | null =>
  kept === null ? null : (newcomerIn(desk, { id, personIds: [kept.coachId, ...people] }, [kept.start, kept.start + lengthMilliseconds])?.sessionId ?? null);
