import { dateOfDayNumber, offsetText } from "../time/internal.js";
import { textLine } from "./content-line.js";
import { dayNumberIn, type YearlyChange, type YearSpan, type ZoneRule } from "./yearly-clock-rule.js";

/** `+0530`. */
const utcOffset = (milliseconds: number): string => offsetText(milliseconds).replace(":", "");

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** `T020000`. */
function clockText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `T${twoDigits(Math.floor(seconds / 3600))}${twoDigits(Math.floor(seconds / 60) % 60)}${twoDigits(seconds % 60)}`;
}

/** An observance that begins each year, from the year before the span on, so that the first days of the span lie in one too. */
function yearlyObservance(change: YearlyChange, yearBefore: number): string {
  const kind = change.toMilliseconds > change.fromMilliseconds ? "DAYLIGHT" : "STANDARD";
  const date = dateOfDayNumber(dayNumberIn(yearBefore, change)).replaceAll("-", "");
  return (
    `BEGIN:${kind}\r\nDTSTART:${date}${clockText(change.clockMilliseconds)}\r\n` +
    `RRULE:FREQ=YEARLY;BYMONTH=${String(change.month)};BYDAY=${String(change.ordinal)}${change.weekday}\r\n` +
    `TZOFFSETFROM:${utcOffset(change.fromMilliseconds)}\r\nTZOFFSETTO:${utcOffset(change.toMilliseconds)}\r\nEND:${kind}\r\n`
  );
}

function observances(rule: ZoneRule, firstYear: number): string {
  if (rule.kind === "fixed") {
    const offset = utcOffset(rule.offsetMilliseconds);
    return `BEGIN:STANDARD\r\nDTSTART:${String(firstYear)}0101T000000\r\nTZOFFSETFROM:${offset}\r\nTZOFFSETTO:${offset}\r\nEND:STANDARD\r\n`;
  }
  const daylightFirst = [...rule.changes].sort((one, other) => other.toMilliseconds - one.toMilliseconds);
  return daylightFirst.map((change) => yearlyObservance(change, firstYear - 1)).join("");
}

/** The zone as RFC 5545 section 3.6.5 wants it beside each TZID: yearly DAYLIGHT and STANDARD rules, the only form that all readers take (MS-STANOICAL 2.2.47), or one STANDARD. */
export const vtimezone = ({ timeZone, firstYear }: Pick<YearSpan, "timeZone" | "firstYear">, rule: ZoneRule): string =>
  `BEGIN:VTIMEZONE\r\n${textLine("TZID", timeZone)}${observances(rule, firstYear)}END:VTIMEZONE\r\n`;
