import { auditClaim, benefitEstimate, type BenefitLine, CLAIM_LIMITS, type ClaimFactors, claimChecks, FullyLoadedPart, returnOnInvestment, type RoiClaim } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../../money/faults.js";
import { answers, claimOf, costOf, estimate, ledgerOf, phillipsClaim, phillipsCosts, waive } from "../claims.js";

const allParts = FullyLoadedPart.options;
const exactly = (fraction: number) => ({ status: "not-applied" as const, lowFraction: fraction, highFraction: fraction });
const between = (lowFraction: number, highFraction: number) => ({ status: "not-applied" as const, lowFraction, highFraction });
const applied = { status: "applied" } as const;
const settled: ClaimFactors = { margin: applied, attribution: applied, confidence: applied, response: applied, withoutExtremes: applied };
/** A return of which everything is known and nothing is wrong. */
const sound: RoiClaim = {
  claimedRatio: 0.4, ratioKind: "roi", claimant: "finance", isolationMethod: "randomized-wait-list", benefitBasis: "measured", factors: settled, includedCosts: allParts,
  horizonMonths: 12, isDiscounted: false, measuredAfterMonths: 9, sampleCount: 120, hasRange: true,
};
const codes = (claim: RoiClaim): readonly string[] => auditClaim(claim).findings.map(({ code }) => code);
const without = (claim: RoiClaim, ...keys: readonly (keyof RoiClaim)[]): RoiClaim => Object.fromEntries(Object.entries(claim).filter(([key]) => !keys.includes(key as keyof RoiClaim))) as unknown as RoiClaim;

/** Science's five answers with all parts of the cost booked: there was no design and no room to pay. */
const costs = ledgerOf([...phillipsCosts.entries, costOf("6", "cost/design", "0"), costOf("7", "cost/facilities", "0")]);
const phillips: RoiClaim = { claimedRatio: 7.492174, ratioKind: "roi", claimant: "finance", measuredAfterMonths: 12, sampleCount: 8, components: { benefits: phillipsClaim, costs } };

describe("auditClaim, of a claim of which everything is known", () => {
  test("a sound one stays as it is, with no finding", () => {
    const audit = auditClaim(sound);
    expect(audit).toMatchObject({ title: null, claimedRoi: { low: 0.4, high: 0.4 }, evidenceGrade: "randomized-trial", findings: [], recomputedRoi: { range: { low: 0.4, high: 0.4 } }, investment: null });
    expect(audit.waterfall.map(({ step, factor }) => [step, factor?.low])).toEqual([["read-as-return", undefined], ["margin", 1], ["attribution", 1], ["confidence", 1], ["response", 1], ["without-extremes", 1], ["first-year", 1], ["fully-loaded-cost", 1]]);
  });
  // 6.29 · 0.5 · 0.4 · 0.5 · 0.75 · 0.8 = 0.37740; two of three years are cut: 0.1258; the cost is 1.25 times as high: 0.10064
  test("529 percent, by hand, down to −0.89936", () => {
    const factors = { margin: exactly(0.5), attribution: exactly(0.4), confidence: exactly(0.5), response: exactly(0.75), withoutExtremes: exactly(0.8) };
    const { waterfall, recomputedRoi, costMultipleToZero, benefitRatioToZero } = auditClaim({ ...sound, claimedRatio: 5.29, factors, horizonMonths: 36, costMultiple: { lowRatio: 1.25, highRatio: 1.25 } });
    expect(recomputedRoi).toEqual({ range: { low: -0.89936, high: -0.89936 } });
    expect(waterfall.map(({ after }) => after.low)).toEqual([5.29, 2.145, 0.258, -0.371, -0.52825, -0.6226, -0.8742, -0.89936]);
    expect([costMultipleToZero, benefitRatioToZero]).toEqual([0.1258, 1 / 6.29]);
  });
  test("ranges of what is not known make a range of the return: ends times ends", () => {
    const factors = { ...settled, attribution: between(0.25, 0.75), confidence: between(0.5, 1) };
    const { recomputedRoi, waterfall } = auditClaim({ ...sound, claimedRatio: 3, factors, costMultiple: { lowRatio: 1, highRatio: 2 } });
    expect(recomputedRoi).toEqual({ range: { low: (4 * 0.25 * 0.5) / 2 - 1, high: 4 * 0.75 - 1 } });
    expect(waterfall.at(-1)?.factor).toEqual({ low: 0.5, high: 1 });
  });
  test("a benefit-cost ratio is a return that is lower by 1", () => { expect(auditClaim({ ...sound, claimedRatio: 1.4, ratioKind: "benefit-cost-ratio" })).toMatchObject({ claimedRoi: { low: 0.4, high: 0.4 }, recomputedRoi: { range: { low: 0.4, high: 0.4 } } }); });
  test("where nobody says which, it may be either", () => { expect(auditClaim({ ...sound, claimedRatio: 1.4, ratioKind: "not-said" }).recomputedRoi).toEqual({ range: { low: 0.4, high: 1.4 } }); });
  test.each([[-0, "roi", 1], [5e-324, "benefit-cost-ratio", null], [1e-12, "benefit-cost-ratio", 1e12], [-1 + 1e-16, "roi", null], [1e6, "roi", 1 / 1_000_001]] as const)("%s as %s has finite figures without a minus zero", (claimedRatio, ratioKind, toZero) => {
    const audit = auditClaim({ ...sound, claimedRatio, ratioKind });
    expect(JSON.parse(JSON.stringify(audit))).toStrictEqual(audit);
    expect(audit.benefitRatioToZero).toBe(toZero);
  });
  test("a program that lost everything has no benefit to look at", () => { expect(auditClaim({ ...sound, claimedRatio: -1 })).toMatchObject({ benefitRatioToZero: null, costMultipleToZero: 0, recomputedRoi: { range: { low: -1, high: -1 } } }); });
});

