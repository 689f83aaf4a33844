import type { Fault, IssuePath, Report } from "../../error/index.js";
import { TRIAL_LIMITS } from "../../statistics/index.js";
import type { Scenario } from "../scenario.js";
import { reportUneven, SIMULATION_LIMITS, type SimulationRequest, stepsOfTrial } from "../simulation-request.js";

/** How large a joint run is. */
interface JointSize extends Pick<SimulationRequest, "method" | "replicateCount" | "trialCount"> {
  readonly scenarios: readonly Scenario[];
  readonly optionCount: number;
  readonly inputCount: number;
  readonly isCorrelated: boolean;
}

const tooManyDimensions: Fault = { code: "joint-size.too_many_dimensions", message: "{count} uncertain inputs are more than the {limit} dimensions of a Sobol sequence.", hint: "Fix the inputs that matter least, or draw by `random` in compareScenarios." };
const tooManySteps: Fault = { code: "joint-size.too_many_steps", message: "{count} numbers, factors and comparisons are more than the {limit} of one call.", hint: "Take fewer trials or fewer designs, or fix inputs that matter little." };

/** Looks at each pair of options once, and, where inputs are correlated, at each option once for each input. */
export function stepsOfJointRun({ scenarios, optionCount, inputCount, isCorrelated, trialCount }: JointSize): number {
  const compared = (optionCount * (optionCount + 1)) / 2 + (isCorrelated ? inputCount * (optionCount + 8) : 0);
  return trialCount * scenarios.reduce((sum, scenario) => sum + stepsOfTrial(scenario), inputCount + compared);
}
/** Reports what makes a joint run too large, or its randomizations unlike each other. */
export function reportSize(size: JointSize, inputsPath: IssuePath, report: Report): void {
  reportUneven(size, report);
  const { method, inputCount: count } = size;
  if (method === "sobol" && count > TRIAL_LIMITS.sobolDimensions) report(tooManyDimensions, inputsPath, { count, limit: TRIAL_LIMITS.sobolDimensions });
  const steps = stepsOfJointRun(size);
  if (steps > SIMULATION_LIMITS.steps) report(tooManySteps, ["trialCount"], { count: steps, limit: SIMULATION_LIMITS.steps });
}
