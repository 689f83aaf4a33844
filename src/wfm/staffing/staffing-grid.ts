import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { millisecondsOf } from "../../time/internal.js";
import { QUEUE_LIMITS } from "../queue/queue.js";
import { type ForecastInterval, SkillForecast, STAFFING_LIMITS } from "./skill-forecast.js";

/** How long staffing intervals may be. */
const MINUTES = [5, 10, 15, 20, 30, 60];
const MINUTE = 60_000;
/** Less than this, in seconds, is no handle time. */
const LEAST_HANDLE_TIME = 0.001;

const overlapping: Fault = { code: "staffing-grid.overlapping", message: "It starts before the staffing interval before it ends.", hint: "List staffing intervals in order, each once." };
const missing: Fault = { code: "staffing-grid.missing", message: "{minutes} minutes of forecast are missing before it.", hint: "List every staffing interval, with 0 contacts where the site is closed." };
const unequal: Fault = { code: "staffing-grid.unequal", message: "It starts {minutes} minutes after the one before; the others are {length} minutes long.", hint: "Give staffing intervals one length: 5, 10, 15, 20, 30 or 60 minutes." };
const lengthUnknown: Fault = { code: "staffing-grid.length_unknown", message: "No two staffing intervals follow each other after 5, 10, 15, 20, 30 or 60 minutes.", hint: "Give at least two; the last one may have 0 contacts." };
const otherGrid: Fault = { code: "staffing-grid.other_grid", message: "Its staffing intervals are not those of the first skill.", hint: "Give all skills the same staffing intervals, with 0 contacts where a skill is closed." };
const duplicateSkill: Fault = { code: "staffing-grid.duplicate_skill", message: "The skill “{skillId}” was given before.", hint: "Give each skill once." };
const zeroHandleTime: Fault = { code: "staffing-grid.zero_handle_time", message: "{contacts} contacts take no time.", hint: "Give the mean handle time in seconds, 0.001 at least." };
const tooMuchLoad: Fault = { code: "staffing-grid.too_much_load", message: "The load is {erlangs} erlangs, above {limit}.", hint: "Check the units: contacts of one staffing interval, seconds. A load of this size is several queues." };

/** The staffing intervals that all skills have in common, in milliseconds. */
export interface StaffingGrid {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly intervalMilliseconds: number;
  readonly intervalCount: number;
}

const startsOf = (intervals: readonly ForecastInterval[]): Float64Array => Float64Array.from(intervals, ({ startsAt }) => millisecondsOf(startsAt));

/** The allowed length that occurs most often, so that one wrong instant is named and not all others; 0 if none occurs. */
function usualMinutes(skills: readonly Float64Array[]): number {
  const counts = MINUTES.map(() => 0);
  for (const starts of skills) {
    for (let index = 1; index < starts.length; index += 1) {
      const place = MINUTES.indexOf(((starts[index] ?? 0) - (starts[index - 1] ?? 0)) / MINUTE);
      if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
    }
  }
  const most = Math.max(...counts);
  return most === 0 ? 0 : (MINUTES[counts.indexOf(most)] ?? 0);
}

/** The first thing that is wrong with how far apart two neighbors are. */
function reportStep(minutes: number, length: number, report: (fault: Fault, params?: Readonly<Record<string, number>>) => void): void {
  if (minutes === length) return;
  if (minutes <= 0) report(overlapping);
  else if (minutes > length && minutes % length === 0) report(missing, { minutes: minutes - length });
  else if (minutes > length || MINUTES.includes(minutes)) report(unequal, { minutes, length });
  else report(overlapping);
}

function reportLoad({ offeredContacts, handleTimeSeconds }: ForecastInterval, length: number, report: (fault: Fault, key: string, params: Readonly<Record<string, number>>) => void): void {
  if (offeredContacts > 0 && handleTimeSeconds < LEAST_HANDLE_TIME) report(zeroHandleTime, "handleTimeSeconds", { contacts: offeredContacts });
  const erlangs = (offeredContacts * handleTimeSeconds) / (length * 60);
  if (erlangs > QUEUE_LIMITS.erlangs) report(tooMuchLoad, "offeredContacts", { erlangs, limit: QUEUE_LIMITS.erlangs });
}

function reportTiles(skills: readonly SkillForecast[], report: Report): void {
  const starts = skills.map(({ intervals }) => startsOf(intervals));
  const length = usualMinutes(starts);
  if (length === 0) {
    report(lengthUnknown, [0, "intervals"]);
    return;
  }
  for (const [index, { skillId }] of repeated(skills, (skill) => skill.skillId)) report(duplicateSkill, [index, "skillId"], { skillId });
  for (const [index, { intervals }] of skills.entries()) {
    const own = starts[index] ?? new Float64Array();
    for (const [place, interval] of intervals.entries()) {
      if (place > 0) reportStep(((own[place] ?? 0) - (own[place - 1] ?? 0)) / MINUTE, length, (fault, params) => { report(fault, [index, "intervals", place, "startsAt"], params); });
      reportLoad(interval, length, (fault, key, params) => { report(fault, [index, "intervals", place, key], params); });
    }
    if (own[0] !== starts[0]?.[0] || own.length !== starts[0]?.length) report(otherGrid, [index, "intervals"]);
  }
}

/** Schema of the forecasts of all skills of a plan, whose staffing intervals tile the same stretch of time. */
export const SkillForecasts = z.array(SkillForecast).min(1).max(STAFFING_LIMITS.skills).check(rule(reportTiles)).readonly() satisfies z.ZodType<readonly SkillForecast[]>;

/** The staffing intervals of checked forecasts. */
export function staffingGridOf([first]: readonly SkillForecast[]): StaffingGrid {
  const starts = startsOf(first?.intervals.slice(0, 2) ?? []);
  const [startsAt = 0, second = 0] = starts;
  const intervalMilliseconds = second - startsAt;
  const intervalCount = first?.intervals.length ?? 0;
  return { startsAt, endsAt: startsAt + intervalCount * intervalMilliseconds, intervalMilliseconds, intervalCount };
}

/** The offered load of a staffing interval of checked forecasts. */
export const erlangsOf = ({ offeredContacts, handleTimeSeconds }: ForecastInterval, { intervalMilliseconds }: StaffingGrid): number => (offeredContacts * handleTimeSeconds * 1000) / intervalMilliseconds;
