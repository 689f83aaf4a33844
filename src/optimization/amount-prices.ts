import type { AmountProblem } from "./amount-problem.js";
import { rowPrices } from "./bounded-simplex.js";

/** Prices of the rows, and the bound that they prove: no choice is worth more. */
export interface AmountPrices {
  readonly bound: number;
  readonly prices: readonly number[];
}

/** Plus one where using costs the price, minus one where it earns it. */
export const signsOf = ({ rows }: AmountProblem): readonly number[] => rows.map(({ kind }) => (kind === "at-most" ? 1 : -1));

/** What one unit of an item costs at these prices. */
export const unitPrice = (problem: AmountProblem, signs: readonly number[], prices: readonly number[], item: number): number =>
  problem.rows.reduce((sum, { uses }, row) => sum + (signs[row] ?? 0) * (prices[row] ?? 0) * (uses[item] ?? 0), 0);

/** The most that an item brings after its price. */
export function bestGain(values: readonly number[], price: number): number {
  let gain = 0;
  for (let index = 0; index < values.length; index += 1) {
    gain = Math.max(gain, (values[index] ?? 0) - (index + 1) * price);
  }
  return gain;
}

/** More than rounding can take from a bound: nothing is cut off that could just reach what is asked for. */
export const roundingOf = ({ rows }: AmountProblem, { bound: proven, prices }: AmountPrices): number =>
  1e-11 * (1 + Math.abs(proven) + rows.reduce((sum, { bound }, row) => sum + bound * (prices[row] ?? 0), 0));

/** The bound that prices prove. */
function provenBound(problem: AmountProblem, signs: readonly number[], prices: readonly number[]): number {
  const own = problem.rows.reduce((sum, { bound }, row) => sum + (signs[row] ?? 0) * bound * (prices[row] ?? 0), 0);
  return problem.items.reduce((sum, { values }, item) => sum + bestGain(values, unitPrice(problem, signs, prices, item)), own);
}

interface Slope {
  readonly gain: number;
  readonly units: number;
}

/** The least concave curve above the values, as slopes that fall: what a linear program can see of them. */
function concaveSlopes(values: readonly number[]): readonly Slope[] {
  const slopes: Slope[] = [];
  values.forEach((value, index) => {
    let slope: Slope = { gain: value - (values[index - 1] ?? 0), units: 1 };
    for (let last = slopes.at(-1); last !== undefined && last.gain <= slope.gain; last = slopes.at(-1)) {
      const units = last.units + slope.units;
      slope = { gain: (last.gain * last.units + slope.gain * slope.units) / units, units };
      slopes.pop();
    }
    slopes.push(slope);
  });
  return slopes.filter(({ gain }) => gain > 0);
}

/** The steps in which the linear program has to be solved; prices of a program that was left before its end prove a bound too. */
const simplexSteps = 3000;

/**
 * Prices of the rows that prove a low bound: those of the linear program over the concave hulls of the values.
 * L(λ) = Σ ±λᵣ bᵣ + Σⱼ max over x of (vⱼ(x) − x Σ ±λᵣ uᵣⱼ), minus for rows of the kind at-least; every λ ≥ 0 proves a bound (Lagrangian relaxation), so rounding costs sharpness and never truth.
 */
export function amountPrices(problem: AmountProblem): AmountPrices {
  const { items, rows } = problem;
  const signs = signsOf(problem);
  const largest = Math.max(1, ...items.map(({ values }) => Math.max(0, ...values)));
  const sizes = rows.map(({ bound, uses }) => Math.max(1, bound, ...uses));
  const unmet = rows.map(({ kind, bound }, row) => (kind === "at-least" ? bound / (sizes[row] ?? 1) : 0));
  // A wish that is not met is bought: its slack stands for what is missing, at a price above all that could be gained.
  const penalty = 4 * items.length + 4;
  const columns = items.flatMap(({ values }, item) => {
    const column = rows.map(({ uses }, row) => (uses[item] ?? 0) / (sizes[row] ?? 1));
    const eased = rows.reduce((sum, { kind }, row) => sum + (kind === "at-least" ? penalty * (column[row] ?? 0) : 0), 0);
    const slopes = concaveSlopes(values);
    const rest = values.length - slopes.reduce((sum, { units }) => sum + units, 0);
    return [...slopes.map(({ gain, units }) => ({ gain: gain / largest + eased, capacity: units, column })), { gain: eased, capacity: rest, column }];
  });
  const surplus = rows.flatMap(({ kind }, own) => (kind === "at-least" ? [{ gain: -penalty, capacity: Infinity, column: rows.map((_, row) => (row === own ? -1 : 0)) }] : []));
  const found = rowPrices([...columns, ...surplus], rows.map(({ kind, bound }, row) => (kind === "at-least" ? unmet[row] ?? 0 : bound / (sizes[row] ?? 1))), simplexSteps);
  const prices = found.map((price, row) => ((rows[row]?.kind === "at-least" ? Math.max(0, penalty - price) : price) * largest) / (sizes[row] ?? 1));
  return { prices, bound: provenBound(problem, signs, prices) };
}
