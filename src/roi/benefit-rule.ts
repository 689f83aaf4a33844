import * as z from "zod";
import { Title } from "../unit/index.js";

/** A guiding principle that a host may switch off, with a reason. */
export const BenefitRule = /* @__PURE__ */ z.enum(["most-conservative", "isolate-effects", "no-data-no-improvement", "adjust-for-confidence", "exclude-extremes", "first-year-only"]);
/** A guiding principle that a host may switch off, with a reason: each is told by `benefitRules`. */
export type BenefitRule = z.infer<typeof BenefitRule>;

/** What a rule asks for. */
export interface BenefitRuleText {
  /** Its number among the twelve guiding principles. */
  readonly guidingPrinciple: number;
  /** What it asks for. */
  readonly title: string;
}

/**
 * J. Phillips' guiding principles that a host may switch off. Three others hold always: who gave no figures counts as zero (6), costs are fully loaded (10), intangibles are listed and not converted (11).
 * Source: P. Phillips, J. Phillips, "The ROI methodology": twelve guiding principles.
 */
export const benefitRules: Readonly<Record<BenefitRule, BenefitRuleText>> = {
  "most-conservative": { guidingPrinciple: 4, title: "Of several ways to value one improvement the one that gives least counts." },
  "isolate-effects": { guidingPrinciple: 5, title: "What names no isolation method, or none, is not counted." },
  "no-data-no-improvement": { guidingPrinciple: 6, title: "What is said to be measured and names no record is not counted." },
  "adjust-for-confidence": { guidingPrinciple: 7, title: "A value counts times the confidence in it." },
  "exclude-extremes": { guidingPrinciple: 8, title: "An estimate above Q3 + 3 · IQR of all estimates is not counted." },
  "first-year-only": { guidingPrinciple: 9, title: "No more than twelve months of benefit are counted." },
};

/** A rule that is off, and why: the reason is kept beside the result. */
export interface RuleWaiver {
  /** The rule that is off. */
  readonly rule: BenefitRule;
  /** Why: `"Finance has signed the figures of all answers."` */
  readonly reason: Title;
}
/** Schema of a rule that is off. */
export const RuleWaiver = z.strictObject({ rule: BenefitRule, reason: Title }).readonly() satisfies z.ZodType<RuleWaiver>;

/** All rules that may be off, in the order of the guiding principles. */
export const everyRule: readonly BenefitRule[] = BenefitRule.options;
