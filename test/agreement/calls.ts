import { against, single } from "./gold-clips.js";
import { oneToOne } from "../rubric/one-to-one.js";
import { panelLevels } from "./panel.js";
import { criterion, levelsOf, rubricOf } from "./round-rubric.js";
import { asked, rate } from "./double-score-cases.js";
import { at95, fiveCategories, fourRaters, fromTable, rated, scored, sixByFour } from "./ratings.js";

const [categories, confidenceLevel] = [fiveCategories, 0.95];
const cells = { subjectCount: 3, raterCount: 2, subjects: Uint32Array.of(0, 0, 1, 1, 2, 2), raters: Uint32Array.of(0, 1, 1, 0, 0, 1) };
const two = { categories: [1, 2], ratings: fromTable([[4, 1], [2, 6]]), ...at95 };

const severity = { ...against([[1, 0], [0, -1], [1, 0], [1, 1], [0, 0], [1, 0], [1, 0], [2, 0], [1, -1], [1, 0]]), confidenceLevel };
const moved = against(single([0, 1, 0, -1, 0, 0, 1, -1, 0, 0, 1, 2, 1, 1, 2, 1, 1, 1, 2, 1]));
const drift = { ...moved, ratings: moved.ratings.map((rating, clip) => ({ ...rating, ratedAt: `2026-10-${String(clip + 10)}T09:00:00Z` })), confidenceLevel, baseline: { kind: "first-clips", clipCount: 10 }, spread: { kind: "own" } };

export const calls = {
  agreementBenchmark: [{ scale: "koo-li", estimate: 0.8, confidence: { lower: 0.6, upper: 0.9, level: 0.95 } }],
  brennanPrediger: [{ categories, ratings: rated(fourRaters), weights: "linear", confidenceLevel }],
  calibrateRaters: [{ rubric: oneToOne, ratings: panelLevels({ severities: [0.5, 0, -0.5], criterionIds: ["asks", "listens"], subjectCount: 12, seed: 1 }), method: "many-facet-rasch", confidenceLevel, rule: { certainZ: 3 } }],
  calibrationChange: [{
    rubric: rubricOf(criterion("listens"), criterion("asks")), before: levelsOf(["134", "421", "233", "1.4"]), after: [...levelsOf(["334", "221", "233"]), ...levelsOf(["333"], { criterionId: "asks" })],
    gold: [{ subjectId: "clip-000", criterionId: "listens", level: 3 }, { subjectId: "clip-001", criterionId: "listens", level: 2 }], confidenceLevel, bootstrap: { seed: 3, replicateCount: 2000 },
  }],
  categoryAgreementColumns: [{ ...cells, categoryCount: 3, categories: Uint8Array.of(0, 0, 1, 2, 2, 2), coefficient: { kind: "gwet-agreement", weights: "ordinal" }, confidenceLevel }],
  chooseDoubleScores: [asked([rate("a", "ana", 1), rate("b", "ana", 3), rate("b", "ben", 2)])],
  coachStanding: [{
    requirements: [{ id: "calibrated", kind: "calibration", everyDays: 90, acceptsWatch: true, isDueBeforeFirstSession: true }, { id: "holds", kind: "certificate", certificateId: "icf", isDueBeforeFirstSession: false }],
    coaches: [{ id: "ana" }, { id: "ben", firstSessionDate: "2027-06-14" }],
    records: { assessments: [], calibrations: [{ id: "r1", coachId: "ana", calibratedDate: "2027-03-15", verdict: "watch" }], sessions: [], certificates: [{ id: "r2", coachId: "ana", certificateId: "icf", issuedDate: "2026-01-01", expiresDate: null }] },
    asOfDate: "2027-06-01", dueWithinDays: 14,
  }],
  cohenKappa: [{ ...two, weights: [[1, 0.2], [0.2, 1]], bootstrap: { seed: 3, replicateCount: 2000 } }],
  divergingRatings: [{
    rubric: rubricOf(criterion("listens", [1, 2, 3, 4], { mustPass: { minimumLevel: 2 } })), ratings: levelsOf(["14.", "22.", "234", ".13"]), leastStepCount: 2, thirdRaterIds: ["rater-2", "eve"],
    participants: [{ subjectId: "clip-000", participantId: "p" }], conflicts: [{ raterId: "eve", participantId: "p" }], confidenceLevel,
  }],
  fleissKappa: [{ categories, ratings: rated(fourRaters), confidenceLevel }],
  gwetAgreement: [{ categories, ratings: rated(fourRaters), weights: "quadratic", confidenceLevel }],
  internalConsistency: [{ itemIds: ["a", "b", "c"], scores: [[1, 2, 2], [3, 3, 4], [2, 3, 3], [4, 4, 5], [5, null, 5]], confidenceLevel }],
  intraclassCorrelation: [{ form: "ICC(2,k)", ratings: scored(sixByFour), confidenceLevel }],
  krippendorffAlpha: [{ scale: "ordinal", categories, ratings: rated(fourRaters), confidenceLevel }],
  measurementError: [{ standardDeviation: 2, reliability: 0.9, confidenceLevel }],
  percentAgreement: [two],
  planCalibrationRound: [{
    raters: [{ raterId: "ana" }, { raterId: "ben", ratingLimit: 3 }, { raterId: "cem" }, { raterId: "dee" }], ratersPerSubject: 2, ratersPerGoldSubject: 3, seed: 5,
    subjects: [{ subjectId: "a", isGold: true }, { subjectId: "b", stratumId: "objections" }, { subjectId: "c", participantId: "p" }, { subjectId: "d" }], conflicts: [{ raterId: "cem", participantId: "p" }], alreadyRated: [{ raterId: "dee", subjectId: "d" }],
  }],
  raterAgreement: [{ scale: "interval", isMeanUsed: true, ratings: scored(sixByFour), confidenceLevel }],
  raterDrift: [drift],
  raterSeverity: [severity],
  scoreAgreementColumns: [{ ...cells, scores: Float64Array.of(1, 2, 4, 4, 3, 5), coefficient: { kind: "intraclass-correlation", form: "ICC(1,1)" }, confidenceLevel }],
  scottPi: [two],
};
