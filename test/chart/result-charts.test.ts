import { breakEvenChart, type Chart, type ChartMark, cashFlowChart, comparisonChart, forestChart, frontierChart, returnChart, surfaceChart, tornadoChart, toSvg, twoWayChart } from "coachkit/chart";
import { breakEven, cashFlowPayback } from "coachkit/roi";
import { breakEvenSurface } from "coachkit/simulation";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { barOf, returnOf, tornadoOf } from "./extreme-pictures.js";
import { breakEvenQuestion, cashFlowQuestion, comparisonQuestion, effectOf, eur, forestQuestion, frontierQuestion, returnQuestion, scenario, surfaceQuestion, tornadoQuestion, twoWayQuestion } from "./results.js";

const marksOf = (chart: Chart, layer: string): readonly ChartMark[] => chart.layers.find(({ id }) => id === layer)?.marks ?? [];
const usd = { amount: "1.00", currency: "USD" };
type Call = (result: never) => unknown;
const given = (result: unknown): never => result as never;
const mixed = (path: readonly (string | number)[]) => ({ code: "result-shapes.mixed_currencies", path, params: { expected: "EUR", got: "USD" } });

describe("tornadoChart", () => {
  test("a bar runs from the base to the outcome at each end, read as in the result", () => {
    // base: 10 · 1,000 · 0.1 − 10 · 100 = 0
    const chart = tornadoChart(tornadoQuestion);
    expect(marksOf(chart, "low-end")).toEqual([{ x: 0, x2: -800, y: "lift", label: "0.02", detail: "lift at 0.02: −800.00 EUR" }, { x: 0, x2: 500, y: "fee", label: "50", detail: "fee at 50: 500.00 EUR" }]);
    expect(marksOf(chart, "high-end")).toEqual([{ x: 0, x2: 800, y: "lift", label: "0.18", detail: "lift at 0.18: 800.00 EUR" }, { x: 0, x2: -200, y: "fee", label: "120", detail: "fee at 120: −200.00 EUR" }]);
    expect(chart).toMatchObject({ title: "lift moves net benefit most", subtitle: "All others at their mean: 0.00 EUR", x: { unit: "EUR" } });
  });
  test("shows the measure that was asked for", () => {
    const chart = tornadoChart({ ...tornadoQuestion, assumptions: { ...tornadoQuestion.assumptions, measure: "roi-ratio" } });
    expect(marksOf(chart, "low-end")[0]).toMatchObject({ x2: -0.8, detail: "lift at 0.02: −80.0 %" });
    expect(chart.x).toEqual({ scale: "linear", title: "Return on investment", isShare: true });
  });
  test("where both ends lie on one side, the farther one begins where the nearer one ends: none hides the other", () => {
    const chart = tornadoChart(tornadoOf(0, [barOf("a", [1, 2], [100, 300]), barOf("b", [1, 2], [-300, -100])]));
    expect(marksOf(chart, "low-end").map(({ x, x2, label }) => [x, x2, label])).toEqual([[0, 100, undefined], [-100, -300, "1"]]);
    expect(marksOf(chart, "high-end").map(({ x, x2, label }) => [x, x2, label])).toEqual([[100, 300, "2"], [0, -100, undefined]]);
  });
  test("shows the longest forty, and says so", () => {
    const bars = Array.from({ length: 41 }, (_, index) => barOf(String(index), [0, 1], [-1, 1]));
    expect(marksOf(tornadoChart(tornadoOf(0, bars)), "low-end")).toHaveLength(40);
    expect(tornadoChart(tornadoOf(0, bars)).notes).toContain("The longest 40 of 41 bars are shown.");
    expect(tornadoChart(tornadoOf(0, bars.slice(1))).notes).toHaveLength(1);
  });
  test("says where correlations were left out", () => { expect(tornadoChart({ ...tornadoQuestion, warnings: ["correlations-ignored"] }).notes).toContain("One input is moved at a time; their correlations are left out."); });
  test("refuses mixed currencies, an input twice, none at all, and what is no number", () => {
    const [first, second] = tornadoQuestion.bars;
    refuses(() => tornadoChart({ ...tornadoQuestion, bars: [first!, { ...second!, atHigh: { ...second!.atHigh, netPresentValue: usd } }] }), mixed(["bars", 1, "atHigh", "netPresentValue", "currency"]));
    refuses(() => tornadoChart({ ...tornadoQuestion, bars: [first!, first!] }), { code: "result-shapes.duplicate_id", path: ["bars", 1, "driverId"], params: { id: "lift" } });
    refuses(() => tornadoChart({ ...tornadoQuestion, bars: [] }), { code: "input.too_small", path: ["bars"] });
    refuses(() => tornadoChart({ ...tornadoQuestion, bars: [{ ...first!, atLow: { ...first!.atLow, roiRatio: Number.NaN } }] }), { code: "input.invalid_type", path: ["bars", 0, "atLow", "roiRatio"] });
    refuses(() => tornadoChart({ ...tornadoQuestion, bars: Array.from({ length: 100_000 }, () => first!) }), { code: "input.too_big", path: ["bars"] });
  });
});

