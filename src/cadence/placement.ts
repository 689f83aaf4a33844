import { type Fault, faultAt, type IssuePath } from "../error/index.js";
import { openWeekdays, spacedWeekdays } from "../program/internal.js";
import type { HolidayPolicy } from "../time/index.js";
import { DAY, dayNumberOf, END_DAY_NUMBER, instantMillisecondsOf, isWithinTime, offsetMillisecondsAt, weekdaysBlackedOut } from "../time/internal.js";
import { type BlackedOut, type CohortCalendar, dayByPolicy, isBlocked, neverBlackedOut, type Obstacle, obstacleOn } from "./cohort-calendar.js";
import { type CompiledProgram, type CompiledTouchpoint, weekdayIndex } from "./compiled-program.js";
import type { Move } from "./move.js";
import { recurrenceDays } from "./recurrence-days.js";

const MINUTE = 60_000;

/** A touchpoint on a day of a cohort's calendar. */
export interface Placement {
  readonly compiled: CompiledTouchpoint;
  /** Tells it from the other placements of the touchpoint, whatever day it falls on. */
  readonly key: string;
  readonly week: number | null;
  readonly plannedDay: number;
  readonly day: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly windowEndDay: number | null;
  /** What kept it from its planned day, where it stands on another one. */
  readonly obstacle: Obstacle | null;
}

/** Why a planned touchpoint has no date. */
export type SkipReason = Move["reason"] | "no-spaced-day" | "anchor-skipped";

/** A touchpoint that was planned and has no date. */
export interface SkippedPlacement {
  readonly compiled: CompiledTouchpoint;
  readonly key: string;
  readonly week: number | null;
  readonly plannedDay: number;
  readonly reason: SkipReason;
}

const outOfRange: Fault = { code: "placement.out_of_range", message: "The touchpoint “{id}” would fall outside the years 1970 to 2199.", hint: "Choose another start date." };

interface Planned {
  readonly key: string;
  readonly week: number | null;
  readonly day: number;
  readonly windowEndDay?: number;
}

const weekKey = (week: number, ordinal: number): string => `w${String(week).padStart(2, "0")}-${String(ordinal)}`;

/** Weekdays as days after the first day of the cohort's week, in order. */
const daysOfWeek = (weekdays: readonly number[], { weekStart }: CohortCalendar): readonly number[] => weekdays.map((weekday) => (weekday - weekStart + 7) % 7).sort((left, right) => left - right);

/** The planned days of the timings that go by weeks: W0 + 7·N + ((d − w) mod 7). */
function plannedByWeek({ weeks, weekdays }: CompiledTouchpoint, calendar: CohortCalendar): readonly Planned[] {
  const offsets = daysOfWeek(weekdays, calendar);
  return weeks.flatMap((week) => offsets.map((offset, index) => ({ key: weekKey(week, index + 1), week, day: calendar.weekZeroDay + 7 * week + offset })));
}

function plannedDays(compiled: CompiledTouchpoint, calendar: CohortCalendar): readonly Planned[] {
  const { timing } = compiled.touchpoint;
  switch (timing.kind) {
    case "start-date":
      return [{ key: "start", week: 0, day: calendar.startDay }];
    case "day-offsets":
      return timing.dayOffsets.map((offset) => ({ key: `d${String(offset).padStart(3, "0")}`, week: null, day: calendar.startDay + offset }));
    case "recurrence": {
      if (compiled.rule === null) return [];
      const firstDay = timing.firstDate === undefined ? calendar.startDay : dayNumberOf(timing.firstDate);
      return recurrenceDays(compiled.rule, firstDay, ["program", "touchpoints", compiled.index, "timing", "rule"]).map((day, index) => ({ key: `n${String(index + 1).padStart(2, "0")}`, week: Math.floor((day - calendar.weekZeroDay) / 7), day }));
    }
    default:
      return plannedByWeek(compiled, calendar);
  }
}

/** Days on which participants completed touchpoints, by the touchpoint's id. */
export type CompletionDays = ReadonlyMap<string, number>;

/** What the placing of one cohort gathers. */
interface Gathered {
  readonly calendar: CohortCalendar;
  readonly completionDays: CompletionDays;
  readonly placements: Placement[];
  readonly skipped: SkippedPlacement[];
}

