import * as z from "zod";
import { type Fault, rule } from "../../error/index.js";
import { Money } from "../../money/index.js";
import { Count, Id, Minutes } from "../../unit/index.js";
import { MIX_LIMITS } from "./mix-limits.js";
import { FineNumber } from "./segment-need.js";

/** What a session costs for each group, and how large groups are. */
export interface MixGroup {
  /** Fewest participants. */
  readonly minimumCount: Count;
  /** Most participants. */
  readonly maximumCount: Count;
  /** What one session of one group costs, besides what it costs for each participant. */
  readonly sessionCost: Money;
  /** The coach's time for one session of one group, preparation and notes included. */
  readonly coachMinutes: Minutes;
}
/** What a session costs for each group. */
export const MixGroup = z.strictObject({ minimumCount: z.int().min(1).max(100_000), maximumCount: z.int().min(1).max(100_000), sessionCost: Money, coachMinutes: Minutes }).readonly() satisfies z.ZodType<MixGroup>;

/** One modality for one segment: what a session takes, and what the caller says it is worth. */
export interface MixOption {
  /** The segment. */
  readonly segmentId: Id;
  /** `"one-to-one"`, `"group"`, `"micro"`, `"peer"`, `"ai"`, or a modality of the request. */
  readonly modality: Id;
  /** Whether a human coach leads it. */
  readonly isCoached: boolean;
  /** What one session costs for each participant; 0 where it costs nothing. */
  readonly sessionCost: Money;
  /** The coach's time for one session of each participant, preparation and notes included; 0 where it takes none. */
  readonly coachMinutes: Minutes;
  /** Where participants meet in groups: what comes on top for each group. The segment makes as few groups as it can. */
  readonly group?: MixGroup;
  /** A participant's time for one session. */
  readonly participantMinutes: Minutes;
  /** Most sessions for each participant. */
  readonly maximumSessionCount: number;
  /** What the first, second, … session is worth to one participant, in points of the caller's own, never rising, at most six digits after the point; the last one holds for all further sessions. */
  readonly benefits: readonly number[];
}

const boundsSwapped: Fault = { code: "mix-option.bounds_swapped", message: "The smallest group, {minimum}, is above the largest, {maximum}.", hint: "Swap them." };
const negativeCost: Fault = { code: "mix-option.negative_cost", message: "A session costs {amount}.", hint: "Give 0 or more; what is earned is no cost." };
const risingBenefits: Fault = { code: "mix-option.rising_benefits", message: "The session is worth {later}, more than the one before it, {earlier}.", hint: "Give what each further session adds, not the sum so far." };
const tooManyBenefits: Fault = { code: "mix-option.too_many_benefits", message: "{benefits} benefits for at most {sessions} sessions.", hint: "Leave out those that no session has." };

/** Whether an amount is below zero. */
export const isNegative = ({ amount }: Money): boolean => /^-.*[1-9]/u.test(amount);

/** One modality for one segment. */
export const MixOption = z
  .strictObject({
    segmentId: Id,
    modality: Id,
    isCoached: z.boolean(),
    sessionCost: Money,
    coachMinutes: Minutes,
    group: z.exactOptional(MixGroup),
    participantMinutes: Minutes,
    maximumSessionCount: z.int().min(1).max(MIX_LIMITS.sessions),
    benefits: z.array(FineNumber).min(1).max(MIX_LIMITS.sessions).readonly(),
  })
  .check(rule(({ sessionCost, group, maximumSessionCount: sessions, benefits }: MixOption, report) => {
    if (isNegative(sessionCost)) report(negativeCost, ["sessionCost", "amount"], { amount: sessionCost.amount });
    if (benefits.length > sessions) report(tooManyBenefits, ["benefits"], { benefits: benefits.length, sessions });
    benefits.forEach((later, index) => {
      const earlier = benefits[index - 1] ?? later;
      if (later > earlier) report(risingBenefits, ["benefits", index], { earlier, later });
    });
    if (group === undefined) return;
    if (group.minimumCount > group.maximumCount) report(boundsSwapped, ["group", "minimumCount"], { minimum: group.minimumCount, maximum: group.maximumCount });
    if (isNegative(group.sessionCost)) report(negativeCost, ["group", "sessionCost", "amount"], { amount: group.sessionCost.amount });
  }))
  .readonly() satisfies z.ZodType<MixOption>;

/** As few groups as hold everyone; `null` where groups of that size cannot. */
export function groupCountOf({ minimumCount, maximumCount }: MixGroup, participantCount: number): number | null {
  const count = Math.ceil(participantCount / maximumCount);
  return count * minimumCount > participantCount ? null : count;
}
