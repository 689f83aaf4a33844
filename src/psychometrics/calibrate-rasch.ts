import * as z from "zod";
import { check, type Fault, faultAt } from "../error/index.js";
import { type Confidence, ConfidenceLevel } from "../statistics/index.js";
import type { Count, Id } from "../unit/index.js";
import { type ExcludedItem, excludedItems, MostSteps, noCalibration, type NoCalibration, NodeCount, normalInterval, shortage, USUAL_STEPS, usualNodes } from "./calibration.js";
import { fitOf, FitRange, type ItemFit, type MisfitFlag, misfitsOf, usualFit } from "./item-fit.js";
import { raschConditional } from "./rasch-conditional.js";
import { raschFit } from "./rasch-fit.js";
import { raschJoint } from "./rasch-joint.js";
import { raschMarginal } from "./rasch-marginal.js";
import type { NoSolution, RaschSolution } from "./rasch-solution.js";
import { type Answers, answersOf, CALIBRATION_LIMITS, columnKeys, type ResponseColumns, type ResponseTable, rowsMatch, splitColumns, tableKeys } from "./response-table.js";
import { abilityOfScore } from "./score-ability.js";
import { type KeptAnswers, keptAnswers } from "./score-groups.js";
import { separatedItems } from "./separated-items.js";

/**
 * How difficulties are estimated: `marginal` with abilities taken as normal, `conditional` without any assumption about them, `joint` with every ability a parameter.
 * Joint estimates are spread too far, by about k ÷ (k − 1) with k items; `biasCorrection` shrinks them by (k − 1) ÷ k.
 */
export type RaschMethod = { readonly kind: "marginal" } | { readonly kind: "conditional" } | { readonly kind: "joint"; readonly biasCorrection: boolean };

/** How to calibrate. */
export interface RaschOptions {
  /** How difficulties are estimated; there is no default. */
  readonly method: RaschMethod;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** Nodes of the ability distribution (marginal only), 11 to 501; when absent enough for the number of items, returned under `assumptions`. */
  readonly nodeCount?: number;
  /** Steps until the iteration is given up; when absent 1,000, returned under `assumptions`. */
  readonly mostSteps?: number;
  /** Which mean squares count as fit; when absent 0.7 to 1.3, a heuristic, returned under `assumptions`. */
  readonly fitRange?: FitRange;
}

/** Answers, and how to calibrate their items. */
export interface RaschRequest extends ResponseTable, RaschOptions {}
/** Answers in one block of bytes, and how to calibrate their items. */
export interface RaschColumns extends ResponseColumns, RaschOptions {}

/** How difficulties are estimated. */
export const RaschMethod = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("marginal") }).readonly(), z.strictObject({ kind: z.literal("conditional") }).readonly(), z.strictObject({ kind: z.literal("joint"), biasCorrection: z.boolean() }).readonly(),
]) satisfies z.ZodType<RaschMethod>;

const optionKeys = { method: RaschMethod, confidenceLevel: ConfidenceLevel, nodeCount: z.exactOptional(NodeCount), mostSteps: z.exactOptional(MostSteps), fitRange: z.exactOptional(FitRange) };
/** Answers, and how to calibrate their items. */
export const RaschRequest = z.strictObject({ ...tableKeys, ...optionKeys }).check(rowsMatch).readonly() satisfies z.ZodType<RaschRequest>;
const ColumnOptions = z.strictObject({ ...columnKeys, ...optionKeys }).readonly();

const tooManyPatterns: Fault = { code: "calibrate-rasch.too_many_patterns", message: "The conditional method would take {operations} operations a step: the answers are missing in {patterns} different ways.", hint: "Use the method “marginal”, or fewer items." };

/** A calibrated item. */
export interface RaschItem {
  /** The item. */
  readonly itemId: Id;
  /** Its difficulty, in log-odds. */
  readonly estimate: number;
  /** Its standard error. */
  readonly standardErrorLogits: number;
  /** The interval of the difficulty. */
  readonly confidence: Confidence;
  /** Answers it rests on. */
  readonly n: Count;
  /** How well the answers follow the model. */
  readonly fit: ItemFit | null;
  /** Misfits beyond the range and two standard errors; empty when none. */
  readonly flags: readonly MisfitFlag[];
}

