import * as fc from "fast-check";
import { calibrationChange, type CalibrationChangeRequest, cohenKappa, gwetAgreement, krippendorffAlpha, type RatedLevel } from "coachkit/agreement";
import { quantile, uniformDraws } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { criterion, levelsOf, rubricOf } from "../round-rubric.js";

const rubric = rubricOf(criterion("listens"));
const bootstrap = { seed: 7, replicateCount: 2000 };
const rest = { rubric, confidenceLevel: 0.95, bootstrap };
/** Twelve clips on which three raters disagree, and twelve on which they mostly agree. */
const apart = ["134", "421", "233", "114", "342", "243", "131", "422", "314", "234", "124", "413"];
const together = ["334", "221", "233", "111", "344", "222", "111", "433", "444", "233", "122", "344"];
const fresh: CalibrationChangeRequest = { ...rest, before: levelsOf(apart, { prefix: "may" }), after: levelsOf(together, { prefix: "june" }) };
const same: CalibrationChangeRequest = { ...rest, before: levelsOf(apart), after: levelsOf(together) };
const asCategories = (levels: readonly RatedLevel[]) => levels.map(({ subjectId, raterId, level }) => ({ subjectId, raterId, category: level }));
const first = (request: CalibrationChangeRequest) => {
  const [found] = calibrationChange(request).criteria;
  if (found === undefined) throw new Error("no criterion");
  return found;
};
const change = (request: CalibrationChangeRequest) => {
  const found = first(request).change;
  if (found.estimate === null) throw new Error(found.reason);
  return found;
};

describe("the change of a calibration session", () => {
  test("is the difference of one coefficient, judged on its interval", () => {
    const found = first(fresh);
    const [before, after] = [apart, together].map((rows) => krippendorffAlpha({ scale: "ordinal", categories: [1, 2, 3, 4], ratings: asCategories(levelsOf(rows)), confidenceLevel: 0.95, bootstrap }));
    expect(found).toMatchObject({ criterionId: "listens", coefficient: { kind: "krippendorff-alpha", scale: "ordinal" }, reasons: ["three-or-more-raters", "ordered-categories"], verdict: "improved", gold: null });
    expect([found.before, found.after]).toEqual([before, after]);
    expect(found.change).toMatchObject({ estimate: (after?.estimate ?? 0) - (before?.estimate ?? 0), n: 12, method: "independent-bootstrap", warnings: [] });
    expect(first({ ...fresh, before: fresh.after, after: fresh.before }).verdict).toBe("worse");
    expect(first({ ...fresh, after: levelsOf(["134", "421", "233", "114", "342", "244", "131", "422", "314", "234", "124", "443"], { prefix: "june" }) }).verdict).toBe("not-shown");
  });

  test("of clips that were rated again is paired, and says that memory makes agreement", () => {
    expect(calibrationChange(same)).toMatchObject({ sampling: "paired", warnings: ["same-clips"], criteria: [{ change: { method: "paired-bootstrap" } }] });
    expect(calibrationChange(fresh)).toMatchObject({ sampling: "independent", warnings: ["other-clips"], assumptions: { skewedFraction: 0.8, leastSubjectCount: 8 } });
    const some = { ...same, after: [...levelsOf(together.slice(0, 6)), ...levelsOf(together.slice(6), { prefix: "june" })] };
    expect(calibrationChange(some)).toMatchObject({ sampling: "partly-paired", warnings: ["same-clips", "other-clips"], criteria: [{ change: { method: "partly-paired-bootstrap" } }] });
  });

  // the same clips, nearly the same ratings: what is hard stays hard, and its luck falls out of a paired difference
  test("of the same clips is known better than of other ones", () => {
    const again = apart.map((row, clip) => (clip < 2 ? "333" : row));
    const [paired, independent] = [change({ ...same, after: levelsOf(again) }), change({ ...fresh, after: levelsOf(again, { prefix: "june" }) })];
    expect(paired.estimate).toBeCloseTo(independent.estimate, 12);
    expect(paired.confidence.upper - paired.confidence.lower).toBeLessThan(0.75 * (independent.confidence.upper - independent.confidence.lower));
  });

  // the slow way: every sample is a new list of ratings, and alpha reads them all
  test.each(["paired", "independent"] as const)("has the interval that whole samples of clips give, %s", (sampling) => {
    const alpha = (rows: readonly string[]): number => krippendorffAlpha({ scale: "ordinal", categories: [1, 2, 3, 4], ratings: asCategories(levelsOf(rows)), confidenceLevel: 0.95 }).estimate ?? NaN;
    const draws = uniformDraws({ seed: 3, stream: [sampling], count: 24 * 1500 }).map((number) => Math.floor(12 * number));
    const samples = Array.from({ length: 1500 }, (_, sample) => {
      const [one, other] = [draws.slice(24 * sample, 24 * sample + 12), draws.slice(24 * sample + 12, 24 * sample + 24)];
      return alpha((sampling === "paired" ? one : other).map((clip) => together[clip] ?? "")) - alpha(one.map((clip) => apart[clip] ?? ""));
    }).filter((number) => !Number.isNaN(number));
    const { confidence } = change(sampling === "paired" ? same : fresh);
    expect(Math.abs(confidence.lower - quantile(samples, 0.025))).toBeLessThan(0.06);
    expect(Math.abs(confidence.upper - quantile(samples, 0.975))).toBeLessThan(0.06);
  }, 60_000);

  test("goes by kappa for two raters who rated everything, and by Gwet's coefficient where nearly all is one level", () => {
    const pair = (rows: readonly string[], prefix: string) => levelsOf(rows.map((row) => row.slice(0, 2)), { prefix });
    const two = first({ ...rest, before: pair(apart, "may"), after: pair(together, "june") });
    expect(two).toMatchObject({ coefficient: { kind: "cohen-kappa", weights: "quadratic" }, reasons: ["two-raters", "ordered-categories"] });
    expect(two.change.estimate).toBeCloseTo((cohenKappa({ categories: [1, 2, 3, 4], ratings: asCategories(pair(together, "june")), weights: "quadratic", confidenceLevel: 0.95 }).estimate ?? 0) - (cohenKappa({ categories: [1, 2, 3, 4], ratings: asCategories(pair(apart, "may")), weights: "quadratic", confidenceLevel: 0.95 }).estimate ?? 0), 12);
    const [mostly, more] = [["333", "333", "343", "332", "333", "323", "333", "333", "333", "313"], ["333", "333", "334", "333", "333", "333", "322", "333", "333", "333"]];
    const skewed = first({ ...rest, before: levelsOf(mostly, { prefix: "may" }), after: levelsOf(more, { prefix: "june" }) });
    expect(skewed).toMatchObject({ coefficient: { kind: "gwet-agreement", weights: "quadratic" }, reasons: ["skewed-prevalence", "three-or-more-raters", "ordered-categories"] });
    expect(skewed.after).toEqual(gwetAgreement({ categories: [1, 2, 3, 4], ratings: asCategories(levelsOf(more)), weights: "quadratic", confidenceLevel: 0.95, bootstrap }));
    expect(skewed.change.estimate).toBeCloseTo((skewed.after.estimate ?? 0) - (skewed.before.estimate ?? 0), 12);
  });
});

