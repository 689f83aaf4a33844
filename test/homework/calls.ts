import { bank, newLeader, rated, request, speaker, why } from "./leaders.js";

export const calls = {
  abilityConfidence: [0.6],
  difficultyVerdict: [{ probability: 0.6, band: { lowerProbability: 0.5, targetProbability: 0.65, upperProbability: 0.75 } }],
  gradedOutcome: [{ attempt: rated(4) }],
  matchHomework: [request(speaker)],
  readHomeworkBank: [bank],
  startingAbility: [{ participantId: "p1", skills: [{ skillId: "vision", intake: { source: "feedback-360", score: 2.2, lowestScore: 1, highestScore: 5 } }, { skillId: "delivery" }] }],
  successBand: ["practice"],
  successProbability: [{ item: why, ability: newLeader }],
  updateAbility: [{ ability: newLeader, item: why, attempt: rated(4), method: "elo" }],
};
