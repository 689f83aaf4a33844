import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { Fraction, type Id } from "../unit/index.js";
import type { JournalSignal } from "./journal-signals.js";
import { historyOf } from "./practice-history.js";
import { type PracticeRecord, type PracticeReview, reviewKeys, reviewRules } from "./practice-record.js";
import { readSignals, type UnweighedSignal } from "./signal-readings.js";

/** How much each signal counts; the weights are divided by their sum. */
export interface SignalWeights {
  /** Nothing written; .3. */
  readonly silenceWeight: number;
  /** Homework not done; .25. */
  readonly missedWeight: number;
  /** Homework found too hard; .2. */
  readonly tooHardWeight: number;
  /** Progress that falls; .15. */
  readonly trendWeight: number;
  /** Entries that get shorter; .05. */
  readonly lengthWeight: number;
  /** Bad sentiment; .05. */
  readonly sentimentWeight: number;
}

const noWeight: Fault = { code: "journal-risk.no_weight", message: "The weights of the signals add up to zero.", hint: "Give at least one signal a weight above zero." };
const levelsSwapped: Fault = { code: "journal-risk.levels_swapped", message: "“watch” begins at {watch}, above “attention” at {attention}.", hint: "Give both levels, watch below attention." };

const Weight = z.number().nonnegative().max(1_000_000).overwrite((value) => value + 0);
/** How much each signal counts. */
export const SignalWeights = z
  .strictObject({ silenceWeight: Weight, missedWeight: Weight, tooHardWeight: Weight, trendWeight: Weight, lengthWeight: Weight, sentimentWeight: Weight })
  .check(rule((weights: SignalWeights, report) => { if (Object.values(weights).every((weight) => weight === 0)) report(noWeight, []); }))
  .readonly() satisfies z.ZodType<SignalWeights>;

/** What a host may set about risk. What it leaves out is taken from the defaults (heuristics) and returned under `assumptions`. */
export interface JournalRiskPolicy {
  /** How much each signal counts; .3, .25, .2, .15, .05, .05 in their order. */
  readonly weights?: SignalWeights;
  /** The risk from which a person needs attention; .6. */
  readonly attentionFromFraction?: Fraction;
  /** The risk from which a person is to be watched; .35. */
  readonly watchFromFraction?: Fraction;
  /** With less of the weights at hand the level is unknown, not low; .5. */
  readonly leastCoverageFraction?: Fraction;
  /** Expected gaps after which silence is as bad as it goes, above 1; 3. */
  readonly worstAfterGaps?: number;
  /** Points per entry by which progress falls when the trend is as bad as it goes, above 0; .5. */
  readonly steepestSlopePerEntry?: number;
}

const defaultPolicy: Required<JournalRiskPolicy> = {
  weights: { silenceWeight: 0.3, missedWeight: 0.25, tooHardWeight: 0.2, trendWeight: 0.15, lengthWeight: 0.05, sentimentWeight: 0.05 },
  attentionFromFraction: 0.6, watchFromFraction: 0.35, leastCoverageFraction: 0.5, worstAfterGaps: 3, steepestSlopePerEntry: 0.5,
};

/** What a host may set about risk. */
export const JournalRiskPolicy = z
  .strictObject({
    weights: z.exactOptional(SignalWeights),
    attentionFromFraction: z.exactOptional(Fraction),
    watchFromFraction: z.exactOptional(Fraction),
    leastCoverageFraction: z.exactOptional(Fraction),
    worstAfterGaps: z.exactOptional(z.number().min(1.01).max(1000)),
    steepestSlopePerEntry: z.exactOptional(z.number().min(0.001).max(4)),
  })
  .check(rule((policy: JournalRiskPolicy, report) => {
    const { watchFromFraction: watch, attentionFromFraction: attention } = { ...defaultPolicy, ...policy };
    if (watch > attention) report(levelsSwapped, [policy.watchFromFraction === undefined ? "attentionFromFraction" : "watchFromFraction"], { watch, attention });
  }))
  .readonly() satisfies z.ZodType<JournalRiskPolicy>;

/** The people whose risk is asked for. */
export interface JournalRiskReview extends PracticeReview {
  /** What the host sets about risk. */
  readonly policy?: JournalRiskPolicy;
}
/** The people whose risk is asked for. */
export const JournalRiskReview = z.strictObject({ ...reviewKeys, policy: z.exactOptional(JournalRiskPolicy) }).check(...reviewRules).readonly() satisfies z.ZodType<JournalRiskReview>;

/** How much one person needs the coach to look, and what that is made of. */
export interface JournalRisk {
  /** Whose it is. */
  readonly participantId: Id;
  /** `unknown` when too few signals are at hand: that is no calm. */
  readonly level: "attention" | "watch" | "calm" | "unknown";
  /** The weighted mean of the signals at hand, 0 to 1, 1 the worst; null when the level is unknown. Never show it without its parts. */
  readonly riskFraction: Fraction | null;
  /** The share of the weights whose signals are at hand. */
  readonly coverageFraction: Fraction;
  /** The six parts, each with its evidence: silence, missed, too hard, trend, length, sentiment. */
  readonly signals: readonly JournalSignal[];
}

