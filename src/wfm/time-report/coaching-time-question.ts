import * as z from "zod";
import { rule } from "../../error/index.js";
import { Money } from "../../money/index.js";
import { KnownTimeZone, ZoneData } from "../../time/index.js";
import { Id } from "../../unit/index.js";
import { COACHING_REQUEST_LIMITS } from "../placement/coaching-request.js";
import { PlacedSession } from "../placement/placed-session.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";
import { AgentSchedules } from "../staffing/agent-schedules.js";
import { ActualCoachingRecords } from "./actual-coaching.js";
import { timeReportRules } from "./time-report-rules.js";

/** What an hour costs, loaded: wage with on-costs. It is paid in quiet hours too. */
export interface CoachingRates {
  /** An agent's hour. */
  readonly agentHourlyRate: Money;
  /** A coach's hour; zero where coaches are no cost of this account. */
  readonly coachHourlyRate: Money;
}
/** What a placed session costs in service. */
export interface SessionLoss {
  /** The placed session. */
  readonly requestId: Id;
  /** Contacts that are late or lost because of it; need not be whole. */
  readonly lossContacts: number;
}
/** What coaching takes, and from whom. */
export interface CoachingTimeQuestion {
  /** Who is paid when. */
  readonly agents: readonly AgentSchedule[];
  /** Everybody who may lead a session; at most 10,000. */
  readonly coachIds: readonly Id[];
  /** The plan: where sessions stand. */
  readonly sessions: readonly PlacedSession[];
  /** What took place. Left out: the report tells the plan alone. */
  readonly actual?: ActualCoachingRecords;
  /** The zone of the site: days and staffing intervals are those of its wall clock. */
  readonly timeZone: KnownTimeZone;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
  /** How long a staffing interval is: a divisor of 60, 5 or more. They begin at midnight of the site. */
  readonly staffingIntervalMinutes: number;
  /** What an hour costs. Left out: no cost is told. */
  readonly rates?: CoachingRates;
  /** What sessions cost in service, as the placement tells it, each session at most once. Left out: no loss is told. */
  readonly losses?: readonly SessionLoss[];
}

/** How long a staffing interval may be, for a clock that shows whole ones of them in each hour. */
export const StaffingIntervalMinutes = z.union([5, 6, 10, 12, 15, 20, 30, 60].map((minutes) => z.literal(minutes)), { error: "A staffing interval is 5, 6, 10, 12, 15, 20, 30 or 60 minutes long.\nTake the length of the forecast." });
/** Schema of what an hour costs. */
export const CoachingRates = z.strictObject({ agentHourlyRate: Money, coachHourlyRate: Money }).readonly() satisfies z.ZodType<CoachingRates>;
/** Schema of what a session costs in service. */
export const SessionLoss = z.strictObject({ requestId: Id, lossContacts: z.number().min(0).max(1e9).overwrite((value) => value + 0) }).readonly() satisfies z.ZodType<SessionLoss>;
/** Schema of what coaching takes, with its rules between parts. */
export const CoachingTimeQuestion = z.strictObject({
  agents: AgentSchedules, coachIds: z.array(Id).max(COACHING_REQUEST_LIMITS.coaches).readonly(),
  sessions: z.array(PlacedSession).max(COACHING_REQUEST_LIMITS.requests).readonly(), actual: z.exactOptional(ActualCoachingRecords), timeZone: KnownTimeZone, zoneData: z.exactOptional(ZoneData),
  staffingIntervalMinutes: StaffingIntervalMinutes, rates: z.exactOptional(CoachingRates), losses: z.exactOptional(z.array(SessionLoss).max(COACHING_REQUEST_LIMITS.requests).readonly()),
}).check(...timeReportRules.map((find) => rule(find))).readonly() satisfies z.ZodType<CoachingTimeQuestion>;
