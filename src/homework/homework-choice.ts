import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { logitOf } from "../statistics/internal.js";
import { type DifficultyGuide, guideOf, placeOf } from "./difficulty-guide.js";
import { HOMEWORK_COLUMN_LIMITS, type HomeworkIndex, requireAtMost, requireFloats, requireKeys, requireLength, requireLogits, requireWholes } from "./homework-index.js";
import { SuccessBand } from "./success-band.js";
import { heldChance } from "./success-model.js";

/** Many people who need a homework on one skill. */
export interface HomeworkChoiceRequest {
  /** The items, laid out by `homeworkIndexColumns`. */
  readonly index: HomeworkIndex;
  /** Each person's ability, in log-odds. People choose in this order: sort them by who is to come first. */
  readonly abilityLogits: Float64Array;
  /** What suits; `successBand` has the built-in ones. */
  readonly band: SuccessBand;
  /** How many people may still be given each item; without it every item is free for everyone. */
  readonly capacities?: Uint32Array;
}

/** What many people are given: entry `i` of each column speaks of person `i`. */
export interface HomeworkChoiceColumns {
  /** The item; −1 where nothing is left. */
  readonly items: Int32Array;
  /** 1 where its chance of success lies in the band, else 0. */
  readonly isInBand: Uint8Array;
}

const Band = z.strictObject({ band: SuccessBand });

const badAbility: Fault = { code: "homework-choice.bad_ability", message: "{value} is no ability.", hint: "Abilities are log-odds within ±100." };
const brokenIndex: Fault = { code: "homework-choice.broken_index", message: "The index is not one that homeworkIndexColumns made.", hint: "Make it anew." };

/** The groups that still have a place, and where the next such group lies on either side of a group. Union-find with path halving. */
interface Places {
  /** The first item of each group that is still free, as a place in `index.items`. */
  readonly cursor: Uint32Array;
  readonly left: Uint32Array;
  /** Entry g + 1 speaks of group g, so that there is one before the first. */
  readonly above: Int32Array;
  readonly below: Int32Array;
}

function rootOf(parents: Int32Array, start: number): number {
  let at = start;
  for (let parent = parents[at] as number; parent !== at; parent = parents[at] as number) {
    parents[at] = parents[parent] as number;
    at = parents[at] as number;
  }
  return at;
}

/** Steps over items without a place; a group without any leaves the line. */
function settle(group: number, { items, firstItem }: HomeworkIndex, { cursor, left, above, below }: Places): void {
  const end = firstItem[group + 1] as number;
  let at = cursor[group] as number;
  while (at < end && left[items[at] as number] === 0) at += 1;
  cursor[group] = at;
  if (at < end) return;
  above[group + 1] = group + 2;
  below[group + 1] = group;
}

function placesOf(index: HomeworkIndex, capacities: Uint32Array): Places {
  const groupCount = index.groupDifficultyLogits.length;
  const above = new Int32Array(groupCount + 2);
  for (let group = 0; group < above.length; group += 1) above[group] = group;
  const places: Places = { cursor: index.firstItem.slice(0, groupCount), left: capacities.slice(), above, below: above.slice() };
  for (let group = 0; group < groupCount; group += 1) settle(group, index, places);
  return places;
}

/** Clears binary dust as `matchHomework` does, so that what is equally far is equally far here. */
const tidyDistance = (logOdds: number): number => Math.round(Math.abs(logOdds) * 1e9);

/** One person's search; the same object serves everyone, since ten thousand are searched for in a few milliseconds. */
interface Search {
  readonly index: HomeworkIndex;
  readonly guide: DifficultyGuide;
  readonly places: Places | undefined;
  readonly targetLogits: number;
  ability: number;
  /** Of the list that is looked at. */
  discrimination: number;
  /** The best so far. */
  item: number;
  distance: number;
  group: number;
  logOdds: number;
}

/** Looks at a group; false when it and whatever lies beyond it are farther than the best. */
function isWorthWhile(group: number, search: Search): boolean {
  const { index, places } = search;
  const logOdds = search.discrimination * (search.ability - (index.groupDifficultyLogits[group] as number));
  const distance = tidyDistance(logOdds - search.targetLogits);
  if (distance > search.distance) return false;
  const item = index.items[(places === undefined ? index.firstItem : places.cursor)[group] as number] as number;
  if (distance < search.distance || item < search.item) {
    search.item = item;
    search.distance = distance;
    search.group = group;
    search.logOdds = logOdds;
  }
  return true;
}

/**
 * The distance |a·(θ − b) − logit(target)| falls and then rises along a list, so the best lies next to where it turns:
 * θ ability, a and b discrimination and difficulty of an item. On either side the nearest group with a place counts, and further ones only as long as they are equally far.
 */
function searchList(list: number, search: Search): void {
  const { index, places, guide } = search;
  const begin = index.firstGroup[list] as number;
  const end = index.firstGroup[list + 1] as number;
  search.discrimination = index.listDiscriminations[list] as number;
  const turn = placeOf(search.ability - search.targetLogits / search.discrimination, list, { guide, begin, end });
  let group = places === undefined ? turn : rootOf(places.above, turn + 1) - 1;
  while (group < end && isWorthWhile(group, search)) group = places === undefined ? group + 1 : rootOf(places.above, group + 2) - 1;
  group = places === undefined ? turn - 1 : rootOf(places.below, turn) - 1;
  while (group >= begin && isWorthWhile(group, search)) group = places === undefined ? group - 1 : rootOf(places.below, group) - 1;
}

