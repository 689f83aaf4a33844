import { adjustedEffect, pairedEffect } from "coachkit/effect";
import { managerAdoption, pulseChange } from "coachkit/kpi";
import { pilotEvidence, type PilotResults, scaleGate } from "coachkit/rollout";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { between, looks, unregistered } from "./pilot.js";

const effect = { ...between(0.01, 0.59), improvementPValue: 0.021047, arms: [{ arm: "treated", assignedCount: 16, analyzedCount: 15 }, { arm: "comparison", assignedCount: 14, analyzedCount: 9 }] } as const;
const managers = (adopted: number, count: number) => ({ managers: Array.from({ length: count }, (_, index) => ({ hasAdopted: index < adopted })) });
const results: PilotResults = {
  kpiId: "behavioral-compliance", effect, adoption: managers(12, 15), fidelity: { doseFraction: 0.9 },
  agreement: [between(0.5, 0.9), between(0.45, 0.95)], guardrails: [{ kpiId: "team-pulse", change: between(-0.15, 0.35) }],
};

test("answers of other rooms become what the gate asks for", () => {
  expect(pilotEvidence(results)).toEqual({
    sample: { enrolledCount: 16, analyzedCount: 15 }, comparison: { enrolledCount: 14, analyzedCount: 9 },
    effect: { kpiId: "behavioral-compliance", ...between(0.01, 0.59), oneSidedPValue: 0.021047 },
    adoption: { adoptedCount: 12, managerCount: 15 }, fidelityFraction: 0.9, agreement: between(0.45, 0.95), guardrails: [{ kpiId: "team-pulse", change: between(-0.15, 0.35) }],
  });
});

test("the functions that measure a pilot answer in the shape that is asked for, and the gate takes what comes", () => {
  const instrument = { instrumentId: "one-to-one", majorVersion: 1 };
  const people = Array.from({ length: 24 }, (_, index) => ({ personId: `p${String(index)}`, arm: index < 12 ? ("treated" as const) : ("comparison" as const), baseline: (index % 7) / 10, post: index === 3 ? null : ((index * 5) % 7) / 10 + (index < 12 ? 0.3 : 0) }));
  const wave = (shift: number) => ({ invitedIds: people.map(({ personId }) => personId), answers: people.map(({ personId }, index) => ({ respondentId: personId, ratings: [{ itemId: "clarity", rating: 1 + ((index + shift) % 4) }] })) });
  const evidence = pilotEvidence({
    kpiId: "behavioral-compliance",
    effect: adjustedEffect({ measure: { unit: "fraction", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument }, people, assignment: "by-chance-wait-list", confidenceLevel: 0.95 }),
    adoption: managerAdoption({ acts: [], managers: [{ managerId: "ana", directReportCount: 3 }], asOfDate: "2027-12-19", timeZone: "Europe/Berlin", confidenceLevel: 0.95 }),
    fidelity: null, agreement: [],
    guardrails: [{ kpiId: "team-pulse", change: pulseChange({ before: wave(0), after: wave(1), itemIds: ["clarity"], scaleMinimum: 1, scaleMaximum: 5, confidenceLevel: 0.95 }).changeOnScale }],
  });
  expect(evidence.sample).toEqual({ enrolledCount: 12, analyzedCount: 11 });
  const { missing } = scaleGate({ basis: unregistered, takenLooks: looks, evidence });
  expect(missing).toEqual(["fidelity", "agreement"]);
});

test("a pilot whose comparison has left is not scaled, and one without a comparison is asked for none", () => {
  const of = (arms: PilotResults["effect"]) => pilotEvidence({ ...results, effect: arms, agreement: [between(0.5, 0.9)] });
  expect(scaleGate({ basis: unregistered, takenLooks: looks, evidence: of({ ...effect, arms: [effect.arms[0], { arm: "comparison", assignedCount: 15, analyzedCount: 2 }] }) }))
    .toMatchObject({ verdict: "insufficient-evidence", reasons: [{ gate: "sample", reason: "comparison-attrition-too-high", kpiId: null }] });
  const alone = of({ ...effect, arms: [effect.arms[0]] });
  expect(alone).not.toHaveProperty("comparison");
  expect(scaleGate({ basis: unregistered, takenLooks: looks, evidence: alone }).verdict).toBe("scale");
});

