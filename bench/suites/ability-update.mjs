/**
 * Elo's rule over 200,000 outcomes of 10,000 people at 10,000 items, in their order. elo-rating works on chess points and rounds every rating to whole points,
 * so its ratings may stray by some points from ours; a step of 0.2 log-odds is its K of 34.7.
 */
import { eloRatingColumns, eloRatings } from "../../dist/psychometrics/index.js";
import { compare, optional } from "../compare.mjs";

const count = 10_000;
const outcomeCount = 200_000;
const pointsPerLogit = 400 / Math.LN10;
const step = 0.2;

function history() {
  let state = 9;
  const below = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * limit);
  };
  return {
    personLogits: Float64Array.from({ length: count }, () => below(4000) / 1000 - 2), itemLogits: Float64Array.from({ length: count }, () => below(4000) / 1000 - 2),
    persons: Uint32Array.from({ length: outcomeCount }, () => below(count)), items: Uint32Array.from({ length: outcomeCount }, () => below(count)),
    scores: Float64Array.from({ length: outcomeCount }, () => (below(10) < 7 ? 1 : 0)), step, itemStep: step,
  };
}

function oneByOne({ personLogits, itemLogits, persons, items, scores }) {
  const [people, things] = [personLogits.slice(), itemLogits.slice()];
  scores.forEach((score, at) => {
    const after = eloRatings({ scale: "logits", rating: people[persons[at]], opponentRating: things[items[at]], score, step, opponentStep: step });
    people[persons[at]] = after.rating;
    things[items[at]] = after.opponentRating;
  });
  return { personLogits: people };
}

function eloRatingPackage(EloRating, { personLogits, itemLogits, persons, items, scores }) {
  const [people, things] = [personLogits, itemLogits].map((ratings) => Array.from(ratings, (rating) => Math.round(1500 + rating * pointsPerLogit)));
  for (let at = 0; at < scores.length; at += 1) {
    const after = EloRating.calculate(people[persons[at]], things[items[at]], scores[at] === 1, step * pointsPerLogit);
    people[persons[at]] = after.playerRating;
    things[items[at]] = after.opponentRating;
  }
  return { personLogits: Float64Array.from(people, (points) => (points - 1500) / pointsPerLogit) };
}

export default async function abilityUpdate() {
  const eloRating = await optional("elo-rating");
  const input = history();
  const sample = { ...input, persons: input.persons.slice(0, 10_000), items: input.items.slice(0, 10_000), scores: input.scores.slice(0, 10_000) };
  const EloRating = eloRating?.default ?? eloRating;
  compare({
    name: "ability-update", input, item: "outcomes", itemCount: ({ scores }) => scores.length,
    // five points on average: each of some twenty roundings of a rating is half a point at most
    same: (own, peer) => own.reduce((sum, rating, person) => sum + Math.abs(rating - peer[person]), 0) / count < 5 / pointsPerLogit,
    own: { run: eloRatingColumns, answer: ({ personLogits }) => personLogits },
    peers: {
      "one-by-one": { run: oneByOne, answer: ({ personLogits }) => personLogits, input: sample },
      "elo-rating": eloRating && { run: (history) => eloRatingPackage(EloRating, history), answer: ({ personLogits }) => personLogits },
    },
  });
}
