import { raterAgreement } from "coachkit/agreement";
import { type AiRaterQuestion, type AiRating, aiRaterStanding } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const clip = (place: number): string => `clip-${String(place).padStart(4, "0")}`;
type Level = (place: number) => number;
const truth: Level = (place) => 1 + (place % 3);
/** Off by one level on every so-manieth clip. */
const offEvery = (every: number, from = 0): Level => (place) => (place % every === from ? (truth(place) % 3) + 1 : truth(place));
interface Case { readonly count?: number; readonly ai?: Level; readonly humans?: Readonly<Record<string, Level>>; readonly version?: string }
const question = ({ count = 120, ai = offEvery(12), humans = { kim: offEvery(5, 3), ulla: truth }, version = "2" }: Case = {}, more: Partial<AiRaterQuestion> = {}): AiRaterQuestion => ({
  modelId: "rater", modelVersion: "2", scale: "ordinal", categories: [1, 2, 3], areHumansBlind: true, stakes: "feedback", humanMarginRatio: 0.1, confidenceLevel: 0.95, seed: 7,
  aiRatings: Array.from({ length: count }, (_, place): AiRating => ({ subjectId: clip(place), modelVersion: version, category: ai(place) })),
  humanRatings: Object.entries(humans).flatMap(([raterId, levelOf]) => Array.from({ length: count }, (_, place) => ({ subjectId: clip(place), raterId, category: levelOf(place) }))), ...more,
});
const standing = (one: Case = {}, more: Partial<AiRaterQuestion> = {}) => aiRaterStanding(question(one, more));

test("a model that agrees with people as people do counts, for this version", () => {
  const found = standing();
  expect(found).toMatchObject({ modelId: "rater", modelVersion: "2", verdict: "counts", reasons: [], subjectCount: 120, humanPairCount: 120, withHumans: { coefficient: { kind: "cohen-kappa", weights: "quadratic" } }, amongHumans: { coefficient: { kind: "cohen-kappa" } }, assumptions: { leastSubjectCount: 30 } });
  expect(found.benchmark?.word).not.toBe("nothing");
});
test("with one person its agreement is that of raterAgreement for the two, and people are not compared", () => {
  const { withHumans, amongHumans, reasons, verdict } = standing({ humans: { kim: truth } });
  const ratings = Array.from({ length: 120 }, (_, place) => [{ subjectId: clip(place), raterId: "one", category: offEvery(12)(place) }, { subjectId: clip(place), raterId: "other", category: truth(place) }]).flat();
  expect(withHumans).toEqual(raterAgreement({ scale: "ordinal", categories: [1, 2, 3], ratings, confidenceLevel: 0.95 }).recommended);
  expect([amongHumans, reasons, verdict]).toEqual([null, ["humans-not-compared"], "counts"]);
});

describe("the bar is judged on the lower end of the interval", () => {
  /** Two categories, half each: kappa is 1 − 2 · share wrong. */
  const nominal = (count: number, wrong: number, more: Partial<AiRaterQuestion> = {}) => {
    const level: Level = (place) => 1 + (place % 2);
    return standing({ count, ai: (place) => (place < wrong ? 3 - level(place) : level(place)), humans: { kim: level } }, { scale: "nominal", categories: [1, 2], ...more });
  };
  test.each<readonly [string, number, number, string, readonly string[]]>([
    // kappa .60, lower end about .46 and .34
    ["120 with 24 wrong reach .40", 120, 24, "counts", []],
    ["40 with 8 wrong: .60, and too wide", 40, 8, "not-enough-evidence", ["interval-below-bar"]],
    ["120 with 40 wrong: .33 lies below", 120, 40, "does-not-count", ["below-bar"]],
  ])("%s", (_, count, wrong, verdict, reasons) => { expect(nominal(count, wrong)).toMatchObject({ verdict, reasons: [...reasons, "humans-not-compared"] }); });
  test("and is higher where more is decided", () => {
    expect((["feedback", "pilot-decision", "pay-or-promotion"] as const).map((stakes) => nominal(400, 60, { stakes }).verdict)).toEqual(["counts", "counts", "does-not-count"]);
    expect(nominal(400, 44, { stakes: "pay-or-promotion" })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["interval-below-bar", "humans-not-compared"], withHumans: { result: { estimate: 0.78 } } });
  });
  test("agreement on everything has an interval without width, and is no evidence", () => { expect(nominal(40, 0)).toMatchObject({ verdict: "not-enough-evidence", reasons: ["no-width"] }); });
  test("where nobody tells clips apart nothing can be said", () => { expect(standing({ ai: () => 2, humans: { kim: () => 2 } })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["no-agreement"], withHumans: { result: { estimate: null } }, benchmark: null }); });
});

