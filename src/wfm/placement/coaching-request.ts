import * as z from "zod";
import { TimeSpan } from "../../time/index.js";
import { Id, Instant, Minutes } from "../../unit/index.js";

/** What bounds requests. */
export const COACHING_REQUEST_LIMITS = {
  /** Requests of one plan. */
  requests: 1_000_000,
  /** Agents of one session. */
  groupSize: 30,
  /** Coaches who may lead one session, or plan. */
  coaches: 10_000,
  /** Stretches in which one coach is free. */
  freeSpans: 2000,
} as const;

/** A session that is to be placed in the shifts of its agents. */
export interface CoachingRequest {
  /** The request: of a plan's session its id. */
  readonly requestId: Id;
  /** How people learn in it. */
  readonly modalityId: Id;
  /** Who is off the queue together: one agent, or a group. */
  readonly agentIds: readonly Id[];
  /** Who may lead it: the agent's own coach, or a pool. Empty: nobody leads, as in a peer huddle. */
  readonly coachIds: readonly Id[];
  /** How long the session takes. */
  readonly durationMinutes: Minutes;
  /** It lies inside this stretch. */
  readonly within: TimeSpan;
  /** Where it stands for good: it is not moved, and what it costs is taken as given. */
  readonly pinned?: PinnedCoaching;
}
/** Where a session stands for good. */
export interface PinnedCoaching {
  /** Its start. */
  readonly startsAt: Instant;
  /** Who leads it; `null` when nobody does. */
  readonly coachId: Id | null;
}
/** Who leads sessions, and when. */
export interface CoachCalendar {
  /** The coach. */
  readonly coachId: Id;
  /** When the coach could lead a session: working, and not booked. Stretches do not overlap. */
  readonly free: readonly TimeSpan[];
}

/** Schema of where a session stands for good. */
export const PinnedCoaching = z.strictObject({ startsAt: Instant, coachId: Id.nullable() }).readonly() satisfies z.ZodType<PinnedCoaching>;
/** Schema of a session that is to be placed. */
export const CoachingRequest = z.strictObject({
  requestId: Id, modalityId: Id, agentIds: z.array(Id).min(1).max(COACHING_REQUEST_LIMITS.groupSize).readonly(), coachIds: z.array(Id).max(COACHING_REQUEST_LIMITS.coaches).readonly(),
  durationMinutes: Minutes, within: TimeSpan, pinned: z.exactOptional(PinnedCoaching),
}).readonly() satisfies z.ZodType<CoachingRequest>;
/** Schema of who leads sessions, and when. */
export const CoachCalendar = z.strictObject({ coachId: Id, free: z.array(TimeSpan).max(COACHING_REQUEST_LIMITS.freeSpans).readonly() }).readonly() satisfies z.ZodType<CoachCalendar>;
