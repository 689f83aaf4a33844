import * as fc from "fast-check";
import type { NotDoneReason } from "coachkit/homework";
import { findStuck, type ParticipantProgress, type PracticeRecord, type RuleReading, type StuckPolicy } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { at, daysAgo, did, didUnrated, missed, recordOf, renamed, session, wrote } from "./records.js";

const progressOf = (record: PracticeRecord, policy?: StuckPolicy): ParticipantProgress => findStuck({ records: [record], at, ...(policy === undefined ? {} : { policy }) }).participants[0]!;
const readingOf = (record: PracticeRecord, name: RuleReading["rule"], policy?: StuckPolicy): RuleReading => progressOf(record, policy).rules.find(({ rule }) => rule === name)!;
const fired = (record: PracticeRecord, policy?: StuckPolicy): readonly string[] => progressOf(record, policy).rules.filter(({ status }) => status === "fires").map(({ rule }) => rule);
const expecting = (expectedOutcome: number) => ({ skillIds: ["vision"], expectedOutcome });

/** Somebody who gets on: homework done as expected, journal written, sessions attended. */
const journal = [wrote("e1", 22), wrote("e2", 15), wrote("e3", 8), wrote("e4", 1)];
const attended = [session("s1", 30, "attended"), session("s2", 16, "attended"), session("s3", 2, "attended")];
const done = [did("a1", 23, 0.7, expecting(0.8)), did("a2", 16, 0.9, expecting(0.8)), did("a3", 9, 0.7, expecting(0.8))];
const healthy = recordOf({ entries: journal, attempts: [...done, did("a4", 2, 0.8, expecting(0.8))], sessions: attended, purpose: "stretch" });

const cases = {
  "no-signal": recordOf({ entries: [wrote("e1", 22), wrote("e2", 16)], attempts: [did("a1", 23, 0.7, expecting(0.8)), did("a2", 15, 0.8, expecting(0.8))], sessions: [session("s1", 30, "attended"), session("s2", 2, "missed")], purpose: "stretch" }),
  logistics: { ...healthy, attempts: [...done, missed("a4", 5, "no-time"), missed("a5", 2, "absent")] },
  "not-done": { ...healthy, attempts: [...done, missed("a4", 5, "too-hard"), missed("a5", 2, "blocked")] },
  "no-change": { ...healthy, attempts: [...done, did("a4", 5, 0.3, expecting(0.75)), did("a5", 2, 0.3, expecting(0.7))] },
  bored: { ...healthy, attempts: [...done, did("a4", 5, 1, expecting(0.85)), did("a5", 2, 0.9, expecting(0.95))] },
} as const;

describe("each cause has a case on which no other rule fires", () => {
  const rules = ["no-signal", "logistics", "not-done", "no-change", "bored"] as const;
  test.each(rules.flatMap((name) => rules.map((rule) => [name, rule] as const)))("case %s, rule %s", (name, rule) => {
    expect(readingOf(cases[name], rule).status).toBe(name === rule ? "fires" : "clear");
  });

  test.each([["no-signal", "stuck"], ["logistics", "stuck"], ["not-done", "stuck"], ["no-change", "stuck"], ["bored", "bored"]] as const)("%s", (name, verdict) => {
    expect(progressOf(cases[name])).toMatchObject({ verdict, leadingCause: name === "bored" ? null : name });
  });

  test("and who gets on is healthy", () => {
    expect(progressOf(healthy)).toMatchObject({ verdict: "healthy", leadingCause: null });
    expect(progressOf(healthy).rules.map(({ rule, status, findings, actions, missing }) => [rule, status, findings, actions, missing])).toEqual(rules.map((rule) => [rule, "clear", [], [], null]));
  });
});

