import { check } from "../error/index.js";
import { knapsackChoice } from "../optimization/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Fraction, type Id, type Instant, type Minutes, tidyMinutes } from "../unit/index.js";
import { DigestQuestion, type DigestTask } from "./digest-question.js";
import { type CohortProgress, findStuck, type ParticipantProgress, type StuckPolicy } from "./find-stuck.js";
import { type JournalRisk, type JournalRiskPolicy, journalRisks } from "./journal-risk.js";
import type { JournalSignal } from "./journal-signals.js";
import type { PracticeRecord } from "./practice-record.js";
import type { SuggestedAction } from "./stuck-evidence.js";

/** One participant, as a coach sees the person between sessions. */
export interface DigestRow {
  /** Who. */
  readonly participantId: Id;
  /** How this person gets on, with the rules and their evidence. */
  readonly progress: ParticipantProgress;
  /** How much the traces of journal and homework worry. */
  readonly level: JournalRisk["level"];
  /** The risk; null when the level is unknown. */
  readonly riskFraction: Fraction | null;
  /** The two signals that add most to it, the larger first; fewer when fewer add something. */
  readonly topSignals: readonly JournalSignal[];
  /** The last entry that the coach may read; null without one. */
  readonly lastEntryAt: Instant | null;
  /** The next session; null without one. */
  readonly nextSessionAt: Instant | null;
  /** How long it takes to see to this person. */
  readonly reviewMinutes: Minutes;
  /** What to do, the first thing first: what the rules suggest; `message` where only the level calls for a look. */
  readonly actions: readonly SuggestedAction[];
}

/** Whom to see first, and who does well. */
export interface CoachDigest {
  /** Whose digest it is. */
  readonly coachId: Id;
  /** Whom to see within the time, the most urgent first. */
  readonly toSee: readonly DigestRow[];
  /** Whom to see besides, for whom the time does not suffice. */
  readonly later: readonly DigestRow[];
  /** Who does well, the calmest first: a digest is not only alarm. */
  readonly goingWell: readonly DigestRow[];
  /** Everyone else: nothing calls for a look, or too little is known. By id. */
  readonly others: readonly DigestRow[];
  /** The time that those under `toSee` take. */
  readonly plannedMinutes: Minutes;
  /** What the caller did not say and was taken to be. */
  readonly assumptions: { readonly risk: JournalRiskPolicy; readonly stuck: StuckPolicy; readonly goingWellCount?: number; readonly urgency: "one-when-stuck-half-when-bored-plus-risk" };
}

const DEFAULT_GOING_WELL_COUNT = 3;
/** Too little known is no calm: it comes before `watch`. */
const levelOrder: Readonly<Record<JournalRisk["level"], number>> = { attention: 0, unknown: 1, watch: 2, calm: 3 };

interface Looked {
  readonly row: DigestRow;
  readonly urgency: number;
}

const contributionOf = ({ contribution }: JournalSignal): number => contribution ?? 0;

/** Urgency = 1 when stuck, ½ when bored, plus the risk, which of an unknown level is that of the signals at hand (heuristic). Zero: nothing calls for a look. */
function urgencyOf({ verdict }: ParticipantProgress, { level, signals }: JournalRisk): number {
  const found = verdict === "stuck" ? 1 : verdict === "bored" ? 0.5 : 0;
  return found > 0 || level === "attention" || level === "watch" ? found + signals.reduce((sum, signal) => sum + contributionOf(signal), 0) : 0;
}

function lookedAt({ entries }: PracticeRecord, { nextSessionAt, reviewMinutes }: DigestTask, { progress, risk }: { readonly progress: ParticipantProgress; readonly risk: JournalRisk }): Looked {
  const read = entries.filter(({ sharedWith }) => sharedWith === "coach").map(({ writtenAt }) => writtenAt).toSorted((left, right) => millisecondsOf(right) - millisecondsOf(left));
  const fired = progress.rules.filter(({ status }) => status === "fires").flatMap(({ actions }) => actions);
  const urgency = urgencyOf(progress, risk);
  const row: DigestRow = {
    participantId: progress.participantId,
    progress,
    level: risk.level,
    riskFraction: risk.riskFraction,
    topSignals: risk.signals.filter((signal) => contributionOf(signal) > 0).toSorted((left, right) => contributionOf(right) - contributionOf(left)).slice(0, 2),
    lastEntryAt: read[0] ?? null,
    nextSessionAt: nextSessionAt ?? null,
    reviewMinutes,
    actions: fired.length === 0 && urgency > 0 ? [{ action: "message", purpose: null }] : fired.filter((one, index) => fired.findIndex(({ action, purpose }) => action === one.action && purpose === one.purpose) === index),
  };
  return { row, urgency };
}