describe("returnChart", () => {
  test("an even return from −100 % to 100 % has classes of one height, half of them losses", () => {
    const chart = returnChart(returnOf((p) => 2 * p - 1));
    // 20 classes of 10 percentage points; P1 is −98 %, so the outer two hold four of five percent
    expect(marksOf(chart, "loss").map(({ x, y2 }) => [x, y2])).toEqual([[-1, 0.04], ...[-0.9, -0.8, -0.7, -0.6, -0.5, -0.4, -0.3, -0.2, -0.1].map((x) => [x, 0.05])]);
    expect(marksOf(chart, "gain").at(-1)).toMatchObject({ x: 0.9, x2: 1, y: 0, y2: 0.04, detail: "90.0 % to 100 %: 4.0 % of trials" });
    expect(marksOf(chart, "quantiles").map(({ x, label }) => [Number(x).toFixed(9), label])).toEqual([["-0.900000000", "P5 −90.0 %"], ["0.000000000", "P50 0.0 %"], ["0.900000000", "P95 90.0 %"]]);
  });
  test("puts the chance of a loss into the title", () => { expect(returnChart(returnQuestion).title).toBe("P(ROI < 0) is 50.0 %"); });
  test("a value that many trials share stands in the class that begins with it: shares are of trials below", () => {
    const chart = returnChart(returnOf((p) => (p < 0.395 ? -0.5 : 1)));
    const [loss, gain] = [marksOf(chart, "loss")[0], marksOf(chart, "gain").at(-1)];
    // 38 of a hundred, and what the straight line to the next percentile adds
    expect([loss?.x, gain?.x]).toEqual([-0.5, 1]);
    expect(loss?.y2).toBeCloseTo(0.38 + (0.01 * 0.1) / 1.5, 9);
    expect(gain?.y2).toBeCloseTo(0.59, 9);
  });
  test("the classes hold the 98 of a hundred trials from P1 to P99, whatever the return, and none is of both kinds", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.double({ min: -1, max: 50, noNaN: true }), fc.constantFrom(0, 0.25, -1)), { minLength: 99, maxLength: 99 }), (values) => {
      const sorted = values.toSorted((one, other) => one - other);
      const chart = returnChart({ ...returnQuestion, roiPercentiles: sorted });
      const all = [...marksOf(chart, "loss"), ...marksOf(chart, "gain")];
      expect(all.reduce((sum, { y2 = 0 }) => sum + y2, 0)).toBeCloseTo(0.98, 9);
      expect(all.every(({ x, x2 = 0 }) => Number(x) < x2 && !(Number(x) < 0 && x2 > 0))).toBe(true);
      expect(marksOf(chart, "loss").every(({ x2 = 1 }) => x2 <= 0)).toBe(true);
    }));
  });
  test("a small chance of a loss is not none, and a great one is not certain", () => {
    const of = (estimate: number): string => returnChart({ ...returnQuestion, lossProbability: { ...returnQuestion.lossProbability, estimate } }).title;
    expect([0, 0.0004, 0.5, 0.9996, 1].map(of)).toEqual(["P(ROI < 0) is 0.0 %", "P(ROI < 0) is below 0.1 %", "P(ROI < 0) is 50.0 %", "P(ROI < 0) is above 99.9 %", "P(ROI < 0) is 100.0 %"]);
    const simulated = { ...returnQuestion, lossProbability: { ...returnQuestion.lossProbability, estimate: 0.0004 } };
    expect(marksOf(comparisonChart({ designs: [{ id: "a", simulated }], measure: "roi-ratio" }), "range")[0]?.label).toMatch(/, loss in below 0\.1 %$/u);
  });
  test("as a curve: P1 to P99 with the losses up to their share", () => {
    const chart = returnChart(returnQuestion, { form: "cumulative" });
    expect(marksOf(chart, "at-or-below").map(({ y }) => y)).toEqual(Array.from({ length: 99 }, (_, index) => (index + 1) / 100));
    expect(marksOf(chart, "loss").at(-1)).toEqual({ x: 0, y: returnQuestion.lossProbability.estimate, y2: 0 });
  });
  test("refuses percentiles out of order, too few, and a chance that is none", () => {
    refuses(() => returnChart({ ...returnQuestion, roiPercentiles: returnQuestion.roiPercentiles.map((value, index) => (index === 5 ? -5 : value)) }), { code: "return-chart.falling", path: ["roiPercentiles", 5], params: { value: -5 } });
    refuses(() => returnChart({ ...returnQuestion, roiPercentiles: [0] }), { code: "input.too_small", path: ["roiPercentiles"] });
    refuses(() => returnChart({ ...returnQuestion, lossProbability: { ...returnQuestion.lossProbability, estimate: 50 } }), { code: "input.too_big", path: ["lossProbability", "estimate"] });
  });
});

