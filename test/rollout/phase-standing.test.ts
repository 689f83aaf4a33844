import { describe, expect, test } from "vitest";
import { blendedTwelveWeek, type Program } from "coachkit/program";
import { phaseCriteria, type PhaseEvidence, phaseStanding } from "coachkit/rollout";
import { issuesOf } from "../issues-of.js";

const sponsored: Program = { ...blendedTwelveWeek, governance: { roles: [{ role: "sponsor", personId: "ana", responsibility: "accountable" }] } };
const designed: PhaseEvidence = { program: sponsored, isBaselineReady: true };
const ready: PhaseEvidence = { ...designed, isRubricCalibrated: true, uncoachedCount: 0, unplacedCount: 0, isRegistered: true };
const behaviors = (count: number): Program => ({ ...sponsored, targetBehaviors: Array.from({ length: count }, (_, index) => ({ id: `b${String(index)}`, title: "Asks", kpiIds: ["team-pulse"] })) });

describe("phaseStanding", () => {
  test("nothing known is unknown, neither met nor missing", () => {
    expect(phaseStanding({ phase: "diagnose", evidence: {} })).toEqual({
      phase: "diagnose", nextPhase: "design", entry: [], mayMoveOn: false, missing: [], unknown: ["target-behaviors", "sponsor", "baseline"],
      exit: ["target-behaviors", "sponsor", "baseline"].map((criterionId) => ({ criterionId, status: "unknown" })),
    });
  });

  test.each<readonly ["diagnose" | "design" | "pilot", string, PhaseEvidence]>([["diagnose", "design", designed], ["design", "pilot", ready], ["pilot", "scale", { ...ready, gateVerdict: "scale" }]])("from %s to %s, with all that is asked", (phase, nextPhase, evidence) => {
    expect(phaseStanding({ phase, evidence })).toMatchObject({ nextPhase, mayMoveOn: true, missing: [], unknown: [] });
  });

  test("scale is the last phase", () => { expect(phaseStanding({ phase: "scale", evidence: { ...ready, gateVerdict: "scale" } })).toMatchObject({ nextPhase: null, mayMoveOn: false, exit: [], missing: [], unknown: [] }); });

  test.each([[1, "missing"], [2, "met"], [3, "met"], [4, "missing"]])("%i target behaviors: %s", (count, status) => {
    expect(phaseStanding({ phase: "diagnose", evidence: { ...designed, program: behaviors(count) } }).exit[0]).toEqual({ criterionId: "target-behaviors", status });
  });

  test.each<readonly [string, PhaseEvidence]>([
    ["sponsor", { program: blendedTwelveWeek }], ["baseline", { isBaselineReady: false }], ["rubric-calibrated", { isRubricCalibrated: false }], ["coaches-assigned", { uncoachedCount: 1 }],
    ["calendar-fits", { unplacedCount: 2 }], ["pilot-registered", { isRegistered: false }],
  ])("without %s a pilot does not begin", (criterion, change) => { expect(phaseStanding({ phase: "design", evidence: { ...ready, ...change } })).toMatchObject({ mayMoveOn: false, missing: [criterion], unknown: [] }); });

  test.each([["iterate", ["gate-passed"], []], ["stop", ["gate-passed"], []], ["insufficient-evidence", [], ["gate-passed"]]] as const)("a gate that says %s does not open", (gateVerdict, missing, unknown) => {
    expect(phaseStanding({ phase: "pilot", evidence: { ...ready, gateVerdict } })).toMatchObject({ mayMoveOn: false, missing, unknown });
  });

  test("what an earlier phase asked for is asked again: a pilot that began without baseline may not scale", () => {
    expect(phaseStanding({ phase: "pilot", evidence: { ...ready, isBaselineReady: false, gateVerdict: "scale" } })).toMatchObject({ mayMoveOn: false, missing: ["baseline"] });
  });

  test("what lets out of a phase lets into the next, and ids are unique", () => {
    const next = { diagnose: "design", design: "pilot", pilot: "scale", scale: "" };
    expect(phaseCriteria.every(({ exitOf, entryOf }) => next[exitOf] === entryOf)).toBe(true);
    expect(new Set(phaseCriteria.map(({ id }) => id)).size).toBe(phaseCriteria.length);
  });

  test.each<readonly [string, object, string]>([
    ["a phase that there is not", { phase: "roll-out" }, "input.invalid_value at /phase"],
    ["a negative count", { evidence: { uncoachedCount: -1 } }, "input.too_small at /evidence/uncoachedCount"],
    ["a faulty program", { evidence: { program: { ...sponsored, weekCount: 0 } } }, "input.too_small at /evidence/program/weekCount"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => phaseStanding({ phase: "design", evidence: {}, ...change } as never))).toContain(issue); });
});
