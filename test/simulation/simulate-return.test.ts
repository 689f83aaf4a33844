import fc from "fast-check";
import { contentHash } from "coachkit/identity";
import { netPresentValue } from "coachkit/roi";
import { mergeSimulatedBlocks, returnOfBlocks, type Scenario, simulateBlocks, SIMULATION_LIMITS, simulateReturn, type SimulatedBlocks } from "coachkit/simulation";
import { standardNormalProbability, wilsonInterval } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { eur, input, netOf, normal, once, program, request } from "./scenarios.js";

const blocks = (fromBlock: number, toBlock: number, changes: object = {}): SimulatedBlocks => simulateBlocks({ ...request, ...changes, fromBlock, toBlock });
const two = (changes: object = {}) => ({ ...request, scenario: netOf({ family: "discrete", outcomes: [{ value: -50_000, probability: 0.25 }, { value: 100_000, probability: 0.75 }] }), ...changes });

describe("a simulated return", () => {
  test("of a loss of 50,000 at 25 % and a gain of 100,000 at 75 % says so, of a cost of 100,000", () => {
    const { lossProbability, roiRatio, netBenefit, n } = simulateReturn(two());
    expect([lossProbability.estimate, roiRatio.mean.estimate, n]).toEqual([0.25, expect.closeTo(0.625, 9), 16_384]);
    expect([roiRatio.p5.estimate, roiRatio.p50.estimate, roiRatio.p95.estimate]).toEqual([expect.closeTo(-0.5, 3), expect.closeTo(1, 3), 1]);
    expect(netBenefit.mean.estimate).toEqual({ amount: "62500.00", currency: "EUR" });
  });
  test("gives the chance of a loss first, then quantiles, then the mean", () => {
    const answer = simulateReturn(request);
    expect(Object.keys(answer).slice(0, 2)).toEqual(["lossProbability", "roiRatio"]);
    expect(Object.keys(answer.roiRatio)).toEqual(["p5", "p50", "p95", "mean"]);
  });
  test("discounts the present value month by month, as the net present value does, and nothing else", () => {
    const certain: Scenario = { inputs: [], drivers: [{ id: "people", value: 3 }], benefits: [{ id: "sales", money: eur("100"), driverIds: ["people"], fromMonth: 1, toMonth: 4 }], costs: [once("fee", "400"), once("close", "500", [], 4)], horizonMonths: 4, annualDiscountRatio: 0.3 };
    const { netBenefit, netPresentValue: worth, roiRatio, assumptions } = simulateReturn({ ...request, scenario: certain });
    const flows = ["-400", "300", "300", "300", "-200"].map(eur);
    expect(worth.p50.estimate).toEqual(netPresentValue({ cashFlows: flows, discountRate: { annualRatio: 0.3, periodsPerYear: 12 }, firstFlow: "at-start", rounding: "half-even" }).netPresentValue);
    expect([netBenefit.mean.estimate.amount, roiRatio.p95.estimate]).toEqual(["300.00", expect.closeTo(1 / 3, 12)]);
    expect(assumptions).toEqual({ seed: 7, method: "sobol", replicateCount: 4, horizonMonths: 4, annualDiscountRatio: 0.3, discounted: "net-present-value-only", rounding: "half-even" });
  });
  test("where no trial loses, the interval is that of as many independent trials, with a warning", () => {
    const { lossProbability } = simulateReturn(two({ scenario: netOf({ family: "uniform", min: 1, max: 2 }) }));
    expect(lossProbability).toMatchObject({ estimate: 0, confidence: { lower: 0 }, method: "wilson", warnings: ["never-seen-otherwise"] });
    expect(lossProbability.confidence.upper).toBeCloseTo(3.84 / 16_388, 5);
  });
  test("where few trials lose, the interval is that too, as randomizations with none or one say nothing of each other", () => {
    // 1 in 2,048: eight of 16,384 trials, an even share of each randomization's 4,096
    const { lossProbability } = simulateReturn(two({ scenario: netOf({ family: "uniform", min: -1000 / 2047, max: 1000 }) }));
    expect(lossProbability).toMatchObject({ estimate: 8 / 16_384, method: "wilson", warnings: ["seldom-seen-otherwise"] });
    expect(lossProbability.confidence).toEqual(wilsonInterval({ successes: 8, n: 16_384, confidenceLevel: 0.95 }));
    const many = simulateReturn(two({ scenario: netOf({ family: "uniform", min: -1000 / 999, max: 1000 }) })).lossProbability;
    expect([many.method, many.warnings]).toEqual(["replicate-randomizations", []]);
  });
  test("the interval of a quantile holds a value that many trials share, though it stands anywhere in its bin", () => {
    for (const value of [12_345, 33_333, 77_777]) {
      const { roiRatio: { p50 } } = simulateReturn(two({ scenario: netOf({ family: "discrete", outcomes: [{ value: -50_000, probability: 0.25 }, { value, probability: 0.5 }, { value: 100_000, probability: 0.25 }] }) }));
      expect([p50.confidence.lower <= value / 1e5, value / 1e5 <= p50.confidence.upper, p50.confidence.upper - p50.confidence.lower < value / 1e5 / 500]).toEqual([true, true, true]);
    }
  });
  test.each(["sobol", "random"] as const)("by %s is within its own interval, at the level 0.999, of the closed form of a normal net", (method) => {
    const [mean, deviation] = [53_081.92, 60_000];
    const { lossProbability, roiRatio, netBenefit } = simulateReturn({ ...request, method, replicateCount: 16, trialCount: 65_536, confidenceLevel: 0.999, scenario: netOf(normal(mean, deviation)) });
    const wanted: readonly (readonly [{ readonly confidence: { readonly lower: number; readonly upper: number } }, number])[] = [[lossProbability, standardNormalProbability(-mean / deviation)], [roiRatio.mean, mean / 1e5], [roiRatio.p50, mean / 1e5], [roiRatio.p5, (mean - 1.6448536269514722 * deviation) / 1e5], [roiRatio.p95, (mean + 1.6448536269514722 * deviation) / 1e5]];
    for (const [{ confidence }, truth] of wanted) {
      // bins add at most a thousandth to a quantile
      expect(confidence.lower).toBeLessThanOrEqual(truth + Math.abs(truth) / 1024);
      expect(confidence.upper).toBeGreaterThanOrEqual(truth - Math.abs(truth) / 1024);
      expect(confidence.upper - confidence.lower).toBeLessThan(method === "sobol" ? 0.02 : 0.05);
    }
    expect(Math.abs(Number(netBenefit.mean.estimate.amount) - mean)).toBeLessThan(method === "sobol" ? 30 : 1000);
  });
  test("P1 to P99 rise, and P5 is the fifth", () => {
    const { roiPercentiles, roiRatio } = simulateReturn(request);
    expect([roiPercentiles.length, roiPercentiles[4], roiPercentiles[49]]).toEqual([99, roiRatio.p5.estimate, roiRatio.p50.estimate]);
    expect([...roiPercentiles].sort((one, other) => one - other)).toEqual(roiPercentiles);
  });
  test("does not depend on the order of lists", () => {
    const turned: Scenario = { ...program, inputs: program.inputs.toReversed(), costs: program.costs.toReversed(), benefits: program.benefits.map((term) => ({ ...term, driverIds: term.driverIds.toReversed() })) };
    expect(simulateReturn({ ...request, scenario: turned })).toEqual(simulateReturn(request));
  });
  test("a dearer program has no higher ROI in any quantile, and no lower chance of a loss", () => fc.assert(fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 5000 }), fc.integer(), (design, more, seed) => {
    const withDesign = (amount: number) => simulateReturn({ ...request, seed, replicateCount: 2, trialCount: 2048, scenario: { ...program, costs: [...program.costs.slice(0, 2), once("design", String(amount))] } });
    const [cheap, dear] = [withDesign(design), withDesign(design + more)];
    cheap.roiPercentiles.forEach((value, index) => { expect(dear.roiPercentiles[index]).toBeLessThanOrEqual(value); });
    expect(dear.lossProbability.estimate).toBeGreaterThanOrEqual(cheap.lossProbability.estimate);
    expect(dear.roiRatio.mean.estimate).toBeLessThan(cheap.roiRatio.mean.estimate);
  }), { numRuns: 15 }));
});