describe("cashFlowChart", () => {
  test("adds the flows up, to the cent, and marks the paybacks", () => {
    const chart = cashFlowChart(cashFlowQuestion);
    expect(marksOf(chart, "cumulative").map(({ x, y, detail }) => [x, y, detail])).toEqual([[0, -100, "year 0: −100.00 EUR"], [1, -40, "year 1: −40.00 EUR"], [2, 20, "year 2: 20.00 EUR"], [3, -10, "year 3: −10.00 EUR"], [4, 50, "year 4: 50.00 EUR"]]);
    expect(marksOf(chart, "payback")).toEqual([{ x: 1 + 40 / 60, label: "payback 1.67", detail: "Payback after 1.66667 years" }]);
    expect(chart.notes).toEqual(["Later flows take the sum below zero again."]);
  });
  test("the discounted line is −100 + 60/1.1 + 60/1.21 − 30/1.331 + 60/1.4641 at its end, and crosses zero at its payback", () => {
    const line = marksOf(cashFlowChart(cashFlowQuestion), "discounted");
    expect(line.at(-1)?.y).toBeCloseTo(-100 + 60 / 1.1 + 60 / 1.21 - 30 / 1.331 + 60 / 1.4641, 9);
    const at = cashFlowQuestion.payback.discountedPayback.estimate!;
    const [before, after] = [Number(line[Math.floor(at)]?.y), Number(line[Math.ceil(at)]?.y)];
    expect(before + (after - before) * (at % 1)).toBeCloseTo(0, 6);
  });
  test("refuses the payback of other flows", () => {
    const { payback } = cashFlowQuestion;
    const off = (key: "payback" | "discountedPayback", estimate: number) => ({ code: "cash-flow-chart.other_flows", path: ["payback", key, "estimate"], params: { estimate } });
    for (const key of ["payback", "discountedPayback"] as const) for (const estimate of [0.5, 4, 500]) {
      refuses(() => cashFlowChart({ ...cashFlowQuestion, payback: { ...payback, [key]: { ...payback[key], estimate } } }), off(key, estimate));
    }
  });
  test("law: takes what cashFlowPayback says of the very flows", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 40 }), fc.constantFrom(0, 0.05, 3, -0.5), fc.constantFrom(1, 12), (amounts, annualRatio, periodsPerYear) => {
      const cashFlows = amounts.map((cents) => eur((cents / 100).toFixed(2)));
      expect(cashFlowChart({ cashFlows, payback: cashFlowPayback({ cashFlows, discountRate: { annualRatio, periodsPerYear } }) }).layers.length).toBeGreaterThan(1);
    }));
  });
  test("a rate that was given keeps its digits", () => {
    const of = (annualRatio: number): string | undefined => cashFlowChart({ cashFlows: cashFlowQuestion.cashFlows, payback: cashFlowPayback({ cashFlows: cashFlowQuestion.cashFlows, discountRate: { annualRatio, periodsPerYear: 1 } }) }).layers.find(({ id }) => id === "discounted")?.legend;
    expect([0.1, 0.0825, 0.29, 0.001, -0.005].map(of)).toEqual(["10 %", "8.25 %", "29 %", "0.1 %", "−0.5 %"].map((rate) => `Discounted at ${rate} a year`));
  });
  test("sums keep cents that doubles lose", () => {
    const cashFlows = ["0.10", "0.20", "999999999999999.01"].map(eur);
    expect(marksOf(cashFlowChart({ cashFlows, payback: cashFlowPayback({ cashFlows, discountRate: { annualRatio: 0.1, periodsPerYear: 1 } }) }), "cumulative").map(({ detail }) => detail)).toEqual(["year 0: 0.10 EUR", "year 1: 0.30 EUR", "year 2: 999,999,999,999,999.31 EUR"]);
  });
  test("says when nothing pays back, and when nothing is paid out", () => {
    const told = (reason: "never-pays-back" | "no-outlay") => cashFlowChart({ ...cashFlowQuestion, payback: { ...cashFlowQuestion.payback, payback: { estimate: null, reason } } }).title;
    expect([told("never-pays-back"), told("no-outlay")]).toEqual(["Never pays back", "Nothing is paid out first"]);
  });
  test("refuses mixed currencies, no flow and a broken payback", () => {
    refuses(() => cashFlowChart({ ...cashFlowQuestion, cashFlows: [eur("1"), usd] }), mixed(["cashFlows", 1, "currency"]));
    refuses(() => cashFlowChart({ ...cashFlowQuestion, cashFlows: [] }), { code: "input.too_small", path: ["cashFlows"] });
    refuses(() => cashFlowChart(given({ ...cashFlowQuestion, payback: {} })), { code: "input.invalid_union", path: ["payback", "payback"] }, { code: "input.invalid_union", path: ["payback", "discountedPayback"] }, { code: "input.invalid_type", path: ["payback", "assumptions"] });
  });
});

