import * as z from "zod";
import { Id } from "../unit/index.js";
import { MOST_PREVIOUS_WEEKS } from "./own-past.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";
import { SIGNAL_BOUND } from "./trigger-signal.js";

/** How a number has to lie to its limit. */
export type SignalComparison = "below" | "at-most" | "at-least" | "above";
/** Schema of how a number has to lie to its limit. */
export const SignalComparison = z.enum(["below", "at-most", "at-least", "above"]);

/** The latest value against a limit. */
export interface ThresholdCondition {
  readonly kind: "threshold";
  /** Which signal. */
  readonly signalId: Id;
  /** How the value has to lie to the limit. */
  readonly comparison: SignalComparison;
  /** In the unit of the signal. */
  readonly limit: number;
}

/** The latest value against the mean of those of the weeks before it; it is not in its own mean. */
export interface ChangeCondition {
  readonly kind: "change";
  /** Which signal. */
  readonly signalId: Id;
  /** `"difference"`: value less mean, in the unit of the signal. `"ratio"`: difference by mean; 0.1 is a rise of 10 % and -0.1 a fall; unknown where the mean is 0. */
  readonly measuredAs: "difference" | "ratio";
  /** How the change has to lie to the limit. */
  readonly comparison: SignalComparison;
  /** Below zero for a fall. */
  readonly limit: number;
  /** How many weeks before the value are looked at, at most 104. */
  readonly previousWeeks: number;
  /** Values in fewer of these weeks are too few to say. */
  readonly minimumCount: number;
}

/**
 * The latest value against the person's own values before it, in robust deviations: (value − median) ÷ (1.4826 · MAD), MAD the median distance from the median.
 * By medians, since one bad week in the past would otherwise widen the spread and hide the next one.
 * Source: B. Iglewicz, D. Hoaglin, "How to detect and handle outliers" (1993), who propose 3.5 deviations.
 */
export interface OutlierCondition {
  readonly kind: "outlier";
  /** Which signal. */
  readonly signalId: Id;
  /** On which side of the person's own median. */
  readonly side: "below" | "above";
  /** So many deviations or more. */
  readonly deviations: number;
  /** How many weeks before the value are looked at, at most 104. */
  readonly previousWeeks: number;
  /** Values in fewer of these weeks are too few to say; at least 3. */
  readonly minimumCount: number;
  /** The least spread that is reckoned with, in the unit of the signal. Left out, nothing can be said of a person most of whose values are the same. */
  readonly minimumSpread?: number;
}

/** No value stands in this week. Never unknown. */
export interface MissingCondition {
  readonly kind: "missing";
  /** Which signal. */
  readonly signalId: Id;
}

/**
 * When a rule fires. Three-valued (S. Kleene, "On notation for ordinal numbers", 1938): a comparison with a missing value is unknown; `all` is false with one false part and else unknown with one unknown part, `any` the other way round, `not` unknown is unknown. A rule fires only on true.
 */
export type TriggerCondition =
  | ThresholdCondition | ChangeCondition | OutlierCondition | MissingCondition
  /** All parts, or any of them. */
  | { readonly kind: "all" | "any"; readonly conditions: readonly TriggerCondition[] }
  | { readonly kind: "not"; readonly condition: TriggerCondition }
  /** In this week and the ones before it, so many in all; weeks before the history are unknown. */
  | { readonly kind: "weeks-in-a-row"; readonly weekCount: number; readonly condition: TriggerCondition };

const Limit = z.number().min(-SIGNAL_BOUND).max(SIGNAL_BOUND).overwrite((value) => value + 0);
const PreviousWeeks = z.int().min(1).max(MOST_PREVIOUS_WEEKS);
const Condition = z.lazy(() => TriggerCondition);

/** Schema of a condition. */
export const TriggerCondition: z.ZodType<TriggerCondition> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("threshold"), signalId: Id, comparison: SignalComparison, limit: Limit }).readonly(),
  z.strictObject({ kind: z.literal("change"), signalId: Id, measuredAs: z.enum(["difference", "ratio"]), comparison: SignalComparison, limit: Limit, previousWeeks: PreviousWeeks, minimumCount: z.int().min(1).max(MOST_PREVIOUS_WEEKS) }).readonly(),
  z.strictObject({ kind: z.literal("outlier"), signalId: Id, side: z.enum(["below", "above"]), deviations: z.number().positive().max(1000), previousWeeks: PreviousWeeks, minimumCount: z.int().min(3).max(MOST_PREVIOUS_WEEKS), minimumSpread: z.exactOptional(z.number().positive().max(SIGNAL_BOUND)) }).readonly(),
  z.strictObject({ kind: z.literal("missing"), signalId: Id }).readonly(),
  z.strictObject({ kind: z.enum(["all", "any"]), conditions: z.array(Condition).min(1).max(TRIGGER_LIMITS.conditions).readonly() }).readonly(),
  z.strictObject({ kind: z.literal("not"), condition: Condition }).readonly(),
  z.strictObject({ kind: z.literal("weeks-in-a-row"), weekCount: z.int().min(2).max(52), condition: Condition }).readonly(),
]);

/** The conditions right below one, each with its path from there. */
export function partsOf(condition: TriggerCondition): readonly { readonly condition: TriggerCondition; readonly path: readonly (string | number)[] }[] {
  if (condition.kind === "all" || condition.kind === "any") return condition.conditions.map((part, index) => ({ condition: part, path: ["conditions", index] }));
  if (condition.kind === "not" || condition.kind === "weeks-in-a-row") return [{ condition: condition.condition, path: ["condition"] }];
  return [];
}
