import type { Chart } from "./chart.js";
import type { ChartAxis, ChartLayer, ChartMark } from "./chart-layer.js";
import type { ChartLayout } from "./chart-layout.js";
import { boxOf, LABEL_SIZE, type PlacedLabel } from "./label-placement.js";
import { AXIS, colors, EMPTY_CELL, GRID, INK, isDark, ramp } from "./palette.js";
import type { PlacedAxis } from "./placed-axis.js";
import { px } from "./svg-text.js";
import { endText, shareOf, valueRange } from "./value-range.js";

/** A part of a Vega-Lite spec: plain JSON. */
export type VegaPart = Readonly<Record<string, unknown>>;

/** An expression that finds the text of a value; both are ours, never a text of the caller. */
const lookedUp = (values: readonly unknown[], texts: readonly string[]): string => `${JSON.stringify(texts)}[indexof(${JSON.stringify(values)}, datum.value)]`;

const gapOf = ({ layers }: Chart): number => (layers.some(({ mark }) => mark === "cell") ? 0.04 : 0.3);

/** An axis as Vega-Lite has it: with our ends, our numbers and our texts, so that every renderer shows the same. */
function axisPart(axis: ChartAxis, placed: PlacedAxis, { chart, layout, side }: { readonly chart: Chart; readonly layout: ChartLayout; readonly side: "x" | "y" }): VegaPart {
  const titled = side === "x" ? { title: placed.title } : { title: placed.title, titleAngle: 0, titleAlign: "left", titleAnchor: "start", titleBaseline: "bottom", titleX: px(-layout.namePixels - 8), titleY: px(-layout.labelRoom - 8) };
  if (axis.scale === "band") {
    const gap = gapOf(chart);
    return { type: "nominal", scale: { type: "band", domain: axis.categories, paddingInner: gap, paddingOuter: gap / 2 }, axis: { ...titled, labelLimit: px(side === "x" ? 160 : layout.namePixels * 1.6 + 8), labelAngle: 0, labelOverlap: side === "x", domain: side === "y", ticks: false, grid: false } };
  }
  const { ticks, domain } = placed;
  const [values, texts] = [ticks.map(({ value }) => value), ticks.map(({ text }) => text)];
  return { type: "quantitative", scale: { domain, zero: false, nice: false }, axis: { ...titled, values, labelExpr: lookedUp(values, texts), labelOverlap: true, grid: true } };
}

/** The colors of the legend, the same in each layer. */
function legendScale({ layers }: Chart): VegaPart {
  const shown = layers.filter(({ legend }) => legend !== undefined);
  return { domain: shown.map(({ legend }) => legend), range: shown.map(({ color }) => colors[color]) };
}
function colorPart(chart: Chart, layer: ChartLayer): VegaPart {
  const range = valueRange(chart);
  if (layer.mark === "cell" && range !== null) {
    const [low, high] = range;
    const domain = high > low ? ramp.map((_, index) => low + ((high - low) * index) / (ramp.length - 1)) : [-1, -0.5, 0, 0.5, 1].map((step) => low + step + (low === 0 ? 1 : 0));
    return { color: { condition: { test: "isValid(datum.value)", field: "value", type: "quantitative", scale: { domain, range: ramp, interpolate: "rgb" }, legend: { title: null, orient: "bottom", gradientLength: 160, values: range, labelExpr: lookedUp(range, range.map(endText(chart))) } }, value: EMPTY_CELL } };
  }
  return layer.legend === undefined ? {} : { color: { datum: layer.legend, type: "nominal", scale: legendScale(chart), legend: { title: null, orient: "bottom", symbolOpacity: 1, labelLimit: 600 } } };
}

const shapes = { circle: "circle", square: "square", triangle: "triangle-up", diamond: "diamond" } as const;
/** The mark with its look. */
function markPart({ mark: kind, color, isDashed, shape = "circle" }: ChartLayer, hasEnd: boolean): VegaPart {
  const dashes = isDashed === true ? { strokeDash: [5, 4] } : {};
  switch (kind) {
    case "bar": return { type: "rect", color: colors[color] };
    case "cell": return { type: "rect" };
    case "line": return { type: "line", color: colors[color], strokeWidth: 2, ...dashes };
    case "area": return { type: "area", color: colors[color], opacity: 0.25, line: false };
    case "point": return { type: "point", color: colors[color], filled: true, opacity: 1, size: 80, shape: shapes[shape] };
    case "rule": return { type: "rule", color: colors[color], strokeWidth: hasEnd ? 2.5 : 1.5, ...dashes };
  }
}

/** The axes that marks stand on. */
interface Frame {
  readonly chart: Chart;
  readonly layout: ChartLayout;
}
const encodingOf = ({ chart, layout }: Frame, side: "x" | "y"): VegaPart => ({ field: side, ...axisPart(chart[side], layout[side], { chart, layout, side }) });

