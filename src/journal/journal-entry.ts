import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { HomeworkSelfReport } from "../homework/index.js";
import { Count, Id, Instant, Prose } from "../unit/index.js";

/** What a participant wrote to one prompt. The signals need the number of words only; the text may stay with the host. */
export interface JournalAnswer {
  /** A prompt of the entry's template. */
  readonly promptId: Id;
  /** Words of the answer, counted by the host, who knows the language. */
  readonly wordCount: Count;
  /** The text itself, for the views that may show it. No signal reads it. */
  readonly text?: Prose;
}
/** What a participant wrote to one prompt. */
export const JournalAnswer = z.strictObject({ promptId: Id, wordCount: Count, text: z.exactOptional(Prose) }).readonly() satisfies z.ZodType<JournalAnswer>;

/** Who beside the participant may read an entry: the own coach, or nobody. */
export type JournalSharing = "coach" | "nobody";
/** Who beside the participant may read an entry. */
export const JournalSharing = z.enum(["coach", "nobody"]) satisfies z.ZodType<JournalSharing>;

/** One entry of a participant's journal. */
export interface JournalEntry {
  /** The entry's own id. */
  readonly id: Id;
  /** Who wrote it. */
  readonly participantId: Id;
  /** When it was handed in. */
  readonly writtenAt: Instant;
  /** The template it follows; left out for a free entry. */
  readonly templateId?: Id;
  /** Each prompt once, at most 50; a free entry names a prompt of the host's choice. */
  readonly answers: readonly JournalAnswer[];
  /** Who beside the participant may read it; there is no default. */
  readonly sharedWith: JournalSharing;
  /** The homework attempt it reflects on. */
  readonly attemptId?: Id;
  /** The occurrence in whose place it was written. */
  readonly occurrenceId?: Id;
  /** How the participant found the homework. */
  readonly difficulty?: HomeworkSelfReport;
  /** How far along the participant feels, 1 to 5. */
  readonly progressRating?: number;
  /** From −1, all bad, to 1, all good: found by the host with the participant's consent. No function infers it. */
  readonly sentiment?: number;
}

const duplicateAnswer: Fault = { code: "journal-entry.duplicate_answer", message: "The prompt “{promptId}” is answered twice.", hint: "Join the two answers, or correct the prompt." };

/** Each prompt is answered once. */
export function findRepeatedAnswers({ answers = [] }: { readonly answers?: readonly Pick<JournalAnswer, "promptId">[] }, report: Report): void {
  for (const [index, { promptId }] of repeated(answers, (answer) => answer.promptId)) report(duplicateAnswer, ["answers", index, "promptId"], { promptId });
}

/** The keys of an entry, whoever sees it. */
export const entryKeys = {
  id: Id,
  participantId: Id,
  writtenAt: Instant,
  templateId: z.exactOptional(Id),
  sharedWith: JournalSharing,
  attemptId: z.exactOptional(Id),
  occurrenceId: z.exactOptional(Id),
  difficulty: z.exactOptional(HomeworkSelfReport),
  progressRating: z.exactOptional(z.number().min(1).max(5)),
  sentiment: z.exactOptional(z.number().min(-1).max(1).overwrite((value) => value + 0)),
};

/** One entry of a participant's journal. */
export const JournalEntry = z
  .strictObject({ ...entryKeys, answers: z.array(JournalAnswer).max(50).readonly() })
  .check(rule(findRepeatedAnswers))
  .readonly() satisfies z.ZodType<JournalEntry>;
