import fc from "fast-check";
import { placeAtLeastCostColumns, type PlacementProblemColumns, verifyPlacementColumns } from "coachkit/optimization";
import { describe, expect, test } from "vitest";
import { provenPlacement } from "../../../src/optimization/placement/place-at-least-cost.js";
import { placementBound } from "../../../src/optimization/placement/placement-bound.js";
import { issuesOf } from "../../issues-of.js";
import { anyNetwork, bruteForce, columnsOf, type PlainPlacement } from "./plain-placement.js";
import { linearProgram } from "./linear-program.js";

const solved = (plain: PlainPlacement) => {
  const problem = columnsOf(plain);
  const answer = placeAtLeastCostColumns(problem);
  return { problem, answer, proof: verifyPlacementColumns({ problem, unitOption: answer.unitOption, prices: answer.prices }) };
};
const costOf = (plain: PlainPlacement): readonly number[] => {
  const { totalCost, unplacedCount } = solved(plain).answer;
  return [unplacedCount, totalCost];
};

/** At each count the lowest of all lines between two entries of the table. */
const plainEnvelope = (table: readonly number[]): readonly number[] => table.map((_, at) => Math.min(...table.flatMap((low, from) => table.map((high, to) => {
  if (from > at || to < at) return Infinity;
  return from === to ? low : low + ((high - low) * (at - from)) / (to - from);
}))));

/** Two steps, one resource for a unit in each: unit 0 may start in both, unit 1 in the first only, unit 2 nowhere else. A unit costs 1, then 3 in step 0; 2, then 5 in step 1. */
const small: PlainPlacement = {
  stepCount: 2, cellTable: [0, 1], costTables: [[0, 1, 4], [0, 2, 7]], capacities: [[1, 1]],
  units: [{ options: [[0, 0], [1, 0]] }, { options: [[0, 0]] }, { options: [[0, 0]] }],
};

