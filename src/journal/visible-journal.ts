import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { JournalEntry } from "./journal-entry.js";
import { ENTRY_FIELDS, type JournalField } from "./journal-field.js";
import { findLaterDecisions, findUnknownRoles, type ReadCircumstances, readCircumstances, VISIBILITY_LIMITS } from "./read-circumstances.js";
import { decideRead, type OverriddenRead, overriddenReads, type ReadDecision, readerRecords } from "./read-decision.js";
import type { VisibleAnswer, VisibleEntry } from "./visible-entry.js";

/** Whose entries someone wants to read. */
export interface JournalViewQuestion extends ReadCircumstances {
  /** Whose journals are asked for, with entries or without. */
  readonly participantIds: readonly Id[];
  /** Their entries, of all kinds: what may not be read is left out here. */
  readonly entries: readonly JournalEntry[];
}

const unaskedParticipant: Fault = { code: "visible-journal.unasked_participant", message: "The entry is of “{participantId}”, who is not asked for.", hint: "Ask for this participant, or leave the entry out." };
const duplicateEntry: Fault = { code: "visible-journal.duplicate_entry", message: "Two entries have the id “{id}”.", hint: "Give each entry once." };
const laterEntry: Fault = { code: "visible-journal.later_entry", message: "The entry was written at {writtenAt}, after the reading.", hint: "Correct one of the two instants." };
const duplicateParticipant: Fault = { code: "visible-journal.duplicate_participant", message: "“{participantId}” is asked for twice.", hint: "Name each participant once." };

function findEntries({ readAt, participantIds, entries }: JournalViewQuestion, report: Report): void {
  const asked = new Set(participantIds);
  const end = millisecondsOf(readAt);
  for (const [index, { participantId, writtenAt }] of entries.entries()) {
    if (!asked.has(participantId)) report(unaskedParticipant, ["entries", index, "participantId"], { participantId });
    if (millisecondsOf(writtenAt) > end) report(laterEntry, ["entries", index, "writtenAt"], { writtenAt });
  }
  for (const [index, { id }] of repeated(entries, (one) => one.id)) report(duplicateEntry, ["entries", index, "id"], { id });
  for (const [index, participantId] of repeated(participantIds, (one) => one)) report(duplicateParticipant, ["participantIds", index], { participantId });
}

/** Whose entries someone wants to read. */
export const JournalViewQuestion = z
  .strictObject({ ...readCircumstances, participantIds: z.array(Id).max(VISIBILITY_LIMITS.participantCount).readonly(), entries: z.array(JournalEntry).max(VISIBILITY_LIMITS.entryCount).readonly() })
  .check(rule(findUnknownRoles), rule(findLaterDecisions), rule(findEntries))
  .readonly() satisfies z.ZodType<JournalViewQuestion>;

/** The part of the journals that a reader may see. */
export interface VisibleJournal {
  /** The entries of which something may be read, oldest first, then by id. */
  readonly entries: readonly VisibleEntry[];
  /** For each participant asked for, by id, and each part of an entry: whether it may be read, and why. Says nothing about entries: it is the same for a journal that is empty, full or for its writer alone. */
  readonly decisions: readonly ReadDecision[];
  /** What was read by overrides. The host stores it before it shows the entries. */
  readonly overriddenReads: readonly OverriddenRead[];
}


function visibleAnswers({ answers }: JournalEntry, fields: ReadonlySet<JournalField>): readonly VisibleAnswer[] {
  return answers.map(({ promptId, text, wordCount }) => ({
    promptId,
    ...(text !== undefined && fields.has("entry-text") && { text }),
    ...(fields.has("word-count") && { wordCount }),
  }));
}

function visibleEntry(entry: JournalEntry, fields: ReadonlySet<JournalField>): VisibleEntry {
  const { id, participantId, writtenAt, sharedWith, templateId, attemptId, occurrenceId, difficulty, progressRating, sentiment } = entry;
  return {
    id, participantId, writtenAt, sharedWith,
    ...(templateId !== undefined && { templateId }),
    ...(attemptId !== undefined && { attemptId }),
    ...(occurrenceId !== undefined && { occurrenceId }),
    ...((fields.has("entry-text") || fields.has("word-count")) && { answers: visibleAnswers(entry, fields) }),
    ...(difficulty !== undefined && fields.has("difficulty") && { difficulty }),
    ...(progressRating !== undefined && fields.has("progress") && { progressRating }),
    ...(sentiment !== undefined && fields.has("sentiment") && { sentiment }),
  };
}

