import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { RatingChain } from "../psychometrics/index.js";
import type { Fraction } from "../unit/index.js";
import { Ability } from "./ability.js";
import { type AbilityChange, lessonOf } from "./ability-lesson.js";
import type { UngradedReason } from "./graded-outcome.js";
import { HomeworkAttempt } from "./homework-attempt.js";
import { HomeworkItem } from "./homework-item.js";
import { heldLogits } from "./logits.js";
import { bySkill, unknownSkills } from "./success-probability.js";
import { assumableKeys, type AssumedLearning, type LearningChoice, learningOf, remembered, reportLearning } from "./update-ability.js";

/** One person in both chains. */
export interface ChainedAbilities {
  /** Learned from what was chosen by the second. */
  readonly first: Ability;
  /** Learned from what was chosen by the first. */
  readonly second: Ability;
}
/** One person in both chains. */
export const ChainedAbilities = z.strictObject({ first: Ability, second: Ability }).readonly() satisfies z.ZodType<ChainedAbilities>;

/** One homework in both chains: the same but for its difficulties. */
export interface ChainedItems {
  /** As the first copy of the bank has it. */
  readonly first: HomeworkItem;
  /** As the second copy has it. */
  readonly second: HomeworkItem;
}
/** One homework in both chains: the same but for its difficulties. */
export const ChainedItems = z.strictObject({ first: HomeworkItem, second: HomeworkItem }).readonly() satisfies z.ZodType<ChainedItems>;

/** An attempt at a homework that was chosen by one of two chains. */
export interface ChainedAttempt extends Omit<LearningChoice, "method" | "at"> {
  /** The person. */
  readonly abilities: ChainedAbilities;
  /** The homework. */
  readonly items: ChainedItems;
  /** What became of it. */
  readonly attempt: HomeworkAttempt;
  /** The chain by whose ability and difficulties the homework was chosen; the other one learns. */
  readonly chosenBy: RatingChain;
  /** How far a complete surprise moves the difficulty of an item of one skill, in log-odds. */
  readonly itemStepLogits: number;
}

const wrongItem: Fault = { code: "update-chains.wrong_item", message: "The attempt is at the item “{attempted}”, not at “{given}”.", hint: "Give both copies of the item that was attempted." };
const otherLoads: Fault = { code: "update-chains.other_loads", message: "The two copies of the item do not take the same skills by the same weights.", hint: "Let the copies differ in difficulties alone." };
const otherPerson: Fault = { code: "update-chains.other_person", message: "The first ability is of “{first}”, the second of “{second}”.", hint: "Give both abilities of one person." };

const skillsOf = ({ loads }: HomeworkItem): string => JSON.stringify(loads.map(({ skillId, weight }) => [skillId, weight]));

/** An attempt at a homework that was chosen by one of two chains. */
export const ChainedAttempt = z
  .strictObject({ abilities: ChainedAbilities, items: ChainedItems, attempt: HomeworkAttempt, chosenBy: z.enum(["first", "second"]), itemStepLogits: z.number().nonnegative().max(10).overwrite((value) => value + 0), ...assumableKeys })
  .check(rule(({ abilities: { first, second }, items, attempt }: ChainedAttempt, report) => {
    for (const chain of ["first", "second"] as const) if (items[chain].id !== attempt.itemId) report(wrongItem, ["items", chain, "id"], { attempted: attempt.itemId, given: items[chain].id });
    if (skillsOf(items.first) !== skillsOf(items.second)) report(otherLoads, ["items", "second", "loads"]);
    if (first.participantId !== second.participantId) report(otherPerson, ["abilities", "second", "participantId"], { first: first.participantId, second: second.participantId });
    const countedAttemptIds = [...(first.countedAttemptIds ?? []), ...(second.countedAttemptIds ?? [])];
    reportLearning({ ability: { ...first, countedAttemptIds }, method: "elo" }, [{ attempt, path: ["attempt"] }], report);
  }))
  .readonly() satisfies z.ZodType<ChainedAttempt>;

