import { check } from "../../error/index.js";
import type { PlacementProblemColumns } from "../../optimization/index.js";
import { optionalPlacement } from "../../optimization/internal.js";
import { instantText, millisecondsOf } from "../../time/internal.js";
import type { Id, Instant } from "../../unit/index.js";
import type { PlacedSession } from "../placement/placed-session.js";
import { pinsOfDays } from "../placement/placement-desk.js";
import { type PlacementModel, placementModel } from "../placement/placement-model.js";
import { MINUTE } from "../placement/step-grid.js";
import { coachesAsBefore } from "./coach-names.js";
import { GiveBackQuestion, sessionsThatMayGo } from "./give-back-question.js";
import { addedLossOf, type IntervalImpact, intervalImpacts, stepCosts } from "./interval-impact.js";
import { inOrderOfSaving } from "./order-of-saving.js";
import { type ChangeProof, changeProof, isFreeFor, optionsOfUnit, type PricedOption, resourceOf, stepOf, withOptions } from "./price-of-change.js";
import { type Booking, bookingsOf, byStart, loadOf } from "./standing-plan.js";

/** A session that is given back without a new place. */
export interface GivenBackSession {
  /** The session as it stood. */
  readonly session: PlacedSession;
  /** What it is worth. */
  readonly sessionWorth: number;
  /** 1 for what is to be done first, among sessions given back and restored ones. */
  readonly order: number;
  /** What is saved by it when all before it in this order is done; all together are what is saved in all. */
  readonly savedLoss: number;
}
/** A session that is restored at a later start. */
export interface RestoredSession {
  /** Where it stood. */
  readonly from: PlacedSession;
  /** Where it goes. */
  readonly to: PlacedSession;
  /** 1 for what is to be done first, among sessions given back and restored ones. */
  readonly order: number;
  /** What is saved by it when all before it in this order is done; below zero where it makes room for others. */
  readonly savedLoss: number;
}
/** What is lost with and without giving back. */
export interface GiveBackLoss {
  /** What the sessions that may go add to what is given, when all stay. */
  readonly withoutAction: number;
  /** What those that stay or are restored add. */
  readonly withAction: number;
  /** What is given back is worth this. */
  readonly worthGivenBack: number;
  /** And moving costs this. */
  readonly costOfMoves: number;
}
/** Which sessions to give back now, and when to restore them. */
export interface GiveBack {
  /** Sessions without a new place, in the order in which to call them off among all changes. */
  readonly givenBack: readonly GivenBackSession[];
  /** Sessions that start later, or with another coach. */
  readonly restored: readonly RestoredSession[];
  /** Sessions that might have gone, and stay. */
  readonly keptRequestIds: readonly Id[];
  /** All sessions after: started, pinned, later, kept and restored ones; by start, then request. */
  readonly sessions: readonly PlacedSession[];
  /** In the unit of the objective. */
  readonly loss: GiveBackLoss;
  /** How sure it is that nothing costs less: loss, worth of what is given back, and moves together. */
  readonly proof: ChangeProof;
  /** Staffing intervals from `nowAt` on that change, or whose floor does not hold before or after. */
  readonly intervals: readonly IntervalImpact[];
  /** Floors that do not hold although nobody may do anything about it: without any session that may go. */
  readonly brokenFloors: readonly { readonly skillId: Id; readonly startsAt: Instant }[];
}

