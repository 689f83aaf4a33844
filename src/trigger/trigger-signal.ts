import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Kpi } from "../kpi/index.js";
import { Id } from "../unit/index.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";

/** The largest value of a signal, either way. */
export const SIGNAL_BOUND = 1e9;
const SignalValue = z.number().min(-SIGNAL_BOUND).max(SIGNAL_BOUND).overwrite((value) => value + 0);

/** What the values of a signal can be. */
export interface SignalRange {
  /** The lowest possible value. */
  readonly lowest: number;
  /** The highest possible value. */
  readonly highest: number;
}

/** A number that each person has by week, and that rules look at. */
export interface TriggerSignal {
  /** Rules name it. */
  readonly signalId: Id;
  /** Where it comes from: a KPI, a score of quality such as a rubric's, or a journal. */
  readonly source: "kpi" | "quality" | "journal";
  /** Which way is better. */
  readonly direction: "higher-is-better" | "lower-is-better";
  /** For how many weeks a value stands: 1, for its own week only; 4, until a newer one comes, at most three weeks longer. After that the signal is missing. At most 52. */
  readonly validWeeks: number;
  /** What its values can be; left out, anything within 1e9. A limit beyond it is refused: it is nearly always a percent where a fraction is meant. */
  readonly range?: SignalRange;
}

const swappedRange: Fault = { code: "trigger-signal.swapped_range", message: "The range runs from {lowest} to {highest}.", hint: "Give a lowest value below the highest." };
const duplicateSignal: Fault = { code: "trigger-signal.duplicate_signal", message: "The signal “{id}” is declared twice.", hint: "Declare each signal once." };

const ValidWeeks = z.int().min(1).max(52);
/** Schema of a signal. */
export const TriggerSignal = z
  .strictObject({
    signalId: Id, source: z.enum(["kpi", "quality", "journal"]), direction: z.enum(["higher-is-better", "lower-is-better"]), validWeeks: ValidWeeks,
    range: z.exactOptional(z.strictObject({ lowest: SignalValue, highest: SignalValue }).readonly()),
  })
  .check(rule(({ range }: TriggerSignal, report) => { if (range !== undefined && range.lowest >= range.highest) report(swappedRange, ["range", "highest"], { lowest: range.lowest, highest: range.highest }); }))
  .readonly() satisfies z.ZodType<TriggerSignal>;

/** The signals of one call. */
export const TriggerSignals = z.array(TriggerSignal).min(1).max(TRIGGER_LIMITS.signals).readonly();

/** Reports signals that are declared twice. */
export function findSignalFaults({ signals }: { readonly signals: readonly TriggerSignal[] }, report: Report): void {
  for (const [index, { signalId: id }] of repeated(signals, ({ signalId }) => signalId)) report(duplicateSignal, ["signals", index, "signalId"], { id });
}

/** A KPI that is to be a signal. */
export interface KpiSignalRequest {
  /** The KPI: one of `kpiCatalog`, or a host's own. */
  readonly kpi: Kpi;
  /** For how many weeks a value stands. */
  readonly validWeeks: number;
}
/** Schema of a KPI that is to be a signal. */
export const KpiSignalRequest = z.strictObject({ kpi: Kpi, validWeeks: ValidWeeks }).readonly() satisfies z.ZodType<KpiSignalRequest>;

/**
 * The signal of a KPI: its id and direction, and the range from 0 to 1 where it is a fraction.
 *
 * @throws CoachingError `kpi.window_swapped`, `input.*`
 * @example
 * ```ts
 * const kpi = { id: "resolved", title: "Calls resolved", family: "role-performance", evaluationLevel: 4, direction: "higher-is-better", unit: "fraction", indicator: "lagging" };
 * kpiSignal({ kpi, validWeeks: 1 }).range; // => { lowest: 0, highest: 1 }
 * ```
 */
export function kpiSignal(request: KpiSignalRequest): TriggerSignal {
  const { kpi: { id, direction, unit }, validWeeks } = check(KpiSignalRequest, request);
  return { signalId: id, source: "kpi", direction, validWeeks, ...(unit === "fraction" && { range: { lowest: 0, highest: 1 } }) };
}