describe("each finding names its evidence, and what to do", () => {
  test.each([
    ["no-signal", [{ finding: "silence", heardFrom: "attempt", heardId: "a2", heardAt: daysAgo(15), silentDays: 15, daysOff: 0, longestSilenceDays: 14 }], [{ action: "message", purpose: null }]],
    ["logistics", [{ finding: "missed-homework", attemptIds: ["a4", "a5"], notDoneReasons: ["no-time", "absent"], reportedAt: [daysAgo(5), daysAgo(2)] }], [{ action: "clear-the-way", purpose: null }]],
    ["not-done", [{ finding: "missed-homework", attemptIds: ["a4", "a5"], notDoneReasons: ["too-hard", "blocked"], reportedAt: [daysAgo(5), daysAgo(2)] }], [{ action: "easier-homework", purpose: "practice" }]],
    ["no-change", [{ finding: "low-outcomes", skillId: "vision", attemptIds: ["a4", "a5"], reportedAt: [daysAgo(5), daysAgo(2)], outcomes: [0.3, 0.3], expectedOutcomes: [0.75, 0.7] }], [{ action: "bring-session-forward", purpose: null }, { action: "easier-homework", purpose: "practice" }]],
    ["bored", [{ finding: "high-outcomes", skillId: "vision", attemptIds: ["a4", "a5"], reportedAt: [daysAgo(5), daysAgo(2)], outcomes: [1, 0.9], expectedOutcomes: [0.85, 0.95] }], [{ action: "next-skill", purpose: null }]],
  ] as const)("%s", (name, findings, actions) => { expect(readingOf(cases[name], name)).toEqual({ rule: name, status: "fires", findings, actions, missing: null }); });

  test.each([
    ["not-done", "stretch", ["easier-homework practice"]], ["not-done", "practice", ["easier-homework consolidate"]], ["not-done", "consolidate", ["bring-session-forward null"]],
    ["no-change", "practice", ["bring-session-forward null", "easier-homework consolidate"]], ["no-change", "consolidate", ["bring-session-forward null"]],
    ["bored", "consolidate", ["harder-homework practice"]], ["bored", "practice", ["harder-homework stretch"]], ["bored", "stretch", ["next-skill null"]],
  ] as const)("%s at %s", (name, purpose, expected) => {
    expect(readingOf({ ...cases[name], purpose }, name).actions.map(({ action, purpose: next }) => `${action} ${String(next)}`)).toEqual(expected);
  });

  test("where the present purpose is not known, no next one is named", () => {
    const withoutPurpose = ({ purpose: _, ...record }: PracticeRecord): PracticeRecord => record;
    expect(readingOf(withoutPurpose(cases["not-done"]), "not-done").actions).toEqual([{ action: "easier-homework", purpose: null }]);
    expect(readingOf(withoutPurpose(cases.bored), "bored").actions).toEqual([{ action: "harder-homework", purpose: null }]);
  });

  test("what a caller left open is said", () => {
    expect(findStuck({ records: [], at, policy: { runLength: 3, evidenceWeights: { coachRatingWeight: 1, rubricLevelWeight: 1, selfReportWeight: 1, selfReportAloneWeight: 1, notDoneTooHardWeight: 1 } } }).assumptions)
      .toEqual({ lookBackDays: 42, silentAfterGaps: 2, lowOutcomeBelow: 0.4, highOutcomeFrom: 0.9, easyExpectationFrom: 0.85, leastEvidenceWeight: 0.5 });
    expect(findStuck({ records: [], at }).assumptions.evidenceWeights?.selfReportAloneWeight).toBe(0.25);
  });
});

