import { describe, expect, test } from "vitest";
import { participation } from "coachkit/kpi";
import type { Delivery } from "coachkit/delivery";
import { heldOf, missedOf, planOf, sessionOf } from "../delivery/records.js";
import { issuesOf } from "../issues-of.js";

const [h1, h2, o1] = [sessionOf("h1", "huddle", ["ana", "ben"]), sessionOf("h2", "huddle", ["ana", "ben"]), sessionOf("o1", "one-to-one", ["cleo"])];
const plan = planOf([h1, h2, o1], { coachAssignments: [{ participantId: "dina", coachId: "c1", reason: null }] });
const makeUp: Delivery = { ...heldOf(o1, []), id: "m1", sessionId: null, attendance: [{ participantId: "cleo", status: "attended", attendedMinutes: 15 }] };
const deliveries: readonly Delivery[] = [heldOf(h1, ["ana", "cleo"]), { ...heldOf(h2, ["ana"]), attendance: [{ participantId: "ana", status: "attended" }, { participantId: "ben", status: "excused" }] }, missedOf(o1, "cancelled"), makeUp];
const given = (more: object = {}) => ({ records: { plan, deliveries, ...more }, confidenceLevel: 0.95 });

describe("participation", () => {
  test("counts places of those invited to sessions that were held; guests and make-ups count in hours", () => {
    expect(participation(given())).toMatchObject({ attendedFraction: { estimate: 0.5, n: 4 }, reachedFraction: { estimate: 0.5, n: 4 }, hoursPerParticipant: { estimate: expect.closeTo((1 + 0.75) / 4, 12), n: 4 }, unrecordedSessionCount: 0 });
    expect(participation(given()).participants).toStrictEqual([
      { participantId: "ana", invitedCount: 2, attendedCount: 2, excusedCount: 0, furtherCount: 0, coachingHours: 1 },
      { participantId: "ben", invitedCount: 2, attendedCount: 0, excusedCount: 1, furtherCount: 0, coachingHours: 0 },
      { participantId: "cleo", invitedCount: 0, attendedCount: 0, excusedCount: 0, furtherCount: 2, coachingHours: 0.75 },
      { participantId: "dina", invitedCount: 0, attendedCount: 0, excusedCount: 0, furtherCount: 0, coachingHours: 0 },
    ]);
  });

  test("places of one participant are alike", () => {
    const { attendedFraction } = participation(given());
    expect(attendedFraction).toMatchObject({ method: "wilson-design-effect", effectiveN: 1, warnings: ["few-people"] });
  });

  test("a session that no record speaks of is told, and takes no part", () => {
    expect(participation(given({ deliveries: [heldOf(h1, ["ana", "ben"])] }))).toMatchObject({ attendedFraction: { estimate: 1, n: 2 }, unrecordedSessionCount: 2 });
  });

  test("an empty plan has nobody to reach", () => {
    expect(participation({ records: { plan: planOf([]), deliveries: [] }, confidenceLevel: 0.95 })).toMatchObject({ attendedFraction: { estimate: null }, reachedFraction: { estimate: null }, hoursPerParticipant: { estimate: null }, participants: [] });
  });

  test("the order of records changes nothing", () => {
    expect(participation(given({ deliveries: deliveries.toReversed() }))).toEqual(participation(given()));
  });

  test("refuses records of another plan", () => {
    expect(issuesOf(() => participation(given({ deliveries: [heldOf(sessionOf("x", "huddle", ["ana"]), ["ana"])] })))).toEqual(["delivery-rules.unknown_session at /records/deliveries/0/sessionId"]);
  });
});
