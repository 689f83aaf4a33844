import * as fc from "fast-check";
import { coachCapacity, type CapacityGuards, type CoachWeek, type ParticipantLoad, type SessionLoad } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** 1,428 deliverable minutes. */
const week: CoachWeek = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
const session: SessionLoad = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
/** 45 minutes in sessions and a journal of six: 51 minutes, 28 participants. */
const load: ParticipantLoad = { sessions: [session], journals: { countPerWeek: 1, minutesEach: 6 } };
const every = (weeks: number): ParticipantLoad => ({ sessions: [{ ...session, sessionsPerWeek: 1 / weeks }] });
const reading = (guards: CapacityGuards, guard: string, ofLoad = load) => coachCapacity({ week, load: ofLoad, guards }).guards.find((one) => one.guard === guard);

describe("each guard binds in a case where no other does, and is named", () => {
  test.each([
    ["time",          28, {}, load],
    ["caseload-cap",  20, { caseloadCap: 20 }, load],
    ["rapport",       24, { caseloadCap: 25, rapportCaseload: 24 }, load],
    ["week-fit",      21, { weekFitFraction: 0.95 }, load],
    // 1,428 / 80
    ["busiest-week",  17, {}, { ...load, busiestWeekMinutes: 80 }],
    // 600 minutes kept free for reviews leave 828 for sessions of 45
    ["session-time",  18, { review: { weeklyReviewMinutes: 600 } }, load],
    // an answer within two of five days: S / (1 − ρ) ≤ 48 minutes, ρ ≤ 7/8, 17.5 journals of six minutes in 120
    ["response-time", 17, { review: { weeklyReviewMinutes: 120 } }, load],
    // without a limit only the pile counts: fewer than 20 journals of six minutes in 120
    ["review-queue",  19, { review: { weeklyReviewMinutes: 120, responseLimitWorkingDays: null } }, load],
    // 43 1/3 live minutes a month; sessions 60 / 43 1/3 times as often take 20.77 minutes a week each
    ["live-minutes",  68, {}, every(6)],
    // two-hour sessions every six weeks: live minutes suffice, 42 days do not; sessions 42/35 times as often take 30 minutes
    ["live-gap",      47, {}, { sessions: [{ ...session, sessionsPerWeek: 1 / 6, liveMinutes: 120 }] }],
  ] as const)("%s", (bindingGuard, participantCount, guards, ofLoad) => {
    expect(coachCapacity({ week, load: ofLoad, guards })).toMatchObject({ bindingGuard, participantCount, reason: null });
  });
});

describe("live contact", () => {
  test("a session every six weeks leaves too little live time and too long a gap; the guard says how many could be carried with enough", () => {
    const capacity = coachCapacity({ week, load: every(6) });
    expect(capacity.warnings).toEqual(["few-live-minutes", "long-live-gap"]);
    expect(capacity.guards).toMatchObject([
      { guard: "time", participantCount: 95, isKept: true },
      { guard: "live-minutes", participantCount: 68, limit: 60, measured: 43.333333, isKept: false },
      { guard: "live-gap", participantCount: 79, limit: 35, measured: 42, isKept: false },
    ]);
    expect(capacity.spareMinutes).toBe(1428 - 68 * 15);
  });
  test("a session every five weeks has its gap of exactly 35 days", () => {
    expect(reading({}, "live-gap", every(5))).toMatchObject({ measured: 35, isKept: true, participantCount: null });
  });
  test("exactly 60 minutes a month are enough", () => {
    expect(reading({}, "live-minutes", { sessions: [{ ...session, sessionsPerWeek: 12 / 52 }] })).toMatchObject({ measured: 60, isKept: true });
  });
  test("a session without live time is no live contact", () => {
    expect(coachCapacity({ week, load: { sessions: [session, { ...session, modality: "written", liveMinutes: 0, sessionsPerWeek: 5 }] } }).liveContact).toEqual({ minutesPerMonth: 130, longestGapDays: 14 });
  });
  // 105 days are three times 35: sessions three times as often take 135 minutes beside the journal's six
  test("a known gap counts instead of even spacing", () => {
    expect(coachCapacity({ week, load: { ...load, longestLiveGapDays: 105 } })).toMatchObject({ bindingGuard: "live-gap", participantCount: 10, warnings: ["long-live-gap"] });
  });
  test("journals without any session keep no live guard: nobody, unless the guards are turned off", () => {
    const journalsOnly = { sessions: [], journals: { countPerWeek: 1, minutesEach: 6 } };
    expect(coachCapacity({ week, load: journalsOnly })).toMatchObject({ participantCount: 0, bindingGuard: "live-minutes", reason: "guard", liveContact: { minutesPerMonth: 0, longestGapDays: null } });
    expect(coachCapacity({ week, load: journalsOnly, guards: { leastLiveMinutesPerMonth: null } })).toMatchObject({ participantCount: 0, bindingGuard: "live-gap" });
    expect(coachCapacity({ week, load: journalsOnly, guards: { leastLiveMinutesPerMonth: null, longestLiveGapDays: null } })).toMatchObject({ participantCount: 238, bindingGuard: "time", assumptions: {}, warnings: [] });
    expect(coachCapacity({ week, load: journalsOnly, guards: { leastLiveMinutesPerMonth: 0, longestLiveGapDays: null } }).participantCount).toBe(238);
  });
});

