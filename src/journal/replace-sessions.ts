import { check } from "../error/index.js";
import type { Plan, Session, Unassigned } from "../plan/index.js";
import { byStart } from "../plan/internal.js";
import { DAY, instantText, millisecondsOf } from "../time/internal.js";
import { type Id, type Instant, type Minutes, tidyMinutes } from "../unit/index.js";
import { completenessOf } from "./journal-completeness.js";
import type { JournalEntry } from "./journal-entry.js";
import { type JournalRule, JournalSlots, type LiveContactGuards } from "./journal-slot.js";

/**
 * Why a session stays. `awaits-entry`: an entry may still come; `no-entry`: none came in time; `already-past`: it has begun, and is what its delivery says. Of the entry that names it: `late`, `incomplete` or `other-template`.
 * `too-many-in-a-row` and `long-live-gap` keep people in live contact; `others-attend`: more than one participant takes part.
 */
export type KeptReason = "awaits-entry" | "no-entry" | "already-past" | "late" | "incomplete" | "other-template" | "too-many-in-a-row" | "long-live-gap" | "others-attend";

/** A session and the entry that stands for it. */
export interface JournaledSession {
  /** The session. */
  readonly sessionId: Id;
  /** Whose it is. */
  readonly participantId: Id;
  /** The entry. */
  readonly entryId: Id;
  /** The coach's live minutes that are free now; 0 without a coach, and where the journal is an add-on. */
  readonly releasedCoachMinutes: Minutes;
}

/** A session that a journal might have replaced, and did not. */
export interface KeptSession {
  /** The session. */
  readonly sessionId: Id;
  /** Whose it is: a session of several stands once for each. */
  readonly participantId: Id;
  /** The entry that names it; null without one. */
  readonly entryId: Id | null;
  /** Why it stays. */
  readonly reason: KeptReason;
  /** Until when an entry is in time. */
  readonly dueAt: Instant;
}

/** An entry that stands for no session: it is a journal entry all the same. `no-such-session`: the plan has none of that occurrence with this participant. */
export interface FreeEntry {
  /** The entry. */
  readonly entryId: Id;
  /** Why. */
  readonly reason: "names-no-occurrence" | "no-such-session" | "no-rule" | "already-replaced" | "another-entry-counts" | "session-stays";
}

/** A plan in which journals have taken the place of sessions. */
export interface JournaledPlan {
  /** The plan without the replaced sessions, which stand under `unassigned` with the reason `replaced-by-journal`. Replanning leaves them there, and their dose counts as delivered. */
  readonly plan: Plan;
  /** Sessions that an entry has replaced. */
  readonly replaced: readonly JournaledSession[];
  /** Sessions that stay, with an entry beside them. */
  readonly addOns: readonly JournaledSession[];
  /** Sessions that a journal could replace, and why it does not. */
  readonly kept: readonly KeptSession[];
  /** Entries that stand for no session, in the order given; those that nobody else may read are not among them. */
  readonly freeEntries: readonly FreeEntry[];
  /** The coach's live minutes that are free now. Reading and answering the entries takes some of them back: see `capacityGain`. */
  readonly releasedCoachMinutes: Minutes;
  /** The guards that the caller did not set. */
  readonly assumptions: LiveContactGuards;
}

const defaultGuards: Required<LiveContactGuards> = { longestRunCount: 1, longestLiveGapDays: 35 };
const HOUR = 3_600_000;

/** A session of one participant, and what speaks of it. */
interface Slot {
  readonly session: Session;
  readonly participantId: Id;
  readonly journalRule: JournalRule;
  readonly entry: JournalEntry | undefined;
  readonly dueAt: number;
}

