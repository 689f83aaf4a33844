import { effectFromFigures } from "coachkit/effect";
import { addedServiceIncome, breakEven, investmentRatios, netPresentValue, programCost, type IncomeStep, returnOnInvestment } from "coachkit/roi";
import { erlangA, erlangC, leastAgents, offeredErlangs } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { eur } from "../../money/faults.js";
import { refuses } from "../../refusal.js";
import { claimOf } from "../claims.js";
import { care, contactsKept, effectsTimes, frontline, impatient, sales, staffSaved } from "./frontline.js";

/** A service site of 300 reps who were coached for twelve weeks against a wait-list, worked through from the queue to the return. */
const answer = addedServiceIncome(frontline());
const stepsOf = (name: string, lineId = "staff-saved"): readonly IncomeStep["value"][] => answer.trace.filter(({ step, lineId: of }) => step === name && of === lineId).map(({ value }) => value);
const numbers = (name: string, digits: number, lineId?: string): readonly string[] => stepsOf(name, lineId).map((value) => Number(value).toFixed(digits));
const lineOf = (id: string, from = answer) => from.lines.find(({ lineId }) => lineId === id);

const serviceWith = (contacts: number, agentFte: number, handleTimeSeconds = 360): number =>
  erlangC({ offeredErlangs: offeredErlangs({ offeredContacts: contacts, handleTimeSeconds, intervalMinutes: 30 }), agentFte, handleTimeSeconds, answerWithinSeconds: 20 }).serviceLevelFraction;
const requiredFor = (contacts: number, handleTimeSeconds: number): number =>
  leastAgents({ offeredErlangs: offeredErlangs({ offeredContacts: contacts, handleTimeSeconds, intervalMinutes: 30 }), handleTimeSeconds, target: care.target, agents: "whole" }).agentFte;

describe("300 reps: the day without the program", () => {
  test("14,130 calls a day, 198 erlangs at the peak and 180 else", () => {
    expect(care.intervals.reduce((sum, { offeredContacts }) => sum + offeredContacts, 0)).toBe(14_130);
    expect(stepsOf("load-before")).toEqual([198, 180]);
  });
  test("80/20 asks for 209 and 191 agents: 208 and 190 miss it", () => {
    expect(stepsOf("required-agents-before")).toEqual([209, 191]);
    expect([[990, 208], [990, 209], [900, 190], [900, 191]].map(([contacts = 0, agents = 0]) => serviceWith(contacts, agents).toFixed(6))).toEqual(["0.785652", "0.818669", "0.796700", "0.829158"]);
    expect([210 - 209, 210 - 191]).toEqual([1, 19]);
  });
  /** Agents who are coached in each peak half-hour and in each other one. */
  const day = (peak: readonly number[], other: readonly number[]) => {
    const answered = [...peak.map((coached) => 990 * serviceWith(990, 210 - coached)), ...other.map((coached) => 900 * serviceWith(900, 210 - coached))].reduce((sum, calls) => sum + calls, 0);
    return { service: (answered / 14_130).toFixed(6), late: (14_130 * 0.923237 - answered).toFixed(0), answered };
  };
  const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);
  const none = day(times(7, 0), times(8, 0));
  test("with all 210 the day is served at .923237; 60 coached half-hours cost most calls at the peak and least off it", () => {
    expect([serviceWith(990, 210).toFixed(6), serviceWith(900, 210).toFixed(6), none.service]).toEqual(["0.847002", "0.996613", "0.923237"]);
    const spread = day(times(7, 4), times(8, 4));
    const peak = day([9, 9, 9, 9, 8, 8, 8], times(8, 0));
    const greedy = day(times(7, 0), [8, 8, 8, 8, 7, 7, 7, 7]);
    expect([spread.service, peak.service, greedy.service]).toEqual(["0.849853", "0.700803", "0.915498"]);
    expect([serviceWith(990, 206), serviceWith(990, 201), serviceWith(990, 202), serviceWith(900, 202), serviceWith(900, 203)].map((service) => service.toFixed(6))).toEqual(["0.702781", "0.354861", "0.444946", "0.979459", "0.983393"]);
    expect([greedy, spread, peak].map(({ answered }) => (none.answered - answered).toFixed(1))).toEqual(["109.3", "1036.9", "3143.0"]);
    expect((0.5 / 37.5).toFixed(6)).toBe("0.013333");
  });
});

describe("300 reps: what the wait-list study shows", () => {
  test("handle time falls by 6 s, 95 % interval −11.681 to −.319, p .0385", () => {
    const instrument = { instrumentId: "telephony", majorVersion: 1 };
    const arm = (postMean: number) => ({ assignedCount: 150, analyzedCount: 150, baselineMean: 360, postMean, changeStandardDeviation: 25 });
    const effect = effectFromFigures({ measure: { unit: "seconds", direction: "lower-is-better", baselineInstrument: instrument, postInstrument: instrument }, treated: arm(350), comparison: arm(356), assignment: "by-chance-wait-list", confidenceLevel: 0.95 });
    if (effect.estimate === null) throw new Error("no effect");
    expect([effect.estimate, effect.standardError.toFixed(6), effect.confidence.lower.toFixed(3), effect.confidence.upper.toFixed(3), effect.pValue.toFixed(4), effect.isolation.grade]).toEqual([-6, "2.886751", "-11.681", "-0.319", "0.0385", "randomized-wait-list"]);
  });
});

