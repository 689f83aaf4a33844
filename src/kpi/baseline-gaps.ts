import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import { CivilDate, Count, Id } from "../unit/index.js";
import type { Kpi } from "./kpi.js";
import { declaredKpis, findDuplicateKpis, findUnknownKpiIds, findUnknownKpis, OwnKpis } from "./program-kpis.js";

/** A measurement of a KPI over some days before a program. */
export interface KpiBaseline {
  /** The KPI. */
  readonly kpiId: Id;
  /** The first day. */
  readonly fromDate: CivilDate;
  /** The last day. */
  readonly toDate: CivilDate;
  /** How many observations it rests on. */
  readonly n: Count;
  /** What it was measured with: a questionnaire, a rubric in a major version, a report of a system. */
  readonly instrumentId?: Id;
}
/** Schema of a baseline. */
export const KpiBaseline = z.strictObject({ kpiId: Id, fromDate: CivilDate, toDate: CivilDate, n: Count, instrumentId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<KpiBaseline>;

/** A program, and what was measured before it. */
export interface BaselineQuestion {
  /** The program. */
  readonly program: Program;
  /** The host's own KPIs. One with the id of a built-in KPI takes its place. */
  readonly ownKpis: readonly Kpi[];
  /** The first day of the program. */
  readonly startDate: CivilDate;
  /** What was measured, at most 10,000. */
  readonly baselines: readonly KpiBaseline[];
  /** Observations in one period below which it is thin; 10 when absent, a heuristic. */
  readonly leastObservationCount?: number;
}

const endsBeforeStart: Fault = { code: "baseline-gaps.ends_before_start", message: "The baseline runs from {fromDate} to {toDate}.", hint: "Swap fromDate and toDate." };

function findSwapped({ baselines }: BaselineQuestion, report: Report): void {
  baselines.forEach(({ fromDate, toDate }, index) => { if (fromDate > toDate) report(endsBeforeStart, ["baselines", index, "toDate"], { fromDate, toDate }); });
}

/** Schema of a program and its baselines, with its rules between parts. */
export const BaselineQuestion = z
  .strictObject({ program: Program, ownKpis: OwnKpis, startDate: CivilDate, baselines: z.array(KpiBaseline).max(10_000).readonly(), leastObservationCount: z.exactOptional(z.int().min(1).max(1_000_000)) })
  .check(rule(findDuplicateKpis), rule(findUnknownKpis), rule(({ baselines, ownKpis }: BaselineQuestion, report) => { findUnknownKpiIds("baselines", baselines, { ownKpis, report }); }), rule(findSwapped))
  .readonly() satisfies z.ZodType<BaselineQuestion>;

/**
 * What a KPI lacks. `no-baseline`: nothing ends before the program starts. `one-period`: one only, which shows no trend, and no chance swing. `periods-overlap`: two share days, so that they are less than two. `two-instruments`: measured with different ones.
 * `measured-after-start`: a period that reaches into the program; it counts for nothing. `too-few-observations`: a period is thin. `no-owner`, `no-source`: nobody answers for it, or nobody knows where its numbers come from.
 */
export type BaselineGapReason = "no-baseline" | "two-instruments" | "one-period" | "periods-overlap" | "measured-after-start" | "too-few-observations" | "no-owner" | "no-source";

/** Something that a KPI lacks before the program starts. */
export interface BaselineGap {
  /** The KPI. */
  readonly kpiId: Id;
  /** The target behaviors that are to move it. */
  readonly targetBehaviorIds: readonly Id[];
  /** What it lacks. */
  readonly reason: BaselineGapReason;
  /** Whether no effect on this KPI can be claimed until it is mended. */
  readonly blocksEffect: boolean;
}

/** What is missing before a program can be measured. */
export interface BaselineGaps {
  /** Whether nothing blocks a claim of an effect. */
  readonly isReady: boolean;
  /** By KPI, in the order of the program, blocking ones first. */
  readonly gaps: readonly BaselineGap[];
  /** What the answer takes for granted. */
  readonly assumptions: { readonly leastObservationCount: number; readonly neededPeriodCount: number };
}

const NEEDED_PERIODS = 2;
/** Money spent on outcomes has no time before the program. */
const WITHOUT_BASELINE = "cost-per-outcome";

function reasonsOf(kpi: Kpi, baselines: readonly KpiBaseline[], { startDate, leastObservationCount }: { readonly startDate: CivilDate; readonly leastObservationCount: number }): readonly BaselineGapReason[] {
  const periods = baselines.filter(({ toDate }) => toDate < startDate).sort((left, right) => (left.fromDate < right.fromDate ? -1 : 1));
  // in order of their first days; where any two share days, two neighbors do
  const isExempt = kpi.family === WITHOUT_BASELINE;
  const found: readonly (readonly [BaselineGapReason, boolean])[] = [
    ["no-baseline", !isExempt && periods.length === 0],
    ["two-instruments", new Set(periods.map(({ instrumentId }) => instrumentId)).size > 1],
    ["one-period", !isExempt && periods.length === 1],
    ["periods-overlap", periods.some(({ fromDate }, index) => fromDate <= (periods[index - 1]?.toDate ?? ""))],
    ["measured-after-start", periods.length < baselines.length],
    ["too-few-observations", periods.some(({ n }) => n < leastObservationCount)],
    ["no-owner", kpi.owner === undefined],
    ["no-source", kpi.source === undefined],
  ];
  return found.flatMap(([reason, isMissing]) => (isMissing ? [reason] : []));
}

/**
 * What is missing before a program starts, so that it can be said later whether anything changed: two periods or more before the start, by one instrument, for every KPI that a target behavior is to move.
 * Without a baseline no effect can be claimed; with one period, the trend before stays unknown. A KPI of the family `cost-per-outcome` needs none.
 * Two periods and ten observations are heuristics; more periods before say more than more people.
 *
 * @throws CoachingError `baseline-gaps.ends_before_start`, `program-kpis.duplicate_kpi`, `program-kpis.unknown_kpi`, `program.*`, `kpi.window_swapped`, `input.*`
 * @example
 * ```ts
 * const august = { kpiId: "behavioral-compliance", fromDate: "2027-08-01", toDate: "2027-08-31", n: 40, instrumentId: "one-to-one-1" };
 * const { isReady, gaps } = baselineGaps({ program: blendedTwelveWeek, ownKpis: [], startDate: "2027-09-27", baselines: [august] });
 * isReady; // => false
 * gaps.filter(({ kpiId }) => kpiId === "behavioral-compliance").map(({ reason }) => reason); // => ["one-period"]
 * ```
 */
export function baselineGaps(input: BaselineQuestion): BaselineGaps {
  const { program, ownKpis, startDate, baselines, leastObservationCount = 10 } = check(BaselineQuestion, input);
  const kpis = declaredKpis(ownKpis);
  const ids = [...new Set(program.targetBehaviors.flatMap(({ kpiIds }) => kpiIds))];
  const gaps = ids.flatMap((kpiId) => {
    const kpi = kpis.get(kpiId) as Kpi;
    const targetBehaviorIds = program.targetBehaviors.filter(({ kpiIds }) => kpiIds.includes(kpiId)).map(({ id }) => id);
    return reasonsOf(kpi, baselines.filter((one) => one.kpiId === kpiId), { startDate, leastObservationCount })
      .map((reason): BaselineGap => ({ kpiId, targetBehaviorIds, reason, blocksEffect: reason === "no-baseline" || reason === "two-instruments" }));
  });
  return { isReady: !gaps.some(({ blocksEffect }) => blocksEffect), gaps, assumptions: { leastObservationCount, neededPeriodCount: NEEDED_PERIODS } };
}