const isStuck = ({ row }: Looked): number => (row.progress.verdict === "stuck" ? 0 : 1);
const sessionTime = ({ row }: Looked): number => (row.nextSessionAt === null ? Infinity : millisecondsOf(row.nextSessionAt));
const byId = (left: Looked, right: Looked): number => (left.row.participantId < right.row.participantId ? -1 : 1);

/** Who is stuck first, then by level, urgency, and the session that comes soonest. */
function mostUrgentFirst(left: Looked, right: Looked): number {
  const [one, other] = [sessionTime(left), sessionTime(right)];
  return isStuck(left) - isStuck(right) || levelOrder[left.row.level] - levelOrder[right.row.level] || right.urgency - left.urgency || (one === other ? 0 : one - other) || byId(left, right);
}

/** Reviews are counted in whole minutes, rounded up, so that what is planned fits. */
const wholeMinutes = (minutes: Minutes): number => Math.ceil(tidyMinutes(minutes));

/**
 * Whom a coach sees first between sessions within the time there is, why, and who does well.
 * Everyone for whom a rule fires, or whose level is `attention` or `watch`, calls for a look; of these the choice of most urgency that fits into the time is made exactly, each review in whole minutes, rounded up, and listed the most urgent first.
 * It orders a list for a person who decides; it reads no text. Urgency, rules and levels are heuristics.
 *
 * @throws CoachingError `digest-question.no_task`, `digest-question.no_record`, `digest-question.duplicate_task`, `digest-question.session_past`, `practice-record.*`, `journal-risk.*`, `find-stuck.*`, `input.*`
 * @example
 * ```ts
 * const at = "2026-10-19T07:00:00Z";
 * const recordOf = (participantId, entries) => ({ participantId, enrolledAt: "2026-09-14T07:00:00Z", expectedGapDays: 7, timeZone: "Europe/Berlin", entries, attempts: [] });
 * const entry = { id: "e1", participantId: "ben", writtenAt: "2026-10-17T07:00:00Z", answers: [], sharedWith: "coach" };
 * const tasks = ["ana", "ben"].map((participantId) => ({ participantId, reviewMinutes: 10 }));
 * const digest = coachDigest({ coachId: "kim", records: [recordOf("ana", []), recordOf("ben", [entry])], tasks, availableMinutes: 15, at });
 * digest.toSee.map(({ participantId, progress, actions }) => [participantId, progress.leadingCause, actions[0].action]); // => [["ana", "no-signal", "message"]]
 * ```
 */
export function coachDigest(input: DigestQuestion): CoachDigest {
  const { coachId, records, tasks, availableMinutes, at, riskPolicy, stuckPolicy, goingWellCount = DEFAULT_GOING_WELL_COUNT } = check(DigestQuestion, input);
  const review = { records, at };
  const progress: CohortProgress = findStuck({ ...review, ...(stuckPolicy === undefined ? {} : { policy: stuckPolicy }) });
  const risks = journalRisks({ ...review, ...(riskPolicy === undefined ? {} : { policy: riskPolicy }) });
  const [recordOf, taskOf] = [new Map(records.map((record) => [record.participantId, record])), new Map(tasks.map((task) => [task.participantId, task]))];
  const looked = progress.participants.flatMap((one, index): readonly Looked[] => {
    const [record, task, risk] = [recordOf.get(one.participantId), taskOf.get(one.participantId), risks.participants[index]];
    return record === undefined || task === undefined || risk === undefined ? [] : [lookedAt(record, task, { progress: one, risk })];
  });
  const urgent = looked.filter(({ urgency }) => urgency > 0).sort(mostUrgentFirst);
  const { chosen } = knapsackChoice({ capacity: Math.floor(tidyMinutes(availableMinutes)), items: urgent.map(({ row, urgency }) => ({ size: wholeMinutes(row.reviewMinutes), value: urgency })) });
  const seen = new Set(chosen);
  const rows = (all: readonly Looked[]): readonly DigestRow[] => all.map(({ row }) => row);
  const well = looked.filter(({ row, urgency }) => urgency === 0 && row.progress.verdict === "healthy" && row.level === "calm")
    .sort((left, right) => (left.row.riskFraction ?? 0) - (right.row.riskFraction ?? 0) || byId(left, right)).slice(0, goingWellCount);
  const listed = new Set([...urgent, ...well]);
  const toSee = rows(urgent.filter((_, index) => seen.has(index)));
  return {
    coachId,
    toSee,
    later: rows(urgent.filter((_, index) => !seen.has(index))),
    goingWell: rows(well),
    others: rows(looked.filter((one) => !listed.has(one))),
    plannedMinutes: tidyMinutes(toSee.reduce((sum, { reviewMinutes }) => sum + reviewMinutes, 0)),
    assumptions: { risk: risks.assumptions, stuck: progress.assumptions, ...(input.goingWellCount === undefined ? { goingWellCount } : {}), urgency: "one-when-stuck-half-when-bored-plus-risk" },
  };
}
