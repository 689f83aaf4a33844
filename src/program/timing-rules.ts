import type { Fault, IssuePath, Report } from "../error/index.js";
import type { Timing } from "./timing.js";
import type { Touchpoint } from "./touchpoint.js";
import { spacedWeekdays } from "./weekday-spacing.js";

const weekOutOfRange: Fault = { code: "timing-rules.week_out_of_range", message: "Week {week} lies outside the program, which ends with week {last}.", hint: "Use a week from 0 to {last}, or raise weekCount." };
const weeksSwapped: Fault = { code: "timing-rules.weeks_swapped", message: "The last week, {toWeek}, lies before the first, {fromWeek}.", hint: "Swap fromWeek and toWeek." };
const repeated: Fault = { code: "timing-rules.repeated", message: "{value} stands there twice.", hint: "Remove one of them." };
const noSpacing: Fault = { code: "timing-rules.no_spacing", message: "{count} a week, {hours} hours apart, do not fit on these weekdays.", hint: "Allow more weekdays, or lower countPerWeek or minimumSpacingHours." };
const unknownAnchor: Fault = { code: "timing-rules.unknown_touchpoint", message: "No touchpoint has the id “{id}”.", hint: "Add the touchpoint, or correct the id." };
const undatedAnchor: Fault = { code: "timing-rules.undated_touchpoint", message: "The touchpoint “{id}” follows customer contacts and has no date to go by.", hint: "Go by a touchpoint with dates." };
const cycle: Fault = { code: "timing-rules.cycle", message: "These touchpoints go by each other in a circle: {cycle}.", hint: "Tie one of them to a week." };

function findRepeated(values: readonly (string | number)[], path: IssuePath, report: Report): void {
  values.forEach((value, index) => { if (values.indexOf(value) !== index) report(repeated, [...path, index], { value }); });
}

/** What of a program its timings are held against. */
interface TimedProgram {
  readonly weekCount: number;
  readonly touchpoints: readonly Touchpoint[];
}

function findWeekFaults(timing: Timing, last: number, at: IssuePath, report: Report): void {
  const outside = (week: number, path: IssuePath): void => { if (week > last) report(weekOutOfRange, path, { week, last }); };
  if (timing.kind === "weeks") {
    timing.weeks.forEach((week, index) => { outside(week, [...at, "weeks", index]); });
    findRepeated(timing.weeks, [...at, "weeks"], report);
  }
  if ("fromWeek" in timing) {
    outside(timing.fromWeek, [...at, "fromWeek"]);
    outside(timing.toWeek, [...at, "toWeek"]);
    if (timing.toWeek < timing.fromWeek) report(weeksSwapped, [...at, "toWeek"], { fromWeek: timing.fromWeek, toWeek: timing.toWeek });
  }
  if (timing.kind === "day-offsets") findRepeated(timing.dayOffsets, [...at, "dayOffsets"], report);
  if ("weekdays" in timing) findRepeated(timing.weekdays, [...at, "weekdays"], report);
  if (timing.kind === "per-week" && spacedWeekdays(timing) === null) report(noSpacing, [...at, "minimumSpacingHours"], { count: timing.countPerWeek, hours: timing.minimumSpacingHours });
}

/** The touchpoint that another one goes by, if any. */
const anchorOf = (timing: Timing): string | undefined => (timing.kind === "days-from" || timing.kind === "minutes-from" ? timing.touchpointId : undefined);

function findAnchorFaults({ touchpoints }: TimedProgram, report: Report): void {
  const timings = new Map(touchpoints.map(({ id, timing }) => [id, timing]));
  const inKnownCycle = new Set<string>();
  touchpoints.forEach(({ id, timing }, index) => {
    const path = ["touchpoints", index, "timing", "touchpointId"];
    const anchor = anchorOf(timing);
    if (anchor === undefined) return;
    const other = timings.get(anchor);
    if (other === undefined) report(unknownAnchor, path, { id: anchor });
    if (other?.kind === "after-contact") report(undatedAnchor, path, { id: anchor });
    const walk = [id];
    for (let next: string | undefined = anchor; next !== undefined && !inKnownCycle.has(next); next = timings.has(next) ? anchorOf(timings.get(next) ?? timing) : undefined) {
      if (next === id) {
        walk.forEach((member) => inKnownCycle.add(member));
        report(cycle, path, { cycle: [...walk, id].join(" → ") });
        return;
      }
      if (walk.includes(next)) return;
      walk.push(next);
    }
  });
}

/** Weeks outside the program, spacing that does not fit, and touchpoints that go by each other in a circle. */
export function findTimingFaults(program: TimedProgram, report: Report): void {
  program.touchpoints.forEach(({ timing }, index) => { findWeekFaults(timing, program.weekCount, ["touchpoints", index, "timing"], report); });
  findAnchorFaults(program, report);
}
