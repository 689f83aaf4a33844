import fc from "fast-check";
import { adjustPValues, SeveralTests } from "coachkit/statistics";
import { expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const methods = ["bonferroni", "sidak", "holm", "hochberg", "benjamini-hochberg", "benjamini-yekutieli"] as const;

// 4 tests: Holm multiplies by 4, 3, 2, 1 and never falls; Hochberg likewise from above; Benjamini and Hochberg by 4/1, 4/2, 4/3, 4/4; Yekutieli by 25/12 more.
test.each([
  ["bonferroni", [0.04, 0.12, 0.16, 1]],
  ["sidak", [1 - 0.99 ** 4, 1 - 0.97 ** 4, 1 - 0.96 ** 4, 1 - 0.5 ** 4]],
  ["holm", [0.04, 0.09, 0.09, 0.5]],
  ["hochberg", [0.04, 0.08, 0.08, 0.5]],
  ["benjamini-hochberg", [0.04, 0.16 / 3, 0.16 / 3, 0.5]],
  ["benjamini-yekutieli", [0.04 * 25 / 12, (0.16 / 3) * 25 / 12, (0.16 / 3) * 25 / 12, 1]],
] as const)("%s is worked by hand, and keeps the order of the input", (method, [first, second, third, fourth]) => {
  expect(adjustPValues({ pValues: [0.5, 0.03, 0.01, 0.04], method })).toEqual([fourth, second, first, third].map((p) => expect.closeTo(p, 14) as number));
});

test("Šidák's keeps the digits of a small p, and bears 0 and 1", () => {
  expect(adjustPValues({ pValues: [1e-30, 0, 1], method: "sidak" })).toEqual([expect.closeTo(3e-30, 42), 0, 1]);
  expect(adjustPValues({ pValues: [1e-30, 0.5], method: "sidak" })[0]).toBeCloseTo(2e-30, 42);
});

test.each(methods)("%s of no test is nothing, and of one test the p value itself", (method) => {
  expect(adjustPValues({ pValues: [], method })).toEqual([]);
  expect(adjustPValues({ pValues: [0.25], method })).toEqual([0.25]);
  expect(adjustPValues({ pValues: [-0, 1], method })).toEqual([0, 1]);
});

test("names every fault", () => {
  expect(issuesOf(() => adjustPValues({ pValues: [5, -0.1, NaN], method: "hommel" } as never))).toEqual(["input.too_big at /pValues/0", "input.too_small at /pValues/1", "input.invalid_type at /pValues/2", "input.invalid_value at /method"]);
});
test("a million p values and one are too many", () => { expect(SeveralTests.safeParse({ pValues: new Array(1_000_001).fill(0.5), method: "holm" }).success).toBe(false); });

const several = fc.array(fc.oneof(fc.constantFrom(0, 0.05, 1), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 12 });
test.each(methods)("%s raises no p above 1 nor lowers one, keeps their order, and equal ones equal", (method) => fc.assert(fc.property(several, (pValues) => {
  const adjusted = adjustPValues({ pValues, method });
  const at = (index: number): number => adjusted[index] ?? NaN;
  pValues.forEach((p, index) => {
    expect(at(index) >= p * (1 - 1e-14) && at(index) <= 1).toBe(true);
    pValues.forEach((other, place) => { if (p <= other) expect(at(index)).toBeLessThanOrEqual(at(place)); });
  });
})));
test("Holm's is nowhere above Bonferroni's, Hochberg's nowhere above Holm's, Benjamini and Hochberg's nowhere above Hochberg's", () => fc.assert(fc.property(several, (pValues) => {
  const [most = [], second = [], third = [], least = []] = (["bonferroni", "holm", "hochberg", "benjamini-hochberg"] as const).map((method) => adjustPValues({ pValues, method }));
  pValues.forEach((_, index) => {
    expect(second[index]).toBeLessThanOrEqual(most[index] ?? NaN);
    expect(third[index]).toBeLessThanOrEqual(second[index] ?? NaN);
    expect(least[index]).toBeLessThanOrEqual((third[index] ?? NaN) * (1 + 1e-14));
  });
})));
