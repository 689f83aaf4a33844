import { inverseOfPositive, logisticOf, logOfOnePlusExp, type NormalNodes, normalNodes, restingPoint, timesVector } from "../statistics/internal.js";
import { predictedSuccess } from "./predicted-success.js";
import type { ExpectationWalk, NoSolution, RaschSolution } from "./rasch-solution.js";
import type { KeptAnswers, ScoreGroup } from "./score-groups.js";

/** What the E-step keeps: at each node, expected people by group, and what they are expected to do. */
interface Expectation {
  /** The probability of success, items times nodes. */
  readonly successes: Float64Array;
  /** Expected people who answered each item, items times nodes. */
  readonly people: Float64Array;
  /** Σ z·(score of the people expected there), over all nodes. */
  readonly scoreMoment: number;
  readonly logLikelihood: number;
}

/** The answers, one set of parameters (easinesses, then the slope σ), and the nodes. */
interface Marginal {
  readonly kept: KeptAnswers;
  readonly parameters: Float64Array;
  readonly nodes: NormalNodes;
}

/** People of one group with one score, and how many there are. */
interface SameScore {
  readonly group: ScoreGroup;
  readonly score: number;
  readonly count: number;
}

/** Success at each node by item, and each group's posterior: p(z | r) ∝ w(z)·e^(rσz) ÷ Π(1 + e^(σz + e_j)). Returns the log-likelihood. */
function visitPosteriors({ kept: { groups, rightCounts }, parameters, nodes: { places, logWeights } }: Marginal, visit: (people: SameScore, posterior: Float64Array) => void): { readonly successes: Float64Array; readonly logLikelihood: number } {
  const nodeCount = places.length;
  const itemCount = rightCounts.length;
  const spread = parameters[itemCount] as number;
  const successes = new Float64Array(itemCount * nodeCount);
  const norms = new Float64Array(itemCount * nodeCount);
  for (let index = 0; index < norms.length; index += 1) {
    const logOdds = spread * (places[index % nodeCount] as number) + (parameters[Math.floor(index / nodeCount)] as number);
    norms[index] = logOfOnePlusExp(logOdds);
    successes[index] = logisticOf(logOdds);
  }
  const base = new Float64Array(nodeCount);
  const posterior = new Float64Array(nodeCount);
  let logLikelihood = rightCounts.reduce((sum, count, item) => sum + count * (parameters[item] as number), 0);
  for (const group of groups) {
    base.set(logWeights);
    for (const item of group.items) for (let node = 0; node < nodeCount; node += 1) base[node] = (base[node] as number) - (norms[item * nodeCount + node] as number);
    group.countByScore.forEach((count, score) => {
      if (count === 0) return;
      let top = -Infinity;
      for (let node = 0; node < nodeCount; node += 1) {
        const log = (base[node] as number) + score * spread * (places[node] as number);
        posterior[node] = log;
        if (log > top) top = log;
      }
      let total = 0;
      for (let node = 0; node < nodeCount; node += 1) total += posterior[node] = Math.exp((posterior[node] as number) - top);
      for (let node = 0; node < nodeCount; node += 1) posterior[node] = (posterior[node] as number) / total;
      logLikelihood += count * (top + Math.log(total));
      visit({ group, score, count }, posterior);
    });
  }
  return { successes, logLikelihood };
}

function expectation(marginal: Marginal): Expectation {
  const { kept, nodes } = marginal;
  const nodeCount = nodes.places.length;
  const people = new Float64Array(kept.rightCounts.length * nodeCount);
  const ofGroup = new Map(kept.groups.map((group) => [group, new Float64Array(nodeCount)]));
  let scoreMoment = 0;
  const { successes, logLikelihood } = visitPosteriors(marginal, ({ group, score, count }, posterior) => {
    const there = ofGroup.get(group) ?? posterior;
    for (let node = 0; node < nodeCount; node += 1) {
      const expected = count * (posterior[node] as number);
      there[node] = (there[node] as number) + expected;
      scoreMoment += score * expected * (nodes.places[node] as number);
    }
  });
  for (const [{ items }, there] of ofGroup) for (const item of items) for (let node = 0; node < nodeCount; node += 1) people[item * nodeCount + node] = (people[item * nodeCount + node] as number) + (there[node] as number);
  return { successes, people, scoreMoment, logLikelihood };
}

