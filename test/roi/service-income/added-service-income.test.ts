import { addedServiceIncome, type AddedServiceIncome, benefitEstimate, type IncomeEstimator, SERVICE_INCOME_LIMITS, type ServedSkill, type ServiceEffect, type ServiceIncomeQuestion } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shapleyShares, splitMoney } from "../../../src/roi/service-income/shapley-shares.js";
import { eur, faults } from "../../money/faults.js";
import { claimOf } from "../claims.js";
import { care, contactsKept, effectsTimes, frontline, impatient, sales, staffSaved } from "./frontline.js";

const certain = (estimate: number) => ({ estimate, confidence: { lower: estimate, upper: estimate, level: 0.95 }, n: 300 });
const effect = (id: string, measure: ServiceEffect["measure"], estimate: number, change: Partial<ServiceEffect> = {}): ServiceEffect => ({ id, measure, change: certain(estimate), isolationMethod: "difference-in-differences", comparedWith: "The other site", sourceIds: ["study"], ...change });
const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 } as const;
/** 100 calls of 180 s in half an hour: 10 erlangs, for which 14 agents are needed. */
const ten: ServedSkill = { skillId: "ten", target, staffingIntervalMinutes: 30, intervals: [{ offeredContacts: 100, handleTimeSeconds: 180, agentFte: 14 }] };
const plain = (change: Partial<ServiceIncomeQuestion> = {}): ServiceIncomeQuestion => {
  const { coachedHours: _, ...question } = frontline();
  return { ...question, skills: [ten], effects: [effect("faster", "handle-time", -36)], estimators: [staffSaved], benefitWindow: { afterWeeks: 0, months: 12, operatingDays: 250 }, ...change };
};
const skillWith = (change: Partial<ServedSkill>): readonly ServedSkill[] => [{ ...ten, ...change }];
const saved = (change: Partial<typeof staffSaved>): IncomeEstimator => ({ ...staffSaved, ...change }) as IncomeEstimator;
const incomeOf = ({ lines }: AddedServiceIncome) => lines.map(({ quantity, addedIncome }) => [quantity, addedIncome.amount]);
const codesOf = ({ warnings }: AddedServiceIncome) => warnings.map(({ code, ids }) => [code, ...ids]);

