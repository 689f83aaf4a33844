import type { RatedLevel } from "coachkit/agreement";
import type { Criterion, Rubric } from "coachkit/rubric";

/** A criterion with these levels. */
export const criterion = (id: string, levels: readonly number[] = [1, 2, 3, 4], rest: Partial<Criterion> = {}): Criterion => ({
  id, title: id, weight: 1, levels: levels.map((level) => ({ level, title: `Level ${String(level)}`, anchors: [`What level ${String(level)} looks like.`] })), compliantFromLevel: levels[2] ?? 0, ...rest,
});
/** A rubric of these criteria. */
export const rubricOf = (...criteria: readonly Criterion[]): Rubric => ({ kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria });
/** One row a clip, one digit a rater; a dot where a rater did not rate. */
export const levelsOf = (rows: readonly string[], { criterionId = "listens", prefix = "clip" }: { readonly criterionId?: string; readonly prefix?: string } = {}): readonly RatedLevel[] =>
  rows.flatMap((row, clip) => [...row].flatMap((level, rater) => (level === "." ? [] : [{ subjectId: `${prefix}-${String(clip).padStart(3, "0")}`, raterId: `rater-${String(rater)}`, criterionId, level: Number(level) }])));
