import type { Count } from "../unit/index.js";

/**
 * What is wrong with a log. `not-an-entry`: it has not the shape of one; `changed`: it does not say what was hashed; `link-broken`: it does not follow the entry before it, so one of the two was replaced; `missing`: there is a gap;
 * `missing-at-end`: an anchor knows of more entries; `repeated`: it stands there once more; `second-of-index`: another entry has its place, or it lies before where the question begins, so one of the two was put in; `out-of-order`: it stands after a later one;
 * `back-in-time`: it was recorded before the entry ahead of it; `anchor-differs`: the entries fit each other, and not a head that was kept elsewhere: something was changed since the last anchor that fits, and hashed anew; `not-canonical`: the line of a text means an entry, and is not written as it was.
 */
export type LogFaultReason = "not-an-entry" | "changed" | "link-broken" | "missing" | "missing-at-end" | "repeated" | "second-of-index" | "out-of-order" | "back-in-time" | "anchor-differs" | "not-canonical";
/** What is wrong with a log, and where. */
export interface LogFault {
  /** What. */
  readonly reason: LogFaultReason;
  /** The place in the list of entries at which it shows, from 0; the length of the list for what is missing at its end. */
  readonly place: Count;
  /** The first entry of the log that it concerns, by its index. */
  readonly firstIndex: Count;
  /** The last one. */
  readonly lastIndex: Count;
}
/** Notes what is wrong. */
export type LogFaultFound = (reason: LogFaultReason, place: number, firstIndex: number, lastIndex?: number) => void;
