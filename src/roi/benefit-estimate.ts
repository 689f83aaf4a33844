import type { IsolationGrade } from "../effect/index.js";
import { check } from "../error/index.js";
import { type CurrencyCode, type LedgerEntry, minorUnitDigits, type Money, multiplyMoney, type Rounding, sumMoney, toDecimalText, zeroMoney } from "../money/index.js";
import type { CivilDate, Fraction, Id } from "../unit/index.js";
import { BenefitClaim, type BenefitKind, type BenefitLine, type Intangible, type IsolationMethod } from "./benefit-claim.js";
import { type OverlapWarning, overlapWarnings } from "./benefit-overlap.js";
import { type BenefitRule, everyRule, type RuleWaiver } from "./benefit-rule.js";
import { type CountedLines, countedLines, type ValuedLine } from "./counted-lines.js";
import { dividedMoney } from "./divided-money.js";

/** A line that counts, and what it counts for. */
export interface CountedBenefit {
  /** The line. */
  readonly lineId: Id;
  /** Its kind. */
  readonly kind: BenefitKind;
  /** Who estimated it. */
  readonly respondentId: Id | null;
  /** How it was isolated; null or `"none"` only where the rule `isolate-effects` is off. */
  readonly isolationMethod: IsolationMethod | null;
  /** Value · attribution · confidence · margin · horizon ÷ 12, in whole minor units. */
  readonly adjustedValue: Money;
}

/** A line that is left out in plain sight. */
export interface ExcludedLine {
  /** The line. */
  readonly lineId: Id;
  /** Who estimated it. */
  readonly respondentId: Id | null;
  /** What it would have counted for. */
  readonly adjustedValue: Money;
}

/** A supported line that does not count, and why. */
export type ExcludedBenefit =
  | (ExcludedLine & {
    /** An estimate that is too large to be believed (guiding principle 8). */
    readonly reason: "extreme";
    /** What all estimates of the same respondent come to under all rules: this is what was compared. */
    readonly respondentValue: Money;
    /** The largest amount that is not extreme. */
    readonly largestKept: Money;
  })
  | (ExcludedLine & {
    /** Another way to value the same improvement counts (guiding principle 4). */
    readonly reason: "alternative";
    /** The line that counts instead, which may itself be left out because it is counted twice. */
    readonly keptLineIds: readonly Id[];
  })
  | (ExcludedLine & {
    /** Other lines use up already what this one would be counted from. */
    readonly reason: "double-counted";
    /** These lines, the ten smallest at most. */
    readonly keptLineIds: readonly Id[];
    /** What they use up. */
    readonly resourceId: Id;
  });

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
  /** The rules that were off, and why. */
  readonly waivedRules: readonly RuleWaiver[];
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
  /** Supported lines that do not count, in the order of the claim: extremes, other ways to value one improvement, what is counted already. */
  readonly excluded: readonly ExcludedBenefit[];
  /** Claims that nothing supports. */
  readonly unsupported: readonly UnsupportedBenefit[];
  /** Who gave no figures: each counts as zero (guiding principle 6). */
  readonly nonRespondentIds: readonly Id[];
  /** What is not turned into money (guiding principle 11). */
  readonly intangibles: readonly Intangible[];
  /** Lines that may count the same thing twice, as far as they can be told without `drawsOn`. */
  readonly warnings: readonly OverlapWarning[];
  /** What counts, as entries of a ledger under `benefit/<kind>`, with the line's id and records. */
  readonly entries: readonly LedgerEntry[];
  /** What the figures rest on. */
  readonly assumptions: BenefitAssumptions;
}

/** The grade of a change that was compared with nothing. */
const notIsolated: IsolationGrade = "none";

/** The reasons against a line, with the rule that each of them follows from. */
function reasonsAgainst({ basis, isolationMethod, sourceIds }: BenefitLine): readonly (readonly [reason: UnsupportedBenefit["reason"], rule: BenefitRule])[] {
  const isolated = isolationMethod !== undefined && isolationMethod !== notIsolated;
  const recorded = basis === "estimated" || sourceIds.length > 0;
  return [...(isolated ? [] : [["no-isolation-method", "isolate-effects"] as const]), ...(recorded ? [] : [["no-records", "no-data-no-improvement"] as const])];
}

/** Value · attribution · margin · horizon ÷ 12, times the confidence where it counts. */
function adjustedValueOf(line: BenefitLine, { horizonMonths, rounding }: BenefitClaim, confidenceFraction: Fraction): Money {
  const fractions: readonly Fraction[] = [line.attributionFraction, confidenceFraction, line.contributionMarginFraction ?? 1];
  return dividedMoney(line.annualValue, { factors: [...fractions.map(toDecimalText), String(horizonMonths)], divisor: "12", rounding });
}

/** Whole minor units are compared, so that quartiles and the fence have no binary dust. */
const minorUnits = ({ amount }: Money): number => Number(amount.replace(".", ""));
const moneyOfMinorUnits = (units: number, currency: CurrencyCode): Money => multiplyMoney({ amount: toDecimalText(units), currency }, { factors: [toDecimalText(Number(`1e-${String(minorUnitDigits(currency))}`))], rounding: "floor" });

