import { describe, expect, test } from "vitest";
import { customerSatisfaction, netPromoterScore, type PromoterSurvey, type SatisfactionSurvey } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const october = { fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95 };
const answersOf = (scores: readonly number[]) => scores.map((score, index) => ({ id: `a${String(index)}`, date: "2027-10-04", score }));
const satisfaction = (scores: readonly number[], more: object = {}): SatisfactionSurvey => ({ ...october, answers: answersOf(scores), invitedCount: 20, scaleMinimum: 1, scaleMaximum: 5, ...more });
const promoters = (scores: readonly number[], more: object = {}): PromoterSurvey => ({ ...october, answers: answersOf(scores), invitedCount: 20, ...more });

describe("customerSatisfaction", () => {
  test("is the share of the best two scores and the mean, with their intervals", () => {
    expect(customerSatisfaction(satisfaction([5, 4, 3, 2, 5, 4, 1, 4]))).toMatchObject({
      topTwoBoxFraction: { estimate: 0.625, n: 8, method: "wilson" }, meanOnScale: { estimate: 3.5, n: 8, method: "student-t" }, invitedCount: 20, answerCount: 8, responseFraction: 0.4,
    });
  });

  test("bounds what non-response can hide: 5 of 20 to 17 of 20, when 12 of 20 are silent", () => {
    expect(customerSatisfaction(satisfaction([5, 4, 3, 2, 5, 4, 1, 4])).topTwoBoxBounds).toStrictEqual({ lower: 0.25, upper: 0.85 });
    expect(customerSatisfaction(satisfaction([5, 4], { invitedCount: 2 })).topTwoBoxBounds).toStrictEqual({ lower: 1, upper: 1 });
  });

  test("on a scale of seven the best two are 6 and 7", () => {
    expect(customerSatisfaction(satisfaction([5, 6, 7, 5], { scaleMaximum: 7 })).topTwoBoxFraction.estimate).toBe(0.5);
  });

  test("answers on one person are alike, which widens both intervals", () => {
    const answers = answersOf([5, 5, 1, 2]).map((answer, index) => ({ ...answer, personId: index < 2 ? "ana" : "ben" }));
    expect(customerSatisfaction(satisfaction([], { answers }))).toMatchObject({ topTwoBoxFraction: { method: "wilson-design-effect" }, meanOnScale: { method: "student-t-clustered", warnings: ["few-people"] } });
  });

  test("without answers nobody can say, and without anybody asked there are no bounds", () => {
    expect(customerSatisfaction(satisfaction([], { invitedCount: 0 }))).toMatchObject({ topTwoBoxFraction: { estimate: null }, meanOnScale: { estimate: null }, topTwoBoxBounds: null, responseFraction: null });
  });

  test.each<readonly [string, object, string]>([
    ["a score off the scale", { answers: answersOf([6]) }, "survey-answer.off_scale at /answers/0/score"],
    ["a score below the scale", { answers: answersOf([0]) }, "survey-answer.off_scale at /answers/0/score"],
    ["a scale of two steps", { scaleMinimum: 4 }, "customer-satisfaction.short_scale at /scaleMaximum"],
    ["two questionnaires", { answers: answersOf([4, 5]).map((answer, index) => ({ ...answer, instrumentId: `v${String(index)}` })) }, "survey-answer.two_instruments at /answers/1/instrumentId"],
    ["a questionnaire and none", { answers: [{ ...answersOf([4])[0], instrumentId: "v1" }, { ...answersOf([4, 5])[1] }] }, "survey-answer.two_instruments at /answers/1/instrumentId"],
    ["more answers than people asked", { invitedCount: 1 }, "survey-answer.fewer_invited at /invitedCount"],
    ["half a score", { answers: answersOf([4.5]) }, "input.invalid_type at /answers/0/score"],
    ["an answer twice", { answers: [...answersOf([4]), ...answersOf([4])] }, "measure-window.duplicate_record at /answers/1/id"],
    ["an answer outside the window", { answers: [{ ...answersOf([4])[0], date: "2028-10-04" }] }, "measure-window.outside at /answers/0/date"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => customerSatisfaction(satisfaction([4, 5], change)))).toEqual([issue]);
  });
});

describe("netPromoterScore", () => {
  // scipy 1.17.1: t.interval on six times 100, three times 0, three times −100.
  test("is promoters less detractors in points, with the interval of a value of three", () => {
    expect(netPromoterScore(promoters([10, 10, 10, 9, 9, 9, 8, 7, 8, 6, 3, 0]))).toMatchObject({
      netPromoterPoints: { estimate: 25, n: 12, method: "student-t", confidence: { lower: expect.closeTo(-30.024629002290972, 9), upper: expect.closeTo(80.02462900229096, 9) } },
      promoterCount: 6, passiveCount: 3, detractorCount: 3, boundsOnPoints: { lower: -25, upper: 55 }, responseFraction: 0.6,
    });
  });

  test.each([[9, 100], [8, 0], [7, 0], [6, -100], [0, -100], [10, 100]])("a score of %i counts %i", (score, points) => {
    expect(netPromoterScore(promoters([score, score])).netPromoterPoints.estimate).toBe(points);
  });

  test("its interval does not run beyond the scale", () => {
    const { netPromoterPoints } = netPromoterScore(promoters([10, 10, 10, 0]));
    expect(netPromoterPoints).toMatchObject({ estimate: 50, confidence: { upper: 100 } });
    const { netPromoterPoints: low } = netPromoterScore(promoters([0, 0, 0, 10]));
    expect(low).toMatchObject({ estimate: -50, confidence: { lower: -100 } });
  });

  test.each([[11, "survey-answer.off_scale at /answers/0/score"], [-1, "survey-answer.off_scale at /answers/0/score"]])("refuses a score of %i", (score, issue) => {
    expect(issuesOf(() => netPromoterScore(promoters([score])))).toEqual([issue]);
  });
});
