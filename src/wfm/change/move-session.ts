import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { placementProof } from "../../optimization/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import { Id, Instant } from "../../unit/index.js";
import { pricesOf } from "../placement/placement-certificate.js";
import { offMilliseconds } from "../placement/placement-desk.js";
import { placementReport } from "../placement/placement-report.js";
import { PlacementRequest } from "../placement/placement-request.js";
import { SessionPlacement } from "../placement/session-placement.js";
import { touchedSteps } from "../placement/step-grid.js";
import { optionOfSession } from "../placement/verify-placement.js";
import { addedLossOf, type IntervalImpact, intervalImpacts, stepCosts } from "./interval-impact.js";
import { type Booking, bookingsOf, loadOf, refuseCertificate, reportSessions, type StandingPlan, standingPlan } from "./standing-plan.js";
import { agentObstacles, askedOf, coachObstacles, floorObstacles, obstacle, type StartObstacle } from "./start-obstacles.js";

/** What if one session stood elsewhere. */
export interface SessionMove {
  /** What was asked. */
  readonly request: PlacementRequest;
  /** Where sessions stand. Its sessions are read, which requests are unplaced, and the certificate. */
  readonly placement: SessionPlacement;
  /** The session; one without a place may be given one. */
  readonly requestId: Id;
  /** Its start then. */
  readonly startsAt: Instant;
  /** Who would lead it; `null` when nobody does. */
  readonly coachId: Id | null;
}
/** What would become of a placement if one session stood elsewhere. */
export interface MovedSession {
  /** Whether it can stand there, all others staying where they are. */
  readonly isFeasible: boolean;
  /** All that is in the way. */
  readonly obstacles: readonly StartObstacle[];
  /** What all sessions add to what is given (micro-coaching and pinned sessions), in the unit of the objective: contacts, or units of the currency. */
  readonly addedLossBefore: number;
  /** The same after; `null` where it cannot be said: off the grid, or over the end of the forecast. */
  readonly addedLossAfter: number | null;
  /** After less before. */
  readonly differenceLoss: number | null;
  /** What it does to each staffing interval that the session leaves or enters. */
  readonly intervals: readonly IntervalImpact[];
  /** The placement after; `null` where the session cannot stand there. */
  readonly placement: SessionPlacement | null;
}

const unknownRequest: Fault = { code: "move-session.unknown_request", message: "No request has the id “{id}”.", hint: "Ask for one of the requests." };

/** Schema of a session that might stand elsewhere. */
export const SessionMove = z.strictObject({ request: PlacementRequest, placement: SessionPlacement, requestId: Id, startsAt: Instant, coachId: Id.nullable() }).check(rule((move: SessionMove, report) => {
  reportSessions(move, report);
  if (!move.request.requests.some(({ requestId }) => requestId === move.requestId)) report(unknownRequest, ["requestId"], { id: move.requestId });
})).readonly() satisfies z.ZodType<SessionMove>;

/** The placement with one unit at another start, or with another coach. */
function placementAfter({ model, unitOption, coachIds }: StandingPlan, { unit, startsAt, coachId, placement }: { readonly unit: number; readonly startsAt: Instant; readonly coachId: Id | null; readonly placement: SessionPlacement }): SessionPlacement {
  const prices = pricesOf(model, placement.certificate) ?? refuseCertificate();
  const option = optionOfSession(model, unit, { startsAt, coachId });
  if (typeof option === "string") throw new Error(`Nothing is in the way of a start that is no option: ${option}.`);
  const after = unitOption.slice();
  after[unit] = option;
  const proof = placementProof(model.problem, after, prices);
  if (!proof.isFeasible) throw new Error(`Nothing was in the way, but ${proof.flaws[0]?.kind ?? ""}.`);
  return placementReport(model, { unitOption: after, coachIds: coachIds.map((name, at) => (at === unit ? coachId : name)), prices, proof, method: placement.proof.method });
}

