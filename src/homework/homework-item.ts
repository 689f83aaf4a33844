import * as z from "zod";
import { type Fault, pattern, repeated, rule } from "../error/index.js";
import { Id, Minutes, Prose, Title } from "../unit/index.js";
import { Logits } from "./logits.js";

/** How much one skill matters in an item, and how hard the item is on it. */
export interface SkillLoad {
  /** A skill of the bank. */
  readonly skillId: Id;
  /** Zero or more; weights are divided by their sum. A weight of 0 leaves the skill out. */
  readonly weight: number;
  /** The ability at which this skill gives an even chance, in log-odds. Anchored by experts until enough outcomes allow calibration. */
  readonly difficultyLogits: Logits;
}
/** How much one skill matters in an item, and how hard the item is on it. */
export const SkillLoad = z.strictObject({ skillId: Id, weight: z.number().nonnegative().max(1_000_000).overwrite((weight) => weight + 0), difficultyLogits: Logits }).readonly() satisfies z.ZodType<SkillLoad>;

/** A skill that must be mastered before an item is given. */
export interface SkillPrerequisite {
  /** A skill of the bank. */
  readonly skillId: Id;
  /** How hard the task is at which mastery is judged; the matching policy's value when absent. */
  readonly masteryDifficultyLogits?: Logits;
}
/** A skill that must be mastered before an item is given. */
export const SkillPrerequisite = z.strictObject({ skillId: Id, masteryDifficultyLogits: z.exactOptional(Logits) }).readonly() satisfies z.ZodType<SkillPrerequisite>;

/** A language by its BCP 47 tag. */
export const LanguageTag = pattern(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/u, { maximumLength: 35, error: "A language is a BCP 47 tag.\nWrite it as en or pt-BR." });

/** One homework: what it trains, how hard it is on each skill, what it needs and what it asks for. */
export interface HomeworkItem {
  /** The same through all versions. */
  readonly id: Id;
  /** 1, 2, 3 …; a changed text or difficulty is a new version. */
  readonly version: number;
  /** What the participant sees first. */
  readonly title: Title;
  /** What to do, in the participant's daily work. */
  readonly instructions?: Prose;
  /** The skills it takes, each once, 1 to 50. */
  readonly loads: readonly SkillLoad[];
  /** How sharply the chance rises with ability; 1 is the Rasch model. */
  readonly discrimination: number;
  /** `compensatory`: a strength offsets a weakness. `conjunctive`: every skill is needed, and each further skill lowers the chance. */
  readonly combine: "compensatory" | "conjunctive";
  /** Skills to be mastered first. */
  readonly prerequisites: readonly SkillPrerequisite[];
  /** The participant's time. */
  readonly durationMinutes: Minutes;
  /** The languages it is written in, BCP 47 tags such as `en` or `pt-BR`. */
  readonly languages: readonly string[];
  /** Where it can be done (`team-meeting`, `one-on-one`); empty means anywhere. */
  readonly contexts: readonly Id[];
  /** The host's own labels; a match can exclude some of them. */
  readonly tags: readonly Id[];
  /** What the participant shows afterwards. */
  readonly evidenceAsked?: Prose;
}

const zeroWeights: Fault = { code: "homework-item.zero_weights", message: "The weights of the item's skills add up to zero.", hint: "Give at least one skill a weight above zero." };
const duplicateSkill: Fault = { code: "homework-item.duplicate_skill", message: "The skill “{skillId}” is named twice.", hint: "Name each skill once." };

/** One homework: what it trains, how hard it is on each skill, what it needs and what it asks for. */
export const HomeworkItem = z
  .strictObject({
    id: Id,
    version: z.int().min(1).max(1_000_000),
    title: Title,
    instructions: z.exactOptional(Prose),
    loads: z.array(SkillLoad).min(1).max(50).readonly(),
    discrimination: z.number().positive().max(10),
    combine: z.enum(["compensatory", "conjunctive"]),
    prerequisites: z.array(SkillPrerequisite).max(50).readonly(),
    durationMinutes: Minutes,
    languages: z.array(LanguageTag).min(1).max(100).readonly(),
    contexts: z.array(Id).max(100).readonly(),
    tags: z.array(Id).max(100).readonly(),
    evidenceAsked: z.exactOptional(Prose),
  })
  .check(rule((item: HomeworkItem, report) => {
    if (item.loads.length > 0 && item.loads.every(({ weight }) => weight === 0)) report(zeroWeights, ["loads"]);
    for (const key of ["loads", "prerequisites"] as const) {
      const entries: readonly { readonly skillId: Id }[] = item[key];
      for (const [index] of repeated(entries, ({ skillId }) => skillId)) report(duplicateSkill, [key, index, "skillId"], { skillId: entries[index]?.skillId ?? "" });
    }
  }))
  .readonly() satisfies z.ZodType<HomeworkItem>;
