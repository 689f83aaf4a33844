import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Count, Instant } from "../unit/index.js";
import { LOG_LIMITS, LogHead } from "./decision-log.js";
import type { LogFault, LogFaultFound } from "./log-fault.js";
import { readEntries, type ReadEntry } from "./read-entry.js";

/** A log that may have been tampered with. */
export interface LogQuestion {
  /** Where the entries begin: `startLog(…)` for the whole of a log, or a head that was found intact before, for what came after it. */
  readonly from: LogHead;
  /** The entries as they were stored, in their order, at most 200,000. Anything may stand here: what is no entry is a finding, not a fault of the input. */
  readonly entries: readonly unknown[];
  /** Heads of this log that were kept elsewhere, in any order. Only they show that entries were cut off at the end, or that all were hashed anew from some place on. */
  readonly anchors?: readonly LogHead[];
}
/** Whether a log is what was written. */
export interface LogVerification {
  /** Whether nothing is wrong with it. Without anchors it may still end too early, or be hashed anew from some entry on. */
  readonly isIntact: boolean;
  /** All that is wrong, by place. */
  readonly faults: readonly LogFault[];
  /** How many anchors the entries were held against: those that lie after `from`, or at it. */
  readonly anchorCount: Count;
  /** Where the log ends, to go on from; null unless it is intact. */
  readonly head: LogHead | null;
}

const otherLog: Fault = { code: "verify-log.other_log", message: "The anchor is of the log “{id}”, not of “{logId}”.", hint: "Give heads of one log." };
/** Schema of a log that may have been tampered with. */
export const LogQuestion = z
  .strictObject({ from: LogHead, entries: z.array(z.unknown()).max(LOG_LIMITS.entries).readonly(), anchors: z.exactOptional(z.array(LogHead).max(LOG_LIMITS.heads).readonly()) })
  .check(rule(({ from: { logId }, anchors = [] }: LogQuestion, report: Report) => { for (const [index, { logId: id }] of anchors.entries()) if (id !== logId) report(otherLog, ["anchors", index, "logId"], { id, logId }); }))
  .readonly() satisfies z.ZodType<LogQuestion>;

/** Where a walk along the log stands: the index that comes next, the hashes that it may follow (null: any), whether the entry there is sound, and when the last sound one was recorded. */
interface Walk { readonly nextIndex: number; readonly hashes: readonly string[] | null; readonly isSound: boolean; readonly recordedAt: Instant | null }

/** Beyond so many entries of one index the next one may follow any: it would take ever longer to look, and the log is known to be spoiled. */
const MOST_OF_INDEX = 8;

/** One step along the entries in the order of their indices. */
function stepped(walk: Walk, entry: ReadEntry, found: LogFaultFound): Walk {
  const { place, index, hashes, sound } = entry;
  const isSecond = index < walk.nextIndex;
  // a second entry beside one that is broken anyway says nothing new
  if (isSecond && sound !== null && walk.isSound) found("second-of-index", place, index);
  if (index > walk.nextIndex) found("missing", place, walk.nextIndex, index - 1);
  const isLinked = index !== walk.nextIndex || sound === null || walk.hashes === null || walk.hashes.includes(sound.previousHash);
  if (!isLinked) found("link-broken", place, Math.max(0, index - 1), index);
  if (sound !== null && walk.recordedAt !== null && millisecondsOf(sound.recordedAt) < millisecondsOf(walk.recordedAt)) found("back-in-time", place, index);
  const recordedAt = sound?.recordedAt ?? walk.recordedAt;
  if (!isSecond) return { nextIndex: index + 1, hashes, isSound: sound !== null, recordedAt };
  const either = walk.hashes === null || hashes === null || walk.hashes.length > MOST_OF_INDEX ? null : [...walk.hashes, ...hashes];
  return { ...walk, hashes: either, recordedAt };
}

