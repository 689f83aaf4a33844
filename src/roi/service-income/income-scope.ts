import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { RuleWaiver } from "../benefit-rule.js";
import type { IncomeEstimator, LostContactsAvoided, TimeValue } from "./income-estimator.js";
import type { ServedInterval, ServedSkill } from "./served-skill.js";
import { isIsolated, type ServiceEffect, showsIn } from "./service-effect.js";
import { SERVICE_INCOME_LIMITS } from "./service-income-limits.js";

/** What of a question tells who counts where. */
export interface IncomeScope {
  readonly skills: readonly ServedSkill[];
  readonly effects: readonly ServiceEffect[];
  readonly estimators: readonly IncomeEstimator[];
  readonly trials: { readonly trialCount: number };
  readonly waivedRules: readonly RuleWaiver[];
}

/** Staffing intervals that are alike in everything. */
export interface IntervalKind extends ServedInterval {
  /** How many there are. */
  readonly intervalCount: number;
}

/** The staffing intervals in which contacts are offered, each kind once, in an order of its own. */
export function intervalKinds(intervals: readonly ServedInterval[]): readonly IntervalKind[] {
  const kinds = new Map<string, { readonly first: ServedInterval; intervalCount: number }>();
  for (const interval of intervals) {
    if (interval.offeredContacts === 0) continue;
    const key = `${String(interval.offeredContacts)} ${String(interval.handleTimeSeconds)} ${String(interval.agentFte)}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, { first: interval, intervalCount: 1 });
    else known.intervalCount += 1;
  }
  return [...kinds.values()].map(({ first, intervalCount }) => ({ ...first, intervalCount }))
    .sort((one, other) => other.offeredContacts - one.offeredContacts || other.handleTimeSeconds - one.handleTimeSeconds || other.agentFte - one.agentFte);
}

/** The effects that count, by id: those that something tells apart from other causes, and all where that rule is off. */
export const countedEffects = ({ effects, waivedRules }: IncomeScope): readonly ServiceEffect[] =>
  effects.filter((effect) => isIsolated(effect) || waivedRules.some(({ rule }) => rule === "isolate-effects")).sort((one, other) => inTextOrder(one.id, other.id));

/** What is done with the minutes that are freed in a skill. */
export const freedTimeLine = ({ estimators }: IncomeScope, skillId: Id): TimeValue | LostContactsAvoided | undefined =>
  estimators.find((line): line is TimeValue | LostContactsAvoided => (line.estimator === "time-value" || line.estimator === "lost-contacts-avoided") && showsIn(line, skillId));

/** Whether it matters how many callers of a skill hang up. */
export const countsLostContacts = ({ estimators }: IncomeScope, { skillId, target }: ServedSkill): boolean =>
  target.model === "erlang-a" && estimators.some((line) => (line.estimator === "lost-contacts-avoided" || line.estimator === "revenue-per-handled-contact") && showsIn(line, skillId));

/** Whether an effect moves the load of a queue. */
const movesQueue = ({ measure }: ServiceEffect): boolean => measure === "handle-time" || measure === "first-contact-resolution";

/** Whether the size of an effect is drawn in trials; an interval of binary dust is none. */
export const isUncertain = ({ change: { confidence: { lower, upper } } }: ServiceEffect): boolean => upper - lower > 1e-12;

/** To the ninth digit of an agent takes about so many times as long as to the whole one. */
const FRACTIONAL_LOOKS = 4;

/** How often a queue has to be looked at: each kind of staffing interval with every set of effects that move it, and in every trial. */
export function queueLooks(question: IncomeScope): number {
  const counted = countedEffects(question);
  return question.skills.reduce((looks, skill) => {
    if (skill.intervals.length > SERVICE_INCOME_LIMITS.staffingIntervals || (freedTimeLine(question, skill.skillId) === undefined && !countsLostContacts(question, skill))) return looks;
    const moving = counted.filter((effect) => movesQueue(effect) && showsIn(effect, skill.skillId));
    const line = freedTimeLine(question, skill.skillId);
    const weight = line?.estimator === "time-value" && line.agents === "fractional" ? FRACTIONAL_LOOKS : 1;
    return looks + weight * intervalKinds(skill.intervals).length * (2 ** Math.min(moving.length, 30) + (moving.some(isUncertain) ? question.trials.trialCount : 0));
  }, 0);
}

/** The skills of a line, by id; none of a line about customers. */
export const skillsOf = ({ skills }: Pick<IncomeScope, "skills">, line: IncomeEstimator): readonly ServedSkill[] =>
  (line.estimator === "retained-customers" ? [] : skills.filter(({ skillId }) => showsIn(line, skillId)).sort((one, other) => inTextOrder(one.skillId, other.skillId)));
/** The lines of income, by id. */
export const linesOf = ({ estimators }: IncomeScope): readonly IncomeEstimator[] => [...estimators].sort((one, other) => inTextOrder(one.id, other.id));