describe("addedServiceIncome", () => {
  test("calls of 144 s instead of 180 make 8 erlangs, for which 11 agents do: 3 · .5 h · 250 days ÷ .7 · 24 · .6", () => {
    expect(incomeOf(addedServiceIncome(plain()))).toEqual([[375, "7714.29"]]);
  });
  test("fractional agents: 13.53 less 10.78, so that nothing is lost, or made, at the edge of a person", () => {
    const { lines, trace } = addedServiceIncome(plain({ estimators: [saved({ agents: "fractional" } as never)] }));
    const required = trace.filter(({ step }) => step.startsWith("required-agents")).map(({ value }) => Number(value));
    expect(lines[0]?.quantity).toBeCloseTo(((required[0] ?? 0) - (required[1] ?? 0)) * 125, 6);
    expect(required.every((agents, place) => Math.ceil(agents) === [14, 11][place])).toBe(true);
  });
  test("staffing intervals without contacts need nobody and bring nothing", () => {
    const intervals = [...ten.intervals, { offeredContacts: 0, handleTimeSeconds: 0, agentFte: 3 }];
    expect(incomeOf(addedServiceIncome(plain({ skills: skillWith({ intervals }) })))).toEqual([[375, "7714.29"]]);
  });
  test("a forecast of the whole window counts once, a typical day as often as there are days", () => {
    const intervals = Array.from({ length: 250 }, () => ten.intervals[0] ?? { offeredContacts: 0, handleTimeSeconds: 0, agentFte: 0 });
    expect(incomeOf(addedServiceIncome(plain({ skills: skillWith({ intervals }), forecastCovers: "benefit-window" })))).toEqual([[375, "7714.29"]]);
  });
  test.each([
    [13, 250, "5142.86", [["understaffed", "ten"]], "two of the three fill what was missing, and one cannot be sent home twice"],
    [11, 0, "0.00", [["understaffed", "ten"]], "eleven were there and eleven are needed: service gets better, nobody is saved"],
    [20, 375, "7714.29", [], "whoever was too many before is not freed by the program"],
  ])("with %s agents on the queue %s hours are freed", (agentFte, hours, amount, warnings) => {
    const answer = addedServiceIncome(plain({ skills: skillWith({ intervals: [{ offeredContacts: 100, handleTimeSeconds: 180, agentFte }] }) }));
    expect([incomeOf(answer), codesOf(answer)]).toEqual([[[hours, amount]], warnings]);
  });
  test("longer calls need more agents: a cost in full, realized or not, and no benefit", () => {
    const answer = addedServiceIncome(plain({ effects: [effect("slower", "handle-time", 36)] }));
    // 12 erlangs: 16 agents, 2 more; 2 · .5 · 250 ÷ .7 · 24
    expect([incomeOf(answer), answer.benefitLines, answer.costs, answer.addedIncome.estimate]).toEqual([[[-250, "-8571.43"]], [], [{ lineId: "staff-saved", bookedCost: eur("8571.43") }], eur("-8571.43")]);
  });
  test("an effect that nothing isolates brings nothing and is listed", () => {
    const { isolationMethod: _, ...unnamed } = effect("unnamed", "handle-time", -36);
    const answer = addedServiceIncome(plain({ effects: [unnamed, effect("none", "handle-time", -30, { isolationMethod: "none" }), effect("faster", "handle-time", -36)] }));
    expect([incomeOf(answer), answer.unsupported]).toEqual([[[375, "7714.29"]], [{ effectId: "none", reason: "no-isolation-method" }, { effectId: "unnamed", reason: "no-isolation-method" }]]);
  });
  test("where no effect is isolated there is no income to tell", () => {
    const answer = addedServiceIncome(plain({ effects: [effect("none", "handle-time", -36, { isolationMethod: "none" })] }));
    expect([answer.addedIncome, answer.attribution, incomeOf(answer)]).toEqual([{ estimate: null, reason: "no-isolated-effect", n: 0, needed: 1 }, [], [[0, "0.00"]]]);
  });
  test("unless that rule is waived, which the claim has to waive as well", () => {
    const waivedRules = [{ rule: "isolate-effects", reason: "Finance wants to see it." } as const];
    const answer = addedServiceIncome(plain({ effects: [effect("none", "handle-time", -36, { isolationMethod: "none" })], waivedRules }));
    expect([incomeOf(answer), answer.assumptions.waivedRules, benefitEstimate(claimOf(answer.benefitLines)).unsupported.length]).toEqual([[[375, "7714.29"]], waivedRules, 1]);
  });
  test("a skill keeps what is done in the others: each is cut or kept", () => {
    const other = { ...impatient, skillId: "other" };
    const answer = addedServiceIncome(frontline({ skills: [care, other], estimators: [{ ...staffSaved, skillIds: ["care"] } as IncomeEstimator, { ...contactsKept, skillIds: ["other"] } as IncomeEstimator] }));
    expect(answer.lines.map(({ lineId, unit, quantity }) => [lineId, unit, (quantity / 195).toFixed(1)])).toEqual([["contacts-kept", "contacts", "40.1"], ["staff-saved", "on-queue-hours", "37.5"]]);
    expect(answer.benefitLines.map(({ kind, drawsOn }) => [kind, drawsOn])).toEqual([["extra-contacts", [{ resourceId: "freed-minutes/other", fraction: 1 }]], ["capacity-saving", [{ resourceId: "freed-minutes/care", fraction: 1 }]]]);
  });
  test("an effect shows only in its skills", () => {
    const skills = [ten, { ...ten, skillId: "eleven" }];
    expect(incomeOf(addedServiceIncome(plain({ skills, effects: [effect("faster", "handle-time", -36, { skillIds: ["eleven"] })] })))).toEqual([[375, "7714.29"]]);
    expect(incomeOf(addedServiceIncome(plain({ skills })))).toEqual([[750, "15428.57"]]);
  });
  test("callers who hang up are not handled and buy nothing; with staff saved those who are left serve", () => {
    const conversionOnly = [effect("sells", "conversion", 0.001)];
    const handledWith = (estimators: readonly IncomeEstimator[]) => Number(addedServiceIncome(frontline({ skills: [impatient], effects: [...conversionOnly, effect("faster", "handle-time", -6)], estimators })).trace.find(({ step }) => step === "handled-contacts")?.value);
    const offered = 14_130;
    expect(handledWith([sales])).toBeLessThan(offered);
    expect(handledWith([sales])).toBeGreaterThan(handledWith([sales, staffSaved]));
  });
  test("a skill that only sells is not looked at as a queue", () => {
    const answer = addedServiceIncome(plain({ skills: skillWith({ conversionFraction: 0.04, eligibleFraction: 0.25 }), effects: [effect("sells", "conversion", 0.01)], estimators: [sales] }));
    expect(incomeOf(answer)).toEqual([[62.5, "2500.00"]]);
  });
  test("with a model of retention satisfaction is income: 1,000 customers, 2 units, .03 a unit: 60 stay, at 50", () => {
    const retention: IncomeEstimator = { estimator: "retained-customers", id: "stay", customerCount: 1000, retainedPerUnitFraction: 0.03, customerMargin: eur("50") };
    const answer = addedServiceIncome(plain({ effects: [effect("happier", "customer-satisfaction", 2)], estimators: [retention] }));
    expect([incomeOf(answer), answer.intangibles, answer.benefitLines[0]?.kind, answer.benefitLines[0]?.drawsOn]).toEqual([[[60, "3000.00"]], [], "customer-retention", [{ resourceId: "retained-customers", fraction: 1 }]]);
    expect(incomeOf(addedServiceIncome(plain({ effects: [effect("happier", "customer-satisfaction", 50)], estimators: [retention] })))).toEqual([[1000, "50000.00"]]);
  });
  test("per coached hour: 7,714.29 from 100 hours of reps at 24 and 20 of coaches at 40", () => {
    const coachedHours = { participantHours: 100, coachHours: 20, participantHourlyRate: eur("24"), coachHourlyRate: eur("40") };
    expect(addedServiceIncome(plain({ coachedHours })).coachingPayback).toEqual({ coachedHours: 120, timeCost: eur("3200.00"), hourlyIncome: eur("64.29"), netHourlyIncome: eur("37.62") });
    expect(addedServiceIncome(plain()).coachingPayback).toBeNull();
  });
  test("the line bears the weakest isolation of the effects that it comes from, a host's own word being weaker than ours", () => {
    const grades = (...methods: readonly string[]) => addedServiceIncome(plain({ effects: methods.map((isolationMethod, place) => effect(`e${String(place)}`, "handle-time", -9, { isolationMethod, sourceIds: [`s${String(place)}`] })) })).benefitLines[0];
    expect([grades("randomized-wait-list", "trend")?.isolationMethod, grades("estimates", "our-own-way")?.isolationMethod, grades("stepped-wedge", "stepped-wedge")?.sourceIds]).toEqual(["trend", "our-own-way", ["s0", "s1"]]);
  });
  test.each(["half-even", "half-up", "half-down", "up", "down", "ceil", "floor"] as const)("a claim over the months of the window makes the income again, rounded %s", (rounding) => {
    for (const months of [1, 5, 7, 9, 11, 12]) {
      const answer = addedServiceIncome(plain({ rounding, benefitWindow: { afterWeeks: 0, months, operatingDays: 23 } }));
      expect(benefitEstimate(claimOf(answer.benefitLines, { rounding, horizonMonths: months })).totalBenefit).toEqual(answer.addedIncome.estimate);
    }
  });
  test("the last steps of a line can be worked out by hand from their figures", () => {
    const { trace } = addedServiceIncome(frontline());
    const step = (name: string, lineId: string) => trace.find((one) => one.step === name && one.lineId === lineId);
    const figures = (name: string, lineId: string) => (step(name, lineId)?.figures ?? []).map(({ value }) => (typeof value === "number" ? value : Number(value.amount)));
    const product = (name: string, lineId: string) => figures(name, lineId).reduce((one, other) => one * other, 1);
    expect([figures("paid-hours", "staff-saved"), figures("income", "staff-saved"), product("gain-in-window", "staff-saved")]).toEqual([[7312.5, 0.3], [250_714.29, 0.6], 7312.5]);
    expect([product("paid-value", "staff-saved").toFixed(2), product("income", "staff-saved").toFixed(2), product("income", "sales").toFixed(2), product("gain", "sales").toFixed(6)]).toEqual(["250714.29", "150428.57", "27353.35", (683.8338386 / 195).toFixed(6)]);
  });
  test("every line's trace ends in its income", () => {
    const { lines, trace } = addedServiceIncome(frontline());
    expect(lines.map(({ lineId }) => trace.filter((step) => step.lineId === lineId).at(-1)?.value)).toEqual(lines.map(({ addedIncome: income }) => income));
  });
  test("what it was compared with, and by which model, is told", () => {
    const { counterfactual, comparisons, models, heldTrue } = addedServiceIncome(plain()).assumptions;
    expect([counterfactual, comparisons, models.map(({ model }) => model), heldTrue.includes("effects-are-independent")]).toEqual([frontline().counterfactual, [{ effectId: "faster", comparedWith: "The other site" }], ["erlang-c"], true]);
  });
});