/** An end of the band in log-odds, with the dust that `difficultyVerdict` allows; a certain one leaves the band open. */
const endOf = (probability: number): number => (probability <= 0 ? -Infinity : probability >= 1 ? Infinity : logitOf(probability));

/** Gives away one place. */
function take(item: number, group: number, { index, places }: { readonly index: HomeworkIndex; readonly places: Places }): void {
  const left = (places.left[item] as number) - 1;
  places.left[item] = left;
  if (left === 0) settle(group, index, places);
}

function chosen(index: HomeworkIndex, abilityLogits: Float64Array, { band, places }: { readonly band: SuccessBand; readonly places: Places | undefined }): HomeworkChoiceColumns {
  const items = new Int32Array(abilityLogits.length);
  const isInBand = new Uint8Array(abilityLogits.length);
  const search: Search = { index, guide: guideOf(index), places, targetLogits: logitOf(heldChance(band.targetProbability)), ability: 0.5, discrimination: 0.5, item: -1, distance: Infinity, group: -1, logOdds: 0.5 };
  const lowest = endOf(band.lowerProbability - 1e-12);
  const highest = endOf(band.upperProbability + 1e-12);
  for (let person = 0; person < abilityLogits.length; person += 1) {
    search.ability = abilityLogits[person] as number;
    search.item = -1;
    search.distance = Infinity;
    for (let list = 0; list < index.listDiscriminations.length; list += 1) searchList(list, search);
    items[person] = search.item;
    if (search.item < 0) continue;
    isInBand[person] = search.logOdds >= lowest && search.logOdds <= highest ? 1 : 0;
    if (places !== undefined) take(search.item, search.group, { index, places });
  }
  return { items, isInBand };
}

/** Whether a column of places begins at 0, never falls, and ends where it should. */
function isLadder(column: Uint32Array, length: number, top: number): boolean {
  if (column.length !== length || column[0] !== 0 || column[length - 1] !== top) return false;
  for (let at = 1; at < length; at += 1) if ((column[at] as number) <= (column[at - 1] as number)) return false;
  return true;
}

function isWithin(items: Uint32Array): boolean {
  for (let at = 0; at < items.length; at += 1) if ((items[at] as number) >= items.length) return false;
  return true;
}

function requireIndex(index: HomeworkIndex): void {
  const { listDiscriminations, firstGroup, groupDifficultyLogits, firstItem, items } = Object(index) as HomeworkIndex;
  for (const [key, column] of Object.entries({ listDiscriminations, groupDifficultyLogits })) requireFloats(column, `index/${key}`);
  for (const [key, column] of Object.entries({ firstGroup, firstItem, items })) requireWholes(column, `index/${key}`);
  requireAtMost(listDiscriminations.length, "index/listDiscriminations", HOMEWORK_COLUMN_LIMITS.discriminations);
  const isWhole = isLadder(firstGroup, listDiscriminations.length + 1, groupDifficultyLogits.length) && isLadder(firstItem, groupDifficultyLogits.length + 1, items.length) && isWithin(items);
  if (!isWhole) throw faultAt(brokenIndex, ["index"]);
}

/**
 * A homework on one skill for each of many people at once, with a cap on how many may have one item: for whoever plans for ten thousand people and ten thousand items.
 * Each is given the item nearest to the target in log-odds that has a place left, of equals the one that stands first; the choices are those of a scan of all items for each person, and each takes O(log n).
 * It chooses and does not explain, and it knows no prerequisites, cooldown or language: leave such items out of the index, or use `matchCohort`.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `homework-index.wrong_kind`, `homework-index.wrong_length`, `homework-index.too_many`, `homework-index.unknown_key`, `homework-choice.bad_ability`, `homework-choice.broken_index`, `success-band.out_of_order`, `input.*`
 * @example
 * ```ts
 * const index = homeworkIndexColumns({ difficultyLogits: Float64Array.of(-2, -1, 0) });
 * homeworkChoiceColumns({ index, abilityLogits: Float64Array.of(0, 0, 0, 0), band: successBand("practice"), capacities: Uint32Array.of(1, 1, 1) }).items; // => Int32Array.of(1, 0, 2, -1)
 * ```
 */
export function homeworkChoiceColumns(input: HomeworkChoiceRequest): HomeworkChoiceColumns {
  const { index, abilityLogits, band: given, capacities } = Object(input) as HomeworkChoiceRequest;
  requireKeys(Object(input) as object, ["index", "abilityLogits", "band", "capacities"]);
  const { band } = check(Band, { band: given });
  requireIndex(index);
  requireFloats(abilityLogits, "abilityLogits");
  requireAtMost(abilityLogits.length, "abilityLogits", HOMEWORK_COLUMN_LIMITS.people);
  requireAtMost(abilityLogits.length * index.items.length, "abilityLogits", HOMEWORK_COLUMN_LIMITS.pairs);
  requireLogits(abilityLogits, "abilityLogits", badAbility);
  if (capacities !== undefined) {
    requireWholes(capacities, "capacities");
    requireLength(capacities, "capacities", index.items.length);
  }
  return chosen(index, abilityLogits, { band, places: capacities === undefined ? undefined : placesOf(index, capacities) });
}
