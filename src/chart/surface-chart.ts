import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import type { BreakEvenPoint, BreakEvenSurface, PointReturn, ReturnMeasure, TwoWayTable } from "../simulation/index.js";
import { Id } from "../unit/index.js";
import type { Chart } from "./chart.js";
import type { ChartLayer, ChartMark } from "./chart-layer.js";
import { ChartTexts, distinctNames, oneLine } from "./chart-texts.js";
import { measureNames, outcomeOf } from "./measure-axis.js";
import { detailText, distinctTexts, numberText } from "./number-text.js";
import { Figure, PointShape, reportMixed } from "./result-shapes.js";

const unevenRow: Fault = { code: "surface-chart.uneven_row", message: "The row has {count} cells, and there are {expected} values across.", hint: "Give one cell for each value across." };

/** A table of cells, whatever they hold. */
interface Table {
  readonly columnValues: readonly number[];
  readonly rows: readonly { readonly value: number; readonly cells: readonly unknown[] }[];
}
function reportUneven({ columnValues, rows }: Table, report: Report): void {
  rows.forEach(({ cells }, index) => { if (cells.length !== columnValues.length) report(unevenRow, ["rows", index, "cells"], { count: cells.length, expected: columnValues.length }); });
}
const tableOf = <Cell extends z.ZodType>(cell: Cell) => ({ rowId: Id, columnId: Id, columnValues: z.array(Figure).min(1).max(100), rows: z.array(z.object({ value: Figure, cells: z.array(cell).max(100) })).min(1).max(100) });
/** The numbers that a surface may hold; beyond those of a place there is no color. */
const Reached = z.number().min(-1e100).max(1e100).overwrite((value) => value + 0);
const PointCell = z.union([z.object({ estimate: Reached, pays: z.enum(["from-here-up", "from-here-down"]) }), z.object({ estimate: z.null(), reason: z.enum(["always-pays", "never-pays", "out-of-reach"]) })]);
const measures = z.enum(["roi-ratio", "net-benefit", "net-present-value"]);
const SurfaceShape = z.object({ solveFor: Id, ...tableOf(PointCell), assumptions: z.object({ measure: measures.exclude(["roi-ratio"]) }) }).check(rule(reportUneven));
const TwoWayShape = z.object(tableOf(PointShape)).check(
  rule(reportUneven),
  rule(({ rows }: { readonly rows: readonly { readonly cells: readonly PointReturn[] }[] }, report) => {
    reportMixed(rows.flatMap(({ cells }, down) => cells.flatMap(({ netBenefit, netPresentValue }, across) => [[netBenefit, ["rows", down, "cells", across, "netBenefit"]] as const, [netPresentValue, ["rows", down, "cells", across, "netPresentValue"]] as const])), report);
  }),
);

const reasonTexts = { "always-pays": ["always", "always pays"], "never-pays": ["never", "never pays"], "out-of-reach": ["out of reach", "where it would pay is out of reach"] } as const;

/** What a cell shows. */
interface Cell {
  readonly value?: number;
  readonly label: string;
  readonly detail: string;
}
/** The parts of a picture that come from its table: two bands, and a cell for each pair. */
function cellsOf<Content>({ rowId, columnId, columnValues, rows }: { readonly rowId: Id; readonly columnId: Id; readonly columnValues: readonly number[]; readonly rows: readonly { readonly value: number; readonly cells: readonly Content[] }[] }, texts: ChartTexts, show: (content: Content) => Cell): Pick<Chart, "x" | "y" | "layers"> {
  const [rowName = rowId, columnName = columnId] = distinctNames([rowId, columnId], texts);
  const [across, down] = [columnValues, rows.map(({ value }) => value)].map((values) => distinctNames(distinctTexts(values), {})) as [readonly string[], readonly string[]];
  const marks = rows.flatMap(({ cells }, row) => cells.map((content, column): ChartMark => {
    const { label, detail, ...rest } = show(content);
    return { x: across[column] ?? "", y: down[row] ?? "", ...rest, label, detail: oneLine(`${rowName} ${down[row] ?? ""}, ${columnName} ${across[column] ?? ""}: ${detail}`) };
  }));
  return { x: { scale: "band", title: columnName, categories: across }, y: { scale: "band", title: rowName, categories: down }, layers: [{ id: "cells", mark: "cell", color: "blue", hasLabels: true, marks }] };
}

