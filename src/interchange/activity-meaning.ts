import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id } from "../unit/index.js";
import { AgentSchedule, SCHEDULE_LIMITS, type SkillShare } from "../wfm/index.js";
import { INTERCHANGE_LIMITS } from "./interchange-limits.js";

/** What an activity of a schedule means: `on-queue` takes contacts; `break`, `meal` and `off-queue` are paid time off the queue; `coaching` is a session; `not-working` (time off, unpaid absence) is no part of a shift. */
export type ActivityKind = "on-queue" | "break" | "meal" | "off-queue" | "coaching" | "not-working";
/** What an activity of a schedule means. */
export const ActivityKind = z.enum(["on-queue", "break", "meal", "off-queue", "coaching", "not-working"]) satisfies z.ZodType<ActivityKind>;

/** The meaning of one activity of the other system. */
export interface ActivityMeaning {
  /** How the other system names it: its code, id or name, letter by letter. */
  readonly activity: Id;
  /** What it means. */
  readonly kind: ActivityKind;
  /** How people learn in it; needed for `coaching`, refused for others. */
  readonly modalityId?: Id;
}
/** An agent without the shifts: what the rows of schedules do not tell. */
export interface AgentSkills {
  /** The agent, as the rows name them. */
  readonly agentId: Id;
  /** The team, for reports. */
  readonly teamId?: Id;
  /** What the agent takes contacts of. */
  readonly skills: readonly SkillShare[];
}

const noModality: Fault = { code: "activity-meaning.no_modality", message: "The activity “{activity}” is coaching without a modality.", hint: "Give its modalityId." };
const modalityUnused: Fault = { code: "activity-meaning.modality_unused", message: "The activity “{activity}” is no coaching and has a modality.", hint: "Leave modalityId out, or correct the kind." };
const duplicateActivity: Fault = { code: "activity-meaning.duplicate", message: "The activity “{activity}” stands in the table twice.", hint: "Keep one of them." };
const duplicateAgent: Fault = { code: "activity-meaning.duplicate_agent", message: "The agent “{agentId}” is listed twice.", hint: "Keep one of them." };

/** The meaning of one activity of the other system. */
export const ActivityMeaning = z.strictObject({ activity: Id, kind: ActivityKind, modalityId: z.exactOptional(Id) }).check(rule(({ activity, kind, modalityId }: ActivityMeaning, report) => {
  if (kind === "coaching" && modalityId === undefined) report(noModality, ["modalityId"], { activity });
  if (kind !== "coaching" && modalityId !== undefined) report(modalityUnused, ["modalityId"], { activity });
})).readonly() satisfies z.ZodType<ActivityMeaning>;
/** An agent without the shifts. */
export const AgentSkills = z.strictObject({ agentId: Id, teamId: z.exactOptional(Id), skills: AgentSchedule.unwrap().shape.skills }).readonly() satisfies z.ZodType<AgentSkills>;

/** The table of meanings; no activity stands in it twice. */
export const ActivityTable = z.array(ActivityMeaning).min(1).max(INTERCHANGE_LIMITS.activities).check(rule((table: readonly ActivityMeaning[], report) => {
  for (const [index, { activity }] of repeated(table, (one) => one.activity)) report(duplicateActivity, [index, "activity"], { activity });
})).readonly();
/** The agents of a call; none is listed twice. */
export const Agents = z.array(AgentSkills).max(SCHEDULE_LIMITS.agents).check(rule((agents: readonly AgentSkills[], report) => {
  for (const [index, { agentId }] of repeated(agents, (one) => one.agentId)) report(duplicateAgent, [index, "agentId"], { agentId });
})).readonly();
