import { describe, expect, test } from "vitest";
import { readRubric, type Rubric } from "coachkit/rubric";
import { criterion, oneToOne, scale } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const read = (change: object) => () => readRubric({ ...oneToOne, ...change });
const withCriterion = (change: object) => read({ criteria: [{ ...criterion("asks", 1), ...change }] });

describe("a rubric", () => {
  test("may weigh a criterion zero, leave gaps between levels, start below zero and hold a gate and guidance", () => {
    const rubric: Rubric = { ...oneToOne, criteria: [criterion("asks", 0, { levels: scale(-2, 0, 5), compliantFromLevel: 5, mustPass: { minimumLevel: 0 }, guidance: "Look twice." }), criterion("listens", 1)] };
    expect(readRubric(JSON.parse(JSON.stringify(rubric)))).toStrictEqual(rubric);
  });

  test("names a criterion once", () => {
    refuses(read({ criteria: [criterion("asks", 1), criterion("asks", 2)] }), { code: "rubric.duplicate_criterion", path: ["criteria", 1, "id"] });
  });
  test.each([[[1, 5, 5], 2], [[3, 2, 5], 1]])("lists its levels from the lowest to the highest: not %j", (levels, index) => {
    refuses(withCriterion({ levels: scale(...levels), compliantFromLevel: 5 }), { code: "rubric.levels_not_rising", path: ["criteria", 0, "levels", index, "level"] });
  });
  test("lists the levels of the whole from the lowest to the highest", () => {
    refuses(read({ holisticLevels: scale(1, 3, 2) }), { code: "rubric.levels_not_rising", path: ["holisticLevels", 2, "level"] });
    refuses(read({ holisticLevels: scale(1, 2) }), { code: "input.too_small", path: ["holisticLevels"] });
  });
  test.each([1, 2.5, 6])("counts behavior as shown from a level above the lowest: not from %d", (compliantFromLevel) => {
    refuses(withCriterion({ compliantFromLevel }), { code: Number.isInteger(compliantFromLevel) ? "rubric.threshold_outside_levels" : "input.invalid_type", path: ["criteria", 0, "compliantFromLevel"] });
  });
  test.each([1, 6])("has gates that someone can fail and someone can pass: not from %d", (minimumLevel) => {
    refuses(withCriterion({ mustPass: { minimumLevel } }), { code: "rubric.threshold_outside_levels", path: ["criteria", 0, "mustPass", "minimumLevel"] });
  });
  test("weighs something", () => {
    refuses(read({ criteria: [criterion("asks", 0), criterion("listens", 0)] }), { code: "rubric.no_weight", path: ["criteria"] });
  });
  test.each([
    ["a weight that is no number", { weight: NaN }, "input.invalid_type", ["weight"]],
    ["a negative weight", { weight: -0.1 }, "input.too_small", ["weight"]],
    ["two levels", { levels: scale(1, 3) }, "input.too_small", ["levels"]],
    ["eight levels", { levels: scale(1, 2, 3, 4, 5, 6, 7, 8) }, "input.too_big", ["levels"]],
    ["a level without anchors", { levels: [...scale(1, 2), { level: 3, title: "Level 3", anchors: [] }] }, "input.too_small", ["levels", 2, "anchors"]],
    ["an empty anchor", { levels: [...scale(1, 2), { level: 3, title: "Level 3", anchors: [""] }] }, "input.too_small", ["levels", 2, "anchors", 0]],
    ["half a level", { levels: [...scale(1, 2), { level: 3.5, title: "Level 3", anchors: ["It."] }], compliantFromLevel: 2 }, "input.invalid_type", ["levels", 2, "level"]],
    ["an unknown key", { color: "red" }, "input.unrecognized_keys", ["color"]],
  ])("refuses %s", (_, change, code, path) => { refuses(withCriterion(change), { code, path: ["criteria", 0, ...path] }); });

  test.each([
    ["another document", { kind: "program" }, "input.invalid_value", ["kind"]],
    ["a format of the future", { schemaVersion: 2 }, "rubric.unknown_version", ["schemaVersion"]],
    ["a format that is no number", { schemaVersion: "1" }, "input.invalid_value", ["schemaVersion"]],
    ["no criteria", { criteria: [] }, "input.too_small", ["criteria"]],
    ["a version that is no version", { version: "1.0" }, "input.invalid_format", ["version"]],
    ["a version with a zero before it", { version: "01.0.0" }, "input.invalid_format", ["version"]],
    ["a title of a million characters", { title: "x".repeat(1e6) }, "input.invalid_format", ["title"]],
  ])("refuses %s", (_, change, code, path) => { refuses(read(change), { code, path }); });

  test("refuses a key that would reach the prototype", () => {
    refuses(() => readRubric(JSON.parse(JSON.stringify(oneToOne).replace("{", '{"__proto__": {},'))), { code: "input.forbidden_key", path: ["__proto__"] });
  });
  test("takes “__proto__” as the id of a criterion for the text that it is", () => {
    expect(withCriterion({ id: "__proto__" })().criteria[0]?.id).toBe("__proto__");
  });
  test.each([undefined, null, 1, "rubric", []])("is no %j", (document) => { refuses(() => readRubric(document), { code: "input.invalid_type", path: [] }); });
  test("may not nest without end", () => {
    let nested: unknown = {};
    for (let depth = 0; depth < 5000; depth += 1) nested = { nested };
    refuses(() => readRubric(nested), { code: "input.too_deep", path: [] });
  });
  test("names every fault at once", () => {
    refuses(read({ version: "1", criteria: [criterion("asks", NaN), { ...criterion("asks", 1), compliantFromLevel: 9 }] }),
      { code: "input.invalid_format", path: ["version"] },
      { code: "input.invalid_type", path: ["criteria", 0, "weight"] },
      { code: "rubric.threshold_outside_levels", path: ["criteria", 1, "compliantFromLevel"] },
      { code: "rubric.duplicate_criterion", path: ["criteria", 1, "id"] });
  });
});
