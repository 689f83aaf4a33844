import * as fc from "fast-check";
import { DIVERGENCE_LIMITS, type DivergenceRequest, divergingRatings, type DivergingRatings, type RatedLevel } from "coachkit/agreement";
import { meanEstimate, wilsonInterval } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { criterion, levelsOf, rubricOf } from "../round-rubric.js";

const rubric = rubricOf(criterion("listens"), criterion("consent", [0, 2, 5], { compliantFromLevel: 2, mustPass: { minimumLevel: 2 } }));
const rest = { rubric, confidenceLevel: 0.95 };
const level = (subjectId: string, raterId: string, given: number, criterionId = "listens"): RatedLevel => ({ subjectId, raterId, criterionId, level: given });
const ask = (ratings: readonly RatedLevel[], more: Partial<DivergenceRequest> = {}): DivergingRatings => divergingRatings({ ...rest, ratings, ...more });
const named = ({ cases }: DivergingRatings): readonly string[] => cases.map(({ subjectId, criterionId, stakes, stepCount }) => `${subjectId} ${criterionId} ${stakes.join("+")} ${String(stepCount)}`);

describe("diverging ratings", () => {
  test("are those on both sides of a threshold, or far apart, with both raters, and the most at stake first", () => {
    const found = ask([
      level("far", "ana", 1), level("far", "ben", 2), level("near", "ana", 3), level("near", "ben", 4), level("flip", "ana", 2), level("flip", "ben", 3), level("farther", "ana", 4), level("farther", "ben", 1),
      level("gate", "ana", 2, "consent"), level("gate", "ben", 0, "consent"), level("high", "ana", 2, "consent"), level("high", "ben", 5, "consent"), level("alone", "ana", 1),
    ]);
    expect(named(found)).toEqual(["gate consent gate-flip+compliance-flip 1", "farther listens compliance-flip+distance 3", "flip listens compliance-flip 1"]);
    expect(found.cases[0]).toMatchObject({ lowest: { raterId: "ben", level: 0 }, highest: { raterId: "ana", level: 2 }, raterCount: 2 });
    expect(found).toMatchObject({ comparedCount: 6, assumptions: { leastStepCount: 2, leastSubjectCount: 8 } });
    expect(found.assumptions.simultaneousLevel).toBeCloseTo(0.975, 12);
  });

  // level numbers may have gaps: 2 and 5 are one step apart
  test("are counted in steps of the scale, and from how many on is asked for", () => {
    const ratings = [level("a", "ana", 2, "consent"), level("a", "ben", 5, "consent"), level("b", "ana", 3), level("b", "ben", 4)];
    expect(named(ask(ratings))).toEqual([]);
    expect(named(ask(ratings, { leastStepCount: 1 }))).toEqual(["a consent distance 1", "b listens distance 1"]);
  });

  test("of more raters are the lowest and the highest, of equals those of the first rater by id", () => {
    expect(ask([level("a", "dee", 1), level("a", "cem", 1), level("a", "ana", 2), level("a", "eve", 4), level("a", "ben", 4)]).cases[0]).toMatchObject({ lowest: { raterId: "cem", level: 1 }, highest: { raterId: "ben", level: 4 }, raterCount: 5, stepCount: 3 });
  });

  // by hand: pairs are 0, 0, 1, 2 steps apart on one criterion and 3 pairs 0, 1, 1 on the other clip
  test("tell how unusual they are among all pairs on the criterion", () => {
    const found = ask([...levelsOf(["11", "22", "12", "13"]), level("three", "ana", 3), level("three", "ben", 3), level("three", "cem", 4)]);
    expect(found.cases.map(({ subjectId, asFarFraction }) => [subjectId, asFarFraction])).toEqual([["clip-003", 1 / 7]]);
    const wide = ask([...levelsOf(["14", "24", "12"])]);
    expect(wide.cases.map(({ subjectId, asFarFraction }) => [subjectId, asFarFraction])).toEqual([["clip-000", 1 / 3], ["clip-001", 2 / 3]]);
  });
});

