import { type Fault, faultAt } from "../../error/index.js";
import { millisecondsOf } from "../../time/internal.js";
import type { PlacementDesk } from "./placement-desk.js";
import type { PlacementAssumptions } from "./session-placement.js";
import { paidSpans } from "./start-ranges.js";
import { MINUTE } from "./step-grid.js";

const tooMuch: Fault = { code: "micro-coaching.too_much", message: "Micro-coaching takes {percent} % of paid time, above {limit} %.", hint: "Coach after a smaller share of contacts, or give maximumPaidFraction if it is meant." };

/** What micro-coaching comes to by default at most: a tenth of paid time. Heuristic. */
const MAXIMUM_PAID_FRACTION = 0.1;

/** What micro-coaching takes: its sum, and by day which share of the contacts meant it follows when the limit of agents is kept. */
export interface MicroLoad {
  readonly assumptions: NonNullable<PlacementAssumptions["microCoaching"]>;
  readonly minutesOfContact: (skillId: string, day: number) => number;
}

/** Reckons micro-coaching: contacts × share, at most the limit times the agents whose shift starts that day. Null where there is none. */
export function microLoad({ request, grid, dayOfStep, agents }: PlacementDesk): MicroLoad | null {
  const { microCoaching, skills } = request;
  if (microCoaching === undefined) return null;
  const { durationMinutes, contactShareFraction, perAgentDayLimit, maximumPaidFraction = MAXIMUM_PAID_FRACTION } = microCoaching;
  const counted = new Set(microCoaching.skillIds ?? skills.map(({ skillId }) => skillId));
  const dayCount = (dayOfStep.at(-1) ?? 0) + 1;
  const dayAt = (instant: number): number => dayOfStep[Math.floor((instant - grid.startsAt) / grid.stepMilliseconds)] ?? 0;
  const [meant, agentDays] = [new Float64Array(dayCount), new Float64Array(dayCount)];
  for (const { skillId, intervals } of skills) {
    if (counted.has(skillId)) for (const { startsAt, offeredContacts } of intervals) meant[dayAt(millisecondsOf(startsAt))] = (meant[dayAt(millisecondsOf(startsAt))] ?? 0) + offeredContacts * contactShareFraction;
  }
  let paidMilliseconds = 0;
  for (const agent of agents.values()) {
    const days = new Set<number>();
    for (const [start, end] of paidSpans(agent)) {
      const [from, to] = [Math.max(start, grid.startsAt), Math.min(end, grid.endsAt)];
      if (to <= from) continue;
      paidMilliseconds += to - from;
      days.add(dayAt(from));
    }
    for (const day of days) agentDays[day] = (agentDays[day] ?? 0) + 1;
  }
  const kept = meant.map((events, day) => (events === 0 ? 0 : Math.min(1, (perAgentDayLimit * (agentDays[day] ?? 0)) / events)));
  const [events, meantEvents, agentDayCount] = [meant.reduce((sum, count, day) => sum + count * (kept[day] ?? 0), 0), meant.reduce((sum, count) => sum + count, 0), agentDays.reduce((sum, count) => sum + count, 0)];
  const eventsPerAgentDay = agentDayCount === 0 ? 0 : events / agentDayCount;
  const paidFraction = paidMilliseconds === 0 ? 0 : (events * durationMinutes * MINUTE) / paidMilliseconds;
  if (paidFraction > maximumPaidFraction + 1e-12) throw faultAt(tooMuch, ["microCoaching"], { percent: Math.round(paidFraction * 1000) / 10, limit: Math.round(maximumPaidFraction * 1000) / 10 });
  return {
    assumptions: { eventsPerAgentDay, minutesPerAgentDay: eventsPerAgentDay * durationMinutes, paidFraction, maximumPaidFraction, cappedFraction: meantEvents === 0 ? 0 : 1 - events / meantEvents },
    minutesOfContact: (skillId, day) => (counted.has(skillId) ? contactShareFraction * durationMinutes * (kept[day] ?? 0) : 0),
  };
}
