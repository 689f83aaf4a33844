import * as z from "zod";
import { check } from "../../error/index.js";
import { NO_RESOURCE } from "../../optimization/index.js";
import { type PlacementFlaw, placementProof } from "../../optimization/internal.js";
import { millisecondsOf } from "../../time/internal.js";
import type { Id } from "../../unit/index.js";
import type { CoachingRequest } from "./coaching-request.js";
import type { PlacedSession } from "./placed-session.js";
import { pricesOf } from "./placement-certificate.js";
import { coachRanges, offMilliseconds } from "./placement-desk.js";
import { type PlacementModel, placementModel } from "./placement-model.js";
import { placementReport } from "./placement-report.js";
import { PlacementRequest } from "./placement-request.js";
import { SessionPlacement } from "./session-placement.js";
import { MINUTE } from "./step-grid.js";

/** A placement, and what it is said to answer. */
export interface ClaimedPlacement {
  /** What was asked. */
  readonly request: PlacementRequest;
  /** What is said to be the answer. */
  readonly placement: SessionPlacement;
}
/** Schema of a placement, and what it is said to answer. */
export const ClaimedPlacement = z.strictObject({ request: PlacementRequest, placement: SessionPlacement }).readonly() satisfies z.ZodType<ClaimedPlacement>;

/** What is wrong with a placement. */
export interface PlacementFault {
  /**
   * `unknown-request`: nobody asked for it; `placed-twice`; `missing`: neither placed nor listed as unplaced; `changed`: other agents, coaches, length or modality than asked for, or a pinned session moved; `start-not-allowed`: not inside shifts, windows, floors or the grid; `coach-not-allowed`: none of those who may lead it, or not free then;
   * `coach-taken-twice`, `service-floor-broken`, `agent-taken-twice`, `day-limit-broken`;
   * `loss`, `perSkill`, `proof`, `certificate`, `unplaced`, `overdue`, `assumptions`, `warnings`, `sessions`: this key says something else than what is reckoned anew.
   */
  readonly reason:
    | "unknown-request" | "placed-twice" | "missing" | "changed" | "start-not-allowed" | "coach-not-allowed" | "coach-taken-twice" | "service-floor-broken" | "agent-taken-twice" | "day-limit-broken"
    | "loss" | "perSkill" | "proof" | "certificate" | "unplaced" | "overdue" | "assumptions" | "warnings" | "sessions";
  /** The request concerned; `null` where it is the whole plan. */
  readonly requestId: Id | null;
}
/** Whether a placement is what it says. */
export interface PlacementVerdict {
  /** Nothing is wrong with it. */
  readonly isValid: boolean;
  /** What is wrong; the first 100. */
  readonly faults: readonly PlacementFault[];
  /** How good it is proved to be, reckoned anew; `null` where rules are broken. */
  readonly proof: SessionPlacement["proof"] | null;
}

const LISTED_FAULTS = 100;
/** Two machines may round `exp` differently; nothing else may differ. */
const TOLERANCE = 1e-9;

/** Whether two JSON values say the same, numbers but for rounding. */
function agrees(one: unknown, other: unknown): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) <= TOLERANCE * Math.max(1, Math.abs(one), Math.abs(other));
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && agrees(Reflect.get(one, key), Reflect.get(other, key)));
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((id, at) => id === other[at]);

/** Whether a session is what was asked for, start and coach aside. */
export const isAsAsked = ({ modalityId, agentIds, startsAt, endsAt, transitionMinutes }: PlacedSession, asked: CoachingRequest, rules: PlacementRequest["rules"]): boolean =>
  modalityId === asked.modalityId && sameIds(agentIds, asked.agentIds) && transitionMinutes === rules.transitionMinutes && Math.abs(millisecondsOf(endsAt) - millisecondsOf(startsAt) - asked.durationMinutes * MINUTE) < 1;

/** The option that a session stands for; −1 and the reason where there is none. */
export function optionOfSession({ desk, coaches, problem: { options } }: PlacementModel, unit: number, { startsAt, coachId }: Pick<PlacedSession, "startsAt" | "coachId">): number | "start-not-allowed" | "coach-not-allowed" {
  const { grid, units } = desk;
  const step = (millisecondsOf(startsAt) - grid.startsAt) / grid.stepMilliseconds;
  let isStart = false;
  for (let option = options.firstOption[unit] ?? 0; option < (options.firstOption[unit + 1] ?? 0); option += 1) {
    if (options.step[option] !== step) continue;
    isStart = true;
    const resource = options.resource[option] ?? NO_RESOURCE;
    if (resource === NO_RESOURCE ? coachId === null : coachId !== null && coaches.resources[resource]?.coachIds.includes(coachId) === true) {
      const asked = units[unit];
      const isFree = coachId === null || asked === undefined || coachRanges(desk, coachId, offMilliseconds(desk, asked)).some(([first, end]) => first <= step && step < end);
      return isFree ? option : "coach-not-allowed";
    }
  }
  return isStart ? "coach-not-allowed" : "start-not-allowed";
}

/** Where the sessions of a claimed placement stand in the model. */
export interface ReadPlacement {
  readonly unitOption: Int32Array;
  readonly coachIds: (string | null)[];
  readonly faults: PlacementFault[];
}

/** Whether a session stands where it is pinned. */
const isPinnedThere = ({ startsAt, coachId }: PlacedSession, { pinned }: CoachingRequest): boolean => pinned !== undefined && millisecondsOf(startsAt) === millisecondsOf(pinned.startsAt) && coachId === pinned.coachId;

