/** What the program of the frontline example brought, in money: from what changed in reps' figures through the queue to callers who were kept and sales. */
import { CoachingError, effect, type money, roi, type wfm } from "coachkit";
import { row, typicalDay } from "./coached-day.js";
import { service } from "./invented-site.js";
import { figuresOfReps } from "./invented-outcome.js";
import { line } from "./sponsor-report.js";

export const eur = (amount: string): money.Money => ({ amount, currency: "EUR" });
export const rates: wfm.CoachingRates = { agentHourlyRate: eur("24.00"), coachHourlyRate: eur("40.00") };
export const euros = ({ amount }: money.Money): string => `EUR ${amount.replace("-", "−").replaceAll(/\B(?=(?:\d{3})+\.)/gu, ",")}`;

const kept: roi.IncomeEstimator = { estimator: "lost-contacts-avoided", id: "callers-kept", contactMargin: eur("6.00") };
const sales: roi.IncomeEstimator = { estimator: "revenue-per-handled-contact", id: "sales", conversionMargin: eur("40.00") };

interface Program {
  /** The queue with the coaching in it. */
  readonly coached: wfm.StaffedSkill;
  readonly date: string;
  readonly coachedHours: roi.CoachedHours;
}
const incomeQuestion = ({ coached, date, coachedHours }: Program, effects: readonly roi.ServiceEffect[]): roi.ServiceIncomeQuestion => ({
  currency: "EUR", rounding: "half-even", counterfactual: "All 300 reps coached as often, without the new program, as those were who waited", forecastCovers: "typical-day",
  skills: [{
    skillId: service.skillId, target: service.target, staffingIntervalMinutes: 30, intervals: typicalDay(coached, date),
    firstContactResolutionFraction: 0.7, repeatContactFraction: 0.6, conversionFraction: 0.04, eligibleFraction: 0.25,
  }],
  benefitWindow: { afterWeeks: 12, months: 9, operatingDays: 195 }, effects, estimators: [kept, sales], trials: { seed: 300, trialCount: 500, confidenceLevel: 0.95 }, waivedRules: [], coachedHours,
});

/** The changes, each with its interval, as a wait-list tells them apart from what would have happened anyway. */
const measuredEffects = () => figuresOfReps().map(({ id, measure, truth, study }) => {
  const found = effect.differenceInDifferences(study);
  if (found.estimate === null) throw new Error("This tale has figures.");
  const { estimate, confidence, n, isolation, arms } = found;
  return { truth, arms, effect: { id, measure, change: { estimate, confidence, n }, isolationMethod: isolation.grade, comparedWith: "150 reps drawn to wait, in the same weeks", sourceIds: ["queue-reports"] } satisfies roi.ServiceEffect };
});

const shown = (measure: roi.ServiceMeasure, change: number): string => {
  const [factor, digits, unit] = measure === "handle-time" ? [1, 1, "s"] : measure === "customer-satisfaction" ? [1, 3, "points"] : [100, 2, "%-points"];
  return `${change < 0 ? "−" : "+"}${Math.abs(factor * change).toFixed(digits)} ${unit}`;
};

/** Each step to the income; of those that are made for every half hour, those of the one in which most callers hang up. */
function tellTrace({ trace }: roi.AddedServiceIncome): void {
  const worst = Math.max(...trace.filter(({ step }) => step === "lost-contacts-before").map(({ value }) => Number(value)));
  const at = trace.findIndex(({ step, value }) => step === "lost-contacts-before" && value === worst);
  const isHalfHourly = (step: string): boolean => step.startsWith("load-") || step.startsWith("lost-contacts-");
  line(`  Traced; of the ${String(trace.filter(({ step }) => step === "load-before").length)} half hours the one in which most callers hang up`);
  for (const [place, { lineId, step, formula, value, unit }] of trace.entries()) {
    if (isHalfHourly(step) && (place < at - 2 || place > at + 1)) continue;
    line(`    ${lineId.padEnd(13)} ${step.padEnd(25)} ${(typeof value === "number" ? `${value.toFixed(3)} ${unit}` : euros(value)).padStart(21)} = ${formula}`);
  }
}

