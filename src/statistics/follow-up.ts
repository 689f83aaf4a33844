import * as z from "zod";

/** What a survival analysis refuses, so that no input can exhaust the host. */
export const SURVIVAL_LIMITS = {
  /** Follow-ups of one sample, and of all groups of one comparison. */
  followUps: 200_000,
  /** Groups of one comparison. */
  groups: 20,
  /** Places at which one curve is read. */
  places: 1000,
} as const;

/** How long one of a sample was watched, and how that ended. */
export interface FollowUp {
  /** From the start until the event, or until it was last seen without; 0 to 1e12, in any unit, the same throughout. */
  readonly followedFor: number;
  /** Whether the event ended it; false: last seen without it (censored). Why one is no longer seen must have nothing to do with when the event would come. */
  readonly hasEvent: boolean;
}

/** How long: 0 to 1e12. */
export const Span = z.number().min(0).max(1e12);
const FollowUp = z.strictObject({ followedFor: Span, hasEvent: z.boolean() }).readonly() satisfies z.ZodType<FollowUp>;
/** The follow-ups of one sample. */
export const FollowUps = z.array(FollowUp).max(SURVIVAL_LIMITS.followUps).readonly();
