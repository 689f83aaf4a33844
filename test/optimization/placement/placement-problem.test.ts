import { type ClaimedPlacementColumns, placeAtLeastCostColumns, PLACEMENT_COLUMN_LIMITS, type PlacementProblemColumns, verifyPlacementColumns } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../../issues-of.js";
import { columnsOf } from "./plain-placement.js";

const good = columnsOf({ stepCount: 2, costTables: [[0, 1, 3]], capacities: [[1, 1]], units: [{ options: [[0, 0], [1, null]] }, { options: [[1, 0]] }] });
const members = { memberCount: 1, firstMember: Uint32Array.of(0, 1, 2), member: Uint32Array.of(0, 0), gapSteps: 0, periodOfStep: Uint32Array.of(0, 1), periodLimit: 1 };
const list = (...values: readonly number[]) => Uint32Array.from(values);

describe("a placement problem in typed arrays", () => {
  test("is taken when it is well-formed", () => { expect(issuesOf(() => placeAtLeastCostColumns({ ...good, members }))).toEqual([]); });
  test.each<readonly [title: string, changes: object, issues: readonly string[]]>([
    ["sizes that are none", { unitCount: 0.5, stepCount: 0 }, ["input.invalid_type at /unitCount", "input.too_small at /stepCount"]],
    ["more units than the limit", { unitCount: PLACEMENT_COLUMN_LIMITS.units + 1 }, ["input.too_big at /unitCount"]],
    ["more cells than the limit", { trackCount: PLACEMENT_COLUMN_LIMITS.cells }, ["placement-problem.too_many at /trackCount"]],
    ["more places than the limit", { resourceCount: PLACEMENT_COLUMN_LIMITS.places }, ["placement-problem.too_many at /resourceCount"]],
    ["more options than the limit", { options: { ...good.options, firstOption: list(0, 2, PLACEMENT_COLUMN_LIMITS.options + 1) } }, ["placement-problem.too_many at /options/firstOption", "column-faults.wrong_length at /options/step"]],
    ["a plain list", { unitSteps: [1, 1] }, ["column-faults.wrong_kind at /unitSteps"]],
    ["a table for a cell too few", { cellTable: list(0) }, ["column-faults.wrong_length at /cellTable"]],
    ["another kind of capacities", { resourceCapacity: new Int32Array(2) }, ["placement-problem.wrong_capacity at /resourceCapacity"]],
    ["entries that end before they begin", { options: { ...good.options, firstOption: list(1, 3, 2) } }, ["placement-problem.bad_first at /options/firstOption/0", "placement-problem.bad_first at /options/firstOption/2"]],
    ["a step, a resource and a track that are not there", { options: { firstOption: list(0, 2, 3), step: list(0, 1, 2), resource: list(0, 1, 0) }, loads: { ...good.loads, track: list(0, 1) } }, ["placement-problem.unknown_index at /loads/track/1", "placement-problem.unknown_index at /options/resource/1", "placement-problem.beyond_end at /options/step/2"]],
    ["a track twice in a unit", { loads: { firstLoad: list(0, 2, 2), track: list(0, 0), size: list(1, 1) } }, ["placement-problem.duplicate_index at /loads/track/1"]],
    ["units and loads of nothing", { unitSteps: list(1, 0), loads: { ...good.loads, size: list(0, 1) } }, ["placement-problem.not_positive at /loads/size/0", "placement-problem.not_positive at /unitSteps/1"]],
    ["a unit that does not end in time", { unitSteps: list(2, 1) }, ["placement-problem.beyond_end at /options/step/1"]],
    ["tables that begin above 0, fall or are no numbers", { costTables: [Float64Array.of(1, 0, NaN), Float64Array.of()] }, ["placement-problem.bad_table at /costTables/0/0", "placement-problem.bad_table at /costTables/0/1", "placement-problem.bad_table at /costTables/0/2", "placement-problem.bad_table at /costTables/1/0"]],
    ["a list of tables with a hole", { costTables: new Array<Float64Array>(1) }, ["column-faults.wrong_kind at /costTables/0"]],
    ["a cost beyond the limit", { costTables: [Float64Array.of(0, 2 * PLACEMENT_COLUMN_LIMITS.cost)] }, ["placement-problem.bad_table at /costTables/0/1"]],
    ["a table that is not there", { cellTable: list(0, 1) }, ["placement-problem.unknown_index at /cellTable/1"]],
    ["more table entries than the limit", { stepCount: 1000, cellTable: new Uint32Array(1000), costTables: [new Float64Array(PLACEMENT_COLUMN_LIMITS.cellEntries / 1000 + 1)], resourceCapacity: new Uint8Array(1000) }, ["placement-problem.too_many at /costTables"]],
    ["more covered steps than the limit", { unitSteps: list(PLACEMENT_COLUMN_LIMITS.coverage, 1), options: { ...good.options, firstOption: list(0, 0, 3), step: list(0, 0, 0) } }, ["placement-problem.too_many at /unitSteps"]],
    ["more loads of options than the limit", {
      // one unit of 10,000 loads that may choose from 25,001 options
      unitCount: 1, trackCount: 10_000, cellTable: new Uint32Array(20_000), unitSteps: list(1), loads: { firstLoad: list(0, 10_000), track: Uint32Array.from({ length: 10_000 }, (_, at) => at), size: new Uint32Array(10_000).fill(1) },
      options: { firstOption: list(0, 25_001), step: new Uint32Array(25_001), resource: new Uint32Array(25_001) },
    }, ["placement-problem.too_many at /options/firstOption"]],
    ["tables that are no list", { costTables: 5 }, ["input.invalid_type at /costTables"]],
    ["loads and options that are none", { loads: null, options: undefined }, ["column-faults.wrong_kind at /loads/firstLoad", "column-faults.wrong_kind at /options/firstOption"]],
    ["members that are none", { members: null }, ["input.invalid_type at /members"]],
    ["members without a gap or a limit", { members: { ...members, gapSteps: undefined, periodLimit: null } }, ["input.invalid_type at /members/gapSteps", "input.invalid_type at /members/periodLimit"]],
    ["a member that is not there", { members: { ...members, member: list(0, 1) } }, ["placement-problem.unknown_index at /members/member/1"]],
    ["periods that fall", { members: { ...members, periodOfStep: list(1, 0) } }, ["placement-problem.falling_period at /members/periodOfStep/1"]],
    ["places taken of periods in another number", { members: { ...members, periodTaken: list(0) } }, ["column-faults.wrong_length at /members/periodTaken"]],
    ["places taken as a plain list", { members: { ...members, periodTaken: [0, 0] } }, ["column-faults.wrong_kind at /members/periodTaken"]],
  ])("refuses %s", (_, changes, issues) => { expect(issuesOf(() => placeAtLeastCostColumns({ ...good, ...changes } as PlacementProblemColumns))).toEqual(issues); });
  test.each([undefined, null, 5, "x"])("refuses %s for a problem, a claim or prices", (value) => {
    const claim = { problem: good, unitOption: Int32Array.of(0, 2), prices: placeAtLeastCostColumns(good).prices };
    expect(issuesOf(() => placeAtLeastCostColumns(value as unknown as PlacementProblemColumns))).toEqual(["input.invalid_type at /"]);
    expect(issuesOf(() => verifyPlacementColumns(value as unknown as ClaimedPlacementColumns))).toEqual(["input.invalid_type at /problem"]);
    expect(issuesOf(() => verifyPlacementColumns({ ...claim, problem: value } as unknown as ClaimedPlacementColumns))).toEqual(["input.invalid_type at /problem"]);
    expect(issuesOf(() => verifyPlacementColumns({ ...claim, prices: value } as unknown as ClaimedPlacementColumns))).toEqual(["column-faults.wrong_kind at /prices/cell", "column-faults.wrong_kind at /prices/resource"]);
  });
});
