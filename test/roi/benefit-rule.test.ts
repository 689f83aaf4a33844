import { type BenefitClaim, benefitEstimate, type BenefitLine, BenefitRule, benefitRules } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answers, claimOf, estimate, waive } from "./claims.js";
import { eur } from "../money/faults.js";

const measured = (id: string, annualValue: string, change: Partial<BenefitLine> = {}): BenefitLine => ({ ...estimate(id, annualValue, 1, 1), basis: "measured", ...change });
const draws = (resourceId: string, fraction = 1) => ({ drawsOn: [{ resourceId, fraction }] });
const idsOf = (lines: readonly BenefitLine[], change: Partial<BenefitClaim> = {}) => {
  const { counted, excluded } = benefitEstimate(claimOf(lines, change));
  return { counted: counted.map(({ lineId }) => lineId), excluded: excluded.map((one) => [one.lineId, one.reason, ...("keptLineIds" in one ? one.keptLineIds : [])].join(" ")) };
};
const warningsOf = (lines: readonly BenefitLine[]) => benefitEstimate(claimOf(lines)).warnings.map(({ code, lineIds, sourceId }) => [code, ...lineIds, sourceId].join(" "));

describe("a rule", () => {
  test("is told by its guiding principle", () => { expect(BenefitRule.options.map((rule) => benefitRules[rule].guidingPrinciple)).toEqual([4, 5, 6, 7, 8, 9]); });
  test("that is off stays beside the result with its reason", () => {
    const { assumptions } = benefitEstimate(claimOf([], { waivedRules: [{ rule: "exclude-extremes", reason: "Finance has checked every answer." }] }));
    expect(assumptions.waivedRules).toEqual([{ rule: "exclude-extremes", reason: "Finance has checked every answer." }]);
    expect(assumptions.rules).toEqual(["most-conservative", "isolate-effects", "no-data-no-improvement", "adjust-for-confidence", "first-year-only"]);
  });
  test("that is off does not move the fence: an extreme stays one when confidence no longer counts", () => {
    const { excluded, assumptions } = benefitEstimate(claimOf(answers, waive("adjust-for-confidence")));
    expect(excluded).toEqual([{ lineId: "e", respondentId: "person-e", reason: "extreme", adjustedValue: eur("105000.00"), respondentValue: eur("84000.00"), largestKept: eur("5920.00") }]);
    expect(assumptions.largestKept).toEqual(eur("5920.00"));
  });
});

describe("of several ways to value one improvement", () => {
  const ways = [measured("x", "900", { improvementId: "calls" }), measured("y", "700", { improvementId: "calls" }), measured("z", "800", { improvementId: "calls" }), measured("other", "1")];
  test("the one that gives least counts", () => { expect(idsOf(ways)).toEqual({ counted: ["y", "other"], excluded: ["x alternative y", "z alternative y"] }); });
  test("the largest counts where the rule is off, never their sum", () => { expect(idsOf(ways, waive("most-conservative"))).toEqual({ counted: ["x", "other"], excluded: ["y alternative x", "z alternative x"] }); });
  test("one that nothing supports stands back, though it gives less", () => {
    const loose = measured("a", "1", { improvementId: "calls", sourceIds: [] });
    expect(idsOf([loose, ...ways], waive("no-data-no-improvement")).counted).toEqual(["y", "other"]);
  });
  test("an excluded extreme is no alternative", () => {
    const [last, ...others] = [...answers].reverse() as [BenefitLine, ...BenefitLine[]];
    expect(idsOf([...others, { ...last, improvementId: "i" }, measured("m", "100000", { improvementId: "i" })]).counted).toContain("m");
  });
  test("valued by one person they are compared once, at the least", () => {
    const twice = ["e", "f"].map((id) => ({ ...estimate(id, "5000", 1, 1), respondentId: "x", improvementId: "i" }));
    expect(idsOf([...answers.slice(0, 4), ...twice]).excluded).toEqual(["f alternative e"]);
  });
  test("a tie goes by id, in any order", () => {
    const alike = ["b", "a"].map((id) => measured(id, "5", { improvementId: "i" }));
    for (const lines of [alike, [...alike].reverse()]) for (const off of [{}, waive("most-conservative")]) expect(idsOf(lines, off).counted).toEqual(["a"]);
  });
});

