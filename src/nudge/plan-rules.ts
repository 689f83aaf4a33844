import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { PurposeConsent, CONSENT_LIMITS } from "../oversight/index.js";
import { Seed } from "../statistics/index.js";
import { HolidayCalendar, KnownTimeZone, Weekday, ZoneData } from "../time/index.js";
import { CivilDate, Count, Hours, Id, Instant, Minutes, Prose, WallTime } from "../unit/index.js";

/** What bounds a plan of nudges. */
export const NUDGE_PLAN_LIMITS = {
  /** People of one call of `planNudges`; `streamNudges` has no such limit. */
  people: 20_000,
  /** ISO weeks of one plan. */
  weeks: 53,
  /** Kinds of nudging that one plan may hold. */
  cadences: 50,
  /** Calendars that people share. */
  calendars: 1000,
  /** Leaves, one-to-ones, refreshes or nudges already sent, of one person. */
  recordsOfPerson: 1000,
  /** Spans in which one person is busy. */
  busySpans: 5000,
  /** People × weeks × wishes, and refreshes, in one call of `planNudges`. */
  decisionPoints: 500_000,
} as const;

const unknownTemplate: Fault = { code: "plan-rules.unknown_template", message: "No template has the id “{id}”.", hint: "List it under templateIds, or correct the id." };
const quietAllDay: Fault = { code: "plan-rules.quiet_all_day", message: "The quiet hours cover the whole day.", hint: "Let them end at another time than they begin." };
const repeatedId: Fault = { code: "plan-rules.repeated_id", message: "The id “{id}” stands there twice.", hint: "Give each its own id." };
const repeatedWish: Fault = { code: "plan-rules.repeated_wish", message: "The cadence “{id}” wishes for the same weekday and time twice.", hint: "Wish for another time." };

/** A weekday and time that a nudge is wished for, on the person's own clock. */
export interface NudgeWish {
  /** The weekday. */
  readonly weekday: Weekday;
  /** The time; in a gap of the clock the first instant after it. */
  readonly atTime: WallTime;
}
/** Schema of a wish. */
export const NudgeWish = z.strictObject({ weekday: Weekday, atTime: WallTime }).readonly() satisfies z.ZodType<NudgeWish>;

const cadenceParts = { id: Id, purposeId: Id, templateId: Id, variables: z.record(Id, Prose).readonly(), isEssential: z.boolean() };
const wishes = z.array(NudgeWish).min(1).max(7).readonly();

/** What every cadence says. */
export interface AnyCadence {
  /** The host's id. */
  readonly id: Id;
  /** The purpose whose consent it needs, for example `"nudges"`. */
  readonly purposeId: Id;
  /** The template of its text. */
  readonly templateId: Id;
  /** What the template is filled with. */
  readonly variables: Readonly<Record<string, string>>;
  /** Whether it is for safety or compliance: never left to chance, never halved. */
  readonly isEssential: boolean;
}
/** Nudges of every ISO week, as many as there are wishes. */
export interface WeeklyCadence extends AnyCadence {
  /** Reminders for anybody, or the weekly activity of those who manage (10 minutes unless the variables say otherwise). */
  readonly kind: "weekly" | "manager-prompt";
  /** When each nudge of a week is wished for: one nudge for each, at most seven, in any order. */
  readonly wishes: readonly NudgeWish[];
}
/** A nudge before each one-to-one session of a person. */
export interface OneToOneCadence extends AnyCadence {
  /** Before one-to-ones. */
  readonly kind: "before-one-to-one";
  /** How long before the start, 30 to 120; 60 when absent. */
  readonly leadMinutes?: Minutes;
}
/** A nudge for each refresh of a person that is due, on the date on which it is. It never takes the place of a nudge of another kind. */
export interface RefreshCadence extends AnyCadence {
  /** Refreshes that are due. */
  readonly kind: "refresh";
  /** The time of day that is wished for; in a gap of the clock the first instant after it. */
  readonly atTime: WallTime;
  /** Never: when a behavior has faded is an expectation, not a duty. */
  readonly isEssential: false;
}
/** When somebody is to be nudged, and with which template. */
export type NudgeCadence = WeeklyCadence | OneToOneCadence | RefreshCadence;
/** Schema of a cadence. The fault is `plan-rules.repeated_wish`. */
export const NudgeCadence = z.discriminatedUnion("kind", [
  z.strictObject({ ...cadenceParts, kind: z.enum(["weekly", "manager-prompt"]), wishes }).check(rule(({ id, wishes }: WeeklyCadence, report) => {
    for (const [index] of repeated(wishes, ({ weekday, atTime }) => `${weekday} ${atTime}`)) report(repeatedWish, ["wishes", index], { id });
  })).readonly(),
  z.strictObject({ ...cadenceParts, kind: z.literal("before-one-to-one"), leadMinutes: z.exactOptional(z.int().min(30).max(120)) }).readonly(),
  z.strictObject({ ...cadenceParts, kind: z.literal("refresh"), atTime: WallTime, isEssential: z.literal(false) }).readonly(),
]) satisfies z.ZodType<NudgeCadence>;

