import * as z from "zod";
import { type Fault, pattern, type Report, rule } from "../../error/index.js";
import { Weekday } from "../../time/index.js";
import { CivilDate } from "../../unit/index.js";
import { noSuchDay } from "../../unit/internal.js";
import { RECURRENCE_LIMITS } from "./recurrence-limits.js";

/** How often a rule repeats at most (FREQ). */
export const RecurrenceFrequency = z.enum(["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"]);
/** How often a rule repeats at most (FREQ): `SECONDLY`, `MINUTELY`, `HOURLY`, `DAILY`, `WEEKLY`, `MONTHLY`, `YEARLY`. */
export type RecurrenceFrequency = z.infer<typeof RecurrenceFrequency>;

/** Whether the day of a text exists, where the text has one. */
export const isDay = (text: string): boolean => !/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d/u.test(text.slice(0, 10)) || CivilDate.safeParse(text.slice(0, 10)).success;

/** When a rule ends (UNTIL), itself included: a date `2027-10-17`, whose whole day belongs to it; a reading of the set's clock `2027-10-17T09:00:00`; or an instant `2027-10-17T07:00:00Z`. */
export const RecurrenceEnd = pattern(/^(19[7-9]\d|2[01]\d\d)-\d\d-\d\d(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(Z)?)?)?$/u, { maximumLength: 20, error: "A rule ends by a date, a local time or an instant in UTC, from 1970 to 2199.\nWrite it as 2027-10-17, 2027-10-17T09:00:00 or 2027-10-17T07:00:00Z." })
  .check(z.refine(isDay, noSuchDay));
/** When a rule ends (UNTIL): `2027-10-17`, `2027-10-17T09:00:00` or `2027-10-17T07:00:00Z`. */
export type RecurrenceEnd = z.infer<typeof RecurrenceEnd>;

/** A weekday of a rule (an entry of BYDAY). */
export interface RecurrenceWeekday {
  /** The day of the week. */
  readonly weekday: Weekday;
  /** 2 is the second of the month or year, −1 the last; `null` is each. */
  readonly ordinal: number | null;
}
const RecurrenceWeekday = z.strictObject({ weekday: Weekday, ordinal: z.int().nullable() }).readonly() satisfies z.ZodType<RecurrenceWeekday>;

/** A recurrence rule of RFC 5545 section 3.3.10. Lists that are empty ask for nothing; parts that a rule leaves out come from the start of its set. */
export interface RecurrenceRule {
  /** FREQ: how often at most. */
  readonly frequency: RecurrenceFrequency;
  /** INTERVAL: 1 is each period, 2 every second. */
  readonly everyPeriods: number;
  /** COUNT: how many occurrences; `null` when the rule does not end by a count. */
  readonly occurrenceCount: number | null;
  /** UNTIL: the last possible time; `null` when the rule does not end by one. */
  readonly until: RecurrenceEnd | null;
  /** BYMONTH: 1 to 12. */
  readonly months: readonly number[];
  /** BYWEEKNO: weeks of the year, 1 to 53; negative ones count from its end. Yearly rules only. */
  readonly yearWeeks: readonly number[];
  /** BYYEARDAY: days of the year, 1 to 366; negative ones count from its end. */
  readonly yearDays: readonly number[];
  /** BYMONTHDAY: days of the month, 1 to 31; negative ones count from its end. */
  readonly monthDays: readonly number[];
  /** BYDAY: weekdays, in monthly and yearly rules also the nth. */
  readonly weekdays: readonly RecurrenceWeekday[];
  /** BYHOUR: 0 to 23. */
  readonly hours: readonly number[];
  /** BYMINUTE: 0 to 59. */
  readonly minutes: readonly number[];
  /** BYSECOND: 0 to 60; clocks without leap seconds show 59 for 60. */
  readonly seconds: readonly number[];
  /** BYSETPOS: which of a period's occurrences, 1 to 366; negative ones count from its end. */
  readonly positions: readonly number[];
  /** WKST: the weekday on which a week begins; Monday where a text does not say. */
  readonly weekStartsOn: Weekday;
}

const badPart: Fault = { code: "recurrence-rule.bad_part", message: "The part {part} is not valid here.", hint: "{advice}" };
const twoEnds: Fault = { code: "recurrence-rule.two_ends", message: "The rule ends by COUNT and by UNTIL.", hint: "Keep one of them." };

/** The lists of numbers: the name in RFC 5545, the highest number, and whether numbers run from zero, from one, or also backward from the end. */
export const NUMBER_PARTS = [
  { key: "months", name: "BYMONTH", highest: 12, kind: "from-one" },
  { key: "yearWeeks", name: "BYWEEKNO", highest: 53, kind: "signed" },
  { key: "yearDays", name: "BYYEARDAY", highest: 366, kind: "signed" },
  { key: "monthDays", name: "BYMONTHDAY", highest: 31, kind: "signed" },
  { key: "hours", name: "BYHOUR", highest: 23, kind: "from-zero" },
  { key: "minutes", name: "BYMINUTE", highest: 59, kind: "from-zero" },
  { key: "seconds", name: "BYSECOND", highest: 60, kind: "from-zero" },
  { key: "positions", name: "BYSETPOS", highest: 366, kind: "signed" },
] as const;
type NumberPart = (typeof NUMBER_PARTS)[number];

