import { check } from "../../error/index.js";
import type { TriangularDistribution } from "../../statistics/index.js";
import { type PublishedFigure, PublishedFigureId } from "./published-figure.js";
import { publishedFigures } from "./published-figures.js";

/** A published figure, and what a scenario may draw from it. */
export type PublishedInput =
  | { readonly figure: PublishedFigure; /** From the least through the published to the most value of the source's range: a heuristic, and wide. */ readonly distribution: TriangularDistribution }
  | {
    readonly figure: PublishedFigure;
    readonly distribution: null;
    /** `return-is-no-input`: a return is what a scenario computes; `no-range-published`: the source gives a single number, and a guess of ours at its range would look like evidence; `no-middle-published`: a range without a typical value. */
    readonly reason: "return-is-no-input" | "no-range-published" | "no-middle-published";
  };

/**
 * One published figure by its name, with a distribution for a scenario where its source gives a range. Nothing in this package reads a published figure unless it is named here.
 *
 * @throws CoachingError `input.invalid_value`
 * @example
 * ```ts
 * publishedFigure("ai-assistance-2023-issues").distribution; // => { family: "triangular", min: 0, mode: 0.14, max: 0.34 }
 * publishedFigure("metrixglobal-2001-return").reason; // => "return-is-no-input"
 * ```
 */
export function publishedFigure(id: PublishedFigureId): PublishedInput {
  const known = check(PublishedFigureId, id);
  const figure = publishedFigures.find((one) => one.id === known);
  if (figure === undefined) throw new Error(`no published figure is called ${known}`);
  const { value, range, unit } = figure;
  if (unit === "roi-ratio" || unit === "return-ratio") return { figure, distribution: null, reason: "return-is-no-input" };
  if (range === null) return { figure, distribution: null, reason: "no-range-published" };
  if (value === null) return { figure, distribution: null, reason: "no-middle-published" };
  return { figure, distribution: { family: "triangular", min: range.low, mode: value, max: range.high } };
}
