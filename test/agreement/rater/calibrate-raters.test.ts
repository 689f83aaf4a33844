import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calibrateRaters, RATER_CALIBRATION_LIMITS, type RaterCalibration, type RaterCalibrationRequest, type RaterCalibrationResult, type RatedLevel } from "coachkit/agreement";
import type { Criterion, Rubric } from "coachkit/rubric";
import { fProbability, normalDraws, studentProbability, studentQuantile } from "coachkit/statistics";
import { severityCodes, usualRule } from "../../../src/agreement/rater/calibration-rule.js";
import { holm } from "../../../src/agreement/rater/criterion-severity.js";
import { refuses } from "../../refusal.js";
import { criterion, oneToOne, scale } from "../../rubric/one-to-one.js";
import { levels, panelLevels } from "../panel.js";

const rubricOf = (...criteria: readonly Criterion[]): Rubric => ({ ...oneToOne, criteria });
const one = rubricOf(criterion("asks", 1));
const asks = (...rows: readonly string[]): readonly RatedLevel[] => levels(["asks"], ...rows);
const four = ["asks", "listens", "agrees", "follows-up"];

const calibrate = (ratings: readonly RatedLevel[], more: Partial<RaterCalibrationRequest> = {}): RaterCalibrationResult => calibrateRaters({ rubric: oneToOne, ratings, method: "additive", confidenceLevel: 0.95, ...more });
const done = (result: RaterCalibrationResult): RaterCalibration => {
  if (result.raters === null) throw new Error(result.reason);
  return result;
};
const rasch = { method: "many-facet-rasch" } as const;
const verdicts = ({ raters }: RaterCalibration) => raters.map(({ raterId, verdict, reasons }) => [raterId, verdict, reasons.map(({ code, criterionId }) => (criterionId === null ? code : `${code}: ${criterionId}`))]);
const severityOf = (result: RaterCalibration, raterId: string): number => result.raters.find((rater) => rater.raterId === raterId)?.severityLevels.estimate ?? NaN;
const close = (value: number) => expect.closeTo(value, 9) as number;

/** Least squares by brute force: the normal equations of subject, criterion and rater as plain dummies, the sums of the last two fixed to 0, solved by elimination. */
function bruteForce(ratings: readonly RatedLevel[]) {
  const ids = (key: "subjectId" | "criterionId" | "raterId") => [...new Set(ratings.map((rating) => rating[key]))].sort();
  const [subjects, criteria, raters] = [ids("subjectId"), ids("criterionId"), ids("raterId")];
  const size = subjects.length + criteria.length + raters.length;
  const rows = ratings.map(({ subjectId, criterionId, raterId, level }) => {
    const row = Array.from({ length: size }, () => 0);
    row[subjects.indexOf(subjectId)] = 1;
    row[subjects.length + criteria.indexOf(criterionId)] = -1;
    row[subjects.length + criteria.length + raters.indexOf(raterId)] = -1;
    return { row, level };
  });
  const system = Array.from({ length: size }, (_, left) => [...Array.from({ length: size }, (__, right) => rows.reduce((sum, { row }) => sum + (row[left] ?? 0) * (row[right] ?? 0), 0)), rows.reduce((sum, { row, level }) => sum + (row[left] ?? 0) * level, 0)]);
  const fixed = (begin: number, count: number) => { for (let row = begin; row < begin + count; row += 1) for (let column = begin; column < begin + count; column += 1) (system[row] as number[])[column] = (system[row]?.[column] ?? 0) + 1; };
  fixed(subjects.length, criteria.length);
  fixed(subjects.length + criteria.length, raters.length);
  for (let pivot = 0; pivot < size; pivot += 1) {
    const best = system.findIndex((row, place) => place >= pivot && Math.abs(row[pivot] ?? 0) === Math.max(...system.slice(pivot).map((other) => Math.abs(other[pivot] ?? 0))));
    [system[pivot], system[best]] = [system[best] as number[], system[pivot] as number[]];
    for (let row = 0; row < size; row += 1) {
      if (row === pivot) continue;
      const factor = (system[row]?.[pivot] ?? 0) / (system[pivot]?.[pivot] ?? NaN);
      system[row] = (system[row] as number[]).map((value, column) => value - factor * (system[pivot]?.[column] ?? 0));
    }
  }
  const solution = system.map((row, place) => (row.at(-1) ?? NaN) / (row[place] ?? NaN));
  return { severities: new Map(raters.map((id, place) => [id, solution[subjects.length + criteria.length + place] ?? NaN])) };
}

