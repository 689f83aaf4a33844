import { growthOf, discountFactors, numberOf } from "../roi/internal.js";
import type { Scenario, ScenarioTerm } from "./scenario.js";

/** A term with all that is certain multiplied out: its total, its present value, and where the uncertain factors stand. */
interface CompiledTerm {
  readonly total: number;
  readonly presentValue: number;
  readonly factors: readonly number[];
}
/** A scenario as sums of products over one list of numbers. */
export interface CompiledScenario {
  /** The ids of the numbers that it is worked out from, in their order. */
  readonly ids: readonly string[];
  readonly benefits: readonly CompiledTerm[];
  readonly costs: readonly CompiledTerm[];
}
/** What one trial, or one point, comes to. */
export interface Worth {
  readonly gained: number;
  readonly spent: number;
  readonly presentValue: number;
}

/** The scenario over the ids given; every other driver goes into the terms. Terms are taken in the order of their ids, so that the order of the lists does not matter. */
export function compiledScenario(scenario: Scenario, ids: readonly string[]): CompiledScenario {
  const factors = discountFactors(growthOf({ annualRatio: scenario.annualDiscountRatio, periodsPerYear: 12 }), scenario.horizonMonths + 1).map(numberOf);
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const valueOf = new Map(scenario.drivers.map(({ id, value }) => [id, value]));
  const compiled = ({ money, driverIds, fromMonth, toMonth }: ScenarioTerm): CompiledTerm => {
    const known = driverIds.filter((id) => !placeOf.has(id)).sort();
    const once = known.reduce((product, id) => product * (valueOf.get(id) ?? NaN), Number(money.amount));
    let worth = 0;
    for (let month = fromMonth; month <= toMonth; month += 1) worth += factors[month] ?? NaN;
    return { total: once * (toMonth - fromMonth + 1), presentValue: once * worth, factors: driverIds.flatMap((id) => placeOf.get(id) ?? []).sort((left, right) => left - right) };
  };
  const inOrder = (terms: readonly ScenarioTerm[]): readonly CompiledTerm[] => [...terms].sort((one, other) => (one.id < other.id ? -1 : 1)).map(compiled);
  return { ids, benefits: inOrder(scenario.benefits), costs: inOrder(scenario.costs) };
}

/** What the scenario comes to at one point: a value for each of its ids. */
export function worthAt({ benefits, costs }: CompiledScenario, values: readonly number[]): Worth {
  let [gained, spent, presentValue] = [0, 0, 0];
  for (const { total, presentValue: worth, factors } of benefits) {
    const product = factors.reduce((sofar, place) => sofar * (values[place] as number), 1);
    gained += total * product;
    presentValue += worth * product;
  }
  for (const { total, presentValue: worth, factors } of costs) {
    const product = factors.reduce((sofar, place) => sofar * (values[place] as number), 1);
    spent += total * product;
    presentValue -= worth * product;
  }
  return { gained, spent, presentValue };
}

/** What a block of trials comes to, a column each. */
export interface WorthColumns {
  readonly gained: Float64Array;
  readonly spent: Float64Array;
  readonly presentValue: Float64Array;
}

function multiply(product: Float64Array, factor: Float64Array): void {
  for (let trial = 0; trial < product.length; trial += 1) product[trial] = (product[trial] as number) * (factor[trial] as number);
}
function addTimes(sums: Float64Array, product: Float64Array, weight: number): void {
  for (let trial = 0; trial < product.length; trial += 1) sums[trial] = (sums[trial] as number) + weight * (product[trial] as number);
}

/** Works out a block of trials in columns: the same additions and multiplications as `worthAt`, in the same order. */
export function columnWorker({ benefits, costs }: CompiledScenario, size: number): (columns: readonly Float64Array[]) => WorthColumns {
  const column = (): Float64Array => new Float64Array(size);
  const [gained, spent, presentValue, product] = [column(), column(), column(), column()];
  const add = ({ total, presentValue: worth, factors: [first, ...others] }: CompiledTerm, columns: readonly Float64Array[], { sums, sign }: { readonly sums: Float64Array; readonly sign: 1 | -1 }): void => {
    if (first === undefined) product.fill(1);
    else product.set(columns[first] as Float64Array);
    for (const place of others) multiply(product, columns[place] as Float64Array);
    addTimes(sums, product, total);
    addTimes(presentValue, product, sign * worth);
  };
  return (columns) => {
    for (const sums of [gained, spent, presentValue]) sums.fill(0);
    for (const term of benefits) add(term, columns, { sums: gained, sign: 1 });
    for (const term of costs) add(term, columns, { sums: spent, sign: -1 });
    return { gained, spent, presentValue };
  };
}
