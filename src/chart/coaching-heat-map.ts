import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { CivilDate, Title, WallTime } from "../unit/index.js";
import type { TimeOfDayGrid, TimeOfDayGridCell, TimeOfDayGridDay } from "../wfm/index.js";
import type { Chart } from "./chart.js";
import { CHART_LIMITS, type ChartLayer, type ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { detailText, numberText, shareText } from "./number-text.js";
import { Figure } from "./result-shapes.js";

/** Figures by day and time of day, and what they are. */
export interface HeatMapPicture {
  /** The figures, as `timeOfDayGrid` answers them. */
  readonly grid: TimeOfDayGrid;
  /** What is shown: `"Coaching minutes"`, `"Agents off the queue"`. */
  readonly valueName: Title;
  /** True for fractions that are written in percent: a service level lost. */
  readonly isShare?: boolean;
}

const unknownPlace: Fault = { code: "coaching-heat-map.unknown_place", message: "The grid has no {key} {index}.", hint: "Give the grid as timeOfDayGrid answers it." };
const place = z.int().min(0).max(CHART_LIMITS.categories);
const GridShape = z.object({
  days: z.array(z.object({ date: CivilDate, weekdayIndex: z.int().min(0).max(6) })).min(1).max(CHART_LIMITS.categories),
  times: z.array(z.object({ wallTime: WallTime, isRepeated: z.boolean() })).min(1).max(CHART_LIMITS.categories),
  cells: z.array(z.object({ dayIndex: place, timeIndex: place, value: Figure.nullable(), reason: z.enum(["no-value", "skipped"]).nullable() })).max(CHART_LIMITS.rows),
}).check(rule(({ days, times, cells }: TimeOfDayGrid, report: Report) => {
  cells.forEach(({ dayIndex, timeIndex }, index) => {
    if (dayIndex >= days.length) report(unknownPlace, ["cells", index, "dayIndex"], { key: "day", index: dayIndex });
    if (timeIndex >= times.length) report(unknownPlace, ["cells", index, "timeIndex"], { key: "time", index: timeIndex });
  });
}));
const HeatMapPicture = z.strictObject({ grid: GridShape, valueName: Title, isShare: z.exactOptional(z.boolean()) });

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const shortDay = ({ date, weekdayIndex }: TimeOfDayGridDay): string => `${weekdays[weekdayIndex] ?? ""} ${String(Number(date.slice(8)))}`;
const wholeDay = (day: TimeOfDayGridDay): string => `${shortDay(day)} ${months[Number(day.date.slice(5, 7)) - 1] ?? ""}`;
/** Days that weekday and day of the month tell apart: four weeks. */
const SHORT_DAYS = 28;

/**
 * A heat map of the days of a site over the time of day: a cell for each staffing interval, the darker the higher, its colors in an order that color-blind people and a gray print keep. Where there is no value stands a gray dot, which no zero has.
 * The hour that a clock shows twice has rows of its own for the second time; times that it skips have no value. A day is called by weekday and date, or by the name that the texts give its date.
 *
 * @throws CoachingError `coaching-heat-map.unknown_place`, `input.*`
 * @example
 * ```ts
 * const values = [{ startsAt: "2026-10-05T07:00:00Z", value: 60 }, { startsAt: "2026-10-05T08:00:00Z", value: 0 }];
 * const grid = timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 30, values });
 * const chart = coachingHeatMap({ grid, valueName: "Coaching minutes" });
 * chart.title; // => "Coaching minutes: most, 60, on Mon 5 Oct at 09:00"
 * chart.layers.map(({ id, marks }) => [id, marks.map(({ y, detail }) => [y, detail])]); // => [["cells", [["09:00", "Mon 5 Oct, 09:00: 60"], ["10:00", "Mon 5 Oct, 10:00: 0"]]], ["empty", [["09:30", "Mon 5 Oct, 09:30: no value"]]]]
 * ```
 */
export function coachingHeatMap(picture: HeatMapPicture, texts: ChartTexts = {}): Chart {
  const { grid: { days, times, cells }, valueName, isShare = false } = check(HeatMapPicture, picture);
  const words = check(ChartTexts, texts);
  const namesBy = (textOf: (day: TimeOfDayGridDay) => string): readonly string[] => distinctNames(days.map((day) => (Object.hasOwn(words.names ?? {}, day.date) ? day.date : textOf(day))), words);
  const wholeNames = namesBy(wholeDay);
  const dayNames = days.length > SHORT_DAYS ? wholeNames : namesBy(shortDay);
  const timeNames = times.map(({ wallTime, isRepeated }) => (isRepeated ? `${wallTime} again` : wallTime));
  const [short, long] = isShare ? [shareText, shareText] : [numberText, detailText];
  const placeText = ({ dayIndex, timeIndex }: TimeOfDayGridCell, between: string): string => `${wholeNames[dayIndex] ?? ""}${between}${timeNames[timeIndex] ?? ""}`;
  const at = ({ dayIndex, timeIndex }: TimeOfDayGridCell) => ({ x: dayNames[dayIndex] ?? "", y: timeNames[timeIndex] ?? "" });
  const filled = cells.flatMap((cell): readonly ChartMark[] => (cell.value === null ? [] : [{ ...at(cell), value: cell.value, label: short(cell.value), detail: oneLine(`${placeText(cell, ", ")}: ${long(cell.value)}`) }]));
  const empty = cells.filter(({ value }) => value === null).map((cell): ChartMark => ({ ...at(cell), detail: oneLine(`${placeText(cell, ", ")}: ${cell.reason === "skipped" ? "the clock skips it" : "no value"}`) }));
  const most = cells.reduce<TimeOfDayGridCell | null>((found, cell) => (cell.value !== null && cell.value > (found?.value ?? -Infinity) ? cell : found), null);
  const span = days.length === 1 ? (days[0]?.date ?? "") : `${days[0]?.date ?? ""} to ${days.at(-1)?.date ?? ""}`;
  const isEven = filled.length > 1 && filled.every(({ value }) => value === most?.value);
  const mostText = most?.value === null || most === null ? "no value" : isEven ? `${short(most.value)} in each` : `most, ${short(most.value)}, on ${placeText(most, " at ")}`;
  const layers: readonly ChartLayer[] = [{ id: "cells", mark: "cell", color: "blue", hasLabels: true, ...(isShare ? { isShare } : {}), marks: filled }, { id: "empty", mark: "point", color: "gray", shape: "circle", legend: "no value", marks: empty }];
  const notes = [times.some(({ isRepeated }) => isRepeated) ? "“Again”: the second time that the clock shows the hour, on the day on which it is set back." : "", cells.some(({ reason }) => reason === "skipped") ? "On the day on which the clock is set forward it skips an hour, which has no value." : ""];
  return {
    title: words.title ?? oneLine(`${valueName}: ${mostText}`), subtitle: oneLine(`${valueName} in each staffing interval; the darker, the higher`),
    description: oneLine(`Heat map of ${valueName} by day and time of day, ${span}: ${mostText}.`),
    x: { scale: "band", title: `Day, ${span}`, categories: dayNames }, y: { scale: "band", title: "Time of day", categories: timeNames },
    layers: layers.filter(({ marks }) => marks.length > 0), notes: notes.filter((note) => note !== ""),
  };
}