describe("a divergence goes", () => {
  const two = (subjectId: string) => [level(subjectId, "ana", 1), level(subjectId, "ben", 4)];
  test("to a rater who has not seen the subject, the one with the least to rate, turn by turn", () => {
    const busy = [level("other", "cem", 3), level("another", "cem", 3)];
    const found = ask([...two("a"), ...two("b"), ...two("c"), ...two("d"), ...busy, level("x", "dee", 3)]);
    expect(found.cases.map(({ escalation }) => escalation)).toEqual([["dee", "cem"], ["cem", "dee"], ["dee", "cem"], ["cem", "dee"]].map((raterIds) => ({ to: "third-rater", raterIds })));
    const pool = ask(two("a"), { thirdRaterIds: ["h", "g", "f", "e"] });
    expect(pool.cases[0]?.escalation).toEqual({ to: "third-rater", raterIds: ["e", "f", "g"] });
  });
  test("on all criteria of a subject to the same rater", () => {
    const found = ask([...two("a"), level("a", "ana", 5, "consent"), level("a", "ben", 0, "consent"), ...two("b")], { thirdRaterIds: ["e", "f"] });
    expect(found.cases.map(({ subjectId, escalation }) => [subjectId, escalation.to === "third-rater" ? escalation.raterIds[0] : null])).toEqual([["a", "e"], ["a", "e"], ["b", "f"]]);
  });
  test("never to one in conflict, nor to who is seen, nor to who rated another criterion of it", () => {
    const ratings = [...two("a"), level("a", "cem", 2, "consent"), level("z", "dee", 3), level("z", "eve", 3), level("z", "fay", 3)];
    const found = ask(ratings, { participants: [{ subjectId: "a", participantId: "dee" }, { subjectId: "none", participantId: "p" }], conflicts: [{ raterId: "eve", participantId: "dee" }, { raterId: "gone", participantId: "p" }] });
    expect(found.cases[0]?.escalation).toEqual({ to: "third-rater", raterIds: ["fay"] });
  });
  // “Clip-1” is not “clip-1”: the conflict meets nothing, and the answer has to say so
  test("with a count of the conflicts and participants that met nobody, and of the cases of which nobody is known", () => {
    const gaps = (more: Partial<DivergenceRequest>) => {
      const { ignoredConflictCount, ignoredParticipantCount, withoutParticipantCount } = ask([...two("clip-1"), ...two("clip-2"), level("calm", "ana", 3)], { thirdRaterIds: ["kim", "lea"], ...more }).assumptions;
      return [ignoredConflictCount, ignoredParticipantCount, withoutParticipantCount];
    };
    const conflicts = [{ raterId: "kim", participantId: "pat" }];
    const [seen, other] = [{ subjectId: "clip-1", participantId: "pat" }, { subjectId: "clip-2", participantId: "sam" }];
    expect(gaps({ conflicts, participants: [seen, other] })).toEqual([0, 0, 0]);
    expect(gaps({ conflicts, participants: [{ ...seen, subjectId: "Clip-1" }, other] })).toEqual([1, 1, 1]);
    expect(gaps({ conflicts })).toEqual([1, 0, 2]);
    expect(gaps({ participants: [seen] })).toEqual([0, 0, 1]);
    expect(gaps({ conflicts: [{ raterId: "Kim", participantId: "pat" }, { raterId: "kim", participantId: "Pat" }, ...conflicts], participants: [seen, other] })).toEqual([2, 0, 0]);
    expect(gaps({})).toEqual([0, 0, 0]);
  });
  test("to the coach lead where nobody is left, or where three have rated it", () => {
    expect(ask(two("a")).cases[0]?.escalation).toEqual({ to: "coach-lead", reason: "no-rater-left" });
    expect(ask([...two("a"), level("a", "cem", 3), level("b", "dee", 3)]).cases[0]?.escalation).toEqual({ to: "coach-lead", reason: "three-raters-already" });
  });
});