describe("a live guard that does not hold allows what the design would that mends it", () => {
  test("review time that is kept free stays so", () => {
    const sparse = { ...load, sessions: [{ ...session, sessionsPerWeek: 0.125 }] };
    const guards = { review: { weeklyReviewMinutes: 700 } };
    expect(coachCapacity({ week, load: sparse, guards })).toMatchObject({ participantCount: 35, bindingGuard: "live-minutes" });
    expect(coachCapacity({ week, load: { ...load, sessions: [{ ...session, sessionsPerWeek: 12 / 52 }] }, guards })).toMatchObject({ participantCount: 35, bindingGuard: "session-time" });
  });
  test("a busiest week grows along", () => {
    const sparse = { sessions: [{ ...session, sessionsPerWeek: 0.125 }], busiestWeekMinutes: 90, longestLiveGapDays: 70 };
    expect(coachCapacity({ week, load: sparse })).toMatchObject({ participantCount: 7, bindingGuard: "live-gap" });
    expect(coachCapacity({ week, load: { sessions: [{ ...session, sessionsPerWeek: 0.25 }], busiestWeekMinutes: 180, longestLiveGapDays: 35 } })).toMatchObject({ participantCount: 7, bindingGuard: "busiest-week" });
  });
  test("a review queue that is full at a whole number still takes one fewer", () => {
    const review = { weeklyReviewMinutes: 120, responseLimitWorkingDays: null };
    expect(reading({ review }, "live-minutes", { ...load, sessions: [{ ...session, sessionsPerWeek: 0.125 }] })).toMatchObject({ exactParticipants: 20, participantCount: 19 });
  });
  test("weeks that vary are counted as they would be", () => {
    const fit = { weekFitFraction: 0.95 };
    expect(reading(fit, "live-minutes", every(6))?.exactParticipants).toBeCloseTo(reading(fit, "week-fit", every(52 / 12))?.exactParticipants ?? 0, 6);
  });
  test("a limit no session could keep leaves nobody", () => {
    expect(coachCapacity({ week, load: every(6), guards: { longestLiveGapDays: 5e-324 } })).toMatchObject({ participantCount: 0, bindingGuard: "live-gap", reason: "guard" });
  });
  test("both live guards, reviews and a busiest week: the caseload is that of the mended design", () => {
    const designs = fc.record({ weeks: fc.integer({ min: 5, max: 16 }), liveMinutes: fc.integer({ min: 20, max: 120 }), minutesEach: fc.integer({ min: 0, max: 15 }), busiest: fc.integer({ min: 10, max: 40 }), gap: fc.integer({ min: 10, max: 90 }), weeklyReviewMinutes: fc.integer({ min: 0, max: 1200 }) });
    fc.assert(fc.property(designs, ({ weeks, liveMinutes, minutesEach, busiest, gap, weeklyReviewMinutes }) => {
      const design = (times: number): ParticipantLoad => {
        const minutes = (often: number) => ((liveMinutes + 30) * often) / weeks + minutesEach;
        return { sessions: [{ ...session, liveMinutes, sessionsPerWeek: times / weeks }], journals: { countPerWeek: 1, minutesEach }, longestLiveGapDays: gap / times, busiestWeekMinutes: (busiest / 10) * minutes(times) };
      };
      const times = Math.max(1, gap / 35, 60 / ((liveMinutes / weeks) * (52 / 12)));
      const mended = coachCapacity({ week, load: design(times), guards: { review: { weeklyReviewMinutes }, leastLiveMinutesPerMonth: null, longestLiveGapDays: null } });
      expect(coachCapacity({ week, load: design(1), guards: { review: { weeklyReviewMinutes } } }).participantCount).toBe(mended.participantCount);
    }));
  });
});

