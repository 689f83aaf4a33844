import { EvidenceGrade, evidenceGrades } from "coachkit/roi";
import { expect, test } from "vitest";

test("each grade stands once, in the order of the schema, and says what it rests on", () => {
  expect(evidenceGrades.map(({ grade }) => grade)).toEqual(EvidenceGrade.options);
  for (const { restsOn } of evidenceGrades) expect(restsOn).toMatch(/^[A-Z].+\.$/u);
});

test("the best is a trial and the worst is nothing", () => {
  expect([evidenceGrades.at(0)?.grade, evidenceGrades.at(-1)?.grade]).toEqual(["randomized-trial", "none"]);
});

test("a name of another list of grades is no grade of evidence", () => {
  expect(EvidenceGrade.safeParse("randomized-wait-list").success).toBe(false);
});
