import { HolidayCalendar, holidayDates } from "coachkit/time";
import { check } from "coachkit/error";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const berlin = { id: "de-be", name: "Berlin", holidays: [{ date: "2027-10-03", name: "Tag der Deutschen Einheit" }, { date: "2027-05-01", name: "Tag der Arbeit" }] };
const india = { id: "in-ka", name: "Karnataka", holidays: [{ date: "2027-05-01", name: "May Day" }, { date: "2027-10-02", name: "Gandhi Jayanti" }] };

describe("holidayDates", () => {
  test("joins calendars: each date once, in order", () => { expect(holidayDates([berlin, india])).toEqual(["2027-05-01", "2027-10-02", "2027-10-03"]); });
  test("of no calendar is no date", () => { expect(holidayDates([])).toEqual([]); });

  test("refuses a calendar that names a date twice, and every other fault with it", () => {
    const holidays = [...berlin.holidays, { date: "2027-02-30", name: "no day" }, { date: "2027-10-03", name: "again" }];
    expect(issuesOf(() => holidayDates([india, { ...berlin, id: " ", holidays }]))).toEqual(["input.invalid_format at /1/id", "input.invalid_format at /1/holidays/2/date", "holiday-calendar.repeated_date at /1/holidays/3/date"]);
    expect(issuesOf(() => check(HolidayCalendar, { ...berlin, holidays }))).toContain("holiday-calendar.repeated_date at /holidays/3/date");
  });

  test("refuses unknown keys", () => { expect(issuesOf(() => holidayDates([{ ...berlin, country: "DE" } as never]))).toEqual(["input.unrecognized_keys at /0/country"]); });
});
