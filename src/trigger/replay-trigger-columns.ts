import * as z from "zod";
import { check, type Fault, faultAt, type Report, rule } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { Count } from "../unit/index.js";
import { ruleReader } from "./compiled-condition.js";
import { PerPersonWeekLimit } from "./fired-triggers.js";
import { walkFirings } from "./firing-walk.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";
import { findRuleFaults, type TriggerRule, TriggerRules } from "./trigger-rule.js";
import { findSignalFaults, SIGNAL_BOUND, type TriggerSignal, TriggerSignals } from "./trigger-signal.js";

/** A history in columns: people, weeks, signals and rules as places that count from 0. */
export interface TriggerColumns {
  /** What rules can look at. */
  readonly signals: readonly TriggerSignal[];
  /** The rules. */
  readonly rules: readonly TriggerRule[];
  /** How many people there are. */
  readonly personCount: Count;
  /** How many weeks there are, at most 520. */
  readonly weekCount: number;
  /** The first week in which rules are looked at. */
  readonly fromWeek: number;
  /** The value of person p, signal s and week w at (p · signals + s) · weekCount + w. Where there is none, anything. */
  readonly values: Float64Array;
  /** 1 where there is a value, 0 where it is missing; places as in `values`. */
  readonly isPresent: Uint8Array;
  /** 1 where the consent of person p covers the purpose of rule r, at p · rules + r, for the whole history; or `"not-looked-at"`. */
  readonly isPermitted: Uint8Array | "not-looked-at";
  /** Most firings for one person in a week; left out, as many as there are rules. */
  readonly perPersonWeekLimit?: number;
}

/** What rules would have done, in columns. */
export interface TriggerFigures {
  /** The person of each firing; person by person, week by week, the most urgent rule first. */
  readonly persons: Uint32Array;
  /** The week of each firing. */
  readonly weeks: Uint16Array;
  /** The rule of each firing. */
  readonly rules: Uint16Array;
  /** By rule: weeks of people in which it was true. */
  readonly trueCounts: Uint32Array;
  /** By rule: weeks of people in which it could not be judged. */
  readonly unknownCounts: Uint32Array;
  /** By rule: firings held back, as consent was missing. */
  readonly withoutConsentCounts: Uint32Array;
  /** By rule: firings held back by its cooldown. */
  readonly cooldownCounts: Uint32Array;
  /** By rule: firings held back by the limit of a week. */
  readonly outrankedCounts: Uint32Array;
  /** By week: firings. */
  readonly firingsByWeek: Uint32Array;
  /** By number of firings: to how many people it happened; nobody is counted at 0. */
  readonly personsByTimes: Uint32Array;
}

const startsLate: Fault = { code: "replay-trigger-columns.starts_late", message: "Week {fromWeek} is not one of {weekCount}, counted from 0.", hint: "Correct fromWeek, or weekCount." };
const wrongKind: Fault = { code: "replay-trigger-columns.wrong_kind", message: "“{key}” is no {kind}.", hint: "Give a typed array of this kind: it is read without a copy." };
const wrongLength: Fault = { code: "replay-trigger-columns.wrong_length", message: "“{key}” has {length} entries, not {count}.", hint: "Give an entry for each person, signal and week; of consent, for each person and rule." };
const tooMany: Fault = { code: "replay-trigger-columns.too_many", message: "{count} {what} are more than {limit}.", hint: "Replay parts of the people." };
const badFlag: Fault = { code: "replay-trigger-columns.bad_flag", message: "“{key}” says {value}, neither 0 nor 1.", hint: "Write 1 for yes and 0 for no." };
const badValue: Fault = { code: "replay-trigger-columns.bad_value", message: "{value} is no value of “{id}”: a number from {lowest} to {highest}.", hint: "Mark missing values in isPresent; check the unit, or the range of the signal." };