describe("frontierChart", () => {
  test("marks what is on the frontier, dominated, and dominated by a mix", () => {
    const chart = frontierChart(frontierQuestion);
    expect(marksOf(chart, "frontier").map(({ x, y, label }) => [x, y, label])).toEqual([[0, 0, "none"], [4, 1000, "group"], [8, 4000, "single"]]);
    expect(marksOf(chart, "extended").map(({ detail }) => detail)).toEqual(["talk: 500 EUR for 1 points; dominated by a mix of none and group", "mixed: 3,900 EUR for 6 points; dominated by a mix of group and single"]);
    expect(marksOf(chart, "dominated").map(({ detail }) => detail)).toEqual(["twin: 1,000 EUR for 4 points; the same as group", "lecture: 1,200 EUR for 3 points; dominated by group"]);
    expect(chart.subtitle).toBe("Best at the price that is given: group");
  });
  test("does not depend on the order of the alternatives", () => { expect(frontierChart({ ...frontierQuestion, alternatives: frontierQuestion.alternatives.toReversed() })).toEqual(frontierChart(frontierQuestion)); });
  test("refuses a result of other alternatives, one twice, and mixed currencies", () => {
    const [first, second, ...rest] = frontierQuestion.alternatives;
    refuses(() => frontierChart({ ...frontierQuestion, alternatives: frontierQuestion.alternatives.slice(1) }), { code: "frontier-chart.unknown_alternative", path: ["result", "frontier", 0, "id"], params: { id: "none" } });
    refuses(() => frontierChart({ ...frontierQuestion, alternatives: [...frontierQuestion.alternatives, { ...first!, id: "other" }] }), { code: "frontier-chart.unplaced_alternative", path: ["alternatives", 7, "id"], params: { id: "other" } });
    refuses(() => frontierChart({ ...frontierQuestion, alternatives: [...frontierQuestion.alternatives, first!] }), { code: "result-shapes.duplicate_id", path: ["alternatives", 7, "id"] });
    refuses(() => frontierChart({ ...frontierQuestion, alternatives: [first!, { ...second!, totalCost: usd }, ...rest] }), mixed(["alternatives", 1, "totalCost", "currency"]));
  });
});

