import { entryHash, LogEntry } from "./decision-log.js";
import type { LogFaultFound, LogFaultReason } from "./log-fault.js";

/** An entry of a stored log, as far as it can be believed. */
export interface ReadEntry {
  /** Its place in the list. */
  readonly place: number;
  /** Its index; where it is not sound, the one after the entry that stands before it. */
  readonly index: number;
  /** What the next entry may name as the hash before it: its own, and where it was changed also the one that it has now; null where nobody can tell. */
  readonly hashes: readonly string[] | null;
  /** The entry, where its hash is that of what it says. */
  readonly sound: LogEntry | null;
}

/** An entry by itself, and why it is not sound. */
function readEntry(value: unknown): { readonly sound: LogEntry | null; readonly hashes: readonly string[] | null; readonly reason: LogFaultReason | null } {
  const parsed = LogEntry.safeParse(value);
  if (!parsed.success) return { sound: null, hashes: null, reason: "not-an-entry" };
  const hash = hashOf(parsed.data);
  if (hash === null) return { sound: null, hashes: null, reason: "not-an-entry" };
  return hash === parsed.data.hash ? { sound: parsed.data, hashes: [hash], reason: null } : { sound: null, hashes: [hash, parsed.data.hash], reason: "changed" };
}

/** The hash of what an entry says; null where that is no JSON. */
function hashOf(entry: LogEntry): string | null {
  try {
    return entryHash(entry);
  } catch {
    return null;
  }
}

/** The entries of a stored log in the order of their indices, each once; says which are not sound, stand there again, or stand after a later one. */
export function readEntries(values: readonly unknown[], firstIndex: number, found: LogFaultFound): readonly ReadEntry[] {
  const seen = new Set<string>();
  const entries: ReadEntry[] = [];
  let [previousIndex, latestIndex] = [firstIndex - 1, firstIndex - 1];
  let isInOrder = true;
  for (const [place, value] of values.entries()) {
    const { sound, hashes, reason } = readEntry(value);
    const index = sound?.index ?? previousIndex + 1;
    if (reason !== null) found(reason, place, index);
    else if (sound !== null && seen.has(sound.hash)) {
      found("repeated", place, index);
      continue;
    } else if (index < latestIndex) {
      found("out-of-order", place, index);
      isInOrder = false;
    }
    if (sound !== null) seen.add(sound.hash);
    entries.push({ place, index, hashes, sound });
    previousIndex = index;
    latestIndex = Math.max(latestIndex, index);
  }
  return isInOrder ? entries : entries.sort((one, other) => one.index - other.index || one.place - other.place);
}
