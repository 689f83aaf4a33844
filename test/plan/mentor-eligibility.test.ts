import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchCoaches, mentorEligibility, MENTORING_LIMITS, type MentorQuestion, type OrganizationMember, usualMentorStanding } from "coachkit/plan";
import { blendedTwelveWeek } from "coachkit/program";
import { reviewProgram } from "coachkit/review";
import { refuses } from "../refusal.js";

const member = (personId: string, grade: number, supervisorId: string | null, ...dottedLineIds: readonly string[]): OrganizationMember => ({ personId, grade, supervisorId, ...(dottedLineIds.length === 0 ? {} : { dottedLineIds }) });
/** Eva leads Ned and Tom; Sue reports to Ned, Ana and Ben to Sue, Ben by a dotted line to Uma, who reports to Tom. Ian reports to Ana. */
const people = [member("eva", 9, null), member("ned", 7, "eva"), member("tom", 7, "eva"), member("sue", 6, "ned"), member("uma", 6, "tom"), member("ana", 4, "sue"), member("ben", 4, "sue", "uma"), member("ian", 2, "ana")];
const mentorIds = ["eva", "ned", "tom", "sue", "uma", "ian"];
const proposals = mentorIds.map((mentorId) => ({ mentorId, participantId: "ben" }));
const question: MentorQuestion = { people, mentorIds, participantIds: ["ana", "ben"], proposals };
const ask = (change: Partial<MentorQuestion> = {}) => mentorEligibility({ ...question, ...change });

