import * as z from "zod";
import { check, type Fault, type Report, repeated, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Fraction, Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { Ability, REMEMBERED_ATTEMPTS } from "./ability.js";
import type { AbilityChange, AbilityLearning } from "./ability-lesson.js";
import { lessonOf } from "./ability-lesson.js";
import type { UngradedReason } from "./graded-outcome.js";
import { HomeworkAttempt } from "./homework-attempt.js";
import { HomeworkBank } from "./homework-bank.js";
import type { HomeworkItem } from "./homework-item.js";
import { bySkill } from "./success-probability.js";
import { type AssumedLearning, learningKeys, type LearningChoice, learningOf, remembered, reportLearning } from "./update-ability.js";

/** A person's history, to be learned from anew. */
export interface AttemptReplay extends LearningChoice {
  /** The ability that the history starts from: that of `startingAbility`, or a stored one. */
  readonly ability: Ability;
  /** The homework that the attempts are at. */
  readonly bank: HomeworkBank;
  /** What became of it, in any order; at most 10,000, each once, all of the ability's participant. */
  readonly attempts: readonly HomeworkAttempt[];
}

const unknownItem: Fault = { code: "replay-attempts.unknown_item", message: "The bank has no item with the id “{itemId}”.", hint: "Add the item, or correct the id." };
const unknownSkill: Fault = { code: "replay-attempts.unknown_skill", message: "The ability does not name the skill “{skillId}”, which the item “{itemId}” takes.", hint: "Add the skill with startingAbility, or correct the id." };
const duplicateAttempt: Fault = { code: "replay-attempts.duplicate_attempt", message: "The attempt “{id}” is there twice.", hint: "Send an attempt once; give another attempt its own id." };

function reportItems({ ability, bank, attempts }: AttemptReplay, report: Report): void {
  const items = new Map(bank.items.map((item) => [item.id, item]));
  const skills = bySkill(ability);
  attempts.forEach(({ itemId }, index) => {
    const item = items.get(itemId);
    if (item === undefined) report(unknownItem, ["attempts", index, "itemId"], { itemId });
    for (const { skillId, weight } of item?.loads ?? []) if (weight > 0 && !skills.has(skillId)) report(unknownSkill, ["attempts", index, "itemId"], { skillId, itemId });
  });
}

/** A person's history, to be learned from anew. */
export const AttemptReplay = z
  .strictObject({ ability: Ability, bank: HomeworkBank, attempts: z.array(HomeworkAttempt).max(REMEMBERED_ATTEMPTS).readonly(), ...learningKeys })
  .check(rule((replay: AttemptReplay, report) => {
    for (const [index, { id }] of repeated(replay.attempts, ({ id }) => id)) report(duplicateAttempt, ["attempts", index, "id"], { id });
    reportLearning(replay, replay.attempts.map((attempt, index) => ({ attempt, path: ["attempts", index] })), report);
    reportItems(replay, report);
  }))
  .readonly() satisfies z.ZodType<AttemptReplay>;

/** What one attempt of a history taught. */
export interface ReplayedAttempt {
  /** The attempt. */
  readonly attemptId: Id;
  /** The homework. */
  readonly itemId: Id;
  /** When it was reported. */
  readonly reportedAt: Instant;
  /** The outcome that the ability before led one to expect. */
  readonly expectedOutcome: Fraction;
  /** The outcome; null when the attempt says nothing about ability. */
  readonly outcome: Fraction | null;
  /** Outcome less expectation; null without an outcome. */
  readonly surprise: number | null;
  /** How much the outcome counts. */
  readonly evidenceWeight: Fraction;
  /** Why nothing was learned; null when something was. */
  readonly reason: UngradedReason | null;
  /** What was learned, skill by skill; empty when nothing was. */
  readonly changes: readonly AbilityChange[];
}

/** The ability after a history, and how it came to be. */
export interface ReplayedAbility {
  /** The ability after; the same as before when there is no attempt. */
  readonly ability: Ability;
  /** Attempt by attempt, in the order in which they were reported. */
  readonly attempts: readonly ReplayedAttempt[];
  /** How it was learned. */
  readonly method: AbilityLearning;
  /** What the caller did not say and was taken to be. */
  readonly assumptions: AssumedLearning;
}

const inOrder = (attempts: readonly HomeworkAttempt[]): readonly HomeworkAttempt[] =>
  attempts.map((attempt) => ({ attempt, at: millisecondsOf(attempt.reportedAt) })).sort((left, right) => left.at - right.at || inTextOrder(left.attempt.id, right.attempt.id)).map(({ attempt }) => attempt);

/**
 * The ability after a whole history: what `updateAbility` answers attempt by attempt, ordered by `reportedAt`, then by id.
 * For a host that has only attempts, that changed its evidence weights, or that gave items new difficulties (`recalibratedBank`): abilities learned against the old ones are stale.
 *
 * @throws CoachingError `replay-attempts.unknown_item`, `replay-attempts.unknown_skill`, `replay-attempts.duplicate_attempt`, `update-ability.wrong_participant`, `update-ability.duplicate_attempt`, `update-ability.future_attempt`, `update-ability.step_without_elo`, `ability-at.future`, `homework-bank.*`, `homework-item.*`, `homework-attempt.*`, `graded-outcome.no_weight`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision talk" }], items: [] };
 * const { ability } = startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }] });
 * replayAttempts({ ability, bank, attempts: [], method: "glicko" }).ability.skills[0].standardErrorLogits; // => 1
 * ```
 */
export function replayAttempts(input: AttemptReplay): ReplayedAbility {
  const { ability, bank, attempts, ...choice } = check(AttemptReplay, input);
  const { rules, assumptions } = learningOf(choice);
  const items = new Map<string, HomeworkItem>(bank.items.map((item) => [item.id, item]));
  const skills = new Map(bySkill(ability));
  const replayed = inOrder(attempts).flatMap((attempt): readonly ReplayedAttempt[] => {
    const item = items.get(attempt.itemId);
    const lesson = item === undefined ? undefined : lessonOf(skills, { item, attempt }, rules);
    if (lesson === undefined) return [];
    for (const skill of lesson.skills) skills.set(skill.skillId, skill);
    const { grade: { outcome, evidenceWeight, reason }, expectedOutcome, surprise, changes } = lesson;
    return [{ attemptId: attempt.id, itemId: attempt.itemId, reportedAt: attempt.reportedAt, expectedOutcome, outcome, surprise, evidenceWeight, reason, changes }];
  });
  const counted = replayed.flatMap(({ attemptId, outcome }) => (outcome === null ? [] : [attemptId]));
  const after = counted.length === 0 ? ability : { participantId: ability.participantId, skills: [...skills.values()], countedAttemptIds: remembered(ability.countedAttemptIds, counted) };
  return { ability: after, attempts: replayed, method: choice.method, assumptions };
}
