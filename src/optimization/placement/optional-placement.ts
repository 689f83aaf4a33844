import { type BlockPlan, emptyPlan, isFree, lookAnew, NONE, put, takeOut } from "./block-plan.js";
import { cheapestLoad, pricedOption, raisedPrices } from "./optional-bound.js";
import { type OptionalPlacementColumns, type OptionalPrices, ownCost } from "./optional-columns.js";
import { costOfPlan, improvedPlan } from "./optional-search.js";
import { trackGrains } from "./placement-bound.js";

/** A plan and what is proved of it. */
export interface OptionalPlacement {
  /** The option of each unit; −1 where it is left out. */
  readonly unitOption: Int32Array;
  /** Cells, own costs of options, costs of units left out. */
  readonly totalCost: number;
  /** No plan costs less. */
  readonly costBound: number;
  /** Whether none costs less, but for rounding: bound and cost meet, or all that might be cheaper has been tried. */
  readonly isOptimal: boolean;
}

/** So many choices are tried at most to close what the bound leaves open, and so many units at most may have several. */
const MOST_TRIED = 300_000;
const MOST_UNITS = 1000;
const REACHED_RATIO = 1e-9;
/** Adding up loses no more than this share. */
const ROUNDING_RATIO = 1e-13;

/** A choice of a unit, and by how much it is dearer than the unit's cheapest one at the prices of the bound. */
interface Choice {
  readonly option: number;
  readonly slack: number;
}

/** What is tried, unit after unit. */
interface Trial {
  readonly optional: OptionalPlacementColumns;
  readonly plan: BlockPlan;
  readonly units: readonly number[];
  readonly choices: readonly (readonly Choice[])[];
  /** By how much a cell that holds at least so much lies above its best at the prices, cell after cell. */
  readonly excess: readonly Float64Array[];
  readonly dust: number;
  best: Int32Array;
  bestCost: number;
  triedCount: number;
}

/** The choices of a unit that a plan cheaper than the best one known can have, the cheapest first. */
function choicesOf(optional: OptionalPlacementColumns, { prices, gap }: { readonly prices: OptionalPrices; readonly gap: number }, unit: number): readonly Choice[] {
  const { firstOption } = optional.problem.options;
  const priced = [{ option: NONE, price: ownCost(optional, unit, NONE) }];
  for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) priced.push({ option, price: pricedOption(optional, prices, { unit, option }) });
  const least = priced.reduce((low, { price }) => Math.min(low, price), Infinity);
  return priced.filter(({ price }) => price - least <= gap).map(({ option, price }) => ({ option, slack: price - least })).sort((a, b) => a.slack - b.slack || a.option - b.option);
}

function excesses({ problem }: OptionalPlacementColumns, { cell: prices }: OptionalPrices): readonly Float64Array[] {
  const { stepCount, cellTable, costTables } = problem;
  const grains = trackGrains(problem);
  return Array.from(cellTable, (which, cell) => {
    const table = costTables[which] ?? new Float64Array(1);
    const price = prices[cell] ?? 0;
    const { saved } = cheapestLoad(table, price, grains[Math.floor(cell / stepCount)] ?? 0);
    const excess = new Float64Array(table.length);
    for (let [held, low] = [table.length - 1, Infinity]; held >= 0; held -= 1) {
      low = Math.min(low, (table[held] ?? 0) - price * held - saved);
      excess[held] = Math.max(0, low);
    }
    return excess;
  });
}

/** The excess of the cells that a placed unit loads. */
function excessOver({ optional: { problem: { stepCount, unitSteps, loads: { firstLoad, track }, options } }, plan: { held }, excess }: Trial, unit: number, option: number): number {
  let over = 0;
  const start = options.step[option] ?? 0;
  for (let load = firstLoad[unit] ?? 0; load < (firstLoad[unit + 1] ?? 0); load += 1) {
    for (let cell = (track[load] ?? 0) * stepCount + start, left = unitSteps[unit] ?? 1; left > 0; cell += 1, left -= 1) over += excess[cell]?.[held[cell] ?? 0] ?? 0;
  }
  return over;
}

