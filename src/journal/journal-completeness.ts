import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { Fraction, Id } from "../unit/index.js";
import { JournalEntry } from "./journal-entry.js";
import { JournalTemplate } from "./journal-template.js";

/** An entry, and the template it follows. */
export interface TemplatedEntry {
  /** The template. */
  readonly template: JournalTemplate;
  /** The entry. */
  readonly entry: JournalEntry;
}

const otherTemplate: Fault = { code: "journal-completeness.other_template", message: "The entry follows the template “{followed}”, not “{given}”.", hint: "Give the template that the entry names." };
const unknownPrompt: Fault = { code: "journal-completeness.unknown_prompt", message: "The template has no prompt “{promptId}”.", hint: "Correct the prompt of the answer, or give the template that asks it." };

/** An entry, and the template it follows. */
export const TemplatedEntry = z
  .strictObject({ template: JournalTemplate, entry: JournalEntry })
  .check(rule(({ template, entry }: TemplatedEntry, report) => {
    if (entry.templateId !== template.id) report(otherTemplate, ["entry", "templateId"], { followed: entry.templateId ?? null, given: template.id });
    const known = new Set(template.prompts.map(({ id }) => id));
    entry.answers.forEach(({ promptId }, index) => { if (!known.has(promptId)) report(unknownPrompt, ["entry", "answers", index, "promptId"], { promptId }); });
  }))
  .readonly() satisfies z.ZodType<TemplatedEntry>;

/** How far an entry answers what its template asks. */
export interface JournalCompleteness {
  /** Required prompts that are answered ÷ required prompts; 1 when none is required. */
  readonly completenessFraction: Fraction;
  /** Required prompts without an answer, in the template's order. */
  readonly missingPromptIds: readonly Id[];
  /** Required prompts whose answer is shorter than asked, in the template's order. */
  readonly shortPromptIds: readonly Id[];
}

/** How complete a checked entry of a template is. */
export function completenessOf({ template, entry }: TemplatedEntry): JournalCompleteness {
  const words = new Map(entry.answers.map(({ promptId, wordCount }) => [promptId, wordCount]));
  const required = template.prompts.filter(({ isRequired }) => isRequired);
  const missing = required.filter(({ id }) => (words.get(id) ?? 0) === 0);
  const short = required.filter(({ id, leastWordCount = 1 }) => (words.get(id) ?? 0) > 0 && (words.get(id) ?? 0) < leastWordCount);
  return {
    completenessFraction: required.length === 0 ? 1 : (required.length - missing.length - short.length) / required.length,
    missingPromptIds: missing.map(({ id }) => id),
    shortPromptIds: short.map(({ id }) => id),
  };
}

/**
 * How far an entry answers what its template asks. It looks at the number of words, never at the text, and asks no more than the template does: length is no merit.
 *
 * @throws CoachingError `journal-completeness.other_template`, `journal-completeness.unknown_prompt`, `journal-entry.duplicate_answer`, `journal-template.duplicate_prompt`, `input.*`
 * @example
 * ```ts
 * const entry = { id: "e1", participantId: "p1", writtenAt: "2026-10-05T07:00:00Z", templateId: "orid", sharedWith: "coach", answers: [{ promptId: "objective", wordCount: 40 }, { promptId: "decisional", wordCount: 12 }] };
 * journalCompleteness({ template: oridTemplate, entry }); // => { completenessFraction: 0.5, missingPromptIds: ["reflective", "interpretive"], shortPromptIds: [] }
 * ```
 */
export const journalCompleteness = (input: TemplatedEntry): JournalCompleteness => completenessOf(check(TemplatedEntry, input));
