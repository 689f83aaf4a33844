import * as z from "zod";
import { check } from "../error/index.js";
import { type Confidence, ConfidenceLevel } from "../statistics/index.js";
import { normalNodes } from "../statistics/internal.js";
import type { Count, Id } from "../unit/index.js";
import { type ExcludedItem, excludedItems, MostSteps, noCalibration, type NoCalibration, NodeCount, normalInterval, shortage, USUAL_STEPS, usualNodes } from "./calibration.js";
import { addFit, fitOf, FitRange, type FitSums, type ItemFit, type MisfitFlag, misfitsOf, noFit, usualFit } from "./item-fit.js";
import { predictedSuccess } from "./predicted-success.js";
import { type Answers, answersOf, columnKeys, type ResponseColumns, type ResponseTable, rowsMatch, splitColumns, tableKeys } from "./response-table.js";
import { keptAnswers } from "./score-groups.js";
import { type AnswerPatterns, answerPatterns } from "./two-parameter-answers.js";
import { curvesAt, visitPatterns } from "./two-parameter-step.js";
import { twoParameterMarginal, type TwoParameterSolution } from "./two-parameter-marginal.js";

/** How to calibrate. */
export interface TwoParameterOptions {
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Nodes of the ability distribution, 11 to 501; when absent enough for the number of items, returned under `assumptions`. */
  readonly nodeCount?: number;
  /** Steps until the iteration is given up; when absent 1,000, returned under `assumptions`. */
  readonly mostSteps?: number;
  /** Which mean squares count as fit; when absent 0.7 to 1.3, a heuristic, returned under `assumptions`. */
  readonly fitRange?: FitRange;
}

/** Answers, and how to calibrate their items. */
export interface TwoParameterRequest extends ResponseTable, TwoParameterOptions {}
/** Answers in one block of bytes, and how to calibrate their items. */
export interface TwoParameterColumns extends ResponseColumns, TwoParameterOptions {}

const optionKeys = { confidenceLevel: ConfidenceLevel, nodeCount: z.exactOptional(NodeCount), mostSteps: z.exactOptional(MostSteps), fitRange: z.exactOptional(FitRange) };
/** Answers, and how to calibrate their items. */
export const TwoParameterRequest = z.strictObject({ ...tableKeys, ...optionKeys }).check(rowsMatch).readonly() satisfies z.ZodType<TwoParameterRequest>;
const ColumnOptions = z.strictObject({ ...columnKeys, ...optionKeys }).readonly();

/** A parameter with its uncertainty. */
export interface CalibratedParameter {
  /** The estimate. */
  readonly estimate: number;
  /** Its standard error. */
  readonly standardError: number;
  /** Its interval. */
  readonly confidence: Confidence;
}

/** A calibrated item: P = σ(a(θ − b)) = σ(aθ + c). */
export interface TwoParameterItem {
  /** The item. */
  readonly itemId: Id;
  /** The slope a. */
  readonly discrimination: CalibratedParameter;
  /** The difficulty b = −c ÷ a, in log-odds; null where the slope is not told apart from 0, so that b could lie anywhere. */
  readonly difficulty: CalibratedParameter | null;
  /** The intercept c: the log-odds of success at the mean ability. */
  readonly intercept: CalibratedParameter;
  /** Answers it rests on. */
  readonly n: Count;
  /** How well the answers follow the curve, each against what the person's other answers foretell. */
  readonly fit: ItemFit | null;
  /** Misfits; `flat` where the slope is not told apart from 0, `negative-discrimination` where the able do worse: a wrong key, mostly. */
  readonly flags: readonly (MisfitFlag | "flat" | "negative-discrimination")[];
}

/** Calibrated items of the two-parameter model. */
export interface TwoParameterCalibration {
  /** The items in their order, without those left out. */
  readonly items: readonly TwoParameterItem[];
  /** Items left out. */
  readonly excluded: readonly ExcludedItem[];
  /** How it was made. */
  readonly method: "marginal";
  /** Where the scale has its 0 and its unit: abilities have mean 0 and standard deviation 1. */
  readonly identification: "standard-normal-ability";
  /** ln of the marginal likelihood. */
  readonly logLikelihood: number;
  /** People whose answers counted. */
  readonly personCount: Count;
  /** People with all or none right. */
  readonly extremePersonCount: Count;
  /** Steps of the iteration. */
  readonly stepCount: Count;
  /** What the caller did not say and was taken to be. */
  readonly assumptions: { readonly nodeCount?: number; readonly mostSteps?: number; readonly fitRange?: FitRange };
}

/** A calibration, or the reason why there is none. Tell them apart by `items === null`. */
export type TwoParameterCalibrationResult = TwoParameterCalibration | NoCalibration;

/** Each answer against what the person's other answers foretell. */
function twoParameterFit(patterns: AnswerPatterns, parameters: Float64Array, nodeCount: number): FitSums {
  const { itemCount, blockCount, right, missing } = patterns;
  const nodes = normalNodes(nodeCount);
  const curves = curvesAt(parameters, nodes);
  const sums = noFit(itemCount);
  visitPatterns({ patterns, curves, nodes }, (pattern, posterior, count) => {
    for (let item = 0; item < itemCount; item += 1) {
      const place = pattern * blockCount + (item >> 3);
      if ((((missing[place] as number) >> (item & 7)) & 1) === 1) continue;
      const isRight = (((right[place] as number) >> (item & 7)) & 1) === 1;
      addFit(sums, item, { success: predictedSuccess(posterior, curves.success, { item, isRight }), right: isRight ? count : 0, count });
    }
  });
  return sums;
}

