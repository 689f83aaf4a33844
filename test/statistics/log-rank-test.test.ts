import * as fc from "fast-check";
import { type FollowUp, logRankTest, SURVIVAL_LIMITS, type SurvivalGroups } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const followed = (text: string): readonly FollowUp[] => text.split(" ").map((each) => ({ followedFor: Number.parseFloat(each), hasEvent: !each.endsWith("+") }));
const groupsOf = (...texts: readonly string[]) => texts.map((text, index) => ({ groupId: String(index + 1), followUps: followed(text) }));
const testOf = (texts: readonly string[], weighting: SurvivalGroups["weighting"] = "log-rank") => logRankTest({ groups: groupsOf(...texts), weighting });

test("events 1 and 2 against 3 and 4, worked by hand", () => {
  // the first group expects 1/2 + 1/3; variances 1/4 and 2/9
  expect(testOf(["1 2", "3 4"])).toEqual({
    chiSquare: expect.closeTo((7 / 6) ** 2 / (17 / 36), 12) as number, degreesOfFreedom: 1, pValue: expect.closeTo(0.0895550745, 9) as number, n: 4, method: "log-rank", warnings: ["few-expected-events"],
    groups: [{ groupId: "1", n: 2, observed: 2, expected: expect.closeTo(5 / 6, 12) as number }, { groupId: "2", n: 2, observed: 2, expected: expect.closeTo(19 / 6, 12) as number }],
  });
});
test("Peto and Peto weigh by the survival of all right before: 1, 3/4, 1/2, 1/4", () => {
  // observed 1 + 3/4, expected 1/2 + 3/4 · 1/3; variances 1/4 and 9/16 · 2/9
  expect(testOf(["1 2", "3 4"], "peto-peto")).toMatchObject({ chiSquare: expect.closeTo(1 / (1 / 4 + 1 / 8), 12) as number, groups: [{ observed: 1.75, expected: expect.closeTo(0.75, 12) as number }, {}], method: "peto-peto" });
});
test("remissions on 6-mercaptopurine against placebo: 16.79 (Freireich and others 1963)", () => {
  const drug = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+";
  const placebo = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23";
  expect(testOf([drug, placebo])).toMatchObject({ chiSquare: expect.closeTo(16.793, 3) as number, warnings: [] });
});

describe("traps", () => {
  test("a group that is gone before any event does not count", () => {
    const [three, two] = [testOf(["1+ 1+", "2 5", "3 4+"]), testOf(["2 5", "3 4+"])];
    expect(three).toMatchObject({ chiSquare: two.chiSquare, degreesOfFreedom: 1, groups: [{ observed: 0, expected: 0 }, {}, {}] });
  });
  test("nothing to compare is data: no events, never two groups at risk, or all at once", () => {
    expect(testOf(["1+ 2+", "3+"])).toEqual({ chiSquare: null, reason: "nothing-to-compare", n: 3, eventCount: 0 });
    expect(testOf(["5 6", "1+ 2+"])).toEqual({ chiSquare: null, reason: "nothing-to-compare", n: 4, eventCount: 2 });
    expect(testOf(["2 2", "2"])).toMatchObject({ reason: "nothing-to-compare", eventCount: 3 });
    expect(logRankTest({ groups: [{ groupId: "a", followUps: [] }, { groupId: "b", followUps: [] }], weighting: "log-rank" })).toMatchObject({ reason: "nothing-to-compare", n: 0 });
  });
});

describe("what is refused", () => {
  const call = (groups: SurvivalGroups["groups"]) => () => logRankTest({ groups, weighting: "log-rank" });
  const [first] = groupsOf("1 2");
  test("one group", () => { refuses(call(groupsOf("1 2")), { code: "input.too_small", path: ["groups"] }); });
  test("a group twice", () => { refuses(call([...groupsOf("1 2", "3"), { groupId: "1", followUps: first?.followUps ?? [] }]), { code: "log-rank-test.duplicate_group", path: ["groups", 2, "groupId"] }); });
  test("more groups than the limit", () => { refuses(call(groupsOf(...Array.from({ length: SURVIVAL_LIMITS.groups + 1 }, () => "1"))), { code: "input.too_big", path: ["groups"] }); });
  test("more follow-ups than the limit together", () => {
    const half = Array.from({ length: SURVIVAL_LIMITS.followUps / 2 + 1 }, () => ({ followedFor: 1, hasEvent: true }));
    refuses(call([{ groupId: "a", followUps: half }, { groupId: "b", followUps: half }]), { code: "log-rank-test.too_many_follow_ups", path: ["groups"], params: { count: 200_002, limit: 200_000 } });
  });
});

describe("laws", () => {
  const sample = fc.array(fc.record({ followedFor: fc.integer({ min: 0, max: 8 }), hasEvent: fc.boolean() }), { minLength: 2, maxLength: 15 });
  test("the order of groups and of follow-ups does not matter", () => {
    fc.assert(fc.property(sample, sample, sample, fc.constantFrom("log-rank", "peto-peto"), (a, b, c, weighting) => {
      const [one, other] = [[a, b, c], [c.toReversed(), a, b]].map((samples) => logRankTest({ groups: samples.map((followUps, index) => ({ groupId: String(index), followUps })), weighting }));
      if (one?.chiSquare === null || one === undefined) expect(other?.chiSquare).toBeNull();
      else expect(other?.chiSquare).toBeCloseTo(one.chiSquare, 8);
    }));
  });
  test("observed and expected add up to the same", () => {
    fc.assert(fc.property(sample, sample, fc.constantFrom("log-rank", "peto-peto"), (a, b, weighting) => {
      const result = logRankTest({ groups: [{ groupId: "a", followUps: a }, { groupId: "b", followUps: b }], weighting });
      if (result.chiSquare === null) return;
      expect(result.groups.reduce((sum, { observed, expected }) => sum + observed - expected, 0)).toBeCloseTo(0, 9);
      expect(result.chiSquare).toBeGreaterThanOrEqual(0);
    }));
  });
});
