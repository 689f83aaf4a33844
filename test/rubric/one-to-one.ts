import type { Criterion, CriterionRating, Observation, Rubric } from "coachkit/rubric";

/** Levels 1 to 5; from 3 on the behavior counts as shown. */
export const criterion = (id: string, weight: number, more: Partial<Criterion> = {}): Criterion => ({
  id, title: `Criterion ${id}`, weight, levels: scale(1, 2, 3, 4, 5), compliantFromLevel: 3, ...more,
});
export const scale = (...levels: readonly number[]): Criterion["levels"] => levels.map((level) => ({ level, title: `Level ${String(level)}`, anchors: [`What level ${String(level)} looks like.`] }));

/** Four criteria with the weights .4, .3, .2, .1. */
export const oneToOne: Rubric = {
  kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "The one-to-one",
  criteria: [criterion("asks", 0.4), criterion("listens", 0.3), criterion("agrees", 0.2), criterion("follows-up", 0.1)],
};

/** The same with a rating of the whole from 1 to 5. */
export const withWhole: Rubric = { ...oneToOne, holisticLevels: scale(1, 2, 3, 4, 5) };

/** A number is an observed level. */
export type Mark = number | "not-observed" | "not-applicable";
const ratingsOf = (marks: Readonly<Record<string, Mark>>): readonly CriterionRating[] =>
  Object.entries(marks).map(([criterionId, mark]) => (typeof mark === "number" ? { criterionId, status: "observed", level: mark } : { criterionId, status: mark }));
export const observed = (marks: Readonly<Record<string, Mark>>, more: Partial<Observation> = {}): Observation => ({
  id: "o1", rubricId: "one-to-one", rubricVersion: "1.0.0", participantId: "p1", raterId: "c1", observedAt: "2027-10-04T09:00:00Z", ratings: ratingsOf(marks), ...more,
});