describe("the interval of an income", () => {
  const sells = (estimate: number, half: number, n = 300, level = 0.95) => plain({ skills: skillWith({ conversionFraction: 0.5, eligibleFraction: 1 }), estimators: [sales], effects: [effect("sells", "conversion", estimate, { change: { estimate, confidence: { lower: estimate - half, upper: estimate + half, level }, n } })], trials: { seed: 5, trialCount: 4096, confidenceLevel: 0.95 } });
  test("an income in proportion to one effect has the effect's own interval", () => {
    const { addedIncome: income } = addedServiceIncome(sells(0.01, 0.004));
    if (income.estimate === null) throw new Error("no income");
    // 25,000 contacts · 40
    expect([income.estimate.amount, Number(income.confidence.lower.amount) / 1e6, Number(income.confidence.upper.amount) / 1e6]).toEqual(["10000.00", expect.closeTo(0.006, 4), expect.closeTo(0.014, 4)]);
    expect([income.n, income.method, income.trialCount, income.confidence.level]).toEqual([300, "monte-carlo-percentiles", 4096, 0.95]);
  });
  test("whatever the level in which the effect's interval was given", () => {
    const { addedIncome: income } = addedServiceIncome(sells(0.01, (0.004 * 1.6448536) / 1.959964, 300, 0.9));
    expect(Number(income.estimate === null ? 0 : income.confidence.lower.amount) / 1e6).toBeCloseTo(0.006, 4);
  });
  test("two independent effects: the root of the sum of squares, not the sum", () => {
    const two = (["a", "b"] as const).map((id) => effect(id, "conversion", 0.01, { change: { estimate: 0.01, confidence: { lower: 0.006, upper: 0.014, level: 0.95 }, n: id === "a" ? 12 : 300 } }));
    const answer = addedServiceIncome({ ...sells(0.01, 0.004), effects: two });
    const { addedIncome: income } = answer;
    if (income.estimate === null) throw new Error("no income");
    expect((Number(income.confidence.upper.amount) - Number(income.confidence.lower.amount)) / 2e6).toBeCloseTo(0.004 * Math.SQRT2, 4);
    expect([income.n, codesOf(answer)]).toEqual([12, [["few-observations", "a"]]]);
  });
  test("an effect that may be none says so, with the share of trials below zero", () => {
    const answer = addedServiceIncome(sells(0.001, 0.004));
    expect([codesOf(answer), answer.addedIncome.estimate === null ? 0 : answer.addedIncome.belowZeroFraction]).toEqual([[["interval-holds-zero", "sells"]], expect.closeTo(0.312, 2)]);
  });
  test("a load beyond any queue that trials draw is cut and told", () => {
    const bounded = effect("slower", "handle-time", 300, { change: { estimate: 300, confidence: { lower: 0, upper: 600, level: 0.95 }, n: 60 } });
    expect(codesOf(addedServiceIncome(plain({ skills: skillWith({ intervals: [{ offeredContacts: 30_000, handleTimeSeconds: 590, agentFte: 11_000 }] }), effects: [bounded], trials: { seed: 1, trialCount: 100, confidenceLevel: 0.9 } })))).toEqual([["interval-holds-zero", "slower"], ["draws-cut", "slower"]]);
  });
  test("contacts that better resolution avoids are neither taken off the sales nor off the callers kept, and it is said where they matter", () => {
    const warned = (change: Partial<ServiceIncomeQuestion>) => codesOf(addedServiceIncome(frontline(change))).filter(([code]) => code === "avoided-contacts");
    expect([warned({}), warned({ skills: [impatient], estimators: [contactsKept] }), warned({ estimators: [staffSaved] }), warned({ skills: [{ ...care, repeatContactFraction: 0 }] })]).toEqual([[["avoided-contacts", "resolution"]], [["avoided-contacts", "resolution"]], [], []]);
  });
  test("an uneven interval and an effect that nothing makes money of are named", () => {
    const uneven = effect("uneven", "handle-time", -36, { change: { estimate: -36, confidence: { lower: -40, upper: -10, level: 0.95 }, n: 60 } });
    expect(codesOf(addedServiceIncome(plain({ skills: skillWith({ conversionFraction: 0.5, eligibleFraction: 1 }), effects: [uneven, effect("sells", "conversion", 0.1)] })))).toEqual([["uneven-interval", "uneven"], ["unused-effect", "sells"]]);
  });
  test("zero at the end of an interval is held by it, and thirty observations are not few", () => {
    const at = (lower: number, n: number) => codesOf(addedServiceIncome(plain({ effects: [effect("faster", "handle-time", -4, { change: { estimate: -4, confidence: { lower: lower - 8, upper: lower, level: 0.95 }, n } })] })));
    expect([at(0, 30), at(0, 29)]).toEqual([[["interval-holds-zero", "faster"]], [["interval-holds-zero", "faster"], ["few-observations", "faster"]]]);
  });
  test("an interval of binary dust is none", () => {
    const { addedIncome } = addedServiceIncome(plain({ effects: [effect("faster", "handle-time", -36, { change: { estimate: -36, confidence: { lower: -36, upper: -36 + 1e-14, level: 0.95 }, n: 90 } })] }));
    expect(addedIncome.estimate === null ? null : addedIncome.confidence.lower).toEqual(eur("7714.29"));
  });
  test("trials in which a call would take no time, or a share pass the whole, are cut and told", () => {
    const wild = effect("wild", "handle-time", -36, { change: { estimate: -36, confidence: { lower: -536, upper: 464, level: 0.95 }, n: 40 } });
    expect(codesOf(addedServiceIncome(plain({ effects: [wild] })))).toEqual([["interval-holds-zero", "wild"], ["draws-cut", "wild"]]);
    const answer = addedServiceIncome(sells(0.4, 0.6));
    expect(answer.addedIncome.estimate === null ? "" : answer.addedIncome.confidence.upper.amount).toBe("500000.00");
  });
  test("without any spread the interval is the estimate", () => {
    const { addedIncome: income } = addedServiceIncome(plain());
    expect(income.estimate === null ? null : [income.confidence.lower, income.confidence.upper]).toEqual([eur("7714.29"), eur("7714.29")]);
  });
});

