import * as z from "zod";
import { type Fault, type IssuePath, type Report } from "../../error/index.js";
import type { Criterion } from "../../rubric/index.js";
import { Id, Instant } from "../../unit/index.js";

/** How many levels one call takes, so that no input can exhaust the host. */
export const RATED_LEVEL_LIMITS = {
  /** Levels by raters. */
  levels: 500_000,
  /** Levels of gold clips. */
  goldLevels: 100_000,
  /** Raters who are compared with gold. */
  raters: 2000,
} as const;

/** One rater's level for one subject on one criterion of a rubric. What a rater could not see is left out. */
export interface RatedLevel {
  /** What was rated: a clip, a session, a person. */
  readonly subjectId: Id;
  /** Who rated. */
  readonly raterId: Id;
  /** The criterion of the rubric. */
  readonly criterionId: Id;
  /** One of the criterion's levels. */
  readonly level: number;
  /** When the rater gave it; only `raterDrift` reads it. */
  readonly ratedAt?: Instant;
}
/** One rater's level for one subject on one criterion of a rubric. */
export const RatedLevel = z.strictObject({ subjectId: Id, raterId: Id, criterionId: Id, level: z.int(), ratedAt: z.exactOptional(Instant) }).readonly() satisfies z.ZodType<RatedLevel>;

/** A level with the moment at which it was given. */
export interface DatedLevel extends RatedLevel {
  /** When the rater gave it. */
  readonly ratedAt: Instant;
}
/** A level with the moment at which it was given. */
export const DatedLevel = z.strictObject({ subjectId: Id, raterId: Id, criterionId: Id, level: z.int(), ratedAt: Instant }).readonly() satisfies z.ZodType<DatedLevel>;

/** The right level of a gold clip on one criterion, as experts agreed on it beforehand. */
export interface GoldLevel {
  /** The gold clip. */
  readonly subjectId: Id;
  /** The criterion of the rubric. */
  readonly criterionId: Id;
  /** One of the criterion's levels. */
  readonly level: number;
}
/** The right level of a gold clip on one criterion. */
export const GoldLevel = z.strictObject({ subjectId: Id, criterionId: Id, level: z.int() }).readonly() satisfies z.ZodType<GoldLevel>;

const unknownCriterion: Fault = { code: "rated-level.unknown_criterion", message: "The rubric has no criterion “{id}”.", hint: "Correct the id, or give the rubric that it was rated by." };
const levelOffScale: Fault = { code: "rated-level.level_off_scale", message: "{level} is none of the levels of “{id}”.", hint: "Use one of {levels}." };
const duplicateLevel: Fault = { code: "rated-level.duplicate_level", message: "“{subjectId}” has two levels for “{criterionId}” by “{raterId}”.", hint: "Keep one; a second rating of the same subject needs a subject id of its own." };
const duplicateGold: Fault = { code: "rated-level.duplicate_gold", message: "“{subjectId}” has two gold levels for “{criterionId}”.", hint: "Keep the one that the experts agreed on." };

/** A criterion, its place in the rubric, and where its levels stand on its scale: level numbers may have gaps, steps have not. */
export interface CriterionSteps {
  readonly criterion: Criterion;
  readonly place: number;
  readonly steps: ReadonlyMap<number, number>;
}
/** The steps of each criterion by its id. */
export const criterionSteps = (criteria: readonly Criterion[]): ReadonlyMap<Id, CriterionSteps> =>
  new Map(criteria.map((criterion, place) => [criterion.id, { criterion, place, steps: new Map(criterion.levels.map(({ level }, step) => [level, step])) }]));

/** Names criteria that the rubric does not have, and levels that the criterion does not have. */
function findOffScale(criteria: readonly Criterion[], levels: readonly GoldLevel[], path: IssuePath, report: Report): void {
  const known = criterionSteps(criteria);
  levels.forEach(({ criterionId, level }, index) => {
    const steps = known.get(criterionId)?.steps;
    if (steps === undefined) report(unknownCriterion, [...path, index, "criterionId"], { id: criterionId });
    else if (!steps.has(level)) report(levelOffScale, [...path, index, "level"], { id: criterionId, level, levels: [...steps.keys()] });
  });
}

/** The number of a key: how many others were met before it. */
function numberIn<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** The places of records whose key was met before. After each part of the key the cells are numbered anew, so that no number outgrows a whole one. */
function* repeatedPlaces<One>(records: readonly One[], keys: readonly ((one: One) => Id)[]): Iterable<number> {
  const cells = new Float64Array(records.length);
  let cellCount = 1;
  for (const key of keys) {
    const [idNumbers, cellNumbers] = [new Map<Id, number>(), new Map<number, number>()];
    records.forEach((one, index) => {
      const code = (cells[index] as number) * records.length + numberIn(idNumbers, key(one));
      cells[index] = numberIn(cellNumbers, code);
    });
    cellCount = cellNumbers.size;
  }
  const seen = new Uint8Array(cellCount);
  for (const [index, cell] of cells.entries()) {
    if (seen[cell] === 1) yield index;
    seen[cell] = 1;
  }
}

/** Names what does not fit between a rubric and levels given by it: unknown criteria, levels off the scale, a cell rated twice. */
export function findLevelFaults(criteria: readonly Criterion[], levels: readonly RatedLevel[], path: IssuePath, report: Report): void {
  findOffScale(criteria, levels, path, report);
  for (const index of repeatedPlaces(levels, [({ subjectId }) => subjectId, ({ raterId }) => raterId, ({ criterionId }) => criterionId])) {
    const { subjectId = "", raterId = "", criterionId = "" } = levels[index] ?? {};
    report(duplicateLevel, [...path, index], { subjectId, raterId, criterionId });
  }
}

/** The same for gold levels. */
export function findGoldFaults(criteria: readonly Criterion[], gold: readonly GoldLevel[], path: IssuePath, report: Report): void {
  findOffScale(criteria, gold, path, report);
  for (const index of repeatedPlaces(gold, [({ subjectId }) => subjectId, ({ criterionId }) => criterionId])) {
    const { subjectId = "", criterionId = "" } = gold[index] ?? {};
    report(duplicateGold, [...path, index], { subjectId, criterionId });
  }
}
