import * as fc from "fast-check";
import { CAPACITY_LIMITS, coachCapacity, type CoachWeek, type ParticipantLoad, type SessionLoad } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** 40 hours, a quarter lost, two hours of fixed duties, 85 % bookable: 23.8 hours. Every case below changes one thing of it. */
const week: CoachWeek = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
/** An hour every two weeks with a quarter of an hour before and after. */
const session: SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
const load: ParticipantLoad = { sessions: [session] };
const nothing = { live: 0, preparation: 0, notes: 0, travel: 0, noShows: 0, journals: 0, homework: 0, messages: 0 };
const noLiveGuards = { leastLiveMinutesPerMonth: null, longestLiveGapDays: null };

test("23.8 hours carry 31.73 participants of 45 minutes a week: 31", () => {
  expect(coachCapacity({ week, load })).toEqual({
    participantCount: 31, exactParticipants: expect.closeTo(31.7333, 4) as number, bindingGuard: "time", reason: null,
    guards: [
      { guard: "time", participantCount: 31, exactParticipants: expect.closeTo(31.7333, 4) as number, limit: 1428, measured: 1395, isKept: true },
      { guard: "live-minutes", participantCount: null, exactParticipants: null, limit: 60, measured: 130, isKept: true },
      { guard: "live-gap", participantCount: null, exactParticipants: null, limit: 35, measured: 14, isKept: true },
    ],
    weekMinutes: { contractMinutes: 2400, shrinkageMinutes: 600, fixedDutyMinutes: 120, unbookedMinutes: 252, deliverableMinutes: 1428 },
    participantMinutes: { totalMinutes: 45, byCategory: { ...nothing, live: 30, preparation: 7.5, notes: 7.5 }, byModality: [{ modality: "one-to-one", minutes: 45 }, { modality: null, minutes: 0 }] },
    caseloadMinutes: { totalMinutes: 1395, byCategory: { ...nothing, live: 930, preparation: 232.5, notes: 232.5 }, byModality: [{ modality: "one-to-one", minutes: 1395 }, { modality: null, minutes: 0 }] },
    spareMinutes: 33, liveContact: { minutesPerMonth: 130, longestGapDays: 14 },
    assumptions: { leastLiveMinutesPerMonth: 60, longestLiveGapDays: 35, modalitiesWithoutNoShow: ["one-to-one"] }, warnings: [],
  });
});

test("a blended load is counted by category and by modality; the time of a group is shared by its members", () => {
  const blended: ParticipantLoad = {
    sessions: [{ ...session, sessionsPerWeek: 0.25, travelMinutes: 10 }, { ...session, modality: "group", sessionsPerWeek: 0.5, groupSize: 6, liveMinutes: 90 }, { ...session, modality: "peer", sessionsPerWeek: 0.5, groupSize: 3, liveMinutes: 30, preparationMinutes: 0, noteMinutes: 0 }],
    journals: { countPerWeek: 2, minutesEach: 3 }, homework: { countPerWeek: 0.5, minutesEach: 4 }, messages: { countPerWeek: 3, minutesEach: 1 },
  };
  const { participantMinutes, participantCount } = coachCapacity({ week, load: blended });
  // 1:1 ¼ · (60 + 15 + 15 + 10) = 25; group ½ · (90 + 30) / 6 = 10; peers ½ · 30 / 3 = 5; between sessions 6 + 2 + 3 = 11
  expect(participantMinutes).toEqual({
    totalMinutes: 51, byModality: [{ modality: "one-to-one", minutes: 25 }, { modality: "group", minutes: 10 }, { modality: "peer", minutes: 5 }, { modality: null, minutes: 11 }],
    byCategory: { live: 15 + 7.5 + 5, preparation: 3.75 + 1.25, notes: 3.75 + 1.25, travel: 2.5, noShows: 0, journals: 6, homework: 2, messages: 3 },
  });
  expect(participantCount).toBe(28);
});

