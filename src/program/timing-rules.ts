import type { Fault, IssuePath, Report } from "../error/index.js";
import type { Timing } from "./timing.js";
import type { Touchpoint } from "./touchpoint.js";
import { openWeekdays, spacedWeekdays } from "./weekday-spacing.js";

const weekOutOfRange: Fault = { code: "timing-rules.week_out_of_range", message: "Week {week} lies outside the program, which ends with week {last}.", hint: "Use a week from 0 to {last}, or raise weekCount." };
const weeksSwapped: Fault = { code: "timing-rules.weeks_swapped", message: "The last week, {toWeek}, lies before the first, {fromWeek}.", hint: "Swap fromWeek and toWeek." };
const repeated: Fault = { code: "timing-rules.repeated", message: "{value} stands there twice.", hint: "Remove one of them." };
const noSpacing: Fault = { code: "timing-rules.no_spacing", message: "{count} a week, {hours} hours apart, do not fit on these weekdays.", hint: "Allow more weekdays, or lower countPerWeek or minimumSpacingHours." };
const unknownAnchor: Fault = { code: "timing-rules.unknown_touchpoint", message: "No touchpoint has the id “{id}”.", hint: "Add the touchpoint, or correct the id." };
const undatedAnchor: Fault = { code: "timing-rules.undated_touchpoint", message: "The touchpoint “{id}” follows customer contacts and has no date to go by.", hint: "Go by a touchpoint with dates." };
const notAlone: Fault = { code: "timing-rules.not_alone", message: "Each participant completes a touchpoint alone, but this one is not for each, on the participant's clock.", hint: "Set audience to each and clock to participant." };
const cycle: Fault = { code: "timing-rules.cycle", message: "These touchpoints go by each other in a circle: {cycle}.", hint: "Tie one of them to a week." };

function findRepeated(values: readonly (string | number)[], path: IssuePath, report: Report): void {
  const seen = new Set<string | number>();
  values.forEach((value, index) => {
    if (seen.has(value)) report(repeated, [...path, index], { value });
    seen.add(value);
  });
}

/** Weeks outside the program or the wrong way round, weeks and days named twice, spacing that does not fit. */
export function findWeekFaults(touchpoint: Touchpoint, last: number, at: IssuePath, report: Report): void {
  const { timing } = touchpoint;
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
  if (timing.kind === "per-week" && spacedWeekdays(timing, openWeekdays(touchpoint)) === null) report(noSpacing, [...at, "minimumSpacingHours"], { count: timing.countPerWeek, hours: timing.minimumSpacingHours });
}

/** The touchpoint that another one goes by, if any. */
const anchorOf = (timing: Timing): string | undefined => ("touchpointId" in timing ? timing.touchpointId : undefined);

/** A step that opens with a completion is one person's: others complete at other times. */
export function findCompletionFaults({ timing, audience, clock }: Touchpoint, at: IssuePath, report: Report): void {
  if (timing.kind === "after-completion" && (audience.kind !== "each" || clock !== "participant")) report(notAlone, [...at, "timing", "kind"]);
}

/** Touchpoints that go by one that is missing or has no dates, or by each other in a circle; a circle is named once. */
export function findAnchorFaults({ touchpoints }: { readonly touchpoints: readonly Touchpoint[] }, report: Report): void {
  const anchors = new Map(touchpoints.map(({ id, timing }) => [id, anchorOf(timing)]));
  const undated = new Set(touchpoints.flatMap(({ id, timing }) => (timing.kind === "after-contact" ? [id] : [])));
  const settled = new Set<string>();
  touchpoints.forEach(({ id, timing }, index) => {
    const path = ["touchpoints", index, "timing", "touchpointId"];
    const anchor = anchorOf(timing);
    if (anchor === undefined) return;
    if (!anchors.has(anchor)) report(unknownAnchor, path, { id: anchor });
    if (undated.has(anchor)) report(undatedAnchor, path, { id: anchor });
    const walk = new Set<string>();
    let next: string | undefined = id;
    for (; next !== undefined && !settled.has(next) && !walk.has(next); next = anchors.get(next)) walk.add(next);
    if (next !== undefined && walk.has(next)) {
      const members = [...walk];
      const circle = members.slice(members.indexOf(next));
      const at = touchpoints.findIndex((one) => circle.includes(one.id));
      report(cycle, ["touchpoints", at, "timing", "touchpointId"], { cycle: [...circle, next].join(" → ") });
    }
    walk.forEach((member) => settled.add(member));
  });
}
