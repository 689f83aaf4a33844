import { describe, expect, test } from "vitest";
import { feedbackLatency, type FeedbackLatencyInput } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

/** Behaviors on Monday 4 October 2027 at nine, with feedback so many hours later; `null`: none yet. */
const after = (hours: readonly (number | null)[], behaviorAt = "2027-10-04T09:00:00Z") => hours.map((hour, index) => ({ id: `${behaviorAt}-${String(index)}`, behaviorAt, feedbackAt: hour === null ? null : new Date(Date.parse(behaviorAt) + hour * 3_600_000).toISOString() }));
const given = (feedback: FeedbackLatencyInput["feedback"], more: Partial<FeedbackLatencyInput> = {}): FeedbackLatencyInput => ({ feedback, asOfAt: "2027-10-18T09:00:00Z", withinHours: 24, followUpHours: 240, confidenceLevel: 0.95, ...more });

describe("feedbackLatency", () => {
  test("is the share within the time, and the median of those followed long enough", () => {
    const latency = feedbackLatency(given(after([1, 2, 4, 8, 24, 24.001, 30, 48])));
    expect(latency).toMatchObject({ withinFraction: { estimate: 0.625, n: 8 }, medianHours: { estimate: expect.closeTo(16, 9), n: 8, method: "woodruff" }, openCount: 0, youngCount: 0 });
  });

  test("open ones count as longer than all: leaving them out would flatter", () => {
    const latency = feedbackLatency(given(after([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, null, null])));
    expect(latency).toMatchObject({ withinFraction: { estimate: 12 / 14 }, medianHours: { estimate: 7.5, n: 14 }, openCount: 2 });
  });

  test("behaviors that are too young take no part, with or without feedback: those answered at once would flatter", () => {
    const young = after([1, 2, null], "2027-10-17T12:00:00Z");
    expect(feedbackLatency(given([...after([30, 30]), ...young]))).toMatchObject({ withinFraction: { estimate: 0, n: 2 }, openCount: 1, youngCount: 3 });
  });

  test("exactly as old as the time allows is old enough", () => {
    expect(feedbackLatency(given(after([null], "2027-10-17T09:00:00Z")))).toMatchObject({ withinFraction: { estimate: 0, n: 1 }, youngCount: 0 });
    expect(feedbackLatency(given(after([24], "2027-10-17T09:00:00Z")))).toMatchObject({ withinFraction: { estimate: 1, n: 1 } });
  });

  test("a median, or the upper end of its interval, beyond what is followed is not told", () => {
    expect(feedbackLatency(given(after([1, 2, 3, null, null, null, null, null]))).medianHours).toStrictEqual({ estimate: null, reason: "beyond-follow-up", n: 8, needed: 8 });
    expect(feedbackLatency(given(after([1, 2, 3, 4, 5, null, null, null]))).medianHours).toMatchObject({ reason: "beyond-follow-up" });
  });

  test("what came after the time of follow-up is as open as what never came", () => {
    expect(feedbackLatency(given(after([1, 2, 3, 4, 5, 250, 260, 270]))).medianHours).toMatchObject({ reason: "beyond-follow-up" });
  });

  test("exactly as old as the follow-up is followed", () => {
    expect(feedbackLatency(given(after([1, 2, 3, 4, 5, 6], "2027-10-08T09:00:00Z"))).medianHours).toMatchObject({ estimate: 3.5, n: 6 });
    expect(feedbackLatency(given(after([1, 2, 3, 4, 5, 6], "2027-10-08T09:00:01Z"))).medianHours).toMatchObject({ n: 0 });
  });

  test("with fewer than six behaviors there is no median at 95 %", () => {
    expect(feedbackLatency(given(after([1, 2, 3]))).medianHours).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 3, needed: 6 });
  });

  test("latencies of one person are alike", () => {
    const feedback = after([1, 30, 2, 40]).map((one, index) => ({ ...one, personId: index < 2 ? "ana" : "ben" }));
    expect(feedbackLatency(given(feedback)).withinFraction).toMatchObject({ warnings: ["few-people"] });
  });

  test.each<readonly [string, object, string]>([
    ["feedback before the behavior", { feedback: after([-1]) }, "feedback-latency.feedback_first at /feedback/0/feedbackAt"],
    ["a behavior in the future", { feedback: after([null], "2027-10-19T09:00:00Z") }, "feedback-latency.future_record at /feedback/0/behaviorAt"],
    ["feedback in the future", { feedback: after([400]) }, "feedback-latency.future_record at /feedback/0/feedbackAt"],
    ["a follow-up shorter than the time", { followUpHours: 23 }, "feedback-latency.short_follow_up at /followUpHours"],
    ["a behavior twice", { feedback: [...after([1]), ...after([2])] }, "measure-window.duplicate_record at /feedback/1/id"],
    ["no time at all", { withinHours: 0 }, "input.too_small at /withinHours"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => feedbackLatency(given([], change)))).toEqual([issue]);
  });
});
