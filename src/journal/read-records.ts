import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant, Prose } from "../unit/index.js";
import { JournalField } from "./journal-field.js";

/** That someone has a role toward one participant, for a time. */
export interface ReaderAssignment {
  /** Whose coaching. */
  readonly participantId: Id;
  /** Who reads. */
  readonly readerId: Id;
  /** As what. */
  readonly role: Id;
  /** From when on. */
  readonly startsAt: Instant;
  /** Until before when; open when absent. */
  readonly endsAt?: Instant;
}

/** What a participant allows, or allows no longer. The latest decision that covers a reading holds; of two of the same instant the withdrawal. */
export interface JournalConsent {
  /** Who decides. */
  readonly participantId: Id;
  /** For which role. */
  readonly role: Id;
  /** For one reader in this role only; for each in turn when absent, so that a new coach may read on. */
  readonly readerId?: Id;
  /** For what. */
  readonly fields: readonly JournalField[];
  /** What was decided. */
  readonly decision: "given" | "withdrawn";
  /** When. It holds for readings from then on. */
  readonly decidedAt: Instant;
}

/** What participant, coach and sponsor agreed to exchange. */
export interface ThreeWayAgreement {
  /** Whose coaching. */
  readonly participantId: Id;
  /** From when on. */
  readonly agreedAt: Instant;
  /** Until before when; open when absent. */
  readonly endsAt?: Instant;
  /** Who may read what. */
  readonly shared: readonly { readonly role: Id; readonly fields: readonly JournalField[] }[];
}

/** That someone may read what else is denied, since the law or a danger demands it. It is written down in full before it counts. */
export interface ReadOverride {
  /** Its own id. */
  readonly id: Id;
  /** Whose coaching. */
  readonly participantId: Id;
  /** Who may read. */
  readonly readerId: Id;
  /** What may be read. Entries that are shared with nobody stay closed. */
  readonly fields: readonly JournalField[];
  /** A duty by law, or a risk of harm. */
  readonly ground: "legal-duty" | "risk-of-harm";
  /** Why, in words. */
  readonly reason: Prose;
  /** Who decided it. */
  readonly actorId: Id;
  /** When. */
  readonly decidedAt: Instant;
  /** Until before when it holds. */
  readonly endsAt: Instant;
}

const endsBefore: Fault = { code: "read-records.ends_before_start", message: "It ends at {endsAt}, not after its start at {startsAt}.", hint: "Give an end after the start." };
const blankReason: Fault = { code: "read-records.blank_reason", message: "The reason is empty.", hint: "Say in words why it has to be read." };

/** What has an end has it after its start, which stands at `key`. */
const ends = <Key extends string>(key: Key) => rule((span: Readonly<Record<Key, Instant>> & { readonly endsAt?: Instant }, report) => {
  const { endsAt, [key]: startsAt } = span;
  if (endsAt !== undefined && millisecondsOf(endsAt) <= millisecondsOf(startsAt)) report(endsBefore, ["endsAt"], { startsAt, endsAt });
});
const Fields = z.array(JournalField).min(1).max(20).readonly();

/** That someone has a role toward one participant, for a time. */
export const ReaderAssignment = z
  .strictObject({ participantId: Id, readerId: Id, role: Id, startsAt: Instant, endsAt: z.exactOptional(Instant) })
  .check(ends("startsAt"))
  .readonly() satisfies z.ZodType<ReaderAssignment>;

/** What a participant allows, or allows no longer. */
export const JournalConsent = z
  .strictObject({ participantId: Id, role: Id, readerId: z.exactOptional(Id), fields: Fields, decision: z.enum(["given", "withdrawn"]), decidedAt: Instant })
  .readonly() satisfies z.ZodType<JournalConsent>;

/** What participant, coach and sponsor agreed to exchange. */
export const ThreeWayAgreement = z
  .strictObject({ participantId: Id, agreedAt: Instant, endsAt: z.exactOptional(Instant), shared: z.array(z.strictObject({ role: Id, fields: Fields }).readonly()).max(50).readonly() })
  .check(ends("agreedAt"))
  .readonly() satisfies z.ZodType<ThreeWayAgreement>;

/** That someone may read what else is denied. */
export const ReadOverride = z
  .strictObject({ id: Id, participantId: Id, readerId: Id, fields: Fields, ground: z.enum(["legal-duty", "risk-of-harm"]), reason: Prose, actorId: Id, decidedAt: Instant, endsAt: Instant })
  .check(ends("decidedAt"), rule(({ reason }: ReadOverride, report) => { if (reason.trim() === "") report(blankReason, ["reason"]); }))
  .readonly() satisfies z.ZodType<ReadOverride>;
