import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawWaitList, EFFECT_LIMITS, type WaitListPerson, type WaitListRequest } from "coachkit/effect";
import { chiSquareProbability, clusterDetectableEffect, clusterPower, detectableEffect, tTestPower } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const aim = { powerFraction: 0.8, alpha: 0.05, sides: "two-sided" } as const;
const peopleOf = (count: number, more: (index: number) => Partial<WaitListPerson> = () => ({})): readonly WaitListPerson[] => Array.from({ length: count }, (_, index) => ({ personId: `p${String(index).padStart(3, "0")}`, ...more(index) }));
const request: WaitListRequest = { people: peopleOf(8), split: { kind: "equal" }, aim, seed: 7 };
const draw = (change: Partial<WaitListRequest> = {}) => drawWaitList({ ...request, ...change });
const startersOf = (change: Partial<WaitListRequest>) => draw(change).people.filter(({ arm }) => arm === "treated").map(({ personId }) => personId);
/** How probable counts at least as uneven are, did all come alike often. */
const evenness = (counts: readonly number[]): number => {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return chiSquareProbability({ chiSquare: counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0), degreesOfFreedom: counts.length - 1, tail: "upper" });
};
const countsOf = (keys: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

describe("drawWaitList", () => {
  test("half start now and half wait, everyone by id in the order of ids", () => {
    const drawn = draw();
    expect(drawn).toMatchObject({
      method: "wait-list-draw-1", seed: 7, unit: "person", treatedCount: 4, comparisonCount: 4, strata: [{ stratumId: null, treatedCount: 4, comparisonCount: 4 }], balance: [],
      assignment: "by-chance-wait-list", isolation: { grade: "randomized-wait-list", reason: "assigned-by-chance" }, assumptions: ["nobody-leaves"], warnings: ["small-sample"],
    });
    expect(drawn.people.map(({ personId }) => personId)).toEqual(peopleOf(8).map(({ personId }) => personId));
    expect(drawn.people.filter(({ arm }) => arm === "treated")).toHaveLength(4);
  });

  // The draw itself is fixed, so that it can be repeated in an audit years from now.
  test("this request and this seed give this draw, in this version", () => { expect(startersOf({})).toMatchInlineSnapshot(`
    [
      "p000",
      "p004",
      "p006",
      "p007",
    ]
  `); });

  test.each<readonly [string, number, Partial<WaitListRequest>, number, readonly string[]]>([
    ["half of an odd number, the odd one starts", 7, {}, 4, []],
    ["so many as are said", 8, { split: { kind: "count", startCount: 3 } }, 3, []],
    ["as dear as waiting: half", 30, { split: { kind: "by-cost", costRatio: 1 } }, 15, []],
    ["four times as dear: 1 to 2", 30, { split: { kind: "by-cost", costRatio: 4 } }, 10, []],
    ["nine times as dear: 1 to 3", 40, { split: { kind: "by-cost", costRatio: 9 } }, 10, []],
    ["a fourth as dear: 2 to 1", 30, { split: { kind: "by-cost", costRatio: 0.25 } }, 20, []],
    ["a thousand times as dear: one at least", 8, { split: { kind: "by-cost", costRatio: 1000 } }, 1, []],
    ["a thousandth as dear: one has to wait", 8, { split: { kind: "by-cost", costRatio: 0.001 } }, 7, []],
    ["no more than can", 8, { capacityCount: 3 }, 3, ["capacity-binds"]],
    ["as many as can", 8, { capacityCount: 4 }, 4, []],
  ])("how many start now: %s", (_, count, change, started, warnings) => {
    const drawn = draw({ people: peopleOf(count), ...change });
    expect([drawn.treatedCount, drawn.comparisonCount, drawn.people.filter(({ arm }) => arm === "treated").length]).toEqual([started, count - started, started]);
    expect(drawn.warnings.filter((code) => code !== "small-sample")).toEqual(warnings);
  });

  test("strata start in the proportion of the whole, by less than one off", () => {
    const sizes: Readonly<Record<string, number>> = { a: 3, b: 5, c: 12 };
    const people = peopleOf(20, (index) => ({ stratumId: index < 3 ? "a" : index < 8 ? "b" : "c" }));
    for (let seed = 0; seed < 200; seed += 1) {
      const { strata, treatedCount } = draw({ people, split: { kind: "count", startCount: 7 }, seed });
      expect(strata.map(({ stratumId }) => stratumId)).toEqual(["a", "b", "c"]);
      expect(treatedCount).toBe(7);
      expect(strata.reduce((sum, stratum) => sum + stratum.treatedCount, 0)).toBe(7);
      for (const { stratumId, treatedCount: started, comparisonCount } of strata) {
        expect(started + comparisonCount).toBe(sizes[stratumId ?? ""]);
        expect(Math.abs(started - ((sizes[stratumId ?? ""] ?? 0) * 7) / 20)).toBeLessThan(1);
      }
    }
  });

  test("a stratum that is in one arm alone is warned of", () => {
    expect(draw({ people: peopleOf(21, (index) => ({ stratumId: index === 0 ? "lone" : "others" })) }).warnings).toEqual(["stratum-in-one-arm"]);
  });

  test.each([[19, ["small-sample"]], [20, []]])("an arm below 10 is small: %i people", (count, warnings) => { expect(draw({ people: peopleOf(count) }).warnings).toEqual(warnings); });

  const teams = (count: number, size: (team: number) => number, more: (team: number) => Partial<WaitListPerson> = () => ({})): readonly WaitListPerson[] =>
    Array.from({ length: count }, (_, team) => Array.from({ length: size(team) }, (_unused, member) => ({ personId: `${String(team)}-${String(member)}`, clusterId: `team-${String(team)}`, ...more(team) }))).flat();
  const clustered = { ...aim, intraclassCorrelation: 0.1 };

  test("teams start or wait as a whole", () => {
    const drawn = draw({ people: teams(6, (team) => team + 1), aim: clustered });
    expect(drawn).toMatchObject({ unit: "cluster", treatedCount: 3, comparisonCount: 3, assumptions: ["nobody-leaves", "intraclass-correlation-as-given"] });
    const arms = new Map(drawn.people.map(({ clusterId, arm }) => [clusterId, arm]));
    expect(drawn.people.every(({ clusterId, arm }) => arms.get(clusterId) === arm)).toBe(true);
    expect(drawn.people).toHaveLength(21);
  });

  test("a capacity counts teams where teams are drawn", () => { expect(draw({ people: teams(6, () => 5), aim: clustered, capacityCount: 2 })).toMatchObject({ treatedCount: 2, warnings: ["capacity-binds"] }); });

  test.each([
    [2, { assignment: "not-by-chance", isolation: { grade: "difference-in-differences", reason: "too-few-clusters" } }], [3, { assignment: "not-by-chance" }],
    [4, { assignment: "by-chance-wait-list", isolation: { grade: "randomized-wait-list", reason: "assigned-by-chance" } }],
  ])("one team against one or two is no trial, whoever drew it: %i teams", (count, told) => { expect(draw({ people: teams(count, () => 10), aim: clustered })).toMatchObject(told); });
  test.each([[3, true], [4, false]])("fewer than four teams are warned of: %i", (count, holds) => { expect(draw({ people: teams(count, () => 10), aim: clustered }).warnings.includes("fewer-than-four-clusters")).toBe(holds); });

  test("the smallest detectable effect is that of Student's test of the two arms", () => {
    const power = draw({ people: peopleOf(30), split: { kind: "by-cost", costRatio: 4 }, aim: { ...aim, effectSize: 0.9 } }).power;
    expect(power).toEqual({ smallestDetectable: detectableEffect({ design: "two-sample", n: 10, secondN: 20, power: 0.8, alpha: 0.05, sides: "two-sided" }), effectPowerFraction: tTestPower({ design: "two-sample", n: 10, secondN: 20, effectSize: 0.9, alpha: 0.05, sides: "two-sided" }) });
    // R 4.2.2 pwr::pwr.t2n.test(10, 20, power = .8): d = 1.124
    expect(power.smallestDetectable).toBeCloseTo(1.124, 3);
  });

  test("of teams alike in size it is that of two arms of teams", () => {
    const question = { clustersPerArm: 6, clusterSize: 5, intraclassCorrelation: 0.1, alpha: 0.05, sides: "two-sided" } as const;
    const { power } = draw({ people: teams(12, () => 5), aim: { ...clustered, effectSize: 0.7 } });
    expect(power.smallestDetectable).toBeCloseTo(clusterDetectableEffect({ ...question, power: 0.8 }), 10);
    expect(power.effectPowerFraction).toBeCloseTo(clusterPower({ ...question, effectSize: 0.7 }), 10);
  });

  // 4 teams of 2 and 4 of 8 have means of variance .1 + .9 · (1/2 + 1/8) / 2 = .38125, as teams of 3.2 would
  test("of unlike teams it goes by the mean variance of their means", () => {
    expect(draw({ people: teams(8, (team) => (team < 4 ? 2 : 8)), aim: clustered }).power.smallestDetectable).toBeCloseTo(clusterDetectableEffect({ clustersPerArm: 4, clusterSize: 3.2, intraclassCorrelation: 0.1, power: 0.8, alpha: 0.05, sides: "two-sided" }), 10);
  });

  test("an arm of one tells no error, and so no power", () => { expect(draw({ people: peopleOf(3), aim: { ...aim, effectSize: 1 } }).power).toEqual({ smallestDetectable: null, effectPowerFraction: null }); });

  test("tells how far apart the arms came out in what was known before, and no probability", () => {
    const people = peopleOf(4, (index) => ({ baselines: [[10, 1], [20, null], [30, 3], [40, null]][index] ?? [] }));
    const { balance, people: drawn, warnings } = draw({ people, baselineIds: ["score", "years"] });
    const of = (arm: string, values: readonly number[]) => values.filter((_, index) => drawn[index]?.arm === arm);
    const [one, other] = [of("treated", [10, 20, 30, 40]), of("comparison", [10, 20, 30, 40])];
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1);
    expect(balance[0]).toEqual({ baselineId: "score", treated: { n: 2, mean: mean(one) }, comparison: { n: 2, mean: mean(other) }, standardizedDifference: expect.closeTo((mean(one) - mean(other)) / Math.sqrt((variance(one) + variance(other)) / 2), 12) });
    expect(balance[1]?.treated.n).toBe(of("treated", [1, NaN, 3, NaN]).filter((value) => !Number.isNaN(value)).length);
    expect(balance[1]?.standardizedDifference).toBeNull();
    expect(warnings.includes("baselines-differ")).toBe(Math.abs(balance[0]?.standardizedDifference ?? 0) > 0.25);
  });

  test("a value that nobody has tells no mean", () => {
    expect(draw({ people: peopleOf(4, () => ({ baselines: [null] })), baselineIds: ["score"] }).balance).toEqual([{ baselineId: "score", treated: { n: 0, mean: null }, comparison: { n: 0, mean: null }, standardizedDifference: null }]);
  });

  test("each fault by code and path", () => {
    refuses(() => draw({ people: [...peopleOf(3), ...peopleOf(1)] }), { code: "wait-list-request.duplicate_person", path: ["people", 3, "personId"], params: { personId: "p000" } });
    refuses(() => draw({ people: peopleOf(4, (index) => (index === 2 ? {} : { clusterId: `t${String(index)}` })), aim: clustered }), { code: "wait-list-request.missing_cluster", path: ["people", 2, "clusterId"] });
    refuses(() => draw({ people: peopleOf(4, (index) => ({ clusterId: `t${String(index % 2)}`, stratumId: index === 3 ? "b" : "a" })), aim: clustered }), { code: "wait-list-request.cluster_in_two_strata", path: ["people", 3, "stratumId"], params: { clusterId: "t1", first: "a", stratumId: "b" } });
    refuses(() => draw({ people: peopleOf(4, (index) => (index === 1 ? {} : { stratumId: "a" })) }), { code: "chance-order.missing_stratum", path: ["people", 1, "stratumId"], params: { id: "p001" } });
    refuses(() => draw({ people: peopleOf(1) }), { code: "wait-list-request.one_unit", path: ["people"], params: { count: 1 } });
    refuses(() => draw({ people: [] }), { code: "wait-list-request.one_unit", path: ["people"], params: { count: 0 } });
    refuses(() => draw({ people: teams(1, () => 9), aim: clustered }), { code: "wait-list-request.one_unit", path: ["people"], params: { count: 1 } });
    refuses(() => draw({ split: { kind: "count", startCount: 8 } }), { code: "wait-list-request.too_many_starts", path: ["split", "startCount"], params: { startCount: 8, limit: 7, units: "8 people" } });
    refuses(() => draw({ split: { kind: "count", startCount: 4 }, capacityCount: 3 }), { code: "wait-list-request.too_many_starts", path: ["split", "startCount"], params: { startCount: 4, limit: 3, units: "8 people" } });
    refuses(() => draw({ people: teams(5, () => 4), aim: clustered, split: { kind: "count", startCount: 10 } }), { code: "wait-list-request.too_many_starts", path: ["split", "startCount"], params: { startCount: 10, limit: 4, units: "5 teams" } });
    refuses(() => draw({ people: peopleOf(4, (index) => (index === 1 ? {} : { baselines: [1] })), baselineIds: ["score"] }), { code: "wait-list-request.wrong_baseline_count", path: ["people", 1, "baselines"], params: { personId: "p001", length: 0, count: 1 } });
    refuses(() => draw({ people: peopleOf(4, () => ({ baselines: [1, 2] })), baselineIds: ["score", "score"] }), { code: "wait-list-request.duplicate_baseline", path: ["baselineIds", 1] });
    refuses(() => draw({ people: teams(4, () => 2) }), { code: "wait-list-request.missing_correlation", path: ["aim", "intraclassCorrelation"] });
    for (const costRatio of [0, -1, 1001]) refuses(() => draw({ split: { kind: "by-cost", costRatio } }), { code: costRatio > 1 ? "input.too_big" : "input.too_small", path: ["split", "costRatio"] });
    refuses(() => draw({ capacityCount: 0 }), { code: "input.too_small", path: ["capacityCount"] });
    refuses(() => draw({ seed: 1.5 }), { code: "input.invalid_type", path: ["seed"] });
    refuses(() => draw({ aim: { ...aim, alpha: 5 } }), { code: "input.too_big", path: ["aim", "alpha"] });
  });

  test("more people, or more baselines, than a draw takes", () => {
    refuses(() => draw({ people: peopleOf(EFFECT_LIMITS.people + 1) }), { code: "input.too_big", path: ["people"] });
    const ids = Array.from({ length: EFFECT_LIMITS.balancedBaselines + 1 }, (_, index) => `b${String(index)}`);
    refuses(() => draw({ baselineIds: ids, people: peopleOf(2, () => ({ baselines: ids.slice(1).map(() => 1) })) }), { code: "input.too_big", path: ["baselineIds"] });
  });

  const requests = fc.record({ count: fc.integer({ min: 2, max: 40 }), strata: fc.integer({ min: 1, max: 4 }), costRatio: fc.double({ min: 0.01, max: 100, noNaN: true }), capacityCount: fc.integer({ min: 1, max: 40 }), seed: fc.integer({ min: -1000, max: 1000 }) })
    .map(({ count, strata, costRatio, ...rest }): WaitListRequest => ({ ...request, people: peopleOf(count, (index) => ({ stratumId: `s${String((index * 7) % strata)}` })), split: { kind: "by-cost", costRatio }, ...rest }));
  test("everyone is drawn once, some start and some wait, and no more than can", () => {
    fc.assert(fc.property(requests, (asked) => {
      const { people, treatedCount, comparisonCount, strata } = drawWaitList(asked);
      expect(people.map(({ personId }) => personId)).toEqual(asked.people.map(({ personId }) => personId));
      expect(people.filter(({ arm }) => arm === "treated")).toHaveLength(treatedCount);
      expect(treatedCount + comparisonCount).toBe(people.length);
      expect(Math.min(treatedCount, comparisonCount)).toBeGreaterThan(0);
      expect(treatedCount).toBeLessThanOrEqual(asked.capacityCount ?? Infinity);
      expect(strata.every((stratum) => Math.abs(stratum.treatedCount - ((stratum.treatedCount + stratum.comparisonCount) * treatedCount) / people.length) < 1)).toBe(true);
    }));
  });
  test("the order of the list does not matter, nor does a person's place", () => {
    fc.assert(fc.property(requests.chain((asked) => fc.tuple(fc.constant(asked), fc.shuffledSubarray([...asked.people], { minLength: asked.people.length }))), ([asked, people]) => { expect(drawWaitList({ ...asked, people })).toStrictEqual(drawWaitList(asked)); }));
  });
  test("the same seed draws the same, another one something else", () => {
    const people = peopleOf(60);
    expect(startersOf({ people, seed: 7 })).toEqual(startersOf({ people, seed: 7 }));
    expect(startersOf({ people, seed: 7 })).not.toEqual(startersOf({ people, seed: 8 }));
  });

  // Fixed seeds; a fair draw falls below 0.001 once in a thousand such lists. An arm of one needs no power to be reckoned.
  const seeds = (count: number) => Array.from({ length: count }, (_, seed) => seed);
  test("every two of three people start alike often", () => {
    const counts = countsOf(seeds(6000).map((seed) => startersOf({ people: peopleOf(3), seed }).join()));
    expect(counts.size).toBe(3);
    expect(evenness([...counts.values()])).toBeGreaterThan(0.001);
  });
  test("everyone has the same chance, also where strata share a seat", () => {
    const people = peopleOf(6, (index) => ({ stratumId: index < 1 ? "a" : index < 3 ? "b" : "c" }));
    const counts = countsOf(seeds(6000).flatMap((seed) => startersOf({ people, split: { kind: "count", startCount: 1 }, seed })));
    expect(counts.size).toBe(6);
    expect(evenness([...counts.values()])).toBeGreaterThan(0.001);
  });
});
