import type { Kpi } from "./kpi.js";

const early = { fromWeek: 6, toWeek: 14 } as const;
const firstSignal = { fromWeek: 6, toWeek: 12 } as const;
const impact = { fromWeek: 26, toWeek: 52 } as const;
const behavior = { evaluationLevel: 3, direction: "higher-is-better", indicator: "leading", expectedWindow: early } as const;
const result = { evaluationLevel: 4, direction: "higher-is-better", indicator: "lagging", expectedWindow: impact } as const;
const survival = "E. Kaplan, P. Meier, “Nonparametric estimation from incomplete observations”, Journal of the American Statistical Association 53 (1958)";
const transfer = "T. Baldwin, J. Ford, “Transfer of training: a review and directions for future research”, Personnel Psychology 41 (1988)";

/**
 * The built-in KPIs in their six families; a host adds its own by declaration. Levels after D. Kirkpatrick, “Evaluating Training Programs” (1994), and J. Phillips, “Return on Investment in Training and Performance Improvement Programs” (1997).
 * Which KPI stands on which level, its owner, window and guardrail are heuristics: declare a KPI with the same id to take its place. Hours, places and completions are no KPI here: `participation` tells of them.
 *
 * @example
 * ```ts
 * kpiCatalog.filter(({ direction }) => direction === "lower-is-better").map(({ id }) => id); // => ["feedback-latency", "handle-time", "cost-per-outcome"]
 * ```
 */
export const kpiCatalog: readonly Kpi[] = [
  { id: "behavioral-compliance", title: "Share of observed behaviors that match their anchors", family: "behavioral-compliance", ...behavior, unit: "fraction", owner: "coach-lead", source: "Observations by a rubric", references: ["E. Wilson, “Probable inference”, Journal of the American Statistical Association 22 (1927)"] },
  { id: "one-to-one-quality", title: "Observed quality of one-to-ones", family: "behavioral-compliance", ...behavior, unit: "points", owner: "coach-lead", source: "Observations by a rubric" },
  { id: "manager-adoption", title: "Share of managers who reinforce regularly", family: "manager-adoption", ...behavior, expectedWindow: { fromWeek: 12, toWeek: 14 }, unit: "fraction", owner: "program-owner", source: "Records of reinforcement", references: [transfer] },
  { id: "feedback-latency", title: "Hours from a behavior to feedback on it", family: "manager-adoption", ...behavior, direction: "lower-is-better", unit: "hours", owner: "coach-lead", source: "Records of feedback", references: [survival] },
  { id: "team-pulse", title: "What the team says of its work and its leader", family: "team-pulse", ...behavior, expectedWindow: firstSignal, unit: "points", owner: "data-steward", source: "Pulse of the team", guardrail: { kind: "absolute", allowedWorsening: 0.2 }, references: ["A. Edmondson, “Psychological safety and learning behavior in work teams”, Administrative Science Quarterly 44 (1999)"] },
  { id: "self-efficacy", title: "Confidence in one's own skill", family: "team-pulse", ...behavior, evaluationLevel: 2, expectedWindow: firstSignal, unit: "points", owner: "data-steward", source: "Pulse of the participants", references: ["A. Bandura, “Self-efficacy: toward a unifying theory of behavioral change”, Psychological Review 84 (1977)"] },
  { id: "role-performance", title: "Result in the role against its target", family: "role-performance", ...result, unit: "ratio", owner: "frontline-manager", source: "The host's own systems" },
  { id: "call-resolution", title: "Share of contacts resolved at the first call", family: "role-performance", ...result, unit: "fraction", owner: "frontline-manager", source: "Contact records" },
  { id: "customer-satisfaction", title: "Customer satisfaction", family: "role-performance", ...result, unit: "points", owner: "frontline-manager", source: "Customer survey" },
  { id: "net-promoter-score", title: "Promoters less detractors among customers", family: "role-performance", ...result, unit: "points", owner: "frontline-manager", source: "Customer survey", references: ["F. Reichheld, “The one number you need to grow”, Harvard Business Review 81 (2003)"] },
  { id: "handle-time", title: "Average handle time of a contact", family: "role-performance", ...result, direction: "lower-is-better", unit: "seconds", owner: "frontline-manager", source: "Contact records", guardrail: { kind: "relative", allowedWorseningFraction: 0.1 } },
  { id: "on-time-work", title: "Share of work done by its due date", family: "role-performance", ...result, unit: "fraction", owner: "frontline-manager", source: "Work records" },
  { id: "retention", title: "Share of people who stay", family: "retention-and-promotion", ...result, unit: "fraction", owner: "hr", source: "Staff records", references: [survival] },
  { id: "promotion", title: "Share of people who are promoted", family: "retention-and-promotion", ...result, unit: "fraction", owner: "hr", source: "Staff records", references: [survival] },
  { id: "cost-per-outcome", title: "Program cost for one unit of outcome", family: "cost-per-outcome", ...result, evaluationLevel: 5, direction: "lower-is-better", unit: "money", owner: "program-owner", source: "Cost ledger and counted outcomes" },
];
