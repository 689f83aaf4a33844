import fc from "fast-check";
import type { Distribution } from "coachkit/statistics";

// −0 and 0 are one value
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value + 0);
const positive = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
const shape = fc.double({ min: 0.3, max: 500, noNaN: true });
const ordered = fc.tuple(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })).map(([min, width, share]) => ({ min, mode: Math.min(min + width, min + width * share), max: min + width })).filter(({ min, max }) => min < max);

/** Distributions with ends, whose quantiles are defined from 0 to 1. */
export const boundedDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  ordered.map(({ min, max }) => ({ family: "uniform" as const, min, max })),
  ordered.map((ends) => ({ family: "triangular" as const, ...ends })),
  ordered.map((ends) => ({ family: "pert" as const, ...ends })),
  fc.record({ family: fc.constant("beta" as const), alpha: shape, beta: shape }),
  fc.uniqueArray(number, { minLength: 1, maxLength: 9 }).map((values) => ({ family: "discrete" as const, outcomes: values.map((value) => ({ value, probability: 1 / values.length })) })),
  fc.record({ family: fc.constant("empirical" as const), values: fc.array(number, { minLength: 1, maxLength: 20 }), drawn: fc.constantFrom("observed" as const, "between" as const) }),
);
/** Every family. */
export const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  { weight: 6, arbitrary: boundedDistribution },
  { weight: 1, arbitrary: fc.record({ family: fc.constant("normal" as const), mean: number, standardDeviation: positive }) },
  { weight: 1, arbitrary: fc.record({ family: fc.constant("lognormal" as const), mean: positive, standardDeviation: positive }) },
  { weight: 1, arbitrary: fc.tuple(positive, fc.double({ min: 1.001, max: 1e6, noNaN: true })).map(([p5, times]) => ({ family: "lognormal-range" as const, p5, p95: p5 * times })) },
);
