import { type NeedLabel, replayTriggers, type ReplayQuestion, type TriggerReplay } from "coachkit/trigger";
import { normalDraws } from "coachkit/statistics";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { agreed, confidence, handleTime, quality, qualityBelow, recordsOf, ruleOf, weekZeroAt } from "./records.js";

const low = ruleOf("low-quality", qualityBelow(0.7));
const question: ReplayQuestion = {
  signals: [quality, handleTime, confidence], rules: [low], people: ["ana", "ben", "cleo"], weekCount: 4, weekZeroAt, fromWeek: 0, consents: "not-looked-at", confidenceLevel: 0.95,
  records: recordsOf("quality", { ana: [0.6, 0.9, 0.5, 0.6], ben: [0.9, 0.9, null, 0.6] }),
};
const replay = (change: Partial<ReplayQuestion> = {}): TriggerReplay => replayTriggers({ ...question, ...change });
const weeks = (count: number, lowOnes: number) => Array.from({ length: count }, (_, week) => (week < lowOnes ? 0.6 : 0.9));

test("would have fired 41 times, for 12 people, 9 of them twice", () => {
  const times = [2, 2, 2, 2, 2, 2, 2, 2, 2, 7, 8, 8, 0, 0];
  const people = times.map((_, index) => `p${String(index)}`);
  const answer = replay({ people, weekCount: 10, records: recordsOf("quality", Object.fromEntries(times.map((count, index) => [`p${String(index)}`, weeks(10, count)]))) });
  expect([answer.firingCount, answer.personCount, answer.timesPerPerson]).toEqual([41, 12, [{ times: 2, personCount: 9 }, { times: 7, personCount: 1 }, { times: 8, personCount: 2 }]]);
  expect([answer.personWeekCount, answer.rules[0]?.trueFraction]).toEqual([140, 41 / 140]);
  expect(answer.weeks.map(({ week, firingCount, personCount }) => [week, firingCount, personCount])).toEqual([12, 12, 3, 3, 3, 3, 3, 2, 0, 0].map((count, week) => [week, count, count]));
});

test("by rule, by week, by person: what a reader can count", () => {
  const rules = [low, ruleOf("slow", { kind: "threshold", signalId: "handle-time", comparison: "above", limit: 400 }, { needsApproval: false }), ruleOf("at-risk", qualityBelow(0.65), { priority: 2, needsApproval: false, cooldownWeeks: 2 })];
  const answer = replay({ rules });
  expect(answer.firings.map(({ week, personId, ruleId }) => `${String(week)} ${personId} ${ruleId}`)).toEqual(["0 ana at-risk", "0 ana low-quality", "2 ana at-risk", "2 ana low-quality", "3 ana low-quality", "3 ben at-risk", "3 ben low-quality"]);
  expect(answer.weeks).toEqual([
    { week: 0, firingCount: 2, approvalCount: 1, personCount: 1 }, { week: 1, firingCount: 0, approvalCount: 0, personCount: 0 }, { week: 2, firingCount: 2, approvalCount: 1, personCount: 1 }, { week: 3, firingCount: 3, approvalCount: 2, personCount: 2 },
  ]);
  expect(answer.rules.map(({ ruleId, trueCount, firingCount, personCount, unknownCount, suppressedCounts }) => [ruleId, trueCount, firingCount, personCount, unknownCount, suppressedCounts.cooldown])).toEqual([["at-risk", 4, 3, 2, 5, 1], ["low-quality", 4, 4, 2, 5, 0], ["slow", 0, 0, 0, 12, 0]]);
  expect([answer.neverFired, answer.rules.map(({ warnings }) => warnings)]).toEqual([["slow"], [["picks-by-bad-values"], ["picks-by-bad-values"], ["never-fired", "picks-by-bad-values"]]]);
  expect(answer.timesPerPerson).toEqual([{ times: 2, personCount: 1 }, { times: 5, personCount: 1 }]);
});

test("weeks before the first one looked at are only compared with", () => {
  const fall = ruleOf("fall", { kind: "change", signalId: "quality", measuredAs: "difference", comparison: "at-most", limit: -0.2, previousWeeks: 2, minimumCount: 2 });
  const answer = replay({ rules: [fall], fromWeek: 2 });
  expect([answer.firings, answer.personWeekCount, answer.weeks.length]).toEqual([[{ ruleId: "fall", personId: "ana", week: 2 }], 6, 2]);
});

