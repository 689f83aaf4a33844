import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlikenessRequest, behavioralCompliance, type Observation, participantAlikeness } from "coachkit/rubric";
import { mean, studentQuantile, uniformDraws, variance } from "coachkit/statistics";
import { observed, oneToOne } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const names = ["asks", "listens", "agrees", "follows-up"];
/** One observation of each participant, with so many of so many behaviors at the threshold. */
const people = (...of: readonly (readonly [matching: number, behaviors: number])[]): readonly Observation[] =>
  of.map(([matching, behaviors], index) => observed(Object.fromEntries(names.slice(0, behaviors).map((name, at) => [name, at < matching ? 3 : 2])), { id: `o${String(index)}`, participantId: `p${String(index)}` }));
const alike = (observations: readonly Observation[], more: Partial<AlikenessRequest> = {}) => participantAlikeness({ rubric: oneToOne, observations, confidenceLevel: 0.95, ...more });
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);

describe("participantAlikeness", () => {
  test("by hand: of ten with two behaviors, 3 match twice, 4 once and 3 never", () => {
    // S = 10, M = 20, Σs²/m = (3 · 4 + 4 · 1) ÷ 2 = 8; B = (8 − 5) ÷ 9 = 1/3, W = (10 − 8) ÷ 10 = 1/5; (1/3 − 1/5) ÷ (1/3 + 1/5) = 1/4
    expect(alike(people(...times(3, [2, 2] as const), ...times(4, [1, 2] as const), ...times(3, [0, 2] as const)))).toMatchObject({ estimate: expect.closeTo(0.25, 12), n: 10, method: "anova-jackknife", warnings: [], participantCount: 10, meanClusterSize: 2, confidence: { level: 0.95 } });
  });
  test("the interval is Student's over what each participant is worth", () => {
    const of = [...times(5, [4, 4] as const), ...times(4, [2, 3] as const), ...times(5, [1, 4] as const), ...times(2, [0, 2] as const)];
    const result = alike(people(...of));
    const without = of.map((_, gone) => alike(people(...of.filter((__, index) => index !== gone))).estimate ?? NaN);
    const half = studentQuantile({ probability: 0.975, degreesOfFreedom: 15 }) * Math.sqrt(variance(without.map((one) => 16 * (result.estimate ?? NaN) - 15 * one)) / 16);
    expect(result).toMatchObject({ confidence: { lower: expect.closeTo(Math.max(0, (result.estimate ?? NaN) - half), 9), upper: expect.closeTo((result.estimate ?? NaN) + half, 9) } });
    expect(mean(without)).toBeCloseTo(result.estimate ?? NaN, 1);
  });
  test.each([
    ["nine participants",              people(...times(4, [2, 2] as const), ...times(5, [0, 2] as const)),                 "too-few-observations",     9],
    ["nobody seen twice",              people(...times(5, [1, 1] as const), ...times(5, [0, 1] as const)),                 "nobody-seen-twice",        10],
    ["all match",                      people(...times(10, [2, 2] as const)),                                              "no-variation",             10],
    ["none matches",                   people(...times(10, [0, 2] as const)),                                              "no-variation",             10],
    ["one alone makes the difference", people(...times(9, [2, 2] as const), [0, 2]),                                       "rests-on-one-participant", 10],
  ] as const)("%s: no estimate", (_, observations, reason, n) => { expect(alike(observations)).toMatchObject({ estimate: null, reason, n, needed: 10, participantCount: n }); });
  test("less alike than strangers is taken as 0, and said; alike altogether is 1", () => {
    expect(alike(people(...times(12, [1, 2] as const)))).toMatchObject({ estimate: 0, warnings: ["negative-taken-as-zero"] });
    expect(alike(people(...times(6, [2, 2] as const), ...times(6, [0, 2] as const)))).toMatchObject({ estimate: 1, confidence: { upper: 1 } });
  });
  test("is what behavioralCompliance takes, and its cluster size is the same", () => {
    const observations = people(...times(6, [4, 4] as const), ...times(4, [1, 3] as const), ...times(3, [0, 2] as const));
    const { estimate, meanClusterSize } = alike(observations);
    const compliance = behavioralCompliance({ rubric: oneToOne, observations, denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95, clustering: { intraclassCorrelation: estimate ?? NaN } });
    expect(compliance.assumptions.clustering).toEqual({ meanClusterSize, intraclassCorrelation: estimate });
  });
  test("counts only the criteria asked for", () => { expect(alike(people(...times(12, [1, 4] as const)), { criterionIds: ["asks"] })).toMatchObject({ reason: "nobody-seen-twice", meanClusterSize: 1 }); });

  test("the interval holds the true correlation nearly as often as it says: 40 participants, one half at .72 and one half at .28, ρ = .22² ÷ .25", () => {
    const draws = uniformDraws({ seed: 3, stream: ["alike"], count: 200 * 40 * 5 });
    let held = 0;
    for (let round = 0; round < 200; round += 1) {
      const of = Array.from({ length: 40 }, (_, person) => {
        const at = (index: number): number => draws[(round * 40 + person) * 5 + index] ?? 0;
        const share = at(4) < 0.5 ? 0.28 : 0.72;
        return [[0, 1, 2, 3].filter((index) => at(index) < share).length, 4] as const;
      });
      const result = alike(people(...of));
      if (result.estimate !== null && result.confidence.lower <= 0.1936 && result.confidence.upper >= 0.1936) held += 1;
    }
    expect(held / 200).toBeGreaterThan(0.89);
    expect(held / 200).toBeLessThan(0.99);
  });

  test("refuses what behavioralCompliance refuses", () => {
    const [one] = people([1, 2]);
    refuses(() => alike([one, one] as never, { criterionIds: ["smiles"] }), { code: "compliance.unknown_criterion", path: ["criterionIds", 0] }, { code: "compliance.duplicate_observation", path: ["observations", 1, "id"] });
    refuses(() => alike(people([1, 2]).map((seen) => ({ ...seen, rubricVersion: "2.0.0" }))), { code: "observation.other_version", path: ["observations", 0, "rubricVersion"] });
  });
  const list = people(...times(5, [3, 4] as const), ...times(4, [2, 3] as const), ...times(4, [0, 4] as const));
  test("the order of observations does not matter", () => fc.assert(fc.property(fc.shuffledSubarray([...list], { minLength: list.length }), (order) => { expect(alike(order)).toStrictEqual(alike(list)); })));
});
