import type { Estimate } from "../../statistics/index.js";
import { meanOf } from "../../statistics/internal.js";
import { worthAt } from "../compiled-scenario.js";
import { pooledEstimate, shareEstimate } from "../outcome-estimate.js";
import { type BasePoint, basePoint } from "../scenario-point.js";
import { type ByReplicate, type JointTrials, jointTrials } from "./joint-trials.js";
import type { JointRun, Option } from "./option-worker.js";

/** An option with all its inputs at their means: its mean outcome, where inputs are independent, as no term names one twice. */
export interface OptionPoint {
  readonly option: Option;
  readonly point: BasePoint | null;
  readonly netBenefit: number;
  readonly netPresentValue: number;
  /** How much money moves, to tell a difference from what additions round off. */
  readonly moved: number;
}
/** Options that were simulated together, and which of them is best on average. */
export interface Decision {
  readonly run: JointRun;
  readonly trials: JointTrials;
  readonly points: readonly OptionPoint[];
  /** The mean of each option in the measure that is decided by: exact where inputs are independent. */
  readonly means: readonly number[];
  /** The place of the greatest mean; of equals the first. */
  readonly best: number;
}

/** Whether no input hangs together with another, so that means need no trials. */
export const isIndependent = ({ correlations }: JointRun): boolean => correlations.length === 0;

function optionPoint(option: Option): OptionPoint {
  if (option.scenario === null) return { option, point: null, netBenefit: 0, netPresentValue: 0, moved: 0 };
  const point = basePoint(option.scenario, "mean");
  const { gained, spent, presentValue } = worthAt(point.compiled, point.values);
  return { option, point, netBenefit: gained - spent, netPresentValue: presentValue, moved: Math.max(Math.abs(gained) + Math.abs(spent), Math.abs(presentValue)) };
}

/** Simulates the options together, and finds the best. */
export function decisionOf(run: JointRun, wants: { readonly outcomes: boolean }): Decision {
  const trials = jointTrials(run, wants);
  const points = run.options.map(optionPoint);
  const key = run.measure === "net-benefit" ? "netBenefit" : "netPresentValue";
  const means = points.map((point, place) => (isIndependent(run) ? point[key] : meanOf(trials.options[place]?.net ?? [])));
  return { run, trials, points, means, best: means.reduce((best, mean, place) => (mean > (means[best] as number) ? place : best), 0) };
}

/** Reads what a decision comes to, each figure with its interval. */
export function decisionReader({ run, trials, points, means }: Decision, confidenceLevel: number) {
  const { trialCount: n } = run;
  const byReplicate = (place: number, key: "net" | "netBenefit" | "netPresentValue"): ByReplicate => trials.options[place]?.[key] ?? [];
  const pooled = (values: ByReplicate, level: number): Estimate => pooledEstimate({ pooled: meanOf(values), values, n, confidenceLevel: level });
  // no trial can better the closed form of a mean
  const figure = (exact: number, values: ByReplicate, level: number): Estimate =>
    isIndependent(run) ? { estimate: exact + 0, confidence: { lower: exact + 0, upper: exact + 0, level }, n, method: "closed-form", warnings: [] } : pooled(values, level);
  const apart = (one: ByReplicate, other: ByReplicate): ByReplicate => one.map((value, replicate) => value - (other[replicate] as number));
  return {
    /** What an option comes to on average, in the measure that is decided by. */
    mean: (place: number): Estimate => figure(means[place] as number, byReplicate(place, "net"), confidenceLevel),
    /** By how much one option is above another on average. */
    difference: ({ first, second }: { readonly first: number; readonly second: number }, key: "net" | "netBenefit" | "netPresentValue", level = confidenceLevel): Estimate => {
      const exact = (place: number): number => (key === "net" ? means[place] : points[place]?.[key]) as number;
      return figure(exact(first) - exact(second), apart(byReplicate(first, key), byReplicate(second, key)), level);
    },
    /** A share of the trials. */
    share: (values: ByReplicate): Estimate => shareEstimate({ pooled: meanOf(values), values, n, confidenceLevel }),
    /** By how much an option is behind the best of each trial, on average; of the option that is best on average it is what perfect information is worth. */
    regret: (place: number): Estimate => {
      const { estimate, confidence: { lower, upper, level }, ...rest } = pooled(apart(trials.best, byReplicate(place, "net")), confidenceLevel);
      return { ...rest, estimate, confidence: { lower: Math.max(0, lower), upper, level }, warnings: upper === 0 ? ["never-seen-otherwise"] : [] };
    },
  };
}
