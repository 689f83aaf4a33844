import type { Chart } from "./chart.js";
import { LABEL_SIZE, labelInsets, placedLabels, type PlacedLabel, type Plot } from "./label-placement.js";
import { placedAxis } from "./placed-axis.js";
import { shortened, textWidth, wrapped } from "./text-box.js";

/** The size of a title, in pixels. */
export const TITLE_SIZE = 16;
/** The size of other texts. */
export const TEXT_SIZE = 12;
/** Pixels from the edge of the picture. */
export const EDGE = 12;

/** An entry of the legend: a layer, and where it stands. */
interface LegendEntry {
  readonly layer: number;
  readonly text: string;
  readonly left: number;
  readonly line: number;
}
/** A picture that has found its place: everything in pixels. */
export interface ChartLayout extends Plot {
  readonly wholeWidth: number;
  readonly wholeHeight: number;
  /** Where the plot begins. */
  readonly left: number;
  readonly top: number;
  readonly titleLines: readonly string[];
  readonly subtitleLines: readonly string[];
  readonly noteLines: readonly string[];
  readonly legend: readonly LegendEntry[];
  readonly legendLines: number;
  /** Pixels above the plot that labels take. */
  readonly labelRoom: number;
  readonly labels: readonly PlacedLabel[];
  /** The pixels that a name beside the plot has. */
  readonly namePixels: number;
}

/** Bold letters are wider. */
const BOLD = 1.1;
const TITLE_LINE = 21;
const TEXT_LINE = 17;
/** The pixels of one band: less where there are many. */
const bandStep = (count: number): number => (count <= 12 ? 34 : count <= 24 ? 26 : 20);

function legendOf({ layers }: Chart, width: number): readonly LegendEntry[] {
  const entries: LegendEntry[] = [];
  let [left, line] = [0, 0];
  layers.forEach(({ legend }, layer) => {
    if (legend === undefined) return;
    const text = shortened(legend, TEXT_SIZE, width - 40);
    const wide = 24 + textWidth(text, TEXT_SIZE) + 18;
    if (left > 0 && left + wide > width) [left, line] = [0, line + 1];
    entries.push({ layer, text, left, line });
    left += wide;
  });
  return entries;
}

/** Finds a place for every part of a picture of a width. */
export function chartLayout(chart: Chart, wholeWidth: number): ChartLayout {
  const inner = wholeWidth - 2 * EDGE;
  const [titleLines, subtitleLines] = [wrapped(chart.title, TITLE_SIZE * BOLD, inner), chart.subtitle === undefined ? [] : wrapped(chart.subtitle, TEXT_SIZE, inner)];
  const noteLines = chart.notes.flatMap((note) => wrapped(note, LABEL_SIZE, inner));
  const legend = legendOf(chart, inner);
  const legendLines = (legend.at(-1)?.line ?? -1) + 1;
  const gapFraction = chart.layers.some(({ mark }) => mark === "cell") ? 0.04 : 0.3;
  const height = chart.y.scale === "band" ? chart.y.categories.length * bandStep(chart.y.categories.length) : 280;
  const upward = { from: height, to: 0, insets: [0, 0], tickPixels: 50, gapFraction } as const;
  const y = placedAxis(chart, "y", upward);
  const namePixels = Math.min(inner * 0.38, Math.max(0, ...y.ticks.map(({ text }) => textWidth(text, LABEL_SIZE))));
  const left = EDGE + namePixels + 10;
  // half of the last number across stands beyond the plot
  const width = wholeWidth - left - EDGE - 16;
  const x = placedAxis(chart, "x", { from: 0, to: width, insets: labelInsets(chart, width), tickPixels: 100, gapFraction });
  const labels = placedLabels(chart, { x, y, width, height });
  const labelRoom = Math.max(0, ...labels.map(({ side, box }) => (side === "top" ? -box.top : 0)));
  const top = EDGE + titleLines.length * TITLE_LINE + subtitleLines.length * TEXT_LINE + legendLines * 20 + 24 + labelRoom + 4;
  const wholeHeight = top + height + 20 + 22 + (noteLines.length === 0 ? 0 : 6 + noteLines.length * 15) + EDGE;
  return { x, y, width, height, wholeWidth, wholeHeight, left, top, titleLines, subtitleLines, noteLines, legend, legendLines, labelRoom, labels, namePixels };
}
