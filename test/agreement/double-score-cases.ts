import { chooseDoubleScores, type DoubleScoreChoice, type DoubleScoreRequest, type RatedLevel, type UnsureDecision } from "coachkit/agreement";
import type { Criterion, Rubric } from "coachkit/rubric";

export const criterion = (id: string, levels: readonly number[], more: Partial<Criterion> = {}): Criterion =>
  ({ id, title: id, weight: 1, levels: levels.map((level) => ({ level, title: `Level ${String(level)}`, anchors: ["Seen."] })), compliantFromLevel: levels[1] ?? 0, ...more });
export const rubric = (...criteria: readonly Criterion[]): Rubric => ({ kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria });
export const rate = (subjectId: string, raterId: string, level: number, criterionId = "listens"): RatedLevel => ({ subjectId, raterId, criterionId, level });

export const listens = criterion("listens", [1, 2, 3]);
export const passes = { id: "passes", kind: "compliance", criterionId: "listens", wrongDecisionLoss: 1, errorStandardDeviation: 0.5, prior: { mean: 2, standardDeviation: 1 } } as const;
export const asked = (ratings: readonly RatedLevel[], more: Partial<DoubleScoreRequest> = {}): DoubleScoreRequest =>
  ({ rubric: rubric(listens), ratings, decisions: [passes], raters: [{ raterId: "eva", waitingCount: 0 }], knownErrors: [], scoreCount: 1, secondScoreLoss: 0, confidenceLevel: 0.95, ...more });

/** The choice, where there is one. */
export function chosen(request: DoubleScoreRequest): DoubleScoreChoice {
  const found = chooseDoubleScores(request);
  if (found.cases === null) throw new Error(JSON.stringify(found.insufficient));
  return found;
}
/** The first decision about a case. */
export function decided(request: DoubleScoreRequest, subjectId: string): UnsureDecision {
  const found = chosen(request).cases.find((one) => one.subjectId === subjectId)?.decisions[0];
  if (found === undefined) throw new Error(`no ${subjectId}`);
  return found;
}
