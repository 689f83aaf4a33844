import { type Fault, faultAt, type IssuePath, type Report } from "../error/index.js";
import type { Program } from "../program/index.js";
import { dateOfDayNumber, DAY } from "../time/internal.js";
import type { CivilDate } from "../unit/index.js";
import { compileRule } from "./recurrence/compiled-rule.js";
import { RECURRENCE_LIMITS } from "./recurrence/recurrence-limits.js";
import { type RecurrenceRule, refusePart } from "./recurrence/recurrence-rule.js";
import { readRule } from "./recurrence/recurrence-rule-text.js";
import { wallsOfRule } from "./recurrence/rule-walls.js";

const unbounded: Fault = { code: "recurrence-days.unbounded", message: "The rule has no end.", hint: "Give it COUNT or UNTIL." };
const neverMatches: Fault = { code: "recurrence-days.never_matches", message: "No date ever matches BYMONTH and BYMONTHDAY together.", hint: "Correct the day or the month." };
const firstDateTooEarly: Fault = { code: "recurrence-days.first_date_too_early", message: "The rule begins before the cohort does, on {startDate}.", hint: "Leave firstDate out, or set it to the start date or later." };
const tooLong: Fault = { code: "recurrence-days.too_long", message: "The rule does not end within {years} years of its first date.", hint: "Lower COUNT or INTERVAL, or set UNTIL." };
const tooMany: Fault = { code: "recurrence-days.too_many", message: "The rule comes to more than {limit} dates.", hint: "Set an earlier UNTIL." };
const noDates: Fault = { code: "recurrence-days.no_dates", message: "The rule has no date from {firstDate} on.", hint: "Correct UNTIL, or the parts that rule each other out." };

const { touchpointOccurrenceCount, touchpointEveryPeriods, touchpointYears } = RECURRENCE_LIMITS;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether some month of the rule has one of its days. The calendar needs no search for that. */
const canMatch = ({ months, monthDays }: RecurrenceRule): boolean =>
  months.length === 0 || monthDays.length === 0 || months.some((month) => monthDays.some((day) => Math.abs(day) <= (daysInMonth[month - 1] ?? 0)));

/** What a touchpoint's rule may not ask for although RFC 5545 allows it: its times are the touchpoint's, and it has an end. */
function findTouchpointFaults({ frequency, hours, minutes, seconds, everyPeriods, occurrenceCount, until }: RecurrenceRule, report: Report): void {
  if (["HOURLY", "MINUTELY", "SECONDLY"].includes(frequency)) refusePart(report, `FREQ=${frequency}`, "Use DAILY, WEEKLY, MONTHLY or YEARLY.");
  for (const [name, times] of [["BYHOUR", hours], ["BYMINUTE", minutes], ["BYSECOND", seconds]] as const) {
    if (times.length > 0) refusePart(report, `${name}=${times.join()}`, "The time of day is the touchpoint's startTime.");
  }
  // beyond the general limits the rule has been refused already
  if (everyPeriods > touchpointEveryPeriods && everyPeriods <= RECURRENCE_LIMITS.everyPeriods) refusePart(report, `INTERVAL=${String(everyPeriods)}`, `Use one whole number from 1 to ${String(touchpointEveryPeriods)}.`);
  if (occurrenceCount !== null && occurrenceCount > touchpointOccurrenceCount && occurrenceCount <= RECURRENCE_LIMITS.occurrenceCount) refusePart(report, `COUNT=${String(occurrenceCount)}`, `Use one whole number from 1 to ${String(touchpointOccurrenceCount)}.`);
  if (until !== null && until.length > 10) refusePart(report, `UNTIL=${until}`, "Write the last date as 20261231.");
}

/** Reads a touchpoint's rule and reports every fault. With a fault, what it returns is not to be used. */
export function readTouchpointRule(text: string, report: Report): RecurrenceRule {
  const found: Fault[] = [];
  const refuse: Report = (fault, path, params) => {
    found.push(fault);
    report(fault, path, params);
  };
  const read = readRule(text, refuse);
  findTouchpointFaults(read, refuse);
  // what is missing is said of a rule that has no other fault
  if (found.length > 0) return read;
  if (read.occurrenceCount === null && read.until === null) report(unbounded, []);
  if (!canMatch(read)) report(neverMatches, []);
  return read;
}

/** The faults of a program's recurrence rules, so that one error names them beside all others. */
export function findRecurrenceFaults({ touchpoints }: Program, startDates: readonly CivilDate[], report: Report): void {
  const startDate = startDates.reduce((latest, date) => (date > latest ? date : latest), "");
  touchpoints.forEach(({ timing }, index) => {
    if (timing.kind !== "recurrence") return;
    const path = ["program", "touchpoints", index, "timing"];
    if (timing.firstDate !== undefined && timing.firstDate < startDate) report(firstDateTooEarly, [...path, "firstDate"], { startDate });
    readTouchpointRule(timing.rule, (fault, _path, params) => { report(fault, [...path, "rule"], params); });
  });
}

/**
 * The dates of a touchpoint's rule as day numbers, on and after its first day.
 * A rule that has not ended at a horizon of our own is refused, also one that never matches: a touchpoint that never takes place is a mistake.
 */
export function recurrenceDays(rule: RecurrenceRule, firstDay: number, path: IssuePath): readonly number[] {
  const compiled = compileRule(rule, firstDay * DAY, null);
  const horizon = firstDay + touchpointYears * 366;
  if (compiled.lastWall !== Infinity && compiled.lastWall >= (horizon + 1) * DAY) throw faultAt(tooLong, path, { years: touchpointYears });
  const walls = wallsOfRule(compiled, { from: firstDay * DAY, before: (horizon + 1) * DAY, limit: touchpointOccurrenceCount + 1 });
  if (rule.occurrenceCount !== null && walls.length < rule.occurrenceCount) throw faultAt(tooLong, path, { years: touchpointYears });
  if (walls.length === 0) throw faultAt(noDates, path, { firstDate: dateOfDayNumber(firstDay) });
  if (walls.length > touchpointOccurrenceCount) throw faultAt(tooMany, path, { limit: touchpointOccurrenceCount });
  return Array.from(walls, (wall) => wall / DAY);
}
