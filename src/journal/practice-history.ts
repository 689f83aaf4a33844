import { gradeOf } from "../homework/internal.js";
import type { EvidenceWeights, HomeworkSelfReport } from "../homework/index.js";
import { DAY, dayNumberOf, millisecondsOf, offsetMillisecondsAt, unionOfSpans, zoneTable } from "../time/internal.js";
import type { Count, Fraction, Id, Instant } from "../unit/index.js";
import type { PracticeAttempt, PracticeRecord, SessionTurnout } from "./practice-record.js";
import type { VisibleEntry } from "./visible-entry.js";

/** Something with its time as a number. */
export interface Dated<Value> {
  readonly value: Value;
  readonly at: number;
}

/** Where silence began. */
export interface SignOfLife {
  /** What was heard last; `enrollment` when nothing was heard since. */
  readonly heardFrom: "entry" | "attempt" | "session" | "enrollment";
  /** Its id; null for the enrollment. */
  readonly heardId: Id | null;
  /** When. */
  readonly heardAt: Instant;
}

/** Days since something, the day of it not counted, the day of the review counted. */
interface CountedDays {
  /** Days that count. */
  readonly silentDays: Count;
  /** Days off among them, which do not. */
  readonly daysOff: Count;
}

/** A record in the order of time. */
export interface PracticeHistory {
  readonly record: PracticeRecord;
  readonly at: number;
  /** The entries that the coach may read. Others leave no trace, not even as a sign of life: what the coach sees would tell that they are there. */
  readonly entries: readonly Dated<VisibleEntry>[];
  readonly attempts: readonly Dated<PracticeAttempt>[];
  readonly sessions: readonly Dated<SessionTurnout>[];
  readonly daysSince: (instant: Instant) => CountedDays;
}

/** By time, at one time by id; what has the same id too keeps its place. */
function byTime<Value>(idOf: (value: Value) => Id): (left: Dated<Value>, right: Dated<Value>) => number {
  return (left, right) => {
    if (left.at !== right.at) return left.at - right.at;
    const [one, other] = [idOf(left.value), idOf(right.value)];
    return one === other ? 0 : one < other ? -1 : 1;
  };
}

function inOrder<Value>(values: readonly Value[], instantOf: (value: Value) => Instant, idOf: (value: Value) => Id): readonly Dated<Value>[] {
  return values.map((value) => ({ value, at: millisecondsOf(instantOf(value)) })).sort(byTime(idOf));
}

function dayCounter({ timeZone, leave = [], holidays = [] }: PracticeRecord, at: number): PracticeHistory["daysSince"] {
  const zone = zoneTable(timeZone);
  const dayOf = (instant: number): number => Math.floor((instant + offsetMillisecondsAt(zone, instant)) / DAY);
  // stretches of day numbers, not days one by one: a hundred leaves may be two hundred years
  const off = unionOfSpans([...holidays.map((date) => [dayNumberOf(date), dayNumberOf(date) + 1] as const), ...leave.map(({ fromDate, toDate }) => [dayNumberOf(fromDate), dayNumberOf(toDate) + 1] as const)]);
  const tomorrow = dayOf(at) + 1;
  return (instant) => {
    const first = dayOf(millisecondsOf(instant)) + 1;
    const daysOff = off.reduce((sum, [start, end]) => sum + Math.max(0, Math.min(end, tomorrow) - Math.max(start, first)), 0);
    return { silentDays: tomorrow - first - daysOff, daysOff };
  };
}

/** A checked record in the order of time; what happened at one time goes by id. */
export function historyOf(record: PracticeRecord, reviewedAt: Instant): PracticeHistory {
  const at = millisecondsOf(reviewedAt);
  return {
    record,
    at,
    entries: inOrder(record.entries.filter(({ sharedWith }) => sharedWith === "coach"), ({ writtenAt }) => writtenAt, ({ id }) => id),
    attempts: inOrder(record.attempts, ({ attempt }) => attempt.reportedAt, ({ attempt }) => attempt.id),
    sessions: inOrder(record.sessions ?? [], ({ startsAt }) => startsAt, ({ sessionId }) => sessionId),
    daysSince: dayCounter(record, at),
  };
}

