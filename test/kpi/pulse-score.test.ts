import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pulseScore, type PulseScoreInput } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const people = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `p${String(index)}`);
/** The first ones answer, one rating each. */
const given = (ratings: readonly number[], invitedCount: number, more: Partial<PulseScoreInput> = {}): PulseScoreInput => ({
  wave: { invitedIds: people(invitedCount), answers: ratings.map((rating, index) => ({ respondentId: `p${String(index)}`, ratings: [{ itemId: "clarity", rating }] })) },
  itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRespondentCount: 5, ...more,
});

describe("pulseScore", () => {
  test("is the mean over respondents with Student's interval, and bounds for everyone who was asked", () => {
    // (4 + 4 + 3 + 5 + 4 + 10 · 1) / 15 and (20 + 10 · 5) / 15
    expect(pulseScore(given([4, 4, 3, 5, 4], 15))).toMatchObject({
      scoreOnScale: { estimate: 4, n: 5, method: "student-t", warnings: ["low-response"] },
      responseFraction: { estimate: expect.closeTo(1 / 3, 12), n: 15, method: "wilson" },
      bounds: { lower: 2, upper: expect.closeTo(70 / 15, 12) },
      response: { invitedCount: 15, respondentCount: 5, incompleteCount: 0, nonResponseFraction: expect.closeTo(2 / 3, 12) },
    });
  });

  test("half of those asked is no low response", () => {
    expect(pulseScore(given([4, 4, 3, 5, 4], 10)).scoreOnScale).toMatchObject({ warnings: [] });
    expect(pulseScore(given([4, 4, 3, 5, 4], 11)).scoreOnScale).toMatchObject({ warnings: ["low-response"] });
  });

  test("below the floor nothing is told but how many answered", () => {
    expect(pulseScore(given([4, 4, 3, 5], 10))).toMatchObject({ scoreOnScale: { estimate: null, reason: "below-anonymity-floor", n: 4, needed: 5 }, bounds: null, responseFraction: { estimate: 0.4 } });
  });

  test("an answer that lacks an item of the score is none: a mean over other items is another instrument", () => {
    const input = given([4, 4, 3, 5, 4], 10);
    const [first, ...rest] = input.wave.answers;
    const wave = { ...input.wave, answers: [{ respondentId: first?.respondentId ?? "", ratings: [{ itemId: "other", rating: 5 }] }, ...rest] };
    expect(pulseScore({ ...input, wave, leastRespondentCount: 4 })).toMatchObject({ scoreOnScale: { estimate: 4, n: 4 }, response: { respondentCount: 4, incompleteCount: 1 } });
  });

  test("when everyone answers the bounds meet at the mean", () => {
    expect(pulseScore(given([4, 4, 3, 5, 4], 5)).bounds).toStrictEqual({ lower: 4, upper: 4 });
  });

  test.each<readonly [string, Partial<PulseScoreInput>, string]>([
    ["a floor of one", { leastRespondentCount: 1 }, "input.too_small at /leastRespondentCount"],
    ["a scale upside down", { scaleMinimum: 5, scaleMaximum: 1 }, "pulse-change.scale_swapped at /scaleMinimum"],
    ["a rating off the scale", { scaleMaximum: 3 }, "pulse-change.rating_off_scale at /wave/answers/0/ratings/0/rating"],
    ["an item twice", { itemIds: ["clarity", "clarity"] }, "pulse-change.duplicate_item at /itemIds/1"],
    ["one person twice in one wave", { wave: { invitedIds: ["a"], answers: [{ respondentId: "a", ratings: [] }, { respondentId: "a", ratings: [] }] } }, "pulse-change.duplicate_respondent at /wave/answers/1/respondentId"],
    ["an answer of nobody asked", { wave: { invitedIds: [], answers: [{ respondentId: "a", ratings: [] }] } }, "pulse-change.not_invited at /wave/answers/0/respondentId"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => pulseScore(given([4], 5, change)))).toContain(issue);
  });

  test("the mean of everyone, had all answered, lies within the bounds", () => fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 20 }), fc.nat(15), (all, silent) => {
    const answered = Math.max(5, all.length - silent);
    const { bounds } = pulseScore(given(all.slice(0, answered), all.length));
    const truth = all.reduce((sum, one) => sum + one, 0) / all.length;
    expect(bounds?.lower).toBeLessThanOrEqual(truth + 1e-12);
    expect(bounds?.upper).toBeGreaterThanOrEqual(truth - 1e-12);
  })));
});
