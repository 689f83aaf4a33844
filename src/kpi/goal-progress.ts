import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { CivilDate, Id } from "../unit/index.js";
import type { Kpi } from "./kpi.js";
import { KpiValue, MeasuredValue } from "./measured-value.js";
import { declaredKpis, findDuplicateKpis, findUnknownKpiIds, OwnKpis } from "./program-kpis.js";

/** Where a KPI is to go. */
export interface KpiGoal {
  /** Given by the host. */
  readonly id: Id;
  /** The KPI; its direction says which way is forward. */
  readonly kpiId: Id;
  /** Where it stood before the program, in the unit of the KPI; `null` when nobody measured. */
  readonly baseline: number | null;
  /** Where it is to stand; better than the baseline. */
  readonly target: number;
  /** By when. */
  readonly dueDate?: CivilDate;
  /** Where it stands; `null` when nobody measured yet. */
  readonly current: MeasuredValue | null;
}
/** Schema of a goal. */
export const KpiGoal = z.strictObject({ id: Id, kpiId: Id, baseline: KpiValue.nullable(), target: KpiValue, dueDate: z.exactOptional(CivilDate), current: MeasuredValue.nullable() }).readonly() satisfies z.ZodType<KpiGoal>;

/** Goals, and the KPIs that they are set in. */
export interface GoalProgressInput {
  /** The host's own KPIs. One with the id of a built-in KPI takes its place. */
  readonly ownKpis: readonly Kpi[];
  /** The goals, at most 1,000. */
  readonly goals: readonly KpiGoal[];
  /** The day on which it is asked. */
  readonly asOfDate: CivilDate;
}

const duplicateGoal: Fault = { code: "goal-progress.duplicate_goal", message: "The goal “{id}” is listed twice.", hint: "Keep one entry for each goal." };
const noBaseline: Fault = { code: "goal-progress.no_baseline", message: "The goal “{id}” has a measurement and no baseline.", hint: "Give the baseline; without one nobody can say how far it moved." };
const targetNotBetter: Fault = { code: "goal-progress.target_not_better", message: "The target {target} is not better than the baseline {baseline}: for “{kpiId}” {direction}.", hint: "Correct target, baseline or the KPI's direction; what may get worse is a guardrail, not a goal." };
const notAFraction: Fault = { code: "goal-progress.not_a_fraction", message: "{value} is no fraction, and “{kpiId}” is counted in fractions.", hint: "0.2 means 20 %. Divide a percent by 100." };

/** Between baseline and target, so that shares of the way are finite. */
const LEAST_WAY = 1e-9;
const isHigherBetter = ({ direction }: Pick<Kpi, "direction">): boolean => direction === "higher-is-better";

function findTargetFaults({ ownKpis, goals }: GoalProgressInput, report: Report): void {
  const kpis = declaredKpis(ownKpis);
  goals.forEach(({ id, kpiId, baseline, target, current }, index) => {
    const kpi = kpis.get(kpiId);
    if (baseline === null && current !== null) report(noBaseline, ["goals", index, "baseline"], { id });
    if (kpi === undefined || baseline === null) return;
    const way = isHigherBetter(kpi) ? target - baseline : baseline - target;
    if (!(way >= LEAST_WAY)) report(targetNotBetter, ["goals", index, "target"], { target, baseline, kpiId, direction: kpi.direction.replaceAll("-", " ") });
  });
}

function findFractionFaults({ ownKpis, goals }: GoalProgressInput, report: Report): void {
  const kpis = declaredKpis(ownKpis);
  goals.forEach(({ kpiId, baseline, target, current }, index) => {
    if (kpis.get(kpiId)?.unit !== "fraction") return;
    const values = [["baseline", baseline], ["target", target], ["current", current?.estimate ?? null]] as const;
    for (const [key, value] of values) if (value !== null && (value < 0 || value > 1)) report(notAFraction, ["goals", index, key, ...(key === "current" ? ["estimate"] : [])], { value, kpiId });
  });
}

