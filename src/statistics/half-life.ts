/** Successes among trials of one age: time since the last start. */
interface AgedTrials {
  readonly age: number;
  readonly successes: number;
  readonly trials: number;
}
/** Members whose half-lives are alike, and what is believed of them beforehand. */
export interface HalfLifeSample {
  readonly members: readonly (readonly AgedTrials[])[];
  /** The center that the half-lives of such members are believed to have, in the unit of the ages. */
  readonly priorHalfLife: number;
  /** Two of three members lie within this ratio of their center, and the center within it of the prior: 1.5 or more. */
  readonly spreadRatio: number;
}
/** What is believed of one member, over a grid of first shares and half-lives. */
export interface HalfLifeBelief {
  /** The quantile of something that follows from first share and half-life. */
  readonly quantiles: (valueOf: (first: number, halfLife: number) => number, probabilities: readonly number[]) => readonly number[];
  /** Whether the member's own trials took away half or more of the variance of its log half-life. */
  readonly isOwn: boolean;
  /** Whether the other members took away half or more of the variance of the center. */
  readonly isPooled: boolean;
  /** Whether no half-life of the grid fits the member's own trials better than the longest. */
  readonly isFadingUnseen: boolean;
}

/** Half-lives of the grid, as doublings of the prior: six either way in steps of a fifth. */
const doublings = /* @__PURE__ */ Array.from({ length: 61 }, (_, index) => (index - 30) / 5);
/** First shares of the grid: the middles of 32 equal parts. */
const firsts = /* @__PURE__ */ Array.from({ length: 32 }, (_, index) => (index + 0.5) / 32);

const normalized = (weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
};
/** Weights from their logs, which may lie far below what a number holds. */
const fromLogs = (logs: readonly number[]): readonly number[] => {
  const highest = logs.reduce((most, log) => Math.max(most, log), -Infinity);
  return normalized(logs.map((log) => Math.exp(log - highest)));
};
const dot = (left: readonly number[], right: readonly number[]): number => left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
function varianceOf(weights: readonly number[]): number {
  const mean = dot(weights, doublings);
  return dot(weights, doublings.map((value) => (value - mean) ** 2));
}

/** How well each cell of the grid fits, 1 at the best: row by row of half-lives. */
function fitOf(trials: readonly AgedTrials[], priorHalfLife: number): readonly (readonly number[])[] {
  const logs = doublings.map((doubling) => {
    const halfLife = priorHalfLife * 2 ** doubling;
    return firsts.map((first) => trials.reduce((sum, { age, successes, trials: n }) => {
      const logShare = Math.log(first) - (age / halfLife) * Math.LN2;
      return sum + successes * logShare + (n - successes) * Math.log1p(-Math.exp(logShare));
    }, 0));
  });
  const highest = logs.flat().reduce((most, log) => Math.max(most, log), -Infinity);
  return logs.map((row) => row.map((log) => Math.exp(log - highest)));
}

/** Quantiles of weighted values, between the middles of their weights. */
function weightedQuantiles(values: readonly number[], weights: readonly number[], probabilities: readonly number[]): readonly number[] {
  const order = values.map((value, index) => ({ value, weight: weights[index] ?? 0 })).filter(({ weight }) => weight > 1e-9).sort((left, right) => left.value - right.value);
  let below = 0;
  const middles = order.map(({ value, weight }) => {
    below += weight;
    return { value, at: below - weight / 2 };
  });
  return probabilities.map((probability) => {
    const target = probability * below;
    const next = middles.findIndex(({ at }) => at >= target);
    const [left, right] = [middles[next < 0 ? middles.length - 1 : Math.max(next - 1, 0)], middles[next < 0 ? middles.length - 1 : next]];
    if (left === undefined || right === undefined) throw new Error("a grid has cells");
    return right.at === left.at ? right.value : left.value + ((right.value - left.value) * (target - left.at)) / (right.at - left.at);
  });
}

/**
 * What is believed of each member's share s · 2^(−t ÷ h) after its trials, those of the others and the prior: a Bayesian fit over a grid.
 * s: the share at age 0, uniform beforehand; t: age; h: half-life, log-normal about the members' center m; m: log-normal about the prior. Successes are binomial.
 */
export function halfLifeBeliefs({ members, priorHalfLife, spreadRatio }: HalfLifeSample): readonly HalfLifeBelief[] {
  const spread = Math.log2(spreadRatio);
  const bell = (distance: number): number => Math.exp(-0.5 * (distance / spread) ** 2);
  const about = doublings.map((center) => normalized(doublings.map((doubling) => bell(doubling - center))));
  const prior = normalized(doublings.map(bell));
  const fits = members.map((trials) => {
    const cells = fitOf(trials, priorHalfLife);
    const own = cells.map((row) => row.reduce((sum, cell) => sum + cell, 0));
    return { cells, own, evidence: about.map((weights) => dot(weights, own)) };
  });
  const logCenter = prior.map((weight, index) => fits.reduce((sum, { evidence }) => sum + Math.log(evidence[index] ?? 0), Math.log(weight)));
  return fits.map(({ cells, own, evidence }): HalfLifeBelief => {
    // the center by the others alone: what a member says of it counts once
    const center = fromLogs(logCenter.map((log, index) => log - Math.log(evidence[index] ?? 0)));
    const before = doublings.map((_, place) => center.reduce((sum, weight, index) => sum + weight * (about[index]?.[place] ?? 0), 0));
    const after = normalized(own.map((fit, place) => fit * (before[place] ?? 0)));
    const weights = normalized(cells.flatMap((row, place) => row.map((cell) => cell * (before[place] ?? 0))));
    return {
      quantiles: (valueOf, probabilities) => weightedQuantiles(doublings.flatMap((doubling) => firsts.map((first) => valueOf(first, priorHalfLife * 2 ** doubling))), weights, probabilities),
      isOwn: varianceOf(after) <= varianceOf(before) / 2,
      isPooled: varianceOf(center) <= varianceOf(prior) / 2,
      isFadingUnseen: own.every((fit) => fit <= (own.at(-1) ?? 0)),
    };
  });
}
