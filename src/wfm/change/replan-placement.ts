import { check } from "../../error/index.js";
import { optionalPlacement, placementCost, placementProof, provenPlacement } from "../../optimization/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import type { Id } from "../../unit/index.js";
import type { PlacedSession } from "../placement/placed-session.js";
import { type PlacementModel, placementModel } from "../placement/placement-model.js";
import { placementReport } from "../placement/placement-report.js";
import type { PlacementRequest } from "../placement/placement-request.js";
import type { SessionPlacement } from "../placement/session-placement.js";
import { MINUTE } from "../placement/step-grid.js";
import { coachesAsBefore } from "./coach-names.js";
import { type ChangeProof, changeProof, isFreeFor, optionsOfUnit, resourceOf, stepOf, withOptions } from "./price-of-change.js";
import { ReplanQuestion } from "./replan-question.js";
import { byStart } from "./standing-plan.js";
import { agentObstacles, askedOf, coachObstacles, floorObstacles, obstacle, type StartObstacle } from "./start-obstacles.js";

/** A session that stands elsewhere, or is led by somebody else. */
export interface MovedPlacement {
  /** Where it stood. */
  readonly from: PlacedSession;
  /** Where it goes. */
  readonly to: PlacedSession;
  /** `no-longer-fits`: it cannot stay, whatever the others do; `costs-less`: it could, but all together cost less with it elsewhere, the price of its change counted. */
  readonly reason: "no-longer-fits" | "costs-less";
  /** What is in the way of staying; empty where nothing is. */
  readonly obstacles: readonly StartObstacle[];
}
/** A session that stood and stands no more. */
export interface DroppedPlacement {
  /** Where it stood. */
  readonly session: PlacedSession;
  /** `request-gone`: nobody asks for it; `no-place`: it is listed as unplaced. */
  readonly reason: "request-gone" | "no-place";
}
/** What a price of change comes to. */
export interface TradeOffPoint {
  /** The price; `null` for one so high that as few move as can be. */
  readonly changeWorth: number | null;
  /** How many sessions move. */
  readonly movedCount: number;
  /** How many requests have no place. */
  readonly unplacedCount: number;
  /** What the sessions add to the given, in the unit of the objective. */
  readonly addedLoss: number;
  /** Whether it is proved that nothing is better at this price. */
  readonly isOptimal: boolean;
}
/** A placement after changes, with as little moved as is worth it. */
export interface ReplannedPlacement {
  /** Where sessions stand now. Sessions that stood before the end of the frozen time, and still can, are pinned in it. */
  readonly placement: SessionPlacement;
  /** What the placement answers: the request with those pins. Ask `verifyPlacement` with it. */
  readonly request: PlacementRequest;
  /** Sessions that stay where they were, with whom. */
  readonly keptRequestIds: readonly Id[];
  /** Sessions that move; by start before, then request. */
  readonly moved: readonly MovedPlacement[];
  /** Sessions that had no place. */
  readonly added: readonly PlacedSession[];
  /** Sessions that have none any more. */
  readonly dropped: readonly DroppedPlacement[];
  /** How sure it is that no placement leaves out as few and costs less, what moves cost counted. */
  readonly proof: ChangeProof;
  /** As few moves as can be, the price asked for, least loss whatever moves, and the prices asked for besides. */
  readonly tradeOff: readonly TradeOffPoint[];
}

/** A unit's place before; the option that is the same place, −1 where there is none. */
interface Former {
  readonly session: PlacedSession | null;
  readonly option: number;
}

/** Sessions of which nobody is in two at once: where they are, the first keeps its place. */
function withoutCollisions(sessions: readonly PlacedSession[], { requests, rules }: PlacementRequest): readonly PlacedSession[] {
  const lengthOf = new Map(requests.map(({ requestId, durationMinutes }) => [requestId, (durationMinutes + rules.transitionMinutes) * MINUTE]));
  const takenUntil = new Map<string, number>();
  return [...sessions].sort(byStart).filter(({ requestId, agentIds, coachId, startsAt }) => {
    const people = [...agentIds.map((agentId) => `agent ${agentId}`), ...(coachId === null ? [] : [`coach ${coachId}`])];
    const start = millisecondsOf(startsAt);
    if (people.some((person) => (takenUntil.get(person) ?? -Infinity) > start)) return false;
    for (const person of people) takenUntil.set(person, start + (lengthOf.get(requestId) ?? 0));
    return true;
  });
}

/** The request with what stands before the end of the frozen time pinned, where it still can be. */
function withFrozen(request: PlacementRequest, sessions: ReadonlyMap<string, PlacedSession>): PlacementRequest {
  const { freezeUntil, ...rules } = request.rules;
  if (freezeUntil === undefined) return request;
  const model = placementModel({ ...request, rules });
  const standing = model.desk.units.flatMap((unit, at) => {
    const session = sessions.get(unit.requestId);
    const isFrozen = session !== undefined && millisecondsOf(session.startsAt) < millisecondsOf(freezeUntil);
    return isFrozen && optionBefore(model, at, session) >= 0 ? [session] : [];
  });
  const frozen = new Map(withoutCollisions(standing, request).map((session) => [session.requestId, { startsAt: session.startsAt, coachId: session.coachId }]));
  return { ...request, requests: request.requests.map((one) => {
    const pinned = frozen.get(one.requestId);
    return pinned === undefined ? one : { ...one, pinned };
  }) };
}

