import * as z from "zod";
import { COACHING_REQUEST_LIMITS } from "../placement/coaching-request.js";
import { Id, Instant, Minutes } from "../../unit/index.js";

/** A session that took place. Its times are rounded to the minute. */
export interface HeldCoaching {
  /** It took place. */
  readonly status: "held";
  /** The placed session; `null` for one that was not planned. */
  readonly requestId: Id | null;
  /** How people learned in it. */
  readonly modalityId: Id;
  /** Who was there, planned for it or not. */
  readonly agentIds: readonly Id[];
  /** Who led it; `null` when nobody did. It need not be the planned coach. */
  readonly coachId: Id | null;
  /** When it really started. */
  readonly startsAt: Instant;
  /** When it really ended. */
  readonly endsAt: Instant;
  /** How long its agents were off the queue beyond its end, in whole minutes. Left out: as long as planned, or not at all where it was not planned. */
  readonly transitionMinutes?: Minutes;
}
/** A placed session that did not take place. */
export interface MissedCoaching {
  /** It did not take place. */
  readonly status: "not-held";
  /** The placed session. */
  readonly requestId: Id;
  /** Why: called off, nobody came, given back to the queue when it was short of agents, or something else. */
  readonly reason: "cancelled" | "no-show" | "given-back" | "other";
}
/** What became of a session. */
export type ActualCoaching = HeldCoaching | MissedCoaching;

/** Coaching of a few minutes between contacts, as measured: of one agent in one staffing interval. */
export interface MicroCoachingTime {
  /** The agent. */
  readonly agentId: Id;
  /** Who led it; `null` when nobody did. */
  readonly coachId: Id | null;
  /** How the agent learned. */
  readonly modalityId: Id;
  /** An instant in the staffing interval that it counts for. */
  readonly startsAt: Instant;
  /** How long, in whole minutes: not longer than the staffing interval. */
  readonly minutes: Minutes;
}
/** What took place. */
export interface ActualCoachingRecords {
  /** One record a session. A placed session without one counts as not held. */
  readonly sessions: readonly ActualCoaching[];
  /** Coaching between contacts; it is not part of the plan. */
  readonly microCoaching: readonly MicroCoachingTime[];
}

const agentIds = z.array(Id).min(1).max(COACHING_REQUEST_LIMITS.groupSize).readonly();
/** Schema of what became of a session. */
export const ActualCoaching = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("held"), requestId: Id.nullable(), modalityId: Id, agentIds, coachId: Id.nullable(), startsAt: Instant, endsAt: Instant, transitionMinutes: z.exactOptional(Minutes) }).readonly(),
  z.strictObject({ status: z.literal("not-held"), requestId: Id, reason: z.enum(["cancelled", "no-show", "given-back", "other"]) }).readonly(),
]) satisfies z.ZodType<ActualCoaching>;
/** Schema of coaching between contacts. */
export const MicroCoachingTime = z.strictObject({ agentId: Id, coachId: Id.nullable(), modalityId: Id, startsAt: Instant, minutes: Minutes }).readonly() satisfies z.ZodType<MicroCoachingTime>;
/** Schema of what took place. */
export const ActualCoachingRecords = z.strictObject({ sessions: z.array(ActualCoaching).max(COACHING_REQUEST_LIMITS.requests).readonly(), microCoaching: z.array(MicroCoachingTime).max(COACHING_REQUEST_LIMITS.requests).readonly() }).readonly() satisfies z.ZodType<ActualCoachingRecords>;
