import type { Session } from "../plan/index.js";
import { instantText, localTimeText } from "../time/internal.js";
import { invitedTo } from "./calendar-change.js";
import type { EventEntry } from "./event-writer.js";
import type { InvitationStep } from "./invitation-steps.js";
import { invitationEvent, type MessageDesk, post, readersAmong } from "./message-desk.js";
import { hasSamePeople, isAsRuled, leftOutOf, type SeriesPlace, type SessionSeries } from "./session-series.js";
import { type Slot, slotOf } from "./session-slot.js";

/** A series in the plan before and after: its sessions that stand in calendars. */
export interface SeriesState {
  readonly series: SessionSeries;
  readonly before: readonly Session[];
  readonly after: readonly Session[];
}

/** The state of each series. */
export function seriesStates({ basis, change }: MessageDesk): (series: SessionSeries) => SeriesState {
  const standing = (sessions: readonly Session[]): ReadonlyMap<string, Session> => new Map(sessions.filter((session) => basis.places.has(session.id) && invitedTo(session).length > 0).map((session) => [session.id, session]));
  const [were, are] = [standing(change.before?.sessions ?? []), standing(change.after.sessions)];
  const states = new Map<SessionSeries, SeriesState>();
  return (series) => {
    const pick = (from: ReadonlyMap<string, Session>): readonly Session[] => series.sessionIds.flatMap((id) => from.get(id ?? "") ?? []);
    const state = states.get(series) ?? { series, before: pick(were), after: pick(are) };
    states.set(series, state);
    return state;
  };
}

/** A session as the rule of its series has it: what those know of it who know the rule alone. */
export function asRuled(session: Session, { series: { model }, slot }: SeriesPlace): Session {
  const [date = "", startTime = ""] = localTimeText(slot.wallStartMilliseconds).slice(0, 16).split("T");
  return { ...session, coachId: model.coachId, participantIds: model.participantIds, title: model.title, date, startTime, timeZone: slot.timeZone, startsAt: instantText(slot.startMilliseconds), endsAt: instantText(slot.endMilliseconds) };
}

/** Whether a session is told by the message of its series: as the rule has it, or beside it, since the same people get both. */
export const isToldBySeries = (session: Session, { series }: SeriesPlace): boolean => hasSamePeople(session, series.model);

/** The whole series as one message: the rule, the slots without a session, and what differs from the rule. */
export function postSeries(desk: MessageDesk, { series, after }: SeriesState, { sequence, reason }: { readonly sequence: number; readonly reason: InvitationStep["reason"] }): void {
  const { uidId, rule, model, slots } = series;
  const [first] = slots;
  if (first === undefined) return;
  const invited = new Set(after.flatMap(invitedTo));
  const people = invitedTo(model).filter((id) => invited.has(id));
  const present = new Set(after.map(({ id }) => id));
  const target = { uidId, sequence, replaces: undefined };
  for (const [reader, to] of readersAmong(model, people)) {
    post(desk, { method: "REQUEST", sessionIds: after.map(({ id }) => id), reason, target, to }, () => {
      const master: EventEntry = {
        ...target, slot: first, title: model.title, texts: desk.textsOf({ ...model, week: null }, reader), status: "CONFIRMED", people: desk.people.linesOf(model, people),
        recurrence: { rule, leftOut: leftOutOf(series, (id) => present.has(id)) },
      };
      const others = after.flatMap((session) => {
        const place = desk.basis.places.get(session.id);
        if (place === undefined || !isToldBySeries(session, place) || isAsRuled(session, slotOf(session, desk.basis.clocks), place)) return [];
        return [invitationEvent(desk, session, { ...target, replaces: place.slot, reader })];
      });
      return [master, ...others];
    });
  }
}

/** The end of a whole series. */
export function postSeriesEnd(desk: MessageDesk, { series, before }: SeriesState, { sequence, reason }: { readonly sequence: number; readonly reason: InvitationStep["reason"] }): void {
  const { uidId, model, slots } = series;
  const first: Slot | undefined = slots[0];
  if (first === undefined) return;
  const people = [...new Set(before.flatMap(invitedTo))];
  post(desk, { method: "CANCEL", sessionIds: before.map(({ id }) => id), reason, target: { uidId, sequence, replaces: undefined }, to: people }, () => [
    { uidId, sequence, slot: first, title: model.title, status: "CANCELLED", people: desk.people.linesOf(model, people) },
  ]);
}
