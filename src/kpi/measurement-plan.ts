import * as z from "zod";
import { check, rule } from "../error/index.js";
import { Program } from "../program/index.js";
import { addDays, addMonths, daysBetween } from "../time/index.js";
import { CivilDate, type Id } from "../unit/index.js";
import type { Kpi } from "./kpi.js";
import { declaredKpis, findDuplicateKpis, findUnknownKpis, OwnKpis } from "./program-kpis.js";

/** A program that is to be measured. */
export interface MeasurementPlanInput {
  /** The program. */
  readonly program: Program;
  /** The host's own KPIs. One with the id of a built-in KPI takes its place. */
  readonly ownKpis: readonly Kpi[];
  /** The first day of the program: of its week 0. From 1971-01-01 to 2186-12-31. */
  readonly startDate: CivilDate;
  /** Weeks of one measurement; 2 when absent, a heuristic. */
  readonly windowWeeks?: number;
}

const startError = "The program starts from 1971-01-01 to 2186-12-31.\nChoose another startDate.";
/** Schema of a program that is to be measured, with its rules between parts. */
export const MeasurementPlanInput = z
  .strictObject({ program: Program, ownKpis: OwnKpis, startDate: CivilDate.check(z.refine((date) => date >= "1971-01-01" && date <= "2186-12-31", { error: startError })), windowWeeks: z.exactOptional(z.int().min(1).max(13)) })
  .check(rule(findDuplicateKpis), rule(findUnknownKpis))
  .readonly() satisfies z.ZodType<MeasurementPlanInput>;

/** A KPI in one measurement. */
export interface PlannedKpi {
  /** The KPI. */
  readonly kpiId: Id;
  /** Whether it cannot be expected to have moved yet: the reading is for the trend, and no verdict rests on it. */
  readonly isTooEarly: boolean;
}

/** One measurement. */
export interface PlannedMeasurement {
  /** Two before the program; halfway; right after it; half a year after its start, or after its end where it is longer. */
  readonly phase: "baseline" | "mid" | "post" | "six-months";
  /** The first day. */
  readonly fromDate: CivilDate;
  /** The last day. */
  readonly toDate: CivilDate;
  /** What is measured, in the order of the program. */
  readonly kpis: readonly PlannedKpi[];
}

/** When a program is measured, and what. */
export interface MeasurementPlan {
  /** By date. */
  readonly measurements: readonly PlannedMeasurement[];
  /** What the plan takes for granted. */
  readonly assumptions: { readonly windowWeeks: number; readonly sixMonthsFrom: "start" | "end" };
}

/**
 * When a program is to be measured: two periods before it, halfway, right after, and six months after its start, when results can be expected; where the program lasts longer than that, six months after its end.
 * Leading KPIs are read each time; lagging ones not halfway. All KPIs of the target behaviors take part, and no others. The phases and lengths are heuristics; the windows are those of the KPIs.
 *
 * @throws CoachingError `program-kpis.duplicate_kpi`, `program-kpis.unknown_kpi`, `program.*`, `kpi.window_swapped`, `input.*`
 * @example
 * ```ts
 * const { measurements } = measurementPlan({ program: blendedTwelveWeek, ownKpis: [], startDate: "2027-09-27" });
 * measurements.map(({ phase, fromDate, toDate }) => `${phase} ${fromDate} ${toDate}`); // => ["baseline 2027-08-30 2027-09-12", "baseline 2027-09-13 2027-09-26", "mid 2027-11-08 2027-11-21", "post 2027-12-27 2028-01-09", "six-months 2028-03-27 2028-04-09"]
 * ```
 */
export function measurementPlan(input: MeasurementPlanInput): MeasurementPlan {
  const { program, ownKpis, startDate, windowWeeks = 2 } = check(MeasurementPlanInput, input);
  const declared = declaredKpis(ownKpis);
  const kpis = [...new Set(program.targetBehaviors.flatMap(({ kpiIds }) => kpiIds))].map((id) => declared.get(id) as Kpi);
  const days = 7 * windowWeeks;
  // weeks 0 to weekCount
  const postDate = addDays(startDate, 7 * (program.weekCount + 1));
  const halfYearOn = addMonths(startDate, 6);
  const sixMonthsFrom = daysBetween({ fromDate: postDate, toDate: halfYearOn }) >= days ? "start" : "end";
  const measured = (phase: PlannedMeasurement["phase"], fromDate: CivilDate): PlannedMeasurement => ({
    phase, fromDate, toDate: addDays(fromDate, days - 1),
    kpis: kpis.filter(({ indicator }) => phase !== "mid" || indicator === "leading").map(({ id: kpiId, expectedWindow }) => ({ kpiId, isTooEarly: phase !== "baseline" && daysBetween({ fromDate: startDate, toDate: fromDate }) < 7 * (expectedWindow?.fromWeek ?? 0) })),
  });
  return {
    measurements: [
      measured("baseline", addDays(startDate, -2 * days)),
      measured("baseline", addDays(startDate, -days)),
      measured("mid", addDays(startDate, 7 * Math.floor(program.weekCount / 2))),
      measured("post", postDate),
      measured("six-months", sixMonthsFrom === "start" ? halfYearOn : addMonths(postDate, 6)),
    ],
    assumptions: { windowWeeks, sixMonthsFrom },
  };
}
