import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id, Title } from "../unit/index.js";

/** Kirkpatrick's four levels and Phillips's fifth: 1 reaction, 2 learning, 3 behavior, 4 results, 5 return on investment. */
export type EvaluationLevel = 1 | 2 | 3 | 4 | 5;
/** Weeks in which a kind of evidence can be expected, and what it is good for. */
export interface EvidenceWindow {
  /** `"early-signal"`, `"adoption"`, `"business-impact"` or a host's own. */
  readonly id: Id;
  /** The span in words, as sponsors hear it. */
  readonly words: Title;
  /** The first week, counted from the start of the program. */
  readonly fromWeek: number;
  /** The last week. */
  readonly toWeek: number;
  /** The levels that can be read. */
  readonly evaluationLevels: readonly EvaluationLevel[];
  /** The KPI families that can be read. */
  readonly kpiFamilies: readonly Id[];
  /** The decisions that a reading may carry. */
  readonly mayDecide: readonly Id[];
  /** What no reading may be given out for. */
  readonly mayNotClaim: readonly Id[];
}
const Week = z.int().min(0).max(1040).overwrite((week) => week + 0);
const Level = z.literal([1, 2, 3, 4, 5]);
const Ids = z.array(Id).max(50).readonly();
/** Schema of a window. */
export const EvidenceWindow = z
  .strictObject({ id: Id, words: Title, fromWeek: Week, toWeek: Week, evaluationLevels: z.array(Level).min(1).max(5).readonly(), kpiFamilies: Ids, mayDecide: Ids, mayNotClaim: Ids })
  .readonly() satisfies z.ZodType<EvidenceWindow>;

/**
 * When evidence of which kind can be expected: common practice of coaching programs, no finding. Clear anchors and managers who reinforce are said to shorten them; by how much nobody has measured, so a host who knows gives windows of its own.
 */
export const evidenceWindows: readonly EvidenceWindow[] = [
  { id: "early-signal", words: "Early signals in 6–12 weeks", fromWeek: 6, toWeek: 12, evaluationLevels: [1, 2, 3], kpiFamilies: ["behavioral-compliance", "participation", "team-pulse"], mayDecide: ["continue", "adjust"], mayNotClaim: ["roi", "retention"] },
  { id: "adoption", words: "Clearer adoption in about 3 months", fromWeek: 12, toWeek: 14, evaluationLevels: [3], kpiFamilies: ["manager-adoption", "behavioral-compliance"], mayDecide: ["scale", "iterate", "stop"], mayNotClaim: ["roi", "retention"] },
  { id: "business-impact", words: "Measurable business impact in 6–12 months", fromWeek: 26, toWeek: 52, evaluationLevels: [4, 5], kpiFamilies: ["role-performance", "retention-and-promotion", "cost-per-outcome"], mayDecide: ["budget"], mayNotClaim: [] },
];

/** A reading, and when it was taken. */
export interface EvidenceTimingQuestion {
  /** What kind of evidence it is. */
  readonly evaluationLevel: EvaluationLevel;
  /** The week of the program in which it was taken; its first one is week 0. */
  readonly weekOfMeasurement: number;
  /** The family of its KPI: only windows that name it count. Left out, or named by no window of this level: the level alone counts. */
  readonly kpiFamily?: Id;
  /** The host's own windows in place of `evidenceWindows`. */
  readonly windows?: readonly EvidenceWindow[];
}

const windowSwapped: Fault = { code: "evidence-windows.window_swapped", message: "The window runs from week {from} to week {to}.", hint: "Swap fromWeek and toWeek." };
const duplicateWindow: Fault = { code: "evidence-windows.duplicate_window", message: "The window “{id}” is listed twice.", hint: "Give each window an id of its own." };
const noWindow: Fault = { code: "evidence-windows.no_window", message: "No window is for level {level}.", hint: "Add a window with this level." };

