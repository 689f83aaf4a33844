import { type Fault, faultAt } from "../error/index.js";
import type { Session } from "../plan/index.js";
import { localTimeText, millisecondsOf, type Zones, zonesOf } from "../time/internal.js";
import type { CalendarSource } from "./calendar-export.js";
import { type EventEntry, writeEvent, writeFoot, writeHead } from "./event-writer.js";
import { octetWriter, takeOctets, writeLines } from "./octet-writer.js";
import { sessionTexts } from "./session-description.js";
import { isAsRuled, leftOutOf, type SeriesPlace, seriesPlaces, sequenceOfSeries, type SessionSeries } from "./session-series.js";
import { loneVtimezone, noteSlot, type Slot, slotOf, vtimezonesOf, type ZoneSpans } from "./session-slot.js";

/** Limits of files that are written at one go; `streamIcs` has none. */
export const ICS_WRITE_LIMITS = {
  /** Octets of one file: 64 MiB, about 150,000 sessions. */
  fileOctets: 2 ** 26,
} as const;

const tooLarge: Fault = { code: "calendar-file.too_large", message: "The file takes more than {octets} octets.", hint: "Write it with streamIcs, or a file for each person." };

/** What is read off a checked input once, whosever file is written. */
export interface CalendarBasis {
  readonly clocks: Zones;
  /** The place in a series of each session that has one. */
  readonly places: ReadonlyMap<string, SeriesPlace>;
  readonly sequences: ReadonlyMap<string, number>;
  readonly names: ReadonlyMap<string, string>;
}

/** Each zone is looked up once by its name as it is written. */
function remembered(zones: Zones): Zones {
  const tables = new Map<string, ReturnType<Zones>>();
  return (timeZone) => {
    const known = tables.get(timeZone);
    if (known !== undefined) return known;
    const table = zones(timeZone);
    tables.set(timeZone, table);
    return table;
  };
}

/** The basis of a checked input. */
export function calendarBasis({ zoneData, seriesFrom, sequences = [], contacts = [] }: Pick<CalendarSource, "zoneData" | "seriesFrom" | "sequences" | "contacts">): CalendarBasis {
  const clocks = remembered(zonesOf(zoneData));
  return {
    clocks,
    places: seriesFrom === undefined ? new Map() : seriesPlaces(seriesFrom, clocks),
    sequences: new Map(sequences.map(({ sessionId, sequence }) => [sessionId, sequence])),
    names: new Map(contacts.map(({ personId, name }) => [personId, name])),
  };
}

/** Whose file it is, and the sessions that stand in it. */
export interface CalendarView {
  readonly source: CalendarSource;
  readonly personId: string | undefined;
  readonly sessions: readonly Session[];
  /** Sessions that stood in it before and are gone. */
  readonly gone: readonly Session[];
}

/** The DTSTAMP line. */
export const stampLine = (stampedAt: string): string => `DTSTAMP:${localTimeText(millisecondsOf(stampedAt)).replaceAll(/[-:]/gu, "")}Z\r\n`;

/** The slot of each session by its place. A stream finds them twice, once for the zones and once to write: it is not to hold a large plan a second time. */
type SlotAt = (index: number) => Slot;

function slotReader(sessions: readonly Session[], clocks: Zones, isStream: boolean): SlotAt {
  const read = (session: Session | undefined): Slot => {
    if (session === undefined) throw new Error("A session was asked for that is not there.");
    return slotOf(session, clocks);
  };
  if (isStream) return (index) => read(sessions[index]);
  const slots: Slot[] = [];
  return (index) => (slots[index] ??= read(sessions[index]));
}

/** Notes every slot of a series once. */
export function seriesNoter(spans: ZoneSpans, places: CalendarBasis["places"]): (sessionId: string) => void {
  const noted = new Set<SessionSeries>();
  return (sessionId) => {
    const series = places.get(sessionId)?.series;
    if (series === undefined || noted.has(series)) return;
    noted.add(series);
    for (const slot of series.slots) noteSlot(spans, slot);
  };
}

/** The VTIMEZONE of each zone that a file of these sessions names. */
function zonesOfFile({ sessions, gone }: CalendarView, slotAt: SlotAt, { places, clocks }: CalendarBasis): ReadonlyMap<string, string> {
  const spans: ZoneSpans = new Map();
  const noteSeries = seriesNoter(spans, places);
  sessions.forEach(({ id }, index) => {
    noteSlot(spans, slotAt(index));
    noteSeries(id);
  });
  for (const session of gone) {
    noteSlot(spans, slotOf(session, clocks));
    noteSeries(session.id);
  }
  return vtimezonesOf(spans, clocks);
}

