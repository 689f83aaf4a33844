import * as z from "zod";
import { Id, Instant, Minutes } from "../../unit/index.js";
import { COACHING_REQUEST_LIMITS } from "./coaching-request.js";

/** A session that stands in the shifts of its agents. */
export interface PlacedSession {
  /** The request that it answers. */
  readonly requestId: Id;
  /** How people learn in it. */
  readonly modalityId: Id;
  /** Who is off the queue together. */
  readonly agentIds: readonly Id[];
  /** Who leads it; `null` when nobody does. */
  readonly coachId: Id | null;
  /** Its start. */
  readonly startsAt: Instant;
  /** Its end. */
  readonly endsAt: Instant;
  /** How long its agents are off the queue beyond its end, until they take contacts again; the coach is taken so long too. */
  readonly transitionMinutes: Minutes;
}
/** Schema of a session that stands in the shifts of its agents. */
export const PlacedSession = z.strictObject({
  requestId: Id, modalityId: Id, agentIds: z.array(Id).min(1).max(COACHING_REQUEST_LIMITS.groupSize).readonly(), coachId: Id.nullable(), startsAt: Instant, endsAt: Instant, transitionMinutes: Minutes,
}).readonly() satisfies z.ZodType<PlacedSession>;
