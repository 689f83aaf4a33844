import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id, Title } from "../unit/index.js";
import { HomeworkItem } from "./homework-item.js";
import { cycleIn, graphOf } from "./skill-graph.js";

/** Something that can be learned, or a part of such a thing. */
export interface Skill {
  /** What items and abilities refer to. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** The skill that this one is a part of: “metaphors” is a part of “delivery”. */
  readonly parentSkillId?: Id;
}
/** Something that can be learned, or a part of such a thing. */
export const Skill = z.strictObject({ id: Id, title: Title, parentSkillId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<Skill>;

/** Skills and the homework that trains them: a document that a host stores. */
export interface HomeworkBank {
  /** Says what the document is. */
  readonly kind: "homework-bank";
  /** The version of this shape. */
  readonly schemaVersion: 1;
  /** The bank's own id. */
  readonly id: Id;
  /** At most 10,000. */
  readonly skills: readonly Skill[];
  /** At most 100,000; each id once. What an item takes must not, through other items, be needed for its own prerequisites. */
  readonly items: readonly HomeworkItem[];
}

const duplicateSkill: Fault = { code: "homework-bank.duplicate_skill", message: "The bank has two skills with the id “{id}”.", hint: "Give each skill its own id." };
const duplicateItem: Fault = { code: "homework-bank.duplicate_item", message: "The bank has two items with the id “{id}”.", hint: "Keep one version of an item in a bank, or give the other its own id." };
const unknownSkill: Fault = { code: "homework-bank.unknown_skill", message: "The bank has no skill with the id “{skillId}”.", hint: "Add the skill, or correct the id." };
const parentCycle: Fault = { code: "homework-bank.parent_cycle", message: "A skill is a part of itself: {way}.", hint: "Remove one parentSkillId on this way." };
const prerequisiteCycle: Fault = { code: "homework-bank.prerequisite_cycle", message: "Skills wait for each other: {way}.", hint: "Remove a prerequisite of an item on this way." };

const parentPairs = (bank: HomeworkBank): readonly (readonly [string, string])[] => bank.skills.flatMap(({ id, parentSkillId }) => (parentSkillId === undefined ? [] : [[id, parentSkillId] as const]));

/** From prerequisite to trained skill. A skill that an item both needs and trains is a ladder on that skill, no cycle. */
function* prerequisitePairs(bank: HomeworkBank): Generator<readonly [string, string]> {
  for (const { loads, prerequisites } of bank.items) {
    for (const { skillId: before } of prerequisites) for (const { skillId: after } of loads) if (before !== after) yield [before, after];
  }
}

function reportUnknownSkills(bank: HomeworkBank, report: Report): void {
  const known = new Set(bank.skills.map(({ id }) => id));
  bank.skills.forEach(({ parentSkillId }, index) => { if (parentSkillId !== undefined && !known.has(parentSkillId)) report(unknownSkill, ["skills", index, "parentSkillId"], { skillId: parentSkillId }); });
  bank.items.forEach((item, index) => {
    for (const key of ["loads", "prerequisites"] as const) {
      item[key].forEach(({ skillId }, place) => { if (!known.has(skillId)) report(unknownSkill, ["items", index, key, place, "skillId"], { skillId }); });
    }
  });
}

function reportCycles(bank: HomeworkBank, report: Report): void {
  const whole = cycleIn(graphOf(parentPairs(bank)));
  if (whole !== undefined) report(parentCycle, ["skills"], { way: whole.join(" → "), skillIds: whole });
  const waiting = cycleIn(graphOf(prerequisitePairs(bank)));
  if (waiting !== undefined) report(prerequisiteCycle, ["items"], { way: waiting.join(" → "), skillIds: waiting });
}

/** Skills and the homework that trains them: a document that a host stores. */
export const HomeworkBank = z
  .strictObject({ kind: z.literal("homework-bank"), schemaVersion: z.literal(1), id: Id, skills: z.array(Skill).max(10_000).readonly(), items: z.array(HomeworkItem).max(100_000).readonly() })
  .check(rule((bank: HomeworkBank, report) => {
    for (const [index] of repeated(bank.skills, ({ id }) => id)) report(duplicateSkill, ["skills", index, "id"], { id: bank.skills[index]?.id ?? "" });
    for (const [index] of repeated(bank.items, ({ id }) => id)) report(duplicateItem, ["items", index, "id"], { id: bank.items[index]?.id ?? "" });
    reportUnknownSkills(bank, report);
    reportCycles(bank, report);
  }))
  .readonly() satisfies z.ZodType<HomeworkBank>;

/**
 * A stored homework bank, checked whole: every fault of every item in one error.
 *
 * @throws CoachingError `homework-bank.duplicate_skill`, `homework-bank.duplicate_item`, `homework-bank.unknown_skill`, `homework-bank.parent_cycle`, `homework-bank.prerequisite_cycle` (its params name the skills on the way), `homework-item.zero_weights`, `homework-item.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * readHomeworkBank({ kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [], items: [] }).items; // => []
 * ```
 */
export const readHomeworkBank = (document: unknown): HomeworkBank => check(HomeworkBank, document);
