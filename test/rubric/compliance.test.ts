import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { behavioralCompliance, type ComplianceRequest, type Observation } from "coachkit/rubric";
import { clopperPearsonInterval, wilsonInterval } from "coachkit/statistics";
import { type Mark, observed, oneToOne } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const single = { ...oneToOne, criteria: oneToOne.criteria.slice(0, 1) };
/** One participant per mark. */
const people = (...marks: readonly Mark[]): readonly Observation[] => marks.map((mark, index) => observed({ asks: mark }, { id: `o${String(index)}`, participantId: `p${String(index)}` }));
const times = <T>(count: number, value: T): readonly T[] => Array.from({ length: count }, () => value);
const compliance = (observations: readonly Observation[], more: Partial<ComplianceRequest> = {}) =>
  behavioralCompliance({ rubric: single, observations, denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95, ...more });
/** 26 match, 8 do not, 6 were not observed. */
const forty = people(...times(26, 4), ...times(8, 2), ...times(6, "not-observed" as const));

describe("behavioralCompliance", () => {
  test("is matching ÷ (matching + not matching) with Wilson's interval", () => {
    expect(compliance(forty)).toStrictEqual({
      estimate: 26 / 34, confidence: wilsonInterval({ successes: 26, n: 34, confidenceLevel: 0.95 }), n: 34, method: "wilson", warnings: [], effectiveN: 34,
      denominator: { kind: "observed-anchors" }, matchingCount: 26, notMatchingCount: 8, notObservedCount: 6, notApplicableCount: 0, unrecordedCount: 0,
      coverageFraction: 0.85, assumptions: { clustering: null },
    });
    expect(compliance(forty)).toMatchObject({ estimate: expect.closeTo(0.764706, 6), confidence: { lower: expect.closeTo(0.600039, 6), upper: expect.closeTo(0.87563, 6) } });
  });

  test("two behaviors each, alike by 0.3, widen the interval to [.575265, .886346]", () => {
    expect(compliance(forty, { clustering: { intraclassCorrelation: 0.3, meanClusterSize: 2 } })).toMatchObject({
      estimate: expect.closeTo(0.764706, 6), n: 34, effectiveN: expect.closeTo(26.1538, 4), method: "wilson-design-effect",
      confidence: { lower: expect.closeTo(0.575265, 6), upper: expect.closeTo(0.886346, 6), level: 0.95 },
      assumptions: { clustering: { intraclassCorrelation: 0.3, meanClusterSize: 2 } },
    });
  });

  test("the exact interval is Clopper and Pearson's, also of effective trials", () => {
    expect(compliance(forty, { intervalMethod: "exact" })).toMatchObject({ estimate: 26 / 34, n: 34, method: "clopper-pearson", confidence: clopperPearsonInterval({ successes: 26, n: 34, confidenceLevel: 0.95 }), coverageFraction: 0.85 });
    expect(compliance(forty, { intervalMethod: "exact", clustering: { intraclassCorrelation: 0.3, meanClusterSize: 2 } })).toMatchObject({
      method: "clopper-pearson-design-effect", effectiveN: expect.closeTo(26.1538, 4), confidence: clopperPearsonInterval({ successes: 26, n: 34, confidenceLevel: 0.95, designEffect: 1.3 }),
    });
    expect(compliance(forty, { intervalMethod: "wilson" })).toStrictEqual(compliance(forty));
    expect(compliance([], { intervalMethod: "exact" })).toMatchObject({ estimate: null, reason: "too-few-observations" });
  });

  test.each([
    // marks of one person each                    estimate  n  matching, not, not observed, not applicable
    ["the threshold itself counts as shown", [3, 2],                                0.5,  2, [1, 1, 0, 0]],
    ["not observed is no failure",           [3, "not-observed"],                   1,    1, [1, 0, 1, 0]],
    ["not applicable leaves the count",      [3, 1, "not-applicable"],              0.5,  2, [1, 1, 0, 1]],
    ["all fail is 0, not nothing",           [1, 2],                                0,    2, [0, 2, 0, 0]],
  ] as const)("%s", (_, marks, estimate, n, counts) => {
    const result = compliance(people(...marks));
    expect(result).toMatchObject({ estimate, n });
    expect([result.matchingCount, result.notMatchingCount, result.notObservedCount, result.notApplicableCount]).toEqual(counts);
  });

  test("of expected opportunities, what was not observed counts against", () => {
    const expected = { kind: "expected-opportunities", expectedCount: 50 } as const;
    expect(compliance(forty, { denominator: expected })).toMatchObject({
      estimate: 0.52, n: 50, denominator: expected, notObservedCount: 6, unrecordedCount: 10, coverageFraction: 0.68, confidence: wilsonInterval({ successes: 26, n: 50, confidenceLevel: 0.95 }),
    });
  });

  test("nothing observed is no estimate, which is not 0 %", () => {
    const nothing = { estimate: null, reason: "too-few-observations", n: 0, needed: 1 };
    expect(compliance([])).toMatchObject({ ...nothing, coverageFraction: null });
    expect(compliance(people("not-observed", "not-applicable"))).toMatchObject({ ...nothing, notObservedCount: 1, notApplicableCount: 1, coverageFraction: 0 });
    expect(compliance([], { denominator: { kind: "expected-opportunities", expectedCount: 0 } })).toMatchObject(nothing);
    expect(compliance([], { denominator: { kind: "expected-opportunities", expectedCount: 4 } })).toMatchObject({ estimate: 0, n: 4, unrecordedCount: 4, coverageFraction: 0 });
  });

  test("counts only the criteria asked for; a criterion without a rating was not observed", () => {
    const observations = [observed({ asks: 4, listens: 1 }), observed({ listens: 5, agrees: "not-applicable" }, { id: "o2", participantId: "p2" })];
    const request = { rubric: oneToOne, observations, denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95 } as const;
    expect(behavioralCompliance({ ...request, criterionIds: ["listens"] })).toMatchObject({ estimate: 0.5, n: 2, notObservedCount: 0, notApplicableCount: 0 });
    expect(behavioralCompliance({ ...request, criterionIds: ["asks", "agrees"] })).toMatchObject({ estimate: 1, n: 1, notObservedCount: 2, notApplicableCount: 1 });
    expect(behavioralCompliance(request)).toMatchObject({ n: 3, notObservedCount: 4, notApplicableCount: 1 });
  });

  test("derives the cluster size weighted by size: 3 looks and 1 look are (9 + 1) / 4 = 2.5", () => {
    const observations = [...people(4, 4, 1).map((one) => ({ ...one, participantId: "p1" })), observed({ asks: 4 }, { id: "o9", participantId: "p9" })];
    expect(compliance(observations, { clustering: { intraclassCorrelation: 0.2 } })).toMatchObject({ n: 4, effectiveN: expect.closeTo(4 / 1.3, 12), warnings: [], assumptions: { clustering: { meanClusterSize: 2.5 } } });
    expect(compliance(observations)).toMatchObject({ warnings: ["nested-in-participants"] });
  });

  test("warns of self-ratings", () => {
    expect(compliance([observed({ asks: 5 }, { raterId: "p1" })])).toMatchObject({ warnings: ["self-ratings"] });
  });

  test("refuses a criterion that the rubric does not have", () => {
    refuses(() => compliance(forty, { criterionIds: ["asks", "smiles"] }), { code: "compliance.unknown_criterion", path: ["criterionIds", 1] });
  });
  test("refuses to count an observation twice", () => {
    refuses(() => compliance([observed({ asks: 3 }), observed({ asks: 3 })]), { code: "compliance.duplicate_observation", path: ["observations", 1, "id"] });
  });
  test("refuses fewer expected opportunities than are recorded", () => {
    refuses(() => compliance(forty, { denominator: { kind: "expected-opportunities", expectedCount: 39 } }), { code: "compliance.fewer_expected_than_recorded", path: ["denominator", "expectedCount"], params: { expected: 39, recorded: 40 } });
  });
  test("refuses to derive the cluster size of opportunities that nobody recorded", () => {
    refuses(() => compliance(forty, { denominator: { kind: "expected-opportunities", expectedCount: 40 }, clustering: { intraclassCorrelation: 0.3 } }), { code: "compliance.cluster_size_needed", path: ["clustering", "meanClusterSize"] });
  });
  test("refuses to pool versions, at each place", () => {
    refuses(() => compliance([observed({ asks: 3 }), observed({ asks: 3 }, { id: "o2", rubricVersion: "1.1.0" }), observed({ asks: 9 }, { id: "o3" })]),
      { code: "observation.other_version", path: ["observations", 1, "rubricVersion"], params: { expected: "1.0.0", got: "1.1.0" } },
      { code: "observation.level_outside_scale", path: ["observations", 2, "ratings", 0, "level"] });
  });
  test("twenty thousand faults make one error of bounded length", () => {
    const stray = people(...times(20_000, 3)).map((one) => ({ ...one, rubricVersion: "2.0.0" }));
    expect(() => compliance(stray)).toThrow(expect.objectContaining({ issues: expect.toSatisfy((issues: readonly { readonly code: string }[]) => issues.length === 1000 && issues.at(-1)?.code === "input.more_issues") }));
  });
  test("refuses a missing confidence level, a percent as correlation and an unknown denominator, all at once", () => {
    refuses(() => behavioralCompliance({ rubric: single, observations: [], denominator: { kind: "all" }, clustering: { intraclassCorrelation: 30 } } as never),
      { code: "input.invalid_union", path: ["denominator", "kind"] },
      { code: "input.invalid_type", path: ["confidenceLevel"] },
      { code: "input.too_big", path: ["clustering", "intraclassCorrelation"] });
  });

  const marks = fc.array(fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant("not-observed" as const), fc.constant("not-applicable" as const)), { maxLength: 40 });
  test("every criterion of every observation is counted once", () => fc.assert(fc.property(marks, (list) => {
    const { matchingCount, notMatchingCount, notObservedCount, notApplicableCount } = compliance(people(...list));
    expect(matchingCount + notMatchingCount + notObservedCount + notApplicableCount).toBe(list.length);
  })));
  test("the order of the observations does not matter, and a later look that matches never lowers it", () => fc.assert(fc.property(marks, (list) => {
    expect(compliance([...people(...list)].reverse())).toStrictEqual(compliance(people(...list)));
    expect(compliance(people(...list, 5)).estimate).toBeGreaterThanOrEqual(compliance(people(...list)).estimate ?? 0);
  })));
  test("alike participants never narrow the interval", () => fc.assert(fc.property(marks, fc.integer({ min: 0, max: 10 }), (list, tenths) => {
    const [alone, clustered] = [compliance(people(3, ...list)), compliance(people(3, ...list), { clustering: { intraclassCorrelation: tenths / 10, meanClusterSize: 3 } })];
    if (alone.estimate === null || clustered.estimate === null) throw new Error("one was observed");
    expect(clustered.confidence.lower).toBeLessThanOrEqual(alone.confidence.lower);
    expect(clustered.confidence.upper).toBeGreaterThanOrEqual(alone.confidence.upper);
  })));
});