/** Whether one may also sell the freed minutes as staff that is saved. */
function refusalOfBoth(question: roi.ServiceIncomeQuestion): string {
  try {
    roi.addedServiceIncome({ ...question, estimators: [...question.estimators, { estimator: "time-value", id: "staff", hourlyRate: rates.agentHourlyRate, shrinkageFraction: 0.3, realizedFraction: 0.6, agents: "whole" }] });
    return "taken";
  } catch (error) {
    if (!(error instanceof CoachingError)) throw error;
    return error.issues.map(({ code }) => code).join(", ");
  }
}

export function tellIncome(program: Program): void {
  const measured = measuredEffects();
  for (const { truth, effect: { id, measure, change: { estimate, confidence: { lower, upper } } } } of measured) {
    row(id, `${shown(measure, estimate)}, 95 % interval ${shown(measure, lower)} to ${shown(measure, upper)}; the truth of this tale: ${shown(measure, truth)}`);
  }
  const arms = measured[0]?.arms ?? [];
  row("Compared", `${arms.map(({ assignedCount, analyzedCount }) => `${String(analyzedCount)} of ${String(assignedCount)}`).join(" who began with ")} who wait: drawn by chance in each team, all coached as often`);
  const question = incomeQuestion(program, measured.map((one) => one.effect));
  const answer = roi.addedServiceIncome(question);
  const { addedIncome, lines, attribution, coachingPayback, intangibles, warnings, assumptions: { models, benefitWindow: { afterWeeks, months, operatingDays } } } = answer;
  if (addedIncome.estimate === null || coachingPayback === null) throw new Error("This tale has an income.");
  line();
  row("Income", `${euros(addedIncome.estimate)} in ${String(months)} months after week ${String(afterWeeks)}, ${String(operatingDays)} days like the one above; 95 % interval ${euros(addedIncome.confidence.lower)} to ${euros(addedIncome.confidence.upper)}; below zero in ${(100 * addedIncome.belowZeroFraction).toFixed(1)} % of ${String(addedIncome.trialCount)} trials`);
  for (const { lineId, quantity, unit, addedIncome: worth } of lines) row(lineId, `${quantity.toFixed(0)} ${unit}, ${euros(worth)}`);
  row("Brought by", `${attribution.map(({ effectId, addedIncome: share }) => `${effectId} ${euros(share)}`).join(", ")} (Shapley values, which add up to the cent)`);
  row("Per hour", `${coachingPayback.coachedHours.toFixed(0)} paid hours of reps and coaches, ${euros(coachingPayback.timeCost)}: each brings ${euros(coachingPayback.hourlyIncome)}, ${euros(coachingPayback.netHourlyIncome)} after its cost`);
  const trueEffects = measured.map(({ truth, effect: one }) => ({ ...one, change: { ...one.change, estimate: truth, confidence: { lower: truth, upper: truth, level: 0.95 } } }));
  const truth = roi.addedServiceIncome({ ...question, effects: trueEffects, trials: { ...question.trials, trialCount: 100 } }).addedIncome.estimate;
  row("Truth", `with the effects that this tale was made of: ${truth === null ? "none" : euros(truth)}`);
  line();
  tellTrace(answer);
  line();
  line("  Not counted");
  line(`    ${intangibles.map(({ title }) => title.toLowerCase()).join(", ")}: no model says what it is worth`);
  line("    Saturdays, and anything beyond nine months");
  line(`    staff that could be saved: the minutes already serve callers; asking for both is refused (${refusalOfBoth(question)})`);
  line("    what those who wait picked up in huddles from those who began: it makes the effect look smaller");
  line("    errors of the forecast and of prices: the interval is that of the effects alone");
  line(`    Model: ${models.map(({ skillId, model, serviceLevelDefinition }) => `${skillId} by ${model}, ${serviceLevelDefinition}`).join("; ")}; warnings: ${warnings.length === 0 ? "none" : warnings.map((warning) => JSON.stringify(warning)).join(", ")}`);
}