describe("consent", () => {
  const later = { personId: "ben", purposeId: "coaching", decision: "given", decidedAt: "2026-01-20T00:00:00Z" };
  test("is denied unless given by the end of the week; what is held back starts no cooldown", () => {
    const rules = [ruleOf("low-quality", qualityBelow(0.7), { cooldownWeeks: 3 })];
    const { firings, suppressedCounts } = replay({ rules, consents: [later], records: recordsOf("quality", { ana: [0.6], ben: [0.6, 0.6, 0.6, 0.6] }) });
    expect([firings, suppressedCounts]).toEqual([[{ ruleId: "low-quality", personId: "ben", week: 2 }], { "no-consent": 3, cooldown: 1, outranked: 0 }]);
  });
  test("is not looked at where the question says so, and the answer says that", () => {
    expect([replay().assumptions.consents, replay({ consents: [] }).assumptions.consents, replay({ consents: [] }).firingCount]).toEqual(["not-looked-at", "as-given", 0]);
  });
});

test("the limit of a week lets the most urgent through", () => {
  const answer = replay({ rules: [ruleOf("z", qualityBelow(0.7), { priority: 1 }), ruleOf("a", qualityBelow(0.7), { priority: 2 })], perPersonWeekLimit: 1 });
  expect([answer.rules.map(({ ruleId, firingCount, suppressedCounts }) => [ruleId, firingCount, suppressedCounts.outranked]), answer.assumptions.perPersonWeekLimit]).toEqual([[["a", 0, 4], ["z", 4, 0]], 1]);
});

describe("a rule that is true too often", () => {
  const warned = (lowOnes: number, change: Partial<ReplayQuestion> = {}) => replay({ people: ["ana"], weekCount: 8, records: recordsOf("quality", { ana: weeks(8, lowOnes) }), ...change }).rules[0]?.warnings.filter((warning) => warning !== "picks-by-bad-values");
  test.each([[8, ["always-true"]], [7, ["nearly-always-true"]], [4, ["nearly-always-true"]], [3, []], [0, ["never-fired"]]])("in %i of 8 weeks: %j", (lowOnes, expected) => { expect(warned(lowOnes)).toEqual(expected); });
  test("from which share on is said, and a half where nothing is", () => {
    expect([warned(3, { nearlyAlwaysFraction: 0.3 }), warned(7, { nearlyAlwaysFraction: 0.9 }), replay().assumptions.nearlyAlwaysFraction]).toEqual([["nearly-always-true"], [], 0.5]);
  });
  test("cooldown hides nothing of it", () => { expect(warned(8, { rules: [ruleOf("low-quality", qualityBelow(0.7), { cooldownWeeks: 8 })] })).toEqual(["always-true"]); });
});