describe("pairs of raters", () => {
  /** Ana and Ben agree, Cem rates one level higher on most. */
  const rows = Array.from({ length: 12 }, (_, clip) => { const seen = 1 + (clip % 3); return `${String(seen)}${String(clip === 5 ? seen + 1 : seen)}${String(clip < 2 ? seen : seen + 1)}`; });
  const found = ask(levelsOf(rows));
  test("are compared by agreement and mean difference, each with its interval, and with all other pairs", () => {
    const pair = found.raterPairs.find(({ raterIds }) => raterIds.join() === "rater-0,rater-2");
    const differences = rows.map((row) => Number(row[2]) - Number(row[0]));
    const mean = meanEstimate({ values: differences, confidenceLevel: 0.95 });
    expect(pair).toMatchObject({ subjectCount: 12, isSystematic: true, reasons: ["one-rates-higher"], agreement: { estimate: 2 / 12, confidence: wilsonInterval({ successes: 2, n: 12, confidenceLevel: 0.95 }), method: "wilson" } });
    expect(pair?.meanDifference.estimate).toBeCloseTo(mean.estimate ?? NaN, 12);
    if (pair?.meanDifference.estimate == null || mean.estimate === null) throw new Error("no mean");
    expect([pair.meanDifference.confidence.lower, pair.meanDifference.confidence.upper]).toEqual([expect.closeTo(mean.confidence.lower, 9), expect.closeTo(mean.confidence.upper, 9)]);
    // by hand: rater 0 and 1 agree on 11 of 12, rater 1 and 2 on 3 of 12
    expect(pair.othersAgreementFraction).toBeCloseTo(14 / 24, 12);
    expect(found.raterPairs.map(({ raterIds, isSystematic }) => [raterIds.join(), isSystematic])).toEqual([["rater-0,rater-2", true], ["rater-1,rater-2", true], ["rater-0,rater-1", false]]);
    expect(found.assumptions.simultaneousLevel).toBeCloseTo(1 - 0.05 / 6, 12);
  });

  /** Ana and Ben differ on so many of eight clips, up and down in turn; each agrees with Cem on eight other clips. */
  const differing = (count: number, criterionId = "listens"): readonly RatedLevel[] => Array.from({ length: 8 }, (_, clip) => [
    level(`ab-${String(clip)}`, "ana", 3, criterionId), level(`ab-${String(clip)}`, "ben", clip < count ? 2 + 2 * (clip % 2) : 3, criterionId),
    ...["ana", "ben"].flatMap((raterId) => [level(`${raterId}-${String(clip)}`, raterId, 3, criterionId), level(`${raterId}-${String(clip)}`, "cem", 3, criterionId)]),
  ]).flat();
  // by hand, C(8, k) ÷ C(24, k) that all k differences fall to this pair: .101, .028, .0066, against .05 ÷ 6; Wilson's interval called one difference of eight certain
  test.each([[1, false], [2, false], [3, false], [4, true], [8, true]])("who differ on %d of eight clips where all others agree", (count, isSystematic) => {
    const { raterPairs } = ask(differing(count));
    expect(raterPairs.map(({ raterIds, reasons }) => [raterIds.join(), reasons])).toEqual([["ana,ben", isSystematic ? ["less-agreement-than-others"] : []], ["ana,cem", []], ["ben,cem", []]]);
  });
  test("who differ on one criterion of two differ on half a clip, and halves are rounded in their favor", () => {
    const two = rubricOf(criterion("listens"), criterion("asks"));
    const reasonsOf = (one: number, other: number) => ask([...differing(one), ...differing(other, "asks")], { rubric: two }).raterPairs[0]?.reasons;
    expect([reasonsOf(4, 4), reasonsOf(4, 3), reasonsOf(8, 0), reasonsOf(7, 0)]).toEqual([["less-agreement-than-others"], [], ["less-agreement-than-others"], []]);
  });
  // 150 calls of six raters who agree on 95 of 100 clips whoever they are: by Wilson's intervals 45 of 100 such calls accused somebody
  test("who agree as often as all others are called systematic in at most one call of twenty", () => {
    let state = 5;
    const chance = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const pairs = [0, 1, 2, 3, 4, 5].flatMap((one) => [0, 1, 2, 3, 4, 5].filter((other) => other > one).map((other) => [one, other] as const));
    const call = (): DivergingRatings => ask(pairs.flatMap(([one, other]) => Array.from({ length: 8 }, (_, clip) => {
      const id = `${String(one)}-${String(other)}-${String(clip)}`;
      return [level(id, `r${String(one)}`, 3), level(id, `r${String(other)}`, chance() < 0.95 ? 3 : chance() < 0.5 ? 2 : 4)];
    }).flat()));
    const alarms = Array.from({ length: 150 }, () => Number(call().raterPairs.some(({ isSystematic }) => isSystematic))).reduce((sum, one) => sum + one, 0);
    expect(alarms).toBeLessThanOrEqual(7);
  });

  // four criteria of one clip, rated by one impression, are not four clips
  test("count subjects and not criteria", () => {
    const four = rubricOf(...["a", "b", "c", "d"].map((id) => criterion(id)));
    const ratings = ["a", "b", "c", "d"].flatMap((criterionId) => levelsOf(rows.map((row) => row.slice(0, 2)), { criterionId }));
    const [pair] = ask(ratings, { rubric: four }).raterPairs;
    expect(pair).toMatchObject({ subjectCount: 12, agreement: { n: 48, effectiveN: 12, method: "wilson-design-effect", confidence: wilsonInterval({ successes: 11, n: 12, confidenceLevel: 0.95 }) }, meanDifference: { n: 12 } });
    const mean = meanEstimate({ values: rows.map((row) => Number(row[1]) - Number(row[0])), confidenceLevel: 0.95 });
    if (pair?.meanDifference.estimate == null || mean.estimate === null) throw new Error("no mean");
    expect([pair.meanDifference.estimate, pair.meanDifference.confidence.upper]).toEqual([expect.closeTo(mean.estimate, 9), expect.closeTo(mean.confidence.upper, 9)]);
  });

  test("with few common subjects, or without any other pair, are not called systematic", () => {
    const seven = ask(levelsOf(rows.slice(5))).raterPairs;
    expect(seven.map(({ subjectCount, isSystematic }) => [subjectCount, isSystematic])).toEqual([[7, false], [7, false], [7, false]]);
    expect(ask([level("a", "ana", 1), level("a", "ben", 2)]).raterPairs).toMatchObject([{ subjectCount: 1, agreement: { estimate: 0 }, meanDifference: { estimate: null, reason: "too-few-observations", n: 1, needed: 2 }, othersAgreementFraction: null, isSystematic: false }]);
  });

  // a difference that never varies has no width, and eight equal signs come by chance once in 128
  test("who always differ by the same need as many subjects as equal signs take to be no chance", () => {
    const always = (count: number) => ask(levelsOf(Array.from({ length: count }, (_, clip) => (clip % 2 === 0 ? "12" : "34")))).raterPairs[0];
    expect(always(8)).toMatchObject({ meanDifference: { estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: ["no-variation"] }, isSystematic: true, reasons: ["one-rates-higher"] });
    const strict = ask(levelsOf(Array.from({ length: 8 }, (_, clip) => (clip % 2 === 0 ? "12" : "34"))), { confidenceLevel: 0.99 }).raterPairs[0];
    expect(strict?.isSystematic).toBe(false);
    expect(ask(levelsOf(Array.from({ length: 20 }, () => "22"))).raterPairs[0]).toMatchObject({ meanDifference: { estimate: 0, warnings: ["no-variation"] }, isSystematic: false, reasons: [] });
  });

  // thirty raters by chance are 435 pairs, of which one in twenty would stand out by its own interval
  test("of many raters who do not differ are hardly ever called systematic", () => {
    let state = 1;
    const chance = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const ratings = levelsOf(Array.from({ length: 40 }, () => Array.from({ length: 30 }, () => String(2 + Math.floor(2 * chance()))).join("")));
    const { raterPairs } = ask(ratings);
    expect([raterPairs.length, raterPairs.filter(({ isSystematic }) => isSystematic).length]).toEqual([435, 0]);
    expect(raterPairs.filter(({ meanDifference }) => meanDifference.estimate !== null && meanDifference.confidence.lower * meanDifference.confidence.upper > 0).length).toBeGreaterThan(5);
  });
});

