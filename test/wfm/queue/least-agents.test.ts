import { erlangA, leastAgents, type LeastAgentsQuestion, QUEUE_LIMITS, type ServiceTarget } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../../refusal.js";

const target: ServiceTarget = { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 };
const question: LeastAgentsQuestion = { offeredErlangs: 10, handleTimeSeconds: 180, target, agents: "whole" };

describe("leastAgents", () => {
  test("13 agents answer 79.56 %, so 14 are needed for 80 %; in parts 13.04", () => {
    expect(leastAgents(question)).toMatchObject({ agentFte: 14, bindingTargets: ["service-level"] });
    const { agentFte, figures } = leastAgents({ ...question, agents: "fractional" });
    expect([agentFte.toFixed(4), figures.serviceLevelFraction.toFixed(8)]).toEqual(["13.0372", "0.80000000"]);
  });
  test("occupancy binds without binary dust: 7 erlangs at 0.7 need 10 agents, not 11", () => {
    expect(leastAgents({ ...question, offeredErlangs: 7, target: { ...target, serviceLevelFraction: 0.1, maximumOccupancyFraction: 0.7 } })).toMatchObject({ agentFte: 10, bindingTargets: ["occupancy"] });
  });
  test("abandonment binds where the service level would be reached with fewer", () => {
    const impatient: ServiceTarget = { model: "erlang-a", patienceSeconds: 60, answerWithinSeconds: 60, serviceLevelFraction: 0.5, maximumAbandonedFraction: 0.02 };
    expect(leastAgents({ ...question, target: impatient })).toMatchObject({ bindingTargets: ["abandonment"] });
  });
  test("nothing offered needs nobody", () => { expect(leastAgents({ ...question, offeredErlangs: 0 })).toMatchObject({ agentFte: 0, bindingTargets: [] }); });
  test("with callers who hang up fewer agents than the load may do", () => {
    const { agentFte } = leastAgents({ offeredErlangs: 131.4, handleTimeSeconds: 240, agents: "whole", target: { model: "erlang-a", patienceSeconds: 60, answerWithinSeconds: 20, serviceLevelFraction: 0.9 } });
    expect(agentFte).toBe(127);
  });
  test("law: what is found passes, and a little less does not", () => {
    fc.assert(fc.property(fc.double({ min: 0.01, max: 500, noNaN: true }), fc.double({ min: 0.05, max: 0.99, noNaN: true }), fc.constantFrom("whole", "fractional"), fc.double({ min: 10, max: 600, noNaN: true }), (offeredErlangs, serviceLevelFraction, agents, patienceSeconds) => {
      const { agentFte } = leastAgents({ offeredErlangs, handleTimeSeconds: 180, agents, target: { model: "erlang-a", patienceSeconds, answerWithinSeconds: 20, serviceLevelFraction } });
      const levelOf = (fte: number): number => erlangA({ offeredErlangs, agentFte: fte, handleTimeSeconds: 180, patienceSeconds, answerWithinSeconds: 20 }).serviceLevelFraction;
      expect(levelOf(agentFte)).toBeGreaterThanOrEqual(serviceLevelFraction);
      expect(levelOf(Math.max(0, agentFte - (agents === "whole" ? 1 : 1e-6)))).toBeLessThan(serviceLevelFraction);
    }), { numRuns: 60 });
  });
  test("refuses a target that no number of agents reaches", () => {
    refuses(() => leastAgents({ ...question, target: { ...target, serviceLevelFraction: 1, maximumOccupancyFraction: 0 } }), { code: "input.invalid_format", path: ["target", "serviceLevelFraction"] }, { code: "input.invalid_format", path: ["target", "maximumOccupancyFraction"] });
  });
  test("refuses a target that is missed with as many agents as there may be", () => {
    refuses(() => leastAgents({ ...question, offeredErlangs: QUEUE_LIMITS.erlangs, target: { ...target, maximumOccupancyFraction: 0.05 } }), { code: "least-agents.beyond_limit", path: ["target"] });
  });
  test("refuses a patience where nobody hangs up, and none where they do", () => {
    refuses(() => leastAgents({ ...question, target: { ...target, model: "erlang-a" } }), { code: "least-agents.patience_missing", path: ["target", "patienceSeconds"] });
    refuses(() => leastAgents({ ...question, target: { ...target, patienceSeconds: 60, maximumAbandonedFraction: 0.05 } }), { code: "least-agents.patience_unused", path: ["target", "patienceSeconds"] }, { code: "least-agents.patience_unused", path: ["target", "maximumAbandonedFraction"] });
  });
});
