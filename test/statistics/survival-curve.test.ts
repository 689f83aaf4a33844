import * as fc from "fast-check";
import { type FollowUp, survivalCurve, SURVIVAL_LIMITS, type SurvivalCurve, type SurvivalSample } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

/** "6" had the event at 6, "6+" was last seen there. */
const followed = (text: string): readonly FollowUp[] => text.split(" ").map((each) => ({ followedFor: Number.parseFloat(each), hasEvent: !each.endsWith("+") }));
function curveOf(followUps: readonly FollowUp[], changes: Partial<SurvivalSample> = {}): SurvivalCurve {
  const curve = survivalCurve({ followUps, intervalKind: "log-log", confidenceLevel: 0.95, ...changes });
  if (curve.points === null) throw new Error(curve.reason);
  return curve;
}
/** The 21 on 6-mercaptopurine of Freireich and others (1963), the table in every textbook. */
const remission = followed("6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+");

test("the textbook's table of remissions: at risk, survival and Greenwood's error", () => {
  expect(curveOf(remission).points.map(({ at, atRisk, events, survival, standardError }) => [at, atRisk, events, survival.toFixed(3), standardError?.toFixed(3)])).toEqual([
    [6, 21, 3, "0.857", "0.076"], [7, 17, 1, "0.807", "0.087"], [10, 15, 1, "0.753", "0.096"], [13, 12, 1, "0.690", "0.107"], [16, 11, 1, "0.627", "0.114"], [22, 7, 1, "0.538", "0.128"], [23, 6, 1, "0.448", "0.135"],
  ]);
  expect(curveOf(remission)).toMatchObject({ n: 21, eventCount: 9, followedUntil: 35, restrictedMean: null, survivalAt: [], median: { estimate: 23, n: 21, method: "brookmeyer-crowley-log-log", warnings: [] } });
});

test("a curve worked by hand: three quarters, then three eighths; hazards 1/4 and 1/2", () => {
  const { points, median, survivalAt } = curveOf(followed("2 3+ 5 8+"), { at: [0, 2, 4.9, 5, 8, 8.1] });
  expect(points.map(({ survival, cumulativeHazard }) => [survival, cumulativeHazard])).toEqual([[0.75, 0.25], [0.375, 0.75]]);
  expect(points[0]?.standardError).toBeCloseTo(0.75 * Math.sqrt(1 / (4 * 3)), 14);
  expect(points[1]?.standardError).toBeCloseTo(0.375 * Math.sqrt(1 / 12 + 1 / 2), 14);
  expect(median.estimate).toBe(5);
  expect(survivalAt.map(({ estimate }) => estimate)).toEqual([1, 0.75, 0.75, 0.375, 0.375, null]);
  expect(survivalAt[0]).toEqual({ estimate: 1, confidence: { lower: 1, upper: 1, level: 0.95 }, n: 4, method: "kaplan-meier-log-log", warnings: ["no-events-yet", "few-at-risk"] });
  expect(survivalAt[1]).toMatchObject({ confidence: points[0]?.confidence, warnings: ["few-at-risk"] });
  expect(survivalAt[5]).toEqual({ estimate: null, reason: "beyond-follow-up", n: 0, needed: 1 });
});

test("the intervals: as it stands, of the logarithm, and of its logarithm", () => {
  const [z, error] = [1.959963984540054, Math.sqrt(1 / (4 * 3) + 1 / 2)];
  const ends = (intervalKind: SurvivalSample["intervalKind"]) => curveOf(followed("2 3+ 5 8+"), { intervalKind }).points[1]?.confidence;
  expect(ends("plain")).toEqual({ lower: 0, upper: expect.closeTo(0.375 * (1 + z * error), 12) as number, level: 0.95 });
  expect(ends("log")).toEqual({ lower: expect.closeTo(0.375 * Math.exp(-z * error), 12) as number, upper: 1, level: 0.95 });
  const spread = Math.exp((z * error) / Math.log(0.375));
  expect(ends("log-log")).toEqual({ lower: expect.closeTo(0.375 ** (1 / spread), 12) as number, upper: expect.closeTo(0.375 ** spread, 12) as number, level: 0.95 });
  expect(curveOf(remission, { intervalKind: "plain" }).points[0]?.confidence).toMatchObject({ lower: expect.closeTo(0.857142857 - z * 0.076360347, 7) as number, upper: 1 });
});

