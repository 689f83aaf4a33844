import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { CurrencyCode, Money, Rounding } from "../../money/index.js";
import { ConfidenceLevel, Seed } from "../../statistics/index.js";
import { Hours, Title } from "../../unit/index.js";
import { type BenefitRule, RuleWaiver } from "../benefit-rule.js";
import { isNegative } from "../negative-money.js";
import { findImpossible } from "./impossible-effects.js";
import { IncomeEstimator, unitValueOf } from "./income-estimator.js";
import { countedEffects, queueLooks } from "./income-scope.js";
import { ServedSkill } from "./served-skill.js";
import { ServiceEffect, showsIn } from "./service-effect.js";
import { SERVICE_INCOME_LIMITS } from "./service-income-limits.js";

/** The time whose income is counted. */
export interface BenefitWindow {
  /** Weeks from the start of the program until the window begins: 12 for a program of twelve weeks that is counted from its end. */
  readonly afterWeeks: number;
  /** Months of the window, 1 to 120, as `horizonMonths` of the claim that takes the benefit lines. */
  readonly months: number;
  /** Days of the window on which contacts come as in the forecast. */
  readonly operatingDays: number;
}
/** Paid time that went into coaching. */
export interface CoachedHours {
  /** Paid hours of those who were coached. */
  readonly participantHours: Hours;
  /** Paid hours of those who coached, preparation and notes included. With the hours above it is above zero. */
  readonly coachHours: Hours;
  /** The loaded price of an hour of the former, zero or more. */
  readonly participantHourlyRate: Money;
  /** The loaded price of an hour of the latter, zero or more. */
  readonly coachHourlyRate: Money;
}
/** How the interval of the income is made. */
export interface IncomeTrials {
  /** The seed; a whole number. */
  readonly seed: Seed;
  /** How many trials, 100 to 10,000. */
  readonly trialCount: number;
  /** The level of the interval. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** A forecast without the program, what the program changed, and how that becomes money. */
export interface ServiceIncomeQuestion {
  /** The currency of every amount. */
  readonly currency: CurrencyCode;
  /** How each line is rounded to the minor unit, once. */
  readonly rounding: Rounding;
  /** What would have happened without the program: `"The budgeted forecast of 2027 at the wait-list's level of service"`. */
  readonly counterfactual: Title;
  /** The skills as they would be then. */
  readonly skills: readonly ServedSkill[];
  /** What the staffing intervals are: those of one day, which counts `operatingDays` times, or all those of the window, which count once. */
  readonly forecastCovers: "typical-day" | "benefit-window";
  /** The time whose income is counted. */
  readonly benefitWindow: BenefitWindow;
  /** What the program changed; at most 8. */
  readonly effects: readonly ServiceEffect[];
  /** How that becomes money, one line of income each. */
  readonly estimators: readonly IncomeEstimator[];
  /** How the interval is made. */
  readonly trials: IncomeTrials;
  /** What went into coaching; left out, nothing is told per coached hour. */
  readonly coachedHours?: CoachedHours;
  /** Of the rules of benefits those that are off here, and why: `isolate-effects`, `first-year-only`. */
  readonly waivedRules: readonly RuleWaiver[];
}

const duplicateId: Fault = { code: "service-income-question.duplicate_id", message: "The id “{id}” is used twice in {list}.", hint: "Give each an id of its own." };
const unknownSkill: Fault = { code: "service-income-question.unknown_skill", message: "No skill has the id “{id}”.", hint: "Add the skill, or correct the id." };
const doubleCount: Fault = {
  code: "service-income-question.double_count", message: "“{first}” and “{second}” both turn what is gained in the skill “{skillId}” into money: it would be counted twice.",
  hint: "Freed minutes save staff or serve more contacts, never both. Keep one of the two for this skill, or ask two questions and book one answer.",
};
const patientCallers: Fault = { code: "service-income-question.patient_callers", message: "By Erlang C no caller of “{skillId}” ever hangs up, so none is lost.", hint: "Judge the skill by erlang-a, with the callers' patience." };
const missingLevel: Fault = { code: "service-income-question.missing_level", message: "The effect “{effectId}” changes it, but the skill does not tell it.", hint: "Give its level without the program." };
const mixedCurrencies: Fault = { code: "service-income-question.mixed_currencies", message: "The amount is in {got}, the question in {expected}.", hint: "Convert it first, with a dated exchange rate." };
const negativeAmount: Fault = { code: "service-income-question.negative_amount", message: "The amount is {amount}, less than zero.", hint: "Give zero or more." };
const windowTooLong: Fault = { code: "service-income-question.window_too_long", message: "The window ends {months} months after the program began: more than the first year.", hint: "Count fewer months, or waive the rule first-year-only in waivedRules, with the reason." };
const tooManyDays: Fault = { code: "service-income-question.too_many_days", message: "{days} days do not fit into {months} months.", hint: "Count the days on which contacts come." };
const idleWaiver: Fault = { code: "service-income-question.idle_waiver", message: "The rule {rule} plays no part here.", hint: "Waive it in the claim." };
const noHours: Fault = { code: "service-income-question.no_hours", message: "No hour went into coaching.", hint: "Give its hours, or leave coachedHours out." };
const tooMuchWork: Fault = { code: "service-income-question.too_much_work", message: "{looks} looks at a queue are more than {limit}.", hint: "Take fewer trials, fewer effects, or a typical day; staffing intervals that are alike count once." };

const applicable: readonly BenefitRule[] = ["isolate-effects", "first-year-only"];
/** Whether a rule is off. */
const isWaived = ({ waivedRules }: ServiceIncomeQuestion, name: BenefitRule): boolean => waivedRules.some(({ rule: waived }) => waived === name);

function findDuplicates(list: string, key: string, { ids, report }: { readonly ids: readonly string[]; readonly report: Report }): void {
  for (const [index, id] of repeated(ids, (one) => one)) report(duplicateId, [list, index, key], { id, list });
}

/** Lines whose gain comes out of one place: freed minutes, conversions, customers who stay. */
const sourceOfGain = ({ estimator }: IncomeEstimator): string => (estimator === "lost-contacts-avoided" ? "time-value" : estimator);

const rules: readonly ((question: ServiceIncomeQuestion, report: Report) => void)[] = [
  ({ skills, effects, estimators, waivedRules }, report) => {
    findDuplicates("skills", "skillId", { ids: skills.map(({ skillId }) => skillId), report });
    findDuplicates("effects", "id", { ids: effects.map(({ id }) => id), report });
    findDuplicates("estimators", "id", { ids: estimators.map(({ id }) => id), report });
    findDuplicates("waivedRules", "rule", { ids: waivedRules.map(({ rule: waived }) => waived), report });
    waivedRules.forEach(({ rule: waived }, index) => { if (!applicable.includes(waived)) report(idleWaiver, ["waivedRules", index, "rule"], { rule: waived }); });
  },
  ({ skills, effects, estimators }, report) => {
    const known = new Set(skills.map(({ skillId }) => skillId));
    for (const [list, entries] of [["effects", effects], ["estimators", estimators]] as const) {
      entries.forEach((entry, index) => {
        const named = "skillIds" in entry ? (entry.skillIds ?? []) : [];
        named.forEach((id, place) => { if (!known.has(id)) report(unknownSkill, [list, index, "skillIds", place], { id }); });
      });
    }
  },
  ({ skills, estimators }, report) => {
    const taken = new Map<string, string>();
    estimators.forEach((line, index) => {
      const scope = line.estimator === "retained-customers" ? [{ skillId: "", target: null }] : skills.filter(({ skillId }) => showsIn(line, skillId));
      const clash = scope.find(({ skillId }) => taken.has(JSON.stringify([sourceOfGain(line), skillId])));
      if (clash !== undefined) report(doubleCount, ["estimators", index], { first: taken.get(JSON.stringify([sourceOfGain(line), clash.skillId])) ?? "", second: line.id, skillId: clash.skillId });
      for (const { skillId } of scope) taken.set(JSON.stringify([sourceOfGain(line), skillId]), line.id);
      const patient = line.estimator === "lost-contacts-avoided" ? scope.find(({ target }) => target?.model === "erlang-c") : undefined;
      if (patient !== undefined) report(patientCallers, ["estimators", index], { skillId: patient.skillId });
    });
  },
  (question, report) => {
    for (const [index, skill] of question.skills.entries()) {
      for (const { id, measure } of countedEffects(question).filter((effect) => showsIn(effect, skill.skillId))) {
        const needed = measure === "first-contact-resolution" ? ["firstContactResolutionFraction", "repeatContactFraction"] as const : measure === "conversion" ? ["conversionFraction", "eligibleFraction"] as const : [];
        for (const key of needed) if (skill[key] === undefined) report(missingLevel, ["skills", index, key], { effectId: id });
      }
    }
  },
  (question, report) => { findImpossible(question, report); },
  ({ currency, estimators, coachedHours }, report) => {
    const amounts = estimators.map((line, index) => ({ money: unitValueOf(line).money, path: ["estimators", index, unitValueOf(line).key] }));
    const rates = coachedHours === undefined ? [] : (["participantHourlyRate", "coachHourlyRate"] as const).map((key) => ({ money: coachedHours[key], path: ["coachedHours", key] }));
    for (const { money: { amount, currency: got }, path } of [...amounts, ...rates]) {
      if (isNegative({ amount, currency: got })) report(negativeAmount, [...path, "amount"], { amount });
      if (got !== currency && CurrencyCode.safeParse(got).success && CurrencyCode.safeParse(currency).success) report(mixedCurrencies, [...path, "currency"], { expected: currency, got });
    }
  },
  (question, report) => {
    const { benefitWindow: { afterWeeks, months, operatingDays: days }, coachedHours } = question;
    const end = (afterWeeks * 12) / 52 + months;
    if (end > 12 && !isWaived(question, "first-year-only")) report(windowTooLong, ["benefitWindow", "months"], { months: Math.round(end * 100) / 100 });
    if (days > months * 31) report(tooManyDays, ["benefitWindow", "operatingDays"], { days, months });
    if (coachedHours !== undefined && coachedHours.participantHours + coachedHours.coachHours <= 0) report(noHours, ["coachedHours"]);
  },
  (question, report) => {
    const looks = queueLooks(question);
    if (looks > SERVICE_INCOME_LIMITS.queueLooks) report(tooMuchWork, ["trials", "trialCount"], { looks, limit: SERVICE_INCOME_LIMITS.queueLooks });
  },
];

/** Schema of the time whose income is counted. */
export const BenefitWindow = z.strictObject({ afterWeeks: z.int().min(0).max(520), months: z.int().min(1).max(120), operatingDays: z.int().min(1).max(3720) }).readonly() satisfies z.ZodType<BenefitWindow>;
/** Schema of paid time that went into coaching. */
export const CoachedHours = z.strictObject({ participantHours: Hours, coachHours: Hours, participantHourlyRate: Money, coachHourlyRate: Money }).readonly() satisfies z.ZodType<CoachedHours>;
/** Schema of how the interval is made. */
export const IncomeTrials = z.strictObject({ seed: Seed, trialCount: z.int().min(100).max(SERVICE_INCOME_LIMITS.trials), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<IncomeTrials>;
/** Schema of a question for added service income, with its rules between parts. */
export const ServiceIncomeQuestion = z.strictObject({
  currency: CurrencyCode, rounding: Rounding, counterfactual: Title, skills: z.array(ServedSkill).min(1).max(SERVICE_INCOME_LIMITS.skills).readonly(), forecastCovers: z.enum(["typical-day", "benefit-window"]),
  benefitWindow: BenefitWindow, effects: z.array(ServiceEffect).min(1).max(SERVICE_INCOME_LIMITS.effects).readonly(), estimators: z.array(IncomeEstimator).min(1).max(SERVICE_INCOME_LIMITS.lines).readonly(),
  trials: IncomeTrials, coachedHours: z.exactOptional(CoachedHours), waivedRules: z.array(RuleWaiver).max(10).readonly(),
}).check(...rules.map((find) => rule(find))).readonly() satisfies z.ZodType<ServiceIncomeQuestion>;
