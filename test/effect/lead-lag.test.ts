import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leadLag, type LeadLagInput } from "coachkit/effect";
import { refuses } from "../refusal.js";

const pairs = (early: readonly number[], later: readonly (number | null)[]) => early.map((value, index) => ({ personId: `p${String(index)}`, early: value, later: later[index] ?? null }));
const study: LeadLagInput = { people: pairs([3, 1, 4, 1, 5, 9, 2, 6], [2, 7, 1, 8, 2, 8, 1, 8]), earlyWeek: 6, laterWeek: 26, expectedSign: "positive", confidenceLevel: 0.95 };
const clear = pairs([1, 2, 3, 4, 5, 6], [12, 15, 13, 18, 17, 21]);
const ask = (change: Partial<LeadLagInput>) => leadLag({ ...study, ...change });

describe("leadLag", () => {
  // scipy 1.10.1: pearsonr(x, y), its confidence_interval(.95), spearmanr(x, y); numpy 1.24.2: polyfit on all but one, for each
  test("correlates both ways and predicts each person from all others", () => {
    expect(ask({})).toMatchObject({
      verdict: "not-shown", predictedRatio: expect.closeTo(-0.3994925344084259, 12), warnings: ["small-sample"],
      correlation: { estimate: expect.closeTo(0.2096553190730121, 12), confidence: { lower: expect.closeTo(-0.5808282637922028, 10), upper: expect.closeTo(0.7966346908662509, 10), level: 0.95 }, n: 8, method: "pearson-fisher" },
      rankCorrelation: { estimate: expect.closeTo(0.19885368120992467, 12), confidence: { lower: expect.closeTo(-0.5938589377849911, 10), upper: expect.closeTo(0.795664622183862, 10) }, method: "spearman-bonett-wright" },
    });
  });
  test("shows a relation that was expected, and not one the other way round", () => {
    expect(ask({ people: clear })).toMatchObject({ verdict: "shown", predictedRatio: expect.closeTo(0.7313533147840954, 12) });
    expect(ask({ people: clear, expectedSign: "negative" }).verdict).toBe("not-shown");
    expect(ask({ people: clear.map((person) => ({ ...person, early: -person.early })), expectedSign: "negative" }).verdict).toBe("shown");
  });
  test("is not shown by a single outlier, whatever Pearson's r", () => {
    const people = pairs([1, 2, 3, 4, 2, 3, 1, 100], [2, 1, 2, 1, 2, 1, 1, 90]);
    const { correlation, verdict } = ask({ people });
    expect([correlation.estimate === null ? 0 : correlation.confidence.lower > 0.9, verdict]).toEqual([true, "not-shown"]);
  });
  test("is not shown by two outliers that predict each other, while ranks go the other way", () => {
    const { correlation, predictedRatio, verdict } = ask({ people: pairs([1, 2, 3, 4, 5, 6, 7, 100, 110], [7, 6, 5, 4, 3, 2, 1, 90, 100]) });
    expect([correlation.estimate === null ? 0 : correlation.confidence.lower > 0.9, (predictedRatio ?? 0) > 0.9, verdict]).toEqual([true, true, "not-shown"]);
  });
  test("is not shown where prediction of those left out fails though both intervals lie above 0", () => {
    const { correlation, rankCorrelation, predictedRatio, verdict } = ask({ people: pairs([1, 2, 3, 4, 5, 50], [1, 2, 3, 4, 5, 6]), confidenceLevel: 0.5 });
    expect([correlation.estimate === null ? 0 : Math.sign(correlation.confidence.lower), rankCorrelation.estimate, verdict]).toEqual([1, 1, "not-shown"]);
    expect(predictedRatio).toBeLessThan(0);
  });
  test("is not shown where it hangs on one end of the scale: 24 people fall a little, six far out rise", () => {
    const early = Array.from({ length: 30 }, (_, index) => (index < 24 ? index % 8 : 20 + index));
    const people = pairs(early, early.map((score, index) => (index < 24 ? 10 - 0.1 * score + ((index * 7) % 5) : 40 + index)));
    const { correlation, rankCorrelation, predictedRatio, withoutFifths, verdict } = ask({ people });
    expect([correlation, rankCorrelation].map((one) => one.estimate !== null && one.confidence.lower > 0)).toEqual([true, true]);
    expect(predictedRatio).toBeGreaterThan(0.9);
    expect(withoutFifths.map((r) => Math.sign(r ?? 0))).toEqual([1, 1, 1, 1, -1]);
    expect(verdict).toBe("not-shown");
    expect(ask({ people: people.map((person) => ({ ...person, early: -person.early })), expectedSign: "negative" })).toMatchObject({ verdict: "not-shown", withoutFifths: withoutFifths.toReversed().map((r) => expect.closeTo(-(r ?? 0), 9) as number) });
  });
  test("leaves each fifth of the people out in turn, in the order of early scores", () => {
    const { withoutFifths } = ask({ people: pairs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 1, 2]) });
    // Σxy ÷ √(Σx² Σy²) around the means of the other eight, worked out by hand: without 1 and 2 first, at last without 9 and 10
    [-6 / 42, 16 / Math.sqrt(72 * 56), 18 / Math.sqrt(82 * 50), 0, 1].forEach((r, fifth) => { expect(withoutFifths[fifth]).toBeCloseTo(r, 12); });
  });
  test("a fifth without which early scores do not vary leaves it not shown", () => {
    const { withoutFifths, verdict } = ask({ people: pairs([1, 1, 1, 1, 1, 1, 1, 1, 2, 3], [1, 2, 1, 2, 1, 2, 1, 2, 9, 12]) });
    expect([withoutFifths.at(-1), verdict]).toEqual([null, "not-shown"]);
  });
  test.each([
    ["three people", pairs([1, 2, 3], [1, 2, 4]), "too-few-observations"],
    ["four people of whom one has no result", pairs([1, 2, 3, 4], [1, 2, 4]), "too-few-observations"],
    ["equal early scores", pairs([0.1, 0.1, 0.1, 0.1, 0.1], [1, 2, 3, 4, 5]), "no-variation"],
    ["equal results", pairs([1, 2, 3, 4, 5], [0.3, 0.3, 0.3, 0.3, 0.3]), "no-variation"],
  ])("cannot say of %s", (_, people, reason) => { expect(ask({ people })).toMatchObject({ verdict: "cannot-say", correlation: { estimate: null, reason }, predictedRatio: null, withoutFifths: [] }); });
  test("one early score that differs from the others makes no line without its person", () => {
    expect(ask({ people: pairs([1, 1, 1, 1, 2], [1, 2, 3, 4, 9]) })).toMatchObject({ verdict: "not-shown", predictedRatio: null });
  });
  test("a perfect line has an interval without width and says so", () => {
    expect(ask({ people: pairs([1, 2, 3, 4], [2, 4, 6, 8]) })).toMatchObject({ correlation: { estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: ["exact-fit"] }, predictedRatio: expect.closeTo(1, 12) });
  });
  test.each([[29, ["small-sample"]], [30, []]])("%i people are few", (count, warnings) => {
    const early = Array.from({ length: count }, (_, index) => Math.sin(index));
    expect(ask({ people: pairs(early, early.map((value, index) => value + Math.cos(index * index))) }).warnings).toEqual(warnings);
  });
  test("more than 0.3 without a result are few results", () => {
    const early = Array.from({ length: 60 }, (_, index) => Math.sin(index));
    expect([42, 41].map((known) => ask({ people: pairs(early, early.slice(0, known).map(Math.cos)) }).warnings)).toEqual([[], ["few-results"]]);
  });
  test("does not go by the order of the list, nor by the units of scores", () => {
    const value = fc.integer({ min: -20, max: 20 });
    fc.assert(fc.property(fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 12 }), (list) => {
      const people = pairs(list.map(([early]) => early), list.map(([, later]) => later));
      const one = ask({ people });
      expect(ask({ people: people.toReversed() })).toStrictEqual(one);
      const scaled = ask({ people: people.map((person) => ({ ...person, early: 4 * person.early + 8 })) });
      if (one.correlation.estimate === null || scaled.correlation.estimate === null) { expect(scaled.correlation).toEqual(one.correlation); return; }
      expect(scaled.correlation.estimate).toBeCloseTo(one.correlation.estimate, 9);
      expect(one.correlation.confidence.lower).toBeLessThanOrEqual(one.correlation.confidence.upper);
    }));
  });
  test("each fault by code and path", () => {
    refuses(() => ask({ people: [...clear, ...clear.slice(0, 1)] }), { code: "lead-lag.duplicate_person", path: ["people", 6, "personId"], params: { personId: "p0" } });
    refuses(() => ask({ earlyWeek: 26 }), { code: "lead-lag.not_later", path: ["laterWeek"], params: { earlyWeek: 26, laterWeek: 26 } });
    refuses(() => ask({ people: Array.from({ length: 100_001 }, (_, index) => ({ personId: String(index), early: 0, later: 0 })) }), { code: "input.too_big", path: ["people"] });
  });
});
