import type { Rubric, RubricMigration } from "coachkit/rubric";
import { criterion, oneToOne, scale } from "./one-to-one.js";

/** “asks” keeps its scale, “listens” has three levels now, “agrees” is now “commits”, “follows-up” is gone and “plans” is new. */
export const afterMigration: Rubric = {
  ...oneToOne, version: "2.0.0",
  criteria: [criterion("asks", 1), criterion("listens", 1, { levels: scale(0, 1, 2), compliantFromLevel: 1 }), criterion("commits", 1), criterion("plans", 1)],
};
const same = [1, 2, 3, 4, 5].map((level) => ({ fromLevel: level, toLevel: level }));
export const migration: RubricMigration = {
  kind: "rubric-migration", schemaVersion: 1, rubricId: "one-to-one", fromVersion: "1.0.0", toVersion: "2.0.0",
  criteria: [
    { kind: "carried", fromCriterionId: "asks", toCriterionId: "asks", levels: same },
    { kind: "carried", fromCriterionId: "listens", toCriterionId: "listens", levels: [0, 0, 1, 1, 2].map((toLevel, index) => ({ fromLevel: index + 1, toLevel })) },
    { kind: "carried", fromCriterionId: "agrees", toCriterionId: "commits", levels: same },
    { kind: "dropped", fromCriterionId: "follows-up" },
  ],
};
