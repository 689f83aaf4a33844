const table = { itemIds: ["a", "b", "c"], responses: [[1, 0, 0], [0, 1, 0], [1, 1, 0], [0, 0, 1], [1, 0, 1], [1, 1, 0], [1, null, 0], [0, 1, 1], [0, 0, 0], [1, 1, 1]] };
const bytes = { itemIds: table.itemIds, responses: Uint8Array.from(table.responses.flat(), (response) => response ?? 255) };
const elo = { personLogits: Float64Array.of(0), itemLogits: Float64Array.of(0), persons: Uint32Array.of(0), items: Uint32Array.of(0), scores: Float64Array.of(1), step: 0.4, itemStep: 0.2 };
const rasch = (difficultyLogits: number) => ({ kind: "rasch", difficultyLogits });
const models = [rasch(-1), rasch(0), { kind: "three-parameter", discrimination: 1.3, difficultyLogits: 0.5, guessProbability: 0.2 }, { kind: "graded-response", discrimination: 1.1, thresholdsLogits: [-1, 0.5] }];

const ratings = [[3, 2, 1], [4, 2, 2], [2, 3, 0], [1, 2, 1], [3, 0, 2], [0, 1, 0]].flatMap((scores, person) => scores.map((score, rater) => ({ personId: `p${String(person)}`, itemId: `i${String((person + rater) % 2)}`, raterId: `r${String(rater)}`, score })));
const columns = {
  personIds: ["p0", "p1", "p2", "p3", "p4", "p5"], itemIds: ["i0", "i1"], raterIds: ["r0", "r1", "r2"], persons: Uint32Array.from(ratings, (_, index) => Math.floor(index / 3)),
  items: Uint32Array.from(ratings, (_, index) => (Math.floor(index / 3) + (index % 3)) % 2), raters: Uint32Array.from(ratings, (_, index) => index % 3), scores: Float64Array.from(ratings, ({ score }) => score),
};
const scale = { lowestScore: 0, highestScore: 4, confidenceLevel: 0.95 };

export const calls = {
  additiveFacets: [{ ratings, confidenceLevel: 0.95 }],
  additiveFacetsColumns: [{ ...columns, confidenceLevel: 0.95 }],
  abilityEstimate: [{ answers: [1, 0, null, 2].map((score, index) => ({ model: models[index], score })), method: { kind: "eap", prior: { meanLogits: 0, standardDeviationLogits: 1 } }, confidenceLevel: 0.95 }],
  calibrateFacets: [{ ratings, ...scale }],
  calibrateFacetsColumns: [{ ...columns, ...scale }],
  calibrateRasch: [{ ...table, method: { kind: "marginal" }, confidenceLevel: 0.95 }],
  calibrateRaschColumns: [{ ...bytes, method: { kind: "conditional" }, confidenceLevel: 0.95 }],
  calibrateTwoParameter: [{ ...table, confidenceLevel: 0.95 }],
  calibrateTwoParameterColumns: [{ ...bytes, confidenceLevel: 0.95 }],
  eloChains: [{ person: { firstLogits: 0.2, secondLogits: 0.1 }, item: { firstLogits: -0.2, secondLogits: 0 }, chosenBy: "second", score: 1, step: 0.4, itemStep: 0.2 }],
  eloRatingColumns: [elo],
  eloRatings: [{ scale: "logits", rating: -1, opponentRating: -1.8, score: 0.75, step: 1, opponentStep: 0 }],
  glicko2Rating: [{ rating: 1500, deviation: 200, volatility: 0.06, volatilityChange: 0.5, outcomes: [{ opponentRating: 1400, opponentDeviation: 30, score: 1 }] }],
  glickoExpectedScore: [{ scale: "logits", rating: 1, deviation: 0.5, opponentRating: 0, opponentDeviation: 0.2 }],
  glickoRating: [{ scale: "logits", rating: 0.4, deviation: 0.8, outcomes: [{ opponentRating: 0, opponentDeviation: 0.2, score: 0.75, evidenceWeight: 0.5, discrimination: 1.2 }] }],
  idleDeviation: [{ deviation: 0.3, idleDays: 16, deviationPerRootDay: 0.1, largestDeviation: 1 }],
  itemResponse: [{ model: models[3], abilityLogits: 0.3 }],
  raterConnections: [{ ratings }],
  simulateScores: [{ models, abilitiesLogits: [-1, 0, 1], seed: 7 }],
  successMargin: [{ probability: 0.8, discrimination: 1.2, guessProbability: 0 }],
  testInformation: [{ models, abilityLogits: 0 }],
  traceKnowledge: [{ parameters: { initialProbability: 0.3, learnProbability: 0.2, slipProbability: 0.1, guessProbability: 0.2, forgetProbability: 0 }, answers: [1, 0, null, 1, 1], masteryProbability: 0.95 }],
};
