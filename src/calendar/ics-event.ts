import type { Fault } from "../error/index.js";
import { allOf, firstOf, type IcsComponent, wordOf } from "./ics-components.js";
import { depart, type Findings, quoted, refuse } from "./ics-departure.js";
import { type IcsProperty, parameterOf } from "./ics-lines.js";
import { type FileRule, readRule } from "./ics-recurrence.js";
import { type Extent, type Moment, type Period, readExtent, readMoment, readPeriod, unescapedText } from "./ics-values.js";
import type { FileZones } from "./ics-zones.js";

const unknownRange: Fault = { code: "ics-event.unknown_range", message: "Line {line}: RANGE={value} of RECURRENCE-ID is not known.", hint: "Use THISANDFUTURE, or leave RANGE out." };
const noStart: Fault = { code: "ics-event.no_start", message: "Line {line}: the event has no DTSTART.", hint: "Add DTSTART." };

/** A VEVENT with its times read. */
export interface EventRecord {
  readonly component: IcsComponent;
  readonly zones: FileZones;
  /** METHOD of its calendar, in capitals. */
  readonly method: string | undefined;
  readonly uid: string;
  /** DTSTAMP in milliseconds; −Infinity when it has none. */
  readonly stamped: number;
  readonly sequence: number;
  readonly recurrenceId: Moment | undefined;
  /** Whether what it says holds for all later occurrences too. */
  readonly reachesFuture: boolean;
  /** Absent only in an answer or a cancellation. */
  readonly start: Moment | undefined;
  /** DTEND, or DURATION; absent when it has neither. */
  readonly end: Moment | Extent | undefined;
  readonly rules: readonly FileRule[];
  readonly added: readonly (Moment | Period)[];
  readonly excluded: readonly Moment[];
}

/** Whether the times of a property stand in a zone that can be read. */
function isZoneReadable(property: IcsProperty, zones: FileZones): boolean {
  const timeZone = parameterOf(property, "TZID");
  return timeZone === undefined || zones.examine(timeZone, property.line);
}

/** The time of the first property of a name, when it is there and can be read. */
function timeOf(component: IcsComponent, name: string, { findings, zones }: Reading): Moment | undefined {
  const property = firstOf(component, name);
  if (property === undefined) return undefined;
  // a time in UTC needs no zone, whatever stands beside it
  const moment = readMoment(property, findings);
  return moment?.form !== "zoned" || isZoneReadable(property, zones) ? moment : undefined;
}

/** What the parts of a file are read with. */
export interface Reading {
  readonly findings: Findings;
  readonly zones: FileZones;
  readonly method: string | undefined;
}

/** The times of a property that holds a list, EXDATE or RDATE. */
function timesOf(property: IcsProperty, { findings, zones }: Reading): readonly (Moment | Period)[] {
  if (property.value === "") return [];
  const isReadable = isZoneReadable(property, zones);
  const isPeriod = property.name === "RDATE" && parameterOf(property, "VALUE")?.toUpperCase() === "PERIOD";
  const times: (Moment | Period)[] = [];
  for (const value of property.value.split(",")) {
    const time = isPeriod ? readPeriod(property, value, findings) : readMoment(property, findings, { value });
    if (time !== undefined && isReadable) times.push(time);
  }
  return times;
}

const isMoment = (time: Moment | Period): time is Moment => "form" in time;

/** What DTEND says against DTSTART. */
function findOrderDepartures(start: Moment, end: Moment, { findings, line }: { readonly findings: Findings; readonly line: number }): void {
  if ((start.form === "date") !== (end.form === "date")) depart(findings, "dtend-type", { line, message: "Of DTSTART and DTEND one is a date and one is not." });
  else if ((start.form === "floating") !== (end.form === "floating")) depart(findings, "dtend-type", { line, message: "Of DTSTART and DTEND one floats and one does not." });
  else if (start.form === end.form && start.timeZone === end.timeZone && end.wall <= start.wall) depart(findings, "dtend-order", { line, message: "DTEND is not later than DTSTART." });
}

