import { check, isCoachingError, pattern } from "coachkit/error";
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

describe("each fault of shape has its code and its path", () => {
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
  ])("%s", (code, schema, input, path) => {
    expect(issuesOf(schema, input).map((issue) => [issue.code, issue.path])).toEqual([[code, path]]);
  });
});
