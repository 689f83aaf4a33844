import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Fraction, Id, Instant } from "../unit/index.js";
import { Ability, REMEMBERED_ATTEMPTS, type SkillAbility } from "./ability.js";
import { defaultEvidenceWeights, EvidenceWeights, gradeOf, type OutcomeSource, type UngradedReason } from "./graded-outcome.js";
import { HomeworkAttempt } from "./homework-attempt.js";
import { HomeworkItem } from "./homework-item.js";
import { LOGITS_LIMIT, type Logits } from "./logits.js";
import { modeledSuccess, type ModeledSuccess } from "./success-model.js";
import { bySkill, unknownSkills } from "./success-probability.js";

/** How far one outcome moves an ability: K(n) = first ÷ (1 + decay · n) after n outcomes. */
export interface EloStep {
  /** The step of the first outcome, in log-odds. */
  readonly firstStepLogits: number;
  /** How fast steps shrink; 0 keeps them as they are. */
  readonly decayPerOutcome: number;
}
/** How far one outcome moves an ability. */
export const EloStep = z.strictObject({ firstStepLogits: z.number().positive().max(10), decayPerOutcome: z.number().nonnegative().max(10).overwrite((value) => value + 0) }).readonly() satisfies z.ZodType<EloStep>;

/** An attempt, and the ability and the homework that it bears on. */
export interface AbilityUpdate {
  /** The ability before. */
  readonly ability: Ability;
  /** The homework that was given. */
  readonly item: HomeworkItem;
  /** What became of it. */
  readonly attempt: HomeworkAttempt;
  /** How to learn from it; there is no default. */
  readonly method: "elo";
  /** How far an outcome moves an ability; when absent the default is used and returned under `assumptions`. */
  readonly step?: EloStep;
  /** How much each kind of evidence counts; when absent the default is used and returned under `assumptions`. */
  readonly evidenceWeights?: EvidenceWeights;
}

const wrongItem: Fault = { code: "update-ability.wrong_item", message: "The attempt is at the item “{attempted}”, not at “{given}”.", hint: "Give the item that was attempted." };
const wrongParticipant: Fault = { code: "update-ability.wrong_participant", message: "The attempt is of “{attempted}”, the ability of “{given}”.", hint: "Give the ability of the participant who made the attempt." };
const duplicateAttempt: Fault = { code: "update-ability.duplicate_attempt", message: "The attempt “{id}” has been counted already.", hint: "Send an attempt once; give another attempt its own id." };

/** An attempt, and the ability and the homework that it bears on. */
export const AbilityUpdate = z
  .strictObject({ ability: Ability, item: HomeworkItem, attempt: HomeworkAttempt, method: z.literal("elo"), step: z.exactOptional(EloStep), evidenceWeights: z.exactOptional(EvidenceWeights) })
  .check(rule(({ ability, item, attempt }: AbilityUpdate, report) => {
    if (attempt.itemId !== item.id) report(wrongItem, ["attempt", "itemId"], { attempted: attempt.itemId, given: item.id });
    if (attempt.participantId !== ability.participantId) report(wrongParticipant, ["attempt", "participantId"], { attempted: attempt.participantId, given: ability.participantId });
    if (ability.countedAttemptIds?.includes(attempt.id) === true) report(duplicateAttempt, ["attempt", "id"], { id: attempt.id });
  }))
  .readonly() satisfies z.ZodType<AbilityUpdate>;

/** The largest `Count`. */
const MOST_OUTCOMES = 1_000_000_000;

const defaultStep: EloStep = { firstStepLogits: 1, decayPerOutcome: 0.05 };

/** What one skill learned from an attempt. */
export interface AbilityChange {
  /** The skill. */
  readonly skillId: Id;
  /** Ability before. */
  readonly beforeLogits: Logits;
  /** Ability after. */
  readonly afterLogits: Logits;
  /** The difference. */
  readonly changeLogits: number;
  /** The step K(n) that the skill had at this outcome. */
  readonly stepLogits: number;
  /** The skill's share of the item. */
  readonly weight: number;
}

/** The ability after an attempt, and why it is what it is. */
export interface UpdatedAbility {
  /** The ability after; the same as before when the attempt says nothing about it. */
  readonly ability: Ability;
  /** What was learned, skill by skill; empty when nothing was. */
  readonly changes: readonly AbilityChange[];
  /** The outcome that the ability before led one to expect. */
  readonly expectedOutcome: number;
  /** The outcome; null when the attempt says nothing about ability. */
  readonly outcome: Fraction | null;
  /** Outcome less expectation: above 0 better than expected; null without an outcome. */
  readonly surprise: number | null;
  /** How much the outcome counts. */
  readonly evidenceWeight: Fraction;
  /** What the outcome is made of. */
  readonly sources: readonly OutcomeSource[];
  /** Why nothing was learned; null when something was. */
  readonly reason: UngradedReason | null;
  /** How it was learned. */
  readonly method: "elo";
  /** What the caller did not say and was taken to be. Items keep their difficulty: moving items and people at once under adaptive choice lets ratings drift apart. */
  readonly assumptions: { readonly itemDifficulties: "fixed"; readonly step?: EloStep; readonly evidenceWeights?: EvidenceWeights };
}