describe("auditClaim, of “529 %” and nothing else", () => {
  const audit = auditClaim({ claimedRatio: 5.29, ratioKind: "roi" });
  test("there is no careful return, only what is needed for one and what it is at most", () => {
    expect(audit.recomputedRoi).toEqual({ range: null, reason: "facts-missing", needed: ["margin", "attribution", "confidence", "response", "without-extremes", "first-year", "fully-loaded-cost"], atMost: 5.29 });
  });
  test("nothing of the benefit is shown, so each step that is missing leaves anything down to −1", () => { expect(audit.waterfall.map(({ after, isMissing }) => [after.low, after.high, isMissing])).toEqual([[5.29, 5.29, false], ...Array.from({ length: 7 }, () => [-1, 5.29, true])]); });
  test("the program breaks even where 15.9 percent of the benefit is real, or where the cost is 6.29 times as high", () => {
    expect(audit.benefitRatioToZero).toBeCloseTo(0.159, 4);
    expect(audit.costMultipleToZero).toBe(6.29);
  });
  test("it rests on nothing", () => { expect(audit.evidenceGrade).toBe("none"); });
  test("everything is asked for", () => {
    expect(audit.findings.map(({ code }) => code)).toEqual(["isolation-missing", "basis-missing", "margin-missing", "attribution-missing", "confidence-missing", "response-missing", "extremes-missing", "horizon-missing", "measurement-missing", "costs-missing", "sample-missing", "range-missing", "claimant-missing"]);
    for (const { ask, why, source, items } of audit.findings) expect([ask.length > 20, why.length > 20, source.length > 5, items]).toEqual([true, true, true, []]);
  });
});

