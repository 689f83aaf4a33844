import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Count, type Id, Instant } from "../unit/index.js";
import { type ActionTransition, FollowupSnapshot } from "./action-standing.js";
import { type FollowupEvent, FollowupEvents } from "./followup-event.js";
import { FollowupPolicy } from "./followup-policy.js";
import { replayEvents } from "./replay-events.js";
import { refuseOtherPolicy } from "./snapshot-policy.js";
import { tableOf } from "./transition-table.js";
import { usualFollowupPolicy } from "./usual-policy.js";

/** A log of events, and the instant at which it is read. */
export interface FollowupLog {
  /** Everything that was done about the actions, in any order. */
  readonly events: readonly FollowupEvent[];
  /** The instant. Later events do not count yet. */
  readonly at: Instant;
  /** The policy; `usualFollowupPolicy` when absent. */
  readonly policy?: FollowupPolicy;
}
/** Schema of a log. */
export const FollowupLog = z.strictObject({ events: FollowupEvents, at: Instant, policy: z.exactOptional(FollowupPolicy) }).readonly() satisfies z.ZodType<FollowupLog>;

/** By what a log was read. */
export interface FollowupAssumptions {
  /** Whose policy. */
  readonly policy: "usual" | "given";
  /** After how many idle calendar months, counted in UTC, an action expires; `null`: never. */
  readonly expiresAfterIdleMonths: number | null;
}

/** Where coaching actions stand, and how they came there. */
export interface CoachingActions {
  /** Where each stands. */
  readonly snapshot: FollowupSnapshot;
  /** Every step, by action, then in order: who, when, why. */
  readonly transitions: readonly ActionTransition[];
  /** Events that the log held more than once, word for word; each counted once. */
  readonly repeatedEventIds: readonly Id[];
  /** How many events occurred after the instant. */
  readonly laterEventCount: Count;
  /** By what it was read. */
  readonly assumptions: FollowupAssumptions;
}

/** How a log was read. */
export const assumptionsOf = (given: FollowupPolicy | undefined): FollowupAssumptions => ({ policy: given === undefined ? "usual" : "given", expiresAfterIdleMonths: (given ?? usualFollowupPolicy).expiresAfterIdleMonths });

/**
 * Where every coaching action stands at an instant, by replaying what was done: the same whichever order events are listed in.
 * Events of an action are taken by instant, then by `sequence`, then by event id. An event listed twice word for word counts once. An action without an event for the policy's idle months is expired from that instant on; only an event that may reopen it is then allowed.
 * A log that holds what the policy does not allow is refused with every fault by its path; an event that is not allowed is passed over to find the next, so later faults may be its consequences.
 *
 * @throws CoachingError `input.*`, `policy-faults.*`, `followup-step.*`, `follow-links.*`, `replay-events.*`
 * @example
 * ```ts
 * const events = [
 *   { eventId: "e1", actionId: "a1", kind: "proposed", actorId: "mia", role: "manager", occurredAt: "2026-03-02T09:00:00Z", reason: "three calls without a summary", participantId: "ana", coachId: "cem" },
 *   { eventId: "e2", actionId: "a1", kind: "accepted", actorId: "cem", role: "coach", occurredAt: "2026-03-03T10:00:00Z", reason: "fits the current goal" },
 * ];
 * const stateAt = (at: string) => coachingActions({ events, at }).snapshot.actions[0]?.state;
 * stateAt("2026-03-02T12:00:00Z"); // => "proposed"
 * stateAt("2026-04-01T00:00:00Z"); // => "accepted"
 * stateAt("2026-09-03T10:00:00Z"); // => "expired"
 * ```
 */
export function coachingActions(log: FollowupLog): CoachingActions {
  const { events, at, policy: given } = check(FollowupLog, log);
  const policy = given ?? usualFollowupPolicy;
  const { actions, ...rest } = replayEvents(events, { table: tableOf(policy), at, known: [], since: null });
  return { snapshot: { kind: "followup-snapshot", schemaVersion: 1, at, policyHash: contentHash(policy), actions }, ...rest, assumptions: assumptionsOf(given) };
}

/** A snapshot, and what was done after it. */
export interface FollowupResumption extends FollowupLog {
  /** Where the actions stood. */
  readonly snapshot: FollowupSnapshot;
}

const beforeSnapshot: Fault = { code: "coaching-actions.before_snapshot", message: "The instant is before the snapshot's.", hint: "Replay the log up to the instant." };

/** Schema of a snapshot and what was done after it; its own fault is `coaching-actions.before_snapshot`. */
export const FollowupResumption = z
  .strictObject({ snapshot: FollowupSnapshot, events: FollowupEvents, at: Instant, policy: z.exactOptional(FollowupPolicy) })
  .check(rule(({ snapshot, at }: FollowupResumption, report) => { if (millisecondsOf(at) < millisecondsOf(snapshot.at)) report(beforeSnapshot, ["at"]); }))
  .readonly() satisfies z.ZodType<FollowupResumption>;

/**
 * Where every action stands when a snapshot is taken up with what was done after it: the same snapshot as by replaying the whole log, and the steps since.
 * Every event has to lie after the snapshot; one that comes in late needs the log, or an earlier snapshot.
 *
 * @throws CoachingError `input.*`, `policy-faults.*`, `action-standing.*`, `coaching-actions.before_snapshot`, `snapshot-policy.other_policy`, `followup-step.*`, `follow-links.*`, `replay-events.*`
 * @example
 * ```ts
 * const proposed = { eventId: "e1", actionId: "a1", kind: "proposed", actorId: "mia", role: "manager", occurredAt: "2026-03-02T09:00:00Z", reason: "three calls without a summary", participantId: "ana", coachId: "cem" };
 * const accepted = { eventId: "e2", actionId: "a1", kind: "accepted", actorId: "cem", role: "coach", occurredAt: "2026-03-03T10:00:00Z", reason: "fits the current goal" };
 * const { snapshot } = coachingActions({ events: [proposed], at: "2026-03-02T23:00:00Z" });
 * resumeActions({ snapshot, events: [accepted], at: "2026-03-04T00:00:00Z" }).transitions.map(({ from, to }) => [from, to]); // => [["proposed", "accepted"]]
 * ```
 */
export function resumeActions(resumption: FollowupResumption): CoachingActions {
  const { snapshot: before, events, at, policy: given } = check(FollowupResumption, resumption);
  const policy = given ?? usualFollowupPolicy;
  refuseOtherPolicy(before, policy);
  const { actions, ...rest } = replayEvents(events, { table: tableOf(policy), at, known: before.actions, since: before.at });
  return { snapshot: { ...before, at, actions }, ...rest, assumptions: assumptionsOf(given) };
}
