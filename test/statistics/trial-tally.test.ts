import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mean, quantile, variance } from "coachkit/statistics";
import { mergedTally, replicateEstimate, tallyCounter, tallyMoments, tallyQuantile, tallyShareBelow } from "../../src/statistics/internal.js";
import type { TrialTally } from "../../src/statistics/trial-tally.js";
import { rangeOf } from "../../src/statistics/trial-tally.js";
import { refuses } from "../refusal.js";

const tallyOf = (blocks: readonly (readonly number[])[], numbers: readonly number[] = [...blocks.keys()], thresholds: readonly number[] = [0]): TrialTally => {
  const counter = tallyCounter(thresholds);
  numbers.forEach((block) => { counter.add(block, Float64Array.from(blocks[block] ?? [])); });
  return counter.tally();
};
const outcome = fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }));
const someBlocks = fc.array(fc.array(outcome, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 8 });

describe("a tally of trials", () => {
  test("of 1, 2, 3 and 10 in two blocks has count, mean, variance and ends by hand, and a quarter below 2", () => {
    const tally = tallyOf([[1, 10], [3, 2]], [0, 1], [2]);
    expect(tallyMoments(tally)).toEqual({ n: 4, mean: 4, variance: expect.closeTo(50 / 3, 12) as number, min: 1, max: 10 });
    expect([tallyShareBelow(tally, 2), tally.counts]).toEqual([0.25, [1, 1, 1, 1]]);
  });

  test("has the moments of all trials, also far from 0", () => fc.assert(fc.property(someBlocks, fc.constantFrom(0, 1e12), (blocks, shift) => {
    const shifted = blocks.map((block) => block.map((value) => value + shift));
    const [all, got] = [shifted.flat(), tallyMoments(tallyOf(shifted))];
    expect([got.n, got.min, got.max]).toEqual([all.length, Math.min(...all) + 0, Math.max(...all) + 0]);
    const size = Math.max(...all.map(Math.abs), 1e-300);
    expect(Math.abs(got.mean - mean(all))).toBeLessThanOrEqual(1e-15 * size * 4);
    if (all.length > 1) expect(Math.abs(got.variance - variance(all))).toBeLessThanOrEqual(1e-12 * variance(all) + 1e-15 * size * Math.sqrt(variance(all)) + (1e-14 * size) ** 2);
  })));

  test("gives the same bits whatever parts a run is cut into, whoever counts them, and in whatever order they come", () => fc.assert(fc.property(someBlocks, fc.infiniteStream(fc.nat(3)), fc.integer({ min: 1, max: 4 }), (blocks, cuts, partCount) => {
    const whole = tallyOf(blocks);
    const parts: number[][] = Array.from({ length: partCount }, () => []);
    for (const block of blocks.keys()) parts[(cuts.next().value ?? 0) % partCount]?.unshift(block);
    const tallies = parts.map((numbers) => tallyOf(blocks, numbers)).reverse();
    const merged = mergedTally(tallies);
    expect(merged).toEqual(whole);
    expect(mergedTally([mergedTally(tallies.slice(1)), ...tallies.slice(0, 1)].filter(({ thresholds }) => thresholds.length > 0))).toEqual(whole);
    expect(tallyMoments(merged)).toEqual(tallyMoments(whole));
    for (const p of [0, 0.05, 0.5, 0.95, 1]) expect(tallyQuantile(merged, p)).toBe(tallyQuantile(whole, p));
  })));

  test("is plain JSON", () => {
    const tally = tallyOf([[1.5, -2, 0, -0], [1e-200, 1e90]]);
    expect(JSON.parse(JSON.stringify(tally))).toEqual(tally);
  });

  test("counts the share below a value exactly, however near trials lie to it", () => {
    expect(tallyShareBelow(tallyOf([[-Number.MIN_VALUE, 0, -0, Number.MIN_VALUE]]), 0)).toBe(0.25);
    expect(() => tallyShareBelow(tallyOf([[1]]), 1)).toThrow("trials were not compared with 1");
  });

  test("every number lies in its bin, which is at most 1/1,024 of it wide, and greater numbers lie in no lower bin", () => fc.assert(fc.property(fc.double({ min: -1e100, max: 1e100, noNaN: true }), fc.double({ min: -1e100, max: 1e100, noNaN: true }), (value, other) => {
    const [bin = NaN] = tallyOf([[value]]).bins;
    const [low, high] = rangeOf(bin);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
    if (Math.abs(value) > 1e-300) expect(high - low).toBeLessThanOrEqual(Math.abs(value) / 1024);
    expect(Math.sign((tallyOf([[other]]).bins[0] ?? NaN) - bin)).toBe(tallyOf([[value], [other]]).bins.length === 1 ? 0 : Math.sign(other - value));
  })));

  test("quantiles are within 1/1,024 of a trial of that rank, never fall, and end at the least and the greatest", () => fc.assert(fc.property(someBlocks, (blocks) => {
    const [tally, sorted] = [tallyOf(blocks), blocks.flat().sort((left, right) => left - right)];
    let before = -Infinity;
    for (const p of [0, 0.01, 0.25, 0.5, 0.77, 0.95, 1]) {
      const got = tallyQuantile(tally, p);
      const exact = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN;
      expect(Math.abs(got - exact)).toBeLessThanOrEqual(Math.abs(exact) / 1024 + 1e-300);
      expect(got).toBeGreaterThanOrEqual(before);
      before = got;
    }
    expect(tallyQuantile(tally, 1)).toBe((sorted.at(-1) ?? NaN) + 0);
  })));

  test("of many trials they are far closer than that", () => {
    const trials = Array.from({ length: 20_000 }, (_, index) => 1 + ((index * 7919) % 20_000) / 20_000);
    for (const p of [0.05, 0.5, 0.95]) expect(Math.abs(tallyQuantile(tallyOf([trials]), p) - quantile(trials, p))).toBeLessThan(1e-4);
  });

  test.each([NaN, Infinity, 1e101])("a trial that gave %d is refused, by its place", (value) => {
    refuses(() => tallyOf([[1, value]]), { code: "trial-tally.unusable_trial", path: ["trials", 1], params: { trial: 1, value: String(value) } });
  });
  test("a block that is delivered twice is refused, by its number", () => {
    refuses(() => mergedTally([tallyOf([[1], [2]]), tallyOf([[1], [2]], [1])]), { code: "trial-tally.repeated_block", path: ["blocks", 2], params: { block: 1 } });
  });
  test("parts that were compared with other values are refused", () => {
    refuses(() => mergedTally([tallyOf([[1]]), tallyOf([[1], [2]], [1], [5])]), { code: "trial-tally.other_thresholds", path: ["parts", 1], params: { part: 1 } });
  });
});

describe("an estimate from randomizations", () => {
  test("is their mean with Student's interval: 1, 2 and 3 give 2 ± 4.303 / √3", () => {
    expect(replicateEstimate({ values: [1, 2, 3], n: 3072, confidenceLevel: 0.95 })).toEqual({ estimate: 2, confidence: { lower: expect.closeTo(2 - 2.4841377, 6) as number, upper: expect.closeTo(2 + 2.4841377, 6) as number, level: 0.95 }, n: 3072, method: "replicate-randomizations", warnings: [] });
  });
  test("takes two of them", () => { expect(replicateEstimate({ values: [1], n: 1024, confidenceLevel: 0.95 })).toEqual({ estimate: null, reason: "too-few-randomizations", n: 1, needed: 2 }); });
});