/** A touchpoint in a cohort's calendar: what becomes of it on a day that is blocked, and which days are. */
interface Placing {
  readonly gathered: Gathered;
  readonly compiled: CompiledTouchpoint;
  readonly policy: HolidayPolicy;
  readonly blackedOut: BlackedOut;
}

function placingOf(gathered: Gathered, compiled: CompiledTouchpoint): Placing {
  const { cohort } = gathered.calendar;
  const { touchpoint, startMinutes } = compiled;
  const blackouts = [...(touchpoint.blackouts ?? []), ...(cohort.blackouts ?? [])];
  return { gathered, compiled, policy: compiled.policy ?? cohort.holidayPolicy, blackedOut: blackouts.length === 0 ? neverBlackedOut : weekdaysBlackedOut(blackouts, startMinutes, touchpoint.durationMinutes) };
}

function placeOn({ gathered, compiled, blackedOut }: Placing, planned: Planned, day: number): void {
  const startsAt = instantMillisecondsOf(gathered.calendar.table, day * DAY + compiled.startMinutes * MINUTE);
  gathered.placements.push({
    compiled, key: planned.key, week: planned.week, plannedDay: planned.day, day, startsAt, endsAt: startsAt + compiled.durationMilliseconds, windowEndDay: planned.windowEndDay ?? null,
    obstacle: day === planned.day ? null : obstacleOn(gathered.calendar, planned.day, blackedOut),
  });
}

function skip({ gathered, compiled, blackedOut }: Placing, planned: Planned, reason: SkipReason | null): void {
  gathered.skipped.push({ compiled, key: planned.key, week: planned.week, plannedDay: planned.day, reason: reason ?? obstacleOn(gathered.calendar, planned.day, blackedOut).reason });
}

function placeEach(placing: Placing, planned: readonly Planned[]): void {
  for (const one of planned) {
    const day = dayByPolicy(placing.gathered.calendar, one.day, placing);
    if (day === null) skip(placing, one, null);
    else placeOn(placing, one, day);
  }
}

/** A window is met on its first possible day; the plan may use the later ones. */
function placeInWindow(placing: Placing): void {
  const { gathered: { calendar }, compiled, policy, blackedOut } = placing;
  const days = plannedByWeek(compiled, calendar);
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return;
  const planned: Planned = { key: "window", week: first.week, day: first.day, windowEndDay: last.day };
  const open = days.find(({ day }) => policy === "stay" || !isBlocked(calendar, day, blackedOut));
  if (open === undefined) skip(placing, planned, null);
  else placeOn(placing, { ...planned, week: open.week }, open.day);
}

/** The days of a per-week touchpoint: where the cohort has blackout hours, those that lie farthest apart among the others, if they can be spaced. */
function spacedDays({ gathered: { calendar }, compiled, blackedOut }: Placing): readonly Planned[] {
  const { timing } = compiled.touchpoint;
  const { blackouts = [] } = calendar.cohort;
  const open = blackouts.length === 0 || timing.kind !== "per-week" ? null : spacedWeekdays(timing, openWeekdays(compiled.touchpoint, blackouts));
  const weekdays = open === null || blackedOut.size === 0 ? compiled.weekdays : open.map((weekday) => weekdayIndex[weekday]);
  return plannedByWeek({ ...compiled, weekdays }, calendar);
}

/**
 * So many a week, spaced. A day off moves to another allowed day of its week that keeps the distance to all others, in the direction of the policy first; where there is none it is left out, with the reason.
 */
function placeSpaced(placing: Placing): void {
  const { gathered: { calendar }, compiled, policy, blackedOut } = placing;
  const { timing } = compiled.touchpoint;
  if (timing.kind !== "per-week") return;
  const planned = spacedDays(placing);
  const taken = new Set(planned.filter(({ day }) => policy === "stay" || !isBlocked(calendar, day, blackedOut)).map(({ day }) => day));
  const tooNearDays = Math.max(1, Math.ceil(timing.minimumSpacingHours / 24));
  const isSpaced = (day: number): boolean => {
    for (let distance = 0; distance < tooNearDays; distance += 1) if (taken.has(day - distance) || taken.has(day + distance)) return false;
    return true;
  };
  const allowed = daysOfWeek(compiled.allowedWeekdays, calendar);
  for (const one of planned) {
    if (taken.has(one.day)) {
      placeOn(placing, one, one.day);
      continue;
    }
    if (policy === "skip") {
      skip(placing, one, null);
      continue;
    }
    const ahead = policy === "next-working-day" ? 1 : -1;
    const candidates = allowed.map((offset) => calendar.weekZeroDay + 7 * (one.week ?? 0) + offset).filter((day) => !isBlocked(calendar, day, blackedOut) && isSpaced(day));
    const rank = (day: number): number => (Math.sign(day - one.day) === ahead ? 0 : 100) + Math.abs(day - one.day);
    const [best] = candidates.sort((left, right) => rank(left) - rank(right));
    if (best === undefined) {
      skip(placing, one, "no-spaced-day");
      continue;
    }
    taken.add(best);
    placeOn(placing, one, best);
  }
}

