import * as z from "zod";
import { logisticOf } from "../statistics/internal.js";
import { millisecondsOf } from "../time/internal.js";
import type { Fraction, Id, Instant } from "../unit/index.js";
import type { SkillAbility } from "./ability.js";
import { agedSkill, type AgedSkill, type Aging } from "./ability-at.js";
import { type EvidenceWeights, type Grade, gradeOf } from "./graded-outcome.js";
import type { HomeworkAttempt } from "./homework-attempt.js";
import type { HomeworkItem } from "./homework-item.js";
import { heldLogits, type Logits } from "./logits.js";
import { modeledSuccess, type ModeledSuccess } from "./success-model.js";

/** How far one outcome moves an ability: K(n) = first ÷ (1 + decay · n) after n outcomes. */
export interface EloStep {
  /** The step of the first outcome, in log-odds. */
  readonly firstStepLogits: number;
  /** How fast steps shrink; 0 keeps them as they are. */
  readonly decayPerOutcome: number;
}
/** How far one outcome moves an ability. */
export const EloStep = z.strictObject({ firstStepLogits: z.number().positive().max(10), decayPerOutcome: z.number().nonnegative().max(10).overwrite((value) => value + 0) }).readonly() satisfies z.ZodType<EloStep>;

/** How to learn: `glicko` moves an ability by how uncertain it is, with Glicko's variance and idle growth and the exact mode in place of its one Newton step; `elo` by how many outcomes it has seen. */
export type AbilityLearning = "glicko" | "elo";

/** What one skill learned from an attempt. */
export interface AbilityChange {
  /** The skill. */
  readonly skillId: Id;
  /** Days since the skill was known, which count before the attempt. */
  readonly idleDays: number;
  /** Ability just before the attempt, idle days counted in. */
  readonly beforeLogits: Logits;
  /** Ability after. */
  readonly afterLogits: Logits;
  /** The difference. */
  readonly changeLogits: number;
  /** The standard error just before the attempt, idle days counted in. */
  readonly standardErrorBeforeLogits: number;
  /** The standard error after; an outcome never raises it. */
  readonly standardErrorAfterLogits: number;
  /** `elo`: the step K(n), of which the skill and the evidence take their shares. `glicko`: how far the skill moves per unit of outcome, at this outcome, both counted in. */
  readonly stepLogits: number;
  /** The skill's share of the item. */
  readonly weight: number;
}

/** What is fixed for all attempts that are learned from. */
export interface LearningRules {
  readonly method: AbilityLearning;
  readonly step: EloStep;
  readonly evidenceWeights: EvidenceWeights;
  readonly aging: Aging;
}

/** What an attempt teaches, and the skills after it, both in the order of the item. */
export interface Lesson {
  readonly grade: Grade;
  readonly expectedOutcome: Fraction;
  readonly surprise: number | null;
  readonly changes: readonly AbilityChange[];
  readonly skills: readonly SkillAbility[];
}

/** The largest `Count`. */
const MOST_OUTCOMES = 1_000_000_000;
/** The least standard error of log-odds that still learns; what is known better is known. */
const LEAST_DEVIATION = 1e-6;
/** Enough halvings to bring any interval of log-odds down to neighboring numbers. */
const MOST_HALVINGS = 200;

const later = (left: Instant | undefined, right: Instant): Instant => (left !== undefined && millisecondsOf(left) > millisecondsOf(right) ? left : right);

interface Evidence {
  readonly outcome: number;
  readonly evidenceWeight: number;
  readonly modeled: ModeledSuccess;
}

/** What an outcome does to one skill: how far it moves it, and its standard error after. */
interface SkillStep {
  readonly stepLogits: number;
  readonly moveLogits: number;
  readonly standardErrorLogits: number;
}

/**
 * Elo: θ′ = θ + K(n)·e·w·(S − P); K(n) = a ÷ (1 + b·n). SE′ = 1 ÷ √(1 ÷ SE² + e·c²·P·(1 − P)).
 * θ ability, n outcomes so far, e evidence weight, w the skill's share, S outcome, P expected outcome, a first step, b decay, c slope of the log-odds of P in this skill (w times discrimination when compensatory).
 */
