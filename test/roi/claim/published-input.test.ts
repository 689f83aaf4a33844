import { auditClaim, evidenceGrades, publishedFigure, PublishedFigureId, publishedFigures } from "coachkit/roi";
import { distributionMoments } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { faults } from "../../money/faults.js";

describe("publishedFigures", () => {
  test("each name stands once, in the order of the schema", () => { expect(publishedFigures.map(({ id }) => id)).toEqual(PublishedFigureId.options); });
  test.each(publishedFigures)("$id says what it measured, how, who published it, where it was read and why it is not yours", ({ measured, design, citation, readIn, caveat, evidenceGrade }) => {
    for (const text of [measured, design, citation, readIn, caveat]) expect(text).toMatch(/^[A-Z“].*\.$/su);
    expect(evidenceGrades.map(({ grade }) => grade)).toContain(evidenceGrade);
  });
  test("a share or a change is below 1, so that no percent has slipped in", () => {
    for (const { value, unit } of publishedFigures) if (unit === "salary-fraction" || unit === "change-ratio") expect(value).toBeLessThan(1);
  });
  test("a range holds its figure", () => {
    for (const { value, range } of publishedFigures) if (range !== null && value !== null) expect([range.low <= value, value <= range.high, range.low < range.high]).toEqual([true, true, true]);
  });
  test("a figure has a value or a range", () => { expect(publishedFigures.filter(({ value, range }) => value === null && range === null)).toEqual([]); });
  test("returns, and only they, can be audited as they stand; each says its own figure", () => {
    for (const { value, unit, claim } of publishedFigures) expect(claim?.claimedRatio ?? null).toBe(unit === "roi-ratio" || unit === "return-ratio" ? value : null);
    for (const { unit, claim } of publishedFigures) if (claim !== null) expect(claim.ratioKind).toBe(unit === "roi-ratio" ? "roi" : "not-said");
  });
  test("no published return can be recomputed from what is published", () => {
    const audits = publishedFigures.flatMap(({ claim }) => (claim === null ? [] : [auditClaim(claim)]));
    expect(audits).toHaveLength(4);
    for (const { recomputedRoi, evidenceGrade } of audits) expect([recomputedRoi.range, ["self-report", "none"].includes(evidenceGrade)]).toEqual([null, true]);
  });
});

describe("publishedFigure", () => {
  test("a range of the source becomes a wide distribution that peaks at the figure", () => {
    const { distribution } = publishedFigure("coaching-effect-2016");
    expect(distribution).toEqual({ family: "triangular", min: 0.28, mode: 0.36, max: 1.24 });
    expect(distribution === null ? null : distributionMoments(distribution).mean).toBeCloseTo((0.28 + 0.36 + 1.24) / 3, 12);
  });
  test.each([
    ["manchester-2001-return", "return-is-no-input"], ["metrixglobal-2001-return", "return-is-no-input"], ["turnover-2012-cost", "no-range-published"], ["performance-spread-1983", "no-range-published"], ["coaching-effect-2014", "no-middle-published"],
  ] as const)("%s is no distribution: %s", (id, reason) => { expect(publishedFigure(id)).toMatchObject({ figure: { id }, distribution: null, reason }); });
  test("a name that is not published is refused", () => { expect(faults(() => publishedFigure("metrixglobal" as "metrixglobal-2001-return"))).toEqual(["input.invalid_value /"]); });
});
