import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlation, type CorrelationSample, type PlanePoint } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const pointsOf = (x: readonly number[], y: readonly number[]): readonly PlanePoint[] => x.map((value, index) => ({ x: value, y: y[index] ?? NaN }));
const points = pointsOf([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], [2.5, 7, 1, 8, 2, 8, 1, 8, 4, 4]);
const ask = (change: Partial<CorrelationSample>) => correlation({ points, kind: "pearson", confidenceLevel: 0.9, ...change });

describe("correlation", () => {
  // scipy 1.17.1: pearsonr(x, y), its confidence_interval(.9); spearmanr(x, y), and tanh(arctanh(s) ± norm.ppf(.95) * sqrt((1 + s**2 / 2) / 7))
  test("is Pearson's with Fisher's interval", () => {
    expect(ask({})).toEqual({ estimate: expect.closeTo(0.19913681353770105, 14), confidence: { lower: expect.closeTo(-0.3968147337164302, 12), upper: expect.closeTo(0.6769865001938085, 12), level: 0.9 }, n: 10, method: "pearson-fisher", warnings: [] });
  });
  test("is Spearman's, ties by their mean rank, with Bonett and Wright's interval", () => {
    expect(ask({ kind: "spearman" })).toEqual({ estimate: expect.closeTo(0.15577004280334564, 14), confidence: { lower: expect.closeTo(-0.43691173035773395, 12), upper: expect.closeTo(0.6541419974856778, 12), level: 0.9 }, n: 10, method: "spearman-bonett-wright", warnings: [] });
  });
  test("of points that rise on a curve is 1 by ranks and less by the line", () => {
    const curve = pointsOf([1, 2, 3, 4, 5], [1, 4, 9, 16, 25]);
    expect(ask({ points: curve, kind: "spearman" })).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: ["exact-fit"] });
    expect(ask({ points: curve }).estimate).toBeCloseTo(60 / Math.sqrt(10 * 374), 12);
  });
  test("keeps its digits where values lie far from zero", () => {
    expect(ask({ points: points.map(({ x, y }) => ({ x: x + 1e9, y: y - 1e9 })) }).estimate).toBeCloseTo(0.19913681353770105, 12);
  });
  test.each([
    ["three points", pointsOf([1, 2, 3], [1, 2, 4]), { reason: "too-few-observations", n: 3, needed: 4 }],
    ["no points", [], { reason: "too-few-observations", n: 0, needed: 4 }],
    ["x that does not vary", pointsOf([0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4]), { reason: "no-variation", n: 4, needed: 4 }],
    ["y that does not vary", pointsOf([1, 2, 3, 4], [0.3, 0.3, 0.3, 0.3]), { reason: "no-variation" }],
  ])("cannot say of %s", (_, given, answer) => {
    for (const kind of ["pearson", "spearman"] as const) expect(ask({ points: given, kind })).toMatchObject({ estimate: null, ...answer });
  });
  test("refuses what is no point, and more of them than it takes", () => {
    refuses(() => ask({ points: [...points, { x: NaN, y: 1 }] }), { code: "input.invalid_type", path: ["points", 10, "x"] });
    refuses(() => ask({ points: [{ x: 1, y: 1e13 }] }), { code: "input.too_big", path: ["points", 0, "y"] });
    refuses(() => ask({ points: Array.from({ length: 100_001 }, () => ({ x: 0, y: 0 })) }), { code: "input.too_big", path: ["points"] });
    refuses(() => ask({ confidenceLevel: 95 }), { code: "input.too_big", path: ["confidenceLevel"] });
  });
  test("is the same with x and y exchanged, and turns its sign with one of them", () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(fc.property(fc.array(fc.record({ x: value, y: value }), { minLength: 4, maxLength: 12 }), fc.constantFrom("pearson", "spearman"), (given, kind) => {
      const [one, exchanged, turned] = [given, given.map(({ x, y }) => ({ x: y, y: x })), given.map(({ x, y }) => ({ x, y: -y }))].map((each) => ask({ points: each, kind }));
      if (one?.estimate == null || exchanged?.estimate == null || turned?.estimate == null) { expect([exchanged, turned]).toEqual([one, one]); return; }
      expect(exchanged.estimate).toBeCloseTo(one.estimate, 12);
      expect(turned.estimate).toBeCloseTo(-one.estimate, 12);
      expect(turned.confidence.lower).toBeCloseTo(-one.confidence.upper, 9);
      expect(one.confidence.lower).toBeLessThanOrEqual(one.estimate);
    }));
  });
});