describe("several criteria", () => {
  const both = rubricOf(criterion("asks", [0, 2, 5]), criterion("listens"));
  const asks = (rows: readonly string[], prefix: string) => levelsOf(rows.map((row) => row.replaceAll("1", "0").replaceAll("3", "2").replaceAll("4", "5")), { criterionId: "asks", prefix });
  const request: CalibrationChangeRequest = { ...rest, rubric: both, before: [...levelsOf(apart, { prefix: "may" }), ...asks(together, "may")], after: [...levelsOf(together, { prefix: "june" }), ...asks(together, "june")] };

  test("are compared one by one and in the mean", () => {
    const { criteria: [asked, listened], overall } = calibrationChange(request);
    expect([asked?.verdict, listened?.verdict, asked?.change.estimate]).toEqual(["not-shown", "improved", 0]);
    expect(listened?.change.estimate).toBeCloseTo(change(fresh).estimate, 12);
    expect(overall.before.estimate).toBeCloseTo(((asked?.before.estimate ?? 0) + (listened?.before.estimate ?? 0)) / 2, 12);
    expect(overall.change.estimate).toBeCloseTo((listened?.change.estimate ?? 0) / 2, 12);
    expect(overall).toMatchObject({ leftOutCriterionIds: [], verdict: "improved", change: { n: 12 } });
  });

  test("can be asked for one by one", () => {
    const { criteria, overall } = calibrationChange({ ...request, criterionIds: ["listens"] });
    expect(criteria.map(({ criterionId }) => criterionId)).toEqual(["listens"]);
    expect(overall.change.estimate).toBeCloseTo(change(fresh).estimate, 12);
  });

  test("without agreement to tell are left out of the mean and named", () => {
    const { criteria: [asked], overall } = calibrationChange({ ...request, after: levelsOf(together, { prefix: "june" }) });
    expect(asked).toMatchObject({ after: { estimate: null, reason: "no-ratings" }, change: { estimate: null, reason: "too-few-subjects", n: 0, needed: 2 }, verdict: "undetermined", undeterminedReason: "too-few-subjects" });
    expect(overall.leftOutCriterionIds).toEqual(["asks"]);
    expect(overall.change.estimate).toBeCloseTo(change(fresh).estimate, 12);
  });
});

