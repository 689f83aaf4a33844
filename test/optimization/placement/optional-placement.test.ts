import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_RESOURCE, type PlacementProblemColumns } from "coachkit/optimization";
import { optionalPlacement, placementCost } from "../../../src/optimization/internal.js";
import type { OptionalPlacementColumns } from "../../../src/optimization/placement/optional-columns.js";
import { optionalBound } from "../../../src/optimization/placement/optional-bound.js";

/** Costs of every plan that keeps the rules, found by trying all. */
function leastByTrying({ problem, optionCosts, leftOutCosts }: OptionalPlacementColumns): number {
  const unitOption = new Int32Array(problem.unitCount).fill(-1);
  let least = Infinity;
  const tryUnit = (unit: number, own: number): void => {
    if (unit === problem.unitCount) {
      const { totalCost, flawCount } = placementCost(problem, unitOption);
      if (flawCount === 0 && totalCost !== null) least = Math.min(least, totalCost + own);
      return;
    }
    unitOption[unit] = -1;
    tryUnit(unit + 1, own + (leftOutCosts[unit] ?? 0));
    for (let option = problem.options.firstOption[unit] ?? 0; option < (problem.options.firstOption[unit + 1] ?? 0); option += 1) {
      unitOption[unit] = option;
      tryUnit(unit + 1, own + (optionCosts[option] ?? 0));
    }
    unitOption[unit] = -1;
  };
  tryUnit(0, 0);
  return least;
}

/** Two units on three steps of one track: whoever is second in a step costs 5, whoever is first 1; the third step costs 3. */
const two = (optionCosts: readonly number[], leftOutCosts: readonly number[]): OptionalPlacementColumns => ({
  problem: {
    unitCount: 2, stepCount: 3, trackCount: 1, cellTable: Uint32Array.of(0, 0, 1), costTables: [Float64Array.of(0, 1, 6), Float64Array.of(0, 3, 6)], unitSteps: Uint32Array.of(1, 1),
    loads: { firstLoad: Uint32Array.of(0, 1, 2), track: Uint32Array.of(0, 0), size: Uint32Array.of(1, 1) },
    options: { firstOption: Uint32Array.of(0, 3, 5), step: Uint32Array.of(0, 1, 2, 0, 2), resource: new Uint32Array(5).fill(NO_RESOURCE) }, resourceCount: 0, resourceCapacity: new Uint8Array(0),
  },
  optionCosts: Float64Array.from(optionCosts), leftOutCosts: Float64Array.from(leftOutCosts),
});

const problems = fc.record({
  stepCount: fc.integer({ min: 2, max: 6 }), trackCount: fc.integer({ min: 1, max: 2 }), resourceCount: fc.integer({ min: 0, max: 2 }), seed: fc.infiniteStream(fc.integer({ min: 0, max: 999 })), unitCount: fc.integer({ min: 1, max: 5 }), isConvex: fc.boolean(), hasMembers: fc.boolean(),
}).map(({ stepCount, trackCount, resourceCount, seed, unitCount, isConvex, hasMembers }): OptionalPlacementColumns => {
  const upTo = (count: number): number => Number(seed.next().value ?? 0) % count;
  const cellCount = stepCount * trackCount;
  const costTables = Array.from({ length: cellCount }, () => {
    const steps = Array.from({ length: 3 + upTo(8) }, () => upTo(10));
    if (isConvex) steps.sort((a, b) => a - b);
    return Float64Array.from([0, ...steps]).map((_, at) => steps.slice(0, at).reduce((sum, step) => sum + step, 0));
  });
  const units = Array.from({ length: unitCount }, () => {
    const steps = 1 + upTo(2);
    const tracks = Array.from({ length: trackCount }, (_, track) => track).filter(() => upTo(3) > 0);
    const options = Array.from({ length: 1 + upTo(4) }, () => [upTo(stepCount - steps + 1), resourceCount === 0 || upTo(3) === 0 ? NO_RESOURCE : upTo(resourceCount)] as const);
    return { steps, loads: (tracks.length === 0 ? [0] : tracks).map((track) => [track, 1 + upTo(2)] as const), options };
  });
  const firsts = (counts: readonly number[]): Uint32Array => Uint32Array.from([0, ...counts]).map((_, at) => counts.slice(0, at).reduce((sum, count) => sum + count, 0));
  const problem: PlacementProblemColumns = {
    unitCount, stepCount, trackCount, cellTable: Uint32Array.from({ length: cellCount }, (_, cell) => cell), costTables, unitSteps: Uint32Array.from(units, ({ steps }) => steps),
    loads: { firstLoad: firsts(units.map(({ loads }) => loads.length)), track: Uint32Array.from(units.flatMap(({ loads }) => loads.map(([track]) => track))), size: Uint32Array.from(units.flatMap(({ loads }) => loads.map(([, amount]) => amount))) },
    options: { firstOption: firsts(units.map(({ options }) => options.length)), step: Uint32Array.from(units.flatMap(({ options }) => options.map(([step]) => step))), resource: Uint32Array.from(units.flatMap(({ options }) => options.map(([, resource]) => resource))) },
    resourceCount, resourceCapacity: Uint8Array.from({ length: resourceCount * stepCount }, () => upTo(3)),
    ...(hasMembers ? { members: { memberCount: 2, firstMember: firsts(units.map(() => 1)), member: Uint32Array.from(units, () => upTo(2)), gapSteps: upTo(2), periodOfStep: Uint32Array.from({ length: stepCount }, (_, step) => (step < 3 ? 0 : 1)), periodLimit: 1 + upTo(2) } } : {}),
  };
  return { problem, optionCosts: Float64Array.from(problem.options.step, () => upTo(4)), leftOutCosts: Float64Array.from(units, () => upTo(25)) };
});