describe("placeAtLeastCostColumns", () => {
  test("moves a unit on, so that another finds its place", () => {
    const { answer, proof } = solved(small);
    expect(Array.from(answer.unitOption)).toEqual([1, 2, -1]);
    expect(answer).toMatchObject({ unplacedCount: 1, unplacedBound: 1, totalCost: 3, costBound: 3, gapRatio: 0, status: "optimal" });
    expect(proof).toMatchObject({ isFeasible: true, isOptimal: true, flawCount: 0, totalCost: 3, unplacedCount: 1 });
  });
  test("without a unit there is no cost", () => { expect(solved({ ...small, units: [] }).answer).toMatchObject({ unplacedCount: 0, totalCost: 0, gapRatio: 0, status: "optimal" }); });
  test("a unit without an option is left out, and that is proven", () => { expect(solved({ ...small, units: [{ options: [] }] }).answer).toMatchObject({ unplacedCount: 1, unplacedBound: 1, status: "optimal" }); });
  test("a table that is not convex leaves a gap: two units cost 5 together, one costs 4, on the envelope 2.5", () => {
    const { answer } = solved({ stepCount: 1, costTables: [[0, 4, 5]], units: [{ options: [[0, null]] }] });
    expect(answer).toMatchObject({ totalCost: 4, costBound: 2.5, gapRatio: 0.375, status: "within-gap" });
  });
  test("no price goes above that of leaving out, where a table goes on beyond what units can put there: one costs 1, a second would cost a million", () => {
    const { proof, method } = provenPlacement(columnsOf({ stepCount: 1, costTables: [[0, 1, 1e6]], units: [{ options: [[0, null]] }] }));
    expect({ method, proof }).toMatchObject({ method: "network", proof: { totalCost: 1, costBound: 1, isOptimal: true } });
  });
  test("keeps to members where they meet, and says that leaving out fewer is not ruled out", () => {
    const problem: PlacementProblemColumns = {
      ...columnsOf({ stepCount: 3, costTables: [[0, 1, 3]], units: [{ options: [[0, null]] }, { options: [[1, null]] }] }),
      members: { memberCount: 1, firstMember: Uint32Array.of(0, 1, 2), member: Uint32Array.of(0, 0), gapSteps: 1, periodOfStep: Uint32Array.of(0, 0, 0), periodLimit: 1 },
    };
    const { status, unitOption, prices } = placeAtLeastCostColumns(problem);
    expect({ status, placed: unitOption.filter((option) => option >= 0).length }).toEqual({ status: "fewest-not-proved", placed: 1 });
    expect(verifyPlacementColumns({ problem, unitOption, prices })).toMatchObject({ isFeasible: true, isOptimal: false, gapRatio: null, unplacedCount: 1, unplacedBound: 0 });
    expect(verifyPlacementColumns({ problem, unitOption: Int32Array.of(0, 1), prices })).toMatchObject({ isFeasible: false, isOptimal: false, gapRatio: null, flawCount: 2, flaws: [{ kind: "members-too-near", member: 0, unit: 1, otherUnit: 0 }, { kind: "period-over-limit", member: 0, periodIndex: 0, unit: 1 }] });
    expect(placeAtLeastCostColumns({ ...problem, members: { ...problem.members!, gapSteps: 0, periodLimit: 2 } }).status).toBe("optimal");
  });
  test("searches where units make no network: two steps long, two loads, a resource that serves two tracks", () => {
    const two = columnsOf({ stepCount: 3, costTables: [[0, 1, 3]], units: [{ options: [[0, null], [1, null]] }, { options: [[0, null], [1, null]] }] });
    expect(placeAtLeastCostColumns({ ...two, unitSteps: Uint32Array.of(2, 2) })).toMatchObject({ unplacedCount: 0, totalCost: 5 });
    expect(placeAtLeastCostColumns({ ...two, loads: { ...two.loads, size: Uint32Array.of(1, 2) } })).toMatchObject({ unplacedCount: 0, totalCost: 4 });
    const shared = columnsOf({ stepCount: 1, trackCount: 2, costTables: [[0, 1]], capacities: [[1]], units: [{ track: 0, options: [[0, 0]] }, { track: 1, options: [[0, 0]] }] });
    expect(placeAtLeastCostColumns(shared)).toMatchObject({ unplacedCount: 1, totalCost: 1 });
  });

  test("on convex tables it is what trying everything finds, and proven", () => {
    fc.assert(fc.property(anyNetwork({ isConvex: true }), (plain) => {
      const { proof } = solved(plain);
      const best = bruteForce(plain);
      expect({ unplacedCount: proof.unplacedCount, totalCost: proof.totalCost }).toEqual(best);
      expect(proof).toMatchObject({ isFeasible: true, isOptimal: true, unplacedBound: best.unplacedCount });
      expect(proof.costBound).toBeCloseTo(best.totalCost, 9);
    }), { numRuns: 500 });
  });
  test("on others it is feasible, leaves out no unit more, and the bound holds", () => {
    fc.assert(fc.property(anyNetwork({ isConvex: false }), (plain) => {
      const { proof } = solved(plain);
      const best = bruteForce(plain);
      expect(proof).toMatchObject({ isFeasible: true, unplacedCount: best.unplacedCount, unplacedBound: best.unplacedCount });
      expect(proof.costBound).toBeLessThanOrEqual(best.totalCost + 1e-9);
      expect(proof.totalCost).toBeGreaterThanOrEqual(best.totalCost);
    }), { numRuns: 500 });
  });
  test("units in another order cost the same, and a resource more costs no more", () => {
    fc.assert(fc.property(anyNetwork({ isConvex: true }), (plain) => {
      const [unplacedCount, totalCost] = costOf(plain) as [number, number];
      expect(costOf({ ...plain, units: plain.units.toReversed() })).toEqual([unplacedCount, totalCost]);
      // a unit gets a way that needs no resource
      const freer = { ...plain, units: plain.units.map(({ options, ...unit }) => ({ ...unit, options: [...options, ...options.slice(0, 1).map(([step]) => [step, null] as const)] })) };
      const [fewer, cost] = costOf(freer) as [number, number];
      expect(fewer < unplacedCount || (fewer === unplacedCount && cost <= totalCost)).toBe(true);
    }));
  });
  test("a resource more costs no more", () => {
    fc.assert(fc.property(anyNetwork({ isConvex: true }), (plain) => {
      const [unplacedCount, totalCost] = costOf(plain) as [number, number];
      // a place in every step, for each unit where it may start first
      const track = plain.units[0]!.track;
      const more: PlainPlacement = { ...plain, capacities: [...plain.capacities!, new Array<number>(plain.stepCount).fill(1)], units: plain.units.map(({ options, ...unit }) => ({ ...unit, options: unit.track === track ? [...options, ...options.slice(0, 1).map(([step]) => [step, plain.capacities!.length] as const)] : options })) };
      const [fewer, cost] = costOf(more) as [number, number];
      expect(fewer < unplacedCount || (fewer === unplacedCount && cost <= totalCost)).toBe(true);
    }));
  });
  test("on tables that are not convex the bound is the optimum of their lower convex envelopes", () => {
    fc.assert(fc.property(anyNetwork({ isConvex: false }), (plain) => {
      // with amounts of one a cell may hold every count, so that the envelope is that of the whole table
      const single = { ...plain, units: plain.units.map((unit) => ({ ...unit, amount: 1 })) };
      const { answer } = solved(single);
      const onEnvelopes = bruteForce({ ...single, costTables: single.costTables.map(plainEnvelope) });
      expect(answer.unplacedCount).toBe(onEnvelopes.unplacedCount);
      expect(answer.costBound).toBeCloseTo(onEnvelopes.totalCost, 9);
    }));
  });
  test("whatever the prices are, the bound holds, and no dearer placement is proven", () => {
    const price = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(fc.property(anyNetwork({ isConvex: false }), fc.array(price, { minLength: 40, maxLength: 40 }), fc.nat(200), (plain, drawn, unplaced) => {
      const problem = columnsOf(plain);
      const best = bruteForce(plain);
      const prices = { cell: Float64Array.from(problem.cellTable, (_, at) => drawn[at]!), resource: Float64Array.from(problem.resourceCapacity, (_, at) => drawn[20 + at]!), unplaced };
      expect(placementBound(problem, prices)).toBeLessThanOrEqual(best.totalCost + unplaced * best.unplacedCount + 1e-9);
      const nobody = verifyPlacementColumns({ problem, unitOption: new Int32Array(problem.unitCount).fill(-1), prices });
      if (nobody.isOptimal) expect(best.unplacedCount).toBe(problem.unitCount);
    }));
  });
  test("is what HiGHS 1.15 finds", async () => {
    // its types say that the function stands one default deeper than it does
    const load = (await import("highs")).default as unknown as () => Promise<{ readonly solve: (program: string) => { readonly ObjectiveValue: number } }>;
    const solver = await load();
    for (const seed of [1, 2, 3]) {
      const [plain] = fc.sample(anyLarger, { seed, numRuns: 1 }) as [PlainPlacement];
      const { answer, proof } = solved(plain);
      const solution = solver.solve(linearProgram(plain, 10_000));
      expect(proof.isOptimal).toBe(true);
      expect(answer.totalCost + 10_000 * answer.unplacedCount).toBeCloseTo(solution.ObjectiveValue, 4);
    }
  }, 60_000);
});