describe("breakEvenChart", () => {
  test("the line passes through what is expected and through zero at the break-even", () => {
    const chart = breakEvenChart(breakEvenQuestion);
    const [from, to] = marksOf(chart, "net");
    expect((Number(to?.y) - Number(from?.y)) / (Number(to?.x) - Number(from?.x))).toBeCloseTo(700, 9);
    expect(marksOf(chart, "expected")[0]).toMatchObject({ x: 10, y: 2000 });
    expect(marksOf(chart, "break-even")[0]).toEqual({ x: 5000 / 700, label: "break-even 7.14", detail: "Break-even at 7.14286" });
    expect(marksOf(chart, "loss").at(-1)).toMatchObject({ y: 0, y2: 0 });
    expect(chart.title).toBe("Pays from people of 7.14 up");
  });
  test("what one more brings is rounded to the cent in the result; the line is not", () => {
    const result = breakEven({ terms: [{ money: eur("0.004"), driverIds: ["calls"] }, { money: eur("-1000"), driverIds: [] }], drivers: [{ id: "calls", value: 1_000_000 }], rounding: "half-even" });
    expect(result.drivers[0]?.netPerUnit.amount).toBe("0.00");
    const [from, to] = marksOf(breakEvenChart({ result, driverId: "calls" }), "net");
    expect((Number(to?.y) - Number(from?.y)) / (Number(to?.x) - Number(from?.x))).toBeCloseTo(0.004, 9);
  });
  test("a whole driver pays from a whole number on, and the line still passes zero before it", () => {
    const result = breakEven({ terms: [{ money: eur("700"), driverIds: ["people"] }, { money: eur("-5000"), driverIds: [] }], drivers: [{ id: "people", value: 10, isWhole: true }], rounding: "half-even" });
    const chart = breakEvenChart({ result, driverId: "people" });
    expect(marksOf(chart, "loss").at(-1)?.x).toBeCloseTo(5000 / 700, 9);
    expect(chart.notes).toEqual(["people comes in whole numbers: 8 is the first that pays."]);
  });
  test("a driver without influence has no break-even", () => { expect(breakEvenChart({ ...breakEvenQuestion, driverId: "color" })).toMatchObject({ title: "color does not change the net benefit" }); });
  test("refuses a driver that is not there, one twice, and mixed currencies", () => {
    refuses(() => breakEvenChart({ ...breakEvenQuestion, driverId: "nobody" }), { code: "break-even-chart.unknown_driver", path: ["driverId"], params: { id: "nobody" } });
    const { result } = breakEvenQuestion;
    refuses(() => breakEvenChart({ ...breakEvenQuestion, result: { ...result, drivers: [...result.drivers, result.drivers[0]!] } }), { code: "result-shapes.duplicate_id", path: ["result", "drivers", 2, "driverId"] });
    refuses(() => breakEvenChart({ ...breakEvenQuestion, result: { ...result, drivers: [{ ...result.drivers[0]!, netPerUnit: usd }] } }), mixed(["result", "drivers", 0, "netPerUnit", "currency"]));
  });
});