/**
 * What someone may see of journals: the entries with the parts that may be read, why each part may or may not, and what was read by an override. Denied unless allowed, by the rules of `mayRead`.
 *
 * An entry that is shared with nobody is seen by its writer alone: for everyone else it is not there and not counted, overrides included. What the host derives for a coach is to be derived from what this function shows the coach, else it tells of such entries, and of parts without consent: the entries shown go into `journalRisks`, `findStuck`, `coachDigest` and `sessionAgenda` as they are. What may not be read is missing there, which is not 0. Whether the reader may be told what they find, `mayRead` says of `risk-signals`. Completeness is of entries shown, where `word-count` may be read.
 *
 * @throws CoachingError `visible-journal.unasked_participant`, `visible-journal.duplicate_entry`, `visible-journal.later_entry`, `visible-journal.duplicate_participant`, `read-circumstances.unknown_role`, `read-circumstances.later_decision`, `read-circumstances.duplicate_override`, `visibility-policy.duplicate_role`, `visibility-policy.unknown_role`, `visibility-policy.participant_grant`, `visibility-policy.duplicate_grant`, `visibility-policy.text_to_organization`, `read-records.ends_before_start`, `read-records.blank_reason`, `journal-entry.duplicate_answer`, `input.*`
 * @example
 * ```ts
 * const entry = { id: "e1", participantId: "p1", writtenAt: "2026-10-04T07:00:00Z", sharedWith: "coach", answers: [{ promptId: "what", wordCount: 40, text: "…" }], progressRating: 4 };
 * const assignments = [{ participantId: "p1", readerId: "ada", role: "coach", startsAt: "2026-09-01T00:00:00Z" }];
 * const consents = [{ participantId: "p1", role: "coach", fields: ["progress"], decision: "given", decidedAt: "2026-09-01T00:00:00Z" }];
 * const view = visibleJournal({ viewer: { personId: "ada", role: "coach" }, readAt: "2026-10-05T07:00:00Z", policy: defaultVisibilityPolicy, assignments, consents, agreements: [], overrides: [], participantIds: ["p1"], entries: [entry] });
 * view.entries; // => [{ id: "e1", participantId: "p1", writtenAt: "2026-10-04T07:00:00Z", sharedWith: "coach", progressRating: 4 }]
 * view.decisions[0]; // => { participantId: "p1", field: "entry-text", isAllowed: false, reason: "no-consent" }
 * ```
 */
export function visibleJournal(input: JournalViewQuestion): VisibleJournal {
  const question = check(JournalViewQuestion, input);
  const { viewer, participantIds, entries } = question;
  const records = readerRecords(question);
  const people = [...participantIds].sort(inTextOrder).map((participantId) => {
    const decisions = ENTRY_FIELDS.map((field) => decideRead(records, participantId, { field, form: "individual" }));
    const fields: ReadonlySet<JournalField> = new Set(decisions.filter(({ isAllowed }) => isAllowed).map(({ field }) => field));
    return { participantId, decisions, fields };
  });
  const fieldsOf = new Map(people.map(({ participantId, fields }) => [participantId, fields]));
  const isWriter = ({ participantId }: JournalEntry): boolean => viewer.role === "participant" && viewer.personId === participantId;
  const visible = entries
    .filter((entry) => isWriter(entry) || entry.sharedWith === "coach")
    .flatMap((entry) => { const fields = fieldsOf.get(entry.participantId); return fields === undefined || fields.size === 0 ? [] : [visibleEntry(entry, fields)]; })
    .sort((a, b) => millisecondsOf(a.writtenAt) - millisecondsOf(b.writtenAt) || inTextOrder(a.id, b.id));
  const shownIds = new Map<Id, Id[]>(participantIds.map((participantId) => [participantId, []]));
  for (const { participantId, id } of visible) shownIds.get(participantId)?.push(id);
  return {
    entries: visible,
    decisions: people.flatMap(({ decisions }) => decisions),
    overriddenReads: people.flatMap(({ participantId, decisions }) => overriddenReads(records, participantId, decisions).map((one) => ({ ...one, entryIds: shownIds.get(participantId) ?? [] }))),
  };
}