/** 60 units, 30 steps, 6 resources. */
const anyLarger: fc.Arbitrary<PlainPlacement> = fc.record({
  stepCount: fc.constant(30), cellTable: fc.array(fc.nat(1), { minLength: 30, maxLength: 30 }), costTables: fc.constant([[0, 1, 3, 6, 10, 15], [0, 0.5, 2.25, 7.25, 15]]),
  capacities: fc.array(fc.array(fc.nat(2), { minLength: 30, maxLength: 30 }), { minLength: 6, maxLength: 6 }),
  units: fc.array(fc.record({ options: fc.uniqueArray(fc.tuple(fc.nat(29), fc.nat(5)), { maxLength: 5, selector: String }) }), { minLength: 60, maxLength: 60 }),
});

describe("verifyPlacementColumns", () => {
  const { problem, answer: { unitOption, prices } } = solved(small);
  test.each<readonly [title: string, changed: readonly number[], expected: object]>([
    ["an option of another unit", [2, 2, -1], { isFeasible: false, flaws: [{ kind: "unknown-option", unit: 0 }] }],
    ["a resource that is taken twice", [0, 2, -1], { isFeasible: false, flaws: [{ kind: "resource-over-capacity", resource: 0, step: 0, load: 2, limit: 1 }] }],
    ["more than the table tells", [0, 2, 3], { isFeasible: false, totalCost: null, flaws: [{ kind: "cell-over-table", track: 0, step: 0, load: 3, limit: 2 }, { kind: "resource-over-capacity" }] }],
    ["a unit left out that need not be", [0, -1, -1], { isFeasible: true, isOptimal: false, unplacedCount: 2, unplacedBound: 1, gapRatio: null }],
  ])("finds %s", (_, changed, expected) => { expect(verifyPlacementColumns({ problem, unitOption: Int32Array.from(changed), prices })).toMatchObject({ isOptimal: false, ...expected }); });
  test("other prices prove less", () => {
    for (const changed of [{ cell: new Float64Array(2) }, { cell: Float64Array.of(NaN, 1) }, { resource: Float64Array.of(0, 0) }, { unplaced: 0 }, { unplaced: Infinity }]) {
      const proof = verifyPlacementColumns({ problem, unitOption, prices: { ...prices, ...changed } });
      expect(proof.isOptimal).toBe(false);
      expect(proof.costBound).toBeLessThanOrEqual(3);
    }
  });
  test("prices so large that others drown in them prove no more than they do", () => {
    // a unit that costs 9,000 or 10,000, another without an option; 1e20 + 9,000 is 1e20 + 16,384 in a double
    const apart = columnsOf({ stepCount: 2, cellTable: [0, 1], costTables: [[0, 9000], [0, 10_000]], units: [{ options: [[0, null], [1, null]] }, { options: [] }] });
    for (const huge of [1e18, 1e20, 1e30, 1e299, 1e300, 1.7e308]) {
      const proof = verifyPlacementColumns({ problem: apart, unitOption: Int32Array.of(1, -1), prices: { cell: Float64Array.of(9000, 9000), resource: new Float64Array(0), unplaced: huge } });
      expect(proof.isOptimal).toBe(false);
      expect(proof.costBound).toBeLessThanOrEqual(9000);
    }
    // ten steps of 9 behind one that takes nobody and has a price of 1e17
    const long = columnsOf({ stepCount: 11, cellTable: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], costTables: [[0, 9], [0]], units: [{ steps: 10, options: [[1, null]] }] });
    for (const huge of [1e17, 1e20, 1e300]) expect(verifyPlacementColumns({ problem: long, unitOption: Int32Array.of(0), prices: { cell: new Float64Array(11).fill(9).fill(huge, 0, 1), resource: new Float64Array(0), unplaced: 1000 } }).costBound).toBeLessThanOrEqual(90);
  });
  test("whatever is claimed, nothing is called optimal that is not, and no bound is above the truth", () => {
    const wild = fc.oneof(fc.double({ min: -20, max: 20, noNaN: true }), fc.double(), fc.constantFrom(1e16, 1e20, -1e20, 1e300, -1e300, 1e-300, Number.MIN_VALUE));
    fc.assert(fc.property(anyNetwork({ isConvex: true }), fc.array(fc.option(wild), { minLength: 40, maxLength: 40 }), fc.option(fc.constantFrom(1e10, 1e16, 2 ** 60, 1e-3, 1e-16, 1e-320)), (plain, drawn, factor) => {
      const { problem: own, answer } = solved(plain);
      const best = bruteForce(plain);
      const claimed = { cell: answer.prices.cell.map((price, at) => drawn[at] ?? price), resource: answer.prices.resource.map((price, at) => drawn[20 + at] ?? price), unplaced: answer.prices.unplaced * (factor ?? 1) };
      const proof = verifyPlacementColumns({ problem: own, unitOption: answer.unitOption, prices: claimed });
      expect(proof.unplacedBound).toBeLessThanOrEqual(best.unplacedCount);
      expect(proof.costBound).toBeLessThanOrEqual(best.totalCost);
      const nobody = verifyPlacementColumns({ problem: own, unitOption: new Int32Array(own.unitCount).fill(-1), prices: claimed });
      expect(nobody.isOptimal).toBe(nobody.isOptimal && best.unplacedCount === own.unitCount);
    }), { numRuns: 500 });
  });
  test("a price for leaving out that dwarfs all costs proves them none the less", () => {
    // loads of 3: a third of a power of two rounds
    const { answer } = solved({
      stepCount: 4, cellTable: [1, 0, 1, 0], costTables: [[0, 0, 0.06, 0.36], [0, 0, 0, 0, 3_635_182.25, 9_635_182.25]], capacities: [[2, 2, 1, 2], [1, 0, 1, 1]],
      units: [{ amount: 3, options: [] }, { amount: 3, options: [[3, null], [3, 0]] }, { amount: 3, options: [[3, 0], [0, 1]] }, { amount: 3, options: [[2, 1], [2, null]] }],
    });
    expect(answer).toMatchObject({ unplacedCount: 1, totalCost: 0.36, status: "optimal" });
  });
  test("names where arrays are faulty", () => {
    expect(issuesOf(() => verifyPlacementColumns({ problem, unitOption: new Int32Array(1), prices: { ...prices, cell: new Float64Array(1) } }))).toEqual(["column-faults.wrong_length at /unitOption", "column-faults.wrong_length at /prices/cell"]);
    expect(issuesOf(() => verifyPlacementColumns({ problem: { ...problem, unitCount: -1 }, unitOption, prices }))).toEqual(["input.too_small at /problem/unitCount"]);
  });
});
