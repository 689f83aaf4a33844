import type { NoEstimate } from "./estimate.js";
import { FULL_LEVERAGE, NO_PART, type Scatter, type Spread } from "./regression-spread.js";
import { type Eigen, eigenOf } from "./symmetric-eigen.js";
import { dotProduct } from "./vector.js";

type Clusters = NonNullable<Scatter["clusters"]>;

/** Sums over each cluster's rows: of direction times residual, cluster by cluster, and of leverages. */
function clusterSums({ basis: { directions }, residuals, leverages }: Scatter, { places, count }: Clusters): { readonly scores: Float64Array; readonly traces: Float64Array } {
  const size = directions.length;
  const scores = new Float64Array(count * size);
  const traces = new Float64Array(count);
  for (let row = 0; row < places.length; row += 1) {
    const cluster = places[row] as number;
    const residual = residuals[row] as number;
    traces[cluster] = (traces[cluster] as number) + (leverages[row] as number);
    for (let at = 0; at < size; at += 1) scores[cluster * size + at] = (scores[cluster * size + at] as number) + ((directions[at] as Float64Array)[row] as number) * residual;
  }
  return { scores, traces };
}

/** The rows of each cluster, one cluster after the other: those of cluster c from `starts[c]` up to `starts[c + 1]`. */
function rowsByCluster({ places, count }: Clusters): { readonly rows: Uint32Array; readonly starts: Uint32Array } {
  const starts = new Uint32Array(count + 1);
  for (const place of places) starts[place + 1] = (starts[place + 1] as number) + 1;
  for (let cluster = 0; cluster < count; cluster += 1) starts[cluster + 1] = (starts[cluster + 1] as number) + (starts[cluster] as number);
  const next = starts.slice();
  const rows = new Uint32Array(places.length);
  for (let row = 0; row < places.length; row += 1) {
    const place = places[row] as number;
    rows[next[place] as number] = row;
    next[place] = (next[place] as number) + 1;
  }
  return { rows, starts };
}

/** Products of the directions over some rows. */
function productsOver(directions: readonly Float64Array[], rows: Uint32Array): Float64Array {
  const size = directions.length;
  const products = new Float64Array(size * size);
  for (let left = 0; left < size; left += 1) {
    for (let right = left; right < size; right += 1) {
      let sum = 0;
      for (const row of rows) sum += ((directions[left] as Float64Array)[row] as number) * ((directions[right] as Float64Array)[row] as number);
      products[left * size + right] = sum;
      products[right * size + left] = sum;
    }
  }
  return products;
}

/** A place on the axes of a cluster: its products with their vectors. */
function onAxes({ vectors }: Eigen, place: Float64Array): Float64Array {
  const size = place.length;
  return place.map((_, axis) => {
    let sum = 0;
    for (let at = 0; at < size; at += 1) sum += (vectors[at * size + axis] as number) * (place[at] as number);
    return sum;
  });
}

const noRows = { rows: new Uint32Array(0), starts: new Uint32Array(0) };

/** Σ over clusters (place · score)². */
function plainVariance(scores: Float64Array, place: Float64Array): number {
  const size = place.length;
  let variance = 0;
  for (let start = 0; start < scores.length; start += size) {
    let pull = 0;
    for (let at = 0; at < size; at += 1) pull += (place[at] as number) * (scores[start + at] as number);
    variance += pull * pull;
  }
  return variance;
}

/** What one combination of coefficients gathers over the clusters. */
interface Gathering {
  readonly place: Float64Array;
  readonly square: number;
  variance: number;
  isLone: boolean;
  /** Σ Ωgg, Σ of what is left of Σ Ωgh² beside the products of `reach`, and Σ reach reachᵀ. */
  trace: number;
  rest: number;
  readonly reach: Float64Array;
}

/**
 * One cluster's part in the bias-reduced variance and its degrees of freedom.
 * On the axes of the cluster's hat matrix, with eigenvalue λ, scores grow by (1 − λ)^−½; an axis with λ = 1 has no residual and is left out.
 * With u the place so grown: Ωgg = u'Λu − |Λu|², Ωgh = −(Λu)g'(Λu)h.
 */
