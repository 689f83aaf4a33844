import * as z from "zod";
import { check, type Fault, type IssuePath } from "../../error/index.js";
import { isTypedArray } from "../../error/internal.js";
import { Count } from "../../unit/index.js";
import { type ColumnFaults, isColumn, reportFault, throwFaults } from "../column-faults.js";
import { NO_RESOURCE, type PlacementMemberColumns, type PlacementProblemColumns } from "./placement-columns.js";

/** The largest problem that is placed. */
export const PLACEMENT_COLUMN_LIMITS = {
  /** Units, and members of them. */
  units: 1_000_000,
  /** Options of all units. */
  options: 20_000_000,
  /** Tracks × steps. */
  cells: 1_000_000,
  /** Resources × steps. */
  places: 20_000_000,
  /** Entries of the tables of all cells, a table counted once for each cell. */
  cellEntries: 100_000_000,
  /** Steps that all units cover, each counted once for every load and once for the unit. */
  coverage: 100_000_000,
  /** Options of all units, each counted once for every load of its unit. */
  optionLoads: 250_000_000,
  /** The size of a cost. */
  cost: 1_000_000_000_000_000,
} as const;

const tooMany: Fault = { code: "placement-problem.too_many", message: "{got} {what} are more than {limit}.", hint: "Make the steps coarser, or place parts of the problem one after another." };
const badFirst: Fault = { code: "placement-problem.bad_first", message: "The entries of unit {unit} end at {end}, before they begin at {begin}.", hint: "Begin at 0 and let each unit begin where the one before it ends." };
const unknownIndex: Fault = { code: "placement-problem.unknown_index", message: "There is no {what} {index}; there are {count}, counted from 0.", hint: "Correct the index." };
const duplicateIndex: Fault = { code: "placement-problem.duplicate_index", message: "The {what} {index} stands twice in the unit {unit}.", hint: "Keep one of the two." };
const notPositive: Fault = { code: "placement-problem.not_positive", message: "Expected at least 1, got 0.", hint: "Leave out what covers or loads nothing." };
const beyondEnd: Fault = { code: "placement-problem.beyond_end", message: "The unit {unit} starts in step {step} and covers {steps}; there are {stepCount} steps.", hint: "Leave out options that do not end in time." };
const badTable: Fault = { code: "placement-problem.bad_table", message: "{cost} cannot stand at entry {entry} of a cost table.", hint: "Entry 0 is 0; the others are finite, never below the one before them and at most {limit}." };
const fallingPeriod: Fault = { code: "placement-problem.falling_period", message: "The period of step {step} is before that of the step before it.", hint: "Count periods along the steps." };
const wrongCapacity: Fault = { code: "placement-problem.wrong_capacity", message: "Expected a Uint8Array, Uint16Array or Uint32Array of {expected} entries.", hint: "Give the capacity of each resource in each step: resource × stepCount + step." };

const Sizes = z.strictObject({
  unitCount: Count.max(PLACEMENT_COLUMN_LIMITS.units), stepCount: Count.min(1).max(PLACEMENT_COLUMN_LIMITS.cells), trackCount: Count.min(1).max(PLACEMENT_COLUMN_LIMITS.cells), resourceCount: Count.max(PLACEMENT_COLUMN_LIMITS.places),
  costTables: z.array(z.never()),
  members: z.exactOptional(z.strictObject({ memberCount: Count.max(PLACEMENT_COLUMN_LIMITS.units), gapSteps: Count.max(PLACEMENT_COLUMN_LIMITS.cells), periodLimit: Count.max(PLACEMENT_COLUMN_LIMITS.units) })),
});
const NestedSizes = z.strictObject({ problem: Sizes });

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** What of a problem stands in no typed array: sizes, and that there is a list of tables; what is no problem as it is. */
function sizesOf(problem: PlacementProblemColumns): unknown {
  if (!isObject(problem)) return problem;
  const { unitCount, stepCount, trackCount, resourceCount, costTables, members } = problem;
  const memberSizes = isObject(members) ? { memberCount: members.memberCount, gapSteps: members.gapSteps, periodLimit: members.periodLimit } : members;
  return { unitCount, stepCount, trackCount, resourceCount, costTables: Array.isArray(costTables) ? [] : costTables, ...(members === undefined ? {} : { members: memberSizes }) };
}

interface Named {
  readonly first: Uint32Array;
  readonly entries: Uint32Array;
  readonly count: number;
  readonly what: string;
  /** Keys of `first` and `entries`. */
  readonly at: readonly [first: IssuePath, entries: IssuePath];
}

/** Whether places of first entries begin at 0 and never fall. */
function areFirstsRising(faults: ColumnFaults, first: Uint32Array, path: IssuePath): boolean {
  const foundBefore = faults.issues.length;
  for (let unit = -1; unit < first.length - 1; unit += 1) {
    const begin = unit < 0 ? 0 : (first[unit] ?? 0);
    const end = first[unit + 1] ?? 0;
    if (unit < 0 ? end !== 0 : end < begin) reportFault(faults, [...path, unit + 1], { fault: badFirst, params: { unit: Math.max(unit, 0), begin, end } });
  }
  return faults.issues.length === foundBefore;
}

