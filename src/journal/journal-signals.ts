import type { Count, Fraction, Id } from "../unit/index.js";
import type { SignOfLife } from "./practice-history.js";

/** Why something cannot be said: as data, since too little is no fault. */
export interface MissingEvidence {
  /** `too-few-observations`, or `no-words-to-compare-with`: the first entries held no words. */
  readonly reason: "too-few-observations" | "no-words-to-compare-with";
  /** Observations there are. */
  readonly n: Count;
  /** Observations it takes. */
  readonly needed: Count;
}

/** What every signal says. */
export interface SignalReading {
  /** From 0, as it should be, to 1, as bad as the signal goes; null when it is missing, which is not 0. */
  readonly riskFraction: Fraction | null;
  /** Its share of the weights of all signals. */
  readonly weight: Fraction;
  /** What it adds to the risk: weight times reading ÷ coverage. The contributions add up to the risk. Null when the signal is missing. */
  readonly contribution: Fraction | null;
  /** Why it is missing; null when it is not. */
  readonly missing: MissingEvidence | null;
}

/** Nothing was written for longer than expected: 0 up to the expected gap, 1 from the worst gap on. */
export interface SilenceSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "silence";
  /** Since when, and how many days count. */
  readonly evidence: SignOfLife & { readonly silentDays: Count; readonly daysOff: Count; readonly expectedGapDays: number };
}

/** The share of homework not done, of the last four attempts. */
export interface MissedSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "missed";
  /** The attempts looked at, and those not done, oldest first. */
  readonly evidence: { readonly attemptIds: readonly Id[]; readonly missedAttemptIds: readonly Id[] };
}

/** The share of too hard, of the last three reports about difficulty: in entries, with homework done, or as the reason of homework not done. */
export interface TooHardSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "too-hard";
  /** Where the reports stand, and how many say too hard. */
  readonly evidence: { readonly entryIds: readonly Id[]; readonly attemptIds: readonly Id[]; readonly reportCount: Count; readonly tooHardCount: Count };
}

/** How fast the own rating of progress falls, over the last four entries that have one. */
export interface TrendSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "trend";
  /** The entries and their ratings, oldest first, and the slope of the least-squares line in points per entry; null with fewer than two. */
  readonly evidence: { readonly entryIds: readonly Id[]; readonly progressRatings: readonly number[]; readonly slopePerEntry: number | null };
}

/** By how much the last three entries are shorter than the first three of the same person, by medians, of the entries whose number of words is given. Writing more is no merit. */
export interface LengthSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "length";
  /** The entries compared and their median numbers of words; null where there are too few. */
  readonly evidence: { readonly firstEntryIds: readonly Id[]; readonly lastEntryIds: readonly Id[]; readonly firstMedianWordCount: number | null; readonly lastMedianWordCount: number | null };
}

/** How far the mean sentiment of the last three entries that have one lies below zero. */
export interface SentimentSignal extends SignalReading {
  /** Which signal it is. */
  readonly signal: "sentiment";
  /** The entries, and the mean of what the host found in them; null without any. */
  readonly evidence: { readonly entryIds: readonly Id[]; readonly meanSentiment: number | null };
}

/** One part of a risk. */
export type JournalSignal = SilenceSignal | MissedSignal | TooHardSignal | TrendSignal | LengthSignal | SentimentSignal;
