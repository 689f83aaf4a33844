import { isCoachingError } from "coachkit/error";
import { firedTriggers, type ReplayQuestion, replayTriggerColumns, replayTriggers, type TriggerReplay } from "coachkit/trigger";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bruteAnswer, type BruteOutcome, bruteReplay } from "./brute-force-replay.js";
import { drawnQuestion } from "./drawn-histories.js";

/** The answer; null where a drawn rule is constant, which is refused. */
function replayOf(question: ReplayQuestion): TriggerReplay | readonly string[] {
  try {
    return replayTriggers(question);
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    return error.issues.map(({ code, path }) => `${code} ${String(path[1])}`);
  }
}
const isRefusal = (answer: TriggerReplay | readonly string[]): answer is readonly string[] => Array.isArray(answer);

const columnsOf = ({ signals, rules, people, records, weekCount, fromWeek, perPersonWeekLimit }: ReplayQuestion, isPermitted: Uint8Array | "not-looked-at") => {
  const cellCount = people.length * signals.length * weekCount;
  const [values, isPresent] = [new Float64Array(cellCount).fill(NaN), new Uint8Array(cellCount)];
  for (const { personId, signalId, week, value } of records) {
    const place = (people.indexOf(personId) * signals.length + signals.findIndex((signal) => signal.signalId === signalId)) * weekCount + week;
    values[place] = value;
    isPresent[place] = 1;
  }
  return { signals, rules, personCount: people.length, weekCount, fromWeek, values, isPresent, isPermitted, ...(perPersonWeekLimit !== undefined && { perPersonWeekLimit }) };
};
const countOf = (outcomes: readonly BruteOutcome[], ruleId: string, outcome: BruteOutcome["outcome"]): number => outcomes.filter((one) => one.ruleId === ruleId && one.outcome === outcome).length;
const bare = ({ ruleId, personId, week }: BruteOutcome) => ({ ruleId, personId, week });
const byAll = (left: { readonly week: number; readonly personId: string; readonly ruleId: string }, right: typeof left): number => left.week - right.week || (left.personId < right.personId ? -1 : left.personId > right.personId ? 1 : left.ruleId < right.ruleId ? -1 : 1);

test("a replay fires, holds back and leaves open what a replay by brute force does, rule by rule", () => {
  let seen = 0;
  fc.assert(fc.property(drawnQuestion, (question) => {
    const replay = replayOf(question);
    if (isRefusal(replay)) return;
    const outcomes = bruteReplay(question);
    seen += outcomes.filter(({ outcome }) => outcome === "fired").length;
    expect(replay.firings).toEqual(outcomes.filter(({ outcome }) => outcome === "fired").map(bare).sort(byAll));
    for (const { ruleId, unknownCount, suppressedCounts } of replay.rules) {
      expect({ ruleId, unknownCount, ...suppressedCounts }).toEqual({ ruleId, unknownCount: countOf(outcomes, ruleId, "unknown"), "no-consent": countOf(outcomes, ruleId, "no-consent"), cooldown: countOf(outcomes, ruleId, "cooldown"), outranked: countOf(outcomes, ruleId, "outranked") });
    }
  }), { numRuns: 1500 });
  expect(seen).toBeGreaterThan(1000);
});

