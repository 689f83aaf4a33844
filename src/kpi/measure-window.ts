import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { CivilDate } from "../unit/index.js";

/** How much one measure takes. */
export const KPI_LIMITS = {
  /** Records of one measure. */
  recordCount: 500_000,
  /** People of one measure. */
  personCount: 250_000,
  /** Rows of one measure in columns. */
  columnRows: 20_000_000,
  /** People times weeks of one measure in columns. */
  columnPlaces: 100_000_000,
  /** Groups times weeks of one measure in columns. */
  columnCells: 1_000_000,
} as const;

/** The days of which records are measured, and the level of the intervals. */
export interface MeasureWindow {
  /** The first day. */
  readonly fromDate: CivilDate;
  /** The last day. */
  readonly toDate: CivilDate;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}
/** The keys of a window, for the schemas of measures. */
export const windowKeys = { fromDate: CivilDate, toDate: CivilDate, confidenceLevel: ConfidenceLevel };

const endsBeforeStart: Fault = { code: "measure-window.ends_before_start", message: "The window runs from {fromDate} to {toDate}.", hint: "Swap fromDate and toDate." };
const outside: Fault = { code: "measure-window.outside", message: "“{id}” is of {date}, outside the window from {fromDate} to {toDate}.", hint: "Leave the record out, or widen the window: what belongs to another wave would count in this one." };
const duplicateRecord: Fault = { code: "measure-window.duplicate_record", message: "The id “{id}” is used twice in {list}.", hint: "Count each record once." };

/** Reports a window that ends before it starts. */
export function findWindowFaults({ fromDate, toDate }: Pick<MeasureWindow, "fromDate" | "toDate">, report: Report): void {
  if (fromDate > toDate) report(endsBeforeStart, ["toDate"], { fromDate, toDate });
}

/** Reports ids that are used twice. */
export function findDuplicateRecords(list: string, records: readonly { readonly id: string }[], report: Report): void {
  for (const [index, { id }] of repeated(records, (record) => record.id)) report(duplicateRecord, [list, index, "id"], { id, list });
}

/** Reports records of days outside the window. */
export function findOutsideRecords(list: string, { records, window: { fromDate, toDate } }: { readonly records: readonly { readonly id: string; readonly date: CivilDate }[]; readonly window: Pick<MeasureWindow, "fromDate" | "toDate"> }, report: Report): void {
  records.forEach(({ id, date }, index) => { if (date < fromDate || date > toDate) report(outside, [list, index, "date"], { id, date, fromDate, toDate }); });
}

/** A list of records. */
export const recordsOf = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(KPI_LIMITS.recordCount).readonly();
