import { afterMigration, migration } from "./migration.js";
import { observed, oneToOne } from "./one-to-one.js";

const draw = {
  planId: "autumn", seed: 7, startDate: "2027-10-04", weekCount: 2, counts: [{ stratumId: "huddles", count: 2 }],
  opportunities: ["04", "05", "11"].map((day) => ({ id: `s${day}`, date: `2027-10-${day}`, participantId: "p1", stratumId: "huddles" })),
};

export const calls = {
  allocateObservations: [{ totalCount: 40, strata: [{ id: "berlin", opportunityCount: 300 }, { id: "pune", opportunityCount: 200, expectedFraction: 0.9 }], method: "optimal", confidenceLevel: 0.95 }],
  drawChanges: [{ before: draw, after: { ...draw, seed: 8 } }],
  drawObservations: [draw],
  observationBacklog: [{ planned: [{ id: "s1", participantId: "p1", raterId: "c1", weekStartDate: "2027-10-04", dueAt: "2027-10-08T16:00:00Z" }], made: [], asOf: "2027-10-11T09:00:00Z" }],
  observationSampleSize: [{ halfWidthFraction: 0.1, confidenceLevel: 0.95, opportunityCount: 120, designEffect: 1.3 }],
  behavioralCompliance: [{
    rubric: oneToOne, observations: [observed({ asks: 4, listens: 2, agrees: "not-observed" }), observed({ asks: 3 }, { id: "o2" })],
    denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95, clustering: { intraclassCorrelation: 0.3 },
  }],
  masteryRollUp: [{
    scores: [{ observationId: "o1", observedAt: "2027-10-04T09:00:00Z", score: 3 }], lowestScore: 1, highestScore: 5, masteryScore: 3, asOf: "2027-10-06T00:00:00Z",
    method: { kind: "bayesian", priorMean: 2.5, priorStandardDeviation: 1, scoreStandardError: 0.5, weeklyDriftStandardDeviation: 0.1, confidenceLevel: 0.95 },
  }],
  migrateObservations: [{ before: oneToOne, after: afterMigration, migration, observations: [observed({ asks: 4, listens: 2 })] }],
  participantAlikeness: [{
    rubric: oneToOne, confidenceLevel: 0.95,
    observations: Array.from({ length: 12 }, (_, index) => observed({ asks: (index % 3) + 2, listens: (index % 4) + 1 }, { id: `o${String(index)}`, participantId: `p${String(index)}` })),
  }],
  poolRubricScores: [{
    intoVersion: "2.0.0", confidenceLevel: 0.95, scores: [{ observationId: "o1", rubricVersion: "1.0.0", observedAt: "2027-10-04T09:00:00Z", score: 3 }],
    bridges: [{ fromVersion: "1.0.0", pairs: Array.from({ length: 20 }, (_, index) => ({ observationId: `b${String(index)}`, fromScore: index % 5, intoScore: (index % 5) + (index % 3) })) }],
  }],
  readRubric: [oneToOne],
  rubricHistory: [[oneToOne, { ...oneToOne, version: "1.0.1", title: "One-to-ones" }]],
  rubricStructureHash: [oneToOne],
  rubricHash: [oneToOne],
  rubricScore: [{ rubric: oneToOne, observation: observed({ asks: 4, listens: 5, agrees: "not-observed", "follows-up": 3 }) }],
  rubricVersionChange: [{ before: oneToOne, after: { ...oneToOne, title: "One-to-ones" } }],
};
