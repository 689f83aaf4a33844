import { instantText, millisecondsOf } from "../../time/internal.js";
import { inTextOrder } from "../../unit/internal.js";
import type { PlacedSession } from "./placed-session.js";
import type { PlacementDesk } from "./placement-desk.js";
import type { OverdueAgent } from "./session-placement.js";

const DAY = 86_400_000;

/** Who goes without coaching for longer than is fair, from the last coaching before the plan to its end; by agent, then time. */
export function overdueAgents({ request: { rules: { fairness }, agents }, grid }: PlacementDesk, sessions: readonly PlacedSession[]): readonly OverdueAgent[] {
  if (fairness === undefined) return [];
  const lastCoached = new Map(fairness.lastCoached.map(({ agentId, coachedAt }) => [agentId, millisecondsOf(coachedAt)]));
  const own = new Map<string, (readonly [start: number, end: number])[]>(agents.map(({ agentId }) => [agentId, []]));
  for (const { agentIds, startsAt, endsAt } of sessions) for (const agentId of agentIds) own.get(agentId)?.push([millisecondsOf(startsAt), millisecondsOf(endsAt)]);
  const overdue: OverdueAgent[] = [];
  for (const agentId of [...own.keys()].sort(inTextOrder)) {
    let from = lastCoached.get(agentId) ?? grid.startsAt;
    for (const [start, end] of [...(own.get(agentId) ?? []).sort((a, b) => a[0] - b[0]), [grid.endsAt, grid.endsAt] as const]) {
      if (start - from > fairness.withoutCoachingDays * DAY) overdue.push({ agentId, fromAt: instantText(from), toAt: instantText(start) });
      from = Math.max(from, end);
    }
  }
  return overdue;
}