describe("optionalPlacement", () => {
  test("two units share what is cheap: the second goes where it costs more but not as much as beside the first", () => {
    const { unitOption, totalCost, isOptimal } = optionalPlacement(two([0, 0, 0, 0, 0], [9, 9]), [Int32Array.of(-1, -1)]);
    expect([Array.from(unitOption), totalCost, isOptimal]).toEqual([[1, 3], 2, true]);
  });
  test("an option's own cost counts, and so does leaving out", () => {
    // the first unit pays 2 anywhere but in step 0, the second costs 0.5 to leave out
    expect(optionalPlacement(two([0, 2, 2, 0, 0], [9, 0.5]), [Int32Array.of(-1, -1)])).toMatchObject({ totalCost: 1.5, isOptimal: true });
    expect(optionalPlacement(two([0, 2, 2, 0, 0], [9, 4]), [Int32Array.of(-1, -1)])).toMatchObject({ totalCost: 4, isOptimal: true });
  });
  test("law: equal to trying everything, convex or not, with resources, members and several steps", () => {
    fc.assert(fc.property(problems, (optional) => {
      const found = optionalPlacement(optional, [new Int32Array(optional.problem.unitCount).fill(-1)]);
      const least = leastByTrying(optional);
      expect(placementCost(optional.problem, found.unitOption).flawCount).toBe(0);
      expect(found.isOptimal).toBe(true);
      expect(found.totalCost).toBeCloseTo(least, 6);
    }), { numRuns: 300 });
  });
  test("law: any prices give a bound", () => {
    fc.assert(fc.property(problems, fc.infiniteStream(fc.double({ min: 0, max: 12, noNaN: true })), (optional, stream) => {
      const next = (): number => Number(stream.next().value ?? 0);
      const prices = { cell: Float64Array.from(optional.problem.cellTable, next), resource: Float64Array.from(optional.problem.resourceCapacity, next) };
      expect(optionalBound(optional, prices)).toBeLessThanOrEqual(leastByTrying(optional) + 1e-9);
    }));
  });
  test("law: no answer costs more than a start that can stand", () => {
    fc.assert(fc.property(problems, fc.nat(), (optional, which) => {
      const start = Int32Array.from({ length: optional.problem.unitCount }, (_, unit) => {
        const [first = 0, end = 0] = [optional.problem.options.firstOption[unit], optional.problem.options.firstOption[unit + 1]];
        return first + (which % (end - first));
      });
      const { totalCost, flawCount } = placementCost(optional.problem, start);
      if (flawCount > 0 || totalCost === null) return;
      const own = start.reduce((sum, option) => sum + (optional.optionCosts[option] ?? 0), 0);
      expect(optionalPlacement(optional, [start]).totalCost).toBeLessThanOrEqual(totalCost + own + 1e-9);
    }));
  });
});
