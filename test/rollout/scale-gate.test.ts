import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GateEvidence, type PreRegistration, registerPilot, scaleGate, type ScaleGate, type ScaleGateInput } from "coachkit/rollout";
import { issuesOf } from "../issues-of.js";
import { between, evidence, handleTime, hypothesis, looks, pulse, registration, secondary, thresholds, unregistered } from "./pilot.js";

const given = (change: Partial<GateEvidence> = {}, takenLooks: ScaleGateInput["takenLooks"] = looks): ScaleGateInput => ({ basis: unregistered, takenLooks, evidence: { ...evidence, ...change } });
const gate = (change: Partial<GateEvidence> = {}, takenLooks: ScaleGateInput["takenLooks"] = looks): ScaleGate => scaleGate(given(change, takenLooks));
const effect = (lower: number, upper: number, oneSidedPValue: number) => ({ kpiId: "behavioral-compliance", ...between(lower, upper), oneSidedPValue });
const reasonsOf = ({ reasons }: ScaleGate) => reasons.map(({ reason }) => reason);
const checkOf = ({ checks }: ScaleGate, measure: string) => checks.find((one) => one.measure === measure);
const withThresholds = (change: object, more: Partial<GateEvidence> = {}) => scaleGate({ ...given(more), basis: { kind: "unregistered", terms: { ...unregistered.terms, thresholds: { ...thresholds, ...change } } } });

