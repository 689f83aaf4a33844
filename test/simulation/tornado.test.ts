import { breakEven } from "coachkit/roi";
import { breakEvenSurface, returnIndices, type Scenario, TABLE_LIMITS, tornado, twoWayTable } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { eur, input, netOf, normal, once, program } from "./scenarios.js";

const even = (min: number, max: number) => ({ family: "uniform" as const, min, max });
/** Net = 100 · people · lift − 10 · fee. */
const simple: Scenario = { inputs: [input("lift", even(0, 1)), input("fee", even(10, 20))], drivers: [{ id: "people", value: 4 }], benefits: [once("gain", "100", ["people", "lift"])], costs: [once("fee", "10", ["fee"])], horizonMonths: 1, annualDiscountRatio: 0 };
const ask = { scenario: simple, measure: "net-benefit" as const, base: "mean" as const, lowProbability: 0.1, highProbability: 0.9 };

describe("a tornado", () => {
  test("has one bar an uncertain input, the longest first, all others at base", () => {
    const { base, bars, warnings, assumptions } = tornado(ask);
    expect(base).toEqual({ roiRatio: expect.closeTo(1 / 3, 12) as number, netBenefit: eur("50.00"), netPresentValue: eur("50.00") });
    expect(bars.map(({ driverId, low, high, atLow, atHigh, netBenefitSwing }) => [driverId, low, high, atLow.netBenefit.amount, atHigh.netBenefit.amount, netBenefitSwing.amount])).toEqual([["lift", 0.1, 0.9, "-110.00", "210.00", "320.00"], ["fee", 11, 19, "90.00", "10.00", "80.00"]]);
    expect([warnings, assumptions.others]).toEqual([[], "at-base"]);
  });
  test("takes ranges of one's own, for certain drivers too, and sorts by the measure asked for", () => {
    const { bars } = tornado({ ...ask, measure: "roi-ratio", ranges: [{ driverId: "people", low: 4, high: 4 }, { driverId: "fee", low: 1, high: 20 }] });
    expect(bars.map(({ driverId, low }) => [driverId, low])).toEqual([["fee", 1], ["lift", 0.1], ["people", 4]]);
  });
  test("of equal bars takes the one whose id comes first, whatever the order of the list", () => {
    const equal: Scenario = { ...simple, inputs: [input("b", even(0, 1)), input("a", even(0, 1))], benefits: [once("x", "1", ["a"]), once("y", "1", ["b"])], costs: [once("z", "1")] };
    for (const inputs of [equal.inputs, equal.inputs.toReversed()]) expect(tornado({ ...ask, scenario: { ...equal, inputs } }).bars.map(({ driverId }) => driverId)).toEqual(["a", "b"]);
  });
  test("warns that it leaves correlations aside", () => { expect(tornado({ ...ask, scenario: program }).warnings).toEqual(["correlations-ignored"]); });
  test("refuses ends in the wrong order, unknown and repeated inputs, and a point without cost", () => {
    refuses(() => tornado({ ...ask, lowProbability: 0.9 }), { code: "tornado.end_order", path: ["highProbability"], params: { low: 0.9, high: 0.9 } });
    refuses(() => tornado({ ...ask, ranges: [{ driverId: "fee", low: 2, high: 1 }] }), { code: "tornado.end_order", path: ["ranges", 0, "high"] });
    refuses(() => tornado({ ...ask, ranges: [{ driverId: "who", low: 1, high: 2 }] }), { code: "scenario-point.unknown_input", path: ["ranges", 0, "driverId"], params: { id: "who" } });
    refuses(() => tornado({ ...ask, ranges: [{ driverId: "fee", low: 1, high: 2 }, { driverId: "fee", low: 1, high: 2 }] }), { code: "scenario-point.same_input", path: ["ranges", 1, "driverId"] });
    refuses(() => tornado({ ...ask, ranges: [{ driverId: "fee", low: 0, high: 2 }] }), { code: "scenario-point.no_cost", path: ["scenario", "costs"], params: { cost: 0, id: "fee", value: "0" } });
  });
});

