import * as z from "zod";
import { logisticOf, logitOf, logOfOnePlusExp } from "../statistics/internal.js";
import { Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type AbilityConfidence, confidenceWord, type SkillAbility } from "./ability.js";
import type { HomeworkItem } from "./homework-item.js";
import { Logits } from "./logits.js";

/** What one skill adds to a chance of success. */
export interface SkillContribution {
  /** The skill. */
  readonly skillId: Id;
  /** The person's ability in it. */
  readonly abilityLogits: Logits;
  /** How hard the item is on it. */
  readonly difficultyLogits: Logits;
  /** Its share of the item, 0 to 1; the shares add up to 1. */
  readonly weight: number;
  /** Compensatory: what it adds to the log-odds of success, and the values add up to them. Conjunctive: the log-odds of this skill alone. Below 0 it speaks against success. */
  readonly valueLogits: number;
  /** How far the ability can be trusted. */
  readonly confidence: AbilityConfidence;
}

/** A chance of success, and where it comes from. */
export interface SuccessEstimate {
  /** The expected outcome, 0 to 1. Held within one in a million of either end: no homework is certain. */
  readonly probability: number;
  /** The chance with an ability one standard error lower. */
  readonly lowerProbability: number;
  /** The chance with an ability one standard error higher. */
  readonly upperProbability: number;
  /** How the two were found: one standard error of the log-odds either way (about 68 %), by the delta method, errors of skills independent. */
  readonly method: "one-standard-error-of-log-odds";
  /** Skill by skill, in the item's order; skills of weight 0 are left out. */
  readonly contributions: readonly SkillContribution[];
  /** The skill with the lowest value: what to coach first. */
  readonly bottleneckSkillId: Id;
}

const SkillContributionSchema = z
  .strictObject({ skillId: Id, abilityLogits: Logits, difficultyLogits: Logits, weight: z.number().min(0).max(1), valueLogits: z.number(), confidence: z.enum(["low", "medium", "high"]) })
  .readonly() satisfies z.ZodType<SkillContribution>;

/** The keys of a chance that is read back. */
export const successKeys = {
  probability: Fraction,
  lowerProbability: Fraction,
  upperProbability: Fraction,
  method: z.literal("one-standard-error-of-log-odds"),
  contributions: z.array(SkillContributionSchema).max(50).readonly(),
  bottleneckSkillId: Id,
};

/** Success with what only this room needs: what a change of each skill would do. */
export interface ModeledSuccess {
  /** What the caller sees. */
  readonly estimate: SuccessEstimate;
  /** The log-odds of success, which are not held as chances are: a sharp item far off has more than a chance can say. Infinite where all skills are needed and failure rounds to 0; the slopes then are 0. */
  readonly logOdds: number;
  /** How much the log-odds rise per unit of ability, contribution by contribution. */
  readonly slopes: readonly number[];
}

const smallestChance = 1e-6;
const largestLogits = logitOf(1 - smallestChance);

/** A chance held away from 0 and 1, so that its log-odds are finite. */
export const heldChance = (probability: number): number => Math.min(1 - smallestChance, Math.max(smallestChance, probability));

interface LogOdds {
  readonly logOdds: number;
  readonly slopes: readonly number[];
}

/** z = Σ w·a·(θ − b); dz/dθ = w·a. w weight, a discrimination, θ ability, b difficulty. */
const compensatory = (parts: readonly SkillContribution[], discrimination: number): LogOdds => ({
  logOdds: parts.reduce((sum, { valueLogits }) => sum + valueLogits, 0),
  slopes: parts.map(({ weight }) => weight * discrimination),
});

/** P = Π σ(x), x = a·(θ − b); d logit(P)/dθ = a·(1 − σ(x)) ÷ (1 − P). Logarithms keep P and 1 − P exact at either end; where failure rounds to 0 the log-odds are infinite, and held below. */
function conjunctive(parts: readonly SkillContribution[], discrimination: number): LogOdds {
  const logChance = -parts.reduce((sum, { valueLogits }) => sum + logOfOnePlusExp(-valueLogits), 0);
  const failure = -Math.expm1(logChance);
  return {
    logOdds: logChance - Math.log(failure),
    slopes: parts.map(({ valueLogits }) => (discrimination * logisticOf(-valueLogits)) / Math.max(failure, smallestChance)),
  };
}

const lower = (left: SkillContribution, right: SkillContribution): SkillContribution =>
  right.valueLogits < left.valueLogits || (right.valueLogits === left.valueLogits && inTextOrder(right.skillId, left.skillId) < 0) ? right : left;

/** What each skill with a weight adds; undefined when the ability does not speak of one of them. */
function contributionsOf({ loads, discrimination, combine }: HomeworkItem, skills: ReadonlyMap<string, SkillAbility>): readonly SkillContribution[] | undefined {
  const weightSum = loads.reduce((sum, { weight }) => sum + weight, 0);
  const parts: SkillContribution[] = [];
  for (const { skillId, weight, difficultyLogits } of loads) {
    if (weight === 0) continue;
    const known = skills.get(skillId);
    if (known === undefined) return undefined;
    const share = weight / weightSum;
    const alone = discrimination * (known.abilityLogits - difficultyLogits);
    parts.push({ skillId, abilityLogits: known.abilityLogits, difficultyLogits, weight: share, valueLogits: combine === "compensatory" ? share * alone + 0 : alone, confidence: confidenceWord(known.standardErrorLogits) });
  }
  return parts;
}

/** The model: checked item, ability by skill id. Undefined when the ability does not speak of a skill that the item takes. */
export function modeledSuccess(item: HomeworkItem, skills: ReadonlyMap<string, SkillAbility>): ModeledSuccess | undefined {
  const contributions = contributionsOf(item, skills);
  if (contributions === undefined) return undefined;
  const { logOdds, slopes } = item.combine === "compensatory" ? compensatory(contributions, item.discrimination) : conjunctive(contributions, item.discrimination);
  const held = Math.min(largestLogits, Math.max(-largestLogits, logOdds));
  const standardError = Math.hypot(...contributions.map(({ skillId }, index) => (slopes[index] ?? 0) * (skills.get(skillId)?.standardErrorLogits ?? 0)));
  const estimate: SuccessEstimate = {
    probability: logisticOf(held),
    lowerProbability: logisticOf(held - standardError),
    upperProbability: logisticOf(held + standardError),
    method: "one-standard-error-of-log-odds",
    contributions,
    bottleneckSkillId: contributions.reduce(lower).skillId,
  };
  return { estimate, logOdds, slopes };
}
