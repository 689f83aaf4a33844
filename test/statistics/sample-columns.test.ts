import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLOCK_TRIALS, type Distribution, distributionMoments, distributionQuantile, mean, sampleColumns, type SampleRequest, TRIAL_LIMITS, variance } from "coachkit/statistics";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { anyDistribution } from "./any-distribution.js";

const normal: Distribution = { family: "normal", mean: 0, standardDeviation: 1 };
const hours: Distribution = { family: "triangular", min: 18, mode: 24, max: 36 };
const run = { seed: 7, method: "sobol", replicateCount: 4, fromTrial: 0, toTrial: 4096 } as const;
const of = (distributions: Readonly<Record<string, Distribution>>, more: Partial<SampleRequest> = {}): SampleRequest => ({ ...run, inputs: Object.entries(distributions).map(([inputId, distribution]) => ({ inputId, distribution })), ...more });
const listOf = (column: Float64Array | undefined): readonly number[] => [...(column ?? [])];
const correlationOf = (left: readonly number[], right: readonly number[]): number => {
  const [atLeft, atRight] = [mean(left), mean(right)];
  return mean(left.map((value, index) => (value - atLeft) * ((right[index] ?? NaN) - atRight))) / Math.sqrt(variance(left) * variance(right));
};
const ranksOf = (values: readonly number[]): readonly number[] => {
  const ranks = new Array<number>(values.length);
  [...values.keys()].sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0)).forEach((place, rank) => { ranks[place] = rank; });
  return ranks;
};

describe("sampleColumns", () => {
  test("a seed gives these trials in every engine and every version", () => {
    const first = (method: "sobol" | "random"): readonly (number | undefined)[] => sampleColumns(of({ a: normal, b: hours, c: { family: "pert", min: 0, mode: 2, max: 10 }, d: { family: "lognormal", mean: 3, standardDeviation: 1 } }, { method, correlations: [{ inputIds: ["a", "d"], coefficient: -0.5, kind: "spearman" }] })).columns.map((column) => column[1025]);
    expect(first("sobol")).toEqual([-0.37774025002462436, 22.730628928889203, 2.4378741123972554, 2.468960248165159]);
    expect(first("random")).toEqual([0.6953134280081249, 30.45409396560512, 0.5868306100599321, 1.4673939809585155]);
  });

  test.each(["sobol", "random"] as const)("%s: each column has the mean and spread of its distribution", (method) => {
    fc.assert(fc.property(anyDistribution.filter(({ family }) => !family.startsWith("lognormal")), (distribution) => {
      const column = listOf(sampleColumns(of({ a: distribution, b: normal }, { method, toTrial: 8192 })).columns[0]);
      const { mean: center, standardDeviation } = distributionMoments(distribution);
      expect(Math.abs(mean(column) - center)).toBeLessThanOrEqual((4.5 / Math.sqrt(8192)) * standardDeviation + 1e-9 * Math.abs(center) + 1e-150);
    }), { numRuns: 25 });
  });

  test("with Sobol's sequence each randomization of 1,024 trials puts one into each of 1,024 equally likely cells", () => {
    const [column] = sampleColumns(of({ a: { family: "uniform", min: 0, max: 1 } })).columns;
    for (const block of [0, 1, 2, 3]) expect(new Set(listOf(column?.subarray(block * 1024, (block + 1) * 1024)).map((value) => Math.floor(value * 1024))).size).toBe(1024);
    expect(listOf(column?.subarray(0, 8))).not.toEqual(listOf(column?.subarray(1024, 1032)));
  });

  test("blocks of one randomization go on with its sequence: block 4 follows block 0", () => {
    const [column] = sampleColumns(of({ a: { family: "uniform", min: 0, max: 1 } }, { toTrial: 5 * 1024 })).columns;
    const together = [...listOf(column?.subarray(0, 1024)), ...listOf(column?.subarray(4096))];
    expect(new Set(together.map((value) => Math.floor(value * 2048))).size).toBe(2048);
  });

  test("a run drawn in parts, in any order, gives the same bits as in one piece", () => fc.assert(fc.property(fc.constantFrom("sobol" as const, "random" as const), fc.nat(4), fc.integer({ min: 1, max: 6000 }), (method, fromBlock, count) => {
    const request = of({ a: hours, b: { family: "lognormal-range", p5: 1, p95: 9 }, c: { family: "beta", alpha: 3, beta: 9 } }, { method, replicateCount: 3, correlations: [{ inputIds: ["a", "c"], coefficient: 0.6, kind: "spearman" }] });
    const fromTrial = fromBlock * BLOCK_TRIALS;
    const whole = sampleColumns({ ...request, fromTrial: 0, toTrial: 12_000 }).columns;
    sampleColumns({ ...request, fromTrial, toTrial: fromTrial + count }).columns.forEach((column, place) => { expect(column).toEqual(whole[place]?.slice(fromTrial, fromTrial + count)); });
  }), { numRuns: 20 }));

  test("runs that are drawn in turns, part by part, do not disturb each other", () => {
    const [one, other] = [of({ a: normal }), of({ a: normal }, { seed: 8 })];
    const parts = [one, other, one, other].map((request, turn) => sampleColumns({ ...request, fromTrial: turn < 2 ? 0 : 2048, toTrial: turn < 2 ? 2048 : 4096 }).columns[0]);
    for (const [turn, request] of [one, other].entries()) expect([...listOf(parts[turn]), ...listOf(parts[turn + 2])]).toEqual(listOf(sampleColumns(request).columns[0]));
  });

  test("the order in which inputs and correlations are listed changes nothing", () => {
    const correlations: SampleRequest["correlations"] = [{ inputIds: ["a", "b"], coefficient: 0.5, kind: "spearman" }, { inputIds: ["c", "a"], coefficient: -0.3, kind: "pearson-of-scores" }];
    const [a, b, c] = sampleColumns(of({ a: hours, b: normal, c: normal }, { correlations })).columns;
    const turned = sampleColumns(of({ c: normal, b: normal, a: hours }, { correlations: [{ inputIds: ["a", "c"], coefficient: -0.3, kind: "pearson-of-scores" }, { inputIds: ["b", "a"], coefficient: 0.5, kind: "spearman" }] }));
    expect(turned.inputIds).toEqual(["c", "b", "a"]);
    expect(turned.columns).toEqual([c, b, a]);
  });

  test("by chance alone, an input's numbers do not depend on which others there are", () => {
    expect(sampleColumns(of({ b: normal }, { method: "random" })).columns[0]).toEqual(sampleColumns(of({ a: hours, b: normal }, { method: "random" })).columns[1]);
  });

  test("a seed gives other numbers than the next one", () => { expect(sampleColumns(of({ a: normal }, { seed: 8 })).columns).not.toEqual(sampleColumns(of({ a: normal })).columns); });
});

