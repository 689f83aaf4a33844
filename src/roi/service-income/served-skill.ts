import * as z from "zod";
import { type Fault, type Report, rule } from "../../error/index.js";
import { Fraction, Id, Seconds } from "../../unit/index.js";
import { AgentFte, ServiceTarget } from "../../wfm/index.js";
import { SERVICE_INCOME_LIMITS } from "./service-income-limits.js";

/** One staffing interval as it would be without the program. */
export interface ServedInterval {
  /** How many contacts are offered in it; a forecast need not be whole. */
  readonly offeredContacts: number;
  /** The mean handle time, above zero where contacts are offered; a day at most. */
  readonly handleTimeSeconds: Seconds;
  /** Agents on the queue. */
  readonly agentFte: AgentFte;
}
/** A skill without the program: its queue, its forecast, its agents. What the program changed is counted from here. */
export interface ServedSkill {
  /** The skill; at most 100 characters. */
  readonly skillId: Id;
  /** What the queue has to achieve, with the program and without, and by which model it is judged. */
  readonly target: ServiceTarget;
  /** How long each staffing interval is, 5 to 60. */
  readonly staffingIntervalMinutes: number;
  /** The staffing intervals, in any order: of a typical day, or all of the benefit window. */
  readonly intervals: readonly ServedInterval[];
  /** The share of contacts that are resolved at once. Needed where an effect on it is counted. */
  readonly firstContactResolutionFraction?: Fraction;
  /** The probability that a contact that was not resolved comes back, each time. 1 is the most there can be. Needed with the share above. */
  readonly repeatContactFraction?: Fraction;
  /** The share of eligible contacts that end in a sale, or whatever is counted as a conversion. Needed where an effect on it is counted. */
  readonly conversionFraction?: Fraction;
  /** The share of handled contacts that could end in one. Needed with the share above. */
  readonly eligibleFraction?: Fraction;
}

const noHandleTime: Fault = { code: "served-skill.no_handle_time", message: "{contacts} contacts take no time.", hint: "Give their mean handle time in seconds." };
const tooMuchLoad: Fault = { code: "served-skill.too_much_load", message: "The load is {erlangs} erlangs, above {limit}.", hint: "Check the units: contacts of one staffing interval, seconds, minutes. A load of this size is several skills." };
const unstable: Fault = {
  code: "served-skill.unstable", message: "{agents} agents do not keep up with {erlangs} erlangs: by Erlang C nobody hangs up and the queue grows without end.",
  hint: "Take erlang-a with the callers' patience, or correct the agents.",
};
const endlessRepeats: Fault = { code: "served-skill.endless_repeats", message: "Each issue would bring {contacts} contacts or more.", hint: "Raise firstContactResolutionFraction, or lower repeatContactFraction." };

/** No contact takes more than a day, with the program or without. */
export const LONGEST_SECONDS = 86_400;
/** At least this share of contacts ends its issue: no issue brings more than a hundred contacts. */
export const LEAST_ENDING_FRACTION = 0.01;
/** The share of contacts after which no other one of the same issue follows: 1 ÷ contacts per issue. */
export const endingFraction = (resolvedFraction: number, repeatFraction: number): number => 1 - (1 - resolvedFraction) * repeatFraction;

/** The shortest and the longest handle time of contacts that are offered. */
export const timeRange = ({ intervals }: Pick<ServedSkill, "intervals">): { readonly shortest: number; readonly longest: number } => intervals.reduce(
  ({ shortest, longest }, { offeredContacts, handleTimeSeconds }) => (offeredContacts > 0 ? { shortest: Math.min(shortest, handleTimeSeconds), longest: Math.max(longest, handleTimeSeconds) } : { shortest, longest }),
  { shortest: Infinity, longest: 0 },
);

function findIntervalFaults({ target, staffingIntervalMinutes, intervals }: ServedSkill, report: Report): void {
  for (const [index, { offeredContacts, handleTimeSeconds, agentFte }] of intervals.entries()) {
    const erlangs = (offeredContacts * handleTimeSeconds) / (staffingIntervalMinutes * 60);
    if (offeredContacts > 0 && handleTimeSeconds <= 0) report(noHandleTime, ["intervals", index, "handleTimeSeconds"], { contacts: offeredContacts });
    else if (erlangs > SERVICE_INCOME_LIMITS.erlangs) report(tooMuchLoad, ["intervals", index, "offeredContacts"], { erlangs, limit: SERVICE_INCOME_LIMITS.erlangs });
    else if (target.model === "erlang-c" && erlangs > 0 && agentFte <= erlangs) report(unstable, ["intervals", index, "agentFte"], { agents: agentFte, erlangs });
  }
}

/** Schema of a staffing interval without the program. */
export const ServedInterval = z.strictObject({ offeredContacts: z.number().min(0).max(1_000_000).overwrite((value) => value + 0), handleTimeSeconds: Seconds.max(LONGEST_SECONDS), agentFte: AgentFte }).readonly() satisfies z.ZodType<ServedInterval>;
/** Schema of a skill without the program, with its rules between parts. */
export const ServedSkill = z.strictObject({
  skillId: Id.max(100), target: ServiceTarget, staffingIntervalMinutes: z.number().min(5).max(60), intervals: z.array(ServedInterval).min(1).max(SERVICE_INCOME_LIMITS.staffingIntervals).readonly(),
  firstContactResolutionFraction: z.exactOptional(Fraction), repeatContactFraction: z.exactOptional(Fraction), conversionFraction: z.exactOptional(Fraction), eligibleFraction: z.exactOptional(Fraction),
}).check(rule(findIntervalFaults), rule(({ firstContactResolutionFraction: resolved = 1, repeatContactFraction: repeated = 0 }: ServedSkill, report) => {
  if (endingFraction(resolved, repeated) < LEAST_ENDING_FRACTION) report(endlessRepeats, ["repeatContactFraction"], { contacts: 1 / LEAST_ENDING_FRACTION });
})).readonly() satisfies z.ZodType<ServedSkill>;
