import type { Chart } from "./chart.js";
import type { ChartAxis, ChartMark, LinearAxis } from "./chart-layer.js";
import { exponentOf, type NumberScale, percentTick, scaleOf, tickText } from "./number-text.js";

/** Where an axis writes a number or a name. */
interface Tick {
  readonly value: number | string;
  readonly text: string;
  /** Pixels from the left, or from the top. */
  readonly at: number;
}
/** An axis that has found its place. */
export interface PlacedAxis {
  /** The ends of an axis of numbers. */
  readonly domain: readonly [number, number];
  /** Pixels of a value; of a category, the middle of its band. */
  readonly at: (value: number | string) => number;
  /** Pixels that a band is wide; 0 for numbers. */
  readonly bandPixels: number;
  readonly ticks: readonly Tick[];
  /** The title with its unit. */
  readonly title: string;
}
/** The pixels that an axis has: `from` is where it begins, at the bottom or the left. */
export interface Track {
  readonly from: number;
  readonly to: number;
  /** Pixels kept free at the low and at the high end, for labels. */
  readonly insets: readonly [number, number];
  /** About how many pixels lie between two ticks. */
  readonly tickPixels: number;
  /** How much of its step a band leaves free. */
  readonly gapFraction: number;
}

/** 1, 2 or 5 times a power of ten, so that about `count` of them fill a span. */
export function niceStep(span: number, count: number): number {
  const raw = span / Math.max(1, count);
  const power = Number(`1e${String(exponentOf(raw))}`);
  return Number(((([1, 2, 5] as const).find((factor) => factor * power >= raw * 0.999) ?? 10) * power).toPrecision(12));
}

/** Whole parts of a day, in hours, so that about `count` of them fill a span. */
const clockStep = (span: number, count: number): number => [1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 4, 6, 12].find((hours) => hours * count >= span * 0.999) ?? niceStep(span, count);
/** Hours after midnight as a clock shows them. */
function clockText(hours: number): string {
  const minutes = Math.round(hours * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(((minutes % 60) + 60) % 60).padStart(2, "0")}`;
}
/** A number as its axis writes it. */
function numberAt({ isShare, isTimeOfDay }: LinearAxis, value: number, { step, scale }: { readonly step: number; readonly scale: NumberScale }): string {
  if (isTimeOfDay === true && value >= 0 && value <= 48) return clockText(value);
  return isShare === true ? percentTick(value, step) : tickText(value, step, scale);
}

/** The numbers of all marks on one axis. */
function* numbersOn(chart: Chart, keys: readonly ("x" | "x2" | "y" | "y2")[]): Generator<number> {
  for (const { marks } of chart.layers) for (const mark of marks) for (const key of keys) if (typeof mark[key] === "number") yield mark[key];
}

/** The smallest and the largest number, with a little room: never a span of nothing, never finer than a picture tells. */
function extentOf(numbers: Iterable<number>): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) [low, high] = [Math.min(low, number), Math.max(high, number)];
  if (low > high) return [0, 1];
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = size * 1e-6;
  if (size === 0) return [0, 1];
  if (high - low < least) return [low - size * 0.1, high + size * 0.1];
  const room = (high - low) * 0.04;
  return [low === 0 ? 0 : low - room, high === 0 ? 0 : high + room];
}

/** The ends of an axis of numbers, before labels ask for room. */
export function axisExtent(chart: Chart, side: "x" | "y"): readonly [number, number] {
  const axis = chart[side];
  return extentOf([...numbersOn(chart, side === "x" ? ["x", "x2"] : ["y", "y2"]), ...(axis.scale === "linear" ? (axis.includes ?? []) : [])]);
}

const unitText = (unit: string | undefined, { word }: NumberScale): string => [word, unit ?? ""].filter((part) => part !== "").join(" ");
const titled = (title: string, unit: string): string => (unit === "" ? title : `${title} (${unit})`);

/** The axis of a chart on its track. */
export function placedAxis(chart: Chart, side: "x" | "y", track: Track): PlacedAxis {
  const axis: ChartAxis = chart[side];
  const { from, to, insets, tickPixels, gapFraction } = track;
  if (axis.scale === "band") {
    const step = Math.abs(to - from) / axis.categories.length;
    const places = new Map(axis.categories.map((name, index) => [name, Math.min(from, to) + step * (index + 0.5)]));
    const at = (value: number | string): number => places.get(String(value)) as number;
    return { domain: [0, 0], at, bandPixels: step * (1 - gapFraction), ticks: axis.categories.map((value) => ({ value, text: value, at: at(value) })), title: titled(axis.title, axis.unit ?? "") };
  }
  const [low, high] = axisExtent(chart, side);
  const pixels = Math.abs(to - from);
  const perPixel = (high - low) / Math.max(pixels - insets[0] - insets[1], pixels / 4);
  const domain = [low - insets[0] * perPixel, high + insets[1] * perPixel] as const;
  const at = (value: number | string): number => from + ((Number(value) - domain[0]) / (domain[1] - domain[0])) * (to - from);
  const step = axis.isTimeOfDay === true ? clockStep(domain[1] - domain[0], pixels / tickPixels) : niceStep(domain[1] - domain[0], pixels / tickPixels);
  const scale = axis.isShare === true ? { divisor: 1, word: "" } : scaleOf(Math.max(Math.abs(low), Math.abs(high)));
  const ticks: Tick[] = [];
  for (let index = Math.ceil(domain[0] / step - 1e-9); index * step <= domain[1] + step * 1e-9; index += 1) {
    const value = Number((index * step).toPrecision(12)) + 0;
    ticks.push({ value, text: numberAt(axis, value, { step, scale }), at: at(value) });
  }
  return { domain, at, bandPixels: 0, ticks, title: titled(axis.title, unitText(axis.unit, scale)) };
}

/** Where a mark begins and ends on an axis, the smaller pixel first; a category takes its band. */
export function spanOf({ at, bandPixels }: PlacedAxis, first: ChartMark["x"], second: number | undefined): readonly [number, number] {
  const start = at(first ?? 0);
  if (bandPixels > 0) return [start - bandPixels / 2, start + bandPixels / 2];
  const end = second === undefined ? start : at(second);
  return [Math.min(start, end), Math.max(start, end)];
}
