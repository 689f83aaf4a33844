import { smallSine } from "./elementary.js";
import { factorOf } from "./positive-matrix.js";
import { eigenOf } from "./symmetric-eigen.js";

/** How two named numbers are correlated. */
interface NamedCorrelation {
  readonly inputIds: readonly [string, string];
  readonly coefficient: number;
  readonly kind: "spearman" | "pearson-of-scores";
}

/** Why no numbers can be correlated as asked: which correlation weighs most in the contradiction. */
interface Contradiction {
  /** The place of that correlation in the list given. */
  readonly index: number;
  readonly params: { readonly eigenvalue: number; readonly first: string; readonly second: string; readonly share: number };
}
/** The correlations of normal scores as a matrix, over the inputs that are correlated at all. */
interface CorrelationMatrix {
  /** Those inputs, in the order of their ids. */
  readonly inputIds: readonly string[];
  /** Cholesky's factor row by row; empty when there is none. */
  readonly factor: Float64Array;
  readonly contradiction: Contradiction | null;
}

/**
 * The correlation of normal scores that gives a rank correlation ρ: 2 sin(πρ / 6).
 * Source: W. Kruskal, "Ordinal measures of association", Journal of the American Statistical Association 53 (1958).
 */
const scoreCorrelation = ({ coefficient, kind }: NamedCorrelation): number => (kind === "spearman" ? 2 * smallSine((Math.PI * coefficient) / 6) : coefficient);

/** The correlation that weighs most in the direction whose variance would be negative, and by how much all would have to shrink: 1 + s (λ − 1) > 0. */
function contradictionOf(correlations: readonly NamedCorrelation[], placeOf: ReadonlyMap<string, number>, matrix: Float64Array): Contradiction {
  const size = placeOf.size;
  const { values, vectors } = eigenOf(matrix, size);
  const worst = values.reduce((least, value, axis) => (value < (values[least] as number) ? axis : least), 0);
  const entry = (id: string): number => vectors[(placeOf.get(id) as number) * size + worst] as number;
  const weights = correlations.map((correlation) => entry(correlation.inputIds[0]) * entry(correlation.inputIds[1]) * scoreCorrelation(correlation));
  const least = Math.min(...weights);
  // of equals the pair whose ids come first, wherever it stands
  const nameOf = (index: number): string => JSON.stringify([...(correlations[index] as NamedCorrelation).inputIds].sort());
  const index = weights.reduce((best, weight, at) => (weight <= least + 1e-9 && (best < 0 || nameOf(at) < nameOf(best)) ? at : best), -1);
  const [first, second] = (correlations[index] as NamedCorrelation).inputIds;
  const eigenvalue = values[worst] as number;
  return { index, params: { eigenvalue: Math.round(eigenvalue * 1e6) / 1e6 + 0, first, second, share: Math.floor(1e4 / (1 - Math.min(0, eigenvalue))) / 1e4 } };
}

/** The matrix of correlations whose inputs are known and whose pairs are distinct, taken apart by Cholesky's method. */
export function correlationMatrix(correlations: readonly NamedCorrelation[]): CorrelationMatrix {
  const inputIds = [...new Set(correlations.flatMap(({ inputIds: pair }) => pair))].sort();
  const placeOf = new Map(inputIds.map((id, place) => [id, place]));
  const size = inputIds.length;
  const matrix = new Float64Array(size * size);
  for (let place = 0; place < size; place += 1) matrix[place * size + place] = 1;
  for (const correlation of correlations) {
    const [first, second] = correlation.inputIds.map((id) => placeOf.get(id) as number) as [number, number];
    matrix[first * size + second] = scoreCorrelation(correlation);
    matrix[second * size + first] = matrix[first * size + second] as number;
  }
  const factor = factorOf(matrix, size);
  return factor === null ? { inputIds, factor: new Float64Array(0), contradiction: contradictionOf(correlations, placeOf, matrix) } : { inputIds, factor, contradiction: null };
}
