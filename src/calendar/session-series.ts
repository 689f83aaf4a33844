import type { Plan, Session } from "../plan/index.js";
import { millisecondsOf, type Zones } from "../time/internal.js";
import { type Slot, type SlotRecord, slotOf } from "./session-slot.js";
import { weeklyRhythm } from "./weekly-rhythm.js";

/** Sessions of one touchpoint with the same people that come back by one rule: as they were first published, so that the rule, its UID and its slots never change. */
export interface SessionSeries {
  /** The session that the UID is made of: the first. */
  readonly uidId: string;
  readonly rule: string;
  /** A session as the rule has it: its title, people and length are the series'. */
  readonly model: Session;
  /** When the rule lets it take place, in order. */
  readonly slots: readonly Slot[];
  /** Which session stands for which slot. */
  readonly sessionIds: readonly (string | null)[];
}

/** A session's place in its series. */
export interface SeriesPlace {
  readonly series: SessionSeries;
  /** What the rule gives it. */
  readonly slot: Slot;
}

const peopleKey = ({ coachId, participantIds }: Session): string => JSON.stringify([coachId, [...participantIds].sort()]);
const formKey = ({ startTime, title, startsAt, endsAt }: Session): string => JSON.stringify([startTime, title, millisecondsOf(endsAt) - millisecondsOf(startsAt)]);

function grouped<Entry>(entries: readonly Entry[], keyOf: (entry: Entry) => string): readonly (readonly Entry[])[] {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups.values()];
}

/** Whether the clock shows the slot's start once, as the record has it, and no change of the clock lies within: else readers of the rule disagree. */
const isPlain = ({ isAmbiguous, wallStartMilliseconds, wallEndMilliseconds, startMilliseconds, endMilliseconds }: Slot, { date, startTime }: Pick<SlotRecord, "date" | "startTime">): boolean =>
  !isAmbiguous && wallStartMilliseconds === millisecondsOf(`${date}T${startTime}`) && wallEndMilliseconds - wallStartMilliseconds === endMilliseconds - startMilliseconds;

/** The series that sessions of one touchpoint, zone and company make; `null` when they make none. */
function seriesOf(sessions: readonly Session[], zones: Zones): SessionSeries | null {
  const inOrder = [...sessions].sort((one, other) => (one.date === other.date ? 0 : one.date < other.date ? -1 : 1));
  const rhythm = weeklyRhythm(inOrder.map(({ date }) => date));
  const [model] = grouped(inOrder, formKey).reduce((most, group) => (group.length > most.length ? group : most), []);
  if (rhythm === null || model === undefined) return null;
  const slots = rhythm.dates.map((date) => slotOf({ ...model, date }, zones));
  if (!slots.every((slot, index) => isPlain(slot, { date: rhythm.dates[index] ?? "", startTime: model.startTime }))) return null;
  const sessionIds: (string | null)[] = slots.map(() => null);
  rhythm.places.forEach((place, index) => { if (place !== null) sessionIds[place] = inOrder[index]?.id ?? null; });
  const uidId = sessionIds.find((id) => id !== null);
  return uidId === undefined ? null : { uidId, rule: rhythm.rule, model, slots, sessionIds };
}

/** Every series of a plan, as it is first published. */
function seriesIn({ sessions }: Plan, zones: Zones): readonly SessionSeries[] {
  return grouped(sessions.filter(({ isScheduled }) => isScheduled), (session) => JSON.stringify([session.touchpointId, session.timeZone, peopleKey(session)]))
    .map((group) => seriesOf(group, zones))
    .filter((series) => series !== null);
}

/** The place of each session that stands in a series. */
export function seriesPlaces(plan: Plan, zones: Zones): ReadonlyMap<string, SeriesPlace> {
  const places = new Map<string, SeriesPlace>();
  for (const series of seriesIn(plan, zones)) {
    series.slots.forEach((slot, index) => {
      const id = series.sessionIds[index];
      if (id !== undefined && id !== null) places.set(id, { series, slot });
    });
  }
  return places;
}

/** Whether a session is as the rule of its series has it. */
export const isAsRuled = (session: Session, slot: Slot, place: SeriesPlace): boolean =>
  slot.timeZone === place.slot.timeZone && slot.startMilliseconds === place.slot.startMilliseconds && slot.endMilliseconds === place.slot.endMilliseconds && session.title === place.series.model.title && hasSamePeople(session, place.series.model);

/** Whether the same people meet. */
export const hasSamePeople = (one: Session, other: Session): boolean => peopleKey(one) === peopleKey(other);

/** The slots of a series whose session is not there. */
export const leftOutOf = ({ slots, sessionIds }: SessionSeries, isThere: (sessionId: string) => boolean): readonly Slot[] =>
  slots.filter((_, index) => {
    const id = sessionIds[index] ?? null;
    return id === null || !isThere(id);
  });

/** The SEQUENCE of all that shares a series' UID: some clients keep one number for it. */
export const sequenceOfSeries = ({ sessionIds }: SessionSeries, sequences: ReadonlyMap<string, number>): number =>
  sessionIds.reduce((highest, id) => Math.max(highest, id === null ? 0 : (sequences.get(id) ?? 0)), 0);
