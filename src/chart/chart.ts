import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Prose, Title } from "../unit/index.js";
import { CHART_LIMITS, ChartAxis, ChartLayer, type ChartMark } from "./chart-layer.js";

/** A picture as data: what is shown, not how it is drawn. `toSvg`, `toVegaLite` and `toDisplay` draw it, `chartRows` lists it. Texts are plain texts, never markup. */
export interface Chart {
  /** What the picture says, in one line. */
  readonly title: Title;
  /** The figures that it is about. */
  readonly subtitle?: Title;
  /** The picture in words, for those who do not see it. */
  readonly description: Prose;
  /** The axis across. */
  readonly x: ChartAxis;
  /** The axis upward; a band of names goes from the top down. */
  readonly y: ChartAxis;
  /** What is drawn, the first at the bottom. */
  readonly layers: readonly ChartLayer[];
  /** What has to be known to read it, below the picture. */
  readonly notes: readonly Title[];
}

const tooManyRows: Fault = { code: "chart.too_many_rows", message: "The layers have {count} marks together, more than {limit}.", hint: "Show the largest, or group them." };
const duplicateLayer: Fault = { code: "chart.duplicate_layer", message: "Two layers have the id “{id}”.", hint: "Give each an id of its own." };
const duplicateCategory: Fault = { code: "chart.duplicate_category", message: "The axis has “{name}” twice.", hint: "Give each category a name of its own." };
const unknownCategory: Fault = { code: "chart.unknown_category", message: "The axis has no category “{name}”.", hint: "Add it to the categories, or correct the name." };
const missingPlace: Fault = { code: "chart.missing_place", message: "The mark “{mark}” needs “{key}” on this axis.", hint: "Give it, or choose another mark." };
const wrongPlace: Fault = { code: "chart.wrong_place", message: "“{key}” does not fit its axis.", hint: "A band takes one of its categories, and no second place; an axis of numbers takes numbers." };

type PlaceKey = "x" | "x2" | "y" | "y2";
/** An axis with what marks say of it. */
interface Side {
  readonly axis: ChartAxis;
  readonly names: ReadonlySet<string>;
  readonly first: PlaceKey;
  readonly second: PlaceKey;
}
const sideOf = (axis: ChartAxis, first: PlaceKey, second: PlaceKey): Side => ({ axis, names: new Set(axis.scale === "band" ? axis.categories : []), first, second });

/** The places that a mark needs; on a band the second one never. */
const needed: Readonly<Record<ChartLayer["mark"], readonly PlaceKey[]>> = { bar: ["x", "x2", "y", "y2"], cell: ["x", "y"], line: ["x", "y"], area: ["x", "y", "y2"], point: ["x", "y"], rule: [] };

function findPlaceFault(mark: ChartMark, kind: ChartLayer["mark"], { axis, names, first, second }: Side): readonly [Fault, PlaceKey, string] | undefined {
  const [start, end] = [mark[first], mark[second]];
  const isBand = axis.scale === "band";
  if (start === undefined && needed[kind].includes(first)) return [missingPlace, first, ""];
  if (end === undefined && needed[kind].includes(second) && !isBand) return [missingPlace, second, ""];
  if (start !== undefined && isBand !== (typeof start === "string")) return [wrongPlace, first, ""];
  if (end !== undefined && (isBand || start === undefined)) return [wrongPlace, second, ""];
  return typeof start === "string" && !names.has(start) ? [unknownCategory, first, start] : undefined;
}

function findMarkFaults({ x, y, layers }: Chart, report: Report): void {
  const sides = [sideOf(x, "x", "x2"), sideOf(y, "y", "y2")];
  layers.forEach(({ mark: kind, marks }, layer) => {
    marks.forEach((mark, index) => {
      for (const side of sides) {
        const [fault, key = "x", name = ""] = findPlaceFault(mark, kind, side) ?? [];
        if (fault !== undefined) report(fault, ["layers", layer, "marks", index, key], { mark: kind, key, name: name.slice(0, 300) });
      }
      // a rule over the whole width and the whole height has no place
      if (kind === "rule" && mark.x === undefined && mark.y === undefined) report(missingPlace, ["layers", layer, "marks", index, "x"], { mark: kind, key: "x", name: "" });
    });
  });
}

/** What the parts of a picture have to keep among them. */
const rules = [
  rule(({ layers }: Chart, report) => {
    const count = layers.reduce((sum, { marks }) => sum + marks.length, 0);
    if (count > CHART_LIMITS.rows) report(tooManyRows, ["layers"], { count, limit: CHART_LIMITS.rows });
    for (const [index, { id }] of repeated(layers, (layer) => layer.id)) report(duplicateLayer, ["layers", index, "id"], { id });
  }),
  rule(({ x, y }: Chart, report) => {
    for (const [key, axis] of [["x", x], ["y", y]] as const) {
      if (axis.scale === "band") for (const [index, name] of repeated(axis.categories, (each) => each)) report(duplicateCategory, [key, "categories", index], { name: name.slice(0, 300) });
    }
  }),
  rule(findMarkFaults),
];

/** Schema of a picture, with its rules between parts. */
export const Chart = z.strictObject({
  title: Title, subtitle: z.exactOptional(Title), description: Prose, x: ChartAxis, y: ChartAxis,
  layers: z.array(ChartLayer).max(CHART_LIMITS.layers).readonly(), notes: z.array(Title).max(20).readonly(),
}).check(...rules).readonly() satisfies z.ZodType<Chart>;
