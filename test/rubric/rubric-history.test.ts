import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Rubric, rubricHash, rubricHistory } from "coachkit/rubric";
import { criterion, oneToOne } from "./one-to-one.js";
import { refuses } from "../refusal.js";

const version = (number: string, more: Partial<Rubric> = {}): Rubric => ({ ...oneToOne, version: number, ...more });
const fewer = { criteria: oneToOne.criteria.slice(1) };
const guided = { criteria: [criterion("asks", 0.4, { guidance: "Look twice." }), ...oneToOne.criteria.slice(1)] };
const versions = [version("1.0.0"), version("1.0.2", { title: "One-to-ones" }), version("1.10.0", { ...guided, title: "One-to-ones" }), version("2.0.0", fewer), version("10.0.0")];

describe("rubricHistory", () => {
  test("lists versions by number, each with its hash, its change and since when scores are comparable", () => {
    expect(rubricHistory(versions).map(({ version: number, change, comparableSince }) => [number, change, comparableSince])).toEqual([
      ["1.0.0", null, "1.0.0"], ["1.0.2", "patch", "1.0.0"], ["1.10.0", "minor", "1.0.0"], ["2.0.0", "major", "2.0.0"], ["10.0.0", "major", "10.0.0"],
    ]);
    expect(rubricHistory(versions)[0]).toMatchObject({ rubricId: "one-to-one", hash: rubricHash(oneToOne) });
  });
  test("a number may promise more change than there is", () => { expect(rubricHistory([version("1.0.0"), version("2.0.0")])[1]).toMatchObject({ change: "none", comparableSince: "2.0.0" }); });

  test("refuses two rubrics", () => { refuses(() => rubricHistory([version("1.0.0"), version("2.0.0", { id: "huddle" })]), { code: "rubric-history.other_rubric", path: [1, "id"] }); });
  test("refuses one version twice", () => { refuses(() => rubricHistory([version("1.0.0"), version("1.0.0")]), { code: "rubric-history.same_version", path: [1, "version"] }); });
  test("refuses a version that was changed after it was used", () => { refuses(() => rubricHistory([version("1.0.0"), version("1.0.0", { title: "Other" })]), { code: "rubric-history.changed_content", path: [1, "version"] }); });
  test.each([["1.1.0", fewer, "minor", "major"], ["1.0.1", fewer, "patch", "major"], ["1.0.1", guided, "patch", "minor"]] as const)("refuses %s for a larger change", (number, more, raised, change) => {
    refuses(() => rubricHistory([version(number, more), version("1.0.0")]), { code: "rubric-history.step_too_small", path: [0, "version"], params: { version: number, previous: "1.0.0", raised, change } });
  });
  test("refuses an empty history", () => { refuses(() => rubricHistory([]), { code: "input.too_small", path: [] }); });

  test("the order in which versions are given does not matter", () => fc.assert(fc.property(fc.shuffledSubarray(versions, { minLength: versions.length }), (list) => {
    expect(rubricHistory(list)).toStrictEqual(rubricHistory(versions));
  })));
});