/** Entries of units that name something by its index, each once in a unit. */
function findBadNames(faults: ColumnFaults, { first, entries, count, what, at: [, path] }: Named): void {
  const lastUnit = new Int32Array(count).fill(-1);
  for (let unit = 0; unit < first.length - 1; unit += 1) {
    for (let at = first[unit] ?? 0; at < (first[unit + 1] ?? 0); at += 1) {
      const index = entries[at] ?? 0;
      if (index >= count) reportFault(faults, [...path, at], { fault: unknownIndex, params: { what, index, count } });
      else if (lastUnit[index] === unit) reportFault(faults, [...path, at], { fault: duplicateIndex, params: { what, index, unit } });
      else lastUnit[index] = unit;
    }
  }
}

/** Looks at kinds, lengths and limits of first places and what they lead to. */
function areEntriesReadable(faults: ColumnFaults, { first, entries, what, at: [firstPath, path] }: Named, unitCount: number): boolean {
  if (!isColumn(faults, firstPath, { value: first, kind: "Uint32Array", expected: unitCount + 1 }) || !areFirstsRising(faults, first, firstPath)) return false;
  const got = first[unitCount] ?? 0;
  if (got > PLACEMENT_COLUMN_LIMITS.options) reportFault(faults, firstPath, { fault: tooMany, params: { got, what: `${what}s`, limit: PLACEMENT_COLUMN_LIMITS.options } });
  return isColumn(faults, path, { value: entries, kind: "Uint32Array", expected: got });
}

function findZeros(faults: ColumnFaults, list: Uint32Array, path: IssuePath): void {
  for (let at = 0; at < list.length; at += 1) if (list[at] === 0) reportFault(faults, [...path, at], { fault: notPositive, params: {} });
}

function findBadTables(faults: ColumnFaults, { costTables, cellTable }: PlacementProblemColumns): void {
  const { cost: limit, cellEntries } = PLACEMENT_COLUMN_LIMITS;
  // not forEach, which passes over holes
  for (let index = 0; index < costTables.length; index += 1) {
    const table = costTables[index];
    if (!isColumn(faults, ["costTables", index], { value: table, kind: "Float64Array" }) || table === undefined) continue;
    let before = 0;
    for (let entry = 0; entry < Math.max(1, table.length); entry += 1) {
      const cost = table[entry] ?? NaN;
      if (!(cost >= before && cost <= (entry === 0 ? 0 : limit))) reportFault(faults, ["costTables", index, entry], { fault: badTable, params: { cost: String(cost), entry, limit } });
      before = cost;
    }
  }
  let entryCount = 0;
  cellTable.forEach((index, cell) => {
    if (index >= costTables.length) reportFault(faults, ["cellTable", cell], { fault: unknownIndex, params: { what: "cost table", index, count: costTables.length } });
    entryCount += costTables[index]?.length ?? 0;
  });
  if (entryCount > cellEntries) reportFault(faults, ["costTables"], { fault: tooMany, params: { got: entryCount, what: "entries of cells", limit: cellEntries } });
}

function findBadOptions(faults: ColumnFaults, { unitCount, stepCount, resourceCount, unitSteps, options: { firstOption, step, resource } }: PlacementProblemColumns): void {
  for (let unit = 0; unit < unitCount; unit += 1) {
    const steps = unitSteps[unit] ?? 1;
    for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
      const [start = 0, index = 0] = [step[option], resource[option]];
      if (start + steps > stepCount) reportFault(faults, ["options", "step", option], { fault: beyondEnd, params: { unit, step: start, steps, stepCount } });
      if (index !== NO_RESOURCE && index >= resourceCount) reportFault(faults, ["options", "resource", option], { fault: unknownIndex, params: { what: "resource", index, count: resourceCount } });
    }
  }
}

function findBadMembers(faults: ColumnFaults, { firstMember, member, memberCount, periodOfStep, periodTaken }: PlacementMemberColumns, { unitCount, stepCount }: PlacementProblemColumns): void {
  const named: Named = { first: firstMember, entries: member, count: memberCount, what: "member", at: [["members", "firstMember"], ["members", "member"]] };
  if (areEntriesReadable(faults, named, unitCount)) findBadNames(faults, named);
  if (!isColumn(faults, ["members", "periodOfStep"], { value: periodOfStep, kind: "Uint32Array", expected: stepCount })) return;
  for (let step = 1; step < stepCount; step += 1) if ((periodOfStep[step] ?? 0) < (periodOfStep[step - 1] ?? 0)) reportFault(faults, ["members", "periodOfStep", step], { fault: fallingPeriod, params: { step } });
  if (periodTaken !== undefined) isColumn(faults, ["members", "periodTaken"], { value: periodTaken, kind: "Uint32Array", expected: memberCount * ((periodOfStep.at(-1) ?? 0) + 1) });
}

