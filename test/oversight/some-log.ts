import { contentHash } from "coachkit/identity";
import { type AppendedEntries, appendEntries, type LogEntry, type LogHead, startLog } from "coachkit/oversight";

export const start: LogHead = startLog("pilot");
export const minute = (index: number): string => `2026-03-02T10:${String(index).padStart(2, "0")}:00Z`;
/** A log of so many entries, one a minute, with what makes JSON hard in it. */
export const logOf = (count: number, head = start): AppendedEntries =>
  appendEntries({ head, additions: Array.from({ length: count }, (_, index) => ({ kind: "note", recordedAt: minute(head.entryCount + index), record: { id: `n${String(index)}`, "ü\"\\/": [1.5, -0, 1e21, true, null, { a: "😀\u2028", b: [] }] } })) });
/** An entry whose hash is that of what it says: what somebody would write who knows how. */
export const rehashed = (entry: LogEntry, changes: Partial<LogEntry> = {}): LogEntry => {
  const { index, previousHash, kind, recordedAt, record } = { ...entry, ...changes };
  return { index, previousHash, kind, recordedAt, record, hash: contentHash({ index, previousHash, kind, recordedAt, record }) };
};
/** All entries from one on, changed by a function and hashed anew in a row. */
export function rehashedFrom(entries: readonly LogEntry[], from: number, change: (entry: LogEntry) => Partial<LogEntry>): readonly LogEntry[] {
  const kept = entries.slice(0, from);
  for (const entry of entries.slice(from)) kept.push(rehashed(entry, { ...change(entry), index: kept.length, previousHash: kept.at(-1)?.hash ?? start.hash }));
  return kept;
}
