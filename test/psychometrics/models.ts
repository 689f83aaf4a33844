import type { ResponseModel } from "coachkit/psychometrics";
import fc from "fast-check";

const logits = fc.double({ min: -4, max: 4, noNaN: true });
const discrimination = fc.double({ min: 0.3, max: 3, noNaN: true });

/** An item of any kind, with parameters as tests have them. */
export const anyModel: fc.Arbitrary<ResponseModel> = fc.oneof(
  fc.record({ kind: fc.constant("rasch" as const), difficultyLogits: logits }),
  fc.record({ kind: fc.constant("two-parameter" as const), discrimination, difficultyLogits: logits }),
  fc.record({ kind: fc.constant("three-parameter" as const), discrimination, difficultyLogits: logits, guessProbability: fc.double({ min: 0, max: 0.4, noNaN: true }) }),
  fc.record({ kind: fc.constant("graded-response" as const), discrimination, thresholdsLogits: fc.array(fc.double({ min: 0.1, max: 2, noNaN: true }), { minLength: 1, maxLength: 4 }).map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, -2))) }),
  fc.record({ kind: fc.constant("generalized-partial-credit" as const), discrimination, stepsLogits: fc.array(logits, { minLength: 1, maxLength: 4 }) }),
);
/** An ability as people have it. */
export const anyAbility = fc.double({ min: -5, max: 5, noNaN: true });
