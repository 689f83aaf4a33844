import { assignSessions, program } from "coachkit";
import { coachingRequests, CoachingRequest, type PlannedSessions } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";

const session = {
  id: "s1", occurrenceId: "o1", touchpointId: "talk", title: "1:1", week: 1, coachId: "kim", participantIds: ["ada"], date: "2026-10-25", startTime: "10:00", timeZone: "Europe/Berlin",
  startsAt: "2026-10-25T09:00:00Z", endsAt: "2026-10-25T09:30:00Z", durationMinutes: 30, isScheduled: true, warnings: [],
} as const;
const planned: PlannedSessions = { sessions: [session], touchpoints: [{ touchpointId: "talk", modalityId: "one-to-one" }], freedom: { kind: "day" } };

describe("coachingRequests", () => {
  test("asks for the same people and the same length, inside the day of the session's zone: 25 hours where the clocks go back", () => {
    expect(coachingRequests(planned)).toEqual([{ requestId: "s1", modalityId: "one-to-one", agentIds: ["ada"], coachIds: ["kim"], durationMinutes: 30, within: { startsAt: "2026-10-24T22:00:00Z", endsAt: "2026-10-25T23:00:00Z" } }]);
  });
  test("or inside its week, which starts on the day that is named", () => {
    const within = (weekStartsOn: "MO" | "SU"): unknown => coachingRequests({ ...planned, freedom: { kind: "week", weekStartsOn } })[0]?.within;
    expect(within("MO")).toEqual({ startsAt: "2026-10-18T22:00:00Z", endsAt: "2026-10-25T23:00:00Z" });
    expect(within("SU")).toEqual({ startsAt: "2026-10-24T22:00:00Z", endsAt: "2026-10-31T23:00:00Z" });
  });
  test("leaves out what is offered only, and knows sessions that nobody leads", () => {
    expect(coachingRequests({ ...planned, sessions: [{ ...session, isScheduled: false }] })).toEqual([]);
    expect(coachingRequests({ ...planned, sessions: [{ ...session, coachId: null }] })[0]?.coachIds).toEqual([]);
  });
  test("takes every session of a real plan", () => {
    const hours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }], TU: [{ fromTime: "09:00", toTime: "17:00" }], WE: [{ fromTime: "09:00", toTime: "17:00" }], TH: [{ fromTime: "09:00", toTime: "17:00" }], FR: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] };
    const { emergingManagerPilot } = program;
    const plan = assignSessions({
      program: emergingManagerPilot, participants: ["ada", "bo"].map((id) => ({ id, hours, languages: ["en"] })), coaches: [{ id: "kim", hours, languages: ["en"], weeklyAvailableMinutes: 600 }],
      cohort: { id: "c", startDate: "2026-10-05", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" },
    });
    // measuring and reviewing are no coaching: they have no modality
    const touchpoints = emergingManagerPilot.touchpoints.flatMap(({ id, modality }) => (modality === undefined ? [] : [{ touchpointId: id, modalityId: modality }]));
    const coaching = plan.sessions.filter((each) => touchpoints.some(({ touchpointId }) => touchpointId === each.touchpointId));
    const requests = coachingRequests({ sessions: coaching, touchpoints, freedom: { kind: "week", weekStartsOn: "MO" } });
    expect(requests.map(({ requestId }) => requestId)).toEqual(coaching.filter(({ isScheduled }) => isScheduled).map(({ id }) => id));
    expect(requests.length).toBeGreaterThan(5);
    expect(requests.every((request) => CoachingRequest.safeParse(request).success)).toBe(true);
  });
  test("names touchpoints that are missing or given twice", () => {
    const [talk] = planned.touchpoints;
    expect(issuesOf(() => coachingRequests({ ...planned, touchpoints: [] }))).toEqual(["coaching-requests.unknown_touchpoint at /sessions/0/touchpointId"]);
    expect(issuesOf(() => coachingRequests({ ...planned, touchpoints: [talk!, talk!] }))).toEqual(["coaching-requests.duplicate_touchpoint at /touchpoints/1/touchpointId"]);
  });
});