describe("against gold", () => {
  const gold = ["clip-000", "clip-001", "clip-002", "clip-003"].map((subjectId, clip) => ({ subjectId, criterionId: "listens", level: [2, 3, 2, 1][clip] ?? 0 }));

  test("bias and exact ratings are told before and after", () => {
    // by hand: levels less gold 1 0, 1 0, -1 1, 0 2 before: 4/8, 3 of 8 exact; 0 1, 0 1, 0 0, 0 0 after: 2/8, 6 of 8
    const found = first({ ...rest, before: levelsOf(["32", "43", "13", "13"]), after: levelsOf(["23", "34", "22", "11"]), gold }).gold;
    expect([found?.biasLevels.before.estimate, found?.biasLevels.after.estimate, found?.exactFraction.before.estimate, found?.exactFraction.after.estimate, found?.exactFraction.change.estimate]).toEqual([0.5, 0.25, 0.375, 0.75, 0.375]);
    expect(found?.exactFraction).toMatchObject({ verdict: "undetermined", undeterminedReason: "too-few-subjects", change: { n: 4, method: "paired-bootstrap", warnings: ["few-subjects"], confidence: { lower: 0, upper: 0.75 } } });
    expect(found?.biasLevels.before).toMatchObject({ n: 4, method: "percentile-bootstrap" });
  });

  test("of all criteria together stands in the overall answer, and clips without gold count for nothing", () => {
    const request = { ...same, gold };
    expect(calibrationChange(request).overall.gold).toEqual(first(request).gold);
    expect(first({ ...request, before: request.before.filter(({ subjectId }) => subjectId < "clip-004") }).gold?.biasLevels.before).toEqual(first(request).gold?.biasLevels.before);
  });

  // level numbers 1, 2 and 10 are two steps, as everywhere in this room: by number the bias would be 8
  test("bias is counted in steps of the scale, and scales of different length are warned of", () => {
    const gaps = rubricOf(criterion("listens", [1, 2, 10]), criterion("asks"));
    const goldOf2 = [0, 1].map((clip) => ({ subjectId: `clip-00${String(clip)}`, criterionId: "listens", level: 2 }));
    const rated = (level: number) => goldOf2.map((cell) => ({ ...cell, raterId: "ana", level }));
    const request = { ...rest, rubric: gaps, before: rated(10), after: rated(1), gold: goldOf2 };
    expect(calibrationChange(request)).toMatchObject({ criteria: [{ gold: { biasLevels: { before: { estimate: 1 }, after: { estimate: -1 } } } }, {}], warnings: ["same-clips", "few-subjects"] });
    const asks = goldOf2.map((cell) => ({ ...cell, criterionId: "asks", level: 1 }));
    expect(calibrationChange({ ...request, gold: [...goldOf2, ...asks] }).warnings).toEqual(["same-clips", "few-subjects", "scales-differ"]);
    expect(calibrationChange({ ...request, gold: [...goldOf2, ...asks], criterionIds: ["listens"] }).warnings).not.toContain("scales-differ");
  });

  /** Clips of one round, of which so many are rated right by both raters and the others wrong by both, and their gold. */
  const round = (prefix: string, count: number, rightCount: number) => ({
    levels: levelsOf(Array.from({ length: count }, (_, clip) => (clip < rightCount ? "22" : "33")), { prefix }),
    gold: Array.from({ length: count }, (_, clip) => ({ subjectId: `${prefix}-${String(clip).padStart(3, "0")}`, criterionId: "listens", level: 2 })),
  });
  const goldOf = (one: ReturnType<typeof round>, other: ReturnType<typeof round>, confidenceLevel = 0.95) =>
    first({ ...rest, confidenceLevel, before: one.levels, after: other.levels, gold: [...one.gold, ...other.gold.filter(({ subjectId }) => one.gold.every((each) => each.subjectId !== subjectId))] }).gold?.exactFraction;
  // all wrong and then all right leaves the bootstrap nothing to vary: the greatest change there is must not be hidden
  test("from all to nothing is worse, and from nothing to all better, though no clip differs from the others", () => {
    expect(goldOf(round("may", 20, 20), round("june", 20, 0))).toMatchObject({ verdict: "worse", undeterminedReason: null, change: { estimate: -1, warnings: ["no-width"] } });
    expect(goldOf(round("may", 20, 0), round("june", 20, 20))?.verdict).toBe("improved");
    expect(goldOf(round("may", 20, 0), round("june", 20, 19))?.verdict).toBe("improved");
    expect(goldOf(round("may", 20, 20), round("june", 20, 20))?.verdict).toBe("not-shown");
  });
  // by hand: 2 ÷ 2^8 = .0078 of the same eight clips, 2 ÷ C(16, 8) = .000155 of eight and eight others, 2 ÷ C(17, 8) = .0000823 of eight and nine
  test.each([
    ["paired", "may", 8, 0.992, "improved"], ["paired", "may", 8, 0.993, "not-shown"], ["independent", "june", 8, 0.9998, "improved"], ["independent", "june", 8, 0.99985, "not-shown"],
    ["independent", "june", 9, 0.99991, "improved"], ["independent", "june", 9, 0.99992, "not-shown"],
  ])("clips that are all alike are judged by the chance of rounds exchanged, %s in %s with %d at %d", (_, prefix, count, confidenceLevel, verdict) => {
    expect(goldOf(round("may", 8, 0), round(prefix, count, count), confidenceLevel)?.verdict).toBe(verdict);
  });
  test("a change is judged from eight clips a round on", () => {
    expect(goldOf(round("may", 8, 0), round("june", 7, 7))).toMatchObject({ verdict: "undetermined", undeterminedReason: "too-few-subjects", change: { estimate: 1, n: 7 } });
  });

  test("one clip says nothing of others, and none nothing at all", () => {
    expect(first({ ...same, gold: gold.slice(0, 1) }).gold).toMatchObject({ biasLevels: { before: { estimate: null, reason: "too-few-subjects", n: 1, needed: 2 } }, exactFraction: { verdict: "undetermined", undeterminedReason: "too-few-subjects" } });
    expect(first({ ...same, gold: [] }).gold?.exactFraction.change).toMatchObject({ estimate: null, n: 0 });
  });
});

