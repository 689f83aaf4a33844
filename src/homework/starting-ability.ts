import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { logit } from "../statistics/index.js";
import { Fraction, Id, Instant } from "../unit/index.js";
import { type Ability, type AbilityConfidence, confidenceWord, type SkillAbility } from "./ability.js";
import { Logits } from "./logits.js";

/** A score from before the program, on its own scale. */
export interface IntakeScore {
  /** `feedback-360`, `observed-rubric`, `self-report`, or the host's own with a `reliabilityFraction`. */
  readonly source: Id;
  /** The score. */
  readonly score: number;
  /** The lowest score possible. */
  readonly lowestScore: number;
  /** The highest score possible. */
  readonly highestScore: number;
  /** How far the score is believed against the population, 0 to 1; the source's default when absent. */
  readonly reliabilityFraction?: Fraction;
}

const Score = z.number().min(-1_000_000).max(1_000_000);
const reliabilities: ReadonlyMap<string, number> = new Map([["feedback-360", 0.7], ["observed-rubric", 0.7], ["self-report", 0.5]]);

const emptyScale: Fault = { code: "starting-ability.empty_scale", message: "The scale ends at {highestScore}, which is not above its start {lowestScore}.", hint: "Give the lowest and the highest possible score." };
const scoreOffScale: Fault = { code: "starting-ability.score_off_scale", message: "The score {score} lies outside the scale of {lowestScore} to {highestScore}.", hint: "Correct the score or the scale." };
const unknownSource: Fault = { code: "starting-ability.unknown_source", message: "It is not known how far a score from “{source}” can be believed.", hint: "Use feedback-360, observed-rubric or self-report, or give a reliabilityFraction." };
const duplicateSkill: Fault = { code: "starting-ability.duplicate_skill", message: "The skill “{skillId}” is named twice.", hint: "Name each skill once." };

/** A score from before the program, on its own scale. */
export const IntakeScore = z
  .strictObject({ source: Id, score: Score, lowestScore: Score, highestScore: Score, reliabilityFraction: z.exactOptional(Fraction) })
  .check(rule(({ source, score, lowestScore, highestScore, reliabilityFraction }: IntakeScore, report) => {
    if (lowestScore >= highestScore) report(emptyScale, ["highestScore"], { lowestScore, highestScore });
    else if (score < lowestScore || score > highestScore) report(scoreOffScale, ["score"], { score, lowestScore, highestScore });
    if (reliabilityFraction === undefined && !reliabilities.has(source)) report(unknownSource, ["source"], { source });
  }))
  .readonly() satisfies z.ZodType<IntakeScore>;

/** A skill to start with. */
export interface StartingSkill {
  /** The skill. */
  readonly skillId: Id;
  /** What is known from before; when absent the skill starts at the population. */
  readonly intake?: IntakeScore;
}
/** A skill to start with. */
export const StartingSkill = z.strictObject({ skillId: Id, intake: z.exactOptional(IntakeScore) }).readonly() satisfies z.ZodType<StartingSkill>;

/** Where people like this one stand before anything is known of them. */
export interface AbilityPopulation {
  /** Their mean ability, in log-odds. */
  readonly meanLogits: Logits;
  /** How far they spread: one standard deviation. */
  readonly standardDeviationLogits: number;
}
/** Where people like this one stand before anything is known of them. */
export const AbilityPopulation = z.strictObject({ meanLogits: Logits, standardDeviationLogits: z.number().positive().max(100) }).readonly() satisfies z.ZodType<AbilityPopulation>;

/** A person at the start. */
export interface AbilityStart {
  /** Who. */
  readonly participantId: Id;
  /** The skills of the bank, each once. */
  readonly skills: readonly StartingSkill[];
  /** Where people like this one stand; when absent mean 0 and deviation 1 are taken and returned under `assumptions`. */
  readonly population?: AbilityPopulation;
  /** When the scores were taken: from then on idle days count, as `abilityAt` tells. When absent none count before the first outcome. */
  readonly assessedAt?: Instant;
}
/** A person at the start. */
export const AbilityStart = z
  .strictObject({ participantId: Id, skills: z.array(StartingSkill).max(10_000).readonly(), population: z.exactOptional(AbilityPopulation), assessedAt: z.exactOptional(Instant) })
  .check(rule((start: AbilityStart, report) => {
    for (const [index] of repeated(start.skills, ({ skillId }) => skillId)) report(duplicateSkill, ["skills", index, "skillId"], { skillId: start.skills[index]?.skillId ?? "" });
  }))
  .readonly() satisfies z.ZodType<AbilityStart>;

/** Why a skill starts where it does. */
export interface StartedSkill {
  /** The skill. */
  readonly skillId: Id;
  /** An intake score, or what is known of people in general. */
  readonly basis: "intake" | "population";
  /** What the score alone says; null without one. */
  readonly rawLogits: number | null;
  /** How far it is believed; 0 without one. */
  readonly reliabilityFraction: Fraction;
  /** How far the start can be trusted. */
  readonly confidence: AbilityConfidence;
}

