import { linearRegressionColumns, normalDraws } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { fitByRows, fitOf, type RegressionFit } from "../../src/statistics/regression-fit.js";
import type { RegressionTable } from "../../src/statistics/regression-sample.js";
import { repeatedFit } from "../../src/statistics/repeated-rows.js";

type Clustered = RegressionTable & { readonly clusters: NonNullable<RegressionTable["clusters"]> };
const rowCount = 1200;
const indicators = (values: readonly [number, number] = [0, 1]) => {
  const treated = Float64Array.from({ length: rowCount }, (_, row) => values[(row % 40) % 2]!);
  const post = Float64Array.from({ length: rowCount }, (_, row) => values[row % 3 === 0 ? 1 : 0]!);
  return { treated, post, both: treated.map((value, row) => (value === values[1] && post[row] === values[1] ? values[1] : values[0])) };
};
const responseAt = (level: number, spread = 3) => Float64Array.from(normalDraws({ seed: 11, stream: ["rows"], count: rowCount }), (draw, row) => level + (row % 40) % 2 + (row % 3) * 0.7 + spread * draw + ((row % 40) % 5) * 0.4);
/** Forty clusters, the last three of them much larger than the others. */
const places = Uint32Array.from({ length: rowCount }, (_, row) => (row % 7 === 0 ? 37 + (row % 3) : row % 40));
const { treated, post, both } = indicators();
const table: Clustered = { columns: [treated, post, both], response: responseAt(50), roots: null, clusters: { places, count: 40 }, rowCount, hasIntercept: true };

function answersOf(fit: RegressionFit | readonly unknown[] | null) {
  if (fit === null || !("spreadsOf" in fit)) throw new Error("no fit");
  const size = fit.amounts.length;
  const places = Array.from({ length: size }, (_, at) => Float64Array.from({ length: size }, (_each, other) => (other === at ? 1 : 0.3 * other)));
  return [...fit.amounts, fit.residualSum, fit.totalSum, fit.highestLeverage, ...fit.spreadsOf(places).map((spread) => ("variance" in spread ? spread.variance : NaN))];
}
const errors = { kind: "cr1" } as const;

describe("sums of rows that repeat", () => {
  test.each<[string, Partial<Clustered>]>([
    ["a difference in differences", {}],
    ["both terms without their product, so that four means are not fitted exactly", { columns: [treated, post] }],
    ["one term", { columns: [post] }],
    ["no term", { columns: [] }],
    ["values other than 0 and 1", { columns: Object.values(indicators([-3, 7])) }],
    ["values far from 0", { columns: Object.values(indicators([1000, 1001])).slice(0, 2) }],
    ["a distinct row that does not occur", { columns: [treated, treated.map((value, row) => (value === 1 && row % 3 === 0 ? 1 : 0))] }],
    ["a response far from 0", { response: responseAt(1e9) }],
    ["a response far below 0", { response: responseAt(-1e6) }],
  ])("give the answers of the rows one by one: %s", (_, changes) => {
    const given = { ...table, ...changes };
    expect(repeatedFit(given)).not.toBeNull();
    const [sums, rows] = [answersOf(fitOf(given, errors)), answersOf(fitByRows(given, errors))];
    // twelve digits; of a response far from 0 the last digits of its own entries are gone
    sums.forEach((value, at) => { expect(Math.abs(value - rows[at]!)).toBeLessThanOrEqual(1e-12 * Math.abs(rows[at]!) + (given.response[0]! > 1e8 && at < given.columns.length + 1 ? 1e-6 : 0) + 1e-11); });
    expect(given.response).toEqual(changes.response ?? responseAt(50));
  });
  test("keep the digits of whole numbers at a level of 1e12", () => {
    const response = Float64Array.from({ length: rowCount }, (_, row) => 1e12 + ((row * 7919) % 101) + 5 * (treated[row]! * post[row]!));
    const mean = (isTreated: number, isPost: number): number => {
      const own = [...response].filter((_, row) => treated[row] === isTreated && post[row] === isPost).map((value) => value - 1e12);
      return own.reduce((sum, value) => sum + value, 0) / own.length;
    };
    const { coefficients } = linearRegressionColumns({ termIds: ["treated", "post", "both"], hasIntercept: true, columns: [treated, post, both], response, clusters: places, clusterCount: 40, errors, confidenceLevel: 0.95 });
    expect(coefficients?.[3]?.estimate).toBeCloseTo(mean(1, 1) - mean(1, 0) - mean(0, 1) + mean(0, 0), 10);
  });
  test("names the columns that others give", () => {
    expect(repeatedFit({ ...table, columns: [treated, treated.map((value) => 1 - value)] })).toEqual([{ column: 1, goesWith: [-1, 0] }]);
    expect(repeatedFit({ ...table, columns: [treated.map(() => 4)] })).toEqual([{ column: 0, goesWith: [-1] }]);
  });
  test.each<[string, Partial<Clustered>]>([
    ["a column has three values", { columns: [Float64Array.from({ length: rowCount }, (_, row) => row % 3)] }],
    ["next to nothing of the response is left", { response: treated.map((value, row) => 1000 * value + ((row * 31) % 7) * 1e-3) }],
    ["the response does not vary", { response: new Float64Array(rowCount).fill(0.1) }],
    ["nothing but rounding varies", { response: Float64Array.from({ length: rowCount }, (_, row) => 1e15 + (row % 2) * 0.125) }],
    ["one cluster may tell a coefficient alone", { clusters: { places: Uint32Array.from(treated), count: 2 } }],
    ["rows have weights", { roots: new Float64Array(rowCount).fill(1) }],
    ["there is no intercept", { hasIntercept: false }],
    ["there are five terms", { columns: [0, 1, 2, 3, 4].map((bit) => Float64Array.from({ length: rowCount }, (_, row) => (row >> bit) & 1)) }],
    ["there are few rows", { rowCount: 40, columns: [treated.slice(0, 40)], response: table.response.slice(0, 40), clusters: { places: places.slice(0, 40), count: 40 } }],
    ["sums by cluster would be more than the rows are worth", { clusters: { places, count: rowCount } }],
  ])("are left to the rows one by one where %s", (_, changes) => { expect(repeatedFit({ ...table, ...changes })).toBeNull(); });
});
