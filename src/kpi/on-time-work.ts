import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { NoEstimate, ProportionEstimate } from "../statistics/index.js";
import { CivilDate, type Count, Id } from "../unit/index.js";
import { personalProportion } from "./clustered-estimate.js";
import { findDuplicateRecords, findOutsideRecords, findWindowFaults, type MeasureWindow, recordsOf, windowKeys } from "./measure-window.js";

/** Something that was promised for a day: a release, a report, an order. */
export interface WorkItem {
  /** Given by the host. */
  readonly id: Id;
  /** Who answers for it; absent where nobody knows. */
  readonly personId?: Id;
  /** The day it was promised for, as it was promised first: dates that move with the work make everything on time. */
  readonly dueDate: CivilDate;
  /** The day it was done; `null` while it is open. */
  readonly doneDate: CivilDate | null;
}
/** Schema of a work item. */
export const WorkItem = z.strictObject({ id: Id, personId: z.exactOptional(Id), dueDate: CivilDate, doneDate: CivilDate.nullable() }).readonly() satisfies z.ZodType<WorkItem>;

/** Work that was due in some days. */
export interface WorkWindow extends MeasureWindow {
  /** What was due in the window, at most 500,000, each once. */
  readonly items: readonly WorkItem[];
  /** The day on which the records were read; what is due on it or later takes no part. */
  readonly asOfDate: CivilDate;
}

const doneLater: Fault = { code: "on-time-work.done_later", message: "“{id}” is done on {doneDate}, after {asOfDate}.", hint: "Correct the date: nothing is known of later days." };
/** Schema of work that was due in some days, with its rules between parts. */
export const WorkWindow = z
  .strictObject({ ...windowKeys, items: recordsOf(WorkItem), asOfDate: CivilDate })
  .check(
    rule(findWindowFaults),
    rule(({ items }: WorkWindow, report) => { findDuplicateRecords("items", items, report); }),
    rule(({ items, ...window }: WorkWindow, report) => { findOutsideRecords("items", { records: items.map(({ id, dueDate: date }) => ({ id, date })), window }, (fault, path, params) => { report(fault, [...path.slice(0, 2), "dueDate"], params); }); }),
    rule(({ items, asOfDate }: WorkWindow, report) => { items.forEach(({ id, doneDate }, index) => { if (doneDate !== null && doneDate > asOfDate) report(doneLater, ["items", index, "doneDate"], { id, doneDate, asOfDate }); }); }),
  )
  .readonly() satisfies z.ZodType<WorkWindow>;

/** How much work is done on time. */
export interface OnTimeWork {
  /** Done by the due day ÷ what is due, with Wilson's interval; over people where people have several items. */
  readonly onTimeFraction: ProportionEstimate | NoEstimate;
  /** Done, after the due day. */
  readonly lateCount: Count;
  /** Past the due day and not done. They count as not on time. */
  readonly overdueCount: Count;
  /** Due on `asOfDate` or later. They take no part, done or not: those done early would, and those still open could not. */
  readonly notYetDueCount: Count;
}

/**
 * Which share of work is done by the day it was promised for. What is still open past its day is not on time; what is not due yet takes no part, done or not.
 * Warnings: `one-person`, `few-people` (below 10, a heuristic), `no-variation`.
 *
 * @throws CoachingError `on-time-work.done_later`, `measure-window.ends_before_start`, `measure-window.outside`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const item = (id, doneDate) => ({ id, dueDate: "2027-10-15", doneDate });
 * const items = [item("a", "2027-10-15"), item("b", "2027-10-18"), item("c", null), item("d", "2027-10-01")];
 * const { onTimeFraction, overdueCount } = onTimeWork({ fromDate: "2027-10-01", toDate: "2027-10-31", asOfDate: "2027-11-01", confidenceLevel: 0.95, items });
 * onTimeFraction.estimate; // => 0.5
 * overdueCount; // => 1
 * ```
 */
export function onTimeWork(input: WorkWindow): OnTimeWork {
  const { items, asOfDate, confidenceLevel } = check(WorkWindow, input);
  const due = items.filter(({ dueDate }) => dueDate < asOfDate);
  return {
    onTimeFraction: personalProportion(due.map((item) => ({ ...item, value: item.doneDate !== null && item.doneDate <= item.dueDate ? 1 : 0 })), confidenceLevel),
    lateCount: due.filter(({ doneDate, dueDate }) => doneDate !== null && doneDate > dueDate).length,
    overdueCount: due.filter(({ doneDate }) => doneDate === null).length,
    notYetDueCount: items.length - due.length,
  };
}
