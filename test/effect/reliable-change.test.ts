import { describe, expect, test } from "vitest";
import { reliableChange, type ReliableChangeInput } from "coachkit/effect";
import { wilsonInterval } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const person = (personId: string, baseline: number, post: number | null) => ({ personId, baseline, post });
// √2 · 8 · √.16 = 4.525; times 1.96: 8.870
const study: ReliableChangeInput = {
  people: [person("d", 50, 41), person("a", 50, 59), person("b", 50, 58.8), person("c", 50, 41.2), person("e", 50, null), person("f", 50, 70)],
  direction: "higher-is-better", baselineStandardDeviation: 8, reliability: 0.84, confidenceLevel: 0.95,
};
const populations = { needing: { mean: 48, standardDeviation: 6 }, proficient: { mean: 72, standardDeviation: 4 } };
const ask = (change: Partial<ReliableChangeInput>) => reliableChange({ ...study, ...change });
const verdicts = (change: Partial<ReliableChangeInput>) => ask(change).people.map(({ personId, verdict }) => `${personId} ${String(verdict)}`);

describe("reliableChange", () => {
  test("calls a change reliable when measurement error alone would seldom tell it, in the order of ids", () => {
    expect(ask({}).minimalReliableChange).toBeCloseTo(1.959963984540054 * Math.SQRT2 * 8 * 0.4, 12);
    expect(verdicts({})).toEqual(["a improved", "b unchanged", "c unchanged", "d worse", "e null", "f improved"]);
  });
  test("where less is better a fall improves", () => {
    expect(verdicts({ direction: "lower-is-better" })).toEqual(["a worse", "b unchanged", "c unchanged", "d improved", "e null", "f worse"]);
  });
  test("tells shares of those with both scores, and counts the others", () => {
    const { improvedFraction, unchangedFraction, worseFraction, missingPostCount, crossedFraction } = ask({});
    expect(improvedFraction).toMatchObject({ estimate: 0.4, n: 5, method: "wilson", confidence: wilsonInterval({ successes: 2, n: 5, confidenceLevel: 0.95 }) });
    expect([unchangedFraction.estimate, worseFraction.estimate, missingPostCount, crossedFraction]).toEqual([0.4, 0.2, 1, null]);
  });
  test("has crossed who came reliably from one side of cut-off c to the other", () => {
    // c = (6 · 72 + 4 · 48) / 10 = 62.4
    const change = ask({ populations, people: [...study.people, person("g", 61, 63), person("h", 65, 80)] });
    expect(change).toMatchObject({ cutoffs: { a: 60, b: 64, c: expect.closeTo(62.4, 12) }, crossedFraction: { estimate: 1 / 7 } });
    expect(change.people.map(({ personId, hasCrossed }) => [personId, hasCrossed])).toEqual([["a", false], ["b", false], ["c", false], ["d", false], ["e", null], ["f", true], ["g", false], ["h", false]]);
  });
  test("cut-offs mirror where less is better", () => {
    const mirrored = { needing: { mean: -48, standardDeviation: 6 }, proficient: { mean: -72, standardDeviation: 4 } };
    const change = ask({ populations: mirrored, direction: "lower-is-better", people: study.people.map(({ personId, baseline, post }) => person(personId, -baseline, post === null ? null : -post)) });
    expect(change).toMatchObject({ cutoffs: { a: -60, b: -64, c: expect.closeTo(-62.4, 12) }, crossedFraction: { estimate: 0.2 } });
  });
  test("nobody with both scores has no shares", () => {
    expect(ask({ people: [person("a", 1, null)] })).toMatchObject({ improvedFraction: { estimate: null, reason: "too-few-observations" }, missingPostCount: 1 });
  });
  test("warns below a reliability of 0.7", () => { expect([ask({ reliability: 0.7 }).warnings, ask({ reliability: 0.69 }).warnings]).toEqual([[], ["low-reliability"]]); });
  test("does not go by the order of the list", () => { expect(ask({ people: study.people.toReversed() })).toStrictEqual(ask({})); });
  test("each fault by code and path", () => {
    refuses(() => ask({ people: [person("a", 1, 2), person("a", 1, 2)] }), { code: "reliable-change.duplicate_person", path: ["people", 1, "personId"], params: { personId: "a" } });
    refuses(() => ask({ populations, direction: "lower-is-better" }), { code: "reliable-change.populations_swapped", path: ["populations", "needing", "mean"], params: { needing: 48, proficient: 72 } });
    refuses(() => ask({ reliability: 1 }), { code: "input.too_big", path: ["reliability"] });
    refuses(() => ask({ baselineStandardDeviation: 0 }), { code: "input.too_small", path: ["baselineStandardDeviation"] });
    refuses(() => ask({ people: Array.from({ length: 100_001 }, (_, index) => person(String(index), 0, 0)) }), { code: "input.too_big", path: ["people"] });
  });
});
