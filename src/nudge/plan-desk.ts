import { consentBook } from "../oversight/internal.js";
import { dateOfDayNumber, dayNumberOf, millisecondsOf, weekdayIndexOf, zoneDataName, zonesOf } from "../time/internal.js";
import { clocksOf, isoWeekName, mondayOf, type NudgeClock, quietTest, timesNear } from "./plan-clock.js";
import type { NudgeAssumptions } from "./plan-result.js";
import type { NudgeCadence, NudgeRules, NudgeWish, OneToOneCadence, RefreshCadence, WeeklyCadence } from "./plan-rules.js";

/** One week of a plan. */
export interface PlanWeek {
  readonly monday: number;
  readonly name: string;
}

/** One wish of a cadence, with its place in the week: by weekday and time, however the host listed them. */
interface CadenceWish {
  readonly cadence: WeeklyCadence;
  readonly wish: NudgeWish;
  readonly index: number;
  readonly place: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** What the rules come to, made once for all people. */
export interface NudgeDesk {
  readonly rules: NudgeRules;
  readonly assumptions: NudgeAssumptions;
  readonly now: number;
  readonly weeks: readonly PlanWeek[];
  readonly weekOf: ReadonlyMap<number, PlanWeek>;
  readonly clocks: ReadonlyMap<string, NudgeClock>;
  readonly consentOf: ReturnType<typeof consentBook>;
  readonly isQuiet: (time: number) => boolean;
  readonly wishesOf: (cadenceIds: readonly string[]) => readonly CadenceWish[];
  readonly oneToOnesOf: (cadenceIds: readonly string[]) => readonly OneToOneCadence[];
  readonly refreshesOf: (cadenceIds: readonly string[]) => readonly RefreshCadence[];
  /** The times of a day, in milliseconds, at which another slot is looked for, nearest first: none of the quiet hours. */
  readonly timesInstead: (time: number) => readonly number[];
}

/** What holds where the rules say nothing: heuristics, returned with every plan. */
const assumptionsOf = ({ spacingHours = 48, quietHours = { fromTime: "20:00", toTime: "08:00" }, dailyCap = 1, chance, zoneData }: NudgeRules): NudgeAssumptions => ({
  spacingHours, quietHours, dailyCap, leadMinutes: 60, activityMinutes: 10, fatigueCount: 3, slotEveryMinutes: 30, chance: chance ?? null, zoneData: zoneDataName(zoneData),
});

/** An order that depends on ids, not on lists: what is for safety first, then prompts of managers. */
const rank = ({ isEssential, kind }: NudgeCadence): number => (isEssential ? 0 : kind === "manager-prompt" ? 1 : 2);
const byRank = (left: NudgeCadence, right: NudgeCadence): number => rank(left) - rank(right) || (left.id < right.id ? -1 : 1);
const minuteOfWeek = ({ weekday, atTime }: NudgeWish): string => `${String(weekdayIndexOf(weekday))} ${atTime}`;

/** The desk for some rules. */
export function nudgeDesk(rules: NudgeRules): NudgeDesk {
  const assumptions = assumptionsOf(rules);
  const first = mondayOf(dayNumberOf(rules.fromDate));
  const weeks = Array.from({ length: rules.weekCount }, (_, index) => ({ monday: first + 7 * index, name: isoWeekName(first + 7 * index, dateOfDayNumber) }));
  const cadences = [...rules.cadences].sort(byRank);
  const wishes = cadences.flatMap((cadence) => (cadence.kind === "before-one-to-one" || cadence.kind === "refresh" ? [] : [...cadence.wishes].sort((left, right) => (minuteOfWeek(left) < minuteOfWeek(right) ? -1 : 1)).map((wish, index) => ({
    cadence, wish, index, place: String(index),
    variables: cadence.kind === "manager-prompt" ? { activityMinutes: String(assumptions.activityMinutes), ...cadence.variables } : cadence.variables,
  }))));
  const oneToOnes = cadences.filter((cadence) => cadence.kind === "before-one-to-one");
  const refreshes = cadences.filter((cadence) => cadence.kind === "refresh");
  // most people share a few sets of cadences and a few wishes
  const chosen = new Map<string, readonly CadenceWish[]>();
  const instead = new Map<number, readonly number[]>();
  const isQuiet = quietTest(assumptions.quietHours);
  return {
    rules, assumptions, now: millisecondsOf(rules.plannedAt), weeks, weekOf: new Map(weeks.map((week) => [week.monday, week])),
    clocks: clocksOf(rules, zonesOf(rules.zoneData)), consentOf: consentBook(rules.consents), isQuiet,
    wishesOf: (ids) => {
      const key = ids.join("\n");
      const known = chosen.get(key) ?? wishes.filter(({ cadence }) => ids.includes(cadence.id));
      if (chosen.size < 1000) chosen.set(key, known);
      return known;
    },
    oneToOnesOf: (ids) => oneToOnes.filter(({ id }) => ids.includes(id)),
    refreshesOf: (ids) => refreshes.filter(({ id }) => ids.includes(id)),
    timesInstead: (time) => {
      const known = instead.get(time) ?? timesNear(time, assumptions.slotEveryMinutes).filter((one) => !isQuiet(one));
      instead.set(time, known);
      return known;
    },
  };
}
