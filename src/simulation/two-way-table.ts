import * as z from "zod";
import { check } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { asReturn, basePoint, figuresAt, InputBase, InputValues, type PointReturn, twoWayRule } from "./scenario-point.js";
import { Scenario } from "./scenario.js";

/** A table over two inputs. */
export interface TwoWayQuestion {
  /** The scenario. */
  readonly scenario: Scenario;
  /** Where every other uncertain input stands. */
  readonly base: InputBase;
  /** The input or driver that goes down, with its values. */
  readonly row: InputValues;
  /** The one that goes across, with its values. */
  readonly column: InputValues;
}
/** What the scenario comes to for each pair of values. */
export interface TwoWayTable {
  /** The input that goes down. */
  readonly rowId: Id;
  /** The input that goes across. */
  readonly columnId: Id;
  /** The values across. */
  readonly columnValues: readonly number[];
  /** One row a value down, one cell a value across. */
  readonly rows: readonly { readonly value: number; readonly cells: readonly PointReturn[] }[];
  /** What the cells rest on. */
  readonly assumptions: { readonly base: InputBase; readonly others: "at-base" };
}

/** Schema of a question for a table over two inputs. */
export const TwoWayQuestion = z.strictObject({ scenario: Scenario, base: InputBase, row: InputValues, column: InputValues }).check(twoWayRule).readonly() satisfies z.ZodType<TwoWayQuestion>;

/**
 * ROI, net benefit and present value for each pair of values of two inputs, all others at their base.
 *
 * @throws CoachingError `scenario-point.unknown_input`, `scenario-point.same_input`, `scenario-point.no_cost`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario = {
 *   inputs: [], drivers: [{ id: "people", value: 10 }, { id: "lift", value: 0.1 }, { id: "fee", value: 500 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const { rows } = twoWayTable({ scenario, base: "mean", row: { driverId: "lift", values: [0.05, 0.1] }, column: { driverId: "fee", values: [400, 600] } });
 * rows.map(({ value, cells }) => [value, ...cells.map(({ roiRatio }) => roiRatio)]); // => [[0.05, 0.5, 0], [0.1, 2, 1]]
 * ```
 */
export function twoWayTable(question: TwoWayQuestion): TwoWayTable {
  const { scenario, base, row, column } = check(TwoWayQuestion, question);
  const point = basePoint(scenario, base);
  return {
    rowId: row.driverId, columnId: column.driverId, columnValues: column.values.map((value) => value + 0),
    rows: row.values.map((value) => ({ value: value + 0, cells: column.values.map((across) => asReturn(figuresAt(point, [[row.driverId, value], [column.driverId, across]]), point.currency)) })),
    assumptions: { base, others: "at-base" },
  };
}