describe("auditClaim, of components", () => {
  const audit = auditClaim(phillips);
  test("science's five answers come down to 0.18782608…", () => {
    expect(audit.recomputedRoi).toEqual({ range: { low: 2160 / 11_500, high: 2160 / 11_500 } });
    expect(audit.costMultipleToZero).toBe(13_660 / 11_500);
    expect(audit.evidenceGrade).toBe("self-report");
  });
  // 10,000 + 8,000 + 12,000 + 9,000 + 150,000; times the shares; times the confidences; without the last
  test("each step in money, by hand", () => {
    expect(audit.waterfall.map(({ step, benefits }) => [step, benefits?.after.amount ?? null])).toEqual([
      ["margin", "189000.00"], ["attribution", "124100.00"], ["confidence", "97660.00"], ["first-year", "97660.00"], ["isolated", "97660.00"], ["counted-once", "97660.00"], ["without-extremes", "13660.00"], ["fully-loaded-cost", null],
    ]);
    expect(audit.waterfall[6]).toMatchObject({ before: { low: 86_160 / 11_500 }, factor: { low: 13_660 / 97_660 }, after: { low: 2160 / 11_500 }, benefits: { before: eur("97660.00") } });
  });
  test("the excluded answer is there to see", () => { expect(audit.investment?.excluded.map(({ lineId, reason }) => [lineId, reason])).toEqual([["e", "extreme"]]); });
  test("the claim counted it: the figure is reproduced, with the extreme named", () => {
    expect(audit.findings.map(({ code, items }) => [code, ...items])).toEqual([["isolation-by-estimate", "a", "b", "c", "d"], ["benefit-estimated", "a", "b", "c", "d"], ["extreme-answers", "e"], ["small-sample"], ["range-missing"]]);
  });
  test("the same return as returnOnInvestment says under all rules", () => { expect(audit.investment).toMatchObject({ roiRatio: returnOnInvestment({ benefits: phillipsClaim, costs }).roiRatio, totalBenefit: benefitEstimate(phillipsClaim).totalBenefit }); });
  test("parts of the cost that nobody booked leave no careful return", () => {
    const open = auditClaim({ ...phillips, components: { benefits: phillipsClaim, costs: phillipsCosts } });
    expect(open.recomputedRoi).toEqual({ range: null, reason: "facts-missing", needed: ["fully-loaded-cost"], atMost: 2160 / 11_500 });
    expect(open.findings.find(({ code }) => code === "cost-parts-missing")?.items).toEqual(["cost/design", "cost/facilities"]);
    expect(auditClaim({ ...phillips, components: { benefits: phillipsClaim, costs: phillipsCosts }, costMultiple: { lowRatio: 1, highRatio: 1.25 } }).recomputedRoi).toEqual({ range: { low: -0.049739130435, high: 2160 / 11_500 } });
  });
  const plain: BenefitLine = { id: "p", kind: "cost-avoided", basis: "measured", annualValue: eur("1000"), attributionFraction: 1, confidenceFraction: 1, isolationMethod: "trend", sourceIds: ["record"] };
  const minutes = [{ resourceId: "minutes", fraction: 1 }];
  test.each<readonly [step: string, lines: readonly BenefitLine[]]>([
    ["margin", [{ ...plain, kind: "revenue-gain", contributionMarginFraction: 0.5 }]],
    ["attribution", [{ ...plain, attributionFraction: 0.5, otherCausesFraction: 0.5 }]],
    ["confidence", [{ ...plain, confidenceFraction: 0.5 }]],
    ["isolated", [plain, { id: "q", kind: "cost-avoided", basis: "estimated", annualValue: eur("1000"), attributionFraction: 1, confidenceFraction: 1, sourceIds: [] }]],
    ["isolated", [plain, { ...plain, id: "q", sourceIds: [] }]],
    ["counted-once", [{ ...plain, drawsOn: minutes }, { ...plain, id: "q", drawsOn: minutes }]],
    ["counted-once", [{ ...plain, improvementId: "calls" }, { ...plain, id: "q", improvementId: "calls" }]],
    ["without-extremes", Array.from({ length: 5 }, (_, index) => estimate(String(index), index === 4 ? "4000" : "1000", 1, 1))],
  ])("%s takes off what it is for, and no other step does", (step, lines) => {
    const { waterfall } = auditClaim({ ...phillips, components: { benefits: claimOf(lines), costs } });
    expect(waterfall.filter(({ factor }) => factor?.low !== 1).map((row) => [row.step, row.factor?.low])).toEqual([[step, 0.5]]);
  });
  test("rules that the claim waived are on again, and the years after the first are cut", () => {
    const waived = { ...phillipsClaim, ...waive(), horizonMonths: 24, multiYear: true };
    const { recomputedRoi, findings, waterfall } = auditClaim({ ...phillips, claimedRatio: 0, components: { benefits: waived, costs } });
    expect(recomputedRoi).toEqual({ range: { low: 2160 / 11_500, high: 2160 / 11_500 } });
    expect(waterfall.map(({ benefits }) => benefits?.before.amount)).toEqual(["378000.00", "378000.00", "248200.00", "195320.00", "97660.00", "97660.00", "97660.00", undefined]);
    expect(findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["rules-waived", "beyond-first-year", "not-discounted", "not-reproduced"]));
  });
  test("a return in two currencies is converted as returnOnInvestment does", () => {
    const exchangeRates = [{ from: "EUR", to: "USD", toPerFrom: "1.25", date: "2027-01-01", source: "ECB" }];
    const inDollars = ledgerOf([{ ...costOf("1", "cost", "1000"), amount: { amount: "1000", currency: "USD" } }], { currency: "USD", exchangeRates });
    expect(auditClaim({ ...phillips, components: { benefits: claimOf([{ ...estimate("a", "1600", 1, 1) }]), costs: inDollars } }).investment?.roiRatio).toBe(1);
  });
  test("where nothing counts the return is −1 and nothing is divided by zero", () => {
    const nothing = auditClaim({ ...phillips, components: { benefits: claimOf([]), costs } });
    expect(nothing).toMatchObject({ recomputedRoi: { range: { low: -1, high: -1 } }, evidenceGrade: "none", costMultipleToZero: 0 });
  });
});