/** Reads sessions against a model: the option and the coach of each unit, and what is wrong with them one by one. */
export function readSessions(model: PlacementModel, { sessions, unplaced }: SessionPlacement): ReadPlacement {
  const { desk: { request, units } } = model;
  const read: ReadPlacement = { unitOption: new Int32Array(units.length).fill(-1), coachIds: units.map(() => null), faults: [] };
  const asked = new Map(request.requests.map((one) => [one.requestId, one]));
  const unitOf = new Map(units.map(({ requestId }, unit) => [requestId, unit]));
  const seen = new Set<string>();
  const note = (reason: PlacementFault["reason"], requestId: string): void => { read.faults.push({ reason, requestId }); };
  for (const session of sessions) {
    const { requestId } = session;
    const one = asked.get(requestId);
    if (one === undefined || seen.has(requestId)) {
      note(one === undefined ? "unknown-request" : "placed-twice", requestId);
      continue;
    }
    seen.add(requestId);
    const unit = unitOf.get(requestId);
    if (!isAsAsked(session, one, request.rules) || (unit === undefined && !isPinnedThere(session, one))) note("changed", requestId);
    if (unit === undefined) continue;
    const option = optionOfSession(model, unit, session);
    if (typeof option === "string") note(option, requestId);
    else read.unitOption[unit] = option;
    read.coachIds[unit] = session.coachId;
  }
  const listed = new Set(unplaced.map(({ requestId }) => requestId));
  for (const requestId of asked.keys()) if (!seen.has(requestId) && !listed.has(requestId)) note("missing", requestId);
  return read;
}

/** Sessions of one coach that meet: a pool's capacity alone does not show who leads which. */
export function coachCollisions(sessions: readonly PlacedSession[]): readonly PlacementFault[] {
  const takenUntil = new Map<string, number>();
  const faults: PlacementFault[] = [];
  const timed = sessions.map((session) => ({ session, start: millisecondsOf(session.startsAt) }));
  for (const { session: { requestId, coachId, endsAt, transitionMinutes }, start } of timed.sort((a, b) => a.start - b.start)) {
    if (coachId === null) continue;
    if ((takenUntil.get(coachId) ?? -Infinity) > start) faults.push({ reason: "coach-taken-twice", requestId });
    takenUntil.set(coachId, millisecondsOf(endsAt) + transitionMinutes * MINUTE);
  }
  return faults;
}

const REASON_OF_FLAW = { "unknown-option": "start-not-allowed", "cell-over-table": "service-floor-broken", "resource-over-capacity": "coach-taken-twice", "members-too-near": "agent-taken-twice", "period-over-limit": "day-limit-broken" } as const satisfies Record<PlacementFlaw["kind"], PlacementFault["reason"]>;

const verdict = (faults: readonly PlacementFault[], proof: SessionPlacement["proof"] | null): PlacementVerdict => ({ isValid: faults.length === 0, faults: faults.slice(0, LISTED_FAULTS), proof });

/**
 * Checks a placement without solving anything: sets the problem up from the request, holds every session to every rule, reckons all losses anew, and from the certificate by weak duality what no plan can be better than. Nothing in the placement is taken on trust.
 *
 * @throws CoachingError as `placeSessions` does for its request, and `input.*`
 * @example
 * ```ts
 * const span = { startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T09:00:00Z" };
 * const intervals = [{ startsAt: "2026-03-02T08:00:00Z", offeredContacts: 20, handleTimeSeconds: 180 }, { startsAt: "2026-03-02T08:30:00Z", offeredContacts: 10, handleTimeSeconds: 180 }];
 * const skills = [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, intervals }];
 * const agents = ["ada", "ben", "cleo", "dan", "eva"].map((agentId) => ({ agentId, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...span, breaks: [] }] }));
 * const requests = [{ requestId: "r1", modalityId: "one-on-one", agentIds: ["ada"], coachIds: [], durationMinutes: 30, within: span }];
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "UTC" };
 * const request = { skills, agents, unplannedShrinkageFraction: 0, coaches: [], requests, objective: { kind: "late-contacts" }, rules };
 * const placement = placeSessions(request);
 * verifyPlacement({ request, placement }).isValid; // => true
 * const [session] = placement.sessions;
 * const moved = { ...session, startsAt: "2026-03-02T08:00:00Z", endsAt: "2026-03-02T08:30:00Z" };
 * verifyPlacement({ request, placement: { ...placement, sessions: [moved] } }).faults.map(({ reason }) => reason); // => ["loss", "perSkill", "proof"]
 * ```
 */
export function verifyPlacement(claimed: ClaimedPlacement): PlacementVerdict {
  const { request, placement } = check(ClaimedPlacement, claimed);
  const model = placementModel(request);
  const { unitOption, coachIds, faults } = readSessions(model, placement);
  faults.push(...coachCollisions(placement.sessions));
  const prices = pricesOf(model, placement.certificate);
  if (prices === null) faults.push({ reason: "certificate", requestId: null });
  if (faults.length > 0 || prices === null) return verdict(faults, null);
  const proof = placementProof(model.problem, unitOption, prices);
  if (!proof.isFeasible) return verdict(proof.flaws.map(({ kind, ...flaw }) => ({ reason: REASON_OF_FLAW[kind], requestId: "unit" in flaw ? (model.desk.units[flaw.unit]?.requestId ?? null) : null })), null);
  const anew = placementReport(model, { unitOption, coachIds, prices, proof, method: placement.proof.method });
  const keys = ["sessions", "unplaced", "loss", "perSkill", "proof", "certificate", "overdue", "assumptions", "warnings"] as const;
  return verdict(keys.filter((key) => !agrees(anew[key], placement[key])).map((reason) => ({ reason, requestId: null })), anew.proof);
}