/** The events of a file: for each session its own, or its series and what differs from that. */
function* eventsOf({ source, personId, sessions }: CalendarView, { places, sequences, names }: CalendarBasis, { zones, slotAt }: { readonly zones: ReadonlyMap<string, string>; readonly slotAt: SlotAt }): Generator<EventEntry, void, undefined> {
  const textsOf = sessionTexts({ program: source.program, personId, names });
  const present = new Set(places.size === 0 ? [] : sessions.map(({ id }) => id));
  const begun = new Set<SessionSeries>();
  let index = -1;
  for (const session of sessions) {
    index += 1;
    const place = places.get(session.id);
    const { title } = session;
    const slot = slotAt(index);
    const texts = textsOf(session);
    // A rule in a zone that is written in UTC would shift with its clock.
    if (place === undefined || !zones.has(place.series.model.timeZone)) {
      yield { uidId: session.id, sequence: sequences.get(session.id) ?? 0, slot, title, texts, status: "CONFIRMED" };
      continue;
    }
    const { uidId, rule, model, slots } = place.series;
    const sequence = sequenceOfSeries(place.series, sequences);
    if (!begun.has(place.series)) {
      begun.add(place.series);
      const recurrence = { rule, leftOut: leftOutOf(place.series, (id) => present.has(id)) };
      yield { uidId, sequence, slot: slots[0] ?? place.slot, title: model.title, texts: textsOf({ ...model, week: null }), status: "CONFIRMED", recurrence };
    }
    if (!isAsRuled(session, slot, place)) yield { uidId, sequence, slot, title, texts, status: "CONFIRMED", replaces: place.slot };
  }
}

/** What is gone, as cancelled. Of a series that goes on, nothing: its rule leaves it out. */
function* endsOf({ sessions, gone }: CalendarView, { clocks, places, sequences }: CalendarBasis, zones: ReadonlyMap<string, string>): Generator<EventEntry, void, undefined> {
  const told = new Set(gone.length === 0 ? [] : sessions.map(({ id }) => places.get(id)?.series));
  for (const session of gone) {
    const place = places.get(session.id);
    if (place === undefined || !zones.has(place.series.model.timeZone)) {
      yield { uidId: session.id, sequence: sequences.get(session.id) ?? 0, slot: slotOf(session, clocks), title: session.title, status: "CANCELLED" };
    } else if (!told.has(place.series)) {
      told.add(place.series);
      const { uidId, slots, model } = place.series;
      yield { uidId, sequence: sequenceOfSeries(place.series, sequences), slot: slots[0] ?? place.slot, title: model.title, status: "CANCELLED" };
    }
  }
}

/** Octets that an event takes as a rule: room for a file is made at one go. */
const USUAL_EVENT = 512;

/** A calendar in pieces of at least `chunkOctets`, the last one excepted; with Infinity, in one piece. */
export function* calendarChunks(view: CalendarView, basis: CalendarBasis, chunkOctets: number): Generator<Uint8Array, void, undefined> {
  const { calendarName, prodId, stampedAt, uidDomain, alarmMinutesBefore } = view.source;
  const writer = octetWriter(Math.min(chunkOctets, view.sessions.length * USUAL_EVENT) + 4096);
  const slotAt = slotReader(view.sessions, basis.clocks, chunkOctets < Infinity);
  const zones = zonesOfFile(view, slotAt, basis);
  const settings = { uidDomain, stamp: stampLine(stampedAt), zones, alarmMinutesBefore };
  writeHead(writer, { prodId, name: calendarName });
  for (const zone of zones.values()) writeLines(writer, zone);
  if (view.sessions.length + view.gone.length === 0) writeLines(writer, loneVtimezone());
  for (const event of eventsOf(view, basis, { zones, slotAt })) {
    writeEvent(writer, event, settings);
    if (writer.size >= chunkOctets) yield takeOctets(writer);
    else if (writer.size > ICS_WRITE_LIMITS.fileOctets) throw faultAt(tooLarge, ["plan"], { octets: ICS_WRITE_LIMITS.fileOctets });
  }
  for (const event of endsOf(view, basis, zones)) writeEvent(writer, event, settings);
  writeFoot(writer);
  yield takeOctets(writer);
}

/** A calendar in one piece. */
export function calendarOctets(view: CalendarView, basis: CalendarBasis): Uint8Array {
  const [octets = new Uint8Array()] = calendarChunks(view, basis, Infinity);
  return octets;
}