describe("claimChecks", () => {
  const revenue: BenefitLine = { id: "r", kind: "revenue-gain", basis: "measured", annualValue: eur("1000"), attributionFraction: 1, confidenceFraction: 1, contributionMarginFraction: 0.4, isolationMethod: "difference-in-differences", sourceIds: ["crm"] };
  const itemized = (lines: readonly BenefitLine[], change = {}): RoiClaim => ({ ...without(sound, "isolationMethod", "benefitBasis", "factors", "includedCosts", "horizonMonths"), components: { benefits: claimOf(lines, change), costs } });
  const cases: readonly (readonly [code: string, claim: RoiClaim])[] = [
    ["ratio-kind-missing", { ...sound, ratioKind: "not-said" }],
    ["ratio-is-benefit-cost", { ...sound, ratioKind: "benefit-cost-ratio" }],
    ["looks-like-percent", { ...sound, claimedRatio: 100 }],
    ["not-reproduced", itemized([revenue])],
    ["isolation-missing", without(sound, "isolationMethod")],
    ["isolation-by-estimate", { ...sound, isolationMethod: "estimates" }],
    ["lines-unsupported", itemized([{ ...revenue, sourceIds: [] }])],
    ["basis-missing", without(sound, "benefitBasis")],
    ["benefit-estimated", { ...sound, benefitBasis: "estimated" }],
    ["margin-missing", { ...sound, factors: { attribution: applied, confidence: applied, response: applied, withoutExtremes: applied } }],
    ["revenue-not-margin", { ...sound, factors: { ...settled, margin: exactly(0.3) } }],
    ["attribution-missing", { ...sound, factors: { margin: applied, confidence: applied, response: applied, withoutExtremes: applied } }],
    ["attribution-not-applied", { ...sound, factors: { ...settled, attribution: exactly(0.3) } }],
    ["confidence-missing", { ...sound, factors: { margin: applied, attribution: applied, response: applied, withoutExtremes: applied } }],
    ["confidence-not-applied", { ...sound, factors: { ...settled, confidence: exactly(0.3) } }],
    ["response-missing", { ...sound, factors: { margin: applied, attribution: applied, confidence: applied, withoutExtremes: applied } }],
    ["response-not-applied", { ...sound, factors: { ...settled, response: exactly(0.3) } }],
    ["extremes-missing", { ...sound, factors: { margin: applied, attribution: applied, confidence: applied, response: applied } }],
    ["extreme-answers", { ...sound, factors: { ...settled, withoutExtremes: exactly(0.3) } }],
    ["horizon-missing", without(sound, "horizonMonths")],
    ["beyond-first-year", { ...sound, horizonMonths: 13, isDiscounted: true }],
    ["measurement-missing", without(sound, "measuredAfterMonths")],
    ["measured-early", { ...sound, measuredAfterMonths: 5.9 }],
    ["costs-missing", without(sound, "includedCosts")],
    ["cost-parts-missing", { ...sound, includedCosts: allParts.slice(1) }],
    ["sample-missing", without(sound, "sampleCount")],
    ["small-sample", { ...sound, sampleCount: 29 }],
    ["range-missing", { ...sound, hasRange: false }],
    ["claimant-missing", without(sound, "claimant")],
    ["interested-claimant", { ...sound, claimant: "vendor" }],
    ["interested-claimant", { ...sound, claimant: "program-team" }],
  ];
  test.each(cases)("%s is found, and nothing else", (code, claim) => { expect(codes(claim).filter((one) => one !== "not-reproduced" || code === one)).toEqual([code]); });
  const claimedTwice = [{ ...revenue, id: "x", improvementId: "calls" }, { ...revenue, id: "y", improvementId: "calls" }];
  const more: readonly (readonly [code: string, claim: RoiClaim, items: readonly string[]])[] = [
    ["counted-twice", itemized(claimedTwice), ["y"]],
    ["counted-twice", itemized([{ ...revenue, id: "p", kind: "turnover-savings", sourceIds: ["hr"] }, { ...revenue, id: "q", kind: "turnover-savings" }]), ["p", "q"]],
    ["rules-waived", itemized([revenue], waive("isolate-effects")), ["isolate-effects"]],
    ["not-discounted", { ...sound, horizonMonths: 24 }, []],
    ["cost-parts-missing", { ...sound, includedCosts: ["cost/coach-time"] }, allParts.filter((part) => part !== "cost/coach-time")],
    ["lines-unsupported", itemized([{ ...revenue, id: "z", sourceIds: [] }]), ["z"]],
  ];
  test.each(more)("%s names what it is about", (code, claim, items) => { expect(auditClaim(claim).findings.find((finding) => finding.code === code)?.items).toEqual(items); });
  test("each check is found by one of these claims", () => { expect(claimChecks.map(({ code }) => code).filter((code) => ![...cases, ...more].some(([one]) => one === code))).toEqual([]); });
  test("codes are stable words, each once; findings come in their order", () => {
    const all = claimChecks.map(({ code }) => code);
    expect(new Set(all).size).toBe(all.length);
    for (const code of all) expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/u);
    const found = codes({ claimedRatio: 2, ratioKind: "not-said", claimant: "vendor", sampleCount: 3, measuredAfterMonths: 0 });
    expect(found).toEqual(all.filter((code) => found.includes(code)));
  });
  test.each([[7.492174, false], [0.188, false], [15.43, false], [0.2, true]])("of components that make 0.188 and, unadjusted, 15.43, the claim %s is not reproduced: %s", (claimedRatio, isMissing) => { expect(codes({ ...phillips, claimedRatio }).includes("not-reproduced")).toBe(isMissing); });
  test("thirty people, six months and a return of 99.9 are enough", () => { expect(codes({ ...sound, claimedRatio: 99.9, sampleCount: 30, measuredAfterMonths: 6 })).toEqual([]); });
  test("of a thousand lines that nothing supports a hundred are named", () => {
    const lines = Array.from({ length: 1000 }, (_, index) => ({ ...revenue, id: `l${String(index)}`, sourceIds: [] }));
    expect(auditClaim(itemized(lines)).findings.find(({ code }) => code === "lines-unsupported")?.items).toHaveLength(100);
  });
});

