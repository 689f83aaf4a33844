import fc from "fast-check";
import { sumMoney } from "coachkit/money";
import { baseCase, defineScenario, diffScenarios, type Scenario, type ScenarioDefinition, type ScenarioDiff } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { eur, input, once, program } from "../scenarios.js";
import { definition, definitionOf, small } from "./definitions.js";

const diff = (before: Partial<Scenario>, after: Partial<Scenario>, base: "mean" | "median" = "median"): ScenarioDiff => diffScenarios({ before: definitionOf({ ...small, ...before }), after: definitionOf({ ...small, ...after }), base });
const told = ({ steps }: ScenarioDiff): readonly string[] => steps.map(({ part, partId, change, netBenefitStep }) => `${part} ${partId} ${change} ${netBenefitStep.amount}`);

describe("what changed", () => {
  test("two numbers of one product: the later one gets what both do together", () => {
    // 1,000 × 10 × 0.1 × 3 = 3,000 less 200 × 10; a lift of 0.2 adds 3,000; two people more then add 2 × (600 − 200)
    const { steps, before, after } = diff({}, { drivers: [{ id: "people", value: 12 }], inputs: [input("lift", { family: "uniform", min: 0.1, max: 0.3 })] });
    expect(steps.map(({ partId, netBenefitStep, roiStepRatio, reached }) => [partId, netBenefitStep.amount, roiStepRatio, reached.netBenefit.amount])).toEqual([["lift", "3000.00", 1.5, "4000.00"], ["people", "800.00", 0, "4800.00"]]);
    expect([before.roiRatio, after.roiRatio]).toEqual([{ estimate: 0.5 }, { estimate: 2 }]);
  });
  test("is nothing between a version and itself, in whatever order it is written", () => {
    const turned = { ...definition, scenario: { ...program, costs: program.costs.toReversed() }, assumptions: definition.assumptions.toReversed() };
    const same = diffScenarios({ before: definition, after: turned, base: "mean" });
    expect([same.steps, same.recordChanges, same.beforeHash === same.afterHash, same.before]).toEqual([[], [], true, same.after]);
  });
  test("names each change with what was and what is", () => {
    expect(diff({}, { drivers: [{ id: "people", value: 11 }] }).steps[0]).toMatchObject({ part: "number", partId: "people", change: "changed", before: { kind: "known", value: 10 }, after: { kind: "known", value: 11 } });
    expect(diff({}, { inputs: [], drivers: [...small.drivers, { id: "lift", value: 0.1 }] }).steps).toMatchObject([{ part: "number", partId: "lift", change: "changed", before: { kind: "uncertain" }, after: { kind: "known", value: 0.1 }, netBenefitStep: eur("0.00") }]);
  });
  test("goes in an order in which every step can be worked out", () => {
    const after: Scenario = {
      inputs: [input("uplift", { family: "uniform", min: 0, max: 1 }), input("lift", { family: "uniform", min: 0, max: 0.4 })], correlations: [{ inputIds: ["uplift", "lift"], coefficient: 0.3, kind: "spearman" }], drivers: [],
      benefits: [{ id: "sales", money: eur("1000"), driverIds: ["uplift", "lift"], fromMonth: 1, toMonth: 6 }, once("grant", "500", [], 6)], costs: [once("flat", "2500")], horizonMonths: 6, annualDiscountRatio: 0.05,
    };
    expect(told(diff({}, after))).toEqual([
      "number uplift added 0.00", "number lift changed 3000.00", "horizon horizon changed 0.00", "discount-rate discount-rate changed 0.00",
      // 500 more; 1,000 × 0.5 × 0.2 × 6 = 600 for 6,000; a new cost; the old one gone
      "benefit grant added 500.00", "cost flat added -2500.00", "benefit sales changed -5400.00", "cost seats removed 2000.00", "number people removed 0.00", "correlation lift/uplift added 0.00",
    ]);
  });
  test("a term that moves to the other side is removed there and added here", () => {
    const both = { benefits: [...small.benefits, once("travel", "100")] };
    expect(told(diff(both, { costs: [...small.costs, once("travel", "100")] }))).toEqual(["cost travel added -100.00", "benefit travel removed -100.00"]);
  });
  test("a rate moves the present value alone", () => {
    const [step] = diff({}, { annualDiscountRatio: 0 }).steps;
    expect([step?.netBenefitStep.amount, step?.netPresentValueStep.amount, step?.roiStepRatio]).toEqual(["0.00", "59.01", 0]);
  });
  test("without a cost there is no ROI to step from", () => {
    expect(diff({ costs: [once("seats", "0")] }, {}).steps.map(({ roiStepRatio, reached }) => [roiStepRatio, reached.roiRatio])).toEqual([[null, { estimate: 0.5 }]]);
  });
  test("titles, assumptions, exclusions and intangibles are listed apart, and move nothing", () => {
    const { steps, recordChanges, beforeHash, afterHash } = diffScenarios({
      before: definition, base: "mean",
      after: { ...definition, id: "leaders-2028", title: "Leaders", assumptions: definition.assumptions.slice(1).map((one) => (one.partId === "fee" ? { ...one, evidenceGrade: "judgment" as const } : one)), excluded: [], intangibles: [...definition.intangibles, { id: "trust", title: "Trust" }] },
    });
    expect([steps, beforeHash === afterHash]).toEqual([[], false]);
    expect(recordChanges.map(({ part, partId, change }) => [part, partId, change])).toEqual([["id", "id", "changed"], ["title", "title", "changed"], ["assumption", "input fee", "changed"], ["assumption", "input lift", "removed"], ["excluded", "retention", "removed"], ["intangible", "trust", "added"]]);
    expect([beforeHash, afterHash]).toEqual([defineScenario(definition).hash, expect.stringMatching(/^[0-9a-f]{64}$/u)]);
  });
  test("pairs of inputs that read alike are two pairs", () => {
    const of = (one: string, other: string): Partial<Scenario> => ({ inputs: [...small.inputs, ...["a", "a/b", "b/c", "c"].map((id) => input(id, { family: "uniform", min: 0, max: 1 }))], correlations: [{ inputIds: [one, other], coefficient: 0.5, kind: "spearman" }] });
    expect(diff(of("a", "b/c"), of("a/b", "c")).steps.map(({ partId, change }) => [partId, change])).toEqual([["a/b~1c", "removed"], ["a~1b/c", "added"]]);
  });
});

