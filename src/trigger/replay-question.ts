import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { CONSENT_LIMITS, PurposeConsent } from "../oversight/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { Fraction, Id } from "../unit/index.js";
import { PerPersonWeekLimit } from "./fired-triggers.js";
import { findHistoryFaults, findStrangers, historyKeys, type TriggerHistory } from "./trigger-history.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";

/** Whether somebody needed coaching in a week, as people judged it. */
export interface NeedLabel {
  /** Whose week. */
  readonly personId: Id;
  /** Which week. */
  readonly week: number;
  /** Whether coaching was needed. */
  readonly wasNeeded: boolean;
}
/** Schema of a label. */
export const NeedLabel = z.strictObject({ personId: Id, week: z.int().min(0).max(TRIGGER_LIMITS.weeks - 1), wasNeeded: z.boolean() }).readonly() satisfies z.ZodType<NeedLabel>;

/** What people judged, and how it was chosen what they looked at. */
export interface NeedLabels {
  /** `"independently"` of rules, at random or all: then it can be said how many needs rules find. `"by-firing"`, only where something fired: then it cannot. */
  readonly chosen: "independently" | "by-firing";
  /** The judged weeks, each person and week at most once. */
  readonly entries: readonly NeedLabel[];
}
/** Schema of what people judged. */
export const NeedLabels = z.strictObject({ chosen: z.enum(["independently", "by-firing"]), entries: z.array(NeedLabel).max(TRIGGER_LIMITS.records).readonly() }).readonly() satisfies z.ZodType<NeedLabels>;

/** How far a signal repeats itself. */
export interface SignalReliability {
  /** Which signal. */
  readonly signalId: Id;
  /** How two values of one person correlate, as far apart as picking and the next look, without coaching. */
  readonly reliability: Fraction;
}
/** Schema of a reliability. */
export const SignalReliability = z.strictObject({ signalId: Id, reliability: Fraction }).readonly() satisfies z.ZodType<SignalReliability>;

/** A history in which rules are tried. */
export interface ReplayQuestion extends TriggerHistory {
  /** The first week in which rules are looked at; earlier ones only are what later ones are compared with. */
  readonly fromWeek: number;
  /** What people decided about purposes, denied unless given by the end of a week; or `"not-looked-at"`, to try rules that nobody could consent to yet. */
  readonly consents: readonly PurposeConsent[] | "not-looked-at";
  /** Most firings for one person in a week, the most urgent ones first; left out, as many as there are rules. */
  readonly perPersonWeekLimit?: number;
  /** Which weeks needed coaching; left out, nothing is said of false alarms. */
  readonly labels?: NeedLabels;
  /** Reliabilities that are known; others are taken from the history. */
  readonly reliabilities?: readonly SignalReliability[];
  /** From which share of weeks of people on a rule that is true is said to fire nearly always; left out, a half. */
  readonly nearlyAlwaysFraction?: Fraction;
  /** The level of intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const startsLate: Fault = { code: "replay-question.starts_late", message: "Week {fromWeek} is not one of {weekCount}, counted from 0.", hint: "Correct fromWeek, or weekCount." };
const duplicateLabel: Fault = { code: "replay-question.duplicate_label", message: "Week {week} of “{id}” is judged twice.", hint: "Keep one judgment for each person and week." };
const unknownSignal: Fault = { code: "replay-question.unknown_signal", message: "No signal has the id “{id}”.", hint: "Declare the signal, or correct the id." };
const duplicateReliability: Fault = { code: "replay-question.duplicate_reliability", message: "“{id}” has two reliabilities.", hint: "Keep one." };

function findQuestionFaults(question: ReplayQuestion, report: Report): void {
  const { fromWeek, weekCount, labels, reliabilities = [], signals } = question;
  if (fromWeek >= weekCount) report(startsLate, ["fromWeek"], { fromWeek, weekCount });
  const known = new Set(signals.map(({ signalId }) => signalId));
  reliabilities.forEach(({ signalId: id }, index) => { if (!known.has(id)) report(unknownSignal, ["reliabilities", index, "signalId"], { id }); });
  for (const [index, { signalId: id }] of repeated(reliabilities, ({ signalId }) => signalId)) report(duplicateReliability, ["reliabilities", index], { id });
  if (labels === undefined) return;
  findStrangers(["labels", "entries"], labels.entries, { history: question, report });
  for (const [index, { personId: id, week }] of repeated(labels.entries, (one) => `${one.personId}\n${String(one.week)}`)) report(duplicateLabel, ["labels", "entries", index], { id, week });
}

/** Schema of a history in which rules are tried, with its rules between parts. */
export const ReplayQuestion = z
  .strictObject({
    ...historyKeys, fromWeek: z.int().min(0).max(TRIGGER_LIMITS.weeks - 1), consents: z.union([z.literal("not-looked-at"), z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly()]),
    perPersonWeekLimit: z.exactOptional(PerPersonWeekLimit), labels: z.exactOptional(NeedLabels), reliabilities: z.exactOptional(z.array(SignalReliability).max(TRIGGER_LIMITS.signals).readonly()),
    nearlyAlwaysFraction: z.exactOptional(Fraction.positive()), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findHistoryFaults), rule(findQuestionFaults))
  .readonly() satisfies z.ZodType<ReplayQuestion>;
