import { check } from "../../error/index.js";
import { englishRecurrenceMessages, type NumberForm, RecurrenceMessages } from "./recurrence-messages.js";
import { RecurrenceRule, type RecurrenceWeekday } from "./recurrence-rule.js";

const fill = (text: string, values: Readonly<Record<string, string>>): string => text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : whole));

function numbered(forms: readonly NumberForm[], number: number): string {
  const digits = String(number);
  const form = forms.find(({ endings }) => endings.length === 0 || endings.some((ending) => (ending.startsWith("=") ? ending.slice(1) === digits : digits.endsWith(ending))));
  return fill(form?.text ?? "{number}", { number: digits });
}

const ordinal = ({ ordinals, ordinalsFromLast }: RecurrenceMessages, number: number): string => numbered(number > 0 ? ordinals : ordinalsFromLast, Math.abs(number));
/** First the ones from the beginning, then those from the end. */
const inOrder = (numbers: readonly number[]): readonly number[] => numbers.toSorted((left, right) => (left < 0 === right < 0 ? left - right : right - left));

function listed({ comma, and }: RecurrenceMessages, entries: readonly string[]): string {
  const last = entries.at(-1) ?? "";
  return entries.length < 2 ? last : `${entries.slice(0, -1).join(comma)}${and}${last}`;
}

const two = (number: number): string => String(number).padStart(2, "0");

/** Hours and minutes together where they make few times; else each by itself. What a rule leaves out comes from the start of its set, which is not known here. */
function timesText(messages: RecurrenceMessages, { hours, minutes, seconds }: RecurrenceRule): string {
  const { parts } = messages;
  const list = (template: string, numbers: readonly number[]): string => (numbers.length === 0 ? "" : fill(template, { list: listed(messages, inOrder(numbers).map(String)) }));
  const count = hours.length * minutes.length;
  const times = count === 0 || count > 12 ? [] : inOrder(hours).flatMap((hour) => inOrder(minutes).map((minute) => fill(messages.clockTime, { hour: two(hour), minute: two(minute) })));
  const byTimes = times.length > 0 ? fill(parts.times, { list: listed(messages, times) }) : `${list(parts.hours, hours)} ${list(parts.minutes, minutes)}`;
  return `${byTimes} ${list(parts.seconds, seconds)}`;
}

function endText(messages: RecurrenceMessages, { occurrenceCount, until }: RecurrenceRule): string {
  if (occurrenceCount !== null) return numbered(messages.count, occurrenceCount);
  if (until === null) return "";
  const date = fill(messages.date, { day: String(Number(until.slice(8, 10))), month: messages.months[Number(until.slice(5, 7)) - 1] ?? "", year: until.slice(0, 4) });
  const time = fill(messages.clockTime, { hour: until.slice(11, 13), minute: until.slice(14, 16) });
  return fill(messages.until, { end: until.length === 10 ? date : fill(until.endsWith("Z") ? messages.instant : messages.localTime, { date, time }) });
}

/** “Every month on Monday” would be one Monday to most readers: where positions or weeks do not choose, it says that each is meant. */
const isEach = ({ frequency, positions, yearWeeks }: RecurrenceRule): boolean => (frequency === "MONTHLY" || frequency === "YEARLY") && positions.length + yearWeeks.length === 0;

function weekdayText(messages: RecurrenceMessages, rule: RecurrenceRule, { weekday, ordinal: number }: RecurrenceWeekday): string {
  const name = messages.weekdays[weekday];
  if (number !== null) return fill(messages.nthWeekday, { ordinal: ordinal(messages, number), weekday: name });
  return isEach(rule) ? fill(messages.everyWeekday, { weekday: name }) : name;
}

/**
 * A rule as a sentence for people: in English, or in the language whose messages are given. It says every part of the rule; what a rule takes from the start of its set it does not say.
 *
 * @throws CoachingError `input.*`, `recurrence-rule.*`
 * @example
 * ```ts
 * describeRecurrence(parseRecurrenceRule("FREQ=MONTHLY;BYDAY=2WE;COUNT=3")); // => "Every month on the 2nd Wednesday, 3 times."
 * describeRecurrence(parseRecurrenceRule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20271017")); // => "Every 2 weeks on Tuesday and Thursday, until 17 October 2027."
 * ```
 */
export function describeRecurrence(rule: RecurrenceRule, messages: RecurrenceMessages = englishRecurrenceMessages): string {
  const read = check(RecurrenceRule, rule);
  const language = check(RecurrenceMessages, messages);
  const { parts } = language;
  const list = (template: string, entries: readonly string[]): string => (entries.length === 0 ? "" : fill(template, { list: listed(language, entries) }));
  const ordinals = (numbers: readonly number[]): readonly string[] => inOrder(numbers).map((number) => ordinal(language, number));
  const sentence = fill(language.sentence, {
    every: numbered(language.every[read.frequency], read.everyPeriods),
    months: list(parts.months, inOrder(read.months).map((month) => language.months[month - 1] ?? "")),
    yearWeeks: list(parts.yearWeeks, ordinals(read.yearWeeks)),
    yearDays: list(parts.yearDays, ordinals(read.yearDays)),
    monthDays: list(parts.monthDays, ordinals(read.monthDays)),
    weekdays: list(parts.weekdays, read.weekdays.map((weekday) => weekdayText(language, read, weekday))),
    times: timesText(language, read),
    positions: list(parts.positions, ordinals(read.positions)),
    weekStart: read.weekStartsOn === "MO" ? "" : fill(language.weekStart, { weekday: language.weekdays[read.weekStartsOn] }),
    end: endText(language, read),
  });
  const tidy = sentence.replaceAll(/ +/gu, " ").replaceAll(/ ([,.;])/gu, "$1").trim();
  return `${tidy.slice(0, 1).toUpperCase()}${tidy.slice(1)}`;
}
