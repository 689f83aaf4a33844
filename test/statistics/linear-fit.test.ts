import * as fc from "fast-check";
import { linearFit } from "coachkit/statistics";
import { describe, expect, test } from "vitest";

/** x̄ = 3, ȳ = 4, Sxx = 10, Sxy = 8, Syy = 6.64: slope 0.8, residual sum 0.24, s² = 0.08. */
const points = [[1, 2.4], [2, 3], [3, 4.4], [4, 4.6], [5, 5.6]].map(([x = 0, y = 0]) => ({ x, y }));
/** Student's 0.975 quantile with three degrees of freedom, from tables. */
const t = 3.182446305284263;

test("slope, intercept and mean with Student's intervals, worked by hand", () => {
  const { slope, intercept, means: [atMiddle, beyond] } = linearFit({ points, at: [3, 8], confidenceLevel: 0.95 });
  expect(slope).toEqual({ estimate: expect.closeTo(0.8, 12) as number, confidence: { lower: expect.closeTo(0.8 - t * Math.sqrt(0.08 / 10), 9) as number, upper: expect.closeTo(0.8 + t * Math.sqrt(0.08 / 10), 9) as number, level: 0.95 }, n: 5, method: "least-squares", warnings: [] });
  expect(intercept).toMatchObject({ estimate: expect.closeTo(1.6, 12) as number, confidence: { lower: expect.closeTo(1.6 - t * Math.sqrt(0.08 * (1 / 5 + 9 / 10)), 9) as number } });
  expect(atMiddle).toMatchObject({ estimate: expect.closeTo(4, 12) as number, confidence: { upper: expect.closeTo(4 + t * Math.sqrt(0.08 / 5), 9) as number } });
  expect(beyond).toMatchObject({ estimate: expect.closeTo(8, 12) as number, confidence: { upper: expect.closeTo(8 + t * Math.sqrt(0.08 * (1 / 5 + 25 / 10)), 9) as number } });
});

describe("no line", () => {
  test("through two points is no estimate", () => {
    expect(linearFit({ points: points.slice(3), at: [1], confidenceLevel: 0.95 })).toEqual({ slope: { estimate: null, reason: "too-few-observations", n: 2, needed: 3 }, intercept: { estimate: null, reason: "too-few-observations", n: 2, needed: 3 }, means: [{ estimate: null, reason: "too-few-observations", n: 2, needed: 3 }] });
  });
  test("where all x are equal, also but for rounding", () => {
    for (const dust of [0, 1e-14]) expect(linearFit({ points: points.map(({ y }, index) => ({ x: 1 + dust * index, y })), confidenceLevel: 0.95 }).slope).toEqual({ estimate: null, reason: "equal-x-values", n: 5, needed: 3 });
  });
});

test("points on a line have intervals without width, and say so", () => {
  const { slope } = linearFit({ points: [0, 1, 2, 3].map((x) => ({ x, y: 7 - 2 * x })), confidenceLevel: 0.9 });
  expect(slope).toMatchObject({ estimate: expect.closeTo(-2, 12) as number, warnings: ["exact-fit"] });
  expect(linearFit({ points: [0, 1, 2].map((x) => ({ x, y: 0 })), confidenceLevel: 0.9 }).slope).toMatchObject({ estimate: 0, confidence: { lower: 0, upper: 0 }, warnings: ["exact-fit"] });
});

test("x far from zero loses no digits: dates as large as a thousand million", () => {
  expect(linearFit({ points: points.map(({ x, y }) => ({ x: 1e9 + x, y })), confidenceLevel: 0.95 }).slope.estimate).toBeCloseTo(0.8, 9);
});

test.each([
  ["no number", { points: [{ x: Number.NaN, y: 1 }] }, "input.invalid_type at /points/0/x"],
  ["too large a number", { points: [{ x: 1, y: 1e13 }] }, "input.too_big at /points/0/y"],
  ["an error probability", { confidenceLevel: 0.05 }, "input.too_small at /confidenceLevel"],
])("refuses %s", (_, changes: object, start) => { expect(() => linearFit({ points, confidenceLevel: 0.95, ...changes })).toThrow(start); });

test("the line goes through the means; shifting and stretching move it along", () => {
  const coordinate = fc.integer({ min: -1000, max: 1000 });
  fc.assert(fc.property(fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 3, maxLength: 30 }), coordinate, fc.integer({ min: 1, max: 9 }), (cloud, shift, stretch) => {
    fc.pre(new Set(cloud.map(({ x }) => x)).size > 1);
    const middle = cloud.reduce((sum, { x }) => sum + x, 0) / cloud.length;
    const { slope, means } = linearFit({ points: cloud, at: [middle], confidenceLevel: 0.95 });
    expect(means[0]?.estimate).toBeCloseTo(cloud.reduce((sum, { y }) => sum + y, 0) / cloud.length, 8);
    const moved = linearFit({ points: cloud.map(({ x, y }) => ({ x: x + shift, y: stretch * y - shift })), confidenceLevel: 0.95 }).slope;
    expect(moved.estimate).toBeCloseTo(stretch * (slope.estimate ?? 0), 6);
  }));
});

test("in repeated samples 95 % of the intervals hold the true slope", () => {
  let held = 0;
  let state = 1;
  const uniform = (): number => { state = (state * 48271) % 2147483647; return state / 2147483647; };
  for (let sample = 0; sample < 1000; sample += 1) {
    const noise = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const { slope } = linearFit({ points: Array.from({ length: 8 }, (_, x) => ({ x, y: 2 - 0.3 * x + noise() })), confidenceLevel: 0.95 });
    if (slope.estimate !== null && slope.confidence.lower <= -0.3 && slope.confidence.upper >= -0.3) held += 1;
  }
  expect(held).toBeGreaterThan(930);
  expect(held).toBeLessThan(970);
});
