import * as fc from "fast-check";
import * as z from "zod";
import { check, type CoachingError, faultAt, INPUT_LIMITS, type Issue, isCoachingError, pattern, rule } from "coachkit/error";
import { describe, expect, test } from "vitest";

const repeated = { code: "check-test.repeated", message: "The id “{id}” is used twice.", hint: "Rename {id}." };
const People = z
  .strictObject({ people: z.array(z.strictObject({ id: z.string(), age: z.number().min(0) }).readonly()).max(5).readonly(), name: pattern(/^[a-z]+$/u, { maximumLength: 8, error: "A name has small letters only.\nWrite abc." }) })
  .check(rule((value: { readonly people: readonly { readonly id: string }[] }, report) => {
    value.people.forEach(({ id }, index) => { if (value.people.findIndex((other) => other.id === id) !== index) report(repeated, ["people", index, "id"], { id }); });
  }))
  .readonly();

/** The issues of the error that `run` throws. */
function issuesOf(run: () => unknown): readonly Issue[] {
  try {
    run();
  } catch (error) {
    if (isCoachingError(error)) return error.issues;
    throw error;
  }
  throw new Error("nothing was thrown");
}
const places = (run: () => unknown): readonly string[] => issuesOf(run).map(({ code, path }) => `${code} /${path.join("/")}`);

test("good input comes back as it is", () => {
  const input = { people: [{ id: "ada", age: 36 }], name: "team" };
  expect(check(People, input)).toEqual(input);
});

test("one error names every fault: in single parts, between parts, and in keys that nobody knows", () => {
  const input = { people: [{ id: "ada", age: -1 }, { id: "ada", age: "x" }], name: "TEAM", extra: 1 };
  expect(places(() => check(People, input))).toEqual(["input.too_small /people/0/age", "input.invalid_type /people/1/age", "input.invalid_format /name", "input.unrecognized_keys /extra", "check-test.repeated /people/1/id"]);
});

test("each issue says what is wrong and what to do, and carries the values it speaks of", () => {
  const [issue] = issuesOf(() => check(People, { people: [{ id: "ada", age: 1 }, { id: "ada", age: 1 }], name: "team" }));
  expect(issue).toEqual({ code: "check-test.repeated", path: ["people", 1, "id"], message: "The id “ada” is used twice.", hint: "Rename ada.", params: { id: "ada" } });
});

describe("the words of an issue", () => {
  test.each([
    ["a missing key", z.strictObject({ a: z.string() }), {}, "This key is missing.", "Give it a value (string)."],
    ["another type", z.strictObject({ a: z.string() }), { a: null }, "Expected string, got null.", "Give it a value of the kind string."],
    ["not a number", z.strictObject({ a: z.number() }), { a: Number.NaN }, "Expected finite number, got NaN.", "Give it a value of the kind finite number."],
    ["without end", z.strictObject({ a: z.number() }), { a: Infinity }, "Expected finite number, got Infinity.", "Give it a value of the kind finite number."],
    ["parts of one", z.strictObject({ a: z.int() }), { a: 2.5 }, "Expected whole number, got 2.5.", "Give it a value of the kind whole number."],
    ["a Date", z.strictObject({ a: z.string() }), { a: new Date(0) }, "Expected string, got Date.", "Write it as text: a date as YYYY-MM-DD, an instant by toISOString()."],
    ["an undefined key", z.strictObject({ a: z.exactOptional(z.string()) }), { a: undefined }, "This key is there, but undefined.", "Leave it out where it is optional, or give it a value (string)."],
    ["too much", z.strictObject({ a: z.number().max(3) }), { a: 4 }, "At most 3 allowed.", "Make it smaller."],
    ["too many", z.strictObject({ a: z.array(z.number()).max(1) }), { a: [1, 2] }, "At most 1 entries allowed.", "Make it smaller."],
    ["a bound that does not count", z.strictObject({ a: z.number().gt(3) }), { a: 3 }, "At least 3 needed, exclusive.", "Make it larger."],
    ["another word", z.strictObject({ a: z.enum(["x", "y"]) }), { a: "z" }, "Expected one of \"x\", \"y\".", "Use one of them."],
    ["another kind", z.strictObject({ a: z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("x") })]) }), { a: { kind: "q" } }, "It matches none of the allowed shapes.", "Give “kind” one of \"x\"."],
    ["a missing word", z.strictObject({ a: z.enum(["x", "y"]) }), {}, "This key is missing.", "Give it one of \"x\", \"y\"."],
    ["a missing single word", z.strictObject({ a: z.literal("x") }), {}, "This key is missing.", "Give it \"x\"."],
    ["a single word", z.strictObject({ a: z.literal("x") }), { a: "z" }, "Expected \"x\".", "Write exactly that."],
    ["a step", z.strictObject({ a: z.number().multipleOf(5) }), { a: 4 }, "It must be a multiple of 5.", "Round it."],
    ["a text of the schema's own", z.strictObject({ a: z.number().max(1, { error: "Too much.\nDivide by 100." }) }), { a: 50 }, "Too much.", "Divide by 100."],
  ] as const)("%s", (_, schema, input, message, hint) => {
    expect(issuesOf(() => check(schema, input))[0]).toMatchObject({ message, hint });
  });

  test("a host that sets zod's language does not change them", () => {
    const before = z.config();
    try {
      z.config({ localeError: () => "autre langue" });
      expect(issuesOf(() => check(z.string(), 1))[0]?.message).toBe("Expected string, got number.");
    } finally {
      z.config({ localeError: before.localeError });
    }
  });
});

