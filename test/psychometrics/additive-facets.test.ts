import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { additiveFacets, additiveFacetsColumns, type AdditiveFacets, type AdditiveFacetsResult, type FacetRating } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";
import { ratings, sampledRatings } from "./sampled-ratings.js";

const additive = (list: readonly FacetRating[]): AdditiveFacetsResult => additiveFacets({ ratings: list, confidenceLevel: 0.95 });
const done = (result: AdditiveFacetsResult): AdditiveFacets => {
  if (result.raters === null) throw new Error(result.reason);
  return result;
};
const sampled = sampledRatings({ severities: [-0.5, 0, 0.2, 0.3], difficulties: [-0.3, 0.3], steps: [-1, 0, 1], personCount: 30, ratersPerPerson: 2, seed: 4 });

describe("additiveFacets", () => {
  // Differences kim − lee of 1, 2, 0: mean 1, variance 1; the severities are half of it, its error √(1 ÷ 3) ÷ 2; t with 2 degrees of freedom is 4.3027.
  test("two raters of the same people: half their mean difference each, with the error of paired scores", () => {
    const { raters, persons, degreesOfFreedom, residualStandardDeviation, warnings, items } = done(additive(ratings("a: kim 5, lee 4", "b: kim 4, lee 2", "c: kim 3, lee 3")));
    const error = Math.sqrt(1 / 3) / 2;
    expect(raters[1]).toEqual({ raterId: "lee", estimate: expect.closeTo(0.5, 12), standardError: expect.closeTo(error, 12), confidence: { lower: expect.closeTo(0.5 - 4.302652729911275 * error, 9), upper: expect.closeTo(0.5 + 4.302652729911275 * error, 9), level: 0.95 }, n: 3, meanScore: 3 });
    expect(items).toMatchObject([{ estimate: 0, standardError: 0 }]);
    expect({ degreesOfFreedom, residualStandardDeviation, warnings }).toEqual({ degreesOfFreedom: 2, residualStandardDeviation: expect.closeTo(Math.SQRT1_2, 12), warnings: ["one-item", "few-degrees-of-freedom"] });
    // rated by both: nothing to adjust
    for (const { meanScore, adjustedScore } of persons) expect(adjustedScore.estimate).toBeCloseTo(meanScore, 12);
  });

  test("who met only the harsh rater gets back what was too little, beside the plain mean, with more error", () => {
    const { persons } = done(additive(ratings("a: kim 5, lee 4", "b: kim 4, lee 2", "c: kim 3, lee 3", "d: lee 2", "e: kim 5")));
    expect(persons.map(({ personId, meanScore, adjustedScore }) => [personId, meanScore, adjustedScore.estimate])).toEqual([["a", 4.5, expect.closeTo(4.5, 12)], ["b", 3, expect.closeTo(3, 12)], ["c", 3, expect.closeTo(3, 12)], ["d", 2, expect.closeTo(2.5, 12)], ["e", 5, expect.closeTo(4.5, 12)]]);
    // 1 rating and the error of a severity, against 2 ratings: √(½ · (1 + 1/6)) and √(½ · ½)
    expect(persons[3]?.adjustedScore.standardError).toBeCloseTo(Math.sqrt(0.5 + 1 / 12), 12);
    expect(persons[0]?.adjustedScore.standardError).toBeCloseTo(0.5, 12);
  });

  test.each<[string, readonly FacetRating[], object]>([
    ["no ratings", [], { reason: "no-ratings", n: 0, connections: { subsets: [], links: [] } }],
    ["raters without a person in common", ratings("a: kim 3 4", "b: lee 2 3"), { reason: "raters-not-connected", connections: { links: [{ raterId: "lee", personId: "a", itemIds: ["i0", "i1"] }] } }],
    ["items never given to the same person", ratings("a: kim 3 -, lee 2 -", "b: kim - 1, lee - 2"), { reason: "items-not-connected", itemSubsets: [["i0"], ["i1"]] }],
    ["as many parameters as ratings", ratings("a: kim 3, lee 2"), { reason: "too-few-ratings", n: 2 }],
  ])("%s: no severities, with the reason", (_, list, want) => { expect(additive(list)).toMatchObject({ raters: null, ...want }); });

  test("raters who differ by a constant leave no residual: the errors are 0, and a warning says that they say nothing", () => {
    expect(done(additive(ratings("a: kim 5.3, lee 4.2", "b: kim 4.3, lee 3.2", "c: kim 3.3, lee 2.2")))).toMatchObject({ residualStandardDeviation: 0, raters: [{ estimate: expect.closeTo(-0.55, 12), standardError: 0 }, {}], warnings: ["one-item", "no-residual-variation", "few-degrees-of-freedom"] });
    expect(done(additive(ratings("a: kim 3, lee 3", "b: kim 3, lee 3")))).toMatchObject({ residualStandardDeviation: 0, raters: [{ estimate: 0, standardError: 0 }, { estimate: 0, standardError: 0 }] });
  });

  test("one rater is as harsh as the mean by definition", () => { expect(done(additive(ratings("a: kim 5 3", "b: kim 4 1", "c: kim 2 2")))).toMatchObject({ raters: [{ estimate: 0, standardError: 0 }], warnings: ["one-rater", "few-degrees-of-freedom"] }); });

  describe("laws", () => {
    test("the order of the ratings does not matter, to the last digit", () => { expect(additive(sampled.toReversed())).toEqual(additive(sampled)); });

    test("a million more on every score moves people, and nothing else", () => {
      const moved = done(additive(sampled.map((rating) => ({ ...rating, score: rating.score + 999_000 }))));
      const plain = done(additive(sampled));
      moved.raters.forEach(({ estimate, standardError }, place) => {
        expect(estimate).toBeCloseTo(plain.raters[place]?.estimate ?? NaN, 8);
        expect(standardError).toBeCloseTo(plain.raters[place]?.standardError ?? NaN, 8);
      });
      moved.persons.forEach(({ adjustedScore }, place) => { expect(adjustedScore.estimate).toBeCloseTo(999_000 + (plain.persons[place]?.adjustedScore.estimate ?? NaN), 8); });
    });

    test("residuals add up to nothing by person, item and rater, as least squares have it", () => fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const list = sampledRatings({ severities: [-0.5, 0, 0.5], difficulties: [-0.3, 0.3], steps: [-1, 0, 1], personCount: 12, ratersPerPerson: 2, seed }).filter((_, index) => (index * 7 + seed) % 5 !== 0);
      const result = additive(list);
      if (result.raters === null) return;
      const of = <Row>(rows: readonly Row[], id: (row: Row) => string, value: (row: Row) => number) => new Map(rows.map((row) => [id(row), value(row)]));
      const persons = of(result.persons, ({ personId }) => personId, ({ adjustedScore }) => adjustedScore.estimate);
      const items = of(result.items, ({ itemId }) => itemId, ({ estimate }) => estimate);
      const raters = of(result.raters, ({ raterId }) => raterId, ({ estimate }) => estimate);
      const sums = new Map<string, number>();
      for (const { personId, itemId, raterId, score } of list) {
        const residual = score - ((persons.get(personId) ?? NaN) - (items.get(itemId) ?? NaN) - (raters.get(raterId) ?? NaN));
        for (const key of [personId, itemId, raterId]) sums.set(key, (sums.get(key) ?? 0) + residual);
      }
      for (const sum of sums.values()) expect(sum).toBeCloseTo(0, 9);
    }), { numRuns: 40 }));
  });

  test("refuses a rating twice, and a score that is none", () => {
    refuses(() => additive([...sampled, ...sampled.slice(0, 1)]), { code: "facet-ratings.duplicate_rating", path: ["ratings", sampled.length] });
    refuses(() => additive([{ personId: "a", itemId: "b", raterId: "c", score: NaN }]), { code: "input.invalid_type", path: ["ratings", 0, "score"] });
  });
});

describe("additiveFacetsColumns", () => {
  const columns = { personIds: ["a", "b", "c"], itemIds: ["i0"], raterIds: ["kim", "lee"], persons: Uint32Array.of(0, 0, 1, 1, 2, 2), items: new Uint32Array(6), raters: Uint32Array.of(0, 1, 0, 1, 0, 1), scores: Float64Array.of(5, 4.5, 4, 2, 3, 3), confidenceLevel: 0.9 };
  test("answers what the plain records answer", () => {
    expect(additiveFacetsColumns(columns)).toEqual(additiveFacets({ ratings: ratings("a: kim 5, lee 4.5", "b: kim 4, lee 2", "c: kim 3, lee 3"), confidenceLevel: 0.9 }));
  });
  test("refuses a score without end", () => { refuses(() => additiveFacetsColumns({ ...columns, scores: Float64Array.of(5, 4, 4, 2, 3, Infinity) }), { code: "facet-columns.bad_score", path: ["scores", 5] }); });
});
