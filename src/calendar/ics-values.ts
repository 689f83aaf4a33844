import type { Fault } from "../error/index.js";
import { DAY, dateOfDayNumber, dayNumberOf, instantText, isWithinTime, localTimeText } from "../time/internal.js";
import { depart, type Findings, quoted, refuse } from "./ics-departure.js";
import { type IcsProperty, parameterOf } from "./ics-lines.js";

const unreadableTime: Fault = { code: "ics-values.unreadable_time", message: "Line {line}: “{value}” of {name} is no date or date-time of RFC 5545.", hint: "Write it as 20261005, 20261005T070000Z, or 20261005T090000 beside a TZID." };
const unreadableDuration: Fault = { code: "ics-values.unreadable_duration", message: "Line {line}: “{value}” is no duration of RFC 5545.", hint: "Write it as PT1H30M." };
const unreadablePeriod: Fault = { code: "ics-values.unreadable_period", message: "Line {line}: “{value}” is no period of RFC 5545.", hint: "Write it as 20261005T070000Z/PT1H." };

/** A time as a file has it: a day, an instant in UTC, a reading that floats, or a reading of the clock of a zone. */
export interface Moment {
  readonly form: "date" | "utc" | "floating" | "zoned";
  /** The reading in milliseconds as if it were UTC; of a day its midnight. */
  readonly wall: number;
  /** Of a reading in a zone. */
  readonly timeZone: string;
}

const dateForm = /^\d{8}$/u;
const dateTimeForm = /^\d{8}T([01]\d|2[0-3])[0-5]\d(?:[0-5]\d|60)(Z?)$/u;

/** Midnight of `20261005`; nothing when there is no such day. */
function midnightOf(digits: string): number | undefined {
  const date = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
  const dayNumber = dayNumberOf(date);
  return !date.startsWith("0000") && dateOfDayNumber(dayNumber) === date ? dayNumber * DAY : undefined;
}

/** Milliseconds after midnight of `…T090000`. A leap second counts as the second before it (section 3.3.12). */
const clockOf = (text: string): number => Number(text.slice(9, 11)) * 3_600_000 + Number(text.slice(11, 13)) * 60_000 + Math.min(59, Number(text.slice(13, 15))) * 1000;

/** A date or date-time (sections 3.3.4 and 3.3.5); nothing when it is none. */
function momentOf(text: string, timeZone: string | undefined): Moment | undefined {
  if (dateForm.test(text)) {
    const wall = midnightOf(text);
    return wall === undefined ? undefined : { form: "date", wall, timeZone: "" };
  }
  if (!dateTimeForm.test(text)) return undefined;
  const midnight = midnightOf(text);
  if (midnight === undefined) return undefined;
  const wall = midnight + clockOf(text);
  if (text.endsWith("Z")) return { form: "utc", wall, timeZone: "" };
  return timeZone === undefined ? { form: "floating", wall, timeZone: "" } : { form: "zoned", wall, timeZone };
}

/** What the parameters of a time say against its value. */
function findMomentDepartures(property: IcsProperty, moment: Moment, findings: Findings): void {
  const { name, line } = property;
  const kind = parameterOf(property, "VALUE")?.toUpperCase();
  const hasZone = parameterOf(property, "TZID") !== undefined;
  if (moment.form === "date") {
    if (kind !== "DATE") depart(findings, "value-date", { line, message: `${name} holds a date without VALUE=DATE.` });
    if (hasZone) depart(findings, "tzid-date", { line, message: `${name} has a TZID beside a date.` });
  } else if (kind === "DATE") depart(findings, "value-date", { line, message: `${name} says VALUE=DATE and holds a date-time.` });
  if (moment.form === "utc" && hasZone) depart(findings, "tzid-utc", { line, message: `${name} has a TZID beside a time in UTC.` });
}

const looksLikeDate = (text: string): boolean => /^\d{8}(?:T\d{6}Z?)?$/u.test(text);

/** One time of a property; says what is wrong with it. `isNeeded`: whether the file cannot be understood without it. */
export function readMoment(property: IcsProperty, findings: Findings, { value = property.value, isNeeded = true }: { readonly value?: string; readonly isNeeded?: boolean } = {}): Moment | undefined {
  const moment = momentOf(value, parameterOf(property, "TZID"));
  const { name, line } = property;
  if (moment !== undefined) findMomentDepartures(property, moment, findings);
  else {
    const rule = looksLikeDate(value) && !value.includes("T") ? "bad-date" : "bad-datetime";
    if (isNeeded) refuse(findings, unreadableTime, { rule, line, name, value: quoted(value) });
    else depart(findings, rule, { line, message: `“${quoted(value)}” of ${name} is no date or date-time.` });
  }
  return moment;
}

