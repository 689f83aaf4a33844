/** How the exact placement with its proof grows: 1,000 to 100,000 agents × 10 days, up to five million options, with what it holds in memory. */
import { placeAtLeastCostColumns, verifyPlacementColumns } from "../../dist/optimization/index.js";
import { placementInstance } from "../placement-instance.mjs";

const timed = (run) => {
  const start = performance.now();
  const answer = run();
  return { answer, milliseconds: performance.now() - start };
};
const mebibytes = (bytes) => (bytes / 2 ** 20).toFixed(0);

export default function placementLarge() {
  placeAtLeastCostColumns(placementInstance(1000));
  for (const agentCount of [1000, 10_000, 30_000, 100_000]) {
    const problem = placementInstance(agentCount);
    const before = process.memoryUsage();
    const place = timed(() => placeAtLeastCostColumns(problem));
    const after = process.memoryUsage();
    const { unitOption, prices } = place.answer;
    const check = timed(() => verifyPlacementColumns({ problem, unitOption, prices }));
    if (!check.answer.isOptimal) throw new Error(`${agentCount}: not proven`);
    console.log(`${agentCount} agents, ${problem.options.step.length} options: ${place.milliseconds.toFixed(0)} ms placed and proven, checked anew in ${check.milliseconds.toFixed(0)} ms; cost ${check.answer.totalCost.toFixed(4)}, ${check.answer.unplacedCount} left out, gap ${check.answer.gapRatio.toExponential(1)}; heap and arrays ${mebibytes(after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers)} MiB more, resident ${mebibytes(after.rss)} MiB`);
  }
}
