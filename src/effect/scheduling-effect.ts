import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { dayNumberOf } from "../time/internal.js";
import { CivilDate, type Count, Id } from "../unit/index.js";
import type { EffectMeasure } from "./effect-measure.js";
import { EFFECT_LIMITS, type EffectPerson, findPeopleFaults } from "./effect-people.js";
import type { EffectResult } from "./effect-result.js";
import { interruptedSeries, type InterruptedSeriesEffect } from "./interrupted-series.js";
import { changeEffect } from "./paired-effect.js";

/** Someone whose touchpoints became scheduled items: in the calendar, with prep task and agenda. */
export interface ScheduledPerson {
  /** Who: a participant, or a manager who reinforces. */
  readonly personId: Id;
  /** The first day from which the touchpoints were scheduled. */
  readonly scheduledFromDate: CivilDate;
  /** The first day of which there could be records of this person, such as the first day at work; absent: of all. Weeks before it are not weeks without acts. */
  readonly observedFromDate?: CivilDate;
  /** The last day, such as the day of leaving; absent: of all. */
  readonly observedToDate?: CivilDate;
  /** The team or site whose members go together: all have one, or nobody has. */
  readonly clusterId?: Id;
}
/** Schema of someone whose touchpoints became scheduled items. */
export const ScheduledPerson = z.strictObject({ personId: Id, scheduledFromDate: CivilDate, observedFromDate: z.exactOptional(CivilDate), observedToDate: z.exactOptional(CivilDate), clusterId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<ScheduledPerson>;

/** One place in a session, or one act. */
export interface AdoptionRecord {
  /** Unique. */
  readonly id: Id;
  /** Whose. */
  readonly personId: Id;
  /** The day, where the person is. */
  readonly date: CivilDate;
  /** Of a place, whether it was attended; of an act, whether it was done. */
  readonly isDone: boolean;
}
/** Schema of a record. */
export const AdoptionRecord = z.strictObject({ id: Id, personId: Id, date: CivilDate, isDone: z.boolean() }).readonly() satisfies z.ZodType<AdoptionRecord>;

/** Records before and after touchpoints became scheduled items. */
export interface SchedulingStudy {
  /** `attended-fraction`: places attended ÷ places of each person. `acts-per-week`: acts done a week by each person. */
  readonly counted: "attended-fraction" | "acts-per-week";
  /** Everyone whose touchpoints became scheduled. */
  readonly people: readonly ScheduledPerson[];
  /** Places or acts, each once. */
  readonly records: readonly AdoptionRecord[];
  /** The first day of which there are records. */
  readonly observedFromDate: CivilDate;
  /** The last day. */
  readonly observedToDate: CivilDate;
  /** Weeks right before and right after that are compared, 1 to 52. */
  readonly windowWeeks: number;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
}

const datesSwapped: Fault = { code: "scheduling-effect.dates_swapped", message: "Records run from {observedFromDate} to {observedToDate}.", hint: "Swap the two dates." };
const unobserved: Fault = { code: "scheduling-effect.unobserved", message: "{date} lies outside the observed days from {observedFromDate} to {observedToDate}.", hint: "Correct the date, or say from when to when records were kept." };
const unknownPerson: Fault = { code: "scheduling-effect.unknown_person", message: "Nobody has the id “{personId}”.", hint: "Add the person, or leave the record out." };
const duplicateRecord: Fault = { code: "scheduling-effect.duplicate_record", message: "The record “{id}” is listed twice.", hint: "Count each record once." };

const measureOf = (counted: SchedulingStudy["counted"]): EffectMeasure => {
  const instrument = { instrumentId: counted, majorVersion: 1 };
  return { unit: counted === "attended-fraction" ? "fraction" : counted, direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
};

/** The days of which there are records of one person. */
const observedOf = (study: Pick<SchedulingStudy, "observedFromDate" | "observedToDate">, person: ScheduledPerson | undefined): Pick<SchedulingStudy, "observedFromDate" | "observedToDate"> => ({ observedFromDate: person?.observedFromDate ?? study.observedFromDate, observedToDate: person?.observedToDate ?? study.observedToDate });

function findStudyFaults(study: SchedulingStudy, report: Report): void {
  const { counted, people, records, observedFromDate, observedToDate } = study;
  const refuseOutside = (date: CivilDate, days: ReturnType<typeof observedOf>, path: readonly (string | number)[]): void => {
    const { observedFromDate: from, observedToDate: to } = days;
    if (date < from || date > to) report(unobserved, path, { date, observedFromDate: from, observedToDate: to });
  };
  if (observedFromDate > observedToDate) report(datesSwapped, ["observedToDate"], { observedFromDate, observedToDate });
  findPeopleFaults({ people: people.map((person) => ({ ...person, baseline: null, post: null })), measure: measureOf(counted) }, report);
  people.forEach((person, index) => {
    const own = observedOf(study, person);
    for (const key of ["scheduledFromDate", "observedFromDate", "observedToDate"] as const) if (person[key] !== undefined) refuseOutside(person[key], study, ["people", index, key]);
    if (observedFromDate <= observedToDate && own.observedFromDate > own.observedToDate) report(datesSwapped, ["people", index, "observedToDate"], { ...own });
  });
  const known = new Map(people.map((person) => [person.personId, person]));
  for (const [index, { id }] of repeated(records, (record) => record.id)) report(duplicateRecord, ["records", index, "id"], { id });
  records.forEach(({ personId, date }, index) => {
    if (!known.has(personId)) report(unknownPerson, ["records", index, "personId"], { personId });
    refuseOutside(date, observedOf(study, known.get(personId)), ["records", index, "date"]);
  });
}

/** Schema of records before and after scheduling, with its rules between parts. */
export const SchedulingStudy = z
  .strictObject({
    counted: z.enum(["attended-fraction", "acts-per-week"]), people: z.array(ScheduledPerson).max(EFFECT_LIMITS.people).readonly(), records: z.array(AdoptionRecord).max(EFFECT_LIMITS.records).readonly(),
    observedFromDate: CivilDate, observedToDate: CivilDate, windowWeeks: z.int().min(1).max(52), confidenceLevel: ConfidenceLevel,
  })
  .check(rule(findStudyFaults))
  .readonly() satisfies z.ZodType<SchedulingStudy>;

/** One week before or after scheduling, of all who are in the figures. */
export interface AdoptionWeek {
  /** 0 is the first week of scheduled touchpoints, −1 the last one before. */
  readonly week: number;
  /** Attended ÷ places of all, or acts per person; `null` where there was no place. */
  readonly figure: number | null;
  /** Places or acts. */
  readonly recordCount: Count;
}

/** What changed when touchpoints became scheduled items. */
export interface SchedulingEffect {
  /** The mean change per person, after less before. Its isolation is `none`. */
  readonly change: EffectResult;
  /** The weekly figures against their own trend before; `null` where a week has no place to attend. */
  readonly againstTrend: InterruptedSeriesEffect | null;
  /** Week by week. */
  readonly weeks: readonly AdoptionWeek[];
  /** People who were not observed for all of the weeks before or after, since they came late or left early: they are in the arm's count, and not in the figures. */
  readonly unobservedCount: Count;
  /** What the figures cannot tell apart, in words. */
  readonly words: string;
}

/** What was counted of one person in one week. */
interface WeekTally { places: number; done: number }
interface PersonTally { readonly person: ScheduledPerson; readonly start: number; readonly weeks: readonly WeekTally[]; readonly isObserved: boolean }

function tallyPeople(study: SchedulingStudy): readonly PersonTally[] {
  const { people, records, windowWeeks } = study;
  const tallies = new Map(people.map((person): [Id, PersonTally] => {
    const { observedFromDate, observedToDate } = observedOf(study, person);
    const start = dayNumberOf(person.scheduledFromDate) - 7 * windowWeeks;
    const isObserved = start >= dayNumberOf(observedFromDate) && start + 14 * windowWeeks - 1 <= dayNumberOf(observedToDate);
    return [person.personId, { person, start, weeks: Array.from({ length: 2 * windowWeeks }, () => ({ places: 0, done: 0 })), isObserved }];
  }));
  for (const { personId, date, isDone } of records) {
    const tally = tallies.get(personId);
    const week = tally?.weeks[Math.floor((dayNumberOf(date) - tally.start) / 7)];
    if (week === undefined) continue;
    week.places += 1;
    week.done += isDone ? 1 : 0;
  }
  return [...tallies.values()];
}

const sumOf = (weeks: readonly WeekTally[]): WeekTally => weeks.reduce((sum, { places, done }) => ({ places: sum.places + places, done: sum.done + done }), { places: 0, done: 0 });

/** The figure of one person's weeks. */
function figureOf(weeks: readonly WeekTally[], counted: SchedulingStudy["counted"]): number | null {
  const { places, done } = sumOf(weeks);
  if (counted === "acts-per-week") return done / weeks.length;
  return places === 0 ? null : done / places;
}

const WORDS = "Before against after, without a comparison: whatever else began with the scheduling, and whatever would have grown by itself, is in the change; so is, where scheduling began because adoption was low just then, the return to what is usual. Against the trend, only what would have gone on growing as before is taken out.";

/** The share of a change from which a trend before is worth a warning. */
const TREND_SHARE = 0.5;

/**
 * How far adoption changed when touchpoints became scheduled items with prep task and agenda: each person's share of attended places, or acts a week, in the weeks after against the same number of weeks before, by each one's own day.
 * The change is that of `pairedEffect`; where each week has figures, the weeks of all are set against their own trend by `interruptedSeries` too, since a habit that grew before would have gone on growing. Neither tells scheduling from all else that began then.
 * People without all of the weeks are counted, and left out of the figures. Warning beside those of `pairedEffect`: `trend-before`, the trend before alone would have come to half of the change or more, a heuristic.
 *
 * @throws CoachingError `scheduling-effect.*`, `effect-people.duplicate_person`, `effect-people.missing_cluster`, `input.*`
 * @example
 * ```ts
 * const acts = (personId, dates) => dates.map((date) => ({ id: `${personId} ${date}`, personId, date, isDone: true }));
 * const records = [...acts("ada", ["2027-10-05", "2027-10-20", "2027-10-22", "2027-10-28"]), ...acts("ben", ["2027-10-19", "2027-10-26"]), ...acts("cem", ["2027-10-06", "2027-10-21"])];
 * const people = ["ada", "ben", "cem"].map((personId) => ({ personId, scheduledFromDate: "2027-10-18" }));
 * const { change, weeks } = schedulingEffect({ counted: "acts-per-week", people, records, observedFromDate: "2027-10-04", observedToDate: "2027-10-31", windowWeeks: 2, confidenceLevel: 0.95 });
 * [change.estimate.toFixed(3), change.n, change.isolation.grade]; // => ["0.667", 3, "none"]
 * weeks.map(({ week, recordCount }) => [week, recordCount]); // => [[-2, 2], [-1, 0], [0, 4], [1, 2]]
 * ```
 */
export function schedulingEffect(study: SchedulingStudy): SchedulingEffect {
  const checked = check(SchedulingStudy, study);
  const { counted, windowWeeks, confidenceLevel } = checked;
  const tallies = tallyPeople(checked);
  const scored = tallies.map(({ person: { personId, clusterId }, weeks, isObserved }): EffectPerson & { readonly weeks: readonly WeekTally[] } => {
    const baseline = isObserved ? figureOf(weeks.slice(0, windowWeeks), counted) : null;
    const post = baseline === null ? null : figureOf(weeks.slice(windowWeeks), counted);
    return { personId, ...(clusterId === undefined ? {} : { clusterId }), baseline, post, weeks };
  });
  const analyzed = scored.filter(({ post }) => post !== null);
  const weeks = Array.from({ length: 2 * windowWeeks }, (_, index): AdoptionWeek => {
    const ofAll = sumOf(analyzed.flatMap((one) => one.weeks[index] ?? []));
    const figure = counted === "acts-per-week" ? ofAll.done / Math.max(1, analyzed.length) : ofAll.places === 0 ? null : ofAll.done / ofAll.places;
    return { week: index - windowWeeks, figure, recordCount: ofAll.places };
  });
  const values = weeks.flatMap(({ figure }) => figure ?? []);
  const againstTrend = values.length < weeks.length ? null : interruptedSeries({ measure: measureOf(counted), values, preCount: windowWeeks, confidenceLevel });
  const mean = analyzed.reduce((sum, { baseline, post }) => sum + ((post ?? 0) - (baseline ?? 0)), 0) / Math.max(1, analyzed.length);
  const byTrend = (againstTrend?.preSlope ?? 0) * windowWeeks;
  return {
    change: changeEffect(scored, {
      direction: "higher-is-better", confidenceLevel, expectedChange: 0, method: null, warnings: mean > 0 && byTrend >= TREND_SHARE * mean ? ["trend-before"] : [],
      assumptions: ["no-change-without-scheduling", "nothing-else-began-with-it"],
    }),
    againstTrend, weeks, unobservedCount: tallies.filter(({ isObserved }) => !isObserved).length, words: WORDS,
  };
}
