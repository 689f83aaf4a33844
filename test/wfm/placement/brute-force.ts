import { erlangA, erlangC, type CoachingRequest, type PlacementRequest } from "coachkit/wfm";

const minutesOf = (instant: string): number => Date.parse(instant) / 60_000;
interface Chosen { readonly request: CoachingRequest; readonly start: number; readonly coachId: string | null }

/** Contacts of a part of a staffing interval that are not answered in time, by asking erlangC or erlangA. */
function late({ target }: PlacementRequest["skills"][number], { contacts, erlangs, seconds, agentFte }: { readonly contacts: number; readonly erlangs: number; readonly seconds: number; readonly agentFte: number }): { readonly contacts: number; readonly service: number } {
  if (contacts === 0) return { contacts: 0, service: 1 };
  const queue = { offeredErlangs: erlangs, agentFte, handleTimeSeconds: seconds, answerWithinSeconds: target.answerWithinSeconds };
  const { serviceLevelFraction } = target.model === "erlang-a" ? erlangA({ ...queue, patienceSeconds: target.patienceSeconds! }) : erlangC(queue);
  return { contacts: contacts * (1 - serviceLevelFraction), service: serviceLevelFraction };
}

/** The fewest requests without a place and the least late contacts then, by trying every start and coach: minute by minute, from nothing but the request. For late contacts, whole-step sessions, no pins. */
export function bruteForce(request: PlacementRequest): { readonly unplacedCount: number; readonly lateContacts: number } {
  const { skills, agents, coaches, requests, rules, unplannedShrinkageFraction } = request;
  const step = rules.startEveryMinutes;
  const origin = minutesOf(skills[0]!.intervals[0]!.startsAt);
  const interval = minutesOf(skills[0]!.intervals[1]!.startsAt) - origin;
  const end = origin + interval * skills[0]!.intervals.length;
  const part = Math.min(step, interval);
  const off = (one: CoachingRequest): number => one.durationMinutes + rules.transitionMinutes;
  const covered = (one: CoachingRequest): number => Math.ceil(off(one) / step) * step;
  const isFree = (agentId: string, from: number, to: number): boolean => agents.find((agent) => agent.agentId === agentId)!.shifts.some((shift) => minutesOf(shift.startsAt) <= from && to <= minutesOf(shift.endsAt) && shift.breaks.every((pause) => minutesOf(pause.endsAt) <= from || to <= minutesOf(pause.startsAt)));
  const isCoachFree = (coachId: string, from: number, to: number): boolean => coaches.find((coach) => coach.coachId === coachId)!.free.some((free) => minutesOf(free.startsAt) <= from && to <= minutesOf(free.endsAt));
  const choices = requests.map((one): readonly Chosen[] => {
    const found: Chosen[] = [];
    for (let start = origin; start + covered(one) <= end; start += step) {
      if (start < minutesOf(one.within.startsAt) || start + one.durationMinutes > minutesOf(one.within.endsAt)) continue;
      if (!one.agentIds.every((agentId) => isFree(agentId, start, start + off(one)))) continue;
      if (one.coachIds.length === 0) found.push({ request: one, start, coachId: null });
      for (const coachId of one.coachIds) if (isCoachFree(coachId, start, start + off(one))) found.push({ request: one, start, coachId });
    }
    return found;
  });
  /** Late contacts; null when a floor is broken by the sessions. */
  const lossOf = (chosen: readonly Chosen[]): number | null => {
    let sum = 0;
    for (const skill of skills) {
      for (let from = origin; from < end; from += part) {
        const { offeredContacts, handleTimeSeconds } = skill.intervals[Math.floor((from - origin) / interval)]!;
        const shareOf = (agentId: string): number => agents.find((agent) => agent.agentId === agentId)!.skills.find(({ skillId }) => skillId === skill.skillId)?.shareFraction ?? 0;
        let present = 0;
        for (const agent of agents) for (let minute = from; minute < from + part; minute += 1) if (isFree(agent.agentId, minute, minute + 1)) present += shareOf(agent.agentId) / part;
        const away = chosen.filter(({ start, request: one }) => start < from + part && from < start + covered(one)).flatMap((one) => one.request.agentIds).reduce((total, agentId) => total + shareOf(agentId), 0);
        const { contacts, service } = late(skill, { contacts: (offeredContacts * part) / interval, erlangs: (offeredContacts * handleTimeSeconds) / 60 / interval, seconds: handleTimeSeconds, agentFte: Math.max(0, Math.round((present * (1 - unplannedShrinkageFraction) - away) * 1e9) / 1e9) });
        if (away > present + 1e-9 || (away > 0 && service < (skill.serviceFloorFraction ?? 0) - 1e-12)) return null;
        sum += contacts;
      }
    }
    return sum;
  };
  const meets = (one: Chosen, other: Chosen): boolean => one.start < other.start + covered(other.request) && other.start < one.start + covered(one.request);
  const isNear = (one: Chosen, other: Chosen): boolean => one.start < other.start + off(other.request) + rules.minimumGapMinutes && other.start < one.start + off(one.request) + rules.minimumGapMinutes;
  const isShared = (one: Chosen, other: Chosen): boolean => one.request.agentIds.some((agentId) => other.request.agentIds.includes(agentId));
  const isAllowed = (one: Chosen, others: readonly Chosen[]): boolean =>
    others.every((other) => !(one.coachId !== null && one.coachId === other.coachId && meets(one, other)) && !(isShared(one, other) && isNear(one, other)))
    && one.request.agentIds.every((agentId) => others.filter((other) => other.request.agentIds.includes(agentId)).length < rules.sessionsPerAgentDay);
  let best = { unplacedCount: Infinity, lateContacts: Infinity };
  const place = (index: number, chosen: readonly Chosen[], unplacedCount: number): void => {
    if (unplacedCount > best.unplacedCount) return;
    if (index === requests.length) {
      const lateContacts = lossOf(chosen);
      if (lateContacts !== null && (unplacedCount < best.unplacedCount || lateContacts < best.lateContacts)) best = { unplacedCount, lateContacts };
      return;
    }
    for (const one of choices[index]!) if (isAllowed(one, chosen)) place(index + 1, [...chosen, one], unplacedCount);
    place(index + 1, chosen, unplacedCount + 1);
  };
  place(0, [], 0);
  return best;
}
