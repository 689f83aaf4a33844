import * as fc from "fast-check";
import { journalRisks, type JournalRisk, type JournalRiskPolicy, type JournalSignal, type PracticeRecord } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { at, daysAgo, did, didUnrated, missed, recordOf, renamed, worrying, wrote } from "./records.js";

const riskOf = (record: PracticeRecord, policy?: JournalRiskPolicy, when = at): JournalRisk => journalRisks({ records: [record], at: when, ...(policy === undefined ? {} : { policy }) }).participants[0]!;
const signalOf = <Name extends JournalSignal["signal"]>(record: PracticeRecord, name: Name, policy?: JournalRiskPolicy): Extract<JournalSignal, { readonly signal: Name }> =>
  riskOf(record, policy).signals.find(({ signal }) => signal === name) as Extract<JournalSignal, { readonly signal: Name }>;
const reading = (record: PracticeRecord, name: JournalSignal["signal"], policy?: JournalRiskPolicy): number | null => signalOf(record, name, policy).riskFraction;

describe("the risk is the weighted mean of the six signals, each shown with its evidence", () => {
  test("silence .642857, missed .5, too hard .666667, trend 1, length .6, sentiment .4 make .651190: attention", () => {
    const risk = riskOf(worrying());
    expect(risk.signals.map(({ signal, riskFraction, contribution }) => [signal, riskFraction!.toFixed(6), contribution!.toFixed(6)])).toEqual([
      ["silence", "0.642857", "0.192857"], ["missed", "0.500000", "0.125000"], ["too-hard", "0.666667", "0.133333"], ["trend", "1.000000", "0.150000"], ["length", "0.600000", "0.030000"], ["sentiment", "0.400000", "0.020000"],
    ]);
    expect(risk.riskFraction).toBeCloseTo(0.65119, 6);
    expect(risk).toMatchObject({ level: "attention" });
    expect(risk.coverageFraction).toBeCloseTo(1, 12);
  });

  test("without sentiment the rest is divided by what is there: .664411 at a coverage of .95", () => {
    const risk = riskOf(worrying(false));
    expect(risk.riskFraction).toBeCloseTo(0.664411, 6);
    expect(risk.coverageFraction).toBeCloseTo(0.95, 12);
    expect(risk.signals[5]).toEqual({ signal: "sentiment", riskFraction: null, weight: expect.closeTo(0.05, 12) as number, contribution: null, missing: { reason: "too-few-observations", n: 0, needed: 1 }, evidence: { entryIds: [], meanSentiment: null } });
  });

  test("the evidence names entries, attempts and days", () => {
    expect(riskOf(worrying()).signals.map(({ evidence }) => evidence)).toEqual([
      { heardFrom: "entry", heardId: "e6", heardAt: daysAgo(16), silentDays: 16, daysOff: 0, expectedGapDays: 7 },
      { attemptIds: ["a2", "a3", "a4", "a5"], missedAttemptIds: ["a3", "a5"] },
      { entryIds: ["e4", "e5", "e6"], attemptIds: [], reportCount: 3, tooHardCount: 2 },
      { entryIds: ["e3", "e4", "e5", "e6"], progressRatings: [4, 3, 3, 2], slopePerEntry: expect.closeTo(-0.6, 12) as number },
      { firstEntryIds: ["e1", "e2", "e3"], lastEntryIds: ["e4", "e5", "e6"], firstMedianWordCount: 100, lastMedianWordCount: 40 },
      { entryIds: ["e4", "e5", "e6"], meanSentiment: expect.closeTo(-0.4, 12) as number },
    ]);
  });

  test("what the caller left open is said", () => {
    const weights = { silenceWeight: 1, missedWeight: 0, tooHardWeight: 0, trendWeight: 0, lengthWeight: 0, sentimentWeight: 0 };
    expect(journalRisks({ records: [], at }).assumptions).toEqual({
      weights: { silenceWeight: 0.3, missedWeight: 0.25, tooHardWeight: 0.2, trendWeight: 0.15, lengthWeight: 0.05, sentimentWeight: 0.05 },
      attentionFromFraction: 0.6, watchFromFraction: 0.35, leastCoverageFraction: 0.5, worstAfterGaps: 3, steepestSlopePerEntry: 0.5,
    });
    expect(journalRisks({ records: [], at, policy: { weights, worstAfterGaps: 4, leastCoverageFraction: 0 } }).assumptions).toEqual({ attentionFromFraction: 0.6, watchFromFraction: 0.35, steepestSlopePerEntry: 0.5 });
  });
});