describe("surfaceChart and twoWayChart", () => {
  test("a cell for each pair, with its value or the reason why there is none", () => {
    const chart = surfaceChart(surfaceQuestion);
    // 1,000 · people · lift = people · fee; nobody there: nothing gained, nothing spent
    expect(marksOf(chart, "cells").map(({ x, y, value, label }) => [x, y, value, label])).toEqual([["0", "100", undefined, "always"], ["10", "100", 0.1, "0.1"], ["0", "200", undefined, "always"], ["10", "200", 0.2, "0.2"]]);
  });
  test("a value that nobody can compute is shown as out of reach, and one beyond every place without a color", () => {
    const cells = [{ estimate: null, reason: "out-of-reach" as const }, { estimate: 1e50, pays: "from-here-up" as const }];
    const chart = surfaceChart({ ...surfaceQuestion, rows: [{ value: 100, cells }] });
    expect(marksOf(chart, "cells").map(({ value, label, detail }) => [value, label, detail])).toEqual([[undefined, "out of reach", "fee 100, people 0: where it would pay is out of reach"], [undefined, "1e50", "fee 100, people 10: pays from lift of 1e50 up"]]);
    expect(chart.notes).toEqual(["Out of reach: the net benefit, or lift at which it is zero, is too large to be computed."]);
    expect(surfaceChart(surfaceQuestion).notes).toEqual([]);
    // 1e200 of benefit a unit: the room of simulations says so itself
    const answered = breakEvenSurface({ scenario: { ...scenario, drivers: [{ id: "people", value: 10 }, { id: "fee", value: 100 }, { id: "x", value: 1e30 }, { id: "y", value: 1e30 }, { id: "z", value: 1e30 }, { id: "w", value: 1e30 }], benefits: [{ ...scenario.benefits[0]!, driverIds: ["people", "lift", "x", "y", "z", "w"] }] }, measure: "net-benefit", base: "mean", solveFor: "lift", row: { driverId: "fee", values: [100] }, column: { driverId: "people", values: [10] } });
    expect(marksOf(surfaceChart(answered), "cells")[0]?.label).toBe("out of reach");
  });
  test("says so where no cell has a value", () => {
    const chart = surfaceChart({ ...surfaceQuestion, rows: [{ value: 100, cells: [{ estimate: null, reason: "never-pays" }, { estimate: null, reason: "always-pays" }] }] });
    expect([chart.title, chart.subtitle]).toEqual(["No lift is found at which the program breaks even", "Nowhere in the table is the net benefit zero"]);
  });
  test("values are told apart by as few digits as do it, and a label has three", () => {
    const chart = surfaceChart({ ...surfaceQuestion, columnValues: [0.12341, 0.12342], rows: [{ value: 1234.56, cells: [0.072839, 7.8891].map((estimate) => ({ estimate, pays: "from-here-up" as const })) }] });
    expect(chart.x).toMatchObject({ categories: ["0.12341", "0.12342"] });
    expect(marksOf(chart, "cells").map(({ label, detail }) => [label, detail])).toEqual([["0.0728", "fee 1,235, people 0.12341: pays from lift of 0.072839 up"], ["7.89", "fee 1,235, people 0.12342: pays from lift of 7.8891 up"]]);
  });
  test("cells of the table are read as in the result", () => {
    expect(marksOf(twoWayChart(twoWayQuestion, "net-benefit"), "cells").map(({ value, label, detail }) => [value, label, detail])).toEqual([
      [500, "500.00", "lift 0.1, fee 50: 500.00 EUR"], [0, "0.00", "lift 0.1, fee 100: 0.00 EUR"], [2500, "2,500.00", "lift 0.3, fee 50: 2,500.00 EUR"], [2000, "2,000.00", "lift 0.3, fee 100: 2,000.00 EUR"]]);
    expect(twoWayChart(twoWayQuestion, "net-present-value").title).toBe("Present value in EUR over lift and fee");
    expect(twoWayChart(twoWayQuestion, "net-benefit").layers[0]?.isShare).toBeUndefined();
  });
  test("the ends of the colors of a return are in percent, as its cells are", () => {
    const texts = toSvg(twoWayChart(twoWayQuestion, "roi-ratio"));
    const cells = marksOf(twoWayChart(twoWayQuestion, "roi-ratio"), "cells").map(({ label }) => label);
    for (const end of [cells[1], cells[2]]) expect(texts.split(`>${String(end)}<`)).toHaveLength(3);
  });
  test("values that are there twice are told apart", () => { expect(surfaceChart({ ...surfaceQuestion, columnValues: [5, 5] }).x).toMatchObject({ categories: ["5", "5 (2)"] }); });
  test("refuses rows that do not fit, mixed currencies and an unknown measure", () => {
    const [first, second] = twoWayQuestion.rows;
    refuses(() => surfaceChart({ ...surfaceQuestion, columnValues: [1] }), ...[0, 1].map((row) => ({ code: "surface-chart.uneven_row", path: ["rows", row, "cells"], params: { count: 2, expected: 1 } })));
    refuses(() => twoWayChart({ ...twoWayQuestion, rows: [first!, { ...second!, cells: [second!.cells[0]!, { ...second!.cells[1]!, netBenefit: usd }] }] }, "roi-ratio"), mixed(["rows", 1, "cells", 1, "netBenefit", "currency"]));
    refuses(() => twoWayChart(twoWayQuestion, given("profit")), { code: "input.invalid_value", path: [] });
  });
});

