import { check } from "../../error/index.js";
import { type CurrencyCode, type Money, multiplyMoney, negateMoney, type Rounding, roundMoney, subtractMoney, sumMoney, toDecimalText, zeroMoney } from "../../money/index.js";
import type { Fraction, Id, Title } from "../../unit/index.js";
import type { BenefitLine, Intangible } from "../benefit-claim.js";
import type { UnsupportedBenefit } from "../benefit-estimate.js";
import type { RuleWaiver } from "../benefit-rule.js";
import { dividedMoney } from "../divided-money.js";
import { tidyRatio } from "../tidy-ratio.js";
import { benefitLineOf, type IncomeCost, isGain } from "./income-benefits.js";
import type { IncomeEstimator } from "./income-estimator.js";
import { effectIncomes, type EffectIncome, type EffectShare, type ValuedLine, valuedLines } from "./income-lines.js";
import { incomeModel } from "./income-model.js";
import { endsOf, incomeSpread, type IncomeSpread } from "./income-spread.js";
import { type IncomeStep, lineSteps } from "./income-trace.js";
import { type IncomeWarning, incomeWarnings } from "./income-warnings.js";
import { type BenefitWindow, type CoachedHours, ServiceIncomeQuestion } from "./service-income-question.js";

/** An income with its interval, which comes from those of the effects alone: prices, forecast and the share that is realized are taken as they are given. */
export interface IncomeEstimate {
  /** The income at the estimates of the effects. */
  readonly estimate: Money;
  /** What lies between leaves out as many trials on either side. */
  readonly confidence: { readonly lower: Money; readonly upper: Money; readonly level: number };
  /** Observations behind the effect that has fewest. */
  readonly n: number;
  /** How the interval was made: percentiles of trials, in which the effects are drawn independently from normal distributions with their intervals. */
  readonly method: "monte-carlo-percentiles";
  /** How many trials. */
  readonly trialCount: number;
  /** The share of trials in which it is below zero. */
  readonly belowZeroFraction: Fraction;
}
/** There is nothing to count. */
export interface NoIncome {
  /** Always null. */
  readonly estimate: null;
  /** No effect is told apart from what would have happened anyway. */
  readonly reason: "no-isolated-effect";
  /** Effects that are. */
  readonly n: number;
  /** Effects that are needed. */
  readonly needed: number;
}
/** One line of income. */
export interface IncomeLine {
  /** The line. */
  readonly lineId: Id;
  /** How it was estimated. */
  readonly estimator: IncomeEstimator["estimator"];
  /** What is gained in the benefit window: hours on the queue, contacts, conversions, customers. */
  readonly quantity: number;
  /** In what. */
  readonly unit: "on-queue-hours" | "contacts" | "conversions" | "customers";
  /** What that is worth, rounded once; below zero where service got worse. */
  readonly addedIncome: Money;
  /** The interval of it. */
  readonly confidence: { readonly lower: Money; readonly upper: Money; readonly level: number };
  /** What each effect brings to it, by id. */
  readonly shares: readonly EffectShare[];
}
/** What coaching brought for each paid hour that went into it. */
export interface CoachingPayback {
  /** Paid hours of those who were coached and of those who coached. */
  readonly coachedHours: number;
  /** What these hours cost. */
  readonly timeCost: Money;
  /** Income ÷ hours. */
  readonly hourlyIncome: Money;
  /** (Income − cost of the hours) ÷ hours. */
  readonly netHourlyIncome: Money;
}
/** What a question rests on. */
export interface IncomeAssumptions {
  /** What would have happened without the program. */
  readonly counterfactual: Title;
  /** The time that is counted. */
  readonly benefitWindow: BenefitWindow;
  /** What the forecast covers. */
  readonly forecastCovers: "typical-day" | "benefit-window";
  /** By which model each skill is judged. */
  readonly models: readonly { readonly skillId: Id; readonly model: "erlang-c" | "erlang-a"; readonly serviceLevelDefinition: "answered-in-time-of-offered" }[];
  /** What each effect was compared with. */
  readonly comparisons: readonly { readonly effectId: Id; readonly comparedWith: Title }[];
  /** Stable codes of what holds always. */
  readonly heldTrue: readonly string[];
  /** How lines were rounded. */
  readonly rounding: Rounding;
  /** The rules that were off, and why. */
  readonly waivedRules: readonly RuleWaiver[];
}
/** Added service income: what a program brought in the contact center, in money. */
export interface AddedServiceIncome {
  /** The currency of every amount. */
  readonly currency: CurrencyCode;
  /** The sum of the lines, with its interval. */
  readonly addedIncome: IncomeEstimate | NoIncome;
  /** The lines, by id. */
  readonly lines: readonly IncomeLine[];
  /** What each effect brings to all lines, by id; together the income, to the minor unit. */
  readonly attribution: readonly EffectIncome[];
  /** Effects that nothing tells apart from other causes: they bring nothing, by id. */
  readonly unsupported: readonly { readonly effectId: Id; readonly reason: UnsupportedBenefit["reason"] }[];
  /** Effects that are not turned into money, by id. */
  readonly intangibles: readonly Intangible[];
  /** The lines above zero as a claim takes them, with `horizonMonths` the months of the window. */
  readonly benefitLines: readonly BenefitLine[];
  /** The lines below zero: book them as costs. */
  readonly costs: readonly IncomeCost[];
  /** What coaching brought for each hour that went into it; null where its hours are not told. */
  readonly coachingPayback: CoachingPayback | null;
  /** What to keep in mind. */
  readonly warnings: readonly IncomeWarning[];
  /** Each step from effects to income. */
  readonly trace: readonly IncomeStep[];
  /** What the figures rest on. */
  readonly assumptions: IncomeAssumptions;
}