describe("silence counts days beyond the expected gap, and stands still on days off", () => {
  const last = (days: number, parts: Partial<PracticeRecord> = {}) => recordOf({ entries: [wrote("e1", days)], ...parts });
  test.each([
    ["written today", last(0), 0],
    ["as long as expected", last(7), 0],
    ["one day longer", last(8), 1 / 14],
    ["twice as long", last(14), 0.5],
    ["three times as long", last(21), 1],
    ["for months", last(80), 1],
    ["nothing since the start: counted from enrollment", recordOf({ enrolledAt: daysAgo(14) }), 0.5],
    ["nothing since the start, which was today", recordOf({ enrolledAt: at }), 0],
    ["an entry before enrollment: counted from enrollment", recordOf({ enrolledAt: daysAgo(14), entries: [wrote("e1", 30)] }), 0.5],
    ["a week of leave in between", last(21, { leave: [{ fromDate: "2026-10-05", toDate: "2026-10-11" }] }), 0.5],
    ["leave that began before the entry counts from then on", last(14, { leave: [{ fromDate: "2026-10-01", toDate: "2026-10-09" }] }), 5 / 14],
    ["leave that is to come changes nothing", last(14, { leave: [{ fromDate: "2026-10-22", toDate: "2026-11-30" }] }), 0.5],
    ["leave up to today", last(14, { leave: [{ fromDate: "2026-10-15", toDate: "2026-10-21" }] }), 0],
    ["a holiday in the leave counts once", last(21, { leave: [{ fromDate: "2026-10-05", toDate: "2026-10-11" }], holidays: ["2026-10-06"] }), 0.5],
    ["leaves that overlap count once", last(21, { leave: [{ fromDate: "2026-10-05", toDate: "2026-10-09" }, { fromDate: "2026-10-08", toDate: "2026-10-11" }, { fromDate: "2026-10-06", toDate: "2026-10-06" }] }), 0.5],
    ["holidays", last(16, { holidays: ["2026-10-08", "2026-10-09"] }), 0.5],
    ["another gap", last(21, { expectedGapDays: 14 }), 0.25],
  ])("%s", (_, record, expected) => { expect(reading(record, "silence")).toBeCloseTo(expected, 12); });

  // 22:30 in Greenwich is the next day in Kolkata: the day of a person is not the day of the server
  test("days are those of the person's zone", () => {
    const late = (timeZone: string) => signalOf(recordOf({ timeZone, entries: [wrote("e1", 0, { writtenAt: "2026-10-10T22:30:00Z" })] }), "silence").evidence.silentDays;
    expect([late("UTC"), late("Asia/Kolkata"), late("America/New_York")]).toEqual([11, 10, 11]);
  });

  test("a hundred leaves, one after the other for two centuries, leave no silent day", () => {
    const leave = Array.from({ length: 100 }, (_, index) => ({ fromDate: `${String(1990 + 2 * index)}-01-01`, toDate: `${String(1991 + 2 * index)}-12-31` }));
    expect(signalOf(last(21, { leave }), "silence").evidence).toMatchObject({ silentDays: 0, daysOff: 21 });
  });

  test("the worst gap is an option", () => { expect(reading(last(14), "silence", { worstAfterGaps: 2 })).toBe(1); });
  test("homework reported does not end the silence of a journal", () => { expect(reading(recordOf({ entries: [wrote("e1", 21)], attempts: [did("a1", 1, 0.8)] }), "silence")).toBe(1); });
});

