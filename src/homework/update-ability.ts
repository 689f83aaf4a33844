import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Fraction, type Id, Instant } from "../unit/index.js";
import { Ability, REMEMBERED_ATTEMPTS } from "./ability.js";
import { AbilityForgetting, agingOf, type AssumedAging, IdleGrowth, reportFuture } from "./ability-at.js";
import { type AbilityChange, type AbilityLearning, EloStep, type LearningRules, lessonOf } from "./ability-lesson.js";
import { defaultEvidenceWeights, EvidenceWeights, type OutcomeSource, type UngradedReason } from "./graded-outcome.js";
import { HomeworkAttempt } from "./homework-attempt.js";
import { HomeworkItem } from "./homework-item.js";
import { bySkill, unknownSkills } from "./success-probability.js";

/** How to learn from outcomes. */
export interface LearningChoice {
  /** `glicko` (recommended): who is less known moves further, and idle time makes less known. `elo`: a step that shrinks with every outcome. There is no default. */
  readonly method: AbilityLearning;
  /** For `elo`: how far an outcome moves an ability; when absent the default is used and returned under `assumptions`. */
  readonly step?: EloStep;
  /** How much each kind of evidence counts; when absent the default is used and returned under `assumptions`. */
  readonly evidenceWeights?: EvidenceWeights;
  /** How certainty fades in idle days before an attempt; when absent the default is used and returned under `assumptions`. */
  readonly idle?: IdleGrowth;
  /** How ability fades in idle days before an attempt; when absent it stays. */
  readonly forgetting?: AbilityForgetting;
  /** The present. When given, what is reported after it is refused. */
  readonly at?: Instant;
}

/** An attempt, and the ability and the homework that it bears on. */
export interface AbilityUpdate extends LearningChoice {
  /** The ability before. */
  readonly ability: Ability;
  /** The homework that was given. */
  readonly item: HomeworkItem;
  /** What became of it. */
  readonly attempt: HomeworkAttempt;
}

const wrongItem: Fault = { code: "update-ability.wrong_item", message: "The attempt is at the item “{attempted}”, not at “{given}”.", hint: "Give the item that was attempted." };
const wrongParticipant: Fault = { code: "update-ability.wrong_participant", message: "The attempt is of “{attempted}”, the ability of “{given}”.", hint: "Give the ability of the participant who made the attempt." };
const duplicateAttempt: Fault = { code: "update-ability.duplicate_attempt", message: "The attempt “{id}” has been counted already.", hint: "Send an attempt once; give another attempt its own id." };
const futureAttempt: Fault = { code: "update-ability.future_attempt", message: "The attempt was reported at {reportedAt}, which is after {at}.", hint: "Correct the dates, or wait." };
const stepWithoutElo: Fault = { code: "update-ability.step_without_elo", message: "A step is given, which the method “{method}” does not use.", hint: "Leave the step out, or learn by elo." };

/** The keys of a choice that may be left out. */
export const assumableKeys = { step: z.exactOptional(EloStep), evidenceWeights: z.exactOptional(EvidenceWeights), idle: z.exactOptional(IdleGrowth), forgetting: z.exactOptional(AbilityForgetting) };
/** The keys of a choice, for every schema that holds one. */
export const learningKeys = { method: z.enum(["glicko", "elo"]), ...assumableKeys, at: z.exactOptional(Instant) };

/** What is wrong with a choice, with attempts at their paths, or with the ability that they bear on. */
export function reportLearning({ ability, method, step, at }: LearningChoice & { readonly ability: Ability }, attempts: readonly { readonly attempt: HomeworkAttempt; readonly path: readonly (string | number)[] }[], report: Report): void {
  if (method !== "elo" && step !== undefined) report(stepWithoutElo, ["step"], { method });
  if (at !== undefined) reportFuture(ability.skills, at, report);
  const counted = new Set(ability.countedAttemptIds);
  for (const { attempt, path } of attempts) {
    if (attempt.participantId !== ability.participantId) report(wrongParticipant, [...path, "participantId"], { attempted: attempt.participantId, given: ability.participantId });
    if (counted.has(attempt.id)) report(duplicateAttempt, [...path, "id"], { id: attempt.id });
    if (at !== undefined && millisecondsOf(attempt.reportedAt) > millisecondsOf(at)) report(futureAttempt, [...path, "reportedAt"], { reportedAt: attempt.reportedAt, at });
  }
}

/** An attempt, and the ability and the homework that it bears on. */
export const AbilityUpdate = z
  .strictObject({ ability: Ability, item: HomeworkItem, attempt: HomeworkAttempt, ...learningKeys })
  .check(rule((update: AbilityUpdate, report) => {
    const { item, attempt } = update;
    if (attempt.itemId !== item.id) report(wrongItem, ["attempt", "itemId"], { attempted: attempt.itemId, given: item.id });
    reportLearning(update, [{ attempt, path: ["attempt"] }], report);
  }))
  .readonly() satisfies z.ZodType<AbilityUpdate>;