function eloSteps(before: readonly SkillAbility[], { firstStepLogits, decayPerOutcome }: EloStep, { outcome, evidenceWeight, modeled: { estimate, slopes } }: Evidence): readonly SkillStep[] {
  const information = evidenceWeight * estimate.probability * (1 - estimate.probability);
  return before.map(({ outcomeCount, standardErrorLogits }, index) => {
    const stepLogits = firstStepLogits / (1 + decayPerOutcome * outcomeCount);
    const slope = slopes[index] ?? 0;
    return { stepLogits, moveLogits: stepLogits * evidenceWeight * (estimate.contributions[index]?.weight ?? 0) * (outcome - estimate.probability), standardErrorLogits: standardErrorLogits / Math.sqrt(1 + standardErrorLogits ** 2 * slope ** 2 * information) };
  });
}

/** S − σ(z), exact at either end. */
const surpriseAt = (outcome: number, logOdds: number): number => outcome * logisticOf(-logOdds) - (1 - outcome) * logisticOf(logOdds);

/** The move x of log-odds z to the posterior mode: the root of x ÷ V − e·(S − σ(z + x)), which rises in x. It lies between no move and V·e·(S − σ(z)), and halving finds it where Newton's steps would overshoot. */
function moveToMode(logOdds: number, variance: number, { outcome, evidenceWeight }: Evidence): number {
  const farthest = variance * evidenceWeight * surpriseAt(outcome, logOdds);
  let [low, high] = [Math.min(0, farthest), Math.max(0, farthest)];
  for (let round = 0; round < MOST_HALVINGS; round += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (middle > variance * evidenceWeight * surpriseAt(outcome, logOdds + middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}

/**
 * Glicko's variance, with the exact mode in place of its one Newton step. What an outcome speaks of is not one skill but the log-odds z of success, z ≈ Σ c·θ − const near the ability known: c = w·a where skills compensate, ∂z/∂θ where all are needed.
 * With errors s of skills independent, z has the variance V = Σ c²s². Glicko rates z as it rates anyone, against a known difficulty of 0; here to the place where the posterior is highest, with the information there:
 *   z′ − z = V·e·(S − σ(z′)),   V′ = 1 ÷ (1 ÷ V + e·P′(1 − P′)),   P′ = σ(z′).
 * Published Glicko stops after the first Newton step, z′ − z = e·V′·(S − P) with P before. For a·s up to one half the two are within a hundredth of s; for sharp items the one step overshoots, since far from even odds an outcome seems to carry no information.
 * Each skill then follows z by its regression on z, β = cov(θ, z) ÷ V = c·s² ÷ V:
 *   θ′ = θ + β·(z′ − z),   s′² = s² − β²·(V − V′) = s²·(1 − q + q·V′ ÷ V),   q = c²s² ÷ V its share of the uncertainty.
 * Each skill alone, against the difficulty that leaves it the same P, would count one outcome once for each skill, and two skills that always come together would both seem known when only their sum is.
 * What is known of skills stays independent after: the covariance that the outcome makes is dropped (assumed-density filtering; so do teams in TrueSkill, Herbrich, Minka, Graepel 2006).
 */
function glickoSteps(before: readonly SkillAbility[], evidence: Evidence): readonly SkillStep[] {
  const { evidenceWeight, modeled: { logOdds, slopes } } = evidence;
  const deviation = Math.hypot(...before.map(({ standardErrorLogits }, index) => (slopes[index] ?? 0) * standardErrorLogits));
  if (deviation < LEAST_DEVIATION) return before.map(({ standardErrorLogits }) => ({ stepLogits: 0, moveLogits: 0, standardErrorLogits }));
  const variance = deviation ** 2;
  const move = moveToMode(logOdds, variance, evidence);
  const kept = 1 / (1 + variance * evidenceWeight * logisticOf(logOdds + move) * logisticOf(-logOdds - move));
  return before.map(({ standardErrorLogits }, index) => {
    const slope = slopes[index] ?? 0;
    const regression = slope * (standardErrorLogits / deviation) ** 2;
    const share = Math.min(1, ((slope * standardErrorLogits) / deviation) ** 2);
    return { stepLogits: regression * evidenceWeight * variance * kept, moveLogits: regression * move, standardErrorLogits: Math.min(standardErrorLogits, standardErrorLogits * Math.sqrt(1 - share + share * kept)) };
  });
}

function changed({ skill, idleDays }: AgedSkill, { stepLogits, moveLogits, standardErrorLogits }: SkillStep, weight: number): AbilityChange {
  const { skillId, abilityLogits: beforeLogits, standardErrorLogits: standardErrorBeforeLogits } = skill;
  const afterLogits = heldLogits(beforeLogits + moveLogits);
  return { skillId, idleDays, beforeLogits, afterLogits, changeLogits: afterLogits - beforeLogits, standardErrorBeforeLogits, standardErrorAfterLogits: standardErrorLogits, stepLogits, weight };
}

/** The skill after a change. A report that comes late does not turn back the time of what is known. */
function skillAfter({ lastOutcomeAt, estimatedAt, ...skill }: SkillAbility, { afterLogits, standardErrorAfterLogits }: AbilityChange, reportedAt: Instant): SkillAbility {
  const last = later(lastOutcomeAt, reportedAt);
  return {
    skillId: skill.skillId,
    abilityLogits: afterLogits,
    standardErrorLogits: standardErrorAfterLogits,
    outcomeCount: Math.min(skill.outcomeCount + 1, MOST_OUTCOMES),
    lastOutcomeAt: last,
    ...(estimatedAt === undefined || millisecondsOf(estimatedAt) <= millisecondsOf(last) ? {} : { estimatedAt }),
  };
}

/** The skills that an item takes, as of an instant, by id. Those that nothing is known of are missing. */
function takenSkills({ loads }: HomeworkItem, known: ReadonlyMap<string, SkillAbility>, { at, aging }: { readonly at: Instant; readonly aging: Aging }): ReadonlyMap<string, AgedSkill> {
  return new Map(loads.flatMap(({ skillId, weight }) => {
    const skill = weight === 0 ? undefined : known.get(skillId);
    return skill === undefined ? [] : [[skillId, agedSkill(skill, at, aging)] as const];
  }));
}

/** What a checked attempt teaches of the skills known; undefined when they do not name a skill that the item takes. */
export function lessonOf(known: ReadonlyMap<string, SkillAbility>, { item, attempt }: { readonly item: HomeworkItem; readonly attempt: HomeworkAttempt }, { method, step, evidenceWeights, aging }: LearningRules): Lesson | undefined {
  const taken = takenSkills(item, known, { at: attempt.reportedAt, aging });
  const modeled = modeledSuccess(item, new Map([...taken].map(([skillId, { skill }]) => [skillId, skill])));
  if (modeled === undefined) return undefined;
  const { probability: expectedOutcome, contributions } = modeled.estimate;
  const grade = gradeOf(attempt, evidenceWeights);
  if (grade.outcome === null) return { grade, expectedOutcome, surprise: null, changes: [], skills: [] };
  const surprise = grade.outcome - expectedOutcome;
  const aged = contributions.flatMap(({ skillId }) => taken.get(skillId) ?? []);
  const before = aged.map(({ skill }) => skill);
  const evidence: Evidence = { outcome: grade.outcome, evidenceWeight: grade.evidenceWeight, modeled };
  const steps = method === "elo" ? eloSteps(before, step, evidence) : glickoSteps(before, evidence);
  const learned = aged.flatMap((one, index) => {
    const own = steps[index];
    if (own === undefined) return [];
    const change = changed(one, own, contributions[index]?.weight ?? 0);
    return [{ change, skill: skillAfter(one.skill, change, attempt.reportedAt) }];
  });
  return { grade, expectedOutcome, surprise, changes: learned.map(({ change }) => change), skills: learned.map(({ skill }) => skill) };
}
