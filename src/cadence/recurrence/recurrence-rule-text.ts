import * as z from "zod";
import { check, CoachingError, type Fault, type Issue, issueOf, type Report } from "../../error/index.js";
import { Weekday } from "../../time/index.js";
import { RECURRENCE_LIMITS } from "./recurrence-limits.js";
import { findRuleFaults, NUMBER_PARTS, RecurrenceEnd, RecurrenceFrequency, RecurrenceRule, type RecurrenceWeekday, refusePart } from "./recurrence-rule.js";

const malformed: Fault = { code: "recurrence-rule-text.malformed", message: "“{part}” is no part of a rule.", hint: "Write NAME=VALUE, parts parted by semicolons: FREQ=WEEKLY;BYDAY=TU." };
const unknownPart: Fault = { code: "recurrence-rule-text.unknown_part", message: "The part {part} is not known.", hint: "Use FREQ, INTERVAL, COUNT, UNTIL, BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY, BYDAY, BYHOUR, BYMINUTE, BYSECOND, BYSETPOS and WKST." };
const repeatedPart: Fault = { code: "recurrence-rule-text.repeated_part", message: "The part {part} stands there twice.", hint: "Keep one of them." };

const names: ReadonlySet<string> = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", ...NUMBER_PARTS.map(({ name }) => name)]);
type Parts = ReadonlyMap<string, string>;

/** Texts of hostile length are quoted in part. */
export const quoted = (text: string): string => text.slice(0, 80);

function partsOf(text: string, report: Report): Parts {
  const parts = new Map<string, string>();
  // a rule has fourteen parts: of a text with very many, the first ones tell what is wrong
  for (const part of text.split(";", 100)) {
    const [, name = "", value = ""] = /^([A-Z-]+)=([A-Z0-9,+-]+)$/u.exec(part) ?? [];
    if (name === "") report(malformed, [], { part: quoted(part) });
    else if (!names.has(name)) report(unknownPart, [], { part: quoted(name) });
    else if (parts.has(name)) report(repeatedPart, [], { part: name });
    else parts.set(name, value);
  }
  return parts;
}

/** NaN for what is no number: the rule's own check refuses it. */
const numberOf = (text: string, isSigned: boolean): number => ((isSigned ? /^[+-]?\d{1,3}$/u : /^\d{1,9}$/u).test(text) ? Number(text) : Number.NaN);

function weekdaysOf(text: string, report: Report): readonly RecurrenceWeekday[] {
  const weekdays: RecurrenceWeekday[] = [];
  for (const entry of text.split(",")) {
    const [, ordinal = "", name] = /^([+-]?\d{1,2})?([A-Z]{2})$/u.exec(entry) ?? [];
    const weekday = Weekday.safeParse(name);
    if (weekday.success) weekdays.push({ weekday: weekday.data, ordinal: ordinal === "" ? null : Number(ordinal) });
    else {
      refusePart(report, quoted(`BYDAY=${text}`), "Use MO to SU, in monthly and yearly rules with an ordinal before it: 2WE, -1FR.");
      break;
    }
  }
  return weekdays;
}

/** `20271017` or `20271017T070000Z` as `2027-10-17` or `2027-10-17T07:00:00Z`; nothing when it has not that form. */
export const dateTimeText = (text: string): string | undefined => {
  const [, year, month, day, hour, minute, second, zulu = ""] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/u.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  return `${year}-${month}-${day}${hour === undefined ? "" : `T${hour}:${String(minute)}:${String(second)}${zulu}`}`;
};

function endOf(text: string, report: Report): string | null {
  const end = RecurrenceEnd.safeParse(dateTimeText(text));
  if (end.success) return end.data;
  refusePart(report, quoted(`UNTIL=${text}`), "Write the end as 20271017, 20271017T090000 or 20271017T070000Z, from 1970 to 2199, on a day that exists; for a rule without end leave UNTIL out.");
  return null;
}

function choiceOf<Choice extends string>(schema: z.ZodType<Choice>, [name, text]: readonly [string, string], report: Report): Choice | undefined {
  const choice = schema.safeParse(text);
  if (choice.success) return choice.data;
  refusePart(report, quoted(`${name}=${text}`), name === "WKST" ? "Use MO to SU." : "Every rule needs one of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY.");
  return undefined;
}

/** Letters of ASCII alone: others, such as ı and ſ, would become letters that the rule did not have. */
export const capitals = (text: string): string => text.replaceAll(/[a-z]+/gu, (letters) => letters.toUpperCase());

