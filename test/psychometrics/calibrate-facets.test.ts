import { describe, expect, test } from "vitest";
import { abilityEstimate, calibrateFacets, calibrateFacetsColumns, calibrateRasch, FACET_LIMITS, type FacetCalibration, type FacetCalibrationResult, type FacetColumnRequest, type FacetRating, type FacetRequest } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";
import { ratings, sampledRatings } from "./sampled-ratings.js";
import { raschModels, sampledResponses, withGaps } from "./sampled-responses.js";

const calibrate = (list: readonly FacetRating[], options: Partial<FacetRequest> = {}): FacetCalibrationResult => calibrateFacets({ ratings: list, lowestScore: 0, highestScore: 4, confidenceLevel: 0.95, ...options });
const done = (result: FacetCalibrationResult): FacetCalibration => {
  if (result.raters === null) throw new Error(result.reason);
  return result;
};
const binary = { lowestScore: 0, highestScore: 1 };
const design = { severities: [-1, -0.3, 0.2, 1.1], difficulties: [-0.5, 0, 0.5], steps: [-1.5, -0.5, 0.5, 1.5], personCount: 60, ratersPerPerson: 2, seed: 3 };
const sampled = sampledRatings(design);

describe("calibrateFacets", () => {
  // Of two dichotomous ratings of a person, given that one is 1, the odds are e^(difference of severities), however able the person: three against one.
  test("two raters: their distance is the log-odds among people to whom one of them gave a 1, whoever else there is", () => {
    const result = done(calibrate(ratings("a: kim 1, lee 0", "b: kim 1, lee 0", "c: kim 1, lee 0", "d: kim 0, lee 1", "e: kim 1, lee 1", "f: kim 0, lee 0"), binary));
    const row = { standardErrorLogits: expect.closeTo(Math.sqrt(1 / 3 + 1) / 2, 9), n: 4, flags: [] };
    expect(result.raters).toMatchObject([{ raterId: "kim", estimate: expect.closeTo(-Math.log(3) / 2, 9), meanScore: 0.75, ...row }, { raterId: "lee", estimate: expect.closeTo(Math.log(3) / 2, 9), meanScore: 0.25, ...row }]);
    expect(result).toMatchObject({
      items: [{ itemId: "i0", estimate: 0, standardErrorLogits: 0, n: 8 }], steps: [{ score: 1, estimate: 0, standardErrorLogits: 0, n: 4 }],
      excluded: [], unusedScores: [], method: "conditional", identification: "mean-severity-and-difficulty-zero", ratingCount: 8, informativePersonCount: 4, itemSeparation: null,
      logLikelihood: expect.closeTo(3 * Math.log(0.75) + Math.log(0.25), 9), warnings: ["one-item", "rarely-used-scores", "few-informative-people"], assumptions: { mostSteps: 1000, fitRange: { lowest: 0.5, highest: 1.5 } },
    });
  });

  // Both between the raters: ability 0 has as many chances for one 1 as against; fair score one half, plain mean one half.
  test("people carry the plain mean and, beside it, the score that raters of mean severity would give", () => {
    const { persons } = done(calibrate(ratings("a: kim 1, lee 0", "b: kim 1, lee 0", "c: kim 1, lee 0", "d: kim 0, lee 1", "e: kim 1 -, lee 1 -", "f: kim - 1, lee - 1", "g: kim 1"), binary));
    expect(persons.map(({ personId, meanScore, n, extreme }) => [personId, meanScore, n, extreme])).toEqual([["a", 0.5, 2, null], ["b", 0.5, 2, null], ["c", 0.5, 2, null], ["d", 0.5, 2, null], ["e", 1, 2, "all-highest"], ["g", 1, 1, "all-highest"]]);
    expect(persons[0]).toMatchObject({ estimate: expect.closeTo(0, 9), adjustedScore: { estimate: expect.closeTo(0.5, 9), confidence: { level: 0.95 } } });
    // at 0 the fair score rises by ¼ a logit
    expect(persons[0]?.adjustedScore.standardError).toBeCloseTo((persons[0]?.standardErrorLogits ?? NaN) / 4, 9);
    // one rating by the lenient one says less than two by both
    expect(persons[5]?.estimate).toBeLessThan(persons[4]?.estimate ?? NaN);
  });

  // Given one 1 of two, kim has it with ¾: variance 3/16, residuals ¼ three times and ¾ once: a mean square of 1, its deviation q = √(4 · 3/16 · ¼) ÷ ¾, its score q ÷ 3.
  test("fit compares each rating with what was to be expected given the total", () => {
    const { raters } = done(calibrate(ratings("a: kim 1, lee 0", "b: kim 1, lee 0", "c: kim 1, lee 0", "d: kim 0, lee 1"), binary));
    for (const { fit } of raters) expect(fit).toEqual({ infit: expect.closeTo(1, 9), outfit: expect.closeTo(1, 9), infitScore: expect.closeTo(Math.sqrt(1 / 3) / 3, 9), outfitScore: expect.closeTo(Math.sqrt(1 / 3) / 3, 9), n: 4 });
  });

  test("who was rated once says nothing of severity, and still gets an ability; a score that only they got counts as the one below", () => {
    const three = sampled.map((rating) => ({ ...rating, score: [0, 0, 1, 3, 3][rating.score] ?? NaN }));
    const plain = done(calibrate(three));
    const result = done(calibrate([...three, ...ratings("once: r001 2"), ...ratings("twice: r002 2")].map((rating) => ({ ...rating, itemId: rating.itemId === "i0" ? "i000" : rating.itemId }))));
    expect(result.informativePersonCount).toBe(plain.informativePersonCount);
    expect(result.raters).toEqual(plain.raters);
    expect(result.unusedScores).toEqual([2, 4]);
    expect(result.persons[0]).toMatchObject({ personId: "once", n: 1, meanScore: 2, extreme: null });
  });

  test("a lowest score that was given fewer than ten times is rarely used too", () => {
    const many = sampledRatings({ ...design, personCount: 200 });
    const lowest = many.flatMap(({ score }, index) => (score === 0 ? [index] : []));
    const result = done(calibrate(many.filter((_, index) => !lowest.includes(index) || lowest.indexOf(index) < 5)));
    expect(result.steps.every(({ n }) => n >= 10)).toBe(true);
    expect(result.warnings).toEqual(["rarely-used-scores"]);
  });

  test("a rater who gives one score throughout is left out by name, and what that makes extreme too", () => {
    const result = done(calibrate([...sampled, ...sampled.filter(({ raterId }) => raterId === "r000").flatMap((one) => [{ ...one, raterId: "soft", score: 4 }, { ...one, raterId: "hard", score: 0 }]), { personId: "only", itemId: "i000", raterId: "soft", score: 4 }]));
    expect(result.excluded).toEqual([{ facet: "rater", id: "hard", reason: "all-lowest" }, { facet: "rater", id: "soft", reason: "all-highest" }, { facet: "person", id: "only", reason: "no-comparison" }]);
    expect(result.raters.map(({ estimate }) => estimate)).toEqual(done(calibrate(sampled)).raters.map(({ estimate }) => estimate));
    // the plain mean still counts all that the person got
    const meanOf = (scores: readonly number[]) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const own = sampled.filter(({ personId }) => personId === "p000");
    const added = own.filter(({ raterId }) => raterId === "r000").flatMap(() => [4, 0]);
    expect(result.persons.find(({ personId }) => personId === "p000")?.meanScore).toBeCloseTo(meanOf([...own.map(({ score }) => score), ...added]), 12);
  });

  test("scores that nobody got are left out, and those above count one lower; the adjusted scores are on the scale as given", () => {
    const spread = sampled.map((rating) => ({ ...rating, score: [1, 2, 4, 5, 7][rating.score] ?? NaN }));
    const wide = done(calibrate(spread, { lowestScore: 0, highestScore: 7 }));
    expect(wide.unusedScores).toEqual([0, 3, 6]);
    expect(wide.warnings).toContain("unused-scores");
    expect(wide.steps.map(({ score }) => score)).toEqual([2, 4, 5, 7]);
    const plain = done(calibrate(sampled));
    expect(wide.raters.map(({ estimate }) => estimate)).toEqual(plain.raters.map(({ estimate }) => estimate));
    for (const { adjustedScore } of wide.persons) for (const score of [adjustedScore.estimate, adjustedScore.confidence.lower, adjustedScore.confidence.upper]) expect(score >= 1 && score <= 7).toBe(true);
  });

  test.each<[string, readonly FacetRating[], Partial<FacetRequest>, object]>([
    ["no ratings", [], {}, { reason: "no-informative-people", connections: { subsets: [], links: [] }, excluded: [] }],
    ["one score throughout", ratings("a: kim 3 3, lee 3 3", "b: kim 3 3, lee 3 3"), {}, { reason: "no-informative-people" }],
    ["everybody rated once", ratings("a: kim 3", "b: lee 2", "c: kim 1"), {}, { reason: "no-informative-people" }],
    ["raters without a person in common", ratings("a: kim 1 0", "b: kim 0 1", "c: lee 1 0", "d: lee 0 1"), binary, { reason: "raters-not-connected", connections: { subsets: [{ raterIds: ["kim"] }, { raterIds: ["lee"] }], links: [{ raterId: "lee", personId: "a", itemIds: ["i0", "i1"] }] } }],
    ["items never given to the same person", ratings("a: kim 1 -, lee 0 -", "b: kim 0 -, lee 1 -", "c: kim - 1, lee - 0", "d: kim - 0, lee - 1"), binary, { reason: "items-not-connected", itemSubsets: [["i0"], ["i1"]] }],
    ["too few steps", sampled, { mostSteps: 1 }, { reason: "not-settled" }],
    // totals of 1 and of 3 fix how often each step was reached
    ["totals that leave the steps nothing to tell", ratings("a: kim 1, lee 0", "b: kim 0, lee 1", "c: kim 2, lee 1", "d: kim 1, lee 2"), { highestScore: 2 }, { reason: "no-information" }],
  ])("%s: no calibration, with the reason", (_, list, options, want) => { expect(calibrate(list, options)).toMatchObject({ raters: null, ...want }); });

  test("two groups of raters that no rating ranks against each other grow apart without end, and are named", () => {
    const lines = ["10000", "01000", "00100", "11110", "11101", "11000", "01100", "10100"].map((row, person) => `p${String(person)}: ${[...row].map((score, rater) => `r${String(rater)} ${score}`).join(", ")}`);
    expect(calibrate(ratings(...lines), binary)).toMatchObject({ raters: null, reason: "boundless", raterIds: ["r0", "r1", "r2", "r3", "r4"], itemIds: [] });
  });

  test("raters who were not connected are, once the link is scored", () => {
    const list = [...ratings("a: kim 1 0, max 0 1", "b: kim 0 1, max 0 1", "x: kim 1 0, max 1 0"), ...ratings("c: lee 1 0, nina 0 1", "d: lee 0 1, nina 1 0", "e: lee 1 1, nina 0 1")];
    const before = calibrate(list, binary);
    if (before.raters !== null) throw new Error("they are connected");
    const { raterId = "", personId = "", itemIds = [] } = before.connections.links[0] ?? {};
    expect(calibrate([...list, ...itemIds.map((itemId, index) => ({ raterId, personId, itemId, score: index % 2 }))], binary)).toMatchObject({ raters: [{ raterId: "kim" }, { raterId: "lee" }, { raterId: "max" }, { raterId: "nina" }] });
  });

  test("who got whom does not matter: a rater of the weak is not taken for a harsh one", () => {
    // the two meet at a few people only; kim rates the able, lee the others, and both are as harsh
    const able = sampledRatings({ ...design, severities: [0, 0], ratersPerPerson: 2, personCount: 300, seed: 5 });
    const mean = new Map<string, number>();
    for (const { personId, score } of able) mean.set(personId, (mean.get(personId) ?? 0) + score / 6);
    const list = able.filter(({ personId, raterId }) => Number(personId.slice(1)) % 5 === 0 || (raterId === "r000") === ((mean.get(personId) ?? 0) > 2));
    const { raters } = done(calibrate(list));
    const [kim, lee] = raters;
    expect((kim?.meanScore ?? NaN) - (lee?.meanScore ?? NaN)).toBeGreaterThan(0.8);
    expect(Math.abs((kim?.estimate ?? NaN) - (lee?.estimate ?? NaN))).toBeLessThan(4 * (kim?.standardErrorLogits ?? NaN));
  });

  test("a rater who throws dice is noisy, one who copies the mean is too regular; the others fit", () => {
    const many = sampledRatings({ ...design, personCount: 200, ratersPerPerson: 4 });
    const totals = new Map<string, number>();
    for (const { personId, itemId, score } of many) totals.set(`${personId}${itemId}`, (totals.get(`${personId}${itemId}`) ?? 0) + score);
    const dice = many.filter(({ raterId }) => raterId === "r000").map((one, index) => ({ ...one, raterId: "dice", score: (index * 7) % 5 }));
    const copy = many.filter(({ raterId }) => raterId === "r000").map((one) => ({ ...one, raterId: "copy", score: Math.round((totals.get(`${one.personId}${one.itemId}`) ?? 0) / 4) }));
    const { raters } = done(calibrate([...many, ...dice, ...copy], { fitRange: { lowest: 0.7, highest: 1.3 } }));
    expect(raters.map(({ raterId, flags }) => [raterId, flags])).toEqual([["copy", ["too-regular"]], ["dice", ["noisy"]], ...["r000", "r001", "r002", "r003"].map((id) => [id, []])]);
  });

  test("raters who differ are separated, raters who do not are not", () => {
    expect(done(calibrate(sampled)).raterSeparation?.reliability).toBeGreaterThan(0.9);
    const alike = done(calibrate(sampledRatings({ ...design, severities: [0, 0, 0, 0], personCount: 200 })));
    expect(alike.raterSeparation?.reliability).toBeLessThan(0.7);
    const { raters, raterSeparation } = done(calibrate(sampled));
    const error = raters.reduce((sum, { standardErrorLogits }) => sum + standardErrorLogits ** 2, 0) / 4;
    const variance = raters.reduce((sum, { estimate }) => sum + estimate ** 2, 0) / 3;
    expect(raterSeparation).toEqual({ reliability: expect.closeTo(1 - error / variance, 9), separationRatio: expect.closeTo(Math.sqrt(variance / error - 1), 9), strata: expect.closeTo((4 * Math.sqrt(variance / error - 1) + 1) / 3, 9) });
  });

  test("a step that is nowhere the most likely is said to be out of order", () => {
    const { warnings, steps } = done(calibrate(sampledRatings({ ...design, steps: [-0.5, 1.5, -1.5, 0.5], personCount: 200 })));
    expect(warnings).toContain("disordered-steps");
    expect((steps[2]?.estimate ?? NaN) - (steps[1]?.estimate ?? NaN)).toBeLessThan(-1);
  });

  describe("agrees with an independent route", () => {
    const answers = withGaps(sampledResponses(raschModels([-1.2, -0.4, 0.1, 0.5, 1]), 200, { seed: 8 }).responses);
    const asRatings = (of: (column: number) => Pick<FacetRating, "itemId" | "raterId">) => answers.flatMap((row, person) => row.flatMap((score, column) => (score === null ? [] : [{ personId: `p${String(person)}`, score, ...of(column) }])));
    const rasch = calibrateRasch({ itemIds: ["0", "1", "2", "3", "4"], responses: answers, method: { kind: "conditional" }, confidenceLevel: 0.95 });
    test.each<["items" | "raters", (column: number) => Pick<FacetRating, "itemId" | "raterId">]>([
      ["items", (column) => ({ itemId: String(column), raterId: "kim" })],
      ["raters", (column) => ({ itemId: "opening", raterId: String(column) })],
    ])("with two scores and nothing but %s it is the conditional Rasch model, errors and fit included", (facet, of) => {
      const result = done(calibrate(asRatings(of), binary));
      expect(result.logLikelihood).toBeCloseTo(rasch.items === null ? NaN : rasch.logLikelihood, 7);
      result[facet].forEach(({ estimate, standardErrorLogits, fit, n }, place) => {
        const same = rasch.items?.[place];
        expect(estimate).toBeCloseTo(same?.estimate ?? NaN, 7);
        expect(standardErrorLogits).toBeCloseTo(same?.standardErrorLogits ?? NaN, 7);
        expect(n).toBe(same?.n);
        for (const key of ["infit", "outfit", "infitScore", "outfitScore"] as const) expect(fit?.[key]).toBeCloseTo(same?.fit?.[key] ?? NaN, 6);
      });
    });

    test("abilities are those of weighted likelihood at partial credit items of the same places, with more error for what is not known of severities", () => {
      const { persons, raters, items, steps } = done(calibrate(sampled));
      const place = (list: readonly { readonly estimate: number }[], index: number) => list[index]?.estimate ?? NaN;
      for (const { personId, estimate, standardErrorLogits } of persons.slice(0, 12)) {
        const own = sampled.filter((rating) => rating.personId === personId).map(({ raterId, itemId, score }) => {
          const difficulty = place(raters, Number(raterId.slice(1))) + place(items, Number(itemId.slice(1)));
          return { model: { kind: "generalized-partial-credit" as const, discrimination: 1, stepsLogits: steps.map((step) => step.estimate + difficulty) }, score };
        });
        const single = abilityEstimate({ answers: own, method: { kind: "wle" }, confidenceLevel: 0.95 });
        if (single.estimate === null) throw new Error(single.reason);
        expect(estimate).toBeCloseTo(single.estimate, 7);
        expect(standardErrorLogits).toBeGreaterThan(single.standardErrorLogits);
        expect(standardErrorLogits).toBeLessThan(single.standardErrorLogits * 1.1);
      }
    });
  });

  describe("laws", () => {
    test("the order of the ratings does not matter, to the last digit", () => { expect(calibrate(sampled.toReversed())).toEqual(calibrate(sampled)); });

    test("the scale turned round turns severities round", () => {
      const turned = done(calibrate(sampled.map((rating) => ({ ...rating, score: 4 - rating.score }))));
      done(calibrate(sampled)).raters.forEach(({ estimate, standardErrorLogits }, place) => {
        expect(turned.raters[place]?.estimate).toBeCloseTo(-estimate, 7);
        expect(turned.raters[place]?.standardErrorLogits).toBeCloseTo(standardErrorLogits, 7);
      });
    });

    test("twice the same people halve the variances and move nothing", () => {
      const twice = done(calibrate([...sampled, ...sampled.map((rating) => ({ ...rating, personId: `${rating.personId}-again` }))]));
      done(calibrate(sampled)).raters.forEach(({ estimate, standardErrorLogits }, place) => {
        expect(twice.raters[place]?.estimate).toBeCloseTo(estimate, 7);
        expect(twice.raters[place]?.standardErrorLogits).toBeCloseTo(standardErrorLogits / Math.SQRT2, 7);
      });
    });

    test("severities, difficulties and steps each have the mean 0", () => {
      const { raters, items, steps } = done(calibrate(sampled));
      for (const part of [raters, items, steps]) expect(part.reduce((sum, { estimate }) => sum + estimate, 0)).toBeCloseTo(0, 9);
    });
  });

  describe("bad input", () => {
    test.each<[string, Partial<FacetRequest>, string, readonly (string | number)[]]>([
      ["a score above the scale", { ratings: [...ratings("a: kim 4 5")] }, "calibrate-facets.score_off_scale", ["ratings", 1, "score"]],
      ["a score below it", { ratings: ratings("a: kim 0"), lowestScore: 1 }, "calibrate-facets.score_off_scale", ["ratings", 0, "score"]],
      ["half a score", { ratings: ratings("a: kim 2.5") }, "calibrate-facets.score_off_scale", ["ratings", 0, "score"]],
      ["a scale of one score", { ratings: [], highestScore: 0 }, "calibrate-facets.no_scale", ["highestScore"]],
      ["a scale of more steps than one calibration takes", { ratings: [], highestScore: FACET_LIMITS.scoreSpan + 1 }, "calibrate-facets.no_scale", ["highestScore"]],
      ["a rating twice", { ratings: [...ratings("a: kim 1"), ...ratings("a: kim 1")] }, "facet-ratings.duplicate_rating", ["ratings", 1]],
      ["a level in percent", { ratings: [], confidenceLevel: 95 }, "input.too_big", ["confidenceLevel"]],
      ["a fit range without 1", { ratings: [], fitRange: { lowest: 1.1, highest: 2 } }, "item-fit.range_upside_down", ["fitRange"]],
    ])("refuses %s", (_, part, code, path) => { refuses(() => calibrate(sampled, part), { code, path }); });

    test("refuses more operations than a step may take, before any is made", () => {
      const list = Array.from({ length: 6000 }, (_, index) => ({ personId: "a", itemId: `i${String(index % 100)}`, raterId: `r${String(Math.floor(index / 100))}`, score: (index * 7 + Math.floor(index / 100) * 3) % 5 }));
      refuses(() => calibrate([...list, ...list.map((one) => ({ ...one, personId: "b" }))]), { code: "calibrate-facets.too_many_operations", path: ["ratings"] });
    });
  });
});

