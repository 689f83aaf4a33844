import type { Session } from "../plan/index.js";
import { DAY, instantMillisecondsOf, localTimeText, millisecondsOf, offsetMillisecondsAt, type Zones, type ZoneTable } from "../time/internal.js";
import { vtimezone } from "./vtimezone.js";
import { zoneRuleOf } from "./yearly-clock-rule.js";

/** What of a session says when it takes place. */
export type SlotRecord = Pick<Session, "date" | "startTime" | "timeZone" | "startsAt" | "endsAt">;

/** When a session takes place: as instants, and on the wall clock of its zone as if that were UTC. */
export interface Slot {
  readonly timeZone: string;
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly wallStartMilliseconds: number;
  readonly wallEndMilliseconds: number;
  /** Whether a clock change makes start or end a reading that is shown twice: readers disagree about which is meant. */
  readonly isAmbiguous: boolean;
}

/** Names of UTC itself, for which a TZID is refused by some readers. */
const utcNames = /^(?:(?:Etc\/)?(?:UTC|UCT|GMT|GMT[+-]?0|Greenwich|Universal|Zulu))$/iu;

function isShownTwice(table: ZoneTable, instant: number, offset: number): boolean {
  const [before, after] = [offsetMillisecondsAt(table, instant - DAY), offsetMillisecondsAt(table, instant + DAY)];
  if (before === offset && after === offset) return false;
  return [before, after].some((other) => other !== offset && offsetMillisecondsAt(table, instant + offset - other) === other);
}

const wholeSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000) * 1000;

/** Date, wall time and zone are the record: where the instant no longer agrees with it, since the law of the zone changed after the plan was made, the record is followed and the length kept. */
function startOf({ date, startTime }: SlotRecord, stored: number, table: ZoneTable): number {
  const record = millisecondsOf(`${date}T${startTime}`);
  return Math.floor((stored + offsetMillisecondsAt(table, stored)) / 60_000) * 60_000 === record ? stored : instantMillisecondsOf(table, record);
}

/** The slot of a session, to the second: RFC 5545 knows nothing finer. */
export function slotOf(record: SlotRecord, zones: Zones): Slot {
  const { timeZone, startsAt, endsAt } = record;
  const table = zones(timeZone);
  const stored = millisecondsOf(startsAt);
  const startMilliseconds = startOf(record, wholeSeconds(stored), table);
  const endMilliseconds = startMilliseconds + wholeSeconds(millisecondsOf(endsAt) - stored);
  const [startOffset, endOffset] = [offsetMillisecondsAt(table, startMilliseconds), offsetMillisecondsAt(table, endMilliseconds)];
  return {
    timeZone,
    startMilliseconds,
    endMilliseconds,
    wallStartMilliseconds: startMilliseconds + startOffset,
    wallEndMilliseconds: endMilliseconds + endOffset,
    isAmbiguous: isShownTwice(table, startMilliseconds, startOffset) || isShownTwice(table, endMilliseconds, endOffset),
  };
}

const yearOf = (milliseconds: number): number => Number(localTimeText(milliseconds).slice(0, 4));

/** From when to when each zone is named, on its wall clock. */
export type ZoneSpans = Map<string, { first: number; last: number }>;

/** Notes that a slot is named. One that stands in UTC needs no zone. */
export function noteSlot(spans: ZoneSpans, { timeZone, wallStartMilliseconds, wallEndMilliseconds, isAmbiguous }: Slot): void {
  if (isAmbiguous) return;
  const span = spans.get(timeZone);
  if (span === undefined) spans.set(timeZone, { first: wallStartMilliseconds, last: wallEndMilliseconds });
  else {
    if (wallStartMilliseconds < span.first) span.first = wallStartMilliseconds;
    if (wallEndMilliseconds > span.last) span.last = wallEndMilliseconds;
  }
}

/** The VTIMEZONE of each zone that can be written. A zone that is missing here is written in UTC: it is UTC, or its clock follows no yearly rule in these years. */
export function vtimezonesOf(spans: ZoneSpans, zones: Zones): ReadonlyMap<string, string> {
  const written = new Map<string, string>();
  for (const [timeZone, { first, last }] of spans) {
    if (utcNames.test(timeZone)) continue;
    const span = { timeZone, table: zones(timeZone), firstYear: yearOf(first), lastYear: yearOf(last) };
    const rule = zoneRuleOf(span);
    if (rule !== undefined) written.set(timeZone, vtimezone(span, rule));
  }
  return written;
}

/** RFC 5545 wants a component in every calendar; in one without sessions it is this. */
export const loneVtimezone = (): string => vtimezone({ timeZone: "Etc/UTC", firstYear: 1970 }, { kind: "fixed", offsetMilliseconds: 0 });
