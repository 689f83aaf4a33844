/** The pictures of docs/charts.md: invented programs, each through the functions that a reader would call. */
import { breakEvenChart, cashFlowChart, type Chart, coachingHeatMap, comparisonChart, forestChart, frontierChart, returnChart, serviceDayChart, surfaceChart, tornadoChart, twoWayChart } from "coachkit/chart";
import { type EffectPerson, pairedEffect } from "coachkit/effect";
import { breakEven, cashFlowPayback, costEffectivenessFrontier } from "coachkit/roi";
import { breakEvenSurface, type Scenario, simulateReturn, tornado, twoWayTable } from "coachkit/simulation";
import { coachingTimeReport, erlangC, leastAgents, offeredErlangs, type ServiceDay, timeOfDayGrid } from "coachkit/wfm";

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

/** Two weeks of a site in Berlin, the second after the clock was set back: 40 agents, one session of half an hour for each, most in quiet hours. */
const workdays = ["2026-10-19", "2026-10-20", "2026-10-21", "2026-10-22", "2026-10-23", "2026-10-26", "2026-10-27", "2026-10-28", "2026-10-29", "2026-10-30"];
const utcOf = (date: string, minutes: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + (minutes - (date < "2026-10-25" ? 120 : 60)) * 60_000).toISOString();
const agentIds = Array.from({ length: 40 }, (_, index) => `a${String(index)}`);
const quiet = [570, 600, 780, 810, 840, 840, 870, 960];
const timeReport = coachingTimeReport({
  agents: agentIds.map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: workdays.map((date) => ({ startsAt: utcOf(date, 540), endsAt: utcOf(date, 1020), breaks: [] })) })),
  coachIds: [], sessions: agentIds.flatMap((agentId, index) => [0, 1].map((week) => {
    const startsAt = utcOf(workdays[((index * 7) % 5) + week * 5] ?? "", quiet[(index * index + index * week + (index % 5) * 3) % 8] ?? 0);
    return { requestId: `${agentId}-${String(week)}`, modalityId: "one-to-one", agentIds: [agentId], coachId: null, startsAt, endsAt: new Date(Date.parse(startsAt) + 1_800_000).toISOString(), transitionMinutes: 0 };
  })),
  timeZone: "Europe/Berlin", staffingIntervalMinutes: 30,
});
const coachingGrid = timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, values: timeReport.byStaffingInterval.map(({ startsAt, planned }) => ({ startsAt, value: planned.coachingMinutes })) });

/** A day of a skill by Erlang C: agents for 80 % in 20 seconds and two more, of whom coaching takes some. */
const contacts = [60, 75, 95, 120, 140, 135, 110, 90, 85, 100, 115, 105, 90, 80, 70, 60];
const inCoaching = [1, 2, 1, 0, 0, 0, 1, 2, 2, 1, 0, 1, 2, 2, 2, 1];
const serviceDay: ServiceDay = {
  skillId: "calls", date: "2026-10-19", staffingIntervalMinutes: 30, serviceFloorFraction: 0.75,
  intervals: contacts.map((offeredContacts, index) => {
    const load = offeredErlangs({ offeredContacts, handleTimeSeconds: 240, intervalMinutes: 30 });
    const target = { model: "erlang-c" as const, answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
    const { agentFte: requiredFte } = leastAgents({ offeredErlangs: load, handleTimeSeconds: 240, target, agents: "whole" });
    const [onQueueFte, onQueueWithoutCoachingFte] = [requiredFte + 2 - (inCoaching[index] ?? 0), requiredFte + 2];
    const served = (agentFte: number): number => erlangC({ offeredErlangs: load, agentFte, handleTimeSeconds: 240, answerWithinSeconds: 20 }).serviceLevelFraction;
    return { wallTime: `${String(9 + Math.floor(index / 2)).padStart(2, "0")}:${index % 2 === 0 ? "00" : "30"}`, requiredFte, onQueueFte, onQueueWithoutCoachingFte, serviceLevelFraction: served(onQueueFte), serviceLevelWithoutCoachingFraction: served(onQueueWithoutCoachingFte) };
  }),
};

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
  "coaching-heat-map": coachingHeatMap({ grid: coachingGrid, valueName: "Coaching minutes" }),
  "service-day": serviceDayChart(serviceDay, { names: { calls: "Calls" } }),
  "service-day-agents": serviceDayChart(serviceDay, { names: { calls: "Calls" }, form: "agents" }),
});
