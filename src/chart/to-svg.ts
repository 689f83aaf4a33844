import * as z from "zod";
import { check } from "../error/index.js";
import { Chart } from "./chart.js";
import { type ChartLayer } from "./chart-layer.js";
import { chartLayout, type ChartLayout, EDGE, TEXT_SIZE, TITLE_SIZE } from "./chart-layout.js";
import { LABEL_SIZE } from "./label-placement.js";
import { AXIS, colors, GRID, INK, isDark, ramp } from "./palette.js";
import { element, escaped, textElement } from "./svg-text.js";
import { layerElements, pointElement } from "./svg-marks.js";
import { shortened, textWidth } from "./text-box.js";
import { endText, shareOf, valueRange } from "./value-range.js";

/** How a picture is drawn. */
export interface SvgOptions {
  /** The width in pixels, 360 to 4,000; the height follows. Left out: 720. */
  readonly widthPixels?: number;
}
/** Schema of how a picture is drawn. */
export const SvgOptions = z.strictObject({ widthPixels: z.exactOptional(z.number().min(360).max(4000)) }).readonly() satisfies z.ZodType<SvgOptions>;

/** Pixels that a picture is wide where nothing else is said. */
export const USUAL_WIDTH = 720;

function headElements({ titleLines, subtitleLines }: ChartLayout): readonly string[] {
  const below = EDGE + titleLines.length * 21;
  return [
    ...titleLines.map((line, index) => textElement(line, { x: EDGE, y: EDGE + 15 + index * 21, "font-size": TITLE_SIZE, "font-weight": "bold" })),
    ...subtitleLines.map((line, index) => textElement(line, { x: EDGE, y: below + 12 + index * 17, "font-size": TEXT_SIZE })),
  ];
}

/** A small picture of what a layer looks like. */
function symbolOf(layer: ChartLayer, x: number, y: number): string {
  if (layer.mark === "point") return pointElement(layer, [x + 8, y], {});
  if (layer.mark === "line" || layer.mark === "rule") return element("line", { x1: x, x2: x + 16, y1: y, y2: y, stroke: colors[layer.color], "stroke-width": 2, ...(layer.isDashed === true ? { "stroke-dasharray": "5 4" } : {}) });
  return element("rect", { x, y: y - 6, width: 16, height: 12, fill: colors[layer.color], ...(layer.mark === "area" ? { "fill-opacity": "0.25" } : {}) });
}
function legendElements({ layers }: Chart, { legend, legendLines, top, labelRoom }: ChartLayout): readonly string[] {
  const first = top - labelRoom - 28 - legendLines * 20 + 10;
  return legend.flatMap(({ layer, text, left, line }) => {
    const [x, y] = [EDGE + left, first + line * 20];
    return [symbolOf(layers[layer] as ChartLayer, x, y), textElement(text, { x: x + 22, y: y + 4, "font-size": TEXT_SIZE })];
  });
}

/** The titles of the axes, their numbers and names, and lines behind the marks. */
function axisElements(chart: Chart, layout: ChartLayout): readonly string[] {
  const { x, y, left, top, width, height, labelRoom, namePixels } = layout;
  const small = { "font-size": LABEL_SIZE };
  const shown = fittingTicks(x.ticks, x.bandPixels);
  const across = shown.flatMap(({ text, at }) => [
    ...(x.bandPixels > 0 ? [] : [element("line", { x1: left + at, x2: left + at, y1: top, y2: top + height, stroke: GRID })]),
    textElement(text, { x: left + at, y: top + height + 15, "text-anchor": "middle", ...small }),
  ]);
  const upward = y.ticks.flatMap(({ text, at }) => [
    ...(y.bandPixels > 0 ? [] : [element("line", { x1: left, x2: left + width, y1: top + at, y2: top + at, stroke: GRID })]),
    textElement(shortened(text, LABEL_SIZE, namePixels + 0.01), { x: left - 8, y: top + at + 4, "text-anchor": "end", ...small }),
  ]);
  const lines = chart.x.scale === "band" ? [] : [element("line", { x1: left, x2: left + width, y1: top + height, y2: top + height, stroke: AXIS })];
  return [
    ...across, ...upward, ...lines, element("line", { x1: left, x2: left, y1: top, y2: top + height, stroke: AXIS }),
    textElement(shortened(x.title, TEXT_SIZE, width), { x: left + width / 2, y: top + height + 34, "text-anchor": "middle", "font-size": TEXT_SIZE, fill: AXIS }),
    textElement(shortened(y.title, TEXT_SIZE, (rampPlace(chart, layout)?.left ?? left + width) - EDGE - 8), { x: EDGE, y: top - labelRoom - 12, "font-size": TEXT_SIZE, fill: AXIS }),
  ];
}
/** Every tick, or every second, third … where their texts would run into each other. */
function fittingTicks(ticks: ChartLayout["x"]["ticks"], bandPixels: number): ChartLayout["x"]["ticks"] {
  const step = ticks.length < 2 ? (bandPixels > 0 ? bandPixels : Infinity) : Math.abs((ticks[1]?.at ?? 0) - (ticks[0]?.at ?? 0));
  const widest = Math.min(bandPixels > 0 ? 160 : Infinity, Math.max(0, ...ticks.map(({ text }) => textWidth(text, LABEL_SIZE)))) + 8;
  const every = Math.max(1, Math.ceil(widest / step));
  return ticks.filter((_, index) => index % every === 0).map((tick) => (bandPixels > 0 ? { ...tick, text: shortened(tick.text, LABEL_SIZE, Math.max(step * every - 8, 20)) } : tick));
}

