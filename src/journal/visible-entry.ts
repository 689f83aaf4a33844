import * as z from "zod";
import { rule } from "../error/index.js";
import type { HomeworkSelfReport } from "../homework/index.js";
import { Count, Id, type Instant, Prose } from "../unit/index.js";
import { entryKeys, findRepeatedAnswers, type JournalSharing } from "./journal-entry.js";

/** What a reader sees of an answer. */
export interface VisibleAnswer {
  /** The prompt. */
  readonly promptId: Id;
  /** The text, where it may be read and the host gave it. No signal reads it. */
  readonly text?: Prose;
  /** The number of words, where it may be read. */
  readonly wordCount?: Count;
}
/** What a reader sees of an answer. */
export const VisibleAnswer = z.strictObject({ promptId: Id, text: z.exactOptional(Prose), wordCount: z.exactOptional(Count) }).readonly() satisfies z.ZodType<VisibleAnswer>;

/** What a reader sees of an entry: what may not be read is not there. It is what `visibleJournal` shows and what the signals take; a whole `JournalEntry` is one, too, for a reader who may read all of it. */
export interface VisibleEntry {
  /** The entry's own id. */
  readonly id: Id;
  /** Who wrote it. */
  readonly participantId: Id;
  /** When it was handed in. */
  readonly writtenAt: Instant;
  /** With whom it is shared; others than the writer see `coach` only. */
  readonly sharedWith: JournalSharing;
  /** The template it follows. */
  readonly templateId?: Id;
  /** The homework attempt it reflects on. */
  readonly attemptId?: Id;
  /** The occurrence in whose place it was written. */
  readonly occurrenceId?: Id;
  /** The answers, where text or number of words may be read; each prompt once, at most 50. */
  readonly answers?: readonly VisibleAnswer[];
  /** How the participant found the homework. */
  readonly difficulty?: HomeworkSelfReport;
  /** How far along the participant feels, 1 to 5. */
  readonly progressRating?: number;
  /** The sentiment, −1 to 1. */
  readonly sentiment?: number;
}
/** What a reader sees of an entry: what may not be read is not there. */
export const VisibleEntry = z
  .strictObject({ ...entryKeys, answers: z.exactOptional(z.array(VisibleAnswer).max(50).readonly()) })
  .check(rule(findRepeatedAnswers))
  .readonly() satisfies z.ZodType<VisibleEntry>;
