import { erlangC, offeredErlangs, onQueueFte, QUEUE_LIMITS, rosteredFte, waitQuantile } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const queue = { offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 };

describe("erlangC", () => {
  test("one agent at half load: every second caller waits, for as long as a call takes beyond the spare", () => {
    const figures = erlangC({ offeredErlangs: 0.5, agentFte: 1, handleTimeSeconds: 100, answerWithinSeconds: 0 });
    expect(figures).toEqual({
      model: "erlang-c", serviceLevelDefinition: "answered-in-time-of-offered", isStable: true, waitFraction: 0.5, serviceLevelFraction: 0.5,
      meanWaitSeconds: 100, meanWaitOfDelayedSeconds: 200, meanQueueLength: 0.5, occupancyFraction: 0.5,
    });
  });
  test("100 calls of 180 s in half an hour, answered within 20 s: 8 to 14 agents give 0, 0, 0, .39, .64, .80, .89", () => {
    const levels = [8, 9, 10, 11, 12, 13, 14].map((agentFte) => Number(erlangC({ ...queue, agentFte }).serviceLevelFraction.toFixed(4)));
    expect(levels).toEqual([0, 0, 0, 0.3896, 0.6402, 0.7956, 0.8884]);
  });
  test("agents at or below the load: the queue grows without end, and no mean wait is made up", () => {
    for (const agentFte of [0, 9.99, 10]) {
      expect(erlangC({ ...queue, agentFte })).toMatchObject({ isStable: false, waitFraction: 1, serviceLevelFraction: 0, meanWaitSeconds: null, meanWaitOfDelayedSeconds: null, meanQueueLength: null, occupancyFraction: 1 });
    }
  });
  test("nothing offered: everything in time, never 0 ÷ 0", () => {
    expect(erlangC({ ...queue, offeredErlangs: 0, agentFte: 0 })).toMatchObject({ isStable: true, serviceLevelFraction: 1, waitFraction: 0, meanWaitSeconds: 0, meanWaitOfDelayedSeconds: null, occupancyFraction: 0 });
    expect(erlangC({ ...queue, offeredErlangs: 0, agentFte: 9 }).meanWaitOfDelayedSeconds).toBe(20);
  });
  test("refuses a handle time of zero, and lengths that are none", () => {
    refuses(() => erlangC({ ...queue, handleTimeSeconds: 0, answerWithinSeconds: -1 }), { code: "input.invalid_format", path: ["handleTimeSeconds"] }, { code: "input.too_small", path: ["answerWithinSeconds"] });
  });
  test("law: part of an agent serves between whole ones; more agents never serve worse", () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 2000, noNaN: true }), fc.double({ min: 1e-6, max: 30, noNaN: true }), fc.double({ min: 0, max: 5, noNaN: true }), (load, spare, more) => {
      const [few, many] = [erlangC({ ...queue, offeredErlangs: load, agentFte: load + spare }), erlangC({ ...queue, offeredErlangs: load, agentFte: load + spare + more })];
      expect(many.serviceLevelFraction).toBeGreaterThanOrEqual(few.serviceLevelFraction - 1e-12);
      expect(many.waitFraction).toBeLessThanOrEqual(few.waitFraction + 1e-12);
      for (const share of [few.waitFraction, few.serviceLevelFraction, few.occupancyFraction]) expect(share >= 0 && share <= 1).toBe(true);
    }));
  });
});

describe("waitQuantile", () => {
  test("is 0 where enough do not wait, and null where the queue grows", () => {
    expect(waitQuantile({ queue, fraction: 0.8 }).waitSeconds).toBe(0);
    expect(waitQuantile({ queue: { ...queue, agentFte: 10 }, fraction: 0.5 }).waitSeconds).toBeNull();
  });
  test("law: as its own threshold it gives the share back", () => {
    fc.assert(fc.property(fc.double({ min: 0.83, max: 0.99, noNaN: true }), (fraction) => {
      const { waitSeconds } = waitQuantile({ queue, fraction });
      expect(erlangC({ ...queue, answerWithinSeconds: waitSeconds ?? -1 }).serviceLevelFraction).toBeCloseTo(fraction, 12);
    }));
  });
  test("refuses the wait of all", () => { refuses(() => waitQuantile({ queue, fraction: 1 }), { code: "input.invalid_format", path: ["fraction"] }); });
});

describe("offeredErlangs and shrinkage", () => {
  test("a load beyond the limit is a mistake in units", () => {
    refuses(() => offeredErlangs({ offeredContacts: 10_000_000, handleTimeSeconds: 600, intervalMinutes: 30 }), { code: "offered-erlangs.too_much_load", path: [] });
    refuses(() => offeredErlangs({ offeredContacts: -1, handleTimeSeconds: 600, intervalMinutes: 61 }), { code: "input.too_small", path: ["offeredContacts"] }, { code: "input.too_big", path: ["intervalMinutes"] });
  });
  test("14 agents on the queue at a shrinkage of 30 % are 20, not 18.2, and nobody is rounded up by binary dust", () => {
    expect([rosteredFte({ agentFte: 14, shrinkageFraction: 0.3 }), onQueueFte({ rosteredFte: 20, shrinkageFraction: 0.3 })]).toEqual([20, 14]);
    refuses(() => rosteredFte({ agentFte: 14, shrinkageFraction: 1 }), { code: "input.invalid_format", path: ["shrinkageFraction"] });
  });
  test("the limits are those of real centers and beyond", () => { expect([QUEUE_LIMITS.erlangs, QUEUE_LIMITS.agents]).toEqual([100_000, 1_000_000]); });
});