/** The model in which started, pinned and later sessions are given, and those that may go are to be placed. */
function modelOf({ request, placement, ...question }: GiveBackQuestion): { readonly model: PlacementModel; readonly going: readonly PlacedSession[] } {
  const going = new Map(sessionsThatMayGo({ request, placement, ...question }).map((session) => [session.requestId, session]));
  const sessionOf = new Map(placement.sessions.map((session) => [session.requestId, session]));
  const requests = request.requests.flatMap((one) => {
    const session = sessionOf.get(one.requestId);
    if (session === undefined) return [];
    return [going.has(one.requestId) ? one : { ...one, pinned: { startsAt: session.startsAt, coachId: session.coachId } }];
  });
  // frozen time and fairness are for planning ahead; the limit of the day is held by `withDayLimit` and by `closedDays`
  const { startEveryMinutes, transitionMinutes, minimumGapMinutes, isGapToBreaks, timeZone } = request.rules;
  const model = placementModel({ ...request, requests, rules: { startEveryMinutes, transitionMinutes, minimumGapMinutes, isGapToBreaks, timeZone, sessionsPerAgentDay: UNLIMITED } }, true);
  return { model, going: model.desk.units.flatMap(({ requestId }) => going.get(requestId) ?? []) };
}

/** More sessions of one agent and day than any rules allow. */
const UNLIMITED = 1000;

/** Days on which a unit's agents get no session from another day, because those that are pinned use the limit up. */
const closedDays = ({ desk }: PlacementModel, unit: number, sessionsPerAgentDay: number): ReadonlySet<number> =>
  new Set((desk.units[unit]?.agentIds ?? []).flatMap((agentId) => [...pinsOfDays(desk, agentId)].flatMap(([day, count]) => (count >= sessionsPerAgentDay ? [day] : []))));

/** The limit of the day for those who have several sessions that may go. On a day with more than it allows as many may stay as there are. */
function withDayLimit(model: PlacementModel, going: readonly PlacedSession[], sessionsPerAgentDay: number): PlacementProblemColumns {
  const { problem, desk: { dayOfStep } } = model;
  const { members } = problem;
  if (members === undefined) return problem;
  const dayCount = (dayOfStep.at(-1) ?? 0) + 1;
  const standing = new Uint32Array(members.memberCount * dayCount);
  going.forEach((session, unit) => {
    const day = dayOfStep[Math.floor(stepOf(model, session))] ?? 0;
    for (const member of members.member.subarray(members.firstMember[unit], members.firstMember[unit + 1])) standing[member * dayCount + day] = (standing[member * dayCount + day] ?? 0) + 1;
  });
  const room = standing.map((count, at) => Math.max(count, sessionsPerAgentDay - (members.periodTaken?.[at] ?? 0)));
  const periodLimit = room.reduce((most, count) => Math.max(most, count), sessionsPerAgentDay);
  return { ...problem, members: { ...members, periodLimit, periodTaken: room.map((count) => periodLimit - count) } };
}

/** What a session may do: stay, start later, or at the same time with another coach. */
function choicesOf(model: PlacementModel, unit: number, { session, question }: { readonly session: PlacedSession; readonly question: GiveBackQuestion }): readonly PricedOption[] {
  const { desk, problem } = model;
  const { grid, dayOfStep } = desk;
  const own = stepOf(model, session);
  const resource = resourceOf(model, unit, session.coachId);
  const noticed = (millisecondsOf(question.nowAt) + question.noticeMinutes * MINUTE - grid.startsAt) / grid.stepMilliseconds;
  const closed = closedDays(model, unit, question.request.rules.sessionsPerAgentDay);
  const isCoachThere = isFreeFor(model, { coachId: session.coachId, resource, step: own });
  return optionsOfUnit(problem, unit).flatMap((option): readonly PricedOption[] => {
    if (option.step === own && option.resource === resource) return isCoachThere ? [{ ...option, ownCost: 0 }] : [];
    const isLater = option.step >= Math.max(own, noticed) && (dayOfStep[option.step] === dayOfStep[own] || !closed.has(dayOfStep[option.step] ?? 0));
    return isLater ? [{ ...option, ownCost: question.changeWorth }] : [];
  });
}

/** The session at another start, or with another coach. */
function sessionAt(session: PlacedSession, start: number, coachId: Id | null): PlacedSession {
  const length = millisecondsOf(session.endsAt) - millisecondsOf(session.startsAt);
  return { ...session, coachId, startsAt: instantText(start), endsAt: instantText(start + length) };
}