const units: Readonly<Record<IncomeEstimator["estimator"], IncomeLine["unit"]>> = { "time-value": "on-queue-hours", "lost-contacts-avoided": "contacts", "revenue-per-handled-contact": "conversions", "retained-customers": "customers" };

/** Codes of what every answer takes for granted. */
const heldTrue = ["effects-are-independent", "effects-are-normal", "volume-falls-alike-in-all-staffing-intervals", "a-contact-comes-back-alike-each-time", "agents-are-alike", "prices-and-forecast-are-certain"];

/** The ends of an interval in money. */
function confidenceOf(values: readonly number[], { currency, rounding, trials: { confidenceLevel: level } }: ServiceIncomeQuestion): IncomeLine["confidence"] {
  const { lower, upper } = endsOf(values, level);
  const moneyOf = (value: number): Money => roundMoney({ amount: toDecimalText(value), currency }, rounding);
  return { lower: moneyOf(lower), upper: moneyOf(upper), level };
}

function paybackOf(income: Money, { participantHours, coachHours, participantHourlyRate, coachHourlyRate }: CoachedHours, rounding: Rounding): CoachingPayback {
  const coachedHours = Number(tidyRatio(participantHours + coachHours));
  const timeCost = sumMoney(income.currency, [[participantHourlyRate, participantHours] as const, [coachHourlyRate, coachHours] as const].map(([rate, hours]) => multiplyMoney(rate, { factors: [toDecimalText(hours)], rounding })));
  const perHour = (money: Money): Money => dividedMoney(money, { factors: [], divisor: toDecimalText(coachedHours), rounding });
  return { coachedHours, timeCost, hourlyIncome: perHour(income), netHourlyIncome: perHour(subtractMoney({ from: income, less: timeCost })) };
}

function incomeOf(lines: readonly ValuedLine[], spread: IncomeSpread, { question, n }: { readonly question: ServiceIncomeQuestion; readonly n: number }): IncomeEstimate {
  const { trialCount } = question.trials;
  return {
    estimate: sumMoney(question.currency, lines.map((line) => line.addedIncome)), confidence: confidenceOf(spread.totals, question), n, method: "monte-carlo-percentiles", trialCount,
    belowZeroFraction: spread.totals.filter((total) => total < 0).length / trialCount,
  };
}

/** Effects on satisfaction without a model of retention. */
const intangiblesOf = ({ effects, estimators }: ServiceIncomeQuestion, byId: (one: { readonly id: Id }, other: { readonly id: Id }) => number): readonly Intangible[] =>
  (estimators.some(({ estimator }) => estimator === "retained-customers") ? [] : effects.filter(({ measure }) => measure === "customer-satisfaction").sort(byId).map(({ id }) => ({ id, title: "Customer satisfaction" })));

function assumptionsOf({ counterfactual, benefitWindow, forecastCovers, skills, effects, rounding, waivedRules }: ServiceIncomeQuestion, byId: (one: { readonly id: Id }, other: { readonly id: Id }) => number): IncomeAssumptions {
  return {
    counterfactual, benefitWindow, forecastCovers, heldTrue, rounding, waivedRules,
    models: skills.map(({ skillId: id, target: { model } }) => ({ id, model })).sort(byId).map(({ id: skillId, model }) => ({ skillId, model, serviceLevelDefinition: "answered-in-time-of-offered" })),
    comparisons: [...effects].sort(byId).map(({ id: effectId, comparedWith }) => ({ effectId, comparedWith })),
  };
}

