import * as z from "zod";
import { type Fault, faultAt, type Report, rule } from "../error/index.js";
import type { Money } from "../money/index.js";
import { distributionMoments, distributionQuantile } from "../statistics/index.js";
import { SampleValue } from "../statistics/internal.js";
import { Id } from "../unit/index.js";
import { type CompiledScenario, compiledScenario, worthAt } from "./compiled-scenario.js";
import { moneyOfNumber } from "./outcome-estimate.js";
import type { Scenario } from "./scenario.js";

/** What bounds a table over two inputs. */
export const TABLE_LIMITS = {
  /** Values of one input. */
  values: 100,
} as const;

/** Where uncertain inputs stand while others are varied. */
export type InputBase = "mean" | "median";
/** Schema of where uncertain inputs stand while others are varied. */
export const InputBase = z.enum(["mean", "median"]);

/** What a scenario comes to at one point. */
export interface PointReturn {
  /** (benefit − cost) ÷ cost, undiscounted. */
  readonly roiRatio: number;
  /** Benefit − cost, undiscounted. */
  readonly netBenefit: Money;
  /** Benefit − cost, discounted. */
  readonly netPresentValue: Money;
}
/** The same in plain numbers, for what is still computed with. */
export interface PointFigures {
  readonly roiRatio: number;
  readonly netBenefit: number;
  readonly netPresentValue: number;
}

/** Values that an input or a driver is set to, one after the other. */
export interface InputValues {
  /** The input or driver. */
  readonly driverId: Id;
  /** The values, 1 to 100, in the order of the answer. */
  readonly values: readonly number[];
}

const noCost: Fault = { code: "scenario-point.no_cost", message: "The whole cost is {cost} where {id} is {value}, so that there is no return on it.", hint: "Keep the values to those where the program costs something." };
const unknownInput: Fault = { code: "scenario-point.unknown_input", message: "No input and no driver has the id “{id}”.", hint: "Add it to the scenario, or correct the id." };
const sameInput: Fault = { code: "scenario-point.same_input", message: "“{id}” is varied twice.", hint: "Name different inputs." };

/** Schema of values that an input is set to. */
export const InputValues = z.strictObject({ driverId: Id, values: z.array(SampleValue).min(1).max(TABLE_LIMITS.values).readonly() }).readonly() satisfies z.ZodType<InputValues>;

/** Whether a scenario has an input or driver of that id. */
const hasDriver = ({ inputs, drivers }: Scenario, id: Id): boolean => inputs.some(({ inputId }) => inputId === id) || drivers.some((driver) => driver.id === id);

/** Reports ids that the scenario has not, and ids named twice. */
export function reportVaried(scenario: Scenario, named: readonly { readonly id: Id; readonly path: readonly (string | number)[] }[], report: Report): void {
  const seen = new Set<Id>();
  for (const { id, path } of named) {
    if (!hasDriver(scenario, id)) report(unknownInput, path, { id: id.slice(0, 200) });
    else if (seen.has(id)) report(sameInput, path, { id });
    seen.add(id);
  }
}
/** The rule of tables over two inputs. */
export const twoWayRule = rule(({ scenario, row, column, ...rest }: { readonly scenario: Scenario; readonly row: InputValues; readonly column: InputValues; readonly solveFor?: Id }, report) => {
  const solved = rest.solveFor === undefined ? [] : [{ id: rest.solveFor, path: ["solveFor"] }];
  reportVaried(scenario, [{ id: row.driverId, path: ["row", "driverId"] }, { id: column.driverId, path: ["column", "driverId"] }, ...solved], report);
});

/** A scenario over all its inputs and drivers, with where each of them stands. */
export interface BasePoint {
  readonly compiled: CompiledScenario;
  readonly placeOf: ReadonlyMap<Id, number>;
  readonly values: readonly number[];
  readonly currency: string;
}
/** Every input at its mean or median, every driver as it is. */
export function basePoint(scenario: Scenario, base: InputBase): BasePoint {
  const { inputs, drivers, benefits } = scenario;
  const ids = [...inputs.map(({ inputId }) => inputId), ...drivers.map(({ id }) => id)];
  const middle = inputs.map(({ distribution }) => (base === "mean" ? distributionMoments(distribution).mean : distributionQuantile(distribution, 0.5)));
  return { compiled: compiledScenario(scenario, ids), placeOf: new Map(ids.map((id, place) => [id, place])), values: [...middle, ...drivers.map(({ value }) => value)], currency: benefits[0]?.money.currency ?? "" };
}

/** The point with some of its values replaced. */
export function movedTo({ placeOf, values }: BasePoint, changes: readonly (readonly [Id, number])[]): readonly number[] {
  const moved = [...values];
  for (const [id, value] of changes) moved[placeOf.get(id) as number] = value;
  return moved;
}

/** What the scenario comes to where some values are replaced. */
export function figuresAt(point: BasePoint, changes: readonly (readonly [Id, number])[]): PointFigures {
  const { gained, spent, presentValue } = worthAt(point.compiled, movedTo(point, changes));
  // a cost next to nothing has no return that is a number
  if (!(spent > 0) || (Number.isFinite(gained) && !Number.isFinite((gained - spent) / spent))) throw faultAt(noCost, ["scenario", "costs"], { cost: spent + 0, id: changes.map(([id]) => id).join(", "), value: changes.map(([, value]) => String(value)).join(", ") });
  return { roiRatio: (gained - spent) / spent + 0, netBenefit: gained - spent, netPresentValue: presentValue };
}
/** Plain numbers as an answer. */
export const asReturn = ({ roiRatio, netBenefit, netPresentValue }: PointFigures, currency: string): PointReturn => ({ roiRatio, netBenefit: moneyOfNumber(netBenefit, currency), netPresentValue: moneyOfNumber(netPresentValue, currency) });