function gatherReduced(gathering: Gathering, eigen: Eigen, score: Float64Array): void {
  const size = score.length;
  const grown = onAxes(eigen, gathering.place);
  let [own, across] = [0, 0];
  let pull = 0;
  const reached = new Float64Array(size);
  const scoreOnAxes = onAxes(eigen, score);
  for (let axis = 0; axis < size; axis += 1) {
    const value = eigen.values[axis] as number;
    if (value > FULL_LEVERAGE) continue;
    const amount = (grown[axis] as number) / Math.sqrt(1 - value);
    pull += amount * (scoreOnAxes[axis] as number);
    own += value * amount * amount;
    across += (value * amount) ** 2;
    for (let at = 0; at < size; at += 1) reached[at] = (reached[at] as number) + (eigen.vectors[at * size + axis] as number) * value * amount;
  }
  gathering.variance += pull * pull;
  gathering.trace += own - across;
  gathering.rest += own * own - 2 * own * across;
  for (let row = 0; row < size; row += 1) for (let column = 0; column < size; column += 1) gathering.reach[row * size + column] = (gathering.reach[row * size + column] as number) + (reached[row] as number) * (reached[column] as number);
}

/** Whether a combination has a part in an axis that only this cluster's rows tell. */
function isAlone({ place, square }: Gathering, eigen: Eigen): boolean {
  const grown = onAxes(eigen, place);
  let part = 0;
  for (let axis = 0; axis < place.length; axis += 1) if ((eigen.values[axis] as number) > FULL_LEVERAGE) part += (grown[axis] as number) ** 2;
  return part > NO_PART * square;
}

/** By what the sum of squared pulls is multiplied for a small sample. */
export const clusterFactor = (kind: "cr0" | "cr1" | "cr2", { clusterCount, rowCount, freedom }: { readonly clusterCount: number; readonly rowCount: number; readonly freedom: number }): number =>
  kind === "cr1" ? (clusterCount / (clusterCount - 1)) * ((rowCount - 1) / freedom) : 1;

/**
 * The spreads of combinations of coefficients where rows of one cluster go together.
 * CR0 as it stands; CR1 times G ÷ (G − 1) · (n − 1) ÷ (n − k); both with G − 1 degrees of freedom. CR2, bias-reduced linearization, with Satterthwaite's.
 * Sources: R. Bell, D. McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage samples", Survey Methodology 28 (2002);
 * J. Pustejovsky, E. Tipton, "Small-sample methods for cluster-robust variance estimation and hypothesis testing in fixed effects models", Journal of Business & Economic Statistics 36 (2018).
 */
export function clusterSpreads(scatter: Scatter & { readonly clusters: Clusters }, kind: "cr0" | "cr1" | "cr2", places: readonly Float64Array[]): readonly (Spread | NoEstimate)[] {
  const { basis: { directions }, clusters, freedom, residuals } = scatter;
  const { count } = clusters;
  const size = directions.length;
  const { scores, traces } = clusterSums(scatter, clusters);
  const isReduced = kind === "cr2";
  const gatherings = places.map((place): Gathering => ({ place, square: dotProduct(place, place), variance: isReduced ? 0 : plainVariance(scores, place), isLone: false, trace: 0, rest: 0, reach: new Float64Array(isReduced ? size * size : 0) }));
  const looked = Array.from({ length: isReduced || traces.some((trace) => trace > FULL_LEVERAGE) ? count : 0 }, (_, cluster) => cluster).filter((cluster) => isReduced || (traces[cluster] as number) > FULL_LEVERAGE);
  const { rows, starts } = looked.length === 0 ? noRows : rowsByCluster(clusters);
  for (const cluster of looked) {
    const eigen = eigenOf(productsOver(directions, rows.subarray(starts[cluster], starts[cluster + 1])), size);
    const score = scores.subarray(cluster * size, (cluster + 1) * size);
    const mayBeLone = (traces[cluster] as number) > FULL_LEVERAGE;
    for (const gathering of gatherings) {
      if (mayBeLone && isAlone(gathering, eigen)) gathering.isLone = true;
      if (isReduced) gatherReduced(gathering, eigen, score);
    }
  }
  const factor = clusterFactor(kind, { clusterCount: count, rowCount: residuals.length, freedom });
  return gatherings.map(({ variance, isLone, trace, rest, reach }) => {
    if (isLone) return { estimate: null, reason: "rests-on-one-cluster", n: 1, needed: 2 };
    return { variance: variance * factor, freedom: isReduced ? Math.max(1, (trace * trace) / (rest + dotProduct(reach, reach))) : count - 1 };
  });
}
