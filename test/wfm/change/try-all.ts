import { erlangA, erlangC, type CoachingRequest, type PlacedSession, type PlacementRequest } from "coachkit/wfm";

export const minutesOf = (instant: string): number => Date.parse(instant) / 60_000;
/** A session somewhere, and what that costs besides the contacts. */
export interface Chosen {
  readonly request: CoachingRequest;
  readonly start: number;
  readonly coachId: string | null;
  readonly price: number;
}

/** What a day allows and costs, minute by minute, from nothing but the request and erlangC or erlangA: late contacts, no shrinkage, no micro-coaching. */
export function smallDay(request: PlacementRequest, { areBrokenFloorsOpen = true }: { readonly areBrokenFloorsOpen?: boolean } = {}) {
  const { skills, agents, coaches, rules } = request;
  const step = rules.startEveryMinutes;
  const origin = minutesOf(skills[0]!.intervals[0]!.startsAt);
  const interval = minutesOf(skills[0]!.intervals[1]!.startsAt) - origin;
  const end = origin + interval * skills[0]!.intervals.length;
  const part = Math.min(step, interval);
  const off = (one: CoachingRequest): number => one.durationMinutes + rules.transitionMinutes;
  const covered = (one: CoachingRequest): number => Math.ceil(off(one) / step) * step;
  const isFree = (agentId: string, from: number, to: number): boolean => agents.find((agent) => agent.agentId === agentId)!.shifts.some((shift) => minutesOf(shift.startsAt) <= from && to <= minutesOf(shift.endsAt) && shift.breaks.every((pause) => minutesOf(pause.endsAt) <= from || to <= minutesOf(pause.startsAt)));
  const isCoachFree = (coachId: string, from: number, to: number): boolean => coaches.find((coach) => coach.coachId === coachId)!.free.some((free) => minutesOf(free.startsAt) <= from && to <= minutesOf(free.endsAt));
  /** All starts and coaches that one session could have if it were alone. */
  const choicesOf = (one: CoachingRequest): readonly Chosen[] => {
    const found: Chosen[] = [];
    for (let start = origin; start + covered(one) <= end; start += step) {
      if (start < minutesOf(one.within.startsAt) || start + one.durationMinutes > minutesOf(one.within.endsAt)) continue;
      if (!one.agentIds.every((agentId) => isFree(agentId, start, start + off(one)))) continue;
      if (one.coachIds.length === 0) found.push({ request: one, start, coachId: null, price: 0 });
      for (const coachId of one.coachIds) if (isCoachFree(coachId, start, start + off(one))) found.push({ request: one, start, coachId, price: 0 });
    }
    return found;
  };
  const known = new Map<string, number>();
  const presentIn = (skillId: string, from: number, shareOf: (agentId: string) => number): number => {
    const key = `${skillId} ${String(from)}`;
    let present = known.get(key) ?? 0;
    if (!known.has(key)) for (const agent of agents) for (let minute = from; minute < from + part; minute += 1) if (isFree(agent.agentId, minute, minute + 1)) present += shareOf(agent.agentId) / part;
    known.set(key, present);
    return present;
  };
  const partOf = (skill: PlacementRequest["skills"][number], from: number, chosen: readonly Chosen[]): { readonly late: number; readonly service: number; readonly away: number; readonly isEmpty: boolean } => {
    const { offeredContacts, handleTimeSeconds } = skill.intervals[Math.floor((from - origin) / interval)]!;
    const shareOf = (agentId: string): number => agents.find((agent) => agent.agentId === agentId)!.skills.find(({ skillId }) => skillId === skill.skillId)?.shareFraction ?? 0;
    const present = presentIn(skill.skillId, from, shareOf);
    const away = chosen.filter(({ start, request: one }) => start < from + part && from < start + covered(one)).flatMap((one) => one.request.agentIds).reduce((total, agentId) => total + shareOf(agentId), 0);
    const queue = { offeredErlangs: (offeredContacts * handleTimeSeconds) / 60 / interval, agentFte: Math.max(0, Math.round((present - away) * 1e9) / 1e9), handleTimeSeconds, answerWithinSeconds: skill.target.answerWithinSeconds };
    const service = offeredContacts === 0 ? 1 : (skill.target.model === "erlang-a" ? erlangA({ ...queue, patienceSeconds: skill.target.patienceSeconds! }) : erlangC(queue)).serviceLevelFraction;
    return { late: ((offeredContacts * part) / interval) * (1 - service), service, away, isEmpty: away > present + 1e-9 };
  };
  /** Late contacts; null when sessions break a floor that holds with `fixed` alone, or take more where it does not hold and is not open. */
  const lossOf = (chosen: readonly Chosen[], fixed: readonly Chosen[] = []): number | null => {
    let sum = 0;
    for (const skill of skills) {
      for (let from = origin; from < end; from += part) {
        const [all, given] = [partOf(skill, from, [...fixed, ...chosen]), partOf(skill, from, fixed)];
        const floor = (skill.serviceFloorFraction ?? 0) - 1e-12;
        if (all.isEmpty || (all.service < floor && (given.service >= floor || (!areBrokenFloorsOpen && all.away > given.away)))) return null;
        sum += all.late;
      }
    }
    return sum;
  };
  const meets = (one: Chosen, other: Chosen): boolean => one.start < other.start + covered(other.request) && other.start < one.start + covered(one.request);
  const isNear = (one: Chosen, other: Chosen): boolean => one.start < other.start + covered(other.request) + rules.minimumGapMinutes && other.start < one.start + covered(one.request) + rules.minimumGapMinutes;
  const isShared = (one: Chosen, other: Chosen): boolean => one.request.agentIds.some((agentId) => other.request.agentIds.includes(agentId));
  const isAllowed = (one: Chosen, others: readonly Chosen[]): boolean =>
    others.every((other) => !(one.coachId !== null && one.coachId === other.coachId && meets(one, other)) && !(isShared(one, other) && isNear(one, other)))
    && one.request.agentIds.every((agentId) => others.filter((other) => other.request.agentIds.includes(agentId)).length < rules.sessionsPerAgentDay);
  /** The least of late contacts and prices together, by trying all choices and leaving out. */
  const leastCost = (lists: readonly { readonly choices: readonly Chosen[]; readonly leftOut: number }[], fixed: readonly Chosen[] = []): number => {
    let best = Infinity;
    const tryFrom = (index: number, chosen: readonly Chosen[], price: number): void => {
      const list = lists[index];
      if (list === undefined) {
        const loss = lossOf(chosen, fixed);
        if (loss !== null) best = Math.min(best, loss + price);
        return;
      }
      for (const one of list.choices) if (isAllowed(one, [...fixed, ...chosen])) tryFrom(index + 1, [...chosen, one], price + one.price);
      tryFrom(index + 1, chosen, price + list.leftOut);
    };
    tryFrom(0, [], 0);
    return best;
  };
  const chosenOf = ({ requestId, startsAt, coachId }: PlacedSession): Chosen => ({ request: request.requests.find((one) => one.requestId === requestId)!, start: minutesOf(startsAt), coachId, price: 0 });
  return { choicesOf, lossOf, isAllowed, leastCost, chosenOf };
}