/** Reads a rule strictly and reports every fault. With a fault, what it returns is not to be used. */
export function readRule(text: string, report: Report): RecurrenceRule {
  const parts = partsOf(capitals(text), report);
  const frequency = choiceOf(RecurrenceFrequency, ["FREQ", parts.get("FREQ") ?? ""], report);
  const numbers = Object.fromEntries(NUMBER_PARTS.map(({ key, name, kind }) => [key, parts.get(name)?.split(",").map((entry) => numberOf(entry, kind === "signed")) ?? []])) as unknown as Pick<RecurrenceRule, (typeof NUMBER_PARTS)[number]["key"]>;
  const [byDay, until, count] = [parts.get("BYDAY"), parts.get("UNTIL"), parts.get("COUNT")];
  const read: RecurrenceRule = {
    frequency: frequency ?? "YEARLY",
    everyPeriods: numberOf(parts.get("INTERVAL") ?? "1", false),
    occurrenceCount: count === undefined ? null : numberOf(count, false),
    until: until === undefined ? null : endOf(until, report),
    ...numbers,
    weekdays: byDay === undefined ? [] : weekdaysOf(byDay, report),
    weekStartsOn: choiceOf(Weekday, ["WKST", parts.get("WKST") ?? "MO"], report) ?? "MO",
  };
  // an unknown frequency leaves open what goes with it
  if (frequency !== undefined) findRuleFaults(read, (fault, _path, params) => { report(fault, [], params); }, (name) => { const value = parts.get(name); return value === undefined ? undefined : quoted(value); });
  return read;
}

/**
 * Reads a recurrence rule of RFC 5545, the value of an RRULE line, strictly: every part known, in range, once, and allowed beside the others. One error names every fault.
 * Capital and small letters are one. Libraries for such rules accept INTERVAL=0, BYMONTH=13 or 30 February silently.
 *
 * @throws CoachingError `input.*`, `recurrence-rule.*`, `recurrence-rule-text.*`
 * @example
 * ```ts
 * const { frequency, weekdays, occurrenceCount } = parseRecurrenceRule("FREQ=MONTHLY;BYDAY=2WE;COUNT=3");
 * frequency; // => "MONTHLY"
 * weekdays; // => [{ weekday: "WE", ordinal: 2 }]
 * occurrenceCount; // => 3
 * ```
 */
export function parseRecurrenceRule(text: string): RecurrenceRule {
  const issues: Issue[] = [];
  const read = readRule(check(z.string().max(RECURRENCE_LIMITS.ruleLength), text), (fault, path, params) => { issues.push(issueOf(fault, path, params)); });
  if (issues.length > 0) throw new CoachingError(issues);
  return read;
}

/** `2027-10-17T07:00:00Z` as `20271017T070000Z`. */
export const compactText = (text: string): string => `${text}${text.length === 16 ? ":00" : ""}`.replaceAll(/[-:]/gu, "");

/** The text of a rule that has been checked. */
export function ruleText(rule: RecurrenceRule): string {
  const weekdays = rule.weekdays.map(({ weekday, ordinal }) => `${ordinal === null ? "" : String(ordinal)}${weekday}`);
  const parts: readonly (readonly [string, string])[] = [
    ["FREQ", rule.frequency],
    ["INTERVAL", rule.everyPeriods === 1 ? "" : String(rule.everyPeriods)],
    ...NUMBER_PARTS.slice(0, 4).map(({ key, name }) => [name, rule[key].join()] as const),
    ["BYDAY", weekdays.join()],
    ...NUMBER_PARTS.slice(4).map(({ key, name }) => [name, rule[key].join()] as const),
    ["WKST", rule.weekStartsOn === "MO" ? "" : rule.weekStartsOn],
    ["COUNT", rule.occurrenceCount === null ? "" : String(rule.occurrenceCount)],
    ["UNTIL", rule.until === null ? "" : compactText(rule.until)],
  ];
  return parts.filter(([, value]) => value !== "").map(([name, value]) => `${name}=${value}`).join(";");
}

/**
 * A rule as the value of an RRULE line; `parseRecurrenceRule` reads it back to the same rule.
 *
 * @throws CoachingError `input.*`, `recurrence-rule.*`
 * @example
 * ```ts
 * recurrenceRuleText(parseRecurrenceRule("COUNT=3;BYDAY=2WE;FREQ=MONTHLY")); // => "FREQ=MONTHLY;BYDAY=2WE;COUNT=3"
 * ```
 */
export const recurrenceRuleText = (rule: RecurrenceRule): string => ruleText(check(RecurrenceRule, rule));