/** DTEND, of a task DUE, else DURATION. */
function endOf(component: IcsComponent, start: Moment | undefined, reading: Reading): Moment | Extent | undefined {
  const { findings } = reading;
  const name = component.name === "VTODO" ? "DUE" : "DTEND";
  const [ending, duration] = [firstOf(component, name), firstOf(component, "DURATION")];
  const end = timeOf(component, name, reading);
  const extent = duration && readExtent(duration, findings);
  if (ending !== undefined && duration !== undefined) depart(findings, "dtend-duration", { line: duration.line, message: `${name} and DURATION stand together.` });
  if (ending !== undefined && end !== undefined && start !== undefined) findOrderDepartures(start, end, { findings, line: ending.line });
  if (duration !== undefined && extent !== undefined && start?.form === "date" && duration.value.includes("T")) depart(findings, "duration", { line: duration.line, message: "Beside a DTSTART that is a date, DURATION counts days or weeks." });
  return end ?? extent;
}

function sequenceOf(component: IcsComponent): number {
  const text = firstOf(component, "SEQUENCE")?.value ?? "";
  return /^\d{1,10}$/u.test(text) ? Number(text) : 0;
}

function stampOf(component: IcsComponent, findings: Findings): number {
  const property = firstOf(component, "DTSTAMP");
  return (property && readMoment(property, findings, { isNeeded: false }))?.wall ?? -Infinity;
}

function excludedTimes(property: IcsProperty, start: Moment | undefined, reading: Reading): readonly Moment[] {
  const times = timesOf(property, reading).filter(isMoment);
  if (start !== undefined && times.some(({ form }) => (form === "date") !== (start.form === "date"))) depart(reading.findings, "exdate-type", { line: property.line, message: "Of DTSTART and EXDATE one is a date and one is not." });
  return times;
}

function reachesFuture(component: IcsComponent, findings: Findings): boolean {
  const property = firstOf(component, "RECURRENCE-ID");
  const range = property && parameterOf(property, "RANGE")?.toUpperCase();
  if (property === undefined || range === undefined) return false;
  if (range !== "THISANDFUTURE") refuse(findings, unknownRange, { rule: "range", line: property.line, value: quoted(range) });
  return true;
}

/** Answers and cancellations need not say when (RFC 5546 section 3.2). */
const mayLackStart = new Set(["CANCEL", "REPLY", "REFRESH", "DECLINECOUNTER"]);

/** What is wrong with the times of a task or a journal entry. They are not asked for, so nothing in them makes a file unreadable. */
export function findTimeDepartures(component: IcsComponent, reading: Reading): void {
  const issueCount = reading.findings.issues.length;
  readEvent(component, { ...reading, method: "CANCEL" });
  reading.findings.issues.length = issueCount;
}

/** A VEVENT as numbers; what cannot be understood is named and left out. */
export function readEvent(component: IcsComponent, reading: Reading): EventRecord {
  const { findings, zones, method } = reading;
  const start = timeOf(component, "DTSTART", reading);
  if (firstOf(component, "DTSTART") === undefined && !mayLackStart.has(method ?? "")) refuse(findings, noStart, { rule: "required", line: component.line });
  const end = endOf(component, start, reading);
  return {
    component, zones, method, start, end,
    uid: unescapedText(firstOf(component, "UID")?.value ?? ""),
    stamped: stampOf(component, findings),
    sequence: sequenceOf(component),
    recurrenceId: timeOf(component, "RECURRENCE-ID", reading),
    reachesFuture: reachesFuture(component, findings),
    rules: start === undefined ? [] : allOf(component, "RRULE").flatMap((property) => readRule(property, start, findings) ?? []),
    added: allOf(component, "RDATE").flatMap((property) => timesOf(property, reading)),
    excluded: allOf(component, "EXDATE").flatMap((property) => excludedTimes(property, start, reading)),
  };
}

/** How an event stands. Without STATUS it is confirmed, or, in a cancellation, cancelled. */
export function statusOf({ component, method }: EventRecord): "tentative" | "confirmed" | "cancelled" {
  const status = wordOf(component, "STATUS");
  if (status === "CANCELLED" || method === "CANCEL") return "cancelled";
  return status === "TENTATIVE" ? "tentative" : "confirmed";
}

/** Whether it takes up no time. */
export const isTransparent = ({ component }: EventRecord): boolean => wordOf(component, "TRANSP") === "TRANSPARENT";
