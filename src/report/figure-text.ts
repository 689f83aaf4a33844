import { chanceText, detailText, moneyText, signed, wholeText } from "../chart/internal.js";
import type { MoneyEstimate } from "../simulation/index.js";
import type { Distribution, Estimate } from "../statistics/index.js";
import { percentText } from "../unit/index.js";

/** A ratio as percent; one that is out of all measure as a number. */
export const ratioText = (ratio: number): string => (Math.abs(ratio) < 1e6 ? signed(percentText(ratio, 1)) : detailText(ratio));
/** A number to its last digit, so that it can be redone by hand. */
export const exactText = (value: number): string => signed(String(value));
/** The difference of two ratios, in percentage points. */
export const pointsText = (difference: number): string => `${detailText(Math.round(difference * 1000) / 10)} points`;
/** The months in which a term is paid. */
export const monthsText = ({ fromMonth, toMonth }: { readonly fromMonth: number; readonly toMonth: number }): string => (fromMonth === toMonth ? `month ${String(fromMonth)}` : `months ${String(fromMonth)} to ${String(toMonth)}`);
/** Codes as words. */
const codesText = (codes: readonly string[]): string => (codes.length === 0 ? "none" : codes.join(", "));

/** The end of an interval: one digit finer, as many trials leave less than a tenth of a percent. */
const endText = (value: number): string => (Math.abs(value) < 1e6 ? signed(percentText(value, 2)) : detailText(value));
/** The cells of a ratio or a probability: estimate, interval, n, method, warnings. */
export function estimateCells({ estimate, confidence: { lower, upper }, n, method, warnings }: Estimate, textOf: (value: number) => string): readonly string[] {
  return [textOf(estimate), `${endText(lower)} to ${endText(upper)}`, wholeText(n), method, codesText(warnings)];
}
/** The same of money. */
export function moneyCells({ estimate, confidence: { lower, upper }, n, method, warnings }: MoneyEstimate): readonly string[] {
  return [moneyText(estimate), `${moneyText(lower)} to ${moneyText(upper)}`, wholeText(n), method, codesText(warnings)];
}

const shownOutcomes = 8;
/** What is known of a number, in words. */
export function distributionText(distribution: Distribution): string {
  switch (distribution.family) {
    case "uniform":
      return `uniform from ${exactText(distribution.min)} to ${exactText(distribution.max)}`;
    case "triangular":
      return `triangular, least ${exactText(distribution.min)}, most likely ${exactText(distribution.mode)}, greatest ${exactText(distribution.max)}`;
    case "pert":
      return `PERT, least ${exactText(distribution.min)}, most likely ${exactText(distribution.mode)}, greatest ${exactText(distribution.max)}${distribution.modeWeight === undefined ? "" : `, mode weight ${exactText(distribution.modeWeight)}`}`;
    case "normal":
    case "lognormal":
      return `${distribution.family}, mean ${exactText(distribution.mean)}, standard deviation ${exactText(distribution.standardDeviation)}`;
    case "lognormal-range":
      return `lognormal, P5 ${exactText(distribution.p5)}, P95 ${exactText(distribution.p95)}`;
    case "beta":
      return `beta, shapes ${exactText(distribution.alpha)} and ${exactText(distribution.beta)}`;
    case "discrete":
      return `one of ${distribution.outcomes.slice(0, shownOutcomes).map(({ value, probability }) => `${exactText(value)} (${chanceText(probability)})`).join(", ")}${distribution.outcomes.length > shownOutcomes ? ` and ${wholeText(distribution.outcomes.length - shownOutcomes)} more` : ""}`;
    case "empirical":
      return `${wholeText(distribution.values.length)} values that were seen, drawn ${distribution.drawn === "observed" ? "as they are" : "along lines between them"}`;
  }
}
