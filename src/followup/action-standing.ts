import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Id, Instant } from "../unit/index.js";
import { FOLLOWUP_LIMITS } from "./followup-event.js";

/** Where a coaching action stands at an instant: all that later events need. */
export interface ActionStanding {
  /** Which action. */
  readonly actionId: Id;
  /** Its state. */
  readonly state: Id;
  /** Whether the state ends it. An expired action has not ended: it may be reopened. */
  readonly hasEnded: boolean;
  /** Who is to be coached. */
  readonly participantId: Id;
  /** Who is to coach. */
  readonly coachId: Id;
  /** Who was to coach when it came into its state: who judges a dispute is not the coach of its beginning either, whoever took over since. */
  readonly entryCoachId: Id;
  /** Who proposed it. */
  readonly proposerId: Id;
  /** Who made the rating that it rests on; `null` when nobody is named. */
  readonly raterId: Id | null;
  /** Who is to judge the dispute; `null` when nobody is named, or nothing is disputed. */
  readonly secondRaterId: Id | null;
  /** The latest session named; `null` before. */
  readonly sessionId: Id | null;
  /** The earlier action that led to it; `null` when none did. */
  readonly followsActionId: Id | null;
  /** When it was proposed. */
  readonly proposedAt: Instant;
  /** Since when it is in its state. Rescheduling begins anew. */
  readonly stateSinceAt: Instant;
  /** Since when this coach has it. */
  readonly coachSinceAt: Instant;
  /** Since when this second rater has the dispute; `null` without one. */
  readonly secondRaterSinceAt: Instant | null;
  /** Until before when the next step is owed, as an event said it; `null`: by the policy's rule. */
  readonly dueAt: Instant | null;
  /** When its last event occurred. */
  readonly lastEventAt: Instant;
  /** When it expires unless something is done before; `null` when it has ended or expired, or never will. */
  readonly expiresAt: Instant | null;
  /** Where `"state-before"` leads back to, of each state that it came into. */
  readonly returnsTo: readonly { readonly state: Id; readonly to: Id }[];
  /** How many events it has had. */
  readonly eventCount: Count;
}

const standing = z
  .strictObject({
    actionId: Id, state: Id, hasEnded: z.boolean(), participantId: Id, coachId: Id, entryCoachId: Id, proposerId: Id, raterId: Id.nullable(), secondRaterId: Id.nullable(), sessionId: Id.nullable(), followsActionId: Id.nullable(),
    proposedAt: Instant, stateSinceAt: Instant, coachSinceAt: Instant, secondRaterSinceAt: Instant.nullable(), dueAt: Instant.nullable(), lastEventAt: Instant, expiresAt: Instant.nullable(),
    returnsTo: z.array(z.strictObject({ state: Id, to: Id }).readonly()).max(FOLLOWUP_LIMITS.states + 1).readonly(), eventCount: Count,
  })
  .readonly() satisfies z.ZodType<ActionStanding>;

/** One step of an action from a state to a state, its own included. */
export interface ActionTransition {
  /** Which action. */
  readonly actionId: Id;
  /** The event that did it; `null` where lying idle did. */
  readonly eventId: Id | null;
  /** What was done; `"expired"` where lying idle did it. */
  readonly kind: Id;
  /** The state before; `"new"` of the first. */
  readonly from: Id;
  /** The state after. */
  readonly to: Id;
  /** Who; `null` where lying idle did it. */
  readonly actorId: Id | null;
  /** As what; `null` where lying idle did it. */
  readonly role: Id | null;
  /** When. */
  readonly occurredAt: Instant;
  /** Why; `"idle"` where lying idle did it. */
  readonly reason: string;
}

/** Where all actions stand at an instant: to be stored, shown, and resumed from. */
export interface FollowupSnapshot {
  /** What this document is. */
  readonly kind: "followup-snapshot";
  /** The version of its form. */
  readonly schemaVersion: 1;
  /** The instant. Events up to and at it are counted in. */
  readonly at: Instant;
  /** SHA-256 of the policy by which it was made. */
  readonly policyHash: string;
  /** The actions, by id. */
  readonly actions: readonly ActionStanding[];
}

const repeatedAction: Fault = { code: "action-standing.repeated_action", message: "The action “{actionId}” stands in the snapshot twice.", hint: "Keep one." };
const afterSnapshot: Fault = { code: "action-standing.after_snapshot", message: "The action “{actionId}” had an event at {lastEventAt}, after the snapshot.", hint: "Take the snapshot as it was given." };

/** Schema of a snapshot; its faults are `action-standing.repeated_action`, `action-standing.after_snapshot`. */
export const FollowupSnapshot = z
  .strictObject({ kind: z.literal("followup-snapshot"), schemaVersion: z.literal(1), at: Instant, policyHash: Id, actions: z.array(standing).max(FOLLOWUP_LIMITS.actions).readonly() })
  .check(
    rule(({ actions }: FollowupSnapshot, report) => { for (const [index, { actionId }] of repeated(actions, ({ actionId }) => actionId)) report(repeatedAction, ["actions", index, "actionId"], { actionId }); }),
    rule(({ at, actions }: FollowupSnapshot, report) => {
      actions.forEach(({ actionId, lastEventAt }, index) => { if (millisecondsOf(lastEventAt) > millisecondsOf(at)) report(afterSnapshot, ["actions", index, "lastEventAt"], { actionId, lastEventAt }); });
    }),
  )
  .readonly() satisfies z.ZodType<FollowupSnapshot>;
