import { quantile, sampleColumns, standardNormalQuantile } from "../../statistics/index.js";
import { isUncertain } from "./income-scope.js";
import type { IncomeModel } from "./income-model.js";
import { worthNumber } from "./line-quantity.js";
import type { ServiceEffect } from "./service-effect.js";
import type { IncomeTrials } from "./service-income-question.js";

/** What trials say of the income. */
export interface IncomeSpread {
  /** One list a line, in money. */
  readonly byLine: readonly (readonly number[])[];
  readonly totals: readonly number[];
  /** Trials in which something was drawn beyond what is possible. */
  readonly cutCount: number;
}

/** Half of the interval's width in standard normal scores: the two sides are averaged where it is uneven. */
const deviationOf = ({ change: { confidence: { lower, upper, level } } }: ServiceEffect): number => (upper - lower) / (2 * standardNormalQuantile((1 + level) / 2));

/** The sizes of the effects in each trial: independent and normal, around their estimates. An effect without a spread is the same in all. */
function drawnSizes(effects: readonly ServiceEffect[], { seed, trialCount }: IncomeTrials): (trial: number) => readonly number[] {
  const uncertain = effects.filter(isUncertain);
  if (uncertain.length === 0) return () => effects.map(({ change: { estimate } }) => estimate);
  const inputs = uncertain.map((effect) => ({ inputId: effect.id, distribution: { family: "normal" as const, mean: effect.change.estimate, standardDeviation: deviationOf(effect) } }));
  const { columns } = sampleColumns({ inputs, seed, method: "sobol", replicateCount: 1, fromTrial: 0, toTrial: trialCount });
  return (trial) => effects.map((effect) => columns[uncertain.indexOf(effect)]?.[trial] ?? effect.change.estimate);
}

/** The income in each trial. */
export function incomeSpread({ effects, lines, drawnQuantities }: IncomeModel, trials: IncomeTrials): IncomeSpread {
  const sizesOf = drawnSizes(effects, trials);
  const byLine = lines.map((): number[] => []);
  const totals: number[] = [];
  let cutCount = 0;
  for (let trial = 0; trial < trials.trialCount; trial += 1) {
    const { quantities, isCut } = drawnQuantities(sizesOf(trial));
    if (isCut) cutCount += 1;
    const worths = lines.map((line, place) => worthNumber(line, quantities[place] ?? 0));
    worths.forEach((worth, place) => byLine[place]?.push(worth));
    totals.push(worths.reduce((sum, worth) => sum + worth, 0));
  }
  return { byLine, totals, cutCount };
}

/** The ends of the interval that leaves out as much on either side. */
export const endsOf = (values: readonly number[], level: number): { readonly lower: number; readonly upper: number } => ({ lower: quantile(values, (1 - level) / 2) + 0, upper: quantile(values, (1 + level) / 2) + 0 });