describe("calibrateRaters", () => {
  // Differences kim − lee of 1, 2, 0, 1: mean 1, variance 2/3; severities are half of it, their error √(2/3 ÷ 4) ÷ 2, with 3 degrees of freedom.
  test("additive, two raters of the same clips: half their mean difference each, with the error of paired scores", () => {
    const { raters, separation, warnings } = done(calibrate(asks("a: kim 5, lee 4", "b: kim 4, lee 2", "c: kim 3, lee 3", "d: kim 5, lee 4")));
    const error = Math.sqrt(2 / 3 / 4) / 2;
    const t = studentQuantile({ probability: 0.975, degreesOfFreedom: 3 });
    expect(raters[1]).toMatchObject({
      raterId: "lee", ratingCount: 4, comparedRatingCount: 4, meanLevel: 3.25, severityLogits: null, z: close(0.5 / error), fromMedianLevels: close(0.5),
      severityLevels: { estimate: close(0.5), standardError: close(error), confidence: { lower: close(0.5 - t * error), upper: close(0.5 + t * error), level: 0.95 }, n: 4, method: "least-squares", warnings: [] },
    });
    // residuals of half a difference from their mean: mean squares of 1, on 4 · 3 ÷ 8 degrees of freedom each
    for (const { fit } of raters) expect(fit).toEqual({ infit: close(1), outfit: close(1), infitScore: close(Math.sqrt(4 / 3) / 3), outfitScore: close(Math.sqrt(4 / 3) / 3), n: 4 });
    // for two raters F is the square of the paired t
    expect(separation).toMatchObject({ f: close((0.5 / error) ** 2), numeratorFreedom: 1, denominatorFreedom: 3, pValue: close(2 * studentProbability({ t: -0.5 / error, degreesOfFreedom: 3 })) });
    expect(warnings).toEqual(["two-raters", "few-subjects", "few-degrees-of-freedom"]);
  });

  // Of two levels 1 and 2 of a clip, given that one is 2, the odds are e^(difference of severities), however good the clip: three against one.
  test("many-facet Rasch, two raters: their distance is the log-odds among clips at which one of them gave the higher level", () => {
    const result = done(calibrate(asks("a: kim 2, lee 1", "b: kim 2, lee 1", "c: kim 2, lee 1", "d: kim 1, lee 2", "e: kim 2, lee 2", "f: kim 1, lee 1"), rasch));
    const [severity, error] = [Math.log(3) / 2, Math.sqrt(1 / 3 + 1) / 2];
    // in the middle, where a rater of mean severity gives either level as often, this one gives the higher one with 1 ÷ (1 + √3)
    const [higher, slope] = [1 / (1 + Math.sqrt(3)), Math.sqrt(3) / (1 + Math.sqrt(3)) ** 2];
    expect(result.raters[1]).toMatchObject({
      severityLogits: { estimate: close(severity), standardError: close(error), method: "conditional" }, z: close(severity / error),
      severityLevels: { estimate: close(0.5 - higher), standardError: close(slope * error), confidence: { upper: close(0.5 - 1 / (1 + Math.exp(severity + 1.959963984540054 * error))) }, method: "expected-level" },
    });
    expect(result.separation).toMatchObject({ f: close((severity / error) ** 2), numeratorFreedom: 1, denominatorFreedom: null, pValue: expect.closeTo(2 * studentProbability({ t: -severity / error, degreesOfFreedom: 1e9 }), 8) as number });
    expect(result.warnings).toEqual(["two-raters", "few-subjects", "unused-levels", "rarely-used-levels"]);
  });

  test("additive severities are the least squares of brute force, with raters drawn and ratings missing", () => {
    const ratings = panelLevels({ severities: [0.6, 0, -0.3, 0.1], criterionIds: ["asks", "listens", "agrees"], subjectCount: 12, ratersPerSubject: 2, seed: 5 }).filter((_, index) => index % 7 !== 3);
    const { severities } = bruteForce(ratings);
    for (const { raterId, severityLevels } of done(calibrate(ratings)).raters) expect(severityLevels.estimate).toBeCloseTo(severities.get(raterId) ?? NaN, 9);
  });

  test("for a complete table the test of separation is the F of the analysis of variance", () => {
    const rows = [[5, 4, 5], [4, 3, 4], [3, 2, 3], [5, 3, 4], [4, 4, 5], [3, 1, 2]];
    const mean = rows.flat().reduce((sum, level) => sum + level, 0) / 18;
    const raterMeans = [0, 1, 2].map((rater) => rows.reduce((sum, row) => sum + (row[rater] ?? 0), 0) / 6);
    const between = 6 * raterMeans.reduce((sum, own) => sum + (own - mean) ** 2, 0);
    const rest = rows.reduce((sum, row) => { const own = row.reduce((all, level) => all + level, 0) / 3; return sum + row.reduce((squares, level, rater) => squares + (level - own - (raterMeans[rater] ?? 0) + mean) ** 2, 0); }, 0);
    const f = between / 2 / (rest / 10);
    const { separation } = done(calibrate(asks(...rows.map((row, clip) => `c${String(clip)}: ${row.map((level, rater) => `r${String(rater)} ${String(level)}`).join(", ")}`))));
    expect(separation).toMatchObject({ f: close(f), numeratorFreedom: 2, denominatorFreedom: 10, pValue: close(1 - fProbability({ f, numeratorFreedom: 2, denominatorFreedom: 10 })), isBeyondChance: true });
  });

  test("raters who do not differ are not told apart", () => {
    const result = done(calibrate(panelLevels({ severities: [0, 0, 0, 0], criterionIds: four, subjectCount: 30, seed: 8 }), rasch));
    expect(result.separation).toMatchObject({ isBeyondChance: false });
    expect(verdicts(result)).toEqual(["r0", "r1", "r2", "r3"].map((id) => [id, "fine", []]));
  });

  describe("verdicts", () => {
    test.each(["additive", "many-facet-rasch"] as const)("%s: the harsh rater is to be recalibrated, the slightly harsh one watched, the others are fine", (method) => {
      expect(verdicts(done(calibrate(panelLevels({ severities: [0, 1, 0.35, 0, 0], criterionIds: four, subjectCount: 40, seed: 2 }), { method })))).toEqual([
        ["r0", "fine", []], ["r1", "recalibrate", ["harsh", "beyond-chance"]], ["r2", "watch", ["beyond-chance"]], ["r3", "fine", []], ["r4", "fine", []],
      ]);
    });

    // Their mean severity is 2/3 by the harsh one alone, and the two others lie more than half a level from it.
    test("one rater who is far out does not make the others lenient", () => {
      const result = done(calibrate(panelLevels({ severities: [0, 1.9, 0], criterionIds: four, subjectCount: 40, seed: 3 })));
      expect(severityOf(result, "r0")).toBeLessThan(-0.5);
      expect(result.raters[0]?.z).toBeLessThan(-2.58);
      expect(verdicts(result)).toEqual([["r0", "fine", []], ["r1", "recalibrate", ["harsh", "beyond-chance"]], ["r2", "fine", []]]);
      expect(Math.abs(result.raters[0]?.fromMedianLevels ?? NaN)).toBeLessThan(0.2);
    });

    test("of two raters neither is right: both are off, to either side, and who should recalibrate cannot be told", () => {
      expect(verdicts(done(calibrate(panelLevels({ severities: [0.7, -0.7], criterionIds: four, subjectCount: 30, seed: 4 }))))).toEqual([["r0", "watch", ["harsh", "beyond-chance"]], ["r1", "watch", ["lenient", "beyond-chance"]]]);
    });

    test("a large severity from few noisy ratings is watched, not certain", () => {
      expect(verdicts(done(calibrate(asks("a: kim 5, lee 1", "b: kim 2, lee 4", "c: kim 5, lee 3", "d: kim 2, lee 3", "e: kim 4, lee 1", "f: kim 5, lee 2", "g: kim 3, lee 4", "h: kim 5, lee 2"))))).toEqual([["kim", "watch", ["lenient"]], ["lee", "watch", ["harsh"]]]);
    });

    test("raters who always differ by one level have no error, and are off for sure", () => {
      const rows = Array.from({ length: 8 }, (_, clip) => `c${String(clip)}: kim ${String(2 + (clip % 4))}, lee ${String(1 + (clip % 4))}`);
      const result = done(calibrate(asks(...rows)));
      expect(verdicts(result)).toEqual([["kim", "watch", ["lenient", "beyond-chance"]], ["lee", "watch", ["harsh", "beyond-chance"]]]);
      expect(result).toMatchObject({ separation: null, raters: [{ z: null, fit: null }, { z: null }], warnings: ["two-raters", "few-subjects", "no-residual-variation", "few-degrees-of-freedom"] });
      // one rating fewer is not enough to say so
      expect(verdicts(done(calibrate(asks(...rows.slice(1)))))).toEqual([["kim", "insufficient", ["few-subjects"]], ["lee", "insufficient", ["few-subjects"]]]);
    });

    test("raters who say the same of everything are fine, without an error", () => {
      expect(verdicts(done(calibrate(asks(...Array.from({ length: 8 }, (_, clip) => `c${String(clip)}: kim ${String(1 + (clip % 4))}, lee ${String(1 + (clip % 4))}`)))))).toEqual([["kim", "fine", []], ["lee", "fine", []]]);
    });

    test("ratings of subjects whom nobody else rated do not count as enough", () => {
      const ratings = [...asks(...Array.from({ length: 9 }, (_, clip) => `c${String(clip)}: kim ${String(2 + (clip % 3))}, lee ${String(2 + ((clip + 1) % 3))}`)), ...asks("c0: new 3", "c1: new 2", ...Array.from({ length: 20 }, (_, clip) => `own-${String(clip)}: new 3`))];
      expect(done(calibrate(ratings)).raters[2]).toMatchObject({ raterId: "new", ratingCount: 22, comparedRatingCount: 2, verdict: "insufficient", reasons: [{ code: "few-subjects", criterionId: null }] });
    });

    test("a subject rated at two criteria by one rater alone is not compared", () => {
      const ratings = levels(["asks", "listens"], "a: kim 3 4, lee 2 3", "b: kim 4 5, lee 4 3", "c: kim 2 2", "d: kim 4 1, lee 2 -");
      const result = done(calibrate(ratings));
      expect(result.raters.map(({ raterId, ratingCount, comparedRatingCount }) => [raterId, ratingCount, comparedRatingCount])).toEqual([["kim", 8, 6], ["lee", 5, 5]]);
      expect(result.warnings).toContain("few-subjects");
    });

    test("ten subjects with two raters are not few, nine and some with one rater are", () => {
      const both = Array.from({ length: 10 }, (_, clip) => `c${String(clip)}: kim ${String(2 + (clip % 3))}, lee ${String(2 + (clip % 2))}`);
      expect(done(calibrate(asks(...both))).warnings).toEqual(["two-raters", "few-degrees-of-freedom"]);
      expect(done(calibrate(asks(...both.slice(1), "x: kim 3", "y: kim 2"))).warnings).toContain("few-subjects");
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: levels that stray are erratic, levels that stray too little predictable, which is told and no reason to act", (method) => {
      const result = done(calibrate(panelLevels({ severities: [0, 0, 0, 0, 0], criterionIds: four, subjectCount: 40, noise: [0.7, 0.7, 1.6, 0.15, 0.7], seed: 6 }), { method }));
      expect(verdicts(result).slice(2, 4)).toEqual([["r2", "watch", ["erratic"]], ["r3", "fine", ["predictable"]]]);
      expect(result.raters[2]?.misfits).toEqual(["noisy"]);
      expect(result.raters[3]?.misfits).toEqual(["too-regular"]);
    });

    test("mean squares of the additive model are those of the residuals: 1 on average, weighted by ratings", () => {
      const { raters } = done(calibrate(panelLevels({ severities: [0, 0.4, 0], criterionIds: four, subjectCount: 20, ratersPerSubject: 2, seed: 7 })));
      expect(raters.reduce((sum, { fit }) => sum + (fit?.infit ?? NaN) * (fit?.n ?? NaN), 0) / raters.reduce((sum, { fit }) => sum + (fit?.n ?? NaN), 0)).toBeCloseTo(1, 9);
    });

    test("who gives the middle to everyone is seen, and who gives one end has no severity in log-odds", () => {
      const others = panelLevels({ severities: [0, 0, 0], criterionIds: ["asks"], subjectCount: 30, seed: 9 });
      const same = (raterId: string, level: number) => others.filter((rating) => rating.raterId === "r0").map((rating) => ({ ...rating, raterId, level }));
      const result = done(calibrate([...others, ...same("mid", 3), ...same("top", 5)], rasch));
      expect(result.raters.find(({ raterId }) => raterId === "mid")?.reasons.map(({ code }) => code)).toContain("one-level-used");
      expect(result.raters.find(({ raterId }) => raterId === "top")).toMatchObject({ severityLogits: { estimate: null, reason: "all-highest" }, severityLevels: { estimate: null, reason: "all-highest" }, z: null, fromMedianLevels: null, fit: null, verdict: "watch", reasons: [{ code: "lenient", criterionId: null }, { code: "one-level-used", criterionId: null }] });
      expect(result.warnings).toContain("raters-without-severity");
      // the raw mean still counts what top gave, the adjusted one does not
      const plain = done(calibrate([...others, ...same("mid", 3)], rasch));
      expect(result.subjects[0]?.adjustedMeanLevel).toEqual(plain.subjects[0]?.adjustedMeanLevel);
      expect(result.subjects[0]?.rawMeanLevel).toBeGreaterThan(plain.subjects[0]?.rawMeanLevel ?? NaN);
    });

    test("a rule of the caller's own decides, and says so", () => {
      const ratings = panelLevels({ severities: [0, 1, 0.35, 0, 0], criterionIds: four, subjectCount: 40, seed: 2 });
      const strict = done(calibrate(ratings, { rule: { largeSeverityLevels: 0.1, certainZ: 2 } }));
      expect(strict.assumptions).toEqual({ rule: { largeSeverityLevels: 0.1, certainZ: 2, minimumSubjectCount: 8 }, fitRange: { lowest: 0.5, highest: 1.5 } });
      expect(verdicts(strict)[2]).toEqual(["r2", "recalibrate", ["harsh", "beyond-chance"]]);
      expect(verdicts(done(calibrate(ratings, { rule: { minimumSubjectCount: 41 } })))[1]).toEqual(["r1", "insufficient", ["few-subjects"]]);
      expect(done(calibrate(ratings, { rule: { minimumSubjectCount: 40 } })).raters[1]?.verdict).toBe("recalibrate");
      expect(done(calibrate(ratings, { fitRange: { lowest: 0.99, highest: 1.01 } })).assumptions.fitRange).toEqual({ lowest: 0.99, highest: 1.01 });
    });
  });

  describe("the criteria of one look go together", () => {
    /** Rows are clips, digits raters; one criterion of each look is a level higher. */
    const looks = (...rows: readonly string[]) => levels(four, ...rows.map((row, clip) => `c${String(clip)}: ${[...row].map((level, rater) => `r${String(rater)} ${four.map((_, place) => String(Number(level) + ((place + rater + clip) % 4 === 2 ? 1 : 0))).join(" ")}`).join(", ")}`));

    // Nobody is harsh, but each rater thinks well or ill of a clip on the whole: standard deviation 0.7, beside 0.5 for a single level.
    const haloed = (seed: number, subjectCount: number, raterCount: number): readonly RatedLevel[] => {
      const draws = (stream: string, count: number) => normalDraws({ seed, stream: [stream], count });
      const [abilities, halos, errors] = [draws("abilities", subjectCount), draws("halos", subjectCount * raterCount), draws("levels", subjectCount * raterCount * four.length)];
      return errors.map((error, place) => {
        const look = Math.floor(place / four.length);
        const subject = Math.floor(look / raterCount);
        return { subjectId: `clip-${String(subject)}`, raterId: `r${String(look % raterCount)}`, criterionId: four[place % four.length] ?? "", level: Math.max(1, Math.min(5, Math.round(3 + 0.7 * (abilities[subject] ?? 0) + 0.7 * (halos[look] ?? 0) + 0.5 * error))) };
      });
    };

    // Were criteria independent, more than half of these would be said to differ beyond chance.
    test.each(["additive", "many-facet-rasch"] as const)("%s: a halo makes no rater harsh for sure", (method) => {
      const results = Array.from({ length: 40 }, (_, seed) => done(calibrate(haloed(seed + 1, 12, 4), { method })));
      expect(results.filter(({ separation }) => separation?.isBeyondChance === true).length).toBeLessThanOrEqual(5);
      expect(results.flatMap(({ raters }) => raters).filter(({ verdict }) => verdict === "recalibrate").length).toBeLessThanOrEqual(4);
    });

    // By hand from the twelve means of looks, as if each were one rating: s² = Σ (m − m_clip − m_rater + m)² ÷ (clips − 1)(raters − 1), error² = s² (R − 1) ÷ (R · clips).
    test("in a complete table errors are those of the looks' means, by Student's t of their degrees of freedom", () => {
      const ratings = looks("421", "344", "232", "143");
      const mean = (match: (rating: RatedLevel) => boolean) => { const found = ratings.filter(match); return found.reduce((sum, { level }) => sum + level, 0) / found.length; };
      let squares = 0;
      for (const subjectId of ["c0", "c1", "c2", "c3"]) for (const raterId of ["r0", "r1", "r2"]) squares += (mean((one) => one.subjectId === subjectId && one.raterId === raterId) - mean((one) => one.subjectId === subjectId) - mean((one) => one.raterId === raterId) + mean(() => true)) ** 2;
      const standardError = Math.sqrt((squares / 6) * (2 / 3 / 4));
      const { raters, separation } = done(calibrate(ratings));
      for (const { severityLevels } of raters) {
        const lower = (severityLevels.estimate ?? NaN) - studentQuantile({ probability: 0.975, degreesOfFreedom: 6 }) * standardError;
        expect(severityLevels).toMatchObject({ standardError: close(standardError), confidence: { lower: close(lower) } });
      }
      expect(separation?.denominatorFreedom).toBe(6);
    });

    // 2.58 is left by 0.49 % to either side: by chance alone Student's t of three degrees of freedom goes as far as 5.86 so rarely.
    test("few degrees of freedom ask for a score as rare as that of the rule", () => {
      const codes = (score: number, freedom: number | null) => severityCodes({ levels: 0.6, z: score, freedom }, usualRule);
      expect([codes(2.6, null), codes(2.6, 3), codes(5.8, 3), codes(5.95, 3), codes(-5.95, 3)]).toEqual([["harsh", "beyond-chance"], ["harsh"], ["harsh"], ["harsh", "beyond-chance"], ["harsh", "beyond-chance"]]);
    });

    test("looks that agree by chance more than single levels do make nobody surer, and one criterion alone is as it was", () => {
      // clip and rater say all of a look's mean; only its single levels stray
      for (const { severityLevels } of done(calibrate(looks("432", "321", "432", "432"))).raters) expect(severityLevels).toMatchObject({ standardError: expect.closeTo(0.1, 1) as number });
      expect(done(calibrate(looks("432", "321", "432", "432"))).separation?.pValue).toBeGreaterThan(0);
      const ratings = panelLevels({ severities: [0, 0.3, 0], criterionIds: ["asks"], subjectCount: 12, seed: 5 });
      expect(done(calibrate(ratings, rasch)).separation?.denominatorFreedom).toBeNull();
      expect(done(calibrate(ratings)).separation?.denominatorFreedom).toBe(22);
    });

    test("with few looks certainty asks for more than with many: 2.58 standard errors of three degrees of freedom are no hundredth", () => {
      const few = { minimumSubjectCount: 2, largeSeverityLevels: 0.1 };
      const ratings = looks("3223", "4232");
      const { raters, warnings } = done(calibrate(ratings, { rule: few }));
      expect(Math.max(...raters.map(({ z }) => Math.abs(z ?? NaN)))).toBeGreaterThan(1);
      expect(raters.flatMap(({ reasons }) => reasons.map(({ code }) => code))).not.toContain("beyond-chance");
      expect(warnings).toContain("few-degrees-of-freedom");
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: two clips are two, however many criteria: insufficient", (method) => {
      const result = done(calibrate(haloed(3, 2, 4), { method }));
      expect(result.raters[0]).toMatchObject({ comparedRatingCount: 8, comparedSubjectCount: 2, verdict: "insufficient", reasons: [{ code: "few-subjects", criterionId: null }] });
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: not one look beyond the parameters gives no error, and so no comparison", (method) => {
      expect(calibrate(levels(four, "a: kim 3 4 2 3, lee 2 4 3 2"), { method })).toMatchObject({ raters: null, reason: "too-few-ratings" });
    });

    test("a panel in two halves is told: mean and median lie between them", () => {
      const split = (severities: readonly number[]) => done(calibrate(panelLevels({ severities, criterionIds: four, subjectCount: 40, seed: 21 }))).warnings;
      expect(split([0.6, 0.6, -0.6, -0.6])).toContain("split-panel");
      expect(split([0.9, 0, 0, -0.9])).not.toContain("split-panel");
      expect(split([0.6, 0.6, 0.6, -0.6, -0.6])).not.toContain("split-panel");
    });

    // Of three, one lies six tenths from the others: four tenths from a mean that holds it too.
    test("half a level is half a level from the others", () => {
      const { raters } = done(calibrate(panelLevels({ severities: [0.62, 0, 0], criterionIds: four, subjectCount: 60, seed: 23 })));
      expect(raters[0]?.severityLevels.estimate ?? NaN).toBeLessThan(0.5);
      expect(raters[0]).toMatchObject({ verdict: "recalibrate", reasons: [{ code: "harsh" }, { code: "beyond-chance" }] });
    });
  });

  describe("severity at single criteria", () => {
    // asks less listens: kim's 1, −1, 1, 1, lee's −1, 1, 1, −1; differences 2, −2, 0, 2: mean ½, variance 11/3; half of it, negative for kim.
    test("two raters, two criteria, by hand: half the mean difference of deviations, with the error of paired scores", () => {
      const { criterionSeverities } = done(calibrate(levels(["asks", "listens"], "a: kim 4 3, lee 3 4", "b: kim 3 4, lee 3 2", "c: kim 4 3, lee 4 3", "d: kim 2 1, lee 2 3")));
      const [estimate, error] = [1 / 4, Math.sqrt(11 / 3 / 4) / 2];
      const pValue = 2 * studentProbability({ t: -estimate / error, degreesOfFreedom: 3 });
      expect(criterionSeverities[0]).toEqual({
        raterId: "kim", criterionId: "asks", estimate: close(-estimate), standardError: close(error), n: 4, method: "least-squares-within-rater", warnings: [], pValue: close(pValue), adjustedPValue: 1, isBeyondChance: false,
        confidence: { lower: close(-estimate - studentQuantile({ probability: 0.975, degreesOfFreedom: 3 }) * error), upper: expect.any(Number) as number, level: 0.95 },
      });
      expect(criterionSeverities.map((row) => [row.raterId, row.criterionId, row.estimate])).toEqual([["kim", "asks", close(-estimate)], ["kim", "listens", close(estimate)], ["lee", "asks", close(estimate)], ["lee", "listens", close(-estimate)]]);
    });

    test("Holm's correction multiplies the smallest by their number, the next by one less, never falling, at most 1", () => {
      expect(holm([0.02, 0.01, 0.03, 0.9])).toEqual([0.06, 0.04, 0.06, 0.9]);
      expect(holm([0.6, 0.5])).toEqual([1, 1]);
      expect(holm([])).toEqual([]);
    });

    test("in a complete table they are the doubly centered means, four thirds of them against the other three of four criteria", () => {
      const ratings = panelLevels({ severities: [0, 0.5, -0.2], criterionIds: four, subjectCount: 15, seed: 12 });
      const mean = (keeps: (rating: RatedLevel) => boolean) => { const kept = ratings.filter(keeps); return kept.reduce((sum, { level }) => sum + level, 0) / kept.length; };
      for (const { raterId, criterionId, estimate } of done(calibrate(ratings)).criterionSeverities) {
        const own = mean((rating) => rating.raterId === raterId && rating.criterionId === criterionId) - mean((rating) => rating.raterId === raterId) - mean((rating) => rating.criterionId === criterionId) + mean(() => true);
        expect(estimate).toBeCloseTo((-4 / 3) * own, 9);
      }
    });

    test("who is harsh at one criterion only is found there, and nowhere else, though a halo lies over all criteria", () => {
      const result = done(calibrate(panelLevels({ severities: [0, 0, 0, 0], criterionIds: four, subjectCount: 40, atCriterion: { rater: 2, criterion: 1, levels: 1.4 }, seed: 21 })));
      expect(result.criterionSeverities.filter((row) => row.estimate !== null && row.isBeyondChance && Math.abs(row.estimate) >= 0.5).map(({ raterId, criterionId }) => [raterId, criterionId])).toEqual([["r2", "listens"]]);
      for (const row of result.criterionSeverities) expect(row).toMatchObject({ isBeyondChance: row.estimate !== null && row.adjustedPValue <= 0.05 });
      expect(verdicts(result).map(([id, verdict, codes]) => [id, verdict, (codes as string[]).filter((code) => code.includes(":"))])).toEqual([["r0", "fine", []], ["r1", "fine", []], ["r2", "watch", ["harsh-at-criterion: listens"]], ["r3", "fine", []]]);
    });

    test("a criterion that one rater never saw shifts nobody's others: difficulty is taken off first", () => {
      // "follows-up" is two levels harder for everyone; r1 never rated it
      const hard = panelLevels({ severities: [0, 0, 0], criterionIds: four, subjectCount: 60, noise: [0.5, 0.5, 0.5], seed: 13 }).map((rating) => (rating.criterionId === "follows-up" ? { ...rating, level: Math.max(1, rating.level - 2) } : rating));
      const rows = done(calibrate(hard.filter(({ raterId, criterionId }) => raterId !== "r1" || criterionId !== "follows-up"))).criterionSeverities;
      expect(rows).toHaveLength(11);
      for (const { estimate } of rows) expect(Math.abs(estimate ?? NaN)).toBeLessThan(0.3);
    });

    test.each<[string, readonly RatedLevel[], string]>([
      ["one criterion", asks("a: kim 3, lee 2", "b: kim 4, lee 2", "c: kim 4, lee 4"), "one-criterion"],
      ["deviations that are always the same", levels(["asks", "listens"], "a: kim 3 2, lee 2 1", "b: kim 4 3, lee 2 1", "c: kim 4 3, lee 5 4"), "no-residual-variation"],
      ["each rater at a criterion of the same clips alone", levels(["asks", "listens"], "a: kim 3 -, lee - 2", "b: kim 4 -, lee - 1", "c: kim 3 4, lee 2 2", "d: kim 5 -, lee - 1"), "too-few-ratings"],
    ])("%s: none, with the reason", (_, ratings, reason) => {
      for (const row of done(calibrate(ratings)).criterionSeverities) expect(row).toMatchObject({ estimate: null, reason });
    });

    test("raters who share clips, but not at this criterion, are not compared at it", () => {
      const ratings = levels(["asks", "listens", "agrees"], ...Array.from({ length: 6 }, (_, clip) => (clip % 2 === 0 ? `c${String(clip)}: kim 3 ${String(1 + (clip % 5))} 4, lee ${String(2 + (clip % 3))} 3 -` : `c${String(clip)}: kim ${String(2 + (clip % 4))} 3 -, lee 3 4 ${String(1 + (clip % 3))}`)));
      const rows = done(calibrate(ratings)).criterionSeverities;
      for (const row of rows.filter(({ criterionId }) => criterionId === "agrees")) expect(row).toMatchObject({ estimate: null, reason: "raters-not-connected" });
      for (const row of rows.filter(({ criterionId }) => criterionId !== "agrees")) expect(row.estimate).not.toBeNull();
    });
  });

  describe("adjusted levels", () => {
    const rows = ["a: kim 5, lee 4", "b: kim 4, lee 2", "c: kim 3, lee 3", "d: kim 5, lee 4", "e: lee 2", "f: kim 3"];

    test("stand beside the raw ones: who met only the harsh rater would get back what was too little", () => {
      const { subjects } = done(calibrate(asks(...rows)));
      expect(subjects.map(({ subjectId, ratingCount, rawMeanLevel, adjustedMeanLevel, differenceLevels, fromRatersLevels }) => [subjectId, ratingCount, rawMeanLevel, adjustedMeanLevel.estimate, differenceLevels, fromRatersLevels])).toEqual([
        ["a", 2, 4.5, close(4.5), 0, 0], ["b", 2, 3, close(3), 0, 0], ["c", 2, 3, close(3), 0, 0], ["d", 2, 4.5, close(4.5), 0, 0], ["e", 1, 2, close(2.5), close(0.5), close(0.5)], ["f", 1, 3, close(2.5), close(-0.5), close(-0.5)],
      ]);
      expect(subjects[4]?.adjustedMeanLevel).toMatchObject({ n: 1, method: "fair-average", standardError: close(Math.sqrt(1 / 3) * Math.sqrt(1 + 1 / 8)) });
    });

    // Level 3 counts from two and a half on, met by the raw 3 of f and the adjusted 2.5 of both e and f.
    test("whose verdict would change is named, with what it was and would be; one half counts up", () => {
      const gate = rubricOf(criterion("asks", 1, { mustPass: { minimumLevel: 2 } }));
      expect(done(calibrate(asks(...rows), { rubric: gate })).wouldChange).toEqual([{ subjectId: "e", criterionId: "asks", kind: "compliant-from", thresholdLevel: 3, rawLevel: 2, adjustedLevel: close(2.5), change: "missed-to-met", leftOutRatingCount: 0 }]);
      const harsher = asks("a: kim 5, lee 3", "b: kim 4, lee 2", "c: kim 3, lee 2", "d: kim 5, lee 4", "e: lee 1", "f: kim 3");
      const { wouldChange, subjects } = done(calibrate(harsher, { rubric: gate }));
      expect(wouldChange).toEqual([
        { subjectId: "e", criterionId: "asks", kind: "must-pass", thresholdLevel: 2, rawLevel: 1, adjustedLevel: close(1.75), change: "missed-to-met", leftOutRatingCount: 0 },
        { subjectId: "f", criterionId: "asks", kind: "compliant-from", thresholdLevel: 3, rawLevel: 3, adjustedLevel: close(2.25), change: "met-to-missed", leftOutRatingCount: 0 },
      ]);
      // nothing was changed
      expect(subjects[5]?.rawMeanLevel).toBe(3);
    });

    test("by the additive model they may leave it, the mean and the level at a threshold alike", () => {
      const { wouldChange, subjects } = done(calibrate(asks("a: kim 5, lee 2", "b: kim 4, lee 1", "c: kim 5, lee 2", "e: lee 4"), { rubric: rubricOf(criterion("asks", 1, { compliantFromLevel: 5 })) }));
      expect(subjects.at(-1)?.adjustedMeanLevel.estimate).toEqual(close(5.5));
      expect(wouldChange.find(({ subjectId }) => subjectId === "e")).toMatchObject({ rawLevel: 4, adjustedLevel: close(5.5), change: "missed-to-met" });
    });

    test("by many-facet Rasch they stay on the scale, and the part of the raters is told apart from that of the criteria", () => {
      const ratings = panelLevels({ severities: [0.8, 0, -0.8], criterionIds: four, subjectCount: 40, ratersPerSubject: 1, seed: 14 });
      const linked = [...ratings, ...panelLevels({ severities: [0.8, 0, -0.8], criterionIds: four, subjectCount: 20, seed: 15 }).map((rating) => ({ ...rating, subjectId: `link-${rating.subjectId}` }))];
      const result = done(calibrate(linked, rasch));
      for (const { subjectId, adjustedMeanLevel, differenceLevels, fromRatersLevels } of result.subjects) {
        expect(adjustedMeanLevel.estimate).toBeGreaterThanOrEqual(1);
        expect(adjustedMeanLevel.estimate).toBeLessThanOrEqual(5);
        const rater = linked.find((rating) => rating.subjectId === subjectId)?.raterId;
        if (subjectId.startsWith("link")) { expect(Math.abs(fromRatersLevels ?? NaN)).toBeLessThan(0.15); continue; }
        if (rater !== "r1") expect(Math.sign(fromRatersLevels ?? NaN)).toBe(rater === "r0" ? 1 : -1);
        expect(Math.abs((differenceLevels ?? NaN) - (fromRatersLevels ?? NaN))).toBeLessThan(0.3);
      }
      for (const { adjustedLevel } of result.wouldChange) { expect(adjustedLevel).toBeGreaterThanOrEqual(1); expect(adjustedLevel).toBeLessThanOrEqual(5); }
    });

    // With levels 1 and 2 in use and severities ± ln 3 ÷ 2, ability 0 for a clip with one of each: what lee gave gains ½ − 1 ÷ (1 + √3).
    test("by many-facet Rasch a level gains what a rater of mean severity would give more", () => {
      const { subjects } = done(calibrate(asks("a: kim 2, lee 1", "b: kim 2, lee 1", "c: kim 2, lee 1", "d: kim 1, lee 2", "e: lee 2"), rasch));
      expect(subjects[0]).toMatchObject({ fromRatersLevels: expect.closeTo(0, 9) as number, rawMeanLevel: 1.5, adjustedMeanLevel: { estimate: close(1.5) } });
      // Warm's ability of one rating at the upper end lies ln 3 above its difficulty: ¾ becomes 9 tenths for a rater of mean severity
      const ability = Math.log(3) + Math.log(3) / 2;
      expect(subjects[4]).toMatchObject({ rawMeanLevel: 2, adjustedMeanLevel: { estimate: expect.closeTo(1 + 1 / (1 + Math.exp(-ability)), 6) as number }, fromRatersLevels: expect.closeTo(1 / (1 + Math.exp(-ability)) - 0.75, 6) as number });
    });

    test("ratings of a rater without severity count in the raw level, not in the adjusted one", () => {
      const others = panelLevels({ severities: [0, 0], criterionIds: four, subjectCount: 20, seed: 9 });
      const low = others.filter(({ raterId }) => raterId === "r0").map((rating) => ({ ...rating, raterId: "low", level: 1 }));
      const result = done(calibrate([...others, ...low, ...levels(four, "zz: r0 3 3 3 3, r1 3 3 3 3, low 1 1 1 1")], rasch));
      expect(result.raters[0]).toMatchObject({ raterId: "low", severityLevels: { estimate: null, reason: "all-lowest" } });
      expect(result.wouldChange.filter(({ subjectId }) => subjectId === "zz")).toEqual([...four].sort().map((criterionId) => ({ subjectId: "zz", criterionId, kind: "compliant-from", thresholdLevel: 3, rawLevel: close(7 / 3), adjustedLevel: expect.closeTo(3, 1) as number, change: "missed-to-met", leftOutRatingCount: 1 })));
    });

    test("a subject whom only a rater without severity rated has none, with the reason", () => {
      const others = panelLevels({ severities: [0, 0], criterionIds: four, subjectCount: 20, seed: 9 });
      const result = done(calibrate([...others, ...asks("clip-000: top 5", "z-own: top 5")], rasch));
      expect(result.subjects.at(-1)).toEqual({ subjectId: "z-own", ratingCount: 1, leftOutRatingCount: 1, rawMeanLevel: 5, adjustedMeanLevel: { estimate: null, reason: "no-comparison", n: 0, needed: 1 }, differenceLevels: null, fromRatersLevels: null });
    });
  });

  describe("no comparison, with the reason", () => {
    test.each<[string, readonly RatedLevel[], Partial<RaterCalibrationRequest>, object]>([
      ["no ratings", [], {}, { reason: "no-ratings", scales: [], n: 0 }],
      ["one rater", asks("a: kim 3", "b: kim 4"), {}, { reason: "one-rater", n: 2 }],
      ["one level alone", asks("a: kim 3, lee 3", "b: kim 3, lee 3"), {}, { reason: "one-level" }],
      ["one level alone, Rasch", asks("a: kim 3, lee 3", "b: kim 3, lee 3"), rasch, { reason: "one-level" }],
      ["not one rating beyond the parameters", asks("a: kim 3, lee 2"), {}, { reason: "too-few-ratings" }],
      ["nobody with levels between the ends", asks("a: kim 1, lee 1", "b: kim 5, lee 5"), rasch, { reason: "no-informative-subjects" }],
      ["all but one rater at one end, at one criterion", asks("a: kim 1, lee 2", "b: kim 1, lee 3", "c: kim 1, lee 3"), rasch, { reason: "no-informative-subjects" }],
      ["all but one rater at one end, at two", levels(["asks", "listens"], "a: kim 1 1, lee 2 3", "b: kim 1 1, lee 3 2", "c: kim 1 1, lee 3 2"), rasch, { reason: "one-rater", subsets: [] }],
      ["raters whom no level ranks against the others", asks(...["21111", "12111", "11211", "22221", "22212", "22111", "12211", "21211"].map((row, clip) => `c${String(clip)}: ${[...row].map((level, rater) => `r${String(rater)} ${level}`).join(", ")}`)), rasch, { reason: "boundless", raterIds: ["r0", "r1", "r2", "r3", "r4"] }],
      ["levels that do not tell raters from steps", asks("a: kim 3, lee 2", "b: kim 3, lee 2", "c: kim 2, lee 1"), rasch, { reason: "no-information" }],
      ["criteria never rated for the same clip", levels(["asks", "listens"], "a: kim 3 -, lee 2 -", "b: kim - 1, lee - 2", "c: kim 2 -, lee 3 -"), {}, { reason: "criteria-not-connected" }],
    ])("%s", (_, ratings, more, want) => { expect(calibrate(ratings, more)).toMatchObject({ raters: null, ...want }); });

    test.each(["additive", "many-facet-rasch"] as const)("%s: raters without a clip in common are named in subsets, and one more rating connects them", (method) => {
      const ratings = levels(["asks", "listens"], "a: kim 3 4, lee 2 4", "b: kim 2 3, lee 2 4", "e: kim 2 5, lee 3 4", "c: max 4 3, zoe 2 3", "d: max 3 2, zoe 4 2");
      const result = calibrate(ratings, { method });
      expect(result).toMatchObject({
        raters: null, reason: "raters-not-connected", connectingRatings: [{ raterId: "max", subjectId: "a", criterionIds: ["asks", "listens"] }],
        subsets: [{ raterIds: ["kim", "lee"], criterionIds: ["asks", "listens"], subjectCount: 3, ratingCount: 12 }, { raterIds: ["max", "zoe"], subjectCount: 2, ratingCount: 8 }],
      });
      const [link] = result.raters === null ? result.connectingRatings : [];
      const more = (link?.criterionIds ?? []).map((criterionId) => ({ raterId: link?.raterId ?? "", subjectId: link?.subjectId ?? "", criterionId, level: 3 }));
      expect(calibrate([...ratings, ...more], { method }).raters).toHaveLength(4);
    });
  });

  describe("levels as ranks", () => {
    const ratings = levels(["asks", "listens"], "a: kim 3 1, lee 2 2", "b: kim 1 3, lee 1 2", "c: kim 2 2, lee 3 1", "d: kim 3 2, lee 1 1", "e: kim 2 3, lee 2 3");
    const two = (...scales: readonly (readonly number[])[]) => rubricOf(...scales.map((numbers, place) => criterion(["asks", "listens"][place] ?? "", 1, { levels: scale(...numbers), compliantFromLevel: numbers[1] ?? NaN })));
    const renamed = (to: Readonly<Record<string, readonly number[]>>) => ratings.map((rating) => ({ ...rating, level: to[rating.criterionId]?.[rating.level - 1] ?? NaN }));
    const like = (rubric: Rubric, list: readonly RatedLevel[], method: "additive" | "many-facet-rasch") => done(calibrate(list, { rubric, method }));

    test.each(["additive", "many-facet-rasch"] as const)("%s: gaps in their numbers do not matter, and numbers that differ are counted from 1", (method) => {
      const plain = like(two([1, 2, 3], [1, 2, 3]), ratings, method);
      const gaps = like(two([0, 10, 50], [-2, -1, 3]), renamed({ asks: [0, 10, 50], listens: [-2, -1, 3] }), method);
      expect(plain.scale).toEqual({ levelCount: 3, lowestLevel: 1, numbering: "levels" });
      expect(gaps).toEqual({ ...plain, scale: { levelCount: 3, lowestLevel: 1, numbering: "ranks" } });
    });

    test("numbers that criteria share are kept", () => {
      const plain = like(two([1, 2, 3], [1, 2, 3]), ratings, "additive");
      const zero = like(two([0, 1, 2], [0, 1, 2]), renamed({ asks: [0, 1, 2], listens: [0, 1, 2] }), "additive");
      expect(zero.scale).toEqual({ levelCount: 3, lowestLevel: 0, numbering: "levels" });
      zero.subjects.forEach(({ rawMeanLevel, adjustedMeanLevel }, place) => {
        expect(rawMeanLevel).toBeCloseTo((plain.subjects[place]?.rawMeanLevel ?? NaN) - 1, 12);
        expect(adjustedMeanLevel.estimate).toBeCloseTo((plain.subjects[place]?.adjustedMeanLevel.estimate ?? NaN) - 1, 12);
      });
      expect(zero.wouldChange.map(({ thresholdLevel }) => thresholdLevel)).toEqual(plain.wouldChange.map(({ thresholdLevel }) => thresholdLevel - 1));
    });

    test("criteria with different numbers of levels share no step: they are named, and each scale is answered by itself", () => {
      const mixed = rubricOf(criterion("asks", 1), criterion("listens", 1, { levels: scale(1, 2, 3) }), criterion("agrees", 1));
      const list = panelLevels({ severities: [0, 0.5, 0], criterionIds: ["asks", "listens", "agrees"], subjectCount: 20, seed: 17 }).map((rating) => (rating.criterionId === "listens" ? { ...rating, level: Math.min(3, rating.level) } : rating));
      const refused = calibrate(list, { rubric: mixed });
      expect(refused).toEqual({ raters: null, reason: "different-scales", scales: [{ levelCount: 3, criterionIds: ["listens"] }, { levelCount: 5, criterionIds: ["agrees", "asks"] }], subsets: [], connectingRatings: [], raterIds: [], n: 180 });
      for (const { criterionIds } of refused.raters === null ? refused.scales : []) expect(calibrate(list, { rubric: mixed, criterionIds }).raters).toHaveLength(3);
      expect(calibrate(list, { rubric: mixed, criterionIds: ["asks", "agrees"] })).toEqual(calibrate(list.filter(({ criterionId }) => criterionId !== "listens"), { rubric: mixed }));
    });
  });

  describe("laws", () => {
    const panel = { severities: [0.5, 0, -0.3, 0.1], criterionIds: four, subjectCount: 16, ratersPerSubject: 3, seed: 19 };
    const sampled = panelLevels(panel);

    test.each(["additive", "many-facet-rasch"] as const)("%s: the order of the ratings does not matter, to the last digit", (method) => {
      fc.assert(fc.property(fc.shuffledSubarray([...sampled], { minLength: sampled.length }), (shuffled) => { expect(calibrate(shuffled, { method })).toEqual(calibrate(sampled, { method })); }), { numRuns: 5 });
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: raters under other names are the same raters", (method) => {
      const names: Readonly<Record<string, string>> = { r0: "zoe", r1: "ann", r2: "max", r3: "kim" };
      const other = done(calibrate(sampled.map((rating) => ({ ...rating, raterId: names[rating.raterId] ?? "" })), { method }));
      for (const rater of done(calibrate(sampled, { method })).raters) {
        const same = other.raters.find(({ raterId }) => raterId === names[rater.raterId]);
        expect(same?.severityLevels.estimate).toBeCloseTo(rater.severityLevels.estimate ?? NaN, 8);
        expect(same?.severityLevels).toMatchObject({ standardError: expect.closeTo(rater.severityLevels.estimate === null ? NaN : rater.severityLevels.standardError, 8) as number });
        expect([same?.verdict, same?.reasons]).toEqual([rater.verdict, rater.reasons]);
      }
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: one more rater, a level harsher than the first throughout, changes nobody's place", (method) => {
      const complete = panelLevels({ ...panel, ratersPerSubject: 4 });
      const order = (list: readonly RatedLevel[]) => [...done(calibrate(list, { method })).raters].filter(({ raterId }) => raterId !== "new").sort((left, right) => (left.severityLevels.estimate ?? NaN) - (right.severityLevels.estimate ?? NaN)).map(({ raterId }) => raterId);
      expect(order([...complete, ...complete.filter(({ raterId }) => raterId === "r1").map((rating) => ({ ...rating, raterId: "new", level: Math.max(1, rating.level - 1) }))])).toEqual(order(complete));
    });

    test.each(["additive", "many-facet-rasch"] as const)("%s: the scale turned round turns severities round", (method) => {
      const turned = done(calibrate(sampled.map((rating) => ({ ...rating, level: 6 - rating.level })), { method }));
      for (const { raterId, severityLevels } of done(calibrate(sampled, { method })).raters) expect(severityOf(turned, raterId)).toBeCloseTo(-(severityLevels.estimate ?? NaN), 7);
    });

    test("a panel that is a level more lenient throughout looks the same: this is no comparison with the truth", () => {
      const wide = rubricOf(...four.map((id) => criterion(id, 1, { levels: scale(1, 2, 3, 4, 5, 6) })));
      const lenient = done(calibrate(sampled.map((rating) => ({ ...rating, level: rating.level + 1 })), { rubric: wide }));
      const plain = done(calibrate(sampled, { rubric: wide }));
      expect(lenient.relativeTo).toBe("mean-of-these-raters");
      expect(lenient.raters.map(({ meanLevel: _, severityLevels, ...rest }) => [rest.verdict, rest.reasons, severityLevels.estimate?.toFixed(9)])).toEqual(plain.raters.map(({ meanLevel: _, severityLevels, ...rest }) => [rest.verdict, rest.reasons, severityLevels.estimate?.toFixed(9)]));
    });
  });

  describe("bad input", () => {
    const ratings = asks("a: kim 3, lee 2", "b: kim 4, lee 2");
    const first = ratings[0] as RatedLevel;
    test.each<[string, Partial<RaterCalibrationRequest>, string, readonly (string | number)[]]>([
      ["a level off the scale", { ratings: [...ratings, { ...first, subjectId: "c", level: 6 }] }, "rated-level.level_off_scale", ["ratings", 4, "level"]],
      ["a criterion that the rubric does not have", { ratings: [{ ...first, criterionId: "sings" }] }, "rated-level.unknown_criterion", ["ratings", 0, "criterionId"]],
      ["a cell twice", { ratings: [...ratings, first] }, "rated-level.duplicate_level", ["ratings", 4]],
      ["criteria twice in the rubric", { ratings, rubric: rubricOf(criterion("asks", 1), criterion("asks", 1)) }, "rubric.duplicate_criterion", ["rubric", "criteria", 1, "id"]],
      ["weights of zero", { ratings, rubric: rubricOf(criterion("asks", 0)) }, "rubric.no_weight", ["rubric", "criteria"]],
      ["a wanted criterion that the rubric does not have", { ratings, criterionIds: ["asks", "sings"] }, "calibrate-raters.unknown_criterion", ["criterionIds", 1]],
      ["a wanted criterion twice", { ratings, criterionIds: ["asks", "asks"] }, "calibrate-raters.duplicate_criterion", ["criterionIds", 1]],
      ["no wanted criterion", { ratings, criterionIds: [] }, "input.too_small", ["criterionIds"]],
      ["no method", { ratings, method: "best" as never }, "input.invalid_value", ["method"]],
      ["a level of confidence in percent", { ratings, confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
      ["a fit range without 1", { ratings, fitRange: { lowest: 1.1, highest: 2 } }, "item-fit.range_upside_down", ["fitRange"]],
      ["a severity of nothing that is large", { ratings, rule: { largeSeverityLevels: 0 } }, "input.too_small", ["rule", "largeSeverityLevels"]],
    ])("refuses %s", (_, more, code, path) => { refuses(() => calibrate([], { rubric: one, ...more }), { code, path }); });

    test("refuses more raters, subjects and ratings than one calibration takes", () => {
      const { raters, subjects } = RATER_CALIBRATION_LIMITS;
      const by = (count: number, key: "raterId" | "subjectId") => Array.from({ length: count }, (_, place) => ({ ...first, [key]: `x${String(place)}` }));
      refuses(() => calibrate(by(raters + 1, "raterId"), { rubric: one }), { code: "calibrate-raters.too_many", path: ["ratings"], params: { count: raters + 1, what: "raters", limit: raters } });
      refuses(() => calibrate(by(subjects + 1, "subjectId"), { rubric: one }), { code: "calibrate-raters.too_many", path: ["ratings"], params: { count: subjects + 1, what: "subjects", limit: subjects } });
      refuses(() => calibrate(Array.from({ length: RATER_CALIBRATION_LIMITS.ratings + 1 }, () => first), { rubric: one }), { code: "input.too_big", path: ["ratings"] });
    });

    test("names the one bad rating among as many as it takes", () => {
      const list = Array.from({ length: RATER_CALIBRATION_LIMITS.ratings }, (_, place) => ({ subjectId: `s${String(place % 1000)}`, raterId: `r${String(Math.floor(place / 1000))}`, criterionId: "asks", level: 1 + (place % 5) }));
      refuses(() => calibrate(list.with(444_444, { subjectId: "s1", raterId: "r1", criterionId: "asks", level: 9 }), { rubric: one }), { code: "rated-level.level_off_scale", path: ["ratings", 444_444, "level"] }, { code: "rated-level.duplicate_level", path: ["ratings", 444_444] });
    });

    test("names a table too large for the conditional method", () => {
      const raters = Array.from({ length: 60 }, (_, rater) => rater);
      const wide = rubricOf(...Array.from({ length: 50 }, (_, place) => criterion(`c${String(place)}`, 1)));
      const list = ["a", "b"].flatMap((subjectId) => raters.flatMap((rater) => wide.criteria.map(({ id: criterionId }, place) => ({ subjectId, raterId: `r${String(rater)}`, criterionId, level: 1 + ((rater * 3 + place * 7) % 5) }))));
      const doubled = [...list, ...list.map((rating) => ({ ...rating, subjectId: `${rating.subjectId}-2`, level: 6 - rating.level }))];
      refuses(() => calibrate(doubled, { ...rasch, rubric: wide }), { code: "calibrate-facets.too_many_operations", path: ["ratings"] });
    });
  });
});
