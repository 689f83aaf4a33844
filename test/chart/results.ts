/** Results with round numbers, as the rooms below answer them. */
import type { BreakEvenPicture, CashFlowPicture, ComparisonPicture, ForestPicture, FrontierPicture, HeatMapPicture } from "coachkit/chart";
import { effectFromFigures } from "coachkit/effect";
import { breakEven, cashFlowPayback, costEffectivenessFrontier } from "coachkit/roi";
import { type BreakEvenSurface, breakEvenSurface, type SimulatedReturn, simulateReturn, type Tornado, tornado, type TwoWayTable, twoWayTable } from "coachkit/simulation";
import { type ServiceDay, timeOfDayGrid } from "coachkit/wfm";

export const eur = (amount: string) => ({ amount, currency: "EUR" });
const once = (id: string, amount: string, driverIds: readonly string[]) => ({ id, money: eur(amount), driverIds, fromMonth: 0, toMonth: 0 });
/** Benefit is 1,000 · people · lift, cost 100 · people. */
export const scenario = {
  inputs: [{ inputId: "lift", distribution: { family: "uniform" as const, min: 0, max: 0.2 } }], drivers: [{ id: "people", value: 10 }, { id: "fee", value: 100 }],
  benefits: [once("sales", "1000", ["people", "lift"])], costs: [once("seats", "1", ["people", "fee"])], horizonMonths: 12, annualDiscountRatio: 0,
};
export const tornadoQuestion: Tornado = tornado({ scenario, measure: "net-benefit", base: "mean", lowProbability: 0.1, highProbability: 0.9, ranges: [{ driverId: "fee", low: 50, high: 120 }] });
/** ROI is lift ÷ 0.1 − 1: even from −1 to 1. */
export const returnQuestion: SimulatedReturn = simulateReturn({ scenario, seed: 7, method: "sobol", replicateCount: 4, trialCount: 65_536, confidenceLevel: 0.95 });
const flows = ["-100", "60", "60", "-30", "60"].map(eur);
export const cashFlowQuestion: CashFlowPicture = { cashFlows: flows, payback: cashFlowPayback({ cashFlows: flows, discountRate: { annualRatio: 0.1, periodsPerYear: 1 } }) };
const alternatives = [{ id: "none", totalCost: eur("0"), effect: 0 }, { id: "talk", totalCost: eur("500"), effect: 1 }, { id: "group", totalCost: eur("1000"), effect: 4 }, { id: "mixed", totalCost: eur("3900"), effect: 6 }, { id: "single", totalCost: eur("4000"), effect: 8 }, { id: "lecture", totalCost: eur("1200"), effect: 3 }, { id: "twin", totalCost: eur("1000"), effect: 4 }];
export const frontierQuestion: FrontierPicture = { alternatives, result: costEffectivenessFrontier({ alternatives, rounding: "half-even", willingnessToPay: eur("300") }), effectUnit: "points" };
export const breakEvenQuestion: BreakEvenPicture = { result: breakEven({ terms: [{ money: eur("700"), driverIds: ["people"] }, { money: eur("-5000"), driverIds: [] }], drivers: [{ id: "people", value: 10 }, { id: "color", value: 3 }], rounding: "half-even" }), driverId: "people" };
export const surfaceQuestion: BreakEvenSurface = breakEvenSurface({ scenario, measure: "net-benefit", base: "mean", solveFor: "lift", row: { driverId: "fee", values: [100, 200] }, column: { driverId: "people", values: [0, 10] } });
export const twoWayQuestion: TwoWayTable = twoWayTable({ scenario, base: "mean", row: { driverId: "lift", values: [0.1, 0.3] }, column: { driverId: "fee", values: [50, 100] } });
export const comparisonQuestion: ComparisonPicture = { designs: [{ id: "b", simulated: returnQuestion }, { id: "a", simulated: returnQuestion }], measure: "net-benefit" };
const instrument = { instrumentId: "call-rubric", majorVersion: 1 };
const arm = (baselineMean: number, postMean: number) => ({ assignedCount: 15, analyzedCount: 15, baselineMean, postMean, changeStandardDeviation: 18 });
export const effectOf = (postMean: number) => effectFromFigures({ measure: { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument }, treated: arm(50, postMean), comparison: arm(50, 50), assignment: "not-by-chance", confidenceLevel: 0.95 });
const cannotSay = { estimate: null, reason: "too-few-observations", n: 1, needed: 2, warnings: [], arms: [], assumptions: [], isolation: { grade: "none" as const, reason: "no-comparison" } };
export const forestQuestion: ForestPicture = { effects: [{ id: "east", effect: cannotSay }, { id: "south", effect: effectOf(55) }, { id: "north", effect: effectOf(80) }], unit: "points" };
const values = [["2026-10-24T22:00:00Z", 4], ["2026-10-25T00:00:00Z", 0], ["2026-10-25T01:00:00Z", 90], ["2026-10-25T02:00:00Z", null]] as const;
/** The night on which Berlin sets its clock back. */
export const heatMapQuestion: HeatMapPicture = { grid: timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 60, values: values.map(([startsAt, value]) => ({ startsAt, value })) }), valueName: "Coaching minutes" };
const interval = (wallTime: string, coached: number, serviceLevelFraction: number) => ({ wallTime, requiredFte: 12, onQueueFte: 14 - coached, onQueueWithoutCoachingFte: 14, serviceLevelFraction, serviceLevelWithoutCoachingFraction: 0.9 });
export const serviceDayQuestion: ServiceDay = { skillId: "calls", date: "2026-10-05", staffingIntervalMinutes: 30, serviceFloorFraction: 0.8, intervals: [interval("09:00", 0, 0.9), interval("09:30", 1, 0.82), interval("10:00", 3, 0.81)] };
