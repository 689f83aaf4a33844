import * as z from "zod";
import { check, faultAt } from "../error/index.js";
import type { TimeSpan } from "../time/index.js";
import { type MillisecondSpan, rangeRule, timeSpanOf, unionOfSpans } from "../time/internal.js";
import { EmailAddress } from "./ics-address.js";
import { ICS_READ_LIMITS } from "./ics-departure.js";
import { isTransparent, statusOf } from "./ics-event.js";
import { attendeesOf } from "./ics-event-text.js";
import { occurrencesIn, tooManyInAll } from "./ics-expansion.js";
import { type IcsDepartures, icsWindow, type IcsWindow, named, readFiles, windowOf } from "./ics-occurrences.js";
import type { PlacedEvent } from "./ics-series.js";

/** A person's calendar files, and when it is asked whether the person is busy. */
export interface BusyQuestion extends IcsWindow {
  /** The person's e-mail address: what the person declined, or handed on to somebody else, is not busy. Absent: answers are not looked at. */
  readonly email?: EmailAddress;
  /** Whether what is only tentative (STATUS, the person's own answer, FBTYPE=BUSY-TENTATIVE) counts as busy. */
  readonly isTentativeBusy: boolean;
}
/** A person's calendar files, and when it is asked whether the person is busy. */
export const BusyQuestion = z.strictObject({ ...icsWindow, email: z.exactOptional(EmailAddress), isTentativeBusy: z.boolean() }).check(rangeRule).readonly() satisfies z.ZodType<BusyQuestion>;

/** Why a person is busy, or is not although something stands in the calendar. */
export interface BusyEntry extends TimeSpan {
  /** UID of the event, or of the VFREEBUSY. */
  readonly uid: string;
  /** Which of the files. */
  readonly fileIndex: number;
  /** What the calendar says. */
  readonly kind: "event" | "free-busy";
  /** Whether it counts. */
  readonly isBusy: boolean;
  /** Why: `busy` and `tentative` may count; what is `transparent`, `cancelled`, `declined` or `delegated` does not. */
  readonly reason: "busy" | "tentative" | "transparent" | "cancelled" | "declined" | "delegated";
}

/** When a person is busy. */
export interface BusyTimes extends IcsDepartures {
  /** As few spans as possible, in order, within the window: for `Participant.busy`, `Coach.busy` and `Diary.busy`, which take as many as there can be. */
  readonly busy: readonly TimeSpan[];
  /** What they come from, in order of its start, not clipped to the window. */
  readonly entries: readonly BusyEntry[];
}

type Reason = BusyEntry["reason"];

/** What an event means for the person. */
function reasonOf(event: PlacedEvent, email: string | undefined): Reason {
  const status = statusOf(event);
  if (status === "cancelled") return "cancelled";
  if (isTransparent(event)) return "transparent";
  const answer = email === undefined ? undefined : attendeesOf(event).find(({ address }) => address.toLowerCase() === email.toLowerCase())?.answer;
  if (answer === "declined" || answer === "delegated") return answer;
  return status === "tentative" || answer === "tentative" ? "tentative" : "busy";
}

/**
 * When a person is busy by their calendar files: events with all their occurrences, and what VFREEBUSY components name, as few spans as possible. So that planning avoids them.
 *
 * An event is busy unless it is transparent, cancelled, or the person (`email`) declined it or handed it on; one that the person has not answered yet is busy. What is tentative counts as `isTentativeBusy` says.
 * Whole days are those of `timeZone`. An event that takes no time is not busy. See `icsOccurrences` for how several files, overrides and time zones are read.
 *
 * @throws CoachingError the faults of `icsOccurrences`
 * @example
 * ```ts
 * const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\nBEGIN:VEVENT\r\nUID:leave\r\nDTSTAMP:20261001T070000Z\r\nDTSTART;VALUE=DATE:20261005\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:lunch\r\nDTSTAMP:20261001T070000Z\r\nDTSTART:20261006T100000Z\r\nDURATION:PT1H\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
 * const { busy, entries } = busyTimes({ ics: [ics], fromAt: "2026-10-05T00:00:00Z", toAt: "2026-10-10T00:00:00Z", timeZone: "Europe/Berlin", isTentativeBusy: true });
 * busy; // => [{ startsAt: "2026-10-05T00:00:00Z", endsAt: "2026-10-05T22:00:00Z" }]
 * entries.map(({ uid, reason }) => `${uid}: ${reason}`); // => ["leave: busy", "lunch: transparent"]
 * ```
 */
export function busyTimes(input: BusyQuestion): BusyTimes {
  const question = check(BusyQuestion, input);
  const { files, departures } = readFiles(question.ics, { key: "ics", zoneData: question.zoneData });
  const window = windowOf(question);
  const reasons = new Map<PlacedEvent, Reason>();
  const spans: MillisecondSpan[] = [];
  const found: { readonly from: number; readonly entry: BusyEntry }[] = [];
  const add = ([from, before]: MillisecondSpan, entry: Omit<BusyEntry, "startsAt" | "endsAt" | "isBusy">): void => {
    if (found.length === ICS_READ_LIMITS.occurrences) throw faultAt(tooManyInAll, ["ics"], { limit: ICS_READ_LIMITS.occurrences });
    const isBusy = entry.reason === "busy" || (entry.reason === "tentative" && question.isTentativeBusy);
    if (isBusy) spans.push([Math.max(from, window.from), Math.min(before, window.before)]);
    found.push({ from, entry: { ...entry, isBusy, startsAt: named(from), endsAt: named(before) } });
  };
  for (const { event, from, before } of occurrencesIn(files, window)) {
    const reason = reasons.get(event) ?? reasonOf(event, question.email);
    reasons.set(event, reason);
    add([from, before], { uid: event.uid, fileIndex: event.fileIndex, kind: "event", reason });
  }
  for (const [fileIndex, calendars] of files.entries()) {
    for (const { uid, from, before, isTentative } of calendars.flatMap(({ taken }) => taken)) {
      if (from < window.before && before > window.from) add([from, before], { uid, fileIndex, kind: "free-busy", reason: isTentative ? "tentative" : "busy" });
    }
  }
  found.sort((left, right) => left.from - right.from);
  return { busy: unionOfSpans(spans).map(timeSpanOf), entries: found.map(({ entry }) => entry), ...departures };
}
