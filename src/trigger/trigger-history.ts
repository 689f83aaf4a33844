import * as z from "zod";
import { type Fault, repeated, type Report } from "../error/index.js";
import { DAY, END_OF_TIME, millisecondsOf } from "../time/internal.js";
import { Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { SignalSeries } from "./own-past.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";
import { findRuleFaults, type TriggerRule, TriggerRules } from "./trigger-rule.js";
import { findSignalFaults, SIGNAL_BOUND, type TriggerSignal, TriggerSignals } from "./trigger-signal.js";

/** A person's value of one signal in one week. What is not there is missing, never zero. */
export interface SignalRecord {
  /** Whose. */
  readonly personId: Id;
  /** Of which signal. */
  readonly signalId: Id;
  /** In which week, counted from 0. */
  readonly week: number;
  /** In the unit of the signal. */
  readonly value: number;
}
const Week = z.int().min(0).max(TRIGGER_LIMITS.weeks - 1);
/** Schema of a value of a signal. */
export const SignalRecord = z.strictObject({ personId: Id, signalId: Id, week: Week, value: z.number().min(-SIGNAL_BOUND).max(SIGNAL_BOUND) }).readonly() satisfies z.ZodType<SignalRecord>;

/** Rules, and the weeks of the people that they look at. */
export interface TriggerHistory {
  /** What rules can look at. */
  readonly signals: readonly TriggerSignal[];
  /** The rules. */
  readonly rules: readonly TriggerRule[];
  /** Everyone whom the rules look at, also those without any value. */
  readonly people: readonly Id[];
  /** The values, each person, signal and week at most once, in any order. */
  readonly records: readonly SignalRecord[];
  /** How many weeks there are, at most 520; they count from 0. */
  readonly weekCount: number;
  /** When week 0 starts. A week is 168 hours; rules can look at it when it has ended. */
  readonly weekZeroAt: Instant;
}
/** The keys of a history, for schemas. */
export const historyKeys = {
  signals: TriggerSignals, rules: TriggerRules, people: z.array(Id).min(1).max(TRIGGER_LIMITS.people).readonly(),
  records: z.array(SignalRecord).max(TRIGGER_LIMITS.records).readonly(), weekCount: z.int().min(1).max(TRIGGER_LIMITS.weeks), weekZeroAt: Instant,
};

const duplicatePerson: Fault = { code: "trigger-history.duplicate_person", message: "“{id}” is listed twice.", hint: "List each person once." };
const unknownPerson: Fault = { code: "trigger-history.unknown_person", message: "“{id}” is not one of the people.", hint: "Add the person, or leave the entry out." };
const unknownSignal: Fault = { code: "trigger-history.unknown_signal", message: "No signal has the id “{id}”.", hint: "Declare the signal, or correct the id." };
const duplicateRecord: Fault = { code: "trigger-history.duplicate_record", message: "“{id}” has two values of “{signalId}” in week {week}.", hint: "Keep one value for each person, signal and week." };
const beyondWeeks: Fault = { code: "trigger-history.beyond_weeks", message: "Week {week} is not one of {weekCount}, counted from 0.", hint: "Correct the week, or weekCount." };
const outOfRange: Fault = { code: "trigger-history.out_of_range", message: "{value} lies outside the range of “{id}”, {lowest} to {highest}.", hint: "Check the unit, or the range of the signal." };
const tooManyCells: Fault = { code: "trigger-history.too_many_cells", message: "{count} {what} are more than {limit}.", hint: "Ask for parts of the people, or use replayTriggerColumns." };
const beyondTime: Fault = { code: "trigger-history.beyond_time", message: "The last week ends after the year 2199.", hint: "Correct weekZeroAt." };

/** Reports entries of people who are not listed, or of weeks that are not there. */
export function findStrangers(list: string | readonly string[], entries: readonly { readonly personId: Id; readonly week: number }[], { history, report }: { readonly history: Pick<TriggerHistory, "people" | "weekCount">; readonly report: Report }): void {
  const [known, path] = [new Set(history.people), typeof list === "string" ? [list] : list];
  entries.forEach(({ personId: id, week }, index) => {
    if (!known.has(id)) report(unknownPerson, [...path, index, "personId"], { id });
    if (week >= history.weekCount) report(beyondWeeks, [...path, index, "week"], { week, weekCount: history.weekCount });
  });
}

function findRecordFaults({ records, signals }: TriggerHistory, report: Report): void {
  const known = new Map(signals.map((signal) => [signal.signalId, signal]));
  records.forEach(({ signalId: id, value }, index) => {
    const signal = known.get(id);
    if (signal === undefined) report(unknownSignal, ["records", index, "signalId"], { id });
    else if (signal.range !== undefined && (value < signal.range.lowest || value > signal.range.highest)) report(outOfRange, ["records", index, "value"], { value, id, ...signal.range });
  });
}

/** By place and not by text: half a million keys would take a second. */
function findRepeatedRecords(history: TriggerHistory, report: Report): void {
  const [placeOf, seen] = [cellPlaces(history), new Uint8Array(Math.min(TRIGGER_LIMITS.cells, cellCountOf(history)))];
  history.records.forEach((record, index) => {
    const place = placeOf(record);
    if (seen[place] === 1) report(duplicateRecord, ["records", index], { id: record.personId, signalId: record.signalId, week: record.week });
    if (place < seen.length) seen[place] = 1;
  });
}

/** Reports what is wrong between the parts of a history. */
export function findHistoryFaults(history: TriggerHistory, report: Report): void {
  const { people, weekCount, rules, weekZeroAt } = history;
  findSignalFaults(history, report);
  findRuleFaults(history, report);
  for (const [index, id] of repeated(people, (one) => one)) report(duplicatePerson, ["people", index], { id });
  const sizes = [["people × weeks × signals", cellCountOf(history), TRIGGER_LIMITS.cells], ["people × weeks × rules", people.length * weekCount * rules.length, TRIGGER_LIMITS.looks]] as const;
  for (const [what, count, limit] of sizes) if (count > limit) report(tooManyCells, [], { what, count, limit });
  findStrangers("records", history.records, { history, report });
  findRecordFaults(history, report);
  findRepeatedRecords(history, report);
  if (weekEndOf(weekZeroAt, weekCount - 1) >= END_OF_TIME) report(beyondTime, ["weekZeroAt"]);
}

/** The end of a week in milliseconds. */
export const weekEndOf = (weekZeroAt: Instant, week: number): number => millisecondsOf(weekZeroAt) + (week + 1) * 7 * DAY;

/** The places of people by id. */
export const personPlaces = (people: readonly Id[]): ReadonlyMap<Id, number> => new Map(people.map((personId, place) => [personId, place]));

/** The same history with people in the order of their ids, so that no sum hangs on the order in which they were given. */
export const inOrder = <History extends TriggerHistory>(history: History): History => ({ ...history, people: history.people.toSorted(inTextOrder) });

const cellCountOf = ({ people, weekCount, signals }: TriggerHistory): number => people.length * signals.length * weekCount;

/** Where the value of a record stands; not a number for a stranger. */
function cellPlaces({ people, weekCount, signals }: TriggerHistory): (record: SignalRecord) => number {
  const [persons, signalPlaces] = [personPlaces(people), new Map(signals.map(({ signalId }, place) => [signalId, place]))];
  return ({ personId, signalId, week }) => (week < weekCount ? ((persons.get(personId) ?? NaN) * signals.length + (signalPlaces.get(signalId) ?? NaN)) * weekCount + week : NaN);
}

/** The records as one array of values. */
export function seriesOf(history: TriggerHistory): SignalSeries {
  const [placeOf, cellCount] = [cellPlaces(history), cellCountOf(history)];
  const [values, isPresent] = [new Float64Array(cellCount), new Uint8Array(cellCount)];
  for (const record of history.records) {
    const place = placeOf(record);
    values[place] = record.value + 0;
    isPresent[place] = 1;
  }
  return { values, isPresent, signalCount: history.signals.length, weekCount: history.weekCount };
}
