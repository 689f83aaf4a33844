import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceInDifferences, type EffectPerson, isolationGrades, type TwoArms } from "coachkit/effect";
import { detectableEffect, standardizedDifference } from "coachkit/statistics";
import { refuses } from "../refusal.js";
import { armOf, exactly, fraction, instrument, lower, measure, nine } from "./study.js";

const study: TwoArms = { measure, people: nine, assignment: "not-by-chance", confidenceLevel: 0.95 };
const ask = (change: Partial<TwoArms>) => differenceInDifferences({ ...study, ...change });
/** Arms whose changes have exactly these means and standard deviations. */
const exactArms = (n: number, treated: number, comparison: number, standardDeviation: number) => [
  ...armOf("treated", exactly(n, treated, standardDeviation).map((change) => [52, 52 + change])),
  ...armOf("comparison", exactly(n, comparison, standardDeviation).map((change) => [50, 50 + change])),
];

describe("differenceInDifferences", () => {
  // scipy 1.10.1: stats.ttest_ind([8, 13, 4, 14, 13], [2, 1, 5, -1], equal_var=False)
  test("is how much more the treated changed, with Welch's error, in arms of unequal length", () => {
    expect(ask({})).toMatchObject({
      estimate: expect.closeTo(8.65, 12), standardError: expect.closeTo(2.2852789764052877, 12), degreesOfFreedom: expect.closeTo(6.552115838220067, 11), t: expect.closeTo(3.7850958632658194, 12),
      pValue: expect.closeTo(0.007743163469571395, 12), improvementPValue: expect.closeTo(0.0038715817347856974, 12), n: 9, method: "difference-in-differences-welch",
      confidence: { lower: expect.closeTo(3.1703823230452732, 10), upper: expect.closeTo(14.129617676954727, 10), level: 0.95 },
    });
  });

  test("of 15 and 15 with 14 points more and changes spread by 18 gives the figures of the textbook", () => {
    const effect = ask({ people: exactArms(15, 19, 5, 18) });
    expect(effect).toMatchObject({
      estimate: expect.closeTo(14, 10), standardError: expect.closeTo(6.572671, 6), t: expect.closeTo(2.130032, 6), degreesOfFreedom: expect.closeTo(28, 10), pValue: expect.closeTo(0.042094, 6), improvementPValue: expect.closeTo(0.021047, 6),
      confidence: { lower: expect.closeTo(0.5365, 4), upper: expect.closeTo(27.4635, 4) },
      smallestDetectable: { text: "n=15 per arm: only effects ≥ 1.06 SD are detectable with 80 % power", powerFraction: 0.8, alpha: 0.05, sides: "two-sided", standardDeviation: expect.closeTo(18, 10) },
    });
    const inStandardDeviations = detectableEffect({ design: "two-sample", n: 15, power: 0.8, alpha: 0.05, sides: "two-sided" });
    expect(effect.estimate === null ? null : effect.smallestDetectable).toMatchObject({ inStandardDeviations: expect.closeTo(inStandardDeviations, 10), inUnits: expect.closeTo(18 * inStandardDeviations, 9) });
  });

  test("tells the effect in standard deviations of changes, by the mean of both variances", () => {
    const effect = ask({});
    expect(effect.estimate === null ? null : effect.standardized).toStrictEqual(standardizedDifference({ values: [8, 13, 4, 14, 13], reference: [2, 1, 5, -1], standardizer: "average-variance", confidenceLevel: 0.95 }));
  });

  test("the one-sided probability goes by the way that is better: the same fall is good of handle times", () => {
    const [higher, less] = [ask({}), ask({ measure: lower })];
    expect([higher.estimate === null ? 0 : higher.improvementPValue, less.estimate === null ? 0 : less.improvementPValue]).toEqual([expect.closeTo(0.0038715817347856974, 12), expect.closeTo(1 - 0.0038715817347856974, 12)]);
  });

  test("counts everyone who was assigned: leavers are in the intention to treat, not in the figures", () => {
    const people = [...nine, ...armOf("treated", [[50, null], [null, null]]).map((person, index) => ({ ...person, personId: `left-${String(index)}` }))];
    expect(ask({ people })).toMatchObject({
      estimate: expect.closeTo(8.65, 12),
      arms: [
        { arm: "treated", assignedCount: 7, baselineCount: 6, analyzedCount: 5, attritionFraction: 2 / 7, baselineMean: 50, postMean: expect.closeTo(60.4, 12) },
        { arm: "comparison", assignedCount: 4, baselineCount: 4, analyzedCount: 4, attritionFraction: 0, baselineMean: 50.25, postMean: 52 },
      ],
      warnings: ["attrition-differs", "small-sample", "pre-trends-not-compared"],
    });
  });

  test.each([[1, []], [2, ["attrition-differs"]]])("arms that differ by more than 0.1 in attrition are warned of: %i of 10 left", (left, warnings) => {
    const people = exactArms(10, 3, 1, 2).map((person, index) => (index < left ? { ...person, post: null } : person));
    const effect = ask({ people, assignment: "by-chance-wait-list" });
    expect(effect.warnings.filter((code) => code.includes("attrition"))).toEqual(warnings);
  });

  test.each([[3, []], [4, ["high-attrition"]]])("more than 0.3 lost in both arms are warned of: %i of 10", (left, warnings) => {
    const people = exactArms(10, 3, 1, 2).map((person, index) => (index % 10 < left ? { ...person, post: null } : person));
    expect(ask({ people }).warnings.filter((code) => code.includes("attrition"))).toEqual(warnings);
  });

  test.each([[10, []], [9, ["small-sample"]]])("an arm below 10 is small: %i", (n, warnings) => {
    expect(ask({ people: exactArms(n, 3, 1, 2), assignment: "by-chance-wait-list" }).warnings).toEqual(warnings);
  });

  test("arms that began far apart are warned of", () => {
    const apart = (gap: number) => [...armOf("treated", [[50 + gap, 60], [52 + gap, 61], [54 + gap, 65]]), ...armOf("comparison", [[50, 51], [52, 55], [54, 56]])];
    expect([ask({ people: apart(0.5) }).warnings, ask({ people: apart(1) }).warnings].map((codes) => codes.includes("baselines-differ"))).toEqual([false, true]);
  });

  test("compares the trends before the start where it can", () => {
    const rising = nine.map((person, index) => ({ ...person, earlierBaseline: (person.baseline ?? 0) - index }));
    expect(ask({ people: rising })).toMatchObject({ preTrend: { estimate: expect.closeTo(2 - 6.5, 12), n: 9 }, isolation: { grade: "difference-in-differences", reason: "pre-trends-compared" }, warnings: ["small-sample", "pre-trends-differ"] });
    const level = nine.map((person, index) => ({ ...person, earlierBaseline: (person.baseline ?? 0) - (index % 3) }));
    expect(ask({ people: level })).toMatchObject({ warnings: ["small-sample"] });
    const one = nine.map((person, index) => (index === 0 ? { ...person, earlierBaseline: 50 } : person));
    expect(ask({ people: one })).toMatchObject({ preTrend: { estimate: null, reason: "too-few-observations" }, isolation: { reason: "pre-trends-not-compared" }, warnings: ["small-sample", "pre-trends-not-compared"] });
  });

  test("a pre-trend that changes all by the same tells no scatter, and is not compared", () => {
    const people = nine.map((person) => ({ ...person, earlierBaseline: (person.baseline ?? 0) - 1 }));
    expect(ask({ people })).toMatchObject({ preTrend: { estimate: null, reason: "no-variation" } });
  });

  test.each([["by-chance-wait-list", "randomized-wait-list", "assigned-by-chance"], ["by-chance-in-steps", "stepped-wedge", "starts-assigned-by-chance"], ["not-by-chance", "difference-in-differences", "pre-trends-not-compared"]] as const)("people assigned %s are isolated by %s", (assignment, grade, reason) => {
    expect(ask({ assignment }).isolation).toStrictEqual({ grade, reason });
    expect(isolationGrades.map((step) => step.grade)).toContain(grade);
  });

  test("people of one team go together: errors by cluster, fewer degrees of freedom, no standardized effect", () => {
    const people = nine.map((person, index) => ({ ...person, clusterId: `team-${String(Math.floor(index / 2))}` }));
    const effect = ask({ people });
    expect(effect).toMatchObject({ method: "difference-in-differences-by-cluster", estimate: expect.closeTo(8.65, 10), standardized: null, smallestDetectable: { text: expect.stringContaining("n=5 treated and 4 for comparison in 5 clusters: only effects ≥") } });
    expect(effect.estimate === null ? 0 : effect.degreesOfFreedom).toBeLessThan(4);
  });

  test("a single treated team tells no error", () => {
    const people = nine.map((person, index) => ({ ...person, clusterId: person.arm === "treated" ? "one" : `team-${String(index)}` }));
    expect(ask({ people })).toMatchObject({ estimate: null, reason: "rests-on-one-cluster", arms: [{ analyzedCount: 5 }, { analyzedCount: 4 }] });
  });

  test.each<readonly [string, readonly EffectPerson[], object]>([
    ["nobody is there", [], { reason: "too-few-observations", n: 0, needed: 2 }],
    ["an arm has one", [...nine.slice(0, 5), ...nine.slice(5, 6)], { reason: "too-few-observations", n: 1, needed: 2 }],
    ["all of an arm have left", nine.map((person) => (person.arm === "treated" ? { ...person, post: null } : person)), { reason: "too-few-observations", n: 0, needed: 2, warnings: expect.arrayContaining(["attrition-differs", "high-attrition"]) }],
    ["everyone changed alike", exactArms(4, 0, 0, 1).map((person) => ({ ...person, post: (person.baseline ?? 0) + 3 })), { reason: "no-variation" }],
  ])("cannot say when %s", (_, people, answer) => { expect(ask({ people })).toMatchObject({ estimate: null, ...answer }); });

  test("whoever was assigned and has no baseline stays in the count as missing, as the hint says", () => {
    const [first, ...others] = nine as readonly [EffectPerson, ...EffectPerson[]];
    expect(ask({ people: [...others, { ...first, baseline: null, post: null }] }).arms[0]).toMatchObject({ assignedCount: 5, baselineCount: 4, analyzedCount: 4, attritionFraction: 0.2 });
  });

  test("each fault by code and path", () => {
    refuses(() => ask({ people: [...nine, nine[0] as EffectPerson] }), { code: "effect-people.duplicate_person", path: ["people", 9, "personId"], params: { personId: "treated-0" } });
    refuses(() => ask({ people: [...nine.slice(1), { ...(nine[0] as EffectPerson), baseline: null }] }), { code: "effect-people.post_without_baseline", path: ["people", 8, "baseline"], hint: expect.stringContaining("write null for the post score too") });
    refuses(() => ask({ people: nine.map((person, index) => (index === 2 ? { ...person, clusterId: "x" } : person)).slice(1, 4) }), { code: "effect-people.missing_cluster", path: ["people", 0, "clusterId"] }, { code: "effect-people.missing_cluster", path: ["people", 2, "clusterId"] });
    refuses(() => ask({ people: [{ personId: "a", baseline: 1, post: 2 }] }), { code: "two-arms.missing_arm", path: ["people", 0, "arm"] });
    refuses(() => ask({ measure: { ...measure, postInstrument: { ...instrument, majorVersion: 2 } } }), { code: "effect-measure.mixed_instruments", path: ["measure", "postInstrument"], params: { baseline: "call-rubric 1", post: "call-rubric 2" } });
    refuses(() => ask({ measure: fraction, people: armOf("treated", [[0.5, 1], [0, 1.5]]).map((person) => ({ ...person, earlierBaseline: -0.1 })).slice(1) }), { code: "effect-people.not_a_fraction", path: ["people", 0, "earlierBaseline"] }, { code: "effect-people.not_a_fraction", path: ["people", 0, "post"], params: { score: 1.5 } });
    refuses(() => ask({ confidenceLevel: 0.05 }), { code: "input.too_small", path: ["confidenceLevel"] });
  });

  test("more people than one effect takes", () => {
    const people = Array.from({ length: 100_001 }, (_, index) => ({ personId: String(index), arm: "treated" as const, baseline: 0, post: 0 }));
    refuses(() => ask({ people }), { code: "input.too_big", path: ["people"] });
  });

  test("enormous and tiny scores end in numbers", () => {
    for (const scale of [1e12, 1e-200]) {
      const people = nine.map((person) => ({ ...person, baseline: ((person.baseline ?? 0) / 100) * scale, post: ((person.post ?? 0) / 100) * scale }));
      expect(() => JSON.stringify(ask({ people }))).not.toThrow();
    }
    const steep = [...armOf("treated", [[0, 9e11], [0, 9e11 + 1]]), ...armOf("comparison", [[0, 0], [0, 1]])];
    expect(ask({ people: steep })).toMatchObject({ estimate: expect.closeTo(9e11, 0), standardized: { unbiased: { estimate: expect.any(Number) } } });
  });

  const score = fc.integer({ min: 0, max: 1000 }).map((value) => value / 10);
  const peopleOf = (arm: "treated" | "comparison") => fc.array(fc.tuple(score, score), { minLength: 3, maxLength: 8 }).map((scores) => armOf(arm, scores));
  const cohorts = fc.tuple(peopleOf("treated"), peopleOf("comparison")).map((arms) => arms.flat());
  test("does not go by the order of the list", () => {
    fc.assert(fc.property(cohorts.chain((people) => fc.tuple(fc.constant(people), fc.shuffledSubarray([...people], { minLength: people.length }))), ([people, shuffled]) => { expect(ask({ people: shuffled })).toStrictEqual(ask({ people })); }));
  });
  test("swapping the arms turns the sign, and adding a number to all scores changes nothing", () => {
    fc.assert(fc.property(cohorts, (people) => {
      const [one, swapped, moved] = [ask({ people }), ask({ people: people.map((person) => ({ ...person, arm: person.arm === "treated" ? "comparison" as const : "treated" as const })) }), ask({ people: people.map((person) => ({ ...person, baseline: (person.baseline ?? 0) + 64, post: (person.post ?? 0) + 64 })) })];
      if (one.estimate === null || swapped.estimate === null || moved.estimate === null) return;
      expect(swapped.estimate).toBeCloseTo(-one.estimate, 9);
      expect(swapped.pValue).toBeCloseTo(one.pValue, 9);
      expect(swapped.improvementPValue).toBeCloseTo(1 - one.improvementPValue, 9);
      expect(moved.estimate).toBeCloseTo(one.estimate, 9);
    }));
  });
});
