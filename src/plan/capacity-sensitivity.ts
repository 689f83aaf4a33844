import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { type Count, type Id, tidyMinutes } from "../unit/index.js";
import { type CapacityDriver, changeWith, type DriverChoice, driverChoiceShape, findIdleDriver, findValueFault, valuesOf } from "./capacity-driver.js";
import { CapacityChange } from "./capacity-gain.js";
import { guardedCaseload } from "./capacity-guards.js";
import { weekMinutesOf } from "./coach-week.js";
import { CAPACITY_LIMITS } from "./participant-load.js";

/** A driver, and how far it may be off. */
export interface DriverRange extends DriverChoice {
  /** The lowest value to reckon with. */
  readonly low: number;
  /** The highest. */
  readonly high: number;
}
/** Schema of a driver's range. */
export const DriverRange = z.strictObject({ ...driverChoiceShape, low: z.number(), high: z.number() }).readonly() satisfies z.ZodType<DriverRange>;

/** A change of the design, and what about it is uncertain. */
export interface SensitivityQuestion {
  /** The two designs. */
  readonly change: CapacityChange;
  /** What may be otherwise, each by itself; at most 50. */
  readonly drivers: readonly DriverRange[];
}

const rangeSwapped: Fault = { code: "capacity-sensitivity.range_swapped", message: "The low value, {low}, is above the high one, {high}.", hint: "Swap them." };
const duplicateDriver: Fault = { code: "capacity-sensitivity.duplicate_driver", message: "{driver} stands in the list twice, for the same sessions of the same design.", hint: "Keep one range." };

const keyOf = ({ driver, modality, design }: DriverChoice): string => JSON.stringify([driver, modality ?? null, design ?? null]);

/** Schema of a change whose sensitivity is asked for, with its rules between parts. */
export const SensitivityQuestion = z
  .strictObject({ change: CapacityChange, drivers: z.array(DriverRange).min(1).max(CAPACITY_LIMITS.drivers).readonly() })
  .check(
    rule(({ drivers }: SensitivityQuestion, report) => {
      for (const [index, { driver }] of repeated(drivers, keyOf)) report(duplicateDriver, ["drivers", index, "driver"], { driver });
    }),
    rule(({ change, drivers }: SensitivityQuestion, report) => {
      drivers.forEach((range, index) => {
        const { low, high, ...choice } = range;
        const at = ["drivers", index];
        if (low > high) report(rangeSwapped, [...at, "low"], { low, high });
        findIdleDriver(change, choice, { report, at });
        findValueFault(change, { choice, value: low }, { report, at: [...at, "low"] });
        findValueFault(change, { choice, value: high }, { report, at: [...at, "high"] });
      });
    }),
  )
  .readonly() satisfies z.ZodType<SensitivityQuestion>;

/** Participants before and after. */
export interface CapacityPoint {
  /** Today. */
  readonly beforeCount: Count;
  /** After the change. */
  readonly afterCount: Count;
  /** How many more, or fewer when negative. */
  readonly addedCount: number;
  /** The same, not rounded down. */
  readonly exactAdded: number;
}

/** What one driver does to the answer. */
export interface DriverSensitivity {
  /** The driver. */
  readonly driver: CapacityDriver;
  /** The sessions it is changed in; null for all. */
  readonly modality: Id | null;
  /** The design it is changed in. */
  readonly design: "before" | "after" | "both";
  /** Its value as things are; null where several sessions or both designs have different ones. */
  readonly baseValue: number | null;
  /** The answer at its low value. */
  readonly low: CapacityPoint & { readonly value: number };
  /** The answer at its high value. */
  readonly high: CapacityPoint & { readonly value: number };
  /** How far the added participants go apart between low, base and high, not rounded. */
  readonly swing: number;
}

/** How sure the added participants are. */
export interface CapacitySensitivity {
  /** The answer as things are. */
  readonly base: CapacityPoint;
  /** The driver with the greatest swing first; of equal ones by name, modality and design. */
  readonly drivers: readonly DriverSensitivity[];
}

function pointOf({ week, before, after, guards = {} }: CapacityChange): CapacityPoint {
  const { deliverableMinutes } = weekMinutesOf(week);
  const today = guardedCaseload(before, deliverableMinutes, guards);
  const then = guardedCaseload(after, deliverableMinutes, guards);
  return { beforeCount: today.participantCount, afterCount: then.participantCount, addedCount: then.participantCount - today.participantCount, exactAdded: then.exactParticipants - today.exactParticipants + 0 };
}

function baseValueOf(change: CapacityChange, choice: DriverChoice): number | null {
  const [value = null, ...others] = new Set(valuesOf(change, choice));
  return others.length === 0 ? value : null;
}

function sensitivityOf(change: CapacityChange, base: CapacityPoint, { low, high, ...choice }: DriverRange): DriverSensitivity {
  const [atLow, atHigh] = [pointOf(changeWith(change, choice, low)), pointOf(changeWith(change, choice, high))];
  const added = [atLow, base, atHigh].map(({ exactAdded }) => exactAdded);
  return { driver: choice.driver, modality: choice.modality ?? null, design: choice.design ?? "both", baseValue: baseValueOf(change, choice), low: { value: low, ...atLow }, high: { value: high, ...atHigh }, swing: tidyMinutes(Math.max(...added) - Math.min(...added)) };
}