describe("the evidence grade", () => {
  test.each([
    ["randomized-wait-list", "measured", "randomized-trial"], ["stepped-wedge", "measured", "randomized-trial"], ["difference-in-differences", "measured", "controlled-study"], ["trend", "measured", "uncontrolled-study"],
    ["estimates", "measured", "self-report"], ["randomized-wait-list", "estimated", "self-report"], ["our-own-way", "measured", "judgment"], ["constructor", "measured", "judgment"],
  ] as const)("of %s and a benefit that was %s is %s", (isolationMethod, benefitBasis, grade) => { expect(auditClaim({ ...sound, isolationMethod, benefitBasis }).evidenceGrade).toBe(grade); });
  test("nobody said that it was measured: it is as if it were estimated", () => { expect(auditClaim(without(sound, "benefitBasis")).evidenceGrade).toBe("self-report"); });
  test("of components is that of the weakest line that counts", () => {
    const trial: BenefitLine = { ...estimate("t", "100", 1, 1), basis: "measured", isolationMethod: "randomized-wait-list" };
    const gradeOf = (lines: readonly BenefitLine[]) => auditClaim({ ...phillips, components: { benefits: claimOf(lines), costs } }).evidenceGrade;
    expect([gradeOf([trial]), gradeOf([trial, answers[0] ?? trial])]).toEqual(["randomized-trial", "self-report"]);
    const { isolationMethod: _left, ...bare } = trial;
    expect(gradeOf([trial, { ...bare, id: "unsupported" }])).toBe("randomized-trial");
  });
});