/** The zone, working week and holidays that many people share. */
export interface NudgeCalendar {
  /** The host's id. */
  readonly id: Id;
  /** The zone whose clock they live by. */
  readonly timeZone: KnownTimeZone;
  /** The weekdays on which they may be nudged. */
  readonly workingWeekdays: readonly Weekday[];
  /** The holiday calendars that hold for them. */
  readonly holidayCalendarIds: readonly Id[];
}
/** Schema of a shared calendar. */
export const NudgeCalendar = z.strictObject({ id: Id, timeZone: KnownTimeZone, workingWeekdays: z.array(Weekday).min(1).max(7).readonly(), holidayCalendarIds: z.array(Id).max(50).readonly() }).readonly() satisfies z.ZodType<NudgeCalendar>;

/** Hours of every day in which nobody is nudged. */
export interface QuietHours {
  /** From this time on. */
  readonly fromTime: WallTime;
  /** Until before this time: of the next day when it is not later. */
  readonly toTime: WallTime;
}
/** Schema of quiet hours. The fault is `plan-rules.quiet_all_day`. */
export const QuietHours = z.strictObject({ fromTime: WallTime, toTime: WallTime }).check(rule(({ fromTime, toTime }: QuietHours, report) => {
  if (fromTime === toTime) report(quietAllDay, ["toTime"]);
})).readonly() satisfies z.ZodType<QuietHours>;

/** Sending by chance, so that the effect of a nudge can be estimated. */
export interface NudgeChance {
  /** The seed. */
  readonly seed: Seed;
  /** The probability that a nudge which could be sent is sent: above 0, at most 1. */
  readonly probability: number;
}
/** Schema of sending by chance. */
export const NudgeChance = z.strictObject({ seed: Seed, probability: z.number().gt(0).max(1) }).readonly() satisfies z.ZodType<NudgeChance>;

/** All of a plan of nudges that is not about one person. */
export interface NudgeRules {
  /** When the plan is made: everything is sent after it. */
  readonly plannedAt: Instant;
  /** A date in the first ISO week of the plan. */
  readonly fromDate: CivilDate;
  /** How many ISO weeks. */
  readonly weekCount: Count;
  /** The templates that exist. */
  readonly templateIds: readonly Id[];
  /** The cadences. */
  readonly cadences: readonly NudgeCadence[];
  /** The calendars that people share. */
  readonly calendars: readonly NudgeCalendar[];
  /** The holidays that calendars name. */
  readonly holidayCalendars: readonly HolidayCalendar[];
  /** Who permitted what, of anyone; who did not is not nudged. */
  readonly consents: readonly PurposeConsent[];
  /** The least time between two sends to one person, of any kind; 48 when absent. */
  readonly spacingHours?: Hours;
  /** When nobody is nudged; 20:00 to 08:00 when absent. */
  readonly quietHours?: QuietHours;
  /** The most nudges of any kind that one person gets on one day; 1 when absent. */
  readonly dailyCap?: Count;
  /** Send by chance; absent to send all. */
  readonly chance?: NudgeChance;
  /** Newer time zone data than the runtime's. */
  readonly zoneData?: ZoneData;
}

const unknownHolidays: Fault = { code: "plan-rules.unknown_holidays", message: "No holiday calendar has the id “{id}”.", hint: "Add it, or correct the id." };

/** The parts of `NudgeRules`. */
export const ruleParts = {
  plannedAt: Instant, fromDate: CivilDate, weekCount: Count.min(1).max(NUDGE_PLAN_LIMITS.weeks), templateIds: z.array(Id).max(10_000).readonly(),
  cadences: z.array(NudgeCadence).max(NUDGE_PLAN_LIMITS.cadences).readonly(), calendars: z.array(NudgeCalendar).max(NUDGE_PLAN_LIMITS.calendars).readonly(),
  holidayCalendars: z.array(HolidayCalendar).max(1000).readonly(), consents: z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly(),
  spacingHours: z.exactOptional(Hours.max(168)), quietHours: z.exactOptional(QuietHours), dailyCap: z.exactOptional(Count.max(100)), chance: z.exactOptional(NudgeChance), zoneData: z.exactOptional(ZoneData),
};
/** The rules between the parts of `NudgeRules`. */
export const rulesBetween = rule(({ cadences, calendars, holidayCalendars, templateIds }: NudgeRules, report) => {
  for (const [key, list] of Object.entries({ cadences, calendars, holidayCalendars })) for (const [index, { id }] of repeated<{ readonly id: Id }>(list, ({ id }) => id)) report(repeatedId, [key, index, "id"], { id });
  const [templates, holidays] = [new Set(templateIds), new Set(holidayCalendars.map(({ id }) => id))];
  cadences.forEach(({ templateId }, index) => { if (!templates.has(templateId)) report(unknownTemplate, ["cadences", index, "templateId"], { id: templateId }); });
  calendars.forEach(({ holidayCalendarIds }, index) => {
    holidayCalendarIds.forEach((id, at) => { if (!holidays.has(id)) report(unknownHolidays, ["calendars", index, "holidayCalendarIds", at], { id }); });
  });
});
/** Schema of the rules. The faults are `plan-rules.*`. */
export const NudgeRules = z.strictObject(ruleParts).check(rulesBetween).readonly() satisfies z.ZodType<NudgeRules>;
