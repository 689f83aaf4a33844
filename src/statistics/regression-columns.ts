import * as z from "zod";
import { check, CoachingError, type Fault, faultAt, type Issue, issueOf } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { Count } from "../unit/index.js";
import { extentFault, REGRESSION_LIMITS, requestKeys, type RegressionRequest, requestRule } from "./regression-request.js";
import { areClustered, type RegressionTable } from "./regression-sample.js";
import { sumsOf } from "./vector.js";

/** Rows in typed arrays, one entry a row, and what is asked of their regression. At most 1,000,000 rows. */
export interface RegressionColumns extends RegressionRequest {
  /** One column a term, in the order of `termIds`; each entry at most 1e30 either way. */
  readonly columns: readonly Float64Array[];
  /** What is explained, at most 1e30 either way. */
  readonly response: Float64Array;
  /** The cluster of each row, as a place that counts from 0; needed where the errors go by cluster. Places without a row are no clusters. */
  readonly clusters?: Uint32Array;
  /** How many places there are, at most 1,000,000; needed where the errors go by cluster. */
  readonly clusterCount?: Count;
  /** Inverse variances but for a factor, 1e-12 to 1e12. Left out: all rows weigh alike. */
  readonly weights?: Float64Array;
}

const wrongKind: Fault = { code: "regression-columns.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongCount: Fault = { code: "regression-columns.wrong_count", message: "There are {length} columns for {count} terms.", hint: "Give one column a term, in the order of termIds." };
const wrongLength: Fault = { code: "regression-columns.wrong_length", message: "“{key}” has {length} entries, the response {count}.", hint: "Give every row one entry in each column." };
const tooManyRows: Fault = { code: "regression-columns.too_many_rows", message: "{count} rows are more than {limit}.", hint: "Draw a sample, of whole clusters where there are any." };
const unusableEntry: Fault = { code: "regression-columns.unusable_entry", message: "Here stands {value}, which cannot be used.", hint: "Leave out rows with a missing entry; numbers lie within 1e30, weights between 1e-12 and 1e12." };
const missingClusters: Fault = { code: "regression-columns.missing_clusters", message: "The errors go by cluster, and “{key}” is missing.", hint: "Give the cluster of each row, and how many clusters there are." };
const unknownCluster: Fault = { code: "regression-columns.unknown_cluster", message: "The row is of cluster {place}, of {count}.", hint: "Places count from 0." };

const typedKeys = ["columns", "response", "clusters", "weights"];
const Plain = z.strictObject({ ...requestKeys, clusterCount: z.exactOptional(Count.max(REGRESSION_LIMITS.rows)) }).check(requestRule);

/** What is wrong with the kinds and lengths of the columns. */
function shapeIssues({ columns, response, clusters, weights }: Partial<Record<keyof RegressionColumns, unknown>>, termCount: number): readonly Issue[] {
  if (!isTypedArray(response, "Float64Array")) return [issueOf(wrongKind, ["response"], { key: "response", kind: "Float64Array" })];
  if (!Array.isArray(columns)) return [issueOf(wrongKind, ["columns"], { key: "columns", kind: "list of Float64Array" })];
  const count = response.length;
  const of = (column: unknown, path: Issue["path"], kind: "Float64Array" | "Uint32Array"): readonly Issue[] => {
    const key = path.join("/");
    if (!isTypedArray(column, kind)) return [issueOf(wrongKind, path, { key, kind })];
    return column.length === count ? [] : [issueOf(wrongLength, path, { key, length: column.length, count })];
  };
  return [
    ...(count > REGRESSION_LIMITS.rows ? [issueOf(tooManyRows, ["response"], { count, limit: REGRESSION_LIMITS.rows })] : []),
    ...(columns.length === termCount ? [] : [issueOf(wrongCount, ["columns"], { length: columns.length, count: termCount })]),
    ...columns.slice(0, REGRESSION_LIMITS.terms).flatMap((column: unknown, index) => of(column, ["columns", index], "Float64Array")),
    ...(clusters === undefined ? [] : of(clusters, ["clusters"], "Uint32Array")),
    ...(weights === undefined ? [] : of(weights, ["weights"], "Float64Array")),
  ];
}

/** The first entry that cannot be used. A sum of sizes within the bound tells that all are, also that none is NaN. */
function firstUnusable(column: Float64Array): number {
  return sumsOf(column).sizes <= 1e30 ? -1 : column.findIndex((value) => !(Math.abs(value) <= 1e30));
}

function entryIssues({ columns, response, weights }: Pick<RegressionColumns, "columns" | "response" | "weights">): readonly Issue[] {
  const issue = (column: Float64Array, path: Issue["path"], at: number): readonly Issue[] => (at < 0 ? [] : [issueOf(unusableEntry, [...path, at], { value: String(column[at]) })]);
  return [
    ...columns.flatMap((column, index) => issue(column, ["columns", index], firstUnusable(column))),
    ...issue(response, ["response"], firstUnusable(response)),
    ...(weights === undefined ? [] : issue(weights, ["weights"], weights.findIndex((weight) => !(weight >= 1e-12 && weight <= 1e12)))),
  ];
}

/** Clusters that have a row, numbered anew in their order. */
function clustersOf({ clusters, clusterCount }: Pick<RegressionColumns, "clusters" | "clusterCount">): NonNullable<RegressionTable["clusters"]> {
  if (clusters === undefined) throw faultAt(missingClusters, ["clusters"], { key: "clusters" });
  if (clusterCount === undefined) throw faultAt(missingClusters, ["clusterCount"], { key: "clusterCount" });
  const isUsed = new Uint8Array(clusterCount);
  for (let row = 0; row < clusters.length; row += 1) {
    const place = clusters[row] as number;
    if (place >= clusterCount) throw faultAt(unknownCluster, ["clusters", row], { place, count: clusterCount });
    isUsed[place] = 1;
  }
  if (!isUsed.includes(0)) return { places: clusters, count: clusterCount };
  const numbers = new Uint32Array(clusterCount);
  let count = 0;
  isUsed.forEach((used, place) => { numbers[place] = count; count += used; });
  return { places: clusters.map((place) => numbers[place] as number), count };
}

/** What is no object has no columns, and the schema says so. */
function asObject(columns: unknown): Partial<Record<keyof RegressionColumns, unknown>> {
  if (typeof columns === "object" && columns !== null) return columns;
  check(Plain, columns);
  throw new Error("what is no object passed its schema");
}

/** Columns checked: plain keys by a schema, typed arrays by hand, because a schema reads none. */
export function tableOfColumns(input: RegressionColumns): { readonly table: RegressionTable; readonly request: RegressionRequest } {
  const given = asObject(input);
  const { clusterCount, ...request } = check(Plain, Object.fromEntries(Object.entries(given).filter(([key]) => !typedKeys.includes(key))));
  const misshapen = shapeIssues(given, request.termIds.length);
  if (misshapen.length > 0) throw new CoachingError(misshapen);
  const { columns, response, weights } = input;
  const unusable = entryIssues(input);
  if (unusable.length > 0) throw new CoachingError(unusable);
  const clusters = areClustered(request) ? clustersOf({ ...input, ...(clusterCount === undefined ? {} : { clusterCount }) }) : null;
  const extent = extentFault(request, { rowCount: response.length, clusterCount: clusters?.count ?? 0 });
  if (extent !== null) throw faultAt(extent.fault, extent.path, extent.params);
  return { request, table: { columns, response, roots: weights === undefined ? null : weights.map(Math.sqrt), clusters, rowCount: response.length, hasIntercept: request.hasIntercept } };
}
