import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { raterSeverity, type RatedLevel, type SeverityRequest } from "coachkit/agreement";
import { normalDraws, standardNormalProbability, studentProbability, studentQuantile, wilsonInterval } from "coachkit/statistics";
import { refuses } from "../../refusal.js";
import { against, clipId, rubricOf, single } from "../gold-clips.js";

const at95 = { confidenceLevel: 0.95 };
type Request = Pick<SeverityRequest, "rubric" | "gold" | "ratings" | "rule">;
const severity = (request: Request) => raterSeverity({ ...request, ...at95 });
const only = (request: Request) => {
  const [rater] = severity(request).raters;
  if (rater === undefined) throw new Error("there is no rater");
  return rater;
};
const of = (rows: Parameters<typeof against>[0], rule: SeverityRequest["rule"] = {}) => only({ ...against(rows), rule });
const judged = (rows: Parameters<typeof against>[0], rule: SeverityRequest["rule"] = {}) => {
  const { verdict, reasons, moreClipCount, drivingCriterionIds } = of(rows, rule);
  return { verdict, reasons, moreClipCount, drivingCriterionIds };
};
/** Sixteen clips whose means have this mean and a standard deviation of 0.6 levels: 50 criteria, the odd ones of each clip dealt out in turn. */
const sixteenClips = (biasFiftieths: number) => [30, 34, 27, 30, 24, 32, 21, 32].flatMap((away) => [away, -away]).map((away, clip) => {
  const total = biasFiftieths + away;
  const even = Math.trunc(total / 50);
  const odd = total - 50 * even;
  return Array.from({ length: 50 }, (_, criterion) => even + ((criterion + clip * 7) % 50 < Math.abs(odd) ? Math.sign(odd) : 0));
});

