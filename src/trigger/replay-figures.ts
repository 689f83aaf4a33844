import { personalProportion } from "../kpi/internal.js";
import { type EstimateResult, tooFewObservations } from "../statistics/index.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { TriggerFiring } from "./fired-triggers.js";
import type { FiringOutcome, TriggerSuppression } from "./firing-walk.js";
import type { ReplayQuestion } from "./replay-question.js";
import type { TriggerRule } from "./trigger-rule.js";

/** How many people something happened to so many times. */
export interface TimesPerPerson {
  /** How often. */
  readonly times: number;
  /** To how many people. */
  readonly personCount: number;
}

/** How often a rule was not false, and what came of it. */
export interface FiringCounts {
  /** Weeks of people in which it was true. */
  readonly trueCount: number;
  /** Of these, in which it would have fired. */
  readonly firingCount: number;
  /** For how many people. */
  readonly personCount: number;
  /** How many of them how often; nobody stands at 0. */
  readonly timesPerPerson: readonly TimesPerPerson[];
  /** Those in which it would not, by reason. */
  readonly suppressedCounts: Readonly<Record<TriggerSuppression, number>>;
}

/** What rules would have done in one week. */
export interface WeekReplay {
  /** The week. */
  readonly week: number;
  /** Firings. */
  readonly firingCount: number;
  /** Of these, how many a person would have had to approve. */
  readonly approvalCount: number;
  /** For how many people. */
  readonly personCount: number;
}

/** How often what came of a rule. */
export type OutcomeCounts = Record<FiringOutcome, number>;
/** Nothing came of it. */
export const noOutcomes = (): OutcomeCounts => ({ unknown: 0, fired: 0, "no-consent": 0, cooldown: 0, outranked: 0 });

/** The outcomes of several rules together. */
export function outcomeSum(counts: readonly OutcomeCounts[]): OutcomeCounts {
  const sum = noOutcomes();
  for (const one of counts) for (const outcome of Object.keys(sum) as FiringOutcome[]) sum[outcome] += one[outcome];
  return sum;
}

/** Outcomes and firings as they are told. */
export function firingCounts(outcomes: OutcomeCounts, firings: readonly TriggerFiring[]): FiringCounts {
  const { fired, "no-consent": noConsent, cooldown, outranked } = outcomes;
  const [byPerson, byTimes] = [new Map<Id, number>(), new Map<number, number>()];
  for (const { personId } of firings) byPerson.set(personId, (byPerson.get(personId) ?? 0) + 1);
  for (const times of byPerson.values()) byTimes.set(times, (byTimes.get(times) ?? 0) + 1);
  return {
    trueCount: fired + noConsent + cooldown + outranked, firingCount: fired, personCount: byPerson.size,
    timesPerPerson: [...byTimes].map(([times, personCount]) => ({ times, personCount })).sort((left, right) => left.times - right.times), suppressedCounts: { "no-consent": noConsent, cooldown, outranked },
  };
}

const weekKey = ({ personId, week }: { readonly personId: Id; readonly week: number }): string => `${personId}\n${String(week)}`;

/** What judged weeks say about firings. */
export function judgmentOf({ labels, fromWeek, confidenceLevel }: ReplayQuestion) {
  const needed = new Map(labels?.entries.map((label) => [weekKey(label), label.wasNeeded]));
  const falseAlarms = (firings: readonly TriggerFiring[]): EstimateResult =>
    personalProportion(firings.filter((firing) => needed.has(weekKey(firing))).map((firing) => ({ personId: firing.personId, value: needed.get(weekKey(firing)) === true ? 0 : 1 })), confidenceLevel);
  const found = (firings: readonly TriggerFiring[]): EstimateResult => {
    if (labels?.chosen === "by-firing") return { ...tooFewObservations(0, 1), reason: "only-firings-judged" };
    const fired = new Set(firings.map(weekKey));
    const needs = (labels?.entries ?? []).filter(({ wasNeeded, week }) => wasNeeded && week >= fromWeek).sort((left, right) => inTextOrder(left.personId, right.personId) || left.week - right.week);
    return personalProportion(needs.map((need) => ({ personId: need.personId, value: fired.has(weekKey(need)) ? 1 : 0 })), confidenceLevel);
  };
  return { falseAlarms, found };
}

/** What fell on each week. */
export function weeksOf(rules: readonly TriggerRule[], firings: readonly TriggerFiring[], [fromWeek, weekCount]: readonly [number, number]): readonly WeekReplay[] {
  const approved = new Set(rules.filter(({ needsApproval }) => needsApproval).map(({ ruleId }) => ruleId));
  const weeks = Array.from({ length: weekCount - fromWeek }, () => ({ firingCount: 0, approvalCount: 0, people: new Set<Id>() }));
  for (const { ruleId, personId, week } of firings) {
    const counts = weeks[week - fromWeek] as (typeof weeks)[number];
    counts.firingCount += 1;
    if (approved.has(ruleId)) counts.approvalCount += 1;
    counts.people.add(personId);
  }
  return weeks.map(({ firingCount, approvalCount, people }, index) => ({ week: fromWeek + index, firingCount, approvalCount, personCount: people.size }));
}