/** The M-step: one Newton step of the easinesses e and the common slope σ together; their second derivatives form an arrow, which is solved by its tip. */
function maximization({ kept: { rightCounts }, parameters, nodes: { places } }: Marginal, { successes, people, scoreMoment }: Expectation): Float64Array {
  const itemCount = rightCounts.length;
  const nodeCount = places.length;
  const gradient = Float64Array.from(rightCounts);
  const own = new Float64Array(itemCount);
  const cross = new Float64Array(itemCount);
  let tipGradient = scoreMoment;
  let tip = 0;
  for (let item = 0; item < itemCount; item += 1) {
    for (let node = 0; node < nodeCount; node += 1) {
      const z = places[node] as number;
      const success = successes[item * nodeCount + node] as number;
      const expected = (people[item * nodeCount + node] as number) * success;
      const weight = expected * (1 - success);
      gradient[item] = (gradient[item] as number) - expected;
      own[item] = (own[item] as number) + weight;
      cross[item] = (cross[item] as number) + weight * z;
      tipGradient -= expected * z;
      tip += weight * z * z;
    }
    const share = (cross[item] as number) / (own[item] as number);
    tip -= share * (cross[item] as number);
  }
  for (let item = 0; item < itemCount; item += 1) tipGradient -= ((cross[item] as number) / (own[item] as number)) * (gradient[item] as number);
  const held = (step: number): number => Math.max(-1, Math.min(1, step));
  const slopeStep = held(tipGradient / tip);
  return parameters.map((value, index) => (index === itemCount ? Math.max(1e-3, value + slopeStep) : value + held(((gradient[index] as number) - (cross[index] as number) * slopeStep) / (own[index] as number))));
}

/**
 * Gradient and observed information of the marginal likelihood: I = E[complete information] − Cov[score], summed over groups and scores (Louis 1982).
 * The score of item j is x_j − P_j, that of σ is (r − Σ P_j)·z; within a group only P varies. E[P_j·P_k] is summed over a group's scores before it is multiplied out.
 */
function information(marginal: Marginal): { readonly gradient: Float64Array; readonly matrix: Float64Array } {
  const { kept, nodes } = marginal;
  const itemCount = kept.rightCounts.length;
  const nodeCount = nodes.places.length;
  const size = itemCount + 1;
  const { successes } = visitPosteriors(marginal, () => undefined);
  const gradient = new Float64Array(size);
  gradient.set(kept.rightCounts);
  const matrix = new Float64Array(size * size);
  const add = (row: number, column: number, amount: number): void => { matrix[row * size + column] = (matrix[row * size + column] as number) + amount; };
  const ofGroup = new Map(kept.groups.map((group) => [group, new Float64Array(nodeCount)]));
  const means = new Float64Array(itemCount);
  visitPosteriors(marginal, ({ group, score, count }, posterior) => {
    const there = ofGroup.get(group) ?? posterior;
    means.fill(0);
    let [slopeMean, slopeSquare] = [0, 0];
    for (let node = 0; node < nodeCount; node += 1) {
      const z = nodes.places[node] as number;
      const share = posterior[node] as number;
      there[node] = (there[node] as number) + count * share;
      let expected = 0;
      for (const item of group.items) expected += successes[item * nodeCount + node] as number;
      const slopeScore = (score - expected) * z;
      slopeMean += share * slopeScore;
      slopeSquare += share * slopeScore * slopeScore;
      for (const item of group.items) {
        const success = successes[item * nodeCount + node] as number;
        means[item] = (means[item] as number) + share * success;
        add(item, itemCount, count * share * success * slopeScore);
      }
    }
    gradient[itemCount] = (gradient[itemCount] as number) + count * slopeMean;
    add(itemCount, itemCount, count * (slopeMean * slopeMean - slopeSquare));
    for (const item of group.items) {
      const mean = means[item] as number;
      gradient[item] = (gradient[item] as number) - count * mean;
      add(item, itemCount, -count * mean * slopeMean);
      for (const other of group.items) if (other >= item) add(item, other, count * mean * (means[other] as number));
    }
  });
  for (const [{ items }, there] of ofGroup) {
    for (const item of items) {
      for (let node = 0; node < nodeCount; node += 1) {
        const z = nodes.places[node] as number;
        const expected = (there[node] as number) * (successes[item * nodeCount + node] as number);
        const weight = expected * (1 - (successes[item * nodeCount + node] as number));
        add(item, item, weight);
        add(item, itemCount, weight * z);
        add(itemCount, itemCount, weight * z * z);
      }
      for (const other of items) {
        if (other < item) continue;
        let product = 0;
        for (let node = 0; node < nodeCount; node += 1) product += (there[node] as number) * (successes[item * nodeCount + node] as number) * (successes[other * nodeCount + node] as number);
        add(item, other, -product);
      }
    }
  }
  for (let row = 0; row < size; row += 1) for (let column = 0; column < row; column += 1) matrix[row * size + column] = matrix[column * size + row] as number;
  return { gradient, matrix };
}

