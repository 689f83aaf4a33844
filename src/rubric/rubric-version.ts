import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { canonicalJson, contentHash } from "../identity/index.js";
import { type Criterion, Rubric } from "./rubric.js";

/** Two versions of one rubric. */
export interface RubricRevision {
  /** The rubric as it was. */
  readonly before: Rubric;
  /** The rubric as it is now. */
  readonly after: Rubric;
}

const otherRubric: Fault = { code: "rubric-version.other_rubric", message: "“{after}” is another rubric than “{before}”.", hint: "Compare two versions of one rubric." };

/** Two versions of one rubric. */
export const RubricRevision = z
  .strictObject({ before: Rubric, after: Rubric })
  .check(rule(({ before, after }: RubricRevision, report) => { if (before.id !== after.id) report(otherRubric, ["after", "id"], { before: before.id, after: after.id }); }))
  .readonly() satisfies z.ZodType<RubricRevision>;

/**
 * The fingerprint of a rubric: SHA-256 of its content, 64 hexadecimal digits. With id and version it proves that a stored version was not changed afterwards.
 *
 * @throws CoachingError `input.*`, `rubric.*`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * rubricHash({ kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria }).slice(0, 8); // => "640e7c85"
 * ```
 */
export const rubricHash = (rubric: Rubric): string => contentHash(check(Rubric, rubric));

type Step = Criterion["levels"][number];

/** What a score or a compliance is computed from, in the order of the ids; of each level what `step` keeps. */
const measureOf = ({ criteria, holisticLevels }: Rubric, step: (level: Step) => object): object => ({
  criteria: criteria
    .map(({ id, weight, levels, compliantFromLevel, mustPass }) => ({ id, weight, compliantFromLevel, mustPass, levels: levels.map(step) }))
    .sort((left, right) => (left.id < right.id ? -1 : 1)),
  holisticLevels: holisticLevels?.map(step),
});

/** What moves a score or a compliance: everything but titles, guidance and the order of the criteria. */
const meaningOf = (rubric: Rubric): string => canonicalJson(measureOf(rubric, ({ level, anchors }) => ({ level, anchors })));

/**
 * The fingerprint of what a rubric computes with: ids, weights, level numbers, thresholds and gates, without any text and in any order. 64 hexadecimal digits.
 * Rubrics of one structure give one score for the same ratings; whether their ratings mean the same, only `rubricVersionChange` and people can say.
 *
 * @throws CoachingError `input.*`, `rubric.*`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const rubric: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * rubricStructureHash(rubric) === rubricStructureHash({ ...rubric, title: "The one-to-one" }); // => true
 * ```
 */
export const rubricStructureHash = (rubric: Rubric): string => contentHash(measureOf(check(Rubric, rubric), ({ level }) => ({ level })));

const wordingOf = ({ title, criteria, holisticLevels }: Rubric): string => canonicalJson({ title, criteria, holisticLevels });

function addsGuidance({ before, after }: RubricRevision): boolean {
  const guided = new Set(before.criteria.filter(({ guidance }) => guidance !== undefined).map(({ id }) => id));
  return after.criteria.some(({ id, guidance }) => guidance !== undefined && !guided.has(id));
}

/** Which part of a version a change has to raise. */
export type VersionChange = "major" | "minor" | "patch" | "none";

/**
 * Which part of the version a change has to raise. `major`: criteria, weights, levels, anchors or thresholds differ, so that ratings of the two are not comparable;
 * `minor`: a criterion has gained guidance; `patch`: titles, guidance or the order differ; `none`: the content is the same.
 * An anchor in other words is `major`: no machine can tell wording from meaning.
 *
 * @throws CoachingError `input.*`, `rubric.*`, `rubric-version.other_rubric`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const before: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * rubricVersionChange({ before, after: { ...before, title: "The one-to-one" } }); // => "patch"
 * ```
 */
export const rubricVersionChange = (revision: RubricRevision): VersionChange => versionChange(check(RubricRevision, revision));

/** The same for versions that have been checked. */
export function versionChange({ before, after }: RubricRevision): VersionChange {
  if (meaningOf(before) !== meaningOf(after)) return "major";
  if (addsGuidance({ before, after })) return "minor";
  return wordingOf(before) === wordingOf(after) ? "none" : "patch";
}
