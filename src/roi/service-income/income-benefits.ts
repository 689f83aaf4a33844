import type { Money, Rounding } from "../../money/index.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { BenefitLine } from "../benefit-claim.js";
import { dividedMoney } from "../divided-money.js";
import { isNegative } from "../negative-money.js";
import type { IncomeEstimator } from "./income-estimator.js";
import type { ValuedLine } from "./income-lines.js";
import { skillsOf } from "./income-scope.js";
import { type ServiceEffect, weakestMethod } from "./service-effect.js";
import type { ServiceIncomeQuestion } from "./service-income-question.js";

const kinds: Readonly<Record<IncomeEstimator["estimator"], string>> = { "time-value": "capacity-saving", "lost-contacts-avoided": "extra-contacts", "revenue-per-handled-contact": "revenue-gain", "retained-customers": "customer-retention" };
/** Freed minutes are one resource, whatever is made of them. */
const resources: Readonly<Record<IncomeEstimator["estimator"], string>> = { "time-value": "freed-minutes", "lost-contacts-avoided": "freed-minutes", "revenue-per-handled-contact": "conversions", "retained-customers": "retained-customers" };

/** How a year's value is rounded so that the months of the window make the income again, to the minor unit, by the question's mode: against the way in which the claim will round. */
const backwards: Readonly<Record<Rounding, Rounding>> = { "half-even": "half-even", "half-up": "half-up", "half-down": "half-down", up: "down", down: "up", ceil: "floor", floor: "ceil" };

/** The line as a claim takes it. The effect is isolated already and the margin taken, so all three shares are 1. */
export function benefitLineOf({ line, addedIncome, shares }: ValuedLine, effects: readonly ServiceEffect[], question: ServiceIncomeQuestion): BenefitLine {
  const { rounding, benefitWindow: { months } } = question;
  const sharing = effects.filter(({ id }) => shares.some(({ effectId, quantity }) => effectId === id && quantity !== 0));
  const isolationMethod = weakestMethod(sharing);
  const places: readonly (Id | null)[] = line.estimator === "retained-customers" ? [null] : skillsOf(question, line).map(({ skillId }) => skillId);
  return {
    id: line.id, kind: kinds[line.estimator], basis: "measured", annualValue: dividedMoney(addedIncome, { factors: ["12"], divisor: String(months), rounding: backwards[rounding] }),
    attributionFraction: 1, confidenceFraction: 1, ...(line.estimator === "time-value" ? {} : { contributionMarginFraction: 1 }), ...(isolationMethod === undefined ? {} : { isolationMethod }),
    drawsOn: places.map((place) => ({ resourceId: place === null ? resources[line.estimator] : `${resources[line.estimator]}/${place}`, fraction: 1 })),
    sourceIds: [...new Set(sharing.flatMap(({ sourceIds }) => sourceIds))].sort(inTextOrder),
  };
}

/** A line below zero: no benefit, a cost. */
export interface IncomeCost {
  /** The line. */
  readonly lineId: Id;
  /** What to book as a cost, above zero. */
  readonly bookedCost: Money;
}

/** Whether a line is a benefit. */
export const isGain = ({ addedIncome }: ValuedLine): boolean => !isNegative(addedIncome);
