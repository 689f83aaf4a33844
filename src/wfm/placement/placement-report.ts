import { NO_RESOURCE, type PlacementPriceColumns } from "../../optimization/index.js";
import { placementCost, type PlacementProof } from "../../optimization/internal.js";
import { instantText, millisecondsOf } from "../../time/internal.js";
import { inTextOrder } from "../../unit/internal.js";
import { overdueAgents } from "./overdue-agents.js";
import type { PlacedSession } from "./placed-session.js";
import { certificateOf } from "./placement-certificate.js";
import { coachRanges, offMilliseconds, type PlacementDesk } from "./placement-desk.js";
import { placementLosses } from "./placement-losses.js";
import type { PlacementModel } from "./placement-model.js";
import type { PlacementEvidence, PlacementWarning, SessionPlacement } from "./session-placement.js";
import { MINUTE } from "./step-grid.js";
import { unplacedReasons } from "./unplaced-reasons.js";

const LISTED_STRETCHES = 100;

/** Who leads each unit: of a pool the first who is free, by id, for the sessions of a step in the order of their requests. */
export function namedCoaches({ desk, coaches: { resources }, problem: { options, stepCount } }: PlacementModel, unitOption: Int32Array): readonly (string | null)[] {
  const taken = new Map<number, number>();
  return Array.from(unitOption, (option) => {
    const resource = option < 0 ? NO_RESOURCE : (options.resource[option] ?? NO_RESOURCE);
    const found = resources[resource];
    if (found === undefined) return null;
    if (!found.isPool) return found.coachIds[0] ?? null;
    const step = options.step[option] ?? 0;
    const key = resource * stepCount + step;
    let next = taken.get(key) ?? 0;
    while (next < found.coachIds.length && !coachRanges(desk, found.coachIds[next] ?? "", found.longestMilliseconds).some(([first, end]) => first <= step && step < end)) next += 1;
    taken.set(key, next + 1);
    return found.coachIds[next] ?? null;
  });
}

/** The sessions of a plan, the pinned ones included; by start, then request. */
function placedSessions({ desk, problem: { options } }: PlacementModel, unitOption: Int32Array, coachIds: readonly (string | null)[]): readonly PlacedSession[] {
  const { request: { rules: { transitionMinutes } }, grid, units, pins } = desk;
  const placed = units.flatMap((request, at) => {
    const option = unitOption[at] ?? -1;
    return option < 0 ? [] : [{ request, coachId: coachIds[at] ?? null, start: grid.startsAt + (options.step[option] ?? 0) * grid.stepMilliseconds }];
  });
  return [...pins, ...placed].sort((a, b) => a.start - b.start || inTextOrder(a.request.requestId, b.request.requestId)).map(({ request: { requestId, modalityId, agentIds, durationMinutes }, coachId, start }) => ({
    requestId, modalityId, agentIds, coachId, startsAt: instantText(start), endsAt: instantText(start + durationMinutes * MINUTE), transitionMinutes,
  }));
}

function evidenceOf({ skills, tables, desk: { grid }, problem: { members } }: PlacementModel, { isOptimal, totalCost, costBound, gapRatio, unplacedBound }: PlacementProof, method: PlacementEvidence["method"]): PlacementEvidence {
  const status = isOptimal ? "optimal" : "bound";
  const relaxed = isOptimal ? [] : [...(members === undefined ? [] : ["agent-gaps-and-day-limits" as const]), ...(tables.nonConvex.length === 0 ? [] : ["non-convex-loss" as const])];
  return {
    status, addedLoss: totalCost ?? 0, boundLoss: Math.min(costBound, totalCost ?? costBound), gapFraction: gapRatio, unplacedBound, relaxed,
    nonConvex: tables.nonConvex.slice(0, LISTED_STRETCHES).map(({ track, step }) => ({ skillId: skills[track]?.skill.skillId ?? "", startsAt: instantText(grid.startsAt + step * grid.stepMilliseconds) })), nonConvexCount: tables.nonConvex.length,
    method, models: (["erlang-c", "erlang-a"] as const).filter((model) => skills.some(({ skill: { target } }) => target.model === model)), serviceLevelDefinition: "answered-in-time-of-offered",
  };
}

/** Agent-minutes in the last steps of sessions beyond their end, and how many sessions have such. */
function extraMinutes(desk: PlacementDesk, sessions: readonly PlacedSession[]): { readonly minutes: number; readonly count: number } {
  const byId = new Map(desk.request.requests.map((request) => [request.requestId, request]));
  let [minutes, count] = [0, 0];
  for (const { requestId, agentIds, startsAt } of sessions) {
    const request = byId.get(requestId);
    if (request === undefined) continue;
    const before = (millisecondsOf(startsAt) - desk.grid.startsAt) % desk.grid.stepMilliseconds;
    const covered = Math.ceil((before + offMilliseconds(desk, request)) / desk.grid.stepMilliseconds) * desk.grid.stepMilliseconds;
    const extra = (covered - offMilliseconds(desk, request)) / MINUTE;
    if (extra <= 1e-9) continue;
    minutes += extra * agentIds.length;
    count += 1;
  }
  return { minutes: Math.round(minutes * 1e6) / 1e6, count };
}

/** What is said of a plan: all of it follows from the model, where units and coaches are, and the prices. */
export function placementReport(model: PlacementModel, { unitOption, coachIds, prices, proof, method }: { readonly unitOption: Int32Array; readonly coachIds: readonly (string | null)[]; readonly prices: PlacementPriceColumns; readonly proof: PlacementProof; readonly method: PlacementEvidence["method"] }): SessionPlacement {
  const { desk, micro, quantumHundredths, tables } = model;
  const reckoning = placementCost(model.problem, unitOption);
  const sessions = placedSessions(model, unitOption, coachIds);
  const evidence = evidenceOf(model, proof, method);
  const overdue = overdueAgents(desk, sessions);
  const extra = extraMinutes(desk, sessions);
  const warnings: readonly PlacementWarning[] = [
    { reason: "non-convex-loss", count: evidence.relaxed.includes("non-convex-loss") ? tables.nonConvex.length : 0 }, { reason: "partly-used-steps", count: extra.count },
    { reason: "overdue-agents", count: overdue.length }, { reason: "below-floor-already", count: tables.belowFloorCount },
  ];
  return {
    sessions, unplaced: unplacedReasons(model, unitOption, reckoning), ...placementLosses(model, reckoning.cellLoad), proof: evidence, certificate: certificateOf(model, prices), overdue,
    assumptions: { stepMinutes: desk.grid.stepMilliseconds / MINUTE, quantumHundredths, microCoaching: micro?.assumptions ?? null, extraAgentMinutes: extra.minutes },
    warnings: warnings.filter(({ count }) => count > 0),
  };
}