/** Schema of goals, with their rules between parts. */
export const GoalProgressInput = z
  .strictObject({ ownKpis: OwnKpis, goals: z.array(KpiGoal).max(1000).readonly(), asOfDate: CivilDate })
  .check(
    rule(findDuplicateKpis),
    rule(({ goals }: GoalProgressInput, report) => { for (const [index, { id }] of repeated(goals, (goal) => goal.id)) report(duplicateGoal, ["goals", index, "id"], { id }); }),
    rule(({ goals, ownKpis }: GoalProgressInput, report) => { findUnknownKpiIds("goals", goals, { ownKpis, report }); }),
    rule(findTargetFaults),
    rule(findFractionFaults),
  )
  .readonly() satisfies z.ZodType<GoalProgressInput>;

/** Where a goal stands. */
export interface GoalProgress {
  /** The goal. */
  readonly goalId: Id;
  /** Its KPI. */
  readonly kpiId: Id;
  /** `worse`: behind the baseline; `exceeded`: beyond the target. By the estimate alone; see `isReachShown`. */
  readonly status: "not-measured" | "worse" | "unchanged" | "under-way" | "reached" | "exceeded";
  /** (Current − baseline) ÷ (target − baseline): 0 at the baseline, 1 at the target, below 0 and above 1 beyond; `null` when it was not measured. */
  readonly progressRatio: number | null;
  /** What is still missing, in the unit of the KPI; 0 when the target is reached, `null` when it was not measured. */
  readonly remaining: number | null;
  /** How far beyond the target it is, in the unit of the KPI; a target that was too modest, or a measurement to look at. 0 when it is not. */
  readonly overReach: number;
  /** Whether the whole interval lies at the target or beyond. */
  readonly isReachShown: boolean;
  /** Whether the day of the goal is over and the target is not reached by the estimate; `null` for a goal without a day. */
  readonly isOverdue: boolean | null;
}

function statusOf(progress: number): GoalProgress["status"] {
  if (progress < 0) return "worse";
  if (progress === 0) return "unchanged";
  return progress < 1 ? "under-way" : progress === 1 ? "reached" : "exceeded";
}

/**
 * Where goals stand between baseline and target. It compares numbers and says nothing of causes: that a goal was reached does not say that the program did it.
 *
 * @throws CoachingError `goal-progress.duplicate_goal`, `goal-progress.no_baseline`, `goal-progress.target_not_better`, `goal-progress.not_a_fraction`, `program-kpis.duplicate_kpi`, `program-kpis.unknown_kpi`, `measured-value.crossed`, `kpi.window_swapped`, `input.*`
 * @example
 * ```ts
 * const current = { estimate: 0.6, confidence: { lower: 0.52, upper: 0.67, level: 0.95 }, n: 160 };
 * const goals = [{ id: "g1", kpiId: "behavioral-compliance", baseline: 0.5, target: 0.75, dueDate: "2027-12-31", current }];
 * const [goal] = goalProgress({ ownKpis: [], goals, asOfDate: "2027-12-01" });
 * [goal.status, goal.progressRatio.toFixed(2), goal.isReachShown, goal.isOverdue]; // => ["under-way", "0.40", false, false]
 * ```
 */
export function goalProgress(input: GoalProgressInput): readonly GoalProgress[] {
  const { ownKpis, goals, asOfDate } = check(GoalProgressInput, input);
  const kpis = declaredKpis(ownKpis);
  return goals.map(({ id: goalId, kpiId, baseline, target, dueDate, current }): GoalProgress => {
    const forward = isHigherBetter(kpis.get(kpiId) as Kpi) ? 1 : -1;
    const isPast = dueDate === undefined ? null : dueDate < asOfDate;
    if (current === null || baseline === null) return { goalId, kpiId, status: "not-measured", progressRatio: null, remaining: null, overReach: 0, isReachShown: false, isOverdue: isPast };
    const { estimate, confidence: { lower, upper } } = current;
    // at the target the quotient is 1 also where binary fractions would make it 0.9999999999999999
    const progressRatio = estimate === target ? 1 : (estimate - baseline) / (target - baseline) + 0;
    const beyond = forward * (estimate - target);
    return {
      goalId, kpiId, status: statusOf(progressRatio), progressRatio,
      remaining: Math.max(0, -beyond) + 0,
      overReach: Math.max(0, beyond) + 0,
      isReachShown: forward === 1 ? lower >= target : upper <= target,
      isOverdue: isPast === null ? null : isPast && beyond < 0,
    };
  });
}
