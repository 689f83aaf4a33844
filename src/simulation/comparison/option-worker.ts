import { type Fault, faultAt, type IssuePath } from "../../error/index.js";
import { BLOCK_TRIALS, type UncertainInput } from "../../statistics/index.js";
import { type TallyCounter, tallyCounter } from "../../statistics/internal.js";
import type { Id } from "../../unit/index.js";
import type { NetMeasure } from "../break-even-surface.js";
import { columnWorker, compiledScenario } from "../compiled-scenario.js";
import type { Scenario } from "../scenario.js";
import type { ReplicateTally } from "../simulated-blocks.js";
import type { SimulationRequest } from "../simulation-request.js";
import type { JointInputs } from "./joint-inputs.js";

/** One of the things that can be chosen; without a scenario it stays at zero. */
export interface Option {
  readonly id: Id;
  readonly scenario: Scenario | null;
  /** Where it stands in the question. */
  readonly path: IssuePath;
}
/** Options over one set of inputs, and how their trials are drawn. */
export interface JointRun extends JointInputs, Pick<SimulationRequest, "seed" | "method" | "replicateCount" | "trialCount"> {
  readonly options: readonly Option[];
  readonly measure: NetMeasure;
}
const noCost: Fault = { code: "option-worker.no_cost", message: "In trial {trial} the whole cost of the design “{id}” is {cost}, so that there is no return on it.", hint: "Describe costs by distributions that stay above zero: lognormal or PERT, not normal. An option that costs nothing is `zeroOptionId`." };
const unusableTrial: Fault = { code: "option-worker.unusable_trial", message: "A trial of “{id}” moves more than 1e100, which is no amount of money.", hint: "Check the units of its amounts and inputs." };

/** One block of one option, in columns. */
export interface OptionBlock {
  /** The measure that is decided by. */
  readonly net: Float64Array;
  readonly netBenefit: Float64Array;
  readonly netPresentValue: Float64Array;
  readonly spent: Float64Array;
  /** How much money moves: below 1e-12 of it a difference is what additions round off. */
  readonly moved: Float64Array;
}
/** A column of one block. */
export const zeros = (): Float64Array => new Float64Array(BLOCK_TRIALS);

/** Works out an option block by block; what it answers is overwritten by the next block. */
export function optionWorker({ inputs, measure }: JointRun, { id, scenario, path }: Option): (columns: readonly Float64Array[]) => OptionBlock {
  const [netBenefit, moved] = [zeros(), zeros()];
  if (scenario === null) return () => ({ net: netBenefit, netBenefit, netPresentValue: netBenefit, spent: moved, moved });
  const own = new Set(scenario.inputs.map(({ inputId }) => inputId));
  // another design's input may be this one's driver
  const places = inputs.flatMap(({ inputId }, place) => (own.has(inputId) ? [place] : []));
  const work = columnWorker(compiledScenario(scenario, places.map((place) => (inputs[place] as UncertainInput).inputId)), BLOCK_TRIALS);
  return (columns) => {
    const { gained, spent, presentValue } = work(places.map((place) => columns[place] as Float64Array));
    for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) {
      const income = gained[trial] as number;
      const outlay = spent[trial] as number;
      netBenefit[trial] = income - outlay;
      moved[trial] = Math.max(Math.abs(income) + Math.abs(outlay), Math.abs(presentValue[trial] as number));
      if (!((moved[trial] as number) <= 1e100)) throw faultAt(unusableTrial, path, { id });
    }
    return { net: measure === "net-benefit" ? netBenefit : presentValue, netBenefit, netPresentValue: presentValue, spent, moved };
  };
}

/** Counts the whole outcome of an option, block by block. */
export function outcomeCounter({ id, path }: Option, replicate: number) {
  const [roiRatio, netBenefit, netPresentValue]: readonly [TallyCounter, TallyCounter, TallyCounter] = [tallyCounter([0]), tallyCounter([0]), tallyCounter([0])];
  const ratio = zeros();
  return {
    add: (block: number, worth: OptionBlock): void => {
      for (let trial = 0; trial < BLOCK_TRIALS; trial += 1) {
        const outlay = worth.spent[trial] as number;
        if (!(outlay > 0)) throw faultAt(noCost, [...path, "costs"], { id, trial: block * BLOCK_TRIALS + trial, cost: outlay + 0 });
        ratio[trial] = (worth.netBenefit[trial] as number) / outlay;
      }
      roiRatio.add(block, ratio);
      netBenefit.add(block, worth.netBenefit);
      netPresentValue.add(block, worth.netPresentValue);
    },
    tally: (): ReplicateTally => ({ replicate, roiRatio: roiRatio.tally(), netBenefit: netBenefit.tally(), netPresentValue: netPresentValue.tally() }),
  };
}
