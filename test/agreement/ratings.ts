import type { Category, CategoryRating, ScoreRating } from "coachkit/agreement";

/** One row a subject, one entry a rater; null where a rater did not rate. */
export const rated = (rows: readonly (readonly (Category | null)[])[]): readonly CategoryRating[] =>
  rows.flatMap((row, subject) => row.flatMap((category, rater) => (category === null ? [] : [{ subjectId: `clip-${String(subject)}`, raterId: `rater-${String(rater)}`, category }])));
/** The same for scores. */
export const scored = (rows: readonly (readonly (number | null)[])[]): readonly ScoreRating[] => rated(rows).map(({ category, ...cell }) => ({ ...cell, score: category as number }));
/** How often the first of two raters said the row and the second the column. */
export const fromTable = (table: readonly (readonly number[])[]): readonly CategoryRating[] => rated(table.flatMap((row, first) => row.flatMap((count, second) => Array.from({ length: count }, () => [first + 1, second + 1]))));
export const at95 = { confidenceLevel: 0.95 };

/** Four raters, five categories, missing ratings: K. Krippendorff's example, printed with its coefficients by irrCAC 1.0 as cac.raw4raters. */
export const fourRaters = [[1, 1, null, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [null, 5, 5, 5], [null, null, 1, 1], [null, null, 3, null]];
export const fiveCategories = [1, 2, 3, 4, 5];
/** P. Shrout, J. Fleiss, 1979. */
export const sixByFour = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
/** Two raters of a hundred patients, printed with its coefficients by irrCAC 1.0 as cont3x3abstractors. */
export const abstractors = [[13, 0, 0], [0, 20, 7], [0, 4, 56]];
