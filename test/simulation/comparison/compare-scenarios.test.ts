import fc from "fast-check";
import { COMPARISON_LIMITS, compareScenarios, type ComparisonQuestion, INFORMATION_LIMITS, type Scenario, type ScenarioComparison, simulateReturn, SIMULATION_LIMITS, valueOfInformation } from "coachkit/simulation";
import { type Distribution, standardNormalProbability } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { refuses } from "../../refusal.js";
import { eur, input, netOf, normal, once, program } from "../scenarios.js";

const design = (id: string, scenario: Scenario) => ({ id, scenario });
const plan = { measure: "net-benefit" as const, decisionCount: 1, seed: 7, method: "sobol" as const, replicateCount: 16, trialCount: 65_536, confidenceLevel: 0.95 };
const compare = (changes: Partial<ComparisonQuestion> & Pick<ComparisonQuestion, "designs">): ScenarioComparison => compareScenarios({ ...plan, ...changes });
const amount = ({ amount: text }: { readonly amount: string }): number => Number(text);
/** Money that goes by inputs, over a cost of 100,000 € that is earned back. */
const sumOf = (inputs: Readonly<Record<string, Distribution>>, weights: Readonly<Record<string, number>>, fixed = 0): Scenario => ({
  inputs: Object.entries(inputs).map(([id, distribution]) => input(id, distribution)), drivers: [],
  benefits: [once("base", String(100_000 + fixed)), ...Object.entries(weights).map(([id, weight]) => once(`of-${id}`, String(weight), [id]))], costs: [once("program", "100000")], horizonMonths: 12, annualDiscountRatio: 0,
});
const unitLoss = (mean: number, deviation: number): number => { const z = Math.abs(mean) / deviation; return deviation * (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI) - z * standardNormalProbability(-z)); };
const three: Distribution = { family: "discrete", outcomes: [{ value: -120_000, probability: 0.3 }, { value: 80_000, probability: 0.5 }, { value: 300_000, probability: 0.2 }] };
const market = normal(0, 50_000);
/** Two designs in one uncertain market, one of them better by 1,000 in each of its states. */
const steady = design("steady", sumOf({ market }, { market: 1 }, 1000));
const plain = design("plain", sumOf({ market }, { market: 1 }));