/**
 * What a program brought in the contact center, in money: isolated effects on handle time, first-contact resolution, conversion and satisfaction, through contacts and Erlang's formulas to income, with its interval, its split among the effects, and each step.
 *
 *   contacts per issue = 1 ÷ (1 − (1 − resolved at once) · repeated), which scales the contacts
 *   `time-value`: freed agents at the same target · hours ÷ (1 − shrinkage) · rate · realized share
 *   `lost-contacts-avoided`: (callers who hang up without the program − with it, the same agents being there) · margin
 *   `revenue-per-handled-contact`: change of conversion · eligible share · handled contacts · margin
 *
 * The first two draw on the same minutes: a skill that is given to both is refused. Effects do not add up where agents are whole people, so each gets its Shapley value, its average over all orders.
 * An effect that nothing isolates brings nothing and is listed. The lines go into `benefitEstimate` and `returnOnInvestment` as they are.
 * Sources: A. Erlang (1917); C. Palm (1946); L. Shapley (1953); the chain from effects to money is a heuristic.
 *
 * @throws CoachingError `service-income-question.*`, `served-skill.*`, `impossible-effects.*`, `service-effect.repeated_skill`, `measured-value.crossed`, `least-agents.patience_missing`, `least-agents.patience_unused`, `least-agents.beyond_limit`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
 * const answer = addedServiceIncome({
 *   currency: "EUR", rounding: "half-even", counterfactual: "The budgeted forecast", forecastCovers: "typical-day", benefitWindow: { afterWeeks: 12, months: 9, operatingDays: 195 },
 *   skills: [{ skillId: "care", target, staffingIntervalMinutes: 30, intervals: [{ offeredContacts: 990, handleTimeSeconds: 360, agentFte: 210 }] }],
 *   effects: [{ id: "handle-time", measure: "handle-time", change: { estimate: -6, confidence: { lower: -11.7, upper: -0.3, level: 0.95 }, n: 300 }, isolationMethod: "randomized-wait-list", comparedWith: "The wait-list", sourceIds: ["trial"] }],
 *   estimators: [{ estimator: "time-value", id: "staff", hourlyRate: eur("24"), shrinkageFraction: 0.3, realizedFraction: 0.6, agents: "whole" }],
 *   trials: { seed: 1, trialCount: 200, confidenceLevel: 0.95 }, waivedRules: [],
 * });
 * answer.addedIncome.estimate; // => { amount: "6017.14", currency: "EUR" }
 * answer.trace.find(({ step }) => step === "freed-agents").value; // => 3
 * ```
 */
export function addedServiceIncome(question: ServiceIncomeQuestion): AddedServiceIncome {
  const checked = check(ServiceIncomeQuestion, question);
  const { currency, effects, coachedHours, rounding } = checked;
  const byId = (one: { readonly id: Id }, other: { readonly id: Id }): number => (one.id < other.id ? -1 : 1);
  const model = incomeModel(checked);
  const sizes = model.effects.map(({ change: { estimate } }) => estimate);
  const valued = valuedLines(model, sizes, checked);
  const spread = incomeSpread(model, checked.trials);
  const n = model.effects.reduce((least, { change }) => Math.min(least, change.n), Infinity);
  const addedIncome: AddedServiceIncome["addedIncome"] = model.effects.length === 0 ? { estimate: null, reason: "no-isolated-effect", n: 0, needed: 1 } : incomeOf(valued, spread, { question: checked, n });
  return {
    currency, addedIncome,
    lines: valued.map(({ line, quantity, addedIncome: worth, shares }, place) => ({ lineId: line.id, estimator: line.estimator, quantity, unit: units[line.estimator], addedIncome: worth, confidence: confidenceOf(spread.byLine[place] ?? [], checked), shares })),
    attribution: effectIncomes(model, valued, checked),
    unsupported: effects.filter((effect) => !model.effects.includes(effect)).sort(byId).map(({ id: effectId }) => ({ effectId, reason: "no-isolation-method" })),
    intangibles: intangiblesOf(checked, byId),
    benefitLines: valued.filter(isGain).map((line) => benefitLineOf(line, model.effects, checked)),
    costs: valued.filter((line) => !isGain(line)).map(({ line, addedIncome: worth }) => ({ lineId: line.id, bookedCost: negateMoney(worth) })),
    coachingPayback: coachedHours === undefined ? null : paybackOf(addedIncome.estimate ?? zeroMoney(currency), coachedHours, rounding),
    warnings: incomeWarnings(model, checked, spread.cutCount),
    trace: valued.flatMap(({ line, quantity, addedIncome }) => lineSteps(model, line, { sizes, quantity, addedIncome })),
    assumptions: assumptionsOf(checked, byId),
  };
}
