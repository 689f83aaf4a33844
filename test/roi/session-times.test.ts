import type { Coach, Plan, Session } from "coachkit/plan";
import { type Program, blendedTwelveWeek } from "coachkit/program";
import type { Delivery } from "coachkit/delivery";
import { deliveredSessionTimes, plannedSessionTimes, sessionCosts } from "coachkit/roi";
import { describe, expect, test } from "vitest";
import { eur, faults } from "../money/faults.js";

const agency = { id: "agency", title: "Coaches from outside", origin: "external" as const, contract: { preparationMinutes: 15, noteMinutes: 20, deliverables: [] } };
const program: Program = { ...blendedTwelveWeek, coachSources: [agency] };
const coach = (id: string, sourceId?: string): Coach => ({ id, hours: { timeZone: "Europe/Berlin", weekly: {}, holidays: [] }, languages: ["en"], weeklyAvailableMinutes: 600, ...(sourceId === undefined ? {} : { sourceId }) });
const session = (id: string, touchpointId: string, change: Partial<Session> = {}): Session => ({
  id, occurrenceId: `o-${id}`, touchpointId, title: "Meeting", week: 9, coachId: null, participantIds: ["p1"], date: "2027-11-30", startTime: "10:00", timeZone: "Europe/Berlin",
  startsAt: "2027-11-30T09:00:00Z", endsAt: "2027-11-30T10:00:00Z", durationMinutes: 60, isScheduled: true, warnings: [], ...change,
});
const planOf = (sessions: readonly Session[], programId = program.id): Plan => ({ kind: "plan", schemaVersion: 1, programId, cohortId: "autumn", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" });
const times = (sessions: readonly Session[], coaches = [coach("c1", "agency"), coach("c2")]) => plannedSessionTimes({ program, plan: planOf(sessions), coaches });

describe("plannedSessionTimes", () => {
  test("of no session are none", () => { expect(times([])).toEqual([]); });
  test("hold the coach's live time, preparation and notes by the contract, and the participants' live time", () => {
    expect(times([session("s", "one-to-one", { coachId: "c1" })])).toEqual([{
      id: "s", date: "2027-11-30", modality: "one-to-one", personTimes: [
        { personId: "c1", role: "coach", sourceId: "agency", activity: "live", minutes: 60 }, { personId: "c1", role: "coach", sourceId: "agency", activity: "preparation", minutes: 15 }, { personId: "c1", role: "coach", sourceId: "agency", activity: "notes", minutes: 20 },
        { personId: "p1", role: "participant", activity: "live", minutes: 60 },
      ],
    }]);
  });
  test("without a contract the coach's prep tasks count as preparation", () => {
    expect(times([session("s", "one-to-one", { coachId: "c2" })])[0]?.personTimes.map(({ personId, activity, minutes }) => [personId, activity, minutes])).toEqual([["c2", "live", 60], ["c2", "preparation", 10], ["p1", "live", 60]]);
  });
  test("a session without a coach takes its participants' time, prep tasks included", () => {
    expect(times([session("s", "huddle", { participantIds: ["p1", "p2"], durationMinutes: 30, endsAt: "2027-11-30T09:30:00Z" })])[0]?.personTimes.map(({ personId, activity, minutes }) => [personId, activity, minutes])).toEqual([["p1", "live", 30], ["p1", "preparation", 5], ["p2", "live", 30], ["p2", "preparation", 5]]);
  });
  test("a measurement has no modality", () => {
    const touchpoints = program.touchpoints.map(({ modality: _, ...rest }) => rest);
    expect(plannedSessionTimes({ program: { ...program, touchpoints }, plan: planOf([session("s", "demo")]), coaches: [] })[0]).not.toHaveProperty("modality");
  });
  test("carry regions where people have one, so that rate cards find them", () => {
    const sessionTimes = plannedSessionTimes({ program, plan: planOf([session("s", "demo", { participantIds: ["p1", "p2"] })]), coaches: [], regions: [{ personId: "p2", region: "apac" }] });
    expect(sessionTimes[0]?.personTimes.map(({ region }) => region)).toEqual([undefined, "apac"]);
    const rateCards = [{ id: "staff", role: "participant", hourlyRate: eur("45") }, { id: "apac", role: "participant", region: "apac", hourlyRate: eur("20") }];
    expect(sessionCosts({ sessionTimes, rateCards, rounding: "half-even" }).map(({ amount }) => amount.amount)).toEqual(["45.00", "20.00"]);
  });

  describe("refuse", () => {
    const thrown = (change: object) => faults(() => plannedSessionTimes({ program, plan: planOf([]), coaches: [], ...change }));
    test.each([
      ["a program whose id is no text, named once", { program: { ...program, id: 5 } as never }, "input.invalid_type /program/id"],
      ["a plan of another program", { plan: planOf([], "other") }, "time-terms.other_program /plan/programId"],
      ["a session of an unknown touchpoint", { plan: planOf([session("s", "nowhere")]) }, "time-terms.unknown_touchpoint /plan/sessions/0/touchpointId"],
      ["a session of an unknown coach", { plan: planOf([session("s", "demo", { coachId: "c9" })]) }, "time-terms.unknown_coach /plan/sessions/0/coachId"],
      ["a coach of an unknown source", { coaches: [coach("c1", "nobody")] }, "time-terms.unknown_source /coaches/0/sourceId"],
      ["a coach listed twice", { coaches: [coach("c1"), coach("c1")] }, "time-terms.duplicate_person /coaches/1/id"],
      ["a person in two regions", { regions: [{ personId: "p", region: "emea" }, { personId: "p", region: "apac" }] }, "time-terms.duplicate_person /regions/1/personId"],
      ["a session listed twice", { plan: planOf([session("s", "demo"), session("s", "demo")]) }, "session.duplicate_id /plan/sessions/1/id"],
    ])("%s", (_, change, fault) => { expect(thrown(change)).toEqual([fault]); });
  });
});

describe("deliveredSessionTimes", () => {
  const held: Delivery = {
    id: "d", status: "held", sessionId: "s", touchpointId: "huddle", startsAt: "2027-10-06T08:00:00Z", endsAt: "2027-10-06T08:35:00Z", coachId: null,
    attendance: [{ participantId: "p1", status: "attended" }, { participantId: "p2", status: "attended", attendedMinutes: 20 }, { participantId: "p3", status: "absent" }, { participantId: "p4", status: "excused" }],
  };
  const plan = planOf([session("s", "huddle", { participantIds: ["p1", "p2", "p3", "p4"], durationMinutes: 30, endsAt: "2027-11-30T09:30:00Z" }), session("t", "one-to-one", { coachId: "c2" })]);
  const delivered = (deliveries: readonly Delivery[], change: object = {}) => deliveredSessionTimes({ program, records: { plan, deliveries }, coaches: [coach("c1", "agency"), coach("c2")], ...change });
  const slices = (deliveries: readonly Delivery[]) => delivered(deliveries).flatMap(({ personTimes }) => personTimes.map(({ personId, activity, minutes }) => [personId, activity, minutes].join(" ")));

  test("of no delivery are none", () => { expect(delivered([])).toEqual([]); });
  test("hold who was there, for as long as they were there, dated by the start", () => {
    expect(delivered([held])).toMatchObject([{ id: "d", date: "2027-10-06", modality: "peer" }]);
    expect(slices([held])).toEqual(["p1 live 35", "p1 preparation 5", "p2 live 20", "p2 preparation 5"]);
  });
  test("the coach who really led is paid, by the own contract, from start to end", () => {
    expect(slices([{ ...held, sessionId: "t", touchpointId: "one-to-one", coachId: "c1", attendance: [{ participantId: "p1", status: "attended" }] }])).toEqual(["c1 live 35", "c1 preparation 15", "c1 notes 20", "p1 live 35"]);
  });
  test("half minutes are kept", () => { expect(slices([{ ...held, endsAt: "2027-10-06T08:00:30Z", attendance: [{ participantId: "p1", status: "attended" }] }])).toContain("p1 live 0.5"); });
  test("what was cancelled or missed takes no time", () => { expect(delivered([{ id: "d", status: "cancelled", sessionId: "s", touchpointId: "huddle" }, { id: "e", status: "no-show", sessionId: "t", touchpointId: "one-to-one" }])).toEqual([]); });

  describe("refuse", () => {
    const thrown = (change: object) => faults(() => delivered([held], change));
    test.each([
      ["records of another program", { records: { plan: planOf(plan.sessions, "other"), deliveries: [] } }, "time-terms.other_program /records/plan/programId"],
      ["a make-up session of an unknown touchpoint", { records: { plan, deliveries: [{ ...held, sessionId: null, touchpointId: "nowhere" }] } }, "time-terms.unknown_touchpoint /records/deliveries/0/touchpointId"],
      ["a coach who stood in and is not listed", { records: { plan, deliveries: [{ ...held, coachId: "c9" }] } }, "time-terms.unknown_coach /records/deliveries/0/coachId"],
      ["a coach of an unknown source", { coaches: [coach("c1", "nobody")] }, "time-terms.unknown_source /coaches/0/sourceId"],
      ["a delivery recorded twice", { records: { plan, deliveries: [held, { ...held, sessionId: null }] } }, "delivery-rules.duplicate_id /records/deliveries/1/id"],
    ])("%s", (_, change, fault) => { expect(thrown(change)).toEqual([fault]); });
  });
});