describe("no-shows", () => {
  const fifth = (then: "lost" | "rebooked"): ParticipantLoad => ({ sessions: [{ ...session, sessionsPerWeek: 1, travelMinutes: 20, noShow: { fraction: 0.2, then } }] });
  test("lost: live time, preparation and travel are spent all the same, notes are not written, and the participant gets less", () => {
    const { participantMinutes, liveContact } = coachCapacity({ week, load: fifth("lost") });
    expect(participantMinutes).toMatchObject({ totalMinutes: 107, byCategory: { ...nothing, live: 48, travel: 16, notes: 12, preparation: 15, noShows: 16 } });
    expect(liveContact).toEqual({ minutesPerMonth: 208, longestGapDays: 8.75 });
  });
  test("rebooked: 1.25 bookings make one session; the participant gets all, preparation and notes count once", () => {
    const { participantMinutes, liveContact } = coachCapacity({ week, load: fifth("rebooked") });
    expect(participantMinutes).toMatchObject({ totalMinutes: 130, byCategory: { ...nothing, live: 60, travel: 20, notes: 15, preparation: 15, noShows: 20 } });
    expect(liveContact).toEqual({ minutesPerMonth: 260, longestGapDays: 7 });
  });
  test("a share of zero changes nothing, and is no assumption", () => {
    const said = coachCapacity({ week, load: { sessions: [{ ...session, noShow: { fraction: 0, then: "rebooked" } }] } });
    const { assumptions, ...unsaid } = coachCapacity({ week, load });
    expect(said).toEqual({ ...unsaid, assumptions: { leastLiveMinutesPerMonth: 60, longestLiveGapDays: 35 } });
    expect(assumptions.modalitiesWithoutNoShow).toEqual(["one-to-one"]);
  });
});

describe("what changes the number", () => {
  test.each([
    ["nothing", week, load, 31, "time", null],
    ["a group of five shares the session", week, { sessions: [{ ...session, groupSize: 5 }] }, 158, "time", null],
    ["travel of half an hour", week, { sessions: [{ ...session, travelMinutes: 30 }] }, 23, "time", null],
    ["fixed duties that take the whole week", { ...week, weeklyFixedDutyMinutes: 1800 }, load, 0, "time", "no-capacity"],
    ["a coach with no hours", { ...week, weeklyContractMinutes: 0 }, load, 0, "time", "no-capacity"],
    ["a coach who may not be booked", { ...week, utilizationFraction: 0 }, load, 0, "time", "no-capacity"],
    ["a participant who takes more than the week", week, { sessions: [{ ...session, liveMinutes: 6000 }] }, 0, "time", "load-above-capacity"],
  ] as const)("%s", (_, ofWeek, ofLoad, participantCount, bindingGuard, reason) => {
    expect(coachCapacity({ week: ofWeek, load: ofLoad })).toMatchObject({ participantCount, bindingGuard, reason });
  });

  test("duties beyond the week are cut in the ledger, and it says so", () => {
    const { weekMinutes, warnings } = coachCapacity({ week: { ...week, weeklyFixedDutyMinutes: 2000 }, load });
    expect(weekMinutes).toEqual({ contractMinutes: 2400, shrinkageMinutes: 600, fixedDutyMinutes: 1800, unbookedMinutes: 0, deliverableMinutes: 0 });
    expect(warnings).toEqual(["fixed-duties-exceed-time"]);
    expect(coachCapacity({ week: { ...week, weeklyFixedDutyMinutes: 1800 }, load }).warnings).toEqual([]);
  });
});

test("18 minutes carry a participant of 18 minutes, although 60 × (1 − 0.7) × 0.9 / 0.9 is a little more or less in binary", () => {
  const journals = { countPerWeek: 1, minutesEach: 18 };
  for (const [shrinkageFraction, utilizationFraction, weeklyContractMinutes] of [[0.7, 0.9, 60 / 0.9], [0.1, 0.7, 18 / 0.63], [0.3, 0.1, 18 / 0.07]] as const) {
    expect(coachCapacity({ week: { weeklyContractMinutes, shrinkageFraction, weeklyFixedDutyMinutes: 0, utilizationFraction }, load: { sessions: [], journals }, guards: noLiveGuards })).toMatchObject({ participantCount: 1, spareMinutes: 0 });
  }
  // thirds of a minute are no multiple of a millionth: three of them are one minute all the same
  expect(coachCapacity({ week: { weeklyContractMinutes: 4, shrinkageFraction: 0, weeklyFixedDutyMinutes: 0, utilizationFraction: 0.5 }, load: { sessions: [{ ...session, sessionsPerWeek: 2 / 3, liveMinutes: 1, preparationMinutes: 0, noteMinutes: 0 }] }, guards: noLiveGuards }).participantCount).toBe(3);
});

