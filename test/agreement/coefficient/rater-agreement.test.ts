import { describe, expect, test } from "vitest";
import { AGREEMENT_LIMITS, cohenKappa, raterAgreement } from "coachkit/agreement";
import { at95, fourRaters, fromTable, rated, scored, sixByFour } from "../ratings.js";
import { refuses } from "../../refusal.js";

const categories = [1, 2, 3, 4, 5];
const named = ({ coefficient }: { readonly coefficient: object }) => Object.values(coefficient).join(" ");
const even = fromTable([[9, 1, 0], [1, 9, 1], [0, 1, 9]]);
const skewed = fromTable([[90, 5, 0], [5, 0, 0], [0, 0, 0]]);
const three = rated([[1, 1, 2], [2, 2, 2], [3, 3, 3], [1, 2, 1]]);
const threeSkewed = rated([...Array.from({ length: 9 }, () => [1, 1, 1]), [1, 2, 1]]);

describe("raterAgreement", () => {
  test.each<[string, "nominal" | "ordinal", ReturnType<typeof rated>, readonly string[], readonly string[]]>([
    // who, scale, ratings, coefficients from the best on, reasons of the best
    ["two raters", "nominal", even, ["cohen-kappa unweighted", "gwet-agreement unweighted", "percent-agreement"], ["two-raters", "unordered-categories"]],
    ["two raters", "ordinal", even, ["cohen-kappa quadratic", "gwet-agreement quadratic", "percent-agreement"], ["two-raters", "ordered-categories"]],
    ["two raters, nearly all in one category", "nominal", skewed, ["gwet-agreement unweighted", "cohen-kappa unweighted", "percent-agreement"], ["skewed-prevalence", "two-raters", "unordered-categories"]],
    ["three raters", "nominal", three, ["krippendorff-alpha nominal", "fleiss-kappa", "percent-agreement"], ["three-or-more-raters", "unordered-categories"]],
    ["three raters", "ordinal", three, ["krippendorff-alpha ordinal", "gwet-agreement quadratic", "percent-agreement"], ["three-or-more-raters", "ordered-categories"]],
    ["three raters, nearly all in one category", "ordinal", threeSkewed, ["gwet-agreement quadratic", "krippendorff-alpha ordinal", "percent-agreement"], ["skewed-prevalence", "three-or-more-raters", "ordered-categories"]],
    ["four raters, ratings missing", "nominal", rated(fourRaters), ["krippendorff-alpha nominal", "gwet-agreement unweighted", "percent-agreement"], ["three-or-more-raters", "missing-ratings", "unordered-categories"]],
    ["two raters, ratings missing", "nominal", rated([[1, 1], [2, 2], [3, null], [1, 2]]), ["krippendorff-alpha nominal", "gwet-agreement unweighted", "percent-agreement"], ["two-raters", "missing-ratings", "unordered-categories"]],
  ])("of %s on a %s scale", (_, scale, ratings, coefficients, reasons) => {
    const { recommended, beside } = raterAgreement({ scale, categories, ratings, ...at95 });
    expect([recommended, ...beside].map(named)).toEqual(coefficients);
    expect(recommended.reasons).toEqual(reasons);
  });

  test.each<[string, "interval" | "ratio", boolean, Parameters<typeof scored>[0], readonly string[], readonly string[]]>([
    ["all scores", "interval", false, sixByFour, ["intraclass-correlation ICC(2,1)", "krippendorff-alpha interval"], ["three-or-more-raters", "equal-steps", "single-score-used"]],
    ["all scores", "interval", true, sixByFour, ["intraclass-correlation ICC(2,k)", "krippendorff-alpha interval"], ["three-or-more-raters", "equal-steps", "mean-used"]],
    ["all scores", "ratio", false, sixByFour, ["krippendorff-alpha ratio", "intraclass-correlation ICC(2,1)"], ["three-or-more-raters", "true-zero"]],
    ["all scores", "ratio", true, sixByFour, ["intraclass-correlation ICC(2,k)", "krippendorff-alpha ratio"], ["three-or-more-raters", "true-zero", "mean-used"]],
    ["scores missing", "interval", true, [...sixByFour, [1, null, 2, 3]], ["krippendorff-alpha interval"], ["three-or-more-raters", "missing-ratings", "equal-steps"]],
  ])("of %s on a scale of kind %s, mean used: %s", (_, scale, isMeanUsed, rows, coefficients, reasons) => {
    const { recommended, beside, assumptions } = raterAgreement({ scale, isMeanUsed, ratings: scored(rows), ...at95 });
    expect([recommended, ...beside].map(named)).toEqual(coefficients);
    expect(recommended.reasons).toEqual(reasons);
    expect(assumptions).toEqual({ skewedFraction: null });
  });

  test("gives each coefficient with its interval, and says what the ratings are like", () => {
    const found = raterAgreement({ scale: "nominal", categories, ratings: even, ...at95 });
    expect(found.recommended.result).toEqual(cohenKappa({ categories, ratings: even, weights: "unweighted", ...at95 }));
    expect(found.design).toEqual({ subjectCount: 31, pairedSubjectCount: 31, raterCount: 2, ratingCount: 62, missingFraction: 0, prevalence: { category: 2, shareFraction: 22 / 62 } });
    expect(raterAgreement({ scale: "nominal", categories, ratings: rated(fourRaters), ...at95 }).design).toMatchObject({ subjectCount: 12, pairedSubjectCount: 11, raterCount: 4, ratingCount: 41, missingFraction: 7 / 48 });
  });

  test("from which share on ratings are skewed is a choice, and is told", () => {
    expect(raterAgreement({ scale: "nominal", categories, ratings: skewed, ...at95 }).assumptions).toEqual({ skewedFraction: 0.8 });
    const strict = raterAgreement({ scale: "nominal", categories, ratings: skewed, skewedFraction: 0.96, ...at95 });
    expect([named(strict.recommended), strict.assumptions]).toEqual(["cohen-kappa unweighted", { skewedFraction: 0.96 }]);
    expect(named(raterAgreement({ scale: "nominal", categories, ratings: skewed, skewedFraction: 0.95, ...at95 }).recommended)).toBe("gwet-agreement unweighted");
    // the same skew is told by the coefficient that suffers from it
    expect(raterAgreement({ scale: "nominal", categories, ratings: skewed, ...at95 }).beside[0]?.result).toMatchObject({ warnings: ["prevalence-paradox"], prevalence: { category: 1, shareFraction: 0.95 } });
  });

  test("of nothing says why nothing can be told", () => {
    const { design, recommended } = raterAgreement({ scale: "nominal", categories, ratings: [], ...at95 });
    expect(design).toEqual({ subjectCount: 0, pairedSubjectCount: 0, raterCount: 0, ratingCount: 0, missingFraction: 0, prevalence: null });
    expect(recommended.result).toMatchObject({ estimate: null, reason: "no-ratings" });
    expect(raterAgreement({ scale: "interval", isMeanUsed: false, ratings: [], ...at95 }).recommended.result).toMatchObject({ reason: "no-ratings" });
    expect(raterAgreement({ scale: "nominal", categories, ratings: rated([[1], [2]]), ...at95 }).recommended.result).toMatchObject({ reason: "one-rater" });
  });

  test("passes the bootstrap on", () => {
    const { recommended, beside } = raterAgreement({ scale: "ordinal", categories, ratings: even, ...at95, bootstrap: { seed: 1, replicateCount: 2000 } });
    expect([recommended, ...beside].map(({ result }) => (result.estimate === null ? null : result.method))).toEqual(["percentile-bootstrap", "percentile-bootstrap", "percentile-bootstrap"]);
  });

  test("names every fault", () => {
    refuses(() => raterAgreement({ scale: "ratio", isMeanUsed: true, ratings: scored([[1, -1]]), ...at95 }), { code: "rating.negative_ratio", path: ["ratings", 1, "score"] });
    refuses(() => raterAgreement({ scale: "nominal", categories: [1, 2], skewedFraction: 80, ratings: rated([[3]]), ...at95 }), { code: "input.too_big", path: ["skewedFraction"] }, { code: "rating.off_scale", path: ["ratings", 0, "category"] });
  });

  test("a million records and one are too many", () => {
    const record = { subjectId: "a", raterId: "b", category: 1 };
    const ratings = new Array<typeof record>(AGREEMENT_LIMITS.records + 1).fill(record);
    refuses(() => raterAgreement({ scale: "nominal", categories: [1, 2], ratings, ...at95 }), { code: "input.too_big", path: ["ratings"] });
  }, 60_000);

  test("of a million records the bad one is named", () => {
    const ratings = Array.from({ length: AGREEMENT_LIMITS.records }, (_, at) => ({ subjectId: `clip-${String(Math.floor(at / 5))}`, raterId: `rater-${String(at % 5)}`, category: at === 777_777 ? 3 : 1 }));
    refuses(() => raterAgreement({ scale: "nominal", categories: [1, 2], ratings, ...at95 }), { code: "rating.off_scale", path: ["ratings", 777_777, "category"] });
  }, 60_000);
});
