import { plannedDose } from "coachkit/cadence";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const one = (touchpointId: string, durationMinutes: number) => ({ touchpointId, durationMinutes });

describe("plannedDose", () => {
  test("counts items and minutes, together and for each touchpoint in order of first appearance", () => {
    expect(plannedDose([one("nudge", 10), one("huddle", 30), one("nudge", 10)])).toStrictEqual({
      itemCount: 3, totalMinutes: 50, touchpoints: [{ touchpointId: "nudge", itemCount: 2, totalMinutes: 20 }, { touchpointId: "huddle", itemCount: 1, totalMinutes: 30 }],
    });
  });

  test("of nothing is nothing", () => { expect(plannedDose([])).toStrictEqual({ itemCount: 0, totalMinutes: 0, touchpoints: [] }); });

  test("three times a tenth of a minute is 0.3, not 0.30000000000000004", () => { expect(plannedDose([one("a", 0.1), one("a", 0.1), one("a", 0.1)])).toMatchObject({ totalMinutes: 0.3, touchpoints: [{ totalMinutes: 0.3 }] }); });

  test("touchpoints may be named as objects name their own things", () => { expect(plannedDose([one("__proto__", 1), one("constructor", 1)]).touchpoints).toHaveLength(2); });

  test.each([
    ["no list", undefined, ["input.invalid_type at /"]],
    ["a negative length and no touchpoint", [{ durationMinutes: -1 }], ["input.invalid_type at /0/touchpointId", "input.too_small at /0/durationMinutes"]],
  ])("refuses %s", (_, input, issues) => { expect(issuesOf(() => plannedDose(input as never))).toEqual(issues); });
});
