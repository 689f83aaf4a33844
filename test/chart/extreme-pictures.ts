/** What pictures have to bear: one bar, very many, long and hostile names, all below zero, huge and tiny, no width at all. */
import { breakEvenChart, cashFlowChart, type Chart, coachingHeatMap, comparisonChart, forestChart, frontierChart, returnChart, serviceDayChart, surfaceChart, tornadoChart } from "coachkit/chart";
import { breakEven, cashFlowPayback, costEffectivenessFrontier } from "coachkit/roi";
import type { BreakEvenSurface, SimulatedReturn, Tornado, TornadoBar } from "coachkit/simulation";
import { timeOfDayGrid } from "coachkit/wfm";
import { comparisonQuestion, effectOf, eur, returnQuestion, surfaceQuestion, tornadoQuestion } from "./results.js";

export const hostileName = `</text><script>alert(1)</script> "quoted" & 'single' <b>bold</b> ]]> &amp; ${"a very long name ".repeat(8)}测试 ﷽`;
const point = (net: number) => ({ roiRatio: net / 1e4, netBenefit: eur(net.toFixed(2)), netPresentValue: eur(net.toFixed(2)) });
export const barOf = (driverId: string, [low, high]: readonly [number, number], [atLow, atHigh]: readonly [number, number]): TornadoBar => ({ driverId, low, high, atLow: point(atLow), atHigh: point(atHigh), roiSwingRatio: 0, netBenefitSwing: eur("0"), netPresentValueSwing: eur("0") });
export const tornadoOf = (base: number, bars: readonly TornadoBar[]): Tornado => ({ ...tornadoQuestion, base: point(base), bars });
export function returnOf(quantile: (p: number) => number): SimulatedReturn {
  const roiPercentiles = Array.from({ length: 99 }, (_, index) => quantile((index + 1) / 100));
  const estimate = (value: number) => ({ ...returnQuestion.lossProbability, estimate: value });
  const spread = { p5: estimate(quantile(0.05)), p50: estimate(quantile(0.5)), p95: estimate(quantile(0.95)), mean: estimate(quantile(0.5)) };
  return { ...returnQuestion, lossProbability: estimate(roiPercentiles.filter((value) => value < 0).length / 100), roiRatio: spread, roiPercentiles };
}
const flowsOf = (amounts: readonly string[], periodsPerYear: number) => {
  const cashFlows = amounts.map(eur);
  return { cashFlows, payback: cashFlowPayback({ cashFlows, discountRate: { annualRatio: 0.05, periodsPerYear } }) };
};
const frontierOf = (count: number) => {
  const alternatives = Array.from({ length: count }, (_, index) => ({ id: `program-${String(index)}`, totalCost: eur(String(997 * ((index * 7) % count))), effect: ((index * 11) % count) / 10 }));
  return { alternatives, result: costEffectivenessFrontier({ alternatives, rounding: "half-even" as const }), effectUnit: "points" };
};
const netOf = (fixed: string, each: string, value: number) => ({ result: breakEven({ terms: [{ money: eur(fixed), driverIds: [] }, { money: eur(each), driverIds: ["x"] }], drivers: [{ id: "x", value, isWhole: true }], rounding: "half-even" }), driverId: "x" });
const wide: BreakEvenSurface = { ...surfaceQuestion, columnValues: Array.from({ length: 100 }, (_, index) => index * 1000.5), rows: Array.from({ length: 100 }, (_, row) => ({ value: row / 3, cells: Array.from({ length: 100 }, (__, column) => (column === 3 ? { estimate: null, reason: "never-pays" as const } : { estimate: row * column, pays: row < 5 ? "from-here-up" as const : "from-here-down" as const })) })) };

/** Quarters of an hour from an instant on, in Berlin. */
const quarterHours = (from: string, count: number, valueOf: (index: number) => number | null) => timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 15, values: Array.from({ length: count }, (_, index) => ({ startsAt: new Date(Date.parse(from) + index * 900_000).toISOString(), value: valueOf(index) })) });
const dayOf = (wallTimes: readonly string[], staffingIntervalMinutes: number, skillId = "calls") => ({ skillId, date: "2026-10-25", staffingIntervalMinutes, serviceFloorFraction: 0, intervals: wallTimes.map((wallTime, index) => ({ wallTime, requiredFte: index, onQueueFte: 5, onQueueWithoutCoachingFte: 5 + (index % 3), serviceLevelFraction: 1 / (1 + index), serviceLevelWithoutCoachingFraction: 1 })) });