/** The option that a session's place is; −1 where it is none any more. */
function optionBefore(model: PlacementModel, unit: number, session: PlacedSession): number {
  const [step, resource] = [stepOf(model, session), resourceOf(model, unit, session.coachId)];
  if (!isFreeFor(model, { coachId: session.coachId, resource, step })) return -1;
  return optionsOfUnit(model.problem, unit).find((option) => option.step === step && option.resource === resource)?.option ?? -1;
}

/** Prices that put first things first: a unit left out costs more than any change, any change more than any loss. */
function highPrices({ problem: { costTables, cellTable, unitCount } }: PlacementModel, changeWorth: number): { readonly leftOut: number; readonly change: number } {
  const largest = cellTable.reduce((sum, table) => sum + (costTables[table]?.at(-1) ?? 0), 0);
  const change = 2 ** Math.ceil(Math.log2(1 + largest));
  return { change, leftOut: 2 ** Math.ceil(Math.log2(1 + 2 * largest + (unitCount + 1) * Math.max(change, changeWorth))) };
}

interface Solved {
  readonly unitOption: Int32Array;
  readonly proof: ChangeProof;
  readonly addedLoss: number;
  readonly movedCount: number;
  readonly unplacedCount: number;
}

/** Places all units where that costs least, moves counted at a price; from where units were, and from the least loss. */
function solve(model: PlacementModel, former: readonly Former[], { changeWorth, leastLoss }: { readonly changeWorth: number; readonly leastLoss: Int32Array }): Solved {
  const { problem } = model;
  const { leftOut } = highPrices(model, changeWorth);
  // who has nothing to choose from is left out by any plan: pricing that would drown what is to be proved
  const leftOutCosts = Float64Array.from(former, (_, unit) => (optionsOfUnit(problem, unit).length === 0 ? 0 : leftOut));
  const optional = withOptions(problem, (unit) => {
    const { session, option: own } = former[unit] ?? { session: null, option: -1 };
    return optionsOfUnit(problem, unit).map((option) => ({ ...option, ownCost: session === null || option.option === own ? 0 : changeWorth }));
  }, leftOutCosts);
  const answer = optionalPlacement(optional, [Int32Array.from(former, ({ option }) => option), leastLoss]);
  const unplacedCount = answer.unitOption.filter((option) => option < 0).length;
  const leftOutPaid = leftOutCosts.reduce((sum, cost, unit) => ((answer.unitOption[unit] ?? -1) < 0 ? sum + cost : sum), 0);
  const movedCount = former.filter(({ session, option }, unit) => session !== null && (answer.unitOption[unit] ?? -1) >= 0 && answer.unitOption[unit] !== option).length;
  const addedLoss = placementCost(problem, answer.unitOption).totalCost ?? 0;
  const totalCost = addedLoss + movedCount * changeWorth;
  // what has no place has none in any plan that is as good; its price is no cost that anybody pays
  const proof = changeProof({ ...answer, totalCost, costBound: Math.max(0, answer.costBound - leftOutPaid) });
  return { unitOption: answer.unitOption, proof, addedLoss, movedCount, unplacedCount };
}

/** What keeps a session from staying, the other units aside. */
function obstaclesOf(model: PlacementModel, session: PlacedSession): readonly StartObstacle[] {
  const { desk } = model;
  const asked = desk.request.requests.find(({ requestId }) => requestId === session.requestId);
  if (asked === undefined) return [];
  if (asked.pinned !== undefined) return [obstacle("pinned")];
  const step = stepOf(model, session);
  if (!Number.isInteger(step)) return [obstacle("not-on-grid")];
  if (step < 0 || step >= desk.grid.stepCount) return [obstacle("outside-forecast")];
  const alone = askedOf(model, asked, { others: [], load: Float64Array.from(model.pinned) });
  return [...agentObstacles(alone, step), ...coachObstacles(alone, session.coachId, step), ...floorObstacles(alone, step)];
}

const isSamePlace = (one: PlacedSession, other: PlacedSession): boolean => millisecondsOf(one.startsAt) === millisecondsOf(other.startsAt) && one.coachId === other.coachId;

