import type { ZoneData } from "../time/index.js";
import { findMethodDepartures, findOverrideDepartures, findRepeatedUids, findZoneDepartures } from "./ics-calendar-rules.js";
import { findCalendarDepartures, findComponentDepartures } from "./ics-component-rules.js";
import { type IcsComponent, readComponents, wordOf } from "./ics-components.js";
import { type Findings, quoted } from "./ics-departure.js";
import { type EventRecord, findTimeDepartures, readEvent } from "./ics-event.js";
import { readFreeBusy, type TakenTime } from "./ics-free-busy.js";
import { type FileZones, zonesOfCalendar } from "./ics-zones.js";

/** A calendar of a file, read. */
export interface CalendarRecord {
  /** METHOD in capitals. */
  readonly method: string | undefined;
  readonly zones: FileZones;
  readonly events: readonly EventRecord[];
  /** What its VFREEBUSY components say. */
  readonly taken: readonly TakenTime[];
}

function readCalendar(calendar: IcsComponent, zoneData: ZoneData | undefined, findings: Findings): CalendarRecord {
  findCalendarDepartures(calendar, findings);
  const method = wordOf(calendar, "METHOD");
  const zones = zonesOfCalendar(calendar, zoneData, findings);
  const reading = { findings, zones, method: method && quoted(method) };
  const events: EventRecord[] = [];
  const taken: TakenTime[] = [];
  for (const component of calendar.components) {
    findComponentDepartures(component, findings);
    if (component.name === "VEVENT") events.push(readEvent(component, reading));
    else if (component.name === "VFREEBUSY") for (const time of readFreeBusy(component, findings)) taken.push(time);
  }
  // after the events, so that a zone that an event needs and nobody knows is refused
  for (const component of calendar.components) if (component.name === "VTODO" || component.name === "VJOURNAL") findTimeDepartures(component, reading);
  const shared = calendar.components.filter(({ name }) => name === "VEVENT" || name === "VTODO");
  findRepeatedUids(shared, findings);
  findMethodDepartures(shared, method, findings);
  findOverrideDepartures(events, findings);
  findZoneDepartures(events, zones, findings);
  return { method, zones, events, taken };
}

/** The calendars of a text; all that is wrong with it is found. */
export const readFile = (text: string, zoneData: ZoneData | undefined, findings: Findings): readonly CalendarRecord[] => readComponents(text, findings).map((calendar) => readCalendar(calendar, zoneData, findings));