/** Where the ramp begins, with the texts of its ends; null where no cell has a value. */
function rampPlace(chart: Chart, { left, width }: ChartLayout) {
  const range = valueRange(chart);
  if (range === null) return null;
  const [low, high] = range.map(endText(chart)) as [string, string];
  const from = left + width - 106 - textWidth(high, LABEL_SIZE);
  return { low, high, from, left: from - 6 - textWidth(low, LABEL_SIZE) };
}
/** What the colors of cells mean: the ramp with its ends. */
function rampElements(chart: Chart, layout: ChartLayout): readonly string[] {
  const place = rampPlace(chart, layout);
  if (place === null) return [];
  const { low, high, from } = place;
  const y = layout.top - layout.labelRoom - 21;
  return [
    textElement(low, { x: from - 6, y: y + 9, "text-anchor": "end", "font-size": LABEL_SIZE }),
    ...ramp.map((fill, index) => element("rect", { x: from + index * 20, y, width: 20, height: 11, fill })),
    textElement(high, { x: from + 106, y: y + 9, "font-size": LABEL_SIZE }),
  ];
}

function labelElements(chart: Chart, { labels, left, top }: ChartLayout): readonly string[] {
  const range = valueRange(chart);
  return labels.map(({ layer, mark, text, side, x, y, anchor }) => {
    const value = chart.layers[layer]?.marks[mark]?.value;
    const look = side === "inside" ? { fill: value !== undefined && range !== null && isDark(shareOf(value, range)) ? "#ffffff" : INK } : { stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
    return textElement(text, { x: left + x, y: top + y + 4, "text-anchor": anchor, "font-size": LABEL_SIZE, ...look });
  });
}

/** Draws a picture that was checked. */
export function svgOf(chart: Chart, widthPixels: number): string {
  const layout = chartLayout(chart, widthPixels);
  const { wholeWidth, wholeHeight, noteLines } = layout;
  const notesFrom = wholeHeight - EDGE - noteLines.length * 15;
  return `${element("svg", { xmlns: "http://www.w3.org/2000/svg", role: "img", "aria-label": chart.title, width: wholeWidth, height: wholeHeight, viewBox: `0 0 ${String(wholeWidth)} ${String(wholeHeight)}`, "font-family": "system-ui, -apple-system, 'Segoe UI', Arial, 'DejaVu Sans', sans-serif", fill: INK },
    element("title", {}, escaped(chart.title)), element("desc", {}, escaped(chart.description)),
    element("rect", { x: 0, y: 0, width: wholeWidth, height: wholeHeight, fill: "#ffffff" }),
    ...headElements(layout), ...legendElements(chart, layout), ...rampElements(chart, layout), ...axisElements(chart, layout),
    ...chart.layers.flatMap((layer) => layerElements(chart, layer, layout)), ...labelElements(chart, layout),
    ...noteLines.map((line, index) => textElement(line, { x: EDGE, y: notesFrom + 12 + index * 15, "font-size": LABEL_SIZE, fill: AXIS })),
  )}\n`;
}

/**
 * A picture as SVG text, without a browser: no script, no style sheet, no outside font; readable in gray and for color-blind people; its title and description are there for screen readers.
 * The widths of texts are estimated, rather too wide: labels that would hide others are left out, and shown on pointing at their marks. Every text is escaped.
 *
 * @throws CoachingError `chart.*`, `input.*`
 * @example
 * ```ts
 * const chart: Chart = {
 *   title: "Sessions held", description: "Ann held 12 sessions.", notes: [],
 *   x: { scale: "linear", title: "Sessions", includes: [0] }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
 *   layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 12, y: "Ann" }] }],
 * };
 * toSvg(chart).startsWith("<svg xmlns"); // => true
 * ```
 */
export function toSvg(chart: Chart, options: SvgOptions = {}): string {
  const { widthPixels = USUAL_WIDTH } = check(SvgOptions, options);
  return svgOf(check(Chart, chart), widthPixels);
}