test("versions in two currencies are refused", () => {
  const dollars = { benefits: [{ ...once("a", "1"), money: { amount: "1", currency: "USD" } }], costs: [{ ...once("b", "1"), money: { amount: "1", currency: "USD" } }] };
  refuses(() => diff({}, dollars), { code: "cash-flows.mixed_currencies", path: ["after", "scenario", "benefits", 0, "money", "currency"], params: { expected: "EUR", got: "USD" } });
});

const ids = ["a", "b", "c", "d"];
const scenarioOf: fc.Arbitrary<Scenario> = fc.record({
  kinds: fc.array(fc.constantFrom("known", "uncertain"), { minLength: 4, maxLength: 4 }), values: fc.array(fc.integer({ min: -2000, max: 2000 }), { minLength: 4, maxLength: 4 }), rate: fc.integer({ min: -10, max: 50 }), horizon: fc.integer({ min: 6, max: 15 }),
  terms: fc.uniqueArray(fc.record({ id: fc.constantFrom("t1", "t2", "t3", "t4", "t5"), side: fc.constantFrom("benefits", "costs"), cents: fc.integer({ min: 0, max: 999_999 }), factors: fc.subarray(ids), from: fc.nat({ max: 6 }), months: fc.nat({ max: 5 }) }), { selector: ({ id }) => id, maxLength: 5 }),
}).map(({ kinds, values, rate, horizon, terms }) => {
  const of = (wanted: string) => [...terms.filter(({ side }) => side === wanted).map(({ id, cents, factors, from, months }) => ({ id, money: eur((cents / 100).toFixed(2)), driverIds: factors, fromMonth: from, toMonth: Math.min(horizon, from + months) })), once(`fix-${wanted}`, "100")];
  const value = (index: number): number => (values[index] ?? 0) / 100;
  return {
    inputs: ids.flatMap((id, index) => (kinds[index] === "uncertain" ? [input(id, { family: "uniform", min: value(index), max: value(index) + 1 })] : [])), drivers: ids.flatMap((id, index) => (kinds[index] === "known" ? [{ id, value: value(index) }] : [])),
    benefits: of("benefits"), costs: of("costs"), horizonMonths: horizon, annualDiscountRatio: rate / 100,
  };
});

describe("laws of a diff", () => {
  const figures = (scenario: Scenario) => { const { netBenefit, roiRatio, netPresentValue } = baseCase({ scenario, base: "mean" }); return { netBenefit, roiRatio, netPresentValue }; };
  test("it starts and ends at the base cases, and its steps add up to the cent", () => {
    fc.assert(fc.property(scenarioOf, scenarioOf, (one, other) => {
      const { before, after, steps } = diffScenarios({ before: definitionOf(one), after: definitionOf(other), base: "mean" });
      expect([before, after]).toEqual([figures(one), figures(other)]);
      expect(sumMoney("EUR", [before.netBenefit, ...steps.map(({ netBenefitStep }) => netBenefitStep)])).toEqual(after.netBenefit);
      expect(sumMoney("EUR", [before.netPresentValue, ...steps.map(({ netPresentValueStep }) => netPresentValueStep)])).toEqual(after.netPresentValue);
    }));
  });
  test("the way back has as many steps, and as many added as removed there", () => {
    fc.assert(fc.property(scenarioOf, scenarioOf, (one, other) => {
      const way = (from: Scenario, to: Scenario): readonly string[] => diffScenarios({ before: definitionOf(from), after: definitionOf(to), base: "mean" }).steps.map(({ part, partId, change }) => `${part} ${partId} ${change}`);
      const back = way(other, one).map((text) => text.replace(/added$|removed$/u, (word) => (word === "added" ? "removed" : "added")));
      expect(back.toSorted()).toEqual(way(one, other).toSorted());
    }));
  });
});

test("a thousand numbers of a thousand terms are compared without walking all of them at every step", () => {
  const many = (shift: number): ScenarioDefinition => definitionOf({
    ...small, inputs: [], drivers: Array.from({ length: 1000 }, (_, index) => ({ id: `d${String(index)}`, value: index + shift })),
    benefits: Array.from({ length: 1000 }, (_, index) => ({ id: `b${String(index)}`, money: eur(String(1 + shift)), driverIds: [`d${String(index)}`], fromMonth: 0, toMonth: 0 })), costs: [once("c", "1")],
  });
  const { steps, after } = diffScenarios({ before: many(0), after: many(1), base: "mean" });
  expect(steps.length).toBe(2000);
  // Σ 2 (i + 1) for i = 0 … 999, less 1
  expect(after.netBenefit.amount).toBe("1000999.00");
}, 60_000);
