import { describe, expect, test } from "vitest";
import { canonicalJson, contentHash } from "coachkit/identity";
import { type PreRegistration, readPreRegistration, registerPilot, ROLLOUT_LIMITS } from "coachkit/rollout";
import { issuesOf } from "../issues-of.js";
import { handleTime, hypothesis, looks, pulse, registration, secondary } from "./pilot.js";

const changed = (change: object): PreRegistration => ({ ...registration, ...change });

describe("registerPilot", () => {
  test("gives the document with its lists by id, its canonical text and the hash of that", () => {
    const { registration: document, hash, canonicalText } = registerPilot(registration);
    expect(document.guardrails.map(({ kpiId }) => kpiId)).toEqual(["handle-time", "team-pulse"]);
    expect(canonicalText).toBe(canonicalJson(document));
    expect(hash).toBe(contentHash(JSON.parse(canonicalText)));
  });

  test("neither the order of KPIs nor that of keys changes the hash", () => {
    const reversed = Object.fromEntries(Object.entries(changed({ hypotheses: [secondary, hypothesis], guardrails: [handleTime, pulse] })).reverse()) as unknown as PreRegistration;
    expect(registerPilot(reversed)).toEqual(registerPilot(registration));
  });

  test.each<readonly [string, object]>([
    ["a threshold", { thresholds: { ...registration.thresholds, minimumFidelityFraction: 0.79 } }],
    ["a smallest effect", { hypotheses: [{ ...hypothesis, smallestEffect: 0.09 }, secondary] }],
    ["a version", { hypotheses: [{ ...hypothesis, instrument: { ...hypothesis.instrument, version: "1.2.1" } }, secondary] }],
    ["a look", { looks: [{ week: 7, informationFraction: 0.5 }, looks[1]] }],
    ["the spending", { spending: "pocock" }],
    ["the day", { registeredDate: "2027-09-19" }],
  ])("another hash for %s that changes", (_, change) => { expect(registerPilot(changed(change)).hash).not.toBe(registerPilot(registration).hash); });

  test("a registration on the day of the start is one before it", () => { expect(registerPilot(changed({ registeredDate: "2027-09-27" })).hash).toHaveLength(64); });

  test.each<readonly [string, object, string]>([
    ["a KPI twice", { hypotheses: [hypothesis, { ...hypothesis, isPrimary: false }] }, "pre-registration.duplicate_kpi at /hypotheses/1/kpiId"],
    ["a guardrail twice", { guardrails: [pulse, pulse] }, "pre-registration.duplicate_kpi at /guardrails/1/kpiId"],
    ["no primary hypothesis", { hypotheses: [secondary] }, "pre-registration.primary_count at /hypotheses"],
    ["two primary hypotheses", { hypotheses: [hypothesis, { ...secondary, isPrimary: true }] }, "pre-registration.primary_count at /hypotheses"],
    ["a registration after the start", { registeredDate: "2027-09-28" }, "pre-registration.after_start at /registeredDate"],
    ["a KPI without direction", { hypotheses: [{ ...hypothesis, direction: undefined }] }, "input.invalid_value at /hypotheses/0/direction"],
    ["a negative smallest effect", { hypotheses: [{ ...hypothesis, smallestEffect: -0.1 }] }, "input.too_small at /hypotheses/0/smallestEffect"],
    ["a guardrail of nothing", { guardrails: [{ ...pulse, allowedWorsening: 0 }] }, "input.too_small at /guardrails/0/allowedWorsening"],
    ["no guardrail", { guardrails: [] }, "input.too_small at /guardrails"],
    ["a percentage as threshold", { thresholds: { ...registration.thresholds, minimumAdoptionFraction: 50 } }, "input.too_big at /thresholds/minimumAdoptionFraction"],
    ["a confidence level of .05", { confidenceLevel: 0.05 }, "input.too_small at /confidenceLevel"],
    ["looks out of order", { looks: [looks[1], looks[0]] }, "look-schedule.weeks_not_rising at /looks/1/week"],
    ["more hypotheses than the limit", { hypotheses: [hypothesis, ...Array.from({ length: ROLLOUT_LIMITS.hypotheses }, (_, index) => ({ ...secondary, kpiId: `k${String(index)}` }))] }, "input.too_big at /hypotheses"],
    ["more guardrails than the limit", { guardrails: Array.from({ length: ROLLOUT_LIMITS.guardrails + 1 }, (_, index) => ({ ...pulse, kpiId: `k${String(index)}` })) }, "input.too_big at /guardrails"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => registerPilot(changed(change)))).toContain(issue); });
});

describe("readPreRegistration", () => {
  test("a stored document comes back as it was", () => { expect(readPreRegistration(JSON.parse(JSON.stringify(registration)))).toEqual(registration); });
  test.each([[2], [0]])("refuses version %i", (schemaVersion) => { expect(issuesOf(() => readPreRegistration({ ...registration, schemaVersion }))).toEqual(["pre-registration.unknown_version at /schemaVersion"]); });
  test("refuses what is no document", () => { expect(issuesOf(() => readPreRegistration(null))).toEqual(["input.invalid_type at /"]); });
});