function parameter(estimate: number, variance: number, level: ConfidenceLevel): CalibratedParameter {
  const standardError = Math.sqrt(variance);
  return { estimate: estimate + 0, standardError, confidence: normalInterval(estimate, standardError, level) };
}

/** b = −c ÷ a with the variance of the delta method: (Var c + 2b·Cov + b²·Var a) ÷ a². */
function itemOf(place: number, { parameters, covariance }: TwoParameterSolution, level: ConfidenceLevel): Pick<TwoParameterItem, "discrimination" | "difficulty" | "intercept"> & { readonly isFlat: boolean } {
  const size = parameters.length / 2;
  const [slope, intercept] = [parameters[place] as number, parameters[size + place] as number];
  const variance = (left: number, right: number): number => covariance[left * 2 * size + right] as number;
  const [ofSlope, ofIntercept, shared] = [variance(place, place), variance(size + place, size + place), variance(place, size + place)];
  const isFlat = Math.abs(slope) < 2 * Math.sqrt(ofSlope);
  const difficulty = -intercept / slope;
  return {
    discrimination: parameter(slope, ofSlope, level), intercept: parameter(intercept, ofIntercept, level), isFlat,
    difficulty: isFlat ? null : parameter(difficulty, (ofIntercept + 2 * difficulty * shared + difficulty ** 2 * ofSlope) / slope ** 2, level),
  };
}

function calibrated(answers: Answers, itemIds: readonly Id[], { confidenceLevel, nodeCount, mostSteps, fitRange }: TwoParameterOptions): TwoParameterCalibrationResult {
  const kept = keptAnswers(answers, true);
  const short = shortage(kept);
  if (short !== undefined) return noCalibration(kept, itemIds, { reason: short });
  const patterns = answerPatterns(answers, kept.columns);
  const nodes = nodeCount ?? usualNodes(kept.columns.length);
  const solution = twoParameterMarginal(patterns, kept, { nodeCount: nodes, mostSteps: mostSteps ?? USUAL_STEPS });
  if (typeof solution === "string") return noCalibration(kept, itemIds, { reason: solution });
  if ("boundless" in solution) return noCalibration(kept, itemIds, { reason: "boundless-slope", columns: solution.boundless.map((place) => kept.columns[place] as number) });
  const sums = twoParameterFit(patterns, solution.parameters, nodes);
  const items = [...kept.columns].map((column, place): TwoParameterItem => {
    const { isFlat, ...parameters } = itemOf(place, solution, confidenceLevel);
    const fit = fitOf(sums, place);
    const slopeFlags = isFlat ? ["flat" as const] : parameters.discrimination.estimate < 0 ? ["negative-discrimination" as const] : [];
    return { itemId: itemIds[column] ?? "", ...parameters, n: kept.answerCounts[place] as number, fit, flags: [...misfitsOf(fit, fitRange ?? usualFit), ...slopeFlags] };
  });
  return {
    items, excluded: excludedItems(kept, itemIds), method: "marginal", identification: "standard-normal-ability", logLikelihood: solution.logLikelihood + 0,
    personCount: kept.personCount, extremePersonCount: kept.extremeCount, stepCount: solution.stepCount,
    assumptions: { ...(nodeCount === undefined ? { nodeCount: nodes } : {}), ...(mostSteps === undefined ? { mostSteps: USUAL_STEPS } : {}), ...(fitRange === undefined ? { fitRange: usualFit } : {}) },
  };
}

/**
 * Difficulties and discriminations of items from the answers of many people, by the two-parameter model, with standard errors and fit. Items that everybody had right or wrong are left out by name.
 * Marginal maximum likelihood (Bock and Aitkin 1981) with normal abilities of mean 0 and standard deviation 1; missing answers say nothing. Some hundred people are needed: with few, slopes are mostly chance.
 *
 * @throws CoachingError `response-table.duplicate_item`, `response-table.wrong_length`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * const responses = simulateScores({ models: [-1, 0, 1].map((difficultyLogits) => ({ kind: "two-parameter", discrimination: 1.5, difficultyLogits })), abilitiesLogits: normalDraws({ seed: 1, stream: [], count: 500 }), seed: 2 });
 * const { items } = calibrateTwoParameter({ itemIds: ["a", "b", "c"], responses, confidenceLevel: 0.95 });
 * items.every(({ discrimination: { confidence } }) => confidence.lower < 1.5 && 1.5 < confidence.upper); // => true
 * ```
 */
export function calibrateTwoParameter(request: TwoParameterRequest): TwoParameterCalibrationResult {
  const { itemIds, responses, ...options } = check(TwoParameterRequest, request);
  return calibrated(answersOf({ itemIds, responses }), itemIds, options);
}

/**
 * `calibrateTwoParameter` for large tables: the answers are one block of bytes, people times items, row by row; 1 right, 0 wrong, missing 255 (Uint8Array) or −1 (Int8Array).
 *
 * @throws CoachingError `response-table.not_bytes`, `response-table.not_whole`, `response-table.too_many_people`, `response-table.unknown_response`, `response-table.duplicate_item`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * calibrateTwoParameterColumns({ itemIds: ["a", "b"], responses: Uint8Array.of(1, 1, 1, 1), confidenceLevel: 0.95 }).reason; // => "too-few-items"
 * ```
 */
export function calibrateTwoParameterColumns(request: TwoParameterColumns): TwoParameterCalibrationResult {
  const { rest, answers } = splitColumns(ColumnOptions, request);
  const { itemIds, ...options } = rest;
  return calibrated(answers, itemIds, options);
}
