import { type ResponseModel, simulateScores } from "coachkit/psychometrics";
import { normalDraws } from "coachkit/statistics";

/** Answers of people with normal abilities, drawn from a seed. */
export const sampledResponses = (models: readonly ResponseModel[], personCount: number, { seed, abilitySpread = 1 }: { readonly seed: number; readonly abilitySpread?: number }) => ({
  itemIds: models.map((_, index) => `item-${String(index)}`),
  responses: simulateScores({ models, abilitiesLogits: normalDraws({ seed, stream: ["abilities"], count: personCount }).map((draw) => draw * abilitySpread), seed }) as (0 | 1 | null)[][],
});

/** The same answers with a share of them missing, here and there. */
export const withGaps = (responses: readonly (readonly (0 | 1 | null)[])[]) => responses.map((row, person) => row.map((response, item) => ((person * 7 + item * 3) % 11 < 3 ? null : response)));

export const raschModels = (difficulties: readonly number[]): readonly ResponseModel[] => difficulties.map((difficultyLogits) => ({ kind: "rasch", difficultyLogits }));
