import { assignSessions, coachCapacity, participantLoadOf, type ProgramLoadQuestion } from "coachkit/plan";
import { blendedTwelveWeek, pilotCohort, type Program, type Touchpoint } from "coachkit/program";
import { plannedSessionTimes } from "coachkit/roi";
import { describe, expect, test } from "vitest";
import { planInput } from "./calls.js";

const cohort = { id: "spring", startDate: "2027-03-22", weekStartsOn: "MO", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" } as const;
const coachSources = [{ id: "house", title: "Our coaches", origin: "internal", contract: { preparationMinutes: 10, noteMinutes: 10, deliverables: [] } }] as const;
const blended: Program = { ...blendedTwelveWeek, coachSources };
const question: ProgramLoadQuestion = { program: blended, cohort, participantCount: 20, sourceId: "house" };
/** 1,428 deliverable minutes. */
const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const withTouchpoint = (changes: Partial<Touchpoint>): Program => ({ ...pilotCohort, touchpoints: [...pilotCohort.touchpoints, { ...(pilotCohort.touchpoints[2] as Touchpoint), id: "more", ...changes }] });

describe("the blended program of twelve weeks, twenty participants, ten minutes before and after each session", () => {
  const { load, weekCount, weeks, uncounted, assumptions } = participantLoadOf(question);
  const group = { modality: "group", sessionsPerWeek: 1 / 13, groupSize: 20, preparationMinutes: 10, noteMinutes: 10, travelMinutes: 0 };

  test("a coach leads three sessions in thirteen calendar weeks; nudges and huddles take no coach", () => {
    expect({ weekCount, uncounted, assumptions }).toEqual({ weekCount: 13, uncounted: [], assumptions: { travelMinutes: 0 } });
    expect(load).toEqual({ sessions: [{ ...group, liveMinutes: 180 }, { ...group, modality: "one-to-one", groupSize: 1, liveMinutes: 60 }, { ...group, liveMinutes: 60 }], longestLiveGapDays: 64, busiestWeekMinutes: 80 });
  });

  test("by hand: kickoff 200 / 20, one-to-one 80, demo 80 / 20, together 94 minutes, 7.23 a week", () => {
    expect(weeks.map(({ totalMinutes }) => totalMinutes)).toEqual([10, 0, 0, 0, 0, 0, 0, 0, 0, 80, 0, 0, 4]);
    expect(weeks[9]).toEqual({ startDate: "2027-05-24", byModality: [{ modality: "one-to-one", minutes: 80 }], totalMinutes: 80 });
    const { participantMinutes } = coachCapacity({ week, load: load ?? { sessions: [] } });
    expect(participantMinutes).toMatchObject({ totalMinutes: 7.230769, byModality: [{ modality: "group", minutes: 1.076923 }, { modality: "one-to-one", minutes: 6.153846 }, { modality: null, minutes: 0 }] });
    expect(participantMinutes.byCategory).toMatchObject({ live: 5.538462, preparation: 0.846154, notes: 0.846154 });
  });

  test("the mean would carry 197, the week of the one-to-ones 17; nine weeks without a coach are named, and mending them carries 9", () => {
    // sessions 64 / 35 times as often make the busiest week 146.29 minutes
    expect(coachCapacity({ week, load: load ?? { sessions: [] } })).toMatchObject({ participantCount: 9, bindingGuard: "live-gap", guards: [{ guard: "time", participantCount: 197 }, { guard: "busiest-week", participantCount: 17 }, {}, { guard: "live-gap", participantCount: 9 }], liveContact: { minutesPerMonth: 100, longestGapDays: 64 }, warnings: ["long-live-gap"] });
    const { busiestWeekMinutes: _, ...staggered } = load ?? { sessions: [] };
    // sessions 64 / 35 times as often: 1,428 / 13.22
    expect(coachCapacity({ week, load: staggered })).toMatchObject({ participantCount: 108, bindingGuard: "live-gap", guards: [{ guard: "time", participantCount: 197 }, {}, {}] });
  });
});

test("coach minutes are those of a plan of the same program and coach", () => {
  const participants = ["ada", "ben", "cem", "dee"].map((id) => ({ ...planInput.participants[0]!, id }));
  const coaches = [{ ...planInput.coaches[0]!, weeklyAvailableMinutes: 2000, sourceId: "house" }];
  const plan = assignSessions({ program: blended, cohort, participants, coaches });
  const planned = plannedSessionTimes({ program: blended, plan, coaches }).flatMap(({ personTimes }) => personTimes).filter(({ role }) => role === "coach").reduce((sum, { minutes }) => sum + minutes, 0);
  const { weeks } = participantLoadOf({ ...question, participantCount: 4 });
  expect(plan.unassigned).toEqual([]);
  expect(4 * weeks.reduce((sum, { totalMinutes }) => sum + totalMinutes, 0)).toBeCloseTo(planned, 6);
});

describe("what counts", () => {
  test("without a contract the coach's prep tasks count as preparation, and no notes do", () => {
    const { sourceId: _, ...unsourced } = question;
    expect(participantLoadOf(unsourced).load?.sessions.map(({ preparationMinutes, noteMinutes }) => [preparationMinutes, noteMinutes])).toEqual([[0, 0], [10, 0], [0, 0]]);
  });
  test("twenty in groups of at most eight are two of seven and one of six: three sessions for twenty people", () => {
    const { load, weekCount } = participantLoadOf({ program: pilotCohort, cohort, participantCount: 20 });
    expect(weekCount).toBe(12);
    const groups = load?.sessions.filter(({ modality }) => modality === "group") ?? [];
    expect(groups.map(({ groupSize, sessionsPerWeek }) => [groupSize, sessionsPerWeek * 12])).toEqual([[7, expect.closeTo(6 * 0.7, 12)], [6, expect.closeTo(6 * 0.3, 12)]]);
    expect(coachCapacity({ week, load: load ?? { sessions: [] } }).participantMinutes.byModality[0]).toEqual({ modality: "group", minutes: 4.5 });
  });
  test("the gap counts from the program's first touchpoint and to its last", () => {
    const lone = { ...blended, touchpoints: blended.touchpoints.filter(({ id }) => id === "nudge" || id === "one-to-one") };
    // the first nudge is on 2027-03-30, the one-to-one on 2027-05-25
    expect(participantLoadOf({ ...question, program: lone }).load?.longestLiveGapDays).toBe(56);
    const late = { ...lone, touchpoints: lone.touchpoints.map((touchpoint) => (touchpoint.id === "nudge" ? touchpoint : { ...touchpoint, timing: { kind: "weeks", weeks: [2], weekdays: ["TU"], startTime: "10:00" } as const })) };
    // the one-to-one on 2027-04-06, the last nudge on 2027-06-18
    expect(participantLoadOf({ ...question, program: late }).load?.longestLiveGapDays).toBe(73);
  });
  test("three people make no group of four: it is listed", () => {
    expect(participantLoadOf({ program: pilotCohort, cohort, participantCount: 3 }).uncounted).toEqual([{ touchpointId: "group-coaching", reason: "no-group-size" }]);
  });
  test("pairs that rotate share a session by two, triads by three", () => {
    const rotating = (rotation: "pairs" | "triads") => withTouchpoint({ clock: "cohort", audience: { kind: "groups", minimumCount: rotation === "pairs" ? 2 : 3, maximumCount: 3, rotation } });
    expect((["pairs", "triads"] as const).map((rotation) => participantLoadOf({ program: rotating(rotation), cohort, participantCount: 20 }).load?.sessions.at(-1)?.groupSize)).toEqual([2, 3]);
    expect(participantLoadOf({ program: rotating("pairs"), cohort, participantCount: 1 }).uncounted).toContainEqual({ touchpointId: "more", reason: "no-group-size" });
  });
  test("travel, no-shows, journals, homework and messages are taken over; reviews fill every week", () => {
    const noShow = { fraction: 0.2, then: "rebooked" } as const;
    const { load, weeks, assumptions } = participantLoadOf({ ...question, travelMinutes: 20, noShow, journals: { countPerWeek: 1, minutesEach: 6 }, homework: { countPerWeek: 0.5, minutesEach: 4 }, messages: { countPerWeek: 1, minutesEach: 1 } });
    expect(load).toMatchObject({ journals: { countPerWeek: 1, minutesEach: 6 }, sessions: [{ travelMinutes: 20, noShow }, {}, {}] });
    expect(assumptions).toEqual({});
    // week 9: 80 live and travel, a quarter more for what is booked again, preparation and notes; nine minutes between sessions
    expect(weeks.map(({ totalMinutes }) => totalMinutes).slice(8, 10)).toEqual([9, 129]);
    expect(load?.busiestWeekMinutes).toBe(129);
  });
  test("touchpoints without dates are listed, and so are those that fell away", () => {
    const follows = withTouchpoint({ modality: "micro", durationMinutes: 5, timing: { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 } });
    expect(participantLoadOf({ program: follows, cohort, participantCount: 8 }).uncounted).toEqual([{ touchpointId: "more", reason: "follows-contacts" }]);
    const waits = withTouchpoint({ timing: { kind: "after-completion", touchpointId: "one-to-one", delayDays: 3, startTime: "10:00" } });
    expect(participantLoadOf({ program: waits, cohort, participantCount: 8 }).uncounted).toEqual([{ touchpointId: "more", reason: "waits-for-completion" }]);
    const holiday = withTouchpoint({ timing: { kind: "weeks", weeks: [2], weekdays: ["MO"], startTime: "10:00" }, holidayPolicy: "skip" });
    expect(participantLoadOf({ program: holiday, cohort: { ...cohort, holidays: [{ date: "2027-04-05", name: "Holiday" }] }, participantCount: 8 }).uncounted).toEqual([{ touchpointId: "more", reason: "skipped" }]);
  });
  test("touchpoints of a segment count for it only; without a segment they do not count", () => {
    const program: Program = { ...withTouchpoint({ segmentIds: ["new"], timing: { kind: "weeks", weeks: [2], weekdays: ["MO"], startTime: "10:00" } }), segments: [{ id: "new", title: "New managers" }, { id: "old", title: "Others" }] };
    const oneToOnes = (segmentId?: string) => (participantLoadOf({ program, cohort, participantCount: 8, ...(segmentId === undefined ? {} : { segmentId }) }).load?.sessions ?? []).filter(({ modality }) => modality === "one-to-one").map(({ sessionsPerWeek }) => sessionsPerWeek * 12);
    expect([oneToOnes("new"), oneToOnes("old"), oneToOnes()]).toEqual([[2], [1], [1]]);
  });
  test("a program without a coach has no load, and one of nothing but waiting has no week", () => {
    const { touchpoints } = blendedTwelveWeek;
    const peers = { ...blendedTwelveWeek, touchpoints: touchpoints.filter(({ id }) => id === "huddle") };
    expect(participantLoadOf({ program: peers, cohort, participantCount: 20 })).toMatchObject({ load: null, weekCount: 11, uncounted: [] });
    const journals = { countPerWeek: 1, minutesEach: 6 };
    expect(participantLoadOf({ program: peers, cohort, participantCount: 20, journals }).load).toEqual({ sessions: [], journals, busiestWeekMinutes: 6 });
    const waiting = { ...pilotCohort, touchpoints: [{ ...(pilotCohort.touchpoints[2] as Touchpoint), modality: "micro", durationMinutes: 5, timing: { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 } } as const] };
    expect(participantLoadOf({ program: waiting, cohort, participantCount: 20 })).toMatchObject({ load: null, weekCount: 0, weeks: [] });
  });
});

test.each([
  ["an unknown source", { sourceId: "agency" }, "program-load.unknown_source at /sourceId"],
  ["an unknown segment", { segmentId: "night" }, "program-load.unknown_segment at /segmentId"],
  ["nobody", { participantCount: 0 }, "input.too_small at /participantCount"],
])("refuses %s", (_, changes, start) => { expect(() => participantLoadOf({ ...question, ...changes })).toThrow(start); });

test("a program whose coach leads more kinds of sessions than one load has is refused", () => {
  const lengths = Array.from({ length: 201 }, (_, index) => ({ ...(pilotCohort.touchpoints[1] as Touchpoint), id: `t${String(index)}`, durationMinutes: 100 + index, timing: { kind: "weeks", weeks: [1], weekdays: ["TU"], startTime: "10:00" } as const }));
  const of = (count: number) => participantLoadOf({ program: { ...pilotCohort, touchpoints: lengths.slice(0, count) }, cohort, participantCount: 8 });
  expect(of(200).load?.sessions.length).toBe(200);
  expect(() => of(201)).toThrow("program-load.too_many_kinds at /program/touchpoints");
});
