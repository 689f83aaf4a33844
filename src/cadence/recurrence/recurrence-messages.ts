import * as z from "zod";
import type { Weekday } from "../../time/index.js";
import type { RecurrenceFrequency } from "./recurrence-rule.js";

/** A text that depends on a number: the first entry that fits it is taken. */
export interface NumberForm {
  /** The number fits when its digits end with one of these: `["1"]` takes 1, 21 and 31; `"=1"` takes 1 alone; an empty list takes every number. */
  readonly endings: readonly string[];
  /** The text, with `{number}` for the number. */
  readonly text: string;
}

/** A language for `describeRecurrence`: plain data, so that it can stand in a file for translators. Texts hold `{names}` that are filled in; what is empty is left out. */
export interface RecurrenceMessages {
  /** The whole: `{every} {months} {yearWeeks} {yearDays} {monthDays} {weekdays} {times} {positions} {weekStart} {end}`, in the order of the language. */
  readonly sentence: string;
  /** How often, by frequency: every day, every 2 days. */
  readonly every: Readonly<Record<RecurrenceFrequency, readonly NumberForm[]>>;
  /** The parts of the sentence; each holds `{list}`. */
  readonly parts: {
    readonly months: string;
    readonly yearWeeks: string;
    readonly yearDays: string;
    readonly monthDays: string;
    readonly weekdays: string;
    readonly times: string;
    readonly hours: string;
    readonly minutes: string;
    readonly seconds: string;
    readonly positions: string;
  };
  /** Said when weeks do not begin on Monday; holds `{weekday}`. */
  readonly weekStart: string;
  /** The end by a count. */
  readonly count: readonly NumberForm[];
  /** The end by a time; holds `{end}`. */
  readonly until: string;
  /** A date: `{day}`, `{month}`, `{year}`. */
  readonly date: string;
  /** A time of day: `{hour}`, `{minute}`, two digits each. */
  readonly clockTime: string;
  /** A date with the time of the set's clock, and with that of UTC; both hold `{date}` and `{time}`. */
  readonly localTime: string;
  readonly instant: string;
  /** An ordinal from the first, and one from the last. */
  readonly ordinals: readonly NumberForm[];
  readonly ordinalsFromLast: readonly NumberForm[];
  /** A weekday with its ordinal: `{ordinal}`, `{weekday}`. */
  readonly nthWeekday: string;
  /** A weekday without ordinal in a month or a year, which has several of them; holds `{weekday}`. */
  readonly everyWeekday: string;
  /** Between the entries of a list, and before its last. */
  readonly comma: string;
  readonly and: string;
  /** The names of the weekdays. */
  readonly weekdays: Readonly<Record<Weekday, string>>;
  /** The names of the months, January first. */
  readonly months: readonly string[];
}

const words = z.string().max(200);
const forms = z.array(z.strictObject({ endings: z.array(words).max(100).readonly(), text: words }).readonly()).max(100).readonly();

/** Schema of a language for `describeRecurrence`. */
export const RecurrenceMessages = z
  .strictObject({
    sentence: words,
    every: z.strictObject({ SECONDLY: forms, MINUTELY: forms, HOURLY: forms, DAILY: forms, WEEKLY: forms, MONTHLY: forms, YEARLY: forms }).readonly(),
    parts: z.strictObject({ months: words, yearWeeks: words, yearDays: words, monthDays: words, weekdays: words, times: words, hours: words, minutes: words, seconds: words, positions: words }).readonly(),
    weekStart: words, count: forms, until: words, date: words, clockTime: words, localTime: words, instant: words, ordinals: forms, ordinalsFromLast: forms, nthWeekday: words, everyWeekday: words, comma: words, and: words,
    weekdays: z.strictObject({ MO: words, TU: words, WE: words, TH: words, FR: words, SA: words, SU: words }).readonly(),
    months: z.array(words).length(12).readonly(),
  })
  .readonly() satisfies z.ZodType<RecurrenceMessages>;

const unit = (singular: string): readonly NumberForm[] => [{ endings: ["=1"], text: `every ${singular}` }, { endings: [], text: `every {number} ${singular}s` }];

/** English for `describeRecurrence`. */
export const englishRecurrenceMessages: RecurrenceMessages = {
  sentence: "{every} {months} {yearWeeks} {yearDays} {monthDays} {weekdays} {times} {positions} {weekStart} {end}.",
  every: { SECONDLY: unit("second"), MINUTELY: unit("minute"), HOURLY: unit("hour"), DAILY: unit("day"), WEEKLY: unit("week"), MONTHLY: unit("month"), YEARLY: unit("year") },
  parts: {
    months: "in {list}", yearWeeks: "in the {list} week of the year", yearDays: "on the {list} day of the year", monthDays: "on the {list} day of the month", weekdays: "on {list}",
    times: "at {list}", hours: "in hour {list}", minutes: "at minute {list}", seconds: "at second {list}", positions: ", of these only the {list}",
  },
  weekStart: ", with weeks from {weekday}",
  count: [{ endings: ["=1"], text: ", once" }, { endings: [], text: ", {number} times" }],
  until: ", until {end}",
  date: "{day} {month} {year}",
  clockTime: "{hour}:{minute}",
  localTime: "{date} at {time}",
  instant: "{date} at {time} UTC",
  ordinals: [{ endings: ["11", "12", "13"], text: "{number}th" }, { endings: ["1"], text: "{number}st" }, { endings: ["2"], text: "{number}nd" }, { endings: ["3"], text: "{number}rd" }, { endings: [], text: "{number}th" }],
  ordinalsFromLast: [
    { endings: ["=1"], text: "last" }, { endings: ["11", "12", "13"], text: "{number}th to last" }, { endings: ["1"], text: "{number}st to last" },
    { endings: ["2"], text: "{number}nd to last" }, { endings: ["3"], text: "{number}rd to last" }, { endings: [], text: "{number}th to last" },
  ],
  nthWeekday: "the {ordinal} {weekday}",
  everyWeekday: "every {weekday}",
  comma: ", ",
  and: " and ",
  weekdays: { MO: "Monday", TU: "Tuesday", WE: "Wednesday", TH: "Thursday", FR: "Friday", SA: "Saturday", SU: "Sunday" },
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
};