/** The risks of a cohort. */
export interface JournalRisks {
  /** One for each record, by participant id. */
  readonly participants: readonly JournalRisk[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: JournalRiskPolicy;
}

/** The weights by signal, in shares that add up to 1. */
function sharesOf(weights: SignalWeights): Readonly<Record<JournalSignal["signal"], number>> {
  const { silenceWeight, missedWeight, tooHardWeight, trendWeight, lengthWeight, sentimentWeight } = weights;
  const total = silenceWeight + missedWeight + tooHardWeight + trendWeight + lengthWeight + sentimentWeight;
  return { silence: silenceWeight / total, missed: missedWeight / total, "too-hard": tooHardWeight / total, trend: trendWeight / total, length: lengthWeight / total, sentiment: sentimentWeight / total };
}

/** What ought to equal a bound must not fall below it by binary dust. */
const reaches = (value: number, bound: number): boolean => value >= bound - 1e-12;

function levelOf(risk: number, { attentionFromFraction, watchFromFraction }: Required<JournalRiskPolicy>): JournalRisk["level"] {
  if (reaches(risk, attentionFromFraction)) return "attention";
  return reaches(risk, watchFromFraction) ? "watch" : "calm";
}

/** Risk = Σ w·s ÷ Σ w over the signals at hand; coverage = Σ w of those at hand ÷ Σ w of all. w weight, s reading. */
function riskOf(record: PracticeRecord, readings: readonly UnweighedSignal[], policy: Required<JournalRiskPolicy>): JournalRisk {
  const shares = sharesOf(policy.weights);
  const coverage = Math.min(1, readings.reduce((sum, { signal, riskFraction }) => sum + (riskFraction === null ? 0 : shares[signal]), 0));
  const signals = readings.map((reading) => {
    const weight = shares[reading.signal];
    return { ...reading, weight, contribution: reading.riskFraction === null ? null : coverage === 0 ? 0 : (weight * reading.riskFraction) / coverage };
  });
  const isKnown = coverage > 0 && reaches(coverage, policy.leastCoverageFraction);
  const risk = Math.min(1, signals.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0));
  return {
    participantId: record.participantId,
    level: isKnown ? levelOf(risk, policy) : "unknown",
    riskFraction: isKnown ? risk : null,
    coverageFraction: coverage,
    signals,
  };
}

/**
 * Who needs the coach to look, from the traces of journal and homework; no text is read and no emotion inferred.
 *
 * Six signals, each 0 to 1, 1 the worst: silence beyond the expected gap (days off do not count), homework missed (last four), found too hard (last three reports),
 * own progress falling (least-squares slope of the last four ratings), entries shorter than the person's own first three, and sentiment where the host supplies it.
 * A missing signal is left out and the weights of the others are divided by their sum. An entry shared with nobody leaves no trace.
 * The signals, their weights and the levels are heuristics that nobody has validated: they order a list for people who look for themselves.
 *
 * @throws CoachingError `practice-record.duplicate_participant`, `practice-record.duplicate_entry`, `practice-record.duplicate_attempt`, `practice-record.duplicate_session`, `practice-record.duplicate_skill`, `practice-record.other_participant`, `practice-record.in_future`, `journal-risk.no_weight`, `journal-risk.levels_swapped`, `journal-entry.*`, `homework-attempt.*`, `blackout-hours.*`, `known-time-zone.unknown_zone`, `input.*`
 * @example
 * ```ts
 * const attempt = (id, status) => ({ attempt: { id, itemId: "h1", participantId: "p1", reportedAt: "2026-10-01T07:00:00Z", ...status } });
 * const record = { participantId: "p1", enrolledAt: "2026-09-14T07:00:00Z", expectedGapDays: 7, timeZone: "Europe/Berlin", entries: [], attempts: [attempt("a1", { status: "completed" }), attempt("a2", { status: "not-done", reason: "no-time" })] };
 * const [risk] = journalRisks({ records: [record], at: "2026-10-05T07:00:00Z" }).participants;
 * risk.level; // => "attention"
 * risk.coverageFraction.toFixed(2); // => "0.55"
 * risk.signals[0].evidence; // => { heardFrom: "enrollment", heardId: null, heardAt: "2026-09-14T07:00:00Z", silentDays: 21, daysOff: 0, expectedGapDays: 7 }
 * ```
 */
export function journalRisks(input: JournalRiskReview): JournalRisks {
  const { records, at, policy = {} } = check(JournalRiskReview, input);
  const complete = { ...defaultPolicy, ...policy };
  const participants = records.map((record) => riskOf(record, readSignals(historyOf(record, at), complete), complete));
  return {
    participants: participants.sort((left, right) => (left.participantId < right.participantId ? -1 : 1)),
    assumptions: Object.fromEntries(Object.entries(defaultPolicy).filter(([key]) => !Object.hasOwn(policy, key))),
  };
}
