import { describe, expect, test } from "vitest";
import { simulatePilots, type Study } from "./simulated-pilots.js";

const study: Study = { seed: 7, pilotCount: 300, perArm: 15, trueEffect: 0, spending: "obrien-fleming", growth: "observations", shares: [0.5, 1] };

describe("simulated pilots, a small sample of what docs/gates.md shows", () => {
  test.each([["observations"], ["people"]] as const)("information that grows by %s: the gate asks for more than its effect test, and looking uncorrected for less", (growth) => {
    const { effect, gate, uncorrectedEffect, uncorrectedGate, pilotCount } = simulatePilots({ ...study, growth });
    expect(gate).toBeLessThanOrEqual(effect);
    expect(effect).toBeLessThanOrEqual(uncorrectedEffect);
    expect(uncorrectedGate).toBeLessThanOrEqual(uncorrectedEffect);
    // four standard errors: this is no proof, the slow lane is
    expect(effect / pilotCount).toBeLessThan(0.025 + 4 * Math.sqrt((0.025 * 0.975) / pilotCount));
  });
  test("an effect of one standard deviation is found more often than not", () => {
    const { effect, pilotCount } = simulatePilots({ ...study, pilotCount: 60, trueEffect: 1 });
    expect(effect / pilotCount).toBeGreaterThan(0.6);
  });
});

describe("docs/gates.md", () => {
  test("the same study gives the same counts", () => { expect(simulatePilots({ ...study, pilotCount: 30 })).toEqual(simulatePilots({ ...study, pilotCount: 30 })); });
  test.each([["obrien-fleming"], ["pocock"]] as const)("the gate need not be asked where p is above what all looks may spend: %s", (spending) => {
    const few = { ...study, spending, pilotCount: 60, trueEffect: 0.6, shares: [0.25, 0.5, 0.75, 1] };
    expect(simulatePilots(few)).toEqual(simulatePilots(few, true));
  });
});