interface Lesson {
  readonly surprise: number;
  readonly evidenceWeight: number;
  readonly step: EloStep;
  readonly modeled: ModeledSuccess;
  readonly reportedAt: Instant;
}

const later = (left: Instant | undefined, right: Instant): Instant => (left !== undefined && millisecondsOf(left) > millisecondsOf(right) ? left : right);
const held = (logits: number): number => Math.min(LOGITS_LIMIT, Math.max(-LOGITS_LIMIT, logits)) + 0;

/**
 * θ′ = θ + K(n)·e·w·(S − P); K(n) = a ÷ (1 + b·n).
 * θ ability, n outcomes so far, e evidence weight, w the skill's share, S outcome, P expected outcome, a first step, b decay.
 */
function changeOf(index: number, before: SkillAbility, { surprise, evidenceWeight, step, modeled }: Lesson): AbilityChange {
  const weight = modeled.estimate.contributions[index]?.weight ?? 0;
  const stepLogits = step.firstStepLogits / (1 + step.decayPerOutcome * before.outcomeCount);
  const afterLogits = held(before.abilityLogits + stepLogits * evidenceWeight * weight * surprise);
  return { skillId: before.skillId, beforeLogits: before.abilityLogits, afterLogits, changeLogits: afterLogits - before.abilityLogits, stepLogits, weight };
}

/** SE′ = 1 ÷ √(1 ÷ SE² + e·s²·P·(1 − P)): s the slope of the log-odds of P in this skill (w·a when compensatory), e evidence weight. */
function standardErrorAfter(before: number, slope: number, { evidenceWeight, modeled: { estimate } }: Lesson): number {
  const information = evidenceWeight * slope ** 2 * estimate.probability * (1 - estimate.probability);
  return before / Math.sqrt(1 + before ** 2 * information);
}

function learned(ability: Ability, attemptId: Id, lesson: Lesson): { readonly ability: Ability; readonly changes: readonly AbilityChange[] } {
  const { contributions } = lesson.modeled.estimate;
  const places = new Map(contributions.map(({ skillId }, index) => [skillId, index]));
  const moves = ability.skills.flatMap((before) => {
    const index = places.get(before.skillId);
    return index === undefined ? [] : [{ index, change: changeOf(index, before, lesson) }];
  });
  const moved = new Map(moves.map((move) => [move.change.skillId, move]));
  const skills = ability.skills.map((before) => {
    const move = moved.get(before.skillId);
    if (move === undefined) return before;
    const standardErrorLogits = standardErrorAfter(before.standardErrorLogits, lesson.modeled.slopes[move.index] ?? 0, lesson);
    return { skillId: before.skillId, abilityLogits: move.change.afterLogits, standardErrorLogits, outcomeCount: Math.min(before.outcomeCount + 1, MOST_OUTCOMES), lastOutcomeAt: later(before.lastOutcomeAt, lesson.reportedAt) };
  });
  const countedAttemptIds = [...(ability.countedAttemptIds ?? []), attemptId].slice(-REMEMBERED_ATTEMPTS);
  return { ability: { participantId: ability.participantId, skills, countedAttemptIds }, changes: moves.sort((left, right) => left.index - right.index).map(({ change }) => change) };
}

/**
 * The ability after an attempt: every skill of the item moves by its share of the surprise, less and less as outcomes add up.
 * An attempt that says nothing about ability (not done for want of time, done and unrated …) changes nothing and is not counted, so that a rating may follow.
 * Store the returned ability; the loop is closed by passing it to the next match.
 *
 * Sources: Elo 1978; Pelánek 2016, Applications of the Elo rating system in adaptive educational systems (uncertainty function). The step's default is a heuristic for the 10 to 30 homeworks of a program.
 *
 * @throws CoachingError `update-ability.wrong_item`, `update-ability.wrong_participant`, `update-ability.duplicate_attempt`, `success-probability.unknown_skill`, `homework-item.*`, `homework-attempt.*`, `graded-outcome.no_weight`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: -1.8 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const ability = { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 1, outcomeCount: 0 }] };
 * const attempt = { id: "a1", itemId: "h1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 4, ratingCount: 5 } };
 * updateAbility({ ability, item, attempt, method: "elo" }).changes[0].afterLogits.toFixed(6); // => "-0.939974"
 * ```
 */
export function updateAbility(input: AbilityUpdate): UpdatedAbility {
  const { ability, item, attempt, method, step, evidenceWeights } = check(AbilityUpdate, input);
  const skills = bySkill(ability);
  const modeled = modeledSuccess(item, skills);
  if (modeled === undefined) throw unknownSkills(item, skills);
  const grade = gradeOf(attempt, evidenceWeights ?? defaultEvidenceWeights);
  const expectedOutcome = modeled.estimate.probability;
  const surprise = grade.outcome === null ? null : grade.outcome - expectedOutcome;
  const lesson = surprise === null ? { ability, changes: [] } : learned(ability, attempt.id, { surprise, evidenceWeight: grade.evidenceWeight, step: step ?? defaultStep, modeled, reportedAt: attempt.reportedAt });
  const assumptions = { itemDifficulties: "fixed", ...(step === undefined ? { step: defaultStep } : {}), ...(evidenceWeights === undefined ? { evidenceWeights: defaultEvidenceWeights } : {}) } as const;
  return { ...lesson, ...grade, expectedOutcome, surprise, method, assumptions };
}