type Part = Omit<TriggerColumns, "values" | "isPresent" | "isPermitted">;
function findPartFaults(part: Part, report: Report): void {
  findSignalFaults(part, report);
  findRuleFaults(part, report);
  if (part.fromWeek >= part.weekCount) report(startsLate, ["fromWeek"], { fromWeek: part.fromWeek, weekCount: part.weekCount });
}
const Week = z.int().min(0).max(TRIGGER_LIMITS.weeks);
const Part = z
  .strictObject({ signals: TriggerSignals, rules: TriggerRules, personCount: Count.min(1), weekCount: Week.min(1), fromWeek: Week, perPersonWeekLimit: z.exactOptional(PerPersonWeekLimit) })
  .check(rule(findPartFaults)) satisfies z.ZodType<Part>;
const columnKeys = ["values", "isPresent", "isPermitted"];

/** What is no column; a schema reads no typed array. */
const plainPart = (input: unknown): unknown => (typeof input === "object" && input !== null ? Object.fromEntries(Object.entries(input).filter(([key]) => !columnKeys.includes(key))) : input);

type Columns = Pick<TriggerColumns, "values" | "isPresent"> & { readonly isPermitted: Uint8Array | null };

function readColumns(input: Partial<TriggerColumns>, { personCount, weekCount, signals, rules }: Part): Columns {
  const { values, isPresent, isPermitted } = input;
  if (!isTypedArray(values, "Float64Array")) throw faultAt(wrongKind, ["values"], { key: "values", kind: "Float64Array" });
  if (!isTypedArray(isPresent, "Uint8Array")) throw faultAt(wrongKind, ["isPresent"], { key: "isPresent", kind: "Uint8Array" });
  if (isPermitted !== "not-looked-at" && !isTypedArray(isPermitted, "Uint8Array")) throw faultAt(wrongKind, ["isPermitted"], { key: "isPermitted", kind: "Uint8Array" });
  const cellCount = personCount * weekCount * signals.length;
  const bounds = [["people × weeks × signals", cellCount, TRIGGER_LIMITS.columnCells], ["people × weeks × rules", personCount * weekCount * rules.length, TRIGGER_LIMITS.columnLooks]] as const;
  for (const [what, count, limit] of bounds) if (count > limit) throw faultAt(tooMany, [], { what, count, limit });
  const permitted = isPermitted === "not-looked-at" ? null : isPermitted;
  const sizes = [["values", values.length, cellCount], ["isPresent", isPresent.length, cellCount], ["isPermitted", permitted?.length ?? personCount * rules.length, personCount * rules.length]] as const;
  for (const [key, length, count] of sizes) if (length !== count) throw faultAt(wrongLength, [key], { key, length, count });
  return { values, isPresent, isPermitted: permitted };
}

/** Looks at every entry once; the first that will not do is named. */
function checkEntries({ values, isPresent, isPermitted }: Columns, { signals, weekCount }: Part): void {
  const ranges = signals.map(({ range }) => range ?? { lowest: -SIGNAL_BOUND, highest: SIGNAL_BOUND });
  for (let start = 0, signal = 0; start < values.length; start += weekCount, signal = (signal + 1) % signals.length) {
    const { lowest, highest } = ranges[signal] as { readonly lowest: number; readonly highest: number };
    for (let place = start; place < start + weekCount; place += 1) {
      const flag = isPresent[place] as number;
      if (flag === 0) continue;
      if (flag !== 1) throw faultAt(badFlag, ["isPresent", place], { key: "isPresent", value: flag });
      const value = values[place] as number;
      if (!(value >= lowest && value <= highest)) throw faultAt(badValue, ["values", place], { value: String(value), id: (signals[signal] as TriggerSignal).signalId, lowest, highest });
    }
  }
  isPermitted?.forEach((flag, place) => { if (flag > 1) throw faultAt(badFlag, ["isPermitted", place], { key: "isPermitted", value: flag }); });
}

/** Firings as they come, in columns that grow. */
function firingColumns() {
  let [persons, weeks, rules, count] = [new Uint32Array(1024), new Uint16Array(1024), new Uint16Array(1024), 0];
  const grown = <Column extends Uint32Array | Uint16Array>(column: Column, room: Column): Column => { room.set(column); return room; };
  return {
    add: (person: number, week: number, place: number): void => {
      if (count === persons.length) [persons, weeks, rules] = [grown(persons, new Uint32Array(2 * count)), grown(weeks, new Uint16Array(2 * count)), grown(rules, new Uint16Array(2 * count))];
      persons[count] = person;
      weeks[count] = week;
      rules[count] = place;
      count += 1;
    },
    columns: () => ({ persons: persons.slice(0, count), weeks: weeks.slice(0, count), rules: rules.slice(0, count) }),
  };
}