/** What a total score says, where everybody answered every item. */
export interface ScoreAbility {
  /** Right answers. */
  readonly score: Count;
  /** The ability of most likelihood; none and all right have none and are not listed. */
  readonly abilityLogits: number;
  /** People with this score. */
  readonly n: Count;
}

/** Calibrated items of the Rasch model. */
export interface RaschCalibration {
  /** The items in their order, without those left out. */
  readonly items: readonly RaschItem[];
  /** Items left out. */
  readonly excluded: readonly ExcludedItem[];
  /** How it was made. */
  readonly method: RaschMethod["kind"];
  /** Where the scale has its 0. */
  readonly identification: "mean-ability-zero" | "mean-difficulty-zero";
  /** How far abilities are spread: marginal method only, else null. */
  readonly abilityStandardDeviation: { readonly estimate: number; readonly standardError: number | null } | null;
  /** What a total score says; null where answers are missing. */
  readonly abilityByScore: readonly ScoreAbility[] | null;
  /** ln of the likelihood that the method makes largest. Methods cannot be compared by it. */
  readonly logLikelihood: number;
  /** People whose answers counted. */
  readonly personCount: Count;
  /** People with all or none right; the conditional and the joint method leave them out. */
  readonly extremePersonCount: Count;
  /** Steps of the iteration. */
  readonly stepCount: Count;
  /** `no-ability-spread`: people differ no more than chance makes them; `joint-standard-errors-too-small`: they take abilities as known. */
  readonly warnings: readonly ("no-ability-spread" | "joint-standard-errors-too-small")[];
  /** What the caller did not say and was taken to be, and the correction of the joint method. */
  readonly assumptions: { readonly nodeCount?: number; readonly mostSteps?: number; readonly fitRange?: FitRange; readonly biasCorrectionRatio?: number };
}

/** A calibration, or the reason why there is none. Tell them apart by `items === null`. */
export type RaschCalibrationResult = RaschCalibration | NoCalibration;

function solved(answers: Answers, kept: KeptAnswers, { method, nodeCount, mostSteps = USUAL_STEPS }: RaschOptions): RaschSolution | NoSolution {
  if (method.kind === "marginal") return raschMarginal(kept, nodeCount ?? usualNodes(kept.columns.length), mostSteps);
  if (method.kind === "joint") return raschJoint(kept, mostSteps);
  const operations = kept.groups.reduce((sum, { items }) => sum + items.length ** 3, 0);
  if (operations > CALIBRATION_LIMITS.conditionalOperations) throw faultAt(tooManyPatterns, ["method", "kind"], { operations, patterns: kept.groups.length });
  return raschConditional(kept, mostSteps);
}

function assumptionsOf({ method, nodeCount, mostSteps, fitRange }: RaschOptions, itemCount: number): RaschCalibration["assumptions"] {
  return {
    ...(method.kind === "marginal" && nodeCount === undefined ? { nodeCount: usualNodes(itemCount) } : {}),
    ...(mostSteps === undefined ? { mostSteps: USUAL_STEPS } : {}),
    ...(fitRange === undefined ? { fitRange: usualFit } : {}),
    ...(method.kind === "joint" && method.biasCorrection ? { biasCorrectionRatio: (itemCount - 1) / itemCount } : {}),
  };
}

function scoreTable({ groups, columns }: KeptAnswers, difficulties: Float64Array): readonly ScoreAbility[] | null {
  const [group] = groups;
  if (group === undefined || groups.length !== 1 || group.items.length !== columns.length) return null;
  return [...group.countByScore].map((n, score) => ({ score, abilityLogits: abilityOfScore(group.items, difficulties, score) + 0, n })).slice(1, -1);
}

