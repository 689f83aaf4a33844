import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { IncomeEstimator } from "./income-estimator.js";
import type { IncomeModel } from "./income-model.js";
import { type ServiceMeasure, type ServiceEffect, showsIn } from "./service-effect.js";
import { skillsOf } from "./income-scope.js";
import type { ServiceIncomeQuestion } from "./service-income-question.js";

/** Something to keep in mind. */
export interface IncomeWarning {
  /**
   * What: `interval-holds-zero`, the effect may be none; `few-observations`, fewer than 30 (a rule of thumb), so that a normal distribution is too narrow; `uneven-interval`, whose two sides were averaged;
   * `unused-effect`, no line makes money of it; `understaffed`, agents are fewer than the target asks for without the program, so that freed ones first fill the gap; `draws-cut`, some trials drew what is not possible and were cut to what is;
   * `avoided-contacts`, better or worse resolution changes how many contacts there are: what those would have sold anyway is not taken off, and those of them that would have hung up count as kept.
   */
  readonly code: "interval-holds-zero" | "few-observations" | "uneven-interval" | "unused-effect" | "understaffed" | "draws-cut" | "avoided-contacts";
  /** The effects, or the skills where it is about staff, by id. */
  readonly ids: readonly Id[];
}

const FEW_OBSERVATIONS = 30;
/** Whose sides differ by more than a hundredth of the width. */
const UNEVEN_FRACTION = 0.01;

const uses: Readonly<Record<IncomeEstimator["estimator"], readonly ServiceMeasure[]>> = {
  "time-value": ["handle-time", "first-contact-resolution"], "lost-contacts-avoided": ["handle-time", "first-contact-resolution"],
  "revenue-per-handled-contact": ["conversion"], "retained-customers": ["customer-satisfaction"],
};

/** What to keep in mind of an answer. */
export function incomeWarnings(model: IncomeModel, { skills, estimators }: ServiceIncomeQuestion, cutCount: number): readonly IncomeWarning[] {
  const { effects, lines } = model;
  const those = (code: IncomeWarning["code"], isSo: (effect: ServiceEffect) => boolean): IncomeWarning => ({ code, ids: effects.filter(isSo).map(({ id }) => id) });
  const isUsed = ({ measure, skillIds }: ServiceEffect): boolean => estimators.some((line) => uses[line.estimator].includes(measure) && (line.estimator === "retained-customers" || skills.some(({ skillId }) => showsIn(line, skillId) && (skillIds ?? [skillId]).includes(skillId))));
  const priced = estimators.filter(({ estimator }) => estimator === "revenue-per-handled-contact" || estimator === "lost-contacts-avoided");
  const isAvoiding = (effect: ServiceEffect): boolean => effect.measure === "first-contact-resolution" && effect.change.estimate !== 0 && priced.some((line) => skillsOf({ skills }, line).some(({ skillId, repeatContactFraction = 0 }) => repeatContactFraction > 0 && showsIn(effect, skillId)));
  const unchanged = effects.map(() => 0);
  const short = lines.filter(({ estimator }) => estimator === "time-value").flatMap((line) => model.pairsOf(line, unchanged))
    .filter(({ before }) => before.intervals.some(({ kind, requiredFte }) => requiredFte !== null && kind.agentFte < requiredFte)).map(({ skill }) => skill.skillId);
  const found: readonly IncomeWarning[] = [
    those("interval-holds-zero", ({ change: { confidence: { lower, upper } } }) => lower <= 0 && upper >= 0),
    those("few-observations", ({ change: { n } }) => n < FEW_OBSERVATIONS),
    those("uneven-interval", ({ change: { estimate, confidence: { lower, upper } } }) => Math.abs(upper + lower - 2 * estimate) > UNEVEN_FRACTION * (upper - lower)),
    those("unused-effect", (effect) => effect.measure !== "customer-satisfaction" && !isUsed(effect)),
    { code: "understaffed", ids: [...short].sort(inTextOrder) },
    { code: "draws-cut", ids: cutCount === 0 ? [] : effects.map(({ id }) => id) },
    those("avoided-contacts", isAvoiding),
  ];
  return found.filter(({ ids }) => ids.length > 0);
}
