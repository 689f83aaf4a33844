import { describe, expect, test } from "vitest";
import { type Distribution, SENSITIVITY_LIMITS, type SobolQuestion, sobolIndices, type TrialModel } from "coachkit/statistics";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";

const even = (min: number, max: number): Distribution => ({ family: "uniform", min, max });
const question = (inputs: Readonly<Record<string, Distribution>>, more: Partial<SobolQuestion> = {}): SobolQuestion => ({ inputs: Object.entries(inputs).map(([inputId, distribution]) => ({ inputId, distribution })), seed: 1, replicateCount: 8, blocksPerReplicate: 1, confidenceLevel: 0.99, ...more });
const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`i${String(index)}`, even(0, 1)]));

describe("sobolIndices", () => {
  test("inputs that add up share the variance as theirs: 4 to 1, alone and in all", () => {
    const [wide, narrow] = sobolIndices(question({ wide: even(0, 2), narrow: even(5, 6) }), ({ wide: a = NaN, narrow: b = NaN }) => a + b);
    for (const [index, share] of [[wide, 0.8], [narrow, 0.2]] as const) for (const part of [index?.first, index?.total]) expect(part).toMatchObject({ estimate: expect.closeTo(share, 2) as number, n: 8192, method: "replicate-randomizations" });
  });

  test("inputs that only work together have no share alone and all in total", () => {
    for (const { first, total } of sobolIndices(question({ a: even(-1, 1), b: even(-1, 1) }), ({ a = NaN, b = NaN }) => a * b)) expect([first.estimate, total.estimate]).toEqual([expect.closeTo(0, 1), expect.closeTo(1, 1)]);
  });

  test("a constant far away does not cost digits", () => {
    const [plain, far] = [0, 1e6].map((shift) => sobolIndices(question({ a: even(0, 1), b: even(0, 2) }), ({ a = NaN, b = NaN }) => shift + a * b));
    far?.forEach(({ first, total }, place) => { expect([first.estimate, total.estimate]).toEqual([expect.closeTo(plain?.[place]?.first.estimate ?? NaN, 6), expect.closeTo(plain?.[place]?.total.estimate ?? NaN, 6)]); });
  });

  test("the intervals hold the closed form as often as they say, over many seeds", () => {
    // a·b with both even from 0 to 1: V = 7/144, alone 3/7 each, in total 4/7 each
    let held = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const [a] = sobolIndices(question({ a: even(0, 1), b: even(0, 1) }, { seed, replicateCount: 6, confidenceLevel: 0.9 }), ({ a: x = NaN, b: y = NaN }) => x * y);
      for (const [part, want] of [[a?.first, 3 / 7], [a?.total, 4 / 7]] as const) if (part?.estimate != null && part.confidence.lower <= want && want <= part.confidence.upper) held += 1;
    }
    // 80 intervals, 72 expected; four standard errors and a half are 12
    expect(held).toBeGreaterThanOrEqual(60);
    expect(held).toBeLessThan(80);
  });

  test("the error of the variance is in the interval: it is nearly all there is where an input's own changes are known well", () => {
    const [pi, half] = [Math.PI, 7 ** 2 / 8];
    // Ishigami's function with a = 7, b = 0.1: the second input brings a² / 8 of the variance, in all as alone
    const share = half / (half + (0.1 * pi ** 4) / 5 + (0.01 * pi ** 8) / 18 + 0.5);
    let held = 0;
    for (let seed = 0; seed < 12; seed += 1) {
      const [, y] = sobolIndices(question({ x: even(-pi, pi), y: even(-pi, pi), z: even(-pi, pi) }, { seed, confidenceLevel: 0.9 }), ({ x = NaN, y: second = NaN, z = NaN }) => Math.sin(x) + 7 * Math.sin(second) ** 2 + 0.1 * z ** 4 * Math.sin(x));
      if (y?.total.estimate != null && y.total.confidence.lower <= share && share <= y.total.confidence.upper) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(8);
  });

  test("the order in which inputs are listed changes nothing", () => {
    const model: TrialModel = ({ a = NaN, b = NaN, c = NaN }) => a * b + c;
    const inputs = { a: even(0, 1), b: even(0, 3), c: even(0, 2) };
    const turned = sobolIndices(question(Object.fromEntries(Object.entries(inputs).reverse())), model);
    expect([...turned].reverse()).toEqual(sobolIndices(question(inputs), model));
  });

  test("says so where nothing varies", () => {
    const none = { estimate: null, reason: "no-variance", n: 8192, needed: 8192 };
    expect(sobolIndices(question({ a: even(0, 1) }), () => 5)).toEqual([{ inputId: "a", first: none, total: none }]);
  });

  test.each([NaN, -Infinity, 2e100])("a model that gives %d is refused, with the trial", (value) => {
    refuses(() => sobolIndices(question({ a: even(3, 4) }), () => value), { code: "sobol-indices.unusable_outcome", path: ["model"], params: { value: String(value), a: expect.closeTo(3.5, 0) as number } });
  });
  test("an input listed twice", () => { refuses(() => sobolIndices({ ...question({}), inputs: [{ inputId: "a", distribution: even(0, 1) }, { inputId: "a", distribution: even(0, 2) }] }, () => 1), { code: "sobol-indices.repeated_input", path: ["inputs", 1, "inputId"], params: { id: "a" } }); });
  test("more inputs than the limit, and not the limit itself", () => {
    expect(issuesOf(() => sobolIndices(question(many(SENSITIVITY_LIMITS.inputs + 1)), () => 1))).toEqual(["input.too_big at /inputs"]);
    expect(sobolIndices(question(many(SENSITIVITY_LIMITS.inputs), { replicateCount: 2 }), () => 1)).toHaveLength(64);
  });
  test("more runs of the model than the limit", () => { refuses(() => sobolIndices(question({ a: even(0, 1) }, { replicateCount: 64, blocksPerReplicate: 1000 }), () => 1), { code: "sobol-indices.too_many", path: ["blocksPerReplicate"], params: { count: 196_608_000, limit: 100_000_000 } }); });
  test("one randomization tells no error", () => { expect(issuesOf(() => sobolIndices(question({ a: even(0, 1) }, { replicateCount: 1 }), () => 1))).toEqual(["input.too_small at /replicateCount"]); });
});
