import { meanOf } from "../statistics/internal.js";
import type { NoEstimate } from "../statistics/index.js";
import { hasStarted, type WedgeCells } from "./wedge-cells.js";
import { type CellEffect, lastCoefficient } from "./wedge-regression.js";

/** One team at one step: how much it changed from the step before. */
interface StepChange {
  readonly step: number;
  readonly cluster: number;
  readonly isStarter: boolean;
  readonly change: number;
}

const present = (row: readonly (number | null)[], from: number, upTo: number): readonly number[] => row.slice(from, upTo).filter((mean) => mean !== null);

/** At each start, from the periods since the start before it to those until the next: those who start, and those who have not begun. */
function stepChanges({ clusters, periodCount, means }: WedgeCells): readonly StepChange[] {
  const starts = [...new Set(clusters.flatMap(({ startPeriod }) => startPeriod ?? []))].sort((one, other) => one - other);
  return starts.flatMap((start, step) => {
    const [before, next] = [starts[step - 1] ?? 1, starts[step + 1] ?? periodCount + 1];
    const changes = clusters.flatMap((cluster, place): readonly StepChange[] => {
      const row = means[place] ?? [];
      const [earlier, later] = [present(row, before - 1, start - 1), present(row, start - 1, next - 1)];
      if (hasStarted(cluster, start - 1) || earlier.length === 0 || later.length === 0) return [];
      return [{ step, cluster: place, isStarter: cluster.startPeriod === start, change: meanOf(later) - meanOf(earlier) }];
    });
    return changes.some(({ isStarter }) => isStarter) && changes.some(({ isStarter }) => !isStarter) ? changes : [];
  });
}

/**
 * The effect in the first step after a start: how much more those who start change than those who have not begun, step by step, each step's difference weighed by n m ÷ (n + m).
 * Nobody who has begun is a comparison for anybody, which is what makes regressions with period and team alone go wrong where the effect grows.
 */
export function notYetStartedEffect(cells: WedgeCells, confidenceLevel: number): CellEffect | NoEstimate {
  const changes = stepChanges(cells);
  if (changes.length === 0) return { estimate: null, reason: "no-comparison", n: 0, needed: 1 };
  const steps = [...new Set(changes.map(({ step }) => step))];
  const column = (valueOf: (change: StepChange) => number): Float64Array => Float64Array.from(changes, valueOf);
  return lastCoefficient({
    columns: [...steps.map((own) => column(({ step }) => (step === own ? 1 : 0))), column(({ isStarter }) => (isStarter ? 1 : 0))],
    response: column(({ change }) => change), clusters: Uint32Array.from(changes, ({ cluster }) => cluster), clusterCount: cells.clusters.length, n: changes.length, method: "not-yet-started-by-cluster", confidenceLevel,
  });
}
