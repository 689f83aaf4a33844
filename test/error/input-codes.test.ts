import { check, INPUT_LIMITS, isCoachingError, pattern } from "coachkit/error";
import { describe, expect, test } from "vitest";
import * as z from "zod";

const issuesOf = (schema: z.ZodType, input: unknown): readonly { readonly code: string; readonly path: readonly (string | number)[] }[] => {
  try {
    check(schema, input);
  } catch (error) {
    if (isCoachingError(error)) return error.issues;
    throw error;
  }
  return [];
};

const word = pattern(/^[a-z]+$/u, { maximumLength: 5, error: "Small letters only.\nWrite abc." });
const shape = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("a") }), z.strictObject({ kind: z.literal("b") })]);
const thousand = Array.from({ length: 1000 }, () => 0);
const nested = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);

describe("each fault of shape has its code and path", () => {
  test.each<readonly [string, z.ZodType, unknown, readonly (string | number)[]]>([
    ["input.invalid_type", z.strictObject({ n: z.number() }), { n: "1" }, ["n"]],
    ["input.invalid_type", z.strictObject({ n: z.number() }), {}, ["n"]],
    ["input.too_big", z.array(z.number()).max(1), [1, 2], []],
    ["input.too_small", z.strictObject({ n: z.number().min(1) }), { n: 0 }, ["n"]],
    ["input.invalid_value", z.enum(["stay", "skip"]), "jump", []],
    ["input.invalid_union", z.array(shape), [{ kind: "c" }], [0, "kind"]],
    ["input.not_multiple_of", z.number().multipleOf(5), 7, []],
    ["input.invalid_format", z.strictObject({ id: word }), { id: "A" }, ["id"]],
    ["input.invalid_key", z.record(word, z.number()), { A: 1 }, ["A"]],
    ["input.unrecognized_keys", z.strictObject({}), { extra: 1 }, ["extra"]],
    ["input.forbidden_key", z.strictObject({ a: z.unknown() }), { a: JSON.parse('{"__proto__": 1}') as unknown }, ["a", "__proto__"]],
    ["input.too_deep", z.unknown(), nested(INPUT_LIMITS.depth + 1), []],
    ["input.too_large", z.unknown(), Array.from({ length: INPUT_LIMITS.values / 1000 }, () => thousand), []],
  ])("%s", (code, schema, input, path) => {
    expect(issuesOf(schema, input).map((issue) => [issue.code, issue.path])).toEqual([[code, path]]);
  });

  test("input.more_issues stands last and says how many were left out", () => {
    const issues = issuesOf(z.array(z.number()), Array.from({ length: 1500 }, () => "x"));
    expect(issues.length).toBe(INPUT_LIMITS.issues);
    expect(issues.at(-1)).toMatchObject({ code: "input.more_issues", path: [], params: { count: 501 } });
  });

  test("what lies at a limit passes", () => {
    expect(issuesOf(z.unknown(), nested(INPUT_LIMITS.depth))).toEqual([]);
  });
});
