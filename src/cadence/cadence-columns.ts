import { check, type IssuePath } from "../error/index.js";
import { DAY, END_DAY_NUMBER, instantsOfWall, isWithinTime, zonesOf } from "../time/internal.js";
import { CadenceBatch } from "./cadence-batch.js";
import { type CadenceTemplate, isUnhindered, templateOf } from "./cadence-template.js";
import { calendarOf, type CohortCalendar } from "./cohort-calendar.js";
import { CADENCE_LIMITS, compileProgram, type CompiledProgram, refuseTooManyTogether } from "./compiled-program.js";
import { placeProgram } from "./placement.js";

/** The occurrences of many cohorts as columns: entry `i` of each column speaks of one occurrence. Rows of a cohort stand together, by start and then by the order of the touchpoints. */
export interface CadenceColumns {
  /** How many rows there are. */
  readonly rowCount: number;
  /** Row at which each cohort begins, and at the end `rowCount`. */
  readonly firstRow: Uint32Array;
  /** Place of the touchpoint in `program.touchpoints`. */
  readonly touchpointIndex: Uint16Array;
  /** Week of the program; −1 when it goes by days from the start. */
  readonly week: Int16Array;
  /** The date, as days after 1970-01-01. */
  readonly dayNumber: Int32Array;
  /** Start, as milliseconds after 1970-01-01T00:00:00Z. */
  readonly startsAtMilliseconds: Float64Array;
  /** End, as milliseconds after 1970-01-01T00:00:00Z. */
  readonly endsAtMilliseconds: Float64Array;
  /** How many planned occurrences of each cohort have no date; `expandCadence` names them with their reasons. */
  readonly skippedCount: Uint32Array;
}

/** Columns that grow as rows come in. */
interface Rows {
  count: number;
  touchpointIndex: Uint16Array;
  week: Int16Array;
  dayNumber: Int32Array;
  startsAt: Float64Array;
  endsAt: Float64Array;
}

function reserve(rows: Rows, more: number): void {
  const needed = rows.count + more;
  const old = rows.startsAt.length;
  if (needed <= old) return;
  const size = Math.max(needed, old * 2);
  const grown = <Column extends Uint16Array | Int16Array | Int32Array | Float64Array>(column: Column, next: Column): Column => { next.set(column); return next; };
  rows.touchpointIndex = grown(rows.touchpointIndex, new Uint16Array(size));
  rows.week = grown(rows.week, new Int16Array(size));
  rows.dayNumber = grown(rows.dayNumber, new Int32Array(size));
  rows.startsAt = grown(rows.startsAt, new Float64Array(size));
  rows.endsAt = grown(rows.endsAt, new Float64Array(size));
}

/** Copies a template to a cohort's weeks. Returns false when the clock turns so that the order of starts is not that of the wall clock, or the years of the calendar do not suffice. */
function stampTemplate(rows: Rows, template: CadenceTemplate, { table, weekZeroDay }: CohortCalendar): boolean {
  const { rowCount: length, wall, day, durationMilliseconds } = template;
  const from = rows.count;
  reserve(rows, length);
  const { dayNumber, startsAt, endsAt } = rows;
  const base = weekZeroDay * DAY;
  for (let index = 0; index < length; index += 1) {
    startsAt[from + index] = base + (wall[index] ?? 0);
    dayNumber[from + index] = weekZeroDay + (day[index] ?? 0);
  }
  const own = startsAt.subarray(from, from + length);
  instantsOfWall(table, own, own);
  let previous = -Infinity;
  for (let index = 0; index < length; index += 1) {
    const start = own[index] ?? 0;
    if (start <= previous && (start < previous || (template.touchpointIndex[index] ?? 0) < (template.touchpointIndex[index - 1] ?? 0))) return false;
    const end = start + (durationMilliseconds[index] ?? 0);
    const dayOfRow = dayNumber[from + index] ?? 0;
    if (!isWithinTime(start) || !isWithinTime(end) || dayOfRow < 0 || dayOfRow >= END_DAY_NUMBER) return false;
    endsAt[from + index] = end;
    previous = start;
  }
  rows.touchpointIndex.set(template.touchpointIndex, from);
  rows.week.set(template.week, from);
  rows.count += length;
  return true;
}

