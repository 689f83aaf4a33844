/**
 * What a host calls: `placeSessions` on schedules and a forecast as plain JSON, checked, placed and proved, then `verifyPlacement`, against HiGHS on the linear program of the same placement, which it is handed ready-made.
 * PLACE_LARGE=1 shows instead how the call grows to 10,000 agents, and what starts every 15 and 5 minutes cost and prove.
 */
import { placeSessions, verifyPlacement } from "../../dist/wfm/index.js";
import { compare, optional } from "../compare.mjs";
import { placementLp } from "../placement-instance.mjs";
import { shiftRequest } from "../shift-request.mjs";

const unplaced = 1_000_000;

/** The problem that a host's solver would be given. */
function problemOf(request) {
  let problem;
  try {
    placeSessions(request, { solve: (columns) => { problem = columns; return undefined; } });
  } catch (error) {
    if (problem === undefined) throw error;
  }
  return problem;
}

function grow() {
  for (const [agentCount, startEveryMinutes] of [[1000, 30], [3000, 30], [10_000, 30], [300, 15], [1000, 15], [3000, 15], [10_000, 15], [300, 5], [1000, 5], [3000, 5]]) {
    const request = shiftRequest(agentCount, startEveryMinutes);
    const start = performance.now();
    const placement = placeSessions(request);
    const placed = performance.now();
    const { isValid } = verifyPlacement({ request, placement });
    const { proof, unplaced: left } = placement;
    console.log(`${agentCount} agents, starts every ${startEveryMinutes} minutes: ${((placed - start) / 1000).toFixed(2)} s placed and proved, verified anew in ${((performance.now() - placed) / 1000).toFixed(2)} s (${isValid}); adds ${proof.addedLoss.toFixed(2)} lost contacts, ${left.length} left out, ${proof.status}, gap ${proof.gapFraction === null ? "none" : (100 * proof.gapFraction).toFixed(3)} %; resident ${(process.memoryUsage().rss / 2 ** 20).toFixed(0)} MiB`);
  }
}

export default async function placeSessionsSuite() {
  if (process.env.PLACE_LARGE === "1") return grow();
  const module = await optional("highs");
  const highs = module === undefined ? undefined : await module.default();
  const request = shiftRequest(1000);
  const program = placementLp(problemOf(request), unplaced);
  compare({
    name: "place-sessions 1000", input: request, item: "sessions", itemCount: ({ requests }) => requests.length, rounds: 3,
    same: (own, peer) => Math.abs(own - peer) <= 1e-7 * Math.abs(own),
    own: {
      run: (asked) => {
        const placement = placeSessions(asked);
        return { placement, verdict: verifyPlacement({ request: asked, placement }) };
      },
      answer: ({ placement: { proof, unplaced: left }, verdict }) => {
        if (!verdict.isValid || proof.status !== "optimal") throw new Error("not proven");
        return proof.addedLoss + unplaced * left.length;
      },
    },
    peers: { highs: highs === undefined ? undefined : { run: () => highs.solve(program), answer: ({ ObjectiveValue }) => ObjectiveValue } },
  });
}
