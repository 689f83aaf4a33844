import { ratioOfMoney } from "../../money/index.js";
import type { BenefitClaim, BenefitLine } from "../benefit-claim.js";
import { BenefitRule } from "../benefit-rule.js";
import { type InvestmentInput, returnOnInvestment, type ReturnOnInvestment } from "../return-on-investment.js";
import { FIRST_YEAR_MONTHS } from "./claim-check.js";
import { type ClaimStepId, type Descent, known, type RatioRange, type Standing, stepped } from "./claim-step.js";

interface Stage {
  readonly step: ClaimStepId;
  /** The rules that are on from it. */
  readonly rules: readonly BenefitRule[];
  /** Whether it can change anything: what it cannot change is not computed again. */
  readonly matters: (claim: BenefitClaim) => boolean;
}

/** The steps in their order. */
const stages: readonly Stage[] = [
  { step: "margin", rules: [], matters: ({ lines }) => lines.some(({ contributionMarginFraction = 1 }) => contributionMarginFraction < 1) },
  { step: "attribution", rules: [], matters: ({ lines }) => lines.some(({ attributionFraction }) => attributionFraction < 1) },
  { step: "confidence", rules: ["adjust-for-confidence"], matters: ({ lines }) => lines.some(({ confidenceFraction }) => confidenceFraction < 1) },
  { step: "first-year", rules: ["first-year-only"], matters: ({ horizonMonths }) => horizonMonths > FIRST_YEAR_MONTHS },
  { step: "isolated", rules: ["isolate-effects", "no-data-no-improvement"], matters: ({ lines }) => lines.some(({ isolationMethod, basis, sourceIds }) => isolationMethod === undefined || (basis === "measured" && sourceIds.length === 0)) },
  { step: "counted-once", rules: ["most-conservative"], matters: ({ lines }) => lines.some(({ improvementId, drawsOn }) => improvementId !== undefined || drawsOn !== undefined) },
  { step: "without-extremes", rules: ["exclude-extremes"], matters: () => true },
];

type Reached = (step: ClaimStepId) => boolean;

/** Before anything is counted once a line says nothing of what it shares with others. */
const alone = ({ id, kind, basis, annualValue, attributionFraction, confidenceFraction, contributionMarginFraction, isolationMethod, respondentId, sourceIds }: BenefitLine): BenefitLine => ({
  id, kind, basis, annualValue, attributionFraction, confidenceFraction, sourceIds,
  ...(contributionMarginFraction === undefined ? {} : { contributionMarginFraction }), ...(isolationMethod === undefined ? {} : { isolationMethod }), ...(respondentId === undefined ? {} : { respondentId }),
});

function lineAt(line: BenefitLine, hasReached: Reached): BenefitLine {
  const { attributionFraction, confidenceFraction, contributionMarginFraction, otherCausesFraction = 0 } = line;
  return {
    ...(hasReached("counted-once") ? line : alone(line)),
    ...(contributionMarginFraction === undefined ? {} : { contributionMarginFraction: hasReached("margin") ? contributionMarginFraction : 1 }),
    ...(hasReached("attribution") ? { attributionFraction, otherCausesFraction } : { attributionFraction: 1, otherCausesFraction: 0 }),
    confidenceFraction: hasReached("confidence") ? confidenceFraction : 1,
  };
}

/** The claim as it counts once the first `count` steps are made: with none it is what people said, with all it is Phillips' rules, none waived. */
function claimAt(claim: BenefitClaim, count: number): BenefitClaim {
  const done = stages.slice(0, count);
  const hasReached: Reached = (step) => done.some((stage) => stage.step === step);
  const on = new Set(done.flatMap(({ rules }) => rules));
  const isFirstYear = hasReached("first-year");
  return {
    ...claim, multiYear: !isFirstYear, horizonMonths: isFirstYear ? Math.min(FIRST_YEAR_MONTHS, claim.horizonMonths) : claim.horizonMonths,
    waivedRules: BenefitRule.options.filter((rule) => !on.has(rule)).map((rule) => ({ rule, reason: "This step of the audit comes later." })),
    lines: claim.lines.map((line) => lineAt(line, hasReached)),
  };
}

/** What the components of a claim come to. */
export interface ItemizedDescent extends Descent {
  /** Under all rules. */
  readonly investment: ReturnOnInvestment;
  /** The return by the claim's own rules, and before and after each step. */
  readonly returns: readonly number[];
}

const standingOf = ({ roiRatio, benefitCostRatio }: ReturnOnInvestment): Standing => ({ roiRatio: known(roiRatio), benefitCostRatio: known(benefitCostRatio) });
const isZero = (amount: string): boolean => !/[1-9]/u.test(amount);
const factorBetween = (before: ReturnOnInvestment, after: ReturnOnInvestment): RatioRange => known(isZero(before.totalBenefit.amount) ? 1 : ratioOfMoney({ numerator: after.totalBenefit, denominator: before.totalBenefit }));

/** From what people said down to what counts under all rules, each step by `returnOnInvestment` itself. The cost comes last and is not among these steps. */
export function itemizedDescent({ benefits, costs }: InvestmentInput): ItemizedDescent {
  const returnAt = (count: number): ReturnOnInvestment => returnOnInvestment({ benefits: claimAt(benefits, count), costs });
  const first = returnAt(0);
  let [descent, before]: [Descent, ReturnOnInvestment] = [{ steps: [], standing: standingOf(first) }, first];
  const returns = [first.roiRatio];
  stages.forEach(({ step, matters }, index) => {
    const after = matters(benefits) ? returnAt(index + 1) : before;
    descent = stepped(descent, { step, factor: factorBetween(before, after), standing: standingOf(after), benefits: { before: before.totalBenefit, after: after.totalBenefit } });
    returns.push(after.roiRatio);
    before = after;
  });
  // with no rule waived the claim's own rules are those of the last step
  if (benefits.waivedRules.length > 0) returns.push(returnOnInvestment({ benefits, costs }).roiRatio);
  return { ...descent, investment: before, returns };
}
