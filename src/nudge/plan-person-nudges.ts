import { stableIdOf } from "../identity/internal.js";
import { randomStream } from "../statistics/internal.js";
import { DAY, dayNumberOf, instantText, millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { firstInstantOf, mondayOf, wallAt, wallOfTime, wallOfWish } from "./plan-clock.js";
import type { NudgeDesk, PlanWeek } from "./plan-desk.js";
import { nudgeDiary, type NudgeDiary } from "./plan-diary.js";
import type { NudgePerson } from "./plan-person.js";
import type { NudgeDecisionPoint, NudgeHoldReason, PersonNudges, PlannedNudge, SuppressedNudge } from "./plan-result.js";
import type { NudgeCadence } from "./plan-rules.js";

/** One nudge that a cadence asks for. */
interface NudgePoint {
  readonly cadence: NudgeCadence;
  readonly week: PlanWeek;
  /** Place in the week, session or behavior: the last key of the id. */
  readonly place: string;
  /** How many nudges of the cadence come before it, of all weeks, or of all one-to-ones or refreshes given: every other one is left out when somebody is tired. */
  readonly ordinal: number;
  readonly wishedAt: number;
  /** The wished wall clock; `null` when it hangs on a session and does not move. */
  readonly wall: number | null;
  readonly variables: Readonly<Record<string, string>>;
}

const byTime = (left: readonly [number, { readonly id?: Id; readonly nudgeId?: Id }], right: readonly [number, { readonly id?: Id; readonly nudgeId?: Id }]): number =>
  left[0] - right[0] || ((left[1].id ?? left[1].nudgeId ?? "") < (right[1].id ?? right[1].nudgeId ?? "") ? -1 : 1);
const inOrder = <Row extends { readonly id?: Id; readonly nudgeId?: Id }>(rows: (readonly [number, Row])[]): readonly Row[] => rows.sort(byTime).map(([, row]) => row);

const weekNumber = (monday: number): number => (monday + 3) / 7;

/** The nudges before one-to-ones that fall into the weeks of the plan, by time. */
function pointsBeforeSessions({ weekOf, oneToOnesOf, assumptions }: NudgeDesk, { clock }: NudgeDiary, { cadenceIds, oneToOnes = [] }: NudgePerson): readonly NudgePoint[] {
  if (oneToOnes.length === 0) return [];
  const sessions = oneToOnes.map(({ sessionId, startsAt }) => ({ sessionId, at: millisecondsOf(startsAt) })).sort((left, right) => left.at - right.at || (left.sessionId < right.sessionId ? -1 : 1));
  return oneToOnesOf(cadenceIds)
    .flatMap((cadence) => sessions.flatMap(({ sessionId, at }, ordinal) => {
      const wishedAt = at - (cadence.leadMinutes ?? assumptions.leadMinutes) * 60_000;
      const week = weekOf.get(mondayOf(Math.floor(wallAt(clock.table, wishedAt) / DAY)));
      return week === undefined ? [] : [{ cadence, week, place: sessionId, ordinal, wishedAt, wall: null, variables: { ...cadence.variables, sessionId } }];
    }))
    .sort((left, right) => left.wishedAt - right.wishedAt);
}

/** The refreshes that are due in a week of the plan, by date. */
function pointsOfRefreshes({ weekOf, refreshesOf }: NudgeDesk, { clock }: NudgeDiary, { cadenceIds, refreshes = [] }: NudgePerson): readonly NudgePoint[] {
  if (refreshes.length === 0) return [];
  const dated = refreshes.map(({ behaviorId, dueDate }) => ({ behaviorId, day: dayNumberOf(dueDate) })).sort((left, right) => left.day - right.day || inTextOrder(left.behaviorId, right.behaviorId));
  return refreshesOf(cadenceIds).flatMap((cadence) => dated.flatMap(({ behaviorId, day }, ordinal) => {
    const week = weekOf.get(mondayOf(day));
    if (week === undefined) return [];
    const wall = wallOfTime(day, cadence.atTime);
    return [{ cadence, week, place: behaviorId, ordinal, wishedAt: firstInstantOf(clock.table, wall), wall, variables: { ...cadence.variables, behaviorId } }];
  }));
}

/** The nudges of one person: those before one-to-ones first, then week by week first the wishes that can be kept, then other slots for the rest; refreshes last, in what the others leave. */
export function nudgesOfPerson(desk: NudgeDesk, person: NudgePerson): PersonNudges {
  const clock = desk.clocks.get(person.calendarId);
  if (clock === undefined) throw new Error("The calendar was not checked.");
  const diary = nudgeDiary(desk, clock, person);
  const { chance } = desk.assumptions;
  const nudges: (readonly [number, PlannedNudge])[] = [];
  const suppressed: (readonly [number, SuppressedNudge])[] = [];
  const decisions: (readonly [number, NudgeDecisionPoint])[] = [];

  const idOf = ({ cadence, week, place }: NudgePoint): Id => stableIdOf([person.id, cadence.id, week.name, place]);
  const holdOf = ({ cadence, week, wishedAt }: NudgePoint): NudgeHoldReason | null => diary.holdOf({ at: wishedAt, monday: week.monday, purposeId: cadence.purposeId });
  const log = (nudgeId: Id, { cadence }: NudgePoint, at: number, isAvailable: boolean, isSent: boolean): void => {
    if (chance !== null && !cadence.isEssential) decisions.push([at, { nudgeId, personId: person.id, decisionAt: instantText(at), probability: chance.probability, isAvailable, isSent }]);
  };
  const suppress = (point: NudgePoint, reason: NudgeHoldReason, wishReason: NudgeHoldReason | null): void => {
    const id = idOf(point);
    suppressed.push([point.wishedAt, { id, personId: person.id, cadenceId: point.cadence.id, wishedAt: instantText(point.wishedAt), reason, wishReason }]);
    if (reason !== "chance") log(id, point, point.wishedAt, false, false);
  };
  const settle = (point: NudgePoint, at: number, wishReason: NudgeHoldReason | null): void => {
    const { cadence, wishedAt, variables } = point;
    const id = idOf(point);
    // a stream of its own for each nudge, so that no list order and no other nudge matters
    const isSent = chance === null || cadence.isEssential || randomStream(chance.seed, ["nudge", id]).uniform() < chance.probability;
    log(id, point, at, true, isSent);
    if (!isSent) {
      suppress(point, "chance", wishReason);
      return;
    }
    diary.send(at);
    const movedFrom = wishReason === null ? null : { wishedAt: instantText(wishedAt), reason: wishReason };
    nudges.push([at, { id, personId: person.id, cadenceId: cadence.id, kind: cadence.kind, sendAt: instantText(at), movedFrom, content: { templateId: cadence.templateId, variables, language: person.language } }]);
  };
  /** Keeps the wish or gives the nudge up for good; what is left may look for another slot. */
  const keepWish = (point: NudgePoint): NudgeHoldReason | null => {
    const hold = holdOf(point);
    if (hold === "no-consent") suppress(point, hold, hold);
    else if (diary.isTired && !point.cadence.isEssential && point.ordinal % 2 !== 0) suppress(point, "fatigue", hold);
    else if (hold === null) settle(point, point.wishedAt, null);
    else if (point.wall === null) suppress(point, hold, hold);
    else return hold;
    return null;
  };

  const placeInWeek = ({ monday }: PlanWeek, points: readonly NudgePoint[]): void => {
    const left = points.flatMap((point) => {
      const hold = keepWish(point);
      return hold === null ? [] : [{ point, hold }];
    });
    for (const { point, hold } of left) {
      const at = diary.slotInstead(point.wall ?? 0, { at: point.wishedAt, monday, purposeId: point.cadence.purposeId });
      if (at === null) suppress(point, diary.emptyWeekReason(monday), hold);
      else settle(point, at, hold);
    }
  };

  for (const point of pointsBeforeSessions(desk, diary, person)) keepWish(point);
  const wishes = desk.wishesOf(person.cadenceIds);
  for (const week of desk.weeks) {
    placeInWeek(week, wishes.map(({ cadence, wish, index, place, variables }) => {
      const wall = wallOfWish(week.monday, wish);
      return { cadence, week, place, ordinal: weekNumber(week.monday) * cadence.wishes.length + index, wishedAt: firstInstantOf(clock.table, wall), wall, variables };
    }));
  }
  const refreshes = pointsOfRefreshes(desk, diary, person);
  if (refreshes.length > 0) for (const week of desk.weeks) placeInWeek(week, refreshes.filter((point) => point.week === week));
  const notice = diary.isTired ? ({ personId: person.id, coachId: person.coachId, reason: "three-ignored-in-a-row", ignoredCount: diary.ignoredCount } as const) : null;
  return { personId: person.id, nudges: inOrder(nudges), suppressed: inOrder(suppressed), decisions: inOrder(decisions), notice };
}