describe("comparisonChart", () => {
  test("ranges from P5 to P95 with P50 and the chance of a loss, the highest median on top, ties by id", () => {
    const designs = [{ id: "b", simulated: returnOf((p) => p) }, { id: "a", simulated: returnOf((p) => p) }, { id: "c", simulated: returnOf((p) => p + 1) }];
    const chart = comparisonChart({ designs, measure: "roi-ratio" });
    expect(chart.y).toMatchObject({ categories: ["c", "a", "b"] });
    expect(marksOf(chart, "range")[0]).toMatchObject({ x: 1.05, x2: 1.95, y: "c", label: "P50 150 %, loss in 0.0 %" });
    expect(chart).toEqual(comparisonChart({ designs: designs.toReversed(), measure: "roi-ratio" }));
  });
  test("reads amounts as in the result, and losses of the measure", () => {
    const simulated = { ...returnQuestion, netPresentValue: { ...returnQuestion.netPresentValue, negativeProbability: { ...returnQuestion.lossProbability, estimate: 0.75 } } };
    const p50 = returnQuestion.netPresentValue.p50.estimate.amount.replace("-", "−");
    expect(marksOf(comparisonChart({ designs: [{ id: "a", simulated }], measure: "net-present-value" }), "range")[0]?.label).toBe(`P50 ${p50} EUR, loss in 75.0 %`);
  });
  test("refuses programs of another horizon or discount rate", () => {
    const [first, second] = comparisonQuestion.designs;
    const other = { ...second!, simulated: { ...second!.simulated, assumptions: { ...second!.simulated.assumptions, horizonMonths: 36, annualDiscountRatio: 0.1 } } };
    refuses(() => comparisonChart({ ...comparisonQuestion, designs: [first!, other] }), ...([["horizonMonths", 12, 36], ["annualDiscountRatio", 0, 0.1]] as const).map(([key, expected, got]) => ({ code: "comparison-chart.mixed_assumptions", path: ["designs", 1, "simulated", "assumptions", key], params: { key, id: second!.id, expected, got } })));
  });
  test("refuses a design twice, none, and mixed currencies", () => {
    const [first, second] = comparisonQuestion.designs;
    refuses(() => comparisonChart({ ...comparisonQuestion, designs: [first!, first!] }), { code: "result-shapes.duplicate_id", path: ["designs", 1, "id"] });
    refuses(() => comparisonChart({ ...comparisonQuestion, designs: [] }), { code: "input.too_small", path: ["designs"] });
    const inDollars = { ...second!.simulated, netBenefit: { ...second!.simulated.netBenefit, p95: { ...second!.simulated.netBenefit.p95, estimate: usd } } };
    refuses(() => comparisonChart({ ...comparisonQuestion, designs: [first!, { ...second!, simulated: inDollars }] }), mixed(["designs", 1, "simulated", "netBenefit", "p95", "estimate", "currency"]));
  });
});

