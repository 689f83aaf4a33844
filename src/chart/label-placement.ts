import { type Chart } from "./chart.js";
import { CHART_LIMITS, type ChartLayer, type ChartMark } from "./chart-layer.js";
import { axisExtent, type PlacedAxis, spanOf } from "./placed-axis.js";
import { textWidth } from "./text-box.js";

/** The size of labels. */
export const LABEL_SIZE = 11;
const LINE = 14;
/** Pixels between a line and its label: a point may stand on its end. */
const RULE_GAP = 10;
/** Levels of labels above the plot. */
const MOST_LEVELS = 4;

/** A rectangle in pixels of the plot. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
/** Which way a label stands to its mark. */
type LabelSide = "right" | "left" | "above" | "below" | "inside" | "top";
/** A label that has found its place. */
export interface PlacedLabel {
  readonly layer: number;
  readonly mark: number;
  readonly text: string;
  readonly side: LabelSide;
  /** The point that the text hangs on, in pixels of the plot. */
  readonly x: number;
  readonly y: number;
  readonly anchor: "start" | "middle" | "end";
  readonly box: Box;
}
/** What labels are placed in. */
export interface Plot {
  readonly x: PlacedAxis;
  readonly y: PlacedAxis;
  readonly width: number;
  readonly height: number;
}

const overlaps = (one: Box, other: Box): boolean => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const fits = ({ left, right, top, bottom }: Box, { width, height }: Plot): boolean => left >= 0 && right <= width && top >= 0 && bottom <= height;

/** The pixels that a mark covers. */
export function boxOf(mark: ChartMark, kind: ChartLayer["mark"], { x, y, width, height }: Plot): Box {
  const [left, right] = mark.x === undefined ? [0, width] : spanOf(x, mark.x, mark.x2);
  const [top, bottom] = mark.y === undefined ? [0, height] : spanOf(y, mark.y, mark.y2);
  const isSpread = kind === "bar" || kind === "cell";
  // what is no bar stands in the middle of its band
  const [middle, center] = [(left + right) / 2, (top + bottom) / 2];
  const reach = kind === "point" ? 5 : 1;
  const across = isSpread || (mark.x2 !== undefined && x.bandPixels === 0) || mark.x === undefined ? [left, right] as const : [middle - reach, middle + reach] as const;
  const upward = isSpread || (mark.y2 !== undefined && y.bandPixels === 0) || mark.y === undefined ? [top, bottom] as const : [center - reach, center + reach] as const;
  return { left: across[0], right: across[1], top: upward[0], bottom: upward[1] };
}

/** A straight piece of a line. */
type Segment = readonly [from: readonly [number, number], to: readonly [number, number]];
/** Whether a piece of a line runs through a box (Liang and Barsky, 1984). */
function crosses([[x, y], [toX, toY]]: Segment, { left, right, top, bottom }: Box): boolean {
  let [enter, leave] = [0, 1];
  for (const [way, room] of [[x - toX, x - left], [toX - x, right - x], [y - toY, y - top], [toY - y, bottom - y]] as const) {
    if (way === 0) {
      if (room < 0) return false;
    } else if (way < 0) enter = Math.max(enter, room / way);
    else leave = Math.min(leave, room / way);
  }
  return enter <= leave;
}
/** The pieces of all lines, in pixels of the plot; of very long lines none, as they would be everywhere. */
const segmentsOf = ({ layers }: Chart, { x, y }: Plot): readonly Segment[] => layers.filter(({ mark, marks }) => mark === "line" && marks.length <= CHART_LIMITS.labels).flatMap(({ marks }) => {
  const corners = marks.map((mark): readonly [number, number] => [x.at(mark.x ?? 0), y.at(mark.y ?? 0)]);
  return corners.slice(1).map((to, index): Segment => [corners[index] ?? to, to]);
});

/** A label on one side of what it belongs to, `lift` pixels higher than its middle. */
function labelAt({ side, lift = 0, gap = 5 }: LabelPlace, text: string, box: Box): Pick<PlacedLabel, "side" | "text" | "x" | "y" | "anchor" | "box"> {
  const width = textWidth(text, LABEL_SIZE);
  const [middle, center] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  const isBeside = side === "right" || side === "left";
  const x = side === "right" ? box.right + gap : side === "left" ? box.left - gap : middle;
  const y = isBeside || side === "inside" ? center - lift : side === "above" ? box.top - LINE / 2 - 1 : box.bottom + LINE / 2 + 1;
  const left = side === "right" ? x : side === "left" ? x - width : x - width / 2;
  return { side, text, x, y, anchor: side === "right" ? "start" : side === "left" ? "end" : "middle", box: { left, right: left + width, top: y - LINE / 2, bottom: y + LINE / 2 } };
}