describe("raterSeverity", () => {
  test("tells a harsh rater: the mean difference in levels, its error and interval, and how often the levels are gold's", () => {
    // eight clips: −1, −1, −1, 0, −2, −1, −1, −1; mean −1, variance 2 ÷ 7
    const { raters, ...rest } = severity(against(single([-1, -1, -1, 0, -2, -1, -1, -1])));
    const half = studentQuantile({ probability: 0.975, degreesOfFreedom: 7 }) * Math.sqrt(2 / 56);
    const comparison = {
      biasLevels: {
        estimate: -1, confidence: { lower: expect.closeTo(-1 - half, 12), upper: expect.closeTo(-1 + half, 12), level: 0.95 }, n: 8, method: "student-t", warnings: [],
        standardDeviationLevels: expect.closeTo(Math.sqrt(2 / 7), 12), standardErrorLevels: expect.closeTo(Math.sqrt(2 / 56), 12), z: expect.closeTo(-Math.sqrt(28), 12),
      },
      biasSpanRatio: expect.closeTo(-1 / 6, 12),
      exactFraction: { estimate: 1 / 8, confidence: wilsonInterval({ successes: 1, n: 8, ...at95 }), n: 8, method: "wilson", warnings: [], effectiveN: 8 },
      withinOneFraction: { estimate: 7 / 8, confidence: wilsonInterval({ successes: 7, n: 8, ...at95 }), n: 8, method: "wilson", warnings: [], effectiveN: 8 },
      verdict: "recalibrate", reasons: ["large-bias", "certain-bias"], moreClipCount: 0,
    };
    expect(raters).toEqual([{
      raterId: "ana", ratingCount: 8, withoutGoldCount: 0, clipCount: 8, overall: comparison, criteria: [{ criterionId: "criterion-00", ...comparison }],
      verdict: "recalibrate", reasons: ["large-bias", "certain-bias"], moreClipCount: 0, drivingCriterionIds: ["criterion-00"],
    }]);
    expect(rest).toEqual({
      goldClipCount: 8, criteriaWithoutGold: [], comparisonCount: 1, expectedFalseAlarmCount: expect.closeTo(2 * studentProbability({ t: -2.58, degreesOfFreedom: 7 }), 12), warnings: [],
      assumptions: { largeBiasLevels: 0.5, certainZ: 2.58, minimumClipCount: 8 },
    });
  });

  test("above 0 is lenient", () => { expect(of(single([1, 0, 1, 1, 0, 1, 1, 1])).overall.biasLevels.estimate).toBe(0.75); });

  test.each<[string, readonly number[], object]>([
    ["small and uncertain", [1, 0, 0, -1, 0, 0, 0, 0, 0, 0], { verdict: "fine", reasons: ["large-bias-ruled-out"], moreClipCount: 0 }],
    // s² = 8 ÷ 7 around 0: 2.365 · 1.069 ÷ √n < 0.5 from n = 26 on
    ["small, with an interval that reaches half a level", [2, 0, 0, -2, 0, 0, 0, 0], { verdict: "fine", reasons: ["large-bias-not-ruled-out"], moreClipCount: 18 }],
    // mean 0.5, s² = (14 − 2) ÷ 7: z passes 2.58 from n = (2.58 ÷ 0.5)² · 12 ÷ 7 = 45.6 on
    ["half a level, uncertain", [3, 2, 0, 0, 0, -1, 0, 0], { verdict: "watch", reasons: ["large-bias", "uncertain-bias"], moreClipCount: 38 }],
    ["certain, and less than half a level", Array.from({ length: 40 }, (_, clip) => (clip % 4 === 0 ? 1 : 0)), { verdict: "watch", reasons: ["certain-bias", "small-bias"], moreClipCount: 0 }],
    ["certain, and its interval reaches half a level", Array.from({ length: 20 }, (_, clip) => (clip % 5 < 2 ? 1 : 0)), { verdict: "watch", reasons: ["certain-bias", "small-bias"], moreClipCount: 91 }],
    ["seven clips", [2, 2, 1, 2, 2, 2, 2], { verdict: "insufficient", reasons: ["too-few-clips"], moreClipCount: 1, drivingCriterionIds: [] }],
    ["one clip", [2], { verdict: "insufficient", reasons: ["too-few-clips"], moreClipCount: 7, drivingCriterionIds: [] }],
    // without an error z is unbounded
    ["every clip one level too high", [1, 1, 1, 1, 1, 1, 1, 1], { verdict: "recalibrate", reasons: ["large-bias", "certain-bias", "same-bias-on-every-clip"], moreClipCount: 0 }],
    ["every clip as gold", [0, 0, 0, 0, 0, 0, 0, 0], { verdict: "fine", reasons: ["large-bias-ruled-out"], moreClipCount: 0 }],
  ])("%s", (_, differences, expected) => { expect(judged(single(differences))).toMatchObject(expected); });

  test("a spread of zero has no z, and an interval without width that says so", () => {
    expect(of(single([1, 1, 1, 1, 1, 1, 1, 1])).overall.biasLevels).toEqual({ estimate: 1, confidence: { lower: 1, upper: 1, level: 0.95 }, n: 8, method: "student-t", warnings: ["no-variation"], standardDeviationLevels: 0, standardErrorLevels: 0, z: null });
  });

  test("equal means of thirds are equal, though their sums round differently", () => {
    // each clip 1 ÷ 3; a fifth of a level on every clip is certain, and small
    expect(of(Array.from({ length: 11 }, () => [1, 0, 0])).overall).toMatchObject({ biasLevels: { standardDeviationLevels: 0, z: null }, verdict: "watch", reasons: ["certain-bias", "small-bias", "same-bias-on-every-clip"], moreClipCount: 0 });
  });

  test("half a level made of thirds is half a level", () => {
    expect(of([...Array.from({ length: 5 }, () => [1, 0, 0]), ...Array.from({ length: 5 }, () => [1, 1, 0])]).overall).toMatchObject({ verdict: "recalibrate" });
  });

  // a spread of 0.6 on 16 clips: standard error 0.15
  test.each<[number, number, string, readonly string[]]>([
    [-21, -2.8, "watch", ["certain-bias", "small-bias"]],
    [-30, -4, "recalibrate", ["large-bias", "certain-bias"]],
  ])("%d fiftieths of a level on 16 clips are %d standard errors: %s", (biasFiftieths, score, verdict, reasons) => {
    expect(of(sixteenClips(biasFiftieths)).overall).toMatchObject({
      biasLevels: { estimate: expect.closeTo(biasFiftieths / 50, 12), standardDeviationLevels: expect.closeTo(0.6, 12), standardErrorLevels: expect.closeTo(0.15, 12), z: expect.closeTo(score, 10), n: 16 }, verdict, reasons,
    });
  });

  test("the thresholds can be changed, and come back", () => {
    const rows = single([1, 0, 1, 1, 0, 1]);
    expect(judged(rows).verdict).toBe("insufficient");
    expect(judged(rows, { minimumClipCount: 6 })).toMatchObject({ verdict: "recalibrate" });
    expect(judged(rows, { minimumClipCount: 6, certainZ: 4 })).toMatchObject({ verdict: "watch", reasons: ["large-bias", "uncertain-bias"] });
    expect(judged(rows, { minimumClipCount: 6, largeBiasLevels: 0.9 })).toMatchObject({ verdict: "watch", reasons: ["certain-bias", "small-bias"] });
    expect(severity({ ...against(rows), rule: { certainZ: 3 } }).assumptions).toEqual({ largeBiasLevels: 0.5, certainZ: 3, minimumClipCount: 8 });
  });
});

