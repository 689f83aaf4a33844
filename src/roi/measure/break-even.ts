import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../../error/index.js";
import { Money, Rounding, toDecimalText } from "../../money/index.js";
import { Id } from "../../unit/index.js";
import { findMixed } from "./cash-flows.js";
import { type ExactAmount, exactOf, moneyOf, ONE, productOf, ratioOf } from "./exact-amount.js";

/** What bounds a model whose break-even is looked for. */
export const BREAK_EVEN_LIMITS = {
  /** Drivers of one model. */
  drivers: 100,
  /** Terms of one model. */
  terms: 1000,
  /** Drivers that one term is multiplied by. */
  factors: 8,
  /** Rows of one table of steps. */
  rows: 10_000,
} as const;

/** A quantity that the net benefit depends on. */
export interface Driver {
  /** Its name: `"leavers-avoided"`. */
  readonly id: Id;
  /** What it is expected to be; below 10¹⁸ in size. */
  readonly value: number;
  /** True for what comes in whole numbers, such as people: the break-even is then the first whole number that passes. */
  readonly isWhole?: boolean;
}

/** One part of the net benefit: money times the drivers that it names. */
export interface NetTerm {
  /** Above zero what comes in, below zero what is spent. */
  readonly money: Money;
  /** Drivers that the money is multiplied by, each once, 8 at most; none for a fixed amount. */
  readonly driverIds: readonly Id[];
}

/** A net benefit as the sum of its terms. As no term names a driver twice, it is linear in every single driver. */
export interface BreakEvenModel {
  /** At least one, all in one currency. */
  readonly terms: readonly NetTerm[];
  /** Every driver that a term names. */
  readonly drivers: readonly Driver[];
  /** How amounts of the answer are rounded to the minor unit. */
  readonly rounding: Rounding;
}

const unknownDriver: Fault = { code: "break-even.unknown_driver", message: "No driver has the id “{id}”.", hint: "Add the driver, or correct the id." };
const repeatedDriver: Fault = { code: "break-even.repeated_driver", message: "The term names the driver “{id}” twice, so it is not linear in it.", hint: "Name it once; for a curve use steppedBreakEven." };
const duplicateDriver: Fault = { code: "break-even.duplicate_driver", message: "Two drivers have the id “{id}”.", hint: "Give each an id of its own." };

/** Schema of a driver. */
export const Driver = z.strictObject({ id: Id, value: z.number().gt(-1e18).lt(1e18), isWhole: z.exactOptional(z.boolean()) }).readonly() satisfies z.ZodType<Driver>;
/** Schema of a term of a net benefit. */
export const NetTerm = z.strictObject({ money: Money, driverIds: z.array(Id).max(BREAK_EVEN_LIMITS.factors).readonly() }).readonly() satisfies z.ZodType<NetTerm>;

function findTermFaults({ terms, drivers }: BreakEvenModel, report: Report): void {
  const known = new Set(drivers.map(({ id }) => id));
  terms.forEach(({ driverIds }, term) => {
    driverIds.forEach((id, index) => { if (!known.has(id)) report(unknownDriver, ["terms", term, "driverIds", index], { id: id.slice(0, 200) }); });
    for (const [index, id] of repeated(driverIds, (each) => each)) report(repeatedDriver, ["terms", term, "driverIds", index], { id });
  });
}

/** Schema of a model whose break-even is looked for, with its rules between parts. */
export const BreakEvenModel = z.strictObject({ terms: z.array(NetTerm).min(1).max(BREAK_EVEN_LIMITS.terms).readonly(), drivers: z.array(Driver).max(BREAK_EVEN_LIMITS.drivers).readonly(), rounding: Rounding })
  .check(
    rule(({ terms }: BreakEvenModel, report) => { findMixed(terms.map(({ money }) => money), (fault, path, params) => { report(fault, ["terms", ...path], params); }, ["money"]); }),
    rule(({ drivers }: BreakEvenModel, report) => { for (const [index, { id }] of repeated(drivers, (driver) => driver.id)) report(duplicateDriver, ["drivers", index, "id"], { id }); }),
    rule(findTermFaults),
  ).readonly() satisfies z.ZodType<BreakEvenModel>;

/** Where the net benefit is zero in one driver, all others as expected. */
export interface DriverBreakEven {
  /** The driver. */
  readonly driverId: Id;
  /** What it is expected to be. */
  readonly expected: number;
  /** What one more of it adds to the net benefit, below zero where it takes away. */
  readonly netPerUnit: Money;
  /** The driver's value at which net is zero, and on which side of it the program pays; null where the driver changes nothing. */
  readonly breakEven:
    | { readonly estimate: number; readonly pays: "from-here-up" | "from-here-down"; /** (expected − estimate) ÷ expected: how much of it may be missing; null where 0 is expected. */ readonly marginRatio: number | null }
    | { readonly estimate: null; readonly reason: "no-influence" };
}