/** The latest of some signs of life; of two at one time the first of the list. */
export function latestOf(record: PracticeRecord, signs: readonly (SignOfLife | undefined)[]): SignOfLife {
  const enrollment: SignOfLife = { heardFrom: "enrollment", heardId: null, heardAt: record.enrolledAt };
  return signs.reduce<SignOfLife>((latest, sign) => (sign !== undefined && millisecondsOf(sign.heardAt) > millisecondsOf(latest.heardAt) ? sign : latest), enrollment);
}

/** The last entry as a sign of life. */
export function lastEntry({ entries }: PracticeHistory): SignOfLife | undefined {
  const last = entries.at(-1)?.value;
  return last === undefined ? undefined : { heardFrom: "entry", heardId: last.id, heardAt: last.writtenAt };
}

/** What a participant said about how hard a homework was. */
export interface DifficultyReport {
  readonly source: "entry" | "attempt";
  readonly id: Id;
  readonly difficulty: HomeworkSelfReport;
}

function saidOf({ attempt }: PracticeAttempt): HomeworkSelfReport | undefined {
  if (attempt.status === "completed") return attempt.selfReport;
  return attempt.reason === "too-hard" ? "too-hard" : undefined;
}

/** What was said about difficulty, once for each homework: an entry about an attempt that speaks for itself adds nothing. */
export function difficultyReports({ entries, attempts }: Pick<PracticeHistory, "entries" | "attempts">): readonly Dated<DifficultyReport>[] {
  const byAttempt = attempts.flatMap(({ value, at }): readonly Dated<DifficultyReport>[] => {
    const difficulty = saidOf(value);
    return difficulty === undefined ? [] : [{ value: { source: "attempt", id: value.attempt.id, difficulty }, at }];
  });
  const spoken = new Set(byAttempt.map(({ value }) => value.id));
  const byEntry = entries.flatMap(({ value: { id, difficulty, attemptId }, at }): readonly Dated<DifficultyReport>[] => (difficulty === undefined || (attemptId !== undefined && spoken.has(attemptId)) ? [] : [{ value: { source: "entry", id, difficulty }, at }]));
  return [...byAttempt, ...byEntry].sort(byTime(({ id }) => id));
}

/** A homework that was done and graded, in one skill. */
export interface SkillOutcome {
  readonly attemptId: Id;
  readonly reportedAt: Instant;
  readonly outcome: Fraction;
  readonly expectedOutcome: Fraction | null;
}

/** The outcomes of homework that was done, skill by skill, skills by id; those that rest on too little evidence are left out. */
export function outcomesBySkill(attempts: readonly Dated<PracticeAttempt>[], { leastEvidenceWeight, evidenceWeights }: { readonly leastEvidenceWeight: number; readonly evidenceWeights: EvidenceWeights }): readonly (readonly [skillId: Id, outcomes: readonly SkillOutcome[]])[] {
  const bySkill = new Map<Id, SkillOutcome[]>();
  for (const { value: { attempt, skillIds = [], expectedOutcome = null } } of attempts) {
    if (attempt.status !== "completed") continue;
    const { outcome, evidenceWeight } = gradeOf(attempt, evidenceWeights);
    if (outcome === null || evidenceWeight < leastEvidenceWeight) continue;
    for (const skillId of skillIds) {
      const outcomes = bySkill.get(skillId) ?? [];
      outcomes.push({ attemptId: attempt.id, reportedAt: attempt.reportedAt, outcome, expectedOutcome });
      bySkill.set(skillId, outcomes);
    }
  }
  return [...bySkill].sort(([left], [right]) => (left < right ? -1 : 1));
}
