import * as z from "zod";
import { check, type Fault, type IssuePath, repeated, type Report, rule } from "../error/index.js";
import { Count, Id } from "../unit/index.js";
import { type CriterionRating, findMisfits, Observation } from "./observation.js";
import { type Criterion, type Level, Rubric, RubricVersion } from "./rubric.js";
import { majorOf } from "./version-order.js";

/** What a level of the old scale is on the new one. */
export interface LevelMapping {
  /** A level of the old scale. */
  readonly fromLevel: number;
  /** The level of the new scale that reads most like it. */
  readonly toLevel: number;
}
/** What a level of the old scale is on the new one. */
export const LevelMapping = z.strictObject({ fromLevel: z.int(), toLevel: z.int() }).readonly() satisfies z.ZodType<LevelMapping>;

/** A criterion of the old version whose ratings are carried over. */
export interface CarriedCriterion {
  /** Tells it from one that is dropped. */
  readonly kind: "carried";
  /** The criterion of the old version. */
  readonly fromCriterionId: Id;
  /** The criterion of the new version, which takes in no other one. */
  readonly toCriterionId: Id;
  /** Each old level once. Several may come to one new level, and none may overtake another. */
  readonly levels: readonly LevelMapping[];
}
/** A criterion of the old version that the new one has nothing for. */
export interface DroppedCriterion {
  /** Tells it from one that is carried over. */
  readonly kind: "dropped";
  /** The criterion of the old version. */
  readonly fromCriterionId: Id;
}
/** What becomes of a criterion. */
export type CriterionMapping = CarriedCriterion | DroppedCriterion;
const Mappings = z.array(LevelMapping).min(3).max(7).readonly();
/** What becomes of a criterion. */
export const CriterionMapping = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("carried"), fromCriterionId: Id, toCriterionId: Id, levels: Mappings }).readonly(),
  z.strictObject({ kind: z.literal("dropped"), fromCriterionId: Id }).readonly(),
]) satisfies z.ZodType<CriterionMapping>;

/** What becomes of the ratings of one version of a rubric in another. A document that a host stores beside the two. */
export interface RubricMigration {
  /** Says what this document is. */
  readonly kind: "rubric-migration";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The rubric. */
  readonly rubricId: Id;
  /** The version that ratings come from. */
  readonly fromVersion: RubricVersion;
  /** The version that they go to. */
  readonly toVersion: RubricVersion;
  /** Each criterion of the old version once. */
  readonly criteria: readonly CriterionMapping[];
  /** The levels of the whole. Left out: ratings of the whole are dropped. */
  readonly holisticLevels?: readonly LevelMapping[];
}
/** What becomes of the ratings of one version of a rubric in another. */
export const RubricMigration = z
  .strictObject({
    kind: z.literal("rubric-migration"), schemaVersion: z.literal(1), rubricId: Id, fromVersion: RubricVersion, toVersion: RubricVersion,
    criteria: z.array(CriterionMapping).min(1).max(50).readonly(), holisticLevels: z.exactOptional(Mappings),
  })
  .readonly() satisfies z.ZodType<RubricMigration>;

/** Observations to be carried over into another version. */
export interface MigrationRequest {
  /** The version that they were rated by. */
  readonly before: Rubric;
  /** The version that they are carried over to. */
  readonly after: Rubric;
  /** What becomes of what. */
  readonly migration: RubricMigration;
  /** At most 100,000. */
  readonly observations: readonly Observation[];
}

const otherRubric: Fault = { code: "rubric-migration.other_rubric", message: "“{got}” is another rubric than “{expected}”.", hint: "Give two versions of one rubric, and its migration." };
const otherVersion: Fault = { code: "rubric-migration.other_version", message: "The migration names version {got}, the rubric is version {expected}.", hint: "Give the two versions that the migration names." };
const unknownCriterion: Fault = { code: "rubric-migration.unknown_criterion", message: "Version {version} has no criterion “{id}”.", hint: "Correct the id." };
const duplicateSource: Fault = { code: "rubric-migration.duplicate_source", message: "The criterion “{id}” is mapped twice.", hint: "Say once what becomes of it." };
const duplicateTarget: Fault = { code: "rubric-migration.duplicate_target", message: "Two criteria go to “{id}”.", hint: "Carry over one of them: nobody knows the level of two together." };
const missingCriterion: Fault = { code: "rubric-migration.missing_criterion", message: "It is not said what becomes of “{id}”.", hint: "Carry it over, or name it as dropped." };
const unknownLevel: Fault = { code: "rubric-migration.unknown_level", message: "{level} is none of the levels.", hint: "Use one of {levels}." };
const missingLevel: Fault = { code: "rubric-migration.missing_level", message: "It is not said what becomes of level {level}.", hint: "Give each old level once." };
const duplicateLevel: Fault = { code: "rubric-migration.duplicate_level", message: "Level {level} is mapped twice.", hint: "Give each old level once." };
const levelsOvertake: Fault = { code: "rubric-migration.levels_overtake", message: "Level {level} would come below a lower one.", hint: "Keep the order: a higher old level goes to the same or a higher new one." };

