import type { Session } from "../plan/index.js";
import { DAY, instantMillisecondsOf, localTimeText, millisecondsOf, offsetMillisecondsAt, type Zones, type ZoneTable } from "../time/internal.js";
import { vtimezone } from "./vtimezone.js";
import { type YearSpan, zoneRuleOf } from "./yearly-clock-rule.js";

/** A session and when it takes place: as instants, and on the wall clock of its zone as if that were UTC. */
export interface Slot {
  readonly session: Session;
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly wallStartMilliseconds: number;
  readonly wallEndMilliseconds: number;
  /** Whether a clock change makes start or end a reading that is shown twice: readers disagree about which is meant. */
  readonly isAmbiguous: boolean;
}

/** Names of UTC itself, for which a TZID is refused by some readers. */
const utcNames = /^(?:(?:Etc\/)?(?:UTC|UCT|GMT|GMT[+-]?0|Greenwich|Universal|Zulu))$/iu;

function isShownTwice(table: ZoneTable, instant: number): boolean {
  const offset = offsetMillisecondsAt(table, instant);
  return [instant - DAY, instant + DAY].some((near) => {
    const other = offsetMillisecondsAt(table, near);
    return other !== offset && offsetMillisecondsAt(table, instant + offset - other) === other;
  });
}

/** Date, wall time and zone are the record: where the instant no longer agrees with it, since the law of the zone changed after the plan was made, the record is followed and the length kept. */
function startOf({ date, startTime, startsAt }: Session, table: ZoneTable): number {
  const start = Math.floor(millisecondsOf(startsAt) / 1000) * 1000;
  const record = millisecondsOf(`${date}T${startTime}`);
  return Math.floor((start + offsetMillisecondsAt(table, start)) / 60_000) * 60_000 === record ? start : instantMillisecondsOf(table, record);
}

/** The slot of a session, to the second: RFC 5545 knows nothing finer. */
export function slotOf(session: Session, zones: Zones): Slot {
  const table = zones(session.timeZone);
  const startMilliseconds = startOf(session, table);
  const endMilliseconds = startMilliseconds + Math.floor((millisecondsOf(session.endsAt) - millisecondsOf(session.startsAt)) / 1000) * 1000;
  return {
    session,
    startMilliseconds,
    endMilliseconds,
    wallStartMilliseconds: startMilliseconds + offsetMillisecondsAt(table, startMilliseconds),
    wallEndMilliseconds: endMilliseconds + offsetMillisecondsAt(table, endMilliseconds),
    isAmbiguous: isShownTwice(table, startMilliseconds) || isShownTwice(table, endMilliseconds),
  };
}

const yearOf = (milliseconds: number): number => Number(localTimeText(milliseconds).slice(0, 4));

/** The VTIMEZONE of each zone that the slots can be written in. A zone that is missing here is written in UTC: it is UTC, or its clock follows no yearly rule in these years. */
export function vtimezonesOf(slots: readonly Slot[], zones: Zones): ReadonlyMap<string, string> {
  const spans = new Map<string, YearSpan>();
  for (const { session: { timeZone }, wallStartMilliseconds, wallEndMilliseconds, isAmbiguous } of slots) {
    if (isAmbiguous || utcNames.test(timeZone)) continue;
    const { firstYear = Infinity, lastYear = -Infinity } = spans.get(timeZone) ?? {};
    spans.set(timeZone, { timeZone, table: zones(timeZone), firstYear: Math.min(firstYear, yearOf(wallStartMilliseconds)), lastYear: Math.max(lastYear, yearOf(wallEndMilliseconds)) });
  }
  const written = new Map<string, string>();
  for (const span of spans.values()) {
    const rule = zoneRuleOf(span);
    if (rule !== undefined) written.set(span.timeZone, vtimezone(span, rule));
  }
  return written;
}

/** RFC 5545 wants a component in every calendar; in one without sessions it is this. */
export const loneVtimezone = (): string => vtimezone({ timeZone: "Etc/UTC", firstYear: 1970 }, { kind: "fixed", offsetMilliseconds: 0 });