describe("traps", () => {
  test("whoever is last seen at the place of an event was still at risk there", () => {
    expect(curveOf(followed("4 4+")).points).toMatchObject([{ at: 4, atRisk: 2, survival: 0.5 }]);
  });
  test("places that only rounding sets apart are one", () => {
    expect(curveOf([{ followedFor: 0.1 + 0.2, hasEvent: true }, { followedFor: 0.3, hasEvent: true }, { followedFor: 1, hasEvent: false }]).points).toMatchObject([{ at: 0.3, atRisk: 3, events: 2 }]);
    expect(curveOf(followed("1 1.000001 2+")).points).toHaveLength(2);
  });
  test("after the last has had the event nothing is left, and no interval", () => {
    const { points, survivalAt, median } = curveOf(followed("1 2"), { at: [2, 99] });
    expect(points[1]).toEqual({ at: 2, atRisk: 1, events: 1, survival: 0, standardError: null, confidence: null, cumulativeHazard: 1.5 });
    expect(survivalAt).toMatchObject([{ estimate: 0, warnings: ["none-left", "few-at-risk"] }, { estimate: 0 }]);
    expect(median).toMatchObject({ estimate: 1.5, confidence: { upper: null } });
  });
  test("where survival is one half over a stretch, its middle is the median, also of the last stretch, and through rounding", () => {
    expect(curveOf(followed("1 2 3 4")).median.estimate).toBe(2.5);
    expect(curveOf(followed("1 2 6+ 8+")).median.estimate).toBe(5);
    // 5/6 · 4/5 · 3/4 comes to a little less than one half
    expect(curveOf(followed("1 2 3 5 6 7")).median.estimate).toBe(4);
  });
  test("a median that is not reached may have a lower end", () => {
    expect(curveOf(followed("1 2 3+ 4+ 5+"), { intervalKind: "plain" }).median).toEqual({ estimate: null, reason: "not-reached", confidence: { lower: 1, upper: null, level: 0.95 }, n: 2, needed: 3 });
    expect(curveOf(followed("3+ 4+")).median).toEqual({ estimate: null, reason: "not-reached", confidence: { lower: null, upper: null, level: 0.95 }, n: 0, needed: 1 });
  });
  test("an event at the very start counts", () => { expect(curveOf(followed("0 5+")).points).toMatchObject([{ at: 0, atRisk: 2, survival: 0.5 }]); });
  test("five at risk are not few", () => {
    expect(curveOf(followed("1 5+ 5+ 5+ 5+ 5+"), { at: [5] }).survivalAt[0]).toMatchObject({ warnings: [] });
    expect(curveOf(followed("1 4+ 5+ 5+ 5+ 5+"), { at: [5] }).survivalAt[0]).toMatchObject({ warnings: ["few-at-risk"] });
  });
});

test("nobody followed up is no curve", () => { expect(survivalCurve({ followUps: [], intervalKind: "log", confidenceLevel: 0.95 })).toEqual({ points: null, reason: "too-few-observations", n: 0, needed: 1 }); });

test.each<[string, Partial<SurvivalSample>, string, readonly (string | number)[]]>([
  ["time that runs backwards", { followUps: [{ followedFor: -1, hasEvent: true }] }, "input.too_small", ["followUps", 0, "followedFor"]],
  ["no number", { followUps: [{ followedFor: NaN, hasEvent: true }] }, "input.invalid_type", ["followUps", 0, "followedFor"]],
  ["a mean up to the start", { restrictedTo: 0 }, "input.too_small", ["restrictedTo"]],
  ["more places than the limit", { at: Array.from({ length: SURVIVAL_LIMITS.places + 1 }, () => 1) }, "input.too_big", ["at"]],
  ["more follow-ups than the limit", { followUps: Array.from({ length: SURVIVAL_LIMITS.followUps + 1 }, () => ({ followedFor: 1, hasEvent: true })) }, "input.too_big", ["followUps"]],
])("refuses %s", (_, changes, code, path) => { refuses(() => survivalCurve({ followUps: remission, intervalKind: "log", confidenceLevel: 0.95, ...changes }), { code, path }); });

describe("laws", () => {
  const followUps = fc.array(fc.record({ followedFor: fc.integer({ min: 0, max: 12 }), hasEvent: fc.boolean() }), { minLength: 1, maxLength: 40 });
  test("survival falls, its interval holds it and lies within 0 and 1", () => {
    fc.assert(fc.property(followUps, fc.constantFrom("plain", "log", "log-log"), (sample, intervalKind) => {
      let before = 1;
      for (const { survival, confidence } of curveOf(sample, { intervalKind }).points) {
        expect(survival).toBeLessThan(before);
        before = survival;
        if (confidence !== null) expect([confidence.lower >= 0, confidence.lower <= survival, survival <= confidence.upper, confidence.upper <= 1]).toEqual([true, true, true, true]);
      }
    }));
  });
  test("the order of the follow-ups does not matter", () => { fc.assert(fc.property(followUps, (sample) => { expect(curveOf(sample.toReversed(), { at: [3], restrictedTo: 2 })).toEqual(curveOf(sample, { at: [3], restrictedTo: 2 })); })); });
  test("where all are watched to the end, survival is the share that is left", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (times) => {
      const sample = times.map((followedFor) => ({ followedFor, hasEvent: true }));
      for (const { at, survival } of curveOf(sample).points) expect(survival).toBeCloseTo(times.filter((time) => time > at).length / times.length, 12);
    }));
  });
});

test("two hundred thousand follow-ups and a thousand places are answered", () => {
  const many = Array.from({ length: SURVIVAL_LIMITS.followUps }, (_, index) => ({ followedFor: (index * 7919) % 100_003, hasEvent: index % 3 === 0 }));
  expect(curveOf(many, { at: Array.from({ length: 1000 }, (_, index) => index * 90) }).survivalAt.every(({ estimate }) => estimate !== null)).toBe(true);
});