/** An ability to start with. */
export interface StartedAbility {
  /** Store it, and pass it to `matchHomework` and `updateAbility`. */
  readonly ability: Ability;
  /** Skill by skill, why. */
  readonly skills: readonly StartedSkill[];
  /** What the first homework should be given for: `consolidate` when nothing is known, so that the first task succeeds. */
  readonly firstPurpose: "consolidate" | "practice";
  /** What the caller did not say and was taken to be: the population, and the reliability of each source used. */
  readonly assumptions: { readonly population?: AbilityPopulation; readonly reliabilities: readonly { readonly source: Id; readonly reliabilityFraction: Fraction }[] };
}

const defaultPopulation: AbilityPopulation = { meanLogits: 0, standardDeviationLogits: 1 };

const reliabilityOf = ({ source, reliabilityFraction }: IntakeScore): number => (reliabilityFraction ?? reliabilities.get(source) ?? 0) + 0;

/**
 * u = (x − lowest) ÷ (highest − lowest), held within .05 and .95; θ = ρ·logit(u) + (1 − ρ)·μ; SE = σ·√(1 − ρ).
 * x score, ρ reliability, μ and σ mean and standard deviation of the population.
 */
function started({ skillId, intake }: StartingSkill, { meanLogits, standardDeviationLogits }: AbilityPopulation): { readonly ability: SkillAbility; readonly why: StartedSkill } {
  const rawLogits = intake === undefined ? null : logit(Math.min(0.95, Math.max(0.05, (intake.score - intake.lowestScore) / (intake.highestScore - intake.lowestScore)))) + 0;
  const reliabilityFraction = intake === undefined ? 0 : reliabilityOf(intake);
  const standardErrorLogits = standardDeviationLogits * Math.sqrt(1 - reliabilityFraction);
  const abilityLogits = reliabilityFraction * (rawLogits ?? 0) + (1 - reliabilityFraction) * meanLogits + 0;
  return {
    ability: { skillId, abilityLogits, standardErrorLogits, outcomeCount: 0 },
    why: { skillId, basis: intake === undefined ? "population" : "intake", rawLogits, reliabilityFraction, confidence: confidenceWord(standardErrorLogits) },
  };
}

function assumedReliabilities(skills: readonly StartingSkill[]): StartedAbility["assumptions"]["reliabilities"] {
  const used = new Set(skills.flatMap(({ intake }) => (intake === undefined || intake.reliabilityFraction !== undefined ? [] : [intake.source])));
  return [...reliabilities].flatMap(([source, reliabilityFraction]) => (used.has(source) ? [{ source, reliabilityFraction }] : []));
}

/**
 * What to believe of a person before the first homework: intake scores, drawn towards the population as far as they are unreliable.
 * Reliabilities are heuristics: .7 for 360° feedback and observed rubrics, .5 for self-reports. Source: Kelley 1947 (regressed true score).
 * A score of `rubricScore` is handed over as its `normalizedFraction`, on a scale of 0 to 1, with the source `observed-rubric`; where that is null nothing was observed, and the skill has no intake.
 *
 * @throws CoachingError `starting-ability.empty_scale`, `starting-ability.score_off_scale`, `starting-ability.unknown_source`, `starting-ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const intake = { source: "feedback-360", score: 2.2, lowestScore: 1, highestScore: 5 };
 * startingAbility({ participantId: "p1", skills: [{ skillId: "vision", intake }] }).ability.skills[0].abilityLogits.toFixed(4); // => "-0.5931"
 * const observed = { normalizedFraction: 0.75 }; // of rubricScore
 * const fromRubric = { source: "observed-rubric", score: observed.normalizedFraction, lowestScore: 0, highestScore: 1 };
 * startingAbility({ participantId: "p1", skills: [{ skillId: "vision", intake: fromRubric }] }).ability.skills[0].abilityLogits.toFixed(4); // => "0.7690"
 * ```
 */
export function startingAbility(input: AbilityStart): StartedAbility {
  const { participantId, skills, population, assessedAt } = check(AbilityStart, input);
  const all = skills.map((skill) => started(skill, population ?? defaultPopulation));
  return {
    ability: { participantId, skills: all.map(({ ability, why }) => (assessedAt === undefined || why.basis === "population" ? ability : { ...ability, estimatedAt: assessedAt })) },
    skills: all.map(({ why }) => why),
    firstPurpose: all.some(({ why }) => why.basis === "intake") ? "practice" : "consolidate",
    assumptions: { ...(population === undefined ? { population: defaultPopulation } : {}), reliabilities: assumedReliabilities(skills) },
  };
}