test("a participant who takes no time is refused: the number would have no end", () => {
  expect(() => coachCapacity({ week, load: { sessions: [{ ...session, sessionsPerWeek: 0 }] } })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "participant-load.no_time_each", path: ["load"] })] }));
  expect(() => coachCapacity({ week, load: { sessions: [], journals: { countPerWeek: 0.001, minutesEach: 1 } } })).toThrow("participant-load.no_time_each at /load");
});
test("one who takes more than all of the week's 10,080 minutes is refused", () => {
  expect(() => coachCapacity({ week, load: { sessions: [{ ...session, sessionsPerWeek: 50, liveMinutes: 10_000 }] } })).toThrow(expect.objectContaining({ issues: [expect.objectContaining({ code: "participant-load.more_than_a_week", path: ["load"] })] }));
  const whole = { sessions: [], journals: { countPerWeek: 1, minutesEach: 10_080 } };
  expect(coachCapacity({ week, load: whole, guards: noLiveGuards }).reason).toBe("load-above-capacity");
});

test.each([
  ["a percent for a fraction", { week: { ...week, shrinkageFraction: 25 } }, "input.too_big at /week/shrinkageFraction"],
  ["all time lost", { week: { ...week, shrinkageFraction: 1 } }, "input.too_big at /week/shrinkageFraction"],
  ["all time booked", { week: { ...week, utilizationFraction: 1 } }, "input.too_big at /week/utilizationFraction"],
  ["fewer than no hours", { week: { ...week, weeklyContractMinutes: -1 } }, "input.too_small at /week/weeklyContractMinutes"],
  ["no number", { week: { ...week, weeklyContractMinutes: Number.NaN } }, "input.invalid_type at /week/weeklyContractMinutes"],
  ["a group of nobody", { load: { sessions: [{ ...session, groupSize: 0 }] } }, "input.too_small at /load/sessions/0/groupSize"],
  ["a group of two and a half", { load: { sessions: [{ ...session, groupSize: 2.5 }] } }, "input.invalid_type at /load/sessions/0/groupSize"],
  ["a booking that is never held", { load: { sessions: [{ ...session, noShow: { fraction: 1, then: "rebooked" } }] } }, "input.too_big at /load/sessions/0/noShow/fraction"],
  ["more kinds of sessions than one load has", { load: { sessions: Array.from({ length: CAPACITY_LIMITS.sessionLoads + 1 }, () => session) } }, "input.too_big at /load/sessions"],
] as const)("refuses %s", (_, changes, start) => { expect(() => coachCapacity({ week, load, ...changes })).toThrow(start); });