describe("blocks of a simulation", () => {
  test("merge to the same bits whatever parts the run is cut into, in any order, and by way of JSON", () => fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 15 }), { maxLength: 5 }), fc.nat(), (cuts, turn) => {
    const ends = [0, ...cuts.sort((one, other) => one - other), 16];
    const parts = ends.slice(1).map((end, index) => JSON.parse(JSON.stringify(blocks(ends[index] ?? 0, end))) as SimulatedBlocks);
    const turned = [...parts.slice(turn % parts.length), ...parts.slice(0, turn % parts.length)];
    expect(JSON.stringify(returnOfBlocks(request, turned))).toBe(JSON.stringify(simulateReturn(request)));
    expect(JSON.stringify(mergeSimulatedBlocks([mergeSimulatedBlocks(turned.slice(0, 1)), ...turned.slice(1)]))).toBe(JSON.stringify(blocks(0, 16)));
  }), { numRuns: 8 }));
  test("have these bits in every engine", () => { expect(contentHash(blocks(3, 9))).toBe("5f636469455bb4f13210133f70fa6e0700be27ad1a6aafb4a1febad17ceece35"); });
  test("a missing block is named, with how many are missing", () => {
    refuses(() => returnOfBlocks(request, [blocks(0, 3), blocks(5, 16)]), { code: "simulate-return.missing_block", path: ["parts"], params: { block: 3, count: 16, missing: 2 } });
  });
  test("a block that is delivered twice is refused", () => { refuses(() => mergeSimulatedBlocks([blocks(0, 3), blocks(2, 4)]), { code: "trial-tally.repeated_block", path: ["blocks", 1], params: { block: 2 } }); });
  test("parts of different runs are not merged, nor read as another run", () => {
    refuses(() => mergeSimulatedBlocks([blocks(0, 2), blocks(2, 4, { seed: 8 })]), { code: "simulated-blocks.other_run", path: ["parts", 1, "runId"] });
    refuses(() => returnOfBlocks({ ...request, seed: 8 }, [blocks(0, 16)]), { code: "simulate-return.foreign_parts", path: ["parts"] });
  });
  test("the level of the intervals may differ: it is asked for when the whole is read", () => { expect(returnOfBlocks({ ...request, confidenceLevel: 0.8 }, [blocks(0, 16)]).roiRatio.p50.confidence.level).toBe(0.8); });
  test("a part that does not add up is refused, by its place", () => {
    const part = blocks(0, 1);
    const [first] = part.replicates;
    const forged = (change: object): SimulatedBlocks => ({ ...part, replicates: [{ ...first!, netBenefit: { ...first!.netBenefit, ...change } }] });
    const at = { code: "simulated-blocks.miscounted", path: [0, "replicates", 0, "netBenefit", "counts"] };
    refuses(() => mergeSimulatedBlocks([forged({ counts: first!.netBenefit.counts.map((count) => count + 1) })]), at);
    refuses(() => mergeSimulatedBlocks([forged({ bins: first!.netBenefit.bins.toReversed() })]), at);
    refuses(() => mergeSimulatedBlocks([forged({ belowCounts: [1025] })]), at);
    refuses(() => mergeSimulatedBlocks([forged({ thresholds: [1] })]), at);
    refuses(() => mergeSimulatedBlocks([forged({ bins: first!.netBenefit.bins.slice(1) })]), at);
    refuses(() => mergeSimulatedBlocks([forged({ bins: [...first!.netBenefit.bins.slice(0, -1), 2 ** 21] })]), { code: "input.invalid_format", path: [0, "replicates", 0, "netBenefit", "bins"] });
    refuses(() => mergeSimulatedBlocks([forged({ bins: [-(2 ** 21) - 1, ...first!.netBenefit.bins.slice(1)] })]), { code: "input.invalid_format", path: [0, "replicates", 0, "netBenefit", "bins"] });
    const { counts } = first!.netBenefit;
    for (const wrong of [[0, ...counts.slice(1)], [0.5, ...counts.slice(1)], ["1", ...counts.slice(1)], new Array<number>(counts.length), "1", null]) refuses(() => mergeSimulatedBlocks([forged({ counts: wrong })]), { code: "input.invalid_format", path: [0, "replicates", 0, "netBenefit", "counts"] });
  });
  test("a block under another randomization than its own counts as missing", () => {
    const whole = blocks(0, 16);
    refuses(() => returnOfBlocks(request, [{ ...whole, replicates: whole.replicates.map((tally) => ({ ...tally, replicate: (tally.replicate + 1) % 4 })) }]), { code: "simulate-return.missing_block", path: ["parts"], params: { block: 0, count: 16, missing: 16 } });
  });
});

