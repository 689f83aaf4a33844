import { type Money, negateMoney, type Rounding, toDecimalText } from "../../money/index.js";
import { dividedMoney } from "../divided-money.js";
import { tidyRatio } from "../tidy-ratio.js";
import { type IncomeEstimator, unitValueOf } from "./income-estimator.js";
import type { ServedSkill } from "./served-skill.js";
import type { SkillChange, SkillState } from "./service-state.js";

/** A skill with the change and without. */
export interface SkillPair {
  readonly skill: ServedSkill;
  readonly change: SkillChange;
  readonly before: SkillState;
  readonly after: SkillState;
}

const summed = ({ after, before }: SkillPair, valueOf: (after: SkillState["intervals"][number], before: SkillState["intervals"][number]) => number): number =>
  after.intervals.reduce((sum, interval, place) => sum + interval.kind.intervalCount * valueOf(interval, before.intervals[place] as SkillState["intervals"][number]), 0);

/** Contacts that are handled with the change, in the staffing intervals of the forecast. */
export const handledContacts = (pair: SkillPair): number => summed(pair, ({ contacts, lostContacts }) => contacts - lostContacts);

/** What a line gains in a skill, in the staffing intervals of the forecast: hours on the queue, contacts, conversions. */
export function gainIn({ estimator }: IncomeEstimator, pair: SkillPair): number {
  if (estimator === "time-value") return summed(pair, ({ freedFte }) => freedFte) * (pair.skill.staffingIntervalMinutes / 60);
  if (estimator === "lost-contacts-avoided") return summed(pair, (after, before) => before.lostContacts - after.lostContacts);
  return handledContacts(pair) * (pair.skill.eligibleFraction ?? 0) * pair.change.conversionFraction;
}

/** The share of a gain that is cashed. Hours that are needed in addition have to be paid in full. */
export const realizedShare = (line: IncomeEstimator, quantity: number): number => (line.estimator === "time-value" && quantity > 0 ? line.realizedFraction : 1);
const onQueueShare = (line: IncomeEstimator): number => (line.estimator === "time-value" ? 1 - line.shrinkageFraction : 1);

/** The gain of a line in money, exact and then rounded once. */
export function worthOf(line: IncomeEstimator, quantity: number, rounding: Rounding): Money {
  const { money } = unitValueOf(line);
  return dividedMoney(quantity < 0 ? negateMoney(money) : money, { factors: [tidyRatio(Math.abs(quantity)), toDecimalText(realizedShare(line, quantity))], divisor: tidyRatio(onQueueShare(line)), rounding });
}
/** The same as a number, for trials. */
export const worthNumber = (line: IncomeEstimator, quantity: number): number => (quantity * Number(unitValueOf(line).money.amount) * realizedShare(line, quantity)) / onQueueShare(line);
