import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pulseChange, type PulseChangeInput, type PulseWave } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

/** A wave of one item, in which those with `null` were asked and did not answer. */
const wave = (scores: Readonly<Record<string, number | null>>): PulseWave => ({
  invitedIds: Object.keys(scores),
  answers: Object.entries(scores).flatMap(([respondentId, rating]) => (rating === null ? [] : [{ respondentId, ratings: [{ itemId: "clarity", rating }] }])),
});
const rest = { itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 };
const six: PulseChangeInput = { ...rest, before: wave({ a: 3, b: 2, c: 4, d: 3, e: 3, f: 2 }), after: wave({ a: 4, b: 4, c: 4, d: 4, e: 3, f: 4 }) };

describe("pulseChange", () => {
  // scipy 1.17.1: scipy.stats.t.interval(.95, 5, loc=1, scale=scipy.stats.sem([1, 2, 0, 1, 0, 2])).
  test("is the mean of each respondent's after − before with Student's interval", () => {
    const change = pulseChange(six);
    expect(change.changeOnScale).toMatchObject({ estimate: 1, n: 6, method: "student-t", confidence: { lower: expect.closeTo(0.06135622847263544, 12), upper: expect.closeTo(1.9386437715273646, 12), level: 0.95 } });
    expect(change).toMatchObject({ beforeMean: expect.closeTo(17 / 6, 12), afterMean: expect.closeTo(23 / 6, 12), beforeOnlyCount: 0, afterOnlyCount: 0 });
  });

  test("compares people with themselves: who answered once takes no part, and is counted", () => {
    const change = pulseChange({ ...rest, before: wave({ a: 3, b: 2, low: 1, silent: null }), after: wave({ a: 4, b: 4, high: 5, low: null, silent: null }) });
    expect(change).toMatchObject({
      changeOnScale: { estimate: 1.5, n: 2 }, beforeMean: 2.5, afterMean: 4, beforeOnlyCount: 1, afterOnlyCount: 1,
      before: { invitedCount: 4, respondentCount: 3, incompleteCount: 0, nonResponseFraction: 0.25 }, after: { invitedCount: 5, respondentCount: 3, incompleteCount: 0, nonResponseFraction: 0.4 },
    });
  });

  test("scores only the named items, and only answers to all of them", () => {
    const answer = (respondentId: string, ratings: Readonly<Record<string, number>>) => ({ respondentId, ratings: Object.entries(ratings).map(([itemId, rating]) => ({ itemId, rating })) });
    const two = (half: number): PulseWave => ({ invitedIds: ["a", "b", "half"], answers: [answer("a", { clarity: 2 + half, support: 3 + half, lunch: 1 }), answer("b", { support: 3, clarity: 3 }), answer("half", { clarity: 5 })] });
    const change = pulseChange({ ...rest, itemIds: ["clarity", "support"], before: two(0), after: two(1) });
    expect(change).toMatchObject({ changeOnScale: { estimate: 0.5, n: 2 }, beforeMean: 2.75, before: { respondentCount: 2, incompleteCount: 1, nonResponseFraction: expect.closeTo(1 / 3, 12) } });
  });

  test.each([
    ["nobody answered", wave({ a: null }), wave({}), 0, null],
    ["one person answered twice", wave({ a: 3 }), wave({ a: 4 }), 1, 3],
    ["nobody answered twice", wave({ a: 3, b: 3 }), wave({ c: 4, d: 4 }), 0, null],
  ])("cannot say when %s", (_, before, after, n, beforeMean) => {
    expect(pulseChange({ ...rest, before, after })).toMatchObject({ changeOnScale: { estimate: null, reason: "too-few-observations", n, needed: 2 }, beforeMean });
  });

  test("nobody asked is no non-response", () => {
    expect(pulseChange({ ...rest, before: wave({}), after: wave({}) }).before).toStrictEqual({ invitedCount: 0, respondentCount: 0, incompleteCount: 0, nonResponseFraction: null });
  });

  test("warns when everyone changed alike, since that proves no certainty", () => {
    expect(pulseChange({ ...rest, before: wave({ a: 1, b: 2 }), after: wave({ a: 2, b: 3 }) }).changeOnScale).toMatchObject({ estimate: 1, warnings: ["no-variation"] });
  });

  const answers = six.before.answers;
  test("waves of one questionnaire are compared, of two they are refused", () => {
    const by = (instrumentId: string) => ({ before: { ...six.before, instrumentId: "pulse-1" }, after: { ...six.after, instrumentId } });
    expect(pulseChange({ ...six, ...by("pulse-1") })).toEqual(pulseChange(six));
    expect(issuesOf(() => pulseChange({ ...six, ...by("pulse-2") }))).toEqual(["pulse-change.two_instruments at /after/instrumentId"]);
    expect(issuesOf(() => pulseChange({ ...six, before: by("").before }))).toEqual(["pulse-change.two_instruments at /after/instrumentId"]);
  });

  test.each<readonly [string, object, string]>([
    ["a rating beside the scale", { after: wave({ a: 6 }) }, "pulse-change.rating_off_scale at /after/answers/0/ratings/0/rating"],
    ["a percent of agreement", { before: wave({ a: 50 }) }, "pulse-change.rating_off_scale at /before/answers/0/ratings/0/rating"],
    ["a scale upside down", { scaleMinimum: 5, scaleMaximum: 1 }, "pulse-change.scale_swapped at /scaleMinimum"],
    ["a person who answers twice in a wave", { before: { ...six.before, answers: [...answers, ...answers.slice(0, 1)] } }, "pulse-change.duplicate_respondent at /before/answers/6/respondentId"],
    ["a person asked twice in a wave", { after: { ...six.after, invitedIds: [...six.after.invitedIds, "a"] } }, "pulse-change.duplicate_respondent at /after/invitedIds/6"],
    ["an answer that nobody asked for", { before: { ...six.before, invitedIds: ["a", "b", "c", "d", "e"] } }, "pulse-change.not_invited at /before/answers/5/respondentId"],
    ["an item answered twice", { before: { invitedIds: ["a"], answers: [{ respondentId: "a", ratings: [{ itemId: "clarity", rating: 1 }, { itemId: "clarity", rating: 2 }] }] } }, "pulse-change.duplicate_item at /before/answers/0/ratings/1/itemId"],
    ["an item of the score twice", { itemIds: ["clarity", "clarity"] }, "pulse-change.duplicate_item at /itemIds/1"],
    ["a score of no item", { itemIds: [] }, "input.too_small at /itemIds"],
    ["a rating that is no number", { before: wave({ a: Number.NaN }) }, "input.invalid_type at /before/answers/0/ratings/0/rating"],
    ["a wave after without a wave before", { before: undefined }, "input.invalid_type at /before"],
    ["no confidence level", { confidenceLevel: undefined }, "input.invalid_type at /confidenceLevel"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => pulseChange({ ...six, ...change }))).toContain(issue);
  });

  const scores = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/u), fc.option(fc.integer({ min: 1, max: 5 })), { minKeys: 0, maxKeys: 12 });

  test("swapping the waves turns the change around", () => fc.assert(fc.property(scores, scores, (before, after) => {
    const there = pulseChange({ ...rest, before: wave(before), after: wave(after) });
    const back = pulseChange({ ...rest, before: wave(after), after: wave(before) });
    expect(back.changeOnScale.n).toBe(there.changeOnScale.n);
    if (there.changeOnScale.estimate !== null && back.changeOnScale.estimate !== null) expect(back.changeOnScale.estimate).toBeCloseTo(-there.changeOnScale.estimate, 12);
    expect([back.beforeOnlyCount, back.beforeMean]).toEqual([there.afterOnlyCount, there.afterMean]);
  })));

  test("the change is the difference of the two means, which rest on the same people", () => fc.assert(fc.property(scores, scores, (before, after) => {
    const { changeOnScale, beforeMean, afterMean } = pulseChange({ ...rest, before: wave(before), after: wave(after) });
    if (changeOnScale.estimate !== null && beforeMean !== null && afterMean !== null) expect(afterMean - beforeMean).toBeCloseTo(changeOnScale.estimate, 12);
  })));
});
