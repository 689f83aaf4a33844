import type { GroupMembership } from "../journal/index.js";
import { type EstimateResult, mean, type NoEstimate, studentQuantile, variance } from "../statistics/index.js";
import type { Id } from "../unit/index.js";

/** The lowest of the shown groups of one breakdown against the highest. */
export interface AccessRatio {
  /** The breakdown. */
  readonly dimensionIds: readonly Id[];
  /** The group with the fewest hours per person; `null` with fewer than two groups shown. */
  readonly lowest: readonly GroupMembership[] | null;
  /** The group with the most. */
  readonly highest: readonly GroupMembership[] | null;
  /** Hours per person of the lowest ÷ of the highest: 1 is equal. Warnings: `extremes-of-many`: of more than two groups the two farthest apart were taken, so that chance alone makes it lower than 1; `no-variation`. */
  readonly lowestToHighestRatio: EstimateResult;
}

interface MeasuredGroup {
  readonly memberships: readonly GroupMembership[];
  readonly hours: readonly number[];
}

const none = (reason: string, n: number, needed: number): NoEstimate => ({ estimate: null, reason, n, needed });

/**
 * exp(ln(a / b) ± t · √(u + v)), u = s² / (n a²) of either group, the variance of the logarithm of a mean, and t with Welch and Satterthwaite's degrees of freedom.
 */
function ratioOf(low: MeasuredGroup, high: MeasuredGroup, confidenceLevel: number): EstimateResult {
  const n = low.hours.length + high.hours.length;
  const [a, b] = [mean(low.hours), mean(high.hours)];
  if (b === 0) return none("nobody-coached", n, 1);
  if (a === 0) return none("lowest-has-none", n, 1);
  const parts = [low, high].map(({ hours }) => ({ part: variance(hours) / hours.length / mean(hours) ** 2, freedom: hours.length - 1 }));
  const sum = parts.reduce((total, { part }) => total + part, 0);
  const estimate = a / b;
  if (sum === 0) return { estimate, confidence: { lower: estimate, upper: estimate, level: confidenceLevel }, n, method: "log-ratio-welch", warnings: ["no-variation"] };
  const degreesOfFreedom = (sum * sum) / parts.reduce((total, { part, freedom }) => total + (part * part) / freedom, 0);
  const factor = Math.exp(studentQuantile({ probability: (1 + confidenceLevel) / 2, degreesOfFreedom }) * Math.sqrt(sum));
  return { estimate, confidence: { lower: estimate / factor, upper: estimate * factor, level: confidenceLevel }, n, method: "log-ratio-welch", warnings: [] };
}

/** The ratio of each breakdown, over the groups that are shown, in order of ids where hours are equal. */
export function accessRatios(groups: readonly MeasuredGroup[], { breakdowns, confidenceLevel }: { readonly breakdowns: readonly (readonly Id[])[]; readonly confidenceLevel: number }): readonly AccessRatio[] {
  return breakdowns.map((given) => {
    const dimensionIds = [...given].sort();
    const key = dimensionIds.join("\n");
    const shown = groups.filter(({ memberships }) => memberships.map(({ dimensionId }) => dimensionId).join("\n") === key).map((group) => ({ group, mean: mean(group.hours) }));
    const ordered = shown.sort((left, right) => left.mean - right.mean);
    const [lowest, highest] = [ordered[0]?.group, ordered.at(-1)?.group];
    if (ordered.length < 2 || lowest === undefined || highest === undefined) return { dimensionIds, lowest: null, highest: null, lowestToHighestRatio: none("too-few-groups-shown", ordered.length, 2) };
    const ratio = ratioOf(lowest, highest, confidenceLevel);
    const isOfMany = ratio.estimate !== null && ordered.length > 2;
    return { dimensionIds, lowest: lowest.memberships, highest: highest.memberships, lowestToHighestRatio: isOfMany ? { ...ratio, warnings: [...ratio.warnings, "extremes-of-many"] } : ratio };
  });
}
