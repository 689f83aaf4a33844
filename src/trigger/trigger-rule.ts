import * as z from "zod";
import { type Fault, type IssuePath, repeated, type Report } from "../error/index.js";
import { inTextOrder } from "../unit/internal.js";
import { Id, Title } from "../unit/index.js";
import { constancyOf } from "./constant-condition.js";
import { partsOf, TriggerCondition } from "./trigger-condition.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";
import type { TriggerSignal } from "./trigger-signal.js";

/** When what is to be proposed for whom, as data. */
export interface TriggerRule {
  /** Unique among the rules. */
  readonly ruleId: Id;
  /** For people. */
  readonly title: Title;
  /** It fires where this is true; not where it is unknown. */
  readonly when: TriggerCondition;
  /** 1 is the most urgent; of equal ones the rule whose id comes first. */
  readonly priority: number;
  /** After it fired for a person, in how many weeks it can again, at the earliest: 1, in the next one. */
  readonly cooldownWeeks: number;
  /** Whether a person has to approve what is proposed before anything happens. */
  readonly needsApproval: boolean;
  /** The purpose that the person's consent has to cover. */
  readonly purposeId: Id;
  /** What is proposed: a modality, a template, or a host's own. */
  readonly actionId: Id;
  /** What it is about. */
  readonly subject: Title;
}
/** Schema of a rule. What lies between rules and signals is checked where both are given. */
export const TriggerRule = z.strictObject({
  ruleId: Id, title: Title, when: TriggerCondition, priority: z.int().min(1).max(1000), cooldownWeeks: z.int().min(1).max(520), needsApproval: z.boolean(), purposeId: Id, actionId: Id, subject: Title,
}).readonly() satisfies z.ZodType<TriggerRule>;

/** The rules of one call. */
export const TriggerRules = z.array(TriggerRule).min(1).max(TRIGGER_LIMITS.rules).readonly();

const duplicateRule: Fault = { code: "trigger-rule.duplicate_rule", message: "The id “{id}” is used by two rules.", hint: "Give each rule an id of its own." };
const unknownSignal: Fault = { code: "trigger-rule.unknown_signal", message: "No signal has the id “{id}”.", hint: "Declare the signal, or correct the id." };
const tooDeep: Fault = { code: "trigger-rule.too_deep", message: "The conditions are nested more than {limit} levels deep.", hint: "Split the rule." };
const tooManyConditions: Fault = { code: "trigger-rule.too_many_conditions", message: "The rule has more than {limit} conditions.", hint: "Split the rule." };
const moreThanWeeks: Fault = { code: "trigger-rule.more_than_weeks", message: "{minimumCount} values are asked for in {previousWeeks} weeks.", hint: "Look at more weeks, or ask for fewer values." };
const beyondRange: Fault = { code: "trigger-rule.beyond_range", message: "The limit {limit} lies outside the range of the signal, {lowest} to {highest}.", hint: "Check the unit: a fraction runs from 0 to 1." };
const alwaysTrue: Fault = { code: "trigger-rule.always_true", message: "The rule “{id}” is true whatever the values are.", hint: "Give it a condition that can be false: a rule that always fires tells nobody apart." };
const neverTrue: Fault = { code: "trigger-rule.never_true", message: "The rule “{id}” is true for no values.", hint: "Two of its conditions exclude each other, or a limit lies at the end of a range." };

/** Reports what is wrong inside one rule; whether it is sound enough for the question if it is constant. */
function findConditionFaults(rule: TriggerRule, signals: ReadonlyMap<Id, TriggerSignal>, report: Report): boolean {
  let [count, isSound] = [0, true];
  const fault: Report = (found, path, params) => { isSound = false; report(found, path, params); };
  const todo: { readonly condition: TriggerCondition; readonly path: IssuePath; readonly depth: number }[] = [{ condition: rule.when, path: ["when"], depth: 1 }];
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    const { condition, path, depth } = step;
    count += 1;
    if (depth > TRIGGER_LIMITS.conditionDepth) { fault(tooDeep, path, { limit: TRIGGER_LIMITS.conditionDepth }); break; }
    if (count > TRIGGER_LIMITS.conditions) { fault(tooManyConditions, ["when"], { limit: TRIGGER_LIMITS.conditions }); break; }
    if ("signalId" in condition) {
      const signal = signals.get(condition.signalId);
      if (signal === undefined) fault(unknownSignal, [...path, "signalId"], { id: condition.signalId });
      else if (condition.kind === "threshold" && signal.range !== undefined && (condition.limit < signal.range.lowest || condition.limit > signal.range.highest)) fault(beyondRange, [...path, "limit"], { limit: condition.limit, ...signal.range });
    }
    if ("minimumCount" in condition && condition.minimumCount > condition.previousWeeks) fault(moreThanWeeks, [...path, "minimumCount"], { minimumCount: condition.minimumCount, previousWeeks: condition.previousWeeks });
    for (const part of partsOf(condition)) todo.push({ condition: part.condition, path: [...path, ...part.path], depth: depth + 1 });
  }
  return isSound;
}

/** Reports what is wrong with rules and the signals that they name. */
export function findRuleFaults({ rules, signals }: { readonly rules: readonly TriggerRule[]; readonly signals: readonly TriggerSignal[] }, report: Report): void {
  const known = new Map(signals.map((signal) => [signal.signalId, signal]));
  for (const [index, { ruleId: id }] of repeated(rules, ({ ruleId }) => ruleId)) report(duplicateRule, ["rules", index, "ruleId"], { id });
  rules.forEach((rule, index) => {
    if (!findConditionFaults(rule, known, (fault, path, params) => { report(fault, ["rules", index, ...path], params); })) return;
    // rules run on faulty parts, too; of those nothing is proven
    const constancy = TriggerCondition.safeParse(rule.when).success ? constancyOf(rule.when, known) : null;
    if (constancy !== null) report(constancy === "always" ? alwaysTrue : neverTrue, ["rules", index, "when"], { id: rule.ruleId });
  });
}

/** The places of rules, the most urgent first. */
export const rankedPlaces = (rules: readonly TriggerRule[]): readonly number[] =>
  rules.map((_, place) => place).sort((left, right) => {
    const [one, other] = [rules[left] as TriggerRule, rules[right] as TriggerRule];
    return one.priority - other.priority || inTextOrder(one.ruleId, other.ruleId);
  });
