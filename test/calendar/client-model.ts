import ICAL from "ical.js";

/** A component that a client keeps: the newest of its UID and RECURRENCE-ID. */
interface Kept {
  readonly uid: string;
  readonly recurrenceId: string | null;
  readonly sequence: number;
  readonly stampedAt: string;
  readonly isOff: boolean;
  readonly component: ICAL.Component;
}

/** What a client shows. */
interface ShownEvent {
  readonly uid: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly title: string;
}

/** A small model of a calendar client, by RFC 5546 section 2.1.5: of two components with one UID and one RECURRENCE-ID, the higher SEQUENCE counts, then the later DTSTAMP. */
export interface ClientModel {
  readonly take: (ics: string) => void;
  readonly shown: () => readonly ShownEvent[];
}

const instant = (time: { toUnixTime: () => number }): string => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");

function componentsOf(ics: string): readonly Kept[] {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const method = calendar.getFirstPropertyValue("method");
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const recurrenceId = component.getFirstPropertyValue("recurrence-id") as ICAL.Time | null;
    return { uid: event.uid, recurrenceId: recurrenceId === null ? null : instant(recurrenceId), sequence: event.sequence, stampedAt: instant(component.getFirstPropertyValue("dtstamp") as ICAL.Time), isOff: method === "CANCEL" || component.getFirstPropertyValue("status") === "CANCELLED", component };
  });
}

const isNewer = (one: Kept, other: Kept): boolean => one.sequence > other.sequence || (one.sequence === other.sequence && one.stampedAt >= other.stampedAt);

function* occurrencesOf({ component }: Kept): Generator<readonly [start: ICAL.Time, end: ICAL.Time]> {
  const event = new ICAL.Event(component);
  if (!event.isRecurring()) {
    yield [event.startDate, event.endDate];
    return;
  }
  const iterator = event.iterator();
  for (let next = iterator.next() as ICAL.Time | undefined; next; next = iterator.next() as ICAL.Time | undefined) {
    const end = next.clone();
    end.addDuration(event.duration);
    yield [next, end];
  }
}

export function clientModel(): ClientModel {
  const store = new Map<string, Kept>();
  return {
    take: (ics) => {
      for (const component of componentsOf(ics)) {
        const key = JSON.stringify([component.uid, component.recurrenceId]);
        const known = store.get(key);
        if (known === undefined || isNewer(component, known)) store.set(key, component);
      }
    },
    shown: () => {
      const events: ShownEvent[] = [];
      for (const kept of store.values()) {
        const whole = store.get(JSON.stringify([kept.uid, null]));
        // what is told of the whole later than of an occurrence holds for that too
        if (kept.isOff || (kept.recurrenceId !== null && whole !== undefined && whole.sequence > kept.sequence)) continue;
        if (kept.recurrenceId !== null && whole?.isOff === true && whole.sequence === kept.sequence) continue;
        for (const [start, end] of occurrencesOf(kept)) {
          const own = kept.recurrenceId === null ? store.get(JSON.stringify([kept.uid, instant(start)])) : undefined;
          if (own !== undefined && own.sequence >= kept.sequence) continue;
          events.push({ uid: kept.uid, startsAt: instant(start), endsAt: instant(end), title: new ICAL.Event(kept.component).summary });
        }
      }
      return events.sort((one, other) => (one.startsAt + one.uid < other.startsAt + other.uid ? -1 : 1));
    },
  };
}
