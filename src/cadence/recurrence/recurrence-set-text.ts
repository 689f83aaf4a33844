import * as z from "zod";
import { check, CoachingError, type Fault, type Issue, type IssueParams, issueOf } from "../../error/index.js";
import { KnownTimeZone, ZoneData } from "../../time/index.js";
import { instantMillisecondsOf, instantText, millisecondsOf, type Zones, zonesOf } from "../../time/internal.js";
import { RECURRENCE_LIMITS } from "./recurrence-limits.js";
import { capitals, compactText, dateTimeText, quoted, readRule, ruleText } from "./recurrence-rule-text.js";
import type { RecurrenceRule } from "./recurrence-rule.js";
import { RecurrenceSet, RecurrenceTime } from "./recurrence-set.js";

const unknownLine: Fault = { code: "recurrence-set-text.unknown_line", message: "The line “{line}” does not belong to a recurrence set.", hint: "Keep the lines DTSTART, RRULE, RDATE and EXDATE, with no parameters but TZID and VALUE." };
const repeatedLine: Fault = { code: "recurrence-set-text.repeated_line", message: "The line {name} stands there twice.", hint: "Keep one of them." };
const noStart: Fault = { code: "recurrence-set-text.no_start", message: "The line DTSTART is missing.", hint: "Say when the set starts: DTSTART;TZID=Europe/Berlin:20261020T090000." };
const badTime: Fault = { code: "recurrence-set-text.bad_time", message: "“{time}” is no time that {name} can have here.", hint: "Write 20261020T090000, 20261020T070000Z, or with VALUE=DATE on every line 20261020, on a day that exists, from 1970 to 2199; TZID goes with local times." };
const unknownZone: Fault = { code: "recurrence-set-text.unknown_zone", message: "The time zone “{timeZone}” is not in this runtime's time zone data.", hint: "Use an IANA name such as Europe/Berlin." };

interface Line {
  readonly name: string;
  readonly timeZone: string | null;
  readonly isDate: boolean;
  readonly value: string;
  readonly at: number;
}
type Refuse = (fault: Fault, line: Pick<Line, "at">, params?: IssueParams) => void;