/** Holds the entries against heads that were kept elsewhere. */
function anchorFaults({ from, anchors = [], entries }: LogQuestion, hashAt: ReadonlyMap<number, string>, nextIndex: number, found: LogFaultFound): number {
  const held = anchors.filter(({ entryCount }) => entryCount >= from.entryCount).sort((one, other) => one.entryCount - other.entryCount);
  let known = from.entryCount;
  let hasDiffered = false;
  for (const { entryCount, hash } of held) {
    const own = entryCount === from.entryCount ? from.hash : hashAt.get(entryCount - 1);
    if (own === hash) known = entryCount;
    else if (own !== undefined && !hasDiffered) {
      found("anchor-differs", Math.max(0, entryCount - from.entryCount - 1), Math.min(known, Math.max(0, entryCount - 1)), Math.max(0, entryCount - 1));
      hasDiffered = true;
    }
  }
  const longest = held.at(-1)?.entryCount ?? 0;
  if (longest > nextIndex) found("missing-at-end", entries.length, nextIndex, longest - 1);
  return held.length;
}

/** What a question that has been checked comes to, with the faults that are known already. */
export function verificationOf(question: LogQuestion, known: readonly LogFault[] = []): LogVerification {
  const { from, entries } = question;
  const faults: LogFault[] = [...known];
  const found: LogFaultFound = (reason, place, firstIndex, lastIndex = firstIndex) => { faults.push({ reason, place, firstIndex, lastIndex }); };
  const read = readEntries(entries, from.entryCount, found);
  let walk: Walk = { nextIndex: from.entryCount, hashes: [from.hash], isSound: true, recordedAt: from.recordedAt };
  for (const entry of read) walk = stepped(walk, entry, found);
  const hashAt = new Map(read.flatMap(({ index, sound }) => (sound === null ? [] : [[index, sound.hash] as const])));
  const anchorCount = anchorFaults(question, hashAt, walk.nextIndex, found);
  const last = read.at(-1)?.sound ?? null;
  faults.sort((one, other) => one.place - other.place || one.firstIndex - other.firstIndex);
  const isIntact = faults.length === 0;
  return { isIntact, faults, anchorCount, head: isIntact ? { ...from, ...(last === null ? {} : { entryCount: last.index + 1, hash: last.hash, recordedAt: last.recordedAt }) } : null };
}

/**
 * Whether a log is what was written: finds entries that were changed, left out, put in, repeated, moved or recorded before their time, and says where. What is wrong with a log comes back as data; only what is no question about a log throws.
 * An entry is held to its meaning as JSON: another order of its keys, blanks, 1.0 for 1 or an escape for a letter change nothing and are not found here; `verifyLogText` holds a log in its canonical text to the letter.
 * One entry changed, left out, put in, repeated or moved is named by its index; where somebody also hashed it anew, `link-broken` names it and the one after it. After several changes nothing goes unnoticed, and places are as near as the rest of the log tells.
 * Without `anchors` nobody can tell that the last entries are missing, or that everything was hashed anew from some entry on: the answer is about the entries that are there.
 * It takes time in proportion to the entries.
 *
 * @throws CoachingError `input.*`, `decision-log.not_its_start`, `verify-log.other_log`
 * @example
 * ```ts
 * const from = startLog("pilot");
 * const additions = ["a", "b", "c"].map((id) => ({ kind: "note", recordedAt: "2026-03-02T10:00:00Z", record: { id } }));
 * const { entries, head } = appendEntries({ head: from, additions });
 * verifyLog({ from, entries, anchors: [head] }).isIntact; // => true
 * const tampered = entries.map((entry) => (entry.index === 1 ? { ...entry, record: { id: "x" } } : entry));
 * verifyLog({ from, entries: tampered }).faults; // => [{ reason: "changed", place: 1, firstIndex: 1, lastIndex: 1 }]
 * verifyLog({ from, entries: entries.slice(0, 2), anchors: [head] }).faults; // => [{ reason: "missing-at-end", place: 2, firstIndex: 2, lastIndex: 2 }]
 * ```
 */
export const verifyLog = (question: LogQuestion): LogVerification => verificationOf(check(LogQuestion, question));
