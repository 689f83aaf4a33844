import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, meanEstimate, proportionEstimate } from "../statistics/index.js";
import { Id } from "../unit/index.js";
import { KPI_LIMITS } from "./measure-window.js";

/** What one person's week came to. */
export interface WeeklyRecord {
  /** The person. */
  readonly personId: Id;
  /** The week, counted from 0. */
  readonly week: number;
  /** The value; 0 or 1 where a fraction is measured. */
  readonly value: number;
}
/** The largest value of a week, either way. */
export const WEEKLY_BOUND = 1e9;
/** Schema of a person's week. */
export const WeeklyRecord = z.strictObject({ personId: Id, week: z.int().min(0).max(1039), value: z.number().min(-WEEKLY_BOUND).max(WEEKLY_BOUND) }).readonly() satisfies z.ZodType<WeeklyRecord>;

/** Weeks of people. */
export interface WeeklyMeasureInput {
  /** The weeks, each person and week at most once, at most 500,000; `weeklyMeasureColumns` takes more. */
  readonly records: readonly WeeklyRecord[];
  /** How many weeks there are, at most 1,040. */
  readonly weekCount: number;
  /** `"mean"` of values, or `"fraction"` of those that are 1. */
  readonly measure: "mean" | "fraction";
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The group of each person; left out, all are one group. */
  readonly groups?: readonly { readonly personId: Id; readonly groupId: Id }[];
}

const beyondWeeks: Fault = { code: "weekly-measure.beyond_weeks", message: "Week {week} is not one of {weekCount}, counted from 0.", hint: "Correct the week, or weekCount." };
const duplicateWeek: Fault = { code: "weekly-measure.duplicate_week", message: "“{id}” has week {week} twice.", hint: "Keep one value for each person and week." };
const notYesOrNo: Fault = { code: "weekly-measure.not_yes_or_no", message: "A fraction is made of 0 and 1, not of {value}.", hint: "Give 0 or 1, or measure the mean." };
const duplicatePerson: Fault = { code: "weekly-measure.duplicate_person", message: "“{id}” is in two groups.", hint: "Give one group of each person." };
const withoutGroup: Fault = { code: "weekly-measure.without_group", message: "“{id}” has no group.", hint: "Give a group of everyone, or leave groups out." };

function findRecordFaults({ records, weekCount, measure }: WeeklyMeasureInput, report: Report): void {
  records.forEach(({ week, value }, index) => {
    if (week >= weekCount) report(beyondWeeks, ["records", index, "week"], { week, weekCount });
    if (measure === "fraction" && value !== 0 && value !== 1) report(notYesOrNo, ["records", index, "value"], { value });
  });
  for (const [index, { personId: id, week }] of repeated(records, (one) => `${one.personId}\n${String(one.week)}`)) report(duplicateWeek, ["records", index], { id, week });
}

function findGroupFaults({ records, groups }: WeeklyMeasureInput, report: Report): void {
  if (groups === undefined) return;
  const known = new Set(groups.map(({ personId }) => personId));
  for (const [index, { personId: id }] of repeated(groups, (one) => one.personId)) report(duplicatePerson, ["groups", index, "personId"], { id });
  records.forEach(({ personId: id }, index) => { if (!known.has(id)) report(withoutGroup, ["records", index, "personId"], { id }); });
}

/** Schema of weeks of people, with its rules between parts. */
export const WeeklyMeasureInput = z
  .strictObject({
    records: z.array(WeeklyRecord).max(KPI_LIMITS.recordCount).readonly(), weekCount: z.int().min(1).max(1040), measure: z.enum(["mean", "fraction"]), confidenceLevel: ConfidenceLevel,
    groups: z.exactOptional(z.array(z.strictObject({ personId: Id, groupId: Id }).readonly()).max(KPI_LIMITS.personCount).readonly()),
  })
  .check(rule(findRecordFaults), rule(findGroupFaults))
  .readonly() satisfies z.ZodType<WeeklyMeasureInput>;

/** The figure of a group in a week. */
export interface WeeklyCell {
  /** The group; `null` where all are one. */
  readonly groupId: Id | null;
  /** The week. */
  readonly week: number;
  /** Student's interval for a mean, Wilson's for a fraction, over people. */
  readonly value: EstimateResult;
}

/**
 * A measure by week and group: n, mean or fraction, and its interval. Each person counts once a week, so that people are the units. The weeks of one person hang together: intervals of several weeks are not independent looks.
 * Groups of a few people are not hidden here: it is for those who work with the records; what others see goes through `coachingAccess` or `groupReport`.
 *
 * @throws CoachingError `weekly-measure.beyond_weeks`, `weekly-measure.duplicate_week`, `weekly-measure.not_yes_or_no`, `weekly-measure.duplicate_person`, `weekly-measure.without_group`, `input.*`
 * @example
 * ```ts
 * const records = [["ana", 0, 3], ["ben", 0, 5], ["ana", 1, 4], ["ben", 1, 6]].map(([personId, week, value]) => ({ personId, week, value }));
 * weeklyMeasure({ records, weekCount: 2, measure: "mean", confidenceLevel: 0.95 }).map(({ week, value }) => [week, value.estimate]); // => [[0, 4], [1, 5]]
 * ```
 */
export function weeklyMeasure(input: WeeklyMeasureInput): readonly WeeklyCell[] {
  const { records, weekCount, measure, confidenceLevel, groups } = check(WeeklyMeasureInput, input);
  const groupOf = groups === undefined ? undefined : new Map(groups.map(({ personId, groupId }) => [personId, groupId]));
  const groupIds: readonly (Id | null)[] = groupOf === undefined ? [null] : [...new Set(groupOf.values())].sort();
  const placeOf = new Map(groupIds.map((groupId, place) => [groupId, place]));
  const cells = Array.from({ length: groupIds.length * weekCount }, (): number[] => []);
  for (const { personId, week, value } of records) cells[(placeOf.get(groupOf?.get(personId) ?? null) ?? 0) * weekCount + week]?.push(value);
  const figureOf = (values: readonly number[]): EstimateResult => {
    if (measure === "mean") return meanEstimate({ values, confidenceLevel });
    return proportionEstimate({ successes: values.filter((value) => value === 1).length, n: values.length, confidenceLevel });
  };
  return cells.map((values, place) => ({ groupId: groupIds[Math.floor(place / weekCount)] ?? null, week: place % weekCount, value: figureOf(values) }));
}
