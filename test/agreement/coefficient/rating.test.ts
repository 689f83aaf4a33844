import { describe, expect, test } from "vitest";
import { cohenKappa, fleissKappa, krippendorffAlpha, raterAgreement } from "coachkit/agreement";
import { refuses } from "../../refusal.js";

const confidenceLevel = 0.95;
const ratings = ["12", "11", "33", "23"].flatMap((row, clip) => [...row].map((level, rater) => ({ subjectId: `clip-${String(clip)}`, raterId: `rater-${String(rater)}`, category: Number(level) })));
const mixed = { categories: [3, 1, 2], ratings, confidenceLevel };

describe("categories that have an order", () => {
  test("are refused where they are numbers and neither rise nor fall", () => {
    const fault = { code: "rating.out_of_order", path: ["categories", 2], params: { previous: 1, category: 2 } };
    refuses(() => krippendorffAlpha({ ...mixed, scale: "ordinal" }), fault);
    refuses(() => raterAgreement({ ...mixed, scale: "ordinal" }), fault);
    refuses(() => cohenKappa({ ...mixed, weights: "linear" }), fault);
  });
  test("may fall, and read the same", () => {
    const of = (categories: readonly number[]) => krippendorffAlpha({ ...mixed, categories, scale: "ordinal" }).estimate;
    expect(of([3, 2, 1])).toBeCloseTo(of([1, 2, 3]) ?? NaN, 12);
  });
  test("stand as they like where no order is used, or where they are names", () => {
    expect(krippendorffAlpha({ ...mixed, scale: "nominal" }).estimate).not.toBeNull();
    expect(cohenKappa({ ...mixed, weights: "unweighted" }).estimate).not.toBeNull();
    const named = ratings.map((rating) => ({ ...rating, category: ["", "low", "middle", "high"][rating.category] ?? "" }));
    expect(krippendorffAlpha({ categories: ["high", "low", "middle"], ratings: named, confidenceLevel, scale: "ordinal" }).estimate).not.toBeNull();
  });
});

test("a missing category, or weights of another name, say what may stand there", () => {
  refuses(() => krippendorffAlpha({ ...mixed, scale: "nominal", ratings: [{ subjectId: "a", raterId: "b", category: NaN }] }), { code: "input.invalid_union", path: ["ratings", 0, "category"], hint: "Give one of the categories of the scale; leave a cell without a rating out." });
  refuses(() => cohenKappa({ ...mixed, categories: [1, 2, 3], weights: "squared" as "linear" }), { code: "input.invalid_union", path: ["weights"], hint: "Name one of the four, or give one row a category." });
});

test("one subject tells nothing of any category", () => {
  expect(fleissKappa({ categories: [1, 2, 3], ratings: ratings.slice(0, 2), confidenceLevel })).toMatchObject({ estimate: null, reason: "too-few-subjects", perCategory: [], perCategoryChanceError: null });
});

test("fewer than two raters are no two raters", () => {
  const reasonsOf = (some: typeof ratings) => raterAgreement({ scale: "nominal", categories: [1, 2, 3], ratings: some, confidenceLevel }).recommended.reasons;
  expect(reasonsOf([])).not.toContain("two-raters");
  expect(reasonsOf(ratings.filter(({ raterId }) => raterId === "rater-0"))).not.toContain("two-raters");
  expect(reasonsOf(ratings)).toContain("two-raters");
});