const defaultStep: EloStep = { firstStepLogits: 1, decayPerOutcome: 0.05 };

/** What the caller did not say and was taken to be. */
export interface AssumedLearning extends AssumedAging {
  /** Items keep their difficulty: moving items and people at once under adaptive choice lets ratings drift apart. See `updateChains` for items that must move. */
  readonly itemDifficulties: "fixed";
  /** How far an outcome moves an ability. */
  readonly step?: EloStep;
  /** How much each kind of evidence counts. */
  readonly evidenceWeights?: EvidenceWeights;
}

/** A choice filled in, and what had to be assumed. */
export function learningOf({ method, step, evidenceWeights, ...fading }: LearningChoice): { readonly rules: LearningRules; readonly assumptions: AssumedLearning } {
  const { aging, assumed } = agingOf(fading);
  return {
    rules: { method, step: step ?? defaultStep, evidenceWeights: evidenceWeights ?? defaultEvidenceWeights, aging },
    assumptions: { itemDifficulties: "fixed", ...(method === "elo" && step === undefined ? { step: defaultStep } : {}), ...(evidenceWeights === undefined ? { evidenceWeights: defaultEvidenceWeights } : {}), ...assumed },
  };
}

/** The attempts that an ability remembers after some more, oldest first. */
export const remembered = (before: readonly Id[] | undefined, counted: readonly Id[]): readonly Id[] => [...(before ?? []), ...counted].slice(-REMEMBERED_ATTEMPTS);

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
  readonly method: AbilityLearning;
  /** What the caller did not say and was taken to be. */
  readonly assumptions: AssumedLearning;
}

/**
 * The ability after an attempt: every skill of the item takes its part of the surprise S − P.
 * An attempt that says nothing about ability (not done for want of time, done and unrated …) changes nothing and is not counted, so that a rating may follow.
 * Store the returned ability; the loop is closed by passing it to the next match.
 *
 * `glicko`, recommended: an ability moves the further the less it is known, with Glicko's variance and idle growth, and to the exact mode instead of by one Newton step, which overshoots for sharp items. Of one skill θ′ = θ + s²·e·a·(S − P′), s′² = 1 ÷ (1 ÷ s² + e·a²·P′(1 − P′)), P′ the expected outcome at θ′; of several each takes the part of the move that is its part of the uncertainty.
 * `elo`: θ′ = θ + K(n)·e·w·(S − P), K(n) = first ÷ (1 + decay·n), and the standard error beside it.
 * θ ability, s its standard error, P expected outcome, S outcome, a discrimination, w the skill's share, n outcomes so far, e evidence weight.
 * Idle days before the attempt count first, as in `abilityAt`, for both methods. An attempt reported before the last outcome has none: it neither ages nor rejuvenates what is known.
 *
 * Sources: Glickman 1999; Elo 1978; Pelánek 2016, Applications of the Elo rating system in adaptive educational systems (uncertainty function). The step's default is a heuristic for the 10 to 30 homeworks of a program.
 *
 * @throws CoachingError `update-ability.wrong_item`, `update-ability.wrong_participant`, `update-ability.duplicate_attempt`, `update-ability.future_attempt`, `update-ability.step_without_elo`, `ability-at.future`, `success-probability.unknown_skill`, `homework-item.*`, `homework-attempt.*`, `graded-outcome.no_weight`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: -1.8 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const ability = { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 1, outcomeCount: 0 }] };
 * const attempt = { id: "a1", itemId: "h1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 4, ratingCount: 5 } };
 * updateAbility({ ability, item, attempt, method: "elo" }).changes[0].afterLogits.toFixed(6); // => "-0.939974"
 * updateAbility({ ability, item, attempt, method: "glicko" }).changes[0].afterLogits.toFixed(6); // => "-0.950469"
 * ```
 */
export function updateAbility(input: AbilityUpdate): UpdatedAbility {
  const { ability, item, attempt, ...choice } = check(AbilityUpdate, input);
  const { rules, assumptions } = learningOf(choice);
  const known = bySkill(ability);
  const lesson = lessonOf(known, { item, attempt }, rules);
  if (lesson === undefined) throw unknownSkills(item, known);
  const { grade, changes, expectedOutcome, surprise } = lesson;
  const moved = bySkill({ ...ability, skills: lesson.skills });
  const after = surprise === null ? ability : { participantId: ability.participantId, skills: ability.skills.map((skill) => moved.get(skill.skillId) ?? skill), countedAttemptIds: remembered(ability.countedAttemptIds, [attempt.id]) };
  return { ability: after, changes, ...grade, expectedOutcome, surprise, method: choice.method, assumptions };
}
