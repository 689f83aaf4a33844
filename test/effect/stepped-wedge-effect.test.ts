import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClusterStart, EFFECT_LIMITS, type PeriodScore, type StaggeredStarts, steppedWedgeEffect } from "coachkit/effect";
import { linearRegression } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { fraction, instrument, lower, measure } from "./study.js";

const startsOf = (...starts: readonly (number | null)[]): readonly ClusterStart[] => starts.map((startPeriod, index) => ({ clusterId: `t${String(index)}`, startPeriod }));
const six = startsOf(2, 2, 3, 3, 4, 4);
const noise = [0, 1, 1, 0, 2, 0, 1, 1, 0, 1, 2, 1, 1, 0, 0, 2, 0, 2, 1, 1, 2, 1, 0, 1];
/** Teams at unlike heights, periods that rise by one, an effect, and what `rest` adds to each cell. */
const scoresOf = (clusters: readonly ClusterStart[], periodCount: number, { effect = 5, rest = (index: number, at: number) => noise[(periodCount * index + at) % 24] ?? 0 } = {}): readonly PeriodScore[] =>
  clusters.flatMap(({ clusterId, startPeriod }, index) => Array.from({ length: periodCount }, (_, at) => ({ clusterId, inPeriod: at + 1, score: 50 + index + at + rest(index, at) + (startPeriod !== null && at + 1 >= startPeriod ? effect : 0) })));
const study: StaggeredStarts = { measure, clusters: six, periodCount: 4, scores: scoresOf(six, 4), assignment: "by-chance-in-steps", replicates: 1000, seed: 7, confidenceLevel: 0.95 };
const ask = (change: Partial<StaggeredStarts> = {}) => steppedWedgeEffect({ ...study, ...change });
/** An answer that has to be there. */
function told(change: Partial<StaggeredStarts> = {}) {
  const effect = ask(change);
  if (effect.estimate === null) throw new Error(effect.reason);
  return effect;
}

/** The same model with a term for each team and period, by the starts given. */
function withAllTerms(starts: readonly (number | null)[], scores: readonly PeriodScore[], periodCount: number) {
  const clusters = starts.map((_, index) => `t${String(index)}`);
  const regression = linearRegression({
    termIds: [...clusters.slice(1), ...Array.from({ length: periodCount - 1 }, (_, at) => `p${String(at + 2)}`), "started"], hasIntercept: true, errors: { kind: "cr2" }, confidenceLevel: 0.95,
    rows: scores.flatMap(({ clusterId, inPeriod, score }) => (score === null ? [] : [{
      clusterId, y: score, x: [...clusters.slice(1).map((id) => Number(id === clusterId)), ...Array.from({ length: periodCount - 1 }, (_, at) => Number(at + 2 === inPeriod)), Number(inPeriod >= (starts[clusters.indexOf(clusterId)] ?? 99))],
    }])),
  });
  const found = regression.coefficients?.at(-1);
  if (found === undefined || found.estimate === null) throw new Error("no coefficient");
  return found;
}

function ordersOf(starts: readonly (number | null)[]): readonly (readonly (number | null)[])[] {
  if (starts.length === 0) return [[]];
  return [...new Set(starts)].flatMap((start) => { const at = starts.indexOf(start); return ordersOf([...starts.slice(0, at), ...starts.slice(at + 1)]).map((rest) => [start, ...rest]); });
}

