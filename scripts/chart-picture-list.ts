/** The pictures of docs/charts.md: invented programs, each through the functions that a reader would call. */
import { breakEvenChart, cashFlowChart, type Chart, comparisonChart, forestChart, frontierChart, returnChart, surfaceChart, tornadoChart, twoWayChart } from "coachkit/chart";
import { type EffectPerson, pairedEffect } from "coachkit/effect";
import { breakEven, cashFlowPayback, costEffectivenessFrontier } from "coachkit/roi";
import { breakEvenSurface, type Scenario, simulateReturn, tornado, twoWayTable } from "coachkit/simulation";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const scenarioOf = (lift: number, fee: number): Scenario => ({
  inputs: [
    { inputId: "lift", distribution: { family: "pert", min: 0, mode: lift, max: 3 * lift } },
    { inputId: "fee", distribution: { family: "lognormal-range", p5: fee * 0.7, p95: fee * 1.6 } },
    { inputId: "hours", distribution: { family: "triangular", min: 18, mode: 24, max: 36 } },
  ],
  drivers: [{ id: "people", value: 15 }, { id: "wage", value: 45 }],
  benefits: [{ id: "sales", money: eur("1500"), driverIds: ["people", "lift"], fromMonth: 4, toMonth: 12 }],
  costs: [{ id: "coach", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }, { id: "time", money: eur("1"), driverIds: ["people", "hours", "wage"], fromMonth: 3, toMonth: 3 }],
  horizonMonths: 12, annualDiscountRatio: 0.08,
});
const simulated = (lift: number, fee: number) => simulateReturn({ scenario: scenarioOf(lift, fee), seed: 7, method: "sobol", replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.95 });
const names = { lift: "Lift of sales", fee: "Fee per seat", hours: "Hours per person", wage: "Wage per hour", people: "People" };

const cashFlows = ["-24000", "-2000", "1500", "3000", "4000", "4500", "4500", "4500", "4500", "4500", "4500", "4500"].map(eur);
const option = (id: string, amount: string, effect: number) => ({ id, totalCost: eur(amount), effect });
const alternatives = [option("none", "0", 0), option("lectures", "9000", 0.8), option("e-learning", "4000", 1.2), option("group", "12000", 4.1), option("mixed", "22000", 5), option("one-to-one", "38000", 7.4)];

const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
const effectOf = (changes: readonly number[]) => pairedEffect({
  measure: { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument }, wereSelectedByScore: false, confidenceLevel: 0.95,
  people: changes.map((change, index): EffectPerson => ({ personId: `p${String(index)}`, arm: "treated", baseline: 3, post: 3 + change })),
});

/** Each picture under the name of its file. */
export const chartPictures = (): Readonly<Record<string, Chart>> => ({
  "tornado": tornadoChart(tornado({ scenario: scenarioOf(0.08, 450), measure: "net-benefit", base: "median", lowProbability: 0.1, highProbability: 0.9 }), { names }),
  "return": returnChart(simulated(0.1, 450)),
  "return-cumulative": returnChart(simulated(0.1, 450), { form: "cumulative" }),
  "cash-flow": cashFlowChart({ cashFlows, payback: cashFlowPayback({ cashFlows, discountRate: { annualRatio: 0.08, periodsPerYear: 12 } }) }),
  "frontier": frontierChart({ alternatives, result: costEffectivenessFrontier({ alternatives, rounding: "half-even" }), effectUnit: "percentage points of first-call resolution" }),
  "break-even": breakEvenChart({ result: breakEven({ terms: [{ money: eur("1500"), driverIds: ["people", "months", "lift"] }, { money: eur("-450"), driverIds: ["people"] }, { money: eur("-8000"), driverIds: [] }], drivers: [{ id: "people", value: 15, isWhole: true }, { id: "months", value: 9 }, { id: "lift", value: 0.12 }], rounding: "half-even" }), driverId: "lift" }, { names }),
  "break-even-surface": surfaceChart(breakEvenSurface({ scenario: scenarioOf(0.08, 450), measure: "net-benefit", base: "median", solveFor: "lift", row: { driverId: "fee", values: [200, 400, 600, 800, 1000] }, column: { driverId: "wage", values: [25, 35, 45, 55, 65, 75] } }), { names }),
  "two-way": twoWayChart(twoWayTable({ scenario: scenarioOf(0.08, 450), base: "median", row: { driverId: "lift", values: [0.05, 0.1, 0.15, 0.2] }, column: { driverId: "fee", values: [200, 400, 600, 800, 1000] } }), "net-benefit", { names }),
  "comparison": comparisonChart({ designs: [{ id: "lectures", simulated: simulated(0.04, 200) }, { id: "group", simulated: simulated(0.1, 350) }, { id: "one-to-one", simulated: simulated(0.16, 900) }], measure: "roi-ratio" }, { names: { "lectures": "Lectures", "group": "Group coaching", "one-to-one": "One-to-one coaching" } }),
  "forest": forestChart({ effects: [{ id: "North", effect: effectOf([0.4, 0.9, 1.1, 0.2, 0.8, 0.6, 1.3, 0.5]) }, { id: "South", effect: effectOf([0.2, -0.4, 0.9, 0.1, -0.2, 0.8]) }, { id: "West", effect: effectOf([0.1, -0.6, 0.2, -0.3]) }, { id: "East", effect: effectOf([0.7]) }], unit: "points" }),
});
