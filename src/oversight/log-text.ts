import * as z from "zod";
import { check, type Fault, isCoachingError, type Report, rule } from "../error/index.js";
import { canonicalJson } from "../identity/index.js";
import { LOG_LIMITS, LogEntry, LogHead } from "./decision-log.js";
import type { LogFault } from "./log-fault.js";
import { type LogVerification, verificationOf } from "./verify-log.js";

/** A log as text that may have been tampered with. */
export interface LogTextQuestion {
  /** Where the entries begin: `startLog(…)` for the whole of a log, or a head that was found intact before. */
  readonly from: LogHead;
  /** The text as `logText` wrote it. Decode its bytes as UTF-8 without leniency (`new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })`), else bytes may change and the text not. */
  readonly text: string;
  /** Heads of this log that were kept elsewhere, in any order. */
  readonly anchors?: readonly LogHead[];
}
const tooManyLines: Fault = { code: "log-text.too_many_lines", message: "The text has {count} lines, more than {limit}.", hint: "Verify it in parts, from head to head." };
const otherLog: Fault = { code: "log-text.other_log", message: "The anchor is of the log “{id}”, not of “{logId}”.", hint: "Give heads of one log." };

/** The lines of a text. Each ends in a line break; what stands after the last one is a line too. */
const linesOf = (text: string): readonly string[] => (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");

/** Schema of a log as text. */
export const LogTextQuestion = z
  .strictObject({ from: LogHead, text: z.string().max(LOG_LIMITS.textCharacters), anchors: z.exactOptional(z.array(LogHead).max(LOG_LIMITS.heads).readonly()) })
  .check(rule(({ from: { logId }, text, anchors = [] }: LogTextQuestion, report: Report) => {
    const count = linesOf(text).length;
    if (count > LOG_LIMITS.entries) report(tooManyLines, ["text"], { count, limit: LOG_LIMITS.entries });
    for (const [index, { logId: id }] of anchors.entries()) if (id !== logId) report(otherLog, ["anchors", index, "logId"], { id, logId });
  }))
  .readonly() satisfies z.ZodType<LogTextQuestion>;

/**
 * Entries as text: one line each, canonical JSON (RFC 8785), each ended by a line break. There is one such text for a log, so that `verifyLogText` can hold it to the letter.
 *
 * @throws CoachingError `input.*`, `canonical-json.not_json`
 * @example
 * ```ts
 * const { entries } = appendEntries({ head: startLog("pilot"), additions: [{ kind: "note", recordedAt: "2026-03-02T10:00:00Z", record: { b: 1, a: 2 } }] });
 * logText(entries).endsWith('"record":{"a":2,"b":1},"recordedAt":"2026-03-02T10:00:00Z"}\n'); // => true
 * ```
 */
export const logText = (entries: readonly LogEntry[]): string => check(z.array(LogEntry).max(LOG_LIMITS.entries), entries).map((entry) => `${canonicalJson(entry)}\n`).join("");

/** What a line means; null where it means nothing. */
function readLine(line: string): { readonly value: unknown; readonly isCanonical: boolean } {
  try {
    const value: unknown = JSON.parse(line);
    return { value, isCanonical: canonicalJson(value) === line };
  } catch (error) {
    if (error instanceof SyntaxError || isCoachingError(error)) return { value: null, isCanonical: true };
    throw error;
  }
}

/**
 * Whether a log as text is what `logText` wrote: finds and places what `verifyLog` does, and any other change of any letter, such as a blank, another order of keys, 1.0 for 1 or a missing line break at the end, as `not-canonical`.
 * A text without any line break is one line, so the empty text is the text of an empty log.
 *
 * @throws CoachingError `input.*`, `log-text.too_many_lines`, `log-text.other_log`, `decision-log.not_its_start`
 * @example
 * ```ts
 * const from = startLog("pilot");
 * const { entries } = appendEntries({ head: from, additions: [{ kind: "note", recordedAt: "2026-03-02T10:00:00Z", record: { id: "a" } }] });
 * const text = logText(entries);
 * verifyLogText({ from, text }).isIntact; // => true
 * verifyLogText({ from, text: text.replace(":", ": ") }).faults; // => [{ reason: "not-canonical", place: 0, firstIndex: 0, lastIndex: 0 }]
 * ```
 */
export function verifyLogText(question: LogTextQuestion): LogVerification {
  const { text, ...rest } = check(LogTextQuestion, question);
  const lines = text === "" ? [] : linesOf(text).map(readLine);
  const last = lines.length - 1;
  const known = lines.flatMap(({ isCanonical, value }, place): readonly LogFault[] => {
    const isSpoiled = value !== null && (!isCanonical || (place === last && !text.endsWith("\n")));
    return isSpoiled ? [{ reason: "not-canonical", place, firstIndex: rest.from.entryCount + place, lastIndex: rest.from.entryCount + place }] : [];
  });
  return verificationOf({ ...rest, entries: lines.map(({ value }) => value) }, known);
}
