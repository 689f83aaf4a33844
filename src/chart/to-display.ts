import { check } from "../error/index.js";
import { Chart } from "./chart.js";
import { type ChartTableRow, rowsOf } from "./chart-rows.js";
import { escaped } from "./svg-text.js";
import { svgOf, USUAL_WIDTH } from "./to-svg.js";
import { vegaLiteOf, type VegaLiteSpec } from "./to-vega-lite.js";

/** A picture in every form that a notebook may take, by its media type; a front end shows the first that it knows. */
export interface ChartDisplay {
  /** Title and description. */
  readonly "text/plain": string;
  /** The picture with its rows as a table that unfolds. */
  readonly "text/html": string;
  /** The picture. */
  readonly "image/svg+xml": string;
  /** The spec. */
  readonly "application/vnd.vegalite.v5+json": VegaLiteSpec;
}
/** A picture that Deno's notebook kernel shows by itself, and the same plain data as before. */
export type ShownChart = Chart & Readonly<Record<symbol, () => ChartDisplay>>;

/** Rows that a table of a notebook shows. */
const MOST_ROWS = 200;
const columns = ["layer", "x", "x2", "y", "y2", "value", "label", "detail"] as const;

function tableOf(rows: readonly ChartTableRow[]): string {
  const shown = columns.filter((column) => rows.some((row) => row[column] !== null));
  const line = (tag: string, cells: readonly string[]): string => `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  const more = rows.length > MOST_ROWS ? `<p>${String(rows.length - MOST_ROWS)} more rows</p>` : "";
  return `<table><thead>${line("th", shown)}</thead><tbody>${rows.slice(0, MOST_ROWS).map((row) => line("td", shown.map((column) => String(row[column] ?? "")))).join("")}</tbody></table>${more}`;
}

/** The display of a picture that was checked. */
function displayOf(chart: Chart): ChartDisplay {
  const svg = svgOf(chart, USUAL_WIDTH);
  const lines = [chart.title, ...(chart.subtitle === undefined ? [] : [chart.subtitle]), chart.description, ...chart.notes];
  return {
    "text/plain": lines.join("\n"),
    "text/html": `<figure>${svg.trimEnd()}<details><summary>Rows</summary>${tableOf(rowsOf(chart))}</details></figure>`,
    "image/svg+xml": svg, "application/vnd.vegalite.v5+json": vegaLiteOf(chart),
  };
}

/**
 * A picture in every form that a notebook may take: text, HTML with the rows, SVG, Vega-Lite. Give it to the kernel's own way of showing.
 *
 * @throws CoachingError `chart.*`, `input.*`
 * @example
 * ```ts
 * const chart: Chart = {
 *   title: "Sessions held", description: "Ann held 12 sessions.", notes: [],
 *   x: { scale: "linear", title: "Sessions", includes: [0] }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
 *   layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 12, y: "Ann" }] }],
 * };
 * toDisplay(chart)["text/plain"]; // => "Sessions held\nAnn held 12 sessions."
 * ```
 */
export const toDisplay = (chart: Chart): ChartDisplay => displayOf(check(Chart, chart));

/**
 * A picture that Deno's notebook kernel shows by itself when a cell ends with it. It carries the function that the kernel asks for under `Symbol.for("Jupyter.display")`, and is the same plain data otherwise.
 *
 * @throws CoachingError `chart.*`, `input.*`
 * @example
 * ```ts
 * const chart: Chart = {
 *   title: "Sessions held", description: "Ann held 12 sessions.", notes: [],
 *   x: { scale: "linear", title: "Sessions", includes: [0] }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
 *   layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 12, y: "Ann" }] }],
 * };
 * Object.keys(shownChart(chart)[Symbol.for("Jupyter.display")]()); // => ["text/plain", "text/html", "image/svg+xml", "application/vnd.vegalite.v5+json"]
 * ```
 */
export function shownChart(chart: Chart): ShownChart {
  const checked = check(Chart, chart);
  return { ...checked, [Symbol.for("Jupyter.display")]: () => displayOf(checked) };
}