/** Where each session that may go is at least cost; `null` where it is given back. */
function leastCostOf(model: PlacementModel, going: readonly PlacedSession[], question: GiveBackQuestion): { readonly after: readonly (PlacedSession | null)[]; readonly worths: readonly number[]; readonly proof: ChangeProof } {
  const { desk: { grid }, problem } = model;
  const worthOf = new Map(question.worthOfModality?.map(({ modalityId, sessionWorth }) => [modalityId, sessionWorth]));
  const worths = going.map(({ modalityId }) => worthOf.get(modalityId) ?? question.sessionWorth);
  const optional = withOptions(withDayLimit(model, going, question.request.rules.sessionsPerAgentDay), (unit) => going[unit] === undefined ? [] : choicesOf(model, unit, { session: going[unit], question }), Float64Array.from(worths));
  const { options } = optional.problem;
  const isStay = (unit: number, option: number): boolean => option >= 0 && optional.problem.options.step[option] === stepOf(model, going[unit]) && options.resource[option] === resourceOf(model, unit, going[unit]?.coachId ?? null);
  const stay = Int32Array.from(going, (_, unit) => optionsOfUnit(optional.problem, unit).find(({ option }) => isStay(unit, option))?.option ?? -1);
  const answer = optionalPlacement(optional, [stay, new Int32Array(going.length).fill(-1)]);
  const former = going.map(({ coachId }, unit) => ({ coachId, isKept: isStay(unit, answer.unitOption[unit] ?? -1) }));
  const coachIds = coachesAsBefore(model, options, { stepCount: problem.stepCount, unitOption: answer.unitOption, former });
  const after = going.map((session, unit) => {
    const option = answer.unitOption[unit] ?? -1;
    if (option < 0) return null;
    return former[unit]?.isKept === true ? session : sessionAt(session, grid.startsAt + (options.step[option] ?? 0) * grid.stepMilliseconds, coachIds[unit] ?? null);
  });
  return { after, worths, proof: changeProof(answer) };
}

/**
 * Which sessions to give back now that volume is above forecast, agents are away, or both, and when to restore them. Sessions that have started go on, and pinned ones stand; each other one that starts before `untilAt` stays, starts later inside its window, or is given back without a new place, whichever costs least together:
 * loss + worth of what is given back + what moves cost. The unit is that of the objective, so a session is worth so many late contacts, lost contacts or units of money as you would pay to hold it.
 * Floors hold after it, but for those that cannot: where they do not hold without any of these sessions they are listed, and count for nothing there. The frozen time does not hold: notice takes its place; nor do fairness and the limit of a day bind a session that stays on its day.
 * Optimal where bound and cost meet, and on small days where all that the bound leaves open can be tried; `proof` says whether.
 *
 * @throws CoachingError `give-back-question.*`, `standing-plan.*`, and as `placeSessions` does for its request
 * @example
 * ```ts
 * const span = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:30:00Z" };
 * const skillsOf = (contacts) => [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals: contacts.map((offeredContacts, place) => ({ startsAt: `2026-03-02T${["08:00", "08:30", "09:00"][place]}:00Z`, offeredContacts, handleTimeSeconds: 180 })) }];
 * const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span, breaks: [] }] }));
 * const requests = ["ada", "ben"].map((agentId) => ({ requestId: `of ${agentId}`, modalityId: "one-on-one", agentIds: [agentId], coachIds: [], durationMinutes: 30, within: span }));
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
 * const asked = { skills: skillsOf([20, 4, 14]), agents, unplannedShrinkageFraction: 0, coaches: [], requests, objective: { kind: "late-contacts" }, rules };
 * const placement = placeSessions(asked);
 * placement.sessions.map(({ startsAt }) => startsAt.slice(11, 16)); // => ["08:30", "08:30"]
 * const busy = { ...asked, skills: skillsOf([20, 26, 14]) };
 * const back = sessionsToGiveBack({ request: busy, placement, nowAt: span.startsAt, untilAt: span.endsAt, noticeMinutes: 15, sessionWorth: 1.5, changeWorth: 0 });
 * back.restored.map(({ from, to }) => [from.requestId, to.startsAt.slice(11, 16)]); // => [["of ada", "09:00"]]
 * back.givenBack.map(({ session, order }) => [session.requestId, order]); // => [["of ben", 1]]
 * back.proof.status; // => "optimal"
 * ```
 */
