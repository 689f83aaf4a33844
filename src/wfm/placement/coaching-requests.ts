import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { Session } from "../../plan/index.js";
import { addDays, instantOf, startOfWeek, TimeSpan, Weekday } from "../../time/index.js";
import { Id } from "../../unit/index.js";
import { COACHING_REQUEST_LIMITS, type CoachingRequest } from "./coaching-request.js";

/** How people learn in the sessions of a touchpoint. */
export interface TouchpointModality {
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** Its modality. */
  readonly modalityId: Id;
}
/** How far a session may be moved away from the time that a plan gave it. */
export type SessionFreedom =
  | { readonly kind: "day" }
  | { readonly kind: "week"; readonly weekStartsOn: Weekday };
/** Sessions of a plan that are to be placed anew, in shifts. */
export interface PlannedSessions {
  /** The sessions; those that do not stand in calendars are left out. */
  readonly sessions: readonly Session[];
  /** The modalities of their touchpoints. */
  readonly touchpoints: readonly TouchpointModality[];
  /** `day`: each stays on its day; `week`: in its week. Days and weeks are those of the session's time zone. */
  readonly freedom: SessionFreedom;
}

const unknownTouchpoint: Fault = { code: "coaching-requests.unknown_touchpoint", message: "The modality of the touchpoint “{id}” is not given.", hint: "Add it to touchpoints; leave out sessions that are no coaching." };
const duplicateTouchpoint: Fault = { code: "coaching-requests.duplicate_touchpoint", message: "The touchpoint “{id}” was given before.", hint: "Give it once." };

/** Schema of how people learn in the sessions of a touchpoint. */
export const TouchpointModality = z.strictObject({ touchpointId: Id, modalityId: Id }).readonly() satisfies z.ZodType<TouchpointModality>;
/** Schema of how far a session may be moved. */
export const SessionFreedom = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("day") }).readonly(),
  z.strictObject({ kind: z.literal("week"), weekStartsOn: Weekday }).readonly(),
]) satisfies z.ZodType<SessionFreedom>;
/** Schema of sessions that are to be placed anew. */
export const PlannedSessions = z.strictObject({
  sessions: z.array(Session).max(COACHING_REQUEST_LIMITS.requests).readonly(), touchpoints: z.array(TouchpointModality).max(10_000).readonly(), freedom: SessionFreedom,
}).check(rule(({ sessions, touchpoints }: PlannedSessions, report) => {
  const known = new Set(touchpoints.map(({ touchpointId }) => touchpointId));
  for (const [place, { touchpointId: id }] of repeated(touchpoints, (one) => one.touchpointId)) report(duplicateTouchpoint, ["touchpoints", place, "touchpointId"], { id });
  for (const [place, { touchpointId: id }] of sessions.entries()) if (!known.has(id)) report(unknownTouchpoint, ["sessions", place, "touchpointId"], { id });
})).readonly() satisfies z.ZodType<PlannedSessions>;

/** From the first instant of a date to that of a later one. */
const datesFrom = (date: string, days: number, timeZone: string): TimeSpan => {
  const midnight = (on: string): string => instantOf({ localTime: `${on}T00:00`, timeZone, clockChange: "compatible" }).startsAt;
  return { startsAt: midnight(date), endsAt: midnight(addDays(date, days)) };
};

/**
 * The sessions of a plan as requests that `placeSessions` takes: same people, same length, free inside their day or week. Participants become agents by their ids.
 *
 * @throws CoachingError `coaching-requests.unknown_touchpoint`, `coaching-requests.duplicate_touchpoint`, `input.*`
 * @example
 * ```ts
 * const session = {
 *   id: "s1", occurrenceId: "o1", touchpointId: "talk", title: "1:1", week: 1, coachId: "kim", participantIds: ["ada"], date: "2026-10-07", startTime: "10:00", timeZone: "Europe/Berlin",
 *   startsAt: "2026-10-07T08:00:00Z", endsAt: "2026-10-07T08:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [],
 * };
 * const [request] = coachingRequests({ sessions: [session], touchpoints: [{ touchpointId: "talk", modalityId: "one-to-one" }], freedom: { kind: "week", weekStartsOn: "MO" } });
 * request.within; // => { startsAt: "2026-10-04T22:00:00Z", endsAt: "2026-10-11T22:00:00Z" }
 * ```
 */
export function coachingRequests(planned: PlannedSessions): readonly CoachingRequest[] {
  const { sessions, touchpoints, freedom } = check(PlannedSessions, planned);
  const modalities = new Map(touchpoints.map(({ touchpointId, modalityId }) => [touchpointId, modalityId]));
  return sessions.filter(({ isScheduled }) => isScheduled).map(({ id, touchpointId, coachId, participantIds, durationMinutes, date, timeZone }) => ({
    requestId: id, modalityId: modalities.get(touchpointId) as string, agentIds: participantIds, coachIds: coachId === null ? [] : [coachId], durationMinutes,
    within: freedom.kind === "day" ? datesFrom(date, 1, timeZone) : datesFrom(startOfWeek(date, freedom.weekStartsOn), 7, timeZone),
  }));
}
