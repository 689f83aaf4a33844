import * as fc from "fast-check";
import { type FollowUp, type RestrictedMeanDifference, restrictedMeanDifference, survivalCurve } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const followed = (text: string): readonly FollowUp[] => text.split(" ").map((each) => ({ followedFor: Number.parseFloat(each), hasEvent: !each.endsWith("+") }));
const z = 1.959963984540054;
function differenceOf(text: string, reference: string, restrictedTo: number): RestrictedMeanDifference {
  const difference = restrictedMeanDifference({ followUps: followed(text), referenceFollowUps: followed(reference), restrictedTo, confidenceLevel: 0.95 });
  if (difference.estimate === null) throw new Error(difference.reason);
  return difference;
}
const meanOf = (text: string, restrictedTo: number) => {
  const curve = survivalCurve({ followUps: followed(text), intervalKind: "log", restrictedTo, confidenceLevel: 0.95 });
  return curve.points === null ? null : curve.restrictedMean;
};

test("the area under a curve and its variance, worked by hand", () => {
  // survival 1 to 2, 3/4 to 5, 3/8 to 8: 2 + 9/4 + 9/8; beyond the events 27/8 and 9/8 are left
  const variance = (27 / 8) ** 2 / (4 * 3) + (9 / 8) ** 2 / (2 * 1);
  expect(meanOf("2 3+ 5 8+", 8)).toEqual({ estimate: 5.375, confidence: { lower: expect.closeTo(5.375 - z * Math.sqrt(variance), 12) as number, upper: expect.closeTo(5.375 + z * Math.sqrt(variance), 12) as number, level: 0.95 }, n: 4, method: "restricted-mean", warnings: [] });
  // no mean lies beyond the restriction
  expect(meanOf("2 3+ 5 8+", 6)).toMatchObject({ confidence: { upper: 6 } });
  // an event at the very end takes nothing away
  expect(meanOf("2 3+ 5 8+", 5)?.estimate).toBe(4.25);
  expect(meanOf("2 3+ 5 8+", 1)).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: ["no-variation"] });
});

test("a difference of means with its normal interval and test", () => {
  const { estimate, standardError, pValue, confidence, n, mean, referenceMean, warnings } = differenceOf("4 8", "2 6", 8);
  // means 6 and 4; the first falls by half at 4 with 2 left, the second at 2 with 2 left: variances 4/2, and the last event takes nothing
  expect([estimate, n, mean.estimate, referenceMean.estimate, warnings]).toEqual([2, 4, 6, 4, []]);
  expect(standardError).toBeCloseTo(2, 12);
  expect(confidence).toEqual({ lower: expect.closeTo(2 - 2 * z, 12) as number, upper: expect.closeTo(2 + 2 * z, 12) as number, level: 0.95 });
  expect(pValue).toBeCloseTo(0.31731050786291415, 12);
});

describe("no answer is data", () => {
  test("nobody in a sample", () => {
    for (const [followUps, referenceFollowUps] of [[[], followed("1")], [followed("1"), []]] as const) expect(restrictedMeanDifference({ followUps, referenceFollowUps, restrictedTo: 1, confidenceLevel: 0.95 })).toEqual({ estimate: null, reason: "too-few-observations", n: 0, needed: 1 });
  });
  test("a sample not watched so far, unless nobody is left in it", () => {
    expect(meanOf("2 8+", 8.1)).toEqual({ estimate: null, reason: "beyond-follow-up", n: 0, needed: 1 });
    expect(meanOf("2 8", 10)?.estimate).toBe(5);
    expect(() => differenceOf("2 8", "2 8+", 9)).toThrow("beyond-follow-up");
  });
});

test("no event so far says nothing about a difference", () => { expect(differenceOf("4+ 8+", "5+ 9+", 3)).toMatchObject({ estimate: 0, standardError: 0, pValue: null, warnings: ["no-variation"] }); });

test("refuses a mean up to the start", () => { refuses(() => differenceOf("1", "1", 0), { code: "input.too_small", path: ["restrictedTo"] }); });

test("exchanging the samples turns the difference round", () => {
  const sample = fc.array(fc.record({ followedFor: fc.integer({ min: 3, max: 12 }), hasEvent: fc.boolean() }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(sample, sample, (followUps, referenceFollowUps) => {
    const [one, other] = [{ followUps, referenceFollowUps }, { followUps: referenceFollowUps, referenceFollowUps: followUps }].map((both) => restrictedMeanDifference({ ...both, restrictedTo: 3, confidenceLevel: 0.9 }));
    expect((one?.estimate ?? NaN) + (other?.estimate ?? NaN)).toBe(0);
  }));
});
