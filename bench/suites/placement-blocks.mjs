/**
 * Sessions of 30 minutes for agents in ten days of shifts, started on any 15- or 5-minute mark, one at a time with each of the coaches (15 agents to a coach, free 55 % of his half hours):
 * the plan, the gap to the cheapest that leaves out as many, proved by its prices, and how long it takes. At 300 agents the bound of the linear program (npm `highs`) stands beside it.
 */
import { placeAtLeastCostColumns, verifyPlacementColumns } from "../../dist/optimization/index.js";
import { streamOf } from "../random.mjs";

const days = 10;
const halfHours = days * 48;

/** Shifts of 8.5 hours with lunch, coaches' free half hours, and what is needed in each quarter of an hour. */
function callCenter(agentCount, random) {
  const coachCount = Math.ceil(agentCount / 15);
  const shiftStart = new Int8Array(agentCount * days).fill(-1);
  const staff = new Int32Array(halfHours * 2);
  for (let agent = 0; agent < agentCount; agent += 1) {
    const usual = 12 + Math.floor(random() * 17);
    for (let day = 0; day < days; day += 1) {
      if (random() < 0.08) continue;
      const start = Math.min(30, usual + Math.floor(random() * 3));
      shiftStart[agent * days + day] = start;
      for (let half = start; half < start + 17; half += 1) if (half !== start + 8) for (const quarter of [0, 1]) staff[(day * 48 + half) * 2 + quarter] += 1;
    }
  }
  const isFree = new Uint8Array(coachCount * halfHours);
  for (let coach = 0; coach < coachCount; coach += 1) {
    const start = 14 + Math.floor(random() * 6);
    for (let day = 0; day < days; day += 1) for (let half = start; half < start + 17; half += 1) if (random() < 0.55 && half !== start + 8) isFree[coach * halfHours + day * 48 + half] = 1;
  }
  const needed = Float64Array.from(staff, (count, quarter) => {
    const hour = (quarter % 96) / 4;
    return count * (0.97 + 0.05 * (Math.exp(-((hour - 11) ** 2) / 3) + 0.8 * Math.exp(-((hour - 15.5) ** 2) / 4)) + 0.03 * (random() - 0.5));
  });
  return { coachCount, shiftStart, isFree, surplus: Float64Array.from(needed, (count, quarter) => staff[quarter] - count) };
}

/** What a surplus of agents costs in a quarter of an hour: convex, and falling. */
const loss = (surplus) => (surplus >= 0 ? 0.5 / (1 + surplus) : 0.5 - surplus + 0.5 * surplus * surplus);

/** One session for each agent and week. */
export function problemOf(agentCount, stepMinutes) {
  const { coachCount, shiftStart, isFree, surplus } = callCenter(agentCount, streamOf(7));
  const stepsPerHalf = 30 / stepMinutes;
  const stepCount = halfHours * stepsPerHalf;
  const weeks = days / 5;
  const unitCount = agentCount * weeks;
  const tables = Array.from(surplus, (own) => Float64Array.from({ length: coachCount + 1 }, (_, held) => (loss(own - held) - loss(own)) * (stepMinutes / 15)));
  const firstOption = new Uint32Array(unitCount + 1);
  const [step, resource] = [[], []];
  for (let unit = 0; unit < unitCount; unit += 1) {
    const agent = Math.floor(unit / weeks);
    const coach = Math.floor(agent / 15);
    for (let day = (unit % weeks) * 5; day < (unit % weeks) * 5 + 5; day += 1) {
      const start = shiftStart[agent * days + day];
      if (start < 0) continue;
      const isOpen = (half) => half >= start && half < start + 17 && half !== start + 8 && isFree[coach * halfHours + day * 48 + half] === 1;
      for (let half = start; half < start + 17; half += 1) {
        if (!isOpen(half)) continue;
        const starts = half % 48 !== 47 && isOpen(half + 1) ? stepsPerHalf : 1;
        for (let within = 0; within < starts; within += 1) {
          step.push((day * 48 + half) * stepsPerHalf + within);
          resource.push(coach);
        }
      }
    }
    firstOption[unit + 1] = step.length;
  }
  const capacity = new Uint8Array(coachCount * stepCount);
  for (let at = 0; at < capacity.length; at += 1) capacity[at] = isFree[Math.floor(at / stepCount) * halfHours + Math.floor((at % stepCount) / stepsPerHalf)];
  return {
    unitCount, stepCount, trackCount: 1, cellTable: Uint32Array.from({ length: stepCount }, (_, at) => Math.floor(at / (15 / stepMinutes))), costTables: tables,
    unitSteps: new Uint32Array(unitCount).fill(stepsPerHalf),
    loads: { firstLoad: Uint32Array.from({ length: unitCount + 1 }, (_, unit) => unit), track: new Uint32Array(unitCount), size: new Uint32Array(unitCount).fill(1) },
    options: { firstOption, step: Uint32Array.from(step), resource: Uint32Array.from(resource) }, resourceCount: coachCount, resourceCapacity: capacity,
  };
}

