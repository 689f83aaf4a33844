import { parseRecurrenceRule, type RecurrenceRule } from "../cadence/index.js";
import { compileRecurrence, type CompiledRecurrence, recurrenceRows } from "../cadence/internal.js";
import { type Fault, faultAt, isCoachingError } from "../error/index.js";
import { DAY, dayNumberOf, localTimeText, weekdayOfDayNumber, type ZoneTable } from "../time/internal.js";
import { depart, type Findings, ICS_READ_LIMITS, quoted, refuse } from "./ics-departure.js";
import type { IcsProperty } from "./ics-lines.js";
import type { Moment } from "./ics-values.js";

const unreadableRule: Fault = { code: "ics-recurrence.unreadable_rule", message: "Line {line}: the rule “{value}” cannot be read: {reason}", hint: "Write it as RFC 5545 section 3.3.10 wants it, within RECURRENCE_LIMITS." };
const countBeforeTime: Fault = { code: "ics-recurrence.starts_too_early", message: "Line {line}: a rule that is counted, or repeats within the day, begins before 1970.", hint: "Start it in 1970 or later, or end it by UNTIL." };

const tooManyRules: Fault = { code: "ics-recurrence.too_many_rules", message: "Line {line}: the files hold more than {limit} {kind}.", hint: "Read them in parts." };

/** A rule as a file has it, read once; when it is asked for its readings depends on the table of its clock. */
export interface FileRule {
  /** `null`: it ended before 1970. */
  readonly rule: RecurrenceRule | null;
  /** DTSTART, moved forward to 1970 where it lies before. */
  readonly startWall: number;
}

const END_YEAR = 2200;
const numbersOf = (wall: number): readonly [year: number, month: number, day: number] => {
  const text = localTimeText(wall);
  return [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10))];
};

/** The first number at or after `least` that lies `every` steps or a multiple of it after `from`. */
const onGrid = (from: number, every: number, least: number): number => from + Math.max(0, Math.ceil((least - from) / every)) * every;

/** What a rule takes from its start, spelled out, so that its start may be moved (the table of section 3.3.10). */
function spelledOut(rule: RecurrenceRule, startWall: number): RecurrenceRule {
  const [, month, day] = numbersOf(startWall);
  const { frequency, months, yearWeeks, yearDays, monthDays, weekdays } = rule;
  const hasDays = yearWeeks.length + yearDays.length + monthDays.length + weekdays.length > 0;
  const ownWeekday = [{ weekday: weekdayOfDayNumber(Math.floor(startWall / DAY)), ordinal: null }];
  const clock = ((startWall % DAY) + DAY) % DAY;
  const timed: RecurrenceRule = {
    ...rule,
    hours: rule.hours.length > 0 ? rule.hours : [Math.floor(clock / 3_600_000)],
    minutes: rule.minutes.length > 0 ? rule.minutes : [Math.floor(clock / 60_000) % 60],
    seconds: rule.seconds.length > 0 ? rule.seconds : [Math.floor(clock / 1000) % 60],
  };
  if (hasDays || frequency === "DAILY") return timed;
  if (frequency === "WEEKLY") return { ...timed, weekdays: ownWeekday };
  return { ...timed, monthDays: [day], months: frequency === "YEARLY" && months.length === 0 ? [month] : months };
}

/** The same rule from 1970 on: birthdays begin earlier, and so do the time zones of Outlook (1601). Only for rules that are not counted. */
function fromTime(rule: RecurrenceRule, startWall: number): FileRule {
  const spelled = spelledOut(rule, startWall);
  const [year, month] = numbersOf(startWall);
  const startDay = Math.floor(startWall / DAY);
  const midnight = (date: string): number => dayNumberOf(date) * DAY;
  if (rule.frequency === "YEARLY") {
    const from = onGrid(year, rule.everyPeriods, 1970);
    return from >= END_YEAR ? { rule: null, startWall } : { rule: spelled, startWall: midnight(`${String(from)}-01-01`) };
  }
  if (rule.frequency === "MONTHLY") {
    const from = onGrid(year * 12 + month - 1, rule.everyPeriods, 1970 * 12);
    return from >= END_YEAR * 12 ? { rule: null, startWall } : { rule: spelled, startWall: midnight(`${String(Math.floor(from / 12))}-${String((from % 12) + 1).padStart(2, "0")}-01`) };
  }
  const step = rule.frequency === "WEEKLY" ? 7 * rule.everyPeriods : rule.everyPeriods;
  return { rule: spelled, startWall: onGrid(startDay, step, 0) * DAY };
}

/** Some programs end rules "never" by the year 9999; dates end with 2199. */
const endless = (text: string): string => text.replace(/(^|;)UNTIL=(?:2[2-9]|[3-9]\d)\d{6}(?:T\d{6}Z?)?(?=;|$)/u, "$1").replaceAll(/;{2,}/gu, ";").replaceAll(/^;|;$/gu, "");
/** Values that a list names twice: some programs write them, and the standard does not forbid it. */
const eachOnce = (text: string): string => text.replace(/(?<=(?:^|;)BY[A-Z]+=)[^;]+/gu, (list) => [...new Set(list.split(","))].join());
const endedLongAgo = /(?:^|;)UNTIL=(?:1[0-8]\d\d|19[0-6]\d)\d{4}/u;

