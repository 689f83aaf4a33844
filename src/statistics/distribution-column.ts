import { betaTable } from "./beta-table.js";
import { type Distribution, pertShapes, type TriangularDistribution } from "./distribution.js";
import { discreteQuantile, empiricalQuantile, logarithmOf, type Quantile, triangleSides, uniformQuantile } from "./distribution-quantile.js";
import { expOf } from "./elementary.js";
import { normalProbability, normalScore } from "./normal.js";

/** Turns a column in place. */
export type ColumnChange = (column: Float64Array) => void;

/** How a distribution is drawn: from what, and by which change. */
interface ColumnDraw {
  readonly from: "probabilities" | "scores";
  readonly change: ColumnChange;
}

/** Probabilities to normal scores. */
export const toScores: ColumnChange = (column) => {
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
function byTriangle(distribution: TriangularDistribution): ColumnDraw {
  const { min, max, below, above, rise, fall } = triangleSides(distribution);
  return {
    from: "probabilities",
    change: (column) => {
      for (let index = 0; index < column.length; index += 1) {
        const probability = column[index] as number;
        const upper = Number(probability >= below);
        const lower = 1 - upper;
        column[index] = lower * min + upper * max + (lower * rise - upper * fall) * Math.sqrt((upper + (lower - upper) * probability) * (lower * below + upper * above));
      }
    },
  };
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

function byScore(mean: number, standardDeviation: number): ColumnDraw {
  return {
    from: "scores",
    change: (column) => {
      for (let index = 0; index < column.length; index += 1) column[index] = mean + standardDeviation * (column[index] as number);
    },
  };
}

function byLogarithm(mean: number, standardDeviation: number): ColumnDraw {
  return {
    from: "scores",
    change: (column) => {
      for (let index = 0; index < column.length; index += 1) column[index] = expOf(mean + standardDeviation * (column[index] as number));
    },
  };
}

function drawOf(distribution: Distribution): ColumnDraw {
  switch (distribution.family) {
    case "uniform": return byQuantile(uniformQuantile(distribution));
    case "triangular": return byTriangle(distribution);
    case "discrete": return byQuantile(discreteQuantile(distribution));
    case "empirical": return byQuantile(empiricalQuantile(distribution));
    case "normal": return byScore(distribution.mean, distribution.standardDeviation);
    case "pert": {
      const { a, b } = pertShapes(distribution);
      return byShare(betaTable(a, b), distribution.min, distribution.max);
    }
    case "beta": return byShare(betaTable(distribution.alpha, distribution.beta), 0, 1);
    default: {
      const { mean, standardDeviation } = logarithmOf(distribution);
      return byLogarithm(mean, standardDeviation);
    }
  }
}

/** What turns a column of probabilities, or of normal scores, into one of the distribution: each value rises with its own place, and with no other. */
export function columnChange(distribution: Distribution, given: ColumnDraw["from"]): ColumnChange {
  const { from, change } = drawOf(distribution);
  if (from === given) return change;
  const first = given === "probabilities" ? toScores : toProbabilities;
  return (column) => {
    first(column);
    change(column);
  };
}
