import * as fc from "fast-check";
import { capacityGain, type CoachWeek, type ParticipantLoad, type SessionLoad } from "coachkit/plan";
import { describe, expect, test } from "vitest";

const week: CoachWeek = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const session: SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
const before: ParticipantLoad = { sessions: [session] };
/** A session every four weeks, a journal of six minutes and three of messages each week. */
const after: ParticipantLoad = { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 6 }, messages: { countPerWeek: 1, minutesEach: 3 } };

test("a session every four weeks and a journal read in six minutes: 45 instead of 31, 45.2 % more, at half the live time", () => {
  const gain = capacityGain({ week, before, after });
  expect(gain).toMatchObject({ journalRole: "substitute", addedParticipantCount: 14, breakEvenMinutes: 22.5, breakEvenJournalMinutes: 19.5, warnings: ["less-live-contact"] });
  expect(gain.before.exactParticipants).toBeCloseTo(31.7333, 4);
  expect(gain.after.exactParticipants).toBeCloseTo(45.3333, 4);
  expect(gain.capacityRatio).toBeCloseTo(1.428571, 6);
  expect(gain.addedRatio).toBeCloseTo(0.452, 3);
  expect(gain.liveContact).toEqual({ before: { minutesPerMonth: 130, longestGapDays: 14 }, after: { minutesPerMonth: 65, longestGapDays: 28 }, addedMinutesPerMonth: -65, change: "less" });
});

test("journals that take longer than the sessions they replace cost capacity, and it says so", () => {
  const gain = capacityGain({ week, before, after: { ...after, journals: { countPerWeek: 1, minutesEach: 22 } } });
  expect(gain.after).toMatchObject({ participantCount: 30, participantMinutes: { totalMinutes: 47.5 } });
  expect(gain).toMatchObject({ addedParticipantCount: -1, warnings: ["capacity-loss", "less-live-contact"] });
});

describe("a journal in place of a session, or on top of it", () => {
  test("on top it costs time, and nothing could break even", () => {
    expect(capacityGain({ week, before, after: { ...before, journals: { countPerWeek: 1, minutesEach: 6 } } })).toMatchObject({ journalRole: "add-on", addedParticipantCount: -3, breakEvenMinutes: 0, breakEvenJournalMinutes: 0, liveContact: { change: "same", addedMinutesPerMonth: 0 }, warnings: ["capacity-loss"] });
  });
  test("journals that would have to cost nothing break even at 0, and where messages alone lose there is no break-even", () => {
    // a session every four weeks saves 22.5 minutes
    const withMessages = (minutesEach: number) => capacityGain({ week, before, after: { ...after, messages: { countPerWeek: 1, minutesEach } } });
    expect(withMessages(22.5)).toMatchObject({ breakEvenMinutes: 22.5, breakEvenJournalMinutes: 0 });
    expect(withMessages(60)).toMatchObject({ breakEvenMinutes: 22.5, breakEvenJournalMinutes: null, warnings: ["capacity-loss", "less-live-contact"] });
  });
  test("more sessions beside journals are an add-on too, with more live contact", () => {
    expect(capacityGain({ week, before: after, after: { ...before, journals: { countPerWeek: 2, minutesEach: 6 } } })).toMatchObject({ journalRole: "add-on", liveContact: { change: "more", addedMinutesPerMonth: 65 } });
  });
  test("fewer sessions without more reviews are neither", () => {
    expect(capacityGain({ week, before, after: { sessions: after.sessions } })).toMatchObject({ journalRole: "none", breakEvenJournalMinutes: null });
  });
  test("what is said has to agree with the loads", () => {
    expect(capacityGain({ week, before, after, journalRole: "substitute" }).journalRole).toBe("substitute");
    expect(() => capacityGain({ week, before, after, journalRole: "add-on" })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "capacity-gain.other_role", path: ["journalRole"], params: { said: "add-on", found: "substitute" } })] }));
  });
});

test("journals of today count among what a change may save", () => {
  const today = { ...before, journals: { countPerWeek: 1, minutesEach: 6 } };
  expect(capacityGain({ week, before: today, after: { ...after, journals: { countPerWeek: 2, minutesEach: 6 } } })).toMatchObject({ journalRole: "substitute", breakEvenMinutes: 28.5, breakEvenJournalMinutes: 12.75 });
});

test("both designs show their guards: sessions every eight weeks would carry many, but leave each too little live time", () => {
  const sparse = { ...after, sessions: [{ ...session, sessionsPerWeek: 0.125 }] };
  const gain = capacityGain({ week, before, after: sparse });
  expect(gain.before.guards.map(({ guard, isKept }) => [guard, isKept])).toEqual([["time", true], ["live-minutes", true], ["live-gap", true]]);
  // 20.25 minutes a week each by time; 60 / 32.5 times as many sessions take 29.77
  expect(gain.after).toMatchObject({ participantCount: 47, bindingGuard: "live-minutes", guards: [{ guard: "time", participantCount: 70 }, { guard: "live-minutes", isKept: false, participantCount: 47 }, { guard: "live-gap", isKept: false }] });
  expect(gain.addedParticipantCount).toBe(16);
  expect(capacityGain({ week, before, after: sparse, guards: { leastLiveMinutesPerMonth: null, longestLiveGapDays: null } }).addedParticipantCount).toBe(39);
});

test("a coach who carries nobody today has no ratio of participants", () => {
  expect(capacityGain({ week: { ...week, weeklyContractMinutes: 160 }, before, after })).toMatchObject({ addedRatio: null, addedParticipantCount: 0 });
});

test("each load's faults are named at their place", () => {
  expect(() => capacityGain({ week, before: { sessions: [] }, after: { sessions: [], journals: { countPerWeek: 500, minutesEach: 500 } } })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "participant-load.no_time_each", path: ["before"] }), expect.objectContaining({ code: "participant-load.more_than_a_week", path: ["after"] })] }));
});

test("at the break-even a participant takes as long as before; without one journals of no minutes lose too", () => {
  const share = fc.integer({ min: 1, max: 20 }).map((n) => n / 10);
  fc.assert(fc.property(share, share, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 9 }), (many, few, countPerWeek, messages) => {
    const change = (minutesEach: number) => ({ week, before: { sessions: [{ ...session, sessionsPerWeek: Math.max(many, few) }] }, after: { sessions: [{ ...session, sessionsPerWeek: Math.min(many, few) }], journals: { countPerWeek, minutesEach }, messages: { countPerWeek: 1, minutesEach: messages } } });
    const { breakEvenJournalMinutes } = capacityGain(change(5));
    if (breakEvenJournalMinutes === null) expect(capacityGain(change(0)).capacityRatio).toBeLessThan(1);
    else expect(capacityGain(change(breakEvenJournalMinutes)).capacityRatio).toBeCloseTo(1, 5);
  }));
});