describe("a comparison of scenarios", () => {
  test("draws a shared input once, so that what both have in common does not drown the difference", () => {
    const { recommended, differences, options, inputs, perfectInformation } = compare({ designs: [plain, steady] });
    expect(recommended).toEqual({ optionId: "steady" });
    expect(differences).toMatchObject([{ optionIds: ["steady", "plain"], netBenefit: { estimate: eur("1000.00"), method: "closed-form" }, betterProbability: { estimate: 1, warnings: ["never-seen-otherwise"] }, equalProbability: { estimate: 0 } }]);
    expect(options.map(({ optionId, bestProbability, expectedNet, expectedRegret }) => [optionId, bestProbability.estimate, expectedNet.estimate.amount, expectedRegret.estimate.amount])).toEqual([["steady", 1, "1000.00", "0.00"], ["plain", 0, "0.00", "1000.00"]]);
    expect([perfectInformation.estimate.amount, perfectInformation.warnings]).toEqual(["0.00", ["never-seen-otherwise"]]);
    // knowing the market helps neither
    expect(inputs).toEqual([{ inputId: "market", perfectValue: eur("0.00"), mayCost: eur("0.00"), method: "conditional-mean", warnings: [], designIds: ["plain", "steady"] }]);
  });
  test("inputs of their own are independent: better in half of the trials, and knowing one is worth the unit normal loss", () => {
    const { differences, inputs, perfectInformation, options } = compare({ designs: [design("a", sumOf({ x: normal(1000, 3000) }, { x: 1 })), design("b", sumOf({ y: normal(1000, 4000) }, { y: 1 }))], decisionCount: 3 });
    expect(differences[0]?.betterProbability.estimate).toBeCloseTo(0.5, 2);
    expect(options.map(({ bestProbability }) => bestProbability.estimate).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    expect(inputs.map(({ inputId, perfectValue, mayCost, designIds }) => [inputId, perfectValue.amount, mayCost.amount, designIds])).toEqual([["y", unitLoss(0, 4000).toFixed(2), (3 * unitLoss(0, 4000)).toFixed(2), ["b"]], ["x", unitLoss(0, 3000).toFixed(2), (3 * unitLoss(0, 3000)).toFixed(2), ["a"]]]);
    expect(amount(perfectInformation.confidence.lower)).toBeLessThanOrEqual(unitLoss(0, 5000));
    expect(amount(perfectInformation.confidence.upper)).toBeGreaterThanOrEqual(unitLoss(0, 5000));
  });
  // nets of −120,000, 80,000 and 300,000 against one that is sure to bring 90,000: 30 % choose 90,000, 50 % too, 20 % gain 210,000
  test("of a risky and a sure design against doing nothing: by hand", () => {
    const { recommended, perfectInformation, inputs, options, designs } = compare({ designs: [design("risky", netOf(three)), design("sure", sumOf({}, {}, 90_000))], zeroOptionId: "nothing" });
    expect(recommended).toEqual({ optionId: "sure" });
    expect(inputs[0]?.perfectValue).toEqual(eur("42000.00"));
    expect(Math.abs(amount(perfectInformation.estimate) - 42_000)).toBeLessThan(20);
    expect(options.map(({ optionId, bestProbability, expectedNet }) => [optionId, bestProbability.estimate.toFixed(2), expectedNet.estimate.amount])).toEqual([["sure", "0.80", "90000.00"], ["risky", "0.20", "64000.00"], ["nothing", "0.00", "0.00"]]);
    expect(designs.map(({ designId, outcome }) => [designId, outcome.lossProbability.estimate.toFixed(1)])).toEqual([["risky", "0.3"], ["sure", "0.0"]]);
  });
  test("with one design against nothing is the value of information", () => {
    const studies = [{ id: "pilot", inputId: "lift", observationCount: 15, observationStandardDeviation: 0.2, totalCost: eur("100") }];
    for (const scenario of [program, { ...program, correlations: [] }]) {
      const { decision, perfectInformation, inputs, studies: ranked } = valueOfInformation({ scenario, measure: "net-present-value", decisionCount: 5, studies, seed: 3, replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.9 });
      const whole = compareScenarios({ designs: [design("run", scenario)], zeroOptionId: "leave", measure: "net-present-value", decisionCount: 5, studies, seed: 3, method: "sobol", replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.9 });
      expect(whole).toMatchObject({ recommended: { optionId: decision }, perfectInformation, studies: ranked, inputs });
    }
  });
  test("gives each design the outcome that it has by itself", () => {
    const alone = { seed: 7, method: "random" as const, replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.95 };
    const dear = { ...program, costs: [...program.costs.slice(0, 2), once("design", "3000")] };
    const { designs, n } = compare({ ...alone, designs: [design("cheap", program), design("dear", dear)] });
    expect(designs).toEqual([{ designId: "cheap", outcome: simulateReturn({ ...alone, scenario: program }) }, { designId: "dear", outcome: simulateReturn({ ...alone, scenario: dear }) }]);
    expect(n).toBe(16_384);
  });
  test("takes what is an input of one design and a driver of another as each has it", () => {
    const agreed: Scenario = { ...sumOf({}, {}), drivers: [{ id: "x", value: 2000 }], benefits: [once("base", "100000"), once("of-x", "1", ["x"])] };
    const { options, inputs } = compare({ designs: [design("open", sumOf({ x: normal(1000, 3000) }, { x: 1 })), design("agreed", agreed)] });
    expect(options.map(({ optionId, expectedNet }) => [optionId, expectedNet.estimate.amount])).toEqual([["agreed", "2000.00"], ["open", "1000.00"]]);
    expect(inputs.map(({ perfectValue, designIds }) => [perfectValue.amount, designIds])).toEqual([[unitLoss(1000, 3000).toFixed(2), ["open"]]]);
  });
  test("decides by the present value where that is asked for", () => {
    const late = { ...sumOf({ x: normal(10_000, 1) }, {}), annualDiscountRatio: 1, benefits: [once("base", "100000"), once("gain", "1", ["x"], 12)] };
    const soon = { ...late, benefits: [once("base", "100000"), once("gain", "0.9", ["x"], 0)] };
    const designs = [design("late", late), design("soon", soon)];
    expect([compare({ designs }).recommended, compare({ designs, measure: "net-present-value" }).recommended]).toEqual([{ optionId: "late" }, { optionId: "soon" }]);
    expect(compare({ designs }).differences[0]).toMatchObject({ optionIds: ["late", "soon"], netBenefit: { estimate: eur("1000.00") }, netPresentValue: { estimate: eur("-4000.00") } });
  });
});

describe("ties", () => {
  test("equal designs share the chance to be the best, and none is recommended", () => {
    const { recommended, options, differences } = compare({ designs: [plain, design("twin", plain.scenario)] });
    expect(recommended).toEqual({ optionId: null, reason: "equal-means", candidateIds: ["plain", "twin"] });
    expect(options.map(({ bestProbability }) => bestProbability.estimate)).toEqual([0.5, 0.5]);
    expect([differences[0]?.betterProbability.estimate, differences[0]?.equalProbability.estimate]).toEqual([0, 1]);
  });
  test("what additions round off does not part designs: 0.1 + 0.2 is 0.3", () => {
    const parts = { ...sumOf({ x: normal(10, 3) }, {}), benefits: [once("a", "0.1", ["x"]), once("b", "0.2", ["x"])] };
    const whole = { ...parts, benefits: [once("a", "0.3", ["x"])] };
    const { recommended, differences } = compare({ designs: [design("parts", parts), design("whole", whole)] });
    expect([recommended, differences[0]?.equalProbability.estimate]).toEqual([{ optionId: null, reason: "equal-means", candidateIds: ["parts", "whole"] }, 1]);
  });
  const together = (x: number, y: number): Scenario => ({ ...sumOf({ x: normal(100, 50), y: normal(100, 50) }, {}), correlations: [{ inputIds: ["x", "y"], coefficient: 0.5, kind: "pearson-of-scores" }], benefits: [once("base", "100000"), once("xy", "1", ["x", "y"]), once("x", String(x), ["x"]), once("y", String(y), ["y"])] });
  test("where the error of the simulation cannot tell the best apart, none is recommended, and those in question are named", () => {
    const designs = [design("a", together(30, 0)), design("b", together(0, 30)), design("far", together(0, -1000))];
    const { recommended, differences, inputs } = compare({ designs, method: "random", trialCount: 16_384 });
    expect(recommended).toEqual({ optionId: null, reason: "not-enough-evidence", candidateIds: ["a", "b"] });
    expect(differences[0]?.netBenefit.method).toBe("replicate-randomizations");
    expect(inputs[0]).toMatchObject({ method: "sorted-bins", warnings: ["biased-upward"] });
    expect(compare({ designs: [design("a", together(33, 0)), design("b", together(0, 30)), design("far", together(0, -1000))], method: "random", trialCount: 16_384 * 16 }).recommended).toEqual({ optionId: "a" });
  });
  test("an input of two values that is correlated has two bins, which chance does not decide", () => {
    const coin: Distribution = { family: "discrete", outcomes: [{ value: -1000, probability: 0.5 }, { value: 1000, probability: 0.5 }] };
    const scenario: Scenario = { ...sumOf({ coin, y: normal(0, 1e6), z: normal(0, 1) }, { coin: 1, y: 1 }, 2000), correlations: [{ inputIds: ["coin", "z"], coefficient: 0.9, kind: "pearson-of-scores" }] };
    // the mean net is 1,000 or 3,000: never a reason to leave
    expect(compare({ designs: [design("a", scenario)], zeroOptionId: "none" }).inputs.find(({ inputId }) => inputId === "coin")?.perfectValue.amount).toBe("0.00");
  });
});

describe("the value of knowing an input among several designs", () => {
  const uniform: Distribution = { family: "uniform", min: 0, max: 1 };
  // nets 0, 100 x − 25 and 400 x − 250 cross at ¼ and ¾ of a uniform x: the means are 0, 25 and −50
  test("of three lines is the area between them, by hand", () => {
    const lines = [sumOf({ x: uniform }, { x: 100 }, -25), sumOf({ x: uniform }, { x: 400 }, -250)].map((scenario, index) => design(`d${String(index)}`, scenario));
    const { inputs } = compare({ designs: lines, zeroOptionId: "none" });
    // left of ¼ the loss of d0 is a triangle of 25 by ¼, right of ¾ one of 75 by ¼
    expect(inputs[0]?.perfectValue.amount).toBe("12.50");
  });
  test("of a lognormal number with a long tail is the closed form (F. Black, M. Scholes, 1973)", () => {
    // E[(X − c)⁺] = m Φ(d) − c Φ(d − s), d = ln(m/c)/s + s/2; variance of the logarithm s² = ln(1 + (4/1)²)
    const [m, c, s] = [1000, 2000, Math.sqrt(Math.log(17))];
    const d = Math.log(m / c) / s + s / 2;
    const wanted = m * standardNormalProbability(d) - c * standardNormalProbability(d - s);
    const { inputs } = compare({ designs: [design("x", sumOf({ x: { family: "lognormal", mean: m, standardDeviation: 4 * m } }, { x: 1 })), design("c", sumOf({}, {}, c))] });
    expect(Math.abs(amount(inputs[0]!.perfectValue) / wanted - 1)).toBeLessThan(1e-4);
  });
  test("of values that were seen is their mean", () => {
    const seen: Distribution = { family: "empirical", values: [-300, 100, 100, 500], drawn: "observed" };
    expect(compare({ designs: [design("x", sumOf({ x: seen }, { x: 1 }))], zeroOptionId: "none" }).inputs[0]?.perfectValue.amount).toBe("75.00");
  });
  test("of an input without variance is nothing, and a study of it too", () => {
    const sure: Distribution = { family: "discrete", outcomes: [{ value: 5, probability: 1 }] };
    const { inputs, studies } = compare({ designs: [design("x", sumOf({ x: sure }, { x: 1 }))], zeroOptionId: "none", studies: [{ id: "s", inputId: "x", observationCount: 1, observationStandardDeviation: 1, totalCost: eur("1") }] });
    expect([inputs[0]?.perfectValue.amount, studies[0]?.sampleValue.amount]).toEqual(["0.00", "0.00"]);
  });
  const anyDesign = fc.record({ x: fc.integer({ min: -50, max: 50 }), y: fc.integer({ min: -50, max: 50 }), fixed: fc.integer({ min: -1000, max: 1000 }) });
  test("is never negative, never above that of knowing everything, and no design more makes it all worth less to choose", () => fc.assert(fc.property(fc.array(anyDesign, { minLength: 2, maxLength: 4 }), fc.integer(), (drawn, seed) => {
    const designs = drawn.map(({ x, y, fixed }, index) => design(`d${String(index)}`, sumOf({ x: normal(5, 10), y: { family: "triangular", min: 0, mode: 1, max: 20 } }, { x, y }, fixed)));
    const small = { designs, seed, trialCount: 4096, replicateCount: 2 };
    const { inputs, perfectInformation, options, differences } = compare(small);
    for (const { perfectValue } of inputs) {
      expect(amount(perfectValue)).toBeGreaterThanOrEqual(0);
      // the margin of the simulation, and of its resolution
      expect(amount(perfectValue)).toBeLessThanOrEqual(amount(perfectInformation.estimate) * 1.02 + 10);
    }
    expect(options.reduce((sum, { bestProbability }) => sum + bestProbability.estimate, 0)).toBeCloseTo(1, 9);
    for (const { netBenefit } of differences) expect(amount(netBenefit.estimate)).toBeGreaterThanOrEqual(0);
    expect(compare({ ...small, designs: designs.toReversed() })).toEqual(compare(small));
  }), { numRuns: 10 }));
});

describe("a comparison is refused", () => {
  const two = (scenario: Scenario) => () => compare({ designs: [plain, design("other", scenario)] });
  test("where one input has two distributions", () => { refuses(two(sumOf({ market: normal(0, 1) }, { market: 1 })), { code: "joint-inputs.other_distribution", path: ["designs", 1, "scenario", "inputs", 0, "distribution"], params: { id: "market", first: "plain" } }); });
  const pair = (coefficient: number, kind: "spearman" | "pearson-of-scores" = "spearman") => [{ inputIds: ["x", "y"] as const, coefficient, kind }];
  const base = sumOf({ x: market, y: market }, { x: 1, y: 1 });
  test("where a pair of inputs is correlated in two ways, or in one design only", () => {
    const at = { code: "joint-inputs.other_correlation", params: { id: "b", first: "x", second: "y" } };
    refuses(() => compare({ designs: [design("a", { ...base, correlations: pair(0.5) }), design("b", { ...base, correlations: pair(0.4) })] }), { ...at, path: ["designs", 1, "scenario", "correlations", 0] });
    refuses(() => compare({ designs: [design("a", { ...base, correlations: pair(0.5) }), design("b", { ...base, correlations: pair(0.5, "pearson-of-scores") })] }), { ...at, path: ["designs", 1, "scenario", "correlations", 0] });
    refuses(() => compare({ designs: [design("a", { ...base, correlations: pair(0.5) }), design("b", base)] }), { ...at, path: ["designs", 1, "scenario"] });
    refuses(() => compare({ designs: [design("a", { ...base, correlations: pair(0.5) })], zeroOptionId: "none", correlations: pair(0.5) }), { code: "joint-inputs.repeated_pair", path: ["correlations", 0, "inputIds"], params: { first: "x", second: "y" } });
  });
  test("where correlations contradict each other only across designs, at the pair that weighs most", () => {
    const of = (first: string, second: string, coefficient: number): Scenario => ({ ...sumOf({ [first]: market, [second]: market }, { [first]: 1, [second]: 1 }), correlations: [{ inputIds: [first, second], coefficient, kind: "pearson-of-scores" }] });
    refuses(() => compare({ designs: [design("a", of("x", "y", 0.9)), design("b", of("y", "z", 0.9))], correlations: [{ inputIds: ["x", "z"], coefficient: -0.95, kind: "pearson-of-scores" }] }), { code: "uncertain-input.not_positive_definite", path: ["correlations", 0] });
    refuses(() => compare({ designs: [plain, steady], correlations: [{ inputIds: ["market", "who"], coefficient: 0.5, kind: "spearman" }] }), { code: "uncertain-input.unknown_input", path: ["correlations", 0, "inputIds", 1], params: { id: "who" } });
  });
  test("correlations across designs are drawn", () => {
    const across = compare({ designs: [design("a", sumOf({ x: market }, { x: 1 })), design("b", sumOf({ y: market }, { y: 1 }, 1000))], correlations: [{ inputIds: ["x", "y"], coefficient: 0.999, kind: "pearson-of-scores" }] });
    // the difference varies by 50,000 √(2 − 2 · 0.999)
    expect(across.differences[0]?.betterProbability.estimate).toBeCloseTo(standardNormalProbability(1000 / (50_000 * Math.sqrt(0.002))), 2);
  });
  test("of one design with nothing, of an id twice, of other horizons, rates and currencies", () => {
    refuses(() => compare({ designs: [plain] }), { code: "comparison-question.one_option", path: ["designs"] });
    refuses(() => compare({ designs: [plain, plain] }), { code: "comparison-question.duplicate_option", path: ["designs", 1, "id"], params: { id: "plain" } });
    refuses(() => compare({ designs: [plain], zeroOptionId: "plain" }), { code: "comparison-question.duplicate_option", path: ["zeroOptionId"], params: { id: "plain" } });
    refuses(two({ ...steady.scenario, horizonMonths: 24 }), { code: "comparison-question.other_horizon", path: ["designs", 1, "scenario", "horizonMonths"], params: { id: "other", months: 24, first: 12 } });
    refuses(two({ ...steady.scenario, annualDiscountRatio: 0.1 }), { code: "comparison-question.other_discount", path: ["designs", 1, "scenario", "annualDiscountRatio"], params: { id: "other", ratio: 0.1, first: 0 } });
    const usd = (terms: Scenario["benefits"]) => terms.map((term) => ({ ...term, money: { ...term.money, currency: "USD" } }));
    refuses(two({ ...steady.scenario, benefits: usd(steady.scenario.benefits), costs: usd(steady.scenario.costs) }), { code: "cash-flows.mixed_currencies", path: ["designs", 1, "scenario", "benefits", 0, "money", "currency"] });
  });
  test("where a design costs nothing in a trial, by its place in the question", () => {
    refuses(two({ ...plain.scenario, costs: [once("free", "0")] }), { code: "option-worker.no_cost", path: ["designs", 1, "scenario", "costs"], params: { id: "other", trial: 0, cost: 0 } });
  });
  test("where a trial moves more money than there is", () => {
    const huge: Scenario = { ...sumOf({}, {}), drivers: ["a", "b", "c", "d"].map((id) => ({ id, value: 1e30 })), benefits: [once("huge", "1", ["a", "b", "c", "d"])] };
    refuses(two(huge), { code: "option-worker.unusable_trial", path: ["designs", 1, "scenario"], params: { id: "other" } });
  });
  test("where trials do not share out, or one call has too much to do", () => {
    refuses(() => compare({ designs: [plain, steady], trialCount: 5000 }), { code: "simulation-request.uneven_trials", path: ["trialCount"] });
    refuses(() => compare({ designs: [plain, steady], trialCount: 16_384 * 6000 }), { code: "joint-size.too_many_steps", path: ["trialCount"], params: { count: 12 * 16_384 * 6000, limit: SIMULATION_LIMITS.steps } });
    const wide = sumOf(Object.fromEntries(Array.from({ length: 129 }, (_, index) => [`x${String(index)}`, market])), { x0: 1 });
    refuses(two(wide), { code: "joint-size.too_many_dimensions", path: ["designs"], params: { count: 130, limit: 128 } });
  });
  test("more designs, correlations or studies than it takes", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => design(`d${String(index)}`, plain.scenario));
    expect(issuesOf(() => compare({ designs: many(COMPARISON_LIMITS.designs + 1) }))).toEqual(["input.too_big at /designs"]);
    expect(issuesOf(() => compare({ designs: many(2), correlations: Array.from({ length: COMPARISON_LIMITS.correlations + 1 }, (_, index) => ({ inputIds: ["market", `y${String(index)}`], coefficient: 0.1, kind: "spearman" })) }))).toContain("input.too_big at /correlations");
    expect(issuesOf(() => compare({ designs: many(2), studies: Array.from({ length: INFORMATION_LIMITS.studies + 1 }, (_, index) => ({ id: `s${String(index)}`, inputId: "market", observationCount: 1, observationStandardDeviation: 1, totalCost: eur("1") })) }))).toEqual(["input.too_big at /studies"]);
  });
  test("a faulty number is named once, by its own place, however often a rule meets it", () => {
    const bad = { ...plain.scenario, inputs: [input("market", { family: "normal", mean: NaN, standardDeviation: -1 })] };
    expect(issuesOf(() => compare({ designs: [design("a", bad), steady] })).every((issue) => /^input\.|joint-inputs\.other_distribution/u.test(issue))).toBe(true);
  });
});

describe("ten thousand inputs in one comparison", () => {
  const wide = (name: string): Scenario => {
    const ids = Array.from({ length: 1000 }, (_, index) => `${name}-${String(index)}`);
    return { ...sumOf({}, {}), inputs: ids.map((id) => input(id, { family: "uniform", min: 0, max: 2 })), benefits: ids.map((id) => once(id, "10000", [id])) };
  };
  // one input at a time was once looked at in 65,536 slices and looked up in each list of inputs: minutes
  test("are worked out within half a minute, each in fewer slices and still to a millionth", () => {
    const { inputs } = compare({ designs: Array.from({ length: 10 }, (_, index) => design(String(index), wide(String(index)))), method: "random", replicateCount: 2, trialCount: 2048 });
    expect([inputs.length, inputs[0]?.designIds]).toEqual([10_000, ["0"]]);
    // all means are equal, so that each input is worth E[(X − 1)⁺] · 10,000 = 2,500
    for (const { perfectValue } of inputs) expect(Math.abs(amount(perfectValue) - 2500)).toBeLessThanOrEqual(0.0025);
  }, 30_000);
});
