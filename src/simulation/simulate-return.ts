import { check, type Fault, faultAt } from "../error/index.js";
import { BLOCK_TRIALS, type Estimate } from "../statistics/index.js";
import { asMoney, type MoneyEstimate, outcomeReader, type OutcomeSpread, type SimulationAssumptions } from "./outcome-estimate.js";
import { blockCountOf, SimulationRequest, WholeSimulation } from "./simulation-request.js";
import { blocksOf, mergeSimulatedBlocks, type ReplicateTally, runIdOf, type SimulatedBlocks } from "./simulated-blocks.js";

/** What a program's return may be, the chance of a loss first. */
export interface SimulatedReturn {
  /** P(ROI < 0): the share of trials in which the program costs more than it brings. */
  readonly lossProbability: Estimate;
  /** (benefit − cost) ÷ cost, undiscounted: 1.5 is 150 %. */
  readonly roiRatio: OutcomeSpread<Estimate>;
  /** Benefit − cost, undiscounted. */
  readonly netBenefit: OutcomeSpread<MoneyEstimate>;
  /** Benefit − cost, discounted to today, and the share of trials in which it is below zero. */
  readonly netPresentValue: OutcomeSpread<MoneyEstimate> & { readonly negativeProbability: Estimate };
  /** P1, P2, … P99 of the ROI ratio, to draw its distribution. */
  readonly roiPercentiles: readonly number[];
  /** How many trials. */
  readonly n: number;
  /** What the figures rest on. */
  readonly assumptions: SimulationAssumptions;
}

const missingBlock: Fault = { code: "simulate-return.missing_block", message: "Block {block} of {count} is missing, {missing} in all.", hint: "Simulate it by simulateBlocks, and add the part." };
const foreignParts: Fault = { code: "simulate-return.foreign_parts", message: "The parts are of another run than the one asked for.", hint: "Give the request that they were simulated with." };

function asMoneySpread({ p5, p50, p95, mean }: OutcomeSpread<Estimate>, currency: string): OutcomeSpread<MoneyEstimate> {
  return { p5: asMoney(p5, currency), p50: asMoney(p50, currency), p95: asMoney(p95, currency), mean: asMoney(mean, currency) };
}

/** Blocks of a run that a part has to hold. */
interface WantedBlocks extends Pick<SimulationRequest, "replicateCount" | "trialCount"> {
  readonly runId: string;
  readonly fromBlock: number;
  readonly toBlock: number;
}

/** The part is of the run, and each wanted block stands in it, under its own randomization. */
export function checkBlocks({ runId, replicates }: SimulatedBlocks, wanted: WantedBlocks): void {
  const { fromBlock, toBlock, replicateCount } = wanted;
  if (runId !== wanted.runId) throw faultAt(foreignParts, ["parts"]);
  const seen = new Set<number>();
  for (const { replicate, roiRatio, netBenefit, netPresentValue } of replicates) {
    const numbers = roiRatio.blocks.map(({ block }) => block);
    const isWhole = [roiRatio, netBenefit, netPresentValue].every(({ blocks }) => blocks.length === numbers.length && blocks.every(({ block, n }, index) => block === numbers[index] && n === BLOCK_TRIALS));
    for (const block of numbers) if (isWhole && block % replicateCount === replicate && block >= fromBlock && block < toBlock) seen.add(block);
  }
  const missing = toBlock - fromBlock - seen.size;
  for (let block = fromBlock; missing > 0 && block < toBlock; block += 1) if (!seen.has(block)) throw faultAt(missingBlock, ["parts"], { block, count: blockCountOf(wanted), missing });
}

/** Reads the tallies of all randomizations of a run. */
export function returnOfReplicates(request: SimulationRequest, replicates: readonly ReplicateTally[]): SimulatedReturn {
  const { scenario: { benefits, horizonMonths, annualDiscountRatio }, seed, method, replicateCount, trialCount, confidenceLevel } = request;
  const currency = benefits[0]?.money.currency ?? "";
  const reader = (outcome: "roiRatio" | "netBenefit" | "netPresentValue") => outcomeReader(replicates.map((tally) => tally[outcome]), confidenceLevel);
  const [ratio, net, presentValue] = [reader("roiRatio"), reader("netBenefit"), reader("netPresentValue")];
  return {
    lossProbability: ratio.negativeProbability(),
    roiRatio: ratio.spread(),
    netBenefit: asMoneySpread(net.spread(), currency),
    netPresentValue: { negativeProbability: presentValue.negativeProbability(), ...asMoneySpread(presentValue.spread(), currency) },
    roiPercentiles: ratio.percentiles(),
    n: trialCount,
    assumptions: { seed, method, replicateCount, horizonMonths, annualDiscountRatio, discounted: "net-present-value-only", rounding: "half-even" },
  };
}
/** Reads a whole run, which was checked. */
export function returnOf(request: SimulationRequest, blocks: SimulatedBlocks): SimulatedReturn {
  checkBlocks(blocks, { ...request, runId: runIdOf(request), fromBlock: 0, toBlock: blockCountOf(request) });
  return returnOfReplicates(request, blocks.replicates);
}

