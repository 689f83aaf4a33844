import { expandCadence } from "coachkit/cadence";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { cohort, programOf, touchpoint } from "./one-cohort.js";

const expanded = (rule: string, more = {}) => expandCadence({ program: programOf(touchpoint("t", { kind: "recurrence", rule, startTime: "15:00", ...more })), cohort });
const datesOf = (rule: string, more = {}) => expanded(rule, more).occurrences.map(({ date }) => date);
const at = "/program/touchpoints/0/timing/rule";

describe("a touchpoint's recurrence rule", () => {
  test.each([
    // rule                                                    dates from Monday 2027-09-27 on
    ["FREQ=MONTHLY;BYDAY=2WE;COUNT=3",                         ["2027-10-13", "2027-11-10", "2027-12-08"]],
    ["FREQ=MONTHLY;BYDAY=-1FR;COUNT=2",                        ["2027-10-29", "2027-11-26"]],
    ["FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",                     ["2027-10-31", "2027-12-31", "2028-01-31"]],
    ["FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2",                     ["2027-09-30", "2027-10-31"]],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",  ["2027-09-30", "2027-10-29"]],
    ["FREQ=MONTHLY;BYDAY=FR;BYSETPOS=5,-5;COUNT=2",            ["2027-10-01", "2027-10-29"]], // five Fridays in October, four in September and November
    ["FREQ=MONTHLY;INTERVAL=3;COUNT=3",                        ["2027-09-27", "2027-12-27", "2028-03-27"]],
    ["FREQ=WEEKLY;COUNT=2",                                    ["2027-09-27", "2027-10-04"]],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=3",             ["2027-09-28", "2027-09-30", "2027-10-12"]],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=3",             ["2027-09-27", "2027-10-03", "2027-10-11"]],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=3",     ["2027-09-27", "2027-10-10", "2027-10-11"]], // the week turns on Sunday
    ["FREQ=DAILY;INTERVAL=10;UNTIL=20271017",                  ["2027-09-27", "2027-10-07", "2027-10-17"]],
    ["FREQ=YEARLY;COUNT=2",                                    ["2027-09-27", "2028-09-27"]],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2",            ["2028-02-29", "2032-02-29"]],
    ["FREQ=YEARLY;BYDAY=-1SU;COUNT=1",                         ["2027-12-26"]],
    ["FREQ=YEARLY;BYDAY=1MO;BYMONTH=9;COUNT=1",                ["2028-09-04"]],
    ["FREQ=YEARLY;BYWEEKNO=10;BYDAY=TU;COUNT=2",               ["2028-03-07", "2029-03-06"]], // Tuesday of the ISO week 10
    ["FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO;COUNT=1",               ["2032-12-27"]], // the next year with 53 weeks
    ["FREQ=YEARLY;BYYEARDAY=100,-1;COUNT=3",                   ["2027-12-31", "2028-04-09", "2028-12-31"]],
    ["FREQ=YEARLY;BYWEEKNO=20;COUNT=8",                        ["2028-05-15", "2028-05-16", "2028-05-17", "2028-05-18", "2028-05-19", "2028-05-20", "2028-05-21", "2029-05-14"]], // without BYDAY the whole week
    ["COUNT=1;FREQ=DAILY",                                     ["2027-09-27"]],
  ])("%s", (rule, dates) => { expect(datesOf(rule)).toEqual(dates); });

  test("begins on its own first date, on or after the cohort's start", () => {
    expect(datesOf("FREQ=WEEKLY;COUNT=2", { firstDate: "2027-10-01" })).toEqual(["2027-10-01", "2027-10-08"]);
    expect(issuesOf(() => expanded("FREQ=WEEKLY;COUNT=2", { firstDate: "2027-09-26" }))).toEqual(["recurrence-days.first_date_too_early at /program/touchpoints/0/timing/firstDate"]);
  });

  test("has the program's weeks by its dates, and keys by their order", () => {
    expect(expanded("FREQ=MONTHLY;BYDAY=2WE;COUNT=2").occurrences.map(({ week, key }) => [week, key])).toEqual([[2, "n01"], [6, "n02"]]);
  });

  test.each([
    ["FREQ=DAILY;COUNT=999999999", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=1001", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=0", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=-1", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=+3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=3,4", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=ABC", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;INTERVAL=0;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;INTERVAL=-1;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;INTERVAL=1001;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;INTERVAL=ABC;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;INTERVAL=1,2;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=HOURLY;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=SECONDLY;COUNT=3", "recurrence-rule.bad_part"],
    ["COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=WEEKLY;BYDAY=XX;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=WEEKLY;BYDAY=MO,MO;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=WEEKLY;BYDAY=2WE;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;BYDAY=1MO;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYDAY=0WE;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYDAY=6WE;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYDAY=6WE;BYMONTH=2;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYDAY=54WE;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYMONTHDAY=32;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYMONTHDAY=0;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYMONTHDAY=1,1;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=WEEKLY;BYMONTHDAY=1;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYMONTH=13;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYMONTH=-1;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYSETPOS=2;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=WEEKLY;WKST=XX;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;UNTIL=20271301", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;UNTIL=20270230", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;UNTIL=20271017T090000Z", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;UNTIL=2027-10-17", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;COUNT=3;COUNT=4", "recurrence-rule-text.repeated_part"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=1MO;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYWEEKNO=54;BYDAY=MO;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;BYMONTH=12;COUNT=3", "recurrence-days.too_long"],
    ["FREQ=MONTHLY;BYWEEKNO=20;BYDAY=MO;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYYEARDAY=367;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=YEARLY;BYYEARDAY=100;BYDAY=MO;COUNT=3", "recurrence-days.too_long"],
    ["FREQ=YEARLY;INTERVAL=400;BYWEEKNO=53;BYDAY=MO;COUNT=1", "recurrence-days.too_long"],
    ["FREQ=YEARLY;INTERVAL=2;BYYEARDAY=366;COUNT=1", "recurrence-days.too_long"],
    ["FREQ=YEARLY;BYEASTER=0;COUNT=3", "recurrence-rule-text.unknown_part"],
    ["FREQ=DAILY;BYHOUR=9;COUNT=3", "recurrence-rule.bad_part"],
    ["FREQ=DAILY;TZID=X;COUNT=3", "recurrence-rule-text.unknown_part"],
    ["FREQ=DAILY", "recurrence-days.unbounded"],
    ["FREQ=DAILY;COUNT=3;UNTIL=20271017", "recurrence-rule.two_ends"],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", "recurrence-days.never_matches"],
    ["FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1", "recurrence-days.never_matches"],
    ["FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31;COUNT=1", "recurrence-days.never_matches"],
  ])("%s is refused: %s", (rule, code) => { expect(issuesOf(() => expanded(rule))).toEqual([`${code} at ${at}`]); });

  test.each([
    ["FREQ=DAILY;UNTIL=20270926", "recurrence-days.no_dates"], // ends before it begins
    ["FREQ=DAILY;INTERVAL=7;BYDAY=TU;UNTIL=20400101", "recurrence-days.no_dates"], // Mondays only
    ["FREQ=DAILY;BYDAY=MO;BYSETPOS=2;UNTIL=20400101", "recurrence-days.no_dates"], // a day has no second Monday
    ["FREQ=WEEKLY;BYDAY=TU;BYMONTH=2;BYSETPOS=3;UNTIL=20400101", "recurrence-days.no_dates"],
    ["FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=1", "recurrence-days.too_long"],
    ["FREQ=YEARLY;INTERVAL=1000;COUNT=2", "recurrence-days.too_long"],
    ["FREQ=YEARLY;COUNT=17", "recurrence-days.too_long"],
    ["FREQ=DAILY;UNTIL=20991231", "recurrence-days.too_long"],
    ["FREQ=DAILY;UNTIL=20400101", "recurrence-days.too_many"],
  ])("%s is refused once its first date is known: %s", (rule, code) => { expect(issuesOf(() => expanded(rule))).toEqual([`${code} at ${at}`]); });

  test.each(["freq=daily;count=3", "FREQ=DAILY;INTERVAL=0.5;COUNT=3", "", "RRULE:FREQ=DAILY;COUNT=3", "FREQ=DAILY;;COUNT=3", "FREQ=DAILY;COUNT=", " FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3\n", "DTSTART=20270101;FREQ=DAILY;X=".repeat(40)])("%j has not the form of a rule", (rule) => {
    expect(issuesOf(() => expanded(rule))[0]).toBe(`input.invalid_format at ${at}`);
  });

  test("says which part and what to write", () => { expect(() => expanded("FREQ=DAILY;INTERVAL=0;COUNT=3")).toThrow("The part INTERVAL=0 is not valid here. Use one whole number from 1 to 100000."); });
});