/** The linear program of the problem in CPLEX's LP format: the least bound that prices could prove at best. */
function linearProgram({ unitCount, stepCount, cellTable, costTables, unitSteps, options: { firstOption, step, resource }, resourceCapacity }, unplacedCount) {
  const [cells, places, rows, costs, bounds] = [new Map(), new Map(), [], [], []];
  const add = (map, key, term) => map.set(key, [...(map.get(key) ?? []), term]);
  for (let unit = 0; unit < unitCount; unit += 1) {
    const own = [];
    for (let option = firstOption[unit]; option < firstOption[unit + 1]; option += 1) {
      own.push(`x${option}`);
      for (let at = step[option]; at < step[option] + unitSteps[unit]; at += 1) {
        add(places, resource[option] * stepCount + at, `x${option}`);
        add(cells, at, `x${option}`);
      }
    }
    rows.push(`${own.join(" + ")} + out${unit} = 1`);
  }
  rows.push(`${Array.from({ length: unitCount }, (_, unit) => `out${unit}`).join(" + ")} <= ${unplacedCount}`);
  for (const [place, terms] of places) rows.push(`${terms.join(" + ")} <= ${resourceCapacity[place]}`);
  for (const [cell, terms] of cells) {
    const table = costTables[cellTable[cell]];
    const parts = Array.from({ length: table.length - 1 }, (_, held) => `z${cell}_${held}`);
    parts.forEach((part, held) => { costs.push(`${table[held + 1] - table[held]} ${part}`); bounds.push(`${part} <= 1`); });
    rows.push(`${terms.join(" + ")} - ${parts.join(" - ")} = 0`);
  }
  return `Minimize\n obj: ${costs.join("\n + ")}\nSubject To\n ${rows.map((row, at) => `r${at}: ${row.replaceAll(" + ", "\n + ")}`).join("\n ")}\nBounds\n ${bounds.join("\n ")}\nEnd`;
}

const once = (run) => {
  const start = performance.now();
  const answer = run();
  return { answer, seconds: (performance.now() - start) / 1000 };
};

export default async function placementBlocks() {
  const solver = await (await import("highs")).default();
  for (const stepMinutes of [15, 5]) {
    for (const agentCount of [300, 1000, 3000, 10_000]) {
      const problem = problemOf(agentCount, stepMinutes);
      const { answer: { unitOption, prices, totalCost: cost, costBound: bound, unplacedCount: out, unplacedBound: leastOut }, seconds } = once(() => placeAtLeastCostColumns(problem));
      const verified = once(() => verifyPlacementColumns({ problem, unitOption, prices }));
      if (verified.answer.costBound !== bound || verified.answer.totalCost !== cost) throw new Error("the proof checked anew says something else");
      console.log(`${agentCount} agents, starts every ${stepMinutes} minutes (${problem.options.step.length} options): cost ${cost.toFixed(1)}, ${out} left out (at least ${leastOut}), placed and proved in ${seconds.toFixed(2)} s, gap to what leaves out as many ${((100 * (cost - bound)) / cost).toFixed(3)} %; checked anew in ${verified.seconds.toFixed(2)} s`);
      if (agentCount > 300) continue;
      const solution = once(() => solver.solve(linearProgram(problem, out)));
      if (bound > solution.answer.ObjectiveValue * (1 + 1e-6)) throw new Error("the bound is above that of the linear program");
      console.log(`  highs, linear program: bound ${solution.answer.ObjectiveValue.toFixed(1)}, gap ${((100 * (cost - solution.answer.ObjectiveValue)) / cost).toFixed(3)} %, in ${solution.seconds.toFixed(1)} s`);
    }
  }
}
