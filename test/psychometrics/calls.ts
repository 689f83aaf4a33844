const rasch = (difficultyLogits: number) => ({ kind: "rasch", difficultyLogits });
const models = [rasch(-1), rasch(0), { kind: "three-parameter", discrimination: 1.3, difficultyLogits: 0.5, guessProbability: 0.2 }, { kind: "graded-response", discrimination: 1.1, thresholdsLogits: [-1, 0.5] }];

export const calls = {
  abilityEstimate: [{ answers: [1, 0, null, 2].map((score, index) => ({ model: models[index], score })), method: { kind: "eap", prior: { meanLogits: 0, standardDeviationLogits: 1 } }, confidenceLevel: 0.95 }],
  itemResponse: [{ model: models[3], abilityLogits: 0.3 }],
  successMargin: [{ probability: 0.8, discrimination: 1.2, guessProbability: 0 }],
  testInformation: [{ models, abilityLogits: 0 }],
};