describe("300 reps: from effects to income", () => {
  test("an issue brings 1.2106538 calls instead of 1.2195122: .9927361 of the calls come", () => {
    expect([numbers("contacts-per-issue-before", 7), numbers("contacts-per-issue-after", 7), numbers("volume-ratio", 7)]).toEqual([["1.2195122"], ["1.2106538"], ["0.9927361"]]);
    expect(answer.trace.filter(({ step, lineId }) => step === "load-after" && lineId === "staff-saved").map(({ figures }) => Number(figures[0]?.value).toFixed(4))).toEqual(["982.8087", "893.4625"]);
  });
  test("the load falls to 193.2857 and 175.7143, for which 204 and 186 agents do", () => {
    expect([numbers("load-after", 4), stepsOf("required-agents-after")]).toEqual([["193.2857", "175.7143"], [204, 186]]);
    expect([[982.8087167, 203], [982.8087167, 204], [893.4624697, 185], [893.4624697, 186]].map(([contacts = 0, agents = 0]) => serviceWith(contacts, agents, 354).toFixed(6))).toEqual(["0.780110", "0.814319", "0.775071", "0.811096"]);
  });
  test("5 and 5 agents are freed: 37.5 hours on the queue a day, 53.5714 paid hours, 10,446.43 in 195 days, 250,714.29, of which .60 is realized: 150,428.57", () => {
    expect([stepsOf("freed-agents"), stepsOf("gain"), lineOf("staff-saved")?.quantity]).toEqual([[5, 5], [37.5], 7312.5]);
    expect([(37.5 / 0.7).toFixed(4), numbers("paid-hours", 2), stepsOf("paid-value"), lineOf("staff-saved")?.addedIncome]).toEqual(["53.5714", ["10446.43"], [eur("250714.29")], eur("150428.57")]);
  });
  test("14,027.3608 calls a day, a quarter of them eligible, bring 683.8338 sales more at a margin of 40: 27,353.35", () => {
    expect([numbers("handled-contacts", 4, "sales"), (14_027.3608 * 195 * 0.25).toFixed(2), lineOf("sales")?.quantity.toFixed(4), lineOf("sales")?.addedIncome]).toEqual([["14027.3608"], "683833.84", "683.8338", eur("27353.35")]);
  });
  test("together 177,781.92; satisfaction is intangible", () => {
    expect([answer.addedIncome.estimate, answer.intangibles]).toEqual([eur("177781.92"), [{ id: "satisfaction", title: "Customer satisfaction" }]]);
  });
  test("of the 37.5 hours a day 24.5 come from handle time and 13.0 from resolution: alone they would free 26.5 and 15.0", () => {
    const alone = (id: string) => (lineOf("staff-saved", addedServiceIncome(frontline({ effects: effectsTimes(1).filter((effect) => effect.id === id) })))?.quantity ?? 0) / 195;
    expect([alone("handle-time"), alone("resolution"), requiredFor(990, 354), requiredFor(900, 354), requiredFor(982.8087167, 360), requiredFor(893.4624697, 360)]).toEqual([26.5, 15, 206, 187, 207, 189]);
    expect(lineOf("staff-saved")?.shares.map(({ effectId, quantity }) => [effectId, quantity / 195])).toEqual([["conversion", 0], ["handle-time", 24.5], ["resolution", 13], ["satisfaction", 0]]);
  });
  test.each([["half of every effect", 0.5, [3, 3], "103983.67", "-0.166129"], ["double", 2, [10, 9], "339123.62", "1.719516"]])("%s", (_, factor, freed, benefit, ratio) => {
    const other = addedServiceIncome(frontline({ effects: effectsTimes(factor) }));
    expect([other.trace.filter(({ step }) => step === "freed-agents").map(({ value }) => value), other.addedIncome.estimate]).toEqual([freed, eur(benefit)]);
    expect(investmentRatios({ totalBenefit: eur(benefit), totalCost: eur("124700") }).roiRatio.toFixed(6)).toBe(ratio);
  });
});

