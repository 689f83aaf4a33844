import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { ConfidenceLevel, studentQuantile, wilsonInterval } from "../statistics/index.js";
import { Count } from "../unit/index.js";
import { KPI_LIMITS } from "./measure-window.js";
import { WEEKLY_BOUND } from "./weekly-measure.js";

/** Weeks of people in columns: people, weeks and groups as places that count from 0. */
export interface WeeklyColumns {
  /** How many people there are. */
  readonly personCount: Count;
  /** How many weeks there are, at most 1,040. */
  readonly weekCount: number;
  /** How many groups there are; 1 where all are one. */
  readonly groupCount: number;
  /** The person of each row. At most 20,000,000 rows, each person and week at most once. */
  readonly persons: Uint32Array;
  /** The week of each row. */
  readonly weeks: Uint16Array;
  /** The value of each row, at most 1e9 either way; 0 or 1 where a fraction is measured. */
  readonly values: Float64Array;
  /** The group of each person, by person and not by row; left out, all are in group 0. */
  readonly groups?: Uint16Array;
  /** `"mean"` of values, or `"fraction"` of those that are 1. */
  readonly measure: "mean" | "fraction";
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

/** Figures by group and week: the one of group g in week w stands at g · weekCount + w. */
export interface WeeklyFigures {
  /** People counted. */
  readonly counts: Uint32Array;
  /** 1 where there is an estimate, 0 where too few people have the week; then the figures beside it are 0 and mean nothing. */
  readonly isKnown: Uint8Array;
  /** Mean or fraction. */
  readonly estimates: Float64Array;
  /** The standard error of a mean, s / √n; of a fraction √(p (1 − p) / n). */
  readonly standardErrors: Float64Array;
  /** Lower ends of the intervals: Student's for a mean, Wilson's for a fraction. */
  readonly lower: Float64Array;
  /** Upper ends. */
  readonly upper: Float64Array;
}

const wrongKind: Fault = { code: "weekly-measure-columns.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongLength: Fault = { code: "weekly-measure-columns.wrong_length", message: "“{key}” has {length} entries, not {count}.", hint: "Give persons, weeks and values of one length, and a group for each person." };
const tooMany: Fault = { code: "weekly-measure-columns.too_many", message: "{count} {what} are more than {limit}.", hint: "Measure parts of the people or of the weeks." };
const unknownPlace: Fault = { code: "weekly-measure-columns.unknown_place", message: "“{key}” says {place}, of {count} places counted from 0.", hint: "Correct the place, or the count." };
const badValue: Fault = { code: "weekly-measure-columns.bad_value", message: "{value} is no value: a number within 1e9, or 0 or 1 of a fraction.", hint: "Leave out rows whose value is missing." };
const duplicateWeek: Fault = { code: "weekly-measure-columns.duplicate_week", message: "Person {person} has week {week} twice.", hint: "Keep one row for each person and week." };

const Part = z.strictObject({
  personCount: Count.max(10_000_000), weekCount: z.int().min(1).max(1040), groupCount: z.int().min(1).max(65_536), measure: z.enum(["mean", "fraction"]), confidenceLevel: ConfidenceLevel,
});
type Part = z.infer<typeof Part>;
const columnKeys = ["persons", "weeks", "values", "groups"];

/** What is no column; a schema reads no typed array. */
const plainPart = (input: unknown): unknown => (typeof input === "object" && input !== null ? Object.fromEntries(Object.entries(input).filter(([key]) => !columnKeys.includes(key))) : input);

type Columns = Pick<WeeklyColumns, "persons" | "weeks" | "values"> & { readonly groups: Uint16Array };

function readColumns(input: Partial<WeeklyColumns>, { personCount, weekCount, groupCount }: Part): Columns {
  const { persons, weeks, values, groups = new Uint16Array(personCount) } = input;
  if (!isTypedArray(persons, "Uint32Array")) throw faultAt(wrongKind, ["persons"], { key: "persons", kind: "Uint32Array" });
  if (!isTypedArray(weeks, "Uint16Array")) throw faultAt(wrongKind, ["weeks"], { key: "weeks", kind: "Uint16Array" });
  if (!isTypedArray(values, "Float64Array")) throw faultAt(wrongKind, ["values"], { key: "values", kind: "Float64Array" });
  if (!isTypedArray(groups, "Uint16Array")) throw faultAt(wrongKind, ["groups"], { key: "groups", kind: "Uint16Array" });
  const sizes = [["weeks", weeks.length, persons.length], ["values", values.length, persons.length], ["groups", groups.length, personCount]] as const;
  for (const [key, length, count] of sizes) if (length !== count) throw faultAt(wrongLength, [key], { key, length, count });
  const bounds = [["rows", persons.length, KPI_LIMITS.columnRows], ["people times weeks", personCount * weekCount, KPI_LIMITS.columnPlaces], ["groups times weeks", groupCount * weekCount, KPI_LIMITS.columnCells]] as const;
  for (const [what, count, limit] of bounds) if (count > limit) throw faultAt(tooMany, [], { what, count, limit });
  for (let person = 0; person < groups.length; person += 1) if ((groups[person] as number) >= groupCount) throw faultAt(unknownPlace, ["groups", person], { key: "groups", place: groups[person] as number, count: groupCount });
  return { persons, weeks, values, groups };
}

/** Why a row will not do; undefined when it will, but for being met before. */
function rowFault({ persons, weeks, values }: Columns, row: number, { personCount, weekCount }: Part) {
  const [person, week, value] = [persons[row] as number, weeks[row] as number, values[row] as number];
  if (person >= personCount) return faultAt(unknownPlace, ["persons", row], { key: "persons", place: person, count: personCount });
  if (week >= weekCount) return faultAt(unknownPlace, ["weeks", row], { key: "weeks", place: week, count: weekCount });
  return faultAt(badValue, ["values", row], { value: String(value) });
}

interface Sums {
  readonly counts: Uint32Array;
  readonly means: Float64Array;
  /** Σ (value − mean)², by B. Welford's update, which keeps its digits where values lie far from zero. */
  readonly squares: Float64Array;
}

/** One pass over the rows: what is wrong with them, and the sums. */
function sumsOf(columns: Columns, part: Part): Sums {
  const { persons, weeks, values, groups } = columns;
  const { personCount, weekCount, groupCount, measure } = part;
  const isFraction = measure === "fraction";
  const cellCount = groupCount * weekCount;
  const [counts, means, squares] = [new Uint32Array(cellCount), new Float64Array(cellCount), new Float64Array(cellCount)];
  const seen = new Uint8Array(Math.ceil((personCount * weekCount) / 8));
  for (let row = 0; row < persons.length; row += 1) {
    const person = persons[row] as number;
    const week = weeks[row] as number;
    const value = values[row] as number;
    if (person >= personCount || week >= weekCount || !(Math.abs(value) <= WEEKLY_BOUND) || (isFraction && value !== 0 && value !== 1)) throw rowFault(columns, row, part);
    const place = person * weekCount + week;
    const bit = 1 << (place & 7);
    const byte = place >>> 3;
    const met = seen[byte] as number;
    if ((met & bit) !== 0) throw faultAt(duplicateWeek, ["persons", row], { person, week });
    seen[byte] = met | bit;
    const cell = (groups[person] as number) * weekCount + week;
    const count = (counts[cell] as number) + 1;
    const before = means[cell] as number;
    const step = value - before;
    const after = before + step / count;
    counts[cell] = count;
    means[cell] = after;
    squares[cell] = (squares[cell] as number) + step * (value - after);
  }
  return { counts, means, squares };
}

const emptyFigures = (counts: Uint32Array): WeeklyFigures => ({
  counts, isKnown: new Uint8Array(counts.length), estimates: new Float64Array(counts.length), standardErrors: new Float64Array(counts.length), lower: new Float64Array(counts.length), upper: new Float64Array(counts.length),
});

function meanFigures({ counts, means, squares }: Sums, confidenceLevel: number): WeeklyFigures {
  const figures = emptyFigures(counts);
  const scores = new Map<number, number>();
  for (let cell = 0; cell < counts.length; cell += 1) {
    const n = counts[cell] as number;
    if (n < 2) continue;
    const score = scores.get(n) ?? studentQuantile({ probability: (1 + confidenceLevel) / 2, degreesOfFreedom: n - 1 });
    scores.set(n, score);
    const estimate = means[cell] as number;
    const error = Math.sqrt((squares[cell] as number) / (n - 1) / n);
    figures.isKnown[cell] = 1;
    figures.estimates[cell] = estimate + 0;
    figures.standardErrors[cell] = error;
    figures.lower[cell] = estimate - score * error + 0;
    figures.upper[cell] = estimate + score * error + 0;
  }
  return figures;
}

function fractionFigures({ counts, means }: Sums, confidenceLevel: number): WeeklyFigures {
  const figures = emptyFigures(counts);
  for (let cell = 0; cell < counts.length; cell += 1) {
    const n = counts[cell] as number;
    if (n === 0) continue;
    // the running mean of zeros and ones is off by a rounding; their number is not
    const successes = Math.round((means[cell] as number) * n);
    const { lower, upper } = wilsonInterval({ successes, n, confidenceLevel });
    figures.isKnown[cell] = 1;
    figures.estimates[cell] = successes / n;
    figures.standardErrors[cell] = Math.sqrt((successes * (n - successes)) / n) / n;
    figures.lower[cell] = lower;
    figures.upper[cell] = upper;
  }
  return figures;
}

/**
 * A measure by week and group over columns, in one pass: for millions of weeks. It answers what `weeklyMeasure` does. Nothing given is written to.
 *
 * @throws CoachingError `weekly-measure-columns.wrong_kind`, `weekly-measure-columns.wrong_length`, `weekly-measure-columns.too_many`, `weekly-measure-columns.unknown_place`, `weekly-measure-columns.bad_value`, `weekly-measure-columns.duplicate_week`, `input.*`
 * @example
 * ```ts
 * const columns = { personCount: 2, weekCount: 2, groupCount: 1, persons: Uint32Array.of(0, 1, 0, 1), weeks: Uint16Array.of(0, 0, 1, 1), values: Float64Array.of(3, 5, 4, 6) };
 * [...weeklyMeasureColumns({ ...columns, measure: "mean", confidenceLevel: 0.95 }).estimates]; // => [4, 5]
 * ```
 */
export function weeklyMeasureColumns(input: WeeklyColumns): WeeklyFigures {
  const part = check(Part, plainPart(input));
  const sums = sumsOf(readColumns(input, part), part);
  return part.measure === "mean" ? meanFigures(sums, part.confidenceLevel) : fractionFigures(sums, part.confidenceLevel);
}