/** The net benefit that is expected, and what each driver has to be for it to be zero. */
export interface BreakEven {
  /** What is expected. */
  readonly netBenefit: Money;
  /** One a driver, sorted by id. */
  readonly drivers: readonly DriverBreakEven[];
  /** What the figures rest on. */
  readonly assumptions: { readonly others: "as-expected"; readonly rounding: Rounding };
}

const wholeUp = (numerator: bigint, denominator: bigint): bigint => {
  const cut = numerator / denominator;
  return cut * denominator < numerator ? cut + 1n : cut;
};

/** The driver's value at which offset + slope · value is zero. A whole driver takes the first whole value that passes. */
function zeroOf({ offset, slope, isWhole }: { readonly offset: ExactAmount; readonly slope: ExactAmount; readonly isWhole: boolean }): number {
  const [numerator, denominator] = slope > 0n ? [-offset, slope] : [offset, -slope];
  if (!isWhole) return ratioOf(numerator, denominator);
  return Number(slope > 0n ? wholeUp(numerator, denominator) : -wholeUp(-numerator, denominator)) + 0;
}

function breakEvenIn({ id, value, isWhole = false }: Driver, { terms, net, valueOf }: { readonly terms: readonly NetTerm[]; readonly net: ExactAmount; readonly valueOf: ReadonlyMap<Id, ExactAmount> }) {
  const expectedUnits = valueOf.get(id) ?? 0n;
  const slope = terms.filter(({ driverIds }) => driverIds.includes(id))
    .reduce((sum, { money, driverIds }) => sum + driverIds.filter((other) => other !== id).reduce((product, other) => productOf(product, valueOf.get(other) ?? 0n), exactOf(money.amount)), 0n);
  if (slope === 0n) return { slope, breakEven: { estimate: null, reason: "no-influence" as const } };
  const offset = net - productOf(slope, expectedUnits);
  const estimate = zeroOf({ offset, slope, isWhole });
  const pays = slope > 0n ? "from-here-up" as const : "from-here-down" as const;
  return { slope, breakEven: { estimate, pays, marginRatio: expectedUnits === 0n ? null : (value - estimate) / value + 0 } };
}

/**
 * What each single driver has to be for the net benefit to be zero, all others as expected: the closed form of a sum of products.
 *
 *   net = Σ money · Π drivers = a + b·x      break-even x = −a ÷ b
 *
 * @throws CoachingError `break-even.unknown_driver`, `break-even.repeated_driver`, `break-even.duplicate_driver`, `cash-flows.mixed_currencies`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const model: BreakEvenModel = {
 *   terms: [{ money: { amount: "24000", currency: "EUR" }, driverIds: ["people", "years", "effect-size"] }, { money: { amount: "-60000", currency: "EUR" }, driverIds: [] }],
 *   drivers: [{ id: "people", value: 15, isWhole: true }, { id: "years", value: 1 }, { id: "effect-size", value: 0.36 }],
 *   rounding: "half-even",
 * };
 * const { netBenefit, drivers } = breakEven(model);
 * netBenefit; // => { amount: "69600.00", currency: "EUR" }
 * drivers.map(({ driverId, breakEven: { estimate } }) => [driverId, estimate]); // => [["effect-size", 0.16666666666666666], ["people", 7], ["years", 0.46296296296296297]]
 * ```
 */
export function breakEven(model: BreakEvenModel): BreakEven {
  const { terms, drivers, rounding } = check(BreakEvenModel, model);
  const currency = terms[0]?.money.currency ?? "";
  const valueOf = new Map(drivers.map(({ id, value }) => [id, exactOf(toDecimalText(value))]));
  const net = terms.reduce((sum, { money, driverIds }) => sum + driverIds.reduce((product, id) => productOf(product, valueOf.get(id) ?? ONE), exactOf(money.amount)), 0n);
  return {
    netBenefit: moneyOf(net, currency, rounding),
    drivers: [...drivers].sort((one, other) => (one.id < other.id ? -1 : 1)).map((driver) => {
      const { slope, breakEven: found } = breakEvenIn(driver, { terms, net, valueOf });
      return { driverId: driver.id, expected: driver.value + 0, netPerUnit: moneyOf(slope, currency, rounding), breakEven: found };
    }),
    assumptions: { others: "as-expected", rounding },
  };
}
