import * as z from "zod";
import { Money, Rounding } from "../../money/index.js";
import { KnownTimeZone } from "../../time/index.js";
import { Fraction, Id, Instant, Minutes } from "../../unit/index.js";
import { SCHEDULE_LIMITS } from "../staffing/agent-schedule.js";
import { STAFFING_LIMITS } from "../staffing/skill-forecast.js";

/** What bounds one placement. */
export const PLACEMENT_LIMITS = {
  /** Steps of the start grid. */
  steps: 26_496,
  /** Cells: skills × steps. */
  cells: 1_000_000,
  /** Coaches, or pools of them, × steps. */
  coachSteps: 20_000_000,
  /** Starts × coaches from which all requests together may choose. */
  options: 20_000_000,
  /** Losses that are reckoned: for every skill and step, and every staffing interval in a step, one for each share of an agent (`quantumHundredths`) that sessions might take off. */
  losses: 100_000_000,
  /** Of them by Erlang A, which take a hundred times as long. */
  impatientLosses: 20_000_000,
  /** Agents of one session, for coaching: larger meetings are no coaching. */
  groupSize: 10,
} as const;

/** What contacts of a skill are worth. */
export interface ContactPrice {
  /** The skill. */
  readonly skillId: Id;
  /** What a contact costs that is not answered in time, or hangs up. */
  readonly perLateContact?: Money;
  /** What a contact costs that hangs up, besides what it costs to be late; only for skills judged by Erlang A. */
  readonly perLostContact?: Money;
}
/**
 * What coaching shall cost as little as possible of: contacts that are late, contacts that hang up (every skill is judged by Erlang A), or money.
 * Head-count above the required staff is no objective: it says nothing about what is lost when an agent leaves.
 */
export type PlacementObjective =
  | { readonly kind: "late-contacts" }
  | { readonly kind: "lost-contacts" }
  | { readonly kind: "money"; readonly prices: readonly ContactPrice[]; readonly rounding: Rounding };

/** Coaching of a few minutes after some contacts, wherever they come: a rate, not a session with a place. */
export interface MicroCoaching {
  /** How long each takes. */
  readonly durationMinutes: Minutes;
  /** After which share of contacts. */
  readonly contactShareFraction: Fraction;
  /** At most so many an agent and day. */
  readonly perAgentDayLimit: number;
  /** The skills whose contacts count. Left out: all. */
  readonly skillIds?: readonly Id[];
  /** More of paid time than this is refused; left out, 0.1. 5 minutes after each of 40 calls are 41.7 % of 8 hours. */
  readonly maximumPaidFraction?: Fraction;
}
/** When an agent was last coached. */
export interface LastCoaching {
  /** The agent. */
  readonly agentId: Id;
  /** The end of the last session. */
  readonly coachedAt: Instant;
}
/** Nobody is to go without coaching for longer. */
export interface CoachingFairness {
  /** So many days. */
  readonly withoutCoachingDays: number;
  /** When agents were last coached. Who is not listed is counted from the first staffing interval on. */
  readonly lastCoached: readonly LastCoaching[];
}
/** What placed sessions keep to. */
export interface PlacementRules {
  /** Sessions start at multiples of this from the first staffing interval on. It divides the staffing interval, or is a multiple of it. */
  readonly startEveryMinutes: 5 | 10 | 15 | 20 | 30 | 60;
  /** How long agents, and coaches, are off beyond the end of a session. */
  readonly transitionMinutes: Minutes;
  /** Between two sessions of an agent, the transition not counted; 0 for none. Counted in whole steps from the end of the last step that a session touches; from pinned sessions by the minute. */
  readonly minimumGapMinutes: Minutes;
  /** Whether the gap holds to breaks as well. */
  readonly isGapToBreaks: boolean;
  /** Sessions of an agent on one day of `timeZone`, at most. */
  readonly sessionsPerAgentDay: number;
  /** The zone whose midnight parts the days. */
  readonly timeZone: KnownTimeZone;
  /** Nothing that is not pinned starts before it. */
  readonly freezeUntil?: Instant;
  /** Nobody goes without coaching for too long. */
  readonly fairness?: CoachingFairness;
}
/** Schema of what contacts of a skill are worth. */
export const ContactPrice = z.strictObject({ skillId: Id, perLateContact: z.exactOptional(Money), perLostContact: z.exactOptional(Money) }).readonly() satisfies z.ZodType<ContactPrice>;
/** Schema of what coaching shall cost as little as possible of. */
export const PlacementObjective = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("late-contacts") }).readonly(),
  z.strictObject({ kind: z.literal("lost-contacts") }).readonly(),
  z.strictObject({ kind: z.literal("money"), prices: z.array(ContactPrice).min(1).max(STAFFING_LIMITS.skills).readonly(), rounding: Rounding }).readonly(),
]) satisfies z.ZodType<PlacementObjective>;
/** Schema of coaching after contacts. */
export const MicroCoaching = z.strictObject({
  durationMinutes: Minutes.max(60), contactShareFraction: Fraction, perAgentDayLimit: z.int().min(0).max(1000), skillIds: z.exactOptional(z.array(Id).min(1).max(STAFFING_LIMITS.skills).readonly()), maximumPaidFraction: z.exactOptional(Fraction),
}).readonly() satisfies z.ZodType<MicroCoaching>;
/** Schema of when an agent was last coached. */
export const LastCoaching = z.strictObject({ agentId: Id, coachedAt: Instant }).readonly() satisfies z.ZodType<LastCoaching>;
/** Schema of how long nobody goes without coaching. */
export const CoachingFairness = z.strictObject({ withoutCoachingDays: z.int().min(1).max(366), lastCoached: z.array(LastCoaching).max(SCHEDULE_LIMITS.agents).readonly() }).readonly() satisfies z.ZodType<CoachingFairness>;
/** Schema of what placed sessions keep to. */
export const PlacementRules = z.strictObject({
  startEveryMinutes: z.literal([5, 10, 15, 20, 30, 60]), transitionMinutes: Minutes.max(240), minimumGapMinutes: Minutes.max(10_080), isGapToBreaks: z.boolean(), sessionsPerAgentDay: z.int().min(1).max(100),
  timeZone: KnownTimeZone, freezeUntil: z.exactOptional(Instant), fairness: z.exactOptional(CoachingFairness),
}).readonly() satisfies z.ZodType<PlacementRules>;
