import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id, Instant, Prose } from "../unit/index.js";

/** An answer to one item, from 1 (not at all) to 5 (fully). */
export interface ItemRating {
  /** The item of the questionnaire. */
  readonly itemId: Id;
  /** 1, 2, 3, 4 or 5. */
  readonly rating: number;
}
/** Schema of an answer to one item. */
export const ItemRating = z.strictObject({ itemId: Id, rating: z.int().min(1).max(5) }).readonly() satisfies z.ZodType<ItemRating>;

const duplicateItem: Fault = { code: "rapid-feedback.duplicate_item", message: "The item “{id}” is answered twice in one record.", hint: "Keep one answer for each item." };

const oneAnswerEach = rule((ratings: readonly ItemRating[], report) => {
  for (const [index, { itemId }] of repeated(ratings, ({ itemId }) => itemId)) report(duplicateItem, [index, "itemId"], { id: itemId });
});
const ratingsOf = (minimumCount: number) => z.array(ItemRating).min(minimumCount).max(50).check(oneAnswerEach).readonly();

/** What a participant says right after a session. */
export interface SessionPulse {
  /** Given by the host. */
  readonly id: Id;
  /** The planned session. */
  readonly sessionId: Id;
  /** Who answers. */
  readonly participantId: Id;
  /** When. */
  readonly answeredAt: Instant;
  /** At least one item, each once. */
  readonly ratings: readonly ItemRating[];
  /** In the participant's own words. */
  readonly comment?: Prose;
}
/** Schema of a session pulse. */
export const SessionPulse = z.strictObject({ id: Id, sessionId: Id, participantId: Id, answeredAt: Instant, ratings: ratingsOf(1), comment: z.exactOptional(Prose) }).readonly() satisfies z.ZodType<SessionPulse>;

/** Who may read a text: the writer alone, the participant too, or everyone who runs the program. */
export type NoteVisibility = "writer-only" | "participant" | "program-team";
/** Schema of a visibility. */
export const NoteVisibility = z.enum(["writer-only", "participant", "program-team"]) satisfies z.ZodType<NoteVisibility>;

/** What a coach writes down after a session. */
export interface CoachNote {
  /** Given by the host. */
  readonly id: Id;
  /** The planned session. */
  readonly sessionId: Id;
  /** Who writes. */
  readonly coachId: Id;
  /** Whom it is about; absent when it is about the group. */
  readonly participantId?: Id;
  /** When. */
  readonly writtenAt: Instant;
  /** The note. */
  readonly text: Prose;
  /** Who may read it. The package only carries it: a host that shows notes has to obey it. */
  readonly visibility: NoteVisibility;
}
/** Schema of a coach note. */
export const CoachNote = z.strictObject({ id: Id, sessionId: Id, coachId: Id, participantId: z.exactOptional(Id), writtenAt: Instant, text: Prose, visibility: NoteVisibility }).readonly() satisfies z.ZodType<CoachNote>;

/** What a participant's leader sees of the new behavior at work. */
export interface LeaderCheckIn {
  /** Given by the host. */
  readonly id: Id;
  /** The leader. */
  readonly managerId: Id;
  /** Whom it is about. */
  readonly participantId: Id;
  /** When. */
  readonly checkedInAt: Instant;
  /** May be empty. */
  readonly ratings: readonly ItemRating[];
  /** In the leader's own words. */
  readonly comment?: Prose;
}
/** Schema of a leader check-in. */
export const LeaderCheckIn = z.strictObject({ id: Id, managerId: Id, participantId: Id, checkedInAt: Instant, ratings: ratingsOf(0), comment: z.exactOptional(Prose) }).readonly() satisfies z.ZodType<LeaderCheckIn>;
