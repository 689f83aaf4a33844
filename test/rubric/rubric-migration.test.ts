import { describe, expect, test } from "vitest";
import { behavioralCompliance, type CriterionMapping, migrateObservations, type MigrationRequest, type RubricMigration, rubricScore } from "coachkit/rubric";
import { afterMigration, migration } from "./migration.js";
import { observed, oneToOne, withWhole } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const migrate = (more: Partial<MigrationRequest> = {}) => migrateObservations({ before: oneToOne, after: afterMigration, migration, observations: [], ...more });
const mapped = (more: Partial<RubricMigration>) => () => migrate({ migration: { ...migration, ...more } });
const [asks, listens, agrees, followsUp] = migration.criteria as readonly [CriterionMapping, CriterionMapping, CriterionMapping, CriterionMapping];
const withLevels = (...pairs: readonly (readonly [number, number])[]) => mapped({ criteria: [{ kind: "carried", fromCriterionId: "asks", toCriterionId: "asks", levels: pairs.map(([fromLevel, toLevel]) => ({ fromLevel, toLevel })) }, listens, agrees, followsUp] });
const levels = ["migration", "criteria", 0, "levels"];

describe("migrateObservations", () => {
  test("carries ratings over and says what is lost", () => {
    const seen = { ...observed({ asks: 4, listens: 2, agrees: "not-applicable", "follows-up": 3 }), ratings: [...observed({ listens: 2, agrees: "not-applicable", "follows-up": 3 }).ratings, { criterionId: "asks", status: "observed" as const, level: 4, evidence: "Heard it." }] };
    expect(migrate({ observations: [seen] })).toStrictEqual({
      observations: [{
        ...seen, rubricVersion: "2.0.0", migratedFromVersion: "1.0.0",
        ratings: [{ criterionId: "listens", status: "observed", level: 0 }, { criterionId: "commits", status: "not-applicable" }, { criterionId: "asks", status: "observed", level: 4, evidence: "Heard it." }],
      }],
      needsBridge: true, droppedRatingCount: 1, unratedCriterionIds: ["plans"],
      mergedLevels: [{ criterionId: "listens", toLevel: 0, fromLevels: [1, 2] }, { criterionId: "listens", toLevel: 1, fromLevels: [3, 4] }],
    });
  });
  test("what is carried over fits the new version: a new criterion lowers the coverage", () => {
    const [observation = observed({})] = migrate({ observations: [observed({ asks: 4, listens: 5, agrees: 3, "follows-up": 2 })] }).observations;
    expect(rubricScore({ rubric: afterMigration, observation })).toMatchObject({ coverageFraction: 0.75, normalizedFraction: expect.closeTo((0.75 + 1 + 0.5) / 3, 12) });
    expect(behavioralCompliance({ rubric: afterMigration, observations: [observation], denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95 })).toMatchObject({ warnings: ["nested-in-participants", "migrated-from-other-major"] });
  });
  test("a minor version needs no bridge, and gives no warning", () => {
    const minor = { ...oneToOne, version: "1.1.0" };
    const criteria = oneToOne.criteria.map(({ id }): CriterionMapping => ({ kind: "carried", fromCriterionId: id, toCriterionId: id, levels: [1, 2, 3, 4, 5].map((level) => ({ fromLevel: level, toLevel: level })) }));
    const { observations, needsBridge, mergedLevels } = migrate({ after: minor, migration: { ...migration, toVersion: "1.1.0", criteria }, observations: [observed({ asks: 4 })] });
    expect([needsBridge, mergedLevels]).toEqual([false, []]);
    expect(behavioralCompliance({ rubric: minor, observations, denominator: { kind: "observed-anchors" }, confidenceLevel: 0.95 })).toMatchObject({ warnings: [] });
  });
  test("keeps the version that the rater had, over two migrations", () => {
    expect(migrate({ observations: [observed({ asks: 1 }, { migratedFromVersion: "0.9.0" })] }).observations[0]).toMatchObject({ migratedFromVersion: "0.9.0" });
  });
  test("carries the rating of the whole over where its levels are mapped, else drops it", () => {
    const after = { ...afterMigration, holisticLevels: withWhole.holisticLevels ?? [] };
    const observations = [observed({}, { holisticLevel: 5 })];
    const holisticLevels = [1, 2, 3, 4, 4].map((toLevel, index) => ({ fromLevel: index + 1, toLevel }));
    expect(migrate({ before: withWhole, after, migration: { ...migration, holisticLevels }, observations }).observations[0]?.holisticLevel).toBe(4);
    expect(migrate({ before: withWhole, after, observations }).observations[0]).not.toHaveProperty("holisticLevel");
    refuses(mapped({ holisticLevels: holisticLevels.slice(0, 3) }),
      ...[0, 1, 2].flatMap((index) => ["fromLevel", "toLevel"].map((key) => ({ code: "rubric-migration.unknown_level", path: ["migration", "holisticLevels", index, key] }))));
  });

  test("refuses another rubric and other versions", () => {
    refuses(mapped({ rubricId: "huddle" }), { code: "rubric-migration.other_rubric", path: ["migration", "rubricId"] });
    refuses(() => migrate({ after: { ...afterMigration, id: "huddle" } }), { code: "rubric-migration.other_rubric", path: ["after", "id"] });
    refuses(mapped({ fromVersion: "1.0.1", toVersion: "2.0.1" }), { code: "rubric-migration.other_version", path: ["migration", "fromVersion"] }, { code: "rubric-migration.other_version", path: ["migration", "toVersion"] });
  });
  test("refuses criteria that do not exist, are named twice, or of which nothing is said", () => {
    refuses(mapped({ criteria: [asks, listens, agrees, { kind: "dropped", fromCriterionId: "smiles" }] }),
      { code: "rubric-migration.unknown_criterion", path: ["migration", "criteria", 3, "fromCriterionId"], params: { id: "smiles", version: "1.0.0" } },
      { code: "rubric-migration.missing_criterion", path: ["migration", "criteria"], params: { id: "follows-up" } });
    refuses(mapped({ criteria: [asks, listens, { ...agrees, toCriterionId: "agrees" } as never, followsUp] }), { code: "rubric-migration.unknown_criterion", path: ["migration", "criteria", 2, "toCriterionId"], params: { id: "agrees", version: "2.0.0" } });
    refuses(mapped({ criteria: [asks, listens, agrees, followsUp, { kind: "dropped", fromCriterionId: "asks" }] }), { code: "rubric-migration.duplicate_source", path: ["migration", "criteria", 4, "fromCriterionId"] });
    refuses(mapped({ criteria: [asks, listens, { ...agrees, toCriterionId: "asks" } as never, followsUp] }), { code: "rubric-migration.duplicate_target", path: ["migration", "criteria", 2, "toCriterionId"] });
  });
  test("refuses levels that do not exist, are given twice, are left out, or overtake", () => {
    refuses(withLevels([1, 1], [2, 2], [3, 3], [4, 4], [6, 7]),
      { code: "rubric-migration.unknown_level", path: [...levels, 4, "fromLevel"], params: { level: 6, levels: [1, 2, 3, 4, 5] } }, { code: "rubric-migration.unknown_level", path: [...levels, 4, "toLevel"], params: { level: 7, levels: [1, 2, 3, 4, 5] } },
      { code: "rubric-migration.missing_level", path: levels, params: { level: 5 } });
    refuses(withLevels([1, 1], [2, 2], [3, 3], [4, 4], [5, 5], [5, 5]), { code: "rubric-migration.duplicate_level", path: [...levels, 5, "fromLevel"] });
    refuses(withLevels([1, 1], [2, 3], [3, 2], [4, 4], [5, 5]), { code: "rubric-migration.levels_overtake", path: [...levels, 2, "toLevel"], params: { level: 3 } });
  });
  test("refuses observations of another version", () => { refuses(() => migrate({ observations: [observed({}, { rubricVersion: "2.0.0" })] }), { code: "observation.other_version", path: ["observations", 0, "rubricVersion"] }); });
});
