import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuditGauge, disclose, type DisclosedSpace, emptySpace, type GroupRow, isShielded, reduced } from "../../src/journal/disclosed-space.js";
import { toldOfFew } from "./attacker.js";

const enough = (): AuditGauge => ({ stepsLeft: 1e6 });
const row = (...entries: readonly number[]): GroupRow => new Map(entries.flatMap((entry, at) => (entry === 0 ? [] : [[at, entry] as const])));
const seen = (sizes: readonly number[], ...rows: readonly GroupRow[]): DisclosedSpace => {
  const space = emptySpace(sizes);
  for (const one of rows) disclose(space, reduced(space, one, enough()), enough());
  return space;
};
const fewest = (space: DisclosedSpace, one: GroupRow): number => { let count = 1; while (isShielded(space, reduced(space, one, enough()), count + 1, enough())) count += 1; return count; };

describe("the fewest people of whom a further row tells", () => {
  test.each([
    ["those of the row itself, where nothing was seen", seen([3, 4, 5]), row(1, 1, 0), 7],
    ["those whom the row leaves of the whole", seen([3, 4, 5], row(1, 1, 1)), row(1, 1, 0), 5],
    ["those of one cell, once three of a rectangle are seen with its margins", seen([2, 9, 9, 9], row(1, 1, 0, 0), row(0, 0, 1, 1), row(1, 0, 1, 0)), row(0, 1, 0, 0), 2],
    ["those of a difference", seen([1, 2, 30], row(1, 0, 1)), row(0, 1, 1), 3],
    ["those who count twice", seen([4, 9], row(1, 1)), row(2, 1), 4],
  ])("%s", (_, space, one, count) => {
    expect(fewest(space, one)).toBe(count);
  });

  test("a combination of four rows is found, too", () => {
    // a ring of five pairs: only all of them with every second sign tell of one person alone
    const space = seen([1, 1, 1, 1, 1], row(1, 1, 0, 0, 0), row(0, 1, 1, 0, 0), row(0, 0, 1, 1, 0), row(0, 0, 0, 1, 1));
    expect(fewest(space, row(1, 0, 0, 0, 1))).toBe(1);
  });
});

describe("numbers are exact, or nothing is proven", () => {
  const large = 2 ** 26;
  test("where an entry outgrows exact arithmetic, the gauge is spent", () => {
    const gauge = enough();
    reduced(seen([1, 1, 1], row(3, large, 0)), row(2, 0, 1), gauge);
    expect(gauge.stepsLeft).toBe(-1);
    expect(isShielded(seen([1, 1, 1]), row(1, 1, 0), 2, gauge)).toBe(false);
    expect(disclose(seen([1, 1, 1]), row(1, 1, 0), gauge)).toBe(false);
  });
  test("what all entries have in common is divided out", () => {
    expect([...reduced(seen([1, 1, 1], row(2, large, 0)), row(1, 0, 1), enough())]).toEqual([[2, 1], [1, -large / 2]]);
    expect([...reduced(seen([1, 1, 1], row(3, 3, 0)), row(3, 0, 6), enough())]).toEqual([[2, 2], [1, -1]]);
  });
});

test("a row is let through exactly where solving all equations tells of nobody: random groups that overlap as they like", () => {
  const classCount = 11;
  const groups = fc.array(fc.uniqueArray(fc.nat(classCount - 1), { minLength: 2, maxLength: 6 }), { minLength: 2, maxLength: 9 });
  let [letThrough, heldBack] = [0, 0];
  fc.assert(fc.property(groups, fc.array(fc.integer({ min: 1, max: 3 }), { minLength: classCount, maxLength: classCount }), fc.integer({ min: 2, max: 7 }), (rows, sizes, leastCount) => {
    const space = emptySpace(sizes);
    const peopleOf = (classes: readonly number[]): readonly string[] => classes.flatMap((one) => Array.from({ length: sizes[one]! }, (_, index) => `${String(one)}-${String(index)}`));
    const shown: (readonly string[])[] = [];
    for (const classes of rows) {
      const rest = reduced(space, new Map(classes.map((one) => [one, 1])), enough());
      if (rest.size === 0) continue;
      const isSafe = isShielded(space, rest, leastCount, enough());
      expect(isSafe).toBe(toldOfFew([...shown, peopleOf(classes)], leastCount) === undefined);
      if (isSafe) {
        letThrough += 1;
        shown.push(peopleOf(classes));
        disclose(space, rest, enough());
      } else heldBack += 1;
    }
  }), { numRuns: 300 });
  expect(Math.min(letThrough, heldBack)).toBeGreaterThan(300);
});
