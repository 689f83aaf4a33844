import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import type { ChartLayout } from "./chart-layout.js";
import { boxOf } from "./label-placement.js";
import { colors, EMPTY_CELL, rampColor } from "./palette.js";
import { type Attributes, element, escaped, px } from "./svg-text.js";
import { shareOf, valueRange } from "./value-range.js";

/** A mark with the text that is shown on pointing at it. */
const pointed = (name: string, attributes: Attributes, { detail }: ChartMark): string => (detail === undefined ? element(name, attributes) : element(name, attributes, element("title", {}, escaped(detail))));

const dashes = (layer: ChartLayer): Attributes => (layer.isDashed === true ? { "stroke-dasharray": "5 4" } : {});

/** Corners around a middle, for shapes of about one size. */
const corners: Readonly<Record<"square" | "triangle" | "diamond", readonly (readonly [number, number])[]>> = {
  square: [[-4.5, -4.5], [4.5, -4.5], [4.5, 4.5], [-4.5, 4.5]],
  triangle: [[0, -6], [5.5, 4], [-5.5, 4]],
  diamond: [[0, -6.5], [6.5, 0], [0, 6.5], [-6.5, 0]],
};
/** A point of a layer, around a middle. */
export function pointElement({ shape = "circle", color }: ChartLayer, [x, y]: readonly [number, number], mark: ChartMark): string {
  const look = { fill: colors[color], stroke: "#ffffff", "stroke-width": 1 };
  if (shape === "circle") return pointed("circle", { cx: x, cy: y, r: 5, ...look }, mark);
  return pointed("polygon", { points: corners[shape].map(([right, down]) => `${String(px(x + right))},${String(px(y + down))}`).join(" "), ...look }, mark);
}

function barElement(mark: ChartMark, layout: ChartLayout, fill: string): string {
  const { left, right, top, bottom } = boxOf(mark, "bar", layout);
  // a bar of nothing is still seen, as a line
  return pointed("rect", { x: layout.left + left, y: layout.top + top, width: Math.max(1, right - left), height: Math.max(1, bottom - top), fill }, mark);
}
function ruleElement(layer: ChartLayer, mark: ChartMark, layout: ChartLayout): string {
  const { left, right, top, bottom } = boxOf(mark, "rule", layout);
  const [isLying, isUpright] = [mark.x === undefined || mark.x2 !== undefined, mark.y === undefined || mark.y2 !== undefined];
  const [middle, center] = [(left + right) / 2, (top + bottom) / 2];
  const ends = isLying ? [left, right, center, center] : isUpright ? [middle, middle, top, bottom] : [middle, middle, center - 5, center + 5];
  const [x1 = 0, x2 = 0, y1 = 0, y2 = 0] = ends;
  return pointed("line", { x1: layout.left + x1, x2: layout.left + x2, y1: layout.top + y1, y2: layout.top + y2, stroke: colors[layer.color], "stroke-width": mark.x2 === undefined ? 1.5 : 2.5, ...dashes(layer) }, mark);
}

function pathElements({ layers }: Chart, layer: ChartLayer, { x, y, left, top }: ChartLayout): readonly string[] {
  const { marks, color, mark: kind } = layer;
  if (marks.length === 0 || layers.length === 0) return [];
  const at = (place: ChartMark["x"], upward: ChartMark["y"]): string => `${String(px(left + x.at(place ?? 0)))} ${String(px(top + y.at(upward ?? 0)))}`;
  const line = marks.map((mark) => at(mark.x, mark.y));
  if (kind === "line") return [element("path", { d: `M${line.join("L")}`, fill: "none", stroke: colors[color], "stroke-width": 2, "stroke-linejoin": "round", ...dashes(layer) })];
  const back = marks.map((mark) => at(mark.x, mark.y2)).toReversed();
  return [element("path", { d: `M${[...line, ...back].join("L")}Z`, fill: colors[color], "fill-opacity": "0.25" })];
}

/** The marks of one layer as elements. */
export function layerElements(chart: Chart, layer: ChartLayer, layout: ChartLayout): readonly string[] {
  const { marks, mark: kind, color } = layer;
  const range = valueRange(chart);
  switch (kind) {
    case "line":
    case "area":
      return pathElements(chart, layer, layout);
    case "cell":
      return marks.map((mark) => barElement(mark, layout, mark.value === undefined || range === null ? EMPTY_CELL : rampColor(shareOf(mark.value, range))));
    case "bar":
      return marks.map((mark) => barElement(mark, layout, colors[color]));
    case "rule":
      return marks.map((mark) => ruleElement(layer, mark, layout));
    case "point":
      return marks.map((mark) => {
        const { left, right, top, bottom } = boxOf(mark, kind, layout);
        return pointElement(layer, [layout.left + (left + right) / 2, layout.top + (top + bottom) / 2], mark);
      });
  }
}
