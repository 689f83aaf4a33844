/** Hostile calendar files, read one after the other; each row says what came of it. Run by ics-attacks.test.ts in a process of its own. */
import { applyReplies, busyTimes, checkIcs, decodeIcs, readIcs } from "coachkit/calendar";
import { isCoachingError } from "coachkit/error";
import { customZone, eventLines, fileOf, newYork } from "./ics-sample.js";
import { planOf, sessionOf } from "./sample-export.js";

const fiveYears = { fromAt: "2027-01-01T00:00:00Z", toAt: "2032-01-01T00:00:00Z", timeZone: "UTC", isTentativeBusy: true } as const;
const busy = (...files: readonly string[]): unknown => busyTimes({ ics: files, ...fiveYears }).busy.length;
const events = (count: number, ...lines: readonly string[]): string => fileOf(...Array.from({ length: count }, (_, index) => eventLines(`UID:${String(index)}`, ...lines)));
const ruled = (rule: string, count = 1): string => events(count, "DTSTART:20000101T000000Z", `RRULE:${rule}`);
const rules = (ics: string): string => [...new Set(checkIcs({ ics }).departures.map(({ rule }) => rule))].join(" ");
const tenMegabytes = (): string => {
  const lines = eventLines("SUMMARY:Gespräch\\, lang", "DTSTART;TZID=America/New_York:20270303T090000", `DESCRIPTION:${`${"x".repeat(60)}\r\n `.repeat(8)}`).join("\r\n");
  return fileOf(newYork, ...Array.from({ length: Math.ceil(10_000_000 / lines.length) }, (_, index) => [lines.replace("UID:a@x", `UID:${String(index)}`)]));
};
const secondly = (timeZone: string): readonly string[] => customZone(timeZone).flatMap((line) => (line.startsWith("DTSTART") ? [line, "RRULE:FREQ=SECONDLY"] : [line]));