const slotKey = (occurrenceId: string, participantId: string): string => JSON.stringify([occurrenceId, participantId]);
/** What is wrong with an entry for a slot, guards aside; undefined when it will do. */
function entryFlaw(entry: JournalEntry, { journalRule, dueAt }: Omit<Slot, "entry">, { templates }: JournalSlots): KeptReason | undefined {
  const template = entry.templateId === journalRule.templateId ? templates.find(({ id }) => id === entry.templateId) : undefined;
  if (template === undefined) return "other-template";
  if (completenessOf({ template, entry }).completenessFraction < journalRule.leastCompletenessFraction - 1e-12) return "incomplete";
  return millisecondsOf(entry.writtenAt) > dueAt ? "late" : undefined;
}

/** Whether the journal may stand for a session, guards aside; null when it may. */
function slotFlaw(slot: Slot, slots: JournalSlots): KeptReason | null {
  const now = millisecondsOf(slots.at);
  if (slot.journalRule.role === "substitute" && millisecondsOf(slot.session.startsAt) <= now) return "already-past";
  if (slot.entry === undefined) return now <= slot.dueAt ? "awaits-entry" : "no-entry";
  return entryFlaw(slot.entry, slot, slots) ?? null;
}

/** The entries that name each slot, the first that was written first. One that nobody else may read is for no slot, and leaves no trace. */
function entriesBySlot(entries: readonly JournalEntry[]): ReadonlyMap<string, readonly JournalEntry[]> {
  const found = new Map<string, JournalEntry[]>();
  for (const entry of entries.toSorted((left, right) => millisecondsOf(left.writtenAt) - millisecondsOf(right.writtenAt) || (left.id < right.id ? -1 : 1))) {
    if (entry.occurrenceId === undefined || entry.sharedWith === "nobody") continue;
    const key = slotKey(entry.occurrenceId, entry.participantId);
    const known = found.get(key);
    if (known === undefined) found.set(key, [entry]);
    else known.push(entry);
  }
  return found;
}

/** The slot with the first entry that will do; where none will, with the last one that was written. */
function slotOf(slot: Omit<Slot, "entry">, slots: JournalSlots, entries: readonly JournalEntry[]): Slot {
  return { ...slot, entry: entries.find((entry) => entryFlaw(entry, slot, slots) === undefined) ?? entries.at(-1) };
}

/** What stands in one participant's way through the plan: sessions, and those that journals have replaced already. */
type Step = { readonly at: number; readonly session: Session } | { readonly at: number; readonly session: null; readonly touchpointId: string };

/** By participant, in the order of time. */
function waysOf({ plan, rules }: JournalSlots): ReadonlyMap<string, readonly Step[]> {
  const ruled = new Set(rules.map(({ touchpointId }) => touchpointId));
  const ways = new Map<string, Step[]>();
  const add = (participantIds: readonly string[], step: Step): void => {
    for (const id of participantIds) {
      const way = ways.get(id);
      if (way === undefined) ways.set(id, [step]);
      else way.push(step);
    }
  };
  for (const session of plan.sessions.toSorted(byStart)) if (session.coachId !== null || ruled.has(session.touchpointId)) add(session.participantIds, { at: millisecondsOf(session.startsAt), session });
  for (const { startsAt, touchpointId, participantIds } of replacedOf(plan)) if (startsAt !== undefined) add(participantIds, { at: millisecondsOf(startsAt), session: null, touchpointId });
  for (const way of ways.values()) way.sort((left, right) => left.at - right.at);
  return ways;
}

const replacedOf = ({ unassigned }: Plan): readonly Unassigned[] => unassigned.filter(({ reason }) => reason === "replaced-by-journal");

interface Decision {
  readonly slot: Slot;
  /** Null where the entry counts. */
  readonly reason: KeptReason | null;
}