describe("homework not done: the reasons decide between the homework and what lies around it", () => {
  const twice = (first: NotDoneReason, second: NotDoneReason) => ({ ...healthy, attempts: [...done, missed("a4", 5, first), missed("a5", 2, second)] });
  test.each([
    ["too-hard", "too-hard", "not-done"], ["too-hard", "no-time", "not-done"], ["blocked", "too-hard", "not-done"], ["not-relevant", "not-relevant", "not-done"],
    ["blocked", "blocked", "logistics"], ["blocked", "no-time", "logistics"], ["forgot", "absent", "logistics"], ["no-time", "forgot", "logistics"],
  ] as const)("%s and %s: %s", (first, second, cause) => { expect(fired(twice(first, second))).toEqual([cause]); });

  test("what is not relevant is not made relevant by being easier: the coach talks", () => {
    expect(readingOf(twice("not-relevant", "not-relevant"), "not-done").actions).toEqual([{ action: "bring-session-forward", purpose: null }]);
  });
  test("once is not twice, and homework done in between ends the run", () => {
    expect(fired({ ...healthy, attempts: [...done, missed("a4", 2, "too-hard")] })).toEqual([]);
    expect(fired({ ...healthy, attempts: [missed("a1", 20, "too-hard"), missed("a2", 15, "too-hard"), did("a3", 9, 0.8)] })).toEqual([]);
    expect(fired({ ...healthy, attempts: [missed("a1", 20, "no-time"), did("a3", 9, 0.8), missed("a4", 2, "no-time")] })).toEqual([]);
  });
  test("found too hard two times running, in entries or with homework done", () => {
    const told = { ...healthy, entries: [wrote("e1", 8, { difficulty: "too-hard" })], attempts: [...done, didUnrated("a4", 2, { selfReport: "too-hard" })] };
    expect(readingOf(told, "not-done")).toMatchObject({ status: "fires", findings: [{ finding: "found-too-hard", entryIds: ["e1"], attemptIds: ["a4"] }], actions: [{ action: "easier-homework", purpose: "practice" }] });
    expect(fired({ ...told, entries: [wrote("e1", 8, { difficulty: "too-hard" }), wrote("e2", 1, { difficulty: "about-right" })] })).toEqual([]);
  });
  test("what was too hard before the last two homeworks is past", () => {
    const entries = [wrote("e1", 30, { difficulty: "too-hard" }), wrote("e2", 24, { difficulty: "too-hard" }), ...journal.slice(2)];
    expect(fired({ ...healthy, entries })).toEqual([]);
    expect(fired({ ...healthy, entries, attempts: healthy.attempts.slice(2) })).toEqual(["not-done"]);
  });
});

describe("no change: low outcomes in one skill, where more was to be expected", () => {
  const last = (...attempts: PracticeRecord["attempts"]) => ({ ...healthy, attempts: [...done, ...attempts] });
  test.each([
    ["two low ones", last(did("a4", 5, 0.3), did("a5", 2, 0)), ["no-change"]],
    ["exactly .4 is not low", last(did("a4", 5, 0.3), did("a5", 2, 0.4)), []],
    ["in two skills", last(did("a4", 5, 0.3), did("a5", 2, 0.3, { skillIds: ["voice"] })), []],
    ["a homework of two skills counts for both", last(did("a4", 5, 0.3, { skillIds: ["voice", "vision"] }), did("a5", 2, 0.3, { skillIds: ["voice"] })), ["no-change"]],
    ["as good as expected is no standstill", last(did("a4", 5, 0.3, expecting(0.3)), did("a5", 2, 0.3, expecting(0.9))), []],
    ["the later one as good as expected", last(did("a4", 5, 0.3, expecting(0.9)), did("a5", 2, 0.3, expecting(0.25))), []],
    ["without skills nothing can be said", last(did("a4", 5, 0.1, {}), did("a5", 2, 0.1, {})), []],
    ["a self-report alone is too weak", last(didUnrated("a4", 5, { selfReport: "too-easy" }), didUnrated("a5", 2, { selfReport: "too-hard" })), []],
    ["homework not done in between is no outcome", last(did("a4", 5, 0.3), missed("a6", 4, "too-hard"), did("a5", 2, 0.3)), ["no-change"]],
    ["unrated homework in between neither", last(did("a4", 5, 0.3), didUnrated("a6", 4), did("a5", 2, 0.3)), ["no-change"]],
    ["a good one after two low ones", last(did("a4", 7, 0.3), did("a5", 5, 0.3), did("a6", 2, 0.8)), []],
    ["longer ago than one looks back", { ...healthy, attempts: [did("a1", 50, 0.1), did("a2", 43, 0.1), did("a3", 9, 0.8, { skillIds: ["voice"] }), did("a4", 2, 0.8, { skillIds: ["voice"] })] }, []],
  ] as const)("%s", (_, record, expected) => { expect(fired(record)).toEqual(expected); });

  test("a host may let a self-report count", () => {
    expect(fired(last(didUnrated("a4", 5, { selfReport: "too-hard" }), didUnrated("a5", 2, { selfReport: "too-hard" })), { leastEvidenceWeight: 0.25 })).toEqual(["not-done", "no-change"]);
  });
  test("each skill at a standstill is a finding, by id", () => {
    const both = last(did("a4", 5, 0.1, { skillIds: ["voice", "metaphor"] }), did("a5", 2, 0.1, { skillIds: ["metaphor", "voice"] }));
    expect(readingOf(both, "no-change").findings.map((finding) => (finding.finding === "low-outcomes" ? finding.skillId : null))).toEqual(["metaphor", "voice"]);
  });
});

