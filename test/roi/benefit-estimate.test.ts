import { isolationGrades } from "coachkit/effect";
import { Rounding, subtractMoney } from "coachkit/money";
import { type BenefitClaim, benefitEstimate, type BenefitLine } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { answers, claimOf, estimate, phillipsClaim, waive } from "./claims.js";
import { currencies, one, roundedQuotient, scaled, textOfUnits } from "../money/exact.js";
import { eur, faults } from "../money/faults.js";

const measured = (id: string, annualValue: string): BenefitLine => ({ ...estimate(id, annualValue, 1, 1), basis: "measured" });
const totalOf = (lines: readonly BenefitLine[], change: Partial<BenefitClaim> = {}) => benefitEstimate(claimOf(lines, change)).totalBenefit.amount;
const without = (line: BenefitLine, ...keys: readonly (keyof BenefitLine)[]) => Object.fromEntries(Object.entries(line).filter(([key]) => !keys.includes(key as keyof BenefitLine))) as unknown as BenefitLine;

describe("benefitEstimate", () => {
  test("of no line is zero", () => { expect(benefitEstimate(claimOf([]))).toMatchObject({ totalBenefit: eur("0.00"), counted: [], excluded: [], unsupported: [], entries: [], assumptions: { largestKept: null } }); });
  test("a value counts times attribution times confidence", () => {
    expect(benefitEstimate(phillipsClaim).counted.map(({ lineId, adjustedValue }) => [lineId, adjustedValue.amount])).toEqual([["a", "4000.00"], ["b", "3360.00"], ["c", "3600.00"], ["d", "2700.00"]]);
  });
  test("what counts becomes an entry with the line's id and records", () => {
    expect(benefitEstimate(phillipsClaim).entries[0]).toEqual({ id: "a", date: "2027-12-31", account: "benefit/cost-avoided", amount: eur("4000.00"), sourceIds: ["answer-a"] });
  });
  test.each([
    ["six months count half a year", [measured("x", "100")], { horizonMonths: 6 }, "50.00"],
    ["seven months of 100 are 58.333…, rounded once", [measured("x", "100")], { horizonMonths: 7 }, "58.33"],
    ["two years count double when the claim says so", [measured("x", "100")], { horizonMonths: 24, multiYear: true, ...waive("first-year-only") }, "200.00"],
    ["revenue counts at its margin", [{ ...measured("x", "100"), kind: "revenue-gain", contributionMarginFraction: 0.3 }], {}, "30.00"],
    ["with the rule of confidence off, a value counts in full", [estimate("x", "100", 0.5, 0.2)], waive("adjust-for-confidence"), "50.00"],
    ["a host's own kind is booked under its name", [{ ...measured("x", "7"), kind: "safety" }], {}, "7.00"],
  ])("%s", (_, lines, change, total) => { expect(totalOf(lines, change)).toBe(total); });
  test("a product that binary fractions miss by a hair is a tie here: 100.50 × 0.1 × 0.1 is 1.005", () => {
    expect(100.5 * 0.1 * 0.1).not.toBe(1.005);
    for (const [rounding, amount] of [["half-up", "1.01"], ["half-down", "1.00"], ["half-even", "1.00"]] as const) expect(totalOf([estimate("x", "100.50", 0.1, 0.1)], { rounding })).toBe(amount);
  });
  test("a third that no decimal holds is still above its cut: 100 ÷ 12 is 8.34 upwards and 8.33 downwards, and a whole amount stays whole", () => {
    const month = (annualValue: string, rounding: "up" | "ceil" | "down" | "floor") => totalOf([measured("x", annualValue)], { horizonMonths: 1, rounding });
    expect([month("100", "up"), month("100", "ceil"), month("100", "down"), month("100", "floor")]).toEqual(["8.34", "8.34", "8.33", "8.33"]);
    expect(month("99.96", "up")).toBe("8.33");
  });

  describe("the rule for extremes", () => {
    const alike = (last: string) => [...["100", "100", "100", "100"].map((value, index) => estimate(`s${String(index)}`, value, 1, 1)), estimate("last", last, 1, 1)];
    test("excludes what lies above Q3 + 3 · IQR, by R-7 quartiles", () => { expect(benefitEstimate(phillipsClaim).excluded.map(({ lineId, ...one }) => [lineId, one.reason === "extreme" && one.largestKept.amount])).toEqual([["e", "5920.00"]]); });
    test("keeps what lies on the fence and excludes one cent more", () => {
      expect(benefitEstimate(claimOf(alike("100"))).excluded).toEqual([]);
      expect(benefitEstimate(claimOf(alike("100.01"))).excluded).toMatchObject([{ lineId: "last", largestKept: eur("100.00") }]);
    });
    test("a fence of a part of a cent is rounded down: 1.00, 1.00, 1.01, 1.01, 1.02 has its fence at 1.04", () => {
      expect(benefitEstimate(claimOf(["1", "1", "1.01", "1.01", "1.02"].map((value, index) => estimate(String(index), value, 1, 1)))).assumptions.largestKept).toEqual(eur("1.04"));
      expect(benefitEstimate(claimOf(["1", "1.01"].map((value, index) => estimate(String(index), value, 1, 1)))).assumptions.largestKept).toEqual(eur("1.02"));
    });
    test("compares people, not lines: two modest estimates of one person may be extreme together", () => {
      const split = [...answers.slice(0, 4), { ...estimate("e", "5000", 1, 1), respondentId: "x" }, { ...estimate("f", "5000", 1, 1), respondentId: "x" }];
      expect(benefitEstimate(claimOf(split)).excluded.map(({ lineId, ...one }) => [lineId, one.reason === "extreme" && one.respondentValue.amount])).toEqual([["e", "10000.00"], ["f", "10000.00"]]);
    });
    test("does not take a line for the person whose id it bears", () => {
      const alikeOf = ["a", "b", "c", "d", "e"].map((respondentId) => ({ ...estimate(`line-${respondentId}`, "100", 1, 1), respondentId }));
      expect(benefitEstimate(claimOf([...alikeOf, without(estimate("a", "100", 1, 1), "respondentId")])).excluded).toEqual([]);
      expect(benefitEstimate(claimOf([...alikeOf, { ...estimate("a", "100", 1, 1), respondentId: "a" }])).excluded.map(({ lineId }) => lineId)).toEqual(["line-a", "a"]);
    });
    test("leaves measured benefits alone, and out of the quartiles", () => {
      const { excluded, assumptions } = benefitEstimate(claimOf([...answers, measured("m", "1000000")]));
      expect([excluded.map(({ lineId }) => lineId), assumptions.largestKept]).toEqual([["e"], eur("5920.00")]);
    });
    test("never finds one among four", () => {
      fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 4 }), (values) => { expect(benefitEstimate(claimOf(values.map((value, index) => estimate(String(index), String(value), 1, 1)))).excluded).toEqual([]); }));
    });
    test("works in a currency without minor units, and in one with three", () => {
      for (const [currency, amount] of [["JPY", "5920"], ["KWD", "5920.000"]] as const) expect(benefitEstimate(claimOf(answers.map((line) => ({ ...line, annualValue: { ...line.annualValue, currency } })), { currency })).assumptions.largestKept).toEqual({ amount, currency });
    });
  });

  describe("unsupported claims", () => {
    const loose = without(estimate("x", "100", 1, 1), "isolationMethod");
    test("a line without an isolation method is listed and not counted", () => {
      expect(benefitEstimate(claimOf([loose]))).toMatchObject({ totalBenefit: eur("0.00"), unsupported: [{ lineId: "x", reason: "no-isolation-method", annualValue: eur("100") }] });
    });
    test("it counts where the rule is off, and shows that nothing isolates it", () => { expect(benefitEstimate(claimOf([loose], waive("isolate-effects")))).toMatchObject({ unsupported: [], counted: [{ lineId: "x", isolationMethod: null }] }); });
    test("every grade of isolation that the room effect gives is a method here, and the grade none supports a line no more than no method does", () => {
      const lines = isolationGrades.map(({ grade }): BenefitLine => ({ ...estimate(grade, "100", 1, 1), isolationMethod: grade }));
      const { counted, unsupported } = benefitEstimate(claimOf(lines));
      expect(counted.map(({ isolationMethod }) => isolationMethod)).toEqual(["randomized-wait-list", "stepped-wedge", "difference-in-differences", "trend", "estimates"]);
      expect(unsupported).toEqual([{ lineId: "none", reason: "no-isolation-method", annualValue: eur("100") }]);
      expect(benefitEstimate(claimOf(lines, waive("isolate-effects"))).counted).toContainEqual(expect.objectContaining({ lineId: "none", isolationMethod: "none" }));
    });
    test("a host's own word is a method", () => { expect(benefitEstimate(claimOf([{ ...estimate("x", "100", 1, 1), isolationMethod: "expert-panel" }])).counted).toMatchObject([{ isolationMethod: "expert-panel" }]); });
    test("a measurement without records is none, and counts where the rule is off", () => {
      const unrecorded = { ...measured("x", "5"), sourceIds: [] };
      expect(benefitEstimate(claimOf([unrecorded])).unsupported).toMatchObject([{ lineId: "x", reason: "no-records" }]);
      expect(benefitEstimate(claimOf([unrecorded], waive("no-data-no-improvement"))).unsupported).toEqual([]);
    });
    test("it does not move the fence", () => { expect(benefitEstimate(claimOf([...answers, { ...loose, annualValue: eur("900000") }])).assumptions.largestKept).toEqual(eur("5920.00")); });
  });

  describe("refuses", () => {
    const thrown = (change: Partial<BenefitLine>, claim: Partial<BenefitClaim> = {}) => faults(() => benefitEstimate(claimOf([{ ...estimate("x", "100", 0.5, 0.8), ...change }], claim)));
    test.each<[string, Partial<BenefitLine>, Partial<BenefitClaim>, string]>([
      ["a value below zero", { annualValue: eur("-1") }, {}, "benefit-claim.negative_value /lines/0/annualValue/amount"],
      ["revenue without a margin", { kind: "revenue-gain" }, {}, "benefit-claim.missing_margin /lines/0/contributionMarginFraction"],
      ["shares of more than the whole", { otherCausesFraction: 0.51 }, {}, "benefit-claim.over_attributed /lines/0/otherCausesFraction"],
      ["a line in another currency", { annualValue: { amount: "1", currency: "USD" } }, {}, "benefit-claim.mixed_currencies /lines/0/annualValue/currency"],
      ["a non-respondent who answered", {}, { nonRespondentIds: ["y", "person-x"] }, "benefit-claim.responded /nonRespondentIds/1"],
      ["a non-respondent named twice", {}, { nonRespondentIds: ["y", "y"] }, "benefit-claim.duplicate_id /nonRespondentIds/1"],
      ["a rule waived twice", {}, waive("isolate-effects", "isolate-effects"), "benefit-claim.duplicate_id /waivedRules/1/rule"],
      ["an intangible named twice", {}, { intangibles: [{ id: "i", title: "A" }, { id: "i", title: "B" }] }, "benefit-claim.duplicate_id /intangibles/1/id"],
      ["more than a year unless the claim says so", {}, { horizonMonths: 13 }, "benefit-claim.horizon_too_long /horizonMonths"],
      ["more than a year where multiYear is false", {}, { horizonMonths: 13, multiYear: false }, "benefit-claim.horizon_too_long /horizonMonths"],
      ["several years without a reason", {}, { horizonMonths: 13, multiYear: true }, "benefit-claim.missing_waiver /multiYear"],
      ["a waiver of an unknown rule", {}, { waivedRules: [{ rule: "be-kind" as never, reason: "x" }] }, "input.invalid_value /waivedRules/0/rule"],
      ["a waiver without a reason", {}, { waivedRules: [{ rule: "isolate-effects", reason: "" }] }, "input.invalid_format /waivedRules/0/reason"],
      ["one thing used up twice by one line", { drawsOn: [{ resourceId: "r", fraction: 0.5 }, { resourceId: "r", fraction: 0.2 }] }, {}, "benefit-claim.duplicate_id /lines/0/drawsOn/1/resourceId"],
      ["more than the whole used up", { drawsOn: [{ resourceId: "r", fraction: 1.2 }] }, {}, "input.too_big /lines/0/drawsOn/0/fraction"],
      ["a horizon of zero", {}, { horizonMonths: 0 }, "input.too_small /horizonMonths"],
      ["a confidence of 1.2", { confidenceFraction: 1.2 }, {}, "input.too_big /lines/0/confidenceFraction"],
      ["a confidence of 50", { confidenceFraction: 50 }, {}, "input.too_big /lines/0/confidenceFraction"],
      ["an attribution below zero", { attributionFraction: -0.1 }, {}, "input.too_small /lines/0/attributionFraction"],
      ["an amount that is no number", { annualValue: eur("NaN") }, {}, "input.invalid_format /lines/0/annualValue/amount"],
      ["an amount with an exponent", { annualValue: eur("1e1000000000") }, {}, "input.invalid_format /lines/0/annualValue/amount"],
      ["a kind that could leave its account", { kind: "x/../cost" }, {}, "input.invalid_format /lines/0/kind"],
    ])("%s", (_, change, claim, fault) => { expect(thrown(change, claim)).toEqual([fault]); });
    test("two lines with one id", () => { expect(faults(() => benefitEstimate(claimOf([answers[0] as BenefitLine, answers[0] as BenefitLine])))).toEqual(["benefit-claim.duplicate_id /lines/1/id"]); });
    test("a claim that does not say which rules are off", () => { expect(faults(() => benefitEstimate(Object.fromEntries(Object.entries(claimOf([])).filter(([key]) => key !== "waivedRules")) as never))).toEqual(["input.invalid_type /waivedRules"]); });
    test("50 as a fraction with the way out", () => { expect(() => benefitEstimate(claimOf([estimate("x", "1", 50, 1)]))).toThrow("Divide a percent by 100."); });
    test("a million lines at once", () => {
      const line = estimate("x", "1", 1, 1);
      expect(faults(() => benefitEstimate(claimOf(Array.from({ length: 1_000_000 }, () => line))))).toEqual(["input.too_large /"]);
      expect(faults(() => benefitEstimate(claimOf(Array.from({ length: 100_001 }, (_, index) => ({ ...line, id: String(index) })))))).toEqual(["input.too_big /lines"]);
    });
    test("a product of more digits than can be booked", () => { expect(thrown({ annualValue: eur("9".repeat(18)), attributionFraction: 1 }, { horizonMonths: 120, multiYear: true, ...waive() })).toEqual(["divided-money.too_large /"]); });
  });

  describe("laws", () => {
    const tenth = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
    const line = fc.record({ value: fc.integer({ min: 0, max: 1_000_000 }), attribution: tenth, confidence: tenth });
    const linesOf = (list: readonly { readonly value: number; readonly attribution: number; readonly confidence: number }[]) => list.map(({ value, attribution, confidence }, index) => estimate(String(index), String(value), attribution, confidence));
    test("an estimate split in two lines of its respondent gives the same total, also through the rule for extremes", () => {
      fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), fc.nat({ max: 1_000_000 }), (list, part) => {
        const [first, ...others] = linesOf(list) as [BenefitLine, ...BenefitLine[]];
        const less = Math.min(part, Number(first.annualValue.amount));
        const halves = [{ ...first, id: "left", annualValue: eur(String(less)) }, { ...first, id: "right", annualValue: subtractMoney({ from: first.annualValue, less: eur(String(less)) }) }];
        expect(totalOf([...others, ...halves])).toBe(totalOf([first, ...others]));
      }));
    });
    test("each line is the exact fraction rounded once, in every mode and currency, and the total is the sum of what counts", () => {
      const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
      const value = fc.stringMatching(/^\d{1,9}(\.\d{1,6})?$/u);
      const lines = fc.array(fc.record({ value, attribution: share, confidence: share, margin: share }), { minLength: 1, maxLength: 8 });
      fc.assert(fc.property(lines, fc.constantFrom(...Rounding.options), currencies, fc.integer({ min: 1, max: 12 }), (list, rounding, [currency, digits], horizonMonths) => {
        const claimed = list.map((each, index) => ({ ...estimate(String(index), "0", each.attribution, each.confidence), kind: "revenue-gain", annualValue: { amount: each.value, currency }, contributionMarginFraction: each.margin }));
        const { counted, totalBenefit } = benefitEstimate(claimOf(claimed, { currency, rounding, horizonMonths, ...waive("exclude-extremes") }));
        const thousandths = (part: number) => BigInt(Math.round(part * 1000));
        const units = list.map((each) => roundedQuotient(scaled(each.value) * thousandths(each.attribution) * thousandths(each.confidence) * thousandths(each.margin) * BigInt(horizonMonths) * 10n ** BigInt(digits), one * 10n ** 9n * 12n, rounding));
        expect(counted.map(({ adjustedValue }) => adjustedValue.amount)).toEqual(units.map((each) => textOfUnits(each, digits)));
        expect(totalBenefit.amount).toBe(textOfUnits(units.reduce((sum, each) => sum + each, 0n), digits));
      }));
    });
    test("more attribution to the program never lowers the benefit where extremes are kept, also among ways to value one improvement", () => {
      const claimed = fc.array(fc.record({ value: fc.integer({ min: 0, max: 1000 }), attribution: tenth, confidence: tenth, way: fc.nat({ max: 3 }) }), { minLength: 1, maxLength: 8 });
      fc.assert(fc.property(claimed, fc.nat(), tenth, fc.constantFrom([], ["most-conservative"] as const), (list, pick, share, off) => {
        const lines = list.map(({ value, attribution, confidence, way }, index) => ({ ...estimate(String(index), String(value), attribution, confidence), ...(way > 0 ? { improvementId: `way-${String(way)}` } : {}) }));
        const at = pick % lines.length;
        const more = lines.map((each, index) => (index === at ? { ...each, attributionFraction: Math.max(each.attributionFraction, share) } : each));
        const rules = waive("exclude-extremes", ...off);
        expect(Number(totalOf(more, rules))).toBeGreaterThanOrEqual(Number(totalOf(lines, rules)));
      }));
    });
    test("less confidence never makes more benefit where extremes are kept", () => {
      fc.assert(fc.property(fc.array(line, { maxLength: 8 }), tenth, (list, share) => {
        const off = waive("exclude-extremes");
        const lines = linesOf(list);
        expect(Number(totalOf(lines.map((each) => ({ ...each, confidenceFraction: Math.min(each.confidenceFraction, share) })), off))).toBeLessThanOrEqual(Number(totalOf(lines, off)));
      }));
    });
    test("each line is counted, excluded or unsupported, and none twice", () => {
      fc.assert(fc.property(fc.array(line, { maxLength: 12 }), fc.nat({ max: 3 }), (list, gap) => {
        const lines = linesOf(list).map((each, index) => (gap > 0 && index % 4 === gap ? without(each, "isolationMethod") : each));
        const { counted, excluded, unsupported } = benefitEstimate(claimOf(lines));
        expect([...counted, ...excluded, ...unsupported].map(({ lineId }) => lineId).sort()).toEqual(lines.map(({ id }) => id).sort());
      }));
    });
  });
});