const grid = { scenario: simple, base: "median" as const, row: { driverId: "people", values: [2, 4] }, column: { driverId: "fee", values: [10, 20] } };
describe("what is beyond all money", () => {
  const huge: Scenario = { ...simple, inputs: [], drivers: ["a", "b", "c", "d"].map((id) => ({ id, value: 1e99 })), benefits: [once("gain", "1", ["a", "b", "c", "d"])], costs: [once("fee", "10")] };
  const cells = { row: { driverId: "a", values: [1e99] }, column: { driverId: "b", values: [1] } };
  test("is refused by name", () => {
    refuses(() => twoWayTable({ scenario: huge, base: "mean", ...cells }), { code: "outcome-estimate.too_much", path: [] });
    refuses(() => tornado({ scenario: { ...huge, drivers: huge.drivers.map(({ id }) => ({ id, value: 1e30 })) }, measure: "net-benefit", base: "mean", lowProbability: 0.1, highProbability: 0.9, ranges: [] }), { code: "outcome-estimate.too_much", path: [] });
  });
  test("has no return where a cost is next to nothing", () => {
    const free: Scenario = { ...huge, drivers: [{ id: "a", value: 1 }, { id: "b", value: 1 }], benefits: [once("gain", "100")], costs: [once("fee", "1", ["a"])] };
    refuses(() => twoWayTable({ scenario: free, base: "mean", row: { driverId: "a", values: [5e-324] }, column: cells.column }), { code: "scenario-point.no_cost", path: ["scenario", "costs"] });
  });
  test("is out of reach of a break-even, which is a number or null", () => {
    const at = (values: readonly number[], scenario = huge) => breakEvenSurface({ scenario, measure: "net-benefit", base: "mean", solveFor: "d", row: { driverId: "a", values }, column: { driverId: "b", values: [1] } }).rows.map(({ cells: [cell] }) => cell);
    expect(at([5e-324], { ...huge, benefits: [once("gain", "1", ["a", "d"])] })).toEqual([{ estimate: null, reason: "out-of-reach" }]);
    expect(at([1e99, 1], { ...huge, drivers: huge.drivers.map(({ id }) => ({ id, value: 1e5 })) })).toEqual([{ estimate: null, reason: "out-of-reach" }, { estimate: 1e-4, pays: "from-here-up" }]);
  });
});

describe("a table over two inputs", () => {
  test("goes down and across in the order given", () => {
    const { rows, columnValues } = twoWayTable(grid);
    expect([columnValues, rows.map(({ value, cells }) => [value, ...cells.map(({ netBenefit }) => netBenefit.amount)])]).toEqual([[10, 20], [[2, "0.00", "-100.00"], [4, "100.00", "0.00"]]]);
  });
  test("refuses one input twice, an unknown one, and more values than it takes", () => {
    refuses(() => twoWayTable({ ...grid, column: grid.row }), { code: "scenario-point.same_input", path: ["column", "driverId"] });
    refuses(() => twoWayTable({ ...grid, row: { driverId: "who", values: [1] } }), { code: "scenario-point.unknown_input", path: ["row", "driverId"] });
    expect(issuesOf(() => twoWayTable({ ...grid, row: { driverId: "people", values: Array.from({ length: TABLE_LIMITS.values + 1 }, () => 1) } }))).toEqual(["input.too_big at /row/values"]);
  });
});

