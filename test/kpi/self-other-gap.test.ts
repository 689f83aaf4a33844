import { describe, expect, test } from "vitest";
import { KPI_LIMITS, selfOtherGap, type SelfOtherInput, type SelfOtherScores } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const seen = (participantId: string, selfScore: number | null, scores: readonly number[]): SelfOtherScores => ({ participantId, selfScore, otherScores: scores.map((score, index) => ({ raterId: `r${String(index)}`, score })) });
const given = (participants: readonly SelfOtherScores[], more: object = {}): SelfOtherInput => ({ participants, scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95, leastRaterCount: 3, ...more });

describe("selfOtherGap", () => {
  // scipy 1.17.1: t.interval(.95, 2) of 1, 2, 0 is 1 ± 2.484138.
  test("is the mean of own score less the others', with its interval over participants", () => {
    const gap = selfOtherGap(given([seen("cleo", 4, [4, 4, 4]), seen("ana", 4, [3, 3, 3]), seen("ben", 5, [4, 3, 2, 3])]));
    expect(gap).toMatchObject({ meanGapOnScale: { estimate: 1, n: 3, confidence: { lower: expect.closeTo(-1.484138, 6), upper: expect.closeTo(3.484138, 6) } }, meanAbsoluteGapOnScale: 1, withoutSelfCount: 0, belowFloorCount: 0 });
    expect(gap.gaps).toStrictEqual([{ participantId: "ana", gapOnScale: 1, raterCount: 3 }, { participantId: "ben", gapOnScale: 2, raterCount: 4 }, { participantId: "cleo", gapOnScale: 0, raterCount: 3 }]);
  });

  test("gaps of either way cancel in the mean and not in the size", () => {
    expect(selfOtherGap(given([seen("a", 4, [3, 3, 3]), seen("b", 2, [3, 3, 3])]))).toMatchObject({ meanGapOnScale: { estimate: 0 }, meanAbsoluteGapOnScale: 1 });
  });

  test("who has no own score, and who is rated by too few, takes no part and is counted", () => {
    expect(selfOtherGap(given([seen("a", null, [3, 3, 3]), seen("b", 4, [3, 3]), seen("c", null, [])]))).toStrictEqual({ meanGapOnScale: { estimate: null, reason: "too-few-observations", n: 0, needed: 2 }, meanAbsoluteGapOnScale: null, gaps: [], withoutSelfCount: 2, belowFloorCount: 1 });
  });

  test("the order of participants changes nothing", () => {
    const participants = [seen("a", 4, [3, 3, 3]), seen("b", 5, [3, 4, 3]), seen("c", 2, [3, 5, 3])];
    expect(selfOtherGap(given(participants))).toEqual(selfOtherGap(given(participants.toReversed())));
  });

  test.each<readonly [string, readonly SelfOtherScores[], object, string]>([
    ["a participant twice", [seen("a", 4, []), seen("a", 3, [])], {}, "self-other-gap.duplicate_participant at /participants/1/participantId"],
    ["a rater twice", [{ participantId: "a", selfScore: 4, otherScores: [{ raterId: "r", score: 3 }, { raterId: "r", score: 4 }] }], {}, "self-other-gap.duplicate_rater at /participants/0/otherScores/1/raterId"],
    ["oneself among the others", [{ participantId: "a", selfScore: 4, otherScores: [{ raterId: "a", score: 4 }] }], {}, "self-other-gap.own_rater at /participants/0/otherScores/0/raterId"],
    ["an own score off the scale", [seen("a", 6, [])], {}, "self-other-gap.score_off_scale at /participants/0/selfScore"],
    ["another's score off the scale", [seen("a", 4, [0])], {}, "self-other-gap.score_off_scale at /participants/0/otherScores/0/score"],
    ["a scale upside down", [], { scaleMinimum: 5, scaleMaximum: 1 }, "self-other-gap.scale_swapped at /scaleMinimum"],
    ["more people than one measure takes", [], { participants: Array.from({ length: KPI_LIMITS.personCount + 1 }, () => 0) }, "input.too_big at /participants"],
    ["a floor of one", [], { leastRaterCount: 1 }, "input.too_small at /leastRaterCount"],
  ])("refuses %s", (_, participants, more, issue) => {
    expect(issuesOf(() => selfOtherGap(given(participants, more)))).toContain(issue);
  });
});
