import { erlangA, erlangC, type ServiceTarget } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lossCurve, type LossCurveQuestion } from "../../../src/wfm/queue/loss-curve.js";

const target: ServiceTarget = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
const question: LossCurveQuestion = { offeredContacts: 100, offeredErlangs: 10, handleTimeSeconds: 180, target, onQueueFte: 14, quantumFte: 1, count: 20 };
const digits = (values: Float64Array): readonly string[] => Array.from(values, (value) => value.toFixed(4));

describe("lossCurve", () => {
  test("100 contacts, 10 erlangs: 14 agents lose 11.16 contacts, 10 and fewer lose them all", () => {
    const { lateContacts, lostContacts, serviceLevels } = lossCurve(question);
    expect(digits(lateContacts).slice(0, 6)).toEqual(["11.1650", "20.4405", "35.9842", "61.0386", "100.0000", "100.0000"]);
    expect(digits(serviceLevels).slice(0, 5)).toEqual(["0.8884", "0.7956", "0.6402", "0.3896", "0.0000"]);
    expect(lateContacts).toHaveLength(15);
    // Erlang C knows of nobody who hangs up
    expect(lostContacts).toBeNull();
  });
  test("ends after `count` steps, and where no more can leave", () => {
    const lengthOf = (changes: Partial<LossCurveQuestion>): number => lossCurve({ ...question, ...changes }).lateContacts.length;
    expect([lengthOf({ count: 3 }), lengthOf({ onQueueFte: 2.5 }), lengthOf({ onQueueFte: 1, quantumFte: 0.1 }), lengthOf({ onQueueFte: 0 }), lengthOf({ count: 0 })]).toEqual([4, 3, 11, 1, 1]);
  });
  test("nothing offered loses nothing, without agents too", () => { expect(lossCurve({ ...question, offeredContacts: 0, offeredErlangs: 0, onQueueFte: 1 })).toEqual({ lateContacts: new Float64Array(2), lostContacts: null, serviceLevels: Float64Array.of(1, 1) }); });
  test("hung-up contacts are fewer than late ones, and all are lost where nobody is left", () => {
    const impatient: LossCurveQuestion = { ...question, onQueueFte: 3, target: { ...target, model: "erlang-a", patienceSeconds: 120 } };
    const { lateContacts, lostContacts } = lossCurve(impatient);
    // 2 of 10 erlangs at most can be served by 2 agents: 80 contacts and a few are lost
    expect(digits(lostContacts ?? new Float64Array())).toEqual(["70.1238", "80.0322", "90.0050", "100.0000"]);
    expect(Number(lostContacts?.[0])).toBeLessThan(Number(lateContacts[0]));
    expect(lossCurve({ ...impatient, offeredContacts: 0, offeredErlangs: 0, onQueueFte: 1 })).toEqual({ lateContacts: new Float64Array(2), lostContacts: new Float64Array(2), serviceLevels: Float64Array.of(1, 1) });
  });
  test("law: equal to the models asked one by one, for whole agents, shares and odd steps", () => {
    const erlangs = fc.oneof(fc.double({ min: 0.01, max: 80, noNaN: true }), fc.double({ min: 80, max: 3000, noNaN: true }));
    fc.assert(fc.property(erlangs, fc.double({ min: 0, max: 1.5, noNaN: true }), fc.constantFrom(1, 0.8, 0.35, 0.01, 2, 1 / 3, 5 / 6, 0.7321, 3.5), fc.constantFrom(null, 5, 90, 3600), fc.constantFrom(0, 20, 600), fc.constantFrom(12, 150), (offeredErlangs, factor, quantumFte, patienceSeconds, answerWithinSeconds, count) => {
      const onQueueFte = offeredErlangs * factor + 3;
      const own: ServiceTarget = { ...target, answerWithinSeconds, ...(patienceSeconds === null ? {} : { model: "erlang-a", patienceSeconds }) };
      const { lateContacts, lostContacts, serviceLevels } = lossCurve({ ...question, target: own, offeredErlangs, onQueueFte, quantumFte, count });
      for (const [step, level] of serviceLevels.entries()) {
        const queue = { offeredErlangs, agentFte: Math.max(0, onQueueFte - step * quantumFte), handleTimeSeconds: 180, answerWithinSeconds };
        const single = patienceSeconds === null ? { ...erlangC(queue), abandonedFraction: null } : erlangA({ ...queue, patienceSeconds });
        expect(Math.abs(level - single.serviceLevelFraction)).toBeLessThan(1e-12);
        expect(Math.abs((lateContacts[step] ?? 0) - 100 * (1 - single.serviceLevelFraction))).toBeLessThan(1e-10);
        if (single.abandonedFraction === null) expect(lostContacts).toBeNull();
        else expect(Math.abs((lostContacts?.[step] ?? 0) / (100 * single.abandonedFraction) - 1)).toBeLessThan(1e-11);
      }
    }), { numRuns: 150 });
  });
});
