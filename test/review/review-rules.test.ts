import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { reviewBundles, reviewProgram, reviewRules } from "coachkit/review";
import { reviewRulesPage } from "../../scripts/review-rules-document.js";
import { ruleCases } from "./rule-cases.js";

describe("each rule of the review", () => {
  test("has one program that fires it and one that nearly does", () => { expect(Object.keys(ruleCases)).toEqual(reviewRules.map(({ code }) => code)); });

  test.each(Object.entries(ruleCases))("%s fires where it is due, and not on its near miss", (code, { fires, path, nearMiss }) => {
    const rule = reviewRules.find((one) => one.code === code);
    const found = reviewProgram(fires).findings.filter((finding) => finding.code === code);
    expect(found.map((finding) => finding.path)).toContainEqual(path);
    for (const { severity, why, fix, found: what } of found) expect([severity, why, fix, what.length > 0]).toEqual([rule?.severity, rule?.why, rule?.fix, true]);
    expect(reviewProgram(nearMiss).heldCodes).toContain(code);
  });

  test("has a code of its own in kebab-case, and texts that end as sentences do", () => {
    expect(new Set(reviewRules.map(({ code }) => code)).size).toBe(reviewRules.length);
    expect(reviewRules.length).toBeGreaterThanOrEqual(25);
    for (const { code, firesWhen, why, fix } of reviewRules) {
      expect(code).toMatch(/^[a-z]+(?:-[a-z]+)+$/u);
      for (const text of [firesWhen, why, fix]) expect(text, code).toMatch(/^\S.{15,}[.?]$/u);
      expect(`${firesWhen} ${why} ${fix}`, code).not.toMatch(/\bR\d|\[D\]|seed/u);
    }
  });
});

describe("the bundles", () => {
  test.each(Object.entries(reviewBundles))("%s names rules that there are, each once", (_, codes) => {
    expect(codes.filter((code) => !reviewRules.some((rule) => rule.code === code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});

test("docs/review-rules.md is what the rules make of it", () => { expect(readFileSync("docs/review-rules.md", "utf8")).toBe(reviewRulesPage()); });
