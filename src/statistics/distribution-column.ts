import { betaTable } from "./beta-table.js";
import { type Distribution, pertShapes, type TriangularDistribution } from "./distribution.js";
import { discreteQuantile, empiricalQuantile, logarithmOf, type Quantile, triangleSides, uniformQuantile } from "./distribution-quantile.js";
import { exponentials } from "./exponential-column.js";
import { normalProbability, normalScore } from "./normal.js";
import { scoresOfDraws } from "./score-table.js";

/** Turns a column in place. */
export type ColumnChange = (column: Float64Array) => void;

/** How a distribution is drawn: from what, and by which change. */
interface ColumnDraw {
  readonly from: "probabilities" | "scores";
  readonly change: ColumnChange;
}

/** Probabilities to normal scores. */
const toScores: ColumnChange = (column) => {
  for (let index = 0; index < column.length; index += 1) column[index] = normalScore(column[index] as number);
};

/** Normal scores to probabilities. */
const toProbabilities: ColumnChange = (column) => {
  for (let index = 0; index < column.length; index += 1) column[index] = normalProbability(column[index] as number);
};

const byQuantile = (quantile: Quantile): ColumnDraw => ({
  from: "probabilities",
  change: (column) => {
    for (let index = 0; index < column.length; index += 1) column[index] = quantile(column[index] as number);
  },
});

/** As `triangularQuantile`, without a branch: which side a number falls to cannot be foreseen, and a wrong guess costs more than the arithmetic. */
function toTriangle(column: Float64Array, { min, max, below, above, rise, fall }: ReturnType<typeof triangleSides>): void {
  for (let index = 0; index < column.length; index += 1) {
    const probability = column[index] as number;
    const upper = Number(probability >= below);
    const lower = 1 - upper;
    column[index] = lower * min + upper * max + (lower * rise - upper * fall) * Math.sqrt((upper + (lower - upper) * probability) * (lower * below + upper * above));
  }
}

// The loops stand in functions of their own, which are given their figures: kept in a closure, these are read anew for each number.
function byTriangle(distribution: TriangularDistribution): ColumnDraw {
  const sides = triangleSides(distribution);
  return { from: "probabilities", change: (column) => { toTriangle(column, sides); } };
}

/** From shares to places between two ends. */
const byShare = (table: ColumnChange, min: number, max: number): ColumnDraw => ({
  from: "scores",
  change: (column) => {
    table(column);
    const width = max - min;
    for (let index = 0; index < column.length; index += 1) column[index] = Math.min(max, min + width * (column[index] as number));
  },
});

function toNormal(column: Float64Array, mean: number, standardDeviation: number): void {
  for (let index = 0; index < column.length; index += 1) column[index] = mean + standardDeviation * (column[index] as number);
}

function drawOf(distribution: Distribution): ColumnDraw {
  switch (distribution.family) {
    case "uniform": return byQuantile(uniformQuantile(distribution));
    case "triangular": return byTriangle(distribution);
    case "discrete": return byQuantile(discreteQuantile(distribution));
    case "empirical": return byQuantile(empiricalQuantile(distribution));
    case "normal": return { from: "scores", change: (column) => { toNormal(column, distribution.mean, distribution.standardDeviation); } };
    case "pert": {
      const { a, b } = pertShapes(distribution);
      return byShare(betaTable(a, b), distribution.min, distribution.max);
    }
    case "beta": return byShare(betaTable(distribution.alpha, distribution.beta), 0, 1);
    default: {
      const { mean, standardDeviation } = logarithmOf(distribution);
      return { from: "scores", change: (column) => { exponentials(column, mean, standardDeviation); } };
    }
  }
}

/** What a column holds before: any probabilities; numbers as they are drawn, the middles of cells of 2⁻³²; or normal scores. */
export type ColumnGiven = "probabilities" | "draws" | "scores";

/** What turns a column into one of the distribution: each value rises with its own place, and with no other. */
export function columnChange(distribution: Distribution, given: ColumnGiven): ColumnChange {
  const { from, change } = drawOf(distribution);
  if ((given === "scores") === (from === "scores")) return change;
  const first = given === "scores" ? toProbabilities : given === "draws" ? scoresOfDraws : toScores;
  return (column) => {
    first(column);
    change(column);
  };
}
