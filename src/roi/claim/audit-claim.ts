import { check } from "../../error/index.js";
import type { EvidenceGrade } from "../evidence-grade.js";
import type { ReturnOnInvestment } from "../return-on-investment.js";
import { EARLY_MONTHS, FIRST_YEAR_MONTHS, SMALL_SAMPLE } from "./claim-check.js";
import { claimEvidence, type ClaimFinding, claimFindings, REPRODUCED_WITHIN } from "./claim-finding.js";
import { type ClaimStep, type ClaimStepId, multiplied, type RatioRange, standingAt } from "./claim-step.js";
import { itemizedDescent } from "./itemized-descent.js";
import { RoiClaim } from "./roi-claim.js";
import { claimedBenefitCostRatio, costFactor, missingParts, statedDescent } from "./stated-descent.js";

/** A careful return, or why there is none: then only its upper end is known. */
export type RecomputedReturn =
  | { readonly range: RatioRange }
  | {
    readonly range: null;
    readonly reason: "facts-missing";
    /** What is needed, in the order of the steps. */
    readonly needed: readonly ClaimStepId[];
    /** The return if nothing of what is not known takes anything off: no careful return is higher. */
    readonly atMost: number;
  };

/** What a claimed return is worth. */
export interface ClaimAudit {
  /** Where the claim stands. */
  readonly title: string | null;
  /** The claimed figure as a return; a range where nobody says whether it is one. */
  readonly claimedRoi: RatioRange;
  /** What the claim rests on, as `evidenceGrades` has it: no better than the isolation of its effect, and no better than a self-report where nothing was measured. */
  readonly evidenceGrade: EvidenceGrade;
  /** What is missing and what is wrong, in the order of `claimChecks`. */
  readonly findings: readonly ClaimFinding[];
  /** From the claimed return down to the careful one, each step with its reason. */
  readonly waterfall: readonly ClaimStep[];
  /** Net benefit ÷ cost by careful rules. */
  readonly recomputedRoi: RecomputedReturn;
  /** How many times the stated cost the fully loaded one has to be for the return to be zero, at the most that the benefit may be; below 1 the program loses at the stated cost already. */
  readonly costMultipleToZero: number;
  /** What the claimed benefit has to be multiplied by for the return to be zero at the stated cost: 0.16 says that 16 percent of it has to be real; null where none is claimed. */
  readonly benefitRatioToZero: number | null;
  /** The return under all rules with its trace and all that was left out, where the components are known. */
  readonly investment: ReturnOnInvestment | null;
  /** What the audit rests on: months of benefit that count and how they are spread; the thresholds of its heuristics; how near the components have to come to the claimed figure. */
  readonly assumptions: { readonly countedMonths: number; readonly accrual: "even"; readonly smallSampleCount: number; readonly earlyMonths: number; readonly reproducedWithinFraction: number };
}

/**
 * What is left of a return that somebody claims: what is missing in it and why that matters, what it rests on, and a careful recomputation, step by step.
 *
 *   benefit ÷ cost · margin · attribution · confidence · response · without extremes · 12 ÷ months ÷ cost multiple − 1
 *
 * With its components the steps are those of `returnOnInvestment` with the rules put on one after another. Else each factor is one that the claim holds already, one that the auditor gives as a range, or not known;
 * an unknown one is asked for and never assumed: then there is no careful return, only an upper end for it. Ends of ranges are multiplied, so the range is the widest that the given ones allow.
 * To leave out an answer that is asked for never raises the lower end and never lowers the upper one. A list of all parts of the cost without a cost multiple is taken at its word, and so are components that share no improvement, draw or respondent. The order of the steps does not change the result.
 *
 * Source: P. Phillips, J. Phillips, “The ROI methodology”: twelve guiding principles. Severities, thresholds and the grade are heuristics.
 *
 * @throws CoachingError `roi-claim.harmful`, `roi-claim.negative_ratio`, `roi-claim.low_above_high`, `roi-claim.repeated_cost`, `roi-claim.given_twice`, `roi-claim.zero_cost`, `roi-claim.too_many_lines`, `return-on-investment.*`, `benefit-claim.*`, `ledger.*`, `input.*`
 * @example
 * ```ts
 * const { recomputedRoi, costMultipleToZero, benefitRatioToZero } = auditClaim({ claimedRatio: 5.29, ratioKind: "roi" });
 * recomputedRoi; // => { range: null, reason: "facts-missing", needed: ["margin", "attribution", "confidence", "response", "without-extremes", "first-year", "fully-loaded-cost"], atMost: 5.29 }
 * [costMultipleToZero, benefitRatioToZero]; // => [6.29, 0.1589825119236884]
 * ```
 */
export function auditClaim(claim: RoiClaim): ClaimAudit {
  const known = check(RoiClaim, claim);
  const itemized = known.components === undefined ? null : itemizedDescent(known.components);
  const missing = itemized?.investment.unbookedAccounts ?? missingParts(known);
  const careful = itemized ?? statedDescent(known);
  const { steps: waterfall, standing } = multiplied(careful, "fully-loaded-cost", costFactor(known, missing));
  const claimed = standingAt(claimedBenefitCostRatio(known));
  const material = { claim: known, itemized, missingParts: missing, claimedReturns: [claimed.roiRatio.low, claimed.roiRatio.high] };
  const needed = waterfall.filter(({ isMissing }) => isMissing).map(({ step }) => step);
  const most = claimed.benefitCostRatio.high;
  return {
    title: known.title ?? null, claimedRoi: claimed.roiRatio, evidenceGrade: claimEvidence(material), findings: claimFindings(material), waterfall,
    recomputedRoi: needed.length === 0 ? { range: standing.roiRatio } : { range: null, reason: "facts-missing", needed, atMost: standing.roiRatio.high },
    costMultipleToZero: careful.standing.benefitCostRatio.high, benefitRatioToZero: most === 0 ? null : 1 / most, investment: itemized?.investment ?? null,
    assumptions: { countedMonths: FIRST_YEAR_MONTHS, accrual: "even", smallSampleCount: SMALL_SAMPLE, earlyMonths: EARLY_MONTHS, reproducedWithinFraction: REPRODUCED_WITHIN },
  };
}
