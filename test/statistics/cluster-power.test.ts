import fc from "fast-check";
import { expect, test } from "vitest";
import { clusterDetectableEffect, clusterPower, clusterSampleSize, tTestPower } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const usual = { alpha: 0.05, sides: "two-sided" } as const;
const groups = { clusterSize: 10, intraclassCorrelation: 0.1, ...usual };

// scipy 1.17.1: nct.sf(t, 2k − 2, δ) + nct.cdf(−t, 2k − 2, δ), δ = d √(k m / 2 (1 + (m − 1) ρ)), and brentq
test("twelve groups of ten in each arm, a tenth of the variance between groups", () => {
  expect(clusterPower({ ...groups, clustersPerArm: 12, effectSize: 0.5 })).toBeCloseTo(0.7659013983246591, 10);
  expect(clusterPower({ clustersPerArm: 3, clusterSize: 20, intraclassCorrelation: 0.02, effectSize: 0.6, ...usual })).toBeCloseTo(0.5628611002150395, 10);
  expect(clusterDetectableEffect({ ...groups, clustersPerArm: 12, power: 0.8 })).toBeCloseTo(0.5216782186475849, 9);
  expect(clusterSampleSize({ ...groups, effectSize: 0.5, power: 0.8 })).toEqual({ clustersPerArm: 13, exactClustersPerArm: expect.closeTo(12.9646023327807, 7), power: expect.closeTo(0.8011657850536562, 10) });
});

test("clusters of one are single observations", () => {
  expect(clusterPower({ clustersPerArm: 30, clusterSize: 1, intraclassCorrelation: 0.4, effectSize: 0.7, ...usual })).toBe(tTestPower({ design: "two-sample", n: 30, effectSize: 0.7, ...usual }));
});

test("members all alike add nothing, however many", () => {
  const alike = { intraclassCorrelation: 1, clustersPerArm: 8, effectSize: 1, ...usual };
  expect(clusterPower({ ...alike, clusterSize: 1_000_000 })).toBeCloseTo(clusterPower({ ...alike, clusterSize: 1 }), 12);
});

test("an effect as small as there is needs a number, and one as large needs two", () => {
  expect(clusterSampleSize({ clusterSize: 1, intraclassCorrelation: 1, alpha: 1e-6, power: 0.9999, effectSize: 0.001, sides: "two-sided" }).clustersPerArm / 148286764).toBeCloseTo(1, 6);
  expect(clusterSampleSize({ ...groups, alpha: 0.5, power: 0.5, effectSize: 10 })).toMatchObject({ clustersPerArm: 2, exactClustersPerArm: 2 });
});

test("refuses one cluster, half a one, no member and a percent", () => {
  refuses(() => clusterPower({ clustersPerArm: 1, clusterSize: 0, intraclassCorrelation: 10, effectSize: 11, ...usual }), { code: "input.too_small", path: ["clusterSize"] }, { code: "input.too_big", path: ["intraclassCorrelation"] }, { code: "input.too_small", path: ["clustersPerArm"] }, { code: "input.too_big", path: ["effectSize"] });
  refuses(() => clusterDetectableEffect({ ...groups, clustersPerArm: 2.5, power: 80 }), { code: "input.invalid_type", path: ["clustersPerArm"] }, { code: "input.too_big", path: ["power"] });
  refuses(() => clusterSampleSize({ ...groups, effectSize: 0, power: 0.8 }), { code: "input.too_small", path: ["effectSize"] });
});

test("law: the whole number has the power, one less has not, and the detectable effect is detected", () => fc.assert(fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 0.5, noNaN: true }), fc.double({ min: 0.1, max: 1.5, noNaN: true }), fc.double({ min: 0.4, max: 0.99, noNaN: true }), (clusterSize, intraclassCorrelation, effectSize, power) => {
  const how = { clusterSize, intraclassCorrelation, ...usual };
  const { clustersPerArm, power: reached } = clusterSampleSize({ ...how, effectSize, power });
  expect(reached).toBeGreaterThanOrEqual(power - 1e-9);
  if (clustersPerArm > 2) expect(clusterPower({ ...how, effectSize, clustersPerArm: clustersPerArm - 1 })).toBeLessThan(power);
  const detectable = clusterDetectableEffect({ ...how, clustersPerArm, power });
  expect(detectable).toBeLessThanOrEqual(effectSize + 1e-9);
  expect(clusterPower({ ...how, clustersPerArm, effectSize: detectable })).toBeCloseTo(power, 8);
}), { numRuns: 30 }));