describe("a rule", () => {
  test("is left out where a part has the wrong shape, which has its own issue", () => {
    expect(places(() => check(People, { people: null, name: "team" }))).toEqual(["input.invalid_type /people"]);
  });

  test("keeps what it found before it stumbled", () => {
    const list = z.array(z.strictObject({ id: z.string() })).check(rule((entries: readonly { readonly id: string }[], report) => {
      entries.forEach(({ id }, index) => { if (entries.slice(0, index).some((other) => other.id === id)) report(repeated, [index, "id"], { id }); });
    }));
    expect(places(() => check(list, [{ id: "a" }, { id: "a" }, null]))).toEqual(["input.invalid_type /2", "check-test.repeated /1/id"]);
  });

  test("does not repeat a fault of a part that is faulty by itself", () => {
    const late = { code: "check-test.late", message: "Late.", hint: "Earlier." };
    const Span = z.strictObject({ from: z.number(), to: z.number().max(10) }).check(rule(({ from, to }: { from: number; to: number }, report) => { if (to > from) report(late, ["to"]); }));
    expect(places(() => check(Span, { from: 1, to: 11 }))).toEqual(["input.too_big /to"]);
    expect(places(() => check(Span, { from: 1, to: 5 }))).toEqual(["check-test.late /to"]);
  });

  test("on a single value does not repeat the value's own fault", () => {
    const odd = { code: "check-test.odd", message: "Odd.", hint: "Even." };
    const Even = z.number().check(rule((value: number, report) => { if (value % 2 !== 0) report(odd, []); }));
    expect(places(() => check(Even, ["x"]))).toEqual(["input.invalid_type /"]);
    expect(places(() => check(Even, 3))).toEqual(["check-test.odd /"]);
  });

  test("that stumbles over good input is our fault and not the caller's", () => {
    const Broken = z.number().check(rule(() => { throw new TypeError("ours"); }));
    expect(() => check(Broken, 1)).toThrow(TypeError);
  });
});