describe("several criteria", () => {
  const [plus, minus] = [[1, 1, 0, 1, 1, 1, 1, 1, 1, 1], [-1, -1, 0, -1, -1, -1, -1, -1, -1, -1]];
  const beside = (...columns: readonly (readonly number[])[]) => (columns[0] ?? []).map((_, clip) => columns.map((column) => column[clip] ?? 0));

  test("of one clip are one observation: five criteria that say the same make the error no smaller", () => {
    const differences = [-1, 0, -1, 1, -1, 0, -1, -1];
    const one = of(single(differences));
    const five = of(differences.map((difference) => [difference, difference, difference, difference, difference]));
    expect(five.overall.biasLevels).toEqual(one.overall.biasLevels);
    expect(five).toMatchObject({ clipCount: 8, ratingCount: 40, overall: { exactFraction: { estimate: 0.25, n: 40, effectiveN: expect.closeTo((40 * 7) / 39, 10), method: "wilson-design-effect" } } });
  });

  test("of which all are gold's count each clip once in the interval", () => { expect(of(Array.from({ length: 9 }, () => [0, 0, 0])).overall.exactFraction).toMatchObject({ estimate: 1, n: 27, effectiveN: 9 }); });

  test("biased in opposite directions cancel in the mean, and are not fine", () => {
    expect(of(beside(plus, minus))).toMatchObject({
      overall: { verdict: "fine", biasLevels: { estimate: 0 } }, criteria: [{ verdict: "recalibrate" }, { verdict: "recalibrate" }],
      verdict: "recalibrate", reasons: ["large-bias-ruled-out", "criterion-biased", "biases-cancel"], drivingCriterionIds: ["criterion-00", "criterion-01"], moreClipCount: 0,
    });
  });

  test("the one that drives the verdict is named", () => {
    expect(judged(beside([0, 0, 0, 0, 0, 1, 0, 0, 0, 0], minus, [0, 0, 0, -1, 0, 0, 1, 0, 0, 0]))).toMatchObject({ verdict: "recalibrate", drivingCriterionIds: ["criterion-01"], reasons: ["certain-bias", "small-bias", "criterion-biased"] });
  });

  const most = 2 * standardNormalProbability(-2.58);

  test("are judged with Holm's correction: the same bias that is certain alone is not among fifty, and does not speak for the rater", () => {
    const bias = [1, 1, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1];
    const flat = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0];
    expect(of(beside(bias, flat)).criteria[0]).toMatchObject({ verdict: "recalibrate" });
    // mean 2 ÷ 3, s² = (8 ÷ 3) ÷ 11; of fifty the rarest has to be t₁₁ = 5.24 standard errors out, and is 4.69; with three more clips of the same kind it would be
    const fifty = of(beside(bias, ...Array.from({ length: 49 }, () => flat)));
    expect(fifty.criteria[0]).toMatchObject({ biasLevels: { z: expect.closeTo(4.69, 2) }, verdict: "watch", reasons: ["large-bias", "uncertain-bias"], moreClipCount: 3 });
    const needed = (n: number) => -studentQuantile({ probability: most / 100, degreesOfFreedom: n - 1 }) * Math.sqrt(8 / 33 / n);
    expect([needed(14) > 2 / 3, needed(15) < 2 / 3]).toEqual([true, true]);
    expect(fifty).toMatchObject({ verdict: "fine", reasons: ["large-bias-ruled-out", "criteria-uncertain"], drivingCriterionIds: [] });
  });

  test("have errors that eight clips estimate badly: four standard errors are certain for one criterion, not for one of ten", () => {
    // mean 0.75, s² = 1.5 ÷ 7: z = 4.58; of two a bias has to be t₇ = 4.05 standard errors out, of ten 5.42 (a normal one 3.29)
    const bias = [1, 1, 0, 1, 1, 0, 1, 1];
    const flat = [0, 0, 0, 1, 0, 0, 0, -1];
    expect(of(beside(bias, flat)).criteria[0]).toMatchObject({ biasLevels: { z: expect.closeTo(4.58, 2) }, verdict: "recalibrate" });
    expect(of(beside(bias, ...Array.from({ length: 9 }, () => flat)))).toMatchObject({ verdict: "fine", criteria: [{ verdict: "watch", reasons: ["large-bias", "uncertain-bias"] }, ...new Array<object>(9).fill({ verdict: "fine" })] });
  });

  // By normal cut-offs, and with size alone speaking for the rater, 306 of 400 such raters were watched and 47 were to recalibrate.
  test.each([0.6, 0.9])("ten of them and eight clips alarm of hardly any rater without bias, whose levels stray by %d", (deviation) => {
    const raters = Array.from({ length: 120 }, (_, rater) => {
      const draws = normalDraws({ seed: 5, stream: [rater], count: 80 }).map((value) => Math.max(-3, Math.min(3, Math.round(deviation * value))) + 0);
      return against(Array.from({ length: 8 }, (__, clip) => draws.slice(10 * clip, 10 * clip + 10)), `rater-${String(rater).padStart(3, "0")}`);
    });
    const [{ rubric, gold } = against([])] = raters;
    const answer = severity({ rubric, gold, ratings: raters.flatMap(({ ratings }) => ratings) });
    const count = (verdict: string): number => answer.raters.filter((one) => one.verdict === verdict).length;
    // the mean over criteria is passed by t₇ beyond 2.58: 3.6 %, the ten criteria by 1 %
    expect(answer.expectedFalseAlarmCount).toBeCloseTo(120 * (2 * studentProbability({ t: -2.58, degreesOfFreedom: 7 }) + most), 10);
    expect([count("recalibrate") <= 2, count("watch") <= 12]).toEqual([true, true]);
  });

  test("once the rarest passes, the next needs less: a bias that fails among two passes as the only one left", () => {
    // 28 clips: 2.80 standard errors among one, 3.06 among two
    const near = Array.from({ length: 28 }, (_, clip) => (clip % 4 === 0 ? 1 : 0));
    const certain = Array.from({ length: 28 }, () => 1);
    expect(of(single(near)).overall.biasLevels).toMatchObject({ z: expect.closeTo(3, 10) });
    expect(of(beside(near, near.map(() => 0))).criteria[0]?.reasons).toEqual(["large-bias-ruled-out"]);
    expect(of(beside(near, certain)).criteria[0]?.reasons).toEqual(["certain-bias", "small-bias"]);
  });

  test("go by how rare a bias is, not by its standard errors: 3.1 of them on forty clips are rarer than 3.4 on eight", () => {
    const rows = Array.from({ length: 40 }, (_, clip) => [clip % 5 === 0 ? 1 : 0, clip < 8 ? [1, 1, 0, 1, 1, 0, 1, 0][clip] ?? 0 : null]);
    expect(of(rows).criteria).toMatchObject([{ biasLevels: { z: expect.closeTo(3.12, 2) }, reasons: ["certain-bias", "small-bias"] }, { biasLevels: { n: 8, z: expect.closeTo(3.42, 2) }, reasons: ["large-bias", "uncertain-bias"] }]);
  });

  test("with too few clips of their own are told, and named in a rater who is fine", () => {
    const rows = Array.from({ length: 10 }, (_, clip) => [clip % 5 === 0 ? 1 : 0, clip < 3 ? 0 : null]);
    expect(of(rows)).toMatchObject({ verdict: "fine", reasons: ["large-bias-ruled-out", "criteria-too-few-clips"], criteria: [{ verdict: "fine" }, { verdict: "insufficient", moreClipCount: 5, biasLevels: { n: 3 } }] });
  });

  test("count in comparisons, and the false alarms to be expected are told", () => {
    const raters = Array.from({ length: 13 }, (_, rater) => against(beside(plus, plus, minus), `rater-${String(rater).padStart(2, "0")}`));
    const [{ rubric, gold } = against([])] = raters;
    const many = severity({ rubric, gold, ratings: raters.flatMap(({ ratings }) => ratings) });
    expect(many).toMatchObject({ comparisonCount: 52, warnings: ["many-comparisons"] });
    expect(many.expectedFalseAlarmCount).toBeCloseTo(13 * (2 * studentProbability({ t: -2.58, degreesOfFreedom: 9 }) + most), 12);
  });
});