describe("scaleGate", () => {
  test("week 12 of the pilot of fifteen: p .021047 below .024500, 12 of 15 managers, fidelity .916667: scale", () => {
    const answer = gate();
    expect(answer).toMatchObject({ verdict: "scale", reasons: [], missing: [], warnings: ["not-registered"], schedule: { current: { week: 12, isFinal: true } } });
    expect(checkOf(answer, "p-value")).toMatchObject({ status: "passed", value: 0.021047, needs: "below", bar: expect.closeTo(0.0245, 6) });
    expect(checkOf(answer, "adoption-lower")).toMatchObject({ status: "passed", value: expect.closeTo(0.548146, 6), bar: 0.5 });
    expect(checkOf(answer, "fidelity-fraction")).toMatchObject({ status: "passed", value: 0.916667, bar: 0.8 });
  });

  test("week 6 with p .010: above .001525, so not shown yet; go on to week 12", () => {
    const answer = gate({ effect: effect(0.05, 0.6, 0.01) }, looks.slice(0, 1));
    expect(answer).toMatchObject({ verdict: "iterate", reasons: [{ gate: "effect", reason: "effect-not-shown", kpiId: "behavioral-compliance" }], schedule: { nextLookWeek: 12, current: { isFinal: false } } });
    expect(checkOf(answer, "p-value")).toMatchObject({ status: "failed", bar: expect.closeTo(0.001525, 6) });
  });

  test("9 of 15 managers: the lower end is .357468, and the gate names adoption", () => {
    const answer = gate({ adoption: { adoptedCount: 9, managerCount: 15 } });
    expect(answer).toMatchObject({ verdict: "iterate", reasons: [{ gate: "adoption", reason: "adoption-not-shown", kpiId: null }] });
    expect(checkOf(answer, "adoption-lower")?.value).toBeCloseTo(0.357468, 6);
  });

  test.each<readonly [string, Partial<GateEvidence>, string, readonly string[]]>([
    ["eight people", { sample: { enrolledCount: 8, analyzedCount: 8 } }, "insufficient-evidence", ["too-few-analyzed"]],
    ["ten people", { sample: { enrolledCount: 10, analyzedCount: 10 } }, "scale", []],
    ["nobody", { sample: { enrolledCount: 0, analyzedCount: 0 } }, "insufficient-evidence", ["too-few-analyzed"]],
    ["eleven of sixteen", { sample: { enrolledCount: 16, analyzedCount: 11 } }, "insufficient-evidence", ["attrition-too-high"]],
    ["eleven of fourteen compared", { comparison: { enrolledCount: 14, analyzedCount: 11 } }, "scale", []],
    // an effect is as good as the weaker of its arms
    ["two of fifteen compared", { comparison: { enrolledCount: 15, analyzedCount: 2 } }, "insufficient-evidence", ["comparison-attrition-too-high"]],
    ["no sample", { sample: null }, "insufficient-evidence", ["sample-missing", "sample-missing"]],
    ["no effect figure", { effect: null, adoption: { adoptedCount: 0, managerCount: 15 } }, "insufficient-evidence", ["effect-missing", "effect-missing", "effect-missing", "adoption-not-shown"]],
    ["raters who do not agree", { agreement: between(0.3, 0.9) }, "insufficient-evidence", ["agreement-too-low"]],
    ["no agreement", { agreement: null }, "insufficient-evidence", ["agreement-missing"]],
    ["no adoption", { adoption: null }, "insufficient-evidence", ["adoption-missing"]],
    ["no managers", { adoption: { adoptedCount: 0, managerCount: 0 } }, "insufficient-evidence", ["adoption-missing"]],
    ["no fidelity", { fidelityFraction: null }, "insufficient-evidence", ["fidelity-missing"]],
    ["no pulse", { guardrails: [] }, "insufficient-evidence", ["guardrail-missing"]],
    ["a pulse that was not measured", { guardrails: [{ kpiId: "team-pulse", change: null }] }, "insufficient-evidence", ["guardrail-missing"]],
    ["too little delivered", { fidelityFraction: 0.79 }, "iterate", ["fidelity-too-low"]],
    ["a pulse that may have fallen by more", { guardrails: [{ kpiId: "team-pulse", change: between(-0.21, 0.4) }] }, "iterate", ["guardrail-not-kept"]],
    ["a known failure and something unknown", { fidelityFraction: null, adoption: { adoptedCount: 9, managerCount: 15 } }, "iterate", ["adoption-not-shown", "fidelity-missing"]],
    ["an effect that the final look does not show", { effect: effect(-0.1, 0.4, 0.1) }, "iterate", ["effect-not-shown"]],
    ["an effect that is too small at best", { effect: effect(-0.2, 0.09, 0.7) }, "stop", ["effect-not-shown", "effect-not-better", "effect-too-small"]],
    ["a sure effect that is too small", { effect: effect(0.01, 0.09, 0.001) }, "stop", ["effect-too-small"]],
    ["too small, with too few people", { effect: effect(-0.2, 0.09, 0.7), sample: { enrolledCount: 8, analyzedCount: 8 } }, "insufficient-evidence", ["too-few-analyzed", "effect-not-shown", "effect-not-better", "effect-too-small"]],
    ["too small, with an unknown pulse", { effect: effect(-0.2, 0.09, 0.7), guardrails: [] }, "stop", ["effect-not-shown", "effect-not-better", "effect-too-small", "guardrail-missing"]],
  ])("%s", (_, change, verdict, reasons) => {
    const answer = gate(change);
    expect([answer.verdict, reasonsOf(answer)]).toEqual([verdict, reasons]);
  });

  test("before the final look nothing is stopped", () => { expect(gate({ effect: effect(-0.2, 0.09, 0.7) }, looks.slice(0, 1)).verdict).toBe("iterate"); });
  test("a success at an early look is one, and it is said that adoption can hardly be read yet", () => {
    expect(gate({ effect: effect(0.2, 0.6, 0.0015) }, looks.slice(0, 1))).toMatchObject({ verdict: "scale", warnings: ["not-registered", "adoption-too-early"] });
  });
  test.each([["none", ["effect-not-isolated", "not-registered"]], ["randomized-wait-list", ["not-registered"]]] as const)("an effect of the isolation %s keeps its grade, and one without a comparison is warned of: its p says nothing of what made the change", (isolationGrade, warnings) => {
    expect(gate({ effect: { ...effect(0.01, 0.59, 0.021047), isolationGrade } })).toMatchObject({ verdict: "scale", isolationGrade, warnings });
    expect(gate().isolationGrade).toBeNull();
  });
  test("a look after the weeks of adoption says so", () => {
    const late = [{ week: 20, informationFraction: 1 }];
    expect(scaleGate({ ...given(), basis: { kind: "unregistered", terms: { ...unregistered.terms, looks: late } }, takenLooks: late }).warnings).toEqual(["not-registered", "adoption-too-late"]);
  });
  test("what is missing is named once for each part", () => { expect(gate({ sample: null, effect: null, guardrails: [] }).missing).toEqual(["sample", "effect", "guardrail"]); });

  test("trap: a p value of the wrong side, beside an effect for the worse, does not pass", () => {
    expect(reasonsOf(gate({ effect: effect(-0.6, -0.1, 0.001) }))).toEqual(["effect-not-better", "effect-too-small"]);
  });
  test("p at the bound is not below it", () => {
    const bar = checkOf(gate(), "p-value")?.bar ?? 0;
    expect([gate({ effect: effect(0.01, 0.59, bar) }).verdict, gate({ effect: effect(0.01, 0.59, bar * (1 - 1e-9)) }).verdict]).toEqual(["iterate", "scale"]);
  });
  test.each<readonly [string, Partial<GateEvidence>]>([
    ["fidelity of 4 / 5, computed as .1 + .7", { fidelityFraction: 0.1 + 0.7 - 1e-16 }],
    ["attrition of 1 − 7 / 10", { sample: { enrolledCount: 20, analyzedCount: 14 } }],
    ["a pulse at −(.1 + .1)", { guardrails: [{ kpiId: "team-pulse", change: between(-0.2 - 1e-15, 0.4) }] }],
    ["agreement of .4 less dust", { agreement: between(0.4 - 1e-15, 0.9) }],
    ["an effect that reaches the smallest less dust", { effect: effect(0.01, 0.1 - 1e-15, 0.001) }],
  ])("trap: binary dust does not cost a pilot its scale: %s", (_, change) => { expect(gate(change).verdict).toBe("scale"); });
  test("a real shortfall is no dust", () => { expect(gate({ fidelityFraction: 0.799999 }).verdict).toBe("iterate"); });

  test("on demand the whole interval must lie beyond the smallest effect", () => {
    const change = { effectShownBy: "p-value-and-lower-bound" };
    expect(withThresholds(change)).toMatchObject({ verdict: "iterate", reasons: [{ reason: "effect-lower-too-small" }] });
    expect(withThresholds(change, { effect: effect(0.11, 0.5, 0.001) }).verdict).toBe("scale");
    expect(withThresholds(change, { effect: effect(0.1, 0.5, 0.001) }).verdict).toBe("iterate");
  });
  test.each<readonly [object, string]>([
    [{ minimumAnalyzedCount: 16 }, "too-few-analyzed"], [{ maximumAttritionFraction: 0.05 }, "attrition-too-high"], [{ minimumAdoptionFraction: 0.55 }, "adoption-not-shown"],
    [{ minimumFidelityFraction: 0.95 }, "fidelity-too-low"], [{ minimumAgreement: 0.5 }, "agreement-too-low"],
  ])("own thresholds %o bind: %s", (change, reason) => {
    expect(reasonsOf(withThresholds(change))).toEqual([reason]);
    expect(withThresholds(change).assumptions).toMatchObject({ thresholds: change, thresholdsFrom: "caller", guardrailsFrom: "heuristics", guardrails: [{ kpiId: "team-pulse", allowedWorsening: 0.2 }] });
  });
  test("thresholds that nobody chose are told as heuristics", () => { expect(gate().assumptions).toEqual({ thresholds, thresholdsFrom: "heuristics", guardrails: [pulse], guardrailsFrom: "heuristics" }); });

  test("where less is better, a fall counts as the effect and a rise as the harm", () => {
    const terms = { ...unregistered.terms, hypotheses: [{ ...secondary, isPrimary: true }], guardrails: [handleTime] };
    const on = (lower: number, upper: number, change: ReturnType<typeof between>) => scaleGate({ basis: { kind: "unregistered", terms }, takenLooks: looks, evidence: { ...evidence, effect: { kpiId: "feedback-latency", ...between(lower, upper), oneSidedPValue: 0.01 }, guardrails: [{ kpiId: "handle-time", change }] } });
    expect(on(-9, -1, between(-100, 30)).verdict).toBe("scale");
    expect(reasonsOf(on(1, 9, between(-100, 30)))).toEqual(["effect-not-better", "effect-too-small"]);
    expect(reasonsOf(on(-3, -1, between(-10, 31)))).toEqual(["effect-too-small", "guardrail-not-kept"]);
    expect(checkOf(on(-9, -1, between(-100, 30)), "change-lower")).toMatchObject({ value: -30, bar: -30, kpiId: "handle-time" });
  });
});

