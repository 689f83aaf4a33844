import type { Money } from "../../money/index.js";
import type { CivilDate, Fraction, Id, Instant, Minutes, WallTime } from "../../unit/index.js";
import type { CoachingVariance } from "./coaching-variance.js";

/** The time of agents that coaching takes, planned or held. */
export interface CoachingFigures {
  /** Length of sessions × agents in them. */
  readonly coachingMinutes: Minutes;
  /** How long agents are off the queue beyond that, until they take contacts again. */
  readonly transitionMinutes: Minutes;
  /** The part of the coaching that lies outside of shifts. */
  readonly offScheduleMinutes: Minutes;
  /** Coaching shrinkage: coaching within shifts ÷ paid minutes; `null` where nobody is paid. Of a coach or a modality: ÷ the paid minutes of all agents, so that the shares add up. */
  readonly shrinkageFraction: Fraction | null;
  /** What agents are paid for coaching and what follows it; `null` without rates. */
  readonly agentCost: Money | null;
}
/** Planned against held. */
export interface CoachingTime {
  /** Minutes of shifts, breaks included. */
  readonly paidMinutes: Minutes;
  /** By the plan. */
  readonly planned: CoachingFigures;
  /** As it was; `null` where the question has no records. */
  readonly actual: CoachingFigures | null;
}
/** The time of those who lead. */
export interface LedTime {
  /** Length of sessions, each once however many agents are in it, with what follows them. */
  readonly ledMinutes: Minutes;
  /** What coaches are paid for it; `null` without rates. */
  readonly coachCost: Money | null;
}
/** Coaching of an agent outside of shifts. */
export interface OffScheduleCoaching {
  /** The agent. */
  readonly agentId: Id;
  /** The placed session; `null` for coaching that was not planned. */
  readonly requestId: Id | null;
  /** Whether the plan or the record says so. */
  readonly basis: "planned" | "actual";
  /** When the coaching starts, to the minute. */
  readonly startsAt: Instant;
  /** How much of it lies outside of shifts. */
  readonly offScheduleMinutes: Minutes;
}
/** Time that is led, and the loss of service of what is planned. */
export interface LedCoachingTime extends CoachingTime {
  /** By the plan. */
  readonly plannedLed: LedTime;
  /** As it was; `null` where the question has no records. */
  readonly actualLed: LedTime | null;
  /** Contacts late or lost because of the planned sessions; `null` where the question has no losses. */
  readonly plannedLossContacts: number | null;
}
/** How much time coaching takes. Every list adds up to the total, in minutes and in money. */
export interface CoachingTimeReport {
  /** All of it. */
  readonly total: LedCoachingTime;
  /** Each agent, by id. */
  readonly byAgent: readonly ({ readonly agentId: Id; readonly teamId: Id | null } & CoachingTime)[];
  /** Each team, by id; `null`, the last, for agents without a team. */
  readonly byTeam: readonly ({ readonly teamId: Id | null } & CoachingTime)[];
  /** Each skill, by id: agents' minutes by their shares, in whole minutes. */
  readonly bySkill: readonly ({ readonly skillId: Id } & CoachingTime)[];
  /** Each staffing interval in which somebody is paid or coached. */
  readonly byStaffingInterval: readonly ({ readonly startsAt: Instant; readonly endsAt: Instant; readonly date: CivilDate; readonly wallTime: WallTime } & CoachingTime)[];
  /** Each day of the site in which somebody is paid or coached. */
  readonly byDay: readonly ({ readonly date: CivilDate } & CoachingTime)[];
  /** Each coach, by id; `null`, the last, for sessions that nobody leads. */
  readonly byCoach: readonly ({ readonly coachId: Id | null } & LedCoachingTime)[];
  /** Each modality, by id. */
  readonly byModality: readonly ({ readonly modalityId: Id; readonly plannedLossContacts: number | null } & CoachingTime)[];
  /** How agents' coaching differs from the plan; empty where the question has no records. */
  readonly variances: readonly CoachingVariance[];
  /** Coaching outside of shifts, by agent and start. */
  readonly offSchedule: readonly OffScheduleCoaching[];
  /** What the figures rest on. */
  readonly assumptions: {
    /** Starts and ends of what took place. */
    readonly actualTimes: "rounded-to-the-minute";
    /** Minutes of agents with several skills. */
    readonly skillMinutes: "by-share-largest-remainder";
    /** `no-rates`: no cost is told. Else time in shifts and outside costs the same. */
    readonly pricing: "no-rates" | "hourly-rates-half-up";
    /** Whose time zone data it comes from. */
    readonly zoneData: string;
  };
}
