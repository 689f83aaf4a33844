import * as z from "zod";
import { check } from "../error/index.js";
import { Fraction } from "../unit/index.js";

/** How a skill is learned and shown, in Bayesian knowledge tracing: it is known or not, and answers tell imperfectly which. */
export interface TracingParameters {
  /** Probability that the skill is known before the first answer. */
  readonly initialProbability: Fraction;
  /** Probability that a skill that is not known becomes known between two answers. */
  readonly learnProbability: Fraction;
  /** Probability of a wrong answer although the skill is known, 1e-6 to 1 − 1e-6. */
  readonly slipProbability: number;
  /** Probability of a right answer although it is not, 1e-6 to 1 − 1e-6. */
  readonly guessProbability: number;
  /** Probability that a known skill is forgotten between two answers; 0 in the classical model. */
  readonly forgetProbability: Fraction;
}

const neverError = "It lies between 1e-6 and 0.999999: 0 or 1 would let a single answer settle the matter for ever.\nGive a small probability instead.";
const Imperfect = z.number().min(1e-6, { error: neverError }).max(1 - 1e-6, { error: neverError });

/** How a skill is learned and shown. */
export const TracingParameters = z
  .strictObject({ initialProbability: Fraction, learnProbability: Fraction, slipProbability: Imperfect, guessProbability: Imperfect, forgetProbability: Fraction })
  .readonly() satisfies z.ZodType<TracingParameters>;

/** The answers of one person at one skill, in their order. */
export interface TracedAnswers {
  /** How the skill is learned and shown. */
  readonly parameters: TracingParameters;
  /** Each answer, right (1) or wrong (0); null where a chance to learn passed without an answer. At most 100,000. */
  readonly answers: readonly (0 | 1 | null)[];
  /** From which probability of knowing on the skill counts as mastered; there is no default (0.95 is usual). */
  readonly masteryProbability: Fraction;
}
/** The answers of one person at one skill, in their order. */
export const TracedAnswers = z
  .strictObject({ parameters: TracingParameters, answers: z.array(z.union([z.literal([0, 1]), z.null()])).max(100_000).readonly(), masteryProbability: Fraction })
  .readonly() satisfies z.ZodType<TracedAnswers>;

/**
 * What is wrong with the parameters: `right-answers-count-against` (guess + slip above 1) and `answers-say-nothing` (exactly 1) turn the model on its head;
 * `guess-above-half` and `slip-above-half` let "known" no longer mean that one can do it (Baker, Corbett, Aleven 2008).
 */
export type TracingWarning = "right-answers-count-against" | "answers-say-nothing" | "guess-above-half" | "slip-above-half";

/** What one answer changed. */
export interface TracedStep {
  /** Probability of a right answer, before it was seen. */
  readonly expectedScore: Fraction;
  /** Probability that the skill was known, the answer seen. */
  readonly knownGivenAnswer: Fraction;
  /** The same after the chance to learn and to forget that followed: the state to go on from. */
  readonly knownProbability: Fraction;
}

/** A skill traced through a person's answers. */
export interface TracedKnowledge {
  /** Each step, in the order of the answers. */
  readonly steps: readonly TracedStep[];
  /** Probability that the skill is known now. */
  readonly knownProbability: Fraction;
  /** Probability that the next answer will be right. */
  readonly expectedNextScore: Fraction;
  /** The place, from 0, of the first answer after which the skill counted as mastered; null when it never did. */
  readonly firstMasteredAt: number | null;
  /** What is wrong with the parameters. */
  readonly warnings: readonly TracingWarning[];
}

function warningsOf({ slipProbability, guessProbability }: TracingParameters): readonly TracingWarning[] {
  const sum = slipProbability + guessProbability;
  return [
    ...(sum > 1 ? ["right-answers-count-against" as const] : []),
    ...(sum === 1 ? ["answers-say-nothing" as const] : []),
    ...(guessProbability > 0.5 ? ["guess-above-half" as const] : []),
    ...(slipProbability > 0.5 ? ["slip-above-half" as const] : []),
  ];
}

/** P(right) = L(1 − s) + (1 − L)g: L known, s slip, g guess. */
const rightProbability = (known: number, { slipProbability, guessProbability }: TracingParameters): number => known * (1 - slipProbability) + (1 - known) * guessProbability;

/** One answer: Bayes' rule, then L′ = L(1 − f) + (1 − L)t: f forget, t learn. */
function stepOf(known: number, answer: 0 | 1 | null, parameters: TracingParameters): TracedStep {
  const { slipProbability: slip, learnProbability, forgetProbability } = parameters;
  const expectedScore = rightProbability(known, parameters);
  const knownGivenAnswer = answer === null ? known : answer === 1 ? (known * (1 - slip)) / expectedScore : (known * slip) / (known * slip + (1 - known) * (1 - parameters.guessProbability));
  const knownProbability = knownGivenAnswer * (1 - forgetProbability) + (1 - knownGivenAnswer) * learnProbability;
  // rounding must not make of a probability what the next call refuses
  return { expectedScore: Math.min(1, expectedScore), knownGivenAnswer: Math.min(1, knownGivenAnswer), knownProbability: Math.min(1, knownProbability) };
}

/**
 * Follows one skill of one person through their answers, by Bayesian knowledge tracing. To go on later, pass the last `knownProbability` as `initialProbability`.
 * The four parameters are not told apart by right answers alone: several sets predict the same (Beck and Chang 2007), so fix them by judgment or from many people.
 * Source: A. Corbett, J. Anderson, Knowledge tracing, User Modeling and User-Adapted Interaction 4 (1995).
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const parameters = { initialProbability: 0.5, learnProbability: 0.2, slipProbability: 0.25, guessProbability: 0.25, forgetProbability: 0 };
 * traceKnowledge({ parameters, answers: [1], masteryProbability: 0.8 }).steps; // => [{ expectedScore: 0.5, knownGivenAnswer: 0.75, knownProbability: 0.8 }]
 * ```
 */
export function traceKnowledge(input: TracedAnswers): TracedKnowledge {
  const { parameters, answers, masteryProbability } = check(TracedAnswers, input);
  const steps: TracedStep[] = [];
  let known = parameters.initialProbability;
  for (const answer of answers) {
    const step = stepOf(known, answer, parameters);
    steps.push(step);
    known = step.knownProbability;
  }
  const firstMasteredAt = steps.findIndex(({ knownProbability }) => knownProbability >= masteryProbability);
  return { steps, knownProbability: known, expectedNextScore: rightProbability(known, parameters), firstMasteredAt: firstMasteredAt === -1 ? null : firstMasteredAt, warnings: warningsOf(parameters) };
}