describe("what does not work is refused", () => {
  const of = (change: Partial<ServiceIncomeQuestion>) => faults(() => addedServiceIncome(frontline(change)));
  const interval = { offeredContacts: 990, handleTimeSeconds: 360, agentFte: 210 };
  const named = (skillIds: readonly string[]) => [{ ...staffSaved, skillIds } as IncomeEstimator];
  test.each([
    ["staff saved and contacts kept from the same minutes", { skills: [impatient], estimators: [staffSaved, contactsKept] }, ["service-income-question.double_count /estimators/1"]],
    ["the same minutes saved twice", { estimators: [staffSaved, { ...staffSaved, id: "again" } as IncomeEstimator] }, ["service-income-question.double_count /estimators/1"]],
    ["conversions counted twice", { estimators: [sales, { ...sales, id: "again" } as IncomeEstimator] }, ["service-income-question.double_count /estimators/1"]],
    ["two models of retention", { estimators: ["a", "b"].map((id): IncomeEstimator => ({ estimator: "retained-customers", id, customerCount: 1, retainedPerUnitFraction: 0.1, customerMargin: eur("1") })) }, ["service-income-question.double_count /estimators/1"]],
    ["contacts kept where nobody hangs up", { estimators: [contactsKept] }, ["service-income-question.patient_callers /estimators/0"]],
    ["agents who do not keep up", { skills: [{ ...care, intervals: [{ ...interval, agentFte: 198 }] }] }, ["served-skill.unstable /skills/0/intervals/0/agentFte"]],
    ["calls that take no time", { skills: [{ ...care, intervals: [{ ...interval, handleTimeSeconds: 0 }] }], effects: effectsTimes(1).slice(1) }, ["served-skill.no_handle_time /skills/0/intervals/0/handleTimeSeconds"]],
    ["a load of several skills", { skills: [{ ...care, intervals: [{ ...interval, offeredContacts: 51_000 }] }] }, ["served-skill.too_much_load /skills/0/intervals/0/offeredContacts"]],
    ["an effect that leaves no handle time", { effects: [effect("faster", "handle-time", -360)] }, ["impossible-effects.no_time_left /effects/0/change/estimate"]],
    ["two that leave none together", { effects: [effect("a", "handle-time", -100), effect("b", "handle-time", -260), effect("c", "handle-time", 50)] }, ["impossible-effects.no_time_left /effects/1/change/estimate"]],
    ["one that makes a call last longer than a day", { effects: [effect("slower", "handle-time", 1e12)] }, ["impossible-effects.too_long /effects/0/change/estimate"]],
    ["calls so long that no queue can be looked at", { skills: [{ ...care, intervals: [{ offeredContacts: 59_990, handleTimeSeconds: 300, agentFte: 11_000 }] }], effects: [effect("slower", "handle-time", 600)] }, ["impossible-effects.too_much_load /effects/0/change/estimate"]],
    ["so many repeats that none can", { skills: [{ ...care, intervals: [{ offeredContacts: 59_990, handleTimeSeconds: 300, agentFte: 11_000 }] }], effects: [effect("resolved", "first-contact-resolution", -0.69)] }, ["impossible-effects.too_much_load /effects/0/change/estimate"]],
    ["resolution beyond the whole", { effects: [effect("resolved", "first-contact-resolution", 0.31)] }, ["impossible-effects.beyond_whole /effects/0/change/estimate"]],
    ["conversion below nothing", { effects: [effect("sells", "conversion", -0.05)] }, ["impossible-effects.beyond_whole /effects/0/change/estimate"]],
    ["issues that never end", { skills: [{ ...care, firstContactResolutionFraction: 0, repeatContactFraction: 1 }], effects: [effect("faster", "handle-time", -6)] }, ["served-skill.endless_repeats /skills/0/repeatContactFraction"]],
    ["an effect after which they never end", { skills: [{ ...care, firstContactResolutionFraction: 0.02, repeatContactFraction: 1 }], effects: [effect("resolved", "first-contact-resolution", -0.015)] }, ["impossible-effects.endless_repeats /effects/0/change/estimate"]],
    ["a skill that is not there", { effects: [effect("faster", "handle-time", -6, { skillIds: ["care", "cure"] })], estimators: named(["cure"]) }, ["service-income-question.unknown_skill /effects/0/skillIds/1", "service-income-question.unknown_skill /estimators/0/skillIds/0"]],
    ["a skill named twice", { estimators: named(["care", "care"]) }, ["service-effect.repeated_skill /estimators/0/skillIds/1"]],
    ["ids used twice", { skills: [care, care], effects: [...effectsTimes(1), ...effectsTimes(1).slice(0, 1)], estimators: [sales, staffSaved, { ...staffSaved, skillIds: ["care"] } as IncomeEstimator] }, [
      "service-income-question.duplicate_id /skills/1/skillId", "service-income-question.duplicate_id /effects/4/id", "service-income-question.duplicate_id /estimators/2/id", "service-income-question.double_count /estimators/2",
    ]],
    ["a skill without the level that is changed", { skills: [{ ...ten, skillId: "care" }] }, ["firstContactResolutionFraction", "repeatContactFraction", "conversionFraction", "eligibleFraction"].sort().map((key) => `service-income-question.missing_level /skills/0/${key}`)],
    ["mixed currencies", { currency: "CHF" }, ["service-income-question.mixed_currencies /estimators/0/hourlyRate/currency", "service-income-question.mixed_currencies /estimators/1/conversionMargin/currency", "service-income-question.mixed_currencies /coachedHours/participantHourlyRate/currency", "service-income-question.mixed_currencies /coachedHours/coachHourlyRate/currency"]],
    ["amounts below zero", { estimators: [{ ...sales, conversionMargin: eur("-1") } as IncomeEstimator] }, ["service-income-question.negative_amount /estimators/0/conversionMargin/amount"]],
    ["more than the first year", { benefitWindow: { afterWeeks: 14, months: 9, operatingDays: 195 } }, ["service-income-question.window_too_long /benefitWindow/months"]],
    ["more days than months hold", { benefitWindow: { afterWeeks: 0, months: 1, operatingDays: 32 } }, ["service-income-question.too_many_days /benefitWindow/operatingDays"]],
    ["a waiver of a rule that plays no part", { waivedRules: [{ rule: "exclude-extremes", reason: "No reason." }] }, ["service-income-question.idle_waiver /waivedRules/0/rule"]],
    ["coaching without an hour", { coachedHours: { participantHours: 0, coachHours: 0, participantHourlyRate: eur("24"), coachHourlyRate: eur("40") } }, ["service-income-question.no_hours /coachedHours"]],
    ["an estimate outside its interval", { effects: [effect("faster", "handle-time", -6, { change: { estimate: -6, confidence: { lower: -5, upper: -1, level: 0.95 }, n: 9 } })] }, ["measured-value.crossed /effects/0/change/confidence"]],
    ["an effect without its interval", { effects: [{ ...effect("faster", "handle-time", -6), change: { estimate: -6, n: 9 } } as never] }, ["input.invalid_type /effects/0/change/confidence"]],
    ["a probability above one", { skills: [{ ...care, repeatContactFraction: 1.5 }] }, ["input.too_big /skills/0/repeatContactFraction"]],
    ["one below zero", { skills: [{ ...care, repeatContactFraction: -0.1 }] }, ["input.too_small /skills/0/repeatContactFraction"]],
    ["contacts below zero", { skills: [{ ...care, intervals: [{ ...interval, offeredContacts: -1 }] }] }, ["input.too_small /skills/0/intervals/0/offeredContacts"]],
    ["a patience for callers who have one without end", { skills: [{ ...care, target: { ...target, patienceSeconds: 60 } }] }, ["least-agents.patience_unused /skills/0/target/patienceSeconds"]],
    ["nothing to count", { effects: [], estimators: [] }, ["input.too_small /effects", "input.too_small /estimators"]],
  ] as const)("%s", (_, change, expected) => { expect([...of(change as Partial<ServiceIncomeQuestion>)].sort()).toEqual([...expected].sort()); });
  test("thirteen weeks and nine months are the first year still, and a waiver allows more", () => {
    expect(of({ benefitWindow: { afterWeeks: 13, months: 9, operatingDays: 195 } })).toEqual([]);
    expect(of({ benefitWindow: { afterWeeks: 12, months: 24, operatingDays: 500 }, waivedRules: [{ rule: "first-year-only", reason: "The contract runs for two years." }] })).toEqual([]);
  });
  test("an effect that does not count is not judged", () => { expect(of({ effects: [effect("faster", "handle-time", -400, { isolationMethod: "none" })] })).toEqual([]); });
});

