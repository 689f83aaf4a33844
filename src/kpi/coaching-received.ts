import type { DeliveryRecords, HeldDelivery } from "../delivery/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Count, Hours, Id } from "../unit/index.js";

/** What one participant was invited to, and took part in. */
export interface CoachingReceived {
  /** The participant. */
  readonly participantId: Id;
  /** Sessions held to which the plan had invited the participant. */
  readonly invitedCount: Count;
  /** Those of them attended. */
  readonly attendedCount: Count;
  /** Those of them excused from. */
  readonly excusedCount: Count;
  /** Sessions attended beside those: as a guest, or beyond the plan. */
  readonly furtherCount: Count;
  /** Hours in all sessions attended: as recorded, or the length of the session. */
  readonly coachingHours: Hours;
}
type Received = { -readonly [Key in keyof CoachingReceived]: CoachingReceived[Key] };

/** Every participant of a plan, in order of ids, with what was received; both checked. */
export function coachingReceived({ plan, deliveries }: Pick<DeliveryRecords, "plan" | "deliveries">): readonly CoachingReceived[] {
  const received = new Map<Id, Received>();
  const meet = (participantId: Id): Received => {
    const found = received.get(participantId) ?? { participantId, invitedCount: 0, attendedCount: 0, excusedCount: 0, furtherCount: 0, coachingHours: 0 };
    received.set(participantId, found);
    return found;
  };
  for (const { participantIds } of [...plan.sessions, ...plan.unassigned]) participantIds.forEach(meet);
  for (const { participantId } of plan.coachAssignments) meet(participantId);
  const invitedTo = new Map(plan.sessions.map(({ id, participantIds }) => [id, new Set(participantIds)]));

  const countHeld = ({ sessionId, startsAt, endsAt, attendance }: HeldDelivery): void => {
    const invited = (sessionId === null ? undefined : invitedTo.get(sessionId)) ?? new Set<Id>();
    const heldMinutes = (millisecondsOf(endsAt) - millisecondsOf(startsAt)) / 60_000;
    for (const id of invited) meet(id).invitedCount += 1;
    for (const one of attendance) {
      const person = meet(one.participantId);
      const isInvited = invited.has(one.participantId);
      if (one.status === "attended") {
        person.coachingHours += (one.attendedMinutes ?? heldMinutes) / 60;
        if (isInvited) person.attendedCount += 1;
        else person.furtherCount += 1;
      } else if (one.status === "excused" && isInvited) person.excusedCount += 1;
    }
  };
  for (const delivery of deliveries) if (delivery.status === "held") countHeld(delivery);
  return [...received.values()].sort((left, right) => (left.participantId < right.participantId ? -1 : 1));
}
