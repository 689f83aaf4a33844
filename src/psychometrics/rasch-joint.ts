import { logisticOf, logOfOnePlusExp, restingPoint } from "../statistics/internal.js";
import type { ExpectationWalk, NoSolution, RaschSolution } from "./rasch-solution.js";
import { abilityOfScore } from "./score-ability.js";
import type { KeptAnswers } from "./score-groups.js";

const centered = (values: Float64Array): Float64Array => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
};

/** Expected right answers, information and log-likelihood at the abilities that suit the difficulties best. */
function jointState({ groups, rightCounts }: KeptAnswers, difficulties: Float64Array): { readonly expected: Float64Array; readonly weights: Float64Array; readonly logLikelihood: number } {
  const expected = new Float64Array(rightCounts.length);
  const weights = new Float64Array(rightCounts.length);
  let logLikelihood = -rightCounts.reduce((sum, count, item) => sum + count * (difficulties[item] as number), 0);
  for (const group of groups) {
    group.countByScore.forEach((count, score) => {
      if (count === 0) return;
      const ability = abilityOfScore(group.items, difficulties, score);
      logLikelihood += count * score * ability;
      for (const item of group.items) {
        const logOdds = ability - (difficulties[item] as number);
        const success = logisticOf(logOdds);
        expected[item] = (expected[item] as number) + count * success;
        weights[item] = (weights[item] as number) + count * success * (1 - success);
        logLikelihood -= count * logOfOnePlusExp(logOdds);
      }
    });
  }
  return { expected, weights, logLikelihood };
}

/** At the ability that the score shows, with the uncorrected difficulties that belong to it (Wright and Masters 1982). */
const jointExpectations = ({ groups }: KeptAnswers, difficulties: Float64Array): ExpectationWalk => (visit) => {
  for (const group of groups) {
    group.countByScore.forEach((count, score) => {
      if (count === 0) return;
      const ability = abilityOfScore(group.items, difficulties, score);
      const success = Float64Array.from(group.items, (item) => logisticOf(ability - (difficulties[item] as number)));
      visit(group, score, { ifRight: success, ifWrong: success });
    });
  }
};

/** Joint maximum likelihood of the Rasch model: every ability and every difficulty is a parameter; people with all or none right are left out before. Difficulties sum to 0. */
export function raschJoint(kept: KeptAnswers, mostSteps: number): RaschSolution | NoSolution {
  const start = centered(kept.rightCounts.map((count, item) => Math.log(((kept.answerCounts[item] as number) - count) / count)));
  const { at, hasSettled, stepCount } = restingPoint({
    start, tolerance: 1e-9, mostSteps,
    step: (from) => {
      const { expected, weights, logLikelihood } = jointState(kept, from);
      const next = from.map((difficulty, item) => difficulty + Math.max(-1, Math.min(1, ((expected[item] as number) - (kept.rightCounts[item] as number)) / (weights[item] as number))));
      return { next: centered(next), height: logLikelihood };
    },
  });
  if (!hasSettled) return "not-settled";
  const { weights, logLikelihood } = jointState(kept, at);
  return { difficulties: at, standardErrors: weights.map((weight) => 1 / Math.sqrt(weight)), spread: null, expectations: jointExpectations(kept, at), logLikelihood, stepCount };
}