/** The plain way, for whatever no template fits. Returns how many were skipped. */
function placeRows(rows: Rows, compiled: CompiledProgram, { calendar, path }: { readonly calendar: CohortCalendar; readonly path: IssuePath }): number {
  const { placements, skipped } = placeProgram(compiled, calendar, { path, completionDays: new Map() });
  reserve(rows, placements.length);
  for (const { compiled: { index }, week, day, startsAt, endsAt } of placements) {
    rows.touchpointIndex[rows.count] = index;
    rows.week[rows.count] = week ?? -1;
    rows.dayNumber[rows.count] = day;
    rows.startsAt[rows.count] = startsAt;
    rows.endsAt[rows.count] = endsAt;
    rows.count += 1;
  }
  return skipped.length;
}

/**
 * `expandCadence` for many cohorts at once, as columns of numbers: for planners who move thousands of cohorts. The answers are those of `expandCadence`.
 * Cohorts whose weeks and start fall alike share one template; a cohort that a day off hinders is placed by itself.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError as `expandCadence`, and `cadence-batch.duplicate_cohort`, `compiled-program.too_many_together`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "stay" };
 * const columns = expandCadenceColumns({ program: blendedTwelveWeek, cohorts: [cohort, { ...cohort, id: "summer", startDate: "2027-06-21" }] });
 * columns.rowCount; // => 66
 * columns.startsAtMilliseconds[0]; // => Date.parse("2027-03-22T08:30:00Z")
 * ```
 */
export const expandCadenceColumns = (batch: CadenceBatch): CadenceColumns => expandCadenceColumnsUnchecked(check(CadenceBatch, batch));

/**
 * `expandCadenceColumns` without its check at the door, which takes more than half of its time: for a batch that `CadenceBatch` has accepted and that has not changed since.
 * What another batch gives is undefined: wrong numbers, or an error that says nothing.
 *
 * @returns typed arrays, not JSON
 * @throws CoachingError `compiled-program.too_many_together`, `placement.out_of_range`, `recurrence-days.*`
 * @example
 * ```ts
 * const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "stay" };
 * expandCadenceColumnsUnchecked({ program: blendedTwelveWeek, cohorts: [cohort] }).rowCount; // => 33
 * ```
 */
export function expandCadenceColumnsUnchecked({ program, cohorts, zoneData }: CadenceBatch): CadenceColumns {
  const compiled = compileProgram(program, ["program"]);
  refuseTooManyTogether(compiled, cohorts.length, CADENCE_LIMITS.rowCount);
  const rows: Rows = { count: 0, touchpointIndex: new Uint16Array(64), week: new Int16Array(64), dayNumber: new Int32Array(64), startsAt: new Float64Array(64), endsAt: new Float64Array(64) };
  const firstRow = new Uint32Array(cohorts.length + 1);
  const skippedCount = new Uint32Array(cohorts.length);
  const templates = new Map<number, CadenceTemplate | null>();
  const zones = zonesOf(zoneData);
  cohorts.forEach((cohort, index) => {
    const calendar = calendarOf(cohort, zones);
    const startOffset = calendar.startDay - calendar.weekZeroDay;
    const alike = calendar.weekStart * 7 + startOffset;
    if (!templates.has(alike)) templates.set(alike, templateOf(compiled, calendar.weekStart, startOffset));
    const template = templates.get(alike) ?? null;
    if (template === null || !isUnhindered(template, calendar) || !stampTemplate(rows, template, calendar)) skippedCount[index] = placeRows(rows, compiled, { calendar, path: ["cohorts", index] });
    firstRow[index + 1] = rows.count;
  });
  return {
    rowCount: rows.count,
    firstRow,
    touchpointIndex: rows.touchpointIndex.slice(0, rows.count),
    week: rows.week.slice(0, rows.count),
    dayNumber: rows.dayNumber.slice(0, rows.count),
    startsAtMilliseconds: rows.startsAt.slice(0, rows.count),
    endsAtMilliseconds: rows.endsAt.slice(0, rows.count),
    skippedCount,
  };
}
