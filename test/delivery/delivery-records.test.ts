import { describe, expect, test } from "vitest";
import { type DeliveryRecords, readDeliveryRecords } from "coachkit/delivery";
import { issuesOf } from "../issues-of.js";
import { heldOf, planOf, sessionOf } from "./records.js";

const session = sessionOf("s1", "huddle", ["ana", "ben"]);
const held = heldOf(session, ["ana"]);
const pulse = { id: "p1", sessionId: "s1", participantId: "ana", answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "clear", rating: 4 }] };
const note = { id: "n1", sessionId: "s1", coachId: "c1", writtenAt: "2027-10-13T09:00:00Z", text: "Asked first.\nThen advised.", visibility: "writer-only" as const };
const checkIn = { id: "l1", managerId: "m1", participantId: "ana", checkedInAt: "2027-10-14T09:00:00Z", ratings: [{ itemId: "seen", rating: 5 }] };
const act = { id: "r1", managerId: "m1", directReportId: "outside", actedAt: "2027-10-14T09:00:00Z", kind: "recognition", durationMinutes: 5 };
const records: DeliveryRecords = { plan: planOf([session, sessionOf("s2", "demo", ["ana"])]), deliveries: [held], sessionPulses: [pulse], coachNotes: [note], leaderCheckIns: [checkIn], reinforcementActs: [act] };

