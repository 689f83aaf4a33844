import { linearRegressionColumns, REGRESSION_LIMITS, type RegressionColumns } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const table: RegressionColumns = { termIds: ["week"], hasIntercept: true, columns: [Float64Array.of(1, 2, 3, 4, 5)], response: Float64Array.of(2.4, 3, 4.4, 4.6, 5.6), errors: { kind: "classical" }, confidenceLevel: 0.95 };
const call = (changes: object) => () => linearRegressionColumns({ ...table, ...changes });
const clustered = { errors: { kind: "cr1" }, clusters: Uint32Array.of(0, 0, 1, 1, 2), clusterCount: 3 } as const;

test("answers as the records do, and writes to nothing", () => {
  const response = Float64Array.of(2.4, 3, 4.4, 4.6, 5.6);
  const [columns, clusters, weights] = [[Float64Array.of(1, 2, 3, 4, 5)], Uint32Array.of(0, 0, 1, 1, 2), Float64Array.of(1, 1, 1, 1, 1)];
  expect(linearRegressionColumns({ ...table, ...clustered, columns, response, clusters, weights }).coefficients?.[1]).toMatchObject({ termId: "week", estimate: expect.closeTo(0.8, 12) as number, method: "least-squares-cr1" });
  expect([columns, response, clusters, weights]).toEqual([table.columns, table.response, clustered.clusters, Float64Array.of(1, 1, 1, 1, 1)]);
});
test("places without a row are no clusters, wherever they stand", () => {
  const plain = linearRegressionColumns({ ...table, ...clustered });
  expect(linearRegressionColumns({ ...table, ...clustered, clusters: Uint32Array.of(1, 1, 3, 3, 8), clusterCount: 10 })).toEqual(plain);
  expect(plain).toMatchObject({ clusterCount: 3 });
});
test("clusters that the errors do not ask for are not read", () => { expect(call({ clusters: Uint32Array.of(9, 9, 9, 9, 9), clusterCount: 1 })()).toEqual(call({})()); });

describe("what is refused", () => {
  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a plain list as the response", { response: [1, 2, 3, 4, 5] }, "regression-columns.wrong_kind", ["response"]],
    ["no list of columns", { columns: Float64Array.of(1, 2) }, "regression-columns.wrong_kind", ["columns"]],
    ["a column of another kind", { columns: [Float32Array.of(1, 2, 3, 4, 5)] }, "regression-columns.wrong_kind", ["columns", 0]],
    ["clusters of another kind", { ...clustered, clusters: Float64Array.of(0, 0, 1, 1, 2) }, "regression-columns.wrong_kind", ["clusters"]],
    ["weights of another kind", { weights: [1, 1, 1, 1, 1] }, "regression-columns.wrong_kind", ["weights"]],
    ["a column too many", { columns: [...table.columns, ...table.columns] }, "regression-columns.wrong_count", ["columns"]],
    ["a column too short", { columns: [Float64Array.of(1, 2, 3, 4)] }, "regression-columns.wrong_length", ["columns", 0]],
    ["too few clusters", { ...clustered, clusters: Uint32Array.of(0, 1) }, "regression-columns.wrong_length", ["clusters"]],
    ["a missing entry", { columns: [Float64Array.of(1, 2, NaN, 4, 5)] }, "regression-columns.unusable_entry", ["columns", 0, 2]],
    ["an infinite response", { response: Float64Array.of(1, 2, 3, 4, Infinity) }, "regression-columns.unusable_entry", ["response", 4]],
    ["an entry beyond 1e30", { columns: [Float64Array.of(1, -2e30, 2e30, 4, 5)] }, "regression-columns.unusable_entry", ["columns", 0, 1]],
    ["a weight of 0", { weights: Float64Array.of(1, 1, 0, 1, 1) }, "regression-columns.unusable_entry", ["weights", 2]],
    ["no clusters where the errors go by them", { errors: { kind: "cr1" } }, "regression-columns.missing_clusters", ["clusters"]],
    ["no count of clusters", { errors: { kind: "cr1" }, clusters: clustered.clusters }, "regression-columns.missing_clusters", ["clusterCount"]],
    ["a cluster beyond the count", { ...clustered, clusterCount: 2 }, "regression-columns.unknown_cluster", ["clusters", 4]],
    ["an unknown key", { rows: [] }, "input.unrecognized_keys", ["rows"]],
    ["too many neighbors", { errors: { kind: "newey-west", lagCount: 5, isAdjusted: true } }, "regression-request.too_many_lags", ["errors", "lagCount"]],
  ])("%s", (_, changes, code, path) => { refuses(call(changes), { code, path }); });
  test("what is no object", () => { for (const input of [null, 5, undefined]) expect(() => linearRegressionColumns(input as never)).toThrow("input.invalid_type at /"); });
  test("more rows than the limit", () => {
    const many = new Float64Array(REGRESSION_LIMITS.rows + 1);
    refuses(call({ columns: [many], response: many }), { code: "regression-columns.too_many_rows", path: ["response"], params: { count: 1_000_001, limit: 1_000_000 } });
  });
  test("a hundred entries within the bound whose sizes add up beyond it are no fault", () => {
    expect(linearRegressionColumns({ ...table, columns: [Float64Array.of(9e29, -9e29, 5e29, 1e29, 0)] }).coefficients).not.toBeNull();
  });
});