describe("bored: high outcomes that were to be expected", () => {
  const last = (first: number, second: number, expected?: number) => ({ ...healthy, attempts: [did("a4", 5, first, expected === undefined ? undefined : expecting(expected)), did("a5", 2, second, expected === undefined ? undefined : expecting(expected))] });
  test.each([[0.9, 0.9, 0.85, ["bored"]], [0.9, 0.8, 0.9, []], [0.8, 0.9, 0.9, []], [1, 1, 0.84, []], [1, 1, undefined, []]] as const)("outcomes %d and %d where %d was expected: %j", (first, second, expected, rules) => {
    expect(fired(last(first, second, expected))).toEqual(rules);
  });
  test("who is stuck elsewhere is stuck first", () => {
    const record = { ...cases.bored, attempts: cases.bored.attempts, sessions: [session("s1", 9, "missed"), session("s2", 2, "missed")] };
    expect(progressOf(record)).toMatchObject({ verdict: "stuck", leadingCause: "logistics" });
    expect(fired(record)).toEqual(["logistics", "bored"]);
  });
});

describe("silence and absence", () => {
  const quietSince = (days: number, parts: Partial<PracticeRecord> = {}) => recordOf({ entries: [wrote("e1", days)], ...parts });
  test.each([
    ["a day less than two gaps", quietSince(13), []],
    ["two gaps", quietSince(14), ["no-signal"]],
    ["homework reported meanwhile", quietSince(30, { attempts: [missed("a1", 3, "forgot")] }), []],
    ["a session attended meanwhile", quietSince(30, { sessions: [session("s1", 3, "attended")] }), []],
    ["a session missed is no sign of life", quietSince(30, { sessions: [session("s1", 3, "missed")] }), ["no-signal"]],
    ["an entry shared with nobody is none", quietSince(30, { entries: [wrote("e1", 3, { sharedWith: "nobody" })] }), ["no-signal"]],
    ["nothing at all since the start", recordOf({ enrolledAt: daysAgo(14) }), ["no-signal"]],
    ["a week of leave in it", quietSince(14, { leave: [{ fromDate: "2026-10-10", toDate: "2026-10-16" }] }), []],
    ["two weeks of leave in it", quietSince(20, { leave: [{ fromDate: "2026-10-05", toDate: "2026-10-18" }] }), ["logistics"]],
    ["two weeks of leave and two weeks of work", quietSince(28, { leave: [{ fromDate: "2026-10-01", toDate: "2026-10-14" }] }), ["no-signal", "logistics"]],
    ["leave that ended before the last sign of life", quietSince(1, { leave: [{ fromDate: "2026-09-01", toDate: "2026-10-10" }] }), []],
    ["a sign of life older than one looks back", recordOf({ attempts: [did("a1", 50, 0.8)] }), ["no-signal"]],
    ["a fortnightly journal has four weeks", quietSince(27, { expectedGapDays: 14 }), []],
  ])("%s", (_, record, expected) => { expect(fired(record)).toEqual(expected); });

  test("who is away is found with the days off", () => {
    expect(readingOf(quietSince(20, { leave: [{ fromDate: "2026-10-05", toDate: "2026-10-18" }] }), "logistics").findings).toEqual([{ finding: "away", heardFrom: "entry", heardId: "e1", heardAt: daysAgo(20), daysOff: 14, longestSilenceDays: 14 }]);
  });
  test("silence begins with the last sign of life, however long ago", () => {
    expect(readingOf(recordOf({ attempts: [did("a1", 50, 0.8)], sessions: [session("s1", 49, "attended")] }), "no-signal").findings).toMatchObject([{ heardFrom: "session", heardId: "s1", silentDays: 49 }]);
  });
  test("the last two sessions missed", () => {
    const record = { ...healthy, sessions: [session("s3", 2, "missed"), session("s1", 30, "attended"), session("s2", 16, "missed")] };
    expect(fired(record)).toEqual(["logistics"]);
    expect(readingOf(record, "logistics").findings).toEqual([{ finding: "missed-sessions", sessionIds: ["s2", "s3"], startsAt: [daysAgo(16), daysAgo(2)] }]);
    expect(fired({ ...record, sessions: [session("s2", 16, "missed"), session("s3", 2, "attended")] })).toEqual([]);
  });
});

