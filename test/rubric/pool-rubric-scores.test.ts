import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BridgeSample, type PoolRequest, poolRubricScores, type VersionedScore } from "coachkit/rubric";
import { mean, normalDraws, studentQuantile, variance } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const score = (observationId: string, rubricVersion: string, value: number, day = 4): VersionedScore => ({ observationId, rubricVersion, observedAt: `2027-10-0${String(day)}T09:00:00Z`, score: value });
const bridge = (pairs: readonly (readonly [number, number])[], fromVersion = "1.0.0"): BridgeSample => ({ fromVersion, pairs: pairs.map(([fromScore, intoScore], index) => ({ observationId: `b${String(index).padStart(4, "0")}`, fromScore, intoScore })) });
/** Old scores 1 to 5 four times each; the new version reads 2 x + 1, each time a half more or less. */
const halves: readonly (readonly [number, number])[] = Array.from({ length: 20 }, (_, index) => [(index % 5) + 1, 2 * ((index % 5) + 1) + 1 + (Math.floor(index / 5) % 2 === 0 ? 0.5 : -0.5)]);
const pool = (more: Partial<PoolRequest> = {}) => poolRubricScores({ intoVersion: "2.0.0", scores: [], confidenceLevel: 0.95, ...more });

describe("poolRubricScores", () => {
  test("versions of one major number pool as they are, by time and then by id", () => {
    const { scores, withheld, links } = pool({ scores: [score("o3", "2.0.0", 3, 6), score("o2", "2.1.4", 2), { ...score("o1", "2.0.1", 1), observedAt: "2027-10-04T09:00:00.500Z" }, score("o0", "2.0.0", 0)] });
    expect(scores.map(({ observationId, score: value, linkConfidence }) => [observationId, value, linkConfidence])).toEqual([["o0", 0, null], ["o2", 2, null], ["o1", 1, null], ["o3", 3, null]]);
    expect([withheld, links]).toEqual([[], []]);
  });

  const old = [score("o1", "1.0.0", 3), score("o2", "1.2.0", 4), score("o3", "2.0.0", 4)];
  test.each([
    ["no bridge",          undefined,                                                              "no-bridge",          0],
    ["19 pairs",           bridge(halves.slice(0, 19)),                                            "bridge-too-small",   19],
    ["one old score only", bridge(halves.map(([, into]) => [3, into])),                            "no-variation",       20],
    ["one new score only", bridge(halves.map(([from]) => [from, 0.1])),                            "no-variation",       20],
    ["unrelated scores",   bridge(halves.map(([from], index) => [from, index % 4])),               "unrelated-versions", 20],
    ["opposite scores",    bridge(halves.map(([from, into]) => [from, -into])),                    "unrelated-versions", 20],
  ] as const)("%s: another major number is withheld", (_, given, reason, n) => {
    const result = pool({ scores: old, ...(given === undefined ? {} : { bridges: [given] }) });
    expect(result.withheld).toEqual([{ fromMajor: 1, scoreCount: 2, reason, n, needed: 20 }]);
    expect(result.scores.map(({ observationId }) => observationId)).toEqual(["o3"]);
    expect(result.links).toEqual([]);
  });
  test("a host may ask for more pairs, never for fewer", () => {
    expect(pool({ scores: old, bridges: [bridge(halves)], minimumBridgeCount: 21 })).toMatchObject({ withheld: [{ reason: "bridge-too-small", needed: 21 }], assumptions: { minimumBridgeCount: 21 } });
    refuses(() => pool({ minimumBridgeCount: 19 }), { code: "input.too_small", path: ["minimumBridgeCount"] });
  });

  test("twenty pairs that lie on a line carry scores over exactly", () => {
    const { scores, links } = pool({ scores: [...old, score("o4", "1.0.0", 6)], bridges: [bridge(halves.map(([from]) => [from, 2 * from + 1]))] });
    expect(scores.map(({ score: value, isBeyondBridge, linkConfidence }) => [value, isBeyondBridge, linkConfidence?.lower])).toEqual([[7, false, expect.closeTo(7, 6)], [9, false, expect.closeTo(9, 6)], [4, false, undefined], [13, true, expect.closeTo(13, 6)]]);
    expect(links).toMatchObject([{ fromMajor: 1, slope: { estimate: 2, n: 20, method: "pitman" }, intercept: { estimate: expect.closeTo(1, 9) }, meanDifference: { estimate: 4 }, correlation: { estimate: expect.closeTo(1, 12), method: "fisher" } }]);
  });

  test("a score at the ends of the bridge is not beyond it", () => {
    const { scores } = pool({ scores: [0.9, 1, 5, 5.1].map((value, index) => score(`o${String(index)}`, "1.0.0", value)), bridges: [bridge(halves)] });
    expect(scores.map(({ isBeyondBridge }) => isBeyondBridge)).toEqual([true, false, false, true]);
  });

  test("the link keeps the spread: s_y ÷ s_x, where a regression would flatten it by r", () => {
    const { links, scores } = pool({ scores: old, bridges: [bridge(halves)] });
    const [from, into] = [halves.map(([x]) => x), halves.map(([, y]) => y)];
    const slope = Math.sqrt(variance(into) / variance(from));
    const [link] = links;
    // r² = 8 ÷ (8 + .25): the sums of squares are 40, 4 · 40 and 20 · .25
    const r = Math.sqrt(160 / 165);
    expect(link).toMatchObject({ slope: { estimate: expect.closeTo(slope, 12) }, intercept: { estimate: expect.closeTo(mean(into) - slope * mean(from), 12) }, meanDifference: { estimate: expect.closeTo(4, 12), n: 20 } });
    expect(link?.correlation).toMatchObject({ estimate: expect.closeTo(r, 12), confidence: { lower: expect.closeTo(Math.tanh(Math.atanh(r) - 1.959963984540054 / Math.sqrt(17)), 9), upper: expect.closeTo(Math.tanh(Math.atanh(r) + 1.959963984540054 / Math.sqrt(17)), 9) } });
    // at the middle, x = 3: s_y √(2 (1 − r) ÷ 20)
    const half = 1.959963984540054 * Math.sqrt((variance(into) * 2 * (1 - r)) / 20);
    expect(scores[0]).toMatchObject({ score: 7, linkConfidence: { lower: expect.closeTo(7 - half, 9), upper: expect.closeTo(7 + half, 9), level: 0.95 } });
  });

  test("at the ends of Pitman's interval, y − βx and y + βx are correlated just enough to be told apart", () => {
    const pairs = normalDraws({ seed: 5, stream: ["bridge"], count: 60 }).slice(0, 30).map((x, index, all) => [x, 1.3 * x + (all[(index + 7) % 30] ?? 0)] as const);
    const [link] = pool({ bridges: [bridge(pairs)] }).links;
    const t = studentQuantile({ probability: 0.975, degreesOfFreedom: 28 });
    for (const [end, sign] of [[link?.slope.confidence.lower ?? NaN, 1], [link?.slope.confidence.upper ?? NaN, -1]] as const) {
      const [left, right] = [pairs.map(([x, y]) => y - end * x), pairs.map(([x, y]) => y + end * x)];
      const [a, b] = [mean(left), mean(right)];
      const r = left.reduce((sum, value, index) => sum + (value - a) * ((right[index] ?? 0) - b), 0) / 29 / Math.sqrt(variance(left) * variance(right));
      expect((r * Math.sqrt(28)) / Math.sqrt(1 - r * r)).toBeCloseTo(sign * t, 6);
    }
  });

  test("the interval of the link holds the true reading as often as it says", () => {
    const draws = normalDraws({ seed: 11, stream: ["links"], count: 400 * 40 * 3 });
    let held = 0;
    for (let round = 0; round < 400; round += 1) {
      const at = (index: number, part: number): number => draws[(round * 40 + index) * 3 + part] ?? 0;
      // one ability, two noisy readings of it; old = a + .5 e, new = 2 (a + .5 f) + 1: the true link is 2 x + 1
      const pairs = Array.from({ length: 40 }, (_, index) => [at(index, 0) + 0.5 * at(index, 1), 2 * (at(index, 0) + 0.5 * at(index, 2)) + 1] as const);
      const { linkConfidence } = pool({ scores: [score("o1", "1.0.0", 1)], bridges: [bridge(pairs)] }).scores[0] ?? {};
      if (linkConfidence && linkConfidence.lower <= 3 && linkConfidence.upper >= 3) held += 1;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(held / 400).toBeLessThan(0.98);
  });

  test("each major number has its own bridge, listed by number", () => {
    const { links, withheld } = pool({ intoVersion: "3.0.0", scores: [score("o1", "10.0.0", 1), score("o2", "2.0.0", 1), score("o3", "1.0.0", 1)], bridges: [bridge(halves, "2.0.0"), bridge(halves, "1.0.0")] });
    expect(links.map(({ fromMajor }) => fromMajor)).toEqual([1, 2]);
    expect(withheld).toEqual([{ fromMajor: 10, scoreCount: 1, reason: "no-bridge", n: 0, needed: 20 }]);
  });

  test("refuses an observation twice, among the scores and within a bridge", () => {
    refuses(() => pool({ scores: [score("o1", "1.0.0", 1), score("o1", "2.0.0", 1)] }), { code: "pool-rubric-scores.duplicate_score", path: ["scores", 1, "observationId"] });
    const twice = bridge(halves);
    refuses(() => pool({ bridges: [{ ...twice, pairs: [...twice.pairs, ...twice.pairs.slice(3, 4)] }] }), { code: "pool-rubric-scores.duplicate_pair", path: ["bridges", 0, "pairs", 20, "observationId"] });
  });
  test("refuses two bridges of one major number, and one that crosses nothing", () => {
    refuses(() => pool({ bridges: [bridge(halves), bridge(halves, "1.4.0")] }), { code: "pool-rubric-scores.duplicate_bridge", path: ["bridges", 1, "fromVersion"], params: { major: 1 } });
    refuses(() => pool({ bridges: [bridge(halves, "2.3.0")] }), { code: "pool-rubric-scores.needless_bridge", path: ["bridges", 0, "fromVersion"] });
  });
  test("one bad score among a hundred thousand is named", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => score(`o${String(index)}`, "2.0.0", index === 77_777 ? NaN : 1));
    refuses(() => pool({ scores: many }), { code: "input.invalid_type", path: ["scores", 77_777, "score"] });
  });

  test("the order of scores and pairs does not matter", () => fc.assert(fc.property(fc.shuffledSubarray(halves.map((_, index) => index), { minLength: 20 }), fc.boolean(), (order, flip) => {
    const given = bridge(halves);
    const shuffled = { ...given, pairs: order.flatMap((index) => given.pairs.slice(index, index + 1)) };
    expect(pool({ scores: flip ? [...old].reverse() : old, bridges: [shuffled] })).toStrictEqual(pool({ scores: old, bridges: [given] }));
  })));
});
