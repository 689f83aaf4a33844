import { check, type Fault, faultAt } from "../../error/index.js";
import { isTypedArray } from "../../error/internal.js";
import type { PlacementProblemColumns } from "../../optimization/index.js";
import { placementProof, provenPlacement, type ProvenPlacement } from "../../optimization/internal.js";
import { type PlacementModel, placementModel } from "./placement-model.js";
import { namedCoaches, placementReport } from "./placement-report.js";
import { PlacementRequest } from "./placement-request.js";
import type { PlacementEvidence, SessionPlacement } from "./session-placement.js";

/** A solver of the caller's own, such as that of a WFM system. */
export interface PlacementSolver {
  /** Chooses an option for each unit: its place in `options`, −1 for none. */
  readonly solve: (problem: PlacementProblemColumns) => Int32Array;
}

const notSolved: Fault = { code: "place-sessions.not_solved", message: "The solver has answered no Int32Array of {count} entries.", hint: "Give each unit the place of its option in options, or −1." };
const brokenRules: Fault = { code: "place-sessions.broken_rules", message: "The solver's plan breaks {count} rules; the first: {kind}.", hint: "Keep to options, tables, resources and members of the problem." };

/** The plan of the caller's solver, priced and proved like ours. */
function hostPlacement({ problem }: PlacementModel, { solve }: PlacementSolver): ProvenPlacement {
  const unitOption: unknown = solve(problem);
  if (!isTypedArray(unitOption, "Int32Array") || unitOption.length !== problem.unitCount) throw faultAt(notSolved, ["solve"], { count: problem.unitCount });
  const own = provenPlacement(problem);
  const proof = placementProof(problem, unitOption, own.prices);
  if (!proof.isFeasible) throw faultAt(brokenRules, ["solve"], { count: proof.flawCount, kind: proof.flaws[0]?.kind ?? "" });
  return { ...own, unitOption, proof };
}

/**
 * Places coaching sessions in the shifts of their agents where they hurt least, all at once: as few requests without a place as can be, then the least loss of service, exactly reckoned for every staffing interval by Erlang C or A, never by head-count above the required staff.
 * Where every session covers one step of the start grid for one agent with the same skill share as the others, and the loss is convex, the plan is optimal; elsewhere it comes with a proven bound. The certificate holds the prices that prove it; `verifyPlacement` checks them without solving.
 *
 * Model: the forecast is spread evenly over the steps of a staffing interval. Who is in a session is off every step that it touches, transition included, for all skills by the agent's shares, as a whole agent: unplanned shrinkage lowers who is on the queue, not who is missed.
 * Sources: A. Federgruen and H. Groenevelt, Operations Research 34, 1986 (greedy on polymatroids); M. Fisher, Management Science 27, 1981 (Lagrangian bounds).
 *
 * @throws CoachingError `placement-request.*`, `placement-model.too_many_options`, `placement-model.too_many_losses`, `micro-coaching.too_much`, `place-sessions.not_solved`, `place-sessions.broken_rules`, `agent-schedules.*`, `staffing-grid.*`, `least-agents.patience_missing`, `least-agents.patience_unused`, `known-time-zone.unknown_zone`, `time-span.ends_before_start`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const half = (time) => `2026-03-02T${time}:00Z`;
 * const day = { startsAt: half("08:00"), endsAt: half("10:00") };
 * const contacts = [100, 80, 60, 90];
 * const intervals = ["08:00", "08:30", "09:00", "09:30"].map((time, place) => ({ startsAt: half(time), offeredContacts: contacts[place], handleTimeSeconds: 180 }));
 * const skills = [{ skillId: "calls", target: { model: "erlang-c", answerWithinSeconds: 20, serviceLevelFraction: 0.8 }, serviceFloorFraction: 0.8, intervals }];
 * const agents = Array.from({ length: 14 }, (_, place) => ({ agentId: `agent-${place}`, skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ ...day, breaks: [] }] }));
 * const requests = agents.slice(0, 6).map(({ agentId }) => ({ requestId: `of ${agentId}`, modalityId: "one-on-one", agentIds: [agentId], coachIds: [], durationMinutes: 30, within: day }));
 * const rules = { startEveryMinutes: 30, transitionMinutes: 0, minimumGapMinutes: 0, isGapToBreaks: false, sessionsPerAgentDay: 1, timeZone: "Europe/Berlin" };
 * const plan = placeSessions({ skills, agents, unplannedShrinkageFraction: 0, coaches: [], requests, objective: { kind: "late-contacts" }, rules });
 * plan.sessions.map(({ startsAt }) => startsAt.slice(11, 16)); // => ["08:30", "08:30", "09:00", "09:00", "09:00", "09:00"]
 * plan.proof.status; // => "optimal"
 * plan.loss.added.lateContacts.toFixed(4); // => "9.3606"
 * ```
 */
export function placeSessions(request: PlacementRequest, solver?: PlacementSolver): SessionPlacement {
  const model = placementModel(check(PlacementRequest, request));
  const answer = solver === undefined ? provenPlacement(model.problem) : hostPlacement(model, solver);
  if (!answer.proof.isFeasible) throw new Error(`The engine has broken a rule: ${answer.proof.flaws[0]?.kind ?? ""}.`);
  const method: PlacementEvidence["method"] = solver === undefined ? answer.method : "host";
  return placementReport(model, { ...answer, method, coachIds: namedCoaches(model, answer.unitOption) });
}
