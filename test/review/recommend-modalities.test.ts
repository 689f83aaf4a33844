import { modalityRules, recommendModalities, reviewRules, type SegmentNeed } from "coachkit/review";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const need = (given: Partial<SegmentNeed>): SegmentNeed => ({ segmentId: "s", participantCount: 20, isFrontline: false, isHighImpact: false, isInTransition: false, priorityWeight: 1, ...given });
const one = (given: Partial<SegmentNeed>) => recommendModalities({ segments: [need(given)] })[0]!;

describe("which modalities suit whom", () => {
  test.each<readonly [string, Partial<SegmentNeed>, readonly string[], readonly string[]]>([
    ["everyone", {}, ["group", "peer", "ai"], []],
    ["people in transition", { isInTransition: true }, ["one-to-one", "group", "peer", "ai"], []],
    ["where the impact is highest", { isHighImpact: true }, ["one-to-one", "group", "peer", "ai"], []],
    ["a small frontline segment", { isFrontline: true, participantCount: 50 }, ["group", "peer", "micro", "ai"], []],
    ["a large frontline segment", { isFrontline: true, participantCount: 51 }, ["group", "peer", "micro", "ai"], ["one-to-one"]],
    ["a large frontline segment in transition", { isFrontline: true, participantCount: 51, isInTransition: true }, ["one-to-one", "group", "peer", "micro", "ai"], []],
    ["a large frontline segment of high impact, for and against", { isFrontline: true, participantCount: 51, isHighImpact: true }, ["one-to-one", "group", "peer", "micro", "ai"], ["one-to-one"]],
  ])("%s", (_, given, recommended, against) => {
    expect(one(given).recommended.map(({ modality }) => modality)).toEqual(recommended);
    expect(one(given).against.map(({ modality }) => modality)).toEqual(against);
  });
  test("reasons are codes of the rules, several where several apply", () => {
    expect(one({ isInTransition: true, isHighImpact: true }).recommended[0]).toEqual({ modality: "one-to-one", reasons: ["one-to-one-for-transitions", "one-to-one-for-high-impact"] });
    expect(one({ isHighImpact: true }).conditions).toEqual([{ modality: "ai", reasons: ["ai-never-alone", "no-coach-for-high-impact"] }]);
    expect(one({}).conditions).toEqual([{ modality: "ai", reasons: ["ai-never-alone"] }]);
  });
  test("the highest priority comes first, equal ones share a rank and stand by id, however they are given", () => {
    const segments = [need({ segmentId: "c" }), need({ segmentId: "b", priorityWeight: 3 }), need({ segmentId: "a" })];
    const ranks = recommendModalities({ segments }).map(({ segmentId, priorityRank }) => [segmentId, priorityRank]);
    expect(ranks).toEqual([["b", 1], ["a", 2], ["c", 2]]);
    expect(recommendModalities({ segments: segments.toReversed() })).toEqual(recommendModalities({ segments }));
  });
});

describe("the rules", () => {
  test("have a code of their own, texts that end as sentences do, and say that they are heuristics", () => {
    expect(new Set(modalityRules.map(({ code }) => code)).size).toBe(modalityRules.length);
    for (const { why, appliesWhen, basis } of modalityRules) {
      expect(why).toMatch(/^\S.{15,}\.$/u);
      expect(appliesWhen).toMatch(/\.$/u);
      expect(basis).toBe("practice-heuristic");
    }
  });
  test("use the words of the program review where it has the rule", () => {
    for (const code of ["costly-one-to-one", "no-coach-for-high-impact"]) expect(modalityRules.find((rule) => rule.code === code)?.why).toBe(reviewRules.find((rule) => rule.code === code)?.why);
  });
});

test("a segment twice is refused", () => { refuses(() => recommendModalities({ segments: [need({}), need({})] }), { code: "segment-need.duplicate_segment", path: ["segments", 1, "segmentId"] }); });
test("no segments are refused", () => { refuses(() => recommendModalities({ segments: [] }), { code: "input.too_small", path: ["segments"] }); });