/** Both chains after an attempt. */
export interface UpdatedChains {
  /** The person in both chains; one of them learned. */
  readonly abilities: ChainedAbilities;
  /** The homework in both chains; the same one learned. Its version stays: these are working copies. */
  readonly items: ChainedItems;
  /** The chain to choose this person's next homework by, so that both learn in turn; the same as before when nothing was learned. */
  readonly chooseNextBy: RatingChain;
  /** The outcome that the chain which learned led one to expect. */
  readonly expectedOutcome: Fraction;
  /** The outcome; null when the attempt says nothing about ability. */
  readonly outcome: Fraction | null;
  /** What the person's ability learned, skill by skill. */
  readonly changes: readonly AbilityChange[];
  /** Why nothing was learned; null when something was. */
  readonly reason: UngradedReason | null;
  /** What the caller did not say and was taken to be. */
  readonly assumptions: Omit<AssumedLearning, "itemDifficulties"> & { readonly itemDifficulties: "two-chains" };
}

/** b′ = b − K·e·w·(S − P): an item that was done better than expected is easier. */
function movedItem(item: HomeworkItem, pull: number): HomeworkItem {
  const weightSum = item.loads.reduce((sum, { weight }) => sum + weight, 0);
  return { ...item, loads: item.loads.map((load) => ({ ...load, difficultyLogits: heldLogits(load.difficultyLogits - (pull * load.weight) / weightSum) })) };
}

/**
 * For hosts whose items must move while people do: two parallel chains of abilities and difficulties, of which one chooses and the other learns, in turn. `updateAbility`, with items fixed and calibrated in batches, is the default and mostly enough.
 *
 * With one chain an error in a rating chooses the outcomes that then seem to confirm it: whoever is rated too high is given what is rated too hard, and the spread of all ratings grows without end.
 * Here the copy that chose does not learn from its own choice. Keep two copies of the bank and two abilities of each person; match by the copy `chooseNextBy` names; put what comes back in both places.
 * Every few outcomes call `recenterDifficulties` for each chain, since nothing else keeps the scale from drifting. Publish moved difficulties as new versions of the items, as a mean of both chains.
 * Of one skill this is `eloChains` of the room psychometrics. Elo only: in Glicko an item would need a standard error of its own.
 * Source: Bolsinova, Gergely, Brinkhuis 2025, Keeping Elo alive, British Journal of Mathematical and Statistical Psychology.
 *
 * @throws CoachingError `update-chains.wrong_item`, `update-chains.other_loads`, `update-chains.other_person`, `update-ability.wrong_participant`, `update-ability.duplicate_attempt`, `success-probability.unknown_skill`, `homework-item.*`, `homework-attempt.*`, `graded-outcome.no_weight`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const { ability } = startingAbility({ participantId: "p1", skills: [{ skillId: "vision" }] });
 * const attempt = { id: "a1", itemId: "h1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "completed", coachRating: { rating: 5, ratingCount: 5 } };
 * const { items, chooseNextBy } = updateChains({ abilities: { first: ability, second: ability }, items: { first: item, second: item }, attempt, chosenBy: "first", itemStepLogits: 0.2 });
 * [items.first.loads[0].difficultyLogits, items.second.loads[0].difficultyLogits, chooseNextBy]; // => [0, -0.1, "second"]
 * ```
 */
export function updateChains(input: ChainedAttempt): UpdatedChains {
  const { abilities, items, attempt, chosenBy, itemStepLogits, ...choice } = check(ChainedAttempt, input);
  const { rules, assumptions } = learningOf({ ...choice, method: "elo" });
  const learner = chosenBy === "first" ? "second" : "first";
  const [ability, item] = [abilities[learner], items[learner]];
  const known = bySkill(ability);
  const lesson = lessonOf(known, { item, attempt }, rules);
  if (lesson === undefined) throw unknownSkills(item, known);
  const { grade: { outcome, evidenceWeight, reason }, surprise, expectedOutcome, changes } = lesson;
  const rest = { expectedOutcome, outcome, changes, reason, assumptions: { ...assumptions, itemDifficulties: "two-chains" as const } };
  if (surprise === null) return { abilities, items, chooseNextBy: chosenBy, ...rest };
  const moved = bySkill({ ...ability, skills: lesson.skills });
  const learned: Ability = { participantId: ability.participantId, skills: ability.skills.map((skill) => moved.get(skill.skillId) ?? skill), countedAttemptIds: remembered(ability.countedAttemptIds, [attempt.id]) };
  return { abilities: { ...abilities, [learner]: learned }, items: { ...items, [learner]: movedItem(item, itemStepLogits * evidenceWeight * surprise) }, chooseNextBy: learner, ...rest };
}
