import { standardizedDifference } from "../statistics/index.js";
import { meanOf } from "../statistics/internal.js";
import type { EffectArm, EffectArmReport, EffectPerson, ScoredPerson } from "./effect-people.js";

/** Arms that lost people by shares further apart than this are no longer what was assigned. */
const UNEVEN_ATTRITION = 0.1;
/** With more lost than this those who stayed may be others than those who began. */
export const HIGH_ATTRITION = 0.3;
/** Below it an interval rests on the normal shape of a handful of people. */
export const SMALL_ARM = 10;
/** Baselines further apart, in standard deviations, ask for more than an adjustment. */
export const UNEVEN_BASELINES = 0.25;

function armReport(arm: EffectArm, people: readonly EffectPerson[]): EffectArmReport {
  const members = people.filter((person) => (person.arm ?? "treated") === arm);
  const baselined = members.filter(({ baseline }) => baseline !== null);
  const analyzed = baselined.filter(({ post }) => post !== null);
  const meanOrNull = (values: readonly number[]): number | null => (values.length === 0 ? null : meanOf(values));
  return {
    arm, assignedCount: members.length, baselineCount: baselined.length, analyzedCount: analyzed.length,
    attritionFraction: members.length === 0 ? null : (members.length - analyzed.length) / members.length,
    baselineMean: meanOrNull(analyzed.map(({ baseline }) => baseline ?? 0)), postMean: meanOrNull(analyzed.map(({ post }) => post ?? 0)),
  };
}

/** Who was assigned and who is in the figures, by arm. */
export const armReports = (people: readonly EffectPerson[], arms: readonly EffectArm[]): readonly EffectArmReport[] => {
  const inOrder = people.toSorted((one, other) => (one.personId < other.personId ? -1 : 1));
  return arms.map((arm) => armReport(arm, inOrder));
};

/** What to keep in mind of who is in the figures. */
export function armWarnings(arms: readonly EffectArmReport[]): readonly string[] {
  const shares = arms.map(({ attritionFraction }) => attritionFraction ?? 0);
  const found: readonly (readonly [string, boolean])[] = [
    ["attrition-differs", Math.max(...shares) - Math.min(...shares) > UNEVEN_ATTRITION + 1e-12],
    ["high-attrition", Math.max(...shares) > HIGH_ATTRITION + 1e-12],
    ["small-sample", arms.some(({ analyzedCount }) => analyzedCount < SMALL_ARM)],
  ];
  return found.filter(([, holds]) => holds).map(([code]) => code);
}

/** Whether the arms began far apart: they may then return to their means by themselves. */
export function baselineWarnings(people: readonly ScoredPerson[], confidenceLevel: number): readonly string[] {
  const [values, reference] = splitBy(people, ({ baseline }) => baseline);
  const apart = standardizedDifference({ values, reference, standardizer: "pooled", confidenceLevel });
  return apart.estimate !== null && Math.abs(apart.unbiased.estimate) > UNEVEN_BASELINES ? ["baselines-differ"] : [];
}

/** What is asked of each person, the treated first. */
export const splitBy = (people: readonly ScoredPerson[], valueOf: (person: ScoredPerson) => number): readonly [treated: readonly number[], comparison: readonly number[]] =>
  [people.filter(({ isTreated }) => isTreated).map(valueOf), people.filter(({ isTreated }) => !isTreated).map(valueOf)];

/** How many there are, for people. */
export function extentOf(counts: readonly number[], clusterCount: number | null): string {
  const [first = 0, second = first] = counts;
  const n = counts.length === 1 ? `n=${String(first)} pairs` : first === second ? `n=${String(first)} per arm` : `n=${String(first)} treated and ${String(second)} for comparison`;
  return clusterCount === null ? n : `${n} in ${String(clusterCount)} clusters`;
}
