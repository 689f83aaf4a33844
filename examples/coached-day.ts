/** One day of the frontline example as the floor sees it, and the pictures of it and of the four weeks. */
import { wfm } from "coachkit";
import { coachingHeatMap, type Chart, serviceDayChart } from "coachkit/chart";
import { service } from "./invented-site.js";
import { at, timeZone } from "./site-people.js";
import { line } from "./sponsor-report.js";

export const row = (title: string, text: string): void => { line(`  ${title.padEnd(13)} ${text}`); };
export const percent = (fraction: number, digits = 1): string => `${(100 * fraction).toFixed(digits)} %`;

/** The half hours of a day in which the site is open. */
function openHours(skill: wfm.StaffedSkill, date: string) {
  const intervals = new Map(skill.intervals.map((interval) => [interval.startsAt, interval]));
  return Array.from({ length: 24 }, (_, half) => {
    const minutes = 480 + 30 * half;
    const interval = intervals.get(at(date, minutes));
    if (interval?.withoutCoaching === undefined) throw new Error("The day is open, and its coaching is known.");
    return { ...interval, withoutCoaching: interval.withoutCoaching, wallTime: `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}` };
  });
}

/** A day as a service that no program has changed yet: what its queue is like with the coaching in it. */
export const typicalDay = (skill: wfm.StaffedSkill, date: string) => openHours(skill, date).map(({ offeredContacts, staffing: { onQueueFte } }) => ({ offeredContacts, handleTimeSeconds: 360, agentFte: onQueueFte }));

export function tellDay(skill: wfm.StaffedSkill, date: string): void {
  line("  half hour  calls  on queue  required  coached  service level without → with      late without → with");
  for (const { wallTime, offeredContacts, requiredFte, staffing, withoutCoaching } of openHours(skill, date)) {
    const coached = withoutCoaching.onQueueFte - staffing.onQueueFte;
    const isCoached = coached >= 0.01;
    const cells = [offeredContacts.toFixed(0).padStart(5), staffing.onQueueFte.toFixed(1).padStart(8), String(requiredFte).padStart(8), (isCoached ? coached.toFixed(0) : "").padStart(7)];
    const [service, late] = [isCoached ? ` → ${percent(staffing.serviceLevelFraction, 3)}` : "", isCoached ? ` → ${staffing.lateContacts.toFixed(2)}` : ""];
    line(`  ${wallTime}      ${cells.join("  ")}  ${`${percent(withoutCoaching.serviceLevelFraction, 3).padStart(13)}${service}`.padEnd(28)}${withoutCoaching.lateContacts.toFixed(2).padStart(11)}${late}`);
  }
  const day = skill.days.find((one) => one.date === date);
  if (day?.withoutCoaching !== undefined) row("The day", `service level ${percent(day.withoutCoaching.serviceLevelFraction, 3)} without, ${percent(day.staffing.serviceLevelFraction, 3)} with; ${day.withoutCoaching.lateContacts.toFixed(2)} contacts late without, ${day.staffing.lateContacts.toFixed(2)} with`);
}

const dayOf = (skill: wfm.StaffedSkill, date: string): wfm.ServiceDay => ({
  skillId: skill.skillId, date, staffingIntervalMinutes: 30, ...(service.serviceFloorFraction === undefined ? {} : { serviceFloorFraction: service.serviceFloorFraction }),
  intervals: openHours(skill, date).map(({ wallTime, requiredFte, staffing, withoutCoaching }) => ({
    wallTime, requiredFte, onQueueFte: staffing.onQueueFte, onQueueWithoutCoachingFte: withoutCoaching.onQueueFte, serviceLevelFraction: staffing.serviceLevelFraction, serviceLevelWithoutCoachingFraction: withoutCoaching.serviceLevelFraction,
  })),
});

/** The heat map of all coaching, and the day twice: how callers are served, and who is where. */
export function pictures(skill: wfm.StaffedSkill, date: string): Readonly<Record<string, Chart>> {
  const values = skill.intervals.filter(({ offeredContacts }) => offeredContacts > 0).map(({ startsAt, staffing, withoutCoaching = staffing }) => ({ startsAt, value: Math.round(withoutCoaching.onQueueFte - staffing.onQueueFte) }));
  const day = dayOf(skill, date);
  return {
    "coaching-heat-map": coachingHeatMap({ grid: wfm.timeOfDayGrid({ timeZone, staffingIntervalMinutes: 30, values }), valueName: "Reps in coaching" }),
    "service-day": serviceDayChart(day, { names: { service: "Service" } }), "service-day-agents": serviceDayChart(day, { names: { service: "Service" }, form: "agents" }),
  };
}
