/**
 * Sessions of half an hour in shifts, 1,000 agents × 10 days: our placement with its proof checked, against HiGHS (an LP and MIP solver, in wasm) on the same problem as a linear program.
 * The text of the program is written beforehand and its reading is part of the peer's time, as a host would have it. HIGHS_LONG=1 takes 3,000 agents too.
 */
import { placeAtLeastCostColumns, verifyPlacementColumns } from "../../dist/optimization/index.js";
import { compare, optional } from "../compare.mjs";
import { placementInstance, placementLp } from "../placement-instance.mjs";

const unplaced = 1_000_000;

export default async function placement() {
  const module = await optional("highs");
  for (const agentCount of process.env.HIGHS_LONG === "1" ? [1000, 3000] : [1000]) {
    const problem = placementInstance(agentCount);
    const program = placementLp(problem, unplaced);
    const highs = module === undefined ? undefined : await module.default();
    compare({
      name: `placement ${agentCount}`, input: problem, item: "units", itemCount: ({ unitCount }) => unitCount, rounds: 3,
      same: (own, peer) => Math.abs(own - peer) <= 1e-7 * Math.abs(own),
      own: {
        run: (columns) => {
          const answer = placeAtLeastCostColumns(columns);
          return { answer, proof: verifyPlacementColumns({ problem: columns, unitOption: answer.unitOption, prices: answer.prices }) };
        },
        answer: ({ proof }) => {
          if (!proof.isOptimal) throw new Error("not proven");
          console.log(`${agentCount} agents, ${problem.options.step.length} options: cost ${proof.totalCost}, left out ${proof.unplacedCount}, gap ${proof.gapRatio}`);
          return proof.totalCost + unplaced * proof.unplacedCount;
        },
      },
      peers: { highs: highs === undefined ? undefined : { run: () => highs.solve(program), answer: ({ ObjectiveValue }) => ObjectiveValue } },
    });
  }
}