/** The form of UNTIL that goes with DTSTART (section 3.3.10). */
const untilForms = { date: "a date", utc: "in UTC", zoned: "in UTC", floating: "a local date-time" } as const;
function findUntilDeparture({ value, line }: IcsProperty, { form }: Moment, findings: Findings): void {
  const [, until] = /(?:^|;)UNTIL=(\d{8}(?:T\d{6}Z?)?)(?:;|$)/iu.exec(value) ?? [];
  if (until === undefined) return;
  const actual = until.length === 8 ? "a date" : until.endsWith("Z") || until.endsWith("z") ? "in UTC" : "a local date-time";
  if (actual !== untilForms[form]) depart(findings, "until-type", { line, message: `UNTIL is ${actual}; beside this DTSTART it is to be ${untilForms[form]}.` });
}

/** Rules cost time where they are followed; past the limits no more are taken in. */
function findTooMany(rule: RecurrenceRule, line: number, { spent, path }: Findings): void {
  spent.rules += 1;
  if (["HOURLY", "MINUTELY", "SECONDLY"].includes(rule.frequency)) spent.rulesWithinDay += 1;
  if (spent.rules > ICS_READ_LIMITS.rules) throw faultAt(tooManyRules, path, { line, limit: ICS_READ_LIMITS.rules, kind: "rules" });
  if (spent.rulesWithinDay > ICS_READ_LIMITS.rulesWithinDay) throw faultAt(tooManyRules, path, { line, limit: ICS_READ_LIMITS.rulesWithinDay, kind: "rules that repeat within the day" });
}

/** RRULE of a component that begins at `start`; nothing when it cannot be read. */
export function readRule(property: IcsProperty, start: Moment, findings: Findings): FileRule | undefined {
  const { value, line } = property;
  findUntilDeparture(property, start, findings);
  if (start.form === "date" && /(?:^|;)BY(?:HOUR|MINUTE|SECOND)=/iu.test(value)) depart(findings, "rrule", { line, message: "BYHOUR, BYMINUTE and BYSECOND do not go with a DTSTART that is a date." });
  if (value.endsWith(";")) depart(findings, "rrule", { line, message: "The rule ends in a semicolon." });
  const text = eachOnce(endless(value.toUpperCase()));
  if (endedLongAgo.test(text)) return { rule: null, startWall: start.wall };
  let rule: RecurrenceRule;
  try {
    rule = parseRecurrenceRule(text);
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    refuse(findings, unreadableRule, { rule: "rrule", line, value: quoted(value), reason: error.issues.map(({ message, hint }) => `${message} ${hint}`).join(" ").slice(0, 500) });
    return undefined;
  }
  findTooMany(rule, line, findings);
  if (start.wall >= 0) return { rule, startWall: start.wall };
  if (rule.occurrenceCount === null && ["YEARLY", "MONTHLY", "WEEKLY", "DAILY"].includes(rule.frequency)) return fromTime(rule, start.wall);
  refuse(findings, countBeforeTime, { rule: "rrule", line });
  return undefined;
}

/** A stretch of readings, and how many of them are wanted. */
export interface WallWindow {
  readonly from: number;
  readonly before: number;
  readonly limit: number;
}

/** A rule made ready for the clock of `table`; `null` reads UNTIL as the clock shows it. */
export const compiledRule = ({ rule, startWall }: FileRule, table: ZoneTable | null): CompiledRecurrence | undefined =>
  rule === null ? undefined : compileRecurrence({ startLocalTime: localTimeText(startWall), timeZone: null, rule, addedTimes: [], excludedTimes: [] }, table);

const noWalls = new Float64Array(0);

/** The readings of a rule in a window. */
export const wallsWithin = (compiled: CompiledRecurrence | undefined, { from, before, limit }: WallWindow): Float64Array => (compiled === undefined ? noWalls : recurrenceRows(compiled, { from: Math.max(0, from), before, limit }).walls);

/** The same rule ended by its last reading in place of a count, so that to ask for many windows costs one count. */
function uncounted(compiled: CompiledRecurrence): CompiledRecurrence {
  const { rule, startWall } = compiled;
  if (rule === null || rule.count === Infinity) return compiled;
  const last = wallsWithin(compiled, { from: startWall, before: Infinity, limit: rule.count }).at(-1) ?? -Infinity;
  return { ...compiled, rule: { ...rule, count: Infinity, lastWall: Math.min(rule.lastWall, last) } };
}

/** Answers for many readings whether they are one of the rule's. */
export function readingTest(rule: FileRule, table: ZoneTable | null): (wall: number) => boolean {
  const compiled = compiledRule(rule, table);
  const ended = compiled && uncounted(compiled);
  return (wall) => wallsWithin(ended, { from: wall, before: wall + 1, limit: 1 }).length > 0;
}