describe("hostile input is refused at once", () => {
  const nested = (depth: number): unknown => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
  test("5,000 levels of nesting", () => { expect(places(() => check(z.json(), nested(5000)))).toEqual(["input.too_deep /"]); });
  test("one level beyond the limit, and not the limit itself", () => {
    expect(check(z.unknown(), nested(INPUT_LIMITS.depth))).toBeDefined();
    expect(places(() => check(z.unknown(), nested(INPUT_LIMITS.depth + 1)))).toEqual(["input.too_deep /"]);
  });
  test("an object that contains itself", () => {
    const round: Record<string, unknown> = {};
    round["self"] = round;
    expect(places(() => check(z.unknown(), round))).toEqual(["input.too_deep /"]);
  });
  test("a key that would reach the prototype, wherever it stands, beside the other faults", () => {
    const input: unknown = JSON.parse('{"people":[{"id":"a","age":1,"__proto__":{"x":1}}],"name":"TEAM"}');
    expect(places(() => check(People, input))).toEqual(["input.forbidden_key /people/0/__proto__", "input.invalid_format /name"]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });
  test("a text of a million characters never meets its pattern", () => {
    const Evil = pattern(/^(a+)+$/u, { maximumLength: 64, error: "No.\nShorter." });
    expect(places(() => check(Evil, `${"a".repeat(1_000_000)}!`))).toEqual(["input.invalid_format /"]);
  });
  test("a million faults become a thousand issues, of which the last counts the rest", () => {
    const issues = issuesOf(() => check(z.array(z.number()), Array.from({ length: 100_000 }, () => "x")));
    expect(issues).toHaveLength(INPUT_LIMITS.issues);
    expect(issues.at(-1)).toMatchObject({ code: "input.more_issues", params: { count: 99_001 } });
  });
  test("a hundred thousand unknown keys become a thousand issues, and a long one is cut", () => {
    const keys = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`key${String(index)}`, 1]));
    const issues = issuesOf(() => check(People, { people: [], name: "team", ...keys }));
    expect([issues.length, issues.at(-1)?.params]).toEqual([INPUT_LIMITS.issues, { count: 99_001 }]);
    expect(issuesOf(() => check(People, { people: [], name: "team", ["k".repeat(1_000_000)]: 1 }))[0]?.path).toEqual(["k".repeat(80)]);
  });
  test("a typed array where a list belongs", () => { expect(places(() => check(People, { people: new Float64Array([1]), name: "team" }))).toEqual(["input.not_json /people"]); });
  test("a value of a wrong kind is not spoken of by a rule", () => {
    const wrong = { code: "check-test.wrong", message: "{value}", hint: "Mend it." };
    const schema = z.strictObject({ id: z.string() }).check(rule(({ id }: { readonly id: string }, report) => { report(wrong, [], { value: id }); }));
    for (const id of [{}, 3n, undefined]) expect(places(() => check(schema, { id }))).toEqual(["input.invalid_type /id"]);
  });
  test("ids far beyond their limit are not repeated in the messages of rules: each has its own issue", () => {
    const Ids = z.strictObject({ ids: z.array(z.string().max(200)) }).check(rule(({ ids }: { readonly ids: readonly string[] }, report) => { ids.forEach((id, index) => { if (index > 0) report(repeated, ["ids"], { id }); }); }));
    expect(places(() => check(Ids, { ids: ["x", "x".repeat(100_000)] }))).toEqual(["input.too_big /ids/1"]);
    expect(places(() => check(Ids, { ids: ["x", "x".repeat(200), 3] }))).toContain("check-test.repeated /ids");
  });
  test("more values than one input may hold", () => {
    const many = Array.from({ length: 6 }, () => new Array<number>(1_000_000).fill(1));
    expect(places(() => check(z.unknown(), many))).toEqual(["input.too_large /"]);
  });
  test("whatever comes in, only a CoachingError comes out", () => {
    fc.assert(fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withTypedArray: true }), (input) => {
      try { check(People, input); } catch (error) { expect(isCoachingError(error)).toBe(true); }
    }));
  });
});

test("an error is known by its mark, also from another copy of the package, and turns into plain data", () => {
  const error = faultAt(repeated, ["people", 1], { id: "ada" });
  const copy = Object.defineProperty(new Error("other copy"), Symbol.for("coachkit.error"), { value: true });
  expect([error, copy, new Error("x"), null, "x"].map(isCoachingError)).toEqual([true, true, false, false, false]);
  expect(JSON.parse(JSON.stringify(error)) as CoachingError).toEqual({ name: "CoachingError", issues: error.issues });
  expect(error.message).toBe("check-test.repeated at /people/1: The id “ada” is used twice. Rename ada.");
});

test("a pattern shows in a JSON schema", () => {
  expect(z.toJSONSchema(People)).toMatchObject({ properties: { name: { type: "string", pattern: "^[a-z]+$", maxLength: 8 } } });
});