/** A length of time: whole days, which the clock may change within, and milliseconds after them (section 3.3.6). */
export interface Extent {
  readonly days: number;
  readonly milliseconds: number;
}

/** The grammar of section 3.3.6, in which hours and seconds stand together only around minutes. */
const durationForm = /^([+-]?)P(?:(\d{1,6})W|(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/u;
const strictDuration = /^[+-]?P(?:\d+W|\d+D(?:T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))?|T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S))$/u;

/** A length of time; nothing when it is none. A part left out of the order of the grammar (`PT1H30S`) is understood. */
export function extentOf(text: string): Extent | undefined {
  const found = durationForm.exec(text);
  if (found === null || !/\d/u.test(text) || text.endsWith("T")) return undefined;
  const [, sign = "", weeks = "0", days = "0", hours = "0", minutes = "0", seconds = "0"] = found;
  const direction = sign === "-" ? -1 : 1;
  return { days: direction * (Number(weeks) * 7 + Number(days)) + 0, milliseconds: direction * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + 0 };
}

/** Whether a duration keeps to the letter of the grammar. */
export const isStrictDuration = (text: string): boolean => strictDuration.test(text);

/** A length of time that the file cannot be understood without. */
export function readExtent({ value, line }: IcsProperty, findings: Findings): Extent | undefined {
  const extent = extentOf(value);
  if (extent === undefined) refuse(findings, unreadableDuration, { rule: "duration", line, value: quoted(value) });
  else if (!isStrictDuration(value)) depart(findings, "duration", { line, message: `The duration “${quoted(value)}” leaves out a part between two others.` });
  else if (value.startsWith("-")) depart(findings, "duration", { line, message: `The duration “${quoted(value)}” is negative.` });
  return extent;
}

/** From when on, and until when or how long. */
export interface Period {
  readonly start: Moment;
  readonly end: Moment | Extent;
}

/** One period of a property (section 3.3.9). */
export function readPeriod(property: IcsProperty, value: string, findings: Findings): Period | undefined {
  const { line } = property;
  const [from = "", to = "", ...rest] = value.split("/");
  const start = momentOf(from, parameterOf(property, "TZID"));
  const end = momentOf(to, parameterOf(property, "TZID")) ?? extentOf(to);
  if (start === undefined || end === undefined || start.form === "date" || rest.length > 0) {
    refuse(findings, unreadablePeriod, { rule: "period", line, value: quoted(value) });
    return undefined;
  }
  const isBackward = "wall" in end ? end.form === start.form && end.wall <= start.wall : to.startsWith("-");
  if (isBackward) depart(findings, "period", { line, message: `The period “${quoted(value)}” does not end after its start.` });
  return { start, end };
}

/** An offset from UTC, `+0530`, in milliseconds (section 3.3.14); nothing when it is none. */
export function offsetOf(text: string): number | undefined {
  const found = /^([+-])(\d\d):?([0-5]\d)(?::?([0-5]\d))?$/u.exec(text);
  if (found === null) return undefined;
  const [, sign, hours, minutes, seconds = "0"] = found;
  return Number(hours) >= 24 ? undefined : (sign === "-" ? -1000 : 1000) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) + 0;
}

/** Whether an offset keeps to the letter of section 3.3.14. */
export const isStrictOffset = (text: string): boolean => /^[+-](?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?$/u.test(text) && !/^-0+$/u.test(text);

/** A TEXT value as it is meant (section 3.3.11). A backslash before anything else than the four is left out. */
export const unescapedText = (value: string): string => (value.includes("\\") ? value.replace(/\\([^])/gu, (_, character: string) => (character === "n" || character === "N" ? "\n" : character)) : value);

/** Why a TEXT value is not as section 3.3.11 wants it. */
export function textFault(value: string, isList: boolean): string | undefined {
  if (!/[\\;,]/u.test(value)) return undefined;
  const odd = /\\(?:[^\\;,nN]|$)/u.exec(value.replace(/\\[\\;,nN]/gu, ""));
  if (odd !== null) return "a backslash that escapes nothing";
  const bare = value.replace(/\\[^]/gu, "");
  return bare.includes(";") ? "a semicolon without its backslash" : !isList && bare.includes(",") ? "a comma without its backslash" : undefined;
}

/** What RFC 3339 and our own texts call a time of a file, beside the zone it is read in. */
export const localText = ({ form, wall }: Moment): string => (form === "date" ? localTimeText(wall).slice(0, 10) : localTimeText(wall));

/** An instant as text; nothing outside of the years that an `Instant` may have. */
export const instantTextOf = (milliseconds: number): string | null => (isWithinTime(milliseconds) ? instantText(milliseconds) : null);