describe("a break-even surface", () => {
  const ask2 = { ...grid, measure: "net-benefit" as const, solveFor: "lift" };
  test("says what an input has to be, and on which side the program pays", () => {
    expect(breakEvenSurface(ask2).rows.map(({ cells }) => cells)).toEqual([[{ estimate: 0.5, pays: "from-here-up" }, { estimate: 1, pays: "from-here-up" }], [{ estimate: 0.25, pays: "from-here-up" }, { estimate: 0.5, pays: "from-here-up" }]]);
    expect(breakEvenSurface({ ...ask2, solveFor: "fee", column: { driverId: "lift", values: [0.5] } }).rows[1]?.cells).toEqual([{ estimate: 20, pays: "from-here-down" }]);
  });
  test("says where the input changes nothing, and what holds there", () => {
    expect(breakEvenSurface({ ...ask2, row: { driverId: "people", values: [0] } }).rows[0]?.cells).toEqual([{ estimate: null, reason: "never-pays" }, { estimate: null, reason: "never-pays" }]);
    expect(breakEvenSurface({ ...ask2, row: { driverId: "people", values: [0] }, column: { driverId: "fee", values: [0] } }).rows[0]?.cells).toEqual([{ estimate: null, reason: "always-pays" }]);
  });
  test("agrees with the exact break-even of the same terms, and is of the present value when asked", () => {
    const terms = [{ money: eur("100"), driverIds: ["people", "lift"] }, { money: eur("-10"), driverIds: ["fee"] }];
    const exact = breakEven({ terms, drivers: [{ id: "people", value: 3 }, { id: "lift", value: 0.5 }, { id: "fee", value: 15 }], rounding: "half-even" }).drivers.find(({ driverId }) => driverId === "lift")?.breakEven.estimate;
    expect(breakEvenSurface({ ...ask2, row: { driverId: "people", values: [3] }, column: { driverId: "fee", values: [15] } }).rows[0]?.cells[0]?.estimate).toBeCloseTo(exact ?? NaN, 12);
    const later: Scenario = { ...simple, annualDiscountRatio: 0.5, horizonMonths: 12, benefits: [once("gain", "100", ["people", "lift"], 12)] };
    expect(breakEvenSurface({ ...ask2, scenario: later, measure: "net-present-value" }).rows[0]?.cells[0]?.estimate).toBeCloseTo(0.75, 12);
  });
  test("refuses to solve for an input that it varies", () => { refuses(() => breakEvenSurface({ ...ask2, solveFor: "people" }), { code: "scenario-point.same_input", path: ["solveFor"] }); });
});

describe("indices of a return", () => {
  const question = { scenario: simple, measure: "net-benefit" as const, seed: 3, replicateCount: 8, blocksPerReplicate: 1, confidenceLevel: 0.999 };
  // variances 400²/12 and 100²/12
  test("of a sum are the shares of variance: 16/17 and 1/17", () => {
    expect(returnIndices(question).map(({ inputId, first }) => [inputId, first.estimate])).toEqual([["lift", expect.closeTo(16 / 17, 2)], ["fee", expect.closeTo(1 / 17, 2)]]);
  });
  test("of the present value weigh later money less, and of the ratio show interactions", () => {
    const later = { ...simple, annualDiscountRatio: 3, horizonMonths: 12, benefits: [once("gain", "100", ["people", "lift"], 12)] };
    expect(returnIndices({ ...question, scenario: later, measure: "net-present-value" }).map(({ total }) => total.estimate)).toEqual([expect.closeTo(0.5, 1), expect.closeTo(0.5, 1)]);
    const [lift] = returnIndices({ ...question, measure: "roi-ratio" });
    expect((lift?.total.estimate ?? NaN) - (lift?.first.estimate ?? NaN)).toBeGreaterThan(0.005);
  });
  test("are refused for correlated inputs, for none, for too many, and where a trial costs nothing", () => {
    refuses(() => returnIndices({ ...question, scenario: program }), { code: "return-indices.correlated", path: ["scenario", "correlations"] });
    refuses(() => returnIndices({ ...question, scenario: { ...simple, inputs: [], drivers: [{ id: "people", value: 1 }, { id: "lift", value: 1 }, { id: "fee", value: 1 }] } }), { code: "return-indices.input_count", path: ["scenario", "inputs"], params: { count: 0, limit: 64 } });
    refuses(() => returnIndices({ ...question, measure: "roi-ratio", scenario: { ...netOf(normal(0, 1)), costs: [once("x", "1", ["x"])] } }), { code: "sobol-indices.unusable_outcome", path: ["model"] });
  });
});