function calibrated(answers: Answers, itemIds: readonly Id[], options: RaschOptions): RaschCalibrationResult {
  const { method, confidenceLevel, fitRange = usualFit } = options;
  const kept = keptAnswers(answers, method.kind === "marginal");
  const short = shortage(kept);
  if (short !== undefined) return noCalibration(kept, itemIds, { reason: short });
  const separated = method.kind === "marginal" ? null : separatedItems(answers, kept);
  if (separated !== null) return noCalibration(kept, itemIds, { reason: "separable", columns: separated });
  const solution = solved(answers, kept, options);
  if (typeof solution === "string") return noCalibration(kept, itemIds, { reason: solution });
  const assumptions = assumptionsOf(options, kept.columns.length);
  const { biasCorrectionRatio = 1 } = assumptions;
  const difficulties = solution.difficulties.map((difficulty) => difficulty * biasCorrectionRatio + 0);
  const sums = raschFit(answers, kept, solution.expectations);
  const items = [...kept.columns].map((column, place): RaschItem => {
    const estimate = difficulties[place] as number;
    const standardErrorLogits = (solution.standardErrors[place] as number) * biasCorrectionRatio;
    const fit = fitOf(sums, place);
    return { itemId: itemIds[column] ?? "", estimate, standardErrorLogits, confidence: normalInterval(estimate, standardErrorLogits, confidenceLevel), n: kept.answerCounts[place] as number, fit, flags: misfitsOf(fit, fitRange) };
  });
  const { spread } = solution;
  return {
    items, excluded: excludedItems(kept, itemIds), method: method.kind, identification: method.kind === "marginal" ? "mean-ability-zero" : "mean-difficulty-zero",
    abilityStandardDeviation: spread === null ? null : { estimate: spread.standardDeviation, standardError: spread.standardError },
    abilityByScore: scoreTable(kept, difficulties), logLikelihood: solution.logLikelihood + 0,
    personCount: kept.personCount, extremePersonCount: kept.extremeCount, stepCount: solution.stepCount,
    warnings: [...(spread?.standardDeviation === 0 ? ["no-ability-spread" as const] : []), ...(method.kind === "joint" ? ["joint-standard-errors-too-small" as const] : [])],
    assumptions,
  };
}

/**
 * Difficulties of items from the answers of many people, by the Rasch model, with standard errors and fit. Items that everybody had right or wrong are left out by name.
 * Marginal (Thissen 1982) places the mean ability at 0, conditional (Andersen 1972) and joint (Wright and Panchapakesan 1969) the mean difficulty.
 * Infit and outfit compare each answer with what was to be expected of it: marginal from the person's other answers, conditional from the score, joint from the ability (Wright and Masters 1982).
 *
 * @throws CoachingError `response-table.duplicate_item`, `response-table.wrong_length`, `calibrate-rasch.too_many_patterns`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * // of those who had one of two items right, three had the first and one the second: their distance is ln 3
 * const { items } = calibrateRasch({ itemIds: ["easy", "hard"], responses: [[1, 0], [1, 0], [1, 0], [0, 1]], method: { kind: "conditional" }, confidenceLevel: 0.95 });
 * items.map(({ estimate }) => estimate.toFixed(6)); // => ["-0.549306", "0.549306"]
 * ```
 */
export function calibrateRasch(request: RaschRequest): RaschCalibrationResult {
  const { itemIds, responses, ...options } = check(RaschRequest, request);
  return calibrated(answersOf({ itemIds, responses }), itemIds, options);
}

/**
 * `calibrateRasch` for large tables: the answers are one block of bytes, people times items, row by row; 1 right, 0 wrong, missing 255 (Uint8Array) or −1 (Int8Array).
 *
 * @throws CoachingError `response-table.not_bytes`, `response-table.not_whole`, `response-table.too_many_people`, `response-table.unknown_response`, `response-table.duplicate_item`, `calibrate-rasch.too_many_patterns`, `item-fit.range_upside_down`, `input.*`
 * @example
 * ```ts
 * const { items } = calibrateRaschColumns({ itemIds: ["easy", "hard"], responses: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 1), method: { kind: "conditional" }, confidenceLevel: 0.95 });
 * items.map(({ estimate }) => estimate.toFixed(6)); // => ["-0.549306", "0.549306"]
 * ```
 */
export function calibrateRaschColumns(request: RaschColumns): RaschCalibrationResult {
  const { rest, answers } = splitColumns(ColumnOptions, request);
  const { itemIds, ...options } = rest;
  return calibrated(answers, itemIds, options);
}