/** One layer of ours as one of theirs. */
function layerPart(frame: Frame, layer: ChartLayer): VegaPart {
  const has = (key: keyof ChartMark): boolean => layer.marks.some((mark) => mark[key] !== undefined);
  const isConnected = layer.mark === "line" || layer.mark === "area";
  return {
    name: layer.id, data: { values: layer.marks }, mark: markPart(layer, has("x2")),
    encoding: {
      ...(has("x") ? { x: encodingOf(frame, "x") } : {}), ...(has("x2") ? { x2: { field: "x2" } } : {}),
      ...(has("y") ? { y: encodingOf(frame, "y") } : {}), ...(has("y2") ? { y2: { field: "y2" } } : {}),
      ...colorPart(frame.chart, layer), ...(has("detail") ? { tooltip: { field: "detail", type: "nominal" } } : {}),
      ...(isConnected ? { order: { value: null } } : {}),
    },
  };
}

/** The places that a label hangs on in data, so that it moves with them, and how far from there it stands. */
function hungLabel({ chart, layout }: Frame, label: PlacedLabel) {
  const { layer, mark: index, side, text, anchor } = label;
  const { mark: kind, marks } = chart.layers[layer] as ChartLayer;
  const mark = marks[index] as ChartMark;
  const box = boxOf(mark, kind, layout);
  const ends = [mark.x ?? 0, mark.x2 ?? mark.x ?? 0];
  const x = chart.x.scale === "band" ? mark.x : side === "right" ? Math.max(...ends.map(Number)) : side === "left" ? Math.min(...ends.map(Number)) : ends.map(Number).reduce((sum, end) => sum + end / 2, 0);
  const tops = [mark.y ?? 0, mark.y2 ?? mark.y ?? 0];
  const y = chart.y.scale === "band" ? mark.y : side === "above" ? Math.max(...tops.map(Number)) : side === "below" ? Math.min(...tops.map(Number)) : tops.map(Number).reduce((sum, end) => sum + end / 2, 0);
  const isTop = side === "top" || mark.y === undefined;
  const white = side === "inside" && mark.value !== undefined && isDark(shareOf(mark.value, valueRange(chart) ?? [0, 0]));
  const hung = { x: mark.x === undefined ? (box.left + box.right) / 2 : layout.x.at(x ?? 0), y: isTop ? 0 : layout.y.at(y ?? 0) };
  const look = { type: "text", align: anchor === "start" ? "left" : anchor === "end" ? "right" : "center", baseline: "middle", dx: px(label.x - hung.x), dy: px(label.y - hung.y), fontSize: LABEL_SIZE, color: white ? "#ffffff" : INK, clip: false };
  return { row: { ...(mark.x === undefined ? {} : { x }), ...(isTop ? {} : { y }), text }, look };
}
/** Labels that look alike, in one layer. */
function labelParts(frame: Frame): readonly VegaPart[] {
  interface Group { readonly look: VegaPart; readonly rows: VegaPart[] }
  const groups = new Map<string, Group>();
  for (const label of frame.layout.labels) {
    const { row, look } = hungLabel(frame, label);
    const key = JSON.stringify([look, Object.keys(row)]);
    const group: Group = groups.get(key) ?? { look, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ look, rows }, index) => ({
    name: `labels-${String(index + 1)}`, data: { values: rows }, mark: look,
    encoding: {
      x: rows[0] !== undefined && "x" in rows[0] ? encodingOf(frame, "x") : { value: 0 },
      y: rows[0] !== undefined && "y" in rows[0] ? encodingOf(frame, "y") : { value: 0 },
      text: { field: "text", type: "nominal" },
    },
  }));
}

/** Every layer; one without marks has nothing to say to Vega-Lite. */
export const vegaLayers = (chart: Chart, layout: ChartLayout): readonly VegaPart[] => [...chart.layers.filter(({ marks }) => marks.length > 0).map((layer) => layerPart({ chart, layout }, layer)), ...labelParts({ chart, layout })];

/** How texts and lines look. */
export const vegaConfig: VegaPart = {
  font: "system-ui, -apple-system, 'Segoe UI', Arial, 'DejaVu Sans', sans-serif", background: "#ffffff", view: { stroke: null },
  axis: { labelColor: INK, labelFontSize: LABEL_SIZE, titleColor: AXIS, titleFontWeight: "normal", titleFontSize: 12, gridColor: GRID, domainColor: AXIS, tickColor: AXIS },
  legend: { labelFontSize: 12, labelColor: INK }, title: { color: INK, subtitleColor: INK, fontSize: 16, subtitleFontSize: 12 },
};
