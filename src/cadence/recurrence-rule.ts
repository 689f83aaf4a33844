import { type Fault, faultAt, isCoachingError, type IssuePath, type Report } from "../error/index.js";
import type { Program } from "../program/index.js";
import { Weekday } from "../time/index.js";
import { CivilDate } from "../unit/index.js";

/** A recurrence rule of RFC 5545 in typed form: the parts that dates need, without hours. */
export interface RecurrenceRule {
  /** How often at most. */
  readonly frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  /** 1 is each, 2 every second. */
  readonly everyPeriods: number;
  /** How many dates; `null` when the rule ends by a date. */
  readonly occurrenceCount: number | null;
  /** The last possible date; `null` when the rule ends by a count. */
  readonly untilDate: CivilDate | null;
  /** Weekdays, with an ordinal for the nth of the month or year: 2 is the second, −1 the last. */
  readonly weekdays: readonly { readonly weekday: Weekday; readonly ordinal: number | null }[];
  /** Days of the month; negative ones count from its end. */
  readonly monthDays: readonly number[];
  /** Months, 1 to 12. */
  readonly months: readonly number[];
  /** Positions within each period; negative ones count from its end. */
  readonly positions: readonly number[];
  /** Calendar weeks of the year, as ISO 8601 numbers them; negative ones count from its end. */
  readonly yearWeeks: readonly number[];
  /** Days of the year; negative ones count from its end. */
  readonly yearDays: readonly number[];
  /** The weekday on which a week begins. */
  readonly weekStartsOn: Weekday;
}

/** What a recurrence rule may ask for; a rule beyond is refused before it is computed. */
export const RECURRENCE_LIMITS = {
  /** The highest COUNT. */
  occurrenceCount: 1000,
  /** The highest INTERVAL. */
  everyPeriods: 1000,
  /** Years after its first date within which a rule has to end. */
  years: 15,
} as const;

const badPart: Fault = { code: "recurrence-rule.bad_part", message: "The part {part} is not valid here.", hint: "{advice}" };
const repeatedPart: Fault = { code: "recurrence-rule.repeated_part", message: "The part {part} stands there twice.", hint: "Keep one of them." };
const unsupportedPart: Fault = { code: "recurrence-rule.unsupported_part", message: "The part {part} is not supported.", hint: "Use FREQ, INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYWEEKNO, BYYEARDAY, BYSETPOS and WKST." };
const unbounded: Fault = { code: "recurrence-rule.unbounded", message: "The rule has no end, or two.", hint: "Give it either COUNT or UNTIL." };
const neverMatches: Fault = { code: "recurrence-rule.never_matches", message: "No date ever matches BYMONTH and BYMONTHDAY together.", hint: "Correct the day or the month." };

type Parts = ReadonlyMap<string, string>;
type Refuse = (part: string, advice: string) => never;

/** Whole numbers of a part, each within its bounds and none of them twice; zero never counts. */
function numbersOf(parts: Parts, name: string, maximum: number, refuse: Refuse, allowsNegative: boolean): readonly number[] {
  const text = parts.get(name);
  if (text === undefined) return [];
  const numbers = text.split(",").map((entry) => (/^[+-]?\d{1,4}$/u.test(entry) ? Number(entry) : 0));
  const isValid = numbers.every((number) => number !== 0 && Math.abs(number) <= maximum && (allowsNegative || number > 0)) && new Set(numbers).size === numbers.length;
  return isValid ? numbers : refuse(`${name}=${text}`, `Use whole numbers from ${allowsNegative ? `-${String(maximum)} to -1 and ` : ""}1 to ${String(maximum)}, each once.`);
}

/** One number of a part, written in digits alone. */
function numberOf(parts: Parts, name: string, maximum: number, refuse: Refuse): number | null {
  const text = parts.get(name);
  if (text === undefined) return null;
  const number = /^\d{1,4}$/u.test(text) ? Number(text) : 0;
  return number >= 1 && number <= maximum ? number : refuse(`${name}=${text}`, `Use one whole number from 1 to ${String(maximum)}.`);
}

function weekdaysOf(parts: Parts, frequency: RecurrenceRule["frequency"], refuse: Refuse): RecurrenceRule["weekdays"] {
  const text = parts.get("BYDAY");
  if (text === undefined) return [];
  const highest = frequency === "YEARLY" && !parts.has("BYMONTH") ? 53 : frequency === "YEARLY" || frequency === "MONTHLY" ? 5 : 0;
  const entries = text.split(",").map((entry) => {
    const [, digits = "", name] = /^([+-]?\d{1,2})?([A-Z]{2})$/u.exec(entry) ?? [];
    const weekday = Weekday.safeParse(name);
    const ordinal = digits === "" ? null : Number(digits);
    if (!weekday.success || (ordinal !== null && (ordinal === 0 || Math.abs(ordinal) > highest))) return refuse(`BYDAY=${text}`, "Use MO to SU; an ordinal such as 2WE or -1FR goes with MONTHLY and YEARLY only, and a month has no sixth of a weekday.");
    return { weekday: weekday.data, ordinal };
  });
  return new Set(text.split(",")).size === entries.length ? entries : refuse(`BYDAY=${text}`, "Name each weekday once.");
}

