import * as z from "zod";
import { Money } from "../../money/index.js";
import { Id, Instant } from "../../unit/index.js";
import { SCHEDULE_LIMITS } from "../staffing/agent-schedule.js";
import { STAFFING_LIMITS } from "../staffing/skill-forecast.js";
import { COACHING_REQUEST_LIMITS } from "./coaching-request.js";
import { PlacedSession } from "./placed-session.js";

/**
 * What binds, in the order in which it is looked at; each is what would have to be relaxed, all before it being so already:
 * `no-shift-in-window`: the agent does not work in it; `session-longer-than-any-free-stretch`: not between breaks and what is pinned; `no-start-on-grid`: free long enough, but not from a start of the grid on; `frozen`: only before the end of the frozen time; `gap` and `day-limit`: because of what is pinned;
 * `group-never-free-together`; `no-coach-free`: when the agents are; `service-floor`: the floor lets nobody go then, however else sessions stand;
 * `coaches-full`, `service-floor-reached`, `gap-or-day-limit-reached`: by the other sessions of this plan; `taken-by-others`: by several of these at once.
 */
export const UnplacedCoachingReason = z.enum([
  "no-shift-in-window", "session-longer-than-any-free-stretch", "no-start-on-grid", "frozen", "gap", "day-limit", "group-never-free-together", "no-coach-free", "service-floor",
  "coaches-full", "service-floor-reached", "gap-or-day-limit-reached", "taken-by-others",
]);
/** Why a request has no place. */
export type UnplacedCoachingReason = z.infer<typeof UnplacedCoachingReason>;
/** What binds one agent. */
export interface AgentObstacle {
  /** The agent. */
  readonly agentId: Id;
  /** What binds. */
  readonly reason: UnplacedCoachingReason;
}
/** A request without a place. */
export interface UnplacedCoaching {
  /** The request. */
  readonly requestId: Id;
  /** What binds it. */
  readonly reason: UnplacedCoachingReason;
  /** What binds each of its agents. */
  readonly perAgent: readonly AgentObstacle[];
}
/** Contacts that are late or lost, expected by the model. */
export interface ContactLoss {
  /** Not answered in time, those included who hang up. */
  readonly lateContacts: number;
  /** Hang up; `null` where no skill is judged by Erlang A. */
  readonly lostContacts: number | null;
  /** What they cost, rounded once; `null` when the objective is not money. */
  readonly money: Money | null;
}
/** What is lost, and what of it is added by coaching. */
export interface PlacementLoss {
  /** Without any coaching. */
  readonly before: ContactLoss;
  /** With micro-coaching and pinned sessions: what is given. */
  readonly given: ContactLoss;
  /** With all of it. */
  readonly after: ContactLoss;
  /** After less before. */
  readonly added: ContactLoss;
}
/** How a skill is served. */
export interface SkillImpact {
  /** The skill. */
  readonly skillId: Id;
  /** Contacts offered. */
  readonly offeredContacts: number;
  /** Answered in time ÷ offered, over all staffing intervals, without coaching; 1 where nothing is offered. */
  readonly serviceLevelBeforeFraction: number;
  /** The same with it. */
  readonly serviceLevelAfterFraction: number;
  /** Contacts that are late because of coaching. */
  readonly addedLateContacts: number;
  /** Contacts that hang up because of it; `null` for Erlang C. */
  readonly addedLostContacts: number | null;
}
/** A stretch in which what is lost by one agent more is less than by the one before: Erlang C at or below its load. */
export interface NonConvexStretch {
  /** The skill. */
  readonly skillId: Id;
  /** The start of the step. */
  readonly startsAt: Instant;
}
/** How good the plan is known to be. */
export interface PlacementEvidence {
  /** `optimal`: no plan leaves out fewer requests, and none that leaves out as few loses less, but for rounding (1e-9). `bound`: the bound holds, the least may lie anywhere between it and the plan. */
  readonly status: "optimal" | "bound";
  /** What the sessions add to the given, in the unit of the objective: contacts, or units of the currency. */
  readonly addedLoss: number;
  /** No plan that leaves out as few requests adds less. */
  readonly boundLoss: number;
  /** (Added − bound) ÷ added, at most; 0 when nothing is added; `null` while fewer requests might be left out. */
  readonly gapFraction: number | null;
  /** No plan leaves out fewer. */
  readonly unplacedBound: number;
  /** What the bound does not look at, which only lowers it: `agent-gaps-and-day-limits`, `non-convex-loss`. */
  readonly relaxed: readonly ("agent-gaps-and-day-limits" | "non-convex-loss")[];
  /** Where the loss is not convex; the first 100. */
  readonly nonConvex: readonly NonConvexStretch[];
  /** How many there are. */
  readonly nonConvexCount: number;
  /** `network`: exact greedy on a polymatroid; `block`: construction, local search and Lagrangian prices; `host`: the caller's solver. */
  readonly method: "network" | "block" | "host";
  /** The models by which skills are judged. */
  readonly models: readonly ("erlang-c" | "erlang-a")[];
  /** What the service level is: always answered within the threshold ÷ offered. */
  readonly serviceLevelDefinition: "answered-in-time-of-offered";
}
/** Prices per step of one skill. */
export interface SkillPrices {
  /** The skill. */
  readonly skillId: Id;
  /** What one quantum of an agent costs in each step. */
  readonly prices: readonly number[];
}
/** Prices of a coach, or of a pool, in the steps where it has one. */
export interface CoachPrices {
  /** The coach, or all of the pool. */
  readonly coachIds: readonly Id[];
  /** The steps, counted from 0. */
  readonly steps: readonly number[];
  /** The price in each of them. */
  readonly prices: readonly number[];
}
/** What proves the bound by weak duality; `verifyPlacement` reckons with it. */
export interface PlacementCertificate {
  /** The price of leaving a request out. */
  readonly unplaced: number;
  /** Prices of agents. */
  readonly skills: readonly SkillPrices[];
  /** Prices of coaches. */
  readonly coaches: readonly CoachPrices[];
}
/** An agent who goes without coaching for too long. */
export interface OverdueAgent {
  /** The agent. */
  readonly agentId: Id;
  /** From the end of a session, or the first staffing interval. */
  readonly fromAt: Instant;
  /** To the start of the next one, or the end of the last staffing interval. */
  readonly toAt: Instant;
}
/** Something about a placement that is no fault but worth a look. */
export interface PlacementWarning {
  /** `non-convex-loss`: Erlang C at or below its load; Erlang A is finite there. `partly-used-steps`: sessions with transition fill their last step only in part, and count for all of it. `overdue-agents`: fairness could not be kept. `below-floor-already`: without sessions too. */
  readonly reason: "non-convex-loss" | "partly-used-steps" | "overdue-agents" | "below-floor-already";
  /** How many steps, requests, agents or agent-days. */
  readonly count: number;
}
/** What was taken for granted. */
export interface PlacementAssumptions {
  /** How long a step of the grid is. */
  readonly stepMinutes: number;
  /** A session's share of an agent, in hundredths: what one more on a cell means. */
  readonly quantumHundredths: number;
  /** Micro-coaching: what it comes to; `null` when there is none. */
  readonly microCoaching: { readonly eventsPerAgentDay: number; readonly minutesPerAgentDay: number; readonly paidFraction: number; readonly maximumPaidFraction: number; readonly cappedFraction: number } | null;
  /** Minutes that sessions count as off beyond their end and transition, over all agents. */
  readonly extraAgentMinutes: number;
}
/** Coaching sessions in shifts. */
export interface SessionPlacement {
  /** Where sessions stand, the pinned ones included; by start, then request. */
  readonly sessions: readonly PlacedSession[];
  /** Requests without a place, by id. */
  readonly unplaced: readonly UnplacedCoaching[];
  /** What is lost. */
  readonly loss: PlacementLoss;
  /** How each skill is served. */
  readonly perSkill: readonly SkillImpact[];
  /** How good the plan is known to be. */
  readonly proof: PlacementEvidence;
  /** What proves it. */
  readonly certificate: PlacementCertificate;
  /** Who goes without coaching for too long; empty without fairness. */
  readonly overdue: readonly OverdueAgent[];
  /** What was taken for granted. */
  readonly assumptions: PlacementAssumptions;
  /** What is worth a look. */
  readonly warnings: readonly PlacementWarning[];
}

