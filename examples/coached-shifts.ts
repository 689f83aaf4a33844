/** The sessions of the frontline example in shifts: what is asked, and two ways of placing them that planners use by hand. */
import { wfm } from "coachkit";
import { coachCalendars, requests, schedules, service } from "./invented-site.js";
import { timeZone } from "./site-people.js";

const HALF_HOUR = 1_800_000;
/** Time in which reps are not there and which no shift shows: illness, lateness. Coaching is not part of it: it stands in the plan. */
export const unplannedShrinkageFraction = 0.08;
export const placementRequest: wfm.PlacementRequest = {
  skills: [service], agents: schedules, unplannedShrinkageFraction, coaches: coachCalendars, requests, objective: { kind: "late-contacts" },
  rules: { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 2, timeZone },
};

/** How the queue is served, with the sessions of a plan or before any is planned. */
export function servedWith(coaching: readonly wfm.PlacedSession[]): wfm.StaffedSkill {
  const { skills: [skill] } = wfm.skillStaffing({ timeZone, skills: [service], agents: schedules, shrinkageFraction: unplannedShrinkageFraction, requiredAgents: "whole", coaching });
  if (skill === undefined) throw new Error("This site has a skill.");
  return skill;
}

const starts = service.intervals.map(({ startsAt }) => Date.parse(startsAt));
/** The half hours in which a person could be in a session: wholly inside the spans, outside the breaks. */
const freeStarts = (spans: readonly { readonly startsAt: string; readonly endsAt: string; readonly breaks?: readonly { readonly startsAt: string; readonly endsAt: string }[] }[]): ReadonlySet<number> =>
  new Set(spans.flatMap(({ startsAt, endsAt, breaks = [] }) => {
    const pauses = breaks.map((pause) => [Date.parse(pause.startsAt), Date.parse(pause.endsAt)] as const);
    const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)];
    return starts.filter((start) => start >= from && start + HALF_HOUR <= to && pauses.every(([begin, end]) => end <= start || begin >= start + HALF_HOUR));
  }));

/** Places the sessions one after the other: each takes the first half hour, by `rankOf`, in which its people are free. */
function oneByOne(rankOf: (start: number) => number, onTaken: (start: number, agents: number) => void): ReadonlyMap<string, number> {
  const free = new Map([...schedules.map(({ agentId, shifts }) => [agentId, new Set(freeStarts(shifts))] as const), ...coachCalendars.map((coach) => [coach.coachId, new Set(freeStarts(coach.free))] as const)]);
  return new Map(requests.flatMap(({ requestId, agentIds, coachIds, within }) => {
    const [people, from, to] = [[...agentIds, ...coachIds], Date.parse(within.startsAt), Date.parse(within.endsAt)];
    const possible = starts.filter((start) => start >= from && start < to && people.every((id) => free.get(id)?.has(start)));
    const best = possible.reduce<number | undefined>((found, start) => (found === undefined || rankOf(start) < rankOf(found) ? start : found), undefined);
    if (best === undefined) return [];
    for (const id of people) free.get(id)?.delete(best);
    onTaken(best, agentIds.length);
    return [[requestId, best] as const];
  }));
}

/** What a plan costs that somebody else made: every session is pinned where it stands, and the same model reckons its loss. */
function costOf(placed: ReadonlyMap<string, number>) {
  const pinned = requests.flatMap((request) => {
    const start = placed.get(request.requestId);
    return start === undefined ? [] : [{ ...request, pinned: { startsAt: new Date(start).toISOString().replace(".000Z", "Z"), coachId: request.coachIds[0] ?? null } }];
  });
  const { loss: { added } } = wfm.placeSessions({ ...placementRequest, requests: pinned });
  return { placedCount: placed.size, lateContacts: added.lateContacts, lostContacts: added.lostContacts ?? 0 };
}

/** Three plans by hand: the first half hour that fits; the half hour with the most agents above the required; the same, reckoned anew after each session. */
export function plansByHand(uncoached: wfm.StaffedSkill) {
  const surplus = new Map(uncoached.intervals.map(({ startsAt, staffing: { surplusFte } }) => [Date.parse(startsAt), surplusFte]));
  const rankOf = (start: number): number => -(surplus.get(start) ?? 0);
  return [
    { title: "first fit", ...costOf(oneByOne((start) => start, () => undefined)) },
    { title: "most surplus, ranked once", ...costOf(oneByOne(rankOf, () => undefined)) },
    { title: "most surplus, ranked anew each time", ...costOf(oneByOne(rankOf, (start, agents) => { surplus.set(start, (surplus.get(start) ?? 0) - agents); })) },
  ];
}
