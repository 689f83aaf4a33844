import { CoachingError, type Fault, faultAt, INPUT_LIMITS, type Issue, issueOf } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { LOGITS_LIMIT } from "./logits.js";

/** How much one call on columns takes. */
export const HOMEWORK_COLUMN_LIMITS = {
  /** Items of one index. */
  items: 100_000,
  /** Distinct discriminations of one index: each is searched for every person. */
  discriminations: 100,
  /** People of one choice. */
  people: 1_000_000,
  /** People times items of one choice: difficulties that lie closer than 1e−9 to each other are looked through one by one. */
  pairs: 1_000_000_000,
} as const;

/** Homework on one skill, as columns: entry `i` of each speaks of item `i`. */
export interface HomeworkColumns {
  /** How hard each item is, in log-odds. */
  readonly difficultyLogits: Float64Array;
  /** How sharply each item's chance rises with ability, above 0, at most 10; without it 1 for all, the Rasch model. */
  readonly discriminations?: Float64Array;
}

/**
 * Items in the order in which a choice looks for them: make it once with `homeworkIndexColumns` and use it for everyone.
 * Items of one discrimination stand together, sorted by difficulty; items of equal difficulty are a group. Treat it as opaque: what another index holds is refused only where it would lead out of bounds.
 */
export interface HomeworkIndex {
  /** The discrimination of each list, ascending. */
  readonly listDiscriminations: Float64Array;
  /** The group at which each list begins, and at the end how many groups there are. */
  readonly firstGroup: Uint32Array;
  /** The difficulty of each group, ascending within its list. */
  readonly groupDifficultyLogits: Float64Array;
  /** The place in `items` at which each group begins, and at the end how many items there are. */
  readonly firstItem: Uint32Array;
  /** The items, group by group, ascending within each. */
  readonly items: Uint32Array;
}