describe("double counting", () => {
  test("the same minutes are not both saved staff and extra contacts: the smaller one counts", () => {
    const lines = [measured("staff", "9000", { kind: "capacity-saving", ...draws("minutes") }), measured("contacts", "12000", { kind: "extra-contacts", ...draws("minutes") })];
    expect(benefitEstimate(claimOf(lines))).toMatchObject({
      totalBenefit: eur("9000.00"), excluded: [{ lineId: "contacts", reason: "double-counted", keptLineIds: ["staff"], resourceId: "minutes", adjustedValue: eur("12000.00") }],
    });
  });
  test("minutes that are shared out may be both", () => { expect(idsOf([measured("a", "1", draws("m", 0.6)), measured("b", "2", draws("m", 0.4))]).excluded).toEqual([]); });
  test("shares that binary fractions sum to a hair above 1 are the whole", () => {
    const fractions = [0.05, 0.05, 0.05, 0.2, 0.55, 0.1];
    expect(fractions.reduce((sum, fraction) => sum + fraction, 0)).toBeGreaterThan(1);
    expect(idsOf(fractions.map((fraction, index) => measured(String(index), String(index + 1), draws("m", fraction)))).excluded).toEqual([]);
  });
  test("what goes over is named with all that came before it", () => { expect(idsOf([measured("c", "3", draws("m", 0.5)), measured("a", "1", draws("m", 0.5)), measured("b", "2", draws("m", 0.3))])).toEqual({ counted: ["a", "b"], excluded: ["c double-counted a b"] }); });
  test("a line that is left out uses nothing up", () => {
    expect(idsOf([measured("a", "1", draws("p")), { ...measured("b", "2"), drawsOn: [{ resourceId: "p", fraction: 1 }, { resourceId: "q", fraction: 1 }] }, measured("c", "3", draws("q"))]).counted).toEqual(["a", "c"]);
  });
  test("overlapping claims of leavers avoided count once", () => { expect(idsOf([measured("all", "5", { kind: "turnover-savings", ...draws("leavers/2027") }), measured("emea", "2", { kind: "turnover-savings", ...draws("leavers/2027", 0.4) })]).counted).toEqual(["emea"]); });
  test("no rule switches it off", () => { expect(idsOf([measured("a", "1", draws("m")), measured("b", "2", draws("m"))], waive()).counted).toEqual(["a"]); });

  test("is warned of where lines do not say what they use up", () => {
    const kinds = (...list: readonly string[]) => list.map((kind, index) => measured(String(index), "1", { kind }));
    expect(warningsOf(kinds("capacity-saving", "extra-contacts"))).toEqual(["freed-time 0 1 "]);
    expect(warningsOf(kinds("capacity-saving", "capacity-saving"))).toEqual([]);
    expect(warningsOf(kinds("turnover-savings", "turnover-savings", "cost-avoided"))).toEqual(["turnover 0 1 "]);
    expect(warningsOf(kinds("turnover-savings"))).toEqual([]);
    expect(warningsOf(kinds("turnover-savings", "turnover-savings").map((line, index) => ({ ...line, ...draws(String(index)) })))).toEqual([]);
  });
  test("is warned of where one record stands behind two measurements, not behind two answers", () => {
    const shared = [measured("a", "1", { sourceIds: ["r", "r", "s"] }), measured("b", "1", { sourceIds: ["r"] })];
    expect(warningsOf(shared)).toEqual(["shared-record a b r"]);
    expect(warningsOf(shared.map((line) => ({ ...line, basis: "estimated" as const })))).toEqual([]);
    expect(warningsOf(shared.map((line) => ({ ...line, ...draws("m", 0.5) })))).toEqual([]);
  });
  test("twenty thousand lines on one thing are told apart, and each that is left out names ten others", () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => measured(String(index).padStart(6, "0"), "1", draws("m", 0.0001)));
    const { counted, excluded } = benefitEstimate(claimOf(lines));
    expect(counted).toHaveLength(10_000);
    expect(excluded.every((one) => one.reason === "double-counted" && one.keptLineIds.length === 10)).toBe(true);
  });
});

