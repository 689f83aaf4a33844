import { type Distribution, distributionMoments, distributionQuantile, standardNormalQuantile } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Known = { readonly family: "triangular" | "pert" | "uniform" | "normal" | "lognormal"; readonly min: number; readonly mode: number; readonly max: number; readonly lambda: number; readonly mean: number; readonly sd: number; readonly p10?: number; readonly p90: number; readonly meanlog?: number; readonly sdlog: number };

/** Mean and standard deviation of the logarithm, however the file gives a lognormal quantity. */
function logarithm({ mean, sd, p10, p90, meanlog, sdlog }: Known): readonly [number, number] {
  if (meanlog !== undefined) return [meanlog, sdlog];
  if (p10 !== undefined) return [(Math.log(p10) + Math.log(p90)) / 2, (Math.log(p90) - Math.log(p10)) / (2 * standardNormalQuantile(0.9))];
  const variance = Math.log1p((sd / mean) ** 2);
  return [Math.log(mean) - variance / 2, Math.sqrt(variance)];
}
/** Ours is by mean and standard deviation of the quantity itself. */
function ours(known: Known): Distribution {
  const { family, min, mode, max, mean, sd, lambda } = known;
  switch (family) {
    case "uniform": return { family, min, max };
    case "triangular": return { family, min, mode, max };
    case "pert": return { family, min, mode, max, modeWeight: lambda };
    case "normal": return { family, mean, standardDeviation: sd };
    case "lognormal": {
      const [middle, spread] = logarithm(known);
      const center = Math.exp(middle + spread ** 2 / 2);
      return { family, mean: center, standardDeviation: center * Math.sqrt(Math.expm1(spread ** 2)) };
    }
  }
}
oracle("statistics/finance-distributions.json", {
  mean: (known: Known) => distributionMoments(ours(known)).mean,
  variance: (known: Known) => distributionMoments(ours(known)).variance,
  sd: (known: Known) => distributionMoments(ours(known)).standardDeviation,
  quantiles: (known: Known, want) => Object.fromEntries(Object.keys(want as object).map((p) => [p, distributionQuantile(ours(known), Number(p))])),
  // read backwards: the place where the probability given is reached
  cdfAt: (known: Known, want) => (want as readonly (readonly [number, number])[]).map(([, p]) => [distributionQuantile(ours(known), p), p]),
});

oracle("statistics/distribution-quantiles.json", {
  quantiles: (known: Distribution, want) => (want as readonly (readonly [number, number])[]).map(([p]) => [p, distributionQuantile(known, p)]),
  mean: (known: Distribution) => distributionMoments(known).mean,
  variance: (known: Distribution) => distributionMoments(known).variance,
});
