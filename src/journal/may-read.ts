import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { JournalSharing } from "./journal-entry.js";
import { ENTRY_FIELDS, JournalField } from "./journal-field.js";
import { findLaterDecisions, findUnknownRoles, type ReadCircumstances, readCircumstances } from "./read-circumstances.js";
import { decideRead, type OverriddenRead, overriddenReads, type ReadDecision, readerRecords } from "./read-decision.js";

/** Whether someone may read one thing of one participant. */
export interface ReadQuestion extends ReadCircumstances {
  /** Whose coaching. */
  readonly participantId: Id;
  /** What. */
  readonly field: JournalField;
  /** Of this participant, or for a report on groups. */
  readonly form: "individual" | "aggregate";
  /** With whom the entry is shared; needed, and only taken, where the field is part of an entry. */
  readonly sharedWith?: JournalSharing;
}

const noSharing: Fault = { code: "may-read.no_sharing", message: "“{field}” is part of an entry, and it is not said with whom the entry is shared.", hint: "Give the entry's own sharing." };
const sharingOfNoEntry: Fault = { code: "may-read.sharing_of_no_entry", message: "“{field}” is no part of an entry.", hint: "Leave the sharing out." };

const entryFields: readonly JournalField[] = ENTRY_FIELDS;

function findSharing({ field, sharedWith }: ReadQuestion, report: Report): void {
  const isOfEntry = entryFields.includes(field);
  if (isOfEntry && sharedWith === undefined) report(noSharing, ["sharedWith"], { field });
  if (!isOfEntry && sharedWith !== undefined) report(sharingOfNoEntry, ["sharedWith"], { field });
}

/** Whether someone may read one thing of one participant. */
export const ReadQuestion = z
  .strictObject({ ...readCircumstances, participantId: Id, field: JournalField, form: z.enum(["individual", "aggregate"]), sharedWith: z.exactOptional(JournalSharing) })
  .check(rule(findUnknownRoles), rule(findLaterDecisions), rule(findSharing))
  .readonly() satisfies z.ZodType<ReadQuestion>;

/** A decision, and what the host has to store of it. */
export interface ReadAnswer {
  /** Whether it may be read, and why. */
  readonly decision: ReadDecision;
  /** One where an override allowed it, else none. Store it before the reading takes place. */
  readonly overriddenReads: readonly OverriddenRead[];
}

/**
 * Whether someone may read one thing of one participant: no unless the policy grants it to the role, the reader has the role toward this participant at the time, and the participant consents or the three-way agreement names it.
 * Participants read all that is their own. An override allows what is denied, and leaves a record. An entry that is shared with nobody is for its writer alone, whatever else holds.
 * The same rules as `visibleJournal`, which takes many entries at once.
 *
 * @throws CoachingError `read-circumstances.unknown_role`, `read-circumstances.later_decision`, `read-circumstances.duplicate_override`, `may-read.no_sharing`, `may-read.sharing_of_no_entry`, `visibility-policy.duplicate_role`, `visibility-policy.unknown_role`, `visibility-policy.participant_grant`, `visibility-policy.duplicate_grant`, `visibility-policy.text_to_organization`, `read-records.ends_before_start`, `read-records.blank_reason`, `input.*`
 * @example
 * ```ts
 * const assignments = [{ participantId: "p1", readerId: "ada", role: "coach", startsAt: "2026-09-01T00:00:00Z" }];
 * const consents = [{ participantId: "p1", role: "coach", fields: ["progress"], decision: "given", decidedAt: "2026-09-01T00:00:00Z" }];
 * const question = { viewer: { personId: "ada", role: "coach" }, readAt: "2026-10-05T07:00:00Z", policy: defaultVisibilityPolicy, assignments, consents, agreements: [], overrides: [], participantId: "p1", form: "individual" };
 * mayRead({ ...question, field: "progress", sharedWith: "coach" }).decision; // => { participantId: "p1", field: "progress", isAllowed: true, reason: "consent" }
 * mayRead({ ...question, field: "goals" }).decision.reason; // => "not-agreed"
 * ```
 */
export function mayRead(input: ReadQuestion): ReadAnswer {
  const question = check(ReadQuestion, input);
  const { viewer, participantId, field, sharedWith } = question;
  const records = readerRecords(question);
  const decision = decideRead(records, participantId, question);
  const isOwn = viewer.role === "participant" && viewer.personId === participantId;
  if (sharedWith === "nobody" && !isOwn) return { decision: { participantId, field, isAllowed: false, reason: "client-only" }, overriddenReads: [] };
  return { decision, overriddenReads: overriddenReads(records, participantId, [decision]) };
}
