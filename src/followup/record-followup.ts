import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Instant } from "../unit/index.js";
import type { ActionStanding, ActionTransition } from "./action-standing.js";
import { assumptionsOf, type FollowupAssumptions, type FollowupLog } from "./coaching-actions.js";
import { FollowupEvent, FollowupEvents } from "./followup-event.js";
import { FollowupPolicy } from "./followup-policy.js";
import { replayEvents } from "./replay-events.js";
import { tableOf } from "./transition-table.js";
import { usualFollowupPolicy } from "./usual-policy.js";

/** An event that is about to be written to a log. `at` is the instant of writing. */
export interface FollowupRecord extends FollowupLog {
  /** What was done. */
  readonly event: FollowupEvent;
}

const futureEvent: Fault = { code: "record-followup.future_event", message: "The event occurs at {occurredAt}, after the instant {at} at which it is written.", hint: "Write down what was done, when it was done." };

/** Schema of an event about to be written; its own fault is `record-followup.future_event`. */
export const FollowupRecord = z
  .strictObject({ events: FollowupEvents, event: FollowupEvent, at: Instant, policy: z.exactOptional(FollowupPolicy) })
  .check(rule(({ event: { occurredAt }, at }: FollowupRecord, report) => { if (millisecondsOf(occurredAt) > millisecondsOf(at)) report(futureEvent, ["event", "occurredAt"], { occurredAt, at }); }))
  .readonly() satisfies z.ZodType<FollowupRecord>;

/** What writing an event leads to. */
export interface RecordedFollowup {
  /** Whether the log held it already, word for word: then there is nothing to write. */
  readonly isRepeated: boolean;
  /** Where its action stands afterwards. */
  readonly standing: ActionStanding;
  /** Every step of its action, in order. */
  readonly transitions: readonly ActionTransition[];
  /** By what it was judged. */
  readonly assumptions: FollowupAssumptions;
}

/**
 * Whether an event may be written to a log, and where its action stands then. What the policy does not allow throws: the issue names the state and what is allowed from here, and by whom.
 * An event that comes in late is judged at its own instant; where it takes the ground from events that came after it, these are named by their path.
 * The log has to hold all events of the action, and of those that it follows, however far back.
 *
 * @throws CoachingError `input.*`, `policy-faults.*`, `record-followup.future_event`, `followup-step.*`, `follow-links.*`, `replay-events.*`
 * @example
 * ```ts
 * const proposed = { eventId: "e1", actionId: "a1", kind: "proposed", actorId: "mia", role: "manager", occurredAt: "2026-03-02T09:00:00Z", reason: "three calls without a summary", participantId: "ana", coachId: "cem" };
 * const dispute = { eventId: "e2", actionId: "a1", kind: "disputed", actorId: "ana", role: "participant", occurredAt: "2026-03-03T10:00:00Z", reason: "two of the calls were not mine" };
 * recordFollowup({ events: [proposed], event: dispute, at: "2026-03-03T10:00:01Z" }).standing.state; // => "disputed"
 * try {
 *   recordFollowup({ events: [proposed], event: { ...dispute, kind: "acknowledged" }, at: "2026-03-03T10:00:01Z" });
 * } catch (error) {
 *   isCoachingError(error) ? error.issues[0]?.code : error; // => "followup-step.illegal_transition"
 * }
 * ```
 */
export function recordFollowup(record: FollowupRecord): RecordedFollowup {
  const { events, event, at, policy: given } = check(FollowupRecord, record);
  const table = tableOf(given ?? usualFollowupPolicy);
  const pathOf = (index: number) => (index === events.length ? ["event"] : ["events", index]);
  const { actions, transitions, repeatedEventIds } = replayEvents([...events, event], { table, at, known: [], since: null, pathOf });
  const standing = actions.find(({ actionId }) => actionId === event.actionId);
  if (standing === undefined) throw new Error("an event was replayed and its action is gone");
  return { isRepeated: repeatedEventIds.includes(event.eventId), standing, transitions: transitions.filter(({ actionId }) => actionId === event.actionId), assumptions: assumptionsOf(given) };
}
