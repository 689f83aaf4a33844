import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { CurrencyCode, Money, Rounding } from "../money/index.js";
import { CivilDate, Fraction, Id, Title } from "../unit/index.js";
import { RuleWaiver } from "./benefit-rule.js";
import { isNegative } from "./negative-money.js";
import { word } from "./word.js";

/** What kind of benefit it is: `"revenue-gain"`, `"cost-avoided"`, `"turnover-savings"`, `"productivity-gain"`, `"capacity-saving"` (freed time that saves staff), `"extra-contacts"` (freed time that serves more), or a host's own; at most 60 small letters, digits and hyphens. */
export const BenefitKind = word(60);
/** What kind of benefit it is: `"cost-avoided"`. */
export type BenefitKind = z.infer<typeof BenefitKind>;

/** How the effect was told apart from other causes: a grade of `isolationGrades` of the room effect, as an effect bears it under `isolation.grade`, or a host's own word. `"none"` supports a line no more than no method does. */
export const IsolationMethod = word(60);
/** How the effect was told apart from other causes: `"difference-in-differences"`, `"estimates"`. */
export type IsolationMethod = z.infer<typeof IsolationMethod>;

/** What a benefit uses up, so that nothing is counted twice. */
export interface BenefitDraw {
  /** The minutes, leavers or sales that are turned into money: `"freed-minutes/team-a/2027"`. One id wherever they are the same. */
  readonly resourceId: Id;
  /** The share of them that this line uses up. Lines that use more than the whole count them twice. */
  readonly fraction: Fraction;
}

/** One benefit that is claimed for the program. */
export interface BenefitLine {
  /** Unique in its claim. */
  readonly id: Id;
  /** Its kind; it is booked under `benefit/<kind>`. */
  readonly kind: BenefitKind;
  /** `estimated`: somebody's judgement, compared with the other estimates for extremes; `measured`: taken from records, which `sourceIds` names. */
  readonly basis: "estimated" | "measured";
  /** What the improvement is worth in twelve months, zero or more, before any adjustment. */
  readonly annualValue: Money;
  /** The share of it that is due to the program. */
  readonly attributionFraction: Fraction;
  /** How sure whoever estimated it is. */
  readonly confidenceFraction: Fraction;
  /** The share that the same person puts down to other causes; with `attributionFraction` at most 1. */
  readonly otherCausesFraction?: Fraction;
  /** The share of revenue that is left after the cost of serving it. Needed for a `revenue-gain`; 1 when the value is margin already. */
  readonly contributionMarginFraction?: Fraction;
  /** How the effect was isolated; without it, or with `"none"`, the line is unsupported. */
  readonly isolationMethod?: IsolationMethod;
  /** Lines that name the same improvement value it in different ways: one of them counts. */
  readonly improvementId?: Id;
  /** What the value uses up; lines that together use more than the whole of something are not all counted. At most 20, each once. */
  readonly drawsOn?: readonly BenefitDraw[];
  /** Who estimated it; the estimates of one person are compared as one. */
  readonly respondentId?: Id;
  /** The records it comes from: answers, observations, reports. */
  readonly sourceIds: readonly Id[];
}

/** A benefit that nobody turned into money: listed beside the result, never in it. */
export interface Intangible {
  /** Unique in its claim. */
  readonly id: Id;
  /** For people: `"Customer satisfaction"`. */
  readonly title: Title;
}

/** What is claimed for a program, over which time and under which rules. */
export interface BenefitClaim {
  /** The currency of every line. */
  readonly currency: CurrencyCode;
  /** How each line is rounded to the minor unit, once, when it is adjusted. */
  readonly rounding: Rounding;
  /** The day the values are of; it picks the exchange rate where costs are in another currency. */
  readonly valuationDate: CivilDate;
  /** Months of benefit that are counted, 1 to 120. */
  readonly horizonMonths: number;
  /** True lets the horizon pass twelve months; the rule `first-year-only` has to be waived, with the reason. */
  readonly multiYear?: boolean;
  /** The rules that are off, each at most once, and why; all others are on. */
  readonly waivedRules: readonly RuleWaiver[];
  /** At most 100,000. */
  readonly lines: readonly BenefitLine[];
  /** Who was asked and gave no figures: each counts as zero. */
  readonly nonRespondentIds: readonly Id[];
  /** What is not turned into money. */
  readonly intangibles: readonly Intangible[];
}

const negativeValue: Fault = { code: "benefit-claim.negative_value", message: "The value is {amount}, less than zero.", hint: "Book a loss as a cost." };
const overAttributed: Fault = { code: "benefit-claim.over_attributed", message: "{program} to the program and {others} to other causes make more than the whole.", hint: "Lower one, so that both make at most 1." };
const missingMargin: Fault = { code: "benefit-claim.missing_margin", message: "Revenue is no benefit before the cost of serving it.", hint: "Give contributionMarginFraction; 1 when the value is margin already." };
const mixedCurrencies: Fault = { code: "benefit-claim.mixed_currencies", message: "The line is in {got}, the claim in {expected}.", hint: "Convert it first, with a dated exchange rate, or make a claim of its own." };
const duplicateId: Fault = { code: "benefit-claim.duplicate_id", message: "The id “{id}” is used twice in {list}.", hint: "Give each entry an id of its own." };
const responded: Fault = { code: "benefit-claim.responded", message: "“{id}” is listed as a non-respondent, but line {line} is theirs.", hint: "Remove the id, or the line." };
const horizonTooLong: Fault = { code: "benefit-claim.horizon_too_long", message: "{months} months of benefit are more than the first year.", hint: "Count 12 months, or set multiYear to true." };
const missingWaiver: Fault = { code: "benefit-claim.missing_waiver", message: "Several years are counted, but nothing says why.", hint: "Waive the rule first-year-only in waivedRules, with the reason." };

