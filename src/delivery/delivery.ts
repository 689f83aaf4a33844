import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Fraction, Id, Instant, Minutes, Prose } from "../unit/index.js";

/** Whether one participant was there. Someone who is not listed was not there. */
export type Attendance =
  | { readonly participantId: Id; readonly status: "attended"; /** How long, where it was not the whole session. */ readonly attendedMinutes?: Minutes }
  | { readonly participantId: Id; readonly status: "absent" | "excused" };
/** Schema of an attendance. */
export const Attendance = z.discriminatedUnion("status", [
  z.strictObject({ participantId: Id, status: z.literal("attended"), attendedMinutes: z.exactOptional(Minutes.max(1440)) }).readonly(),
  z.strictObject({ participantId: Id, status: z.enum(["absent", "excused"]) }).readonly(),
]) satisfies z.ZodType<Attendance>;

/** A session that took place, with at least one participant. */
export interface HeldDelivery {
  /** Given by the host. */
  readonly id: Id;
  /** It took place. */
  readonly status: "held";
  /** The planned session; `null` for one that took place beyond the plan, such as a make-up session. */
  readonly sessionId: Id | null;
  /** The touchpoint of the program. */
  readonly touchpointId: Id;
  /** When it really started. */
  readonly startsAt: Instant;
  /** When it really ended, at most a day later. */
  readonly endsAt: Instant;
  /** Who led it; `null` when no coach did. It need not be the planned coach. */
  readonly coachId: Id | null;
  /** Who was there. */
  readonly attendance: readonly Attendance[];
  /** The share of the planned content that was covered, from an audit against the session's checklist; absent when nobody audited. */
  readonly contentCoveredFraction?: Fraction;
}

/** A planned session that did not take place. */
export interface MissedDelivery {
  /** Given by the host. */
  readonly id: Id;
  /** `cancelled`: called off before; `no-show`: nobody came, or the coach did not. */
  readonly status: "cancelled" | "no-show";
  /** The planned session. */
  readonly sessionId: Id;
  /** The touchpoint of the program. */
  readonly touchpointId: Id;
  /** Why. */
  readonly explanation?: Prose;
}

/** What became of a session: it was held, or it was not. */
export type Delivery = HeldDelivery | MissedDelivery;

const endBeforeStart: Fault = { code: "delivery.end_before_start", message: "The delivery “{id}” ends before it starts.", hint: "Swap startsAt and endsAt." };
const tooLong: Fault = { code: "delivery.too_long", message: "The delivery “{id}” lasts {minutes} minutes, more than a day.", hint: "Check the dates of startsAt and endsAt." };
const duplicateAttendance: Fault = { code: "delivery.duplicate_attendance", message: "The participant “{id}” is listed twice in one session.", hint: "Keep one entry for each participant." };
const attendedTooLong: Fault = { code: "delivery.attended_too_long", message: "“{id}” attended {attended} minutes of a session of {held}.", hint: "Correct attendedMinutes, startsAt or endsAt." };
const nobodyAttended: Fault = { code: "delivery.nobody_attended", message: "The delivery “{id}” was held, but nobody attended.", hint: "Set its status to no-show, or list who attended." };

/** The actual length of a held session. */
const heldMinutesOf = ({ startsAt, endsAt }: HeldDelivery): Minutes => (millisecondsOf(endsAt) - millisecondsOf(startsAt)) / 60_000;

function findTimeFaults(delivery: HeldDelivery, report: Report): void {
  if (!Instant.safeParse(delivery.startsAt).success || !Instant.safeParse(delivery.endsAt).success) return;
  const minutes = heldMinutesOf(delivery);
  if (minutes < 0) report(endBeforeStart, ["endsAt"], { id: delivery.id });
  if (minutes > 1440) report(tooLong, ["endsAt"], { id: delivery.id, minutes });
  delivery.attendance.forEach((one, index) => {
    if (one.status === "attended" && one.attendedMinutes !== undefined && minutes >= 0 && one.attendedMinutes > minutes + 1e-6) report(attendedTooLong, ["attendance", index, "attendedMinutes"], { id: one.participantId, attended: one.attendedMinutes, held: minutes });
  });
}

function findAttendanceFaults({ id, attendance }: HeldDelivery, report: Report): void {
  for (const [index, { participantId }] of repeated(attendance, ({ participantId }) => participantId)) report(duplicateAttendance, ["attendance", index, "participantId"], { id: participantId });
  if (!attendance.some(({ status }) => status === "attended")) report(nobodyAttended, ["attendance"], { id });
}

/** Schema of a held session, with its rules between parts. */
const HeldDelivery = z
  .strictObject({
    id: Id, status: z.literal("held"), sessionId: Id.nullable(), touchpointId: Id, startsAt: Instant, endsAt: Instant, coachId: Id.nullable(),
    attendance: z.array(Attendance).max(100_000).readonly(), contentCoveredFraction: z.exactOptional(Fraction),
  })
  .check(rule(findTimeFaults), rule(findAttendanceFaults))
  .readonly() satisfies z.ZodType<HeldDelivery>;

/** Schema of what became of a session. The faults between its parts are `delivery.*`. */
export const Delivery = z.discriminatedUnion("status", [
  HeldDelivery,
  z.strictObject({ id: Id, status: z.enum(["cancelled", "no-show"]), sessionId: Id, touchpointId: Id, explanation: z.exactOptional(Prose) }).readonly(),
]) satisfies z.ZodType<Delivery>;
