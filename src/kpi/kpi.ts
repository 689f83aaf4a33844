import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Fraction, Id, Prose, Title } from "../unit/index.js";

/** How far a KPI may get worse while others get better: by so much in its own unit, or by a share of its baseline. */
export type KpiGuardrail =
  | { readonly kind: "absolute"; /** Above zero, in the unit of the KPI. */ readonly allowedWorsening: number }
  | { readonly kind: "relative"; /** Of the baseline: 0.1 lets a handle time of 300 s rise to 330 s. */ readonly allowedWorseningFraction: Fraction };
/** Schema of a guardrail. */
export const KpiGuardrail = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("absolute"), allowedWorsening: z.number().positive().max(1e12) }).readonly(),
  z.strictObject({ kind: z.literal("relative"), allowedWorseningFraction: Fraction.positive() }).readonly(),
]) satisfies z.ZodType<KpiGuardrail>;

/** The weeks after a program's start in which a KPI can be expected to move. A reading before is too early to say that nothing happened. */
export interface KpiWindow {
  /** The first week. */
  readonly fromWeek: number;
  /** The last one. */
  readonly toWeek: number;
}
const Week = z.int().min(0).max(1040);
/** Schema of an expected window. */
export const KpiWindow = z.strictObject({ fromWeek: Week, toWeek: Week }).readonly() satisfies z.ZodType<KpiWindow>;

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
  /** What it is counted in: `"fraction"`, `"points"`, `"ratio"`, `"seconds"`, `"hours"`, `"money"` or a host's own. Values of a KPI in `"fraction"` run from 0 to 1. */
  readonly unit: Id;
  /** A leading one moves first and forebodes a lagging one. */
  readonly indicator: "leading" | "lagging";
  /** The role or person who answers for it. */
  readonly owner?: Id;
  /** Where its numbers come from. */
  readonly source?: Prose;
  /** How far it may get worse while others get better; absent where nobody set a limit. */
  readonly guardrail?: KpiGuardrail;
  /** When it can be expected to move. */
  readonly expectedWindow?: KpiWindow;
  /** Papers and books that it goes back to. */
  readonly references?: readonly Prose[];
}

const windowSwapped: Fault = { code: "kpi.window_swapped", message: "The window runs from week {from} to week {to}.", hint: "Swap fromWeek and toWeek." };

/** Schema of a KPI. One without direction is refused: nobody could say whether it got better. */
export const Kpi = z
  .strictObject({
    id: Id, title: Title, family: Id, evaluationLevel: z.literal([1, 2, 3, 4, 5]), direction: z.enum(["higher-is-better", "lower-is-better"]),
    unit: Id, indicator: z.enum(["leading", "lagging"]), owner: z.exactOptional(Id), source: z.exactOptional(Prose),
    guardrail: z.exactOptional(KpiGuardrail), expectedWindow: z.exactOptional(KpiWindow), references: z.exactOptional(z.array(Prose).max(20).readonly()),
  })
  .check(rule(({ expectedWindow: window }: Kpi, report) => { if (window !== undefined && window.fromWeek > window.toWeek) report(windowSwapped, ["expectedWindow", "fromWeek"], { from: window.fromWeek, to: window.toWeek }); }))
  .readonly() satisfies z.ZodType<Kpi>;
