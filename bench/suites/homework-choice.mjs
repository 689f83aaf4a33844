/**
 * A homework for each of 10,000 people out of 10,000 items, the nearest to a chance of .8 in log-odds.
 * Against a scan of all items for each person as it is written at first (the chance of each item, and its log-odds), and against one that saves the exponential and the logarithm;
 * with a cap of two people an item as well, and with five discriminations. Choices are compared before anything is timed: the capped ones for all people, since the last ones find little left.
 */
import { homeworkChoiceColumns, homeworkIndexColumns, successBand } from "../../dist/homework/index.js";
import { compare } from "../compare.mjs";

const itemCount = 10_000;
const personCount = 10_000;
const band = successBand("practice");
const target = Math.log(band.targetProbability / (1 - band.targetProbability));

function drawn(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    let bits = state ^ (state >>> 16);
    bits = Math.imul(bits, 0x21f0aaad);
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
  };
}

function chances(discriminations, difficulties, left, ability) {
  let [best, distance] = [-1, Infinity];
  for (let item = 0; item < difficulties.length; item += 1) {
    if (left !== undefined && left[item] === 0) continue;
    const chance = 1 / (1 + Math.exp(-discriminations[item] * (ability - difficulties[item])));
    const apart = Math.abs(Math.log(chance / (1 - chance)) - target);
    if (apart < distance) [best, distance] = [item, apart];
  }
  return best;
}

function logOdds(discriminations, difficulties, left, ability) {
  let best = -1;
  let distance = Infinity;
  for (let item = 0; item < difficulties.length; item += 1) {
    if (left !== undefined && left[item] === 0) continue;
    const apart = Math.abs(discriminations[item] * (ability - difficulties[item]) - target);
    if (apart < distance) {
      best = item;
      distance = apart;
    }
  }
  return best;
}

const scanned = (nearest) => ({ columns: { difficultyLogits, discriminations }, abilityLogits, capacities }) => {
  const left = capacities?.slice();
  return Array.from(abilityLogits, (ability) => {
    const item = nearest(discriminations, difficultyLogits, left, ability);
    if (left !== undefined && item >= 0) left[item] -= 1;
    return item;
  });
};

function cohort({ cap, discriminationCount }) {
  const next = drawn(9);
  const difficultyLogits = Float64Array.from({ length: itemCount }, () => 6 * next() - 3);
  const discriminations = Float64Array.from({ length: itemCount }, () => 1 + Math.floor(next() * discriminationCount) / 4);
  const abilityLogits = Float64Array.from({ length: personCount }, () => 5 * next() - 2.5);
  const columns = { difficultyLogits, discriminations };
  return { columns, index: homeworkIndexColumns(columns), abilityLogits, ...(cap === undefined ? {} : { capacities: new Uint32Array(itemCount).fill(cap) }) };
}

const own = ({ index, abilityLogits, capacities }) => homeworkChoiceColumns({ index, abilityLogits, band, ...(capacities === undefined ? {} : { capacities }) });

export default function homeworkChoice() {
  for (const [title, shape] of [["one discrimination", { discriminationCount: 1 }], ["one discrimination, at most two people an item", { discriminationCount: 1, cap: 2 }], ["five discriminations, at most two people an item", { discriminationCount: 5, cap: 2 }]]) {
    console.log(title);
    const input = cohort(shape);
    const choices = own(input).items;
    if (!scanned(logOdds)(input).every((item, person) => item === choices[person])) throw new Error("a scan chooses differently");
    const sample = { ...input, abilityLogits: input.abilityLogits.slice(0, 100) };
    compare({
      name: "homework-choice", input, item: "people", itemCount: ({ abilityLogits }) => abilityLogits.length,
      own: { run: own, answer: ({ items }) => [...items] },
      peers: {
        scan: { run: scanned(chances), input: sample },
        "scan-log-odds": { run: scanned(logOdds), input: sample },
        "with-index": { run: ({ columns, ...rest }) => own({ ...rest, index: homeworkIndexColumns(columns) }), answer: ({ items }) => [...items] },
      },
    });
  }
}
