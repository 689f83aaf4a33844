import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CompletedHomework, gradedOutcome, type HomeworkAttempt, NotDoneReason } from "coachkit/homework";
import { attemptAt, faults } from "./leaders.js";

const coach = (rating: number, ratingCount = 5) => ({ coachRating: { rating, ratingCount } });
const rubric = (level: number, highestLevel = 4) => ({ rubricLevel: { level, highestLevel } });
const evidence = (found: Partial<CompletedHomework>) => { const { outcome, evidenceWeight, reason } = gradedOutcome({ attempt: { ...attemptAt, ...found } }); return [outcome, evidenceWeight, reason]; };
const notDone = (reason: NotDoneReason): HomeworkAttempt => ({ id: "a1", itemId: "H1", participantId: "p1", reportedAt: "2026-10-05T07:00:00Z", status: "not-done", reason });

describe("gradedOutcome", () => {
  test.each([
    // what there is                           outcome                     counts  reason
    ["coach 4 of 5: 3 ÷ 4", coach(4), [0.75, 1, null]],
    ["coach 1 of 5: nothing achieved", coach(1), [0, 1, null]],
    ["coach 5 of 5: all of it", coach(5), [1, 1, null]],
    ["a mean of two coaches, 3.5 of 5", coach(3.5), [0.625, 1, null]],
    ["level 3 of 0 to 4", rubric(3), [0.75, 1, null]],
    ["level 0", rubric(0), [0, 1, null]],
    ["found too easy and nothing else: weak evidence", { selfReport: "too-easy" }, [1, 0.25, null]],
    ["found too hard and nothing else: weak evidence", { selfReport: "too-hard" }, [0, 0.25, null]],
    ["found about right and nothing else says nothing", { selfReport: "about-right" }, [null, 0, "found-about-right"]],
    ["done and unrated says nothing", {}, [null, 0, "not-rated"]],
    ["found about right beside a rating adds nothing", { ...coach(4), selfReport: "about-right" }, [0.75, 1, null]],
  ] as const)("%s", (_, found, expected) => { expect(evidence(found)).toEqual(expected); });

  test.each([
    ["coach .75 and level .25: (.6 · .75 + .3 · .25) ÷ .9", { ...coach(4), ...rubric(1) }, 0.525 / 0.9],
    ["coach .75 and too hard: .6 · .75 ÷ .7", { ...coach(4), selfReport: "too-hard" }, 0.45 / 0.7],
    ["level .25 and too easy: (.3 · .25 + .1) ÷ .4", { ...rubric(1), selfReport: "too-easy" }, 0.175 / 0.4],
    ["all three: .6 · .75 + .3 · .25 + .1", { ...coach(4), ...rubric(1), selfReport: "too-easy" }, 0.625],
  ] as const)("several sources: %s", (_, found, outcome) => {
    const graded = gradedOutcome({ attempt: { ...attemptAt, ...found } });
    expect(graded.outcome).toBeCloseTo(outcome, 12);
    expect(graded.sources.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(graded.evidenceWeight).toBe(1);
  });

  test("three sources that all say 1 make 1, though shares of .1, .4 and .1 add up to 1.0000000000000002", () => {
    const evidenceWeights = { coachRatingWeight: 0.1, rubricLevelWeight: 0.4, selfReportWeight: 0.1, selfReportAloneWeight: 0.25, notDoneTooHardWeight: 0.5 };
    expect(gradedOutcome({ attempt: { ...attemptAt, ...coach(5), ...rubric(4), selfReport: "too-easy" }, evidenceWeights }).outcome).toBe(1);
  });

  test("not done is not failed: only too-hard says something of ability, at half weight", () => {
    const found = NotDoneReason.options.map((reason) => { const { outcome, evidenceWeight, reason: why } = gradedOutcome({ attempt: notDone(reason) }); return [reason, outcome, evidenceWeight, why]; });
    expect(found).toEqual([["too-hard", 0, 0.5, null], ...["no-time", "forgot", "not-relevant", "blocked", "absent"].map((reason) => [reason, null, 0, "not-done"])]);
  });

  test("weights not given are returned, weights given are used", () => {
    const evidenceWeights = { coachRatingWeight: 0.5, rubricLevelWeight: 0.5, selfReportWeight: 0.5, selfReportAloneWeight: 0.1, notDoneTooHardWeight: 0 };
    expect(gradedOutcome({ attempt: notDone("forgot") }).assumptions).toEqual({ evidenceWeights: { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0.25, notDoneTooHardWeight: 0.5 } });
    expect(gradedOutcome({ attempt: { ...attemptAt, ...coach(4), ...rubric(1) }, evidenceWeights })).toMatchObject({ outcome: 0.5, assumptions: {} });
    expect(gradedOutcome({ attempt: { ...attemptAt, selfReport: "too-easy" }, evidenceWeights }).evidenceWeight).toBe(0.1);
  });

  test.each([
    ["a self-report alone", { ...attemptAt, selfReport: "too-easy" }], ["not done, too hard", notDone("too-hard")],
  ] as const)("evidence of weight 0 is none: %s", (_, attempt) => {
    const evidenceWeights = { coachRatingWeight: 0.6, rubricLevelWeight: 0.3, selfReportWeight: 0.1, selfReportAloneWeight: 0, notDoneTooHardWeight: 0 };
    expect(gradedOutcome({ attempt, evidenceWeights })).toEqual({ outcome: null, evidenceWeight: 0, sources: [], reason: "weightless", assumptions: {} });
    expect(gradedOutcome({ attempt: { ...attemptAt, ...coach(4), selfReport: "about-right" }, evidenceWeights })).toMatchObject({ outcome: 0.75, evidenceWeight: 1, reason: null });
  });

  test.each([
    ["a rating above its scale", { ...attemptAt, ...coach(6) }, ["homework-attempt.rating_off_scale /attempt/coachRating/rating"]],
    ["a rating of 0", { ...attemptAt, ...coach(0) }, ["input.too_small /attempt/coachRating/rating"]],
    ["a scale of one point", { ...attemptAt, ...coach(1, 1) }, ["input.too_small /attempt/coachRating/ratingCount"]],
    ["a level above its rubric", { ...attemptAt, ...rubric(5) }, ["homework-attempt.level_off_scale /attempt/rubricLevel/level"]],
    ["a rating that is no number", { ...attemptAt, ...coach(Number.NaN) }, ["input.invalid_type /attempt/coachRating/rating"]],
    ["a reason for what was done", { ...attemptAt, reason: "forgot" }, ["input.unrecognized_keys /attempt/reason"]],
    ["a rating for what was not done", { ...notDone("forgot"), ...coach(4) }, ["input.unrecognized_keys /attempt/coachRating"]],
    ["not done without a reason", { ...attemptAt, status: "not-done" }, ["input.invalid_value /attempt/reason"]],
    ["a status of its own", { ...attemptAt, status: "lost" }, ["input.invalid_union /attempt/status"]],
    ["30 February", { ...attemptAt, reportedAt: "2026-02-30T00:00:00Z" }, ["input.invalid_format /attempt/reportedAt"]],
  ])("%s is refused", (_, attempt, expected) => { expect(faults(() => gradedOutcome({ attempt: attempt as HomeworkAttempt }))).toEqual(expected); });

  test("a source of weight 0 is refused, since it may be the only one", () => {
    const evidenceWeights = { coachRatingWeight: 0, rubricLevelWeight: 0, selfReportWeight: 0, selfReportAloneWeight: 0.1, notDoneTooHardWeight: 2 };
    expect(faults(() => gradedOutcome({ attempt: attemptAt, evidenceWeights }))).toEqual([
      "input.too_big /evidenceWeights/notDoneTooHardWeight", "graded-outcome.no_weight /evidenceWeights/coachRatingWeight", "graded-outcome.no_weight /evidenceWeights/rubricLevelWeight", "graded-outcome.no_weight /evidenceWeights/selfReportWeight",
    ]);
  });

  test("an outcome lies between 0 and 1 and rises with the coach's rating", () => fc.assert(fc.property(fc.double({ min: 1, max: 7, noNaN: true }), fc.double({ min: 1, max: 7, noNaN: true }), fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), fc.constantFrom(undefined, "too-easy" as const, "about-right" as const, "too-hard" as const), (one, other, level, selfReport) => {
    const outcome = (rating: number) => gradedOutcome({ attempt: { ...attemptAt, ...coach(rating, 7), ...(level === undefined ? {} : rubric(level)), ...(selfReport === undefined ? {} : { selfReport }) } }).outcome ?? Number.NaN;
    expect(outcome(Math.min(one, other))).toBeLessThanOrEqual(outcome(Math.max(one, other)));
    expect(outcome(one)).toBeGreaterThanOrEqual(0);
    expect(outcome(one)).toBeLessThanOrEqual(1);
  })));
});