/**
 * How many more participants, before and after, when one thing at a time is otherwise than thought: the session's length, preparation, notes, the minutes of a journal, no-shows, the coach's week. Guards hold at every value.
 * The table of a tornado chart: what stands first deserves to be measured first.
 *
 * @throws CoachingError `capacity-sensitivity.range_swapped`, `capacity-sensitivity.duplicate_driver`, `capacity-driver.value_out_of_range`, `capacity-driver.load_out_of_bounds`, `capacity-driver.nothing_to_change`, `capacity-gain.other_role`, `participant-load.*`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const session = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
 * const change = { week, before: { sessions: [session] }, after: { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 9 } } };
 * const { base, drivers } = capacitySensitivity({ change, drivers: [{ driver: "note-minutes", low: 5, high: 30 }, { driver: "journal-minutes", low: 5, high: 20 }] });
 * base.addedCount; // => 14
 * drivers.map(({ driver, low, high }) => `${driver}: ${low.addedCount} to ${high.addedCount}`); // => ["journal-minutes: 20 to 2", "note-minutes: 14 to 13"]
 * ```
 */
export function capacitySensitivity(question: SensitivityQuestion): CapacitySensitivity {
  const { change, drivers } = check(SensitivityQuestion, question);
  const base = pointOf(change);
  const rows = drivers.map((range) => ({ key: keyOf(range), row: sensitivityOf(change, base, range) }));
  return { base, drivers: rows.toSorted((one, other) => other.row.swing - one.row.swing || (one.key < other.key ? -1 : 1)).map(({ row }) => row) };
}

/** A driver, and the values to go through. */
export interface DriverValues extends DriverChoice {
  /** At most 50. */
  readonly values: readonly number[];
}
/** Schema of a driver's values. */
export const DriverValues = z.strictObject({ ...driverChoiceShape, values: z.array(z.number()).min(1).max(CAPACITY_LIMITS.gridValues).readonly() }).readonly() satisfies z.ZodType<DriverValues>;

/** A change of the design, and two things that may be otherwise at once. */
export interface CapacityGridQuestion {
  /** The two designs. */
  readonly change: CapacityChange;
  /** What goes down the grid. */
  readonly rows: DriverValues;
  /** What goes across; set after the rows' driver. */
  readonly columns: DriverValues;
}

const sameDriver: Fault = { code: "capacity-sensitivity.same_driver", message: "Rows and columns both change {driver}.", hint: "Choose two drivers, or other sessions or designs for one of them." };

/** What both drivers of a grid would change alike. */
const overlaps = (one: DriverChoice, other: DriverChoice): boolean => one.driver === other.driver && (["modality", "design"] as const).every((key) => one[key] === undefined || other[key] === undefined || one[key] === other[key]);

/** Schema of a grid, with its rules between parts. */
export const CapacityGridQuestion = z
  .strictObject({ change: CapacityChange, rows: DriverValues, columns: DriverValues })
  .check(
    rule(({ rows, columns }: CapacityGridQuestion, report) => { if (overlaps(rows, columns)) report(sameDriver, ["columns", "driver"], { driver: columns.driver }); }),
    ...(["rows", "columns"] as const).map((side) => rule((question: CapacityGridQuestion, report) => {
      const { values, ...choice } = question[side];
      findIdleDriver(question.change, choice, { report, at: [side] });
      values.forEach((value, index) => { findValueFault(question.change, { choice, value }, { report, at: [side, "values", index] }); });
    })),
    rule(({ change, rows, columns }: CapacityGridQuestion, report) => {
      const { values, ...choice } = columns;
      for (const row of rows.values) {
        const changed = changeWith(change, rows, row);
        values.forEach((value, index) => { findValueFault(changed, { choice, value }, { report, at: ["columns", "values", index] }); });
      }
    }),
  )
  .readonly() satisfies z.ZodType<CapacityGridQuestion>;

/** The answers of a grid. */
export interface CapacityGrid {
  /** The values down the grid, in the order given. */
  readonly rowValues: readonly number[];
  /** The values across. */
  readonly columnValues: readonly number[];
  /** For each row, the answer in each column. */
  readonly points: readonly (readonly CapacityPoint[])[];
}

/**
 * How many more participants when two things are otherwise at once: the length of a session against the minutes of a journal.
 *
 * @throws CoachingError `capacity-sensitivity.same_driver`, `capacity-driver.value_out_of_range`, `capacity-driver.load_out_of_bounds`, `capacity-driver.nothing_to_change`, `capacity-gain.other_role`, `participant-load.*`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const session = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
 * const change = { week, before: { sessions: [session] }, after: { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 9 } } };
 * const { points } = capacityGrid({ change, rows: { driver: "note-minutes", values: [5, 15] }, columns: { driver: "journal-minutes", values: [9, 22.5] } });
 * points.map((row) => row.map(({ addedCount }) => addedCount)); // => [[14, -2], [14, 0]]
 * ```
 */
export function capacityGrid(question: CapacityGridQuestion): CapacityGrid {
  const { change, rows, columns } = check(CapacityGridQuestion, question);
  return {
    rowValues: rows.values,
    columnValues: columns.values,
    points: rows.values.map((row) => {
      const changed = changeWith(change, rows, row);
      return columns.values.map((column) => pointOf(changeWith(changed, columns, column)));
    }),
  };
}
