import { check } from "../error/index.js";
import type { Count, Fraction, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { at, type PeerField, pairsOf } from "./peer-field.js";
import { PEER_LIMITS, type PeerAbsence, PeerQuestion } from "./peer-question.js";
import type { MendedRound, SitOutReason } from "./peer-repair.js";
import { type PeerRoles, rolesByTurn, rolesOf } from "./peer-roles.js";
import { type PeerPlan, planPeers } from "./peer-rotation.js";

/** Peers who meet in a round. */
export interface PeerGroup {
  /** Who meets, by id. */
  readonly personIds: readonly Id[];
  /** Who coaches. */
  readonly coachId: Id;
  /** Who is coached. */
  readonly participantId: Id;
  /** Who observes; `null` in a pair. */
  readonly observerId: Id | null;
  /** Whether an absence has changed it. */
  readonly isMended: boolean;
}

/** Somebody who meets nobody in a round. */
export interface PeerSitOut {
  /** The person. */
  readonly personId: Id;
  /** `odd-one-out`: the size leaves somebody over; `absent`; `peer-absent`: the others of the group are; `reporting-line`: of those left, each stands above or below; `no-allowed-peer`: all members do. */
  readonly reason: SitOutReason;
}

/** A round of peer coaching. */
export interface PeerRound {
  /** Counted from 1. */
  readonly round: number;
  /** By the first id of each. */
  readonly groups: readonly PeerGroup[];
  /** By id. */
  readonly sitOuts: readonly PeerSitOut[];
}

/** What a member takes part in over all rounds. */
export interface PeerRecord {
  /** The person. */
  readonly personId: Id;
  /** Rounds without a group. */
  readonly sitOutCount: Count;
  /** Different members met, also before the first round. */
  readonly metCount: Count;
  /** Members whom the person may meet. */
  readonly allowedCount: Count;
  /** How often the person coaches. */
  readonly coachCount: Count;
  /** How often the person is coached. */
  readonly participantCount: Count;
  /** How often the person observes. */
  readonly observerCount: Count;
}

/** Groups for each round, with what they add up to. */
export interface PeerRotation {
  /** In order. */
  readonly rounds: readonly PeerRound[];
  /** By id. */
  readonly members: readonly PeerRecord[];
  /** Two who meet in a round, counted for each round. */
  readonly encounterCount: Count;
  /** Encounters of two who have met before. */
  readonly repeatCount: Count;
  /** A lower bound: no rotation in which everybody has as many encounters repeats less. Where it equals `repeatCount`, nothing better exists. */
  readonly leastRepeatCount: Count;
  /** Pairs who have met as a share of those who may; `null` when nobody may. */
  readonly coverageFraction: Fraction | null;
  /** `round-robin`: by construction, and nothing better exists; `search`: the construction was changed by a bounded search, a heuristic. */
  readonly method: "round-robin" | "search";
}

interface Tally {
  sitOut: number;
  coach: number;
  participant: number;
  observer: number;
}

/** Roles for every group that takes place: as planned where the group is, else by turn. */
function assignRoles({ planned, rounds }: PeerPlan, tallies: readonly Tally[]): ReadonlyMap<readonly number[], PeerRoles> {
  const groups = planned.flatMap((round) => round.groups);
  const own = rolesOf(tallies.length, groups);
  const byPlan = new Map(groups.map((group, index) => [group, own[index]]));
  const roles = new Map<readonly number[], PeerRoles>();
  const tally = (member: number): Tally => tallies[member] ?? { sitOut: 0, coach: 0, participant: 0, observer: 0 };
  const count = (one: PeerRoles): void => {
    tally(one.coach).coach += 1;
    tally(one.participant).participant += 1;
    if (one.observer !== null) tally(one.observer).observer += 1;
  };
  for (const isPlanned of [true, false]) {
    for (const group of rounds.flatMap((round) => round.groups)) {
      if (byPlan.has(group) !== isPlanned) continue;
      const one = byPlan.get(group) ?? rolesByTurn(group, (member) => tally(member).coach - tally(member).participant, (member) => tally(member).observer);
      roles.set(group, one);
      count(one);
    }
  }
  return roles;
}

/** How many of the others a member may meet, and how many the member has met. */
function peersOf({ memberCount, isForbidden, met }: PeerField, member: number): { readonly allowedCount: number; readonly metCount: number } {
  let [allowedCount, metCount] = [0, 0];
  for (let other = 0; other < memberCount; other += 1) {
    if (other === member) continue;
    if (at(isForbidden, memberCount, member, other) === 0) allowedCount += 1;
    if (at(met, memberCount, member, other) > 0) metCount += 1;
  }
  return { allowedCount, metCount };
}

function coverageOf({ memberCount, isForbidden, met }: PeerField): number | null {
  let [allowed, covered] = [0, 0];
  for (const [one, other] of pairsOf(Array.from({ length: memberCount }, (_, member) => member))) {
    if (at(isForbidden, memberCount, one, other) === 1) continue;
    allowed += 1;
    if (at(met, memberCount, one, other) > 0) covered += 1;
  }
  return allowed === 0 ? null : covered / allowed;
}

/** The absent of each round, counted from 0, by place. */
function absentByRound(absences: readonly PeerAbsence[], places: ReadonlyMap<string, number>): ReadonlyMap<number, ReadonlySet<number>> {
  const absent = new Map<number, Set<number>>();
  for (const { round, personId } of absences) absent.set(round - 1, (absent.get(round - 1) ?? new Set()).add(places.get(personId) ?? -1));
  return absent;
}

/**
 * Peers in pairs or triads who change from round to round: nobody meets a peer again while there is one left to meet, and nobody meets the own manager, or a manager above, or somebody below.
 *
 * Pairs follow the circle method, triads a cyclic design; rounds in which two of a reporting line or two who have met before would come together are taken last. Where these are needed, or the rounds outlast the design, members change places by a bounded search; `leastRepeatCount` says how far from the best the answer can be at most.
 * Those whom the size leaves over take turns: their sit-outs differ by one at most. An absence changes only the groups of its round that it touches: a triad goes on as a pair; somebody left alone meets another one who is, or whoever was left over, else joins a pair or sits out.
 * In each group one coaches, one is coached, and in a triad one observes. As planned, everybody coaches as often as being coached, or once more or less; groups changed by an absence go by whose turn it is.
 * The same input gives the same rounds; the order of the members does not matter.
 *
 * @throws CoachingError `peer-question.*`, `input.*`
 * @example
 * ```ts
 * const members = [{ personId: "ada", managerId: "dee" }, { personId: "ben" }, { personId: "cem" }, { personId: "dee" }];
 * const { rounds, repeatCount } = rotatePeers({ members, groupSize: 2, leftOver: "sit-out", roundCount: 2 });
 * rounds.map(({ groups }) => groups.map(({ personIds }) => personIds.join("+")).join(" ")); // => ["ada+cem ben+dee", "ada+ben cem+dee"]
 * repeatCount; // => 0
 * ```
 */
export function rotatePeers(input: PeerQuestion): PeerRotation {
  const { members, groupSize, leftOver, roundCount, alreadyMet = [], absences = [], seed = 0 } = check(PeerQuestion, input);
  const ordered = members.map(({ personId: id, managerId }) => ({ id, managerId })).sort((left, right) => inTextOrder(left.id, right.id));
  const places = new Map(ordered.map(({ id }, place) => [id, place]));
  const idOf = (place: number): string => ordered[place]?.id ?? "";
  const metBefore = alreadyMet.flatMap(([one, other]): readonly (readonly [number, number])[] => {
    const [place, otherPlace] = [places.get(one), places.get(other)];
    return place === undefined || otherPlace === undefined ? [] : [[place, otherPlace]];
  });
  const plan = planPeers({ members: ordered, size: groupSize, joins: leftOver === "join", roundCount, alreadyMet: metBefore, absent: absentByRound(absences, places), seed, budget: PEER_LIMITS.searchComparisons });
  const tallies = ordered.map((): Tally => ({ sitOut: 0, coach: 0, participant: 0, observer: 0 }));
  const roles = assignRoles(plan, tallies);
  const groupOf = (group: readonly number[], isMended: boolean): PeerGroup => {
    const { coach = 0, participant = 0, observer = null } = roles.get(group) ?? {};
    return { personIds: group.map(idOf).sort(inTextOrder), coachId: idOf(coach), participantId: idOf(participant), observerId: observer === null ? null : idOf(observer), isMended };
  };
  const rounds = plan.rounds.map(({ groups, sitOuts }: MendedRound, index): PeerRound => {
    const planned = new Set(plan.planned[index]?.groups);
    for (const { member } of sitOuts) { const tally = tallies[member]; if (tally !== undefined) tally.sitOut += 1; }
    return {
      round: index + 1,
      groups: groups.map((group) => groupOf(group, !planned.has(group))).sort((left, right) => inTextOrder(left.personIds[0] ?? "", right.personIds[0] ?? "")),
      sitOuts: sitOuts.map(({ member, reason }) => ({ personId: idOf(member), reason })).sort((left, right) => inTextOrder(left.personId, right.personId)),
    };
  });
  const records = tallies.map(({ sitOut, coach, participant, observer }, member): PeerRecord => ({ personId: idOf(member), sitOutCount: sitOut, ...peersOf(plan.field, member), coachCount: coach, participantCount: participant, observerCount: observer }));
  const { encounterCount, repeatCount, leastRepeatCount } = plan.figures;
  return { rounds, members: records, encounterCount, repeatCount, leastRepeatCount, coverageFraction: coverageOf(plan.field), method: plan.method };
}
