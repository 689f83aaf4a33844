import { describeRecurrence, englishRecurrenceMessages, parseRecurrenceRule, type RecurrenceMessages } from "coachkit/cadence";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";

/** German, as a file for translators would hold it. */
const german: RecurrenceMessages = JSON.parse(JSON.stringify({
  sentence: "{every} {weekdays} {monthDays} {months} {yearWeeks} {yearDays} {times} {positions} {weekStart} {end}.",
  every: Object.fromEntries([["SECONDLY", "jede Sekunde", "Sekunden"], ["MINUTELY", "jede Minute", "Minuten"], ["HOURLY", "jede Stunde", "Stunden"], ["DAILY", "jeden Tag", "Tage"], ["WEEKLY", "jede Woche", "Wochen"], ["MONTHLY", "jeden Monat", "Monate"], ["YEARLY", "jedes Jahr", "Jahre"]]
    .map(([frequency, one, many]) => [frequency, [{ endings: ["=1"], text: one }, { endings: [], text: `alle {number} ${String(many)}` }]])),
  parts: { months: "im {list}", yearWeeks: "in der {list} Woche des Jahres", yearDays: "am {list} Tag des Jahres", monthDays: "am {list} Tag des Monats", weekdays: "am {list}", times: "um {list} Uhr", hours: "in Stunde {list}", minutes: "in Minute {list}", seconds: "in Sekunde {list}", positions: ", davon nur das {list} Mal" },
  weekStart: ", Wochenbeginn {weekday}", count: [{ endings: ["=1"], text: ", einmal" }, { endings: [], text: ", insgesamt {number}-mal" }], until: ", bis {end}", date: "{day}. {month} {year}", clockTime: "{hour}.{minute}", localTime: "{date}, {time} Uhr", instant: "{date}, {time} Uhr UTC",
  ordinals: [{ endings: [], text: "{number}." }], ordinalsFromLast: [{ endings: ["=1"], text: "letzten" }, { endings: [], text: "{number}.-letzten" }], nthWeekday: "{ordinal} {weekday}", everyWeekday: "{weekday}", comma: ", ", and: " und ",
  weekdays: { MO: "Montag", TU: "Dienstag", WE: "Mittwoch", TH: "Donnerstag", FR: "Freitag", SA: "Samstag", SU: "Sonntag" },
  months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
})) as RecurrenceMessages;

describe("describeRecurrence", () => {
  test.each([
    ["FREQ=DAILY", "Every day."],
    ["FREQ=WEEKLY;BYDAY=TU", "Every week on Tuesday."],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU;COUNT=1", "Every 2 weeks on Monday, Wednesday and Friday, with weeks from Sunday, once."],
    ["FREQ=MONTHLY;BYDAY=2WE,-1FR,-2MO", "Every month on the 2nd Wednesday, the last Friday and the 2nd to last Monday."],
    ["FREQ=MONTHLY;BYMONTHDAY=-1,15,1", "Every month on the 1st, 15th and last day of the month."],
    ["FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=12", "Every month on Monday, Tuesday, Wednesday, Thursday and Friday, of these only the last, 12 times."],
    ["FREQ=YEARLY;BYMONTH=6,3;BYDAY=TH", "Every year in March and June on every Thursday."],
    ["FREQ=MONTHLY;BYDAY=1MO,TU", "Every month on the 1st Monday and every Tuesday."],
    ["FREQ=YEARLY;BYWEEKNO=1,-1;BYDAY=MO", "Every year in the 1st and last week of the year on Monday."],
    ["FREQ=YEARLY;BYYEARDAY=100,111,123,-13", "Every year on the 100th, 111th, 123rd and 13th to last day of the year."],
    ["FREQ=DAILY;BYHOUR=15,9;BYMINUTE=0,30", "Every day at 09:00, 09:30, 15:00 and 15:30."],
    ["FREQ=DAILY;BYHOUR=9", "Every day in hour 9."],
    ["FREQ=HOURLY;INTERVAL=6;BYMINUTE=15;BYSECOND=30", "Every 6 hours at minute 15 at second 30."],
    ["FREQ=SECONDLY;UNTIL=20271017", "Every second, until 17 October 2027."],
    ["FREQ=DAILY;UNTIL=20271017T093000", "Every day, until 17 October 2027 at 09:30."],
    ["FREQ=DAILY;UNTIL=20271017T073000Z", "Every day, until 17 October 2027 at 07:30 UTC."],
  ])("%s: %s", (rule, sentence) => { expect(describeRecurrence(parseRecurrenceRule(rule))).toBe(sentence); });

  test.each([
    ["FREQ=MONTHLY;BYDAY=2WE;COUNT=3", "Jeden Monat am 2. Mittwoch, insgesamt 3-mal."],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20271017", "Alle 2 Wochen am Dienstag und Donnerstag, bis 17. Oktober 2027."],
    ["FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;BYHOUR=2;BYMINUTE=0", "Jedes Jahr am letzten Sonntag im März um 02.00 Uhr."],
    ["FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "Jeden Monat am Montag und Dienstag, davon nur das 1. Mal."],
  ])("in German, order of words and all: %s: %s", (rule, sentence) => { expect(describeRecurrence(parseRecurrenceRule(rule), german)).toBe(sentence); });

  test("English is plain data", () => { expect(JSON.parse(JSON.stringify(englishRecurrenceMessages))).toStrictEqual(englishRecurrenceMessages); });

  test("a rule and a language are checked", () => {
    const rule = parseRecurrenceRule("FREQ=DAILY");
    expect(issuesOf(() => describeRecurrence({ ...rule, everyPeriods: 0 }))).toEqual(["recurrence-rule.bad_part at /everyPeriods"]);
    expect(issuesOf(() => describeRecurrence(rule, { ...german, months: [] }))).toEqual(["input.too_small at /months"]);
  });
});