describe("no change can be told", () => {
  test("where one round has one level only, one rater, or nothing", () => {
    const flat = apart.map(() => "222");
    expect(first({ ...same, after: levelsOf(flat) })).toMatchObject({ after: { estimate: null, reason: "one-category" }, change: { estimate: null, reason: "no-agreement" }, verdict: "undetermined", undeterminedReason: "no-agreement" });
    expect(first({ ...same, before: levelsOf(apart.map((row) => row.slice(0, 1))) })).toMatchObject({ before: { reason: "one-rater" }, verdict: "undetermined" });
    expect(calibrationChange({ ...same, before: [], after: [] })).toMatchObject({ warnings: ["few-subjects"], overall: { change: { estimate: null, reason: "too-few-subjects" }, leftOutCriterionIds: ["listens"] } });
  });

  // Gwet's coefficient has a value there, which rests on one clip
  test("where one clip alone was rated by two", () => {
    const lonely = ["33.", "3..", "3..", ".3.", "..3", "3..", ".4.", "3..", "3..", "3.."];
    expect(first({ ...same, before: levelsOf(lonely), after: levelsOf(["333", "333", "334", "333", "333"]) })).toMatchObject({ coefficient: { kind: "gwet-agreement" }, before: { estimate: null, reason: "too-few-subjects" }, change: { estimate: null, reason: "no-agreement" } });
  });

  // nine clips; and a session with other people in it says little of these
  // of seven clips or fewer the bootstrap has few different samples to draw
  test("from fewer than eight clips a round, whatever the interval says", () => {
    const cut = (count: number): CalibrationChangeRequest => ({ ...fresh, before: levelsOf(apart.slice(0, count), { prefix: "may" }) });
    expect(calibrationChange(cut(7))).toMatchObject({ criteria: [{ verdict: "undetermined", undeterminedReason: "too-few-subjects", change: { n: 7 } }], overall: { verdict: "undetermined", undeterminedReason: "too-few-subjects" }, assumptions: { leastSubjectCount: 8 } });
    expect(calibrationChange(cut(8))).toMatchObject({ criteria: [{ verdict: "improved", undeterminedReason: null }], overall: { verdict: "improved" } });
  });

  test("with few clips or other raters the answer warns", () => {
    const few = { ...fresh, after: levelsOf(together.slice(0, 9), { prefix: "june" }).map((level) => ({ ...level, raterId: level.raterId.replace("0", "9") })) };
    expect(calibrationChange(few)).toMatchObject({ warnings: ["other-clips", "other-raters", "few-subjects"], criteria: [{ change: { n: 9, warnings: ["few-subjects"] } }], overall: { before: { n: 12, warnings: [] }, after: { n: 9, warnings: ["few-subjects"] }, change: { n: 9 } } });
  });

  test("from clips that are all alike: an interval without width shows nothing", () => {
    const [alike, equal] = [apart.map((_, clip) => (clip % 2 === 0 ? "14" : "41")), apart.map((_, clip) => (clip % 2 === 0 ? "11" : "44"))];
    expect(first({ ...same, before: levelsOf(equal), after: levelsOf(equal) })).toMatchObject({ change: { estimate: 0, warnings: expect.arrayContaining(["no-width"]) as unknown }, verdict: "not-shown" });
    expect(first({ ...same, before: levelsOf(alike), after: levelsOf(equal) }).verdict).not.toBe("worse");
    const near = first({ ...same, before: levelsOf(apart.map(() => "33331")), after: levelsOf(apart.map(() => "33334")) });
    expect(near.change).toMatchObject({ warnings: ["no-width"] });
    expect(near.change.estimate).toBeGreaterThan(0.001);
    expect(near).toMatchObject({ verdict: "undetermined", undeterminedReason: "no-variation" });
  });
});