const minutes = (max: number) => fc.integer({ min: 0, max });
const tasks = fc.record({ countPerWeek: fc.integer({ min: 0, max: 8 }).map((n) => n / 3), minutesEach: minutes(12) });
const sessions = fc.record({
  modality: fc.constantFrom("one-to-one", "group", "peer"), sessionsPerWeek: fc.integer({ min: 1, max: 9 }).map((n) => n / 7), groupSize: fc.integer({ min: 1, max: 12 }), liveMinutes: fc.integer({ min: 15, max: 120 }),
  preparationMinutes: minutes(30), noteMinutes: minutes(30), travelMinutes: minutes(60), noShow: fc.record({ fraction: fc.integer({ min: 0, max: 9 }).map((n) => n / 10), then: fc.constantFrom("lost" as const, "rebooked" as const) }),
});
const loads = fc.record({ sessions: fc.array(sessions, { minLength: 1, maxLength: 4 }), journals: tasks, homework: tasks, messages: tasks });
const weekOf = (weeklyContractMinutes: number): CoachWeek => ({ weeklyContractMinutes, shrinkageFraction: 0.2, weeklyFixedDutyMinutes: 60, utilizationFraction: 0.9 });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("laws", () => {
  test("every ledger adds up: the paid week, one participant, the caseload with the spare time", () => {
    fc.assert(fc.property(loads, minutes(3000), fc.integer({ min: 0, max: 40 }), (ofLoad, contract, caseloadCap) => {
      const { weekMinutes, participantMinutes, caseloadMinutes, spareMinutes, participantCount } = coachCapacity({ week: weekOf(contract), load: ofLoad, guards: { caseloadCap } });
      expect(weekMinutes.shrinkageMinutes + weekMinutes.fixedDutyMinutes + weekMinutes.unbookedMinutes + weekMinutes.deliverableMinutes).toBeCloseTo(contract, 4);
      for (const ledger of [participantMinutes, caseloadMinutes]) {
        expect(sum(Object.values(ledger.byCategory))).toBeCloseTo(ledger.totalMinutes, 4);
        expect(sum(ledger.byModality.map((one) => one.minutes))).toBeCloseTo(ledger.totalMinutes, 4);
      }
      expect(participantCount * participantMinutes.totalMinutes).toBeCloseTo(caseloadMinutes.totalMinutes, 3);
      expect(caseloadMinutes.totalMinutes + spareMinutes).toBeCloseTo(weekMinutes.deliverableMinutes, 4);
    }));
  });

  test("the time is used up when it binds; more time never carries fewer", () => {
    fc.assert(fc.property(loads, minutes(3000), (ofLoad, contract) => {
      const { participantCount, spareMinutes, participantMinutes, bindingGuard } = coachCapacity({ week: weekOf(contract), load: ofLoad, guards: noLiveGuards });
      expect(bindingGuard).toBe("time");
      expect(spareMinutes).toBeLessThan(participantMinutes.totalMinutes + 1e-3);
      expect(coachCapacity({ week: weekOf(contract + 60), load: ofLoad, guards: noLiveGuards }).participantCount).toBeGreaterThanOrEqual(participantCount);
    }));
  });

  test("the time guard counts what the ledger counts", () => {
    fc.assert(fc.property(loads, (ofLoad) => {
      const { participantMinutes, weekMinutes, guards } = coachCapacity({ week, load: ofLoad, guards: noLiveGuards });
      expect((guards[0]?.exactParticipants ?? 0) * participantMinutes.totalMinutes).toBeCloseTo(weekMinutes.deliverableMinutes, 1);
    }));
  });

  test("the order of the sessions changes no number but the order of the modalities", () => {
    fc.assert(fc.property(loads, (ofLoad) => {
      const one = coachCapacity({ week, load: ofLoad });
      const other = coachCapacity({ week, load: { ...ofLoad, sessions: ofLoad.sessions.toReversed() } });
      expect(other.participantCount).toBe(one.participantCount);
      expect(other.participantMinutes.totalMinutes).toBeCloseTo(one.participantMinutes.totalMinutes, 4);
    }));
  });

  test("what goes to the coach as no-show time is what bookings cost beyond a world without no-shows, when they are rebooked", () => {
    fc.assert(fc.property(sessions, (one) => {
      const held = { ...one, noShow: { fraction: 0, then: "lost" as const } };
      const cost = (ofSession: SessionLoad) => coachCapacity({ week, load: { sessions: [ofSession] } }).participantMinutes;
      const rebooked = cost({ ...one, noShow: { ...one.noShow, then: "rebooked" } });
      expect(rebooked.totalMinutes - rebooked.byCategory.noShows).toBeCloseTo(cost(held).totalMinutes, 4);
      expect(cost({ ...one, noShow: { ...one.noShow, then: "lost" } }).totalMinutes).toBeLessThanOrEqual(cost(held).totalMinutes + 1e-6);
    }));
  });
});
