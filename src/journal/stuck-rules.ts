import type { EvidenceWeights, HomeworkPurpose, NotDoneReason } from "../homework/index.js";
import { DAY } from "../time/internal.js";
import { type Dated, type DifficultyReport, difficultyReports, lastEntry, latestOf, outcomesBySkill, type PracticeHistory, type SignOfLife, type SkillOutcome } from "./practice-history.js";
import type { FoundTooHard, LongSilence, MissedHomework, OutcomeRun, RuleReading, StuckFinding, SuggestedAction } from "./stuck-evidence.js";

/** What the rules are held against. */
export interface StuckThresholds {
  readonly runLength: number;
  readonly lookBackDays: number;
  readonly silentAfterGaps: number;
  readonly lowOutcomeBelow: number;
  readonly highOutcomeFrom: number;
  readonly easyExpectationFrom: number;
  readonly leastEvidenceWeight: number;
  readonly evidenceWeights: EvidenceWeights;
}

/** What a rule looks at: the record as far as one looks back, and the runs in it. */
interface Case {
  readonly history: PracticeHistory;
  readonly thresholds: StuckThresholds;
  readonly skills: readonly (readonly [skillId: string, outcomes: readonly SkillOutcome[]])[];
  readonly attemptCount: number;
  readonly missed: MissedHomework | undefined;
  readonly heard: SignOfLife;
}

/** What ought to equal a bound must not miss it by binary dust. */
const DUST = 1e-12;
const run = <Value>(values: readonly Value[], length: number, belongs: (value: Value) => boolean): readonly Value[] | undefined => {
  const last = values.slice(-length);
  return last.length === length && last.every(belongs) ? last : undefined;
};

const fires = (rule: RuleReading["rule"], findings: readonly StuckFinding[], actions: readonly SuggestedAction[]): RuleReading => ({ rule, status: "fires", findings, actions, missing: null });
/** The rule did not fire: it is clear when it had `needed` things to look at. */
const quiet = (rule: RuleReading["rule"], n: number, needed: number): RuleReading =>
  n >= needed ? { rule, status: "clear", findings: [], actions: [], missing: null } : { rule, status: "not-enough-evidence", findings: [], actions: [], missing: { reason: "too-few-observations", n, needed } };

const action = (code: SuggestedAction["action"], purpose: HomeworkPurpose | null = null): SuggestedAction => ({ action: code, purpose });
/** One level down: stretch, practice, consolidate. Below that there is no easier homework to give, and the coach is needed. */
function easier(purpose: HomeworkPurpose | undefined): SuggestedAction {
  if (purpose === "consolidate") return action("bring-session-forward");
  return action("easier-homework", purpose === undefined ? null : purpose === "stretch" ? "practice" : "consolidate");
}
function harder(purpose: HomeworkPurpose | undefined): SuggestedAction {
  if (purpose === "stretch") return action("next-skill");
  return action("harder-homework", purpose === undefined ? null : purpose === "consolidate" ? "practice" : "stretch");
}

function missedRun({ attempts }: PracticeHistory, length: number): MissedHomework | undefined {
  const last = attempts.slice(-length).flatMap(({ value: { attempt } }) => (attempt.status === "not-done" ? [attempt] : []));
  if (last.length < length) return undefined;
  return { finding: "missed-homework", attemptIds: last.map(({ id }) => id), notDoneReasons: last.map(({ reason }) => reason), reportedAt: last.map(({ reportedAt }) => reportedAt) };
}

function lastHeard(history: PracticeHistory): SignOfLife {
  const attempt = history.attempts.at(-1)?.value.attempt;
  const session = history.sessions.findLast(({ value }) => value.status === "attended")?.value;
  return latestOf(history.record, [
    lastEntry(history),
    attempt === undefined ? undefined : { heardFrom: "attempt", heardId: attempt.id, heardAt: attempt.reportedAt },
    session === undefined ? undefined : { heardFrom: "session", heardId: session.sessionId, heardAt: session.startsAt },
  ]);
}

/** What is older than one looks back says nothing about today; silence alone is counted from the last sign, however old. */
function caseOf(history: PracticeHistory, thresholds: StuckThresholds): Case {
  const from = history.at - thresholds.lookBackDays * DAY;
  const recent = <Value>(values: readonly Dated<Value>[]): readonly Dated<Value>[] => values.filter(({ at }) => at >= from);
  const seen = { ...history, entries: recent(history.entries), attempts: recent(history.attempts), sessions: recent(history.sessions) };
  return {
    history: seen,
    thresholds,
    skills: outcomesBySkill(seen.attempts, thresholds),
    attemptCount: seen.attempts.length,
    missed: missedRun(seen, thresholds.runLength),
    heard: lastHeard(history),
  };
}

/** These say that the homework does not suit the person. Beside one of them `blocked` is read as being stuck in the homework, alone as something outside in the way. */
const aboutHomework: readonly NotDoneReason[] = ["too-hard", "not-relevant"];
const isAboutHomework = ({ notDoneReasons }: MissedHomework): boolean => notDoneReasons.some((reason) => aboutHomework.includes(reason));

const silenceLimit = ({ history, thresholds }: Case): number => thresholds.silentAfterGaps * history.record.expectedGapDays;

