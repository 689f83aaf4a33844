import type { IncomeEstimator, ServedSkill, ServiceEffect, ServiceIncomeQuestion } from "coachkit/roi";
import { eur } from "../../money/faults.js";

/** Seven peak half-hours of 990 calls and eight others of 900, 360 s each, with 210 agents on the queue. */
export const care: ServedSkill = {
  skillId: "care", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, staffingIntervalMinutes: 30,
  intervals: Array.from({ length: 15 }, (_, half) => ({ offeredContacts: half >= 4 && half < 11 ? 990 : 900, handleTimeSeconds: 360, agentFte: 210 })),
  firstContactResolutionFraction: 0.7, repeatContactFraction: 0.6, conversionFraction: 0.04, eligibleFraction: 0.25,
};
const drawn = { isolationMethod: "randomized-wait-list", comparedWith: "150 reps on the wait-list, in the same twelve weeks", sourceIds: ["wait-list-study"] };
/** What the wait-list study found, or a share of it. */
export const effectsTimes = (factor: number): readonly ServiceEffect[] => [
  { ...drawn, id: "handle-time", measure: "handle-time", change: { estimate: -6 * factor, confidence: { lower: -11.681 * factor, upper: -0.319 * factor, level: 0.95 }, n: 300 } },
  { ...drawn, id: "resolution", measure: "first-contact-resolution", change: { estimate: 0.01 * factor, confidence: { lower: 0.002 * factor, upper: 0.018 * factor, level: 0.95 }, n: 300 } },
  { ...drawn, id: "conversion", measure: "conversion", change: { estimate: 0.001 * factor, confidence: { lower: 0.0002 * factor, upper: 0.0018 * factor, level: 0.95 }, n: 300 } },
  { ...drawn, id: "satisfaction", measure: "customer-satisfaction", change: { estimate: 0.1, confidence: { lower: 0, upper: 0.2, level: 0.95 }, n: 300 } },
];
export const staffSaved: IncomeEstimator = { estimator: "time-value", id: "staff-saved", hourlyRate: eur("24"), shrinkageFraction: 0.3, realizedFraction: 0.6, agents: "whole" };
export const sales: IncomeEstimator = { estimator: "revenue-per-handled-contact", id: "sales", conversionMargin: eur("40") };
export const contactsKept: IncomeEstimator = { estimator: "lost-contacts-avoided", id: "contacts-kept", contactMargin: eur("3") };

/** 300 reps after twelve weeks of coaching, counted over the 39 weeks that are left of the first year. */
export const frontline = (change: Partial<ServiceIncomeQuestion> = {}): ServiceIncomeQuestion => ({
  currency: "EUR", rounding: "half-even", counterfactual: "The forecast of the year, served as the wait-list served it", skills: [care], forecastCovers: "typical-day",
  benefitWindow: { afterWeeks: 12, months: 9, operatingDays: 195 }, effects: effectsTimes(1), estimators: [staffSaved, sales], trials: { seed: 300, trialCount: 200, confidenceLevel: 0.9 },
  coachedHours: { participantHours: 1800, coachHours: 1200, participantHourlyRate: eur("24"), coachHourlyRate: eur("40") }, waivedRules: [], ...change,
});
/** The same with callers who hang up after two minutes on average. */
export const impatient: ServedSkill = { ...care, target: { ...care.target, model: "erlang-a", patienceSeconds: 120 } };
