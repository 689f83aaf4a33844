import * as z from "zod";
import { TimeSpan } from "../../time/index.js";
import { Fraction, Id } from "../../unit/index.js";

/** What bounds schedules. */
export const SCHEDULE_LIMITS = {
  /** Agents of one plan. */
  agents: 100_000,
  /** Shifts of one agent: a quarter, two a day. */
  shifts: 184,
  /** Breaks and other activities of one shift. */
  breaks: 50,
  /** Skills of one agent. */
  skills: 20,
} as const;

/** How much of an agent's time a skill gets. */
export interface SkillShare {
  /** The skill. */
  readonly skillId: Id;
  /** The share of the agent's time on the queue that goes to this skill, in whole hundredths; the shares of one agent add up to 1 at most. An agent who works at 0.8 of the usual pace and has no other skill: 0.8. */
  readonly shareFraction: Fraction;
}
/** A stretch of paid time. */
export interface AgentShift extends TimeSpan {
  /** When the agent is off the queue: breaks, meals, meetings that are planned already. They lie inside the shift and do not overlap. */
  readonly breaks: readonly TimeSpan[];
}
/** Who works when, on what. */
export interface AgentSchedule {
  /** The agent. */
  readonly agentId: Id;
  /** The team, for reports. */
  readonly teamId?: Id;
  /** What the agent takes contacts of. */
  readonly skills: readonly SkillShare[];
  /** When the agent works; shifts do not overlap. A shift may run over midnight and over a change of the clocks: instants know no such thing. */
  readonly shifts: readonly AgentShift[];
}

/** Schema of a share of a skill. */
export const SkillShare = z.strictObject({ skillId: Id, shareFraction: Fraction.refine((share) => share > 0 && Math.abs(share * 100 - Math.round(share * 100)) < 1e-9, { error: "A share of a skill is above 0, in whole hundredths.\nRound it, such as to 0.35." }) }).readonly() satisfies z.ZodType<SkillShare>;
/** Schema of a stretch of paid time. */
export const AgentShift = z.strictObject({ ...TimeSpan.unwrap().shape, breaks: z.array(TimeSpan).max(SCHEDULE_LIMITS.breaks).readonly() }).readonly() satisfies z.ZodType<AgentShift>;
/** Schema of who works when. */
export const AgentSchedule = z.strictObject({ agentId: Id, teamId: z.exactOptional(Id), skills: z.array(SkillShare).min(1).max(SCHEDULE_LIMITS.skills).readonly(), shifts: z.array(AgentShift).max(SCHEDULE_LIMITS.shifts).readonly() }).readonly() satisfies z.ZodType<AgentSchedule>;
