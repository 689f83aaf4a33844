import fc from "fast-check";
import { contentHash } from "coachkit/identity";
import { DEFINITION_LIMITS, defineScenario, readScenarioDefinition, ScenarioDefinition, type ScenarioAssumption } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { refuses } from "../../refusal.js";
import { program } from "../scenarios.js";
import { definition, definitionOf, small } from "./definitions.js";

describe("a definition", () => {
  const { definition: stored, hash, unsupported, gradeCounts } = defineScenario(definition);
  test("has the hash of its canonical form, which reads back to itself", () => {
    expect(hash).toBe(contentHash(stored));
    expect(defineScenario(readScenarioDefinition(JSON.parse(JSON.stringify(stored))))).toEqual({ definition: stored, hash, unsupported, gradeCounts });
  });
  test("lists what nothing supports: inputs, drivers, then terms, each by id", () => {
    expect(unsupported).toEqual([
      { part: "driver", partId: "people", reason: "no-source" },
      { part: "term", partId: "design", reason: "no-assumption" },
      { part: "term", partId: "sales", reason: "no-evidence" },
      { part: "term", partId: "wages", reason: "no-assumption" },
    ]);
  });
  test("counts parts by grade, those without an assumption as none", () => {
    expect(gradeCounts.filter(({ count }) => count > 0)).toEqual([{ grade: "controlled-study", count: 1 }, { grade: "own-records", count: 3 }, { grade: "judgment", count: 1 }, { grade: "none", count: 3 }]);
  });
  test("a judgment needs no source, and a citation of blanks is none", () => {
    const of = (changes: Partial<ScenarioAssumption>) => defineScenario(definitionOf(small, { assumptions: [{ part: "input", partId: "lift", statement: "A guess.", evidenceGrade: "judgment", ...changes }] })).unsupported.filter(({ partId }) => partId === "lift");
    expect(of({})).toEqual([]);
    expect(of({ evidenceGrade: "randomized-trial", citation: " \n" })).toEqual([{ part: "input", partId: "lift", reason: "no-source" }]);
    expect(of({ evidenceGrade: "randomized-trial", sourceIds: ["r1"] })).toEqual([]);
  });
  test("an assumption on a term is not one on an input of the same id", () => {
    const same = { ...small, benefits: small.benefits.map((term) => ({ ...term, id: "lift" })) };
    expect(defineScenario(definitionOf(same, { assumptions: [{ part: "term", partId: "lift", statement: "The term.", evidenceGrade: "judgment" }] })).unsupported).toEqual([
      { part: "input", partId: "lift", reason: "no-assumption" }, { part: "driver", partId: "people", reason: "no-assumption" }, { part: "term", partId: "seats", reason: "no-assumption" },
    ]);
  });
});

describe("the hash", () => {
  const { hash } = defineScenario(definition);
  test("does not depend on the order of lists, on how an amount is written, or on a list that is left out", () => {
    const reversed = <T>(list: readonly T[]): readonly T[] => list.toReversed();
    const turned: ScenarioDefinition = {
      ...definition, assumptions: reversed(definition.assumptions).map((one) => (one.sourceIds === undefined ? { ...one, sourceIds: [] } : { ...one, sourceIds: reversed(one.sourceIds) })), excluded: reversed(definition.excluded),
      scenario: {
        ...program, inputs: reversed(program.inputs), correlations: [{ inputIds: ["hours", "fee"], coefficient: 0.4, kind: "spearman" }],
        benefits: program.benefits.map((term) => ({ ...term, money: { ...term.money, amount: "1500.00" }, driverIds: reversed(term.driverIds) })), costs: reversed(program.costs),
      },
    };
    expect(defineScenario(turned).hash).toBe(hash);
  });
  test("values of a list in a distribution may come in any order", () => {
    const withList = (values: readonly number[], outcomes: readonly number[]) => defineScenario(definitionOf({ ...small, inputs: [...small.inputs, { inputId: "seen", distribution: { family: "empirical", values, drawn: "observed" } }, { inputId: "won", distribution: { family: "discrete", outcomes: outcomes.map((value) => ({ value, probability: 0.5 })) } }] })).hash;
    expect(withList([3, 1, 2], [0, 1])).toBe(withList([1, 2, 3], [1, 0]));
  });
  test.each<readonly [string, Partial<ScenarioDefinition>]>([
    ["a title", { title: "Other" }],
    ["a number", { scenario: { ...program, drivers: [{ id: "people", value: 16 }] } }],
    ["a grade", { assumptions: definition.assumptions.map((one) => ({ ...one, evidenceGrade: "judgment" as const })) }],
    ["an exclusion", { excluded: [] }],
    ["an intangible", { intangibles: [] }],
  ])("is another one where %s changes", (_, changes) => { expect(defineScenario({ ...definition, ...changes }).hash).not.toBe(hash); });
  test("law: shuffled lists have one hash", () => {
    fc.assert(fc.property(fc.shuffledSubarray([...definition.assumptions], { minLength: 6 }), fc.shuffledSubarray([...program.costs], { minLength: 3 }), (assumptions, costs) => {
      expect(defineScenario({ ...definition, assumptions, scenario: { ...program, costs } }).hash).toBe(hash);
    }));
  });
});

