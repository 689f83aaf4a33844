import { replayTriggerColumns, type TriggerColumns, TRIGGER_LIMITS } from "coachkit/trigger";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { confidence, quality, qualityBelow, ruleOf } from "./records.js";

const columns: TriggerColumns = {
  signals: [quality, confidence], rules: [ruleOf("low-quality", qualityBelow(0.7), { cooldownWeeks: 2 }), ruleOf("unsure", { kind: "threshold", signalId: "confidence", comparison: "below", limit: 3 }, { priority: 2 })],
  personCount: 2, weekCount: 3, fromWeek: 0, isPermitted: "not-looked-at",
  values: Float64Array.of(0.6, 0.6, 0.6, 2, 0, 0, 0.9, 0.5, NaN, NaN, NaN, NaN), isPresent: Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0),
};
const plain = (figures: object): unknown => Object.fromEntries(Object.entries(figures).map(([key, column]) => [key, Array.from(column as Uint32Array)]));

test("firings person by person, week by week, the most urgent first, and what held others back", () => {
  expect(plain(replayTriggerColumns(columns))).toEqual({
    persons: [0, 0, 0, 0, 0, 1], weeks: [0, 0, 1, 2, 2, 1], rules: [0, 1, 1, 0, 1, 0], trueCounts: [4, 3], unknownCounts: [1, 3], withoutConsentCounts: [0, 0], cooldownCounts: [1, 0], outrankedCounts: [0, 0], firingsByWeek: [2, 2, 2], personsByTimes: [0, 1, 0, 0, 0, 1],
  });
});
test("consent stands by person and rule, and the limit of a week lets the most urgent through", () => {
  const figures = replayTriggerColumns({ ...columns, isPermitted: Uint8Array.of(0, 1, 1, 1), perPersonWeekLimit: 1 });
  expect(plain(figures)).toMatchObject({ persons: [0, 0, 0, 1], rules: [1, 1, 1, 0], withoutConsentCounts: [3, 0], outrankedCounts: [0, 0] });
  expect(plain(replayTriggerColumns({ ...columns, perPersonWeekLimit: 1 }))).toMatchObject({ rules: [0, 1, 0, 0], outrankedCounts: [0, 2] });
});
test("nobody fires nothing", () => {
  expect(plain(replayTriggerColumns({ ...columns, isPresent: new Uint8Array(12) }))).toMatchObject({ persons: [], personsByTimes: [], unknownCounts: [6, 6] });
});
test("more firings than there is room for at first", () => {
  const personCount = 3000;
  const figures = replayTriggerColumns({ ...columns, signals: [quality], rules: columns.rules.slice(0, 1), personCount, weekCount: 1, values: new Float64Array(personCount).fill(0.5), isPresent: new Uint8Array(personCount).fill(1) });
  expect([...figures.persons]).toEqual(Array.from({ length: personCount }, (_, person) => person));
  expect([...figures.personsByTimes]).toEqual([0, personCount]);
});

describe("columns that are none", () => {
  const issues = (change: object) => issuesOf(() => replayTriggerColumns({ ...columns, ...change }));
  const { values, isPresent } = columns;
  test.each<readonly [string, object, string]>([
    ["a plain list", { values: [0.5] }, "replay-trigger-columns.wrong_kind at /values"],
    ["presence in another kind", { isPresent: new Int8Array(12) }, "replay-trigger-columns.wrong_kind at /isPresent"],
    ["consent in a word that nobody knows", { isPermitted: "given" }, "replay-trigger-columns.wrong_kind at /isPermitted"],
    ["consent left out", { isPermitted: undefined }, "replay-trigger-columns.wrong_kind at /isPermitted"],
    ["too short", { values: values.slice(1) }, "replay-trigger-columns.wrong_length at /values"],
    ["presence too long", { isPresent: new Uint8Array(13) }, "replay-trigger-columns.wrong_length at /isPresent"],
    ["consent by person only", { isPermitted: Uint8Array.of(1, 1) }, "replay-trigger-columns.wrong_length at /isPermitted"],
    ["presence of 2", { isPresent: isPresent.map((flag, place) => (place === 3 ? 2 : flag)) }, "replay-trigger-columns.bad_flag at /isPresent/3"],
    ["consent of 2", { isPermitted: Uint8Array.of(1, 0, 2, 1) }, "replay-trigger-columns.bad_flag at /isPermitted/2"],
    ["a value that is no number", { values: values.map((value, place) => (place === 7 ? NaN : value)) }, "replay-trigger-columns.bad_value at /values/7"],
    ["a value above its range", { values: values.map((value, place) => (place === 1 ? 1.1 : value)) }, "replay-trigger-columns.bad_value at /values/1"],
    ["a value below its range", { values: values.map((value, place) => (place === 1 ? -0.1 : value)) }, "replay-trigger-columns.bad_value at /values/1"],
    ["infinity", { values: values.map((value, place) => (place === 3 ? Infinity : value)) }, "replay-trigger-columns.bad_value at /values/3"],
    ["starts after the last week", { fromWeek: 3 }, "replay-trigger-columns.starts_late at /fromWeek"],
    ["nobody", { personCount: 0 }, "input.too_small at /personCount"],
    ["an unknown key", { people: ["ana"] }, "input.unrecognized_keys at /people"],
    ["a rule on an unknown KPI", { rules: [ruleOf("rule", { kind: "missing", signalId: "sales" })] }, "trigger-rule.unknown_signal at /rules/0/when/signalId"],
    ["more cells than one replay takes", { personCount: TRIGGER_LIMITS.columnCells / 6 + 1 }, "input.invalid_type at /personCount"],
    ["more cells, people whole", { personCount: Math.ceil(TRIGGER_LIMITS.columnCells / 6) }, "replay-trigger-columns.too_many at /"],
    ["more looks than one replay takes", { signals: [quality], rules: Array.from({ length: 4 }, (_, index) => ruleOf(`r${String(index)}`, qualityBelow(0.5))), personCount: TRIGGER_LIMITS.columnLooks / 10 }, "replay-trigger-columns.too_many at /"],
  ])("%s", (_, change, expected) => { expect(issues(change)[0]).toBe(expected); });
  test("what is no object", () => { expect(issuesOf(() => replayTriggerColumns(null as unknown as TriggerColumns))).toEqual(["input.invalid_type at /"]); });
});