const rows: Readonly<Record<string, () => unknown>> = {
  "ten megabytes": () => readIcs({ ics: tenMegabytes() }).events.length > 10_000,
  "ten megabytes as busy times": () => busy(tenMegabytes()),
  "ten megabytes of line feeds": () => busy("\n".repeat(10_000_000)),
  "ten megabytes of one folded line": () => rules(fileOf(eventLines(`SUMMARY:${"x\r\n ".repeat(2_500_000)}`.slice(0, 3_000_000)))),
  "ten megabytes of bytes, folded within characters": () => decodeIcs(new TextEncoder().encode("é\r\n ".repeat(1_500_000))).departures.length,
  "100,000 components in one another": () => rules("BEGIN:VEVENT\r\n".repeat(100_000)),
  "100,000 ends": () => rules("END:VEVENT\r\n".repeat(100_000)),
  "a million parameters": () => rules(fileOf(`X-A${';P="'.repeat(1_000_000)}`, eventLines())),
  "200,000 different parameters": () => rules(fileOf(`X-A${Array.from({ length: 200_000 }, (_, index) => `;P${String(index)}=a`).join("")}:x`, eventLines())),
  "a million backslashes": () => rules(fileOf(eventLines(`SUMMARY:${"\\".repeat(1_000_001)}`))),
  "control characters in every text": () => rules(fileOf(`X-WR-CALNAME:a\0b`, eventLines("UID:a\u0001", "SUMMARY:a\u0007b", "LOCATION:a\u001bb", "ATTENDEE;CN=a\u0008b:mailto:a@x"))),
  "line breaks in every text": () => rules(fileOf(eventLines("SUMMARY:a\rBEGIN:VEVENT", "LOCATION:a\nEND:VCALENDAR"))),
  "an impossible DTSTART": () => busy(fileOf(eventLines("DTSTART:20261399T996199Z"))),
  "100,000 EXDATE lines": () => busy(fileOf(eventLines("RRULE:FREQ=DAILY", ...Array.from({ length: 100_000 }, (_, index) => `EXDATE:${new Date(Date.UTC(2027, 0, 1) + index * 60_000).toISOString().replaceAll(/[-:]|\.000/gu, "")}`)))),
  "100,000 dates of one EXDATE": () => busy(fileOf(eventLines("RRULE:FREQ=DAILY", `EXDATE:${Array.from({ length: 100_000 }, () => "20270303T140000Z").join(",")}`))),
  "100,000 dates of one RDATE": () => busy(fileOf(eventLines(`RDATE:${Array.from({ length: 100_000 }, () => "20270303T140000Z").join(",")}`))),
  "20,000 overrides of one series": () => busy(fileOf(eventLines("RRULE:FREQ=DAILY"), ...Array.from({ length: 20_000 }, (_, index) => eventLines(`RECURRENCE-ID;RANGE=THISANDFUTURE:${new Date(Date.UTC(2026, 2, 3, 14) + (index % 9999) * 86_400_000).toISOString().replaceAll(/[-:]|\.000/gu, "")}`)))),
  "every second without end": () => busy(ruled("FREQ=SECONDLY")),
  "101 rules of seconds": () => busy(ruled("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", 101)),
  "100 rules of seconds that never match": () => busy(ruled("FREQ=SECONDLY;INTERVAL=7;BYMONTH=2;BYMONTHDAY=30", 100)),
  "COUNT=999999999": () => busy(ruled("FREQ=SECONDLY;COUNT=999999999")),
  "300 counted rules that never match": () => busy(ruled("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", 300)),
  "1000 rules that never match": () => busy(ruled("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1000)),
  "10,001 rules": () => busy(ruled("FREQ=DAILY", 10_001)),
  "INTERVAL 0, −1, 0.5 and abc": () => ["0", "-1", "0.5", "abc"].map((interval) => rules(ruled(`FREQ=DAILY;INTERVAL=${interval}`))).join(),
  "an event of two hundred years, daily": () => busy(fileOf(eventLines("DTSTART:19700101T000000Z", "DTEND:21990101T000000Z", "DURATION", "RRULE:FREQ=DAILY"))),
  "a VTIMEZONE that changes each second": () => busy(fileOf(secondly("Mars/Base"), eventLines("DTSTART;TZID=Mars/Base:20270303T090000"))),
  "100 such VTIMEZONEs": () => busy(fileOf(...Array.from({ length: 100 }, (_, index) => secondly(`Zone/${String(index)}`)), eventLines("DTSTART:20270303T090000Z"))),
  "101 VTIMEZONEs": () => busy(fileOf(...Array.from({ length: 101 }, (_, index) => customZone(`Zone/${String(index)}`)))),
  "a VTIMEZONE that lies": () => rules(fileOf(customZone("America/New_York"), ...Array.from({ length: 5000 }, (_, index) => eventLines(`UID:${String(index)}`, "DTSTART;TZID=America/New_York:20270303T090000", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")), eventLines("DTSTART;TZID=America/New_York:20270303T090000"))),
  "20,000 zones that nobody knows": () => rules(fileOf(...Array.from({ length: 20_000 }, (_, index) => eventLines(`UID:${String(index)}`, `DTSTART;TZID=Nowhere/${String(index)}:20270303T090000`)))),
  "10,000 messages of one answer": () => applyReplies({ plan: planOf([sessionOf({ date: "2027-09-27" })]), uidDomain: "x", contacts: [], answers: [], replies: ["METHOD:REPLY"].map((method) => fileOf(method, ...Array.from({ length: 10_000 }, () => eventLines("ATTENDEE:mailto:a@x")))) }).ignored.length,
};

for (const [name, run] of Object.entries(rows)) {
  console.log(JSON.stringify({ starts: name }));
  let outcome: string;
  try { outcome = String(run()); } catch (error) { outcome = isCoachingError(error) ? [...new Set(error.issues.map(({ code }) => code))].join(" ") : `threw ${String(error)}`; }
  console.log(JSON.stringify({ ends: name, outcome }));
}
