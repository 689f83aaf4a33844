import { describe, expect, test } from "vitest";
import { type Criterion, type Rubric, rubricHash, rubricStructureHash, rubricVersionChange } from "coachkit/rubric";
import { criterion, oneToOne, scale, withWhole } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const change = (after: Partial<Rubric>) => rubricVersionChange({ before: oneToOne, after: { ...oneToOne, ...after } });
const changeFirst = (more: Partial<Criterion>) => change({ criteria: [{ ...criterion("asks", 0.4), ...more }, ...oneToOne.criteria.slice(1)] });

describe("rubricHash", () => {
  test("is the same for the same content, whatever the order of its keys", () => {
    expect(rubricHash(Object.fromEntries(Object.entries(oneToOne).reverse()) as unknown as Rubric)).toBe(rubricHash(oneToOne));
  });
  test("tells a change of one letter", () => { expect(rubricHash({ ...oneToOne, title: "The one-to-onE" })).not.toBe(rubricHash(oneToOne)); });
});

describe("rubricStructureHash", () => {
  const anchors = scale(1, 2, 3, 4, 5).map((one) => ({ ...one, anchors: ["Other."] }));
  test.each([
    ["another anchor", [criterion("asks", 0.4, { levels: anchors }), ...oneToOne.criteria.slice(1)], true],
    ["another order", [...oneToOne.criteria].reverse(), true],
    ["another weight", [criterion("asks", 0.5), ...oneToOne.criteria.slice(1)], false],
    ["another gate", [criterion("asks", 0.4, { mustPass: { minimumLevel: 2 } }), ...oneToOne.criteria.slice(1)], false],
    ["another scale", [criterion("asks", 0.4, { levels: scale(1, 2, 3, 4) }), ...oneToOne.criteria.slice(1)], false],
  ] as const)("%s: the same structure? %s", (_, criteria, same) => {
    expect(rubricStructureHash({ ...oneToOne, criteria }) === rubricStructureHash(oneToOne)).toBe(same);
  });
  test("the levels of the whole belong to it", () => { expect(rubricStructureHash(withWhole)).not.toBe(rubricStructureHash(oneToOne)); });
});

describe("rubricVersionChange", () => {
  test("levels of the whole are gained or reworded: major; renamed: patch", () => {
    expect(change({ holisticLevels: withWhole.holisticLevels ?? [] })).toBe("major");
    const renamed = { ...withWhole, holisticLevels: (withWhole.holisticLevels ?? []).map((level) => ({ ...level, title: "Other" })) };
    expect(rubricVersionChange({ before: withWhole, after: renamed })).toBe("patch");
  });
  test.each([
    ["the same content", {}, "none"],
    ["only another version number", { version: "2.0.0" }, "none"],
    ["another title", { title: "One-to-ones" }, "patch"],
    ["another order of criteria", { criteria: [...oneToOne.criteria].reverse() }, "patch"],
    ["one criterion fewer", { criteria: oneToOne.criteria.slice(1) }, "major"],
  ] as const)("%s: %s", (_, after, want) => { expect(change(after)).toBe(want); });

  test.each([
    ["another title of a criterion", { title: "Asks openly" }, "patch"],
    ["another title of a level", { levels: scale(1, 2, 3, 4, 5).map((one) => ({ ...one, title: "Other" })) }, "patch"],
    ["guidance gained", { guidance: "Look twice." }, "minor"],
    ["another weight", { weight: 0.5 }, "major"],
    ["another anchor", { levels: scale(1, 2, 3, 4, 5).map((one) => ({ ...one, anchors: ["Other."] })) }, "major"],
    ["another scale", { levels: scale(1, 2, 3, 4) }, "major"],
    ["another threshold", { compliantFromLevel: 4 }, "major"],
    ["a new gate", { mustPass: { minimumLevel: 2 } }, "major"],
    ["a new gate and guidance", { mustPass: { minimumLevel: 2 }, guidance: "Look twice." }, "major"],
  ] as const)("%s", (_, more, want) => { expect(changeFirst(more)).toBe(want); });

  test("guidance lost or reworded is a patch", () => {
    const guided = { ...oneToOne, criteria: [{ ...criterion("asks", 1), guidance: "Look twice." }] };
    expect(rubricVersionChange({ before: guided, after: { ...guided, criteria: [criterion("asks", 1)] } })).toBe("patch");
    expect(rubricVersionChange({ before: guided, after: { ...guided, criteria: [criterion("asks", 1, { guidance: "Look." })] } })).toBe("patch");
  });

  test("refuses two different rubrics", () => { refuses(() => change({ id: "huddle" }), { code: "rubric-version.other_rubric", path: ["after", "id"] }); });
});