function valuedLine(line: BenefitLine, claim: BenefitClaim, rules: readonly BenefitRule[]): ValuedLine {
  const strictValue = adjustedValueOf(line, claim, line.confidenceFraction);
  const adjustedValue = rules.includes("adjust-for-confidence") ? strictValue : adjustedValueOf(line, claim, 1);
  return { line, adjustedValue, strictUnits: minorUnits(strictValue), isStrict: reasonsAgainst(line).length === 0 };
}

function excludedOf({ extremes, displaced }: CountedLines, currency: CurrencyCode, largestKept: Money | null): readonly ExcludedBenefit[] {
  const ofLine = ({ line, adjustedValue }: ValuedLine) => ({ lineId: line.id, respondentId: line.respondentId ?? null, adjustedValue });
  return [
    ...extremes.map((one): ExcludedBenefit => ({ ...ofLine(one), reason: "extreme", respondentValue: moneyOfMinorUnits(one.respondentUnits, currency), largestKept: largestKept ?? zeroMoney(currency) })),
    ...displaced.map((one): ExcludedBenefit => {
      const { keptLineIds, resourceId } = one;
      return resourceId === null ? { ...ofLine(one), reason: "alternative", keptLineIds } : { ...ofLine(one), reason: "double-counted", keptLineIds, resourceId };
    }),
  ];
}

/** The estimate of a checked claim. */
export function estimateOfClaim(claim: BenefitClaim): BenefitEstimate {
  const { currency, waivedRules, rounding, valuationDate, horizonMonths, multiYear = false, lines, nonRespondentIds, intangibles } = claim;
  const rules = everyRule.filter((one) => !waivedRules.some(({ rule }) => rule === one));
  const unsupported = lines.flatMap((line): readonly UnsupportedBenefit[] => {
    const against = reasonsAgainst(line).find(([, rule]) => rules.includes(rule));
    return against === undefined ? [] : [{ lineId: line.id, reason: against[0], annualValue: line.annualValue }];
  });
  const isUnsupported = new Set(unsupported.map(({ lineId }) => lineId));
  const found = countedLines(lines.filter(({ id }) => !isUnsupported.has(id)).map((line) => valuedLine(line, claim, rules)), rules);
  const largestKept = found.largestUnits === null ? null : moneyOfMinorUnits(found.largestUnits, currency);
  const counted = found.counted.map(({ line: { id: lineId, kind, respondentId = null, isolationMethod = null }, adjustedValue }): CountedBenefit => ({ lineId, kind, respondentId, isolationMethod, adjustedValue }));
  const excluded = excludedOf(found, currency, largestKept);
  const place = new Map(lines.map(({ id }, index) => [id, index]));
  return {
    totalBenefit: sumMoney(currency, counted.map(({ adjustedValue }) => adjustedValue)),
    counted, unsupported, nonRespondentIds, intangibles,
    excluded: [...excluded].sort((one, other) => (place.get(one.lineId) ?? 0) - (place.get(other.lineId) ?? 0)),
    warnings: overlapWarnings(found.counted.map(({ line }) => line)),
    entries: found.counted.map(({ line: { id, kind, sourceIds }, adjustedValue }) => ({ id, date: valuationDate, account: `benefit/${kind}`, amount: adjustedValue, sourceIds })),
    assumptions: { horizonMonths, multiYear, accrual: "even", rules, waivedRules, rounding, valuationDate, largestKept },
  };
}

/**
 * What the benefits of a program are worth by J. Phillips' conservative rules: each line adjusted; extremes, alternatives, double counts and unsupported claims left out in plain sight; non-respondents at zero.
 *
 *   adjusted = value · attribution · confidence · margin · horizon ÷ 12
 *   extreme  = adjusted, summed for each respondent, above Q3 + 3 · (Q3 − Q1)
 *
 * Quartiles are R-7's and come from supported estimates only, adjusted by all rules, whichever are off. No group of four respondents or fewer has an extreme by this rule.
 * Of lines that name one improvement the one that gives least counts. Lines that together use more than the whole of one resource count from the smallest up, as long as there is something left of it.
 * Source: P. Phillips, J. Phillips, "The ROI methodology": twelve guiding principles.
 *
 * @throws CoachingError `benefit-claim.negative_value`, `benefit-claim.missing_margin`, `benefit-claim.over_attributed`, `benefit-claim.mixed_currencies`, `benefit-claim.duplicate_id`, `benefit-claim.responded`, `benefit-claim.horizon_too_long`, `benefit-claim.missing_waiver`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const line: BenefitLine = { id: "b1", kind: "cost-avoided", basis: "estimated", annualValue: { amount: "10000", currency: "EUR" }, attributionFraction: 0.5, confidenceFraction: 0.8, isolationMethod: "estimates", respondentId: "p1", sourceIds: ["survey-1"] };
 * const claim: BenefitClaim = { currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [], lines: [line], nonRespondentIds: ["p2"], intangibles: [] };
 * benefitEstimate(claim).totalBenefit; // => { amount: "4000.00", currency: "EUR" }
 * ```
 */
export const benefitEstimate = (claim: BenefitClaim): BenefitEstimate => estimateOfClaim(check(BenefitClaim, claim));