describe("several causes at a time are all reported, and the first leads", () => {
  const low = [did("a1", 30, 0.1), did("a2", 25, 0.1)];
  test.each([
    ["silent after low outcomes", recordOf({ attempts: low }), ["no-signal", "no-change"]],
    ["no time after low outcomes", recordOf({ attempts: [...low, missed("a3", 5, "no-time"), missed("a4", 2, "no-time")] }), ["logistics", "no-change"]],
    ["sessions missed and homework too hard", recordOf({ attempts: [missed("a3", 5, "too-hard"), missed("a4", 2, "too-hard")], sessions: [session("s1", 9, "missed"), session("s2", 2, "missed")] }), ["logistics", "not-done"]],
    ["too hard after low outcomes", recordOf({ attempts: [...low, missed("a3", 5, "too-hard"), missed("a4", 2, "too-hard")] }), ["not-done", "no-change"]],
  ] as const)("%s", (_, record, expected) => {
    expect(fired(record)).toEqual(expected);
    expect(progressOf(record).leadingCause).toBe(expected[0]);
  });
});

describe("where there is too little to go by, nobody is called healthy", () => {
  const enough = (n: number) => ({ status: "not-enough-evidence", findings: [], actions: [], missing: { reason: "too-few-observations", n, needed: 2 } });
  test("a person who has just begun", () => {
    const begun = progressOf(recordOf({ enrolledAt: daysAgo(3) }));
    expect(begun).toMatchObject({ verdict: "not-enough-evidence", leadingCause: null });
    expect(begun.rules).toEqual([{ rule: "no-signal", status: "clear", findings: [], actions: [], missing: null }, ...["logistics", "not-done", "no-change", "bored"].map((rule) => ({ rule, ...enough(0) }))]);
  });
  test("homework done but never graded says nothing about change", () => {
    const ungraded = recordOf({ entries: journal, attempts: [didUnrated("a1", 9), didUnrated("a2", 2)] });
    expect(readingOf(ungraded, "no-change")).toEqual({ rule: "no-change", ...enough(0) });
    expect(progressOf(ungraded).verdict).toBe("not-enough-evidence");
  });
  test("one outcome in each of two skills neither", () => {
    expect(readingOf(recordOf({ attempts: [did("a1", 9, 0.1), did("a2", 2, 0.1, { skillIds: ["voice"] })] }), "no-change")).toEqual({ rule: "no-change", ...enough(1) });
  });
  test("outcomes without an expectation say nothing about boredom, and that keeps nobody from being healthy", () => {
    const record = recordOf({ entries: journal, attempts: [did("a1", 9, 0.8), did("a2", 2, 0.9)] });
    expect(readingOf(record, "bored")).toEqual({ rule: "bored", ...enough(0) });
    expect(progressOf(record).verdict).toBe("healthy");
  });
  test("sessions alone are enough for logistics, entries alone for what was too hard", () => {
    expect(readingOf(recordOf({ sessions: [session("s1", 9, "missed"), session("s2", 2, "attended")] }), "logistics").status).toBe("clear");
    expect(readingOf(recordOf({ entries: [wrote("e1", 9, { difficulty: "too-hard" }), wrote("e2", 2, { difficulty: "too-easy" })] }), "not-done").status).toBe("clear");
  });
});

describe("the bounds are options", () => {
  test.each([
    ["a run of three", cases["not-done"], { runLength: 3 }, []],
    ["a run of three that is there", { ...cases["not-done"], attempts: [...cases["not-done"].attempts, missed("a6", 1, "too-hard")] }, { runLength: 3 }, ["not-done"]],
    ["a longer silence", cases["no-signal"], { silentAfterGaps: 2.5 }, []],
    ["a lower low", cases["no-change"], { lowOutcomeBelow: 0.3 }, []],
    ["a higher high", cases.bored, { highOutcomeFrom: 0.95 }, []],
    ["an easier easy", cases.bored, { easyExpectationFrom: 0.9 }, []],
    ["a shorter look back", cases["no-change"], { lookBackDays: 7 }, ["no-change"]],
  ] as const)("%s", (_, record, policy, expected) => { expect(fired(record, policy)).toEqual(expected); });

  test.each([
    ["low outcomes that reach into the high ones", { lowOutcomeBelow: 0.95 }, "find-stuck.outcomes_overlap", ["lowOutcomeBelow"]],
    ["high outcomes that reach into the low ones", { highOutcomeFrom: 0.3 }, "find-stuck.outcomes_overlap", ["highOutcomeFrom"]],
    ["a run of one", { runLength: 1 }, "input.too_small", ["runLength"]],
    ["a bound in percent", { lowOutcomeBelow: 40 }, "input.too_big", ["lowOutcomeBelow"]],
    ["no look back", { lookBackDays: 0 }, "input.too_small", ["lookBackDays"]],
    ["no silence", { silentAfterGaps: 0 }, "input.too_small", ["silentAfterGaps"]],
  ])("refused: %s", (_, policy, code, path) => { refuses(() => findStuck({ records: [], at, policy }), { code, path: ["policy", ...path] }); });
});