describe("calibration changes refuse", () => {
  test("ratings that do not fit the rubric, in either round and in gold", () => {
    const [one] = same.before as [RatedLevel];
    expect(issuesOf(() => calibrationChange({ ...same, before: [one, one, { ...one, level: 9 }], after: [{ ...one, criterionId: "x" }], gold: [{ subjectId: "a", criterionId: "listens", level: 0 }, { subjectId: "a", criterionId: "listens", level: 1 }] }))).toEqual([
      "rated-level.level_off_scale at /before/2/level", "rated-level.duplicate_level at /before/1", "rated-level.duplicate_level at /before/2", "rated-level.unknown_criterion at /after/0/criterionId", "rated-level.level_off_scale at /gold/0/level", "rated-level.duplicate_gold at /gold/1",
    ]);
  });
  test("criteria that the rubric does not have, or that are named twice", () => {
    expect(issuesOf(() => calibrationChange({ ...same, criterionIds: ["listens", "x", "listens"] }))).toEqual(["calibration-change.unknown_criterion at /criterionIds/1", "calibration-change.duplicate_criterion at /criterionIds/2"]);
  });
  test("a bootstrap of too many steps, before it begins", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const draws = uniformDraws({ seed: 1, stream: ["levels"], count: 240_000 });
    const large = draws.map((draw, index) => ({ subjectId: `clip-${String(Math.floor(index / 12))}`, raterId: `rater-${String(index % 2)}`, criterionId: ids[Math.floor(index / 2) % 6] ?? "", level: 1 + Math.floor(4 * draw) }));
    expect(issuesOf(() => calibrationChange({ ...rest, rubric: rubricOf(...ids.map((id) => criterion(id))), before: large, after: large, bootstrap: { seed: 1, replicateCount: 20_000 } }))).toEqual(["bootstrap.too_much at /bootstrap/replicateCount"]);
  }, 30_000);
});

describe("laws of calibration changes", () => {
  const rows = fc.array(fc.array(fc.constantFrom("1", "2", "3", "4", "."), { minLength: 3, maxLength: 3 }).map((row) => row.join("")), { minLength: 2, maxLength: 14 });
  test("the order of the ratings does not matter, and turning rounds round turns the change", () => {
    fc.assert(fc.property(rows, rows, fc.boolean(), (one, other, isSame) => {
      const request = { ...rest, before: levelsOf(one, { prefix: "may" }), after: levelsOf(other, { prefix: isSame ? "may" : "june" }) };
      const found = calibrationChange(request);
      expect(calibrationChange({ ...request, before: request.before.toReversed(), after: request.after.toReversed() })).toEqual(found);
      const turned = calibrationChange({ ...request, before: request.after, after: request.before });
      if (found.overall.change.estimate !== null) expect(turned.overall.change.estimate).toBeCloseTo(-found.overall.change.estimate, 9);
    }), { numRuns: 12 });
  }, 60_000);

  test("nothing is shown where the same ratings stand twice", () => {
    fc.assert(fc.property(rows, (one) => { expect(["not-shown", "undetermined"]).toContain(calibrationChange({ ...rest, before: levelsOf(one), after: levelsOf(one) }).overall.verdict); }), { numRuns: 12 });
  }, 60_000);
});
