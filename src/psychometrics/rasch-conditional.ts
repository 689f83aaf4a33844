import { inverseOfPositive, timesVector } from "../statistics/internal.js";
import { conditionalPart } from "./conditional-group.js";
import type { ExpectationWalk, NoSolution, RaschSolution } from "./rasch-solution.js";
import type { KeptAnswers } from "./score-groups.js";

interface ConditionalState {
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  readonly matrix: Float64Array;
}

/** The conditional likelihood Σ r_j e_j − Σ N_r ln γ_r over all groups, with its gradient and information; null when a score's probability underflows. */
function conditionalState({ groups, rightCounts }: KeptAnswers, easiness: Float64Array): ConditionalState | null {
  const size = rightCounts.length;
  const gradient = Float64Array.from(rightCounts);
  const matrix = new Float64Array(size * size);
  let logLikelihood = rightCounts.reduce((sum, count, item) => sum + count * (easiness[item] as number), 0);
  for (const group of groups) {
    const { items } = group;
    const part = conditionalPart(group, Float64Array.from(items, (item) => easiness[item] as number));
    if (part === null) return null;
    logLikelihood -= part.logSum;
    items.forEach((item, row) => {
      gradient[item] = (gradient[item] as number) - (part.expected[row] as number);
      items.forEach((other, column) => { matrix[item * size + other] = (matrix[item * size + other] as number) + (part.curvature[row * items.length + column] as number); });
    });
  }
  return { logLikelihood, gradient, matrix };
}

/** Given the score: the residuals have mean 0 and their stated variance, however short the test (Christensen, Kreiner, Mesbah, Rasch Models in Health, 2013). */
const conditionalExpectations = ({ groups }: KeptAnswers, easiness: Float64Array): ExpectationWalk => (visit) => {
  for (const group of groups) {
    const part = conditionalPart(group, Float64Array.from(group.items, (item) => easiness[item] as number));
    if (part === null) throw new Error("scores that were possible became impossible");
    group.countByScore.forEach((count, score) => {
      if (count === 0) return;
      const success = Float64Array.from(part.givenScore, (given) => given[score] as number);
      visit(group, score, { ifRight: success, ifWrong: success });
    });
  }
};

/**
 * Conditional maximum likelihood of the Rasch model: given everybody's score, abilities drop out. Newton's method; difficulties sum to 0.
 * The information has no bottom along the direction in which all difficulties move together; κ·11′ is added there, and its share κ⁻¹ ÷ J² taken off the variances again.
 */
export function raschConditional(kept: KeptAnswers, mostSteps: number): RaschSolution | NoSolution {
  const size = kept.rightCounts.length;
  const odds = kept.rightCounts.map((count, item) => Math.log(count / ((kept.answerCounts[item] as number) - count)));
  const mean = odds.reduce((sum, value) => sum + value, 0) / size;
  let easiness = odds.map((value) => value - mean);
  for (let stepCount = 1; stepCount <= mostSteps; stepCount += 1) {
    const state = conditionalState(kept, easiness);
    if (state === null) return "scores-too-far-apart";
    const kappa = state.matrix.reduce((sum, value, index) => sum + (index % (size + 1) === 0 ? value : 0), 0) / size ** 2;
    const inverse = inverseOfPositive(state.matrix.map((value) => value + kappa), size);
    if (inverse === null) return "no-information";
    const newton = timesVector(inverse, state.gradient);
    const longest = newton.reduce((most, step) => Math.max(most, Math.abs(step)), 0);
    const share = longest > 1 ? 1 / longest : 1;
    easiness = easiness.map((value, item) => value + share * (newton[item] as number));
    if (longest < 1e-8) {
      return {
        difficulties: easiness.map((value) => -value),
        standardErrors: easiness.map((_, item) => Math.sqrt((inverse[item * (size + 1)] as number) - 1 / (kappa * size ** 2))),
        spread: null, expectations: conditionalExpectations(kept, easiness), logLikelihood: state.logLikelihood, stepCount,
      };
    }
  }
  return "not-settled";
}
