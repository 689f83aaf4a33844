import type { GoldLevel, RatedLevel } from "coachkit/agreement";
import type { Rubric } from "coachkit/rubric";

/** A rubric by the level numbers of each criterion. */
export const rubricOf = (scales: Readonly<Record<string, readonly number[]>>): Rubric => ({
  kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one",
  criteria: Object.entries(scales).map(([id, levels]) => ({ id, title: id, weight: 1, compliantFromLevel: levels[1] ?? 0, levels: levels.map((level) => ({ level, title: `Level ${String(level)}`, anchors: [`What ${String(level)} looks like.`] })) })),
});
const sevenLevels = [1, 2, 3, 4, 5, 6, 7];
export const clipId = (clip: number): string => `clip-${String(clip).padStart(3, "0")}`;

/** Gold at level 4 of every criterion, and one rater's differences from it: one row a clip, one entry a criterion; null where the rater left one out. */
export function against(rows: readonly (readonly (number | null)[])[], raterId = "ana"): { readonly rubric: Rubric; readonly gold: readonly GoldLevel[]; readonly ratings: readonly RatedLevel[] } {
  const ids = (rows[0] ?? []).map((_, place) => `criterion-${String(place).padStart(2, "0")}`);
  const gold = rows.flatMap((row, clip) => row.map((_, place) => ({ subjectId: clipId(clip), criterionId: ids[place] ?? "", level: 4 })));
  const ratings = rows.flatMap((row, clip) => row.flatMap((difference, place) => (difference === null ? [] : [{ subjectId: clipId(clip), raterId, criterionId: ids[place] ?? "", level: 4 + difference }])));
  return { rubric: rubricOf(Object.fromEntries(ids.map((id) => [id, sevenLevels]))), gold, ratings };
}

/** Rows of one criterion. */
export const single = (differences: readonly number[]): readonly (readonly number[])[] => differences.map((difference) => [difference]);
