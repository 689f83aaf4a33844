import * as z from "zod";
import { check, type Fault, rule } from "../../error/index.js";
import { instantText, millisecondSpanOf } from "../../time/internal.js";
import { Id, type Instant } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { type PlacedSession } from "../placement/placed-session.js";
import { stepsOf } from "../placement/placement-desk.js";
import { placementModel, skillLoads } from "../placement/placement-model.js";
import { PlacementRequest } from "../placement/placement-request.js";
import { SessionPlacement } from "../placement/session-placement.js";
import { MINUTE } from "../placement/step-grid.js";
import { addedLossOf, type IntervalImpact, intervalImpacts, stepCosts } from "./interval-impact.js";
import { bookingsOf, loadOf, reportSessions, standingPlan } from "./standing-plan.js";
import { agentObstacles, type Asked, askedOf, coachObstacles, floorObstacles, type StartObstacle } from "./start-obstacles.js";

/** What bounds an explanation. */
export const EXPLANATION_LIMITS = {
  /** Starts that are listed besides the session's own; all are counted. */
  alternatives: 100,
} as const;

/** Which session's place is asked for. */
export interface PlacementQuestion {
  /** What was asked. */
  readonly request: PlacementRequest;
  /** Where sessions stand. Its sessions are read, and which requests are unplaced; nothing else is taken from it. */
  readonly placement: SessionPlacement;
  /** The session. */
  readonly requestId: Id;
  /** How many other starts are listed at most, of those that are possible and of those that are not. */
  readonly alternativeCount: number;
}
/** A start that a session could have, all others staying where they are. */
export interface StartAlternative {
  /** The start. */
  readonly startsAt: Instant;
  /** Who could lead it then, by id; empty when nobody does. */
  readonly coachIds: readonly Id[];
  /** What the session would add there, in the unit of the objective: contacts, or units of the currency. */
  readonly addedLoss: number;
  /** That less what it adds where it is. */
  readonly differenceLoss: number;
}
/** A start at which a session would cost less, but cannot be. */
export interface BlockedStart {
  /** The start. */
  readonly startsAt: Instant;
  /** What the session would add there. */
  readonly addedLoss: number;
  /** That less what it adds where it is: below zero. */
  readonly differenceLoss: number;
  /** All that is in the way. */
  readonly obstacles: readonly StartObstacle[];
}
/** Why a session stands where it does. */
export interface PlacementExplanation {
  /** The session. */
  readonly session: PlacedSession;
  /** It stands there because its request says so; then starts are weighed as if it did not. */
  readonly isPinned: boolean;
  /** What it adds where it stands, exactly, in the unit of the objective: contacts, or units of the currency. */
  readonly addedLoss: number;
  /** What it does to each staffing interval that it touches: before is without it, after with it. */
  readonly intervals: readonly IntervalImpact[];
  /** 1 where no start that it could have adds less, all others staying where they are. */
  readonly rank: number;
  /** How many starts it could have, its own among them. */
  readonly startCount: number;
  /** The next best ones, the cheapest first, then the earliest. */
  readonly alternatives: readonly StartAlternative[];
  /** Starts on shift and inside its window that would add less but are not possible, the cheapest first. */
  readonly blocked: readonly BlockedStart[];
  /** How many there are. */
  readonly blockedCount: number;
}

const unknownRequest: Fault = { code: "explain-placement.unknown_request", message: "No request has the id “{id}”.", hint: "Ask for one of the requests." };
const notPlaced: Fault = { code: "explain-placement.not_placed", message: "The request “{id}” has no place to be explained.", hint: "Its entry in unplaced says why; moveSession says what a place would cost." };

/** Schema of which session's place is asked for. */
export const PlacementQuestion = z.strictObject({ request: PlacementRequest, placement: SessionPlacement, requestId: Id, alternativeCount: z.int().min(0).max(EXPLANATION_LIMITS.alternatives) }).check(rule((question: PlacementQuestion, report) => {
  reportSessions(question, report);
  const { request, placement, requestId: id } = question;
  if (!request.requests.some(({ requestId }) => requestId === id)) report(unknownRequest, ["requestId"], { id });
  else if (!placement.sessions.some(({ requestId }) => requestId === id)) report(notPlaced, ["requestId"], { id });
})).readonly() satisfies z.ZodType<PlacementQuestion>;

/** By less than this share one start is not cheaper than another: it would be rounding. */
const DUST_RATIO = 1e-9;

const inOrder = (a: { readonly addedLoss: number; readonly step: number }, b: { readonly addedLoss: number; readonly step: number }): number => a.addedLoss - b.addedLoss || a.step - b.step;

