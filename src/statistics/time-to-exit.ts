/** A chain that moves between places until it leaves them: from each, the chances of a step to every place, row by row, and of leaving. */
export interface ExitingChain {
  readonly moves: Float64Array;
  readonly exits: Float64Array;
}

/**
 * How many steps a chain makes from each place until it has left, on average. Places are taken out one after another; what a place passes on is divided by all that leaves it, never by 1 minus what stays,
 * so that nothing cancels and even the longest times keep their digits.
 * Source: W. Grassmann, M. Taksar, D. Heyman, "Regenerative analysis and steady state distributions for Markov chains", Operations Research 33 (1985).
 */
export function stepsUntilExit({ moves, exits }: ExitingChain): Float64Array {
  const count = exits.length;
  const [move, exit] = [Float64Array.from(moves), Float64Array.from(exits)];
  const steps = new Float64Array(count).fill(1);
  const leaving = new Float64Array(count);
  for (let last = count - 1; last >= 0; last -= 1) {
    let total = exit[last] as number;
    for (let to = 0; to < last; to += 1) total += move[last * count + to] as number;
    leaving[last] = total;
    for (let from = 0; from < last; from += 1) {
      const share = (move[from * count + last] as number) / total;
      for (let to = 0; to < last; to += 1) move[from * count + to] = (move[from * count + to] as number) + share * (move[last * count + to] as number);
      exit[from] = (exit[from] as number) + share * (exit[last] as number);
      steps[from] = (steps[from] as number) + share * (steps[last] as number);
    }
  }
  for (let from = 0; from < count; from += 1) {
    let total = steps[from] as number;
    for (let to = 0; to < from; to += 1) total += (move[from * count + to] as number) * (steps[to] as number);
    steps[from] = total / (leaving[from] as number);
  }
  return steps;
}
