import { check } from "../error/index.js";
import { Chart } from "./chart.js";
import { type ChartLayer } from "./chart-layer.js";

/** One mark as a row of a table; every row has every key. */
export interface ChartTableRow {
  /** The layer's id. */
  readonly layer: string;
  /** The kind of mark. */
  readonly mark: ChartLayer["mark"];
  /** Where it stands across. */
  readonly x: number | string | null;
  /** Where it ends across. */
  readonly x2: number | null;
  /** Where it stands upward. */
  readonly y: number | string | null;
  /** Where it ends upward. */
  readonly y2: number | null;
  /** What the color of a cell tells. */
  readonly value: number | null;
  /** The text beside the mark. */
  readonly label: string | null;
  /** The text on pointing at it. */
  readonly detail: string | null;
}

/** The rows of a picture that was checked. */
export const rowsOf = ({ layers }: Chart): readonly ChartTableRow[] => layers.flatMap(({ id, mark: kind, marks }) =>
  marks.map(({ x = null, x2 = null, y = null, y2 = null, value = null, label = null, detail = null }) => ({ layer: id, mark: kind, x, x2, y, y2, value, label, detail })));

/**
 * What a picture shows as one plain table, for data frames, Observable Plot, DuckDB or a spreadsheet: one row a mark, in the order of drawing, with the same keys in each row.
 *
 * @throws CoachingError `chart.*`, `input.*`
 * @example
 * ```ts
 * const chart: Chart = {
 *   title: "Sessions held", description: "Ann held 12 sessions.", notes: [],
 *   x: { scale: "linear", title: "Sessions" }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
 *   layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 12, y: "Ann" }] }],
 * };
 * chartRows(chart); // => [{ layer: "sessions", mark: "bar", x: 0, x2: 12, y: "Ann", y2: null, value: null, label: null, detail: null }]
 * ```
 */
export const chartRows = (chart: Chart): readonly ChartTableRow[] => rowsOf(check(Chart, chart));