test("an effect without arms, as of a stepped wedge, leaves the sample unknown unless it is said", () => {
  const wedge = { ...effect, arms: [] };
  expect(pilotEvidence({ ...results, effect: wedge }).sample).toBeNull();
  expect(pilotEvidence({ ...results, effect: wedge, sample: { enrolledCount: 24, analyzedCount: 20 } }).sample).toEqual({ enrolledCount: 24, analyzedCount: 20 });
});

test("how well an effect is isolated goes with it to the gate", () => {
  const instrument = { instrumentId: "one-to-one", majorVersion: 1 };
  const alone = pairedEffect({ measure: { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument }, people: [1, 2, 4].map((post, index) => ({ personId: `p${String(index)}`, baseline: 1, post })), wereSelectedByScore: false, confidenceLevel: 0.95 });
  expect(pilotEvidence({ ...results, effect: alone }).effect?.isolationGrade).toBe("none");
});

test("what was not measured, or cannot be said, is unknown to the gate and no zero", () => {
  const nothing = { estimate: null, n: 1 } as const;
  const unknown = pilotEvidence({ kpiId: "k", effect: null, adoption: null, fidelity: null, agreement: [], guardrails: [{ kpiId: "team-pulse", change: null }] });
  expect(unknown).toEqual({ sample: null, effect: null, adoption: null, fidelityFraction: null, agreement: null, guardrails: [{ kpiId: "team-pulse", change: null }] });
  expect(pilotEvidence({ ...results, effect: { ...nothing, arms: effect.arms }, fidelity: { doseFraction: null }, guardrails: [{ kpiId: "team-pulse", change: nothing }] }))
    .toMatchObject({ sample: { enrolledCount: 16 }, effect: null, fidelityFraction: null, guardrails: [{ change: null }] });
});

test("one criterion whose raters nobody can judge leaves the agreement unknown: the others may be the better ones", () => {
  expect(pilotEvidence({ ...results, agreement: [between(0.5, 0.9), { estimate: null, n: 0 }] }).agreement).toBeNull();
});

describe("refused", () => {
  const { confidence: _confidence, ...noConfidence } = between(0.1, 0.3);
  const { improvementPValue: _pValue, ...noPValue } = effect;
  test.each([
    ["pilot-evidence.no_interval", ["effect", "confidence"], { ...results, effect: { ...noConfidence, improvementPValue: 0.01, arms: [] } }],
    ["pilot-evidence.no_interval", ["agreement", 0, "confidence"], { ...results, agreement: [noConfidence] }],
    ["pilot-evidence.second_sample", ["sample"], { ...results, sample: { enrolledCount: 16, analyzedCount: 15 } }],
    ["gate-evidence.more_analyzed_than_enrolled", ["sample", "analyzedCount"], { ...results, effect: null, sample: { enrolledCount: 1, analyzedCount: 2 } }],
    ["pilot-evidence.no_p_value", ["effect", "improvementPValue"], { ...results, effect: noPValue }],
    ["input.too_big", ["agreement"], { ...results, agreement: Array.from({ length: 51 }, () => between(0.1, 0.3)) }],
    ["input.too_big", ["fidelity", "doseFraction"], { ...results, fidelity: { doseFraction: 90 } }],
    ["input.invalid_type", ["adoption", "managers", 0, "hasAdopted"], { ...results, adoption: { managers: [{}] } }],
  ] as const)("%s at %j", (code, path, input) => {
    refuses(() => pilotEvidence(input as never), { code, path });
  });
});

test("the order of criteria does not matter, and the worst one counts", () => {
  const lower = fc.array(fc.double({ min: -1, max: 0.9, noNaN: true }), { minLength: 1, maxLength: 8 });
  fc.assert(fc.property(lower, (ends) => {
    const figures = ends.map((end) => between(end, 1));
    const found = pilotEvidence({ ...results, agreement: figures }).agreement;
    expect(found?.confidence.lower).toBe(Math.min(...ends));
    expect(pilotEvidence({ ...results, agreement: figures.toReversed() }).agreement).toEqual(found);
  }));
});
