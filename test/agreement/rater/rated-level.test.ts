import { describe, expect, test } from "vitest";
import { type GoldLevel, raterDrift, raterSeverity, type RatedLevel } from "coachkit/agreement";
import { findLevelFaults } from "../../../src/agreement/rater/rated-level.js";
import { refuses } from "../../refusal.js";
import { against, single } from "../gold-clips.js";

const { rubric, gold, ratings } = against(single([0, 1, -1]));
const at95 = { confidenceLevel: 0.95 };
const severity = (part: { readonly gold?: readonly GoldLevel[]; readonly ratings?: readonly RatedLevel[] }) => raterSeverity({ rubric, gold, ratings, ...at95, ...part });
const dated = (levels: readonly RatedLevel[]) => levels.map((level) => ({ ...level, ratedAt: "2026-10-05T09:00:00Z" }));
const drift = (part: { readonly gold?: readonly GoldLevel[]; readonly ratings?: readonly RatedLevel[] }) => {
  const request = { rubric, gold, ratings, ...part };
  return raterDrift({ ...request, ratings: dated(request.ratings), ...at95, baseline: { kind: "first-clips", clipCount: 10 }, spread: { kind: "pooled" } });
};
const [first] = ratings as readonly [RatedLevel];
const [goldFirst] = gold as readonly [GoldLevel];

describe.each([["raterSeverity", severity], ["raterDrift", drift]])("%s refuses", (_, call) => {
  test("a criterion that the rubric does not have, in gold and ratings", () => {
    refuses(() => call({ gold: [...gold, { ...goldFirst, criterionId: "asks" }], ratings: [...ratings, { ...first, criterionId: "tells" }] }),
      { code: "rated-level.unknown_criterion", path: ["gold", 3, "criterionId"], params: { id: "asks" } }, { code: "rated-level.unknown_criterion", path: ["ratings", 3, "criterionId"], params: { id: "tells" } });
  });
  test("a level off the scale, with the levels that it has", () => {
    refuses(() => call({ gold: [{ ...goldFirst, level: 0 }], ratings: [{ ...first, level: 8 }] }),
      { code: "rated-level.level_off_scale", path: ["gold", 0, "level"], params: { level: 0, levels: [1, 2, 3, 4, 5, 6, 7], id: "criterion-00" } }, { code: "rated-level.level_off_scale", path: ["ratings", 0, "level"] });
  });
  test("a cell that is rated twice, each time after the first", () => {
    const again = [...ratings, { ...first, level: 5 }, { ...first, raterId: "ben" }, { ...first, level: 5 }];
    refuses(() => call({ ratings: again }), { code: "rated-level.duplicate_level", path: ["ratings", 3], params: { subjectId: "clip-000", raterId: "ana", criterionId: "criterion-00" } }, { code: "rated-level.duplicate_level", path: ["ratings", 5] });
  });
  test("two gold levels of one cell", () => { refuses(() => call({ gold: [...gold, goldFirst] }), { code: "rated-level.duplicate_gold", path: ["gold", 3], params: { subjectId: "clip-000", criterionId: "criterion-00" } }); });
  test("a level that is no whole number, and what has no shape", () => {
    refuses(() => call({ ratings: [{ ...first, level: 4.5 }] }), { code: "input.invalid_type", path: ["ratings", 0, "level"] });
    refuses(() => call({ gold: [null as unknown as GoldLevel] }), { code: "input.invalid_type", path: ["gold", 0] });
  });
  test("a blank id, beside faults between parts", () => {
    refuses(() => call({ gold: [...gold, goldFirst], ratings: [{ ...first, raterId: " " }] }), { code: "input.invalid_format", path: ["ratings", 0, "raterId"] }, { code: "rated-level.duplicate_gold", path: ["gold", 3] });
  });
  test("more than 500,000 levels, 100,000 gold levels or 2,000 raters", () => {
    refuses(() => call({ ratings: new Array<RatedLevel>(500_001).fill(first) }), { code: "input.too_big", path: ["ratings"], params: { maximum: 500_000, origin: "array" } });
    refuses(() => call({ gold: new Array<GoldLevel>(100_001).fill(goldFirst) }), { code: "input.too_big", path: ["gold"], params: { maximum: 100_000, origin: "array" } });
    refuses(() => call({ ratings: Array.from({ length: 2001 }, (_, rater) => ({ ...first, raterId: `rater-${String(rater)}` })) }), { code: "gold-difference.too_many_raters", path: ["ratings"], params: { count: 2001, limit: 2000 } });
  });
});

test("ids that could be mistaken for each other are not", () => {
  // one separator, two readings: “a b” “c” and “a” “b c”; and keys of an object
  const ids = [["a b", "c"], ["a", "b c"], ["__proto__", "constructor"]];
  const tricky = ids.map(([subjectId = "", raterId = ""]) => ({ ...first, subjectId, raterId }));
  expect(severity({ ratings: tricky }).raters.map(({ raterId, withoutGoldCount }) => [raterId, withoutGoldCount])).toEqual([["b c", 1], ["c", 1], ["constructor", 1]]);
});

test("many unknown criteria, raters and clips at once make no false duplicates", () => {
  // three times 230,000 different ids: their product is beyond the whole numbers of a double
  const many = Array.from({ length: 230_000 }, (_, index) => ({ subjectId: `s${String(index)}`, raterId: `r${String(index)}`, criterionId: `c${String(index)}`, level: 1 }));
  const codes = new Set<string>();
  findLevelFaults(rubric.criteria, many, ["ratings"], ({ code }) => { codes.add(code); });
  expect([...codes]).toEqual(["rated-level.unknown_criterion"]);
});

test("of 200,000 levels the bad one is named", () => {
  const many = Array.from({ length: 200_000 }, (_, index) => ({ subjectId: `s${String(index % 50_000)}`, raterId: `r${String(Math.floor(index / 50_000))}`, criterionId: "criterion-00", level: index === 150_000 ? 9 : 4 }));
  refuses(() => severity({ ratings: many }), { code: "rated-level.level_off_scale", path: ["ratings", 150_000, "level"] });
});