describe("reviews", () => {
  test("load, response and limit are read at the caseload that was answered", () => {
    const { guards, assumptions } = coachCapacity({ week, load, guards: { review: { weeklyReviewMinutes: 120 } } });
    // 17 journals of 6 minutes in 120: ρ = 0.85, response 40 minutes of 24 a day
    expect(guards.slice(1, 4)).toMatchObject([{ guard: "session-time", limit: 1308, measured: 765, participantCount: 29 }, { guard: "review-queue", limit: 1, measured: 0.85, participantCount: 19 }, { guard: "response-time", limit: 2, measured: expect.closeTo(40 / 24, 9) as number, participantCount: 17 }]);
    expect(assumptions).toMatchObject({ responseLimitWorkingDays: 2, workingDaysPerWeek: 5 });
  });
  test("homework and messages wait in the same queue, at their mean length", () => {
    const mixed = { ...load, homework: { countPerWeek: 0.5, minutesEach: 4 }, messages: { countPerWeek: 1, minutesEach: 2 } };
    // ten minutes a week in two and a half pieces of four minutes: ρ ≤ 1 − 4 / 48
    expect(reading({ review: { weeklyReviewMinutes: 120 } }, "response-time", mixed)?.exactParticipants).toBeCloseTo((120 * (44 / 48)) / 10, 9);
  });
  test("a journal longer than the limit is never in time, no review time answers nobody", () => {
    expect(coachCapacity({ week, load, guards: { review: { weeklyReviewMinutes: 15 } } })).toMatchObject({ bindingGuard: "response-time", participantCount: 0, reason: "guard" });
    expect(coachCapacity({ week, load, guards: { review: { weeklyReviewMinutes: 0 } } })).toMatchObject({ participantCount: 0, reason: "guard" });
  });
  test("more review time than there is time leaves no sessions, counts as all the time, and is warned of", () => {
    expect(coachCapacity({ week, load, guards: { review: { weeklyReviewMinutes: 1500 } } })).toMatchObject({ bindingGuard: "session-time", participantCount: 0, reason: "guard", warnings: ["review-time-exceeds-time"] });
    const journalsOnly = { load: { ...load, sessions: [] }, guards: { review: { weeklyReviewMinutes: 1500 }, leastLiveMinutesPerMonth: null, longestLiveGapDays: null } };
    // 1,428 minutes: an answer within two of five days takes 571.2 of them, ρ ≤ 1 − 6 / 571.2, 235.5 journals of six minutes
    expect(coachCapacity({ week, ...journalsOnly })).toMatchObject({ bindingGuard: "response-time", participantCount: 235, warnings: ["review-time-exceeds-time"] });
    expect(coachCapacity({ week, ...journalsOnly, guards: { ...journalsOnly.guards, review: { weeklyReviewMinutes: 1428 } } })).toMatchObject({ participantCount: 235, warnings: [] });
    // 280.5 minutes of a short week
    expect(coachCapacity({ week: { ...week, weeklyContractMinutes: 600 }, load, guards: { review: { weeklyReviewMinutes: 5000 } } }).guards).toMatchObject([{}, { guard: "session-time", participantCount: 0, limit: 0 }, { guard: "review-queue", participantCount: 46 }, { guard: "response-time", participantCount: 44 }, {}, {}]);
  });
  test("no promise of review time allows more reviews than fit the coach's time", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 10_080 }), fc.integer({ min: 1, max: 30 }), (weeklyContractMinutes, weeklyReviewMinutes, minutesEach) => {
      const { guards, weekMinutes } = coachCapacity({ week: { ...week, weeklyContractMinutes }, load: { ...load, journals: { countPerWeek: 1, minutesEach } }, guards: { review: { weeklyReviewMinutes } } });
      for (const { guard, exactParticipants } of guards) if (guard === "review-queue" || guard === "response-time") expect((exactParticipants ?? 0) * minutesEach).toBeLessThanOrEqual(weekMinutes.deliverableMinutes + 1e-6);
    }));
  });
  test("without reviews there is no queue", () => {
    expect(coachCapacity({ week, load: { sessions: [session] }, guards: { review: { weeklyReviewMinutes: 0 } } })).toMatchObject({ bindingGuard: "time", participantCount: 31 });
  });
});