/** Walks one participant's way, so that each replacement is seen before the next is judged. */
function decisionsOf(participantId: string, way: readonly Step[], { slots, entries, guards }: { readonly slots: JournalSlots; readonly entries: ReadonlyMap<string, readonly JournalEntry[]>; readonly guards: Required<LiveContactGuards> }): readonly Decision[] {
  const rules = new Map(slots.rules.map((one) => [one.touchpointId, one]));
  const live = way.flatMap(({ session }) => (session === null || session.coachId === null ? [] : [session]));
  const runs = new Map<string, number>();
  let lastLive: number | undefined;
  let next = 0;
  return way.flatMap((step): readonly Decision[] => {
    if (step.session === null) {
      runs.set(step.touchpointId, (runs.get(step.touchpointId) ?? 0) + 1);
      return [];
    }
    const { session, at } = step;
    if (session.coachId !== null) next += 1;
    const journalRule = rules.get(session.touchpointId);
    const slot = journalRule === undefined ? undefined : slotOf({ session, participantId, journalRule, dueAt: at - journalRule.handInHours * HOUR }, slots, entries.get(slotKey(session.occurrenceId, participantId)) ?? []);
    const run = runs.get(session.touchpointId) ?? 0;
    const following = live[next];
    const gapDays = lastLive === undefined || following === undefined ? 0 : (millisecondsOf(following.startsAt) - lastLive) / DAY;
    const reason = slot === undefined ? null : slotFlaw(slot, slots) ?? guardOf(slot, { run, gapDays }, guards);
    const isReplaced = slot?.journalRule.role === "substitute" && reason === null;
    runs.set(session.touchpointId, isReplaced ? run + 1 : 0);
    if (!isReplaced && session.coachId !== null) lastLive = at;
    return slot === undefined ? [] : [{ slot, reason }];
  });
}

/** What keeps a session live although its entry would do. */
function guardOf({ session, journalRule }: Slot, { run, gapDays }: { readonly run: number; readonly gapDays: number }, { longestRunCount, longestLiveGapDays }: Required<LiveContactGuards>): KeptReason | null {
  if (journalRule.role === "add-on") return null;
  if (session.participantIds.length > 1) return "others-attend";
  if (run >= longestRunCount) return "too-many-in-a-row";
  return session.coachId !== null && gapDays > longestLiveGapDays ? "long-live-gap" : null;
}

/** Why each entry that stands for no session does not. */
function freeEntriesOf({ plan, entries, rules }: JournalSlots, decisions: readonly Decision[]): readonly FreeEntry[] {
  const judged = new Map(decisions.map(({ slot: { session, participantId, entry } }) => [slotKey(session.occurrenceId, participantId), entry?.id]));
  const used = new Set(decisions.flatMap(({ slot, reason }) => (reason === null && slot.entry !== undefined ? [slot.entry.id] : [])));
  const ruled = new Set(rules.map(({ touchpointId }) => touchpointId));
  const known = new Map(plan.sessions.flatMap(({ occurrenceId, participantIds, touchpointId }) => participantIds.map((id) => [slotKey(occurrenceId, id), touchpointId] as const)));
  const replaced = new Set(replacedOf(plan).flatMap(({ occurrenceId, participantIds }) => participantIds.map((id) => slotKey(occurrenceId, id))));
  return entries.flatMap((entry): readonly FreeEntry[] => {
    if (used.has(entry.id) || entry.sharedWith === "nobody") return [];
    if (entry.occurrenceId === undefined) return [{ entryId: entry.id, reason: "names-no-occurrence" }];
    const key = slotKey(entry.occurrenceId, entry.participantId);
    if (replaced.has(key)) return [{ entryId: entry.id, reason: "already-replaced" }];
    if (judged.has(key) && judged.get(key) !== entry.id) return [{ entryId: entry.id, reason: "another-entry-counts" }];
    const touchpointId = known.get(key);
    return [{ entryId: entry.id, reason: touchpointId === undefined ? "no-such-session" : ruled.has(touchpointId) ? "session-stays" : "no-rule" }];
  });
}

const journaled = ({ slot: { session, participantId, entry, journalRule } }: Decision): readonly JournaledSession[] =>
  entry === undefined ? [] : [{ sessionId: session.id, participantId, entryId: entry.id, releasedCoachMinutes: journalRule.role === "substitute" && session.coachId !== null ? session.durationMinutes : 0 }];

const unassignedOf = ({ occurrenceId, touchpointId, week, participantIds, startsAt }: Session): Unassigned => ({ occurrenceId, touchpointId, week, participantIds, reason: "replaced-by-journal", startsAt });

