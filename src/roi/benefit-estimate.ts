import { check } from "../error/index.js";
import { type CurrencyCode, type LedgerEntry, minorUnitDigits, type Money, multiplyMoney, type Rounding, sumMoney, toDecimalText } from "../money/index.js";
import { quantile } from "../statistics/index.js";
import type { CivilDate, Fraction, Id } from "../unit/index.js";
import { BenefitClaim, type BenefitKind, type BenefitLine, type BenefitRule, type Intangible, type IsolationMethod } from "./benefit-claim.js";
import { dividedMoney } from "./divided-money.js";

/** A line that counts, and what it counts for. */
export interface CountedBenefit {
  /** The line. */
  readonly lineId: Id;
  /** Its kind. */
  readonly kind: BenefitKind;
  /** Who estimated it. */
  readonly respondentId: Id | null;
  /** How it was isolated; null only where the rule `isolate-effects` is off. */
  readonly isolationMethod: IsolationMethod | null;
  /** Value · attribution · confidence · margin · horizon ÷ 12, in whole minor units. */
  readonly adjustedValue: Money;
}

/** An estimate that is too large to be believed (guiding principle 8). */
export interface ExcludedBenefit {
  /** The line. */
  readonly lineId: Id;
  /** Who estimated it. */
  readonly respondentId: Id | null;
  /** Why it does not count. */
  readonly reason: "extreme";
  /** What it would have counted for. */
  readonly adjustedValue: Money;
  /** What all estimates of the same respondent would have counted for: this is what was compared. */
  readonly respondentValue: Money;
  /** The largest amount that is not extreme. */
  readonly largestKept: Money;
}

/** A claim that nothing supports. */
export interface UnsupportedBenefit {
  /** The line. */
  readonly lineId: Id;
  /** `no-isolation-method`: nothing tells the program's effect from other causes; `no-records`: it is said to be measured and names no record. */
  readonly reason: "no-isolation-method" | "no-records";
  /** What was claimed. */
  readonly annualValue: Money;
}

/** What the figures rest on. */
export interface BenefitAssumptions {
  /** Months of benefit. */
  readonly horizonMonths: number;
  /** Whether more than the first year may count. */
  readonly multiYear: boolean;
  /** The value of a year spreads evenly over its months and is the same every year. */
  readonly accrual: "even";
  /** The rules that were on. */
  readonly rules: readonly BenefitRule[];
  /** How each line was rounded. */
  readonly rounding: Rounding;
  /** The day the values are of. */
  readonly valuationDate: CivilDate;
  /** The largest amount that is not extreme; null where the rule is off or there is no estimate. */
  readonly largestKept: Money | null;
}

/** What a claim is worth under its rules; nothing that was left out is hidden. */
export interface BenefitEstimate {
  /** The sum of `counted`. */
  readonly totalBenefit: Money;
  /** What counts, in the order of the claim. */
  readonly counted: readonly CountedBenefit[];
  /** Estimates that are too large to be believed. */
  readonly excluded: readonly ExcludedBenefit[];
  /** Claims that nothing supports. */
  readonly unsupported: readonly UnsupportedBenefit[];
  /** Who gave no figures: each counts as zero (guiding principle 6). */
  readonly nonRespondentIds: readonly Id[];
  /** What is not turned into money (guiding principle 11). */
  readonly intangibles: readonly Intangible[];
  /** What counts, as entries of a ledger under `benefit/<kind>`, with the line's id and records. */
  readonly entries: readonly LedgerEntry[];
  /** What the figures rest on. */
  readonly assumptions: BenefitAssumptions;
}

interface AdjustedLine {
  readonly line: BenefitLine;
  readonly adjustedValue: Money;
}

function reasonAgainst({ basis, isolationMethod, sourceIds }: BenefitLine, rules: readonly BenefitRule[]): UnsupportedBenefit["reason"] | null {
  if (isolationMethod === undefined && rules.includes("isolate-effects")) return "no-isolation-method";
  return basis === "measured" && sourceIds.length === 0 ? "no-records" : null;
}

function adjusted(line: BenefitLine, { rules, horizonMonths, rounding }: BenefitClaim): AdjustedLine {
  const fractions: readonly Fraction[] = [line.attributionFraction, rules.includes("adjust-for-confidence") ? line.confidenceFraction : 1, line.contributionMarginFraction ?? 1];
  return { line, adjustedValue: dividedMoney(line.annualValue, { factors: [...fractions.map(toDecimalText), String(horizonMonths)], divisor: "12", rounding }) };
}

/** Whole minor units are compared, so that quartiles and the fence have no binary dust. */
const minorUnits = ({ amount }: Money): number => Number(amount.replace(".", ""));
const moneyOfMinorUnits = (units: number, currency: CurrencyCode): Money => multiplyMoney({ amount: toDecimalText(units), currency }, { factors: [toDecimalText(Number(`1e-${String(minorUnitDigits(currency))}`))], rounding: "floor" });