describe("a signal with too little to go by is missing, which is not 0", () => {
  test.each([
    ["missed", recordOf(), { reason: "too-few-observations", n: 0, needed: 1 }],
    ["too-hard", recordOf(), { reason: "too-few-observations", n: 0, needed: 1 }],
    ["trend", recordOf(), { reason: "too-few-observations", n: 0, needed: 2 }],
    ["trend", recordOf({ entries: [wrote("e1", 2, { progressRating: 1 })] }), { reason: "too-few-observations", n: 1, needed: 2 }],
    ["length", recordOf({ entries: [1, 2, 3, 4, 5].map((day) => wrote(`e${String(day)}`, day, { wordCount: 10 })) }), { reason: "too-few-observations", n: 5, needed: 6 }],
    ["length", recordOf({ entries: [1, 2, 3, 4, 5, 6].map((day) => wrote(`e${String(day)}`, day)) }), { reason: "no-words-to-compare-with", n: 0, needed: 1 }],
    ["sentiment", recordOf(), { reason: "too-few-observations", n: 0, needed: 1 }],
  ] as const)("%s", (name, record, missing) => { expect(signalOf(record, name)).toMatchObject({ riskFraction: null, contribution: null, missing }); });

  test("below a coverage of one half the level is unknown and there is no risk to show, but its parts are shown", () => {
    const risk = riskOf(recordOf({ enrolledAt: daysAgo(80) }));
    expect(risk).toMatchObject({ level: "unknown", riskFraction: null });
    expect(risk.coverageFraction).toBeCloseTo(0.3, 12);
    expect(risk.signals[0]).toMatchObject({ riskFraction: 1, contribution: 1 });
  });

  // .3 + .15 + .05 is .49999999999999994
  test("a coverage of one half is enough, also where the sum falls short by binary dust", () => {
    const entries = [1, 2].map((day) => wrote(`e${String(day)}`, day, { progressRating: 3, sentiment: 0 }));
    const risk = riskOf(recordOf({ entries }));
    expect(risk).toMatchObject({ level: "calm", riskFraction: 0 });
    expect(risk.coverageFraction).toBeLessThan(0.5);
  });

  test("without any weighted signal the level is unknown even when no coverage is asked for", () => {
    const weights = { silenceWeight: 0, missedWeight: 1, tooHardWeight: 0, trendWeight: 0, lengthWeight: 0, sentimentWeight: 0 };
    expect(riskOf(recordOf(), { weights, leastCoverageFraction: 0 })).toMatchObject({ level: "unknown", riskFraction: null, coverageFraction: 0 });
  });
});

describe("levels", () => {
  const silent = { weights: { silenceWeight: 2, missedWeight: 0, tooHardWeight: 0, trendWeight: 0, lengthWeight: 0, sentimentWeight: 0 } };
  // an expected gap of 50 days makes a day a hundredth
  const afterDays = (days: number) => recordOf({ enrolledAt: daysAgo(200), expectedGapDays: 50, entries: [wrote("e1", days)] });
  test.each([[84, "calm"], [85, "watch"], [109, "watch"], [110, "attention"], [150, "attention"]] as const)("%i days silent where 50 are expected: %s", (days, level) => {
    expect(riskOf(afterDays(days), silent).level).toBe(level);
  });
  test("are options", () => { expect(riskOf(afterDays(85), { ...silent, attentionFromFraction: 0.35, watchFromFraction: 0.1 }).level).toBe("attention"); });
});