export const extremePictures = (): Readonly<Record<string, Chart>> => ({
  "one bar": tornadoChart(tornadoOf(1000, [barOf("lift", [0, 1], [-500, 4000])])),
  "forty bars of forty-four, all below zero": tornadoChart(tornadoOf(-5e7, Array.from({ length: 44 }, (_, index) => barOf(`driver-${String(index)}`, [index, index + 1], [-5e7 - 1e6 * (44 - index), -5e7 + 5e5 * (44 - index)])))),
  "hostile names, both ends on one side, and no width": tornadoChart(tornadoOf(-900, [barOf("a", [1e-9, 123_456_789], [-5000, -1000]), barOf("b", [0, 1], [-200, -100]), barOf("c", [5, 5], [-900, -900])]), { title: hostileName, names: { a: hostileName, b: hostileName } }),
  "one certain return": returnChart(returnOf(() => 0.25)), "one certain return of nothing": returnChart(returnOf(() => 0)),
  "a return over ten powers of ten": returnChart(returnOf((p) => Math.exp(24 * p) - 1)), "hardly any return": returnChart(returnOf((p) => 1e-12 * p)),
  "a sure loss, as a curve": returnChart(returnOf((p) => -1 + p / 100), { form: "cumulative" }), "three returns": returnChart(returnOf((p) => (p < 0.3 ? -0.5 : p < 0.7 ? 0.1 : 2))),
  "thirty programs": frontierChart(frontierOf(30)), "a thousand programs": frontierChart(frontierOf(1000)), "one program of nothing": frontierChart(frontierOf(1)),
  "a driver without influence": breakEvenChart(netOf("-5000", "0", 10)), "a whole driver": breakEvenChart(netOf("-5000", "700", 10)), "a break-even far away": breakEvenChart(netOf("90000000000", "-700", 10)),
  "a hundred years of months": cashFlowChart(flowsOf(Array.from({ length: 1200 }, (_, index) => (index === 0 ? "-900000000000000" : index % 40 === 0 ? "-9000000000000" : "600000000000.50")), 12)), "one flow": cashFlowChart(flowsOf(["-10.5"], 1)), "nothing flows": cashFlowChart(flowsOf(["0", "0"], 4)),
  "a table of ten thousand cells": surfaceChart(wide, { names: { fee: hostileName, people: hostileName } }),
  "a table out of reach": surfaceChart({ ...surfaceQuestion, rows: surfaceQuestion.rows.map(({ value }, row) => ({ value, cells: [{ estimate: null, reason: "out-of-reach" }, row === 0 ? { estimate: 1e90, pays: "from-here-up" } : { estimate: null, reason: "never-pays" }] })) }),
  "four hundred designs": comparisonChart({ measure: "net-present-value", designs: Array.from({ length: 400 }, (_, index) => ({ id: `design ${String(index)}`, simulated: returnQuestion })) }), "designs with long names": comparisonChart({ ...comparisonQuestion, measure: "roi-ratio" }, { names: { a: hostileName, b: hostileName } }),
  "tiny effects": forestChart({ unit: "percentage points", effects: Array.from({ length: 12 }, (_, index) => ({ id: `site ${String(index)}`, effect: { ...effectOf(60), estimate: -1e-7 * index, confidence: { lower: -3e-7 * index, upper: 1e-7 * index, level: 0.95 } } as ReturnType<typeof effectOf> })) }),
  "effects that nobody can tell": forestChart({ unit: "points", effects: [{ id: "a", effect: { estimate: null, reason: "no-variation", n: 3, needed: 5, warnings: [], arms: [], assumptions: [], isolation: { grade: "none", reason: "no-comparison" } } }] }),
  "no layer at all": { title: "Nothing", description: "", x: { scale: "linear", title: "x" }, y: { scale: "linear", title: "y" }, layers: [], notes: [] },
  "numbers at the ends of what is taken": { title: "Ends", description: "", x: { scale: "linear", title: "x" }, y: { scale: "linear", title: "y", isShare: true }, notes: [], layers: [{ id: "l", mark: "line", color: "green", hasLabels: true, marks: [{ x: -1e30, y: -1e30, label: "low" }, { x: 1e30, y: 1e30, label: "high" }, { x: 1e-30, y: 1e-300 }] }] },
  "a quarter of a year in quarters of an hour, all nights and both changes' kind of day": coachingHeatMap({ grid: quarterHours("2026-08-31T22:00:00Z", 91 * 96 + 4, (index) => (index % 7 === 0 ? null : (index * 37) % 101)), valueName: "Coaching minutes" }),
  "a night on which the clock is set forward": coachingHeatMap({ grid: quarterHours("2026-03-27T23:00:00Z", 220, (index) => index % 5), valueName: "Agents off the queue" }),
  "a heat map of nothing": coachingHeatMap({ grid: quarterHours("2026-03-27T23:00:00Z", 1, () => null), valueName: hostileName.slice(0, 150), isShare: true }, { names: { "2026-03-28": hostileName.slice(0, 200) } }),
  "a day of one staffing interval": serviceDayChart(dayOf(["00:00"], 60, hostileName.slice(0, 100))), "a day on which the clock is set back": serviceDayChart(dayOf(["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"], 30), { form: "agents" }),
  "a day to midnight": serviceDayChart(dayOf(Array.from({ length: 288 }, (_, index) => `${String(Math.floor(index / 12)).padStart(2, "0")}:${String((index % 12) * 5).padStart(2, "0")}`), 5)),
});
