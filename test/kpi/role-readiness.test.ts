import { describe, expect, test } from "vitest";
import { type ReadinessQuestion, roleReadiness } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const wish = (participantId: string, isInterested: boolean, day: string, roleId = "leader") => ({ participantId, roleId, isInterested, recordedAt: `2027-10-${day}T09:00:00Z` });
const shown = (participantId: string, criterionId: string, isMet: boolean) => ({ participantId, criterionId, isMet });
const given = (more: Partial<ReadinessQuestion> = {}): ReadinessQuestion => ({
  roleId: "leader", criterionIds: ["huddles", "feedback"], asOfAt: "2027-12-01T09:00:00Z",
  interests: [wish("cleo", true, "01"), wish("ana", true, "02"), wish("ben", true, "03")],
  evidence: [shown("ana", "huddles", true), shown("ana", "feedback", true), shown("ben", "huddles", true), shown("ben", "feedback", false), shown("dan", "huddles", true), shown("dan", "feedback", true)],
  ...more,
});

describe("roleReadiness", () => {
  test("tells of those who said that they want the role, and of nobody else", () => {
    const readiness = roleReadiness(given());
    expect(readiness).toStrictEqual({
      roleId: "leader",
      shown: [
        { participantId: "ana", interestRecordedAt: "2027-10-02T09:00:00Z", status: "ready", metFraction: 1, metCriterionIds: ["huddles", "feedback"], missedCriterionIds: [], openCriterionIds: [] },
        { participantId: "ben", interestRecordedAt: "2027-10-03T09:00:00Z", status: "on-the-way", metFraction: 0.5, metCriterionIds: ["huddles"], missedCriterionIds: ["feedback"], openCriterionIds: [] },
        { participantId: "cleo", interestRecordedAt: "2027-10-01T09:00:00Z", status: "not-assessed", metFraction: 0, metCriterionIds: [], missedCriterionIds: [], openCriterionIds: ["huddles", "feedback"] },
      ],
      withheldCount: 1,
    });
    expect(JSON.stringify(readiness)).not.toContain("dan");
  });

  test.each<readonly [string, readonly ReturnType<typeof wish>[], boolean]>([
    ["taken back", [wish("ana", true, "01"), wish("ana", false, "02")], false],
    ["taken back, and listed first", [wish("ana", false, "02"), wish("ana", true, "01")], false],
    ["said again", [wish("ana", false, "01"), wish("ana", true, "02")], true],
    ["yes and no at one time", [wish("ana", true, "01"), wish("ana", false, "01")], false],
    ["no and yes at one time", [wish("ana", false, "01"), wish("ana", true, "01")], false],
    ["of another role", [wish("ana", true, "01", "trainer")], false],
  ])("a wish that is %s: the latest word on this role counts", (_, interests, isShown) => {
    const { shown: list, withheldCount } = roleReadiness(given({ interests, evidence: [shown("ana", "huddles", true)] }));
    expect([list.length, withheldCount]).toEqual(isShown ? [1, 0] : [0, 1]);
  });

  test("some met and some open is not assessed: nothing was missed yet", () => {
    expect(roleReadiness(given({ evidence: [shown("ana", "huddles", true)] })).shown[0]).toMatchObject({ status: "not-assessed", metFraction: 0.5 });
  });

  test("the order of records changes nothing", () => {
    const question = given();
    expect(roleReadiness({ ...question, interests: question.interests.toReversed(), evidence: question.evidence.toReversed() })).toEqual(roleReadiness(question));
  });

  test.each<readonly [string, Partial<ReadinessQuestion>, string]>([
    ["a wish of tomorrow", { asOfAt: "2027-10-02T09:00:00Z" }, "role-readiness.future_record at /interests/2/recordedAt"],
    ["a criterion that the role has not", { evidence: [shown("ana", "charm", true)] }, "role-readiness.unknown_criterion at /evidence/0/criterionId"],
    ["a criterion twice", { criterionIds: ["huddles", "feedback", "huddles"] }, "role-readiness.duplicate_criterion at /criterionIds/2"],
    ["an assessment twice", { evidence: [shown("ana", "huddles", true), shown("ana", "huddles", false)] }, "role-readiness.duplicate_evidence at /evidence/1"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => roleReadiness(given(change)))).toEqual([issue]); });
});
