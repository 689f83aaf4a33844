import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Count, Id, Instant } from "../unit/index.js";
import { Logits } from "./logits.js";

/** What is known of one person in one skill. */
export interface SkillAbility {
  /** The skill. */
  readonly skillId: Id;
  /** Where the person stands on the scale of item difficulties, in log-odds. */
  readonly abilityLogits: Logits;
  /** How uncertain that is: one standard error. */
  readonly standardErrorLogits: number;
  /** Graded outcomes that went into it. */
  readonly outcomeCount: Count;
  /** When the latest of them was reported. */
  readonly lastOutcomeAt?: Instant;
  /** The instant that both numbers are told for, where it is no outcome's: that of the assessment they start from, or the one `abilityAt` was asked about. */
  readonly estimatedAt?: Instant;
}

const StandardError = z.number().nonnegative().max(100).overwrite((value) => value + 0);

/** What is known of one person in one skill. */
export const SkillAbility = z
  .strictObject({ skillId: Id, abilityLogits: Logits, standardErrorLogits: StandardError, outcomeCount: Count, lastOutcomeAt: z.exactOptional(Instant), estimatedAt: z.exactOptional(Instant) })
  .readonly() satisfies z.ZodType<SkillAbility>;

/** The number of attempt ids that an ability remembers: the latest. */
export const REMEMBERED_ATTEMPTS = 10_000;

/** What is known of one person, skill by skill. One number for a person would call a great speaker good at everything. */
export interface Ability {
  /** Whose ability it is. */
  readonly participantId: Id;
  /** Each skill once, at most 10,000. May name skills of several banks. */
  readonly skills: readonly SkillAbility[];
  /** Attempts already counted, oldest first, so that none counts twice. Kept by `updateAbility`. */
  readonly countedAttemptIds?: readonly Id[];
}

const duplicateSkill: Fault = { code: "ability.duplicate_skill", message: "The skill “{skillId}” is named twice.", hint: "Name each skill once." };

/** What is known of one person, skill by skill. */
export const Ability = z
  .strictObject({ participantId: Id, skills: z.array(SkillAbility).max(10_000).readonly(), countedAttemptIds: z.exactOptional(z.array(Id).max(REMEMBERED_ATTEMPTS).readonly()) })
  .check(rule((ability: Ability, report) => {
    for (const [index] of repeated(ability.skills, ({ skillId }) => skillId)) report(duplicateSkill, ["skills", index, "skillId"], { skillId: ability.skills[index]?.skillId ?? "" });
  }))
  .readonly() satisfies z.ZodType<Ability>;

/** How far an ability can be trusted, in a word. */
export type AbilityConfidence = "low" | "medium" | "high";

/** The word for a checked standard error. */
export const confidenceWord = (standardErrorLogits: number): AbilityConfidence => (standardErrorLogits > 0.7 ? "low" : standardErrorLogits < 0.5 ? "high" : "medium");

/**
 * How far an ability can be trusted: `low` above a standard error of 0.7, `high` below 0.5 (heuristic).
 * A person who starts at 1 and succeeds at four homeworks in five needs some seven for `medium` and nineteen for `high`.
 *
 * @throws CoachingError `input.*` when the standard error is negative or not finite
 * @example
 * ```ts
 * abilityConfidence(0.5477); // => "medium"
 * ```
 */
export const abilityConfidence = (standardErrorLogits: number): AbilityConfidence => confidenceWord(check(StandardError, standardErrorLogits));