const wrongKind: Fault = { code: "homework-index.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongLength: Fault = { code: "homework-index.wrong_length", message: "“{key}” has {got} entries, not {expected}.", hint: "Give one entry for each item." };
const tooMany: Fault = { code: "homework-index.too_many", message: "{got} are more than {limit}.", hint: "Send fewer at a time; round discriminations to steps that matter." };
const badDifficulty: Fault = { code: "homework-index.bad_difficulty", message: "{value} is no difficulty.", hint: "Difficulties are log-odds within ±100." };
const badDiscrimination: Fault = { code: "homework-index.bad_discrimination", message: "{value} is no discrimination.", hint: "A discrimination lies above 0, up to 10." };
const unknownKey: Fault = { code: "homework-index.unknown_key", message: "The key “{key}” is not known here.", hint: "Remove it, or check its spelling." };

/** Refuses what is no `Float64Array`. */
export function requireFloats(value: unknown, key: string): asserts value is Float64Array {
  if (!isTypedArray(value, "Float64Array")) throw faultAt(wrongKind, key.split("/"), { key, kind: "Float64Array" });
}

/** Refuses what is no `Uint32Array`. */
export function requireWholes(value: unknown, key: string): asserts value is Uint32Array {
  if (!isTypedArray(value, "Uint32Array")) throw faultAt(wrongKind, key.split("/"), { key, kind: "Uint32Array" });
}

/** Refuses a column of another length. */
export function requireLength(column: Float64Array | Uint32Array, key: string, expected: number): void {
  if (column.length !== expected) throw faultAt(wrongLength, key.split("/"), { key, got: column.length, expected });
}

/** Refuses more than a limit. */
export function requireAtMost(got: number, key: string, limit: number): void {
  if (got > limit) throw faultAt(tooMany, key.split("/"), { got, limit });
}

/** Refuses a key that is not known. */
export function requireKeys(input: object, known: readonly string[]): void {
  const unknown = Object.keys(input).filter((key) => !known.includes(key)).slice(0, INPUT_LIMITS.issues).map((key) => key.slice(0, 80));
  if (unknown.length > 0) throw new CoachingError(unknown.map((key) => issueOf(unknownKey, [key], { key })));
}

function requireValues(column: Float64Array, key: string, { fault, isGood }: { readonly fault: Fault; readonly isGood: (value: number) => boolean }): void {
  const issues: Issue[] = [];
  for (let at = 0; at < column.length && issues.length < INPUT_LIMITS.issues; at += 1) {
    const value = column[at] as number;
    if (!isGood(value)) issues.push(issueOf(fault, [key, at], { value: String(value) }));
  }
  if (issues.length > 0) throw new CoachingError(issues);
}

/** Refuses places in log-odds that are none. */
export const requireLogits = (column: Float64Array, key: string, fault: Fault): void => { requireValues(column, key, { fault, isGood: (value) => Math.abs(value) <= LOGITS_LIMIT }); };

/** Items by discrimination, then difficulty, then place. */
function sorted(difficulties: Float64Array, discriminations: Float64Array): Uint32Array {
  const at = (column: Float64Array, item: number): number => column[item] as number;
  return Uint32Array.from({ length: difficulties.length }, (_, item) => item)
    .sort((left, right) => at(discriminations, left) - at(discriminations, right) || at(difficulties, left) - at(difficulties, right) || left - right);
}

/**
 * Items on one skill, laid out for `homeworkChoiceColumns`: sorted once, O(n log n), whoever is to choose from them.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `homework-index.wrong_kind`, `homework-index.wrong_length`, `homework-index.too_many`, `homework-index.bad_difficulty`, `homework-index.bad_discrimination`, `homework-index.unknown_key`
 * @example
 * ```ts
 * homeworkIndexColumns({ difficultyLogits: Float64Array.of(1, -1, 1) }).items; // => Uint32Array.of(1, 0, 2)
 * ```
 */
export function homeworkIndexColumns(columns: HomeworkColumns): HomeworkIndex {
  const input = Object(columns) as HomeworkColumns;
  requireKeys(input, ["difficultyLogits", "discriminations"]);
  const { difficultyLogits } = input;
  requireFloats(difficultyLogits, "difficultyLogits");
  requireAtMost(difficultyLogits.length, "difficultyLogits", HOMEWORK_COLUMN_LIMITS.items);
  requireLogits(difficultyLogits, "difficultyLogits", badDifficulty);
  const discriminations = input.discriminations ?? new Float64Array(difficultyLogits.length).fill(1);
  requireFloats(discriminations, "discriminations");
  requireLength(discriminations, "discriminations", difficultyLogits.length);
  requireValues(discriminations, "discriminations", { fault: badDiscrimination, isGood: (value) => value > 0 && value <= 10 });
  const items = sorted(difficultyLogits, discriminations);
  const [listDiscriminations, firstGroup, groupDifficulties, firstItem] = [[] as number[], [] as number[], [] as number[], [] as number[]];
  items.forEach((item, place) => {
    const [discrimination, difficulty] = [discriminations[item] as number, difficultyLogits[item] as number];
    const isNewList = discrimination !== listDiscriminations.at(-1);
    if (isNewList) {
      listDiscriminations.push(discrimination);
      firstGroup.push(groupDifficulties.length);
    }
    // −0 and 0 are one difficulty
    if (!isNewList && difficulty === groupDifficulties.at(-1)) return;
    groupDifficulties.push(difficulty);
    firstItem.push(place);
  });
  requireAtMost(listDiscriminations.length, "discriminations", HOMEWORK_COLUMN_LIMITS.discriminations);
  return {
    listDiscriminations: Float64Array.from(listDiscriminations), firstGroup: Uint32Array.from([...firstGroup, groupDifficulties.length]),
    groupDifficultyLogits: Float64Array.from(groupDifficulties), firstItem: Uint32Array.from([...firstItem, items.length]), items,
  };
}