/**
 * A picture of what one input has to be for a program to pay, over two others: a cell for each pair, the darker the higher; gray where it always pays, never, or beyond reach.
 *
 * @throws CoachingError `surface-chart.uneven_row`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario = {
 *   inputs: [], drivers: [{ id: "people", value: 10 }, { id: "lift", value: 0.1 }, { id: "fee", value: 500 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const surface = breakEvenSurface({ scenario, measure: "net-benefit", base: "mean", solveFor: "lift", row: { driverId: "fee", values: [600, 1200] }, column: { driverId: "people", values: [10] } });
 * surfaceChart(surface).layers[0].marks.map(({ detail }) => detail); // => ["fee 600, people 10: pays from lift of 0.05 up", "fee 1,200, people 10: pays from lift of 0.1 up"]
 * ```
 */
export function surfaceChart(result: BreakEvenSurface, texts: ChartTexts = {}): Chart {
  const surface = check(SurfaceShape, result);
  const words = check(ChartTexts, texts);
  const [name = ""] = distinctNames([surface.solveFor], words);
  const outcome = measureNames[surface.assumptions.measure];
  const points = surface.rows.flatMap(({ cells }) => cells);
  const found = points.flatMap(({ estimate }) => (estimate === null ? [] : [estimate]));
  const ways = new Set(points.flatMap((point) => (point.estimate === null ? [] : [point.pays])));
  const show = (point: BreakEvenPoint): Cell => {
    if (point.estimate === null) {
      const [label, detail] = reasonTexts[point.reason];
      return { label, detail };
    }
    const [text, isUp] = [numberText(point.estimate), point.pays === "from-here-up"];
    return { ...(Figure.safeParse(point.estimate).success ? { value: point.estimate } : {}), label: ways.size > 1 ? `${isUp ? "≥" : "≤"} ${text}` : text, detail: `pays from ${name} of ${detailText(point.estimate)} ${isUp ? "up" : "down"}` };
  };
  const way = ways.size > 1 ? "at least (≥) or at most (≤)" : ways.has("from-here-down") ? "at most" : "at least";
  const parts = cellsOf(surface, words, show);
  const span = found.length === 0 ? "" : ` It runs from ${numberText(Math.min(...found))} to ${numberText(Math.max(...found))}.`;
  const isFound = found.length > 0;
  return {
    title: words.title ?? oneLine(isFound ? `What ${name} has to be, ${way}, for the program to pay` : `No ${name} is found at which the program breaks even`),
    subtitle: oneLine(isFound ? `${name} at which the ${outcome} is zero; the darker, the higher` : `Nowhere in the table is the ${outcome} zero`),
    description: `Heat map of the break-even of ${name} over ${parts.y.title} and ${parts.x.title}.${span}`,
    ...parts, notes: points.some((point) => point.estimate === null && point.reason === "out-of-reach") ? [oneLine(`Out of reach: the ${outcome}, or ${name} at which it is zero, is too large to be computed.`)] : [],
  };
}

/**
 * A picture of one outcome over two inputs: a cell for each pair, the darker the higher, each with its figure where there is room.
 *
 * @throws CoachingError `surface-chart.uneven_row`, `result-shapes.mixed_currencies`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario = {
 *   inputs: [], drivers: [{ id: "people", value: 10 }, { id: "lift", value: 0.1 }, { id: "fee", value: 500 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const table = twoWayTable({ scenario, base: "mean", row: { driverId: "lift", values: [0.05, 0.1] }, column: { driverId: "fee", values: [400] } });
 * twoWayChart(table, "roi-ratio").layers[0].marks.map(({ label }) => label); // => ["50.0 %", "200 %"]
 * ```
 */
export function twoWayChart(result: TwoWayTable, measure: ReturnMeasure, texts: ChartTexts = {}): Chart {
  const table = check(TwoWayShape, result);
  const [shown, words] = [check(measures, measure), check(ChartTexts, texts)];
  const parts = cellsOf(table, words, (point) => {
    const { place, text } = outcomeOf(point, shown);
    return { value: place, label: text.replace(/ [A-Z]{3}$/u, ""), detail: text };
  });
  const layers = parts.layers.map((layer): ChartLayer => (shown === "roi-ratio" ? { ...layer, isShare: true } : layer));
  const unit = shown === "roi-ratio" ? "" : ` in ${(table.rows[0]?.cells[0]?.netBenefit as Money).currency}`;
  return { title: words.title ?? oneLine(`${shown === "roi-ratio" ? "ROI" : `${measureNames[shown].slice(0, 1).toUpperCase()}${measureNames[shown].slice(1)}`}${unit} over ${parts.y.title} and ${parts.x.title}`), subtitle: "The darker, the higher", description: `Heat map of ${measureNames[shown]} over ${parts.y.title} and ${parts.x.title}.`, ...parts, layers, notes: [] };
}