/**
 * Journals in place of sessions: who hands in a complete entry in time, shared with the coach, need not meet, and the coach's hour goes to somebody else. An add-on stands beside its session and frees nothing.
 * An entry is for a slot only when it names the occurrence; of several the first that will do counts. One that nobody else may read is for no slot, and leaves no trace in the answer. Guards keep people in live contact.
 * Ask before a session begins: what has begun is what its delivery says.
 * That fewer sessions do no harm is not shown by this: watch the working alliance. Guards are heuristics.
 *
 * @throws CoachingError `journal-slot.duplicate_entry`, `journal-slot.written_in_future`, `journal-slot.duplicate_template`, `journal-slot.duplicate_rule`, `journal-slot.unknown_template`, `journal-entry.*`, `journal-template.*`, `session.*`, `input.*`
 * @example
 * ```ts
 * const session = { id: "s1", occurrenceId: "o1", touchpointId: "one-to-one", title: "One-to-one", week: 9, coachId: "kim", participantIds: ["ana"], date: "2027-10-13", startTime: "10:00", timeZone: "Europe/Berlin", startsAt: "2027-10-13T08:00:00Z", endsAt: "2027-10-13T09:00:00Z", durationMinutes: 60, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const answers = oridTemplate.prompts.map(({ id }) => ({ promptId: id, wordCount: 30 }));
 * const entry = { id: "e1", participantId: "ana", writtenAt: "2027-10-11T16:00:00Z", templateId: "orid", answers, sharedWith: "coach", occurrenceId: "o1" };
 * const rules = [{ touchpointId: "one-to-one", role: "substitute", templateId: "orid", leastCompletenessFraction: 1, handInHours: 24 }];
 * const after = replaceSessions({ plan, entries: [entry], templates: [oridTemplate], rules, at: "2027-10-12T07:00:00Z" });
 * [after.plan.sessions.length, after.plan.unassigned[0].reason, after.releasedCoachMinutes]; // => [0, "replaced-by-journal", 60]
 * ```
 */
export function replaceSessions(input: JournalSlots): JournaledPlan {
  const slots = check(JournalSlots, input);
  const { plan, guards = {} } = slots;
  const entries = entriesBySlot(slots.entries);
  const used = { ...defaultGuards, ...guards };
  const decisions = [...waysOf(slots)].flatMap(([participantId, way]) => decisionsOf(participantId, way, { slots, entries, guards: used }))
    .sort((left, right) => byStart(left.slot.session, right.slot.session) || (left.slot.participantId < right.slot.participantId ? -1 : 1));
  const isSubstitute = ({ slot }: Decision): boolean => slot.journalRule.role === "substitute";
  const counting = decisions.filter(({ reason }) => reason === null);
  const replaced = counting.filter(isSubstitute);
  const gone = new Set(replaced.map(({ slot }) => slot.session.id));
  const released = replaced.flatMap(journaled);
  return {
    plan: { ...plan, sessions: plan.sessions.filter(({ id }) => !gone.has(id)), unassigned: [...plan.unassigned, ...replaced.map(({ slot }) => unassignedOf(slot.session))] },
    replaced: released,
    addOns: counting.filter((one) => !isSubstitute(one)).flatMap(journaled),
    kept: decisions.flatMap(({ slot: { session, participantId, entry, dueAt, journalRule }, reason }) => (reason === null || journalRule.role === "add-on" ? [] : [{ sessionId: session.id, participantId, entryId: entry?.id ?? null, reason, dueAt: instantText(dueAt) }])),
    freeEntries: freeEntriesOf(slots, decisions),
    releasedCoachMinutes: tidyMinutes(released.reduce((sum, { releasedCoachMinutes }) => sum + releasedCoachMinutes, 0)),
    assumptions: Object.fromEntries(Object.entries(defaultGuards).filter(([key]) => !Object.hasOwn(guards, key))),
  };
}