describe("what was needed", () => {
  const labels = (chosen: "independently" | "by-firing", entries: readonly (readonly [string, number, boolean])[]) => ({ chosen, entries: entries.map(([personId, week, wasNeeded]): NeedLabel => ({ personId, week, wasNeeded })) });
  const people = Array.from({ length: 10 }, (_, index) => `p${String(index)}`);
  const once = { people, records: recordsOf("quality", Object.fromEntries(people.map((personId) => [personId, weeks(4, 1)]))) };

  test("cannot be said without labels", () => {
    expect([replay().falseAlarmFraction, replay().foundFraction]).toEqual([{ estimate: null, reason: "too-few-observations", n: 0, needed: 1 }, { estimate: null, reason: "too-few-observations", n: 0, needed: 1 }]);
  });
  // Wilson, 3 of 10: 0.1078 to 0.6032
  test("3 of 10 firings that nobody needed, one for each person", () => {
    const { falseAlarmFraction, foundFraction, rules } = replay({ ...once, labels: labels("independently", people.map((personId, index) => [personId, 0, index > 2])) });
    expect(falseAlarmFraction).toMatchObject({ estimate: 0.3, n: 10, method: "wilson" });
    expect([falseAlarmFraction.estimate === null ? 0 : falseAlarmFraction.confidence.lower, falseAlarmFraction.estimate === null ? 0 : falseAlarmFraction.confidence.upper].map((end) => end.toFixed(4))).toEqual(["0.1078", "0.6032"]);
    expect(rules[0]?.falseAlarmFraction).toEqual(falseAlarmFraction);
    expect(foundFraction).toMatchObject({ estimate: 1, n: 7 });
  });
  test("needs in weeks without a firing were not found, those before the first week looked at do not count", () => {
    const { foundFraction, falseAlarmFraction } = replay({ ...once, fromWeek: 1, records: recordsOf("quality", Object.fromEntries(people.map((personId) => [personId, [0.6, 0.6, 0.9, 0.9]]))), labels: labels("independently", [["p0", 0, true], ["p0", 1, true], ["p0", 2, true], ["p1", 2, true], ["p2", 2, false], ["p3", 1, false]]) });
    expect([foundFraction, falseAlarmFraction]).toMatchObject([{ estimate: 1 / 3, n: 3 }, { estimate: 0.5, n: 2 }]);
  });
  test("how many needs were found cannot be said where only firings were judged", () => {
    const { foundFraction, falseAlarmFraction } = replay({ ...once, labels: labels("by-firing", people.map((personId) => [personId, 0, true])) });
    expect([foundFraction, falseAlarmFraction]).toMatchObject([{ estimate: null, reason: "only-firings-judged" }, { estimate: 0, n: 10 }]);
  });
  test("many firings of few people say less than as many of many", () => {
    const few = replay({ people: ["ana", "ben"], weekCount: 10, records: recordsOf("quality", { ana: weeks(10, 10), ben: [...weeks(9, 9), 0.9] }), labels: labels("independently", ["ana", "ben"].flatMap((personId) => Array.from({ length: 10 }, (_, week) => [personId, week, personId === "ana"] as const))) }).falseAlarmFraction;
    expect(few).toMatchObject({ n: 19, method: "wilson-design-effect", warnings: ["few-people"] });
    expect(few.estimate !== null && few.confidence.upper - few.confidence.lower > 0.6).toBe(true);
  });
});

describe("what picked people do by themselves", () => {
  const lowOf = (rest: Partial<ReplayQuestion>) => replay(rest).rules[0]?.rebounds;
  // all values: 0.4, 0.8, 0.6, 1: mean 0.7; picked: 0.4 and 0.6: mean 0.5
  const four = { weekCount: 2, records: recordsOf("quality", { ana: [0.4, 0.8], ben: [0.6, 1] }), reliabilities: [{ signalId: "quality", reliability: 0.75 }] };
  test("a reliability of 0.75 lets a quarter of the distance from the mean come back", () => {
    const [rebound] = lowOf(four) ?? [];
    expect(rebound).toMatchObject({ signalId: "quality", reliability: 0.75, reliabilitySource: "given", n: 2 });
    expect(rebound?.expectedChange).toBeCloseTo(0.05, 12);
  });
  test("a rule on the good side, or on a missing value, picks nobody by bad values", () => {
    const above = ruleOf("up", { kind: "threshold", signalId: "quality", comparison: "at-least", limit: 0.9 });
    const fast = ruleOf("fast", { kind: "not", condition: { kind: "threshold", signalId: "handle-time", comparison: "above", limit: 300 } });
    expect(replay({ rules: [above, fast, ruleOf("gone", { kind: "missing", signalId: "handle-time" })] }).rules.map(({ rebounds }) => rebounds)).toEqual([[], [], []]);
  });
  test.each<readonly [string, Partial<ReplayQuestion>, object]>([
    ["nobody was picked", { ...four, rules: [ruleOf("low", qualityBelow(0.2))] }, { reason: "nothing-fired" }],
    ["too few neighboring weeks", { ...four, reliabilities: [] }, { reason: "too-few-pairs" }],
    ["people are picked by several weeks", { rules: [ruleOf("row", { kind: "any", conditions: [{ kind: "weeks-in-a-row", weekCount: 2, condition: qualityBelow(0.7) }, qualityBelow(0.5)] })] }, { reason: "picked-by-several-weeks" }],
    ["people are picked against their own past, and by several weeks", { rules: [ruleOf("both", { kind: "any", conditions: [{ kind: "change", signalId: "quality", measuredAs: "difference", comparison: "below", limit: -0.2, previousWeeks: 2, minimumCount: 1 }, { kind: "weeks-in-a-row", weekCount: 2, condition: qualityBelow(0.5) }] })] }, { reason: "picked-by-own-past" }],
    ["people are picked against their own past", { rules: [ruleOf("fall", { kind: "any", conditions: [{ kind: "change", signalId: "quality", measuredAs: "difference", comparison: "below", limit: -0.2, previousWeeks: 2, minimumCount: 1 }, qualityBelow(0.5)] })] }, { reason: "picked-by-own-past" }],
    ["values that never vary", { people: ["ana"], weekCount: 40, records: recordsOf("quality", { ana: weeks(40, 40) }) }, { reason: "no-variation" }],
  ])("cannot be said: %s", (_, change, expected) => { expect(lowOf(change)).toEqual([{ signalId: "quality", expectedChange: null, ...expected }]); });

  // values of one person correlate by 0.6 from week to week, and nobody coaches
  test("is what picked people did the week after, where nobody was coached", () => {
    const [count, weekCount, r] = [2000, 12, 0.6];
    const draws = normalDraws({ seed: 5, stream: ["weeks"], count: count * weekCount });
    const values: number[] = [];
    draws.forEach((draw, place) => { values.push(place % weekCount === 0 ? 300 + 40 * draw : 300 + r * ((values[place - 1] ?? 300) - 300) + 40 * Math.sqrt(1 - r * r) * draw); });
    const people = Array.from({ length: count }, (_, index) => `p${String(index)}`);
    const records = values.map((value, place) => ({ personId: people[Math.floor(place / weekCount)] ?? "", signalId: "handle-time", week: place % weekCount, value }));
    const answer = replay({ rules: [ruleOf("slow", { kind: "threshold", signalId: "handle-time", comparison: "above", limit: 340 })], people, weekCount, records });
    const rebound = answer.rules[0]?.rebounds[0];
    const placeOf = new Map(people.map((personId, place) => [personId, place]));
    const changes = answer.firings.filter(({ week }) => week < weekCount - 1).map(({ personId, week }) => { const place = (placeOf.get(personId) ?? 0) * weekCount + week; return (values[place + 1] ?? 0) - (values[place] ?? 0); });
    const seen = changes.reduce((sum, change) => sum + change, 0) / changes.length;
    expect(changes.length).toBeGreaterThan(3000);
    // 3 standard errors of the mean change
    expect(Math.abs((rebound?.expectedChange ?? 0) - seen)).toBeLessThan((3 * 40 * Math.sqrt(1 - r * r)) / Math.sqrt(changes.length));
    expect(rebound?.expectedChange).toBeLessThan(-20);
    expect(rebound).toMatchObject({ reliabilitySource: "lag-one-correlation" });
  });
});

