import * as z from "zod";
import { check, type Fault, isCoachingError, type Report, rule } from "../error/index.js";
import { canonicalJson, contentHash } from "../identity/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Id, Instant } from "../unit/index.js";

/** What bounds the log. */
export const LOG_LIMITS = {
  /** Entries that one call appends or verifies; longer logs are verified in parts, from head to head. */
  entries: 200_000,
  /** Characters of one record as canonical JSON. */
  recordCharacters: 20_000,
  /** Heads that one call verifies against. */
  heads: 10_000,
  /** Characters of a log as text in one call. */
  textCharacters: 100_000_000,
} as const;

/** Something to be logged. */
export interface LogAddition {
  /** What kind of record: `"proposal"`, `"decision"`, or a host's own. */
  readonly kind: Id;
  /** When it is logged: not before the entry ahead of it. */
  readonly recordedAt: Instant;
  /** The record: plain JSON of at most 20,000 characters. What may have to be erased does not belong here (see `contentSeal`). */
  readonly record: Readonly<Record<string, unknown>>;
}
/** An entry of the log, tied to the one before it. */
export interface LogEntry extends LogAddition {
  /** Its place in the log, from 0. */
  readonly index: Count;
  /** The hash of the entry before it, or the start of the log. */
  readonly previousHash: string;
  /** SHA-256 of the canonical JSON (RFC 8785) of all else in this entry, 64 hexadecimal digits. */
  readonly hash: string;
}
/** Where a log ends, or ended: all that is needed to append, and to tell later whether anything before was changed. */
export interface LogHead {
  /** Says what this document is. */
  readonly kind: "log-head";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The log. */
  readonly logId: Id;
  /** How many entries it has. */
  readonly entryCount: Count;
  /** The hash of its last entry; of an empty log, that of its id. */
  readonly hash: string;
  /** When its last entry was recorded; null for an empty log. */
  readonly recordedAt: Instant | null;
}
/** Things to be logged, after what is there. */
export interface AppendRequest {
  /** Where the log ends. */
  readonly head: LogHead;
  /** What comes next, in the order of time, at most 200,000. */
  readonly additions: readonly LogAddition[];
}
/** What was appended. */
export interface AppendedEntries {
  /** The new entries, in their order: to be stored after those that are there. */
  readonly entries: readonly LogEntry[];
  /** Where the log ends now. */
  readonly head: LogHead;
}

const backInTime: Fault = { code: "decision-log.back_in_time", message: "{recordedAt} lies before {previous}, when the entry ahead of it was recorded.", hint: "Append in the order of time." };
const recordTooLong: Fault = { code: "decision-log.record_too_long", message: "The record has {count} characters, more than {limit}.", hint: "Log a seal of it (contentSeal), and keep the contents elsewhere." };
const notJson: Fault = { code: "decision-log.not_json", message: "The record cannot be written as JSON.", hint: "Use text, finite numbers, true, false, null, arrays and plain objects." };
const notItsStart: Fault = { code: "decision-log.not_its_start", message: "An empty log “{logId}” does not begin like this.", hint: "Take the head from startLog." };

const Hash = z.string().max(64).check(z.refine((text: string) => /^[0-9a-f]{64}$/u.test(text), { error: "A hash has 64 hexadecimal digits in small letters.\nTake it as it was given." }));
/** Schema of something to be logged. */
export const LogAddition = z.strictObject({ kind: Id, recordedAt: Instant, record: z.record(z.string().max(200), z.unknown()).readonly() }).readonly() satisfies z.ZodType<LogAddition>;
/** Schema of an entry of the log. */
export const LogEntry = z.strictObject({ index: Count, previousHash: Hash, hash: Hash, kind: Id, recordedAt: Instant, record: z.record(z.string().max(200), z.unknown()).readonly() }).readonly() satisfies z.ZodType<LogEntry>;

