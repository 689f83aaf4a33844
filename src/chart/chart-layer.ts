import * as z from "zod";
import { Id, Title } from "../unit/index.js";

/** What bounds a picture. */
export const CHART_LIMITS = {
  /** Layers of one picture. */
  layers: 20,
  /** Rows of all its layers together. */
  rows: 20_000,
  /** Categories of one axis. */
  categories: 400,
  /** Labels that stand in a picture; the rest is shown by pointing at its mark. */
  labels: 400,
} as const;

/** A color of a palette that color-blind people tell apart, and that a gray print does: blue is dark, orange is light. */
export type ChartColor = "blue" | "orange" | "green" | "black" | "gray";
/** Schema of a color. */
export const ChartColor = z.enum(["blue", "orange", "green", "black", "gray"]);

/** An axis of numbers. Its ends follow from the rows. */
export interface LinearAxis {
  /** Numbers at even distances. */
  readonly scale: "linear";
  /** What it shows. */
  readonly title: Title;
  /** What it is counted in, said after the title: `"EUR"`, `"months"`. */
  readonly unit?: Title;
  /** True for fractions and ratios that are written in percent: 0.2 is shown as 20 %. */
  readonly isShare?: boolean;
  /** True for hours after midnight, written as a clock shows them: 9.5 is shown as 09:30. */
  readonly isTimeOfDay?: boolean;
  /** Numbers that have to lie on the axis, whatever the rows hold: 0 where bars begin. */
  readonly includes?: readonly number[];
}
/** An axis of names, each with as much room. */
export interface BandAxis {
  /** Names side by side. */
  readonly scale: "band";
  /** What it shows. */
  readonly title: Title;
  /** What it is counted in, where the names are numbers. */
  readonly unit?: Title;
  /** The names, each once: from the left to the right, or from the top down. */
  readonly categories: readonly Title[];
}
/** An axis of a picture. */
export type ChartAxis = LinearAxis | BandAxis;

/** One mark of a layer, or one corner of its line. */
export interface ChartMark {
  /** Where it stands across: a number, or the category of a band. Left out in a rule: the whole width. */
  readonly x?: number | Title;
  /** Where it ends across. */
  readonly x2?: number;
  /** Where it stands upward. Left out in a rule: the whole height. */
  readonly y?: number | Title;
  /** Where it ends upward. */
  readonly y2?: number;
  /** What the color of a cell tells; left out where there is nothing to tell. */
  readonly value?: number;
  /** The text beside the mark, where the layer shows labels. */
  readonly label?: Title;
  /** The text that is shown on pointing at the mark, and in tables. */
  readonly detail?: Title;
}
/** Marks of one kind and color. */
export interface ChartLayer {
  /** Its name in the rows, unique in the picture. */
  readonly id: Id;
  /** `bar`: from `x` to `x2`, or over a band. `cell`: over two bands, colored by `value`. `area`: between `y` and `y2`. `rule`: a straight line, over the whole width or height where one of `x` and `y` is left out. */
  readonly mark: "bar" | "cell" | "line" | "area" | "point" | "rule";
  /** Its color; cells have theirs from `value`. */
  readonly color: ChartColor;
  /** True for a line or rule in dashes. */
  readonly isDashed?: boolean;
  /** What points look like. Left out: a circle. */
  readonly shape?: "circle" | "square" | "triangle" | "diamond";
  /** True for cells whose `value` is a fraction that is written in percent: the ends of their colors are, too. */
  readonly isShare?: boolean;
  /** The text in the legend. Left out: it is not in the legend. */
  readonly legend?: Title;
  /** True when the labels of its marks are written, as far as there is room. */
  readonly hasLabels?: boolean;
  /** The marks, drawn in this order. */
  readonly marks: readonly ChartMark[];
}
/** A place on an axis of numbers: pictures tell some fifteen digits. */
const Place = z.number().min(-1e30).max(1e30).overwrite((value) => value + 0);
const LinearAxis = z.strictObject({ scale: z.literal("linear"), title: Title, unit: z.exactOptional(Title), isShare: z.exactOptional(z.boolean()), isTimeOfDay: z.exactOptional(z.boolean()), includes: z.exactOptional(z.array(Place).max(CHART_LIMITS.categories).readonly()) }).readonly() satisfies z.ZodType<LinearAxis>;
const BandAxis = z.strictObject({ scale: z.literal("band"), title: Title, unit: z.exactOptional(Title), categories: z.array(Title).min(1).max(CHART_LIMITS.categories).readonly() }).readonly() satisfies z.ZodType<BandAxis>;
/** Schema of an axis. */
export const ChartAxis = z.discriminatedUnion("scale", [LinearAxis, BandAxis]) satisfies z.ZodType<ChartAxis>;

const placeOrName = z.exactOptional(z.union([Place, Title]));
/** Schema of a mark. */
export const ChartMark = z.strictObject({ x: placeOrName, x2: z.exactOptional(Place), y: placeOrName, y2: z.exactOptional(Place), value: z.exactOptional(Place), label: z.exactOptional(Title), detail: z.exactOptional(Title) }).readonly() satisfies z.ZodType<ChartMark>;
/** Schema of a layer. */
export const ChartLayer = z.strictObject({
  id: Id, mark: z.enum(["bar", "cell", "line", "area", "point", "rule"]), color: ChartColor, isDashed: z.exactOptional(z.boolean()), shape: z.exactOptional(z.enum(["circle", "square", "triangle", "diamond"])),
  legend: z.exactOptional(Title), hasLabels: z.exactOptional(z.boolean()), isShare: z.exactOptional(z.boolean()), marks: z.array(ChartMark).max(CHART_LIMITS.rows).readonly(),
}).readonly() satisfies z.ZodType<ChartLayer>;
