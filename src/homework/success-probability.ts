import * as z from "zod";
import { check, CoachingError, type Fault, issueOf } from "../error/index.js";
import { Ability, type SkillAbility } from "./ability.js";
import { HomeworkItem } from "./homework-item.js";
import { modeledSuccess, type SuccessEstimate } from "./success-model.js";

/** A homework and the person who would do it. */
export interface HomeworkForPerson {
  /** The homework. */
  readonly item: HomeworkItem;
  /** What is known of the person. */
  readonly ability: Ability;
}
/** A homework and the person who would do it. */
export const HomeworkForPerson = z.strictObject({ item: HomeworkItem, ability: Ability }).readonly() satisfies z.ZodType<HomeworkForPerson>;

const unknownSkill: Fault = { code: "success-probability.unknown_skill", message: "The ability does not name the skill “{skillId}”, which the item takes.", hint: "Add the skill with startingAbility, or correct the id." };

/** Skills by id. */
export const bySkill = (ability: Ability): ReadonlyMap<string, SkillAbility> => new Map(ability.skills.map((skill) => [skill.skillId, skill]));

/** One error for all skills that an item takes and the ability does not name. */
export function unknownSkills({ loads }: HomeworkItem, skills: ReadonlyMap<string, SkillAbility>): CoachingError {
  const missing = loads.flatMap(({ skillId, weight }, index) => (weight === 0 || skills.has(skillId) ? [] : [issueOf(unknownSkill, ["item", "loads", index, "skillId"], { skillId })]));
  return new CoachingError(missing);
}

/**
 * The chance that a person does a homework well, skill by skill.
 *
 * Compensatory: P = σ(Σ w·a·(θ − b)), a strength offsets a weakness. Conjunctive: P = Π σ(a·(θ − b)), every skill is needed.
 * w weight over the sum of weights, a discrimination, θ ability, b difficulty, σ(x) = 1 ÷ (1 + e^−x).
 * Sources: Rasch 1960; Birnbaum 1968; Reckase 2009, Multidimensional Item Response Theory. With a graded outcome P is the expected outcome.
 *
 * @throws CoachingError `success-probability.unknown_skill`, `homework-item.*`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: -1.8 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const ability = { participantId: "new-leader", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 1, outcomeCount: 0 }] };
 * successProbability({ item, ability }).probability.toFixed(4); // => "0.6900"
 * ```
 */
export function successProbability(input: HomeworkForPerson): SuccessEstimate {
  const { item, ability } = check(HomeworkForPerson, input);
  const skills = bySkill(ability);
  const modeled = modeledSuccess(item, skills);
  if (modeled === undefined) throw unknownSkills(item, skills);
  return modeled.estimate;
}