const Steps = z.array(z.int().min(0)).max(STAFFING_LIMITS.staffingIntervals).readonly();
const Prices = z.array(z.number()).max(STAFFING_LIMITS.staffingIntervals).readonly();
const Loss = z.strictObject({ lateContacts: z.number(), lostContacts: z.number().nullable(), money: Money.nullable() }).readonly() satisfies z.ZodType<ContactLoss>;
const AgentObstacle = z.strictObject({ agentId: Id, reason: UnplacedCoachingReason }).readonly();
/** Schema of a request without a place. */
export const UnplacedCoaching = z.strictObject({ requestId: Id, reason: UnplacedCoachingReason, perAgent: z.array(AgentObstacle).max(COACHING_REQUEST_LIMITS.groupSize).readonly() }).readonly() satisfies z.ZodType<UnplacedCoaching>;
const SkillImpact = z.strictObject({ skillId: Id, offeredContacts: z.number(), serviceLevelBeforeFraction: z.number(), serviceLevelAfterFraction: z.number(), addedLateContacts: z.number(), addedLostContacts: z.number().nullable() }).readonly();
const Evidence = z.strictObject({
  status: z.enum(["optimal", "bound"]), addedLoss: z.number(), boundLoss: z.number(), gapFraction: z.number().nullable(), unplacedBound: z.number(),
  relaxed: z.array(z.enum(["agent-gaps-and-day-limits", "non-convex-loss"])).max(2).readonly(), nonConvex: z.array(z.strictObject({ skillId: Id, startsAt: Instant }).readonly()).max(100).readonly(), nonConvexCount: z.int().min(0),
  method: z.enum(["network", "block", "host"]), models: z.array(z.enum(["erlang-c", "erlang-a"])).max(2).readonly(), serviceLevelDefinition: z.literal("answered-in-time-of-offered"),
}).readonly() satisfies z.ZodType<PlacementEvidence>;
const Certificate = z.strictObject({
  unplaced: z.number(), skills: z.array(z.strictObject({ skillId: Id, prices: Prices }).readonly()).max(STAFFING_LIMITS.skills).readonly(),
  coaches: z.array(z.strictObject({ coachIds: z.array(Id).max(COACHING_REQUEST_LIMITS.coaches).readonly(), steps: Steps, prices: Prices }).readonly()).max(COACHING_REQUEST_LIMITS.coaches).readonly(),
}).readonly() satisfies z.ZodType<PlacementCertificate>;
const Micro = z.strictObject({ eventsPerAgentDay: z.number(), minutesPerAgentDay: z.number(), paidFraction: z.number(), maximumPaidFraction: z.number(), cappedFraction: z.number() }).readonly();
/** Schema of coaching sessions in shifts. */
export const SessionPlacement = z.strictObject({
  sessions: z.array(PlacedSession).max(COACHING_REQUEST_LIMITS.requests).readonly(), unplaced: z.array(UnplacedCoaching).max(COACHING_REQUEST_LIMITS.requests).readonly(),
  loss: z.strictObject({ before: Loss, given: Loss, after: Loss, added: Loss }).readonly(), perSkill: z.array(SkillImpact).max(STAFFING_LIMITS.skills).readonly(), proof: Evidence, certificate: Certificate,
  overdue: z.array(z.strictObject({ agentId: Id, fromAt: Instant, toAt: Instant }).readonly()).max(SCHEDULE_LIMITS.agents * 10).readonly(),
  assumptions: z.strictObject({ stepMinutes: z.number(), quantumHundredths: z.number(), microCoaching: Micro.nullable(), extraAgentMinutes: z.number() }).readonly(),
  warnings: z.array(z.strictObject({ reason: z.enum(["non-convex-loss", "partly-used-steps", "overdue-agents", "below-floor-already"]), count: z.int().min(0) }).readonly()).max(10).readonly(),
}).readonly() satisfies z.ZodType<SessionPlacement>;
