import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Hours, Id, Instant } from "../unit/index.js";

/** What a question about credits may ask for; a larger one is refused before it is computed. */
export const CREDIT_LIMITS = {
  /** Entries of one history: ten years of a session a week for a thousand people. */
  entryCount: 500_000,
} as const;

/** What becomes of credits when a session does not take place, and how long they last. */
export interface CancellationPolicy {
  /** A participant who cancels at least so many hours before the start gets all credits back. Hours are counted between instants: across a change of the clock, 24 hours are not the same time of the day before. */
  readonly noticeHours: Hours;
  /** What a later cancellation by the participant forfeits: 1 all, 0 nothing. Whole credits, rounded down. */
  readonly lateForfeitFraction: Fraction;
  /** What a session forfeits that the participant misses without word. Whole credits, rounded down. */
  readonly noShowForfeitFraction: Fraction;
  /** How long granted credits last that carry no end of their own, in days of 24 hours; for good when absent. */
  readonly grantLastsDays?: number;
  /** What of a grant that ends unused is kept once more; nothing when absent. */
  readonly carryOver?: { readonly maximumCount: Count; readonly lastsDays: number };
  /** How long credits last at least, in days of 24 hours, that come back since the coach or the organizer was at fault or forgave; when absent they end with their grant. */
  readonly refundLastsDays?: number;
}
const Days = z.number().min(0).max(100_000);
/** Schema of a cancellation policy. */
export const CancellationPolicy = z
  .strictObject({
    noticeHours: Hours, lateForfeitFraction: Fraction, noShowForfeitFraction: Fraction,
    grantLastsDays: z.exactOptional(Days), carryOver: z.exactOptional(z.strictObject({ maximumCount: Count, lastsDays: Days }).readonly()), refundLastsDays: z.exactOptional(Days),
  })
  .readonly() satisfies z.ZodType<CancellationPolicy>;

/** What every entry says. */
export interface CreditEntryBase {
  /** Given by the host; unique, so that an entry delivered twice is noticed. */
  readonly id: Id;
  /** Whose credits. */
  readonly personId: Id;
  /** When it happened. */
  readonly happenedAt: Instant;
}
/** Adds credits. */
export interface GrantedEntry extends CreditEntryBase {
  /** What happened. */
  readonly kind: "granted";
  /** How many credits. */
  readonly creditCount: Count;
  /** When they end; by the policy when absent. */
  readonly expiresAt?: Instant;
}
/** Holds credits for a session. */
export interface BookedEntry extends CreditEntryBase {
  /** What happened. */
  readonly kind: "booked";
  /** The session. */
  readonly sessionId: Id;
  /** When it starts. */
  readonly startsAt: Instant;
  /** How many credits it takes. */
  readonly creditCount: Count;
}
/** Uses what is held for a session (`delivered`), or gives back what it forfeited (`waived`). */
export interface SettledEntry extends CreditEntryBase {
  /** What happened. */
  readonly kind: "delivered" | "waived";
  /** The session. */
  readonly sessionId: Id;
}
/** A session that did not take place: what is held for it is forfeited or refunded by the policy, and refunded in full when it was not the participant's doing. */
export interface CalledOffEntry extends CreditEntryBase {
  /** What happened. */
  readonly kind: "cancelled" | "no-show";
  /** The session. */
  readonly sessionId: Id;
  /** Whose doing it was. */
  readonly by: "participant" | "coach" | "organizer";
}

/** Something that happened to a person's session credits. A session that is moved is cancelled and booked again, by whoever moves it. */
export type CreditEntry = GrantedEntry | BookedEntry | SettledEntry | CalledOffEntry;

const entry = { id: Id, personId: Id, happenedAt: Instant };
const creditCount = Count.min(1, { error: "An entry moves at least one credit.\nGive a whole number from 1 on." }).max(1_000_000);
/** Schema of an entry. */
export const CreditEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("granted"), ...entry, creditCount, expiresAt: z.exactOptional(Instant) }).readonly(),
  z.strictObject({ kind: z.literal("booked"), ...entry, sessionId: Id, startsAt: Instant, creditCount }).readonly(),
  z.strictObject({ kind: z.literal(["delivered", "waived"]), ...entry, sessionId: Id }).readonly(),
  z.strictObject({ kind: z.literal(["cancelled", "no-show"]), ...entry, sessionId: Id, by: z.enum(["participant", "coach", "organizer"]) }).readonly(),
]) satisfies z.ZodType<CreditEntry>;

/** Entries with the policy that they are read by. */
export interface CreditHistory {
  /** The policy, for all entries. */
  readonly policy: CancellationPolicy;
  /** What happened, in any order. */
  readonly entries: readonly CreditEntry[];
  /** The instant to which the balances are wanted; entries after it do not count. */
  readonly asOfAt: Instant;
}

const duplicateId: Fault = { code: "credit-entry.duplicate_id", message: "The entry “{id}” stands in the list twice.", hint: "Remove the repeated entry, or give each an id of its own." };
const endsBeforeGranted: Fault = { code: "credit-entry.ends_before_granted", message: "The credits end before they are granted.", hint: "Set expiresAt after happenedAt, or leave it out." };

/** Schema of entries with their policy, with its rules between parts. */
export const CreditHistory = z
  .strictObject({ policy: CancellationPolicy, entries: z.array(CreditEntry).max(CREDIT_LIMITS.entryCount).readonly(), asOfAt: Instant })
  .check(
    rule(({ entries }: CreditHistory, report) => { for (const [index, { id }] of repeated(entries, ({ id }) => id)) report(duplicateId, ["entries", index, "id"], { id }); }),
    rule(({ entries }: CreditHistory, report) => {
      entries.forEach((one, index) => { if (one.kind === "granted" && one.expiresAt !== undefined && millisecondsOf(one.expiresAt) <= millisecondsOf(one.happenedAt)) report(endsBeforeGranted, ["entries", index, "expiresAt"]); });
    }),
  )
  .readonly() satisfies z.ZodType<CreditHistory>;