describe("people among each other are the other bar", () => {
  const humans = { kim: truth, ulla: offEvery(30) };
  test("far above the bar, and yet worse than people by more than the margin", () => { expect(standing({ count: 600, ai: offEvery(5, 1), humans })).toMatchObject({ verdict: "does-not-count", reasons: ["below-humans"] }); });
  test("its estimate within the margin, its lower end not", () => { expect(standing({ count: 60, ai: offEvery(12, 1), humans })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["interval-below-humans"] }); });
  test("a wider margin lets it count", () => { expect(standing({ count: 600, ai: offEvery(5, 1), humans }, { humanMarginRatio: 0.6 })).toMatchObject({ verdict: "counts", reasons: [] }); });
  test("two reasons stand beside each other", () => { expect(standing({ ai: (place) => 1 + (place % 2), humans }).reasons).toEqual(["below-bar", "below-humans"]); });
  test("only the clips that the model rated tell of people", () => {
    const base = question({ count: 600, humans });
    const wild = Array.from({ length: 300 }, (_, place) => [{ subjectId: `x${String(place)}`, raterId: "kim", category: 1 }, { subjectId: `x${String(place)}`, raterId: "ulla", category: 3 }]).flat();
    expect(aiRaterStanding({ ...base, humanRatings: [...base.humanRatings, ...wild] })).toEqual(aiRaterStanding(base));
  });
  test("fewer clips than are needed with two people: they are not compared", () => {
    const base = question({ humans: { kim: truth } });
    const second = (count: number) => base.humanRatings.slice(0, count).map((rating) => ({ ...rating, raterId: "ulla", category: offEvery(8)(Number(rating.subjectId.slice(5))) }));
    expect(aiRaterStanding({ ...base, humanRatings: [...base.humanRatings, ...second(29)] })).toMatchObject({ humanPairCount: 29, amongHumans: null });
    expect(aiRaterStanding({ ...base, humanRatings: [...base.humanRatings, ...second(30)] }).amongHumans).not.toBeNull();
  });
});

describe("what is no evidence", () => {
  test("another version's ratings: a new version starts over", () => {
    expect(standing({ version: "1" })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["new-version"], subjectCount: 0, withHumans: null });
    const both = question();
    expect(aiRaterStanding({ ...both, aiRatings: [...both.aiRatings, ...question({ version: "1", ai: () => 1 }).aiRatings] })).toEqual(aiRaterStanding(both));
  });
  test("people who saw the model's ratings", () => { expect(standing({}, { areHumansBlind: false })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["humans-saw-ratings"] }); });
  test("too few clips", () => {
    expect(standing({ count: 29 })).toMatchObject({ verdict: "not-enough-evidence", reasons: ["too-few-subjects"], subjectCount: 29 });
    expect(standing({ count: 29 }, { leastSubjectCount: 29 }).reasons).not.toContain("too-few-subjects");
    expect(standing({}, { aiRatings: [] })).toMatchObject({ reasons: ["too-few-subjects"], withHumans: null });
    expect(standing({}, { humanRatings: [] })).toMatchObject({ reasons: ["too-few-subjects"], subjectCount: 0 });
  });
});

test("nobody chooses which person is taken: over seeds each of two is, and the order of ratings does not matter", () => {
  const base = question();
  const estimates = new Set(Array.from({ length: 10 }, (_, seed) => aiRaterStanding({ ...base, seed }).withHumans?.result.estimate));
  expect(estimates.size).toBeGreaterThan(3);
  fc.assert(fc.property(fc.nat({ max: 119 }), (turn) => {
    const turned = <One>(list: readonly One[]): readonly One[] => [...list.slice(turn), ...list.slice(0, turn)].toReversed();
    expect(aiRaterStanding({ ...base, aiRatings: turned(base.aiRatings), humanRatings: turned(base.humanRatings) })).toEqual(aiRaterStanding(base));
  }), { numRuns: 10 });
});

test("ratings that do not fit are refused", () => {
  const base = question({ count: 40 });
  const issues = (more: Partial<AiRaterQuestion>): readonly string[] => issuesOf(() => aiRaterStanding({ ...base, ...more }));
  const [ai, human] = [base.aiRatings[0] as AiRating, base.humanRatings[0] as (typeof base.humanRatings)[number]];
  expect(issues({ aiRatings: [{ ...ai, category: 4 }] })).toEqual(["ai-rater-standing.off_scale at /aiRatings/0/category"]);
  expect(issues({ humanRatings: [{ ...human, category: "x" }] })).toEqual(["ai-rater-standing.off_scale at /humanRatings/0/category"]);
  expect(issues({ aiRatings: [ai, ai] })).toEqual(["ai-rater-standing.duplicate_rating at /aiRatings/1"]);
  expect(issues({ humanRatings: [human, human] })).toEqual(["ai-rater-standing.duplicate_rating at /humanRatings/1"]);
  expect(issues({ categories: [1, 2, 3, 3] })).toEqual(["ai-rater-standing.duplicate_category at /categories/3"]);
  expect(issues({ humanRatings: [{ ...human, raterId: "rater" }] })).toEqual(["ai-rater-standing.model_as_human at /humanRatings/0/raterId"]);
  expect(issues({ categories: [1, 3, 2] })).toEqual(["rating.out_of_order at /categories/2"]);
  expect(issues({ leastSubjectCount: 9 })).toEqual(["input.too_small at /leastSubjectCount"]);
});