describe("limits", () => {
  const of = (change: Partial<ServiceIncomeQuestion>) => faults(() => addedServiceIncome(plain(change)));
  const many = (count: number, agentFte = 14) => Array.from({ length: count }, (_, place) => ({ offeredContacts: 100 - place / count, handleTimeSeconds: 180, agentFte }));
  const spread = [effect("faster", "handle-time", -36, { change: { estimate: -36, confidence: { lower: -40, upper: -32, level: 0.95 }, n: 60 } })];
  test("more looks at queues than the limit are refused before any is made", () => {
    const looks = 20 * (2 + 10_000);
    expect(looks).toBeGreaterThan(SERVICE_INCOME_LIMITS.queueLooks);
    expect(of({ skills: skillWith({ intervals: many(20) }), effects: spread, trials: { seed: 1, trialCount: 10_000, confidenceLevel: 0.9 } })).toEqual(["service-income-question.too_much_work /trials/trialCount"]);
  });
  test("sets of effects are looked at one by one", () => {
    const effects = Array.from({ length: 8 }, (_, place) => effect(`e${String(place)}`, "handle-time", -1));
    expect(of({ skills: skillWith({ intervals: many(395) }), effects })).toEqual(["service-income-question.too_much_work /trials/trialCount"]);
    expect(of({ skills: skillWith({ intervals: many(99) }), effects, estimators: [saved({ agents: "fractional" } as never)] })).toEqual(["service-income-question.too_much_work /trials/trialCount"]);
  });
  test("staffing intervals that are alike count once, and effects that move no queue not at all", () => {
    const alike = Array.from({ length: SERVICE_INCOME_LIMITS.staffingIntervals }, () => ({ offeredContacts: 100, handleTimeSeconds: 180, agentFte: 14 }));
    expect(of({ skills: skillWith({ intervals: alike }), forecastCovers: "benefit-window" })).toEqual([]);
    expect(of({ skills: skillWith({ intervals: many(2000), conversionFraction: 0.1, eligibleFraction: 1 }), effects: [effect("sells", "conversion", 0.01)], estimators: [sales], trials: { seed: 1, trialCount: 10_000, confidenceLevel: 0.9 } })).toEqual([]);
  });
  test("more skills, effects, lines, trials and staffing intervals than one question has", () => {
    const skills = Array.from({ length: 21 }, (_, place) => ({ ...ten, skillId: `skill-${String(place)}` }));
    expect(of({ skills })).toEqual(["input.too_big /skills"]);
    expect(of({ effects: Array.from({ length: 9 }, (_, place) => effect(`e${String(place)}`, "handle-time", -1)) })).toEqual(["input.too_big /effects"]);
    expect(of({ estimators: skills.map(({ skillId }) => ({ ...staffSaved, id: skillId }) as IncomeEstimator) })).toContain("input.too_big /estimators");
    expect(of({ trials: { seed: 1, trialCount: 10_001, confidenceLevel: 0.9 } })).toContain("input.too_big /trials/trialCount");
    expect(of({ skills: skillWith({ intervals: many(26_497) }) })).toEqual(["input.too_big /skills/0/intervals"]);
  });
  test("one bad staffing interval among as many as there may be is named, and half a million are refused", () => {
    const intervals = many(SERVICE_INCOME_LIMITS.staffingIntervals).map((one, place) => (place === 26_000 ? { ...one, agentFte: 10 } : one));
    expect(of({ skills: skillWith({ intervals: intervals.map((one, place) => (place === 26_000 ? { ...one, offeredContacts: 100 } : one)) }) })).toContain("served-skill.unstable /skills/0/intervals/26000/agentFte");
    expect(of({ skills: skillWith({ intervals: many(500_000) }) })).toEqual(["input.too_big /skills/0/intervals"]);
  });
});