describe("a question that is none", () => {
  const issues = (change: object) => issuesOf(() => replay(change));
  const entries = [{ personId: "ana", week: 0, wasNeeded: true }];
  test.each<readonly [string, object, readonly string[]]>([
    ["starts after the last week", { fromWeek: 4 }, ["replay-question.starts_late at /fromWeek"]],
    ["a label of somebody else, and of no week", { labels: { chosen: "independently", entries: [{ ...entries[0], personId: "eve" }, { ...entries[0], week: 4 }] } }, ["trigger-history.unknown_person at /labels/entries/0/personId", "trigger-history.beyond_weeks at /labels/entries/1/week"]],
    ["a week judged twice", { labels: { chosen: "by-firing", entries: [...entries, ...entries] } }, ["replay-question.duplicate_label at /labels/entries/1"]],
    ["a reliability of an unknown signal", { reliabilities: [{ signalId: "sales", reliability: 0.5 }] }, ["replay-question.unknown_signal at /reliabilities/0/signalId"]],
    ["two reliabilities of one signal", { reliabilities: [0.5, 0.6].map((reliability) => ({ signalId: "quality", reliability })) }, ["replay-question.duplicate_reliability at /reliabilities/1"]],
    ["a reliability above 1", { reliabilities: [{ signalId: "quality", reliability: 1.2 }] }, ["input.too_big at /reliabilities/0/reliability"]],
    ["consents that are neither", { consents: "given" }, ["input.invalid_union at /consents"]],
    ["nearly always from nothing on", { nearlyAlwaysFraction: 0 }, ["input.too_small at /nearlyAlwaysFraction"]],
    ["an error probability as level", { confidenceLevel: 0.05 }, ["input.too_small at /confidenceLevel"]],
  ])("%s", (_, change, expected) => { expect(issues(change)).toEqual(expected); });
  test("the best that there may be is taken", () => { expect(agreed("ana").length + issues({ fromWeek: 3, consents: agreed("ana") }).length).toBe(1); });
});