/** What the first entry is tied to. */
const startHash = (logId: Id): string => contentHash({ kind: "decision-log", schemaVersion: 1, logId });
/** Schema of where a log ends. */
export const LogHead = z
  .strictObject({ kind: z.literal("log-head"), schemaVersion: z.literal(1), logId: Id, entryCount: Count, hash: Hash, recordedAt: Instant.nullable() })
  .check(rule(({ logId, entryCount, hash, recordedAt }: LogHead, report) => { if (entryCount === 0 ? hash !== startHash(logId) || recordedAt !== null : recordedAt === null) report(notItsStart, [], { logId }); }))
  .readonly() satisfies z.ZodType<LogHead>;

/** A record as it is hashed; null where it is no JSON. */
function recordText(record: LogAddition["record"]): string | null {
  try {
    return canonicalJson(record);
  } catch (error) {
    if (isCoachingError(error)) return null;
    throw error;
  }
}

function findAdditionFaults({ head, additions }: AppendRequest, report: Report): void {
  let previous = head.recordedAt;
  additions.forEach(({ recordedAt, record }, index) => {
    const text = recordText(record);
    if (text === null) report(notJson, ["additions", index, "record"]);
    else if (text.length > LOG_LIMITS.recordCharacters) report(recordTooLong, ["additions", index, "record"], { count: text.length, limit: LOG_LIMITS.recordCharacters });
    if (previous !== null && millisecondsOf(recordedAt) < millisecondsOf(previous)) report(backInTime, ["additions", index, "recordedAt"], { recordedAt, previous });
    previous = recordedAt;
  });
}
/** Schema of things to be logged. */
export const AppendRequest = z.strictObject({ head: LogHead, additions: z.array(LogAddition).max(LOG_LIMITS.entries).readonly() }).check(rule(findAdditionFaults)).readonly() satisfies z.ZodType<AppendRequest>;

/** The hash of an entry: of all that it says, and of what it follows. */
export const entryHash = ({ index, previousHash, kind, recordedAt, record }: Omit<LogEntry, "hash">): string => contentHash({ index, previousHash, kind, recordedAt, record });

/**
 * The head of an empty log, to append to and to verify from.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * startLog("pilot-2026").entryCount; // => 0
 * ```
 */
export function startLog(logId: Id): LogHead {
  const checked = check(Id, logId);
  return { kind: "log-head", schemaVersion: 1, logId: checked, entryCount: 0, hash: startHash(checked), recordedAt: null };
}

/**
 * Entries to be stored after those of a log, each tied to the one before it by its hash: nothing can be changed, left out, put in or moved afterwards without `verifyLog` finding it. It needs the head alone, so that appending takes no longer in a long log.
 * The host stores the entries where they cannot be overwritten, and one head at a time: two writers that append to one head make two logs.
 * Nothing in a chain of hashes tells that its last entries were cut off, or that all was hashed anew from some entry on. A head that is kept where whoever keeps the log cannot reach it does: with a data steward, in a signed mail, with a timestamp service (RFC 3161).
 *
 * @throws CoachingError `input.*`, `decision-log.back_in_time`, `decision-log.record_too_long`, `decision-log.not_json`, `decision-log.not_its_start`
 * @example
 * ```ts
 * const { entries, head } = appendEntries({ head: startLog("pilot"), additions: [{ kind: "kill-switch", recordedAt: "2026-03-02T10:00:00Z", record: { isOn: true, byId: "kim" } }] });
 * [entries[0].index, head.entryCount, head.hash === entries[0].hash]; // => [0, 1, true]
 * ```
 */
export function appendEntries(request: AppendRequest): AppendedEntries {
  const { head, additions } = check(AppendRequest, request);
  let [index, previousHash] = [head.entryCount, head.hash];
  const entries = additions.map(({ kind, recordedAt, record }): LogEntry => {
    // as it is hashed, so that no key with the value undefined is stored
    const body = { index, previousHash, kind, recordedAt, record: JSON.parse(canonicalJson(record)) as LogEntry["record"] };
    const entry = { ...body, hash: entryHash(body) };
    index += 1;
    previousHash = entry.hash;
    return entry;
  });
  return { entries, head: { ...head, entryCount: index, hash: previousHash, recordedAt: additions.at(-1)?.recordedAt ?? head.recordedAt } };
}