/** To how many people it happened once, twice, … */
function personsByTimes(persons: Uint32Array): Uint32Array {
  const counts: number[] = [];
  for (let from = 0, to = 0; from < persons.length; from = to) {
    while (to < persons.length && persons[to] === persons[from]) to += 1;
    counts[to - from] = (counts[to - from] ?? 0) + 1;
  }
  return Uint32Array.from({ length: counts.length }, (_, times) => counts[times] ?? 0);
}

/**
 * What rules would have done in the histories of very many people: it answers what `replayTriggers` does, but for what labels and rebounds tell. Nothing given is written to.
 *
 * @throws CoachingError `trigger-signal.*`, `trigger-rule.*`, `replay-trigger-columns.starts_late`, `replay-trigger-columns.wrong_kind`, `replay-trigger-columns.wrong_length`, `replay-trigger-columns.too_many`, `replay-trigger-columns.bad_flag`, `replay-trigger-columns.bad_value`, `input.*`
 * @example
 * ```ts
 * const signals = [{ signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } }];
 * const when = { kind: "threshold", signalId: "quality", comparison: "below", limit: 0.7 };
 * const rules = [{ ruleId: "low-quality", title: "Below 70 %", when, priority: 1, cooldownWeeks: 2, needsApproval: true, purposeId: "coaching", actionId: "one-on-one", subject: "De-escalation" }];
 * const columns = { values: Float64Array.of(0.6, 0.65, 0.6, 0.8, 0, 0.9), isPresent: Uint8Array.of(1, 1, 1, 1, 0, 1), isPermitted: "not-looked-at" };
 * const figures = replayTriggerColumns({ signals, rules, personCount: 2, weekCount: 3, fromWeek: 0, ...columns });
 * [[...figures.persons], [...figures.weeks], [...figures.personsByTimes]]; // => [[0, 0], [0, 2], [0, 0, 1]]
 * [figures.trueCounts[0], figures.cooldownCounts[0], figures.unknownCounts[0]]; // => [3, 1, 1]
 * ```
 */
export function replayTriggerColumns(input: TriggerColumns): TriggerFigures {
  const part = check(Part, plainPart(input));
  const columns = readColumns(input, part);
  checkEntries(columns, part);
  const { rules, signals, personCount, weekCount, fromWeek, perPersonWeekLimit = rules.length } = part;
  const counts = (): Uint32Array => new Uint32Array(rules.length);
  const byOutcome = { fired: counts(), unknown: counts(), "no-consent": counts(), cooldown: counts(), outranked: counts() };
  const [firings, firingsByWeek, { isPermitted: permitted }] = [firingColumns(), new Uint32Array(weekCount), columns];
  const reader = ruleReader(rules, signals, { values: columns.values, isPresent: columns.isPresent, signalCount: signals.length, weekCount });
  const isPermitted = permitted === null ? () => true : (person: number, place: number): boolean => permitted[person * rules.length + place] === 1;
  walkFirings({ reader, rules, personCount, fromWeek, toWeek: weekCount - 1, perPersonWeekLimit, isPermitted }, (outcome, person, place, week) => {
    const own = byOutcome[outcome];
    own[place] = (own[place] as number) + 1;
    if (outcome !== "fired") return;
    firings.add(person, week, place);
    firingsByWeek[week] = (firingsByWeek[week] as number) + 1;
  });
  const found = firings.columns();
  const { fired, unknown, "no-consent": withoutConsentCounts, cooldown, outranked } = byOutcome;
  const trueCounts = fired.map((count, place) => count + (withoutConsentCounts[place] as number) + (cooldown[place] as number) + (outranked[place] as number));
  return { ...found, trueCounts, unknownCounts: unknown, withoutConsentCounts, cooldownCounts: cooldown, outrankedCounts: outranked, firingsByWeek, personsByTimes: personsByTimes(found.persons) };
}
