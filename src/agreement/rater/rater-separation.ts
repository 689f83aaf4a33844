import { separationOf } from "../../psychometrics/internal.js";
import { type ConfidenceLevel, fProbability } from "../../statistics/index.js";
import type { ComparedRaters } from "./compared-raters.js";
import type { RaterSeparation } from "./rater-calibration.js";

/** Degrees of freedom that stand for errors taken as known: F is then a chi-square over its own. */
const KNOWN = 1e9;

/**
 * Whether raters differ in severity beyond chance: Σ (α ÷ se)² · (R − 1) ÷ R over R − 1 degrees of freedom, α severities around their mean. The factor makes up for severities that sum to 0;
 * with it the statistic is exact for two raters and for complete tables, and right on average else. Null where fewer than two have a severity with an error.
 * Compare the fixed chi-square of Facets: C. Myford, E. Wolfe, "Detecting and measuring rater effects using many-facet Rasch measurement: part II", Journal of Applied Measurement 5 (2004).
 */
export function raterSeparation({ raters, freedom }: ComparedRaters, confidenceLevel: ConfidenceLevel): RaterSeparation | null {
  const found = raters.flatMap(({ logits, levels }) => {
    const severity = logits ?? levels;
    return severity.estimate === null ? [] : [{ estimate: severity.estimate, standardErrorLogits: severity.standardError }];
  });
  const separation = separationOf(found);
  if (separation === null || found.some(({ standardErrorLogits }) => standardErrorLogits === 0)) return null;
  const squares = found.reduce((sum, { estimate, standardErrorLogits }) => sum + (estimate / standardErrorLogits) ** 2, 0);
  const numeratorFreedom = found.length - 1;
  const f = squares / found.length;
  const pValue = f === 0 ? 1 : fProbability({ f: Math.min(1e100, 1 / f), numeratorFreedom: freedom ?? KNOWN, denominatorFreedom: numeratorFreedom });
  return { ...separation, f, numeratorFreedom, denominatorFreedom: freedom, pValue, isBeyondChance: pValue <= 1 - confidenceLevel };
}
