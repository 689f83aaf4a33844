import { spawn } from "node:child_process";
import { expect, test } from "vitest";

/** A hang must fail and name its row. All rows together take some seconds; the limit is generous, since the machine may be busy. */
const LIMIT_MILLISECONDS = 180_000;

const expected: Readonly<Record<string, string>> = {
  "ten megabytes": "true",
  "ten megabytes as busy times": "1",
  "ten megabytes of line feeds": "ics-lines.too_many_lines",
  "ten megabytes of one folded line": "",
  "ten megabytes of bytes, folded within characters": "0",
  "100,000 components in one another": "ics-components.too_deep",
  "100,000 ends": "nesting",
  "a million parameters": "fold-75 param-twice",
  "200,000 different parameters": "fold-75",
  "a million backslashes": "fold-75 escape",
  "control characters in every text": "control",
  "line breaks in every text": "nesting crlf",
  "an impossible DTSTART": "ics-values.unreadable_time",
  "100,000 EXDATE lines": "1757",
  "100,000 dates of one EXDATE": "1825",
  "100,000 dates of one RDATE": "1",
  "20,000 overrides of one series": "1826",
  "every second without end": "ics-expansion.too_many",
  "101 rules of seconds": "ics-recurrence.too_many_rules",
  "100 rules of seconds that never match": "0",
  "COUNT=999999999": "ics-recurrence.unreadable_rule",
  "300 counted rules that never match": "0",
  "1000 rules that never match": "0",
  "10,001 rules": "ics-recurrence.too_many_rules",
  "INTERVAL 0, −1, 0.5 and abc": "rrule,rrule,rrule,rrule",
  "an event of two hundred years, daily": "ics-expansion.too_many",
  "a VTIMEZONE that changes each second": "ics-zones.unreadable_zone",
  "100 such VTIMEZONEs": "1",
  "101 VTIMEZONEs": "ics-zones.too_many_zones",
  "a VTIMEZONE that lies": "zone-disagrees",
  "20,000 zones that nobody knows": "ics-zones.too_many_zones",
  "10,000 messages of one answer": "10000",
};

// The host's zone plays no part in how long a file takes, so one lane is enough.
test.skipIf(process.env["TZ"] !== "UTC")("hostile files are read or refused, never hung upon", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "test/calendar/ics-attacks.ts"], { stdio: ["ignore", "pipe", "pipe"] });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => { output += text; });
  child.stderr.setEncoding("utf8").on("data", (text: string) => { errors += text; });
  const limit = setTimeout(() => { child.kill("SIGKILL"); }, LIMIT_MILLISECONDS);
  const code = await new Promise((done) => { child.on("close", done); });
  clearTimeout(limit);
  const lines = output.trim().split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as { readonly starts?: string; readonly ends?: string; readonly outcome?: string });
  expect(code, `hung or died in “${String(lines.findLast(({ starts }) => starts !== undefined)?.starts)}”: ${errors.slice(0, 500)}`).toBe(0);
  expect(Object.fromEntries(lines.flatMap(({ ends, outcome = "" }) => (ends === undefined ? [] : [[ends, outcome]])))).toEqual(expected);
}, LIMIT_MILLISECONDS + 10_000);