test("an entry shared with nobody leaves no trace", () => {
  const shared = [wrote("e1", 8, { difficulty: "too-hard" }), wrote("e3", 6)];
  const unshared = [wrote("e2", 7, { difficulty: "too-hard", sharedWith: "nobody" }), wrote("e4", 1, { difficulty: "too-hard", sharedWith: "nobody" })];
  expect(progressOf(recordOf({ entries: [...shared, ...unshared] }))).toEqual(progressOf(recordOf({ entries: shared })));
});

describe("laws", () => {
  const reasons = ["too-hard", "no-time", "forgot", "not-relevant", "blocked", "absent"] as const;
  const attempt = fc.record({ day: fc.integer({ min: 0, max: 60 }), outcome: fc.option(fc.integer({ min: 0, max: 10 })), reason: fc.constantFrom(...reasons), skill: fc.constantFrom("vision", "voice"), expected: fc.constantFrom(0.3, 0.7, 0.9) });
  const record = fc.record({ attempts: fc.array(attempt, { maxLength: 8 }), entries: fc.array(fc.record({ day: fc.integer({ min: 0, max: 60 }), difficulty: fc.constantFrom("too-hard", "about-right") }), { maxLength: 5 }), sessions: fc.array(fc.record({ day: fc.integer({ min: 0, max: 60 }), status: fc.constantFrom("attended", "missed") }), { maxLength: 4 }) })
    .map(({ attempts, entries, sessions }) => recordOf({
      attempts: attempts.map(({ day, outcome, reason, skill, expected }, place) => (outcome === null ? missed(`a${String(place)}`, day, reason) : did(`a${String(place)}`, day, outcome / 10, { skillIds: [skill], expectedOutcome: expected }))),
      entries: entries.map(({ day, difficulty }, place) => wrote(`e${String(place)}`, day, { difficulty })),
      sessions: sessions.map(({ day, status }, place) => session(`s${String(place)}`, day, status)),
    }));

  test("the order of lists changes nothing", () => {
    fc.assert(fc.property(record, (one) => { expect(progressOf({ ...one, entries: [...one.entries].reverse(), attempts: [...one.attempts].reverse(), sessions: [...(one.sessions ?? [])].reverse() })).toEqual(progressOf(one)); }));
  });
  test("a cohort is judged as its people are one by one, and listed by id", () => {
    fc.assert(fc.property(fc.array(record, { maxLength: 5 }), (people) => {
      const records = people.map((one, place) => renamed(one, `p${String(place)}`));
      expect(findStuck({ records: [...records].reverse(), at }).participants).toEqual(records.map((one) => progressOf(one)));
    }));
  });
  test("a rule fires with findings and actions, or tells that it is clear or what is missing", () => {
    fc.assert(fc.property(record, (one) => {
      for (const { status, findings, actions, missing } of progressOf(one).rules) expect([findings.length > 0, actions.length > 0, missing !== null]).toEqual([status === "fires", status === "fires", status === "not-enough-evidence"]);
    }));
  });
  test("one run of missed homework has one cause", () => {
    fc.assert(fc.property(record, (one) => { expect(progressOf(one).rules.flatMap(({ findings }) => findings).filter(({ finding }) => finding === "missed-homework").length).toBeLessThan(2); }));
  });
  test("a longer run fires on nobody on whom a shorter one does not, silence aside", () => {
    fc.assert(fc.property(record, (one) => { for (const cause of fired(one, { runLength: 3 })) if (cause !== "logistics" && cause !== "not-done") expect(fired(one)).toContain(cause); }));
  });
});
