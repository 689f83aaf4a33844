import { leastAgents, leastAgentsColumns } from "../dist/wfm/index.js";
import { compare } from "./compare.mjs";
import { streamOf } from "./random.mjs";

const intervalCount = 17_520;
const threshold = 20;
const share = 0.8;
const handleTime = 300;
const questionOf = (offeredErlangs, handleTimeSeconds) => ({ offeredErlangs, handleTimeSeconds, target: { model: "erlang-c", answerWithinSeconds: threshold, serviceLevelFraction: share } });

/** For every number of agents from the load on, Erlang B from the start, then Erlang C, until the service level is reached. */
function restart(load) {
  for (let agents = Math.round(load + 1); ; agents += 1) {
    if (agents <= load) continue;
    let inverse = 1;
    for (let step = 1; step <= agents; step += 1) inverse = 1 + (inverse * step) / load;
    const blocked = 1 / inverse;
    const waits = (agents * blocked) / (agents - load * (1 - blocked));
    if (1 - waits * Math.exp((-(agents - load) * threshold) / handleTime) >= share) return agents;
  }
}
const restarted = (loads) => Uint32Array.from(loads, restart);

/** Side by side on one range of loads: with the table that an earlier call has left, and with one that is made anew in every call. */
export function erlangStaffing({ name, least, most, sampleCount }) {
  const random = streamOf(most);
  const loads = Float64Array.from({ length: intervalCount }, () => least + (most - least) * random());
  const sample = sampleCount === intervalCount ? loads : loads.slice(0, sampleCount);
  const answer = ({ agentCounts }) => agentCounts;
  // a handle time that no call has had before finds no table
  let fresh = handleTime;
  const coldly = (values) => {
    fresh += 1e-7;
    return leastAgentsColumns(questionOf(values, fresh));
  };
  compare({
    name, input: loads, item: "staffing intervals", itemCount: (values) => values.length, rounds: 7,
    own: { run: (values) => leastAgentsColumns(questionOf(values, handleTime)), answer },
    peers: {
      restart: { run: restarted, input: sample },
      "own, one by one": { run: (values) => Uint32Array.from(values, (load) => leastAgents({ ...questionOf(load, handleTime), agents: "whole" }).agentFte), input: loads.slice(0, 500) },
      "own, table made in the call": { run: coldly, answer },
    },
  });
}
