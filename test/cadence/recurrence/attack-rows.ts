/**
 * Attacks on recurrence rules, run by themselves in a process that the test may kill: `tsx attack-rows.ts`. One line of JSON before each row names it, one after it says what came of it and in how many milliseconds:
 * a row that hangs is the one without its second line.
 */
import { expandRecurrence, parseRecurrenceRule, parseRecurrenceSet, type RecurrenceWindow } from "../../../src/cadence/index.js";
import { isCoachingError } from "../../../src/error/index.js";

const window = (rule: string, more: Partial<RecurrenceWindow> = {}, start = "20260106T090000"): (() => unknown) => () => expandRecurrence({ set: parseRecurrenceSet(`DTSTART:${start}\nRRULE:${rule}`), ...more });
const sixty = Array.from({ length: 60 }, (_, number) => number).join();
const days = Array.from({ length: 366 }, (_, number) => number + 1).join();
const allDay = `BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYMINUTE=${sixty};BYSECOND=${sixty}`;

const rows: Readonly<Record<string, () => unknown>> = {
  "SECONDLY without end": window("FREQ=SECONDLY"),
  "MINUTELY without end": window("FREQ=MINUTELY"),
  "DAILY without end": window("FREQ=DAILY"),
  "SECONDLY up to 2199": window("FREQ=SECONDLY;UNTIL=21991231"),
  "SECONDLY in some minutes up to 2199": window("FREQ=SECONDLY;BYMINUTE=1,2,3;UNTIL=21991231"),
  "one minute of SECONDLY, 126 years away": window("FREQ=SECONDLY", { fromLocalTime: "2126-07-06T00:00", beforeLocalTime: "2126-07-06T00:01" }, "20000101T000000"),
  "COUNT=999999999": window("FREQ=DAILY;COUNT=999999999"),
  "COUNT=-3": window("FREQ=DAILY;COUNT=-3"),
  "COUNT=100000 of leap days": window("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=100000"),
  "INTERVAL=0": window("FREQ=DAILY;INTERVAL=0;COUNT=3"),
  "INTERVAL=-1": window("FREQ=DAILY;INTERVAL=-1;COUNT=3"),
  "INTERVAL=0.5": window("FREQ=DAILY;INTERVAL=0.5;COUNT=3"),
  "INTERVAL=abc": window("FREQ=DAILY;INTERVAL=abc;COUNT=3"),
  "BYHOUR=99": window("FREQ=DAILY;BYHOUR=99;COUNT=3"),
  "BYDAY=XX": window("FREQ=DAILY;BYDAY=XX;COUNT=3"),
  "COUNT with UNTIL": window("FREQ=DAILY;COUNT=3;UNTIL=20270101T000000"),
  ...Object.fromEntries(["YEARLY", "MONTHLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"].map((frequency) => [`${frequency} on 30 February`, window(`FREQ=${frequency};BYMONTH=2;BYMONTHDAY=30;COUNT=1`)])),
  "WEEKLY on the second Monday of a week": window("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=2;COUNT=1"),
  "MONTHLY on the fortieth Monday": window("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=40;COUNT=1"),
  "every other second, on odd ones, from an even one": window("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1;COUNT=1"),
  "a step that never meets its time": window("FREQ=SECONDLY;INTERVAL=99990;BYHOUR=5;BYMINUTE=5;BYSECOND=5;COUNT=99"),
  "a step that meets its time once": window("FREQ=SECONDLY;INTERVAL=99991;BYHOUR=5;BYMINUTE=5;BYSECOND=5;COUNT=99"),
  "every second of the day on 30 February": window(`FREQ=YEARLY;${allDay};BYMONTH=2;BYMONTHDAY=30;COUNT=1`),
  "every day of the year, hourly, on 30 February": window(`FREQ=HOURLY;BYYEARDAY=${days};BYMONTH=2;BYMONTHDAY=30;COUNT=1`),
  "week 53 on day 100": window("FREQ=YEARLY;BYWEEKNO=53;BYYEARDAY=100;COUNT=3"),
  "100,000 EXDATE lines": () => parseRecurrenceSet(`DTSTART:20260106T090000\nRRULE:FREQ=DAILY;COUNT=3${"\nEXDATE:20260107T090000".repeat(100_000)}`),
  "100,000 EXDATEs as a list": () => expandRecurrence({ set: { ...parseRecurrenceSet("DTSTART:20260106T090000\nRRULE:FREQ=DAILY;COUNT=3"), excludedTimes: Array.from({ length: 100_000 }, () => "2026-01-07T09:00") } }),
  "1,000 EXDATEs, the most": () => expandRecurrence({ set: { ...parseRecurrenceSet("DTSTART:20260106T090000\nRRULE:FREQ=DAILY;COUNT=2000"), excludedTimes: Array.from({ length: 1000 }, (_, index) => new Date(Date.UTC(2026, 0, 6 + 2 * index, 9)).toISOString().slice(0, 19)) } }),
  "an impossible DTSTART": window("FREQ=DAILY;COUNT=3", {}, "20261399T996199Z"),
  "no DTSTART": () => parseRecurrenceSet("RRULE:FREQ=DAILY;COUNT=3"),
  "a zone that does not exist": () => parseRecurrenceSet("DTSTART;TZID=X/Y:20260106T090000"),
  "a million semicolons": () => parseRecurrenceRule(";".repeat(1_000_000)),
  "ten thousand semicolons": () => parseRecurrenceRule(";".repeat(10_000)),
  "control characters": () => parseRecurrenceRule("FREQ=DAILY\u0000;COUNT=3\u2028"),
  "an object for a text": () => parseRecurrenceRule({ toString: () => "FREQ=DAILY" } as unknown as string),
};

for (const [name, run] of Object.entries(rows)) {
  console.log(JSON.stringify({ name }));
  const answers: string[] = [];
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const start = performance.now();
    try {
      const answer = run() as { readonly occurrences?: readonly unknown[]; readonly warnings?: readonly string[] };
      answers.push(`${String(answer.occurrences?.length)} ${String(answer.warnings?.join())}`.trim());
    } catch (error) {
      answers.push(isCoachingError(error) ? (error.issues[0]?.code ?? "") : String(error));
    }
    times.push(performance.now() - start);
  }
  console.log(JSON.stringify({ name, answer: answers[0], milliseconds: Math.min(...times) }));
}