describe("a definition is refused", () => {
  const guess = { statement: "x", evidenceGrade: "judgment" as const };
  test("where an assumption is about nothing", () => { refuses(() => defineScenario(definitionOf(small, { assumptions: [{ part: "term", partId: "lift", ...guess }] })), { code: "scenario-definition.unknown_part", path: ["assumptions", 0, "partId"], params: { part: "term", id: "lift" } }); });
  test("where a part has two assumptions", () => { refuses(() => defineScenario(definitionOf(small, { assumptions: [{ part: "input", partId: "lift", ...guess }, { part: "input", partId: "lift", ...guess }] })), { code: "scenario-definition.repeated_assumption", path: ["assumptions", 1], params: { part: "input", id: "lift" } }); });
  test("where exclusions or intangibles share an id", () => {
    const [left] = definition.excluded;
    refuses(() => defineScenario({ ...definition, excluded: [left, left] as ScenarioDefinition["excluded"] }), { code: "scenario-definition.duplicate_id", path: ["excluded", 1, "id"], params: { id: "retention" } });
    refuses(() => defineScenario({ ...definition, intangibles: [...definition.intangibles, ...definition.intangibles] }), { code: "scenario-definition.duplicate_id", path: ["intangibles", 1, "id"] });
  });
  test("where it is of a newer version, or of none", () => {
    refuses(() => readScenarioDefinition({ ...definition, schemaVersion: 2 }), { code: "scenario-definition.unknown_version", path: ["schemaVersion"], params: { version: 2 } });
    refuses(() => readScenarioDefinition({ ...definition, schemaVersion: NaN }), { code: "scenario-definition.unknown_version", path: ["schemaVersion"], params: { version: "NaN" } });
    for (const document of [null, "x", 7, []]) expect(issuesOf(() => readScenarioDefinition(document))).toEqual(["input.invalid_type at /"]);
  });
  test("where its scenario is faulty, by the scenario's own faults", () => { expect(issuesOf(() => defineScenario(definitionOf({ ...small, annualDiscountRatio: -1 })))).toEqual(["cash-flows.rate_too_low at /scenario/annualDiscountRatio"]); });
  test("with every fault at once", () => {
    expect(issuesOf(() => defineScenario(definitionOf({ ...small, horizonMonths: 2 }, { title: "", assumptions: [{ part: "driver", partId: "nobody", ...guess }] }))).toSorted()).toEqual(["input.invalid_format at /title", "scenario-definition.unknown_part at /assumptions/0/partId", "scenario.month_order at /scenario/benefits/0/toMonth"]);
  });
});

describe("what bounds a definition", () => {
  const codes = (changes: Partial<ScenarioDefinition>): readonly string[] => (ScenarioDefinition.safeParse({ ...definition, ...changes }).error?.issues ?? []).map(({ code, path }) => `${code} ${path.join("/")}`);
  const many = <T>(count: number, make: (id: string) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(`x${String(index)}`));
  test("more exclusions or intangibles than a definition has", () => {
    expect(codes({ excluded: many(DEFINITION_LIMITS.excluded + 1, (id) => ({ id, title: "x", reason: "x" })) })).toEqual(["too_big excluded"]);
    expect(codes({ intangibles: many(DEFINITION_LIMITS.intangibles + 1, (id) => ({ id, title: "x" })) })).toEqual(["too_big intangibles"]);
    expect(codes({ excluded: many(DEFINITION_LIMITS.excluded, (id) => ({ id, title: "x", reason: "x" })) })).toEqual([]);
  });
  test("more assumptions than parts", () => { expect(codes({ assumptions: many(DEFINITION_LIMITS.assumptions + 1, (partId) => ({ part: "input", partId, statement: "x", evidenceGrade: "none" })) })).toContain("too_big assumptions"); });
  test("more records than an assumption names", () => {
    const [first] = definition.assumptions;
    expect(codes({ assumptions: [{ ...(first as ScenarioAssumption), sourceIds: many(DEFINITION_LIMITS.sources + 1, (id) => id) }] })).toEqual(["too_big assumptions/0/sourceIds"]);
  });
});