describe("the other signals", () => {
  test("of more than four attempts the last four count, whatever the reason", () => {
    expect(reading(recordOf({ attempts: [missed("a1", 9, "forgot"), missed("a2", 8, "forgot"), did("a3", 7, 1), did("a4", 6, 0), did("a5", 5, 0)] }), "missed")).toBe(0.25);
  });

  test("a report on difficulty counts once, whether the attempt or the entry about it says it", () => {
    const signal = signalOf(recordOf({
      attempts: [didUnrated("a1", 5, { selfReport: "too-hard" }), didUnrated("a2", 3), missed("a3", 1, "too-hard"), missed("a4", 0, "no-time")],
      entries: [wrote("e1", 4, { attemptId: "a1", difficulty: "about-right" }), wrote("e2", 2, { attemptId: "a2", difficulty: "too-easy" })],
    }), "too-hard");
    expect(signal).toMatchObject({ riskFraction: 2 / 3, evidence: { entryIds: ["e2"], attemptIds: ["a1", "a3"], reportCount: 3, tooHardCount: 2 } });
  });

  test.each([[[1, 2, 3, 4], 0, 1], [[3, 3], 0, 0], [[4, 3.8], 0.4, -0.2], [[5, 1], 1, -4], [[1, 5, 4, 3, 2], 1, -1]])("progress %j: risk %d, slope %d points per entry", (progress, risk, slope) => {
    const signal = signalOf(recordOf({ entries: progress.map((progressRating, place) => wrote(`e${String(place)}`, 40 - place, { progressRating })) }), "trend");
    expect(signal.riskFraction).toBeCloseTo(risk, 12);
    expect(signal.evidence.slopePerEntry).toBeCloseTo(slope, 12);
  });

  test("the steepest slope is an option", () => {
    expect(reading(recordOf({ entries: [wrote("e1", 9, { progressRating: 4 }), wrote("e2", 2, { progressRating: 3 })] }), "trend", { steepestSlopePerEntry: 2 })).toBe(0.5);
  });

  const ofLengths = (...counts: readonly number[]) => recordOf({ entries: counts.map((wordCount, place) => wrote(`e${String(place)}`, 60 - place, { wordCount })) });
  test.each([
    ["as long as ever", [80, 100, 120, 70, 100, 130], 0],
    ["half as long", [100, 100, 100, 50, 50, 50], 0.5],
    ["a terse person who stays terse", [5, 5, 5, 5, 5, 5], 0],
    ["one long entry does not hide two short ones", [100, 100, 100, 20, 900, 20], 0.8],
    ["only the last three, not those in between", [100, 100, 100, 0, 0, 0, 60, 60, 60], 0.4],
    ["nothing at all any more", [100, 100, 100, 0, 0, 0], 1],
  ] as const)("length: %s", (_, counts, risk) => { expect(reading(ofLengths(...counts), "length")).toBeCloseTo(risk, 12); });

  // a reward for words would be gamed
  test("writing more than before lowers no risk", () => {
    expect(riskOf(ofLengths(10, 10, 10, 9000, 9000, 9000)).riskFraction).toBe(riskOf(ofLengths(10, 10, 10, 10, 10, 10)).riskFraction);
  });

  test("good sentiment is 0, not less", () => { expect(Object.is(reading(recordOf({ entries: [wrote("e1", 1, { sentiment: 1 })] }), "sentiment"), 0)).toBe(true); });
});

test("an entry shared with nobody leaves no trace", () => {
  const entries = [wrote("e1", 9, { wordCount: 5, progressRating: 4 })];
  const unshared = wrote("secret", 1, { sharedWith: "nobody", wordCount: 999, progressRating: 1, difficulty: "too-hard", sentiment: -1 });
  expect(riskOf(recordOf({ entries: [...entries, unshared] }))).toEqual(riskOf(recordOf({ entries })));
});

