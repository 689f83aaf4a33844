import { describe, expect, test } from "vitest";
import { type EvaluationLevel, evidenceTiming, type EvidenceTimingQuestion, evidenceWindows } from "coachkit/rollout";
import { issuesOf } from "../issues-of.js";

const own = { id: "own", words: "After a month", fromWeek: 4, toWeek: 5, evaluationLevels: [3], kpiFamilies: ["manager-adoption"], mayDecide: ["scale"], mayNotClaim: ["roi"] } as const;

describe("evidenceTiming", () => {
  test("the windows are data, with the words that sponsors hear", () => {
    expect(evidenceWindows.map(({ id, fromWeek, toWeek, evaluationLevels }) => [id, fromWeek, toWeek, evaluationLevels])).toEqual([["early-signal", 6, 12, [1, 2, 3]], ["adoption", 12, 14, [3]], ["business-impact", 26, 52, [4, 5]]]);
    expect(evidenceWindows.map(({ words }) => words)).toEqual(["Early signals in 6–12 weeks", "Clearer adoption in about 3 months", "Measurable business impact in 6–12 months"]);
  });

  test.each<readonly [EvaluationLevel, string, number, string, readonly string[]]>([
    [1, "", 5, "too-early", []], [1, "", 6, "in-window", ["adjust", "continue"]], [2, "", 12, "in-window", ["adjust", "continue"]], [2, "", 13, "too-late", []],
    [3, "", 5, "too-early", []], [3, "", 11, "in-window", ["adjust", "continue"]], [3, "", 12, "in-window", ["adjust", "continue", "iterate", "scale", "stop"]], [3, "", 14, "in-window", ["iterate", "scale", "stop"]], [3, "", 15, "too-late", []],
    [3, "manager-adoption", 11, "too-early", []], [3, "manager-adoption", 12, "in-window", ["iterate", "scale", "stop"]], [3, "team-pulse", 13, "too-late", []],
    [4, "", 12, "too-early", []], [4, "retention-and-promotion", 25, "too-early", []], [5, "", 26, "in-window", ["budget"]], [4, "", 52, "in-window", ["budget"]], [4, "", 53, "too-late", []],
    [3, "own-family", 11, "in-window", ["adjust", "continue"]],
  ])("level %i, family “%s”, week %i: %s", (evaluationLevel, kpiFamily, weekOfMeasurement, status, mayDecide) => {
    expect(evidenceTiming({ evaluationLevel, weekOfMeasurement, ...(kpiFamily === "" ? {} : { kpiFamily }) })).toMatchObject({ status, mayDecide });
  });

  test("trap: a week of −0 comes out as 0", () => {
    expect(evidenceTiming({ evaluationLevel: 3, weekOfMeasurement: 0, windows: [{ ...own, fromWeek: -0, toWeek: -0 }] }).reasons).toStrictEqual([{ windowId: "own", reason: "in-window", fromWeek: 0, toWeek: 0 }]);
  });

  test("too early: what it would be read for may not be claimed, and when to read again", () => {
    expect(evidenceTiming({ evaluationLevel: 3, kpiFamily: "behavioral-compliance", weekOfMeasurement: 4 })).toEqual({
      status: "too-early", nextWeek: 6, mayDecide: [], mayNotClaim: ["behavioral-compliance", "retention", "roi"], assumptions: { windowsFrom: "heuristics" },
      reasons: [{ windowId: "early-signal", reason: "before-window", fromWeek: 6, toWeek: 12 }, { windowId: "adoption", reason: "before-window", fromWeek: 12, toWeek: 14 }],
    });
    expect(evidenceTiming({ evaluationLevel: 5, weekOfMeasurement: 12 })).toMatchObject({ nextWeek: 26, mayNotClaim: ["cost-per-outcome", "retention-and-promotion", "role-performance"] });
  });

  test("in its window: early signals are no return on investment", () => {
    expect(evidenceTiming({ evaluationLevel: 2, weekOfMeasurement: 8 })).toMatchObject({ nextWeek: null, mayNotClaim: ["retention", "roi"] });
    expect(evidenceTiming({ evaluationLevel: 4, weekOfMeasurement: 30 })).toMatchObject({ mayNotClaim: [] });
  });
  test("at week 12 one window ends and the next begins: both are read", () => {
    expect(evidenceTiming({ evaluationLevel: 3, weekOfMeasurement: 13 }).reasons.map(({ reason }) => reason)).toEqual(["after-window", "in-window"]);
    expect(evidenceTiming({ evaluationLevel: 3, weekOfMeasurement: 12 }).reasons.map(({ reason }) => reason)).toEqual(["in-window", "in-window"]);
  });

  test("a host's windows take the place of ours, in any order; between two of them it is too early for the later one", () => {
    const later = { ...own, id: "later", fromWeek: 9, toWeek: 10 };
    const asked = { evaluationLevel: 3, weekOfMeasurement: 7 } as const;
    expect(evidenceTiming({ ...asked, windows: [later, own] })).toEqual(evidenceTiming({ ...asked, windows: [own, later] }));
    expect(evidenceTiming({ ...asked, windows: [later, own] })).toMatchObject({ status: "too-early", nextWeek: 9, assumptions: { windowsFrom: "caller" } });
  });

  test.each<readonly [string, Partial<EvidenceTimingQuestion>, string]>([
    ["a window that ends before it begins", { windows: [{ ...own, fromWeek: 6 }] }, "evidence-windows.window_swapped at /windows/0/fromWeek"],
    ["a window twice", { windows: [own, own] }, "evidence-windows.duplicate_window at /windows/1/id"],
    ["windows of other levels only", { evaluationLevel: 4, windows: [own] }, "evidence-windows.no_window at /evaluationLevel"],
    ["half a week", { weekOfMeasurement: 6.5 }, "input.invalid_type at /weekOfMeasurement"],
    ["level 6", { evaluationLevel: 6 as 5 }, "input.invalid_value at /evaluationLevel"],
  ])("refuses %s", (_, change, issue) => { expect(issuesOf(() => evidenceTiming({ evaluationLevel: 3, weekOfMeasurement: 6, ...change }))).toEqual([issue]); });
});