interface Scales { readonly mappings: readonly LevelMapping[]; readonly from: readonly Level[]; readonly to: readonly Level[]; readonly path: IssuePath }

function findLevelFaults({ mappings, from, to, path }: Scales, report: Report): void {
  const [old, fresh] = [from.map(({ level }) => level), to.map(({ level }) => level)];
  mappings.forEach(({ fromLevel, toLevel }, index) => {
    if (!old.includes(fromLevel)) report(unknownLevel, [...path, index, "fromLevel"], { level: fromLevel, levels: old });
    if (!fresh.includes(toLevel)) report(unknownLevel, [...path, index, "toLevel"], { level: toLevel, levels: fresh });
    if (mappings.some((other) => other.fromLevel < fromLevel && other.toLevel > toLevel)) report(levelsOvertake, [...path, index, "toLevel"], { level: fromLevel });
  });
  for (const [index, { fromLevel }] of repeated(mappings, (mapping) => String(mapping.fromLevel))) report(duplicateLevel, [...path, index, "fromLevel"], { level: fromLevel });
  for (const level of old) if (!mappings.some(({ fromLevel }) => fromLevel === level)) report(missingLevel, path, { level });
}

const byId = (rubric: Rubric): ReadonlyMap<Id, Criterion> => new Map(rubric.criteria.map((criterion) => [criterion.id, criterion]));

function findCriterionFaults({ before, after, migration }: MigrationRequest, report: Report): void {
  const [from, to] = [byId(before), byId(after)];
  migration.criteria.forEach((mapping, index) => {
    const path = ["migration", "criteria", index];
    const source = from.get(mapping.fromCriterionId);
    if (source === undefined) report(unknownCriterion, [...path, "fromCriterionId"], { id: mapping.fromCriterionId, version: before.version });
    if (mapping.kind === "dropped") return;
    const target = to.get(mapping.toCriterionId);
    if (target === undefined) report(unknownCriterion, [...path, "toCriterionId"], { id: mapping.toCriterionId, version: after.version });
    if (source !== undefined && target !== undefined) findLevelFaults({ mappings: mapping.levels, from: source.levels, to: target.levels, path: [...path, "levels"] }, report);
  });
  for (const [index, { fromCriterionId }] of repeated(migration.criteria, (mapping) => mapping.fromCriterionId)) report(duplicateSource, ["migration", "criteria", index, "fromCriterionId"], { id: fromCriterionId });
  const targets = migration.criteria.flatMap((mapping, index) => (mapping.kind === "carried" ? [{ id: mapping.toCriterionId, index }] : []));
  for (const [, { id, index }] of repeated(targets, (target) => target.id)) report(duplicateTarget, ["migration", "criteria", index, "toCriterionId"], { id });
  const mapped = new Set(migration.criteria.map(({ fromCriterionId }) => fromCriterionId));
  for (const id of from.keys()) if (!mapped.has(id)) report(missingCriterion, ["migration", "criteria"], { id });
}

function findRequestFaults(request: MigrationRequest, report: Report): void {
  const { before, after, migration, observations } = request;
  for (const [got, path] of [[after.id, ["after", "id"]], [migration.rubricId, ["migration", "rubricId"]]] as const) if (got !== before.id) report(otherRubric, path, { expected: before.id, got });
  if (migration.fromVersion !== before.version) report(otherVersion, ["migration", "fromVersion"], { expected: before.version, got: migration.fromVersion });
  if (migration.toVersion !== after.version) report(otherVersion, ["migration", "toVersion"], { expected: after.version, got: migration.toVersion });
  findCriterionFaults(request, report);
  if (migration.holisticLevels !== undefined) {
    findLevelFaults({ mappings: migration.holisticLevels, from: before.holisticLevels ?? [], to: after.holisticLevels ?? [], path: ["migration", "holisticLevels"] }, report);
  }
  findMisfits(before, observations.map((observation, index) => ({ observation, path: ["observations", index] })), report);
}

/** Observations to be carried over into another version. */
export const MigrationRequest = z
  .strictObject({ before: Rubric, after: Rubric, migration: RubricMigration, observations: z.array(Observation).max(100_000).readonly() })
  .check(rule(findRequestFaults))
  .readonly() satisfies z.ZodType<MigrationRequest>;

/** Observations as they read in another version, and what was lost on the way. */
export interface MigratedObservations {
  /** In the order given, each with the version that its rater had before them. */
  readonly observations: readonly Observation[];
  /** The two versions differ in their major number: the map says what was meant, not what raters would have given. Such observations may stand in a trend with new ones only after a bridge sample (`poolRubricScores`). */
  readonly needsBridge: boolean;
  /** Ratings at a level whose criterion was dropped. */
  readonly droppedRatingCount: Count;
  /** Criteria of the new version that nothing goes to: not observed in every observation carried over, which lowers its coverage. */
  readonly unratedCriterionIds: readonly Id[];
  /** New levels that several old ones come to: there a difference that raters saw is gone. */
  readonly mergedLevels: readonly { readonly criterionId: Id; readonly toLevel: number; readonly fromLevels: readonly number[] }[];
}

