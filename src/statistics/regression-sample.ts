import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import type { Design } from "./orthonormal-basis.js";
import { Entries, Explained, extentFault, REGRESSION_LIMITS, requestKeys, type RegressionRequest, requestRule } from "./regression-request.js";

/** One row of a regression. */
export interface RegressionRow {
  /** What explains, one entry a term, each at most 1e30 either way. */
  readonly x: readonly number[];
  /** What is explained, at most 1e30 either way. */
  readonly y: number;
  /** With which other rows it goes together; read where the errors go by cluster. */
  readonly clusterId?: Id;
  /** How much it counts: the inverse of its variance but for a factor, 1e-12 to 1e12. All rows have one, or none has. */
  readonly weight?: number;
}
/** Rows through which a regression is to go, and what is asked of it. */
export interface RegressionSample extends RegressionRequest {
  /** At most 100,000 rows; for more use columns. */
  readonly rows: readonly RegressionRow[];
}

const RegressionRow = z
  .strictObject({ x: Entries, y: Explained, clusterId: z.exactOptional(Id), weight: z.exactOptional(z.number().min(1e-12).max(1e12)) })
  .readonly() satisfies z.ZodType<RegressionRow>;

const wrongLength: Fault = { code: "regression-sample.wrong_length", message: "This row has {length} entries for {count} terms.", hint: "Give one entry a term, in the order of termIds." };
const missingCluster: Fault = { code: "regression-sample.missing_cluster", message: "This row belongs to no cluster, and the errors go by cluster.", hint: "Give every row its clusterId." };
const missingWeight: Fault = { code: "regression-sample.missing_weight", message: "This row has no weight, and others have.", hint: "Give every row a weight, or none." };

/** Whether standard errors go by cluster. */
export const areClustered = ({ errors }: RegressionRequest): boolean => errors.kind === "cr0" || errors.kind === "cr1" || errors.kind === "cr2";

/** Rows through which a regression is to go, and what is asked of it. */
export const RegressionSample = z
  .strictObject({ ...requestKeys, rows: z.array(RegressionRow).max(REGRESSION_LIMITS.records).readonly() })
  .check(requestRule, rule((sample: RegressionSample, report) => {
    const { termIds, rows } = sample;
    const needsCluster = areClustered(sample);
    const areWeighted = rows.some(({ weight }) => weight !== undefined);
    rows.forEach(({ x, clusterId, weight }, index) => {
      if (x.length !== termIds.length) report(wrongLength, ["rows", index, "x"], { length: x.length, count: termIds.length });
      if (needsCluster && clusterId === undefined) report(missingCluster, ["rows", index, "clusterId"]);
      if (areWeighted && weight === undefined) report(missingWeight, ["rows", index, "weight"]);
    });
    const extent = extentFault(sample, { rowCount: rows.length, clusterCount: needsCluster ? new Set(rows.map(({ clusterId }) => clusterId)).size : 0 });
    if (extent !== null) report(extent.fault, extent.path, extent.params);
  }))
  .readonly() satisfies z.ZodType<RegressionSample>;

/** Rows in columns, checked: what a regression is computed from. */
export interface RegressionTable extends Design {
  readonly response: Float64Array;
  readonly clusters: { readonly places: Uint32Array; readonly count: number } | null;
}

/** The rows of a checked sample in columns, its clusters numbered in the order in which they appear. */
export function tableOf(sample: RegressionSample): RegressionTable {
  const { termIds, rows, hasIntercept } = sample;
  const numbers = new Map<string, number>();
  const places = Uint32Array.from(areClustered(sample) ? rows : [], ({ clusterId = "" }) => {
    const place = numbers.get(clusterId) ?? numbers.size;
    numbers.set(clusterId, place);
    return place;
  });
  return {
    columns: termIds.map((_, term) => Float64Array.from(rows, ({ x }) => x[term] as number)),
    response: Float64Array.from(rows, ({ y }) => y),
    roots: rows.some(({ weight }) => weight !== undefined) ? Float64Array.from(rows, ({ weight = 1 }) => Math.sqrt(weight)) : null,
    clusters: areClustered(sample) ? { places, count: numbers.size } : null,
    rowCount: rows.length, hasIntercept,
  };
}