/**
 * What if one session stood elsewhere, all others staying where they are: whether it can, all that is in the way if not, what that changes in each staffing interval and in all, and the placement after.
 * The bound of the placement after is the one that its certificate proved before: prices prove something of every plan.
 *
 * @throws CoachingError `move-session.unknown_request`, `standing-plan.*`, and as `placeSessions` does for its request
 * @example
 * ```ts
 * const span = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:00:00Z" };
 * const intervals = [{ startsAt: "2026-03-02T08:00:00Z", offeredContacts: 20, handleTimeSeconds: 180 }, { startsAt: "2026-03-02T08:30:00Z", offeredContacts: 10, handleTimeSeconds: 180 }];
 * const skills = [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals }];
 * const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span, breaks: [] }] }));
 * const requests = [{ requestId: "r1", modalityId: "one-on-one", agentIds: ["ada"], coachIds: [], durationMinutes: 30, within: span }];
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
 * const request = { skills, agents, unplannedShrinkageFraction: 0, coaches: [], requests, objective: { kind: "late-contacts" }, rules };
 * const moved = moveSession({ request, placement: placeSessions(request), requestId: "r1", startsAt: "2026-03-02T08:00:00Z", coachId: null });
 * moved.isFeasible; // => true
 * moved.addedLossBefore.toFixed(3); // => "0.122"
 * moved.differenceLoss.toFixed(3); // => "1.808"
 * moved.intervals.map(({ serviceLevelAfterFraction }) => serviceLevelAfterFraction.toFixed(3)); // => ["0.861", "0.998"]
 * ```
 */
export function moveSession(move: SessionMove): MovedSession {
  const { request, placement, requestId, startsAt, coachId } = check(SessionMove, move);
  const standing = standingPlan(request, placement);
  const { model } = standing;
  const { desk } = model;
  const bookings = bookingsOf(model, placement.sessions);
  const others = bookings.filter((booking) => booking.request.requestId !== requestId);
  const one = desk.request.requests.find((asked) => asked.requestId === requestId);
  if (one === undefined) throw new Error("The request was not checked.");
  const own = placement.sessions.find((session) => session.requestId === requestId);
  const [load, loadBefore] = [loadOf(model, others), loadOf(model, bookings)];
  const given = loadOf(model, bookings.filter(({ isPinned }) => isPinned));
  const costOf = stepCosts(model);
  const addedLossBefore = addedLossOf(costOf, loadBefore, given);
  const start = millisecondsOf(startsAt);
  const [first, end] = touchedSteps(desk.grid, [start, start + offMilliseconds(desk, one)]);
  const isOnGrid = start === desk.grid.startsAt + first * desk.grid.stepMilliseconds;
  if (!isOnGrid || first < 0 || end > desk.grid.stepCount) {
    return { isFeasible: false, obstacles: [obstacle(isOnGrid ? "outside-forecast" : "not-on-grid")], addedLossBefore, addedLossAfter: null, differenceLoss: null, intervals: [], placement: null };
  }
  const asked = askedOf(model, one, { others, load });
  const isSame = own !== undefined && millisecondsOf(own.startsAt) === start && own.coachId === coachId;
  const isPinned = one.pinned !== undefined;
  const obstacles = isSame ? [] : [...(isPinned ? [obstacle("pinned")] : []), ...agentObstacles(asked, first), ...coachObstacles(asked, coachId, first), ...floorObstacles(asked, first)];
  const booking: Booking = { request: one, coachId, first, end, isPinned };
  const loadAfter = loadOf(model, [...others, booking]);
  const addedLossAfter = addedLossOf(costOf, loadAfter, given);
  const isFeasible = obstacles.length === 0;
  const unit = desk.units.findIndex((asks) => asks.requestId === requestId);
  return {
    isFeasible, obstacles, addedLossBefore, addedLossAfter, differenceLoss: addedLossAfter - addedLossBefore, intervals: intervalImpacts(model, { before: loadBefore, after: loadAfter }),
    placement: !isFeasible ? null : isPinned ? placement : placementAfter(standing, { unit, startsAt, coachId, placement }),
  };
}
