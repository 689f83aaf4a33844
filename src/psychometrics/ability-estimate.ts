import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { type Confidence, ConfidenceLevel, standardNormalQuantile } from "../statistics/index.js";
import { Count } from "../unit/index.js";
import { highestPoint, type LikelihoodPoint, likelihoodAt, type NormalPrior, type Objective, posteriorMoments, type ScoredItem } from "./likelihood.js";
import { Logits } from "./logits.js";
import { highestScore, ResponseModel } from "./response-model.js";

/** An item, and the score that a person got at it. */
export interface ItemAnswer {
  /** The item, with its parameters. */
  readonly model: ResponseModel;
  /** The score, from 0 to the item's highest; null when there is no answer, which says nothing about ability. */
  readonly score: number | null;
}

/** What is known of an ability before the answers: a normal distribution. */
export interface AbilityPrior {
  /** Its mean, in log-odds. */
  readonly meanLogits: number;
  /** Its standard deviation, in log-odds, 0.001 to 1,000. */
  readonly standardDeviationLogits: number;
}

/** How an ability is estimated: maximum likelihood, Warm's weighted likelihood, or the mode (MAP) or mean (EAP) of the posterior, which need a prior. */
export type AbilityMethod = { readonly kind: "mle" } | { readonly kind: "wle" } | { readonly kind: "map"; readonly prior: AbilityPrior } | { readonly kind: "eap"; readonly prior: AbilityPrior };

/** The answers of one person, and how to make an ability of them. */
export interface AbilityAnswers {
  /** The answers, at most 2,000. */
  readonly answers: readonly ItemAnswer[];
  /** How to estimate; there is no default. */
  readonly method: AbilityMethod;
  /** The level of the interval: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const scoreOutOfRange: Fault = { code: "ability-estimate.score_out_of_range", message: "The score {score} is above the highest of its item, {highest}.", hint: "Correct the score, or give the item as many thresholds or steps as it has scores above 0." };

/** An item, and the score that a person got at it. */
export const ItemAnswer = z
  .strictObject({ model: ResponseModel, score: z.union([Count, z.null()]) })
  .check(rule(({ model, score }: ItemAnswer, report) => {
    const highest = highestScore(model);
    if (score !== null && score > highest) report(scoreOutOfRange, ["score"], { score, highest });
  }))
  .readonly() satisfies z.ZodType<ItemAnswer>;

/** What is known of an ability before the answers. */
export const AbilityPrior = z.strictObject({ meanLogits: Logits, standardDeviationLogits: z.number().min(0.001).max(1000) }).readonly() satisfies z.ZodType<AbilityPrior>;

/** How an ability is estimated. */
export const AbilityMethod = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("mle") }).readonly(),
  z.strictObject({ kind: z.literal("wle") }).readonly(),
  z.strictObject({ kind: z.literal("map"), prior: AbilityPrior }).readonly(),
  z.strictObject({ kind: z.literal("eap"), prior: AbilityPrior }).readonly(),
]) satisfies z.ZodType<AbilityMethod>;

/** The answers of one person, and how to make an ability of them. */
export const AbilityAnswers = z.strictObject({ answers: z.array(ItemAnswer).max(2000).readonly(), method: AbilityMethod, confidenceLevel: ConfidenceLevel }).readonly() satisfies z.ZodType<AbilityAnswers>;

/** What to keep in mind: all answers got the highest or the lowest score, so that how far out the ability lies comes from the method and not from the answers. */
export type AbilityWarning = "all-highest" | "all-lowest";

/** An ability with its uncertainty. */
export interface AbilityEstimate {
  /** The ability, in log-odds. */
  readonly estimate: number;
  /** MLE and WLE: 1 ÷ √information; MAP: 1 ÷ √(information + 1 ÷ prior variance); EAP: the standard deviation of the posterior. */
  readonly standardErrorLogits: number;
  /** The estimate and its standard error as a normal interval. */
  readonly confidence: Confidence;
  /** Answers that went into it. */
  readonly n: number;
  /** How it was made. */
  readonly method: AbilityMethod["kind"];
  /** ln of the probability of the answers at the estimate. */
  readonly logLikelihood: number;
  /** What to keep in mind. */
  readonly warnings: readonly AbilityWarning[];
}

/** Why there is no ability: no answers; all at the highest or lowest score, where the likelihood rises without end; or a likelihood that is highest at no finite ability, as guessing can make it. */
export type NoAbilityReason = "no-answers" | "all-highest" | "all-lowest" | "no-finite-maximum";

/** No ability can be given. */
export interface NoAbilityEstimate {
  /** Always null. */
  readonly estimate: null;
  /** Why. */
  readonly reason: NoAbilityReason;
  /** Answers there are. */
  readonly n: number;
}

/** An ability, or the reason why there is none. Tell them apart by `estimate === null`. */
export type AbilityEstimateResult = AbilityEstimate | NoAbilityEstimate;

/** Whether all answers lie at one end of their items. */
function extremeOf(items: readonly ScoredItem[]): AbilityWarning | undefined {
  if (items.every(({ model, score }) => score === highestScore(model))) return "all-highest";
  return items.every(({ score }) => score === 0) ? "all-lowest" : undefined;
}

