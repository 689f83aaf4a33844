import { check } from "../error/index.js";
import { gradedOutcome, type HomeworkAttempt } from "../homework/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Id, type Minutes, tidyMinutes, type Title } from "../unit/index.js";
import { AgendaQuestion, type AgreedAction } from "./agenda-question.js";
import type { VisibleEntry } from "./visible-entry.js";

/** What a point of an agenda is about. */
export type AgendaPointKind = "check-in" | "agreed-actions" | "went-well" | "was-hard" | "not-done" | "journal" | "open-homework" | "next-step";

/** One point of a session, with the records that it rests on. */
export interface AgendaPoint {
  /** What it is about; a host says it in its own language. */
  readonly kind: AgendaPointKind;
  /** In English. */
  readonly title: Title;
  /** The time for it; the points add up to the session. */
  readonly durationMinutes: Minutes;
  /** Journal entries to look at. */
  readonly entryIds: readonly Id[];
  /** Attempts to talk about. */
  readonly attemptIds: readonly Id[];
  /** Homework that is open. */
  readonly itemIds: readonly Id[];
  /** Actions, those due first before the others. */
  readonly actionIds: readonly Id[];
}

/** What to talk about in the next session. */
export interface SessionAgenda {
  /** Whose session it is. */
  readonly participantId: Id;
  /** In the order of the session. */
  readonly points: readonly AgendaPoint[];
  /** Above what outcome homework went well, and below what it was hard (heuristics). */
  readonly assumptions: { readonly wentWellFromOutcome: number; readonly hardBelowOutcome: number };
}

const assumptions = { wentWellFromOutcome: 0.7, hardBelowOutcome: 0.5 } as const;

type Refs = Pick<AgendaPoint, "entryIds" | "attemptIds" | "itemIds" | "actionIds">;

/** In the order of a session. `weight`: how the time left after a minute for each point is shared; what was hard gets most (heuristic). */
const shapes: readonly { readonly kind: AgendaPointKind; readonly title: Title; readonly weight: number }[] = [
  { kind: "check-in", title: "How are you, and what matters most today?", weight: 1 },
  { kind: "agreed-actions", title: "What became of what we agreed?", weight: 2 },
  { kind: "went-well", title: "What went well, and what made it work?", weight: 2 },
  { kind: "was-hard", title: "What was hard, and what would make it easier?", weight: 4 },
  { kind: "not-done", title: "What kept you from the homework?", weight: 2 },
  { kind: "journal", title: "What does your journal raise?", weight: 3 },
  { kind: "open-homework", title: "What do you need for the homework that is open?", weight: 1 },
  { kind: "next-step", title: "What is the next step, and by when?", weight: 3 },
];

const isHardToDo = (attempt: HomeworkAttempt): boolean => attempt.status === "not-done" && (attempt.reason === "too-hard" || attempt.reason === "blocked");
const idsOf = (records: readonly { readonly id: Id }[]): readonly Id[] => records.map(({ id }) => id);

function dueFirst(left: AgreedAction, right: AgreedAction): number {
  const [due, other] = [left.dueDate ?? "9999", right.dueDate ?? "9999"];
  if (due !== other) return due < other ? -1 : 1;
  return millisecondsOf(left.agreedAt) - millisecondsOf(right.agreedAt) || (left.id < right.id ? -1 : 1);
}