describe("no ratings", () => {
  test("diverge nowhere", () => {
    expect(ask([])).toEqual({ cases: [], comparedCount: 0, raterPairs: [], assumptions: { leastStepCount: 2, leastSubjectCount: 8, simultaneousLevel: 0.95, ignoredConflictCount: 0, ignoredParticipantCount: 0, withoutParticipantCount: 0 } });
  });
});

describe("diverging ratings refuse", () => {
  test("ratings that do not fit the rubric, and lists with repetitions", () => {
    expect(issuesOf(() => ask([level("a", "ana", 9), level("a", "ben", 1), level("a", "ben", 1), level("a", "ben", 1, "x")], { thirdRaterIds: ["a", "a"], participants: [{ subjectId: "a", participantId: "p" }, { subjectId: "a", participantId: "q" }] }))).toEqual([
      "rated-level.level_off_scale at /ratings/0/level", "rated-level.unknown_criterion at /ratings/3/criterionId", "rated-level.duplicate_level at /ratings/2", "diverging-ratings.duplicate_participant at /participants/1/subjectId", "diverging-ratings.duplicate_third_rater at /thirdRaterIds/1",
    ]);
  });
  test("more raters, pairs of ratings and ratings than one call takes", () => {
    const raters = (count: number, clips = 1) => Array.from({ length: count * clips }, (_, index) => level(`clip-${String(Math.floor(index / count))}`, `r${String(index % count)}`, 2));
    expect(issuesOf(() => ask(raters(DIVERGENCE_LIMITS.raters + 1)))).toEqual(["diverging-ratings.too_many_raters at /ratings"]);
    expect(ask(raters(DIVERGENCE_LIMITS.raters)).raterPairs.length).toBe(124_750);
    expect(issuesOf(() => ask(raters(500, 161)))).toEqual(["diverging-ratings.too_many_pairs at /ratings"]);
    expect(issuesOf(() => ask(raters(2, 100_001)))).toEqual(["input.too_big at /ratings"]);
  }, 60_000);
});

