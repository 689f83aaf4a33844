import { placeSessions, skillStaffing } from "coachkit/wfm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agentOf, request, requestOf, skillOf } from "./small-requests.js";

describe("placing and staffing", () => {
  test("say the same of the same sessions, whatever the shrinkage: late contacts and service levels", () => {
    fc.assert(fc.property(fc.constantFrom(0, 0.12, 0.3), fc.integer({ min: 0, max: 8 }), fc.constantFrom("erlang-c", "erlang-a"), (shrinkageFraction, coached, model) => {
      const target = model === "erlang-a" ? { model, patienceSeconds: 90, answerWithinSeconds: 20, serviceLevelFraction: 0.8 } as const : { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 } as const;
      const skills = [skillOf([100, 80, 60, 90], { target })];
      const agents = Array.from({ length: 20 }, (_, place) => agentOf(`a${String(place)}`, 0, 120));
      const placed = placeSessions(request({ skills, agents, unplannedShrinkageFraction: shrinkageFraction, requests: agents.slice(0, coached).map(({ agentId }) => requestOf(agentId, [agentId])) }));
      const { skills: [staffed] } = skillStaffing({ timeZone: "UTC", skills: skills, agents, shrinkageFraction, coaching: placed.sessions, requiredAgents: "whole" });
      const [service] = placed.perSkill;
      const late = (figures: "staffing" | "withoutCoaching"): number => staffed!.intervals.reduce((sum, interval) => sum + interval[figures]!.lateContacts, 0);
      expect(placed.loss.after.lateContacts).toBeCloseTo(late("staffing"), 8);
      expect(service!.addedLateContacts).toBeCloseTo(late("staffing") - late("withoutCoaching"), 8);
    }), { numRuns: 40 });
  });
});
