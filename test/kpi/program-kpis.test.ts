import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { Kpi, kpiCatalog, programKpis } from "coachkit/kpi";
import { blendedTwelveWeek, emergingManagerPilot, frontlineMicroCoaching, pilotCohort } from "coachkit/program";
import { issuesOf } from "../issues-of.js";

const own: Kpi = { id: "on-time-delivery", title: "Share of work delivered on time", family: "role-performance", evaluationLevel: 4, direction: "higher-is-better", unit: "fraction", indicator: "lagging", owner: "head-of-product", source: "Release calendar" };
const behavior = { id: "plans-small", title: "Plans in small steps", kpiIds: ["on-time-delivery"] };

describe("kpiCatalog", () => {
  test("has the six families", () => {
    expect([...new Set(kpiCatalog.map(({ family }) => family))]).toEqual(["behavioral-compliance", "manager-adoption", "team-pulse", "role-performance", "retention-and-promotion", "cost-per-outcome"]);
  });

  test("what leads stands on the levels of reaction, learning and behavior; what lags, on results and return", () => {
    for (const { evaluationLevel, indicator } of kpiCatalog) expect(indicator).toBe(evaluationLevel <= 3 ? "leading" : "lagging");
  });

  test("every KPI has a direction, an owner, a source and a window in which it can be expected to move", () => {
    for (const kpi of kpiCatalog) {
      expect(Kpi.parse(kpi)).toEqual(kpi);
      expect(kpi).toMatchObject({ direction: expect.stringMatching(/^(higher|lower)-is-better$/u), owner: expect.stringMatching(/./u), source: expect.stringMatching(/./u), expectedWindow: expect.anything() });
    }
  });

  test("what lags is not expected to move before half a year", () => {
    for (const { indicator, expectedWindow } of kpiCatalog) expect((expectedWindow?.fromWeek ?? 0) >= 26).toBe(indicator === "lagging");
  });

  test("a handle time may rise by a tenth, a pulse may fall by a fifth of a point", () => {
    expect(kpiCatalog.flatMap(({ id, guardrail }) => (guardrail === undefined ? [] : [[id, guardrail]]))).toEqual([["team-pulse", { kind: "absolute", allowedWorsening: 0.2 }], ["handle-time", { kind: "relative", allowedWorseningFraction: 0.1 }]]);
  });

  test("docs/kpis.md lists it as it is", () => {
    const rows = readFileSync("docs/kpis.md", "utf8").split("\n").filter((line) => /^\| `[a-z-]+` \| [a-z-]+ \| \d/u.test(line)).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", "")).slice(0, 7));
    expect(rows).toEqual(kpiCatalog.map(({ id, family, evaluationLevel, direction, unit, indicator, expectedWindow }) => [id, family, String(evaluationLevel), direction === "higher-is-better" ? "higher" : "lower", unit, indicator, `${String(expectedWindow?.fromWeek)}–${String(expectedWindow?.toWeek)}`]));
  });

  test("no id twice", () => { expect(new Set(kpiCatalog.map(({ id }) => id)).size).toBe(kpiCatalog.length); });
});

describe("programKpis", () => {
  test.each([blendedTwelveWeek, pilotCohort, emergingManagerPilot, frontlineMicroCoaching])("the catalog knows every KPI of the template $id", (program) => {
    expect(programKpis({ program, ownKpis: [] }).map(({ targetBehaviorId, kpis }) => [targetBehaviorId, kpis.map(({ id }) => id)])).toEqual(program.targetBehaviors.map(({ id, kpiIds }) => [id, kpiIds]));
  });

  test("a host's own KPI joins the built-in ones, or takes the place of one", () => {
    const program = { ...blendedTwelveWeek, targetBehaviors: [behavior] };
    expect(programKpis({ program, ownKpis: [own] })).toStrictEqual([{ targetBehaviorId: "plans-small", kpis: [own] }]);
    const [first] = programKpis({ program: blendedTwelveWeek, ownKpis: [{ ...own, id: "team-pulse" }] });
    expect(first?.kpis[1]?.unit).toBe("fraction");
  });

  test.each<readonly [string, object, string]>([
    ["a KPI that nobody declared", { program: { ...blendedTwelveWeek, targetBehaviors: [behavior] } }, "program-kpis.unknown_kpi at /program/targetBehaviors/0/kpiIds/0"],
    ["a KPI declared twice", { ownKpis: [own, own] }, "program-kpis.duplicate_kpi at /ownKpis/1/id"],
    ["a KPI without a direction", { ownKpis: [{ ...own, direction: undefined }] }, "input.invalid_value at /ownKpis/0/direction"],
    ["an evaluation level of 6", { ownKpis: [{ ...own, evaluationLevel: 6 }] }, "input.invalid_value at /ownKpis/0/evaluationLevel"],
    ["a bare level", { ownKpis: [{ ...own, level: 4 }] }, "input.unrecognized_keys at /ownKpis/0/level"],
    ["a fault of the program itself", { program: { ...blendedTwelveWeek, weekCount: 0 } }, "input.too_small at /program/weekCount"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => programKpis({ program: blendedTwelveWeek, ownKpis: [], ...change }))).toContain(issue);
  });
});