describe("forestChart", () => {
  test("effects with their intervals, the largest on top, and at the end what cannot be said", () => {
    const chart = forestChart(forestQuestion);
    expect(chart.y).toMatchObject({ categories: ["north", "south", "east"] });
    expect(marksOf(chart, "estimate").map(({ x, y }) => [x, y])).toEqual([[30, "north"], [5, "south"]]);
    expect(marksOf(chart, "interval")[0]?.x2).toBe((effectOf(80) as { readonly confidence: { readonly upper: number } }).confidence.upper);
    expect(marksOf(chart, "cannot-say")).toEqual([{ x: 0, y: "east", label: "cannot say: too-few-observations", detail: "east: cannot say: too-few-observations; n = 1, isolation: none" }]);
    expect(chart.title).toBe("1 of 3 intervals lies above zero");
    expect(forestChart({ ...forestQuestion, effects: forestQuestion.effects.toReversed() })).toEqual(chart);
  });
  test("refuses mixed levels, crossed intervals and an effect twice", () => {
    const at = (lower: number, upper: number, level: number) => ({ ...effectOf(55), confidence: { lower, upper, level } }) as ReturnType<typeof effectOf>;
    refuses(() => forestChart({ unit: "points", effects: [{ id: "a", effect: at(0, 1, 0.95) }, { id: "b", effect: at(0, 1, 0.9) }] }), { code: "forest-chart.mixed_levels", path: ["effects", 1, "effect", "confidence", "level"], params: { expected: 0.95, got: 0.9 } });
    refuses(() => forestChart({ unit: "points", effects: [{ id: "a", effect: at(2, 1, 0.95) }] }), { code: "forest-chart.crossed_interval", path: ["effects", 0, "effect", "confidence"], params: { lower: 2, upper: 1 } });
    refuses(() => forestChart({ unit: "points", effects: [forestQuestion.effects[0]!, forestQuestion.effects[0]!] }), { code: "result-shapes.duplicate_id", path: ["effects", 1, "id"] });
  });
});

test.each<readonly [string, Call]>([["tornadoChart", tornadoChart], ["returnChart", returnChart], ["cashFlowChart", cashFlowChart], ["frontierChart", frontierChart], ["breakEvenChart", breakEvenChart], ["surfaceChart", surfaceChart], ["comparisonChart", comparisonChart], ["forestChart", forestChart]])("%s refuses what is no result by our error", (_name, call) => {
  for (const nothing of [null, undefined, 5, "x", [], {}, { bars: "x" }]) expect(() => call(given(nothing))).toThrow(/input\./u);
});