function lineOf(text: string, at: number, refuse: Refuse): Line | undefined {
  const [, head = "", value = ""] = /^([^:"]*(?:"[^"]*"[^:"]*)*):(.*)$/u.exec(text) ?? [];
  const [name = "", ...parameters] = head.split(";");
  const settings = new Map<string, string>();
  for (const parameter of parameters) {
    const [, key = "", whole = "", inQuotes] = /^([A-Za-z]+)=("([^"]*)"|[^"=]*)$/u.exec(parameter) ?? [];
    settings.set(settings.has(capitals(key)) ? "" : capitals(key), inQuotes ?? whole);
  }
  const kind = capitals(settings.get("VALUE") ?? "DATE-TIME");
  const known: readonly string[] = { DTSTART: ["TZID", "VALUE"], RDATE: ["TZID", "VALUE"], EXDATE: ["TZID", "VALUE"], RRULE: [] }[capitals(name)] ?? [""];
  if (known[0] !== "" && [...settings.keys()].every((key) => known.includes(key)) && (kind === "DATE" || kind === "DATE-TIME")) return { name: capitals(name), timeZone: settings.get("TZID") ?? null, isDate: kind === "DATE", value, at };
  refuse(unknownLine, { at }, { line: quoted(text) });
  return undefined;
}

/** What the reading of a time goes by. */
interface Reading {
  /** The set's zone, `null` when it floats; not known yet while the start itself is read. */
  readonly zoneOfSet: string | null | undefined;
  readonly zones: Zones;
  readonly refuse: Refuse;
}

/** A time of a line as the set has it: a reading of its clock, or an instant where the line goes by another clock. */
function timeOf(text: string, { name, timeZone, isDate, at }: Line, { zoneOfSet, zones, refuse }: Reading): string {
  const time = isDate ? dateTimeText(/^\d{8}$/u.test(text) ? `${text}T000000` : "") : dateTimeText(text);
  if (!RecurrenceTime.safeParse(time).success || time === undefined || (timeZone !== null && (isDate || time.endsWith("Z")))) {
    refuse(badTime, { at }, { time: quoted(text), name });
    return "";
  }
  if (timeZone === null || zoneOfSet === undefined || timeZone === zoneOfSet) return time;
  return instantText(instantMillisecondsOf(zones(timeZone), millisecondsOf(time)));
}

/** Lines that are folded, as iCalendar folds them, are put together first. */
const linesOf = (text: string): readonly string[] => text.replaceAll(/\r?\n[ \t]/gu, "").split(/\r?\n/u);

function startOf(line: Line, reading: Reading): Pick<RecurrenceSet, "startLocalTime" | "timeZone"> {
  const time = timeOf(line.value, line, reading);
  return { startLocalTime: time.replace("Z", ""), timeZone: time.endsWith("Z") ? "UTC" : line.timeZone };
}

/**
 * Reads the lines DTSTART, RRULE, RDATE and EXDATE of RFC 5545 strictly; one error names every fault, by the number of its line from 0.
 * A DTSTART in UTC makes the zone `UTC`; one without zone makes a floating set. Dates (`VALUE=DATE`, for all-day events) are read as midnight of a floating clock.
 * Times that go by another zone than the start become instants, by `zoneData` where it is given.
 *
 * @throws CoachingError `input.*`, `recurrence-set-text.*`, `recurrence-rule-text.*`, `recurrence-rule.*`, `recurrence-set.*`, `known-time-zone.unknown_zone`
 * @example
 * ```ts
 * const { startLocalTime, timeZone, excludedTimes } = parseRecurrenceSet("DTSTART;TZID=Europe/Berlin:20261020T090000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261103T080000Z");
 * startLocalTime; // => "2026-10-20T09:00:00"
 * timeZone; // => "Europe/Berlin"
 * excludedTimes; // => ["2026-11-03T08:00:00Z"]
 * ```
 */
export function parseRecurrenceSet(text: string, zoneData?: ZoneData): RecurrenceSet {
  const zones = zonesOf(zoneData === undefined ? undefined : check(ZoneData, zoneData));
  const whole = check(z.string().max(RECURRENCE_LIMITS.setLength), text);
  const issues: Issue[] = [];
  const refuse: Refuse = (fault, { at }, params = {}) => { issues.push(issueOf(fault, [at], params)); };
  const read = linesOf(whole).map((line, at) => (line === "" ? undefined : lineOf(line, at, refuse))).filter((line) => line !== undefined);
  for (const line of read) if (line.timeZone !== null && !KnownTimeZone.safeParse(line.timeZone).success) refuse(unknownZone, line, { timeZone: quoted(line.timeZone) });
  const only = (name: string): Line | undefined => {
    const [first, ...more] = read.filter((line) => line.name === name);
    for (const line of more) refuse(repeatedLine, line, { name });
    return first;
  };
  const [startLine, ruleLine] = [only("DTSTART"), only("RRULE")];
  if (startLine === undefined) refuse(noStart, { at: 0 });
  let parsed: RecurrenceRule | null = null;
  if (ruleLine !== undefined) parsed = readRule(ruleLine.value, (fault, _path, params) => { refuse(fault, ruleLine, params); });
  // an unknown zone has no clock to convert by
  if (startLine === undefined || issues.length > 0) throw new CoachingError(issues);
  const start = startOf(startLine, { zoneOfSet: undefined, zones, refuse });
  const timesOf = (name: string): readonly string[] => read.filter((line) => line.name === name).flatMap((line) => {
    if (line.isDate !== startLine.isDate) refuse(badTime, line, { time: quoted(line.value), name });
    return line.value.split(",").map((time) => timeOf(time, line, { zoneOfSet: start.timeZone, zones, refuse }));
  });
  const set: RecurrenceSet = { ...start, rule: parsed, addedTimes: timesOf("RDATE"), excludedTimes: timesOf("EXDATE") };
  if (issues.length > 0) throw new CoachingError(issues);
  return check(RecurrenceSet, set);
}

function timeLines(name: string, times: readonly string[], zone: string): readonly string[] {
  const line = (parameter: string, some: readonly string[]): readonly string[] => (some.length === 0 ? [] : [`${name}${parameter}:${some.map(compactText).join()}`]);
  return [...line(zone, times.filter((time) => !time.endsWith("Z"))), ...line("", times.filter((time) => time.endsWith("Z")))];
}

/**
 * A set as lines DTSTART, RRULE, RDATE and EXDATE, parted by line feeds and not folded; `parseRecurrenceSet` reads it back to the same set.
 *
 * @throws CoachingError `input.*`, `recurrence-rule.*`, `recurrence-set.*`
 * @example
 * ```ts
 * recurrenceSetText({ startLocalTime: "2026-10-20T09:00:00", timeZone: "Europe/Berlin", rule: parseRecurrenceRule("FREQ=WEEKLY;COUNT=4"), addedTimes: [], excludedTimes: ["2026-11-03T09:00:00"] }); // => "DTSTART;TZID=Europe/Berlin:20261020T090000\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20261103T090000"
 * ```
 */
export function recurrenceSetText(set: RecurrenceSet): string {
  const { startLocalTime, timeZone, rule, addedTimes, excludedTimes } = check(RecurrenceSet, set);
  const zone = timeZone === null ? "" : `;TZID=${timeZone}`;
  const lines = [`DTSTART${zone}:${compactText(startLocalTime)}`, ...(rule === null ? [] : [`RRULE:${ruleText(rule)}`]), ...timeLines("RDATE", addedTimes, zone), ...timeLines("EXDATE", excludedTimes, zone)];
  return lines.join("\n");
}
