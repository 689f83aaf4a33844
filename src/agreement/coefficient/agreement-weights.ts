import * as z from "zod";
import { type Fault, type Report } from "../../error/index.js";
import { AGREEMENT_LIMITS } from "./rating.js";

/**
 * How much two different categories agree, from 0 to 1. `unweighted`: not at all. By rank, so that categories count as equally far apart: `linear` 1 − d/D, `quadratic` 1 − (d/D)², `ordinal` 1 − C(d + 1, 2)/C(D + 1, 2),
 * with d the number of steps between them and D that between the ends of the scale. Or your own: one row a category, 1 with itself, the same both ways.
 */
export type AgreementWeights = "unweighted" | "linear" | "quadratic" | "ordinal" | readonly (readonly number[])[];

const wrongSize: Fault = { code: "agreement-weights.wrong_size", message: "There are {count} categories, but {rows} rows of weights or a row of another length.", hint: "Give one row and one column a category." };
const notOneWithItself: Fault = { code: "agreement-weights.not_one_with_itself", message: "The category {place} has the weight {weight} with itself.", hint: "Weights are agreement, not disagreement: 1 with itself." };
const notSymmetric: Fault = { code: "agreement-weights.not_symmetric", message: "The categories {row} and {column} have the weight {weight} one way and {other} the other.", hint: "Give both the same weight." };
const noDifference: Fault = { code: "agreement-weights.no_difference", message: "All weights are 1: everything agrees with everything.", hint: "Give less than 1 to categories that differ." };

const Weight = z.number().min(0).max(1);
/** How much two different categories agree. */
export const AgreementWeights = z.union([z.enum(["unweighted", "linear", "quadratic", "ordinal"]), z.array(z.array(Weight).max(AGREEMENT_LIMITS.categories).readonly()).max(AGREEMENT_LIMITS.categories).readonly()], { error: "Weights are “unweighted”, “linear”, “quadratic”, “ordinal”, or rows of numbers from 0 to 1.\nName one of the four, or give one row a category." }) satisfies z.ZodType<AgreementWeights>;

/** Names what is wrong with weights of one's own. */
export function reportWeights({ weights, categoryCount }: { readonly weights: AgreementWeights; readonly categoryCount: number }, report: Report): void {
  if (typeof weights === "string") return;
  if (weights.length !== categoryCount || weights.some((row) => row.length !== categoryCount)) {
    report(wrongSize, ["weights"], { count: categoryCount, rows: weights.length });
    return;
  }
  weights.forEach((row, place) => {
    row.forEach((weight, column) => {
      if (column === place && weight !== 1) report(notOneWithItself, ["weights", place, column], { place, weight });
      const other = weights[column]?.[place] ?? weight;
      if (column > place && weight !== other) report(notSymmetric, ["weights", place, column], { row: place, column, weight, other });
    });
  });
  if (weights.every((row) => row.every((weight) => weight === 1))) report(noDifference, ["weights"]);
}

const shapes = {
  linear: (steps: number) => steps,
  quadratic: (steps: number) => steps * steps,
  ordinal: (steps: number) => (steps * (steps + 1)) / 2,
};

/** The weights row by row; null where only equal categories agree. */
export function weightTable(weights: AgreementWeights, categoryCount: number): Float64Array | null {
  if (weights === "unweighted") return null;
  if (typeof weights !== "string") return Float64Array.from(weights.flat());
  const shape = shapes[weights];
  const table = new Float64Array(categoryCount * categoryCount);
  for (let row = 0; row < categoryCount; row += 1) for (let column = 0; column < categoryCount; column += 1) table[row * categoryCount + column] = 1 - shape(Math.abs(row - column)) / shape(categoryCount - 1);
  return table;
}