test("a cap on the caseload leaves time over", () => {
  expect(coachCapacity({ week, load: { sessions: [session] }, guards: { caseloadCap: 20 } })).toMatchObject({ participantCount: 20, exactParticipants: 20, bindingGuard: "caseload-cap", spareMinutes: 528 });
  expect(coachCapacity({ week, load, guards: { caseloadCap: 0 } })).toMatchObject({ participantCount: 0, reason: "guard" });
});
test("of guards that allow the same caseload the tighter one binds, of equal ones the first", () => {
  expect(coachCapacity({ week, load: { sessions: [session] }, guards: { caseloadCap: 31 } }).bindingGuard).toBe("caseload-cap");
  expect(coachCapacity({ week, load, guards: { caseloadCap: 20, rapportCaseload: 20 } }).bindingGuard).toBe("caseload-cap");
});
test("rapport without a limit in the data limits nothing", () => {
  expect(coachCapacity({ week, load, guards: { rapportCaseload: null } }).bindingGuard).toBe("time");
});
test("a busiest week that is quieter than the mean is none", () => {
  expect(reading({}, "busiest-week", { ...load, busiestWeekMinutes: 51 })).toBeUndefined();
});
test("week-fit is measured as the share of weeks that fit", () => {
  expect(reading({ weekFitFraction: 0.95 }, "week-fit", { sessions: [session] })).toMatchObject({ participantCount: 23, limit: 0.95, measured: expect.closeTo(0.9657, 4) as number });
});

test("a caseload of few whose weeks vary is warned of", () => {
  expect(coachCapacity({ week: { ...week, weeklyContractMinutes: 1000 }, load, guards: { weekFitFraction: 0.8 } }).warnings).toEqual(["rough-approximation"]);
  expect(coachCapacity({ week: { ...week, weeklyContractMinutes: 1000 }, load }).warnings).toEqual([]);
  expect(coachCapacity({ week, load, guards: { weekFitFraction: 0.95 } }).warnings).toEqual([]);
});
test("next to no minutes in sessions, or between them, make no guard of their own", () => {
  const rare = { sessions: [{ ...session, sessionsPerWeek: 1e-9 }], journals: { countPerWeek: 1, minutesEach: 6 } };
  const guards = { review: { weeklyReviewMinutes: 120 }, leastLiveMinutesPerMonth: null, longestLiveGapDays: null };
  expect(coachCapacity({ week: { ...week, weeklyContractMinutes: 10_000_000 }, load: rare, guards }).guards.map(({ guard }) => guard)).toEqual(["time", "review-queue", "response-time"]);
});

test.each([
  ["a percent", { weekFitFraction: 95 }, "input.too_big at /guards/weekFitFraction"],
  ["a gap of no days", { longestLiveGapDays: 0 }, "input.too_small at /guards/longestLiveGapDays"],
  ["part of a participant", { caseloadCap: 2.5 }, "input.invalid_type at /guards/caseloadCap"],
  ["an unknown guard", { cap: 3 }, "input.unrecognized_keys at /guards/cap"],
])("refuses %s", (_, guards: object, start) => { expect(() => coachCapacity({ week, load, guards })).toThrow(start); });

test("the answer is the least of all guards, and one more participant breaks the one that binds", () => {
  const reviews = fc.record({ weeklyReviewMinutes: fc.integer({ min: 0, max: 400 }), responseLimitWorkingDays: fc.integer({ min: 1, max: 5 }) });
  fc.assert(fc.property(reviews, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 20 }), (review, caseloadCap, weeks, minutesEach) => {
    const { guards, participantCount, bindingGuard } = coachCapacity({ week, load: { ...every(weeks), journals: { countPerWeek: 1.5, minutesEach } }, guards: { review, caseloadCap, weekFitFraction: 0.8 } });
    const counts = guards.flatMap((guard) => guard.participantCount ?? []);
    expect(participantCount).toBe(Math.min(...counts));
    expect(guards.find(({ guard }) => guard === bindingGuard)?.participantCount).toBe(participantCount);
    for (const { guard, measured, limit } of guards.filter(({ guard: name }) => ["time", "session-time", "review-queue", "response-time", "caseload-cap"].includes(name))) {
      if (participantCount > 0) expect([guard, (measured ?? Infinity) <= limit + 1e-6]).toEqual([guard, true]);
    }
  }));
});
