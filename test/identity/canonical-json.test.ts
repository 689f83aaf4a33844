import { isCoachingError } from "coachkit/error";
import { canonicalJson } from "coachkit/identity";
import fc from "fast-check";
import { expect, test } from "vitest";

test("keys stand in the order of their code units, at every level", () => {
  expect(canonicalJson({ b: 1, a: { d: [true, null], c: "é" } })).toBe('{"a":{"c":"é","d":[true,null]},"b":1}');
});

test("-0 and 0 are one number and have one text", () => {
  expect(canonicalJson([-0])).toBe("[0]");
});

test.each([
  [undefined, []],
  [{ a: [1, Number.NaN] }, ["a", 1]],
  [{ a: Number.POSITIVE_INFINITY }, ["a"]],
  [{ when: new Date(0) }, ["when"]],
  [[() => 1], [0]],
  [{ big: 1n }, ["big"]],
])("canonical-json.not_json: %s is refused at its place", (value, path) => {
  try {
    canonicalJson(value);
    expect.unreachable();
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    expect(error.issues).toMatchObject([{ code: "canonical-json.not_json", path }]);
  }
});

test("it reads back as what it was, and does not depend on the order of keys", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const text = canonicalJson(value);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  }));
});
