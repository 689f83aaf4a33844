import { chanceText } from "../chart/internal.js";
import type { Money } from "../money/index.js";
import type { MoneyEstimate } from "../simulation/index.js";
import type { Distribution, Estimate } from "../statistics/index.js";
import { percentText } from "../unit/index.js";

/** Thousands apart; works on the text, so that no digit is lost. */
function grouped(digits: string): string {
  const parts: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) parts.unshift(digits.slice(Math.max(0, end - 3), end));
  return parts.join(",");
}
/** An amount: `-1,234.50 EUR`. */
export function moneyText({ amount, currency }: Money): string {
  const [, sign = "", whole = "", rest = ""] = /^(-?)(\d+)(.*)$/u.exec(amount) ?? [];
  return `${sign}${grouped(whole)}${rest} ${currency}`;
}
/** A count: `65,536`. */
export const countText = (count: number): string => (Number.isInteger(count) && Math.abs(count) < 1e15 ? moneyText({ amount: String(count), currency: "" }).trimEnd() : String(count));
/** A number to six digits. */
export const numberText = (value: number): string => String(Number(value.toPrecision(6)));
/** A ratio as percent; one that is out of all measure as a number. */
export const ratioText = (ratio: number): string => (Math.abs(ratio) < 1e6 ? percentText(ratio, 1) : numberText(ratio));
/** The level of an interval. */
export const levelText = (level: number): string => percentText(level, Math.abs(level * 100 - Math.round(level * 100)) < 1e-9 ? 0 : 2);
/** The difference of two ratios, in percentage points. */
export const pointsText = (difference: number): string => `${numberText(Math.round(difference * 1000) / 10)} points`;
/** The months in which a term is paid. */
export const monthsText = ({ fromMonth, toMonth }: { readonly fromMonth: number; readonly toMonth: number }): string => (fromMonth === toMonth ? `month ${String(fromMonth)}` : `months ${String(fromMonth)} to ${String(toMonth)}`);
/** Codes as words. */
const codesText = (codes: readonly string[]): string => (codes.length === 0 ? "none" : codes.join(", "));

/** The end of an interval: one digit finer, as many trials leave less than a tenth of a percent. */
const endText = (value: number): string => (Math.abs(value) < 1e6 ? percentText(value, 2) : numberText(value));
/** The cells of a ratio or a probability: estimate, interval, n, method, warnings. */
export function estimateCells({ estimate, confidence: { lower, upper }, n, method, warnings }: Estimate, textOf: (value: number) => string): readonly string[] {
  return [textOf(estimate), `${endText(lower)} to ${endText(upper)}`, countText(n), method, codesText(warnings)];
}
/** The same of money. */
export function moneyCells({ estimate, confidence: { lower, upper }, n, method, warnings }: MoneyEstimate): readonly string[] {
  return [moneyText(estimate), `${moneyText(lower)} to ${moneyText(upper)}`, countText(n), method, codesText(warnings)];
}

const shownOutcomes = 8;
/** What is known of a number, in words. */
export function distributionText(distribution: Distribution): string {
  switch (distribution.family) {
    case "uniform":
      return `uniform from ${String(distribution.min)} to ${String(distribution.max)}`;
    case "triangular":
      return `triangular, least ${String(distribution.min)}, most likely ${String(distribution.mode)}, greatest ${String(distribution.max)}`;
    case "pert":
      return `PERT, least ${String(distribution.min)}, most likely ${String(distribution.mode)}, greatest ${String(distribution.max)}${distribution.modeWeight === undefined ? "" : `, mode weight ${String(distribution.modeWeight)}`}`;
    case "normal":
    case "lognormal":
      return `${distribution.family}, mean ${String(distribution.mean)}, standard deviation ${String(distribution.standardDeviation)}`;
    case "lognormal-range":
      return `lognormal, P5 ${String(distribution.p5)}, P95 ${String(distribution.p95)}`;
    case "beta":
      return `beta, shapes ${String(distribution.alpha)} and ${String(distribution.beta)}`;
    case "discrete":
      return `one of ${distribution.outcomes.slice(0, shownOutcomes).map(({ value, probability }) => `${String(value)} (${chanceText(probability)})`).join(", ")}${distribution.outcomes.length > shownOutcomes ? ` and ${countText(distribution.outcomes.length - shownOutcomes)} more` : ""}`;
    case "empirical":
      return `${countText(distribution.values.length)} values that were seen, drawn ${distribution.drawn === "observed" ? "as they are" : "along lines between them"}`;
  }
}
