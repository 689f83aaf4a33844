import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deliveredDose, type DoseComponent } from "coachkit/delivery";
import { issuesOf } from "../issues-of.js";

const component = (touchpointId: string, deliveredCount: number, plannedCount: number, weight: number): DoseComponent => ({ touchpointId, plannedCount, deliveredCount, weight });

/** A blended program of twelve weeks in which four nudges and one huddle fell out. */
const blended = [component("kickoff", 1, 1, 0.2), component("nudge", 20, 24, 0.2), component("huddle", 5, 6, 0.3), component("one-to-one", 1, 1, 0.2), component("demo", 1, 1, 0.1)];

describe("deliveredDose", () => {
  test("is the weighted mean of delivered ÷ planned: .2 + .2·20/24 + .3·5/6 + .2 + .1 = .916667", () => {
    const dose = deliveredDose(blended);
    expect(dose.doseFraction).toBeCloseTo(0.916667, 6);
    expect(dose.reason).toBeNull();
    expect(dose.components.map(({ weightFraction }) => weightFraction)).toEqual([0.2, 0.2, 0.3, 0.2, 0.1].map((weight) => expect.closeTo(weight, 12)));
  });

  test.each([
    // what                                        components                                                              dose
    ["all of it",                                  [component("a", 2, 2, 1), component("b", 3, 3, 5)],                     1],
    ["none of it",                                 [component("a", 0, 2, 1)],                                              0],
    ["weights on any scale",                       [component("a", 1, 2, 30), component("b", 1, 1, 10)],                   0.625],
    ["a weight of zero leaves a component out",    [component("a", 0, 2, 0), component("b", 1, 2, 1)],                     0.5],
    ["ten for one make up for nothing elsewhere",  [component("a", 10, 1, 1), component("b", 0, 1, 1)],                    0.5],
    ["what was not planned takes no part",         [component("a", 1, 2, 1), component("b", 7, 0, 9)],                     0.5],
  ] as const)("%s", (_, components, doseFraction) => {
    expect(deliveredDose(components).doseFraction).toBe(doseFraction);
  });

  test("shows over-delivery beside the dose", () => {
    expect(deliveredDose([component("a", 10, 4, 1)]).components).toStrictEqual([{ touchpointId: "a", plannedCount: 4, deliveredCount: 10, weightFraction: 1, doseFraction: 1, overDeliveredCount: 6 }]);
  });

  test("lists what had no plan, with what took place all the same", () => {
    expect(deliveredDose([component("a", 1, 1, 1), component("b", 7, 0, 9)]).excluded).toStrictEqual([{ touchpointId: "b", deliveredCount: 7, reason: "nothing-planned" }]);
  });

  test.each([[[]], [[component("a", 3, 0, 1)]], [[component("a", 3, 0, 1), component("b", 1, 1, 0)]]])("cannot say where nothing with a weight was planned: %j", (components) => {
    expect(deliveredDose(components)).toMatchObject({ doseFraction: null, reason: "nothing-planned" });
  });

  test("ten equal weights of 0.1, whose sum is not quite 1, give a dose of exactly 1 for a program delivered in full", () => {
    expect(deliveredDose(Array.from({ length: 10 }, (_, index) => component(String(index), 3, 3, 0.1))).doseFraction).toBe(1);
  });

  test.each([
    ["a touchpoint twice", [component("a", 1, 1, 1), component("a", 1, 1, 1)], "delivered-dose.duplicate_touchpoint at /1/touchpointId"],
    ["no weight at all", [component("a", 1, 1, 0), component("b", 1, 1, 0)], "delivered-dose.no_weight at /"],
    ["a weight that is no number", [component("a", 1, 1, Number.NaN)], "input.invalid_type at /0/weight"],
    ["a negative weight", [component("a", 1, 1, -1)], "input.too_small at /0/weight"],
    ["an endless weight", [component("a", 1, 1, Number.POSITIVE_INFINITY)], "input.invalid_type at /0/weight"],
    ["half a session", [component("a", 0.5, 1, 1)], "input.invalid_type at /0/deliveredCount"],
    ["fewer than none", [component("a", 1, -1, 1)], "input.too_small at /0/plannedCount"],
    ["a dose where counts belong", [{ touchpointId: "a", doseFraction: 0.5, weight: 1 }], "input.unrecognized_keys at /0/doseFraction"],
  ])("refuses %s", (_, components, issue) => {
    expect(issuesOf(() => deliveredDose(components as never))).toContain(issue);
  });

  const components = fc.uniqueArray(fc.record({ touchpointId: fc.stringMatching(/^[a-z]{1,4}$/u), plannedCount: fc.nat(50), deliveredCount: fc.nat(80), weight: fc.integer({ min: 1, max: 100 }).map((n) => n / 7) }), { selector: ({ touchpointId }) => touchpointId, minLength: 1, maxLength: 8 });

  test("lies between the worst and the best component", () => fc.assert(fc.property(components, (given) => {
    const { doseFraction, components: doses } = deliveredDose(given);
    const fractions = doses.map((dose) => dose.doseFraction);
    if (doseFraction === null) { expect(doses).toEqual([]); return; }
    expect(doseFraction).toBeGreaterThanOrEqual(Math.min(...fractions) - 1e-12);
    expect(doseFraction).toBeLessThanOrEqual(Math.min(1, Math.max(...fractions) + 1e-12));
  })));

  test("does not depend on the scale of the weights or the order of the components", () => fc.assert(fc.property(components, (given) => {
    const other = deliveredDose([...given].reverse().map((one) => ({ ...one, weight: one.weight * 8 }))).doseFraction;
    expect(other ?? -1).toBeCloseTo(deliveredDose(given).doseFraction ?? -1, 12);
  })));
});
