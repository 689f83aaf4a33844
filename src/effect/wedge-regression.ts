import { linearRegressionColumns, type NoEstimate } from "../statistics/index.js";
import type { Weighed } from "./effect-result.js";
import { hasStarted, type WedgeCells } from "./wedge-cells.js";

/** A coefficient over cells of teams, and what its regression warns of. */
export type CellEffect = Weighed & { readonly warnings: readonly string[] };

/** Rows of teams, and what goes along with the response beside the treatment. */
interface CellTable {
  readonly columns: readonly Float64Array[];
  readonly response: Float64Array;
  readonly clusters: Uint32Array;
  readonly clusterCount: number;
  /** How many observations to tell of. */
  readonly n: number;
  readonly method: string;
  readonly confidenceLevel: number;
}

/** The last column's coefficient with bias-reduced errors by team and Satterthwaite's degrees of freedom. */
export function lastCoefficient({ n, method, ...table }: CellTable): CellEffect | NoEstimate {
  const termIds = table.columns.map((_, at) => `term-${String(at)}`);
  const regression = linearRegressionColumns({ ...table, termIds, hasIntercept: false, errors: { kind: "cr2" } });
  if (regression.coefficients === null) return regression.reason === "dependent-terms" ? { estimate: null, reason: "dependent-terms", n, needed: n + 1 } : { estimate: null, reason: regression.reason, n: regression.n, needed: regression.needed };
  const found = regression.coefficients.at(-1);
  if (found === undefined) throw new Error("the regression has no terms");
  if (found.estimate === null) return { estimate: null, reason: found.reason, n: found.n, needed: found.needed };
  if (found.pValue === null) return { estimate: null, reason: "no-variation", n, needed: n + 1 };
  const { estimate, standardError, degreesOfFreedom, warnings } = found;
  return { estimate, standardError, degreesOfFreedom, n, method, warnings };
}

/** One team in one period. */
interface CellRow {
  readonly cluster: number;
  readonly at: number;
  readonly mean: number;
  readonly started: number;
}

function rowsOf({ clusters, means }: WedgeCells): readonly CellRow[] {
  return clusters.flatMap((start, cluster) => (means[cluster] ?? []).flatMap((mean, at) => (mean === null ? [] : [{ cluster, at, mean, started: hasStarted(start, at + 1) ? 1 : 0 }])));
}

/** Y = team + period + θ · started + error. Team means are taken out of all columns beforehand, which leaves θ and its error as they were (Pustejovsky and Tipton 2018). */
export function wedgeRegression(cells: WedgeCells, confidenceLevel: number): CellEffect | NoEstimate {
  const rows = rowsOf(cells);
  const periods = [...new Set(rows.map(({ at }) => at))].sort((one, other) => one - other);
  const isCompared = periods.some((at) => { const own = rows.filter((row) => row.at === at); return own.some(({ started }) => started === 1) && own.some(({ started }) => started === 0); });
  if (!isCompared) return { estimate: null, reason: "no-comparison", n: 0, needed: 1 };
  const counts = new Float64Array(cells.clusters.length);
  for (const { cluster } of rows) counts[cluster] = (counts[cluster] as number) + 1;
  const column = (valueOf: (row: CellRow) => number): Float64Array => {
    const sums = new Float64Array(cells.clusters.length);
    for (const row of rows) sums[row.cluster] = (sums[row.cluster] as number) + valueOf(row);
    return Float64Array.from(rows, (row) => valueOf(row) - (sums[row.cluster] as number) / (counts[row.cluster] as number));
  };
  return lastCoefficient({
    columns: [...periods.slice(1).map((own) => column(({ at }) => (at === own ? 1 : 0))), column(({ started }) => started)], response: column(({ mean }) => mean),
    clusters: Uint32Array.from(rows, ({ cluster }) => cluster), clusterCount: cells.clusters.length, n: rows.length, method: "stepped-wedge-by-cluster", confidenceLevel,
  });
}