/**
 * What a program's return may be where not every number is known: the chance of a loss first, then P5, P50 and P95, then the mean, of ROI ratio, net benefit and present value, each with the error of the simulation.
 * Trials are drawn by a scrambled Sobol sequence or by chance, in blocks of 1,024, with the same bits in every engine; the error is told by how independent randomizations differ. Quantiles are within 1/1,024 of their value.
 * Source: A. Owen, "Monte Carlo theory, methods and examples" (2013), chapter 17.
 *
 * @throws CoachingError `simulation-request.uneven_trials`, `simulation-request.too_many_dimensions`, `simulation-request.too_many_steps`, `simulated-blocks.no_cost`, `trial-tally.unusable_trial`, `scenario.*`, `cash-flows.mixed_currencies`, `uncertain-input.*`, `distribution.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const scenario: Scenario = {
 *   inputs: [
 *     { inputId: "lift", distribution: { family: "pert", min: 0, mode: 0.08, max: 0.2 } },
 *     { inputId: "fee", distribution: { family: "lognormal-range", p5: 300, p95: 800 } },
 *   ],
 *   drivers: [{ id: "people", value: 15 }, { id: "months", value: 1 }],
 *   benefits: [{ id: "sales", money: eur("1500"), driverIds: ["people", "lift"], fromMonth: 4, toMonth: 12 }],
 *   costs: [{ id: "seats", money: eur("1"), driverIds: ["people", "fee"], fromMonth: 0, toMonth: 0 }],
 *   horizonMonths: 12, annualDiscountRatio: 0.08,
 * };
 * const { lossProbability, roiRatio, netBenefit } = simulateReturn({ scenario, seed: 7, method: "sobol", replicateCount: 16, trialCount: 65536, confidenceLevel: 0.95 });
 * [lossProbability, roiRatio.p5, roiRatio.p50, roiRatio.p95].map(({ estimate }) => estimate.toFixed(2)); // => ["0.11", "-0.30", "1.28", "4.03"]
 * netBenefit.mean.estimate; // => { amount: "9867.58", currency: "EUR" }
 * ```
 */
export function simulateReturn(request: SimulationRequest): SimulatedReturn {
  const checked = check(WholeSimulation, request);
  return returnOf(checked, blocksOf({ ...checked, fromBlock: 0, toBlock: blockCountOf(checked) }));
}

/**
 * Reads a simulation whose blocks were computed elsewhere, in any parts and any order, to the same bits as `simulateReturn`.
 *
 * @throws CoachingError `simulate-return.missing_block`, `simulate-return.foreign_parts`, `simulated-blocks.other_run`, `simulated-blocks.miscounted`, `trial-tally.repeated_block`, `scenario.*`, `input.*`
 * @example
 * ```ts
 * const eur = (amount) => ({ amount, currency: "EUR" });
 * const term = (id, amount) => ({ id, money: eur(amount), driverIds: ["people"], fromMonth: 1, toMonth: 1 });
 * const scenario = { inputs: [{ inputId: "people", distribution: { family: "uniform", min: 10, max: 20 } }], drivers: [], benefits: [term("gain", "500")], costs: [term("seat", "400")], horizonMonths: 1, annualDiscountRatio: 0 };
 * const request = { scenario, seed: 7, method: "random", replicateCount: 2, trialCount: 2048, confidenceLevel: 0.95 };
 * returnOfBlocks(request, [simulateBlocks({ ...request, fromBlock: 0, toBlock: 2 })]).roiRatio.p50.estimate; // => 0.25
 * ```
 */
export function returnOfBlocks(request: SimulationRequest, parts: readonly SimulatedBlocks[]): SimulatedReturn {
  const checked = check(SimulationRequest, request);
  return returnOf(checked, mergeSimulatedBlocks(parts));
}