/** Each answer foretold from the person's other answers. */
const marginalExpectations = (marginal: Marginal): ExpectationWalk => (visit) => {
  const { successes } = visitPosteriors(marginal, () => undefined);
  visitPosteriors(marginal, ({ group, score }, posterior) => {
    visit(group, score, { ifRight: Float64Array.from(group.items, (item) => predictedSuccess(posterior, successes, { item, isRight: true })), ifWrong: Float64Array.from(group.items, (item) => predictedSuccess(posterior, successes, { item, isRight: false })) });
  });
};

/** Whether people differ more than chance makes them: the second derivative of the likelihood by σ at σ = 0, Σ (r − E r)² − Var r. */
function differs({ groups, rightCounts, answerCounts }: KeptAnswers): boolean {
  const share = rightCounts.map((count, item) => count / (answerCounts[item] as number));
  return groups.reduce((sum, { items, countByScore }) => {
    const expected = items.reduce((total, item) => total + (share[item] as number), 0);
    const variance = items.reduce((total, item) => total + (share[item] as number) * (1 - (share[item] as number)), 0);
    return sum + countByScore.reduce((total, count, score) => total + count * ((score - expected) ** 2 - variance), 0);
  }, 0) > 0;
}

const oddsOfRight = (rightCounts: Float64Array, answerCounts: Float64Array): Float64Array => rightCounts.map((count, item) => Math.log(count / ((answerCounts[item] as number) - count)));

/** People who do not differ: each item by itself, σ = 0. */
function alike({ groups, rightCounts, answerCounts }: KeptAnswers): RaschSolution {
  const share = rightCounts.map((count, item) => count / (answerCounts[item] as number));
  return {
    difficulties: oddsOfRight(rightCounts, answerCounts).map((odds) => -odds),
    standardErrors: share.map((probability, item) => 1 / Math.sqrt((answerCounts[item] as number) * probability * (1 - probability))),
    spread: { standardDeviation: 0, standardError: null },
    expectations: (visit) => { for (const group of groups) group.countByScore.forEach((count, score) => { if (count > 0) { const success = Float64Array.from(group.items, (item) => share[item] as number); visit(group, score, { ifRight: success, ifWrong: success }); } }); },
    logLikelihood: share.reduce((sum, probability, item) => sum + (rightCounts[item] as number) * Math.log(probability) + ((answerCounts[item] as number) - (rightCounts[item] as number)) * Math.log1p(-probability), 0),
    stepCount: 0,
  };
}

/**
 * Marginal maximum likelihood of the Rasch model, abilities normal with mean 0 and free spread σ: logit P = σz + e, difficulty −e.
 * Sum scores stand for people, so that a step costs items times nodes however many people there are. EM, speeded up, then one Newton step with the observed information.
 */
export function raschMarginal(kept: KeptAnswers, nodeCount: number, mostSteps: number): RaschSolution | NoSolution {
  if (!differs(kept)) return alike(kept);
  const nodes = normalNodes(nodeCount);
  const itemCount = kept.rightCounts.length;
  const start = Float64Array.from([...oddsOfRight(kept.rightCounts, kept.answerCounts), 1]);
  const { at, hasSettled, stepCount } = restingPoint({
    start, tolerance: 1e-5, mostSteps,
    step: (from) => {
      const marginal = { kept, parameters: from, nodes };
      const expected = expectation(marginal);
      return { next: maximization(marginal, expected), height: expected.logLikelihood };
    },
  });
  if (!hasSettled) return "not-settled";
  const { gradient, matrix } = information({ kept, parameters: at, nodes });
  const covariance = inverseOfPositive(matrix, itemCount + 1);
  if (covariance === null) return "no-information";
  const newton = timesVector(covariance, gradient);
  // near the top the step is tiny; a large one would leave the place where the information was taken
  const final = newton.every((step) => Math.abs(step) < 0.05) ? at.map((value, index) => value + (newton[index] as number)) : at;
  const errors = Float64Array.from(start, (_, index) => Math.sqrt(covariance[index * (itemCount + 2)] as number));
  return {
    difficulties: final.slice(0, itemCount).map((easiness) => -easiness), standardErrors: errors.slice(0, itemCount),
    spread: { standardDeviation: final[itemCount] as number, standardError: errors[itemCount] as number },
    expectations: marginalExpectations({ kept, parameters: final, nodes }),
    logLikelihood: visitPosteriors({ kept, parameters: final, nodes }, () => undefined).logLikelihood, stepCount,
  };
}