function findDuplicates(ids: readonly string[], report: Report, at: { readonly list: string; readonly key?: string }): void {
  for (const [index, id] of repeated(ids, (id) => id)) report(duplicateId, [at.list, index, ...(at.key === undefined ? [] : [at.key])], { id, list: at.list });
}

function findLineFaults(line: BenefitLine, report: Report): void {
  const { kind, annualValue, attributionFraction: program, otherCausesFraction: others = 0, contributionMarginFraction } = line;
  if (isNegative(annualValue)) report(negativeValue, ["annualValue", "amount"], { amount: annualValue.amount });
  if (kind === "revenue-gain" && contributionMarginFraction === undefined) report(missingMargin, ["contributionMarginFraction"]);
  findDuplicates((line.drawsOn ?? []).map(({ resourceId }) => resourceId), report, { list: "drawsOn", key: "resourceId" });
  if (program <= 1 && others <= 1 && program + others > 1) report(overAttributed, ["otherCausesFraction"], { program, others });
}

/** Schema of what a benefit uses up. */
export const BenefitDraw = z.strictObject({ resourceId: Id, fraction: Fraction }).readonly() satisfies z.ZodType<BenefitDraw>;

/** Schema of a benefit line. */
export const BenefitLine = z
  .strictObject({
    id: Id, kind: BenefitKind, basis: z.enum(["estimated", "measured"]), annualValue: Money, attributionFraction: Fraction, confidenceFraction: Fraction,
    otherCausesFraction: z.exactOptional(Fraction), contributionMarginFraction: z.exactOptional(Fraction), isolationMethod: z.exactOptional(IsolationMethod),
    improvementId: z.exactOptional(Id), drawsOn: z.exactOptional(z.array(BenefitDraw).min(1).max(20).readonly()), respondentId: z.exactOptional(Id),
    sourceIds: z.array(Id).max(10_000).readonly(),
  })
  .check(rule(findLineFaults))
  .readonly() satisfies z.ZodType<BenefitLine>;

/** Schema of an intangible benefit. */
export const Intangible = z.strictObject({ id: Id, title: Title }).readonly() satisfies z.ZodType<Intangible>;

const rules: readonly ((claim: BenefitClaim, report: Report) => void)[] = [
  ({ lines }, report) => { findDuplicates(lines.map(({ id }) => id), report, { list: "lines", key: "id" }); },
  ({ intangibles }, report) => { findDuplicates(intangibles.map(({ id }) => id), report, { list: "intangibles", key: "id" }); },
  ({ nonRespondentIds }, report) => { findDuplicates(nonRespondentIds, report, { list: "nonRespondentIds" }); },
  ({ waivedRules }, report) => { findDuplicates(waivedRules.map(({ rule }) => rule), report, { list: "waivedRules", key: "rule" }); },
  ({ currency, lines }, report) => {
    if (!CurrencyCode.safeParse(currency).success) return;
    lines.forEach(({ annualValue: { currency: got } }, index) => { if (got !== currency) report(mixedCurrencies, ["lines", index, "annualValue", "currency"], { expected: currency, got: got.slice(0, 3) }); });
  },
  ({ lines, nonRespondentIds }, report) => {
    const lineOf = new Map(lines.map(({ respondentId }, index) => [respondentId, index]));
    nonRespondentIds.forEach((id, index) => {
      const line = lineOf.get(id);
      if (line !== undefined) report(responded, ["nonRespondentIds", index], { id, line });
    });
  },
  ({ horizonMonths: months, multiYear = false }, report) => { if (months > 12 && !multiYear) report(horizonTooLong, ["horizonMonths"], { months }); },
  ({ multiYear = false, waivedRules }, report) => { if (multiYear && !waivedRules.some(({ rule }) => rule === "first-year-only")) report(missingWaiver, ["multiYear"]); },
];

/** Schema of a benefit claim, with its rules between parts. */
export const BenefitClaim = z
  .strictObject({
    currency: CurrencyCode, rounding: Rounding, valuationDate: CivilDate, horizonMonths: z.int().min(1).max(120), multiYear: z.exactOptional(z.boolean()), waivedRules: z.array(RuleWaiver).max(20).readonly(),
    lines: z.array(BenefitLine).max(100_000).readonly(), nonRespondentIds: z.array(Id).max(100_000).readonly(), intangibles: z.array(Intangible).max(1000).readonly(),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<BenefitClaim>;