describe("a registered gate", () => {
  const { hash } = registerPilot(registration);
  const guardrails = [...evidence.guardrails, { kpiId: "handle-time", change: between(-5, 10) }];
  const registered = (document: PreRegistration = registration, kept = hash) => scaleGate({ basis: { kind: "registered", registration: document, hash: kept }, takenLooks: looks, evidence: { ...evidence, guardrails } });

  test("goes by the registration, without a warning", () => { expect(registered()).toMatchObject({ verdict: "scale", warnings: [], assumptions: { thresholds, thresholdsFrom: "registration", guardrailsFrom: "registration" } }); });
  test("the registered thresholds bind", () => {
    const strict = { ...registration, thresholds: { ...thresholds, minimumFidelityFraction: 0.95 } };
    expect(reasonsOf(registered(strict, registerPilot(strict).hash))).toEqual(["fidelity-too-low"]);
  });
  test("refuses a registration that was changed", () => {
    expect(issuesOf(() => registered({ ...registration, thresholds: { ...thresholds, minimumAdoptionFraction: 0.4 } }))).toEqual(["scale-gate.tampered_registration at /basis/hash"]);
  });
});

describe("what a gate refuses", () => {
  test.each<readonly [string, object, string]>([
    ["a look at an unplanned week", { takenLooks: [looks[0], { week: 9, informationFraction: 0.75 }] }, "look-schedule.unplanned_look at /takenLooks/1/week"],
    ["no look", { takenLooks: [] }, "input.too_small at /takenLooks"],
    ["an effect on another KPI", { evidence: { ...evidence, effect: { ...effect(0, 1, 0.01), kpiId: "team-pulse" } } }, "scale-gate.other_kpi at /evidence/effect/kpiId"],
    ["an interval of another level", { evidence: { ...evidence, agreement: { ...between(0.5, 0.7), confidence: { lower: 0.5, upper: 0.7, level: 0.8 } } } }, "scale-gate.other_confidence_level at /evidence/agreement/confidence/level"],
    ["a change of another level", { evidence: { ...evidence, guardrails: [{ kpiId: "team-pulse", change: { estimate: 0, confidence: { lower: 0, upper: 0, level: 0.9 }, n: 9 } }] } }, "scale-gate.other_confidence_level at /evidence/guardrails/0/change/confidence/level"],
    ["a change without guardrail", { evidence: { ...evidence, guardrails: [{ kpiId: "csat", change: null }] } }, "scale-gate.unknown_guardrail at /evidence/guardrails/0/kpiId"],
    ["a change twice", { evidence: { ...evidence, guardrails: [evidence.guardrails[0], evidence.guardrails[0]] } }, "scale-gate.duplicate_guardrail at /evidence/guardrails/1/kpiId"],
    ["more analyzed than enrolled", { evidence: { ...evidence, sample: { enrolledCount: 14, analyzedCount: 15 } } }, "gate-evidence.more_analyzed_than_enrolled at /evidence/sample/analyzedCount"],
    ["more compared than were to be", { evidence: { ...evidence, comparison: { enrolledCount: 14, analyzedCount: 15 } } }, "gate-evidence.more_analyzed_than_enrolled at /evidence/comparison/analyzedCount"],
    ["more adopted than managers", { evidence: { ...evidence, adoption: { adoptedCount: 16, managerCount: 15 } } }, "gate-evidence.more_adopted_than_managers at /evidence/adoption/adoptedCount"],
    ["an estimate outside its interval", { evidence: { ...evidence, effect: { ...effect(0, 1, 0.01), estimate: 2 } } }, "gate-evidence.outside_interval at /evidence/effect/confidence"],
    ["agreement in percent", { evidence: { ...evidence, agreement: between(45, 75) } }, "gate-evidence.not_a_coefficient at /evidence/agreement/confidence/upper"],
    ["fidelity in percent", { evidence: { ...evidence, fidelityFraction: 91.6 } }, "input.too_big at /evidence/fidelityFraction"],
    ["a p value above 1", { evidence: { ...evidence, effect: effect(0, 1, 1.2) } }, "input.too_big at /evidence/effect/oneSidedPValue"],
    ["evidence that was left out", { evidence: { ...evidence, adoption: undefined } }, "input.invalid_type at /evidence/adoption"],
    ["no primary hypothesis", { basis: { kind: "unregistered", terms: { ...unregistered.terms, hypotheses: [{ ...hypothesis, isPrimary: false }] } } }, "pre-registration.primary_count at /basis/terms/hypotheses"],
    ["a guardrail twice", { basis: { kind: "unregistered", terms: { ...unregistered.terms, guardrails: [pulse, pulse] } } }, "pre-registration.duplicate_kpi at /basis/terms/guardrails/1/kpiId"],
  ])("%s", (_, change, issue) => { expect(issuesOf(() => scaleGate({ ...given(), ...change } as ScaleGateInput))).toEqual([issue]); });
});