export function sessionsToGiveBack(given: GiveBackQuestion): GiveBack {
  const question = check(GiveBackQuestion, given);
  const { model, going } = modelOf(question);
  const { after, worths, proof } = leastCostOf(model, going, question);
  const isGoing = new Set(going.map(({ requestId }) => requestId));
  const sessions = [...question.placement.sessions.filter(({ requestId }) => !isGoing.has(requestId)), ...after.filter((session) => session !== null)].sort(byStart);
  const before = bookingsOf(model, question.placement.sessions);
  const bookingOf = new Map([...before, ...bookingsOf(model, sessions)].map((booking) => [`${booking.request.requestId} ${String(booking.first)}`, booking]));
  const booked = (session: PlacedSession): Booking => {
    const booking = bookingOf.get(`${session.requestId} ${String(stepOf(model, session))}`);
    if (booking === undefined) throw new Error(`${session.requestId} was not booked.`);
    return booking;
  };
  const costOf = stepCosts(model);
  const fixed = loadOf(model, before.filter(({ isPinned }) => isPinned));
  const [loadBefore, loadAfter] = [loadOf(model, before), loadOf(model, bookingsOf(model, sessions))];
  const changes = going.flatMap((from, unit) => (after[unit] === from ? [] : [{ from, to: after[unit] ?? null, sessionWorth: worths[unit] ?? 0 }])).sort((a, b) => byStart(a.from, b.from));
  const departures = changes.map(({ from, to }) => ({ from: booked(from), to: to === null ? null : booked(to) }));
  const turns = inOrderOfSaving(model, departures, { load: loadBefore, costOf }).map(({ departure, savedLoss }, at) => ({ ...(changes[departures.indexOf(departure)] ?? { from: null, to: null, sessionWorth: 0 }), order: at + 1, savedLoss }));
  const nowAt = millisecondsOf(question.nowAt);
  const length = model.desk.grid.parts.intervalMilliseconds * model.desk.grid.partsPerInterval;
  const isToCome = ({ startsAt }: IntervalImpact): boolean => millisecondsOf(startsAt) + length > nowAt;
  const isBelow = (service: number, { serviceFloorFraction }: IntervalImpact): boolean => serviceFloorFraction !== null && service < serviceFloorFraction - 1e-9;
  const givenBack = turns.flatMap(({ from, to, ...turn }): readonly GivenBackSession[] => (from === null || to !== null ? [] : [{ session: from, ...turn }]));
  const restored = turns.flatMap(({ from, to, order, savedLoss }): readonly RestoredSession[] => (from === null || to === null ? [] : [{ from, to, order, savedLoss }]));
  return {
    givenBack, restored, keptRequestIds: going.filter((session, unit) => after[unit] === session).map(({ requestId }) => requestId), sessions,
    loss: {
      withoutAction: addedLossOf(costOf, loadBefore, fixed), withAction: addedLossOf(costOf, loadAfter, fixed),
      worthGivenBack: givenBack.reduce((sum, { sessionWorth }) => sum + sessionWorth, 0), costOfMoves: restored.length * question.changeWorth,
    },
    proof,
    intervals: intervalImpacts(model, { before: loadBefore, after: loadAfter }, (impact) => isToCome(impact) && (isBelow(impact.serviceLevelBeforeFraction, impact) || isBelow(impact.serviceLevelAfterFraction, impact))),
    brokenFloors: intervalImpacts(model, { before: fixed, after: fixed }, (impact) => isToCome(impact) && isBelow(impact.serviceLevelAfterFraction, impact)).map(({ skillId, startsAt }) => ({ skillId, startsAt })),
  };
}
