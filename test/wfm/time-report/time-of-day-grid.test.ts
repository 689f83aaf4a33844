import { TIME_OF_DAY_GRID_LIMITS, timeOfDayGrid, type TimeOfDayGridQuestion } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const grid = (values: readonly (readonly [string, number | null])[], changes: Partial<TimeOfDayGridQuestion> = {}) => timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, values: values.map(([startsAt, value]) => ({ startsAt, value })), ...changes });
const textOf = ({ days, times, cells }: ReturnType<typeof grid>) => cells.map(({ dayIndex, timeIndex, value, reason }) => `${days[dayIndex]?.date ?? ""} ${times[timeIndex]?.wallTime ?? ""}${times[timeIndex]?.isRepeated === true ? " again" : ""} ${String(value ?? reason)}`);

describe("figures by day and time of day", () => {
  test("days without a gap, times from the earliest to the latest, and nothing is not zero", () => {
    const found = grid([["2026-10-05T07:30:00Z", 12], ["2026-10-07T07:00:00Z", 0], ["2026-10-07T07:30:00Z", null]]);
    expect(found.days).toEqual([{ date: "2026-10-05", weekdayIndex: 0 }, { date: "2026-10-06", weekdayIndex: 1 }, { date: "2026-10-07", weekdayIndex: 2 }]);
    expect(textOf(found)).toEqual(["2026-10-05 09:00 no-value", "2026-10-05 09:30 12", "2026-10-06 09:00 no-value", "2026-10-06 09:30 no-value", "2026-10-07 09:00 0", "2026-10-07 09:30 no-value"]);
  });
  test("says of the times that a clock set forward skips that they are skipped", () => {
    expect(textOf(grid([["2026-03-28T00:30:00Z", 1], ["2026-03-29T00:30:00Z", 2], ["2026-03-29T01:00:00Z", 3], ["2026-03-28T02:00:00Z", 4]])).slice(4)).toEqual(["2026-03-29 01:30 2", "2026-03-29 02:00 skipped", "2026-03-29 02:30 skipped", "2026-03-29 03:00 3"]);
  });
  test("gives the second time of an hour that is shown twice rows of its own, on that day alone", () => {
    const autumn = [["2026-10-24T00:00:00Z", 9], ["2026-10-25T00:00:00Z", 1], ["2026-10-25T00:30:00Z", 2], ["2026-10-25T01:00:00Z", 3], ["2026-10-25T01:30:00Z", 4], ["2026-10-25T02:00:00Z", 5]] as const;
    expect(grid(autumn).times.map(({ wallTime, isRepeated }) => `${wallTime}${isRepeated ? "+" : ""}`)).toEqual(["02:00", "02:30", "02:00+", "02:30+", "03:00"]);
    expect(textOf(grid(autumn))).toEqual(["2026-10-24 02:00 9", "2026-10-24 02:30 no-value", "2026-10-24 03:00 no-value", "2026-10-25 02:00 1", "2026-10-25 02:30 2", "2026-10-25 02:00 again 3", "2026-10-25 02:30 again 4", "2026-10-25 03:00 5"]);
    expect(grid(autumn.toReversed())).toEqual(grid(autumn));
  });
});
describe("refuses", () => {
  const fault = (code: string, ...path: (string | number)[]) => ({ code, path });
  test("a staffing interval twice, one that begins elsewhere, and no value at all", () => {
    refuses(() => grid([["2026-10-05T07:00:00Z", 1], ["2026-10-05T07:00:00.000Z", 1]]), fault("time-of-day-grid.duplicate", "values", 1, "startsAt"));
    refuses(() => grid([["2026-10-05T07:15:00Z", 1]]), fault("time-of-day-grid.off_grid", "values", 0, "startsAt"));
    refuses(() => grid([]), { code: "input.too_small", path: ["values"] });
    expect(textOf(grid([["2026-10-05T07:15:00Z", 1]], { timeZone: "Asia/Kathmandu" }))).toEqual(["2026-10-05 13:00 1"]);
  });
  test("more days than a grid has", () => {
    const on = (days: number): string => new Date(Date.parse("2026-01-01T10:00:00Z") + days * 86_400_000).toISOString();
    expect(grid([[on(0), 1], [on(TIME_OF_DAY_GRID_LIMITS.days - 1), 2]], { timeZone: "UTC" }).days).toHaveLength(TIME_OF_DAY_GRID_LIMITS.days);
    refuses(() => grid([[on(0), 1], [on(TIME_OF_DAY_GRID_LIMITS.days), 2]], { timeZone: "UTC" }), fault("time-of-day-grid.too_many_days", "values", 1, "startsAt"));
  });
});