describe("laws", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const bounds = fc.tuple(share, share).map(([a, b]) => between(2 * Math.min(a, b) - 1, 2 * Math.max(a, b) - 1 + 1e-6));
  const coefficient = share.chain((lower) => share.map((part) => between(lower * 0.9, lower * 0.9 + 0.1 * part)));
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { freq: 8, nil: null });
  const anyEvidence: fc.Arbitrary<GateEvidence> = fc.record({
    sample: maybe(fc.integer({ min: 0, max: 20 }).chain((analyzedCount) => fc.integer({ min: 0, max: 8 }).map((lost) => ({ analyzedCount, enrolledCount: analyzedCount + lost })))),
    effect: maybe(fc.tuple(bounds, fc.double({ min: 0, max: 0.06, noNaN: true })).map(([value, oneSidedPValue]) => ({ kpiId: "behavioral-compliance", ...value, oneSidedPValue }))),
    adoption: maybe(fc.integer({ min: 0, max: 15 }).map((adoptedCount) => ({ adoptedCount, managerCount: 15 }))),
    fidelityFraction: maybe(share), agreement: maybe(coefficient),
    guardrails: maybe(bounds).map((change) => [{ kpiId: "team-pulse", change }]),
  });
  const raised = (value: ReturnType<typeof between>, by: number) => between(value.confidence.lower + by, value.confidence.upper + by);
  const rank = { stop: 0, iterate: 1, "insufficient-evidence": 2, scale: 3 } as const;
  const taken = fc.integer({ min: 1, max: 2 }).map((count) => looks.slice(0, count));
  /** One figure better than it was. */
  const improvements: Readonly<Record<string, (found: GateEvidence, by: number) => GateEvidence>> = {
    effect: (found, by) => (found.effect === null ? found : { ...found, effect: { ...found.effect, ...raised(found.effect, by), oneSidedPValue: found.effect.oneSidedPValue * (1 - by) } }),
    adoption: (found, by) => (found.adoption === null ? found : { ...found, adoption: { ...found.adoption, adoptedCount: Math.min(15, found.adoption.adoptedCount + Math.ceil(15 * by)) } }),
    fidelity: (found, by) => (found.fidelityFraction === null ? found : { ...found, fidelityFraction: Math.min(1, found.fidelityFraction + by) }),
    guardrail: (found, by) => ({ ...found, guardrails: found.guardrails.map(({ kpiId, change }) => ({ kpiId, change: change === null ? null : raised(change, by) })) }),
  };
  const foundations: typeof improvements = {
    sample: (found, by) => (found.sample === null ? found : { ...found, sample: { enrolledCount: found.sample.enrolledCount, analyzedCount: Math.min(found.sample.enrolledCount, found.sample.analyzedCount + Math.ceil(10 * by)) } }),
    agreement: (found, by) => (found.agreement === null ? found : { ...found, agreement: between(found.agreement.confidence.lower + (1 - found.agreement.confidence.lower) * by, 1) }),
  };

  test.each(Object.entries(improvements))("a better figure never worsens the verdict: %s", (_, better) => {
    fc.assert(fc.property(anyEvidence, share, taken, (found, by, at) => {
      const [before, after] = [gate(found, at).verdict, gate(better(found, by), at).verdict];
      expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
    }), { numRuns: 150 });
  });
  test.each(Object.entries(foundations))("better grounds never worsen what could be said: %s", (_, better) => {
    fc.assert(fc.property(anyEvidence, share, taken, (found, by, at) => {
      const [before, after] = [gate(found, at).verdict, gate(better(found, by), at).verdict];
      if (before !== "insufficient-evidence") expect(after).toBe(before);
    }), { numRuns: 150 });
  });
  test("a verdict is scale exactly where every check passes, and every other has a reason", () => {
    fc.assert(fc.property(anyEvidence, taken, (found, at) => {
      const { verdict, checks, reasons } = gate(found, at);
      expect(verdict === "scale").toBe(checks.every(({ status }) => status === "passed"));
      expect(reasons.length > 0).toBe(verdict !== "scale");
    }));
  });
  test("the order of guardrails and hypotheses does not matter", () => {
    const changes = [{ kpiId: "team-pulse", change: between(-0.3, 0.1) }, { kpiId: "handle-time", change: null }];
    const at = (isTurned: boolean) => {
      const turn = <T>(list: readonly T[]): readonly T[] => (isTurned ? list.toReversed() : list);
      return scaleGate({ basis: { kind: "unregistered", terms: { ...unregistered.terms, hypotheses: turn([hypothesis, secondary]), guardrails: turn([pulse, handleTime]) } }, takenLooks: looks, evidence: { ...evidence, guardrails: turn(changes) } });
    };
    expect(at(true)).toEqual(at(false));
  });
});