describe("auditClaim refuses", () => {
  test.each([
    ["an ROI below −1", { claimedRatio: -1.01, ratioKind: "roi" }, "roi-claim.harmful /claimedRatio"],
    ["a benefit-cost ratio below 0", { claimedRatio: -0.1, ratioKind: "benefit-cost-ratio" }, "roi-claim.harmful /claimedRatio"],
    ["a negative figure of an unknown kind", { claimedRatio: -0.1, ratioKind: "not-said" }, "roi-claim.negative_ratio /ratioKind"],
    ["a range from high to low", { claimedRatio: 1, ratioKind: "roi", factors: { attribution: between(0.6, 0.5) } }, "roi-claim.low_above_high /factors/attribution/highFraction"],
    ["a cost multiple from high to low", { claimedRatio: 1, ratioKind: "roi", costMultiple: { lowRatio: 2, highRatio: 1.5 } }, "roi-claim.low_above_high /costMultiple/highRatio"],
    ["a cost multiple below 1", { claimedRatio: 1, ratioKind: "roi", costMultiple: { lowRatio: 0.9, highRatio: 1.5 } }, "input.too_small /costMultiple/lowRatio"],
    ["a part of the cost twice", { claimedRatio: 1, ratioKind: "roi", includedCosts: ["cost/design", "cost/design"] }, "roi-claim.repeated_cost /includedCosts/1"],
    ["a horizon beside components, which have one", { ...phillips, horizonMonths: 12 }, "roi-claim.given_twice /horizonMonths"],
    ["costs of zero", { ...phillips, components: { benefits: phillipsClaim, costs: ledgerOf([costOf("1", "cost", "0.00")]) } }, "roi-claim.zero_cost /components/costs/entries"],
    ["no costs at all", { ...phillips, components: { benefits: phillipsClaim, costs: ledgerOf([]) } }, "roi-claim.zero_cost /components/costs/entries"],
    ["a fault within the components, at its place", { ...phillips, components: { benefits: claimOf([{ ...estimate("a", "-1", 1, 1) }]), costs } }, "benefit-claim.negative_value /components/benefits/lines/0/annualValue/amount"],
    ["a bare percent", { claimedPercent: 529, ratioKind: "roi" }, "input.invalid_type /claimedRatio"],
    ["a percent as a share", { claimedRatio: 1, ratioKind: "roi", factors: { attribution: exactly(50) } }, "input.too_big /factors/attribution/lowFraction"],
    ["no kind", { claimedRatio: 5.29 }, "input.invalid_value /ratioKind"],
    ["a ratio without end", { claimedRatio: Infinity, ratioKind: "roi" }, "input.invalid_type /claimedRatio"],
    ["a part of the cost that is none", { claimedRatio: 1, ratioKind: "roi", includedCosts: ["x".repeat(100_000)] }, "input.invalid_value /includedCosts/0"],
  ])("%s", (_title, claim, issue) => { expect(faults(() => auditClaim(claim as RoiClaim))).toContain(issue); });
  test("more lines of benefit than one audit takes, and not the limit itself", () => {
    const cheap = (count: number): RoiClaim => ({ ...phillips, components: { benefits: claimOf(Array.from({ length: count }, (_, index) => ({ ...estimate(String(index), "1", 1, 1) }))), costs } });
    expect(faults(() => auditClaim(cheap(CLAIM_LIMITS.lines + 1)))).toEqual(["roi-claim.too_many_lines /components/benefits/lines"]);
    expect(auditClaim(cheap(CLAIM_LIMITS.lines)).investment?.totalBenefit).toEqual(eur("10000.00"));
  });
  test("each key that components hold already", () => {
    const twice = { ...phillips, isolationMethod: "trend", benefitBasis: "measured", factors: {}, includedCosts: [], horizonMonths: 12 } as const;
    expect(faults(() => auditClaim(twice))).toEqual(["isolationMethod", "benefitBasis", "factors", "includedCosts", "horizonMonths"].map((key) => `roi-claim.given_twice /${key}`));
  });
});