/** Every start on shift and in the window, with what it costs and what is in its way. */
function startsOf(asked: Asked): readonly { readonly step: number; readonly addedLoss: number; readonly coachIds: readonly Id[]; readonly obstacles: readonly StartObstacle[] }[] {
  const { model, unit, load } = asked;
  const { desk } = model;
  const { grid } = desk;
  const costOf = stepCosts(model);
  const loads = skillLoads(model, unit);
  const steps = stepsOf(desk, unit);
  const [from, to] = millisecondSpanOf(unit.within);
  const first = Math.max(0, Math.ceil((from - grid.startsAt) / grid.stepMilliseconds));
  const last = Math.min(grid.stepCount - steps, Math.floor((to - unit.durationMinutes * MINUTE - grid.startsAt) / grid.stepMilliseconds));
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).flatMap((step) => {
    const ofAgents = agentObstacles(asked, step);
    if (ofAgents.some(({ reason }) => reason === "not-on-shift")) return [];
    let addedLoss = 0;
    for (const [track, amount] of loads) {
      for (let cell = track * grid.stepCount + step; cell < track * grid.stepCount + step + steps; cell += 1) addedLoss += costOf(cell, (load[cell] ?? 0) + amount) - costOf(cell, load[cell] ?? 0);
    }
    const led = [...unit.coachIds].sort(inTextOrder).map((coachId) => ({ coachId, found: coachObstacles(asked, coachId, step) }));
    const coachIds = led.filter(({ found }) => found.length === 0).map(({ coachId }) => coachId);
    const ofCoaches = coachIds.length > 0 ? [] : led.flatMap(({ found }) => found);
    return [{ step, addedLoss, coachIds, obstacles: [...ofAgents, ...ofCoaches, ...floorObstacles(asked, step)] }];
  });
}

/**
 * Why a session stands where it does: what it costs there, staffing interval by staffing interval, which other starts it could have and what they would cost, and which cheaper ones it cannot have and why, all other sessions staying where they are.
 * That a session stands not where it alone would be cheapest is no fault: it leaves the place to another one that needs it more.
 *
 * @throws CoachingError `explain-placement.unknown_request`, `explain-placement.not_placed`, `standing-plan.*`, and as `placeSessions` does for its request
 * @example
 * ```ts
 * const span = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:30:00Z" };
 * const intervals = [12, 20, 16].map((offeredContacts, place) => ({ startsAt: `2026-03-02T${["08:00", "08:30", "09:00"][place]}:00Z`, offeredContacts, handleTimeSeconds: 180 }));
 * const skills = [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals }];
 * const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span, breaks: [] }] }));
 * const coaches = [{ coachId: "kim", free: [{ startsAt: "2026-03-02T08:30:00Z", endsAt: "2026-03-02T09:30:00Z" }] }];
 * const requests = [{ requestId: "r1", modalityId: "one-on-one", agentIds: ["ada"], coachIds: ["kim"], durationMinutes: 30, within: span }];
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
 * const request = { skills, agents, unplannedShrinkageFraction: 0, coaches, requests, objective: { kind: "late-contacts" }, rules };
 * const why = explainPlacement({ request, placement: placeSessions(request), requestId: "r1", alternativeCount: 5 });
 * why.session.startsAt; // => "2026-03-02T09:00:00Z"
 * why.rank; // => 1
 * why.alternatives.map(({ startsAt }) => startsAt); // => ["2026-03-02T08:30:00Z"]
 * why.blocked.map(({ startsAt, obstacles }) => [startsAt, obstacles[0].reason]); // => [["2026-03-02T08:00:00Z", "coach-not-free"]]
 * ```
 */
export function explainPlacement(question: PlacementQuestion): PlacementExplanation {
  const { request, placement, requestId, alternativeCount } = check(PlacementQuestion, question);
  const { model: asPlaced } = standingPlan(request, placement);
  const isPinned = asPlaced.desk.pins.some((pin) => pin.request.requestId === requestId);
  const model = isPinned ? placementModel({ ...request, requests: request.requests.map(({ pinned, ...one }) => (one.requestId === requestId || pinned === undefined ? one : { ...one, pinned })) }) : asPlaced;
  const bookings = bookingsOf(model, placement.sessions);
  const own = bookings.find((booking) => booking.request.requestId === requestId);
  const session = placement.sessions.find((one) => one.requestId === requestId);
  if (own === undefined || session === undefined) throw new Error("The session was not checked.");
  const others = bookings.filter((booking) => booking !== own);
  const load = loadOf(model, others);
  const starts = startsOf(askedOf(model, own.request, { others, load }));
  const loadWith = loadOf(model, bookings);
  const addedLoss = addedLossOf(stepCosts(model), loadWith, load);
  const dust = DUST_RATIO * Math.max(1, addedLoss);
  const textOf = (step: number): string => instantText(model.desk.grid.startsAt + step * model.desk.grid.stepMilliseconds);
  const possible = starts.filter(({ obstacles, step }) => obstacles.length === 0 && step !== own.first).sort(inOrder);
  const blocked = starts.filter(({ obstacles, addedLoss: there, step }) => obstacles.length > 0 && there < addedLoss - dust && step !== own.first).sort(inOrder);
  return {
    session, isPinned, addedLoss, intervals: intervalImpacts(model, { before: load, after: loadWith }),
    rank: 1 + possible.filter((one) => one.addedLoss < addedLoss - dust).length, startCount: possible.length + 1,
    alternatives: possible.slice(0, alternativeCount).map(({ step, coachIds, addedLoss: there }) => ({ startsAt: textOf(step), coachIds, addedLoss: there, differenceLoss: there - addedLoss })),
    blocked: blocked.slice(0, alternativeCount).map(({ step, addedLoss: there, obstacles }) => ({ startsAt: textOf(step), addedLoss: there, differenceLoss: there - addedLoss, obstacles })), blockedCount: blocked.length,
  };
}