function isInPart({ highest, kind }: NumberPart, number: number): boolean {
  const size = kind === "signed" ? Math.abs(number) : number;
  return Number.isInteger(number) && size >= (kind === "from-zero" ? 0 : 1) && size <= highest;
}
const rangeText = ({ highest, kind }: NumberPart): string => `${kind === "signed" ? `-${String(highest)} to -1 and ` : ""}${kind === "from-zero" ? "0" : "1"} to ${String(highest)}`;

/** The ordinals that a weekday may have. A month has at most five of a weekday, a year 53. */
function highestOrdinal({ frequency, months, yearWeeks }: RecurrenceRule): number {
  if (frequency === "MONTHLY") return 5;
  if (frequency !== "YEARLY" || yearWeeks.length > 0) return 0;
  return months.length > 0 ? 5 : 53;
}

/** What RFC 5545 forbids together. */
function findMismatches(read: RecurrenceRule, refuse: (key: keyof RecurrenceRule, name: string, advice: string) => void): void {
  const { frequency, weekdays, yearWeeks, yearDays, monthDays, positions, months, hours, minutes, seconds } = read;
  if (yearWeeks.length > 0 && frequency !== "YEARLY") refuse("yearWeeks", "BYWEEKNO", "It goes with FREQ=YEARLY only.");
  if (yearDays.length > 0 && ["DAILY", "WEEKLY", "MONTHLY"].includes(frequency)) refuse("yearDays", "BYYEARDAY", "It goes with YEARLY, HOURLY, MINUTELY and SECONDLY only.");
  if (monthDays.length > 0 && frequency === "WEEKLY") refuse("monthDays", "BYMONTHDAY", "A weekly rule has no days of the month.");
  if (positions.length > 0 && [months, yearWeeks, yearDays, monthDays, weekdays, hours, minutes, seconds].every(({ length }) => length === 0)) refuse("positions", "BYSETPOS", "Name what it chooses from by another part, for example BYDAY.");
}

/** The faults of a rule; the one place that knows them. `written` gives a part as its author wrote it. */
export function findRuleFaults(read: RecurrenceRule, report: Report, written?: (name: string) => string | undefined): void {
  const refuse = (key: keyof RecurrenceRule, part: string, advice: string): void => { report(badPart, [key], { part, advice }); };
  const numbers = [
    { key: "everyPeriods", name: "INTERVAL", limit: RECURRENCE_LIMITS.everyPeriods },
    { key: "occurrenceCount", name: "COUNT", limit: RECURRENCE_LIMITS.occurrenceCount },
  ] as const;
  for (const { key, name, limit } of numbers) {
    const number = read[key];
    if (number !== null && !(Number.isInteger(number) && number >= 1 && number <= limit)) refuse(key, `${name}=${written?.(name) ?? String(number)}`, `Use one whole number from 1 to ${String(limit)}.`);
  }
  for (const part of NUMBER_PARTS) {
    const given = read[part.key];
    if (!given.every((number) => isInPart(part, number)) || new Set(given).size < given.length) refuse(part.key, `${part.name}=${written?.(part.name) ?? given.join()}`, `Use whole numbers from ${rangeText(part)}, each once.`);
  }
  const highest = highestOrdinal(read);
  const keys = read.weekdays.map(({ weekday, ordinal }) => `${ordinal === null ? "" : String(ordinal)}${weekday}`);
  if (read.weekdays.some(({ ordinal }) => ordinal !== null && !(Number.isInteger(ordinal) && ordinal !== 0 && Math.abs(ordinal) <= highest))) {
    refuse("weekdays", `BYDAY=${keys.join()}`, highest === 0 ? "Leave ordinals out: 2WE or -1FR goes with MONTHLY, and with YEARLY where there is no BYWEEKNO." : `Use ordinals from -${String(highest)} to -1 and 1 to ${String(highest)}.`);
  }
  if (new Set(keys).size < keys.length) refuse("weekdays", `BYDAY=${keys.join()}`, "Name each weekday once.");
  findMismatches(read, refuse);
  if (read.occurrenceCount !== null && read.until !== null) report(twoEnds, ["until"]);
}

/** Refuses a part that has not even the form that its name wants. */
export const refusePart = (report: Report, part: string, advice: string): void => { report(badPart, [], { part, advice }); };

const list = (maximum: number) => z.array(z.int()).max(maximum).readonly();

/** Schema of a recurrence rule, with the rules of RFC 5545 between its parts: `recurrence-rule.bad_part`, `recurrence-rule.two_ends`. */
export const RecurrenceRule = z
  .strictObject({
    frequency: RecurrenceFrequency, everyPeriods: z.int(), occurrenceCount: z.int().nullable(), until: RecurrenceEnd.nullable(),
    months: list(12), yearWeeks: list(106), yearDays: list(732), monthDays: list(62), weekdays: z.array(RecurrenceWeekday).max(749).readonly(),
    hours: list(24), minutes: list(60), seconds: list(61), positions: list(732), weekStartsOn: Weekday,
  })
  .check(rule((read: RecurrenceRule, report) => { findRuleFaults(read, report); }))
  .readonly() satisfies z.ZodType<RecurrenceRule>;
