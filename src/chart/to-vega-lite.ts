import { check } from "../error/index.js";
import { Chart } from "./chart.js";
import { chartLayout } from "./chart-layout.js";
import { USUAL_WIDTH } from "./to-svg.js";
import { type VegaPart, vegaConfig, vegaLayers } from "./vega-layers.js";

/** A spec of Vega-Lite: plain JSON without a function. */
export interface VegaLiteSpec {
  /** The version that notebooks register. */
  readonly $schema: "https://vega.github.io/schema/vega-lite/v5.json";
  /** The picture in words. */
  readonly description: string;
  /** Title, subtitle and notes. */
  readonly title: VegaPart;
  /** Pixels of the plot. */
  readonly width: number;
  /** Pixels of the plot. */
  readonly height: number;
  /** The layers, each with its rows. */
  readonly layer: readonly VegaPart[];
  /** How it looks. */
  readonly config: VegaPart;
}

/** The spec of a picture that was checked. */
export function vegaLiteOf(chart: Chart): VegaLiteSpec {
  const layout = chartLayout(chart, USUAL_WIDTH);
  const { width, height, titleLines, subtitleLines, noteLines, labelRoom } = layout;
  const subtitle = [...subtitleLines, ...noteLines];
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json", description: chart.description,
    title: { text: titleLines, ...(subtitle.length === 0 ? {} : { subtitle }), anchor: "start", frame: "bounds", offset: labelRoom + 28 },
    width: Math.round(width), height: Math.round(height), layer: vegaLayers(chart, layout), config: vegaConfig,
  };
}

/**
 * A picture as a spec of Vega-Lite, for Jupyter, Observable, VS Code and every page that draws it: plain JSON, no function, no outside address but the schema's name. It has the ends, numbers and labels of `toSvg`, and the rows of `chartRows`.
 *
 * @throws CoachingError `chart.*`, `input.*`
 * @example
 * ```ts
 * const chart: Chart = {
 *   title: "Sessions held", description: "Ann held 12 sessions.", notes: [],
 *   x: { scale: "linear", title: "Sessions", includes: [0] }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
 *   layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 12, y: "Ann" }] }],
 * };
 * toVegaLite(chart).layer.map(({ name, data }) => [name, data]); // => [["sessions", { values: [{ x: 0, x2: 12, y: "Ann" }] }]]
 * ```
 */
export const toVegaLite = (chart: Chart): VegaLiteSpec => vegaLiteOf(check(Chart, chart));
