import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { MissedCoaching } from "./actual-coaching.js";
import type { CoachedTime } from "./coached-time.js";
import type { CoachingTimeQuestion } from "./coaching-time-question.js";

/** Why an agent was coached longer or shorter than planned. */
export interface VarianceCause {
  /** The placed session; `null` for coaching that was not planned. */
  readonly requestId: Id | null;
  /** A session `not-held`, `absent` where the agent was not in it, `unrecorded` where no record speaks of it; `shorter` or `longer` than planned; `unplanned`: it was not planned for the agent; `micro-coaching`: between contacts. */
  readonly reason: "not-held" | "absent" | "unrecorded" | "shorter" | "longer" | "unplanned" | "micro-coaching";
  /** Why it was not held, as recorded. */
  readonly notHeldReason?: MissedCoaching["reason"];
  /** Minutes more than planned; below zero: fewer. */
  readonly differenceMinutes: number;
}
/** How an agent's coaching differs from the plan. */
export interface CoachingVariance {
  /** The agent. */
  readonly agentId: Id;
  /** Planned, without what follows sessions. */
  readonly plannedMinutes: number;
  /** Held. */
  readonly actualMinutes: number;
  /** Held less planned. */
  readonly differenceMinutes: number;
  /** What makes the difference: the causes add up to it. */
  readonly causes: readonly VarianceCause[];
}

interface OpenVariance {
  planned: number;
  actual: number;
  readonly causes: VarianceCause[];
}

const inCauseOrder = (one: VarianceCause, other: VarianceCause): number =>
  inTextOrder(one.requestId ?? "\uffff", other.requestId ?? "\uffff") || inTextOrder(one.reason, other.reason) || one.differenceMinutes - other.differenceMinutes;

/** Every agent whose coaching differs from the plan, with the causes. */
export function coachingVariances({ actual }: CoachingTimeQuestion, planned: readonly CoachedTime[], held: readonly CoachedTime[]): readonly CoachingVariance[] {
  const byAgent = new Map<Id, OpenVariance>();
  const openOf = (agentId: Id): OpenVariance => {
    const open = byAgent.get(agentId) ?? { planned: 0, actual: 0, causes: [] };
    byAgent.set(agentId, open);
    return open;
  };
  const cause = (agentId: Id, found: VarianceCause): void => { if (found.differenceMinutes !== 0) openOf(agentId).causes.push(found); };
  const missed = new Map((actual?.sessions ?? []).flatMap((record) => (record.status === "not-held" ? [[record.requestId, record.reason] as const] : [])));
  const records = new Map(held.flatMap((session) => (session.requestId === null ? [] : [[session.requestId, session] as const])));
  const plans = new Map(planned.map((session) => [session.requestId, new Set(session.agentIds)]));

  for (const { requestId, agentIds, start, end } of planned) {
    const record = requestId === null ? undefined : records.get(requestId);
    const present = new Set(record?.agentIds);
    const notHeldReason = requestId === null ? undefined : missed.get(requestId);
    for (const agentId of agentIds) {
      openOf(agentId).planned += end - start;
      if (record !== undefined && present.has(agentId)) {
        const differenceMinutes = record.end - record.start - (end - start);
        cause(agentId, { requestId, reason: differenceMinutes < 0 ? "shorter" : "longer", differenceMinutes });
      } else if (record !== undefined) cause(agentId, { requestId, reason: "absent", differenceMinutes: start - end });
      else cause(agentId, notHeldReason === undefined ? { requestId, reason: "unrecorded", differenceMinutes: start - end } : { requestId, reason: "not-held", notHeldReason, differenceMinutes: start - end });
    }
  }
  for (const { requestId, agentIds, start, end } of held) {
    for (const agentId of agentIds) {
      openOf(agentId).actual += end - start;
      if (requestId === null || plans.get(requestId)?.has(agentId) !== true) cause(agentId, { requestId, reason: "unplanned", differenceMinutes: end - start });
    }
  }
  for (const { agentId, minutes } of actual?.microCoaching ?? []) {
    openOf(agentId).actual += minutes;
    cause(agentId, { requestId: null, reason: "micro-coaching", differenceMinutes: minutes });
  }
  return [...byAgent].filter(([, { causes }]) => causes.length > 0).sort(([one], [other]) => inTextOrder(one, other))
    .map(([agentId, { planned: plannedMinutes, actual: actualMinutes, causes }]) => ({ agentId, plannedMinutes, actualMinutes, differenceMinutes: actualMinutes - plannedMinutes, causes: causes.sort(inCauseOrder) }));
}
