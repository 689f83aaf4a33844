import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, type NoEstimate, type ProportionEstimate } from "../statistics/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Count, Hours, Id, Instant } from "../unit/index.js";
import { personalProportion } from "./clustered-estimate.js";
import { findDuplicateRecords, recordsOf } from "./measure-window.js";
import { personalMedian } from "./personal-median.js";

/** A behavior that somebody was to give feedback on. */
export interface BehaviorFeedback {
  /** Given by the host. */
  readonly id: Id;
  /** Who is to give it; absent where nobody knows. Latencies of one person are alike, which widens intervals. */
  readonly personId?: Id;
  /** When the behavior was seen. */
  readonly behaviorAt: Instant;
  /** When feedback was given; `null` while it is open. */
  readonly feedbackAt: Instant | null;
}
/** Schema of a behavior and the feedback on it. */
export const BehaviorFeedback = z.strictObject({ id: Id, personId: z.exactOptional(Id), behaviorAt: Instant, feedbackAt: Instant.nullable() }).readonly() satisfies z.ZodType<BehaviorFeedback>;

/** What the latency of feedback is measured on. */
export interface FeedbackLatencyInput {
  /** The behaviors, at most 500,000, each once. */
  readonly feedback: readonly BehaviorFeedback[];
  /** When the records were read. */
  readonly asOfAt: Instant;
  /** The time in which feedback is to come: 24. */
  readonly withinHours: Hours;
  /** How long a behavior is followed for the median, at least `withinHours`. Behaviors that are younger take no part, with or without feedback. */
  readonly followUpHours: Hours;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const feedbackFirst: Fault = { code: "feedback-latency.feedback_first", message: "“{id}” has feedback at {feedbackAt}, before the behavior at {behaviorAt}.", hint: "Correct one of the two instants." };
const futureRecord: Fault = { code: "feedback-latency.future_record", message: "“{id}” speaks of {at}, after {asOfAt}.", hint: "Correct the instant: nothing is known of later times." };
const shortFollowUp: Fault = { code: "feedback-latency.short_follow_up", message: "Behaviors are followed for {followUpHours} hours, less than the {withinHours} in which feedback is to come.", hint: "Follow them at least as long." };

function findInstantFaults({ feedback, asOfAt }: FeedbackLatencyInput, report: Report): void {
  const now = millisecondsOf(asOfAt);
  feedback.forEach(({ id, behaviorAt, feedbackAt }, index) => {
    if (millisecondsOf(behaviorAt) > now) report(futureRecord, ["feedback", index, "behaviorAt"], { id, at: behaviorAt, asOfAt });
    if (feedbackAt === null) return;
    if (millisecondsOf(feedbackAt) > now) report(futureRecord, ["feedback", index, "feedbackAt"], { id, at: feedbackAt, asOfAt });
    if (millisecondsOf(feedbackAt) < millisecondsOf(behaviorAt)) report(feedbackFirst, ["feedback", index, "feedbackAt"], { id, feedbackAt, behaviorAt });
  });
}

const Limit = Hours.positive().max(87_600);
/** Schema of what the latency is measured on, with its rules between parts. */
export const FeedbackLatencyInput = z
  .strictObject({ feedback: recordsOf(BehaviorFeedback), asOfAt: Instant, withinHours: Limit, followUpHours: Limit, confidenceLevel: ConfidenceLevel })
  .check(
    rule(({ feedback }: FeedbackLatencyInput, report) => { findDuplicateRecords("feedback", feedback, report); }),
    rule(findInstantFaults),
    rule(({ withinHours, followUpHours }: FeedbackLatencyInput, report) => { if (followUpHours < withinHours) report(shortFollowUp, ["followUpHours"], { followUpHours, withinHours }); }),
  )
  .readonly() satisfies z.ZodType<FeedbackLatencyInput>;

/** How soon feedback comes. */
export interface FeedbackLatency {
  /** Behaviors with feedback within `withinHours` ÷ behaviors that are as old, with Wilson's interval; over people where people have several. */
  readonly withinFraction: ProportionEstimate | NoEstimate;
  /** The median of the hours until feedback, open ones counted as longer than all, over behaviors followed for `followUpHours`. `beyond-follow-up` where the median, or the upper end of its interval, lies beyond. */
  readonly medianHours: EstimateResult;
  /** Behaviors without feedback when the records were read: how long they will have taken, nobody knows. */
  readonly openCount: Count;
  /** Behaviors younger than `withinHours`. They take no part in either figure, with or without feedback. */
  readonly youngCount: Count;
}

/** Longer than everything that is followed; the largest number that samples take. */
const STILL_OPEN = 1e100;

/**
 * How soon feedback follows a behavior: the share in time, and the median. Both look only at behaviors that are old enough, so that those still open are neither left out, which would flatter, nor counted as late too soon.
 * Warnings: `one-person`, `few-people` (below 10, a heuristic), `no-variation`.
 *
 * @throws CoachingError `feedback-latency.feedback_first`, `feedback-latency.future_record`, `feedback-latency.short_follow_up`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const seen = (id, day, feedbackAt) => ({ id, behaviorAt: `2027-10-${day}T09:00:00Z`, feedbackAt });
 * const feedback = [seen("a", "04", "2027-10-04T15:00:00Z"), seen("b", "04", "2027-10-06T09:00:00Z"), seen("c", "05", null), seen("d", "11", "2027-10-11T10:00:00Z")];
 * const latency = feedbackLatency({ feedback, asOfAt: "2027-10-11T12:00:00Z", withinHours: 24, followUpHours: 120, confidenceLevel: 0.95 });
 * [latency.withinFraction.n, latency.openCount, latency.youngCount]; // => [3, 1, 1]
 * latency.withinFraction.estimate.toFixed(3); // => "0.333"
 * ```
 */
export function feedbackLatency(input: FeedbackLatencyInput): FeedbackLatency {
  const { feedback, asOfAt, withinHours, followUpHours, confidenceLevel } = check(FeedbackLatencyInput, input);
  const hoursBetween = (from: Instant, to: Instant): number => (millisecondsOf(to) - millisecondsOf(from)) / 3_600_000;
  const aged = feedback.map(({ behaviorAt, feedbackAt, ...one }) => ({ ...one, ageHours: hoursBetween(behaviorAt, asOfAt), value: feedbackAt === null ? STILL_OPEN : hoursBetween(behaviorAt, feedbackAt) }));
  const due = aged.filter(({ ageHours }) => ageHours >= withinHours);
  // what came after the follow-up is as open as what never came: of others that are as old it is not known yet
  const followed = aged.filter(({ ageHours }) => ageHours >= followUpHours).map((one) => (one.value > followUpHours ? { ...one, value: STILL_OPEN } : one));
  const median = personalMedian(followed, confidenceLevel);
  const isBeyond = median.estimate !== null && median.confidence.upper > followUpHours;
  return {
    withinFraction: personalProportion(due.map((one) => ({ ...one, value: one.value <= withinHours ? 1 : 0 })), confidenceLevel),
    medianHours: isBeyond ? { estimate: null, reason: "beyond-follow-up", n: followed.length, needed: followed.length } : median,
    openCount: aged.filter(({ value }) => value === STILL_OPEN).length,
    youngCount: aged.length - due.length,
  };
}