function findBadSizes(faults: ColumnFaults, { stepCount, trackCount, resourceCount, cellTable, resourceCapacity }: PlacementProblemColumns): void {
  const { cells, places } = PLACEMENT_COLUMN_LIMITS;
  if (trackCount * stepCount > cells) reportFault(faults, ["trackCount"], { fault: tooMany, params: { got: trackCount * stepCount, what: "cells", limit: cells } });
  if (resourceCount * stepCount > places) reportFault(faults, ["resourceCount"], { fault: tooMany, params: { got: resourceCount * stepCount, what: "places", limit: places } });
  throwFaults(faults);
  isColumn(faults, ["cellTable"], { value: cellTable, kind: "Uint32Array", expected: trackCount * stepCount });
  const expected = resourceCount * stepCount;
  const isKnown = isTypedArray(resourceCapacity, "Uint8Array") || isTypedArray(resourceCapacity, "Uint16Array") || isTypedArray(resourceCapacity, "Uint32Array");
  if (!isKnown || resourceCapacity.length !== expected) reportFault(faults, ["resourceCapacity"], { fault: wrongCapacity, params: { expected } });
}

function findWideCoverage(faults: ColumnFaults, { unitSteps, loads: { firstLoad } }: PlacementProblemColumns): void {
  let got = 0;
  unitSteps.forEach((steps, unit) => { got += steps * (1 + (firstLoad[unit + 1] ?? 0) - (firstLoad[unit] ?? 0)); });
  if (got > PLACEMENT_COLUMN_LIMITS.coverage) reportFault(faults, ["unitSteps"], { fault: tooMany, params: { got, what: "covered steps", limit: PLACEMENT_COLUMN_LIMITS.coverage } });
}

function findManyOptionLoads(faults: ColumnFaults, { unitCount, loads: { firstLoad }, options: { firstOption } }: PlacementProblemColumns): void {
  let got = 0;
  for (let unit = 0; unit < unitCount; unit += 1) got += ((firstOption[unit + 1] ?? 0) - (firstOption[unit] ?? 0)) * ((firstLoad[unit + 1] ?? 0) - (firstLoad[unit] ?? 0));
  if (got > PLACEMENT_COLUMN_LIMITS.optionLoads) reportFault(faults, ["options", "firstOption"], { fault: tooMany, params: { got, what: "loads of options", limit: PLACEMENT_COLUMN_LIMITS.optionLoads } });
}

/** Checks a placement problem, all of it. `isNested`: it stands under the key `problem`. */
export function checkPlacement(problem: PlacementProblemColumns, { isNested }: { readonly isNested: boolean }): void {
  if (isNested) check(NestedSizes, { problem: sizesOf(problem) });
  else check(Sizes, sizesOf(problem));
  const { unitCount, stepCount, trackCount, unitSteps, members, costTables } = problem;
  const [loads, options] = [Object(problem.loads) as PlacementProblemColumns["loads"], Object(problem.options) as PlacementProblemColumns["options"]];
  const faults: ColumnFaults = { issues: [], path: isNested ? ["problem"] : [] };
  findBadSizes(faults, problem);
  const loaded: Named = { first: loads.firstLoad, entries: loads.track, count: trackCount, what: "track", at: [["loads", "firstLoad"], ["loads", "track"]] };
  const chosen: Named = { first: options.firstOption, entries: options.step, count: stepCount, what: "option", at: [["options", "firstOption"], ["options", "step"]] };
  if (areEntriesReadable(faults, loaded, unitCount) && isColumn(faults, ["loads", "size"], { value: loads.size, kind: "Uint32Array", expected: loads.track.length })) findZeros(faults, loads.size, ["loads", "size"]);
  if (areEntriesReadable(faults, chosen, unitCount)) isColumn(faults, ["options", "resource"], { value: options.resource, kind: "Uint32Array", expected: options.step.length });
  if (isColumn(faults, ["unitSteps"], { value: unitSteps, kind: "Uint32Array", expected: unitCount })) findZeros(faults, unitSteps, ["unitSteps"]);
  if (costTables.length > PLACEMENT_COLUMN_LIMITS.cells) reportFault(faults, ["costTables"], { fault: tooMany, params: { got: costTables.length, what: "cost tables", limit: PLACEMENT_COLUMN_LIMITS.cells } });
  throwFaults(faults);
  findBadNames(faults, loaded);
  findBadOptions(faults, problem);
  findBadTables(faults, problem);
  findWideCoverage(faults, problem);
  findManyOptionLoads(faults, problem);
  if (members !== undefined) findBadMembers(faults, members, problem);
  throwFaults(faults);
}