describe("steppedWedgeEffect", () => {
  // Σ x y ÷ Σ x² of what team and period leave: R 4.2.2 lm(y ~ team + period + started) gives the same, see the next test
  test("is what starting adds beside team and period, with errors by team", () => {
    expect(ask()).toMatchObject({
      estimate: expect.closeTo(5.3, 10), standardError: expect.closeTo(0.8447640934760, 10), degreesOfFreedom: expect.closeTo(4.4333472131, 8), n: 24, method: "stepped-wedge-by-cluster", standardized: null, arms: [],
      isolation: { grade: "stepped-wedge", reason: "starts-assigned-by-chance" }, assumptions: ["periods-pass-alike-for-all-teams", "effect-at-once-and-lasting", "teams-and-periods-weigh-alike"], warnings: [],
      smallestDetectable: { text: "6 teams in 4 periods: only effects ≥ 3.07 units are detectable with 80 % power", inStandardDeviations: null },
      coverage: { clusterCount: 6, periodCount: 4, scoreCount: 24, missingScoreCount: 0, missingCells: [], beforeCount: null, attritionFraction: null },
    });
  });

  test.each<readonly [string, readonly ClusterStart[], readonly PeriodScore[]]>([
    ["all cells", six, scoresOf(six, 4)],
    ["cells missing", six, scoresOf(six, 4).filter((_, index) => ![5, 11, 12].includes(index))],
    ["a team that never starts and one that always had", startsOf(1, 2, 3, 3, null), scoresOf(startsOf(1, 2, 3, 3, null), 4)],
  ])("taking team means out first leaves the estimate, its error and degrees of freedom as they are with a term for every team: %s", (_, clusters, scores) => {
    const whole = withAllTerms(clusters.map(({ startPeriod }) => startPeriod), scores, 4);
    expect(told({ clusters, scores })).toMatchObject({ estimate: expect.closeTo(whole.estimate, 9), standardError: expect.closeTo(whole.standardError, 9), degreesOfFreedom: expect.closeTo(whole.degreesOfFreedom, 7) });
  });

  test("many scores of a cell weigh as one: their mean", () => {
    const scores = scoresOf(six, 4).flatMap((score, index) => Array.from({ length: 1 + (index % 3) }, (_, member) => ({ ...score, personId: `${score.clusterId}-${String(member)}`, score: (score.score ?? 0) + member - (index % 3) / 2 })));
    expect(told({ scores })).toMatchObject({ estimate: expect.closeTo(5.3, 10), standardError: expect.closeTo(0.8447640934760, 10), n: 24, coverage: { scoreCount: 48 } });
  });

  test("the order test is that of the estimate over all orders of starts", () => {
    const clusters = startsOf(2, 2, 3, 4, null);
    const scores = scoresOf(clusters, 4, { effect: 1 });
    const orders = ordersOf(clusters.map(({ startPeriod }) => startPeriod));
    const observed = told({ clusters, scores });
    const estimates = orders.map((order) => withAllTerms(order, scores, 4).estimate);
    const [high, low] = [estimates.filter((estimate) => estimate >= observed.estimate - 1e-9).length, estimates.filter((estimate) => estimate <= observed.estimate + 1e-9).length];
    expect(orders).toHaveLength(60);
    expect(observed.startOrderTest).toMatchObject({ pValue: Math.min(1, (2 * Math.min(high, low)) / 60), improvementPValue: high / 60, orderCount: 60, leastPValue: 2 / 60, method: "start-orders-exact" });
    expect(told({ clusters, scores, measure: lower }).startOrderTest?.improvementPValue).toBe(low / 60);
  });

  test("the interval of the order test holds the effects that it does not rule out", () => {
    const taken = (effect: number) => study.scores.map((score, index) => ({ ...score, score: (score.score ?? 0) - (score.inPeriod >= (six[Math.floor(index / 4)]?.startPeriod ?? 9) ? effect : 0) }));
    const pAt = (effect: number) => told({ scores: taken(effect) }).startOrderTest?.pValue ?? NaN;
    const { confidence } = told().startOrderTest ?? {};
    expect(confidence).toEqual({ lower: expect.closeTo(3, 9), upper: expect.closeTo(7.2, 9), level: 0.95 });
    expect([pAt(2.999), pAt(3.001), pAt(7.199), pAt(7.201)].map((p) => p > 0.05)).toEqual([false, true, true, false]);
  });

  test("four teams that start one by one have 24 orders, too few for 95 %, and that is said", () => {
    const clusters = startsOf(2, 3, 4, 5);
    const { startOrderTest, confidence } = told({ clusters, scores: scoresOf(clusters, 5), periodCount: 5 });
    expect(startOrderTest).toMatchObject({ orderCount: 24, leastPValue: 2 / 24, confidence: null });
    expect(startOrderTest?.pValue).toBeGreaterThanOrEqual(2 / 24);
    expect(confidence.lower).toBeLessThan(confidence.upper);
    expect(told({ clusters, scores: scoresOf(clusters, 5), periodCount: 5, confidenceLevel: 0.9 }).startOrderTest?.confidence).not.toBeNull();
  });

  test("starts change places only within strata", () => {
    const clusters = six.map((cluster, index) => ({ ...cluster, stratumId: index % 2 === 0 ? "a" : "b" }));
    expect(told({ clusters }).startOrderTest?.orderCount).toBe(36);
    const alike = six.map((cluster, index) => ({ ...cluster, stratumId: String(Math.floor(index / 2)) }));
    expect(told({ clusters: alike }).startOrderTest).toMatchObject({ orderCount: 1, pValue: 1, confidence: null });
  });

  test("very many orders are drawn by the seed, and the one that came is counted", () => {
    const clusters = startsOf(...Array.from({ length: 12 }, (_, index) => 2 + (index % 6)));
    const scores = scoresOf(clusters, 7, { effect: 0.4 });
    const one = told({ clusters, scores, periodCount: 7 }).startOrderTest;
    expect(one).toMatchObject({ orderCount: 1001, leastPValue: 2 / 1001, method: "start-orders-drawn" });
    expect(told({ clusters, scores, periodCount: 7 }).startOrderTest).toEqual(one);
    const more = told({ clusters, scores, periodCount: 7, replicates: 20_000, seed: 8 }).startOrderTest;
    expect(Math.abs((more?.pValue ?? 0) - (one?.pValue ?? 1))).toBeLessThan(0.08);
    expect(more?.confidence?.lower).toBeCloseTo(one?.confidence?.lower ?? NaN, 0);
    const eight = startsOf(2, 2, 3, 3, 4, 4, 5, 5);
    expect(told({ clusters: eight, scores: scoresOf(eight, 5), periodCount: 5 }).startOrderTest).toMatchObject({ orderCount: 2520, method: "start-orders-exact" });
  });

  test("by hand against those who have not begun: 9 at the first step, 5 at the second", () => {
    const clusters = startsOf(2, 3, 4, 4);
    const rows = [[10, 20, 20, 20], [10, 11, 18, 18], [10, 11, 13, 13], [10, 11, 13, 30]];
    const scores = rows.flatMap((row, index) => row.map((score, at) => ({ clusterId: `t${String(index)}`, inPeriod: at + 1, score })));
    const { againstNotYetStarted } = told({ clusters, scores });
    // step 1: 10 against 1, 1, 1, weight 1 · 3 / 4; step 2: 7 against 2, 2, weight 1 · 2 / 3; at step 3 nobody is left
    expect(againstNotYetStarted).toMatchObject({ estimate: expect.closeTo((9 * (3 / 4) + 5 * (2 / 3)) / (3 / 4 + 2 / 3), 10), n: 7, method: "not-yet-started-by-cluster" });
  });

  test("starts not by chance are compared with who has not begun, at the grade of a difference in differences, without an order test", () => {
    const effect = told({ assignment: "not-by-chance" });
    expect(effect).toMatchObject({ method: "not-yet-started-by-cluster", isolation: { grade: "difference-in-differences", reason: "pre-trends-not-compared" }, startOrderTest: null, assumptions: ["teams-would-have-changed-alike", "effect-of-the-first-step", "teams-and-periods-weigh-alike"] });
    expect(effect.againstNotYetStarted).toEqual({ estimate: effect.estimate, confidence: effect.confidence, n: effect.n, method: effect.method, warnings: [] });
  });

  // the trap of staggered starts: teams that began serve as comparison in the model, and their growing effect is taken off
  test("an effect that grows is seen by who has not begun, not by the model", () => {
    const grown = (clusters: readonly ClusterStart[], periodCount: number) => scoresOf(clusters, periodCount, { effect: 0, rest: (index, at) => Math.max(0, 2 + at - (clusters[index]?.startPeriod ?? 99)) * 4 + (noise[(index * periodCount + at) % 24] ?? 0) / 10 });
    const clusters = startsOf(2, 2, 3, 3, 4, 4, 5, 5);
    const effect = told({ clusters, scores: grown(clusters, 5), periodCount: 5 });
    expect(effect.againstNotYetStarted.estimate).toBeCloseTo(4, 0);
    expect(effect.estimate).toBeLessThan(3);
  });

  test("a longer first step is averaged over its periods", () => {
    const clusters = startsOf(3, 3, 5, 5);
    const effect = told({ clusters, periodCount: 6, scores: scoresOf(clusters, 6, { rest: (index, at) => (at === 2 && index < 2 ? 4 : 0) + (noise[index * 6 + at] ?? 0) / 100 }), assignment: "not-by-chance" });
    expect(effect.estimate).toBeCloseTo(5 + 2, 1);
    expect(effect.n).toBe(4);
  });

  test("tells who was scored, which cells are empty and who left", () => {
    const scores = scoresOf(six, 4).flatMap((score, index) => ["a", "b"].map((member) => ({ ...score, personId: `${score.clusterId}-${member}`, score: member === "b" && score.inPeriod > 1 && index < 12 ? null : (score.score ?? 0) + (member === "a" ? 0 : 1) })))
      .filter(({ clusterId, inPeriod }) => !(clusterId === "t5" && inPeriod === 2));
    expect(ask({ scores })).toMatchObject({
      warnings: ["missing-cells"], coverage: { clusterCount: 6, periodCount: 4, scoreCount: 37, missingScoreCount: 9, missingCells: [{ clusterId: "t5", inPeriod: 2 }], beforeCount: 12, attritionFraction: 3 / 12 },
    });
    const more = scores.map((score) => (score.personId === "t4-b" && score.inPeriod > 1 ? { ...score, score: null } : score));
    expect(ask({ scores: more })).toMatchObject({ warnings: ["missing-cells", "high-attrition"], coverage: { attritionFraction: 4 / 12 } });
  });

  test("people of a team that never starts are no leavers", () => {
    const clusters = startsOf(2, 2, 3, null);
    expect(told({ clusters, scores: scoresOf(clusters, 4).map((score) => ({ ...score, personId: score.clusterId })) })).toMatchObject({ coverage: { beforeCount: 3, attritionFraction: 0 } });
  });

  test.each<readonly [string, Partial<StaggeredStarts>, object]>([
    ["nobody was scored", { scores: [] }, { reason: "too-few-clusters", n: 0, needed: 4 }],
    ["three teams have scores", { scores: study.scores.filter(({ clusterId }) => clusterId < "t3") }, { reason: "too-few-clusters", n: 3, needed: 4 }],
    ["there is one team", { clusters: six.slice(0, 1), scores: study.scores.slice(0, 4) }, { reason: "too-few-clusters", n: 1 }],
    ["all start at once", { clusters: six.map((cluster) => ({ ...cluster, startPeriod: 3 })) }, { reason: "no-comparison" }],
    ["nobody starts", { clusters: six.map((cluster) => ({ ...cluster, startPeriod: null })) }, { reason: "no-comparison" }],
    ["all had it from the first period", { clusters: six.map((cluster) => ({ ...cluster, startPeriod: 1 })) }, { reason: "no-comparison" }],
    ["only the last period was scored", { scores: study.scores.filter(({ inPeriod }) => inPeriod === 4) }, { reason: "no-comparison" }],
    ["nothing scatters", { scores: scoresOf(six, 4, { rest: () => 0 }) }, { reason: "no-variation" }],
    ["one period only has both", { scores: study.scores.filter(({ inPeriod }) => inPeriod === 2) }, { reason: "dependent-terms" }],
  ])("cannot say when %s", (_, change, answer) => { expect(ask(change)).toMatchObject({ estimate: null, startOrderTest: null, ...answer, isolation: { grade: "stepped-wedge" } }); });

  test("starts not by chance that leave nobody to compare with cannot say either", () => {
    expect(ask({ clusters: six.map((cluster) => ({ ...cluster, startPeriod: 3 })), assignment: "not-by-chance" })).toMatchObject({ estimate: null, reason: "no-comparison", isolation: { grade: "difference-in-differences" }, againstNotYetStarted: { reason: "no-comparison" } });
  });

  test("each fault by code and path", () => {
    const [first] = study.scores as readonly [PeriodScore];
    const withScore = (change: Partial<PeriodScore>) => ask({ scores: [...study.scores.slice(1), { ...first, ...change }] });
    refuses(() => ask({ clusters: [...six, ...six.slice(0, 1)] }), { code: "chance-order.duplicate_cluster", path: ["clusters", 6, "clusterId"] });
    refuses(() => ask({ clusters: six.map((cluster, index) => (index === 3 ? { ...cluster, stratumId: "a" } : cluster)).slice(2, 4), scores: [] }), { code: "chance-order.missing_stratum", path: ["clusters", 0, "stratumId"] });
    refuses(() => ask({ clusters: six.map((cluster, index) => (index === 5 ? { ...cluster, startPeriod: 5 } : cluster)) }), { code: "staggered-starts.start_outside", path: ["clusters", 5, "startPeriod"], params: { clusterId: "t5", startPeriod: 5, periodCount: 4 } });
    refuses(() => ask({ clusters: six.map((cluster, index) => (index === 5 ? { ...cluster, startPeriod: 0 } : cluster)) }), { code: "input.too_small", path: ["clusters", 5, "startPeriod"] });
    refuses(() => withScore({ inPeriod: 5 }), { code: "staggered-starts.period_outside", path: ["scores", 23, "inPeriod"], params: { inPeriod: 5, periodCount: 4 } });
    refuses(() => withScore({ clusterId: "x" }), { code: "staggered-starts.unknown_cluster", path: ["scores", 23, "clusterId"], params: { clusterId: "x" } });
    refuses(() => withScore({ inPeriod: 2 }), { code: "staggered-starts.duplicate_score", path: ["scores", 23], params: { id: "t0", inPeriod: 2 } });
    refuses(() => withScore({ personId: "ana" }), ...Array.from({ length: 23 }, (_, index) => ({ code: "staggered-starts.missing_person", path: ["scores", index, "personId"] })));
    const named = study.scores.map((score) => ({ ...score, personId: score.clusterId }));
    refuses(() => ask({ scores: [...named, { ...first, personId: "t1", inPeriod: 2 }] }), { code: "staggered-starts.person_in_two_clusters", path: ["scores", 24, "clusterId"], params: { personId: "t1", first: "t1", clusterId: "t0" } });
    refuses(() => ask({ scores: [...named, ...named.slice(0, 1)] }), { code: "staggered-starts.duplicate_score", path: ["scores", 24], params: { id: "t0", inPeriod: 1 } });
    refuses(() => ask({ measure: fraction, scores: study.scores.slice(0, 1) }), { code: "staggered-starts.not_a_fraction", path: ["scores", 0, "score"], params: { score: 50 } });
    refuses(() => ask({ measure: { ...measure, postInstrument: { ...instrument, majorVersion: 2 } } }), { code: "effect-measure.mixed_instruments", path: ["measure", "postInstrument"] });
    refuses(() => ask({ periodCount: 1, clusters: [], scores: [] }), { code: "input.too_small", path: ["periodCount"] });
    refuses(() => ask({ replicates: 999 }), { code: "input.too_small", path: ["replicates"] });
  });

  test("more teams, periods, scores or drawn orders than a wedge has", () => {
    refuses(() => ask({ clusters: startsOf(...Array.from({ length: EFFECT_LIMITS.wedgeClusters + 1 }, () => 2)) }), { code: "input.too_big", path: ["clusters"] });
    refuses(() => ask({ periodCount: EFFECT_LIMITS.wedgePeriods + 1 }), { code: "input.too_big", path: ["periodCount"] });
    refuses(() => ask({ replicates: EFFECT_LIMITS.drawnOrders + 1 }), { code: "input.too_big", path: ["replicates"] });
    const many = Array.from({ length: EFFECT_LIMITS.wedgeScores + 1 }, (_, index) => ({ clusterId: "t0", inPeriod: 1, personId: String(index), score: 1 }));
    refuses(() => ask({ scores: many }), { code: "input.too_big", path: ["scores"] });
  });

  test("enormous and tiny scores end in numbers", () => {
    for (const scale of [1e10, 1e-200]) expect(() => JSON.stringify(ask({ scores: study.scores.map((score) => ({ ...score, score: (score.score ?? 0) * scale })) }))).not.toThrow();
    expect(told({ scores: study.scores.map((score) => ({ ...score, score: (score.score ?? 0) * 1e10 })) })).toMatchObject({ estimate: expect.closeTo(5.3e10, 0), startOrderTest: { pValue: 2 / 90 } });
  });

  const cell = fc.integer({ min: 0, max: 1000 }).map((value) => value / 10);
  const grids = fc.array(cell, { minLength: 24, maxLength: 24 }).map((values) => scoresOf(six, 4, { effect: 0, rest: (index, at) => values[4 * index + at] ?? 0 }));
  test("does not go by the order of the lists", () => {
    fc.assert(fc.property(grids.chain((scores) => fc.tuple(fc.constant(scores), fc.shuffledSubarray([...scores], { minLength: 24 }), fc.shuffledSubarray([...six], { minLength: 6 }))), ([scores, shuffled, clusters]) => { expect(ask({ scores: shuffled, clusters })).toStrictEqual(ask({ scores })); }), { numRuns: 20 });
  });
  test("what goes along with team or period alone changes nothing; an effect added is an effect found, in both intervals", () => {
    fc.assert(fc.property(grids, fc.integer({ min: -50, max: 50 }), (scores, shift) => {
      const [one, moved] = [told({ scores }), told({ scores: scores.map((score, index) => ({ ...score, score: (score.score ?? 0) + 3 * Math.floor(index / 4) - 7 * score.inPeriod + (score.inPeriod >= (six[Math.floor(index / 4)]?.startPeriod ?? 9) ? shift : 0) })) })];
      expect(moved.estimate).toBeCloseTo(one.estimate + shift, 8);
      expect(moved.standardError).toBeCloseTo(one.standardError, 8);
      expect(moved.startOrderTest?.confidence?.lower).toBeCloseTo((one.startOrderTest?.confidence?.lower ?? NaN) + shift, 7);
      expect(moved.startOrderTest?.confidence?.upper).toBeCloseTo((one.startOrderTest?.confidence?.upper ?? NaN) + shift, 7);
      expect((moved.againstNotYetStarted.estimate ?? NaN) - shift).toBeCloseTo(one.againstNotYetStarted.estimate ?? NaN, 8);
    }), { numRuns: 30 });
  });
  test("0 lies in the interval of the order test exactly where the test finds nothing", () => {
    fc.assert(fc.property(grids, fc.integer({ min: -60, max: 60 }), (scores, shift) => {
      const { startOrderTest } = told({ scores: scores.map((score, index) => ({ ...score, score: (score.score ?? 0) + (score.inPeriod >= (six[Math.floor(index / 4)]?.startPeriod ?? 9) ? shift : 0) })) });
      const { lower: from, upper: to } = startOrderTest?.confidence ?? { lower: NaN, upper: NaN };
      if (Math.min(Math.abs(from), Math.abs(to)) > 1e-6) expect(from <= 0 && to >= 0).toBe((startOrderTest?.pValue ?? 0) > 0.05);
    }), { numRuns: 60 });
  });
});