/** The records that each kind of point rests on. */
function refsOf({ lastSessionAt, entries, attempts, openHomework, actions }: AgendaQuestion): Readonly<Partial<Record<AgendaPointKind, Partial<Refs>>>> {
  const last = lastSessionAt === undefined ? -Infinity : millisecondsOf(lastSessionAt);
  const inTime = <One>(all: readonly One[], instantOf: (one: One) => string, idOf: (one: One) => string): readonly One[] =>
    all.filter((one) => millisecondsOf(instantOf(one)) > last).toSorted((left, right) => millisecondsOf(instantOf(left)) - millisecondsOf(instantOf(right)) || (idOf(left) < idOf(right) ? -1 : 1));
  const read: readonly VisibleEntry[] = inTime(entries.filter(({ sharedWith }) => sharedWith === "coach"), ({ writtenAt }) => writtenAt, ({ id }) => id);
  const reported = inTime(attempts, ({ reportedAt }) => reportedAt, ({ id }) => id).map((attempt) => ({ id: attempt.id, attempt, outcome: gradedOutcome({ attempt }).outcome }));
  const open = openHomework.toSorted((left, right) => millisecondsOf(left.servedAt) - millisecondsOf(right.servedAt) || (left.itemId < right.itemId ? -1 : 1));
  const hard = reported.filter(({ attempt, outcome }) => isHardToDo(attempt) || (attempt.status === "completed" && outcome !== null && outcome < assumptions.hardBelowOutcome));
  return {
    "agreed-actions": { actionIds: idsOf(actions.filter(({ status }) => status === "open").toSorted(dueFirst)) },
    "went-well": {
      attemptIds: idsOf(reported.filter(({ outcome }) => outcome !== null && outcome >= assumptions.wentWellFromOutcome)),
      actionIds: idsOf(actions.filter((one) => one.status === "done" && millisecondsOf(one.doneAt) > last).toSorted(dueFirst)),
    },
    "was-hard": { attemptIds: idsOf(hard), entryIds: idsOf(read.filter(({ difficulty }) => difficulty === "too-hard")) },
    "not-done": { attemptIds: idsOf(reported.filter(({ attempt }) => attempt.status === "not-done" && !isHardToDo(attempt))) },
    journal: { entryIds: idsOf(read) },
    "open-homework": { itemIds: open.map(({ itemId }) => itemId) },
  };
}

/** A minute for each, the rest by weight in whole minutes, the largest remainders first; what is less than a minute goes to the last point. */
function minutesOf(weights: readonly number[], durationMinutes: Minutes): readonly Minutes[] {
  const whole = Math.floor(durationMinutes) - weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const shares = weights.map((weight, index) => ({ index, minutes: Math.floor((whole * weight) / sum), remainder: (whole * weight) % sum }));
  const left = whole - shares.reduce((total, { minutes }) => total + minutes, 0);
  const favored = new Set(shares.toSorted((one, other) => other.remainder - one.remainder || one.index - other.index).slice(0, left).map(({ index }) => index));
  const minutes = shares.map((share) => 1 + share.minutes + (favored.has(share.index) ? 1 : 0));
  return minutes.map((one, index) => (index === minutes.length - 1 ? tidyMinutes(one + durationMinutes - Math.floor(durationMinutes)) : one));
}

/**
 * What to talk about in a participant's next session: what was agreed, what went well, what was hard, what the journal raises, and the next step, out of all that came since the last one. A proposal: the coach decides.
 * It reads no text. Entries that nobody else may read leave no trace in it. Order, shares of time and thresholds are heuristics.
 *
 * @throws CoachingError `agenda-question.others_record`, `agenda-question.in_future`, `agenda-question.duplicate_id`, `journal-entry.*`, `homework-attempt.*`, `input.*`
 * @example
 * ```ts
 * const entry = { id: "e1", participantId: "ana", writtenAt: "2027-10-11T16:00:00Z", answers: [], sharedWith: "coach", difficulty: "too-hard" };
 * const actions = [{ id: "ask-first", title: "Ask one open question before each answer", agreedAt: "2027-10-04T08:00:00Z", status: "open" }];
 * const { points } = sessionAgenda({ participantId: "ana", durationMinutes: 30, at: "2027-10-12T08:00:00Z", entries: [entry], attempts: [], openHomework: [], actions });
 * points.map(({ kind, durationMinutes }) => [kind, durationMinutes]); // => [["check-in", 3], ["agreed-actions", 5], ["was-hard", 8], ["journal", 7], ["next-step", 7]]
 * ```
 */
export function sessionAgenda(input: AgendaQuestion): SessionAgenda {
  const question = check(AgendaQuestion, input);
  const refs = refsOf(question);
  const none: Refs = { entryIds: [], attemptIds: [], itemIds: [], actionIds: [] };
  const found = shapes
    .map((shape) => ({ ...shape, refs: { ...none, ...refs[shape.kind] } }))
    .filter(({ kind, refs: own }) => kind === "check-in" || kind === "next-step" || Object.values(own).some((ids) => ids.length > 0));
  const minutes = minutesOf(found.map(({ weight }) => weight), question.durationMinutes);
  return { participantId: question.participantId, points: found.map(({ kind, title, refs: own }, index) => ({ kind, title, durationMinutes: minutes[index] ?? 0, ...own })), assumptions };
}