type Carried = ReadonlyMap<Id, { readonly id: Id; readonly levels: ReadonlyMap<number, number> }>;
const levelMap = (mappings: readonly LevelMapping[]): ReadonlyMap<number, number> => new Map(mappings.map(({ fromLevel, toLevel }) => [fromLevel, toLevel]));

function carriedRating(carried: Carried, rating: CriterionRating): readonly CriterionRating[] {
  const target = carried.get(rating.criterionId);
  if (target === undefined) return [];
  if (rating.status !== "observed") return [{ ...rating, criterionId: target.id }];
  return [{ ...rating, criterionId: target.id, level: target.levels.get(rating.level) ?? rating.level }];
}

function mergedLevels({ toCriterionId, levels }: CarriedCriterion): MigratedObservations["mergedLevels"] {
  const targets = [...new Set(levels.map(({ toLevel }) => toLevel))].sort((left, right) => left - right);
  return targets
    .map((toLevel) => ({ criterionId: toCriterionId, toLevel, fromLevels: levels.filter((mapping) => mapping.toLevel === toLevel).map(({ fromLevel }) => fromLevel).sort((left, right) => left - right) }))
    .filter(({ fromLevels }) => fromLevels.length > 1);
}

/**
 * Observations carried over into another version of their rubric by a map that people have drawn, and what that loses.
 * It makes old records readable in the new version. It does not make them comparable: that takes a bridge sample (`poolRubricScores`).
 *
 * @throws CoachingError `input.*`, `rubric.*`, `observation.*`, `rubric-migration.other_rubric`, `rubric-migration.other_version`, `rubric-migration.unknown_criterion`, `rubric-migration.missing_criterion`,
 * `rubric-migration.duplicate_source`, `rubric-migration.duplicate_target`, `rubric-migration.unknown_level`, `rubric-migration.missing_level`, `rubric-migration.duplicate_level`, `rubric-migration.levels_overtake`
 * @example
 * ```ts
 * const scale = (...steps: readonly number[]) => steps.map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const rubricOf = (version: string, ...steps: readonly number[]): Rubric => ({ kind: "rubric", schemaVersion: 1, id: "one-to-one", version, title: "One-to-one", criteria: [{ id: "listens", title: "Listens", weight: 1, levels: scale(...steps), compliantFromLevel: steps[1] }] });
 * const levels = [{ fromLevel: 1, toLevel: 0 }, { fromLevel: 2, toLevel: 0 }, { fromLevel: 3, toLevel: 2 }];
 * const migration: RubricMigration = { kind: "rubric-migration", schemaVersion: 1, rubricId: "one-to-one", fromVersion: "1.0.0", toVersion: "2.0.0", criteria: [{ kind: "carried", fromCriterionId: "listens", toCriterionId: "listens", levels }] };
 * migrateObservations({ before: rubricOf("1.0.0", 1, 2, 3), after: rubricOf("2.0.0", 0, 1, 2), migration, observations: [] }).mergedLevels; // => [{ criterionId: "listens", toLevel: 0, fromLevels: [1, 2] }]
 * ```
 */
export function migrateObservations(request: MigrationRequest): MigratedObservations {
  const { before, after, migration, observations } = check(MigrationRequest, request);
  const mappings = migration.criteria.filter((mapping) => mapping.kind === "carried");
  const carried: Carried = new Map(mappings.map(({ fromCriterionId, toCriterionId, levels }) => [fromCriterionId, { id: toCriterionId, levels: levelMap(levels) }]));
  const whole = levelMap(migration.holisticLevels ?? []);
  const isDropped = (rating: CriterionRating): boolean => rating.status === "observed" && !carried.has(rating.criterionId);
  const targets = new Set(mappings.map(({ toCriterionId }) => toCriterionId));
  return {
    observations: observations.map(({ holisticLevel, ...observation }) => {
      const level = holisticLevel === undefined ? undefined : whole.get(holisticLevel);
      return {
        ...observation, rubricVersion: after.version, ratings: observation.ratings.flatMap((rating) => carriedRating(carried, rating)),
        ...(level === undefined ? {} : { holisticLevel: level }), migratedFromVersion: observation.migratedFromVersion ?? before.version,
      };
    }),
    needsBridge: majorOf(before.version) !== majorOf(after.version),
    droppedRatingCount: observations.reduce((sum, { ratings }) => sum + ratings.filter(isDropped).length, 0),
    unratedCriterionIds: after.criteria.map(({ id }) => id).filter((id) => !targets.has(id)),
    mergedLevels: mappings.flatMap(mergedLevels),
  };
}