describe("scales", () => {
  test("of different length are warned of; a step counts by the scale's own steps, also where level numbers have gaps", () => {
    const rubric = rubricOf({ short: [0, 10, 20], long: [1, 2, 3, 4, 5] });
    const clips = Array.from({ length: 8 }, (_, clip) => clipId(clip));
    const gold = clips.flatMap((subjectId) => [{ subjectId, criterionId: "short", level: 10 }, { subjectId, criterionId: "long", level: 2 }]);
    const ratings = clips.flatMap((subjectId) => [{ subjectId, raterId: "ana", criterionId: "short", level: 20 }, { subjectId, raterId: "ana", criterionId: "long", level: 3 }]);
    const answer = severity({ rubric, gold, ratings });
    expect(answer.warnings).toEqual(["scales-differ"]);
    expect(answer.raters[0]).toMatchObject({ overall: { biasLevels: { estimate: 1 }, biasSpanRatio: 0.375, withinOneFraction: { estimate: 1 } }, criteria: [{ criterionId: "short", biasSpanRatio: 0.5 }, { criterionId: "long", biasSpanRatio: 0.25 }] });
  });
});

describe("what is missing", () => {
  const { rubric, gold, ratings } = against(single([0, 0, 0, 0, 0, 0, 0, 0]));
  test("ratings without gold are counted and left out; a rater with no others is insufficient, not fine", () => {
    const elsewhere = (raterId: string): RatedLevel => ({ subjectId: "live-1", raterId, criterionId: "criterion-00", level: 7 });
    const { raters } = severity({ rubric, gold, ratings: [...ratings, elsewhere("ana"), elsewhere("ben")] });
    expect(raters).toMatchObject([
      { raterId: "ana", ratingCount: 9, withoutGoldCount: 1, clipCount: 8, verdict: "fine" },
      { raterId: "ben", ratingCount: 1, withoutGoldCount: 1, clipCount: 0, verdict: "insufficient", moreClipCount: 8, overall: { biasLevels: { estimate: null, reason: "too-few-observations", n: 0, needed: 2 }, biasSpanRatio: null, exactFraction: { estimate: null } } },
    ]);
  });
  test("criteria without gold are named", () => {
    expect(severity({ rubric: rubricOf({ "criterion-00": [1, 2, 3, 4, 5, 6, 7], asks: [1, 2, 3] }), gold, ratings: [...ratings, { subjectId: "clip-000", raterId: "ana", criterionId: "asks", level: 3 }] }))
      .toMatchObject({ criteriaWithoutGold: ["asks"], raters: [{ withoutGoldCount: 1, criteria: [{ criterionId: "criterion-00" }] }] });
  });
  test("no ratings: no raters; no gold: everyone is insufficient", () => {
    expect(severity({ rubric, gold, ratings: [] })).toMatchObject({ raters: [], comparisonCount: 0, expectedFalseAlarmCount: 0, goldClipCount: 8 });
    expect(severity({ rubric, gold: [], ratings })).toMatchObject({ raters: [{ verdict: "insufficient", criteria: [] }], goldClipCount: 0, criteriaWithoutGold: ["criterion-00"] });
  });
});

