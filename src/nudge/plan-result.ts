import type { Hours, Id, Instant, Minutes } from "../unit/index.js";
import type { NudgeContent } from "./nudge-content.js";
import type { NudgeCadence, NudgeChance, QuietHours } from "./plan-rules.js";

/**
 * Why a nudge is held back, or its wish was not kept: `no-working-day` (weekday off or holiday), `leave`, `quiet-hours`, `busy`, `no-consent`, `daily-cap`, `spacing` (too near to another send), `past` (not after `plannedAt`), `other-week` (the clock skips the wished day), `fatigue` (three ignored in a row: every other one), `no-slot` (nothing else in the ISO week keeps all rules), `chance`.
 */
export type NudgeHoldReason = "no-working-day" | "leave" | "quiet-hours" | "busy" | "no-consent" | "daily-cap" | "spacing" | "past" | "other-week" | "fatigue" | "no-slot" | "chance";

/** A nudge to be sent. */
export interface PlannedNudge {
  /** Made of person, cadence, ISO week and place in the week, session or behavior. */
  readonly id: Id;
  /** To whom. */
  readonly personId: Id;
  /** By which cadence. */
  readonly cadenceId: Id;
  /** Of which kind. */
  readonly kind: NudgeCadence["kind"];
  /** When. */
  readonly sendAt: Instant;
  /** The wish that could not be kept, and why; `null` when it was. */
  readonly movedFrom: { readonly wishedAt: Instant; readonly reason: NudgeHoldReason } | null;
  /** What it says. */
  readonly content: NudgeContent;
}

/** A nudge that is not sent. It is gone: nothing of it goes over to another week. */
export interface SuppressedNudge {
  /** As that of a planned one. */
  readonly id: Id;
  /** Who would have got it. */
  readonly personId: Id;
  /** By which cadence. */
  readonly cadenceId: Id;
  /** When it was wished for. */
  readonly wishedAt: Instant;
  /** Why it is not sent. */
  readonly reason: NudgeHoldReason;
  /** Why the wish itself could not be kept; `null` when it could. */
  readonly wishReason: NudgeHoldReason | null;
}

/** One moment at which chance decided, or could not: a record of a micro-randomized trial, but for its outcome. */
export interface NudgeDecisionPoint {
  /** The nudge. */
  readonly nudgeId: Id;
  /** The person. */
  readonly personId: Id;
  /** When: the time of sending, or the wish where there is none. */
  readonly decisionAt: Instant;
  /** The probability of sending where it was available. */
  readonly probability: number;
  /** Whether all rules allowed to send. */
  readonly isAvailable: boolean;
  /** Whether it is sent. */
  readonly isSent: boolean;
}

/** Tells the coach that somebody has ignored three or more nudges in a row, so that they get half as many until they answer one. */
export interface FatigueNotice {
  /** Who ignores them. */
  readonly personId: Id;
  /** Who is to know; `null` when the person has no coach. */
  readonly coachId: Id | null;
  /** Why. */
  readonly reason: "three-ignored-in-a-row";
  /** How many in a row. */
  readonly ignoredCount: number;
}

/** The nudges of one person. */
export interface PersonNudges {
  /** The person. */
  readonly personId: Id;
  /** What is sent, by time. */
  readonly nudges: readonly PlannedNudge[];
  /** What is not, by the time wished for. */
  readonly suppressed: readonly SuppressedNudge[];
  /** What chance decided, by time; empty when nothing is left to chance. */
  readonly decisions: readonly NudgeDecisionPoint[];
  /** What the coach is told; `null` when nothing. */
  readonly notice: FatigueNotice | null;
}

/** What holds where the rules say nothing, heuristics all of them. */
export interface NudgeAssumptions {
  /** Between two sends. */
  readonly spacingHours: Hours;
  /** When nobody is nudged. */
  readonly quietHours: QuietHours;
  /** Nudges of all kinds on one day. */
  readonly dailyCap: number;
  /** Before a one-to-one, where the cadence says nothing. */
  readonly leadMinutes: Minutes;
  /** Length of a manager's weekly activity, where its variables say nothing. */
  readonly activityMinutes: Minutes;
  /** Ignored in a row that halve a cadence. */
  readonly fatigueCount: number;
  /** The grid on which another slot is looked for. */
  readonly slotEveryMinutes: Minutes;
  /** Sending by chance; `null` when all is sent. */
  readonly chance: NudgeChance | null;
  /** Where offsets of zones come from. */
  readonly zoneData: string;
}

/** The nudges of many people. */
export interface NudgePlan {
  /** When it was made. */
  readonly plannedAt: Instant;
  /** What is sent, by person and time. */
  readonly nudges: readonly PlannedNudge[];
  /** What is not, with the reason. */
  readonly suppressed: readonly SuppressedNudge[];
  /** What chance decided. */
  readonly decisions: readonly NudgeDecisionPoint[];
  /** What coaches are told. */
  readonly notices: readonly FatigueNotice[];
  /** What was assumed. */
  readonly assumptions: NudgeAssumptions;
}
