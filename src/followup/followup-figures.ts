import * as z from "zod";
import { check } from "../error/index.js";
import { ConfidenceLevel, type NoEstimate, type NoSurvivalMedian, type ProportionEstimate, proportionEstimate, SURVIVAL_LIMITS, survivalCurve, type SurvivalMedian } from "../statistics/index.js";
import { DAY, millisecondsOf } from "../time/internal.js";
import { type Count, type Id, Instant } from "../unit/index.js";
import type { ActionTransition } from "./action-standing.js";
import { assumptionsOf, type FollowupAssumptions, type FollowupLog } from "./coaching-actions.js";
import { FollowupEvents } from "./followup-event.js";
import { FollowupPolicy } from "./followup-policy.js";
import { EXPIRED } from "./policy-faults.js";
import { replayEvents } from "./replay-events.js";
import { tableOf } from "./transition-table.js";
import { usualFollowupPolicy } from "./usual-policy.js";

/** A log, and how sure its figures are to be. */
export interface FollowupFiguresQuestion extends FollowupLog {
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** Schema of the question for figures. */
export const FollowupFiguresQuestion = z.strictObject({ events: FollowupEvents, at: Instant, policy: z.exactOptional(FollowupPolicy), confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<FollowupFiguresQuestion>;

/** How long actions stay in a state. */
export interface StateStay {
  /** The state. */
  readonly state: Id;
  /** How many actions are in it now. */
  readonly count: Count;
  /** How many actions ever came into it. */
  readonly enteredCount: Count;
  /** In how many of them somebody led the first stay to another state; the others are still there, or expired there. */
  readonly leftCount: Count;
  /** The median days (of 24 hours) of the first stay, by Kaplan and Meier: those that are still there, or expired, count as seen for so long. `null` as estimate where it cannot be said: `not-reached`, `too-few-observations`, `too-many-observations`. */
  readonly medianDays: SurvivalMedian | NoSurvivalMedian | NoEstimate;
}

/** What a log says about how actions fare. */
export interface FollowupFigures {
  /** How many actions were proposed. */
  readonly actionCount: Count;
  /** The states that do not end an action, in the policy's order. */
  readonly stays: readonly StateStay[];
  /** How many actions stand in each other state: the ends in the policy's order, then `expired`. */
  readonly endCounts: readonly { readonly state: Id; readonly count: Count }[];
  /** The share of actions that were ever disputed. */
  readonly disputedFraction: ProportionEstimate | NoEstimate;
  /** The share overturned of the first decisions on disputes. */
  readonly overturnedFraction: ProportionEstimate | NoEstimate;
  /** By what it was read. */
  readonly assumptions: FollowupAssumptions;
}

/** The first stay of an action in a state. */
interface FirstStay {
  readonly from: number;
  days: number;
  hasLeft: boolean;
}

/** The first stay of each action in each state; what is not left is seen until `until`. Reassigning and rescheduling are no leaving. */
function firstStays(transitions: readonly ActionTransition[], until: number): ReadonlyMap<Id, readonly FirstStay[]> {
  const stays = new Map<Id, FirstStay[]>();
  let actionId: Id = "";
  let open = new Map<Id, FirstStay>();
  for (const { actionId: next, from, to, occurredAt } of transitions) {
    if (next !== actionId) [actionId, open] = [next, new Map<Id, FirstStay>()];
    if (from === to) continue;
    const at = millisecondsOf(occurredAt);
    const left = open.get(from);
    if (left?.days === Infinity) [left.days, left.hasLeft] = [(at - left.from) / DAY, to !== EXPIRED];
    if (open.has(to)) continue;
    const entered = { from: at, days: Infinity, hasLeft: false };
    open.set(to, entered);
    const others = stays.get(to);
    if (others === undefined) stays.set(to, [entered]);
    else others.push(entered);
  }
  for (const entered of stays.values()) for (const stay of entered) if (stay.days === Infinity) stay.days = (until - stay.from) / DAY;
  return stays;
}

function medianStay(stays: readonly FirstStay[], confidenceLevel: number): StateStay["medianDays"] {
  const n = stays.length;
  if (n > SURVIVAL_LIMITS.followUps) return { estimate: null, reason: "too-many-observations", n, needed: SURVIVAL_LIMITS.followUps };
  const curve = survivalCurve({ followUps: stays.map(({ days, hasLeft }) => ({ followedFor: days, hasEvent: hasLeft })), intervalKind: "log-log", confidenceLevel });
  return curve.points === null ? { estimate: null, reason: curve.reason, n, needed: curve.needed } : curve.median;
}

/** The first decision of each action whose dispute was decided. */
function firstDecisions(transitions: readonly ActionTransition[]): readonly Id[] {
  const decisions = new Map<Id, Id>();
  for (const { actionId, kind } of transitions) if ((kind === "upheld" || kind === "overturned") && !decisions.has(actionId)) decisions.set(actionId, kind);
  return [...decisions.values()];
}

/**
 * How actions fare: where they stand, how long they stay in each state until somebody takes the next step, how many are disputed, and how many disputes overturn what was found.
 * Stays that are not over count as seen so far; expiry ends the watch, it is no step. Disputes are told by the words `disputed`, `upheld` and `overturned` of events.
 * Intervals take actions as independent. Those of one coach are often alike: then they are too narrow.
 * Sources: Kaplan and Meier's median with Brookmeyer and Crowley's interval (see `survivalCurve`); Wilson's interval (see `proportionEstimate`).
 *
 * @throws CoachingError `input.*`, `policy-faults.*`, `followup-step.*`, `follow-links.*`, `replay-events.*`
 * @example
 * ```ts
 * const proposed = (actionId: string, day: string) => ({ eventId: `p-${actionId}`, actionId, kind: "proposed", actorId: "mia", role: "manager", occurredAt: `${day}T09:00:00Z`, reason: "low summary score", participantId: "ana", coachId: "cem" });
 * const accepted = (actionId: string, day: string) => ({ eventId: `a-${actionId}`, actionId, kind: "accepted", actorId: "cem", role: "coach", occurredAt: `${day}T09:00:00Z`, reason: "agreed" });
 * const events = [proposed("a1", "2026-03-02"), accepted("a1", "2026-03-04"), proposed("a2", "2026-03-02"), accepted("a2", "2026-03-05"), proposed("a3", "2026-03-09")];
 * const { stays, disputedFraction } = followupFigures({ events, at: "2026-03-10T09:00:00Z", confidenceLevel: 0.95 });
 * stays.slice(0, 2).map(({ state, count, medianDays }) => [state, count, medianDays.estimate]); // => [["proposed", 1, 2.5], ["accepted", 2, null]]
 * disputedFraction.estimate; // => 0
 * ```
 */
export function followupFigures(question: FollowupFiguresQuestion): FollowupFigures {
  const { events, at, policy: given, confidenceLevel } = check(FollowupFiguresQuestion, question);
  const policy = given ?? usualFollowupPolicy;
  const { actions, transitions } = replayEvents(events, { table: tableOf(policy), at, known: [], since: null });
  const counts = new Map<Id, number>();
  for (const { state } of actions) counts.set(state, (counts.get(state) ?? 0) + 1);
  const stays = firstStays(transitions, millisecondsOf(at));
  const stayIn = (state: Id): StateStay => {
    const all = stays.get(state) ?? [];
    return { state, count: counts.get(state) ?? 0, enteredCount: all.length, leftCount: all.filter(({ hasLeft }) => hasLeft).length, medianDays: medianStay(all, confidenceLevel) };
  };
  const disputed = new Set(transitions.filter(({ kind }) => kind === "disputed").map(({ actionId }) => actionId));
  const decisions = firstDecisions(transitions);
  return {
    actionCount: actions.length,
    stays: policy.states.filter((state) => !policy.endStates.includes(state)).map(stayIn),
    endCounts: [...policy.states.filter((state) => policy.endStates.includes(state)), EXPIRED].map((state) => ({ state, count: counts.get(state) ?? 0 })),
    disputedFraction: proportionEstimate({ successes: disputed.size, n: actions.length, confidenceLevel }),
    overturnedFraction: proportionEstimate({ successes: decisions.filter((kind) => kind === "overturned").length, n: decisions.length, confidenceLevel }),
    assumptions: assumptionsOf(given),
  };
}