/** One person's estimates stand or fall together; a list keeps respondents and lines with the same id apart. */
const itemOf = ({ id, respondentId }: BenefitLine): string => JSON.stringify(respondentId === undefined ? ["line", id] : ["respondent", respondentId]);

interface Fence {
  readonly unitsByItem: ReadonlyMap<string, number>;
  readonly largestUnits: number;
}

/**
 * The fence of the rule for extremes, Q3 + 3 · (Q3 − Q1), R-7 quartiles of what each respondent's estimates add up to.
 * Amounts are whole minor units, so that "above the fence" and "above the fence rounded down" are the same.
 */
function fenceOf(lines: readonly AdjustedLine[]): Fence | null {
  const unitsByItem = new Map<string, number>();
  for (const { line, adjustedValue } of lines) {
    if (line.basis === "estimated") unitsByItem.set(itemOf(line), (unitsByItem.get(itemOf(line)) ?? 0) + minorUnits(adjustedValue));
  }
  if (unitsByItem.size === 0) return null;
  const values = [...unitsByItem.values()];
  const [first, third] = [quantile(values, 0.25), quantile(values, 0.75)];
  return { unitsByItem, largestUnits: Math.floor(third + 3 * (third - first)) };
}

/** The estimate of a checked claim. */
export function estimateOfClaim(claim: BenefitClaim): BenefitEstimate {
  const { currency, rules, rounding, valuationDate, horizonMonths, multiYear = false, lines, nonRespondentIds, intangibles } = claim;
  const unsupported = lines.flatMap((line): readonly UnsupportedBenefit[] => {
    const reason = reasonAgainst(line, rules);
    return reason === null ? [] : [{ lineId: line.id, reason, annualValue: line.annualValue }];
  });
  const supported = lines.filter((line) => reasonAgainst(line, rules) === null).map((line) => adjusted(line, claim));
  const fence = rules.includes("exclude-extremes") ? fenceOf(supported) : null;
  const largestKept = fence === null ? null : moneyOfMinorUnits(fence.largestUnits, currency);
  const counted: CountedBenefit[] = [];
  const excluded: ExcludedBenefit[] = [];
  const entries: LedgerEntry[] = [];
  for (const { line, adjustedValue } of supported) {
    const { id: lineId, kind, respondentId = null, isolationMethod = null, sourceIds } = line;
    const respondentUnits = line.basis === "estimated" ? (fence?.unitsByItem.get(itemOf(line)) ?? 0) : 0;
    if (fence !== null && largestKept !== null && respondentUnits > fence.largestUnits) {
      excluded.push({ lineId, respondentId, reason: "extreme", adjustedValue, respondentValue: moneyOfMinorUnits(respondentUnits, currency), largestKept });
    } else {
      counted.push({ lineId, kind, respondentId, isolationMethod, adjustedValue });
      entries.push({ id: lineId, date: valuationDate, account: `benefit/${kind}`, amount: adjustedValue, sourceIds });
    }
  }
  return {
    totalBenefit: sumMoney(currency, counted.map(({ adjustedValue }) => adjustedValue)),
    counted, excluded, unsupported, nonRespondentIds, intangibles, entries,
    assumptions: { horizonMonths, multiYear, accrual: "even", rules, rounding, valuationDate, largestKept },
  };
}

/**
 * What the benefits of a program are worth by J. Phillips' conservative rules: each line adjusted, extremes and unsupported claims left out in plain sight, non-respondents at zero.
 *
 *   adjusted = value · attribution · confidence · margin · horizon ÷ 12
 *   extreme  = adjusted, summed for each respondent, above Q3 + 3 · (Q3 − Q1)
 *
 * Quartiles are R-7's and come from estimates only. No group of four respondents or fewer has an extreme by this rule.
 * Source: P. Phillips, J. Phillips, "The ROI methodology": twelve guiding principles.
 *
 * @throws CoachingError `benefit-claim.negative_value`, `benefit-claim.missing_margin`, `benefit-claim.over_attributed`, `benefit-claim.mixed_currencies`, `benefit-claim.duplicate_id`, `benefit-claim.responded`, `benefit-claim.horizon_too_long`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const line: BenefitLine = { id: "b1", kind: "cost-avoided", basis: "estimated", annualValue: { amount: "10000", currency: "EUR" }, attributionFraction: 0.5, confidenceFraction: 0.8, isolationMethod: "participant-estimate", respondentId: "p1", sourceIds: ["survey-1"] };
 * const claim: BenefitClaim = { currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, rules: ["isolate-effects", "adjust-for-confidence", "exclude-extremes"], lines: [line], nonRespondentIds: ["p2"], intangibles: [] };
 * benefitEstimate(claim).totalBenefit; // => { amount: "4000.00", currency: "EUR" }
 * ```
 */
export const benefitEstimate = (claim: BenefitClaim): BenefitEstimate => estimateOfClaim(check(BenefitClaim, claim));
