import { observed, oneToOne } from "./one-to-one.js";

export const calls = {
  behavioralCompliance: [{
    rubric: oneToOne, observations: [observed({ asks: 4, listens: 2, agrees: "not-observed" }), observed({ asks: 3 }, { id: "o2" })],
    denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95, clustering: { intraclassCorrelation: 0.3 },
  }],
  readRubric: [oneToOne],
  rubricHistory: [[oneToOne, { ...oneToOne, version: "1.0.1", title: "One-to-ones" }]],
  rubricStructureHash: [oneToOne],
  rubricHash: [oneToOne],
  rubricScore: [{ rubric: oneToOne, observation: observed({ asks: 4, listens: 5, agrees: "not-observed", "follows-up": 3 }) }],
  rubricVersionChange: [{ before: oneToOne, after: { ...oneToOne, title: "One-to-ones" } }],
};