describe("laws of diverging ratings", () => {
  const rows = fc.array(fc.array(fc.constantFrom("1", "2", "3", "4", "."), { minLength: 5, maxLength: 5 }).map((row) => row.join("")), { maxLength: 12 });
  test("the order of the ratings does not matter", () => {
    fc.assert(fc.property(rows, (given) => { expect(ask(levelsOf(given).toReversed())).toEqual(ask(levelsOf(given))); }), { numRuns: 50 });
  });
  test("a case diverges where some two ratings do, and goes to nobody who has rated it", () => {
    fc.assert(fc.property(rows, (given) => {
      const ratings = levelsOf(given);
      const found = ask(ratings);
      const diverging = given.flatMap((row, clip) => {
        const levels = [...row].filter((one) => one !== ".").map(Number);
        return levels.some((one) => levels.some((other) => Math.abs(one - other) >= 2 || (one < 3 && other >= 3))) ? [`clip-${String(clip).padStart(3, "0")}`] : [];
      });
      expect(found.cases.map(({ subjectId }) => subjectId).toSorted()).toEqual(diverging);
      for (const { subjectId, escalation } of found.cases) if (escalation.to === "third-rater") expect(ratings.some((one) => one.subjectId === subjectId && escalation.raterIds.includes(one.raterId))).toBe(false);
    }), { numRuns: 100 });
  });
});
