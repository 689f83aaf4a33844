import * as z from "zod";
import { pattern } from "../error/index.js";
import { Count, Id, Instant } from "../unit/index.js";

/** What bounds the life of coaching actions. Actions do not depend on each other, so a longer log is read in parts, whole actions in each, or resumed from a snapshot. */
export const FOLLOWUP_LIMITS = {
  /** Events of one call: 62,500 actions with eight events each. With many optional keys the limit of values in one input comes first. */
  events: 500_000,
  /** Actions of one call, or of one snapshot. */
  actions: 200_000,
  /** States of a policy. */
  states: 50,
  /** Rows of a policy's table. */
  transitions: 300,
} as const;

/** One line that says why: 1 to 300 characters, not only blanks. */
const Reason = pattern(/^(?=.*\S)[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u, { maximumLength: 300, error: "A reason is one line of 1 to 300 characters, and not blank.\nSay why it was done." });

/** What an event may say besides who, when and why. Which kind of event says what stands in the policy. */
export const EventDetail = z.enum(["participantId", "coachId", "raterId", "secondRaterId", "sessionId", "dueAt", "followsActionId"]);
/** What an event may say besides who, when and why: one of the optional keys of a `FollowupEvent`. */
export type EventDetail = z.infer<typeof EventDetail>;

/** Something that was done about a coaching action. Written once, never changed. */
export interface FollowupEvent {
  /** Given by the host; unique among all actions. The same event delivered twice counts once. */
  readonly eventId: Id;
  /** Which action. */
  readonly actionId: Id;
  /** What was done, a word of the policy: `"proposed"`, `"accepted"`, `"disputed"` … */
  readonly kind: Id;
  /** Who did it: a person, or what stands for a program. */
  readonly actorId: Id;
  /** As what: `"participant"`, `"coach"`, `"manager"`, `"second-rater"`, `"rater"`, `"system"`, or the host's own. */
  readonly role: Id;
  /** When it was done, not when it was written down. */
  readonly occurredAt: Instant;
  /** The place among events of the same action and instant; 0 when absent. Of equal ones the lower event id in text order comes first. */
  readonly sequence?: Count;
  /** Why, in one line. */
  readonly reason: string;
  /** Who is to be coached. */
  readonly participantId?: Id;
  /** Who is to coach, from this event on. */
  readonly coachId?: Id;
  /** Who made the rating that the action rests on. */
  readonly raterId?: Id;
  /** Who is to judge a dispute. */
  readonly secondRaterId?: Id;
  /** The session in which the coaching takes place. */
  readonly sessionId?: Id;
  /** Until before when the next step is owed, in place of the policy's rule. */
  readonly dueAt?: Instant;
  /** The earlier action that led to this one. */
  readonly followsActionId?: Id;
}
/** Schema of an event. */
export const FollowupEvent = z
  .strictObject({
    eventId: Id, actionId: Id, kind: Id, actorId: Id, role: Id, occurredAt: Instant, sequence: z.exactOptional(Count), reason: Reason,
    participantId: z.exactOptional(Id), coachId: z.exactOptional(Id), raterId: z.exactOptional(Id), secondRaterId: z.exactOptional(Id), sessionId: z.exactOptional(Id), dueAt: z.exactOptional(Instant), followsActionId: z.exactOptional(Id),
  })
  .readonly() satisfies z.ZodType<FollowupEvent>;
/** Schema of a log. */
export const FollowupEvents = z.array(FollowupEvent).max(FOLLOWUP_LIMITS.events).readonly();