describe("mentorEligibility", () => {
  test("a mentor stands outside the line, at any height and by dotted lines too, and about as high as the supervisor", () => {
    expect(ask().verdicts).toStrictEqual([
      { mentorId: "eva", participantId: "ben", isEligible: false, reasons: ["own-manager", "other-standing"], standingDistance: 3 },
      { mentorId: "ian", participantId: "ben", isEligible: false, reasons: ["other-standing"], standingDistance: -4 },
      { mentorId: "ned", participantId: "ben", isEligible: false, reasons: ["own-manager"], standingDistance: 1 },
      { mentorId: "sue", participantId: "ben", isEligible: false, reasons: ["own-manager"], standingDistance: 0 },
      // above the manager of a dotted line
      { mentorId: "tom", participantId: "ben", isEligible: false, reasons: ["own-manager"], standingDistance: 1 },
      { mentorId: "uma", participantId: "ben", isEligible: false, reasons: ["own-manager"], standingDistance: 0 },
    ]);
    expect(ask().participants).toEqual([{ participantId: "ana", eligibleMentorIds: ["tom", "uma"] }, { participantId: "ben", eligibleMentorIds: [] }]);
  });

  test("nobody mentors the own manager, whatever the grade", () => {
    const { verdicts, mentorships } = ask({ participantIds: ["ana"], proposals: [{ mentorId: "ian", participantId: "ana" }], seniorityRule: { mostBelowCount: 9 } });
    expect(verdicts).toMatchObject([{ isEligible: false, reasons: ["own-report"] }]);
    expect(mentorships).toEqual([{ mentorId: "ian", participantId: "ana", mentorGrade: 2, supervisorGrade: 6, isInReportingLine: true }]);
  });

  test.each([[{ mostBelowCount: 0, mostAboveCount: 0 }, ["uma"]], [{ mostBelowCount: 0 }, ["tom", "uma"]], [usualMentorStanding, ["tom", "uma"]]])("standing within %o of the supervisor", (seniorityRule, expected) => {
    expect(ask({ seniorityRule }).participants[0]?.eligibleMentorIds).toEqual(expected);
  });

  test("who has no supervisor is not bound by standing, and is no evidence on it", () => {
    const { verdicts, mentorships, participants } = ask({ people: [...people, member("max", 3, null)], participantIds: ["max", "eva"], proposals: [{ mentorId: "sue", participantId: "max" }] });
    expect(verdicts).toEqual([{ mentorId: "sue", participantId: "max", isEligible: true, reasons: [], standingDistance: null }]);
    expect([mentorships, participants]).toEqual([[], [{ participantId: "eva", eligibleMentorIds: [] }, { participantId: "max", eligibleMentorIds: ["eva", "ian", "ned", "sue", "tom", "uma"] }]]);
  });

  test("managers as near stand in the order of ids, however the lines are listed", () => {
    const wide = [member("a", 1, "z", "y", "b"), member("z", 5, null), member("y", 5, "c"), member("b", 5, null), member("c", 9, null), member("m", 5, null)];
    expect(mentorEligibility({ people: wide, mentorIds: ["m"], participantIds: ["a"], proposals: [] }).matchingParticipants[0]?.reportingLineIds).toEqual(["b", "y", "z", "c"]);
  });

  test("dotted lines may go round", () => {
    const round = people.map((one) => (one.personId === "eva" ? { ...one, dottedLineIds: ["ana"] } : one));
    expect(ask({ people: round }).matchingParticipants[0]).toEqual({ id: "ana", reportingLineIds: ["sue", "ned", "eva"], supervisorSeniority: 6 });
  });

  test("its lines bind a matching alike: whom it matches, is eligible", () => {
    const { matchingParticipants, matchingMentors, assumptions, participants } = ask();
    const hours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
    const everyone = { hours, languages: ["en"] };
    const { assignments, unmatched } = matchCoaches({
      participants: matchingParticipants.map((one) => ({ ...everyone, ...one })), coaches: matchingMentors.map((one) => ({ ...everyone, ...one, placeCount: 2 })), sampleWeekDate: "2027-03-01", ...assumptions,
    });
    expect(assignments).toMatchObject([{ participantId: "ana" }]);
    expect(participants[0]?.eligibleMentorIds).toContain(assignments[0]?.coachId);
    expect(unmatched).toMatchObject([{ participantId: "ben" }]);
  });

  test("its mentorships are evidence for the review of a mentoring program", () => {
    const { mentorships } = ask({ proposals: [...proposals, { mentorId: "tom", participantId: "ana" }] });
    const { findings } = reviewProgram({ program: { ...blendedTwelveWeek, practice: "mentoring" }, evidence: { mentorships } });
    const found = (code: string) => findings.filter((finding) => finding.code === code).map(({ path }) => mentorships[Number(path[2])]?.mentorId);
    expect([found("mentor-in-reporting-line"), found("mentor-of-other-standing")]).toEqual([["eva", "ned", "sue", "tom", "uma"], ["eva", "ian"]]);
  });

  test("each fault by code and path", () => {
    refuses(() => ask({ people: [...people, member("ana", 4, "sue")] }), { code: "reporting-line.duplicate_person", path: ["people", 8, "personId"] });
    refuses(() => ask({ people: [...people, member("max", 4, "zoe", "yin")] }), { code: "reporting-line.unknown_manager", path: ["people", 8, "supervisorId"] }, { code: "reporting-line.unknown_manager", path: ["people", 8, "dottedLineIds", 0] });
    refuses(() => ask({ people: [...people, member("max", 4, "max", "max")] }), { code: "reporting-line.own_manager", path: ["people", 8, "dottedLineIds", 0] }, { code: "reporting-line.own_manager", path: ["people", 8, "supervisorId"] });
    refuses(() => ask({ people: [member("eva", 9, "ana"), ...people.slice(1)] }), ...[0, 1, 3, 5].map((place) => ({ code: "reporting-line.circle", path: ["people", place, "supervisorId"] })));
    // who reports into a circle stands in none
    refuses(() => mentorEligibility({ people: [member("x", 1, "a"), member("a", 1, "b"), member("b", 1, "a")], mentorIds: ["a"], participantIds: ["x"], proposals: [] }), ...[1, 2].map((place) => ({ code: "reporting-line.circle", path: ["people", place, "supervisorId"] })));
    refuses(() => ask({ mentorIds: ["zoe", ...mentorIds, "ned"], participantIds: ["ana", "ben", "ana"] }),
      { code: "mentor-eligibility.unknown_person", path: ["mentorIds", 0] }, { code: "mentor-eligibility.duplicate_person", path: ["mentorIds", 7] }, { code: "mentor-eligibility.duplicate_person", path: ["participantIds", 2] });
    refuses(() => ask({ proposals: [{ mentorId: "ben", participantId: "ian" }] }), { code: "mentor-eligibility.unknown_person", path: ["proposals", 0, "mentorId"] }, { code: "mentor-eligibility.unknown_person", path: ["proposals", 0, "participantId"] });
    refuses(() => ask({ mentorIds: ["ana"], proposals: [{ mentorId: "ana", participantId: "ana" }] }), { code: "mentor-eligibility.own_mentor", path: ["proposals", 0, "mentorId"] });
    refuses(() => ask({ proposals: [...proposals, ...proposals.slice(0, 1)] }), { code: "mentor-eligibility.duplicate_proposal", path: ["proposals", 6] });
  });

  const chain = (count: number): readonly OrganizationMember[] => Array.from({ length: count }, (_, index) => member(`p${String(index)}`, 1, index === 0 ? null : `p${String(index - 1)}`));

  test("a person with more managers above than the limit", () => {
    const of = (count: number) => mentorEligibility({ people: chain(count), mentorIds: ["p0"], participantIds: [`p${String(count - 1)}`], proposals: [] });
    expect(of(MENTORING_LIMITS.managersAbove + 1).matchingParticipants[0]?.reportingLineIds.length).toBe(MENTORING_LIMITS.managersAbove);
    refuses(() => of(MENTORING_LIMITS.managersAbove + 2), { code: "reporting-line.too_many_above", path: ["people", 101], params: { id: "p101", limit: 100 } });
  });

  test("more people than the limit, and a circle of all of them, end fast", () => {
    const all = chain(MENTORING_LIMITS.people + 1);
    refuses(() => mentorEligibility({ people: all, mentorIds: ["p0"], participantIds: ["p1"], proposals: [] }), { code: "input.too_big", path: ["people"] });
    const round = [member("p0", 1, `p${String(MENTORING_LIMITS.people - 1)}`), ...all.slice(1, -1)];
    expect(() => mentorEligibility({ people: round, mentorIds: ["p0"], participantIds: ["p1"], proposals: [] })).toThrow(/stands|reports/u);
  });

  test("more pairs than the limit", () => {
    const flat = Array.from({ length: 2237 }, (_, index) => member(`p${String(index)}`, 1, null));
    const ids = flat.map(({ personId }) => personId);
    refuses(() => mentorEligibility({ people: flat, mentorIds: ids, participantIds: ids, proposals: [] }), { code: "mentor-eligibility.too_many_pairs", path: ["mentorIds"], params: { participantCount: 2237, mentorCount: 2237, limit: 5_000_000 } });
  });

  test("agrees with a plain climb of the lines, whatever the order of the lists", () => {
    const organization = fc.array(fc.record({ grade: fc.integer({ min: 0, max: 5 }), above: fc.nat(), dotted: fc.option(fc.nat(), { nil: null }) }), { minLength: 2, maxLength: 12 });
    fc.assert(fc.property(organization, fc.integer({ min: 0, max: 2 }), (drawn, most) => {
      const all = drawn.map(({ grade, above, dotted }, index): OrganizationMember => {
        const other = dotted === null ? index : dotted % drawn.length;
        return member(`p${String(index)}`, grade, index === 0 ? null : `p${String(above % index)}`, ...(other === index ? [] : [`p${String(other)}`]));
      });
      const byId = new Map(all.map((one) => [one.personId, one]));
      const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
        const { supervisorId, dottedLineIds = [] } = byId.get(from) as OrganizationMember;
        seen.add(from);
        return [...dottedLineIds, ...(supervisorId === null ? [] : [supervisorId])].some((above) => above === to || (!seen.has(above) && reaches(above, to, seen)));
      };
      const ids = all.map(({ personId }) => personId);
      const asked = { people: all, mentorIds: ids, participantIds: ids, proposals: [], seniorityRule: { mostBelowCount: most, mostAboveCount: most } };
      const { participants } = mentorEligibility(asked);
      for (const { participantId, eligibleMentorIds } of participants) {
        const supervisor = byId.get(byId.get(participantId)?.supervisorId ?? "");
        expect(eligibleMentorIds).toEqual(ids.filter((id) => id !== participantId && !reaches(participantId, id) && !reaches(id, participantId) && (supervisor === undefined || Math.abs((byId.get(id)?.grade ?? 0) - supervisor.grade) <= most)).sort());
      }
      expect(mentorEligibility({ ...asked, people: all.toReversed(), mentorIds: ids.toReversed(), participantIds: ids.toReversed() })).toStrictEqual(mentorEligibility(asked));
    }));
  });
});
