import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Delivery, type FidelityInput, programFidelity } from "coachkit/delivery";
import { issuesOf } from "../issues-of.js";
import { heldOf, missedOf, planOf, sessionOf } from "./records.js";

const people = Array.from({ length: 15 }, (_, index) => `p${String(index + 1)}`);
const series = (touchpointId: string, count: number, participantIds = people) => Array.from({ length: count }, (_, index) => sessionOf(`${touchpointId}-${String(index + 1)}`, touchpointId, participantIds));
const confidenceLevel = 0.95;

/** Two huddles of Ana and Ben, one one-to-one each; the second huddle was cancelled, to Ben's one-to-one nobody came. */
const [first, second] = [sessionOf("h1", "huddle", ["ana", "ben"]), sessionOf("h2", "huddle", ["ana", "ben"])];
const [anaAlone, benAlone] = [sessionOf("o1", "one-to-one", ["ana"]), sessionOf("o2", "one-to-one", ["ben"])];
const small: FidelityInput = {
  plan: planOf([first, second, anaAlone, benAlone]),
  deliveries: [heldOf(first, ["ana"]), missedOf(second, "cancelled"), heldOf(anaAlone, ["ana"]), missedOf(benAlone, "no-show")],
  weights: [{ touchpointId: "huddle", weight: 3 }, { touchpointId: "one-to-one", weight: 1 }],
  confidenceLevel,
};

