import type { Id } from "../unit/index.js";
import { FALSE, meetsLimit, TRUE, type Truth, UNKNOWN } from "./kleene.js";
import type { TriggerCondition } from "./trigger-condition.js";
import { SIGNAL_BOUND, type TriggerSignal } from "./trigger-signal.js";

/** Cases times conditions beyond which nothing is proven, and the replay has to show it. */
const MOST_LOOKS = 20_000;

/** One thing that may turn out in several ways: the value of a signal among places that its limits tell apart (`null`: missing), or yes or no. */
interface Choice {
  readonly options: readonly (number | null)[];
  /** Whether it is yes where every week has all values. */
  readonly isYesWithAll: boolean;
}

/** Values that stand for all others: the limits, one between each two neighbors, and one on either side where the range leaves room. */
function placesOf(limits: readonly number[], range: TriggerSignal["range"]): readonly (number | null)[] {
  const [lowest, highest] = [range?.lowest ?? -2 * SIGNAL_BOUND, range?.highest ?? 2 * SIGNAL_BOUND];
  const sorted = [...new Set([lowest, ...limits, highest])].sort((left, right) => left - right);
  return [...new Set(limits), ...sorted.slice(1).map((limit, place) => ((sorted[place] as number) + limit) / 2), null];
}

/** What was found out of conditions, so that none is gone through twice. */
type Known = Map<TriggerCondition, "always" | "never" | null>;

interface Cases {
  readonly conditionCount: number;
  readonly values: Map<Id, number>;
  readonly free: Map<TriggerCondition, number>;
  readonly choices: Choice[];
}

/** What a condition hangs on: the place of each signal, and yes or no for what also hangs on other weeks. */
function casesOf(when: TriggerCondition, signals: ReadonlyMap<Id, TriggerSignal>, known: Known): Cases {
  let conditionCount = 0;
  const [values, free, choices, limits] = [new Map<Id, number>(), new Map<TriggerCondition, number>(), [] as Choice[], new Map<Id, number[]>()];
  const visit = (condition: TriggerCondition): void => {
    conditionCount += 1;
    if ("signalId" in condition) limits.set(condition.signalId, [...(limits.get(condition.signalId) ?? []), ...(condition.kind === "threshold" ? [condition.limit] : [])]);
    if (condition.kind === "change" || condition.kind === "outlier") free.set(condition, choices.push({ options: [FALSE, TRUE], isYesWithAll: false }) - 1);
    if (condition.kind === "weeks-in-a-row") free.set(condition, choices.push({ options: [FALSE, TRUE], isYesWithAll: constancyOf(condition.condition, signals, known) === "always" }) - 1);
    if ("conditions" in condition) condition.conditions.forEach(visit);
    else if ("condition" in condition) visit(condition.condition);
  };
  visit(when);
  for (const [signalId, own] of limits) values.set(signalId, choices.push({ options: placesOf(own, signals.get(signalId)?.range), isYesWithAll: false }) - 1);
  return { conditionCount, values, free, choices };
}

/** The truth of a condition in one case. What hangs on other weeks may go either way, as far as this week lets it. */
function truthIn(condition: TriggerCondition, cases: Cases, drawn: readonly (number | null)[]): Truth {
  const freely = (): Truth => drawn[cases.free.get(condition) ?? 0] as Truth;
  const value = "signalId" in condition ? (drawn[cases.values.get(condition.signalId) ?? 0] ?? null) : null;
  const truths = (parts: readonly TriggerCondition[]): readonly Truth[] => parts.map((part) => truthIn(part, cases, drawn));
  switch (condition.kind) {
    case "missing": return value === null ? TRUE : FALSE;
    case "threshold": return value === null ? UNKNOWN : meetsLimit(condition.comparison, value, condition.limit) ? TRUE : FALSE;
    case "change": case "outlier": return value === null ? UNKNOWN : freely();
    case "all": return Math.min(...truths(condition.conditions)) as Truth;
    case "any": return Math.max(...truths(condition.conditions)) as Truth;
    case "not": return (TRUE - truthIn(condition.condition, cases, drawn)) as Truth;
    case "weeks-in-a-row": return Math.min(truthIn(condition.condition, cases, drawn), freely()) as Truth;
  }
}

/** Goes through all cases. */
function provenIn(when: TriggerCondition, cases: Cases): "always" | "never" | null {
  const caseCount = cases.choices.reduce((product, { options }) => product * options.length, 1);
  if (caseCount * cases.conditionCount > MOST_LOOKS) return null;
  let [canBeTrue, canBeOther] = [false, false];
  for (let number = 0; number < caseCount; number += 1) {
    let rest = number;
    const drawn = cases.choices.map(({ options }) => {
      const option = options[rest % options.length] ?? null;
      rest = Math.floor(rest / options.length);
      return option;
    });
    if (truthIn(when, cases, drawn) === TRUE) canBeTrue = true;
    else if (drawn.every((option, place) => option !== null && (option === TRUE || cases.choices[place]?.isYesWithAll !== true))) canBeOther = true;
    if (canBeTrue && canBeOther) return null;
  }
  return canBeTrue ? "always" : "never";
}

/** Whether a condition is `"always"` true where every signal has a value in every week, or `"never"` true at all; null where neither is proven. */
export function constancyOf(when: TriggerCondition, signals: ReadonlyMap<Id, TriggerSignal>, known: Known = new Map()): "always" | "never" | null {
  const found = known.get(when);
  if (found !== undefined) return found;
  const proven = provenIn(when, casesOf(when, signals, known));
  known.set(when, proven);
  return proven;
}