/** Touchpoints that go by another one follow it to where it was moved. */
function placeByAnchor(placing: Placing): void {
  const { gathered, compiled } = placing;
  const { timing } = compiled.touchpoint;
  const { calendar } = gathered;
  for (const { key, week, plannedDay } of gathered.skipped.filter((one) => one.compiled.index === compiled.anchor)) {
    skip(placing, { key, week, day: plannedDay }, "anchor-skipped");
  }
  for (const anchor of gathered.placements.filter((one) => one.compiled.index === compiled.anchor)) {
    if (timing.kind === "days-from") placeEach(placing, [{ key: anchor.key, week: anchor.week, day: anchor.day + timing.offsetDays }]);
    if (timing.kind !== "minutes-from") continue;
    const gap = Math.round(timing.gapMinutes * MINUTE);
    const startsAt = timing.side === "before" ? anchor.startsAt - gap - compiled.durationMilliseconds : anchor.endsAt + gap;
    const day = Math.floor((startsAt + offsetMillisecondsAt(calendar.table, startsAt)) / DAY);
    gathered.placements.push({ compiled, key: anchor.key, week: anchor.week, plannedDay: day, day, startsAt, endsAt: startsAt + compiled.durationMilliseconds, windowEndDay: null, obstacle: null });
  }
}

/** A step that opens with a completion has a date once that is known. */
function placeAfterCompletion(placing: Placing): void {
  const { timing } = placing.compiled.touchpoint;
  if (timing.kind !== "after-completion") return;
  const completionDay = placing.gathered.completionDays.get(timing.touchpointId);
  if (completionDay !== undefined) placeEach(placing, [{ key: "opened", week: null, day: completionDay + timing.delayDays }]);
}

const isDate = (day: number): boolean => day >= 0 && day < END_DAY_NUMBER;

/** Refuses what no date or instant can name: the calendar has the years 1970 to 2199. `path` is where the cohort stands in the caller's input. */
function refuseOutOfRange({ placements, skipped }: Gathered, path: IssuePath): void {
  const outside =
    placements.find(({ plannedDay, day, startsAt, endsAt, windowEndDay }) => !isWithinTime(startsAt) || !isWithinTime(endsAt) || ![plannedDay, day, windowEndDay ?? day].every(isDate)) ??
    skipped.find(({ plannedDay }) => !isDate(plannedDay));
  if (outside !== undefined) throw faultAt(outOfRange, [...path, "startDate"], { id: outside.compiled.touchpoint.id });
}

/** Every touchpoint of a program on its days in one cohort's calendar, by start, then by its place in the program, then by the planned day. `path` is where the cohort stands in the caller's input. */
export function placeProgram({ order }: CompiledProgram, calendar: CohortCalendar, { path, completionDays }: { readonly path: IssuePath; readonly completionDays: CompletionDays }): { readonly placements: readonly Placement[]; readonly skipped: readonly SkippedPlacement[] } {
  const gathered: Gathered = { calendar, completionDays, placements: [], skipped: [] };
  for (const compiled of order) {
    const { kind } = compiled.touchpoint.timing;
    if (kind === "after-contact") continue;
    const placing = placingOf(gathered, compiled);
    if (kind === "window") placeInWindow(placing);
    else if (kind === "per-week") placeSpaced(placing);
    else if (kind === "after-completion") placeAfterCompletion(placing);
    else if (compiled.anchor !== null) placeByAnchor(placing);
    else placeEach(placing, plannedDays(compiled, calendar));
  }
  refuseOutOfRange(gathered, path);
  gathered.placements.sort((left, right) => left.startsAt - right.startsAt || left.compiled.index - right.compiled.index || left.plannedDay - right.plannedDay);
  return gathered;
}