function findSwapped({ windows = [] }: EvidenceTimingQuestion, report: Report): void {
  windows.forEach(({ fromWeek: from, toWeek: to }, index) => { if (from > to) report(windowSwapped, ["windows", index, "fromWeek"], { from, to }); });
}
function findDuplicates({ windows = [] }: EvidenceTimingQuestion, report: Report): void {
  for (const [index, { id }] of repeated(windows, ({ id }) => id)) report(duplicateWindow, ["windows", index, "id"], { id });
}
function findNoWindow({ evaluationLevel: level, windows = evidenceWindows }: EvidenceTimingQuestion, report: Report): void {
  if (!windows.some(({ evaluationLevels }) => evaluationLevels.includes(level))) report(noWindow, ["evaluationLevel"], { level });
}
/** Schema of a reading with its week, with its rules between parts. */
export const EvidenceTimingQuestion = z
  .strictObject({ evaluationLevel: Level, weekOfMeasurement: Week, kpiFamily: z.exactOptional(Id), windows: z.exactOptional(z.array(EvidenceWindow).min(1).max(50).readonly()) })
  .check(rule(findSwapped), rule(findDuplicates), rule(findNoWindow))
  .readonly() satisfies z.ZodType<EvidenceTimingQuestion>;

/** Where a reading lies to one window. */
export interface WindowReading {
  /** The window. */
  readonly windowId: Id;
  /** `before-window`, `in-window` or `after-window`. */
  readonly reason: "before-window" | "in-window" | "after-window";
  /** Its first week. */
  readonly fromWeek: number;
  /** Its last week. */
  readonly toWeek: number;
}
/** What a reading at its time is good for. */
export interface EvidenceTiming {
  /** `too-early`: a window for it is still to come, so that no change says nothing. `too-late`: all are past, and other things have had time to act. */
  readonly status: "too-early" | "in-window" | "too-late";
  /** By window that is for it, in their order in time. */
  readonly reasons: readonly WindowReading[];
  /** The next week in which it can be read; `null` when that is now, or never again. */
  readonly nextWeek: number | null;
  /** The decisions that it may carry, sorted; none outside its windows. */
  readonly mayDecide: readonly Id[];
  /** What it may not be given out for, sorted: outside its windows also what it would be read for. */
  readonly mayNotClaim: readonly Id[];
  /** What the answer takes for granted. */
  readonly assumptions: { readonly windowsFrom: "caller" | "heuristics" };
}

const sorted = (ids: readonly Id[]): readonly Id[] => [...new Set(ids)].sort();

/**
 * Whether a reading comes too early or too late to be read, and what it may decide: "too early to say" is another answer than "no effect".
 * The windows are heuristics.
 *
 * @throws CoachingError `evidence-windows.window_swapped`, `evidence-windows.duplicate_window`, `evidence-windows.no_window`, `input.*`
 * @example
 * ```ts
 * evidenceTiming({ evaluationLevel: 4, weekOfMeasurement: 12 }).status; // => "too-early"
 * evidenceTiming({ evaluationLevel: 3, kpiFamily: "manager-adoption", weekOfMeasurement: 12 }).mayDecide; // => ["iterate", "scale", "stop"]
 * ```
 */
export function evidenceTiming(question: EvidenceTimingQuestion): EvidenceTiming {
  const { evaluationLevel, weekOfMeasurement: week, kpiFamily = "", windows = evidenceWindows } = check(EvidenceTimingQuestion, question);
  const ofLevel = windows.filter(({ evaluationLevels }) => evaluationLevels.includes(evaluationLevel)).sort((left, right) => left.fromWeek - right.fromWeek || left.toWeek - right.toWeek || (left.id < right.id ? -1 : 1));
  const ofFamily = ofLevel.filter(({ kpiFamilies }) => kpiFamilies.includes(kpiFamily));
  const fitting = ofFamily.length > 0 ? ofFamily : ofLevel;
  const open = fitting.filter(({ fromWeek, toWeek }) => fromWeek <= week && week <= toWeek);
  const next = fitting.find(({ fromWeek }) => fromWeek > week);
  const status = open.length > 0 ? "in-window" : next === undefined ? "too-late" : "too-early";
  return {
    status,
    reasons: fitting.map(({ id: windowId, fromWeek, toWeek }) => ({ windowId, reason: week < fromWeek ? "before-window" : week > toWeek ? "after-window" : "in-window", fromWeek, toWeek })),
    nextWeek: status === "too-early" ? (next?.fromWeek ?? null) : null,
    mayDecide: sorted(open.flatMap(({ mayDecide }) => mayDecide)),
    mayNotClaim: sorted(open.length > 0 ? open.flatMap(({ mayNotClaim }) => mayNotClaim) : fitting.flatMap(({ mayNotClaim, kpiFamilies }) => [...mayNotClaim, ...(kpiFamilies.includes(kpiFamily) ? [kpiFamily] : kpiFamilies)])),
    assumptions: { windowsFrom: question.windows === undefined ? "heuristics" : "caller" },
  };
}
