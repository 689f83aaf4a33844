import * as z from "zod";
import { check } from "../error/index.js";
import type { Count, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { Ability } from "./ability.js";
import { HomeworkBank } from "./homework-bank.js";
import { heldLogits } from "./logits.js";

/** A bank whose difficulties moved, and the bank whose scale is to be kept. */
export interface RecenteringRequest {
  /** The bank whose difficulties moved. */
  readonly bank: HomeworkBank;
  /** The bank whose mean difficulties are kept: as experts anchored it. Items that it does not have move along and do not count. */
  readonly reference: HomeworkBank;
  /** Everybody whose ability stands on the scale of the bank; at most 100,000. */
  readonly abilities: readonly Ability[];
}
/** A bank whose difficulties moved, and the bank whose scale is to be kept. */
export const RecenteringRequest = z.strictObject({ bank: HomeworkBank, reference: HomeworkBank, abilities: z.array(Ability).max(100_000).readonly() }).readonly() satisfies z.ZodType<RecenteringRequest>;

/** How far the scale of a skill was shifted. */
export interface SkillShift {
  /** The skill. */
  readonly skillId: Id;
  /** What was added to every difficulty and every ability in it. */
  readonly shiftLogits: number;
  /** Items that the mean was taken over. */
  readonly itemCount: Count;
}

/** Bank and abilities on the scale of the reference. */
export interface RecenteredDifficulties {
  /** The bank; versions stay, since nobody's chance of success changes. */
  readonly bank: HomeworkBank;
  /** The abilities, in their order. */
  readonly abilities: readonly Ability[];
  /** Skill by skill, by id; skills of which the two banks share no item are left alone and not listed. */
  readonly shifts: readonly SkillShift[];
}

const loadKey = (itemId: string, skillId: string): string => JSON.stringify([itemId, skillId]);

/** Mean of reference less bank over the loads that both have, skill by skill. */
function shiftsBetween(bank: HomeworkBank, reference: HomeworkBank): readonly SkillShift[] {
  const before = new Map(reference.items.flatMap(({ id, loads }) => loads.map(({ skillId, difficultyLogits }) => [loadKey(id, skillId), difficultyLogits] as const)));
  const gaps = new Map<string, number[]>();
  for (const { id, loads } of [...bank.items].sort((left, right) => inTextOrder(left.id, right.id))) {
    for (const { skillId, weight, difficultyLogits } of loads) {
      const kept = before.get(loadKey(id, skillId));
      if (kept === undefined || weight === 0) continue;
      const known = gaps.get(skillId);
      if (known === undefined) gaps.set(skillId, [kept - difficultyLogits]);
      else known.push(kept - difficultyLogits);
    }
  }
  return [...gaps].sort(([left], [right]) => inTextOrder(left, right)).map(([skillId, all]) => ({ skillId, shiftLogits: all.reduce((sum, gap) => sum + gap, 0) / all.length + 0, itemCount: all.length }));
}

/**
 * Difficulties and abilities shifted together, skill by skill, until the mean difficulty is that of the reference again. Nobody's chance of success changes: only differences count.
 * The anchor of a scale on which people and items both move: after a batch of new difficulties that abilities were then learned from anew, or every few outcomes of `updateChains`, for each chain.
 * `masteryDifficultyLogits`, of a prerequisite or of a matching policy, stays: no new difficulty ever moves it, so it stands on the scale of the reference already.
 *
 * @throws CoachingError `homework-bank.*`, `homework-item.*`, `ability.duplicate_skill`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0.5 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const reference = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision talk" }], items: [item] };
 * const bank = { ...reference, items: [{ ...item, loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0.75 }] }] };
 * recenterDifficulties({ bank, reference, abilities: [] }).shifts; // => [{ skillId: "vision", shiftLogits: -0.25, itemCount: 1 }]
 * ```
 */
export function recenterDifficulties(input: RecenteringRequest): RecenteredDifficulties {
  const { bank, reference, abilities } = check(RecenteringRequest, input);
  const shifts = shiftsBetween(bank, reference);
  const by = new Map(shifts.map(({ skillId, shiftLogits }) => [skillId, shiftLogits]));
  const shifted = (logits: number, skillId: string): number => heldLogits(logits + (by.get(skillId) ?? 0));
  const items = bank.items.map((item) => ({
    ...item,
    loads: item.loads.map((load) => ({ ...load, difficultyLogits: shifted(load.difficultyLogits, load.skillId) })),
  }));
  return {
    bank: { ...bank, items },
    abilities: abilities.map((ability) => ({ ...ability, skills: ability.skills.map((skill) => ({ ...skill, abilityLogits: shifted(skill.abilityLogits, skill.skillId) })) })),
    shifts,
  };
}
