import { FIRST_YEAR_MONTHS } from "./claim-check.js";
import { type ClaimStepId, type Descent, known, multiplied, type RatioRange, standingAt, stepped, tidied } from "./claim-step.js";
import { type ClaimFactor, FullyLoadedPart, type RoiClaim } from "./roi-claim.js";

/** The benefit-cost ratio that a figure may stand for. */
export function claimedBenefitCostRatio({ claimedRatio, ratioKind }: RoiClaim): RatioRange {
  const [asBenefitCost, asReturn] = [tidied(claimedRatio), tidied(claimedRatio + 1)];
  if (ratioKind === "benefit-cost-ratio") return known(asBenefitCost);
  return ratioKind === "roi" ? known(asReturn) : { low: asBenefitCost, high: asReturn };
}

const rangeOf = (factor: ClaimFactor | undefined): RatioRange | null => {
  if (factor === undefined) return null;
  return factor.status === "applied" ? known(1) : { low: factor.lowFraction, high: factor.highFraction };
};

/** The parts of a fully loaded cost that a claim leaves out; all of them where it lists none. */
export const missingParts = ({ includedCosts = [] }: RoiClaim): readonly FullyLoadedPart[] => FullyLoadedPart.options.filter((part) => !includedCosts.includes(part));

/** What the benefit for each unit of cost is multiplied by when the cost is fully loaded; null where parts are missing and nobody says how much they are. */
export function costFactor({ costMultiple }: RoiClaim, missing: readonly string[]): RatioRange | null {
  if (costMultiple !== undefined) return { low: 1 / costMultiple.highRatio, high: 1 / costMultiple.lowRatio };
  return missing.length === 0 ? known(1) : null;
}

const firstYearFactor = ({ horizonMonths }: RoiClaim): RatioRange | null => (horizonMonths === undefined ? null : known(Math.min(1, FIRST_YEAR_MONTHS / horizonMonths)));

/** From the claimed figure down, where only its outline is known. The cost comes last and is not among these steps. */
export function statedDescent(claim: RoiClaim): Descent {
  const { margin, attribution, confidence, response, withoutExtremes } = claim.factors ?? {};
  const figure = known(claim.claimedRatio);
  const standing = standingAt(claimedBenefitCostRatio(claim));
  const start: Descent = stepped({ steps: [], standing: { benefitCostRatio: figure, roiRatio: figure } }, { step: "read-as-return", factor: null, standing });
  const factors: readonly (readonly [ClaimStepId, RatioRange | null])[] = [
    ["margin", rangeOf(margin)], ["attribution", rangeOf(attribution)], ["confidence", rangeOf(confidence)], ["response", rangeOf(response)], ["without-extremes", rangeOf(withoutExtremes)], ["first-year", firstYearFactor(claim)],
  ];
  return factors.reduce((descent, [step, factor]) => multiplied(descent, step, factor), start);
}