describe("what cannot be is refused", () => {
  const zero = { silenceWeight: 0, missedWeight: 0, tooHardWeight: 0, trendWeight: 0, lengthWeight: 0, sentimentWeight: 0 };
  test.each([
    ["weights of zero", { weights: zero }, "journal-risk.no_weight", ["weights"]],
    ["a weight below zero", { weights: { ...zero, trendWeight: -1 } }, "input.too_small", ["weights", "trendWeight"]],
    ["levels the wrong way round", { watchFromFraction: 0.7 }, "journal-risk.levels_swapped", ["watchFromFraction"]],
    ["attention below watch", { attentionFromFraction: 0.3 }, "journal-risk.levels_swapped", ["attentionFromFraction"]],
    ["a percent as level", { attentionFromFraction: 60 }, "input.too_big", ["attentionFromFraction"]],
    ["a worst gap of one gap", { worstAfterGaps: 1 }, "input.too_small", ["worstAfterGaps"]],
    ["a slope of zero", { steepestSlopePerEntry: 0 }, "input.too_small", ["steepestSlopePerEntry"]],
  ])("%s", (_, policy, code, path) => { refuses(() => journalRisks({ records: [recordOf()], at, policy }), { code, path: ["policy", ...path] }); });
});

describe("laws", () => {
  const entry = fc.record({ day: fc.integer({ min: 0, max: 60 }), wordCount: fc.integer({ min: 0, max: 300 }), progressRating: fc.integer({ min: 1, max: 5 }), sentiment: fc.double({ min: -1, max: 1, noNaN: true }), shared: fc.boolean() });
  const record = fc.record({ entries: fc.array(entry, { maxLength: 8 }), attempts: fc.array(fc.record({ day: fc.integer({ min: 0, max: 60 }), outcome: fc.option(fc.integer({ min: 0, max: 10 })) }), { maxLength: 6 }) }).map(({ entries, attempts }) => recordOf({
    entries: entries.map(({ day, shared, ...parts }, place) => wrote(`e${String(place)}`, day, { ...parts, sharedWith: shared ? "coach" : "nobody" })),
    attempts: attempts.map(({ day, outcome }, place) => (outcome === null ? missed(`a${String(place)}`, day, "too-hard") : did(`a${String(place)}`, day, outcome / 10))),
  }));

  test("the contributions add up to the risk, the weights to 1, and nothing leaves 0 to 1", () => {
    fc.assert(fc.property(record, (one) => {
      const { riskFraction, coverageFraction, signals } = riskOf(one);
      expect(signals.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
      for (const part of signals) expect(part.riskFraction ?? 0).toSatisfy((value: number) => value >= 0 && value <= 1 && !Object.is(value, -0));
      if (riskFraction === null) expect(coverageFraction).toBeLessThan(0.5);
      else expect(signals.reduce((sum, { contribution }) => sum + (contribution ?? 0), 0)).toBeCloseTo(riskFraction, 12);
    }));
  });

  test("the order of lists changes nothing", () => {
    fc.assert(fc.property(record, (one) => { expect(riskOf({ ...one, entries: [...one.entries].reverse(), attempts: [...one.attempts].reverse() })).toEqual(riskOf(one)); }));
  });

  test("a cohort is judged as its people are one by one, and listed by id", () => {
    fc.assert(fc.property(fc.array(record, { maxLength: 5 }), (people) => {
      const records = people.map((one, place) => renamed(one, `p${String(place)}`));
      expect(journalRisks({ records: [...records].reverse(), at }).participants).toEqual(records.map((one) => riskOf(one)));
    }));
  });

  test("a day more of silence never lowers the risk", () => {
    fc.assert(fc.property(record, fc.integer({ min: 1, max: 30 }), (one, days) => {
      const later = new Date(Date.parse(at) + days * 86_400_000).toISOString().replace(".000", "");
      expect((riskOf(one, undefined, later).riskFraction ?? 0) + 1e-12).toBeGreaterThanOrEqual(riskOf(one).riskFraction ?? 0);
    }));
  });
});
