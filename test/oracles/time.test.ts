import { addWorkingDays, clockChanges, commonFreeSpans, countWorkingDays, freeSlots, instantOf, rollToWorkingDay, type TimeSpan, type Weekday, type WorkingHours, workingSpans } from "coachkit/time";
import { oracle } from "./oracle.js";

type Reading = { readonly zone: string; readonly local: string };
const resolved = (clockChange: "compatible" | "earlier" | "later") => ({ zone, local }: Reading) => {
  const { startsAt, offset, localTime } = instantOf({ localTime: local, timeZone: zone, clockChange });
  return { utc: startsAt, offset, local: localTime, ...(clockChange === "compatible" ? { icsOffset: offset.replace(":", "") } : {}) };
};

oracle<Reading>("calendar/tz-walltime.json", {
  kind: ({ zone, local }) => instantOf({ localTime: local, timeZone: zone, clockChange: "compatible" }).kind,
  compatible: resolved("compatible"),
  earlier: resolved("earlier"),
  later: resolved("later"),
});

type Years = { readonly zone: string; readonly fromYear: number; readonly toYearExclusive: number };
const history = ({ zone, fromYear, toYearExclusive }: Years) => clockChanges({ timeZone: zone, fromYear, toYearExclusive });
/** The file's own note: builds of the time zone data print either sense of summer time for these two, so it is not tested. */
const eitherSense = ["Europe/Dublin", "Africa/Casablanca"];

oracle<Years>("calendar/tz-transitions.json", {
  offsetAtStart: (years) => history(years).offsetAtStart,
  transitions: (years, want) => history(years).changes.map(({ at, fromOffset, toOffset, daylightSaving }, index) => ({
    utc: at, from: fromOffset, to: toOffset,
    dst: eitherSense.includes(years.zone) ? (want as readonly { readonly dst: boolean }[])[index]?.dst : daylightSaving,
  })),
});

type Hours = { readonly tz: string; readonly hours: Readonly<Record<string, readonly (readonly [string, string])[]>>; readonly holidays: readonly string[]; readonly busy?: readonly (readonly [string, string])[] };
type Days = { readonly date: string; readonly workdays: readonly Weekday[]; readonly holidays: readonly string[]; readonly days: number; readonly to: string };
type Availability =
  | Days & { readonly op: "add" | "count" | "following" | "preceding" | "modifiedFollowing" }
  | { readonly op: "workingIntervals"; readonly person: Hours; readonly from: string; readonly to: string }
  | { readonly op: "commonFree"; readonly people: readonly Hours[]; readonly durationMin: number; readonly stepMin: number; readonly from: string; readonly to: string };

const hoursOf = ({ tz, hours, holidays }: Hours): WorkingHours => ({ timeZone: tz, weekly: Object.fromEntries(Object.entries(hours).map(([weekday, periods]) => [weekday, periods.map(([fromTime, toTime]) => ({ fromTime, toTime }))])), holidays });
const pairs = (spans: readonly TimeSpan[]) => spans.map(({ startsAt, endsAt }) => [startsAt, endsAt]);
function meeting(input: Availability) {
  if (input.op !== "commonFree") throw new Error(`${input.op} is no meeting`);
  const people = input.people.map((person) => ({ hours: hoursOf(person), busy: (person.busy ?? []).map(([startsAt, endsAt]) => ({ startsAt, endsAt })) }));
  return { people, fromAt: input.from, toAt: input.to, durationMinutes: input.durationMin };
}
const slots = (input: Availability) => freeSlots({ ...meeting(input), stepMinutes: input.op === "commonFree" ? input.stepMin : 0, limitCount: 40 });

function answer(input: Availability): unknown {
  if (input.op === "commonFree") throw new Error("a meeting has keys");
  if (input.op === "workingIntervals") return pairs(workingSpans({ hours: hoursOf(input.person), fromAt: input.from, toAt: input.to }));
  const working = { workingWeekdays: input.workdays, holidays: input.holidays };
  if (input.op === "add") return addWorkingDays({ date: input.date, days: input.days, ...working });
  if (input.op === "count") return countWorkingDays({ fromDate: input.date, beforeDate: input.to, ...working });
  return rollToWorkingDay({ date: input.date, roll: input.op === "modifiedFollowing" ? "modified-following" : input.op, ...working });
}

oracle<Availability>("calendar/availability.json", {
  answer,
  intervals: (input) => pairs(commonFreeSpans(meeting(input))),
  slots: (input) => slots(input).slots.map(({ startsAt }) => startsAt),
  slotCount: (input) => slots(input).slotCount,
});
