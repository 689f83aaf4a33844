import type { Plan } from "../plan/index.js";
import type { Count, Id } from "../unit/index.js";
import type { Delivery, HeldDelivery } from "./delivery.js";

/** How a touchpoint went, counted in places: a session counts once for each of its participants, so that a cancelled group of twelve weighs more than a cancelled one-to-one. */
export interface PlaceCounts {
  /** Planned: places of sessions, and of what the plan left unassigned. */
  readonly plannedCount: Count;
  /** Planned, but the plan found no session for it. */
  readonly unassignedCount: Count;
  /** Taken by a journal in place of the session. They count as delivered and attended: the work was done in writing. */
  readonly replacedCount: Count;
  /** Offered in sessions that were held, with guests and sessions beyond the plan, or replaced by a journal. */
  readonly deliveredCount: Count;
  /** Attended, or done in a journal. */
  readonly attendedCount: Count;
  /** Lost in cancelled sessions. */
  readonly cancelledCount: Count;
  /** Lost in sessions to which nobody came. */
  readonly noShowCount: Count;
  /** Of sessions that no record speaks of. They count as not delivered. */
  readonly unrecordedCount: Count;
}

type PlaceTally = { -readonly [Key in keyof PlaceCounts]: PlaceCounts[Key] };

/** What was planned for one participant, and attended, by touchpoint. */
export type PersonTally = Map<Id, { planned: number; attended: number }>;

/** Places by touchpoint, and each participant's part. */
export interface SessionTally {
  readonly touchpoints: ReadonlyMap<Id, PlaceCounts>;
  readonly participants: ReadonlyMap<Id, PersonTally>;
}

/** Nothing planned, nothing delivered. */
export const emptyTally = (): PlaceTally => ({ plannedCount: 0, unassignedCount: 0, replacedCount: 0, deliveredCount: 0, attendedCount: 0, cancelledCount: 0, noShowCount: 0, unrecordedCount: 0 });

const lostTo = { cancelled: "cancelledCount", "no-show": "noShowCount", unrecorded: "unrecordedCount" } as const;

function entryOf<Value>(map: Map<Id, Value>, id: Id, make: () => Value): Value {
  const found = map.get(id) ?? make();
  map.set(id, found);
  return found;
}

/** What was done in a journal counts as delivered. */
function countReplaced(places: PlaceTally, participantIds: readonly Id[], partOf: (id: Id) => { attended: number }): void {
  for (const key of ["replacedCount", "deliveredCount", "attendedCount"] as const) places[key] += participantIds.length;
  for (const id of participantIds) partOf(id).attended += 1;
}

/** Counts a plan and its deliveries, both checked, in one pass each: first what was planned, so that participants stand in the plan's order, then what became of it. */
export function tallySessions(plan: Plan, deliveries: readonly Delivery[]): SessionTally {
  const touchpoints = new Map<Id, PlaceTally>();
  const participants = new Map<Id, PersonTally>();
  const placesOf = (touchpointId: Id): PlaceTally => entryOf(touchpoints, touchpointId, emptyTally);
  const personOf = (participantId: Id): PersonTally => entryOf(participants, participantId, (): PersonTally => new Map());
  const partOf = (participantId: Id, touchpointId: Id) => entryOf(personOf(participantId), touchpointId, () => ({ planned: 0, attended: 0 }));

  for (const { touchpointId, participantIds } of [...plan.sessions, ...plan.unassigned]) {
    placesOf(touchpointId).plannedCount += participantIds.length;
    for (const id of participantIds) partOf(id, touchpointId).planned += 1;
  }
  for (const { touchpointId, participantIds, reason } of plan.unassigned) {
    const places = placesOf(touchpointId);
    if (reason !== "replaced-by-journal") places.unassignedCount += participantIds.length;
    else countReplaced(places, participantIds, (id) => partOf(id, touchpointId));
  }
  for (const { participantId } of plan.coachAssignments) personOf(participantId);

  const countHeld = ({ touchpointId, attendance }: HeldDelivery, invitedIds: readonly Id[]): void => {
    const attendees = attendance.filter(({ status }) => status === "attended").map(({ participantId }) => participantId);
    const places = placesOf(touchpointId);
    places.deliveredCount += new Set([...invitedIds, ...attendees]).size;
    places.attendedCount += attendees.length;
    for (const id of attendees) partOf(id, touchpointId).attended += 1;
  };
  const records = new Map(deliveries.map((delivery) => [delivery.sessionId, delivery]));
  for (const { id, touchpointId, participantIds } of plan.sessions) {
    const record = records.get(id);
    if (record?.status === "held") countHeld(record, participantIds);
    else placesOf(touchpointId)[lostTo[record?.status ?? "unrecorded"]] += participantIds.length;
  }
  for (const delivery of deliveries) if (delivery.status === "held" && delivery.sessionId === null) countHeld(delivery, []);
  return { touchpoints, participants };
}