describe("correlated inputs", () => {
  const trials = 65_536;
  test.each([-0.8, 0.3, 0.7])("have the rank correlation asked for, %d, whatever their distributions", (coefficient) => {
    const { columns } = sampleColumns(of({ a: hours, b: { family: "lognormal", mean: 10, standardDeviation: 15 }, c: normal }, { toTrial: trials, correlations: [{ inputIds: ["a", "b"], coefficient, kind: "spearman" }] }));
    const [a, b, c] = columns.map((column) => ranksOf(listOf(column)));
    expect(correlationOf(a ?? [], b ?? [])).toBeCloseTo(coefficient, 2);
    expect(Math.abs(correlationOf(a ?? [], c ?? []))).toBeLessThan(0.01);
  });

  test("have Pearson's correlation where both are normal", () => {
    const [a, b] = sampleColumns(of({ a: normal, b: { family: "normal", mean: 5, standardDeviation: 3 } }, { toTrial: trials, correlations: [{ inputIds: ["a", "b"], coefficient: 0.71, kind: "pearson-of-scores" }] })).columns;
    expect(correlationOf(listOf(a), listOf(b))).toBeCloseTo(0.71, 3);
  });

  test("keep their own distributions", () => {
    const columns = sampleColumns(of({ a: hours, b: hours, c: hours }, { toTrial: trials, correlations: [{ inputIds: ["a", "b"], coefficient: 0.6, kind: "spearman" }, { inputIds: ["b", "c"], coefficient: -0.6, kind: "spearman" }] })).columns;
    for (const column of columns) {
      const sorted = Float64Array.from(column).sort();
      for (const p of [0.05, 0.5, 0.95]) expect(Math.abs((sorted[Math.floor(p * trials)] ?? NaN) - distributionQuantile(hours, p))).toBeLessThan(0.06);
    }
  });

  const pair = (first: string, second: string, coefficient: number) => ({ inputIds: [first, second] as const, coefficient, kind: "pearson-of-scores" as const });
  const asked = (...correlations: readonly object[]) => () => sampleColumns(of({ a: normal, b: normal, c: normal }, { correlations: correlations as SampleRequest["correlations"] & object }));
  test("that contradict each other are refused, with the pair that weighs most in it and what would mend them", () => {
    // a with b and b with c strongly, a with c strongly the other way round: eigenvalues 1.9, 1.9, −0.8
    refuses(asked(pair("a", "b", 0.9), pair("b", "c", 0.9), pair("c", "a", -0.9)), { code: "uncertain-input.not_positive_definite", path: ["correlations", 0], params: { eigenvalue: -0.8, first: "a", second: "b", share: 0.5555 } });
    refuses(asked(pair("a", "b", 0.2), pair("a", "c", 0.99), pair("b", "c", 0.9)), { code: "uncertain-input.not_positive_definite", path: ["correlations", 1] });
    expect(issuesOf(asked(pair("a", "b", 0.9), pair("b", "c", 0.9), pair("c", "a", 0.7)))).toEqual([]);
  });
  test("less than the share named is sound", () => { expect(issuesOf(asked(pair("a", "b", 0.9 * 0.555), pair("b", "c", 0.9 * 0.555), pair("c", "a", -0.9 * 0.555)))).toEqual([]); });
  test("have to be there, two, and named once", () => {
    refuses(asked(pair("a", "x", 0.5)), { code: "uncertain-input.unknown_input", path: ["correlations", 0, "inputIds", 1], params: { id: "x" } });
    refuses(asked(pair("a", "a", 0.5)), { code: "uncertain-input.same_input", path: ["correlations", 0, "inputIds"], params: { id: "a" } });
    refuses(asked(pair("a", "b", 0.5), pair("b", "a", 0.2)), { code: "uncertain-input.repeated_pair", path: ["correlations", 1, "inputIds"], params: { first: "b", second: "a" } });
  });
  test.each([1, -1, 1.5])("with a coefficient of %d are refused", (coefficient) => { expect(issuesOf(asked(pair("a", "b", coefficient)))).toEqual([`input.${coefficient > 0 ? "too_big" : "too_small"} at /correlations/0/coefficient`]); });
  test("more of them than the limit are refused at once", () => {
    const ids = Array.from({ length: TRIAL_LIMITS.correlatedInputs + 1 }, (_, index) => `i${String(index)}`);
    const correlations = ids.slice(1).map((id) => ({ ...pair(ids[0] ?? "", id, 0.001) }));
    const inputs = Object.fromEntries(ids.map((id) => [id, normal]));
    refuses(() => sampleColumns(of(inputs, { correlations })), { code: "uncertain-input.too_many_correlated", path: ["correlations"], params: { count: 101, limit: 100 } });
    expect(issuesOf(() => sampleColumns(of(inputs, { correlations: correlations.slice(1) })))).toEqual([]);
  });
});

