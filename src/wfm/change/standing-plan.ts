import { type Fault, faultAt, type Report } from "../../error/index.js";
import { placementCost } from "../../optimization/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import { inTextOrder } from "../../unit/internal.js";
import type { CoachingRequest } from "../placement/coaching-request.js";
import type { PlacedSession } from "../placement/placed-session.js";
import { type PlacementModel, placementModel, skillLoads } from "../placement/placement-model.js";
import type { PlacementRequest } from "../placement/placement-request.js";
import type { SessionPlacement } from "../placement/session-placement.js";
import { MINUTE, touchedSteps } from "../placement/step-grid.js";
import { coachCollisions, isAsAsked, readSessions } from "../placement/verify-placement.js";

const unknownRequest: Fault = { code: "standing-plan.unknown_request", message: "No request has the id “{id}”.", hint: "Give the request that the placement answers, or correct the id." };
const placedTwice: Fault = { code: "standing-plan.placed_twice", message: "The request “{id}” was placed before.", hint: "Give each session once." };
const changed: Fault = { code: "standing-plan.changed", message: "The session “{id}” is not what its request asks for: other agents, length, modality or transition, or not where it is pinned.", hint: "Give placement and request as they belong together; after changes ask replanPlacement." };
const missing: Fault = { code: "standing-plan.missing", message: "The request “{id}” is neither placed nor listed as unplaced.", hint: "Give the whole placement." };
const breaksRules: Fault = { code: "standing-plan.breaks_rules", message: "The placement breaks a rule of its request at “{id}”: {reason}.", hint: "Give a placement that verifyPlacement finds valid." };
const otherCertificate: Fault = { code: "standing-plan.other_certificate", message: "The certificate does not belong to this request.", hint: "Give the placement as placeSessions returned it." };

/** A session that stands somewhere, over steps. */
export interface Booking {
  readonly request: CoachingRequest;
  readonly coachId: string | null;
  /** The steps that it touches, transition included: [first, end). */
  readonly first: number;
  readonly end: number;
  readonly isPinned: boolean;
}

/** Names sessions that are no answer to the request; for the rule of a schema that has both. */
export function reportSessions({ request, placement }: { readonly request: PlacementRequest; readonly placement: SessionPlacement }, report: Report): void {
  const asked = new Map(request.requests.map((one) => [one.requestId, one]));
  const seen = new Set<string>();
  for (const [index, session] of placement.sessions.entries()) {
    const { requestId: id, startsAt, coachId } = session;
    const one = asked.get(id);
    if (one === undefined) report(unknownRequest, ["placement", "sessions", index, "requestId"], { id });
    else if (seen.has(id)) report(placedTwice, ["placement", "sessions", index, "requestId"], { id });
    else if (!isAsAsked(session, one, request.rules) || (one.pinned !== undefined && (millisecondsOf(one.pinned.startsAt) !== millisecondsOf(startsAt) || one.pinned.coachId !== coachId))) report(changed, ["placement", "sessions", index], { id });
    seen.add(id);
  }
  const listed = new Set(placement.unplaced.map(({ requestId }) => requestId));
  for (const id of asked.keys()) if (!seen.has(id) && !listed.has(id)) report(missing, ["placement", "unplaced"], { id });
}

/** A placement in the model of its request: the option and the coach of each unit. */
export interface StandingPlan {
  readonly model: PlacementModel;
  readonly unitOption: Int32Array;
  readonly coachIds: readonly (string | null)[];
}

/** Reads a placement that keeps to all rules. The sessions have been held against the request. */
export function standingPlan(request: PlacementRequest, placement: SessionPlacement): StandingPlan {
  const model = placementModel(request);
  const { unitOption, coachIds, faults } = readSessions(model, placement);
  const [fault] = [...faults, ...coachCollisions(placement.sessions)];
  if (fault !== undefined) throw faultAt(breaksRules, ["placement", "sessions", placement.sessions.findIndex(({ requestId }) => requestId === fault.requestId)], { id: fault.requestId ?? "", reason: fault.reason });
  const [flaw] = placementCost(model.problem, unitOption).flaws;
  if (flaw !== undefined) throw faultAt(breaksRules, ["placement", "sessions"], { id: "unit" in flaw ? (model.desk.units[flaw.unit]?.requestId ?? "") : "", reason: flaw.kind });
  return { model, unitOption, coachIds };
}

/** Says that a certificate is none of this request. */
export const refuseCertificate = (): never => { throw faultAt(otherCertificate, ["placement", "certificate"]); };

/** The order of sessions: by start, then request. */
export const byStart = (a: PlacedSession, b: PlacedSession): number => millisecondsOf(a.startsAt) - millisecondsOf(b.startsAt) || inTextOrder(a.requestId, b.requestId);

/** Sessions over the steps of a model, in their order. */
export function bookingsOf({ desk: { grid, request } }: PlacementModel, sessions: readonly PlacedSession[]): readonly Booking[] {
  const asked = new Map(request.requests.map((one) => [one.requestId, one]));
  return sessions.flatMap(({ requestId, coachId, startsAt, transitionMinutes }) => {
    const one = asked.get(requestId);
    if (one === undefined) return [];
    const start = millisecondsOf(startsAt);
    const [first, end] = touchedSteps(grid, [start, start + (one.durationMinutes + transitionMinutes) * MINUTE]);
    return [{ request: one, coachId, first, end, isPinned: one.pinned !== undefined }];
  });
}

/** The cells that a session touches, by skill × stepCount + step, and what it takes off each, in quanta. */
export function cellsOf(model: PlacementModel, { request, first, end }: Booking): readonly (readonly [cell: number, amount: number])[] {
  const { stepCount } = model.desk.grid;
  return skillLoads(model, request).flatMap(([track, amount]) => Array.from({ length: end - first }, (_, at) => [track * stepCount + first + at, amount] as const));
}

/** What sessions take off each skill in each step, in quanta, by skill × stepCount + step. */
export function loadOf(model: PlacementModel, bookings: readonly Booking[]): Float64Array {
  const load = new Float64Array(model.problem.cellTable.length);
  for (const booking of bookings) for (const [cell, amount] of cellsOf(model, booking)) load[cell] = (load[cell] ?? 0) + amount;
  return load;
}
