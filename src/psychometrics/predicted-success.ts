/**
 * The success that a person's other answers foretell at an item: with h the posterior over the nodes from all answers, the posterior without this one is h ÷ P (right) or h ÷ (1 − P) (wrong), so that
 * P̂ = 1 ÷ Σ h ÷ P where the answer was right, and 1 − P̂ = 1 ÷ Σ h ÷ (1 − P) where it was wrong.
 * Residuals against it have mean 0 and variance P̂(1 − P̂) under the model, however short the test; against an ability that the answer itself helped to estimate they would be too small.
 * `successes` holds the probability of success, items times nodes.
 */
export function predictedSuccess(posterior: Float64Array, successes: Float64Array, { item, isRight }: { readonly item: number; readonly isRight: boolean }): number {
  const nodeCount = posterior.length;
  let sum = 0;
  for (let node = 0; node < nodeCount; node += 1) {
    const share = posterior[node] as number;
    if (share < 1e-15) continue;
    const success = successes[item * nodeCount + node] as number;
    sum += share / (isRight ? success : 1 - success);
  }
  return isRight ? 1 / sum : 1 - 1 / sum;
}
