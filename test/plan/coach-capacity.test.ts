import * as fc from "fast-check";
import { capacityGain, coachCapacity, type CoachWeek, type ParticipantLoad } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** 40 hours, a quarter lost, two hours of fixed duties, 85 % bookable: 23.8 hours. Every case below changes one thing of it. */
const week: CoachWeek = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
/** An hour every two weeks with a quarter of an hour before and after. */
const load: ParticipantLoad = { sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0, weeklyJournalMinutes: 0, weeklyMessageMinutes: 0 };
const withJournals: ParticipantLoad = { ...load, sessionsPerWeek: 0.25, weeklyJournalMinutes: 6, weeklyMessageMinutes: 3 };

test("23.8 hours carry 31.73 participants of 45 minutes a week: 31", () => {
  expect(coachCapacity({ week, load })).toEqual({
    participantCount: 31, exactParticipants: expect.closeTo(31.7333, 4) as number, deliverableMinutes: 1428, minutesPerParticipant: 45,
    minutesByCategory: { live: 30, preparation: 7.5, notes: 7.5, travel: 0, journals: 0, messages: 0 }, spareMinutes: 33, limitedBy: "time", warnings: [],
  });
});

test("a session every four weeks and a journal read in six minutes: 45 instead of 31, 45 % more", () => {
  const gain = capacityGain({ week, before: load, after: withJournals });
  expect(gain).toMatchObject({ addedParticipantCount: 14, breakEvenMinutes: 22.5, warnings: [] });
  expect(gain.after.exactParticipants).toBeCloseTo(45.3333, 4);
  expect(gain.capacityRatio).toBeCloseTo(1.428571, 6);
});

test("journals that take longer than the sessions they replace cost capacity, and it says so", () => {
  const gain = capacityGain({ week, before: load, after: { ...withJournals, weeklyJournalMinutes: 25, weeklyMessageMinutes: 0 } });
  expect(gain.after).toMatchObject({ participantCount: 30, minutesPerParticipant: 47.5 });
  expect(gain).toMatchObject({ addedParticipantCount: -1, warnings: ["capacity-loss"] });
});

describe("what changes the number", () => {
  test.each([
    ["nothing", week, load, 31, "time"],
    ["a group of five shares the session", week, { ...load, groupSize: 5 }, 158, "time"],
    ["travel of half an hour", week, { ...load, travelMinutes: 30 }, 23, "time"],
    ["fixed duties that take the whole week", { ...week, weeklyFixedDutyMinutes: 1800 }, load, 0, "no-capacity"],
    ["a participant who takes more than the week", week, { ...load, liveMinutes: 6000 }, 0, "time"],
  ] as const)("%s", (_, ofWeek, ofLoad, participantCount, limitedBy) => {
    expect(coachCapacity({ week: ofWeek, load: ofLoad })).toMatchObject({ participantCount, limitedBy });
  });

  test("a cap on the caseload binds before the time does", () => {
    expect(coachCapacity({ week, load, caseloadCap: 20 })).toMatchObject({ participantCount: 20, limitedBy: "caseload-cap", spareMinutes: 528 });
  });

  test("a session every six weeks leaves too little live time and too long a gap", () => {
    expect(coachCapacity({ week, load: { ...load, sessionsPerWeek: 1 / 6 } }).warnings).toEqual(["few-live-minutes", "long-live-gap"]);
  });
});

test("18 minutes carry a participant of 18 minutes, although 60 × (1 − 0.7) is a little more in binary", () => {
  expect(coachCapacity({ week: { weeklyContractMinutes: 60, shrinkageFraction: 0.7, weeklyFixedDutyMinutes: 0, utilizationFraction: 1 }, load: { ...load, sessionsPerWeek: 0, weeklyJournalMinutes: 18 } }).participantCount).toBe(1);
});

test("a participant who takes no time is refused: the number would have no end", () => {
  expect(() => coachCapacity({ week, load: { ...load, sessionsPerWeek: 0 } })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "coach-capacity.no_time_each", path: ["load"] })] }));
});

test.each([
  ["a percent for a fraction", { ...week, shrinkageFraction: 25 }, "input.too_big at /week/shrinkageFraction"],
  ["all time lost", { ...week, shrinkageFraction: 1 }, "input.too_big at /week/shrinkageFraction"],
  ["no number", { ...week, weeklyContractMinutes: Number.NaN }, "input.invalid_type at /week/weeklyContractMinutes"],
] as const)("refuses %s", (_, ofWeek, start) => { expect(() => coachCapacity({ week: ofWeek, load })).toThrow(start); });

const minutes = (max: number) => fc.integer({ min: 0, max });
const loads = fc.record({ sessionsPerWeek: fc.integer({ min: 1, max: 8 }).map((n) => n / 4), groupSize: fc.integer({ min: 1, max: 12 }), liveMinutes: fc.integer({ min: 15, max: 120 }), preparationMinutes: minutes(30), noteMinutes: minutes(30), travelMinutes: minutes(60), weeklyJournalMinutes: minutes(30), weeklyMessageMinutes: minutes(10) });

test("participants and spare minutes use up the time, no more and no less; more time never carries fewer", () => {
  fc.assert(fc.property(loads, minutes(3000), (ofLoad, weeklyContractMinutes) => {
    const ofWeek = { weeklyContractMinutes, shrinkageFraction: 0.2, weeklyFixedDutyMinutes: 60, utilizationFraction: 0.9 };
    const { participantCount, minutesPerParticipant, spareMinutes, deliverableMinutes } = coachCapacity({ week: ofWeek, load: ofLoad });
    expect(participantCount * minutesPerParticipant + spareMinutes).toBeCloseTo(deliverableMinutes, 3);
    expect(spareMinutes).toBeLessThan(minutesPerParticipant + 1e-3);
    expect(coachCapacity({ week: { ...ofWeek, weeklyContractMinutes: weeklyContractMinutes + 60 }, load: ofLoad }).participantCount).toBeGreaterThanOrEqual(participantCount);
  }));
});