const logDensity = (ability: number, { meanLogits, standardDeviationLogits }: NormalPrior): number => -(((ability - meanLogits) / standardDeviationLogits) ** 2) / 2;

const posterior = (items: readonly ScoredItem[], prior: NormalPrior): Objective => (ability) => {
  const { logLikelihood, slope } = likelihoodAt(items, ability);
  return { value: logLikelihood + logDensity(ability, prior), slope: slope - (ability - prior.meanLogits) / prior.standardDeviationLogits ** 2 };
};

const likelihood = (items: readonly ScoredItem[]): Objective => (ability) => {
  const { logLikelihood, slope } = likelihoodAt(items, ability);
  return { value: logLikelihood, slope };
};

/** ℓ′ + J ÷ 2I = 0 (Warm 1989); its integral is ℓ + ½ ln I for all models but the three-parameter one, where it serves to tell several roots apart. */
const weighted = (items: readonly ScoredItem[]): Objective => (ability) => {
  const { logLikelihood, slope, information, biasTerm } = likelihoodAt(items, ability);
  return { value: logLikelihood + Math.log(information) / 2, slope: slope + biasTerm / (2 * information) };
};

interface Located {
  readonly ability: number;
  readonly standardErrorLogits: number;
}

const errorOf = ({ information }: LikelihoodPoint, priorInformation = 0): number => 1 / Math.sqrt(information + priorInformation);

/** The ability and its standard error by one method; null where the likelihood has no finite maximum. */
function located(items: readonly ScoredItem[], method: AbilityMethod): Located | null {
  if (method.kind === "mle" || method.kind === "wle") {
    const ability = highestPoint(items, method.kind === "mle" ? likelihood(items) : weighted(items));
    return ability === null ? null : { ability, standardErrorLogits: errorOf(likelihoodAt(items, ability)) };
  }
  const { prior } = method;
  const objective = posterior(items, prior);
  const mode = highestPoint(items, objective, prior);
  if (mode === null) throw new Error("a posterior has no mode");
  if (method.kind === "map") return { ability: mode, standardErrorLogits: errorOf(likelihoodAt(items, mode), 1 / prior.standardDeviationLogits ** 2) };
  const { mean, standardDeviation } = posteriorMoments((ability) => objective(ability).value, mode, prior);
  return { ability: mean, standardErrorLogits: standardDeviation };
}

/**
 * The ability of one person from scored answers at items with known parameters, under any mix of models. Answers that are missing are left out.
 * When every answer has the highest or the lowest score, maximum likelihood has no answer and says so; the other methods have one, with a warning.
 *
 * Methods: `mle` (Birnbaum 1968), the global maximum where guessing makes several; `wle` (Warm 1989; for scores above 1 Penfield and Bergeron 2005), least biased without a prior;
 * `map` and `eap` (Bock and Mislevy 1982), which pull towards the prior's mean. The mean of the posterior is integrated to nine digits.
 *
 * @throws CoachingError `ability-estimate.score_out_of_range`, `response-model.thresholds_out_of_order`, `input.*`
 * @example
 * ```ts
 * const item = { kind: "rasch", difficultyLogits: 0 };
 * const answers = [1, 1, 1, 0].map((score) => ({ model: item, score }));
 * abilityEstimate({ answers, method: { kind: "mle" }, confidenceLevel: 0.95 }).estimate.toFixed(6); // => "1.098612"
 * abilityEstimate({ answers: [{ model: item, score: 1 }], method: { kind: "mle" }, confidenceLevel: 0.95 }); // => { estimate: null, reason: "all-highest", n: 1 }
 * ```
 */
export function abilityEstimate(input: AbilityAnswers): AbilityEstimateResult {
  const { answers, method, confidenceLevel } = check(AbilityAnswers, input);
  const items = answers.flatMap(({ model, score }) => (score === null ? [] : [{ model, score }]));
  const n = items.length;
  const hasPrior = method.kind === "map" || method.kind === "eap";
  if (n === 0) return hasPrior ? ofPrior(method, confidenceLevel) : { estimate: null, reason: "no-answers", n };
  const extreme = extremeOf(items);
  if (extreme !== undefined && method.kind === "mle") return { estimate: null, reason: extreme, n };
  const found = located(items, method);
  if (found === null) return { estimate: null, reason: "no-finite-maximum", n };
  const estimate = found.ability + 0;
  return {
    estimate, standardErrorLogits: found.standardErrorLogits, confidence: intervalOf(estimate, found.standardErrorLogits, confidenceLevel),
    n, method: method.kind, logLikelihood: likelihoodAt(items, estimate).logLikelihood + 0, warnings: extreme === undefined ? [] : [extreme],
  };
}

const intervalOf = (estimate: number, standardError: number, level: number): Confidence => {
  const half = standardError * standardNormalQuantile((1 + level) / 2);
  return { lower: estimate - half + 0, upper: estimate + half + 0, level };
};

/** Without answers a prior is all there is. */
function ofPrior(method: Extract<AbilityMethod, { readonly prior: AbilityPrior }>, level: number): AbilityEstimate {
  const { meanLogits: estimate, standardDeviationLogits } = method.prior;
  return { estimate, standardErrorLogits: standardDeviationLogits, confidence: intervalOf(estimate, standardDeviationLogits, level), n: 0, method: method.kind, logLikelihood: 0, warnings: [] };
}