test.each<[string, object, string, readonly string[]]>([
  ["a level in percent", { confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
  ["a rule by which one clip is enough", { rule: { minimumClipCount: 1 } }, "input.too_small", ["rule", "minimumClipCount"]],
  ["a bias of nothing as large", { rule: { largeBiasLevels: 0 } }, "input.too_small", ["rule", "largeBiasLevels"]],
  ["a key that is not known", { rule: { z: 3 } }, "input.unrecognized_keys", ["rule", "z"]],
])("refuses %s", (_, part, code, path) => { refuses(() => raterSeverity({ ...against(single([0])), ...at95, ...part }), { code, path }); });

describe("laws", () => {
  const table = fc.integer({ min: 1, max: 4 }).chain((criteria) => fc.array(fc.array(fc.option(fc.integer({ min: -3, max: 3 }), { freq: 5 }), { minLength: criteria, maxLength: criteria }), { minLength: 1, maxLength: 14 }));

  test("the order of gold and ratings does not matter", () => fc.assert(fc.property(table, fc.func(fc.integer()), (rows, key) => {
    const { rubric, gold, ratings } = against(rows);
    const mixed = <One,>(list: readonly One[]): One[] => list.map((one) => ({ one, key: key(JSON.stringify(one)) })).sort((left, right) => left.key - right.key).map(({ one }) => one);
    expect(severity({ rubric, gold: mixed(gold), ratings: mixed(ratings) })).toEqual(severity({ rubric, gold, ratings }));
  })));

  test("differences of the other sign mirror the biases, and nothing else", () => fc.assert(fc.property(table, (rows) => {
    const [straight, mirrored] = [rows, rows.map((row) => row.map((difference) => (difference === null ? null : -difference)))].map((one) => severity(against(one)));
    straight?.raters.forEach((rater, index) => {
      const other = mirrored?.raters[index];
      expect(other).toMatchObject({ verdict: rater.verdict, reasons: rater.reasons, moreClipCount: rater.moreClipCount, drivingCriterionIds: rater.drivingCriterionIds, overall: { exactFraction: rater.overall.exactFraction, withinOneFraction: rater.overall.withinOneFraction } });
      const [bias, back] = [rater.overall.biasLevels, other?.overall.biasLevels];
      if (bias.estimate === null || back?.estimate === null || back === undefined) return;
      expect([back.estimate, back.confidence.lower, back.confidence.upper]).toEqual([expect.closeTo(-bias.estimate, 12), expect.closeTo(-bias.confidence.upper, 12), expect.closeTo(-bias.confidence.lower, 12)]);
    });
  })));

  test("a rater's answer does not depend on who else is in the call", () => fc.assert(fc.property(table, (rows) => {
    const { rubric, gold, ratings } = against(rows);
    const others = ratings.map((rating) => ({ ...rating, raterId: "ben", level: 7 }));
    expect(severity({ rubric, gold, ratings: [...others, ...ratings] }).raters[0]).toEqual(severity({ rubric, gold, ratings }).raters[0]);
  })));
});
