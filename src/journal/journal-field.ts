import * as z from "zod";

/**
 * What of a participant's coaching someone may or may not read. The first five are parts of an entry: its text, its number of words, how the homework was found, how far along the participant feels, its sentiment.
 * `risk-signals` are derived from entries; `attendance` is what was delivered to the participant, `goals` what the coaching is for, `homework-outcomes` what became of the homework.
 */
export type JournalField = "entry-text" | "word-count" | "difficulty" | "progress" | "sentiment" | "risk-signals" | "attendance" | "goals" | "homework-outcomes";
/** What of a participant's coaching someone may or may not read. */
export const JournalField = z.enum(["entry-text", "word-count", "difficulty", "progress", "sentiment", "risk-signals", "attendance", "goals", "homework-outcomes"]) satisfies z.ZodType<JournalField>;

/** The parts of an entry. */
export const ENTRY_FIELDS = ["entry-text", "word-count", "difficulty", "progress", "sentiment"] as const satisfies readonly JournalField[];
