import { describe, expect, test } from "vitest";
import { coachEvaluation, type CoachEvaluationInput } from "coachkit/kpi";
import { heldOf, missedOf, planOf, sessionOf } from "../delivery/records.js";
import { issuesOf } from "../issues-of.js";

const people = ["p1", "p2", "p3", "p4", "p5"];
const by = (id: string, coachId: string | null, participantIds: readonly string[] = people) => ({ ...sessionOf(id, "huddle", participantIds), coachId });
const [s1, s2, s3, s4, s5] = [by("s1", "zoe"), by("s2", "zoe"), by("s3", "zoe"), by("s4", "zoe"), by("s5", "zoe")];
const t1 = by("t1", "abe", ["p6"]);
const pulse = (sessionId: string, participantId: string, rating: number, itemId = "listened") => ({ id: `${sessionId}-${participantId}`, sessionId, participantId, answeredAt: "2027-10-13T09:00:00Z", ratings: [{ itemId, rating }] });
const assigned = (participantId: string, coachId: string | null) => ({ participantId, coachId, reason: coachId === null ? "no-coach" as const : null });
const base: CoachEvaluationInput = {
  records: {
    plan: planOf([s1, s2, s3, s4, s5, t1], { coachAssignments: [...people.map((id) => assigned(id, "zoe")), assigned("p6", "abe"), assigned("p7", null)] }),
    deliveries: [{ ...heldOf(s1, people), coachId: "zoe" }, { ...heldOf(s2, people), coachId: "abe" }, missedOf(s3, "cancelled"), missedOf(s4, "no-show")],
    sessionPulses: [...people.map((id, index) => pulse("s1", id, 3 + (index % 2))), pulse("s2", "p1", 5)],
  },
  itemIds: ["listened"],
  compliance: [{ participantId: "p1", beforeFraction: 0.5, afterFraction: 0.7 }, { participantId: "p2", beforeFraction: 0.4, afterFraction: 0.5 }, { participantId: "p6", beforeFraction: 0.4, afterFraction: 0.5 }],
  confidenceLevel: 0.95, leastRespondentCount: 5,
};

describe("coachEvaluation", () => {
  const { coaches, warnings } = coachEvaluation(base);
  const [abe, zoe] = coaches;

  test("tells of each coach in order of ids, without a score or a rank", () => {
    expect(coaches.map(({ coachId }) => coachId)).toEqual(["abe", "zoe"]);
    expect(warnings).toEqual(["not-adjusted-for-caseload", "several-intervals"]);
    expect(Object.keys(zoe ?? {})).toEqual(["coachId", "pulseOnScale", "complianceChangePoints", "heldFraction", "cancelledCount", "noShowCount", "ledByAnotherCount", "unrecordedCount"]);
  });

  test("what participants say counts for the coach who led, not for the one who was planned", () => {
    // five pulses of s1: 3, 4, 3, 4, 3; the pulse of s2 is on Abe, who stood in, and of one participant only.
    expect(zoe?.pulseOnScale).toMatchObject({ estimate: 3.4, n: 5, method: "student-t" });
    expect(abe?.pulseOnScale).toStrictEqual({ estimate: null, reason: "below-anonymity-floor", n: 1, needed: 5 });
  });

  test("the floor counts participants, not pulses", () => {
    const sessionPulses = ["s1", "s2"].flatMap((session) => ["p1", "p2", "p3"].map((id) => pulse(session, id, 4)));
    const deliveries = [{ ...heldOf(s1, people), coachId: "zoe" }, { ...heldOf(s2, people), coachId: "zoe" }];
    expect(coachEvaluation({ ...base, records: { ...base.records, deliveries, sessionPulses } }).coaches[1]?.pulseOnScale).toMatchObject({ estimate: null, n: 3 });
    expect(coachEvaluation({ ...base, records: { ...base.records, deliveries, sessionPulses }, leastRespondentCount: 3 }).coaches[1]?.pulseOnScale).toMatchObject({ estimate: 4, n: 6, warnings: ["few-people", "no-variation"] });
  });

  test("pulses without an item on the coach take no part", () => {
    expect(coachEvaluation({ ...base, itemIds: ["other"] }).coaches[1]?.pulseOnScale).toMatchObject({ n: 0 });
  });

  test("the change of compliance of the coach's people is in percentage points", () => {
    expect(zoe?.complianceChangePoints).toMatchObject({ estimate: expect.closeTo(15, 9), n: 2, method: "student-t" });
    expect(abe?.complianceChangePoints).toStrictEqual({ estimate: null, reason: "too-few-observations", n: 1, needed: 2 });
  });

  test("reliability counts sessions held of those recorded, and tells the rest", () => {
    expect(zoe).toMatchObject({ heldFraction: { estimate: 0.5, n: 4, method: "wilson" }, cancelledCount: 1, noShowCount: 1, ledByAnotherCount: 1, unrecordedCount: 1 });
    expect(abe).toMatchObject({ heldFraction: { estimate: null, n: 0 }, unrecordedCount: 1 });
  });

  test("one coach is compared with nobody", () => {
    expect(coachEvaluation({ ...base, compliance: [], records: { plan: planOf([], { coachAssignments: [assigned("p1", "zoe")] }), deliveries: [] } })).toMatchObject({ coaches: [{ coachId: "zoe" }], warnings: [] });
  });

  test.each<readonly [string, object, string]>([
    ["a participant twice", { compliance: [...base.compliance, base.compliance[0]] }, "coach-evaluation.duplicate_participant at /compliance/3/participantId"],
    ["a participant of another plan", { compliance: [{ participantId: "x", beforeFraction: 0, afterFraction: 1 }] }, "coach-evaluation.unknown_participant at /compliance/0/participantId"],
    ["a participant without a coach", { compliance: [{ participantId: "p7", beforeFraction: 0, afterFraction: 1 }] }, "coach-evaluation.unknown_participant at /compliance/0/participantId"],
    ["a percent of compliance", { compliance: [{ participantId: "p1", beforeFraction: 50, afterFraction: 1 }] }, "input.too_big at /compliance/0/beforeFraction"],
    ["a floor of one", { leastRespondentCount: 1 }, "input.too_small at /leastRespondentCount"],
    ["a pulse on a session of another plan", { records: { ...base.records, sessionPulses: [pulse("x", "p1", 3)] } }, "delivery-rules.unknown_session at /records/sessionPulses/0/sessionId"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => coachEvaluation({ ...base, ...change }))).toEqual([issue]); });
});
