import { describe, expect, test } from "vitest";
import { responseShift, type ResponseShiftInput, type ThenRating } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const rated = (...[beforeScore, thenScore, afterScore]: readonly (number | null)[]): Omit<ThenRating, "participantId"> => ({ beforeScore: beforeScore ?? null, thenScore: thenScore ?? null, afterScore: afterScore ?? null });
const given = (ratings: readonly Omit<ThenRating, "participantId">[], more: object = {}): ResponseShiftInput => ({ ratings: ratings.map((one, index) => ({ ...one, participantId: `p${String(index)}` })), scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, ...more });

describe("responseShift", () => {
  // scipy 1.17.1: t.interval(.95, 3) of −2, −1, −2, −1.
  test("shows a changed yardstick behind a program that seems to do nothing", () => {
    expect(responseShift(given([rated(4, 2, 4), rated(4, 3, 4), rated(5, 3, 4), rated(3, 2, 4)]))).toMatchObject({
      shiftOnScale: { estimate: -1.5, n: 4, confidence: { lower: expect.closeTo(-2.4186931155185394, 12), upper: expect.closeTo(-0.5813068844814607, 12) } },
      usualChangeOnScale: { estimate: 0, n: 4 }, thenChangeOnScale: { estimate: 1.5, n: 4 }, verdict: "shown", incompleteCount: 0,
    });
  });

  test("an upward shift is one too", () => { expect(responseShift(given([rated(2, 4, 4), rated(2, 3, 4), rated(2, 4, 4)])).verdict).toBe("shown"); });

  test("an interval that holds zero does not show it, and does not rule it out", () => {
    expect(responseShift(given([rated(4, 2, 4), rated(3, 4, 4)]))).toMatchObject({ shiftOnScale: { estimate: -0.5 }, verdict: "not-shown" });
    expect(responseShift(given([rated(4, 2, 4)]))).toMatchObject({ shiftOnScale: { estimate: null }, verdict: "not-shown" });
  });

  test("an interval that ends at zero holds it", () => {
    expect(responseShift(given([rated(3, 3, 4), rated(3, 3, 4)]))).toMatchObject({ shiftOnScale: { estimate: 0, confidence: { lower: 0, upper: 0 } }, verdict: "not-shown" });
  });

  test("the three figures rest on the same people: the shift and the change by one yardstick make the usual change", () => {
    const { shiftOnScale, usualChangeOnScale, thenChangeOnScale, incompleteCount } = responseShift(given([rated(4, 2, 5), rated(3, null, 4), rated(2, 2, 3), rated(null, 3, 3), rated(3, 3, null)]));
    expect([shiftOnScale.n, usualChangeOnScale.n, thenChangeOnScale.n, incompleteCount]).toEqual([2, 2, 2, 3]);
    expect((shiftOnScale.estimate ?? NaN) + (thenChangeOnScale.estimate ?? NaN)).toBe(usualChangeOnScale.estimate);
  });

  test.each<readonly [string, object, string]>([
    ["one person twice", { ratings: [0, 1].map(() => ({ participantId: "a", ...rated(3, 3, 3) })) }, "response-shift.duplicate_participant at /ratings/1/participantId"],
    ["a score off the scale", { ratings: [{ participantId: "a", ...rated(3, 6, 3) }] }, "response-shift.score_off_scale at /ratings/0/thenScore"],
    ["a score below the scale", { ratings: [{ participantId: "a", ...rated(0, 3, 3) }] }, "response-shift.score_off_scale at /ratings/0/beforeScore"],
    ["a scale upside down", { scaleMinimum: 5, scaleMaximum: 1 }, "response-shift.scale_swapped at /scaleMinimum"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => responseShift(given([], change)))).toEqual([issue]);
  });
});