describe("laws", () => {
  const tenth = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  const line = fc.record({
    value: fc.integer({ min: 0, max: 100_000 }), attribution: tenth, confidence: tenth, isolated: fc.boolean(), recorded: fc.boolean(), basis: fc.constantFrom("estimated" as const, "measured" as const),
    group: fc.option(fc.record({ id: fc.constantFrom("u", "v"), isImprovement: fc.boolean() }), { nil: null }), respondent: fc.constantFrom("p", "q", "r", "s", "t", "u", "v"),
  });
  const linesOf = (list: readonly (typeof line extends fc.Arbitrary<infer One> ? One : never)[], mayGroup: boolean): readonly BenefitLine[] => list.map(({ value, attribution, confidence, isolated, recorded, basis, group, respondent }, index) => {
    const { isolationMethod = "", ...rest } = estimate(String(index), String(value), attribution, confidence);
    return { ...rest, basis, respondentId: respondent, sourceIds: recorded ? ["record"] : [], ...(isolated ? { isolationMethod } : {}), ...(group === null || !mayGroup ? {} : group.isImprovement ? { improvementId: group.id } : draws(group.id, 0.6)) };
  });
  const cents = (lines: readonly BenefitLine[], off: readonly BenefitRule[]) => Math.round(Number(benefitEstimate(claimOf(lines, { waivedRules: off.map((rule) => ({ rule, reason: "A law." })) })).totalBenefit.amount) * 100);
  const lists = fc.array(line, { maxLength: 14 });
  const sets = fc.subarray([...BenefitRule.options]);
  test("a stricter rule never raises the benefit, whichever others are on", () => {
    fc.assert(fc.property(lists, sets, fc.constantFrom(...BenefitRule.options), (list, off, rule) => {
      const lines = linesOf(list, false);
      const without = off.filter((one) => one !== rule);
      expect(cents(lines, without)).toBeLessThanOrEqual(cents(lines, [...without, rule]));
    }));
  });
  test("all rules together never give more than some, also where lines compete", () => {
    fc.assert(fc.property(lists, sets, (list, off) => { expect(cents(linesOf(list, true), [])).toBeLessThanOrEqual(cents(linesOf(list, true), off)); }));
  });
  test("each line is counted, excluded or unsupported, and none twice, in any order of lines", () => {
    fc.assert(fc.property(lists, sets, (list, off) => {
      const lines = linesOf(list, true);
      const answer = (given: readonly BenefitLine[]) => benefitEstimate(claimOf(given, { waivedRules: off.map((rule) => ({ rule, reason: "A law." })) }));
      const { counted, excluded, unsupported, totalBenefit, warnings } = answer(lines);
      expect([...counted, ...excluded, ...unsupported].map(({ lineId }) => lineId).sort()).toEqual(lines.map(({ id }) => id).sort());
      const turned = answer([...lines].reverse());
      expect([turned.totalBenefit, turned.warnings, [...turned.excluded].reverse()]).toEqual([totalBenefit, warnings, excluded]);
    }));
  });
  test("what counts never uses more than the whole of anything", () => {
    fc.assert(fc.property(lists, (list) => {
      const lines = linesOf(list, true);
      const counted = new Set(benefitEstimate(claimOf(lines, waive())).counted.map(({ lineId }) => lineId));
      for (const resource of ["u", "v"]) expect(lines.filter(({ id, drawsOn }) => counted.has(id) && drawsOn?.[0]?.resourceId === resource).length).toBeLessThanOrEqual(1);
    }));
  });
});