/** What became of each session, by start before or now, then request. */
function changesOf(model: PlacementModel, before: readonly PlacedSession[], after: readonly PlacedSession[]): Pick<ReplannedPlacement, "keptRequestIds" | "moved" | "added" | "dropped"> {
  const asked = new Set(model.desk.request.requests.map(({ requestId }) => requestId));
  const [was, is] = [before, after].map((sessions) => new Map(sessions.map((session) => [session.requestId, session])));
  const stood = [...before].sort(byStart);
  return {
    keptRequestIds: stood.filter((from) => { const to = is?.get(from.requestId); return to !== undefined && isSamePlace(from, to); }).map(({ requestId }) => requestId),
    moved: stood.flatMap((from): readonly MovedPlacement[] => {
      const to = is?.get(from.requestId);
      if (to === undefined || isSamePlace(from, to)) return [];
      const obstacles = obstaclesOf(model, from);
      return [{ from, to, reason: obstacles.length > 0 ? "no-longer-fits" : "costs-less", obstacles }];
    }),
    added: after.filter(({ requestId }) => was?.has(requestId) !== true),
    dropped: stood.flatMap((session): readonly DroppedPlacement[] => (is?.has(session.requestId) === true ? [] : [{ session, reason: asked.has(session.requestId) ? "no-place" : "request-gone" }])),
  };
}

/**
 * Places sessions anew after agents fell ill, coaches went away, the forecast changed, or requests came and went, with as little moved as is worth it: as few requests without a place as can be, then least [loss + `changeWorth` for each session that moves].
 * Sessions that still fit stay unless moving them saves more than that. Pinned ones stand, and so does what stood before the end of the frozen time, where it still can.
 * `tradeOff` says what other prices of change come to, from as few moves as can be to least loss. The bound within `placement` is on the loss alone, whatever moves.
 *
 * @throws CoachingError `replan-question.placed_twice`, and as `placeSessions` does for its request
 * @example
 * ```ts
 * const span = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:30:00Z" };
 * const intervals = [20, 8, 14].map((offeredContacts, place) => ({ startsAt: `2026-03-02T${["08:00", "08:30", "09:00"][place]}:00Z`, offeredContacts, handleTimeSeconds: 180 }));
 * const skills = [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals }];
 * const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span, breaks: [] }] }));
 * const requests = ["ada", "ben"].map((agentId) => ({ requestId: `of ${agentId}`, modalityId: "one-on-one", agentIds: [agentId], coachIds: [], durationMinutes: 30, within: span }));
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
 * const request = { skills, agents, unplannedShrinkageFraction: 0, coaches: [], requests, objective: { kind: "late-contacts" }, rules };
 * const placement = placeSessions(request);
 * placement.sessions.map(({ startsAt }) => startsAt.slice(11, 16)); // => ["08:30", "08:30"]
 * // ada takes a break at half past eight
 * const pause = { startsAt: "2026-03-02T08:30:00Z", endsAt: "2026-03-02T08:45:00Z" };
 * const changed = { ...request, agents: agents.map((agent) => (agent.agentId === "ada" ? { ...agent, shifts: [{ ...span, breaks: [pause] }] } : agent)) };
 * const { moved, keptRequestIds } = replanPlacement({ request: changed, placement, changeWorth: 0.5 });
 * moved.map(({ to, obstacles }) => [to.requestId, to.startsAt.slice(11, 16), obstacles[0].reason]); // => [["of ada", "09:00", "in-break"]]
 * keptRequestIds; // => ["of ben"]
 * ```
 */
export function replanPlacement(question: ReplanQuestion): ReplannedPlacement {
  const { request: asked, placement, changeWorth, tradeOff: others = [] } = check(ReplanQuestion, question);
  const sessions = new Map(placement.sessions.map((session) => [session.requestId, session]));
  const request = withFrozen(asked, sessions);
  const model = placementModel(request);
  const { problem, desk } = model;
  const former = desk.units.map(({ requestId }, unit): Former => {
    const session = sessions.get(requestId) ?? null;
    return { session, option: session === null ? -1 : optionBefore(model, unit, session) };
  });
  const engine = provenPlacement(problem);
  const solvedAt = (price: number): Solved => solve(model, former, { changeWorth: price, leastLoss: engine.unitOption });
  const least = solvedAt(changeWorth);
  const pointOf = (price: number | null, { movedCount, unplacedCount, addedLoss, proof }: Solved): TradeOffPoint => ({ changeWorth: price, movedCount, unplacedCount, addedLoss, isOptimal: proof.status === "optimal" });
  const prices = [...new Set([changeWorth, ...others, 0])].sort((a, b) => b - a);
  const tradeOff = [pointOf(null, solvedAt(highPrices(model, 0).change)), ...prices.map((price) => pointOf(price, price === changeWorth ? least : solvedAt(price)))];
  const isKept = (unit: number): boolean => former[unit]?.option !== -1 && former[unit]?.option === least.unitOption[unit];
  const coachIds = coachesAsBefore(model, problem.options, { stepCount: problem.stepCount, unitOption: least.unitOption, former: former.map(({ session }, unit) => ({ coachId: session?.coachId ?? null, isKept: isKept(unit) })) });
  const proof = placementProof(problem, least.unitOption, engine.prices);
  if (!proof.isFeasible) throw new Error(`A rule was broken: ${proof.flaws[0]?.kind ?? ""}.`);
  const replanned = placementReport(model, { unitOption: least.unitOption, coachIds, prices: engine.prices, proof, method: engine.method });
  return { placement: replanned, request, ...changesOf(model, placement.sessions, replanned.sessions), proof: least.proof, tradeOff };
}