describe("programFidelity", () => {
  test("reads dose and coverage from records: 20 of 24 nudges and 5 of 6 huddles give .916667, and 12 of 15 people reach .70", () => {
    const planned = { kickoff: 1, nudge: 24, huddle: 6, "one-to-one": 1, demo: 1 };
    const sessions = Object.entries(planned).flatMap(([touchpointId, count]) => series(touchpointId, count));
    const fellOut = new Set(["nudge-3", "nudge-4", "nudge-11", "nudge-24", "huddle-6"]);
    // Three people came to the kickoff and the huddles alone: .2 + .3 · 5/6 = .45.
    const regulars = people.slice(0, 12);
    const deliveries = sessions.map((session) => (fellOut.has(session.id) ? missedOf(session, "cancelled") : heldOf(session, session.touchpointId === "kickoff" || session.touchpointId === "huddle" ? people : regulars)));
    const weights = Object.entries({ kickoff: 0.2, nudge: 0.2, huddle: 0.3, "one-to-one": 0.2, demo: 0.1 }).map(([touchpointId, weight]) => ({ touchpointId, weight }));
    const fidelity = programFidelity({ plan: planOf(sessions), deliveries, weights, confidenceLevel });
    expect(fidelity.doseFraction).toBeCloseTo(0.916667, 6);
    expect(fidelity.coverage).toMatchObject({ estimate: 0.8, n: 15, method: "wilson", confidence: { lower: expect.closeTo(0.548146, 6), level: 0.95 } });
    expect(fidelity.participants.map(({ doseFraction }) => doseFraction)).toEqual(people.map((_, index) => expect.closeTo(index < 12 ? 0.916667 : 0.45, 6)));
    expect(fidelity.heldCount).toBe(28);
    expect(fidelity.assumptions).toStrictEqual({ coverageThresholdFraction: 0.7, unassignedCounts: "as-planned", replacedCounts: "as-delivered", unrecordedCounts: "as-not-delivered" });
  });

  test("tells what was offered from what was attended: a held session is delivered to all who were invited", () => {
    const { doseFraction, components, participants } = programFidelity(small);
    expect(components).toEqual([
      { touchpointId: "huddle", plannedCount: 4, unassignedCount: 0, replacedCount: 0, deliveredCount: 2, attendedCount: 1, cancelledCount: 2, noShowCount: 0, unrecordedCount: 0, weightFraction: 0.75, doseFraction: 0.5, overDeliveredCount: 0 },
      { touchpointId: "one-to-one", plannedCount: 2, unassignedCount: 0, replacedCount: 0, deliveredCount: 1, attendedCount: 1, cancelledCount: 0, noShowCount: 1, unrecordedCount: 0, weightFraction: 0.25, doseFraction: 0.5, overDeliveredCount: 0 },
    ]);
    expect(doseFraction).toBe(0.5);
    expect(participants).toStrictEqual([
      { participantId: "ana", plannedCount: 3, attendedCount: 2, doseFraction: 0.625, isCovered: false },
      { participantId: "ben", plannedCount: 3, attendedCount: 0, doseFraction: 0, isCovered: false },
    ]);
  });

  test("a session without a record counts as not delivered, and is shown", () => {
    const { components } = programFidelity({ ...small, deliveries: [] });
    expect(components.map(({ deliveredCount, unrecordedCount }) => [deliveredCount, unrecordedCount])).toEqual([[0, 4], [0, 2]]);
  });

  test("a make-up session beyond the plan makes up for the cancelled one, and no more than that", () => {
    const makeUp = (id: string): Delivery => ({ ...heldOf(second, ["ana", "ben"]), id, sessionId: null });
    expect(programFidelity({ ...small, deliveries: [...small.deliveries, makeUp("x1")] }).components[0]).toMatchObject({ doseFraction: 1, overDeliveredCount: 0 });
    expect(programFidelity({ ...small, deliveries: [...small.deliveries, makeUp("x1"), makeUp("x2")] }).components[0]).toMatchObject({ doseFraction: 1, deliveredCount: 6, overDeliveredCount: 2 });
  });

  test("a guest in another group's session takes a place there", () => {
    const groups = [sessionOf("g1", "huddle", ["ana"]), sessionOf("g2", "huddle", ["ben"])] as const;
    const fidelity = programFidelity({ ...small, plan: planOf(groups), deliveries: [heldOf(groups[0], ["ana", "ben"]), missedOf(groups[1], "cancelled")] });
    expect(fidelity.doseFraction).toBe(1);
    expect(fidelity.participants.map(({ doseFraction }) => doseFraction)).toEqual([1, 1]);
  });

  test("what a journal replaced counts as delivered and attended, and is shown", () => {
    const unassigned = [{ occurrenceId: "o-x", touchpointId: "one-to-one", week: 9, participantIds: ["cleo"], reason: "replaced-by-journal" as const }];
    const { components, participants } = programFidelity({ ...small, plan: planOf(small.plan.sessions, { unassigned }) });
    expect(components[1]).toMatchObject({ plannedCount: 3, unassignedCount: 0, replacedCount: 1, deliveredCount: 2, attendedCount: 2, noShowCount: 1 });
    expect(participants.find(({ participantId }) => participantId === "cleo")).toMatchObject({ attendedCount: 1 });
  });

  test("what the plan left unassigned was planned, and not delivered", () => {
    const unassigned = [{ occurrenceId: "o-x", touchpointId: "one-to-one", week: 9, participantIds: ["cleo", "dan"], reason: "no-coach" as const }];
    const { components, participants } = programFidelity({ ...small, plan: planOf(small.plan.sessions, { unassigned }) });
    expect(components[1]).toMatchObject({ plannedCount: 4, unassignedCount: 2, deliveredCount: 1, doseFraction: 0.25 });
    expect(participants.slice(2)).toEqual(["cleo", "dan"].map((participantId) => ({ participantId, plannedCount: 1, attendedCount: 0, doseFraction: 0, isCovered: false })));
  });

  test("someone for whom nothing was planned has no dose and takes no part in coverage", () => {
    const plan = planOf(small.plan.sessions, { coachAssignments: [{ participantId: "eve", coachId: null, reason: "no-coach" }] });
    const { participants, coverage } = programFidelity({ ...small, plan });
    expect(participants[2]).toStrictEqual({ participantId: "eve", plannedCount: 0, attendedCount: 0, doseFraction: null, isCovered: null });
    expect(coverage.n).toBe(2);
  });

  test("lists touchpoints that took place without a plan, with or without a weight", () => {
    const extra: Delivery = { ...heldOf(second, ["ana"]), id: "x", sessionId: null, touchpointId: "party" };
    const { excluded, doseFraction } = programFidelity({ ...small, deliveries: [...small.deliveries, extra], weights: [...small.weights, { touchpointId: "demo", weight: 9 }] });
    expect(excluded).toStrictEqual([{ touchpointId: "demo", deliveredCount: 0, reason: "nothing-planned" }, { touchpointId: "party", deliveredCount: 1, reason: "nothing-planned" }]);
    expect(doseFraction).toBe(0.5);
  });

  test("an empty plan has no fidelity, which is not zero", () => {
    expect(programFidelity({ plan: planOf([]), deliveries: [], weights: [], confidenceLevel })).toMatchObject({
      doseFraction: null, reason: "nothing-planned", components: [], participants: [], contentFraction: null, contentAuditedCount: 0, heldCount: 0,
      coverage: { estimate: null, reason: "too-few-observations", n: 0 }, quality: { estimate: null }, responsiveness: { estimate: null },
    });
  });

  test("seven of ten equal sessions are a dose of .7: the threshold counts as reached, whatever binary dust says", () => {
    const touchpoints = Array.from({ length: 10 }, (_, index) => sessionOf(`s${String(index)}`, `t${String(index)}`, ["ana"]));
    const weights = touchpoints.map(({ touchpointId }) => ({ touchpointId, weight: 0.1 }));
    const { participants } = programFidelity({ plan: planOf(touchpoints), deliveries: touchpoints.slice(0, 7).map((session) => heldOf(session, ["ana"])), weights, confidenceLevel });
    expect(participants[0]?.isCovered).toBe(true);
  });

  test("content, quality and responsiveness stand beside the dose and leave it alone", () => {
    const pulse = (id: string, sessionId: string, participantId: string, clear: number) => ({ id, sessionId, participantId, answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "clear", rating: clear }, { itemId: "took-part", rating: 5 }] });
    const deliveries = small.deliveries.map((delivery, index) => (delivery.status === "held" ? { ...delivery, contentCoveredFraction: index === 0 ? 0.5 : 1 } : delivery));
    const fidelity = programFidelity({
      ...small, deliveries, sessionPulses: [pulse("1", "h1", "ana", 1), pulse("2", "o1", "ana", 3), pulse("3", "h1", "ben", 4)], qualityItemIds: ["clear"], responsivenessItemIds: ["took-part"],
    });
    expect(fidelity.doseFraction).toBe(0.5);
    expect(fidelity.contentFraction).toBe(0.75);
    expect(fidelity.contentAuditedCount).toBe(2);
    // Ana's two answers count as one of 2, beside Ben's 4: a mean over answers would be 2.67 and n 3.
    expect(fidelity.quality).toMatchObject({ estimate: 3, n: 2, method: "student-t" });
    expect(fidelity.responsiveness).toMatchObject({ estimate: 5, n: 2, warnings: ["no-variation"] });
  });

  test.each<readonly [string, object, string]>([
    ["a percent as threshold", { coverageThresholdFraction: 70 }, "input.too_big at /coverageThresholdFraction"],
    ["no confidence level", { confidenceLevel: undefined }, "input.invalid_type at /confidenceLevel"],
    ["a touchpoint without a weight", { weights: [{ touchpointId: "huddle", weight: 1 }] }, "program-fidelity.missing_weight at /weights"],
    ["a weight twice", { weights: [...small.weights, { touchpointId: "huddle", weight: 1 }] }, "delivered-dose.duplicate_touchpoint at /weights/2/touchpointId"],
    ["weights that are all zero", { weights: small.weights.map((weight) => ({ ...weight, weight: 0 })) }, "delivered-dose.no_weight at /weights"],
    ["a weight that is no number", { weights: [{ touchpointId: "huddle", weight: Number.NaN }, { touchpointId: "one-to-one", weight: 1 }] }, "input.invalid_type at /weights/0/weight"],
    ["a session delivered twice", { deliveries: [heldOf(first, ["ana"]), { ...heldOf(first, ["ben"]), id: "other" }] }, "delivery-rules.duplicate_session at /deliveries/1/sessionId"],
    ["a plan of another kind", { plan: { ...small.plan, kind: "program" } }, "input.invalid_value at /plan/kind"],
    ["the pulse of a stranger", { sessionPulses: [{ id: "1", sessionId: "h1", participantId: "zoe", answeredAt: "2027-10-13T08:31:00Z", ratings: [{ itemId: "clear", rating: 1 }] }] }, "delivery-rules.unknown_participant at /sessionPulses/0/participantId"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => programFidelity({ ...small, ...change }))).toContain(issue);
  });

  const outcomes = fc.array(fc.record({ touchpointId: fc.constantFrom("a", "b", "c"), invited: fc.subarray(["p1", "p2", "p3", "p4"], { minLength: 1 }), came: fc.subarray(["p1", "p2", "p3", "p4"]) }), { maxLength: 12 });
  const weights = ["a", "b", "c"].map((touchpointId, index) => ({ touchpointId, weight: index + 1 }));
  const runOf = (given: typeof outcomes extends fc.Arbitrary<infer Value> ? Value : never) => {
    const sessions = given.map(({ touchpointId, invited }, index) => sessionOf(String(index), touchpointId, invited));
    const deliveries = sessions.map((session, index) => { const came = given[index]?.came ?? []; return came.length === 0 ? missedOf(session, "no-show") : heldOf(session, came); });
    const known = planOf(sessions, { coachAssignments: ["p1", "p2", "p3", "p4"].map((participantId) => ({ participantId, coachId: null, reason: "no-coach" as const })) });
    return { plan: known, deliveries, weights, confidenceLevel };
  };

  test("every planned place is delivered, cancelled, missed or unrecorded", () => fc.assert(fc.property(outcomes, (given) => {
    const input = runOf(given);
    for (const { touchpointId, plannedCount, unrecordedCount, cancelledCount, noShowCount, unassignedCount } of programFidelity({ ...input, deliveries: input.deliveries.slice(1) }).components) {
      const offered = input.plan.sessions.slice(1).filter((session, index) => session.touchpointId === touchpointId && input.deliveries[index + 1]?.status === "held").reduce((sum, { participantIds }) => sum + participantIds.length, 0);
      expect(plannedCount).toBe(offered + cancelledCount + noShowCount + unrecordedCount + unassignedCount);
    }
  })));

  test("one more held session never lowers fidelity or anyone's dose", () => fc.assert(fc.property(outcomes, (given) => {
    const input = runOf(given);
    const less = programFidelity({ ...input, deliveries: input.deliveries.slice(1) });
    const more = programFidelity(input);
    expect(more.doseFraction ?? 0).toBeGreaterThanOrEqual((less.doseFraction ?? 0) - 1e-12);
    less.participants.forEach(({ doseFraction }, index) => { expect(more.participants[index]?.doseFraction ?? 0).toBeGreaterThanOrEqual((doseFraction ?? 0) - 1e-12); });
  })));
});
