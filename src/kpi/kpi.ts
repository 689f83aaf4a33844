import * as z from "zod";
import { Id, Prose, Title } from "../unit/index.js";

/** What a program is measured by. The number itself comes from a measure, or from the host's own systems. */
export interface Kpi {
  /** Target behaviors name it. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** `"behavioral-compliance"`, `"manager-adoption"`, `"team-pulse"`, `"role-performance"`, `"retention-and-promotion"`, `"cost-per-outcome"` or a host's own. */
  readonly family: Id;
  /** Kirkpatrick's four levels and Phillips's fifth: 1 reaction, 2 learning, 3 behavior, 4 results, 5 return on investment. */
  readonly evaluationLevel: 1 | 2 | 3 | 4 | 5;
  /** Which way is better. */
  readonly direction: "higher-is-better" | "lower-is-better";
  /** What it is counted in: `"fraction"`, `"points"`, `"ratio"`, `"seconds"`, `"money"` or a host's own. */
  readonly unit: Id;
  /** A leading one moves first and forebodes a lagging one. */
  readonly indicator: "leading" | "lagging";
  /** The role or person who answers for it. */
  readonly owner?: Id;
  /** Where its numbers come from. */
  readonly source?: Prose;
}
/** Schema of a KPI. */
export const Kpi = z
  .strictObject({
    id: Id, title: Title, family: Id, evaluationLevel: z.literal([1, 2, 3, 4, 5]), direction: z.enum(["higher-is-better", "lower-is-better"]),
    unit: Id, indicator: z.enum(["leading", "lagging"]), owner: z.exactOptional(Id), source: z.exactOptional(Prose),
  })
  .readonly() satisfies z.ZodType<Kpi>;

const behavior = { evaluationLevel: 3, direction: "higher-is-better", indicator: "leading" } as const;
const result = { evaluationLevel: 4, direction: "higher-is-better", indicator: "lagging" } as const;

/**
 * The built-in KPIs in their six families; a host adds its own by declaration. Levels after D. Kirkpatrick and J. Phillips; which KPI stands on which level is a heuristic.
 *
 * @example
 * ```ts
 * kpiCatalog.filter(({ direction }) => direction === "lower-is-better").map(({ id }) => id); // => ["handle-time", "cost-per-outcome"]
 * ```
 */
export const kpiCatalog: readonly Kpi[] = [
  { id: "behavioral-compliance", title: "Share of observed behaviors that match their anchors", family: "behavioral-compliance", ...behavior, unit: "fraction" },
  { id: "one-to-one-quality", title: "Observed quality of one-to-ones", family: "behavioral-compliance", ...behavior, unit: "points" },
  { id: "manager-adoption", title: "Share of managers who reinforce regularly", family: "manager-adoption", ...behavior, unit: "fraction" },
  { id: "team-pulse", title: "What the team says of its work and its leader", family: "team-pulse", ...behavior, unit: "points" },
  { id: "self-efficacy", title: "Confidence in one's own skill", family: "team-pulse", ...behavior, evaluationLevel: 2, unit: "points" },
  { id: "role-performance", title: "Result in the role against its target", family: "role-performance", ...result, unit: "ratio" },
  { id: "call-resolution", title: "Share of contacts resolved at the first call", family: "role-performance", ...result, unit: "fraction" },
  { id: "customer-satisfaction", title: "Customer satisfaction", family: "role-performance", ...result, unit: "points" },
  { id: "handle-time", title: "Average handle time of a contact", family: "role-performance", ...result, direction: "lower-is-better", unit: "seconds" },
  { id: "retention", title: "Share of people who stay", family: "retention-and-promotion", ...result, unit: "fraction" },
  { id: "promotion", title: "Share of people who are promoted", family: "retention-and-promotion", ...result, unit: "fraction" },
  { id: "cost-per-outcome", title: "Program cost for one unit of outcome", family: "cost-per-outcome", ...result, evaluationLevel: 5, direction: "lower-is-better", unit: "money" },
];