describe("shares of an income", () => {
  const orders = <Entry>(entries: readonly Entry[]): readonly (readonly Entry[])[] => (entries.length === 0 ? [[]] : entries.flatMap((entry, place) => orders(entries.filter((_, other) => other !== place)).map((rest) => [entry, ...rest])));
  test("Shapley's shares are averages over all orders", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 16, maxLength: 16 }), (count, worths) => {
      const valueOf = (isIn: readonly boolean[]): number => worths[isIn.reduce((set, there, place) => set + (there ? 2 ** place : 0), 0)] ?? 0;
      const all = orders(Array.from({ length: count }, (_, cause) => cause));
      const expected = Array.from({ length: count }, (_, cause) => all.reduce((sum, order) => {
        const before = order.slice(0, order.indexOf(cause));
        const sets = [before, [...before, cause]].map((set) => valueOf(Array.from({ length: count }, (_one, place) => set.includes(place))));
        return sum + (sets[1] ?? 0) - (sets[0] ?? 0);
      }, 0) / all.length);
      const [shares = []] = shapleyShares(count, (isIn) => [valueOf(isIn)]);
      shares.forEach((share, cause) => { expect(share).toBeCloseTo(expected[cause] ?? NaN, 9); });
    }));
  });
  test("two that only work together share alike; one that does nothing gets nothing", () => {
    expect(shapleyShares(3, ([first, second]) => [first === true && second === true ? 10 : 0])).toEqual([[5, 5, 0]]);
  });
  test("money is split to the cent: 1.00 in thirds, and what one takes away is nobody else's", () => {
    const cents = (share: number) => eur((share / 100).toFixed(2));
    expect(splitMoney(eur("1.00"), [1, 1, 1], cents).map(({ amount }) => amount)).toEqual(["0.34", "0.33", "0.33"]);
    expect(splitMoney(eur("0.50"), [70, -20], cents).map(({ amount }) => amount)).toEqual(["0.70", "-0.20"]);
    expect(splitMoney(eur("-0.20"), [0, -20], cents).map(({ amount }) => amount)).toEqual(["0.00", "-0.20"]);
    expect(splitMoney(eur("0.00"), [0, 0], cents).map(({ amount }) => amount)).toEqual(["0.00", "0.00"]);
    expect(splitMoney(eur("0.00"), [33, -33], cents).map(({ amount }) => amount)).toEqual(["0.33", "-0.33"]);
  });
  test("shares of a line add up to it, those of all lines to the income, to the cent", () => {
    const cents = (amount: string) => Math.round(Number(amount) * 100);
    fc.assert(fc.property(fc.integer({ min: -40, max: 20 }), fc.integer({ min: -5, max: 20 }), fc.integer({ min: -3, max: 10 }), (seconds, points, converted) => {
      const answer = addedServiceIncome(frontline({ trials: { seed: 1, trialCount: 100, confidenceLevel: 0.9 }, effects: [effect("a", "handle-time", seconds), effect("b", "first-contact-resolution", points / 100), effect("c", "conversion", converted / 1000)] }));
      for (const { addedIncome: income, shares } of answer.lines) expect(shares.reduce((sum, share) => sum + cents(share.addedIncome.amount), 0)).toBe(cents(income.amount));
      expect(answer.attribution.reduce((sum, { addedIncome: income }) => sum + cents(income.amount), 0)).toBe(cents(answer.addedIncome.estimate?.amount ?? "0"));
      expect(answer.attribution.find(({ effectId }) => effectId === "c")?.addedIncome.amount.startsWith("-")).toBe(converted < 0);
    }), { numRuns: 25 });
  });
});

