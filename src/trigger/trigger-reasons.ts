import type { Id } from "../unit/index.js";
import { type CompiledCondition, pastLimitOf, pastReader, type RuleReader } from "./compiled-condition.js";
import { FALSE, TRUE, type Truth } from "./kleene.js";
import type { ChangeCondition, MissingCondition, OutlierCondition, SignalComparison, ThresholdCondition } from "./trigger-condition.js";

/** One comparison that made a rule true, with its numbers. */
export interface TriggerReason {
  /** What was compared: a value, its change, its distance from the person's own median, or whether there is one. */
  readonly kind: "threshold" | "change" | "outlier" | "missing";
  /** Which signal. */
  readonly signalId: Id;
  /** Whether the comparison holds; false below a `not`. */
  readonly isMet: boolean;
  /** The week that was looked at; the last one of several in a row. */
  readonly week: number;
  /** The week of which the value is: earlier where it still stands. `null` where there is none. */
  readonly valueWeek: number | null;
  /** The value. `null` where there is none. */
  readonly value: number | null;
  /** The mean or median that it was compared with. `null` where it was compared with a limit, or there is none. */
  readonly baseline: number | null;
  /** What was held against the limit: the value, difference, ratio, or number of robust deviations. `null` where there is none. */
  readonly measured: number | null;
  /** How it had to lie to the limit. `null` where nothing is compared. */
  readonly comparison: SignalComparison | null;
  /** The limit. `null` where nothing is compared. */
  readonly limit: number | null;
}

type Leaf = ThresholdCondition | ChangeCondition | OutlierCondition | MissingCondition;
interface Place { readonly reader: RuleReader; readonly person: number; readonly week: number }

function leafReason(leaf: Leaf, isMet: boolean, { reader: { series, signalPlaces, standing }, person, week }: Place): TriggerReason {
  const signal = signalPlaces.get(leaf.signalId) as number;
  const [place, base] = [standing[signal]?.[week] ?? -1, (person * series.signalCount + signal) * series.weekCount];
  const nothing = { kind: leaf.kind, signalId: leaf.signalId, isMet, week, valueWeek: null, value: null, baseline: null, measured: null, comparison: null, limit: null };
  if (place < 0) return nothing;
  const value = series.values[place] as number;
  const seen = { ...nothing, valueWeek: place - base, value };
  if (leaf.kind === "missing") return seen;
  if (leaf.kind === "threshold") return { ...seen, measured: value, comparison: leaf.comparison, limit: leaf.limit };
  const figures = { baseline: 0, scale: 1 };
  pastReader(leaf)(series, base, place, figures);
  const { comparison, limit } = pastLimitOf(leaf);
  return { ...seen, baseline: figures.baseline + 0, measured: (value - figures.baseline) / figures.scale + 0, comparison, limit };
}

/** The comparisons that make a condition true, or false, for the person last looked at: of `all` that is true, all parts; of `any`, those that are; the other way round for false. */
export function reasonsOf(compiled: CompiledCondition, truth: Truth, place: Place): readonly TriggerReason[] {
  const { condition, parts } = compiled;
  switch (condition.kind) {
    case "all": case "any": return parts.filter(({ truths }) => truths[place.week] === truth).flatMap((part) => reasonsOf(part, truth, place));
    case "not": return parts.flatMap((part) => reasonsOf(part, (TRUE - truth) as Truth, place));
    case "weeks-in-a-row": return parts.flatMap((part) => reasonsOf(part, truth, { ...place, week: truth === TRUE ? place.week : part.truths.lastIndexOf(FALSE, place.week) }));
    default: return [leafReason(condition, truth === TRUE, place)];
  }
}