describe("300 reps: the return", () => {
  const item = (account: string, pricing: object, driver: object = { per: "program" }) => ({ id: account, account: `cost/${account}`, driver, pricing, sourceIds: [] });
  const cost = programCost({
    currency: "EUR", rounding: "half-even", date: "2027-01-04", rateCards: [{ id: "reps", role: "participant", hourlyRate: eur("24") }, { id: "coaches", role: "coach", hourlyRate: eur("40") }],
    items: [
      item("participant-time", { kind: "hours", hours: 6, role: "participant" }, { per: "participant" }), item("coach-time", { kind: "hours", hours: 1200, role: "coach" }),
      item("platform", { kind: "amount", unitCost: eur("15") }, { per: "seat-month", monthCount: 3 }), item("design", { kind: "amount", unitCost: eur("20000") }),
    ] as never,
    cohorts: [{ id: "site", date: "2027-01-04", participantCount: 300 }],
  });
  const returned = returnOnInvestment({ benefits: claimOf(answer.benefitLines, { horizonMonths: 9, intangibles: answer.intangibles }), costs: cost.ledger });
  test("it cost 124,700: 43,200 for reps, 48,000 for coaches, 13,500 for the platform, 20,000 for the rest", () => {
    expect([cost.totalCost, cost.totals.accounts.filter(({ account }) => account !== "cost").map(({ total }) => total.amount).sort()]).toEqual([eur("124700.00"), ["13500.00", "20000.00", "43200.00", "48000.00"]]);
    expect(75 + 7.5 + 17.5).toBe(100);
  });
  test("the lines go into the claim as they are: net 53,081.92, ROI .425677, benefit-cost ratio 1.425677, payback 6.3128 months after the program's end", () => {
    expect([returned.totalBenefit, returned.netBenefit, returned.roiRatio.toFixed(6), returned.benefitCostRatio.toFixed(6), returned.paybackMonths.estimate?.toFixed(4)]).toEqual([eur("177781.92"), eur("53081.92"), "0.425677", "1.425677", "6.3128"]);
    expect([returned.warnings, returned.unsupported, returned.excluded, returned.intangibles]).toEqual([[], [], [], answer.intangibles]);
  });
  test("net present value at 8 % a year, benefits in months 4 to 12: 44,213.61", () => {
    const month = (money: string) => Array.from({ length: 9 }, () => eur(money));
    const cashFlows = [eur("-124700"), eur("0"), eur("0"), eur("0"), ...month("19753.5466666667")];
    expect(netPresentValue({ cashFlows, discountRate: { annualRatio: 0.08, periodsPerYear: 12 }, firstFlow: "at-start", rounding: "half-even" }).netPresentValue).toEqual(eur("44213.61"));
  });
  test("it breaks even where .388277 of the freed time is realized", () => {
    const { drivers } = breakEven({ terms: [{ money: eur("250714.29"), driverIds: ["realized"] }, { money: eur("27353.35"), driverIds: [] }, { money: eur("-124700"), driverIds: [] }], drivers: [{ id: "realized", value: 0.6 }], rounding: "half-even" });
    expect(drivers[0]?.breakEven.estimate?.toFixed(6)).toBe("0.388277");
  });
  test.each([[0.3, "-0.177485"], [0.6, "0.425677"], [0.8, "0.827785"]])("with %s realized the return is %s", (realizedFraction, ratio) => {
    const { addedIncome: income } = addedServiceIncome(frontline({ estimators: [{ ...staffSaved, realizedFraction } as typeof staffSaved, sales] }));
    expect(investmentRatios({ totalBenefit: income.estimate ?? eur("0"), totalCost: cost.totalCost }).roiRatio.toFixed(6)).toBe(ratio);
  });
});

describe("300 reps: the same without cutting staff", () => {
  test("callers who hang up fall from 11.9614 to 6.7218 at the peak and from .7048 to .2772 else: 40.1 more are handled a day", () => {
    const kept = addedServiceIncome(frontline({ skills: [impatient], estimators: [contactsKept] }));
    const lost = (word: string) => kept.trace.filter(({ step }) => step === `lost-contacts-${word}`).map(({ value }) => Number(value).toFixed(4));
    expect([lost("before"), lost("after"), ((kept.lines[0]?.quantity ?? 0) / 195).toFixed(1)]).toEqual([["11.9614", "0.7048"], ["6.7218", "0.2772"], "40.1"]);
    expect(Number(kept.trace.find(({ step }) => step === "load-before")?.value)).toBe(198);
    expect([erlangA({ offeredErlangs: 198, agentFte: 210, handleTimeSeconds: 360, answerWithinSeconds: 20, patienceSeconds: 120 }).serviceLevelFraction.toFixed(4), serviceWith(990, 210).toFixed(4)]).toEqual(["0.9733", "0.8470"]);
    expect(kept.assumptions.models).toEqual([{ skillId: "care", model: "erlang-a", serviceLevelDefinition: "answered-in-time-of-offered" }]);
  });
  test("staff saved and contacts kept from the same minutes: refused", () => {
    refuses(() => addedServiceIncome(frontline({ skills: [impatient], estimators: [staffSaved, sales, contactsKept] })), { code: "service-income-question.double_count", path: ["estimators", 2], params: { first: "staff-saved", second: "contacts-kept", skillId: "care" } });
  });
});
