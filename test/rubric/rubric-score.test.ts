import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Rubric, rubricScore } from "coachkit/rubric";
import { criterion, type Mark, observed, oneToOne, scale, withWhole } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const gated = (minimumLevel: number): Rubric => ({ ...oneToOne, criteria: oneToOne.criteria.map((one) => (one.id === "listens" ? { ...one, mustPass: { minimumLevel } } : one)) });
const score = (marks: Readonly<Record<string, Mark>>, rubric: Rubric = oneToOne) => rubricScore({ rubric, observation: observed(marks) });
const seen = { asks: 4, listens: 5, agrees: "not-observed", "follows-up": 3 } as const;

describe("rubricScore", () => {
  test("is the weighted mean of what was observed: (1.6 + 1.5 + .3) / .8 = 4.25", () => {
    expect(score(seen)).toStrictEqual({
      score: 4.25, normalizedFraction: 0.8125, scoreRange: { lowest: 3.6, highest: 4.4 }, normalizedRange: { lowest: 0.65, highest: 0.85 }, holistic: null, coverageFraction: 0.8,
      verdict: "pass", reasons: [{ code: "no-gates", criterionId: null }], assumptions: { minimumCoverageFraction: 0.7 },
    });
  });

  test.each([
    // marks                                                    score  coverage  verdict
    ["all observed",           { asks: 4, listens: 5, agrees: 2, "follows-up": 3 },                           3.8,  1,     "pass"],
    ["not observed is no zero", seen,                                                                         4.25, 0.8,   "pass"],
    ["no rating is the same",  { asks: 4, listens: 5, "follows-up": 3 },                                      4.25, 0.8,   "pass"],
    ["not applicable leaves the coverage whole", { ...seen, agrees: "not-applicable" },                       4.25, 1,     "pass"],
    ["exactly the minimum is enough", { asks: 4, listens: 4 },                                                4,    0.7,   "pass"],
    ["below the minimum",      { asks: 4, agrees: 4 },                                                        4,    0.6,   "insufficient"],
    ["nothing observed",       {},                                                                            null, 0,     "insufficient"],
    ["nothing applicable",     { asks: "not-applicable", listens: "not-applicable", agrees: "not-applicable", "follows-up": "not-applicable" }, null, null, "insufficient"],
  ] as const)("%s", (_, marks, want, coverageFraction, verdict) => {
    expect(score(marks)).toMatchObject({ score: want, coverageFraction, verdict, normalizedFraction: want === null ? null : expect.closeTo((want - 1) / 4, 12) });
  });

  test("a failed gate fails the whole, and the score stays 4.25", () => {
    const strict: Rubric = { ...oneToOne, criteria: oneToOne.criteria.map((one) => (one.id === "asks" ? { ...one, mustPass: { minimumLevel: 5 } } : one)) };
    expect(score(seen, strict)).toMatchObject({ score: 4.25, verdict: "fail", reasons: [{ code: "gate-failed", criterionId: "asks" }] });
  });

  test.each([
    ["passed",                              { ...seen, listens: 5 },                "pass",         ["gate-passed"]],
    ["passed at its own level",             { ...seen, listens: 4 },                "pass",         ["gate-passed"]],
    ["failed",                              { ...seen, listens: 3 },                "fail",         ["gate-failed"]],
    ["failed, and little observed",         { listens: 3 },                         "fail",         ["gate-failed", "coverage-below-minimum"]],
    ["not observed",                        { ...seen, agrees: 4, listens: "not-observed" }, "undetermined", ["gate-not-observed"]],
    ["not observed, and little else",       { asks: 5 },                            "undetermined", ["gate-not-observed", "coverage-below-minimum"]],
    ["not applicable: shown, never silent", { ...seen, agrees: 4, listens: "not-applicable" }, "pass", ["gate-not-applicable"]],
  ] as const)("a gate %s", (_, marks, verdict, codes) => {
    const result = score(marks, gated(4));
    expect(result.verdict).toBe(verdict);
    expect(result.reasons.map(({ code }) => code)).toEqual(codes);
  });

  test("dust does not decide: .5 + .9 + .7 of 3 is .7, though binary numbers say .6999999999999998", () => {
    const dusty: Rubric = { ...oneToOne, criteria: [0.5, 0.9, 0.7, 0.1, 0.8].map((weight, index) => criterion(`k${String(index)}`, weight)) };
    const { coverageFraction, verdict } = score({ k0: 3, k1: 3, k2: 3 }, dusty);
    expect([coverageFraction, verdict]).toEqual([0.7, "pass"]);
  });

  test("scales with different ends have no common score, only a normalized one", () => {
    const mixed: Rubric = { ...oneToOne, criteria: [criterion("asks", 1), criterion("listens", 1, { levels: scale(0, 1, 2), compliantFromLevel: 1 })] };
    expect(score({ asks: 3, listens: 2 }, mixed)).toMatchObject({ score: null, normalizedFraction: 0.75, coverageFraction: 1 });
  });

  test.each([
    // marks                                                                        lowest  highest
    ["nothing is open", { asks: 4, listens: 5, agrees: 2, "follows-up": 3 },          [3.8, 3.8]],
    ["a fifth is open: 3.4 + .2 × 1 to 3.4 + .2 × 5", seen,                          [3.6, 4.4]],
    ["what was not applicable is not open", { ...seen, agrees: "not-applicable" },   [4.25, 4.25]],
    ["all is open", {},                                                              [1, 5]],
  ] as const)("the range of a score: %s", (_, marks, [lowest, highest]) => {
    expect(score(marks)).toMatchObject({ scoreRange: { lowest, highest }, normalizedRange: { lowest: expect.closeTo((lowest - 1) / 4, 12), highest: expect.closeTo((highest - 1) / 4, 12) } });
  });
  test("there is no range where nothing was applicable, and none of levels where scales differ", () => {
    expect(score({ asks: "not-applicable", listens: "not-applicable", agrees: "not-applicable", "follows-up": "not-applicable" })).toMatchObject({ scoreRange: null, normalizedRange: null });
    const mixed: Rubric = { ...oneToOne, criteria: [criterion("asks", 1), criterion("listens", 1, { levels: scale(0, 1, 2), compliantFromLevel: 1 })] };
    expect(score({ asks: 3 }, mixed)).toMatchObject({ scoreRange: null, normalizedRange: { lowest: 0.25, highest: 0.75 } });
  });

  test("the rating of the whole stands beside the score, and changes nothing of it", () => {
    const result = rubricScore({ rubric: withWhole, observation: observed(seen, { holisticLevel: 3 }) });
    expect(result.holistic).toEqual({ level: 3, normalizedFraction: 0.5, difference: -0.3125 });
    expect({ ...result, holistic: null }).toStrictEqual(score(seen));
    expect(rubricScore({ rubric: withWhole, observation: observed({}, { holisticLevel: 5 }) }).holistic).toEqual({ level: 5, normalizedFraction: 1, difference: null });
  });
  test("refuses a level of the whole that the rubric does not have", () => {
    refuses(() => rubricScore({ rubric: withWhole, observation: observed(seen, { holisticLevel: 6 }) }), { code: "observation.holistic_level_outside_scale", path: ["observation", "holisticLevel"], params: { level: 6, levels: [1, 2, 3, 4, 5] } });
    refuses(() => rubricScore({ rubric: oneToOne, observation: observed(seen, { holisticLevel: 3 }) }), { code: "observation.holistic_level_outside_scale", path: ["observation", "holisticLevel"] });
  });

  test("a host's own minimum is used and shown", () => {
    expect(rubricScore({ rubric: oneToOne, observation: observed(seen), minimumCoverageFraction: 0.9 })).toMatchObject({ verdict: "insufficient", assumptions: { minimumCoverageFraction: 0.9 } });
  });

  test("observed criteria without weight give no score instead of 0 / 0", () => {
    const weightless: Rubric = { ...oneToOne, criteria: [criterion("asks", 0), criterion("listens", 1)] };
    expect(score({ asks: 3 }, weightless)).toMatchObject({ score: null, normalizedFraction: null, coverageFraction: 0 });
  });

  test("refuses an observation of another rubric", () => {
    refuses(() => rubricScore({ rubric: oneToOne, observation: observed(seen, { rubricId: "huddle" }) }), { code: "observation.other_rubric", path: ["observation", "rubricId"], params: { expected: "one-to-one", got: "huddle" } });
  });
  test("refuses an observation of another version, naming both", () => {
    refuses(() => rubricScore({ rubric: oneToOne, observation: observed(seen, { rubricVersion: "2.0.0" }) }), { code: "observation.other_version", path: ["observation", "rubricVersion"], params: { expected: "1.0.0", got: "2.0.0" } });
  });
  test("refuses a criterion that the rubric does not have", () => {
    refuses(() => score({ asks: 3, smiles: 3 }), { code: "observation.unknown_criterion", path: ["observation", "ratings", 1, "criterionId"], params: { id: "smiles" } });
  });
  test("refuses a level outside the scale", () => {
    refuses(() => score({ asks: 6 }), { code: "observation.level_outside_scale", path: ["observation", "ratings", 0, "level"], params: { id: "asks", level: 6, levels: [1, 2, 3, 4, 5] } });
  });
  test("refuses two ratings of one criterion", () => {
    const twice = observed({ asks: 3 });
    refuses(() => rubricScore({ rubric: oneToOne, observation: { ...twice, ratings: [...twice.ratings, ...twice.ratings] } }), { code: "observation.duplicate_rating", path: ["observation", "ratings", 1, "criterionId"] });
  });
  test("refuses a level beside “not-observed”, a day that does not exist and 50 where a fraction belongs, all at once", () => {
    const broken = { ...observed({}), observedAt: "2026-02-30T09:00:00Z", ratings: [{ criterionId: "asks", status: "not-observed", level: 3 }] };
    refuses(() => rubricScore({ rubric: oneToOne, observation: broken as never, minimumCoverageFraction: 50 }),
      { code: "input.invalid_format", path: ["observation", "observedAt"] },
      { code: "input.unrecognized_keys", path: ["observation", "ratings", 0, "level"] },
      { code: "input.too_big", path: ["minimumCoverageFraction"] });
  });
  test.each([{}, null, [], { rubric: null, observation: null }])("refuses %j", (request) => {
    expect(() => rubricScore(request as never)).toThrow(expect.objectContaining({ name: "CoachingError" }));
  });

  const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 6 }).filter((list) => list.some((weight) => weight > 0));
  const cases = weights.chain((list) => fc.record({ list: fc.constant(list), levels: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: list.length, maxLength: list.length }), factor: fc.integer({ min: 1, max: 9 }) }));
  const rubricOf = (list: readonly number[]): Rubric => ({ ...oneToOne, criteria: list.map((weight, index) => criterion(`k${String(index)}`, weight)) });
  const marksOf = (levels: readonly number[]) => Object.fromEntries(levels.map((level, index) => [`k${String(index)}`, level]));

  test("what comes to be observed lands within the range that was open", () => fc.assert(fc.property(cases, fc.nat(5), ({ list, levels }, hidden) => {
    const open = score(marksOf(levels.map((level, index) => (index <= hidden ? level : NaN)).filter((level) => !Number.isNaN(level))), rubricOf(list));
    const { score: full } = score(marksOf(levels), rubricOf(list));
    expect(full).toBeGreaterThanOrEqual(open.scoreRange?.lowest ?? NaN);
    expect(full).toBeLessThanOrEqual(open.scoreRange?.highest ?? NaN);
  })));
  test("lies between the lowest and the highest level given, and the unit of the weights does not matter", () => fc.assert(fc.property(cases, ({ list, levels, factor }) => {
    const result = score(marksOf(levels), rubricOf(list));
    expect(result.score).toBeGreaterThanOrEqual(Math.min(...levels));
    expect(result.score).toBeLessThanOrEqual(Math.max(...levels));
    expect(score(marksOf(levels), rubricOf(list.map((weight) => weight * factor)))).toStrictEqual(result);
  })));
});
