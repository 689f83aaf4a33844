import { type FacetRating, type ResponseModel, simulateScores } from "coachkit/psychometrics";
import { normalDraws, uniformDraws } from "coachkit/statistics";

/** Who rates whom, and how harshly. */
export interface RatingDesign {
  readonly severities: readonly number[];
  readonly difficulties: readonly number[];
  readonly steps: readonly number[];
  readonly personCount: number;
  readonly ratersPerPerson: number;
  readonly seed: number;
}

const named = (letter: string, place: number) => `${letter}${String(place).padStart(3, "0")}`;

/** Ratings drawn from a seed: normal abilities, each person rated by some raters at every item. */
export function sampledRatings({ severities, difficulties, steps, personCount, ratersPerPerson, seed }: RatingDesign): readonly FacetRating[] {
  const models = severities.flatMap((severity) => difficulties.map((difficulty): ResponseModel => ({ kind: "generalized-partial-credit", discrimination: 1, stepsLogits: steps.map((step) => step + severity + difficulty) })));
  const scores = simulateScores({ models, abilitiesLogits: normalDraws({ seed, stream: ["abilities"], count: personCount }), seed });
  return scores.flatMap((row, person) => {
    const order = uniformDraws({ seed, stream: ["raters", person], count: severities.length });
    const raters = [...severities.keys()].sort((left, right) => (order[left] ?? 0) - (order[right] ?? 0)).slice(0, ratersPerPerson);
    return raters.flatMap((rater) => difficulties.map((_, item) => ({ personId: named("p", person), itemId: named("i", item), raterId: named("r", rater), score: row[rater * difficulties.length + item] ?? 0 })));
  });
}

/** Ratings from lines such as `ada: kim 3 4, lee 2 -`: scores at the items i0, i1, …; a dash is missing. */
export const ratings = (...lines: readonly string[]): readonly FacetRating[] => lines.flatMap((line) => {
  const [personId = "", given = ""] = line.split(": ");
  return given.split(", ").flatMap((part) => {
    const [raterId = "", ...scores] = part.split(" ");
    return scores.flatMap((score, item) => (score === "-" ? [] : [{ personId, itemId: `i${String(item)}`, raterId, score: Number(score) }]));
  });
});