/** A place to try. */
interface LabelPlace {
  readonly side: LabelSide;
  /** Pixels from the mark. */
  readonly gap?: number;
  readonly lift?: number;
}
/** The places to try, the best first. */
function placesOf({ mark: kind }: ChartLayer, mark: ChartMark): readonly LabelPlace[] {
  if (kind === "cell") return [{ side: "inside" }];
  if (kind === "bar") return [{ side: typeof mark.y !== "string" ? "above" : Number(mark.x2) < Number(mark.x) ? "left" : "right" }];
  if (kind === "rule") return [{ side: "right", gap: RULE_GAP }, { side: "left", gap: RULE_GAP }, { side: "above" }];
  return [{ side: "right" }, { side: "left" }, { side: "above" }, { side: "below" }, { side: "right", lift: -10 }, { side: "left", lift: 10 }, { side: "right", lift: 10 }, { side: "left", lift: -10 }];
}
const isTopRule = ({ mark: kind }: ChartLayer, { x, y }: ChartMark): boolean => kind === "rule" && x !== undefined && y === undefined;

/** Labels of upright rules stand above the plot, on as many levels as they need. */
function topLabels(labelled: readonly { readonly layer: number; readonly mark: number; readonly text: string; readonly at: number }[], { width }: Plot): readonly PlacedLabel[] {
  const ends: number[] = [];
  const placed: PlacedLabel[] = [];
  for (const { layer, mark, text, at } of labelled.toSorted((one, other) => one.at - other.at)) {
    const wide = textWidth(text, LABEL_SIZE);
    const left = Math.max(0, Math.min(width - wide, at - wide / 2));
    const free = ends.findIndex((end) => end + 8 <= left);
    const level = free === -1 ? ends.length : free;
    if (level >= MOST_LEVELS || wide > width) continue;
    ends[level] = left + wide;
    const y = -LINE / 2 - 2 - LINE * level;
    placed.push({ layer, mark, text, side: "top", x: left + wide / 2, y, anchor: "middle", box: { left, right: left + wide, top: y - LINE / 2, bottom: y + LINE / 2 } });
  }
  return placed;
}

/** Puts labels where they hide nothing and no other label, as far as there is room; the first ones first. */
export function placedLabels(chart: Chart, plot: Plot): readonly PlacedLabel[] {
  const { layers } = chart;
  const wanted = layers.flatMap((one, layer) => (one.hasLabels === true ? one.marks.flatMap((mark, index) => (mark.label === undefined ? [] : [{ one, layer, mark, index, text: mark.label }])) : []));
  if (wanted.length > CHART_LIMITS.labels) return [];
  const top = topLabels(wanted.filter(({ one, mark }) => isTopRule(one, mark)).map(({ layer, mark, index, text }) => ({ layer, mark: index, text, at: plot.x.at(mark.x ?? 0) })), plot);
  const taken: Box[] = layers.flatMap(({ mark: kind, marks }) => (kind === "point" || kind === "bar" ? marks : []).slice(0, CHART_LIMITS.labels).map((mark) => boxOf(mark, kind, plot)));
  const lines = segmentsOf(chart, plot);
  const placed: PlacedLabel[] = [];
  for (const { one, layer, mark, index, text } of wanted.filter((each) => !isTopRule(each.one, each.mark))) {
    const own = boxOf(mark, one.mark, plot);
    const candidates = placesOf(one, mark).map((place) => labelAt(place, text, own))
      .filter(({ side, box }) => (side === "inside" ? box.left >= own.left && box.right <= own.right && own.bottom - own.top >= LINE - 2 : fits(box, plot) && !taken.some((each) => overlaps(each, box))));
    const found = candidates.find(({ box }) => !lines.some((line) => crosses(line, box))) ?? candidates[0];
    if (found === undefined) continue;
    taken.push(found.box);
    placed.push({ layer, mark: index, ...found });
  }
  return [...top, ...placed];
}

/** The share of a track that labels may take from the marks. */
const MOST_INSET = 0.65;
/** The pixels to keep free at the low and at the high end of a track, so that labels beside lying marks have room. */
export function labelInsets(chart: Chart, pixels: number): readonly [number, number] {
  if (chart.x.scale === "band") return [0, 0];
  const [from, to] = axisExtent(chart, "x");
  const wanted = chart.layers.flatMap(({ mark: kind, marks, hasLabels }) => (hasLabels !== true ? [] : marks.flatMap(({ label, x, x2 = x, y }) => {
    if (label === undefined || typeof y !== "string" || typeof x !== "number" || typeof x2 !== "number") return [];
    const isLeft = kind === "bar" && x2 < x;
    const end = ((isLeft ? Math.min(x, x2) : Math.max(x, x2)) - from) / (to - from);
    return [{ isLeft, end: isLeft ? 1 - end : end, width: textWidth(label, LABEL_SIZE) + RULE_GAP + 5 }];
  })));
  // a label that hangs on a share `end` of the free track needs what is missing behind it
  const needed = (isLeft: boolean, other: number): number => wanted.filter((each) => each.isLeft === isLeft)
    .reduce((most, { end, width }) => Math.max(most, end <= 0 ? 0 : (other + end * (pixels - other) + width - pixels) / end), 0);
  const low = needed(true, 0);
  const high = Math.min(needed(false, low), pixels * MOST_INSET);
  return [Math.min(needed(true, high), pixels * MOST_INSET - high), high];
}