function noSignal(one: Case): RuleReading {
  const longestSilenceDays = silenceLimit(one);
  const days = one.history.daysSince(one.heard.heardAt);
  if (days.silentDays < longestSilenceDays) return quiet("no-signal", 1, 1);
  const finding: LongSilence = { finding: "silence", ...one.heard, ...days, longestSilenceDays };
  return fires("no-signal", [finding], [action("message")]);
}

function logistics(one: Case): RuleReading {
  const { history: { sessions, daysSince }, thresholds: { runLength }, missed, heard, attemptCount } = one;
  const findings: StuckFinding[] = missed === undefined || isAboutHomework(missed) ? [] : [missed];
  const missedSessions = run(sessions, runLength, ({ value }) => value.status === "missed");
  if (missedSessions !== undefined) findings.push({ finding: "missed-sessions", sessionIds: missedSessions.map(({ value }) => value.sessionId), startsAt: missedSessions.map(({ value }) => value.startsAt) });
  const { daysOff } = daysSince(heard.heardAt);
  if (daysOff >= silenceLimit(one)) findings.push({ finding: "away", ...heard, daysOff, longestSilenceDays: silenceLimit(one) });
  return findings.length > 0 ? fires("logistics", findings, [action("clear-the-way")]) : quiet("logistics", Math.max(attemptCount, sessions.length), runLength);
}

/** Reports on the latest homeworks: what was too hard before something else was done since is past. */
function reportsOnLatest(history: PracticeHistory, length: number): readonly Dated<DifficultyReport>[] {
  const earlier = history.attempts.at(-length - 1)?.at ?? -Infinity;
  return difficultyReports(history).filter(({ at }) => at > earlier);
}

function notDone({ history, thresholds: { runLength }, missed, attemptCount }: Case): RuleReading {
  const { purpose } = history.record;
  if (missed !== undefined && isAboutHomework(missed)) return fires("not-done", [missed], [missed.notDoneReasons.includes("too-hard") ? easier(purpose) : action("bring-session-forward")]);
  const reports = reportsOnLatest(history, runLength);
  const tooHard = run(reports, runLength, ({ value }) => value.difficulty === "too-hard")?.map(({ value }) => value);
  if (tooHard === undefined) return quiet("not-done", Math.max(attemptCount, reports.length), runLength);
  const idsFrom = (source: "entry" | "attempt"): readonly string[] => tooHard.filter((report) => report.source === source).map(({ id }) => id);
  const finding: FoundTooHard = { finding: "found-too-hard", entryIds: idsFrom("entry"), attemptIds: idsFrom("attempt") };
  return fires("not-done", [finding], [easier(purpose)]);
}

/** The skills whose latest outcomes all belong to a run. */
function runsOf({ skills, thresholds: { runLength } }: Case, finding: OutcomeRun["finding"], belongs: (outcome: SkillOutcome) => boolean): readonly OutcomeRun[] {
  return skills.flatMap(([skillId, outcomes]): readonly OutcomeRun[] => {
    const found = run(outcomes, runLength, belongs);
    return found === undefined ? [] : [{ finding, skillId, attemptIds: found.map(({ attemptId }) => attemptId), reportedAt: found.map(({ reportedAt }) => reportedAt), outcomes: found.map(({ outcome }) => outcome), expectedOutcomes: found.map(({ expectedOutcome }) => expectedOutcome) }];
  });
}

const longest = ({ skills }: Case, counts: (outcome: SkillOutcome) => boolean): number => skills.reduce((most, [, outcomes]) => Math.max(most, outcomes.filter(counts).length), 0);

/** Low, and no better than was to be expected: who does a hard homework as well as expected is not stuck. */
function noChange(one: Case): RuleReading {
  const { runLength, lowOutcomeBelow } = one.thresholds;
  const findings = runsOf(one, "low-outcomes", ({ outcome, expectedOutcome }) => outcome < lowOutcomeBelow - DUST && (expectedOutcome === null || outcome < expectedOutcome - DUST));
  if (findings.length === 0) return quiet("no-change", longest(one, () => true), runLength);
  const ways = [action("bring-session-forward"), easier(one.history.record.purpose)];
  return fires("no-change", findings, ways.filter((way, place) => place === 0 || way.action !== "bring-session-forward"));
}

function bored(one: Case): RuleReading {
  const { runLength, highOutcomeFrom, easyExpectationFrom } = one.thresholds;
  const findings = runsOf(one, "high-outcomes", ({ outcome, expectedOutcome }) => outcome >= highOutcomeFrom - DUST && expectedOutcome !== null && expectedOutcome >= easyExpectationFrom - DUST);
  return findings.length > 0 ? fires("bored", findings, [harder(one.history.record.purpose)]) : quiet("bored", longest(one, ({ expectedOutcome }) => expectedOutcome !== null), runLength);
}

/** The five rules in the order in which they lead. */
export function applyRules(history: PracticeHistory, thresholds: StuckThresholds): readonly RuleReading[] {
  const one = caseOf(history, thresholds);
  return [noSignal(one), logistics(one), notDone(one), noChange(one), bored(one)];
}
