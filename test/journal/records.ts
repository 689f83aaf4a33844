import type { CompletedHomework, HomeworkAttempt, NotDoneReason } from "coachkit/homework";
import type { JournalEntry, PracticeAttempt, PracticeRecord, SessionTurnout } from "coachkit/journal";

/** The Wednesday on which everybody is reviewed. */
export const at = "2026-10-21T12:00:00Z";

/** So many days before the review, at noon. */
export const daysAgo = (days: number): string => new Date(Date.parse(at) - days * 86_400_000).toISOString().replace(".000", "");

export const wrote = (id: string, days: number, parts: Partial<JournalEntry> & { readonly wordCount?: number } = {}): JournalEntry => {
  const { wordCount, ...rest } = parts;
  return { id, participantId: "p1", writtenAt: daysAgo(days), answers: wordCount === undefined ? [] : [{ promptId: "free", wordCount }], sharedWith: "coach", ...rest };
};

const attempted = (id: string, days: number, status: Pick<CompletedHomework, "status" | "coachRating" | "rubricLevel" | "selfReport"> | { readonly status: "not-done"; readonly reason: NotDoneReason }, known: Omit<PracticeAttempt, "attempt"> = {}): PracticeAttempt =>
  ({ attempt: { id, itemId: `homework-of-${id}`, participantId: "p1", reportedAt: daysAgo(days), ...status } as HomeworkAttempt, ...known });

/** Done, and rated by the coach with this outcome, 0 to 1. */
export const did = (id: string, days: number, outcome: number, known: Omit<PracticeAttempt, "attempt"> = { skillIds: ["vision"] }): PracticeAttempt =>
  attempted(id, days, { status: "completed", coachRating: { rating: 1 + 10 * outcome, ratingCount: 11 } }, known);
export const didUnrated = (id: string, days: number, parts: Pick<CompletedHomework, "coachRating" | "rubricLevel" | "selfReport"> = {}): PracticeAttempt => attempted(id, days, { status: "completed", ...parts }, { skillIds: ["vision"] });
export const missed = (id: string, days: number, reason: NotDoneReason): PracticeAttempt => attempted(id, days, { status: "not-done", reason }, { skillIds: ["vision"] });
export const session = (sessionId: string, days: number, status: SessionTurnout["status"]): SessionTurnout => ({ sessionId, startsAt: daysAgo(days), status });

export const recordOf = (parts: Partial<PracticeRecord> = {}): PracticeRecord => ({ participantId: "p1", enrolledAt: daysAgo(84), expectedGapDays: 7, timeZone: "Europe/Berlin", entries: [], attempts: [], ...parts });

/** The same record of another person. */
export const renamed = (record: PracticeRecord, participantId: string): PracticeRecord => ({
  ...record,
  participantId,
  entries: record.entries.map((entry) => ({ ...entry, participantId })),
  attempts: record.attempts.map((one) => ({ ...one, attempt: { ...one.attempt, participantId } })),
});

const words = [100, 100, 100, 40, 40, 40];
const ratings = [5, 4, 4, 3, 3, 2];
const reports = ["too-hard", "too-hard", "too-hard", "too-hard", "about-right", "too-hard"] as const;
const sentiments = [1, 1, 1, -0.2, -0.4, -0.6];

/** Silent for 16 days where 7 are expected; two of the last four homeworks missed; too hard twice of three; progress 4, 3, 3, 2; 40 words, where the first entries had 100; mean sentiment −.4. */
export const worrying = (hasSentiment = true): PracticeRecord => recordOf({
  entries: words.map((wordCount, place) => wrote(`e${String(place + 1)}`, 56 - 8 * place, { wordCount, progressRating: ratings[place] ?? 0, difficulty: reports[place] ?? "about-right", ...(hasSentiment ? { sentiment: sentiments[place] ?? 0 } : {}) })),
  attempts: [missed("a1", 60, "forgot"), did("a2", 50, 0.7), missed("a3", 40, "no-time"), did("a4", 30, 0.6), missed("a5", 20, "absent")],
});
