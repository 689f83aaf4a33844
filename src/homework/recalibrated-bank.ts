import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { HomeworkBank } from "./homework-bank.js";
import { Logits } from "./logits.js";

/** A new difficulty for an item of one skill. */
export interface DifficultyChange {
  /** The item. */
  readonly itemId: Id;
  /** The version that was calibrated. */
  readonly version: number;
  /** The new difficulty. */
  readonly difficultyLogits: Logits;
}
/** A new difficulty for an item of one skill. */
export const DifficultyChange = z.strictObject({ itemId: Id, version: z.int().min(1).max(999_999), difficultyLogits: Logits }).readonly() satisfies z.ZodType<DifficultyChange>;

/** A bank, and the new difficulties that were decided on. */
export interface BankRecalibration {
  /** The bank. */
  readonly bank: HomeworkBank;
  /** The proposals taken, each item once. */
  readonly changes: readonly DifficultyChange[];
}

const unknownItem: Fault = { code: "recalibrated-bank.unknown_item", message: "The bank has no item with the id “{itemId}”.", hint: "Correct the id, or leave the change out." };
const duplicateItem: Fault = { code: "recalibrated-bank.duplicate_item", message: "The item “{itemId}” is changed twice.", hint: "Decide on one difficulty." };
const otherVersion: Fault = { code: "recalibrated-bank.other_version", message: "The item “{itemId}” is in the bank in version {inBank}; version {version} was calibrated.", hint: "Calibrate the version of the bank." };
const severalSkills: Fault = { code: "recalibrated-bank.several_skills", message: "The item “{itemId}” takes several skills, each with its own difficulty.", hint: "Change items of several skills by hand." };

/** A bank, and the new difficulties that were decided on. */
export const BankRecalibration = z
  .strictObject({ bank: HomeworkBank, changes: z.array(DifficultyChange).max(100_000).readonly() })
  .check(rule(({ bank, changes }: BankRecalibration, report) => {
    for (const [index, { itemId }] of repeated(changes, ({ itemId }) => itemId)) report(duplicateItem, ["changes", index, "itemId"], { itemId });
    const items = new Map(bank.items.map((item) => [item.id, item]));
    changes.forEach(({ itemId, version }, index) => {
      const item = items.get(itemId);
      if (item === undefined) report(unknownItem, ["changes", index, "itemId"], { itemId });
      else if (item.version !== version) report(otherVersion, ["changes", index, "version"], { itemId, inBank: item.version, version });
      if (item !== undefined && item.loads.filter(({ weight }) => weight > 0).length > 1) report(severalSkills, ["changes", index, "itemId"], { itemId });
    });
  }))
  .readonly() satisfies z.ZodType<BankRecalibration>;

/**
 * The bank with new difficulties, each item of them in its next version; all else is as it was. Which proposals of `calibrateHomework` to take is a person's decision.
 *
 * @throws CoachingError `recalibrated-bank.unknown_item`, `recalibrated-bank.duplicate_item`, `recalibrated-bank.other_version`, `recalibrated-bank.several_skills`, `homework-bank.*`, `homework-item.*`, `input.*`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: 0.5 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision talk" }], items: [item] };
 * const [next] = recalibratedBank({ bank, changes: [{ itemId: "h1", version: 1, difficultyLogits: -0.2 }] }).items;
 * [next.version, next.loads[0].difficultyLogits]; // => [2, -0.2]
 * ```
 */
export function recalibratedBank(input: BankRecalibration): HomeworkBank {
  const { bank, changes } = check(BankRecalibration, input);
  const by = new Map(changes.map(({ itemId, difficultyLogits }) => [itemId, difficultyLogits]));
  return {
    ...bank,
    items: bank.items.map((item) => {
      const difficultyLogits = by.get(item.id);
      return difficultyLogits === undefined ? item : { ...item, version: item.version + 1, loads: item.loads.map((load) => (load.weight === 0 ? load : { ...load, difficultyLogits })) };
    }),
  };
}
