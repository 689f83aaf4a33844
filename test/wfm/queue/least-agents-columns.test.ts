import { leastAgents, leastAgentsColumns, QUEUE_LIMITS, type ServiceTarget } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const target: ServiceTarget = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
const countsOf = (loads: readonly number[], own: ServiceTarget = target, handleTimeSeconds = 180): readonly number[] => Array.from(leastAgentsColumns({ offeredErlangs: Float64Array.from(loads), handleTimeSeconds, target: own }).agentCounts);
const oneByOne = (loads: readonly number[], own: ServiceTarget = target, handleTimeSeconds = 180): readonly number[] => loads.map((offeredErlangs) => leastAgents({ offeredErlangs, handleTimeSeconds, target: own, agents: "whole" }).agentFte);

describe("leastAgentsColumns", () => {
  test("10 erlangs need 14 agents, nothing needs nobody, and the model is named", () => {
    expect(leastAgentsColumns({ offeredErlangs: Float64Array.of(0, 10), handleTimeSeconds: 180, target })).toEqual({ model: "erlang-c", serviceLevelDefinition: "answered-in-time-of-offered", agentCounts: Uint32Array.of(0, 14) });
  });
  test("an empty column has no answers", () => { expect(countsOf([])).toEqual([]); });
  test("a load of dust is none, also in a long column", () => { expect(countsOf([1e-10, 1e-10, 1e-10, 1e-10, 1e-10, 1e-10, 1e-10, 10])).toEqual([0, 0, 0, 0, 0, 0, 0, 14]); });
  test("occupancy binds without binary dust: 7 erlangs at 0.7 need 10 agents, not 11", () => {
    const busy: ServiceTarget = { ...target, serviceLevelFraction: 0.1, maximumOccupancyFraction: 0.7 };
    expect(countsOf([0.7, 1.4, 2.1, 2.8, 3.5, 4.2, 4.9, 5.6, 6.3, 7], busy)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
  test("the greatest load that agents carry, and the next number, are told apart", () => {
    // greatest loads of whole agents, by halving leastAgents down to the last digit
    const edges = [3, 14, 60].flatMap((agents) => {
      let [low, high] = [agents / 4, agents];
      for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
        if (leastAgents({ offeredErlangs: middle, handleTimeSeconds: 180, target, agents: "whole" }).agentFte <= agents) low = middle;
        else high = middle;
      }
      return [low, high, low * (1 - 1e-9), high * (1 + 1e-9)];
    });
    expect(countsOf(edges)).toEqual([3, 4, 3, 4, 14, 15, 14, 15, 60, 61, 60, 61]);
  });
  const anyTarget: fc.Arbitrary<ServiceTarget> = fc.record({
    model: fc.constantFrom("erlang-c", "erlang-a"), answerWithinSeconds: fc.constantFrom(0, 5, 20, 120), serviceLevelFraction: fc.constantFrom(0.00005, 0.05, 0.5, 0.8, 0.95, 0.9995, 0.99999),
    occupancy: fc.constantFrom(undefined, 0.7, 0.9, 1), abandoned: fc.constantFrom(undefined, 0.01, 0.2), patienceSeconds: fc.constantFrom(10, 90, 600),
  }).map(({ model, answerWithinSeconds, serviceLevelFraction, occupancy, abandoned, patienceSeconds }) => ({
    model: model as "erlang-a", answerWithinSeconds, serviceLevelFraction, ...(occupancy === undefined ? {} : { maximumOccupancyFraction: occupancy }),
    ...(model === "erlang-a" ? { patienceSeconds, ...(abandoned === undefined ? {} : { maximumAbandonedFraction: abandoned }) } : {}),
  }));
  test("law: every answer is that of leastAgents, for both models and all targets, in short and long columns", () => {
    const load = fc.oneof(fc.double({ min: 0, max: 3, noNaN: true }), fc.double({ min: 0, max: 60, noNaN: true }), fc.double({ min: 60, max: 900, noNaN: true }), fc.integer({ min: 0, max: 100 }));
    fc.assert(fc.property(anyTarget, fc.constantFrom(7, 180, 900), fc.array(load, { minLength: 1, maxLength: 14 }), (own, handleTimeSeconds, loads) => { expect(countsOf(loads, own, handleTimeSeconds)).toEqual(oneByOne(loads, own, handleTimeSeconds)); }), { numRuns: 150 });
  });
  test("law: the order of the loads, and what was asked before, change no answer", () => {
    const loads = Array.from({ length: 300 }, (_, index) => (index * 37.31) % 123);
    const inOrder = oneByOne(loads, target, 181);
    expect([countsOf(loads.toReversed(), target, 181).toReversed(), countsOf(loads, target, 181)]).toEqual([inOrder, inOrder]);
  });
  test("refuses loads that are none", () => {
    refuses(() => countsOf([1, -1]), { code: "least-agents-columns.out_of_range", path: ["offeredErlangs", 1] });
    refuses(() => countsOf([NaN]), { code: "least-agents-columns.out_of_range", path: ["offeredErlangs", 0], params: { load: "NaN", limit: QUEUE_LIMITS.erlangs } });
    refuses(() => countsOf([QUEUE_LIMITS.erlangs + 1]), { code: "least-agents-columns.out_of_range", path: ["offeredErlangs", 0] });
    refuses(() => leastAgentsColumns({ offeredErlangs: [1] as unknown as Float64Array, handleTimeSeconds: 180, target }), { code: "least-agents-columns.not_a_column", path: ["offeredErlangs"] });
    refuses(() => leastAgentsColumns(null as never), { code: "input.invalid_type", path: ["handleTimeSeconds"] }, { code: "input.invalid_type", path: ["target"] });
  });
  test("refuses a load for which there may not be agents enough, in short and long columns", () => {
    const idle = { ...target, maximumOccupancyFraction: 0.05 };
    refuses(() => countsOf([1, QUEUE_LIMITS.erlangs], idle), { code: "least-agents.beyond_limit", path: ["offeredErlangs", 1] });
    refuses(() => countsOf([1, 2, 3, 4, 5, 6, 7, 8, QUEUE_LIMITS.erlangs], idle), { code: "least-agents.beyond_limit", path: ["offeredErlangs", 8] });
  });
});