describe("a simulation is refused", () => {
  test("where randomizations would differ in their trials", () => { refuses(() => simulateReturn({ ...request, trialCount: 5000 }), { code: "simulation-request.uneven_trials", path: ["trialCount"], params: { count: 5000, step: 4096 } }); });
  test("where there is no block in the part asked for", () => {
    refuses(() => blocks(3, 3), { code: "simulation-request.no_blocks", path: ["toBlock"], params: { from: 3, to: 3, count: 16 } });
    refuses(() => blocks(15, 17), { code: "simulation-request.no_blocks", path: ["toBlock"] });
  });
  test("where a trial costs nothing, by its number", () => {
    refuses(() => simulateReturn({ ...request, scenario: { ...netOf(normal(0, 1)), costs: [once("x", "1", ["x"])] } }), { code: "simulated-blocks.no_cost", path: ["scenario", "costs"] });
    refuses(() => simulateReturn({ ...request, scenario: { ...netOf(normal(0, 1)), costs: [once("nothing", "0")] } }), { code: "simulated-blocks.no_cost", path: ["scenario", "costs"], params: { trial: 0, cost: 0 } });
  });
  const wide = (count: number): Scenario => ({ ...netOf(normal(0, 1)), inputs: Array.from({ length: count }, (_, index) => input(index === 0 ? "x" : `x${String(index)}`, normal(0, 1))) });
  test("more inputs than a Sobol sequence has dimensions", () => { refuses(() => simulateReturn({ ...request, scenario: wide(129) }), { code: "simulation-request.too_many_dimensions", path: ["scenario", "inputs"], params: { count: 129, limit: 128 } }); });
  test("a million trials of a thousand inputs in one call, before any is drawn; a part of it is not", () => {
    const big = { ...request, method: "random" as const, trialCount: 1024 * 1024, scenario: wide(1000) };
    refuses(() => simulateReturn(big), { code: "simulation-request.too_many_steps", path: ["trialCount"], params: { count: 1024 * 1024 * 1004, limit: SIMULATION_LIMITS.steps } });
    refuses(() => simulateBlocks({ ...big, fromBlock: 0, toBlock: 1024 }), { code: "simulation-request.too_many_steps", path: ["toBlock"] });
    expect(simulateBlocks({ ...big, fromBlock: 1023, toBlock: 1024 }).replicates).toHaveLength(1);
  });
  test("more trials than a run has", () => { refuses(() => simulateReturn({ ...request, trialCount: 4096 * 244_141 }), { code: "input.too_big", path: ["trialCount"] }); });
  test("more parts than one call merges", () => { refuses(() => mergeSimulatedBlocks(Array.from({ length: SIMULATION_LIMITS.parts + 1 }, () => ({ runId: "x", replicates: [] }))), { code: "input.too_big", path: [] }); });
});
