import * as z from "zod";
import { rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { EventDetail, FOLLOWUP_LIMITS } from "./followup-event.js";
import { reportPolicyFaults } from "./policy-faults.js";

/** One row of the table: who may do what, in which states, and where it leads. */
export interface FollowupTransition {
  /** What is done, the `kind` of the event. */
  readonly kind: Id;
  /** In which states. `"new"` is the state of an action before its first event; `"expired"` that of one that lay idle. */
  readonly from: readonly Id[];
  /** Where it leads: a state; `"same-state"`, which stays where it is; or `"state-before"`, back to where the action stood before it came here. */
  readonly to: Id;
  /** Who may do it. A participant, coach or second rater has to be the one of this action. */
  readonly roles: readonly Id[];
  /** What the event has to say. */
  readonly requires: readonly EventDetail[];
  /** What it may say besides. */
  readonly allows: readonly EventDetail[];
}

/** Who owes the next step of an action in a state, and how long they have. */
export interface DueRule {
  /** The state. */
  readonly state: Id;
  /** Who owes it. The first rule of a state counts whose coach or second rater is named. */
  readonly role: Id;
  /** How many working days after the one on which they came to owe it; done on the last of them is in time. */
  readonly workingDays: number;
}

/** The life of coaching actions as data: states, the table of what leads from one to another, who owes what, and when an idle action ends. */
export interface FollowupPolicy {
  /** All states but `"new"` and `"expired"`, which every policy has. */
  readonly states: readonly Id[];
  /** Which of them end an action. */
  readonly endStates: readonly Id[];
  /** The table; what stands in no row is not allowed. */
  readonly transitions: readonly FollowupTransition[];
  /** Who owes the next step. */
  readonly dueRules: readonly DueRule[];
  /** After how many calendar months without an event an action that has not ended is expired, at the same time of the day in UTC, on the last day of a month that is too short; `null`: never. */
  readonly expiresAfterIdleMonths: number | null;
}

const ids = (most: number) => z.array(Id).min(1).max(most).readonly();
const details = z.array(EventDetail).max(EventDetail.options.length).readonly();
const FollowupTransition = z.strictObject({ kind: Id, from: ids(FOLLOWUP_LIMITS.states + 2), to: Id, roles: ids(50), requires: details, allows: details }).readonly() satisfies z.ZodType<FollowupTransition>;
const DueRule = z.strictObject({ state: Id, role: Id, workingDays: z.int().min(0).max(366) }).readonly() satisfies z.ZodType<DueRule>;

/**
 * Schema of a policy. The faults of its table are `policy-faults.repeated_state`, `.reserved_state`, `.unknown_state`, `.ambiguous_transition`, `.end_with_exit`, `.no_state_to_keep`, `.start_without_people`, `.unreachable_state`, `.no_way_to_end`.
 */
export const FollowupPolicy = z
  .strictObject({
    states: ids(FOLLOWUP_LIMITS.states), endStates: ids(FOLLOWUP_LIMITS.states), transitions: z.array(FollowupTransition).min(1).max(FOLLOWUP_LIMITS.transitions).readonly(), dueRules: z.array(DueRule).max(200).readonly(),
    expiresAfterIdleMonths: z.int().min(1).max(120).nullable(),
  })
  .check(rule(reportPolicyFaults))
  .readonly() satisfies z.ZodType<FollowupPolicy>;
