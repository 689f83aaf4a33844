import * as z from "zod";
import { check } from "../error/index.js";
import { Id } from "../unit/index.js";
import { type CompiledScenario, type Worth, worthAt } from "./compiled-scenario.js";
import { type BasePoint, basePoint, InputBase, InputValues, movedTo, twoWayRule } from "./scenario-point.js";
import { Scenario } from "./scenario.js";

/** The outcome that shall be zero. */
export type NetMeasure = "net-benefit" | "net-present-value";
/** Schema of the outcome that shall be zero. */
export const NetMeasure = z.enum(["net-benefit", "net-present-value"]);

/** What one input has to be for a program to pay, over values of two others. */
export interface SurfaceQuestion {
  /** The scenario. */
  readonly scenario: Scenario;
  /** The outcome that shall be zero; ROI is zero where net benefit is. */
  readonly measure: NetMeasure;
  /** Where every other uncertain input stands. */
  readonly base: InputBase;
  /** The input or driver that is solved for. */
  readonly solveFor: Id;
  /** The one that goes down, with its values. */
  readonly row: InputValues;
  /** The one that goes across, with its values. */
  readonly column: InputValues;
}
/** What the input has to be for the outcome to be zero, and on which side of it the program pays; or why there is no such value. `out-of-reach`: it, or the outcome, is beyond 1e100. */
export type BreakEvenPoint = { readonly estimate: number; readonly pays: "from-here-up" | "from-here-down" } | { readonly estimate: null; readonly reason: "always-pays" | "never-pays" | "out-of-reach" };
/** Break-even values of one input over two others. */
export interface BreakEvenSurface {
  /** The input that was solved for. */
  readonly solveFor: Id;
  /** The input that goes down. */
  readonly rowId: Id;
  /** The input that goes across. */
  readonly columnId: Id;
  /** The values across. */
  readonly columnValues: readonly number[];
  /** One row a value down, one cell a value across. */
  readonly rows: readonly { readonly value: number; readonly cells: readonly BreakEvenPoint[] }[];
  /** What the cells rest on. */
  readonly assumptions: { readonly measure: NetMeasure; readonly base: InputBase; readonly others: "at-base" };
}

/** Schema of a question for a break-even surface. */
export const SurfaceQuestion = z.strictObject({ scenario: Scenario, measure: NetMeasure, base: InputBase, solveFor: Id, row: InputValues, column: InputValues }).check(twoWayRule).readonly() satisfies z.ZodType<SurfaceQuestion>;

/** A straight line in one input. */
export interface Line {
  readonly offset: number;
  readonly slope: number;
}
/** The outcome as a line in one input: no term names an input twice. The terms with it and those without are added apart, so that nothing cancels. */
export function lineIn({ compiled, placeOf }: Pick<BasePoint, "compiled" | "placeOf">, id: Id, { values, measure }: { readonly values: readonly number[]; readonly measure: NetMeasure }): Line {
  const place = placeOf.get(id) as number;
  const part = (isIn: boolean): CompiledScenario => ({ ids: compiled.ids, benefits: compiled.benefits.filter(({ factors }) => factors.includes(place) === isIn), costs: compiled.costs.filter(({ factors }) => factors.includes(place) === isIn) });
  const netOf = ({ gained, spent, presentValue }: Worth): number => (measure === "net-benefit" ? gained - spent : presentValue);
  const atOne = values.map((value, at) => (at === place ? 1 : value));
  return { offset: netOf(worthAt(part(false), atOne)), slope: netOf(worthAt(part(true), atOne)) };
}

function breakEvenOf({ offset, slope }: Line): BreakEvenPoint {
  if (slope === 0) return { estimate: null, reason: offset >= 0 ? "always-pays" : "never-pays" };
  const estimate = -offset / slope + 0;
  if (!(Math.abs(estimate) <= 1e100 && Math.abs(slope) <= 1e100)) return { estimate: null, reason: "out-of-reach" };
  return { estimate, pays: slope > 0 ? "from-here-up" : "from-here-down" };
}

/**
 * What one input has to be for the net benefit, or the present value, to be zero, for each pair of values of two others: the closed form, as the outcome is a line in every single input.
 *
 *   net = a + b·x      break-even x = −a ÷ b
 *
 * @throws CoachingError `scenario-point.unknown_input`, `scenario-point.same_input`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario = {
 *   inputs: [], drivers: [{ id: "people", value: 10 }, { id: "lift", value: 0.1 }, { id: "fee", value: 500 }], horizonMonths: 12, annualDiscountRatio: 0,
 *   benefits: [{ id: "sales", money: eur("1000"), driverIds: ["people", "lift"], fromMonth: 1, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 * };
 * const { rows } = breakEvenSurface({ scenario, measure: "net-benefit", base: "mean", solveFor: "lift", row: { driverId: "fee", values: [600, 1200] }, column: { driverId: "people", values: [10] } });
 * rows.map(({ value, cells }) => [value, cells[0].estimate, cells[0].pays]); // => [[600, 0.05, "from-here-up"], [1200, 0.1, "from-here-up"]]
 * ```
 */
export function breakEvenSurface(question: SurfaceQuestion): BreakEvenSurface {
  const { scenario, measure, base, solveFor, row, column } = check(SurfaceQuestion, question);
  const point = basePoint(scenario, base);
  const cellAt = (down: number, across: number): BreakEvenPoint => breakEvenOf(lineIn(point, solveFor, { values: movedTo(point, [[row.driverId, down], [column.driverId, across]]), measure }));
  return {
    solveFor, rowId: row.driverId, columnId: column.driverId, columnValues: column.values.map((value) => value + 0),
    rows: row.values.map((value) => ({ value: value + 0, cells: column.values.map((across) => cellAt(value, across)) })),
    assumptions: { measure, base, others: "at-base" },
  };
}
