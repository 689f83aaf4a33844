import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { canonicalJson, contentHash, stableId } from "coachkit/identity";
import { describe, expect, test } from "vitest";

/** Any JSON but the key that every input refuses. */
const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes("__proto__"));

describe("canonicalJson", () => {
  test.each([
    ["keys are sorted, blanks are gone", { b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    ["keys are sorted by UTF-16 code units, as RFC 8785 section 3.2.3 has them", { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 }, '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'],
    ["numbers are written as JavaScript writes them", [1e30, 4.5, 2e-3, 1e-27, -0], "[1e+30,4.5,0.002,1e-27,0]"],
    ["a key without a value is left out", { a: undefined, b: 1 }, '{"b":1}'],
  ] as const)("%s", (_, value, text) => { expect(canonicalJson(value)).toBe(text); });

  test.each([
    ["a function", { a: [() => 1] }, ["a", 0], "function"],
    ["an infinite number", { a: Infinity }, ["a"], "Infinity"],
    ["a date", { a: new Date(0) }, ["a"], "class instance"],
    ["a big number", 1n, [], "bigint"],
    ["a list with a hole", { a: new Array<number>(1) }, ["a", 0], "undefined"],
  ] as const)("refuses %s, and says where it stands", (_, value, path, kind) => {
    expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "canonical-json.not_json", path, params: { kind } })] }));
  });

  test("any JSON comes back from its canonical text", () => { fc.assert(fc.property(json, (value) => { expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value))); })); });
});

test("the hash is SHA-256 of the canonical text, whatever the order of the keys", () => {
  fc.assert(fc.property(fc.dictionary(fc.string().filter((key) => key !== "__proto__"), json), (value) => {
    const turned = Object.fromEntries(Object.entries(value).reverse());
    expect(contentHash(turned)).toBe(createHash("sha256").update(canonicalJson(value)).digest("hex"));
  }));
});

describe("stableId", () => {
  test("joins its keys", () => { expect(stableId(["pilot", "w04-1"])).toBe("pilot/w04-1"); });
  test("a blank or a slash in a key does not make two lists alike", () => {
    expect(stableId(["a/b", "c"])).toBe("a~1b/c");
    expect(stableId(["a~1b", "c"])).toBe("a~01b/c");
  });
  test("other keys give another id", () => {
    const keys = fc.array(fc.stringMatching(/^[a-z~/#]{1,60}$/u), { minLength: 1, maxLength: 6 });
    fc.assert(fc.property(keys, keys, (left, right) => { expect(stableId(left) === stableId(right)).toBe(JSON.stringify(left) === JSON.stringify(right)); }));
  });
  test("a long list ends in its hash and is still an id", () => {
    const keys = ["x".repeat(200), "y".repeat(200)];
    expect(stableId(keys)).toHaveLength(200);
    expect(stableId(keys)).not.toBe(stableId([...keys, "z"]));
  });
  test.each([["no key", []], ["an empty key", [""]], ["a key with a line break", ["a\nb"]]])("refuses %s", (_, keys) => { expect(() => stableId(keys)).toThrow(/^input\./u); });
});
