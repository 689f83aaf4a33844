import { erlangA, erlangB, erlangC, QUEUE_LIMITS } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const queue = { offeredErlangs: 10, agentFte: 11, handleTimeSeconds: 180, answerWithinSeconds: 20, patienceSeconds: 180 };

/** The birth-death chain itself, state by state: n busy agents serve, who waits leaves at the rate of patience. */
function chain({ offeredErlangs, agentFte, handleTimeSeconds, patienceSeconds }: typeof queue): { readonly wait: number; readonly abandoned: number } {
  const weights = [1];
  for (let inSystem = 1; inSystem < 2000; inSystem += 1) {
    const leaving = Math.min(inSystem, agentFte) + (Math.max(0, inSystem - agentFte) * handleTimeSeconds) / patienceSeconds;
    weights.push(((weights.at(-1) ?? 0) * offeredErlangs) / leaving);
  }
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const queued = weights.reduce((sum, weight, inSystem) => sum + weight * Math.max(0, inSystem - agentFte), 0) / all;
  return { wait: weights.slice(agentFte).reduce((sum, weight) => sum + weight, 0) / all, abandoned: (queued * handleTimeSeconds) / patienceSeconds / offeredErlangs };
}

describe("erlangA", () => {
  test("patience as long as a call: callers are served or gone at one rate, so that the number of them is Poisson", () => {
    // n = 1, A = 1: all busy is 1 − e^−1
    expect(erlangA({ ...queue, offeredErlangs: 1, agentFte: 1 }).waitFraction).toBeCloseTo(1 - Math.exp(-1), 14);
  });
  test("law: the chain, state by state, says the same", () => {
    fc.assert(fc.property(fc.double({ min: 0.05, max: 60, noNaN: true }), fc.integer({ min: 1, max: 80 }), fc.double({ min: 5, max: 2000, noNaN: true }), (offeredErlangs, agentFte, patienceSeconds) => {
      const asked = { ...queue, offeredErlangs, agentFte, patienceSeconds };
      const [figures, { wait, abandoned }] = [erlangA(asked), chain(asked)];
      expect(figures.waitFraction).toBeCloseTo(wait, 9);
      expect(figures.abandonedFraction).toBeCloseTo(abandoned, 9);
    }));
  });
  test("law: contacts are answered in time, answered late, gone in time or gone late; and shares are shares", () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 5000, noNaN: true }), fc.double({ min: 0.01, max: 6000, noNaN: true }), fc.double({ min: 1, max: 100_000, noNaN: true }), fc.double({ min: 0, max: 600, noNaN: true }), (offeredErlangs, agentFte, patienceSeconds, answerWithinSeconds) => {
      const figures = erlangA({ ...queue, offeredErlangs, agentFte, patienceSeconds, answerWithinSeconds });
      expect(figures.serviceLevelFraction + figures.abandonedInTimeFraction + figures.stillWaitingFraction).toBeCloseTo(1, 12);
      for (const [name, value] of Object.entries(figures)) if (name.endsWith("Fraction")) expect([name, value === null || (value >= 0 && value <= 1)]).toEqual([name, true]);
      expect(figures.occupancyFraction * agentFte).toBeLessThanOrEqual(offeredErlangs * (1 + 1e-12));
    }));
  });
  test("whose patience has no end is Erlang C, and who has none at all Erlang B", () => {
    const [patient, impatient] = [erlangA({ ...queue, agentFte: 14, patienceSeconds: 100_000_000 }), erlangA({ ...queue, agentFte: 14, patienceSeconds: 0.001 })];
    expect(patient.serviceLevelFraction).toBeCloseTo(erlangC({ offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 }).serviceLevelFraction, 5);
    expect(impatient.abandonedFraction).toBeCloseTo(erlangB({ offeredErlangs: 10, serverFte: 14 }).blockedFraction, 4);
  });
  test("is stable at any load: what agents cannot serve hangs up, 1 − n ÷ A of it", () => {
    const { abandonedFraction, serviceLevelFraction, meanWaitSeconds } = erlangA({ ...queue, offeredErlangs: 50_000, agentFte: 25_000, patienceSeconds: 900 });
    expect([abandonedFraction.toFixed(9), serviceLevelFraction.toFixed(6), meanWaitSeconds.toFixed(4)]).toEqual(["0.500000000", "0.000000", "450.0000"]);
  });
  test("at its ends: nothing offered, no agents, hardly an agent, the limits", () => {
    expect(erlangA({ ...queue, offeredErlangs: 0 })).toMatchObject({ waitFraction: 0, serviceLevelFraction: 1, abandonedFraction: 0, meanWaitSeconds: 0, occupancyFraction: 0 });
    expect(erlangA({ ...queue, agentFte: 0 })).toMatchObject({ waitFraction: 1, serviceLevelFraction: 0, serviceLevelOfAnsweredFraction: null, abandonedFraction: 1, meanWaitSeconds: 180, meanWaitOfAnsweredSeconds: null, occupancyFraction: 1 });
    expect(erlangA({ ...queue, agentFte: 1e-9 }).abandonedFraction).toBeCloseTo(1, 9);
    expect(erlangA({ ...queue, offeredErlangs: QUEUE_LIMITS.erlangs, agentFte: QUEUE_LIMITS.agents }).serviceLevelFraction).toBe(1);
    expect(erlangA({ ...queue, offeredErlangs: QUEUE_LIMITS.erlangs, agentFte: 99_000, patienceSeconds: 100_000_000 }).abandonedFraction).toBeCloseTo(0.01, 9);
    expect(erlangA({ ...queue, offeredErlangs: 1e-300, agentFte: 300 }).serviceLevelFraction).toBe(1);
  });
  test.each([1e-9, 1e-4, 1, 1000, 1e5])("every figure is a number at %f erlangs with hardly an agent and with very many, whatever the times", (offeredErlangs) => {
    for (const agentFte of [5e-324, 1e-300, 1e-12, 1e-9, 1e-3, 1, 1e6]) {
      for (const patienceSeconds of [0.001, 120, 100_000_000]) {
        for (const handleTimeSeconds of [0.001, 180, 1_000_000]) {
          const figures = erlangA({ offeredErlangs, agentFte, handleTimeSeconds, patienceSeconds, answerWithinSeconds: 20 });
          const unusable = Object.entries(figures).filter(([key, value]) => typeof value === "number" && !(value >= 0 && (!key.endsWith("Fraction") || value <= 1)) || !(Number.isFinite(value) || typeof value === "string" || value === null));
          expect(unusable, JSON.stringify([agentFte, patienceSeconds, handleTimeSeconds])).toEqual([]);
        }
      }
    }
  });
  test("of agents who are far too few, those who are answered keep their digits: they are as many as the agents can take", () => {
    const { meanWaitOfAnsweredSeconds, abandonedFraction, occupancyFraction } = erlangA({ ...queue, offeredErlangs: 100_000, agentFte: 1e-9, patienceSeconds: 0.001 });
    // 1 / (1 + A / n) of all are answered, at once or hardly later, so that the agent's work is n · A / (A + n)
    expect(abandonedFraction).toBeCloseTo(1, 13);
    expect(occupancyFraction).toBeGreaterThan(0.999);
    expect(meanWaitOfAnsweredSeconds).toBeLessThan(0.1);
  });
  test("refuses a patience of zero", () => { refuses(() => erlangA({ ...queue, patienceSeconds: 0 }), { code: "input.invalid_format", path: ["patienceSeconds"] }); });
});