describe("readDeliveryRecords", () => {
  test("gives back what it was given when all is well", () => { expect(readDeliveryRecords(records)).toStrictEqual(records); });

  test("takes a plan of nothing with records of nothing", () => {
    const empty = { plan: planOf([]), deliveries: [], sessionPulses: [], coachNotes: [], leaderCheckIns: [], reinforcementActs: [] };
    expect(readDeliveryRecords(empty)).toStrictEqual(empty);
  });

  test("takes each status with what belongs to it, and nothing else", () => {
    expect(issuesOf(() => readDeliveryRecords({ ...records, deliveries: [{ id: "d", status: "cancelled", sessionId: "s1", touchpointId: "huddle", explanation: "The coach was ill." }] }))).toEqual([]);
    expect(issuesOf(() => readDeliveryRecords({ ...records, deliveries: [{ ...held, status: "cancelled" } as never] }))).toContain("input.unrecognized_keys at /deliveries/0/attendance");
    expect(issuesOf(() => readDeliveryRecords({ ...records, deliveries: [{ ...held, attendance: [...held.attendance, { participantId: "ben", status: "absent", attendedMinutes: 5 }] } as never] }))).toContain("input.unrecognized_keys at /deliveries/0/attendance/1/attendedMinutes");
  });

  test.each<readonly [string, object, string]>([
    ["a delivery that ends before it starts", { ...held, endsAt: "2027-10-13T07:59:59Z" }, "delivery.end_before_start at /deliveries/0/endsAt"],
    ["one that somebody attended longer than it was held", { ...held, attendance: [{ participantId: held.attendance[0]?.participantId ?? "", status: "attended", attendedMinutes: 500 }] }, "delivery.attended_too_long at /deliveries/0/attendance/0/attendedMinutes"],
    ["one that ends a year later", { ...held, endsAt: "2028-10-13T08:30:00Z" }, "delivery.too_long at /deliveries/0/endsAt"],
    ["30 February", { ...held, startsAt: "2026-02-30T08:00:00Z" }, "input.invalid_format at /deliveries/0/startsAt"],
    ["a participant who attended twice", { ...held, attendance: [...held.attendance, ...held.attendance] }, "delivery.duplicate_attendance at /deliveries/0/attendance/1/participantId"],
    ["a held session to which nobody came", { ...held, attendance: [{ participantId: "ana", status: "absent" }] }, "delivery.nobody_attended at /deliveries/0/attendance"],
    ["a held session of nobody", { ...held, attendance: [] }, "delivery.nobody_attended at /deliveries/0/attendance"],
    ["a percent of covered content", { ...held, contentCoveredFraction: 50 }, "input.too_big at /deliveries/0/contentCoveredFraction"],
    ["an unknown session", { ...held, sessionId: "s9" }, "delivery-rules.unknown_session at /deliveries/0/sessionId"],
    ["an unknown participant", { ...held, attendance: [{ participantId: "zoe", status: "attended" }] }, "delivery-rules.unknown_participant at /deliveries/0/attendance/0/participantId"],
    ["another touchpoint than the session's", { ...held, touchpointId: "demo" }, "delivery-rules.other_touchpoint at /deliveries/0/touchpointId"],
    ["a status that is none", { ...held, status: "done" }, "input.invalid_union at /deliveries/0/status"],
    ["a cancelled session beyond the plan", { id: "d", status: "cancelled", sessionId: null, touchpointId: "huddle" }, "input.invalid_type at /deliveries/0/sessionId"],
  ])("refuses %s", (_, delivery, issue) => {
    expect(issuesOf(() => readDeliveryRecords({ ...records, deliveries: [delivery as never] }))).toContain(issue);
  });

  test.each<readonly [string, object, string]>([
    ["one delivery id twice", { deliveries: [held, { ...held, sessionId: null }] }, "delivery-rules.duplicate_id at /deliveries/1/id"],
    ["one session twice", { deliveries: [held, { ...held, id: "d2" }] }, "delivery-rules.duplicate_session at /deliveries/1/sessionId"],
    ["one pulse id twice", { sessionPulses: [pulse, { ...pulse, participantId: "ben" }] }, "delivery-rules.duplicate_id at /sessionPulses/1/id"],
    ["two pulses of one person for one session", { sessionPulses: [pulse, { ...pulse, id: "p2" }] }, "delivery-rules.answered_twice at /sessionPulses/1"],
    ["a pulse for an unknown session", { sessionPulses: [{ ...pulse, sessionId: "s9" }] }, "delivery-rules.unknown_session at /sessionPulses/0/sessionId"],
    ["an item answered twice", { sessionPulses: [{ ...pulse, ratings: [...pulse.ratings, ...pulse.ratings] }] }, "rapid-feedback.duplicate_item at /sessionPulses/0/ratings/1/itemId"],
    ["a pulse without an answer", { sessionPulses: [{ ...pulse, ratings: [] }] }, "input.too_small at /sessionPulses/0/ratings"],
    ["six of five", { sessionPulses: [{ ...pulse, ratings: [{ itemId: "clear", rating: 6 }] }] }, "input.too_big at /sessionPulses/0/ratings/0/rating"],
    ["a note on a stranger", { coachNotes: [{ ...note, participantId: "zoe" }] }, "delivery-rules.unknown_participant at /coachNotes/0/participantId"],
    ["a note that does not say who may read it", { coachNotes: [{ ...note, visibility: undefined }] }, "input.invalid_value at /coachNotes/0/visibility"],
    ["a note of a million characters", { coachNotes: [{ ...note, text: "x".repeat(1_000_000) }] }, "input.invalid_format at /coachNotes/0/text"],
    ["one note id twice", { coachNotes: [note, note] }, "delivery-rules.duplicate_id at /coachNotes/1/id"],
    ["a check-in on a stranger", { leaderCheckIns: [{ ...checkIn, participantId: "zoe" }] }, "delivery-rules.unknown_participant at /leaderCheckIns/0/participantId"],
    ["one check-in twice", { leaderCheckIns: [checkIn, checkIn] }, "delivery-rules.duplicate_id at /leaderCheckIns/1/id"],
    ["one act twice", { reinforcementActs: [act, act] }, "delivery-rules.duplicate_id at /reinforcementActs/1/id"],
    ["an act that goes on for two days", { reinforcementActs: [{ ...act, durationMinutes: 2880 }] }, "input.too_big at /reinforcementActs/0/durationMinutes"],
    ["a fault of the plan itself", { plan: { ...records.plan, sessions: [session, session] } }, "session.duplicate_id at /plan/sessions/1/id"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => readDeliveryRecords({ ...records, ...change }))).toContain(issue);
  });

  test("one error names the faults of every list", () => {
    const faulty = { ...records, deliveries: [{ ...held, contentCoveredFraction: 50, sessionId: "s9" }], coachNotes: [{ ...note, sessionId: "s9" }], reinforcementActs: [{ ...act, kind: "" }] };
    expect(issuesOf(() => readDeliveryRecords(faulty))).toEqual(expect.arrayContaining([
      "input.too_big at /deliveries/0/contentCoveredFraction", "delivery-rules.unknown_session at /deliveries/0/sessionId", "delivery-rules.unknown_session at /coachNotes/0/sessionId", "input.invalid_format at /reinforcementActs/0/kind",
    ]));
  });

  test("names the faults of lists full of holes, and never fails on them by itself", () => {
    const holes = { plan: records.plan, deliveries: [null, {}, 5, { status: "held" }, held, held], sessionPulses: [null, pulse, pulse], coachNotes: "none", leaderCheckIns: [[]], reinforcementActs: [undefined] };
    expect(issuesOf(() => readDeliveryRecords(holes as never))).toEqual(expect.arrayContaining([
      "input.invalid_type at /deliveries/0", "input.invalid_union at /deliveries/1/status", "input.invalid_type at /deliveries/3/attendance", "input.invalid_type at /sessionPulses/0",
      "input.invalid_type at /coachNotes", "input.invalid_type at /leaderCheckIns/0", "input.invalid_type at /reinforcementActs/0",
    ]));
  });

  test("says what to do", () => {
    expect(() => readDeliveryRecords({ ...records, deliveries: [{ ...held, contentCoveredFraction: 50 }] })).toThrow(/Divide a percent by 100/u);
    expect(() => readDeliveryRecords({ ...records, deliveries: [{ ...held, sessionId: "s9" }] })).toThrow(/no session with the id “s9”. Correct the id; record a session beyond the plan with sessionId null/u);
  });
});