describe("laws of auditClaim", () => {
  const fraction = fc.integer({ min: 0, max: 100 }).map((hundredths) => hundredths / 100);
  const factor = fc.oneof(fc.constant(applied), fc.tuple(fraction, fraction).map(([one, other]) => between(Math.min(one, other), Math.max(one, other))));
  const claims: fc.Arbitrary<RoiClaim> = fc.record({
    claimedRatio: fc.integer({ min: 0, max: 2000 }).map((hundredths) => hundredths / 100), ratioKind: fc.constantFrom("roi" as const, "benefit-cost-ratio" as const, "not-said" as const), isolationMethod: fc.constantFrom("randomized-wait-list", "trend", "estimates"),
    benefitBasis: fc.constantFrom("measured" as const, "estimated" as const), factors: fc.record({ margin: factor, attribution: factor, confidence: factor, response: factor, withoutExtremes: factor }), includedCosts: fc.constantFrom(allParts, allParts.slice(2)),
    costMultiple: fc.tuple(fc.integer({ min: 100, max: 300 }), fc.integer({ min: 100, max: 300 })).map(([one, other]) => ({ lowRatio: Math.min(one, other) / 100, highRatio: Math.max(one, other) / 100 })), horizonMonths: fc.integer({ min: 1, max: 60 }),
  });
  const ends = (claim: RoiClaim): readonly [low: number, high: number] => {
    const { recomputedRoi } = auditClaim(claim);
    return recomputedRoi.range === null ? [-1, recomputedRoi.atMost] : [recomputedRoi.range.low, recomputedRoi.range.high];
  };
  const order = ["randomized-trial", "controlled-study", "own-records", "uncontrolled-study", "self-report", "judgment", "none"];

  test("what is left out never raises the lower end, never lowers the upper one, never improves the grade", () => {
    const keys = ["isolationMethod", "benefitBasis", "includedCosts", "costMultiple", "horizonMonths", "margin", "attribution", "confidence", "response", "withoutExtremes"] as const;
    fc.assert(fc.property(claims, fc.constantFrom(...keys), (claim, key) => {
      // a cost multiple says more than the list of parts: without it a complete list stands for 1
      fc.pre(key !== "costMultiple" || claim.includedCosts?.length !== allParts.length);
      const less: RoiClaim = { ...without(claim, key as keyof RoiClaim), factors: Object.fromEntries(Object.entries(claim.factors ?? {}).filter(([name]) => name !== key)) };
      const [[low, high], [lessLow, lessHigh]] = [ends(claim), ends(less)];
      expect([lessLow <= low, lessHigh >= high, order.indexOf(auditClaim(less).evidenceGrade) >= order.indexOf(auditClaim(claim).evidenceGrade)]).toEqual([true, true, true]);
    }));
  });
  test("a lower share or a dearer program never has a higher return", () => {
    fc.assert(fc.property(claims, fraction, (claim, share) => {
      const lowered: RoiClaim = { ...claim, factors: { ...claim.factors, attribution: exactly(0) } };
      const dearer: RoiClaim = { ...claim, costMultiple: { lowRatio: (claim.costMultiple?.lowRatio ?? 1) + share, highRatio: (claim.costMultiple?.highRatio ?? 1) + share } };
      for (const worse of [lowered, dearer]) expect([ends(worse)[0] <= ends(claim)[0], ends(worse)[1] <= ends(claim)[1]]).toEqual([true, true]);
    }));
  });
  test("no step of the waterfall goes up; each begins where the last ended", () => {
    fc.assert(fc.property(claims, (claim) => {
      const { waterfall } = auditClaim(claim);
      waterfall.slice(1).forEach(({ before, after }, index) => { expect([after.low <= before.low, after.high <= before.high, before]).toEqual([true, true, waterfall[index]?.after]); });
    }));
  });
  const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);
  const lines = fc.array(fc.record({
    value: fc.integer({ min: 0, max: 100_000 }), attribution: share, confidence: share, margin: share, isIsolated: fc.boolean(), isMeasured: fc.boolean(), improvement: fc.constantFrom(null, "calls", "sales"), drawn: fc.constantFrom(null, 0.5, 1),
  }), { maxLength: 8 }).map((rows) => rows.map((row, index): BenefitLine => ({
    id: `l${String(index)}`, kind: "revenue-gain", basis: row.isMeasured ? "measured" : "estimated", annualValue: eur(String(row.value)), attributionFraction: row.attribution, confidenceFraction: row.confidence, contributionMarginFraction: row.margin,
    ...(row.isIsolated ? { isolationMethod: "trend" } : {}), ...(row.improvement === null ? {} : { improvementId: row.improvement }), ...(row.drawn === null ? {} : { drawsOn: [{ resourceId: "minutes", fraction: row.drawn }] }), sourceIds: index % 3 === 0 ? [] : ["record"],
  })));
  const claimed = (some: readonly BenefitLine[], more = 0, horizonMonths = 12): RoiClaim => ({ claimedRatio: 1, ratioKind: "roi", components: { benefits: claimOf(some, horizonMonths > 12 ? { horizonMonths, multiYear: true, ...waive("first-year-only") } : { horizonMonths }), costs: ledgerOf([...costs.entries, costOf("more", "cost/platform", String(more))]) } });
  test("of components: no step goes up, and what comes out is what returnOnInvestment says", () => {
    fc.assert(fc.property(lines, fc.integer({ min: 1, max: 30 }), (some, horizonMonths) => {
      const { waterfall, investment } = auditClaim(claimed(some, 0, horizonMonths));
      for (const { before, after } of waterfall) expect(after.low).toBeLessThanOrEqual(before.low);
      expect(waterfall.at(-1)?.after.low).toBe(investment?.roiRatio);
      expect(investment?.roiRatio).toBe(returnOnInvestment({ benefits: claimOf(some, { horizonMonths: Math.min(12, horizonMonths) }), costs }).roiRatio);
    }));
  });
  test("of components: a dearer program never has a higher return", () => {
    fc.assert(fc.property(lines, fc.integer({ min: 1, max: 1_000_000 }), (some, more) => { expect(ends(claimed(some, more))[1]).toBeLessThanOrEqual(ends(claimed(some))[1]); }));
  });
  test("of components: a line without its isolation, or without its record, never raises the return", () => {
    fc.assert(fc.property(lines, fc.nat(7), (some, at) => {
      const bare = some.map((line, index): BenefitLine => (index === at ? (Object.fromEntries(Object.entries(line).filter(([key]) => key !== "isolationMethod")) as unknown as BenefitLine) : line));
      fc.pre(some.every(({ improvementId, drawsOn }) => improvementId === undefined && drawsOn === undefined) && some.every(({ basis }) => basis === "measured"));
      expect(ends(claimed(bare))[1]).toBeLessThanOrEqual(ends(claimed(some))[1]);
    }));
  });
  test("the order of the lines, of the parts and of the entries does not matter", () => {
    const backward = auditClaim({ ...phillips, components: { benefits: { ...phillipsClaim, lines: [...phillipsClaim.lines].reverse() }, costs: { ...costs, entries: [...costs.entries].reverse() } } });
    const forward = auditClaim(phillips);
    expect([backward.waterfall, backward.recomputedRoi, backward.evidenceGrade, backward.findings.map(({ code }) => code)]).toEqual([forward.waterfall, forward.recomputedRoi, forward.evidenceGrade, forward.findings.map(({ code }) => code)]);
    expect(auditClaim({ ...sound, includedCosts: [...allParts].reverse() })).toEqual(auditClaim(sound));
  });
});

test("the parts of a fully loaded cost are those that returnOnInvestment misses where none is booked", () => {
  expect(returnOnInvestment({ benefits: phillipsClaim, costs: ledgerOf([costOf("1", "cost", "1")]) }).unbookedAccounts).toEqual(allParts);
});
