import { meanOf } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import type { JournalSignal, LengthSignal, MissedSignal, MissingEvidence, SentimentSignal, SignalReading, SilenceSignal, TooHardSignal, TrendSignal } from "./journal-signals.js";
import { type Dated, difficultyReports, lastEntry, latestOf, type PracticeHistory } from "./practice-history.js";
import type { VisibleEntry } from "./visible-entry.js";

/** A signal before it is weighed. */
type Unweighed<Signal extends SignalReading> = Omit<Signal, "weight" | "contribution">;
/** Any signal before it is weighed. */
export type UnweighedSignal = { readonly [Name in JournalSignal["signal"]]: Unweighed<Extract<JournalSignal, { readonly signal: Name }>> }[JournalSignal["signal"]];

/** What the readings are held against. */
interface SignalScale {
  readonly worstAfterGaps: number;
  readonly steepestSlopePerEntry: number;
}

const MISSED_OF = 4;
const TOO_HARD_OF = 3;
const TREND_OF = 4;
const COMPARED_ENTRIES = 3;
const SENTIMENT_OF = 3;

/** Held within 0 and 1, without −0. */
const held = (value: number): number => Math.min(1, Math.max(0, value)) + 0;
const tooFew = (n: number, needed: number): MissingEvidence | null => (n < needed ? { reason: "too-few-observations", n, needed } : null);

/** (days − gap) ÷ ((g − 1) · gap): 0 up to the expected gap, 1 from g gaps on. */
function silence(history: PracticeHistory, { worstAfterGaps }: SignalScale): Unweighed<SilenceSignal> {
  const { expectedGapDays } = history.record;
  const since = latestOf(history.record, [lastEntry(history)]);
  const days = history.daysSince(since.heardAt);
  const riskFraction = held((days.silentDays - expectedGapDays) / ((worstAfterGaps - 1) * expectedGapDays));
  return { signal: "silence", riskFraction, missing: null, evidence: { ...since, ...days, expectedGapDays } };
}

function missed({ attempts }: PracticeHistory): Unweighed<MissedSignal> {
  const last = attempts.slice(-MISSED_OF).map(({ value }) => value.attempt);
  const notDone = last.filter(({ status }) => status === "not-done");
  return { signal: "missed", riskFraction: last.length === 0 ? null : notDone.length / last.length, missing: tooFew(last.length, 1), evidence: { attemptIds: last.map(({ id }) => id), missedAttemptIds: notDone.map(({ id }) => id) } };
}

function tooHard(history: PracticeHistory): Unweighed<TooHardSignal> {
  const last = difficultyReports(history).slice(-TOO_HARD_OF).map(({ value }) => value);
  const idsFrom = (source: "entry" | "attempt"): readonly string[] => last.filter((report) => report.source === source).map(({ id }) => id);
  const tooHardCount = last.filter(({ difficulty }) => difficulty === "too-hard").length;
  return { signal: "too-hard", riskFraction: last.length === 0 ? null : tooHardCount / last.length, missing: tooFew(last.length, 1), evidence: { entryIds: idsFrom("entry"), attemptIds: idsFrom("attempt"), reportCount: last.length, tooHardCount } };
}

/** The entries that have a number, with it; the last ones. */
function lastRated(entries: readonly Dated<VisibleEntry>[], key: "progressRating" | "sentiment", count: number): { readonly entryIds: readonly string[]; readonly values: readonly number[] } {
  const rated = entries.flatMap(({ value }) => { const number = value[key]; return number === undefined ? [] : [{ id: value.id, number }]; }).slice(-count);
  return { entryIds: rated.map(({ id }) => id), values: rated.map(({ number }) => number) };
}

/** The slope of the least-squares line through values one step apart: Σ (x − x̄)·y ÷ Σ (x − x̄)², x the place. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, place) => sum + (place - middle) ** 2, 0);
  return values.reduce((sum, value, place) => sum + (place - middle) * value, 0) / spread + 0;
}

function trend({ entries: all }: PracticeHistory, { steepestSlopePerEntry }: SignalScale): Unweighed<TrendSignal> {
  const { entryIds, values } = lastRated(all, "progressRating", TREND_OF);
  const missing = tooFew(values.length, 2);
  const slopePerEntry = missing === null ? slopeOf(values) : null;
  return { signal: "trend", riskFraction: slopePerEntry === null ? null : held(-slopePerEntry / steepestSlopePerEntry), missing, evidence: { entryIds, progressRatings: values, slopePerEntry } };
}

/** An entry whose number of words is given. */
interface CountedEntry {
  readonly id: Id;
  readonly wordCount: Count;
}

/** An entry with its number of words; none where the number of any answer may not be read, since the rest would pass for a short entry. */
function countedEntry({ id, answers }: VisibleEntry): readonly CountedEntry[] {
  if (answers === undefined) return [];
  const counts = answers.flatMap(({ wordCount }) => wordCount ?? []);
  return counts.length < answers.length ? [] : [{ id, wordCount: counts.reduce((sum, count) => sum + count, 0) }];
}

/** The median of three entries; null when there are fewer. */
const medianWords = (entries: readonly CountedEntry[]): number | null => entries.map(({ wordCount }) => wordCount).sort((left, right) => left - right)[entries.length === COMPARED_ENTRIES ? 1 : -1] ?? null;

/** The first three and the last three must not share an entry: compared with itself nothing is shorter. */
function length({ entries: all }: PracticeHistory): Unweighed<LengthSignal> {
  const entries = all.flatMap(({ value }) => countedEntry(value));
  const first = entries.slice(0, COMPARED_ENTRIES);
  const last = entries.slice(COMPARED_ENTRIES).slice(-COMPARED_ENTRIES);
  const [firstMedianWordCount, lastMedianWordCount] = [medianWords(first), medianWords(last)];
  const evidence = { firstEntryIds: first.map(({ id }) => id), lastEntryIds: last.map(({ id }) => id), firstMedianWordCount, lastMedianWordCount };
  if (firstMedianWordCount === null || lastMedianWordCount === null) return { signal: "length", riskFraction: null, missing: tooFew(entries.length, 2 * COMPARED_ENTRIES), evidence };
  if (firstMedianWordCount === 0) return { signal: "length", riskFraction: null, missing: { reason: "no-words-to-compare-with", n: 0, needed: 1 }, evidence };
  return { signal: "length", riskFraction: held(1 - lastMedianWordCount / firstMedianWordCount), missing: null, evidence };
}

function sentiment({ entries: all }: PracticeHistory): Unweighed<SentimentSignal> {
  const { entryIds, values } = lastRated(all, "sentiment", SENTIMENT_OF);
  const meanSentiment = values.length === 0 ? null : meanOf(values);
  return { signal: "sentiment", riskFraction: meanSentiment === null ? null : held(-meanSentiment), missing: tooFew(values.length, 1), evidence: { entryIds, meanSentiment } };
}

/** All six signals, in the order in which they are listed. */
export const readSignals = (history: PracticeHistory, scale: SignalScale): readonly UnweighedSignal[] => [silence(history, scale), missed(history), tooHard(history), trend(history, scale), length(history), sentiment(history)];