describe("what cannot be drawn", () => {
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${String(index)}`, normal]));
  test("a run is cut at blocks", () => { refuses(() => sampleColumns(of({ a: normal }, { fromTrial: 1000 })), { code: "sample-columns.not_at_block", path: ["fromTrial"], params: { trial: 1000, block: 1024 } }); });
  test("no trial", () => { refuses(() => sampleColumns(of({ a: normal }, { fromTrial: 4096 })), { code: "sample-columns.no_trials", path: ["toTrial"] }); });
  test("a million trials of a thousand inputs at once: more trials times inputs than one answer holds", () => {
    refuses(() => sampleColumns(of(many(1000), { method: "random", toTrial: 1_000_000 })), { code: "sample-columns.too_many", path: ["toTrial"], params: { count: 1e9, limit: 20_000_000 } });
    expect(sampleColumns(of(many(1000), { method: "random", toTrial: 10 })).columns).toHaveLength(1000);
  });
  test("more inputs than a Sobol sequence has dimensions", () => {
    refuses(() => sampleColumns(of(many(129))), { code: "sample-columns.too_many_dimensions", path: ["inputs"], params: { count: 129, limit: 128 } });
    expect(sampleColumns(of(many(128), { toTrial: 4 })).columns).toHaveLength(128);
  });
  test("an input listed twice", () => { refuses(() => sampleColumns({ ...run, inputs: [{ inputId: "a", distribution: normal }, { inputId: "a", distribution: hours }] }), { code: "uncertain-input.repeated_input", path: ["inputs", 1, "inputId"], params: { id: "a" } }); });
  test.each<[string, Partial<SampleRequest>, string]>([
    ["no input", { inputs: [] }, "input.too_small at /inputs"], ["more inputs than the limit", { inputs: Object.entries(many(1001)).map(([inputId, distribution]) => ({ inputId, distribution })), method: "random" }, "input.too_big at /inputs"],
    ["more trials of one run than the limit", { fromTrial: 1_000_000_000 - 512, toTrial: 1_000_000_001 }, "input.too_big at /toTrial"], ["more randomizations than the limit", { replicateCount: 65 }, "input.too_big at /replicateCount"], ["a seed with a fraction", { seed: 0.5 }, "input.invalid_type at /seed"],
  ])("%s", (_, more, issue) => { expect(issuesOf(() => sampleColumns(of({ a: normal }, more)))).toContain(issue); });
  test("a faulty distribution is named by its place", () => { expect(issuesOf(() => sampleColumns(of({ a: { family: "triangular", min: 3, mode: 1, max: 4 } })))).toEqual(["distribution.mode_outside at /inputs/0/distribution/mode"]); });
});