/** Tries all choices of the units from the `depth`-th on that could be cheaper; `bound` is what the choices before prove. */
function tryFrom(trial: Trial, depth: number, bound: number): void {
  const { optional, plan, units, choices, dust } = trial;
  const unit = units[depth];
  if (unit === undefined) {
    const cost = costOfPlan(optional, plan);
    if (cost < trial.bestCost - dust) [trial.best, trial.bestCost] = [plan.unitOption.slice(), cost];
    return;
  }
  for (const { option, slack } of choices[depth] ?? []) {
    if (bound + slack >= trial.bestCost - dust || trial.triedCount >= MOST_TRIED) return;
    trial.triedCount += 1;
    lookAnew(plan);
    if (option === NONE) tryFrom(trial, depth + 1, bound + slack);
    else if (isFree(plan, unit, option)) {
      const before = excessOver(trial, unit, option);
      put(plan, unit, option);
      const raised = bound + slack + excessOver(trial, unit, option) - before;
      if (raised < trial.bestCost - dust) tryFrom(trial, depth + 1, raised);
      takeOut(plan, unit);
    }
  }
}

/** The cheapest of the plans that several starts lead to. */
function bestPlan(optional: OptionalPlacementColumns, starts: readonly Int32Array[]): { readonly plan: BlockPlan; readonly totalCost: number } {
  const found = starts.map((start) => {
    const plan = improvedPlan(optional, start);
    return { plan, totalCost: costOfPlan(optional, plan) };
  });
  return found.reduce((best, one) => (one.totalCost < best.totalCost ? one : best));
}

/**
 * A plan at least cost where options have costs of their own and units may be left out at a price: moves and exchanges from each of `starts`, a bound by weak duality, and where few choices are left that could be cheaper, all of them tried.
 * Tables need not be convex, units may cover several steps and tracks and have members. Exact whenever `isOptimal` says so; else `costBound` says how far off it may be. No answer costs more than the best of the starts that can stand.
 * Source of the bound: M. Fisher, "The Lagrangian relaxation method for solving integer programming problems", Management Science 27, 1981.
 */
export function optionalPlacement(optional: OptionalPlacementColumns, starts: readonly Int32Array[]): OptionalPlacement {
  const { plan, totalCost: cost } = bestPlan(optional, starts);
  const { prices, bound: proven } = raisedPrices(optional, { held: plan.held, totalCost: cost });
  const bound = Math.max(0, proven);
  const gap = cost - bound;
  // what units left out cost may be far above all else, so that it does not count for how exact the rest has to be
  const leftOut = plan.unitOption.reduce((sum, option, unit) => (option < 0 ? sum + ownCost(optional, unit, NONE) : sum), 0);
  const dust = REACHED_RATIO * Math.max(0, cost - leftOut) + ROUNDING_RATIO * cost;
  if (gap <= dust) return { unitOption: plan.unitOption, totalCost: cost, costBound: bound, isOptimal: true };
  const units = [...plan.unitOption.keys()];
  const all = units.map((unit) => ({ unit, choices: choicesOf(optional, { prices, gap }, unit) })).sort((a, b) => a.choices.length - b.choices.length || a.unit - b.unit);
  const openCount = all.filter(({ choices }) => choices.length > 1).length;
  if (openCount > MOST_UNITS || units.length > 2 * MOST_UNITS) return { unitOption: plan.unitOption, totalCost: cost, costBound: bound, isOptimal: false };
  const trial: Trial = {
    optional, plan: emptyPlan(optional.problem), units: all.map(({ unit }) => unit), choices: all.map(({ choices }) => choices), excess: excesses(optional, prices), dust, best: plan.unitOption, bestCost: cost, triedCount: 0,
  };
  tryFrom(trial, 0, bound);
  const isOptimal = trial.triedCount < MOST_TRIED;
  return { unitOption: trial.best, totalCost: trial.bestCost, costBound: isOptimal ? trial.bestCost : Math.min(bound, trial.bestCost), isOptimal };
}