describe("laws", () => {
  test("the order of lists changes nothing", () => {
    const other: ServedSkill = { ...care, skillId: "back", intervals: care.intervals.slice(3) };
    const question = frontline({ skills: [care, other] });
    const turned = { ...question, skills: [...question.skills].reverse().map((skill) => ({ ...skill, intervals: [...skill.intervals].reverse() })), effects: [...question.effects].reverse(), estimators: [...question.estimators].reverse() };
    expect(addedServiceIncome(turned)).toEqual(addedServiceIncome(question));
  });
  test("twice the days are twice the hours, twice the rate twice the money", () => {
    const one = addedServiceIncome(plain({ benefitWindow: { afterWeeks: 0, months: 12, operatingDays: 100 } }));
    const two = addedServiceIncome(plain({ benefitWindow: { afterWeeks: 0, months: 12, operatingDays: 200 }, estimators: [saved({ hourlyRate: eur("48") } as never)] }));
    expect([two.lines[0]?.quantity, Number(two.addedIncome.estimate?.amount)]).toEqual([2 * (one.lines[0]?.quantity ?? 0), expect.closeTo(4 * Number(one.addedIncome.estimate?.amount), 1)]);
  });
  test("shorter calls never free fewer agents, nor better resolution", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20 }), (seconds, points) => {
      const hours = (more: number) => addedServiceIncome(frontline({ trials: { seed: 1, trialCount: 100, confidenceLevel: 0.9 }, estimators: [staffSaved], effects: [effect("a", "handle-time", -seconds - more), effect("b", "first-contact-resolution", (points + more) / 100)] })).lines[0]?.quantity ?? 0;
      expect(hours(3)).toBeGreaterThanOrEqual(hours(0));
    }), { numRuns: 25 });
  });
});