describe("calibrateFacetsColumns", () => {
  const ids = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(3, "0")}`);
  const columns: FacetColumnRequest = {
    personIds: ids("p", 60).toReversed(), itemIds: ids("i", 3), raterIds: [...ids("r", 4), "never"], lowestScore: 0, highestScore: 4, confidenceLevel: 0.95,
    persons: Uint32Array.from(sampled, ({ personId }) => 59 - Number(personId.slice(1))), items: Uint32Array.from(sampled, ({ itemId }) => Number(itemId.slice(1))),
    raters: Uint32Array.from(sampled, ({ raterId }) => Number(raterId.slice(1))), scores: Float64Array.from(sampled, ({ score }) => score),
  };
  test("answers what the plain records answer, ids in any order", () => { expect(calibrateFacetsColumns(columns)).toEqual(calibrate(sampled)); });

  const changed = <T extends Uint32Array | Float64Array>(column: T, index: number, value: number): T => { const copy = column.slice() as T; copy[index] = value; return copy; };
  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a plain list", { raters: [0] }, "facet-columns.not_typed", ["raters"]],
    ["scores in a plain list", { scores: [0] }, "facet-columns.not_typed", ["scores"]],
    ["a short column", { items: new Uint32Array(3) }, "facet-columns.wrong_length", ["items"]],
    ["a place beyond the ids", { items: changed(columns.items, 4, 3) }, "facet-columns.unknown_place", ["items", 4]],
    ["a score off the scale", { scores: changed(columns.scores, 7, 5) }, "facet-columns.bad_score", ["scores", 7]],
    ["a score that is none", { scores: changed(columns.scores, 7, NaN) }, "facet-columns.bad_score", ["scores", 7]],
    ["an id twice", { itemIds: ["a", "b", "a"] }, "facet-columns.duplicate_id", ["itemIds", 2]],
    ["a scale of one score", { highestScore: 0 }, "calibrate-facets.no_scale", ["highestScore"]],
    ["a rating twice", { items: changed(columns.items, 1, 0) }, "facet-columns.duplicate_rating", ["scores", 1]],
  ])("refuses %s", (_, part, code, path) => { refuses(() => calibrateFacetsColumns({ ...columns, ...part }), { code, path }); });
  test("refuses what is no request", () => { refuses(() => calibrateFacetsColumns(null as never), { code: "input.invalid_type", path: [] }); });
  test("refuses more ratings than one calibration takes, by one fault and at once", () => {
    const count = FACET_LIMITS.ratings + 1;
    refuses(() => calibrateFacetsColumns({ ...columns, persons: new Uint32Array(count), items: new Uint32Array(count), raters: new Uint32Array(count), scores: new Float64Array(count) }), { code: "facet-columns.too_many_ratings", path: ["scores"] });
  });
  test("of very many faults the first hundred are named", () => {
    expect(() => calibrateFacetsColumns({ ...columns, scores: new Float64Array(sampled.length).fill(9) })).toThrow(expect.objectContaining({ issues: expect.toSatisfy((issues: readonly unknown[]) => issues.length === 100) as unknown }));
  });
});
