import { DAY, instantMillisecondsOf, offsetMillisecondsAt, type ZoneTable } from "../time/internal.js";
import type { EventRecord } from "./ics-event.js";
import type { CalendarRecord } from "./ics-file.js";
import type { Moment } from "./ics-values.js";

/** An event and the file that it stands in. */
export interface PlacedEvent extends EventRecord {
  readonly fileIndex: number;
}

/** One UID over all files: its series, and what stands in for single occurrences. */
export interface Series {
  readonly master: PlacedEvent | undefined;
  readonly overrides: readonly PlacedEvent[];
}

/** Messages that say nothing of the calendar they come from. */
const says = (method: string | undefined): boolean => !["REPLY", "REFRESH", "COUNTER", "DECLINECOUNTER"].includes(method ?? "");

/** Of two that speak of the same, the one with the higher SEQUENCE counts, then the one written later, then the one in the later file (RFC 5546 section 2.1.5). */
const replaces = (event: EventRecord, other: EventRecord): boolean => (event.sequence === other.sequence ? event.stamped >= other.stamped : event.sequence > other.sequence);

/** The instant of a moment; `floating` is the clock of the person whose calendar it is. */
export const instantIn = (moment: Moment, { zones }: EventRecord, floating: ZoneTable): number =>
  moment.form === "utc" ? moment.wall : instantMillisecondsOf((moment.form === "zoned" ? zones.tableOf(moment.timeZone) : undefined) ?? floating, moment.wall);

/** The clock that a series recurs by. */
export const clockOf = ({ start, zones }: EventRecord, floating: ZoneTable): ZoneTable | null =>
  start?.form === "zoned" ? (zones.tableOf(start.timeZone) ?? floating) : start?.form === "utc" ? null : floating;

/** What the clock of a series shows; `null` is UTC. */
export const wallAt = (clock: ZoneTable | null, instant: number): number => (clock === null ? instant : instant + offsetMillisecondsAt(clock, instant));

/** Names the occurrence that an override stands in for: by its instant, or by its date where the file has only that. */
export function occurrenceKey(event: EventRecord, master: EventRecord | undefined, floating: ZoneTable): string {
  const { recurrenceId } = event;
  if (recurrenceId === undefined) return "";
  const isDay = master?.start?.form === "date";
  if (recurrenceId.form === "date") return isDay || master === undefined ? `at ${String(instantIn(recurrenceId, event, floating))}` : `on ${String(recurrenceId.wall / DAY)}`;
  const instant = instantIn(recurrenceId, event, floating);
  return isDay ? `at ${String(instantMillisecondsOf(floating, Math.floor(wallAt(floating, instant) / DAY) * DAY))}` : `at ${String(instant)}`;
}

/** The keys that an override of the occurrence at `instant` may go by. */
export const keysOfOccurrence = (instant: number, wall: number): readonly [string, string] => [`at ${String(instant)}`, `on ${String(Math.floor(wall / DAY))}`];

/** All files as one: of each UID and RECURRENCE-ID what counts. Events without UID stand for themselves; those of METHOD:ADD stand beside their series. */
export function seriesOf(files: readonly (readonly CalendarRecord[])[], floating: ZoneTable): readonly Series[] {
  const masters = new Map<string, PlacedEvent>();
  const overrides = new Map<string, PlacedEvent[]>();
  for (const [fileIndex, calendars] of files.entries()) {
    for (const { method, events } of calendars) {
      if (!says(method)) continue;
      for (const [index, event] of events.entries()) {
        const placed: PlacedEvent = { ...event, fileIndex };
        if (event.recurrenceId !== undefined) {
          const own = overrides.get(event.uid);
          if (own === undefined) overrides.set(event.uid, [placed]);
          else own.push(placed);
          continue;
        }
        const key = event.uid === "" || method === "ADD" ? JSON.stringify([fileIndex, index]) : `uid ${event.uid}`;
        const known = masters.get(key);
        if (known === undefined || replaces(placed, known)) masters.set(key, placed);
      }
    }
  }
  const series: Series[] = [];
  for (const [key, master] of masters) series.push({ master, overrides: key.startsWith("uid ") ? latest(overrides.get(master.uid) ?? [], master, floating) : [] });
  for (const [uid, own] of overrides) if (!masters.has(`uid ${uid}`)) series.push({ master: undefined, overrides: latest(own, undefined, floating) });
  return series;
}

/** Of each occurrence the override that counts. A series that was cancelled takes those with it that were written before. */
function latest(overrides: readonly PlacedEvent[], master: PlacedEvent | undefined, floating: ZoneTable): readonly PlacedEvent[] {
  const byKey = new Map<string, PlacedEvent>();
  for (const event of overrides) {
    if (master?.method === "CANCEL" && replaces(master, event)) continue;
    const key = occurrenceKey(event, master, floating);
    const known = byKey.get(key);
    if (known === undefined || replaces(event, known)) byKey.set(key, event);
  }
  return [...byKey.values()];
}
