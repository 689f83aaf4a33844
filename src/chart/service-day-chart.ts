import * as z from "zod";
import { check } from "../error/index.js";
import { ServiceDay, type ServiceDayInterval } from "../wfm/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { numberText, shareText } from "./number-text.js";

/** How a day of a skill is drawn. */
export interface ServiceDayTexts extends ChartTexts {
  /** `service-level`: the service level with and without coaching. `agents`: agents required and on the queue. Left out: the service level. */
  readonly form?: "service-level" | "agents";
}
/** Schema of how a day of a skill is drawn. */
export const ServiceDayTexts = z.strictObject({ ...ChartTexts.unwrap().shape, form: z.exactOptional(z.enum(["service-level", "agents"])) }).readonly() satisfies z.ZodType<ServiceDayTexts>;

const hoursOf = (wallTime: string): number => Number(wallTime.slice(0, 2)) + Number(wallTime.slice(3)) / 60;

/** Where staffing intervals begin and end across: hours of the day, or on a day on which the clock changes hours since the first. */
interface DayAxis {
  readonly x: Chart["x"];
  readonly startOf: (index: number) => number;
}
function dayAxisOf({ intervals, staffingIntervalMinutes }: ServiceDay): DayAxis {
  const first = hoursOf(intervals[0]?.wallTime ?? "00:00");
  const after = (from: number) => (index: number): number => Number((from + (index * staffingIntervalMinutes) / 60).toPrecision(12));
  const isPlain = intervals.every(({ wallTime }, index) => Math.abs(hoursOf(wallTime) - after(first)(index)) < 1e-6);
  return isPlain ? { x: { scale: "linear", title: "Time of day", isTimeOfDay: true }, startOf: after(first) } : { x: { scale: "linear", title: "Hours since the first staffing interval began; the clock changes on this day", includes: [0] }, startOf: after(0) };
}

type NumberOf = (interval: ServiceDayInterval) => number;
/** A line through the middles of staffing intervals; of a single one a level line, as a point is no line. */
const middles = ({ intervals }: ServiceDay, { startOf }: DayAxis, valueOf: NumberOf): readonly ChartMark[] =>
  intervals.flatMap((interval, index) => (intervals.length === 1 ? [startOf(0), startOf(1)] : [(startOf(index) + startOf(index + 1)) / 2]).map((x): ChartMark => ({ x, y: valueOf(interval), detail: `${interval.wallTime}: ${shareText(valueOf(interval))}` })));
/** A line of steps, level through each staffing interval. */
const steps = ({ intervals }: ServiceDay, { startOf }: DayAxis, valueOf: NumberOf, baseOf?: NumberOf): readonly ChartMark[] =>
  intervals.flatMap((interval, index) => [startOf(index), startOf(index + 1)].map((x): ChartMark => ({ x, y: valueOf(interval), ...(baseOf === undefined ? {} : { y2: baseOf(interval) }), detail: `${interval.wallTime}: ${numberText(valueOf(interval) - (baseOf?.(interval) ?? 0))}` })));

const withCoaching: Pick<ChartLayer, "id" | "mark" | "color" | "legend"> = { id: "with-coaching", mark: "line", color: "blue", legend: "With coaching" };
const withoutCoaching: Pick<ChartLayer, "id" | "mark" | "color" | "legend" | "isDashed"> = { id: "without-coaching", mark: "line", color: "gray", legend: "Without coaching", isDashed: true };

interface DayPicture extends Pick<Chart, "y" | "layers"> {
  readonly headline: string;
}
function servicePicture(day: ServiceDay, axis: DayAxis): DayPicture {
  const { intervals, serviceFloorFraction: floor } = day;
  const least = (valueOf: NumberOf): string => shareText(Math.min(...intervals.map(valueOf)));
  return {
    headline: `service level of ${least((each) => each.serviceLevelFraction)} at the lowest with coaching, ${least((each) => each.serviceLevelWithoutCoachingFraction)} without`,
    y: { scale: "linear", title: "Service level", isShare: true, includes: [1] },
    layers: [
      { ...withoutCoaching, marks: middles(day, axis, (each) => each.serviceLevelWithoutCoachingFraction) }, { ...withCoaching, marks: middles(day, axis, (each) => each.serviceLevelFraction) },
      ...(floor === undefined ? [] : [{ id: "floor", mark: "rule", color: "orange", legend: `Floor: ${shareText(floor)}`, marks: [{ y: floor, detail: `Floor: ${shareText(floor)}` }] } satisfies ChartLayer]),
    ],
  };
}
function agentsPicture(day: ServiceDay, axis: DayAxis): DayPicture {
  const taken = Math.max(...day.intervals.map(({ onQueueFte, onQueueWithoutCoachingFte }) => onQueueWithoutCoachingFte - onQueueFte));
  const [on, all]: readonly [NumberOf, NumberOf] = [(each) => each.onQueueFte, (each) => each.onQueueWithoutCoachingFte];
  return {
    headline: `at most ${numberText(taken)} ${taken === 1 ? "agent" : "agents"} in coaching at once`,
    y: { scale: "linear", title: "Agents", includes: [0] },
    layers: [
      { id: "in-coaching", mark: "area", color: "orange", legend: "In coaching", marks: steps(day, axis, all, on) },
      { ...withCoaching, legend: "On the queue", marks: steps(day, axis, on) },
      { id: "required", mark: "line", color: "black", isDashed: true, legend: "Required", marks: steps(day, axis, (each) => each.requiredFte) },
    ],
  };
}

/**
 * One day of a skill with and without coaching: the service level of each staffing interval and the floor; or, with the form `agents`, agents required and on the queue, and those whom coaching takes off.
 *
 * @throws CoachingError `service-day.not_in_order`, `input.*`
 * @example
 * ```ts
 * const interval = (wallTime, coached, serviceLevelFraction) => ({ wallTime, requiredFte: 12, onQueueFte: 14 - coached, onQueueWithoutCoachingFte: 14, serviceLevelFraction, serviceLevelWithoutCoachingFraction: 0.89 });
 * const day = { skillId: "calls", date: "2026-10-05", staffingIntervalMinutes: 30, serviceFloorFraction: 0.8, intervals: [interval("09:00", 0, 0.89), interval("09:30", 1, 0.82)] };
 * serviceDayChart(day).title; // => "calls on 2026-10-05: service level of 82.0 % at the lowest with coaching, 89.0 % without"
 * serviceDayChart(day, { form: "agents", names: { calls: "Calls" } }).title; // => "Calls on 2026-10-05: at most 1 agent in coaching at once"
 * ```
 */
export function serviceDayChart(day: ServiceDay, texts: ServiceDayTexts = {}): Chart {
  const checked = check(ServiceDay, day);
  const words = check(ServiceDayTexts, texts);
  const axis = dayAxisOf(checked);
  const { headline, ...parts } = words.form === "agents" ? agentsPicture(checked, axis) : servicePicture(checked, axis);
  const [name = ""] = distinctNames([checked.skillId], words);
  return { title: words.title ?? oneLine(`${name} on ${checked.date}: ${headline}`), description: oneLine(`One day of ${name}, ${checked.date}, with and without coaching: ${headline}.`), x: axis.x, ...parts, notes: [] };
}