function untilOf(parts: Parts, refuse: Refuse): CivilDate | null {
  const text = parts.get("UNTIL");
  if (text === undefined) return null;
  const date = CivilDate.safeParse(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`);
  return /^\d{8}$/u.test(text) && date.success ? date.data : refuse(`UNTIL=${text}`, "Write the last date as 20261231.");
}

const frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether some month of the rule has one of its days. The calendar needs no search for that. */
const canMatch = (months: readonly number[], monthDays: readonly number[]): boolean =>
  months.length === 0 || monthDays.length === 0 || months.some((month) => monthDays.some((day) => Math.abs(day) <= (daysInMonth[month - 1] ?? 0)));

/** Weeks and days of the year go with yearly rules, one kind at a time: with months beside them a rule could ask for dates that never come. */
function refuseMixedYear(parts: Parts, refuse: Refuse): void {
  const [byWeek, byDay] = [parts.has("BYWEEKNO"), parts.has("BYYEARDAY")];
  if (!byWeek && !byDay) return;
  const name = byWeek ? "BYWEEKNO" : "BYYEARDAY";
  if (parts.get("FREQ") !== "YEARLY") refuse(name, "It goes with FREQ=YEARLY only.");
  if (["BYMONTH", "BYMONTHDAY", "BYSETPOS", byWeek ? "BYYEARDAY" : "BYDAY"].some((other) => parts.has(other))) refuse(name, byWeek ? "Beside it only BYDAY may stand." : "It stands alone.");
  if (byWeek && !/^[A-Z]{2}(,[A-Z]{2})*$/u.test(parts.get("BYDAY") ?? "")) refuse(name, "Name the weekdays by BYDAY, without ordinals.");
}

function partsOf(text: string, path: IssuePath): Parts {
  const parts = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name = "", value = ""] = part.split("=");
    if (!["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYSETPOS", "WKST"].includes(name)) throw faultAt(unsupportedPart, path, { part: name });
    if (parts.has(name)) throw faultAt(repeatedPart, path, { part: name });
    parts.set(name, value);
  }
  return parts;
}

/**
 * Reads a recurrence rule strictly: every part known, in range and once, and an end by COUNT or UNTIL.
 * Libraries for such rules accept nonsense silently, read the clock where a date is missing, and can run for seconds on a rule that never matches.
 */
export function readRecurrenceRule(text: string, path: IssuePath): RecurrenceRule {
  const parts = partsOf(text, path);
  const refuse: Refuse = (part, advice) => { throw faultAt(badPart, path, { part, advice }); };
  const frequency = frequencies.find((name) => name === parts.get("FREQ")) ?? refuse(`FREQ=${parts.get("FREQ") ?? ""}`, "Use DAILY, WEEKLY, MONTHLY or YEARLY.");
  const weekStartsOn = Weekday.safeParse(parts.get("WKST") ?? "MO");
  refuseMixedYear(parts, refuse);
  const rule: RecurrenceRule = {
    frequency,
    everyPeriods: numberOf(parts, "INTERVAL", RECURRENCE_LIMITS.everyPeriods, refuse) ?? 1,
    occurrenceCount: numberOf(parts, "COUNT", RECURRENCE_LIMITS.occurrenceCount, refuse),
    untilDate: untilOf(parts, refuse),
    weekdays: weekdaysOf(parts, frequency, refuse),
    monthDays: frequency === "WEEKLY" && parts.has("BYMONTHDAY") ? refuse("BYMONTHDAY", "A weekly rule has no days of the month.") : numbersOf(parts, "BYMONTHDAY", 31, refuse, true),
    months: numbersOf(parts, "BYMONTH", 12, refuse, false),
    positions: parts.has("BYSETPOS") && !["BYDAY", "BYMONTHDAY", "BYMONTH"].some((name) => parts.has(name)) ? refuse("BYSETPOS", "Name the days it chooses from by BYDAY, BYMONTHDAY or BYMONTH.") : numbersOf(parts, "BYSETPOS", 366, refuse, true),
    yearWeeks: numbersOf(parts, "BYWEEKNO", 53, refuse, true),
    yearDays: numbersOf(parts, "BYYEARDAY", 366, refuse, true),
    weekStartsOn: weekStartsOn.success ? weekStartsOn.data : refuse(`WKST=${parts.get("WKST") ?? ""}`, "Use MO to SU."),
  };
  if ((rule.occurrenceCount === null) === (rule.untilDate === null)) throw faultAt(unbounded, path);
  if (!canMatch(rule.months, rule.monthDays)) throw faultAt(neverMatches, path);
  return rule;
}

const firstDateTooEarly: Fault = { code: "recurrence-rule.first_date_too_early", message: "The rule begins before the cohort does, on {startDate}.", hint: "Leave firstDate out, or set it to the start date or later." };

/** The faults of a program's recurrence rules, so that one error names them beside all others. */
export function findRecurrenceFaults({ touchpoints }: Program, startDates: readonly CivilDate[], report: Report): void {
  const startDate = startDates.reduce((latest, date) => (date > latest ? date : latest), "");
  touchpoints.forEach(({ timing }, index) => {
    if (timing.kind !== "recurrence") return;
    const path = ["program", "touchpoints", index, "timing"];
    if (timing.firstDate !== undefined && timing.firstDate < startDate) report(firstDateTooEarly, [...path, "firstDate"], { startDate });
    try {
      readRecurrenceRule(timing.rule, []);
    } catch (error) {
      if (!isCoachingError(error)) throw error;
      error.issues.forEach((issue) => { report(issue, [...path, "rule"], issue.params); });
    }
  });
}
