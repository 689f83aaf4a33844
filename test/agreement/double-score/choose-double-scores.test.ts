import fc from "fast-check";
import { chooseDoubleScores, DOUBLE_SCORE_LIMITS, type DoubleScoreRequest, type KnownRaterError, type PassDecision } from "coachkit/agreement";
import { normalDraws, standardNormalProbability, uniformDraws } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";
import { asked, chosen, criterion, decided, listens, passes, rate, rubric } from "../double-score-cases.js";

const phi = (score: number): number => standardNormalProbability(Math.max(-40, Math.min(40, score)));
/** The share of a level among normal values rounded to 1 … top. */
const share = (level: number, top: number, mean: number, deviation: number): number => (level === top ? 1 : phi((level + 0.5 - mean) / deviation)) - (level === 1 ? 0 : phi((level - 0.5 - mean) / deviation));
const scale = (top: number): readonly number[] => Array.from({ length: top }, (_, index) => index + 1);
/** Every way in which truth, ratings and the next rating may fall together, and nothing else. */
function bruteForce(top: number, cut: number, { ratings, error, mean, deviation }: { readonly ratings: readonly number[]; readonly error: number; readonly mean: number; readonly deviation: number }) {
  const weights = scale(top).map((truth) => ratings.reduce((product, rating) => product * share(rating, top, truth, error), share(truth, top, mean, deviation)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const wrongIf = (joint: readonly number[]): number => Math.min(joint.slice(cut - 1).reduce((sum, one) => sum + one, 0), joint.slice(0, cut - 1).reduce((sum, one) => sum + one, 0));
  return { wrong: wrongIf(weights) / total, expected: scale(top).reduce((sum, next) => sum + wrongIf(weights.map((weight, index) => weight * share(next, top, index + 1, error))), 0) / total };
}
const seven = criterion("listens", scale(7), { compliantFromLevel: 4 });
const score = { id: "score", kind: "score", minimumFraction: 0.5, wrongDecisionLoss: 1, errorStandardDeviation: 0.2, prior: { mean: 0.5, standardDeviation: 0.2 } } as const satisfies PassDecision;

describe("chooseDoubleScores", () => {
  test("a rating of 1 where 2 passes: what a second rating may say, and what then is the likelier side", () => {
    // by hand. Prior of 1, 2, 3: .3085, .3829, .3085. Saying 1: .8413, .1587, .0013 for each of them, so the truth is .8093, .1894, .0013 and the decision, fail, is wrong by .1907.
    // The next says 1: .6809 fail, .0301 pass; 2: .1273 fail, .1295 pass, which turns it; 3: .0011 fail, .0312 pass, which turns it. Wrong after: .0301 + .1273 + .0011.
    const found = decided(asked([rate("a", "ana", 1)]), "a");
    expect(found.passFraction).toBeCloseTo(0.1907, 4);
    expect(found.wrongFraction).toBeCloseTo(0.1907, 4);
    expect(found.expectedWrongFraction).toBeCloseTo(0.0301 + 0.1273 + 0.0011, 3);
    expect(found.turnFraction).toBeCloseTo(0.1273 + 0.1295 + 0.0011 + 0.0312, 3);
    expect(found).toMatchObject({ decisionId: "passes", ratingCount: 1, meanRating: 1, adjustedMean: 1, reasons: ["single-rated", "near-the-cut"] });
  });

  test("a score on the cut is wrong by one half, and after another of the same error by the arc tangent of √2 ÷ π", () => {
    // Owen: T(0, a) = atan(a) ÷ 2π; prior and error are equally wide, so that the belief has half their variance and a = √2
    const middle = decided(asked([rate("a", "ana", 2)], { decisions: [score] }), "a");
    expect(middle).toMatchObject({ meanRating: 0.5, passFraction: 0.5, wrongFraction: 0.5, turnFraction: 0.5, reasons: ["single-rated", "near-the-cut"] });
    expect(middle.expectedWrongFraction).toBeCloseTo(Math.atan(Math.SQRT2) / Math.PI, 9);
  });

  test("a case far from the cut is worth nothing with one rating; two ratings that straddle it are worth most", () => {
    const decisions = [{ ...passes, errorStandardDeviation: 0.8, prior: { mean: 4, standardDeviation: 1.5 } }];
    const found = chosen(asked([rate("far", "ana", 7), rate("low", "ana", 1), rate("split", "ana", 2), rate("split", "ben", 5), rate("agreed", "ana", 5), rate("agreed", "ben", 5), rate("near", "ana", 4)], { rubric: rubric(seven), decisions }));
    expect(found.cases.map(({ subjectId, value }) => [subjectId, value > 0.001])).toEqual([["split", true], ["near", true], ["low", false], ["agreed", false], ["far", false]]);
    expect(found.cases[0]).toMatchObject({ outcome: "chosen", raterId: "eva", decisions: [{ ratingCount: 2, meanRating: 3.5, reasons: ["raters-diverge", "near-the-cut"] }] });
    expect(found.cases.at(-1)).toMatchObject({ value: 0, outcome: "not-worth-it", raterId: null, decisions: [{ turnFraction: 0, reasons: ["single-rated"] }] });
  });

  test.each([[[1]], [[3]], [[4]], [[5]], [[3, 5]], [[2, 5]], [[4, 4, 3]], [[1, 7]]])("of ratings %j on seven levels the same as every way in which they could have come about", (ratings) => {
    const [error, prior] = [0.9, { mean: 4.2, standardDeviation: 1.3 }];
    const found = decided(asked(ratings.map((level, index) => rate("a", `r${String(index)}`, level)), { rubric: rubric(seven), decisions: [{ ...passes, errorStandardDeviation: error, prior }] }), "a");
    const { wrong, expected } = bruteForce(7, 4, { ratings, error, mean: 4.2, deviation: 1.3 });
    expect(found.wrongFraction).toBeCloseTo(wrong, 11);
    expect(found.expectedWrongFraction).toBeCloseTo(expected, 11);
  });

  test.each([[[0.3], 0.5], [[0.7], 0.5], [[0.1, 0.6], 0.4], [[0.5], 0.52]])("of scores %j and a cut at %d the same as a sum over fine steps of truth and next score", (scores, minimumFraction) => {
    // of twenty criteria, a twentieth of the score each, as many at the top as make up the score
    const twenty = Array.from({ length: 20 }, (_, index) => criterion(`c${String(index)}`, [0, 1, 2]));
    const ratings = scores.flatMap((value, rater) => twenty.map(({ id }, index) => rate("a", `r${String(rater)}`, index < Math.round(value * 20) ? 2 : 0, id)));
    const found = decided(asked(ratings, { rubric: rubric(...twenty), decisions: [{ ...score, minimumFraction }] }), "a");
    const [precision, step] = [25 * (1 + scores.length), 0.004];
    const [mean, spread] = [(scores.reduce((sum, one) => sum + one, 0.5)) / (1 + scores.length), Math.sqrt(1 / precision)];
    expect(found.wrongFraction).toBeCloseTo(phi(-Math.abs(mean - minimumFraction) / spread), 11);
    const total = Math.sqrt(spread ** 2 + 0.04);
    let [expected, turn] = [0, 0];
    for (let at = -6 * total; at <= 6 * total; at += step * total) {
      const [next, density] = [mean + (at * spread ** 2) / total ** 2, (step * Math.exp(-((at / total) ** 2) / 2)) / Math.sqrt(2 * Math.PI)];
      const narrower = Math.sqrt(1 / (precision + 25));
      expected += density * phi(-Math.abs(next - minimumFraction) / narrower);
      if (next >= minimumFraction !== mean >= minimumFraction) turn += density;
    }
    expect(found.expectedWrongFraction).toBeCloseTo(expected, 5);
    expect(found.turnFraction).toBeCloseTo(turn, 2);
  });

  test("a score is the weighted share of the scales; one that misses a criterion with a weight is left out and counted", () => {
    const criteria = [criterion("listens", [1, 2, 3], { weight: 3 }), criterion("asks", [0, 1, 2, 3, 4], { weight: 1 }), criterion("extra", [1, 2, 3], { weight: 0 })];
    const ratings = [rate("a", "ana", 2), rate("a", "ana", 4, "asks"), rate("b", "ana", 3), rate("b", "ana", 1, "extra")];
    const found = chosen(asked(ratings, { rubric: rubric(...criteria), decisions: [score], knownErrors: [{ raterId: "ana", criterionId: "asks", severityLevels: 1 }, { raterId: "ana", criterionId: "extra", severityLevels: 1 }] }));
    expect(found.cases).toMatchObject([{ subjectId: "a", decisions: [{ meanRating: 0.625, adjustedMean: 0.6875 }] }]);
    expect(found.assumptions.models).toMatchObject([{ border: 0.5, incompleteScoreCount: 1 }]);
  });

  test("the severity of a rater is taken off, and shown beside the rating", () => {
    const harsh: KnownRaterError = { raterId: "ana", criterionId: "listens", severityLevels: 0.9 };
    const found = decided(asked([rate("a", "ana", 1)], { knownErrors: [harsh] }), "a");
    expect(found).toMatchObject({ meanRating: 1, adjustedMean: 1.9, reasons: ["single-rated", "near-the-cut", "severity-decides"] });
    // by hand: saying 1 has the chance Φ((1.5 − t + .9) ÷ .5)
    const weights = [1, 2, 3].map((truth) => share(truth, 3, 2, 1) * phi((1.5 - truth + 0.9) / 0.5));
    expect(found.passFraction).toBeCloseTo(((weights[1] ?? 0) + (weights[2] ?? 0)) / weights.reduce((sum, one) => sum + one, 0), 11);
  });

  test("a rater who strays more than the others says less", () => {
    const noisy: KnownRaterError = { raterId: "ana", criterionId: "listens", severityLevels: 0, errorStandardDeviation: 2 };
    const [sure, unsure] = [decided(asked([rate("a", "ana", 3)]), "a"), decided(asked([rate("a", "ana", 3)], { knownErrors: [noisy] }), "a")];
    expect(unsure.wrongFraction).toBeGreaterThan(sure.wrongFraction);
    expect(unsure.reasons).toEqual(["single-rated", "noisy-rater"]);
  });

  test("losses of several decisions add up; the gate of a criterion is a decision of its own", () => {
    const gated = criterion("listens", [1, 2, 3], { mustPass: { minimumLevel: 3 } });
    const decisions = [{ ...passes, wrongDecisionLoss: 2 }, { ...passes, id: "gate", kind: "must-pass" as const, wrongDecisionLoss: 10 }];
    const [found] = chosen(asked([rate("a", "ana", 1)], { rubric: rubric(gated), decisions, secondScoreLoss: 0.05 })).cases;
    const [pass, gate] = found?.decisions ?? [];
    if (found === undefined || pass === undefined || gate === undefined) throw new Error("no decisions");
    expect(gate.passFraction).toBeLessThan(pass.passFraction);
    expect(found.value).toBeCloseTo(2 * (pass.wrongFraction - pass.expectedWrongFraction) + 10 * (gate.wrongFraction - gate.expectedWrongFraction), 11);
    expect(found.netValue).toBeCloseTo(found.value - 0.05, 11);
  });

  test("what a second score costs decides whether it is worth it", () => {
    const value = chosen(asked([rate("a", "ana", 1)])).cases[0]?.value ?? 0;
    expect(chosen(asked([rate("a", "ana", 1)], { secondScoreLoss: value })).cases[0]).toMatchObject({ outcome: "not-worth-it", netValue: 0 });
    expect(chosen(asked([rate("a", "ana", 1)], { secondScoreLoss: value - 1e-6 })).cases[0]).toMatchObject({ outcome: "chosen" });
  });

  test("a case without a rating on the criterion has no decision; one that no decision speaks of is no case", () => {
    const two = rubric(listens, criterion("asks", [1, 2, 3]));
    expect(chosen(asked([rate("a", "ana", 1), rate("b", "ana", 1, "asks")], { rubric: two })).cases.map(({ subjectId }) => subjectId)).toEqual(["a"]);
    expect(chosen(asked([])).cases).toEqual([]);
  });

  describe("who scores again", () => {
    const alike = ["a", "b", "c", "d"].map((subjectId) => rate(subjectId, "ana", 1));
    const who = (more: Partial<DoubleScoreRequest>) => chosen(asked(alike, { scoreCount: 4, ...more })).cases.map(({ raterId, outcome }) => raterId ?? outcome);
    test("who has the fewest cases waiting, of equals the first by id", () => {
      expect(who({ raters: [{ raterId: "eva", waitingCount: 1 }, { raterId: "dan", waitingCount: 1 }, { raterId: "ben", waitingCount: 0 }] })).toEqual(["ben", "ben", "dan", "eva"]);
    });
    test("nobody who has rated the case or has a conflict", () => {
      expect(who({ raters: [{ raterId: "ana", waitingCount: 0 }, { raterId: "ben", waitingCount: 5, conflictSubjectIds: ["b", "d"] }] })).toEqual(["ben", "no-rater", "ben", "no-rater"]);
      expect(who({ raters: [] })).toEqual(["no-rater", "no-rater", "no-rater", "no-rater"]);
    });
    test("a case that nobody can score leaves its place to the next; beyond the count nobody is asked", () => {
      expect(who({ scoreCount: 2, raters: [{ raterId: "ben", waitingCount: 5, conflictSubjectIds: ["a"] }] })).toEqual(["no-rater", "ben", "ben", "beyond-count"]);
      expect(who({ scoreCount: 0 })).toEqual(["beyond-count", "beyond-count", "beyond-count", "beyond-count"]);
    });
    test("wrong decisions are counted as expected, now and after the chosen scores", () => {
      const { expectedWrong, cases } = chosen(asked(alike, { scoreCount: 1 }));
      const { wrongFraction = NaN, expectedWrongFraction = NaN } = cases[0]?.decisions[0] ?? {};
      expect(expectedWrong.decisionCount).toBe(4);
      expect(expectedWrong.now).toBeCloseTo(4 * wrongFraction, 11);
      expect(expectedWrong.after).toBeCloseTo(3 * wrongFraction + expectedWrongFraction, 11);
    });
  });

  // losses may be counted in millions: rounding to twelve places made all values 0, and dust of a large unit a gain
  test.each([1e-9, 1, 1e6])("the unit of losses changes no order and no outcome: %d", (unit) => {
    const ratings = [rate("near", "ana", 1), rate("near", "ben", 2), rate("far", "ana", 3), rate("low", "ana", 1)];
    const found = (loss: number) => chosen(asked(ratings, { decisions: [{ ...passes, wrongDecisionLoss: loss }], scoreCount: 2, secondScoreLoss: 0.01 * loss })).cases;
    const plain = found(1);
    expect(plain[0]).toMatchObject({ subjectId: "near", outcome: "chosen" });
    expect(found(unit).map(({ subjectId, outcome }) => [subjectId, outcome])).toEqual(plain.map(({ subjectId, outcome }) => [subjectId, outcome]));
    found(unit).forEach(({ value, netValue }, index) => {
      expect(value / unit).toBeCloseTo(plain[index]?.value ?? NaN, 10);
      expect(netValue / unit).toBeCloseTo(plain[index]?.netValue ?? NaN, 10);
    });
  });
  test("a second score that is worth just what it costs is not worth it", () => {
    const near = [rate("near", "ana", 1), rate("near", "ben", 2)];
    const value = chosen(asked(near)).cases[0]?.value ?? NaN;
    expect(value).toBeGreaterThan(0);
    expect(chosen(asked(near, { secondScoreLoss: value * (1 - 4e-16) })).cases[0]).toMatchObject({ netValue: 0, outcome: "not-worth-it" });
  });

  describe("what is left aside is told", () => {
    test("subjects on which no decision rests, and conflicts with subjects that are not there", () => {
      const both = rubric(listens, criterion("asks", [1, 2, 3]));
      const ratings = [rate("z", "ana", 2, "asks"), rate("a", "ana", 2), rate("b", "ana", 3, "asks")];
      const raters = [{ raterId: "eva", waitingCount: 0, conflictSubjectIds: ["A", "a", "b"] }, { raterId: "ben", waitingCount: 0, conflictSubjectIds: ["typo"] }];
      const found = chosen(asked(ratings, { rubric: both, raters }));
      expect(found).toMatchObject({ withoutDecisionSubjectIds: ["b", "z"], assumptions: { ignoredConflictCount: 2 } });
      expect(found.cases.map(({ subjectId }) => subjectId)).toEqual(["a"]);
      expect(chosen(asked([rate("a", "ana", 2)]))).toMatchObject({ withoutDecisionSubjectIds: [], assumptions: { ignoredConflictCount: 0 } });
    });
    test("cases of which no score is complete", () => {
      const both = rubric(listens, criterion("asks", [1, 2, 3]));
      const decisions = [{ id: "scores", kind: "score", minimumFraction: 0.5, wrongDecisionLoss: 1, errorStandardDeviation: 0.2, prior: { mean: 0.5, standardDeviation: 0.2 } } as const];
      expect(chosen(asked([rate("half", "ana", 2), rate("whole", "ana", 2), rate("whole", "ana", 2, "asks")], { rubric: both, decisions })).withoutDecisionSubjectIds).toEqual(["half"]);
    });
  });

  describe("what is estimated", () => {
    const { errorStandardDeviation: _, prior: __, ...estimated } = passes;
    const { errorStandardDeviation: ___, prior: ____, ...estimatedScore } = score;
    const pairs = (levels: readonly (readonly [number, number])[]) => levels.flatMap(([first, second], index) => [rate(`s${String(index)}`, "ana", first), rate(`s${String(index)}`, "ben", second)]);
    const eight = [[1, 1], [1, 2], [2, 2], [2, 3], [3, 3], [3, 3], [1, 1], [3, 2]] as const;

    test("error and prior of scores, by the analysis of variance", () => {
      // by hand, as fractions: three pairs half a scale apart, MSW = 3 · .125 ÷ 8; means 0 .25 .5 .75 1 1 0 .75, mean .53125, MSB = 2 · Σ (mean − .53125)² ÷ 7 = 2 · 1.1797 ÷ 7
      const { assumptions: { models: [model] } } = chosen(asked(pairs(eight), { decisions: [estimatedScore] }));
      expect(model?.error.standardDeviation).toBeCloseTo(Math.sqrt(0.375 / 8), 11);
      expect(model?.prior.mean).toBeCloseTo(0.53125, 11);
      expect(model?.prior.standardDeviation).toBeCloseTo(Math.sqrt((0.3370536 - 0.046875) / 2), 6);
      // chi-square of 8 degrees of freedom: 2.179731 and 17.534546
      expect(model?.error.confidence?.lower).toBeCloseTo(Math.sqrt(0.375 / 17.534546), 6);
      expect(model?.error.confidence?.upper).toBeCloseTo(Math.sqrt(0.375 / 2.179731), 6);
      expect(model).toMatchObject({ error: { n: 8, method: "within-case-variance", warnings: ["few-double-scored-cases"] }, prior: { n: 8, method: "between-case-variance" } });
    });

    test("of levels the error that, rounded to levels and kept on the scale, strays as the ratings do", () => {
      const { assumptions: { models: [model] } } = chosen(asked(pairs(eight), { decisions: [estimated] }));
      const [error, mean, deviation] = [model?.error.standardDeviation ?? NaN, model?.prior.mean ?? NaN, model?.prior.standardDeviation ?? NaN];
      const variance = [1, 2, 3].reduce((sum, truth) => {
        const middle = [1, 2, 3].reduce((own, said) => own + said * share(said, 3, truth, error), 0);
        return sum + share(truth, 3, mean, deviation) * [1, 2, 3].reduce((own, said) => own + (said - middle) ** 2 * share(said, 3, truth, error), 0);
      }, 0);
      expect(variance).toBeCloseTo(1.5 / 8, 9);
    });

    // by hand: levels 1 to 3 vary by 1 at most, half of them at either end; six pairs one level apart are 3 ÷ 8, and 8 ÷ 2.179731 times that is 1.38
    test("an interval of levels is open above where no error brings about as much", () => {
      const decisions = [{ ...estimated, prior: { mean: 2, standardDeviation: 1 } }];
      const { assumptions: { models: [model] } } = chosen(asked(pairs([[1, 2], [2, 1], [2, 3], [3, 2], [1, 2], [2, 3], [1, 1], [3, 3]]), { decisions }));
      expect(model?.error).toMatchObject({ confidence: { upper: null, level: 0.95 }, warnings: ["few-double-scored-cases", "no-upper-end"] });
      expect(model?.error.confidence?.lower).toBeLessThan(model?.error.standardDeviation ?? 0);
      const { assumptions: { models: [narrow] } } = chosen(asked(pairs(eight), { decisions }));
      expect(narrow?.error).toMatchObject({ confidence: { upper: expect.any(Number) as number }, warnings: ["few-double-scored-cases"] });
    });

    test("a severity that is known is no error: two raters who are one level apart always agree", () => {
      const apart = pairs([[2, 1], [3, 2], [3, 2], [2, 1], [3, 2], [2, 1], [3, 2], [2, 1]]);
      const knownErrors = [{ raterId: "ben", criterionId: "listens", severityLevels: 1 }];
      expect(chooseDoubleScores(asked(apart, { decisions: [estimated], knownErrors }))).toMatchObject({ cases: null, insufficient: [{ reason: "raters-never-differ" }] });
    });

    test.each<[string, DoubleScoreRequest, object]>([
      ["no case is scored twice", asked(Array.from({ length: 20 }, (_, index) => rate(`s${String(index)}`, "ana", 1 + (index % 3))), { decisions: [estimated] }), { reason: "too-few-double-scored-cases", n: 0, needed: 8 }],
      ["seven are", asked(pairs(eight.slice(0, 7)), { decisions: [estimated] }), { reason: "too-few-double-scored-cases", n: 7, needed: 8 }],
      ["raters never differ", asked(pairs(eight.map(([first]) => [first, first])), { decisions: [estimated] }), { reason: "raters-never-differ", n: 8 }],
      // two levels apart is a variance of 2, and more than 1 no error explains; by the end of the search it would be 20 levels
      ["raters differ by more than any error explains", asked(pairs([[1, 3], [3, 1], [1, 3], [3, 1], [1, 3], [2, 2], [2, 2], [2, 2]]), { decisions: [{ ...estimated, prior: { mean: 2, standardDeviation: 1 } }] }), { reason: "raters-no-better-than-chance", n: 8, needed: 8 }],
      ["cases differ no more than raters", asked(pairs([[1, 2], [2, 1], [1, 2], [2, 1], [1, 2], [2, 1], [1, 2], [2, 1]]), { decisions: [estimated] }), { reason: "no-spread-of-cases", n: 8 }],
      ["few cases, and the error is given", asked(pairs(eight.slice(0, 7)), { decisions: [{ ...estimated, errorStandardDeviation: 0.5 }] }), { reason: "too-few-cases", n: 7 }],
      ["there are none", asked([], { decisions: [estimated] }), { reason: "too-few-double-scored-cases", n: 0 }],
    ])("nothing, and it says so, where %s", (_title, request, expected) => { expect(chooseDoubleScores(request)).toMatchObject({ cases: null, insufficient: [{ decisionId: "passes", ...expected }] }); });

    test("the prior alone, from single ratings, where the error is given", () => {
      const single = eight.map(([level], index) => rate(`s${String(index)}`, "ana", level));
      const { assumptions: { models: [model] } } = chosen(asked(single, { decisions: [{ ...estimated, errorStandardDeviation: 0.5 }] }));
      // 1 1 2 2 3 3 1 3: mean 2, variance 6 ÷ 7
      expect(model).toMatchObject({ error: { standardDeviation: 0.5, confidence: null, method: "given", n: 0 }, prior: { mean: 2, standardDeviation: expect.closeTo(Math.sqrt(6 / 7 - 0.25), 11) } });
    });

    test("error and prior of a simulated program are found again", () => {
      const count = 3000;
      const [truths, errors] = [normalDraws({ seed: 11, stream: [], count }), normalDraws({ seed: 12, stream: [], count: 2 * count })];
      const on = (value: number): number => Math.max(1, Math.min(7, Math.round(value)));
      const ratings = truths.flatMap((draw, index) => ["ana", "ben"].map((raterId, rater) => rate(`s${String(index)}`, raterId, on(on(4 + draw) + 0.7 * (errors[2 * index + rater] ?? 0)))));
      const { assumptions: { models: [model] } } = chosen(asked(ratings, { rubric: rubric(seven), decisions: [estimated] }));
      expect(model?.error.standardDeviation).toBeCloseTo(0.7, 1);
      expect(model?.error.confidence?.lower).toBeLessThan(0.7);
      expect(model?.error.confidence?.upper).toBeGreaterThan(0.7);
      expect(model?.prior.mean).toBeCloseTo(4, 1);
      // rounding widens 1 by a twelfth
      expect(model?.prior.standardDeviation).toBeCloseTo(Math.sqrt(1 + 1 / 12), 1);
      expect(model?.error.warnings).toEqual([]);
    });
  });

  test("of simulated cases those chosen by value leave fewer wrong decisions than as many by chance, and as many as was expected", () => {
    const [count, error, prior, cut, runs] = [200, 0.8, { mean: 4, standardDeviation: 1.3 }, 4, 20];
    const drawn = (uniform: number, mean: number, deviation: number): number => scale(7).find((level) => scale(level).reduce((sum, one) => sum + share(one, 7, mean, deviation), 0) > uniform) ?? 7;
    const decisions = [{ ...passes, errorStandardDeviation: error, prior }];
    const more = { rubric: rubric(seven), decisions, scoreCount: 30 };
    let [before, byValue, byChance, expectedBefore, expectedAfter] = [0, 0, 0, 0, 0];
    for (let run = 0; run < runs; run += 1) {
      const uniform = uniformDraws({ seed: run, stream: [], count: 3 * count });
      const truth = Array.from({ length: count }, (_, index) => drawn(uniform[index] ?? 0, prior.mean, prior.standardDeviation));
      const said = (index: number, time: number): number => drawn(uniform[time * count + index] ?? 0, truth[index] ?? 0, error);
      const first = truth.map((_, index) => rate(`s${String(index)}`, "ana", said(index, 1)));
      const wrongOf = (again: readonly number[]): number => {
        const { cases } = chosen(asked([...first, ...again.map((index) => rate(`s${String(index)}`, "eva", said(index, 2)))], more));
        return cases.filter(({ subjectId, decisions: [one] }) => (one?.passFraction ?? 0) >= 0.5 !== (truth[Number(subjectId.slice(1))] ?? 0) >= cut).length;
      };
      const { cases, expectedWrong } = chosen(asked(first, more));
      before += wrongOf([]);
      byValue += wrongOf(cases.filter(({ outcome }) => outcome === "chosen").map(({ subjectId }) => Number(subjectId.slice(1))));
      byChance += wrongOf(Array.from({ length: 30 }, (_, index) => (run * 7 + index * 5) % count));
      expectedBefore += expectedWrong.now;
      expectedAfter += expectedWrong.after;
    }
    expect(byValue).toBeLessThan(byChance);
    expect(byChance).toBeLessThanOrEqual(before);
    // as counts of rare events scatter: within three standard errors
    expect(Math.abs(before - expectedBefore)).toBeLessThan(3 * Math.sqrt(expectedBefore));
    expect(Math.abs(byValue - expectedAfter)).toBeLessThan(3 * Math.sqrt(expectedAfter));
  });

  describe("laws", () => {
    const cell = fc.record({ subjectId: fc.constantFrom("a", "b", "c", "d"), raterId: fc.constantFrom("ana", "ben", "dan"), level: fc.integer({ min: 1, max: 7 }) });
    const tables = fc.uniqueArray(cell, { selector: ({ subjectId, raterId }) => `${subjectId} ${raterId}`, maxLength: 12 }).map((cells) => cells.map(({ subjectId, raterId, level }) => rate(subjectId, raterId, level)));
    const decisions = [{ ...passes, errorStandardDeviation: 0.9, prior: { mean: 4, standardDeviation: 1.2 } }, { ...score, errorStandardDeviation: 0.15 }];
    const request = (ratings: DoubleScoreRequest["ratings"], more: Partial<DoubleScoreRequest> = {}): DoubleScoreRequest =>
      asked(ratings, { rubric: rubric(seven), decisions, scoreCount: 2, raters: [{ raterId: "eva", waitingCount: 0 }, { raterId: "ben", waitingCount: 0 }], ...more });
    test("the order of ratings and raters changes nothing", () => {
      fc.assert(fc.property(tables, (ratings) => { expect(chosen(request(ratings.toReversed(), { raters: request([]).raters.toReversed() }))).toEqual(chosen(request(ratings))); }));
    });
    test("a second score never makes a decision worse on average, and is worth something only where it may turn it", () => {
      fc.assert(fc.property(tables, (ratings) => {
        for (const { decisions: found, value } of chosen(request(ratings, { decisions: decisions.map((one) => ({ ...one, wrongDecisionLoss: 1e9 })) })).cases) {
          expect(value).toBeGreaterThanOrEqual(0);
          for (const one of found) {
            expect(one.expectedWrongFraction).toBeLessThanOrEqual(one.wrongFraction);
            expect(one.wrongFraction).toBe(Math.min(one.wrongFraction, 0.5));
            if (one.turnFraction === 0) expect(one.expectedWrongFraction).toBeCloseTo(one.wrongFraction, 11);
          }
        }
      }));
    });
    test("no other choice of as many cases is worth more", () => {
      fc.assert(fc.property(tables, (ratings) => {
        const { cases } = chosen(request(ratings));
        const possible = cases.filter(({ outcome }) => outcome !== "no-rater");
        const best = Math.max(0, ...possible.flatMap((one, index) => [one.value, ...possible.slice(index + 1).map((other) => one.value + other.value)]));
        expect(cases.filter(({ outcome }) => outcome === "chosen").reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(best, 11);
      }));
    });
    test("a scale that runs the other way round turns passing into failing, and is worth the same", () => {
      fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }), (levels) => {
        const [forward, backward] = [levels, levels.map((level) => 8 - level)].map((own, turned) => decided(request(own.map((level, index) => rate("a", `r${String(index)}`, level)), {
          rubric: rubric(criterion("listens", scale(7), { compliantFromLevel: turned === 0 ? 4 : 5 })), decisions: [{ ...passes, errorStandardDeviation: 0.9, prior: { mean: turned === 0 ? 4.5 : 3.5, standardDeviation: 1.2 } }],
        }), "a"));
        expect(forward?.passFraction).toBeCloseTo(1 - (backward?.passFraction ?? 0), 9);
        expect(forward?.expectedWrongFraction).toBeCloseTo(backward?.expectedWrongFraction ?? 0, 9);
      }));
    });
    test("contradicting ratings with hardly an error give numbers, and never NaN", () => {
      const found = decided(asked([rate("a", "ana", 1), rate("a", "ben", 7)], { rubric: rubric(seven), decisions: [{ ...passes, errorStandardDeviation: 0.001, prior: { mean: 900, standardDeviation: 0.001 } }] }), "a");
      expect(found.passFraction).toBeGreaterThanOrEqual(0);
      expect(found.passFraction).toBeLessThanOrEqual(1);
    });
  });

  describe("refuses", () => {
    const fault = (change: Partial<DoubleScoreRequest>, code: string, ...path: (string | number)[]) => { refuses(() => chooseDoubleScores({ ...asked([rate("a", "ana", 1)]), ...change }), { code, path }); };
    test("decisions with one id", () => { fault({ decisions: [passes, passes] }, "double-score-request.duplicate_decision", "decisions", 1, "id"); });
    test("a decision or an error of a criterion that is not there", () => {
      fault({ decisions: [{ ...passes, criterionId: "asks" }] }, "double-score-request.unknown_criterion", "decisions", 0, "criterionId");
      fault({ knownErrors: [{ raterId: "ana", criterionId: "asks", severityLevels: 0 }] }, "double-score-request.unknown_criterion", "knownErrors", 0, "criterionId");
    });
    test("a gate that is none", () => { fault({ decisions: [{ ...passes, kind: "must-pass" }] }, "double-score-request.no_gate", "decisions", 0, "kind"); });
    test("a rater or an error that stands twice", () => {
      fault({ raters: [{ raterId: "eva", waitingCount: 0 }, { raterId: "eva", waitingCount: 1 }] }, "double-score-request.duplicate_rater", "raters", 1, "raterId");
      const known = { raterId: "ana", criterionId: "listens", severityLevels: 0 };
      fault({ knownErrors: [known, known] }, "double-score-request.duplicate_error", "knownErrors", 1);
    });
    test("ratings that do not fit the rubric", () => {
      fault({ ratings: [rate("a", "ana", 4)] }, "rated-level.level_off_scale", "ratings", 0, "level");
      fault({ ratings: [rate("a", "ana", 1), rate("a", "ana", 2)] }, "rated-level.duplicate_level", "ratings", 1);
      fault({ ratings: [rate("a", "ana", 1, "asks")] }, "rated-level.unknown_criterion", "ratings", 0, "criterionId");
    });
    test("more ratings, decisions, raters or conflicts than one choice takes", () => {
      const many = <One>(count: number, make: (index: number) => One): readonly One[] => Array.from({ length: count + 1 }, (_, index) => make(index));
      fault({ ratings: many(DOUBLE_SCORE_LIMITS.ratings, (index) => rate(String(index), "ana", 1)) }, "input.too_big", "ratings");
      fault({ decisions: many(DOUBLE_SCORE_LIMITS.decisions, (index) => ({ ...passes, id: String(index) })) }, "input.too_big", "decisions");
      fault({ raters: many(DOUBLE_SCORE_LIMITS.raters, (index) => ({ raterId: String(index), waitingCount: 0 })) }, "input.too_big", "raters");
      fault({ knownErrors: many(DOUBLE_SCORE_LIMITS.raters, (index) => ({ raterId: String(index), criterionId: "listens", severityLevels: 0 })) }, "input.too_big", "knownErrors");
      fault({ raters: [{ raterId: "eva", waitingCount: 0, conflictSubjectIds: many(DOUBLE_SCORE_LIMITS.conflicts, String) }] }, "input.too_big", "raters", 0, "conflictSubjectIds");
    });
  });
});
