import { type Cohort, expandCadence } from "../cadence/index.js";
import { type BaselineGap, baselineGaps, type Kpi, kpiCatalog } from "../kpi/index.js";
import type { Plan } from "../plan/index.js";
import type { Program, Touchpoint } from "../program/index.js";
import { startOfWeek } from "../time/index.js";
import { dayNumberOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import type { ReviewEvidence } from "./review-evidence.js";

/** A touchpoint on a day; `day` counts from the start date, `week` is the program's week. */
export interface Touch {
  readonly touchpoint: Touchpoint;
  /** Its place in the program. */
  readonly index: number;
  readonly day: number;
  readonly week: number;
}

/** All that a rule may look at. */
export interface ReviewMaterial {
  readonly program: Program;
  readonly plan: Plan | undefined;
  readonly evidence: ReviewEvidence;
  /** The date of the start; `null` when no cohort is given. */
  readonly startDate: string | null;
  /** In order of days; `null` when only a cohort's calendar could tell. */
  readonly touches: readonly Touch[] | null;
  /** The days, from the start date on, at the end of which the program is over. */
  readonly endDay: number;
  /** Day number of the start date. */
  readonly startDay: number;
  /** Days of work in a week. */
  readonly workingDaysPerWeek: number;
  /** KPIs that are known, by id. */
  readonly kpis: ReadonlyMap<Id, Kpi>;
  /** The KPIs that target behaviors name, each once. */
  readonly usedKpiIds: readonly Id[];
  /** What baselines lack; `null` without baselines or a start date. */
  readonly baselineGaps: readonly BaselineGap[] | null;
}

/** A calendar without obstacles, for programs that are reviewed before there is a cohort: days are counted from a Monday, and every day is a working day. */
const plainCohort: Cohort = { id: "none", startDate: "2027-01-04", weekStartsOn: "MO", timeZone: "UTC", workingWeekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"], holidays: [], holidayPolicy: "stay" };
const usualWorkingDays = 5;

/** A recurrence rule that names dates has no place in a calendar that is made up. */
const namesDates = ({ touchpoints }: Program): boolean => touchpoints.some(({ timing }) => timing.kind === "recurrence" && (timing.firstDate !== undefined || timing.rule.includes("UNTIL=")));

/** Days of each touchpoint. Steps that wait for a completion are taken as completed on their day. */
function daysByTouchpoint(program: Program, cohort: Cohort): ReadonlyMap<Id, readonly number[]> {
  const startDay = dayNumberOf(cohort.startDate);
  const days = new Map<Id, number[]>(program.touchpoints.map(({ id }) => [id, []]));
  const { occurrences, locked } = expandCadence({ program, cohort });
  for (const { touchpointId, date } of occurrences) days.get(touchpointId)?.push(dayNumberOf(date) - startDay);
  const timings = new Map(program.touchpoints.map(({ id, timing }) => [id, timing]));
  const waiting = new Set(locked.map(({ touchpointId }) => touchpointId));
  const resolve = (id: Id): readonly number[] => {
    const timing = timings.get(id);
    if (!waiting.has(id) || timing === undefined || !("touchpointId" in timing)) return days.get(id) ?? [];
    const anchor = resolve(timing.touchpointId);
    const own = timing.kind === "after-completion" ? anchor.slice(-1).map((day) => day + timing.delayDays) : anchor.map((day) => day + (timing.kind === "days-from" ? timing.offsetDays : 0));
    days.set(id, own);
    waiting.delete(id);
    return own;
  };
  waiting.forEach(resolve);
  return days;
}

/** A KPI that nobody has declared needs a baseline as any other; that it is not declared is a finding of its own. */
const undeclared = (id: Id): Kpi => ({ id, title: id, family: "undeclared", evaluationLevel: 1, direction: "higher-is-better", unit: "undeclared", indicator: "leading" });

/** Gathers what the rules look at: once, so that each rule stays a few lines. */
export function reviewMaterial({ program, cohort, plan, evidence = {} }: { readonly program: Program; readonly cohort?: Cohort; readonly plan?: Plan; readonly evidence?: ReviewEvidence }): ReviewMaterial {
  const calendar = cohort ?? plainCohort;
  const startDay = dayNumberOf(calendar.startDate);
  const weekZeroDay = dayNumberOf(startOfWeek(calendar.startDate, calendar.weekStartsOn)) - startDay;
  const days = cohort === undefined && namesDates(program) ? null : daysByTouchpoint(program, calendar);
  const { baselines, kpis: ownKpis = [] } = evidence;
  const kpis = new Map([...kpiCatalog, ...ownKpis].map((kpi) => [kpi.id, kpi]));
  const usedKpiIds = [...new Set(program.targetBehaviors.flatMap(({ kpiIds }) => kpiIds))];
  const strangers = usedKpiIds.filter((id) => !kpis.has(id)).map(undeclared);
  const touches = days === null ? null : program.touchpoints.flatMap((touchpoint, index) => (days.get(touchpoint.id) ?? []).map((day): Touch => ({ touchpoint, index, day, week: Math.floor((day - weekZeroDay) / 7) }))).sort((left, right) => left.day - right.day);
  return {
    program, plan, evidence, touches, startDay,
    startDate: cohort?.startDate ?? null,
    endDay: weekZeroDay + 7 * (program.weekCount + 1),
    workingDaysPerWeek: cohort?.workingWeekdays.length ?? usualWorkingDays,
    kpis, usedKpiIds,
    baselineGaps: baselines === undefined || cohort === undefined ? null : baselineGaps({ program, ownKpis: [...ownKpis, ...strangers], startDate: cohort.startDate, baselines }).gaps,
  };
}
