import { CoachingError } from "coachkit/error";
import { type SkillForecast } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { check } from "../../../src/error/index.js";
import { erlangsOf, SkillForecasts, staffingGridOf } from "../../../src/wfm/staffing/staffing-grid.js";
import { refuses } from "../../refusal.js";

const target = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 } as const;
const skillOf = (clocks: readonly string[], skillId = "calls"): SkillForecast => ({ skillId, target, intervals: clocks.map((clock) => ({ startsAt: `2026-03-02T${clock}:00Z`, offeredContacts: 100, handleTimeSeconds: 180 })) });
const halfHours = ["08:00", "08:30", "09:00", "09:30"];
const checked = (...skills: readonly SkillForecast[]) => () => check(SkillForecasts, skills);
const withFirst = (changes: object): SkillForecast => {
  const { intervals, ...skill } = skillOf(halfHours);
  return { ...skill, intervals: intervals.map((interval, index) => (index === 0 ? { ...interval, ...changes } : interval)) };
};

describe("the staffing intervals of a plan", () => {
  test("four half-hours from eight to ten; 100 contacts of 180 seconds are 10 erlangs", () => {
    const [skill] = checked(skillOf(halfHours), skillOf(halfHours, "chats"))();
    const grid = staffingGridOf(skill === undefined ? [] : [skill]);
    expect(grid).toEqual({ startsAt: Date.UTC(2026, 2, 2, 8), endsAt: Date.UTC(2026, 2, 2, 10), intervalMilliseconds: 1_800_000, intervalCount: 4 });
    expect(skill?.intervals.map((interval) => erlangsOf(interval, grid))).toEqual([10, 10, 10, 10]);
  });
  test.each(["05", "10", "15", "20", "30"])("%s minutes are a length", (minute) => { expect(checked(skillOf(["08:00", `08:${minute}`]))).not.toThrow(); });
  test("an hour is a length", () => { expect(checked(skillOf(["08:00", "09:00"]))).not.toThrow(); });
  const at = (place: number) => [0, "intervals", place, "startsAt"];
  test.each([
    ["staffing-grid.overlapping", ["08:00", "08:30", "08:30", "09:00"], at(2)],
    ["staffing-grid.overlapping", ["08:00", "08:30", "09:00", "08:30"], at(3)],
    ["staffing-grid.overlapping", ["08:00", "08:30", "09:00", "09:12"], at(3)],
    ["staffing-grid.missing", ["08:00", "08:30", "09:30", "10:00"], at(2)],
    ["staffing-grid.unequal", ["08:00", "08:30", "09:00", "09:15"], at(3)],
    ["staffing-grid.unequal", ["08:00", "08:30", "09:00", "09:45"], at(3)],
    ["staffing-grid.length_unknown", ["08:00"], [0, "intervals"]],
    ["staffing-grid.length_unknown", ["08:00", "08:07", "08:14"], [0, "intervals"]],
  ])("names %s in %j", (code, clocks, path) => { refuses(checked(skillOf(clocks)), { code, path }); });
  test("says how much is missing", () => { expect(checked(skillOf(["08:00", "08:30", "10:00", "10:30"]))).toThrow(/60 minutes of forecast are missing/u); });
  test("names a skill that was given before, and one with other staffing intervals", () => {
    refuses(checked(skillOf(halfHours), skillOf(halfHours)), { code: "staffing-grid.duplicate_skill", path: [1, "skillId"] });
    refuses(checked(skillOf(halfHours), skillOf(["08:30", "09:00", "09:30", "10:00"], "chats")), { code: "staffing-grid.other_grid", path: [1, "intervals"] });
    refuses(checked(skillOf(halfHours), skillOf(halfHours.slice(0, 3), "chats")), { code: "staffing-grid.other_grid", path: [1, "intervals"] });
  });
  test("names contacts that take no time, and a load that no queue has; without contacts no time is fine", () => {
    refuses(checked(withFirst({ handleTimeSeconds: 0 })), { code: "staffing-grid.zero_handle_time", path: [0, "intervals", 0, "handleTimeSeconds"] });
    refuses(checked(withFirst({ offeredContacts: 1_000_001 })), { code: "staffing-grid.too_much_load", path: [0, "intervals", 0, "offeredContacts"] });
    expect(checked(withFirst({ offeredContacts: 1_000_000 }))).not.toThrow();
    expect(checked(withFirst({ offeredContacts: 0, handleTimeSeconds: 0 }))).not.toThrow();
  });
  test("refuses a negative volume", () => { refuses(checked(withFirst({ offeredContacts: -1 })), { code: "input.too_small", path: [0, "intervals", 0, "offeredContacts"] }); });
  test("all faults of a forecast are named in one error", () => {
    const faulty = skillOf(["08:00", "08:30", "09:30", "10:00", "10:00", "10:30"]);
    try {
      checked(faulty, skillOf(halfHours))();
      expect.unreachable();
    } catch (error) {
      expect((error as CoachingError).issues.map(({ code }) => code)).toEqual(["staffing-grid.duplicate_skill", "staffing-grid.missing", "staffing-grid.overlapping", "staffing-grid.other_grid"]);
    }
  });
});