test("columns answer what the plain replay does, and what brute force does", () => {
  fc.assert(fc.property(drawnQuestion, fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }), (drawn, allowed) => {
    const question = { ...drawn, consents: "not-looked-at" as const };
    const replay = replayOf(question);
    if (isRefusal(replay)) return;
    const { rules, people } = question;
    const figures = replayTriggerColumns(columnsOf(question, "not-looked-at"));
    const outcomes = bruteReplay(question);
    const firings = Array.from(figures.persons, (person, at) => ({ ruleId: rules[figures.rules[at] ?? 0]?.ruleId ?? "", personId: people[person] ?? "", week: figures.weeks[at] ?? 0 }));
    expect(firings).toEqual(outcomes.filter(({ outcome }) => outcome === "fired").map(bare));
    expect(firings.sort(byAll)).toEqual(replay.firings);
    rules.forEach(({ ruleId }, place) => {
      const own = replay.rules.find((one) => one.ruleId === ruleId);
      expect([figures.trueCounts[place], figures.unknownCounts[place], figures.cooldownCounts[place], figures.outrankedCounts[place]]).toEqual([own?.trueCount, own?.unknownCount, own?.suppressedCounts.cooldown, own?.suppressedCounts.outranked]);
    });
    expect([...figures.firingsByWeek].slice(question.fromWeek)).toEqual(replay.weeks.map(({ firingCount }) => firingCount));
    expect([...figures.personsByTimes].flatMap((personCount, times) => (personCount === 0 ? [] : [{ times, personCount }]))).toEqual(replay.timesPerPerson);
    // consent by person and rule: each rule has a purpose of its own
    const own = { ...question, rules: rules.map((rule) => ({ ...rule, purposeId: rule.ruleId })), consents: people.flatMap((personId, person) => rules.flatMap(({ ruleId }, place) => (allowed[person * 3 + place] === true ? [{ personId, purposeId: ruleId, decision: "given", decidedAt: "2026-01-01T00:00:00Z" }] : []))) };
    const permitted = Uint8Array.from({ length: people.length * rules.length }, (_, at) => Number(allowed[Math.floor(at / rules.length) * 3 + (at % rules.length)]));
    const denied = replayTriggerColumns(columnsOf(own, permitted));
    const asked = bruteReplay(own);
    expect(denied.persons.length).toBe(asked.filter(({ outcome }) => outcome === "fired").length);
    expect([...denied.withoutConsentCounts]).toEqual(rules.map(({ ruleId }) => countOf(asked, ruleId, "no-consent")));
  }), { numRuns: 700 });
});

test("at the end of any week fires what the replay fires in it, given what fired before", () => {
  fc.assert(fc.property(drawnQuestion, (question) => {
    const replay = replayOf(question);
    if (isRefusal(replay)) return;
    const { fromWeek, confidenceLevel: _confidenceLevel, consents, weekCount, ...history } = question;
    if (consents === "not-looked-at") return;
    for (let week = fromWeek; week < weekCount; week += 1) {
      const { proposals, suppressed } = firedTriggers({ ...history, weekCount: week + 1, at: new Date(Date.parse(history.weekZeroAt) + (week + 1) * 7 * 86_400_000).toISOString(), records: history.records.filter((one) => one.week <= week), consents, earlier: replay.firings.filter((one) => one.week < week) });
      expect(proposals.map(({ ruleId, personId }) => ({ ruleId, personId, week })).sort(byAll)).toEqual(replay.firings.filter((one) => one.week === week));
      expect(suppressed.map(({ ruleId, personId, reason }) => [ruleId, personId, reason].join(" ")).sort()).toEqual(bruteReplay(question).filter((one) => one.week === week && !["fired", "unknown"].includes(one.outcome)).map(({ ruleId, personId, outcome }) => [ruleId, personId, outcome].join(" ")).sort());
      for (const { reasons } of proposals) expect(reasons.length).toBeGreaterThan(0);
    }
  }), { numRuns: 500 });
});

test("what is refused as constant is so in every history", () => {
  const refused = new Set<string>();
  fc.assert(fc.property(drawnQuestion, (question) => {
    const answer = replayOf(question);
    if (!isRefusal(answer)) return;
    for (const issue of answer) {
      const [code = "", place = ""] = issue.split(" ");
      refused.add(code);
      const when = question.rules[Number(place)]?.when;
      if (when === undefined) throw new Error(issue);
      for (const personId of question.people) {
        let hasAll = true;
        for (let week = 0; week < question.weekCount; week += 1) {
          hasAll &&= ["calm", "speed"].every((signalId) => bruteAnswer(question, { kind: "missing", signalId }, personId, week) === false);
          const told = bruteAnswer(question, when, personId, week);
          if (code === "trigger-rule.never_true") expect(told).not.toBe(true);
          else if (hasAll) expect(told).not.toBe(false);
        }
      }
    }
  }), { numRuns: 1500 });
  expect([...refused].sort()).toEqual(["trigger-rule.always_true", "trigger-rule.never_true"]);
});

test("the order of signals, rules, people, records and consents does not matter", () => {
  fc.assert(fc.property(drawnQuestion, (question) => {
    const replay = replayOf(question);
    if (isRefusal(replay)) return;
    const { consents } = question;
    const turned = { ...question, signals: question.signals.toReversed(), rules: question.rules.toReversed(), people: question.people.toReversed(), records: question.records.toReversed(), consents: consents === "not-looked-at" ? consents : consents.toReversed() };
    expect(replayTriggers(turned)).toStrictEqual(replay);
  }), { numRuns: 400 });
});
