import { describe, expect, test } from "vitest";
import { checkAgainstRegistration, type PilotTerms, registerPilot } from "coachkit/rollout";
import { issuesOf } from "../issues-of.js";
import { handleTime, hypothesis, looks, pulse, registration, secondary, terms, thresholds } from "./pilot.js";

const { hash } = registerPilot(registration);
const against = (change: Partial<PilotTerms>) => checkAgainstRegistration({ registration, hash, results: { ...terms, ...change } });
const added = { ...secondary, kpiId: "self-efficacy" };

describe("checkAgainstRegistration", () => {
  test("a report in the registered terms has no departure, in whatever order its KPIs come", () => {
    expect(against({ hypotheses: [secondary, hypothesis], guardrails: [handleTime, pulse] })).toEqual({ isAsRegistered: true, deviations: [] });
  });

  test.each<readonly [string, Partial<PilotTerms>, readonly unknown[]]>([
    ["a threshold that moved", { thresholds: { ...thresholds, minimumAdoptionFraction: 0.4 } }, ["changed-threshold", "minimumAdoptionFraction", 0.5, 0.4]],
    ["another way to show an effect", { thresholds: { ...thresholds, effectShownBy: "p-value-and-lower-bound" } }, ["changed-threshold", "effectShownBy", "p-value", "p-value-and-lower-bound"]],
    ["a KPI that came later", { hypotheses: [hypothesis, secondary, added] }, ["kpi-added", "self-efficacy", null, "self-efficacy"]],
    ["a KPI that went missing", { hypotheses: [hypothesis] }, ["kpi-missing", "feedback-latency", "feedback-latency", null]],
    ["another direction", { hypotheses: [hypothesis, { ...secondary, direction: "higher-is-better" }] }, ["changed-direction", "feedback-latency", "lower-is-better", "higher-is-better"]],
    ["another smallest effect", { hypotheses: [{ ...hypothesis, smallestEffect: 0.05 }, secondary] }, ["changed-smallest-effect", "behavioral-compliance", 0.1, 0.05]],
    ["another instrument", { hypotheses: [{ ...hypothesis, instrument: { instrumentId: "huddle", version: "1.2.0" } }, secondary] }, ["another-instrument", "behavioral-compliance", "one-to-one", "huddle"]],
    ["another rubric major", { hypotheses: [{ ...hypothesis, instrument: { instrumentId: "one-to-one", version: "2.2.0" } }, secondary] }, ["another-major", "behavioral-compliance", "1.2.0", "2.2.0"]],
    ["a guardrail that came later", { guardrails: [pulse, handleTime, { ...pulse, kpiId: "csat" }] }, ["guardrail-added", "csat", null, "csat"]],
    ["a guardrail that went missing", { guardrails: [pulse] }, ["guardrail-missing", "handle-time", "handle-time", null]],
    ["a guardrail that moved", { guardrails: [{ ...pulse, allowedWorsening: 0.3 }, handleTime] }, ["changed-guardrail", "team-pulse", 0.2, 0.3]],
    ["a guardrail that turned", { guardrails: [{ ...pulse, direction: "lower-is-better" }, handleTime] }, ["changed-guardrail", "team-pulse", "higher-is-better", "lower-is-better"]],
    ["an unplanned look", { looks: [looks[0], { week: 9, informationFraction: 0.75 }, looks[1]] }, ["unplanned-look", "9", null, 9]],
    ["another error probability", { oneSidedAlpha: 0.05 }, ["changed-alpha", null, 0.025, 0.05]],
    ["another spending", { spending: "pocock" }, ["changed-spending", null, "obrien-fleming", "pocock"]],
    ["another level of intervals", { confidenceLevel: 0.8 }, ["changed-confidence-level", null, 0.95, 0.8]],
  ])("%s breaks the registration, and is named with both values", (_, change, [reason, subject, registered, reported]) => {
    expect(against(change)).toEqual({ isAsRegistered: false, deviations: [{ reason, subject, registered, reported, breaksRegistration: true }] });
  });

  test.each<readonly [string, Partial<PilotTerms>, readonly unknown[]]>([
    ["a minor version", { hypotheses: [{ ...hypothesis, instrument: { instrumentId: "one-to-one", version: "1.3.0" } }, secondary] }, ["another-version", "behavioral-compliance", "1.2.0", "1.3.0"]],
    ["a skipped look", { looks: [looks[1]] }, ["skipped-look", "6", 6, null]],
    ["less information than planned", { looks: [looks[0], { week: 12, informationFraction: 0.9 }] }, ["information-fraction", "12", 1, 0.9]],
  ])("%s is told, and breaks nothing", (_, change, [reason, subject, registered, reported]) => {
    expect(against(change)).toEqual({ isAsRegistered: true, deviations: [{ reason, subject, registered, reported, breaksRegistration: false }] });
  });

  test("a look that is still to come was not skipped", () => { expect(against({ looks: [looks[0]] }).deviations).toEqual([]); });

  test("a primary that changed places is named on both KPIs", () => {
    const { deviations } = against({ hypotheses: [{ ...hypothesis, isPrimary: false }, { ...secondary, isPrimary: true }] });
    expect(deviations.map(({ reason, subject, registered, reported }) => [reason, subject, registered, reported])).toEqual([["changed-primary", "behavioral-compliance", true, false], ["changed-primary", "feedback-latency", false, true]]);
  });

  test("a document that was changed after it was registered has another hash", () => {
    const tampered = { ...registration, thresholds: { ...thresholds, minimumFidelityFraction: 0.7 } };
    const { isAsRegistered, deviations } = checkAgainstRegistration({ registration: tampered, hash, results: { ...terms, thresholds: tampered.thresholds } });
    expect(isAsRegistered).toBe(false);
    expect(deviations).toEqual([{ reason: "tampered-registration", subject: null, registered: hash, reported: registerPilot(tampered).hash, breaksRegistration: true }]);
  });

  test("every departure is named, not only the first, in one order", () => {
    const { deviations } = against({ spending: "pocock", hypotheses: [added, hypothesis], guardrails: [pulse], looks: [looks[1]] });
    expect(deviations.map(({ reason }) => reason)).toEqual(["kpi-added", "kpi-missing", "guardrail-missing", "skipped-look", "changed-spending"]);
  });

  test.each<readonly [string, object, string]>([
    ["a hash of another form", { hash: hash.toUpperCase() }, "input.invalid_format at /hash"],
    ["a reported KPI twice", { results: { ...terms, hypotheses: [hypothesis, hypothesis] } }, "pre-registration.duplicate_kpi at /results/hypotheses/1/kpiId"],
    ["a registration without primary", { registration: { ...registration, hypotheses: [secondary] } }, "pre-registration.primary_count at /registration/hypotheses"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => checkAgainstRegistration({ registration, hash, results: terms, ...change }))).toEqual([issue]); });
});
