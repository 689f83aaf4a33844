import { homeworkIndexColumns, matchHomework, overrideMatch } from "coachkit/homework";
import { attemptAt, bank, newLeader, person, rated, request, speaker, why } from "./leaders.js";

const fading = { ...newLeader, skills: newLeader.skills.map((skill) => ({ ...skill, standardErrorLogits: 0.5, lastOutcomeAt: "2026-09-05T07:00:00Z" })) };
const graded = Array.from({ length: 40 }, (_, index) => ({ attempt: { ...rated(1 + (index % 5)), id: `a${String(index)}`, participantId: `p${String(index)}` }, abilityLogits: -1, standardErrorLogits: 0.6 }));

const override = { match: matchHomework(request(newLeader)), itemId: "H2", coachId: "c1", reason: "She speaks on Friday.", at: "2026-10-05T09:00:00Z" };
const seeker = { ability: speaker, purpose: "stretch", language: "en", availableMinutes: 30, history: [] };

export const calls = {
  abilityAt: [{ ability: fading, at: "2026-10-05T07:00:00Z", forgetting: { halfLifeDays: 90 } }],
  abilityConfidence: [0.6],
  calibrateHomework: [{ bank, attempts: graded, confidenceLevel: 0.95 }],
  difficultyVerdict: [{ probability: 0.6, band: { lowerProbability: 0.5, targetProbability: 0.65, upperProbability: 0.75 } }],
  gradedOutcome: [{ attempt: rated(4) }],
  homeworkChoiceColumns: [{ index: homeworkIndexColumns({ difficultyLogits: Float64Array.of(0, 1, -1) }), abilityLogits: Float64Array.of(0.5, 1), band: { lowerProbability: 0.5, targetProbability: 0.65, upperProbability: 0.75 }, capacities: Uint32Array.of(1, 1, 0) }],
  homeworkIndexColumns: [{ difficultyLogits: Float64Array.of(0, 1, -1), discriminations: Float64Array.of(1, 2, 1) }],
  matchCohort: [{ bank, members: [seeker, { ...seeker, ability: newLeader }], cohortExposure: { participantCount: 2, maximumFraction: 0.5, items: [] }, order: { kind: "fewest-candidates" }, at: "2026-10-05T07:00:00Z" }],
  homeworkBankFromCsv: [{ id: "b", skillsCsv: "id,title\nvision,Vision talk", itemsCsv: "id,version,title,loads,discrimination,combine,durationMinutes,languages\nh1,1,Why,vision:1@-1.8,1,compensatory,20,en", separator: "," }],
  homeworkBankToCsv: [{ bank, separator: ";" }],
  matchHomework: [request(speaker)],
  overrideMatch: [override],
  overrideSummary: [{ overrides: [{ override: overrideMatch(override), outcome: 0.75 }], followed: [{ participantId: "p1", itemId: "H1", at: "2026-10-05T09:00:00Z", probability: 0.69, outcome: 1 }], confidenceLevel: 0.95 }],
  readHomeworkBank: [bank],
  recalibratedBank: [{ bank, changes: [{ itemId: "H1", version: 1, difficultyLogits: -1.2 }] }],
  recenterDifficulties: [{ bank, reference: { ...bank, items: bank.items.slice(1) }, abilities: [speaker] }],
  replayAttempts: [{ ability: fading, bank, attempts: [rated(4), { ...rated(2), id: "a2", itemId: "H3" }], method: "glicko" }],
  startingAbility: [{ participantId: "p1", skills: [{ skillId: "vision", intake: { source: "feedback-360", score: 2.2, lowestScore: 1, highestScore: 5 } }, { skillId: "delivery" }] }],
  successBand: ["practice"],
  successProbability: [{ item: why, ability: newLeader }],
  updateAbility: [{ ability: fading, item: why, attempt: rated(4), method: "glicko" }],
  updateChains: [{ abilities: { first: newLeader, second: person("new-leader", 0, 0, 1) }, items: { first: why, second: why }, attempt: { ...attemptAt, selfReport: "too-easy" }, chosenBy: "second", itemStepLogits: 0.2 }],
};
