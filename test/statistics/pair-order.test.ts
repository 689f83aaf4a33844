import fc from "fast-check";
import { expect, test } from "vitest";
import { middlePair, pairAt, pairCount, pairDifferences, walshAverages } from "../../src/statistics/pair-order.js";

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

test("the differences of 1, 4 and 0, 2 are −1, 1, 2, 4, and their median 1.5", () => {
  const pairs = pairDifferences(sorted([4, 1]), sorted([2, 0]));
  expect([1, 2, 3, 4].map((rank) => pairAt(pairs, rank))).toEqual([-1, 1, 2, 4]);
  expect([pairCount(pairs), middlePair(pairs)]).toEqual([4, 1.5]);
});
test("the Walsh averages of 1, 2, 6 are 1, 1.5, 2, 3.5, 4, 6, and their median 2.75", () => {
  const pairs = walshAverages(sorted([6, 1, 2]));
  expect([1, 2, 3, 4, 5, 6].map((rank) => pairAt(pairs, rank))).toEqual([1, 1.5, 2, 3.5, 4, 6]);
  expect([pairCount(pairs), middlePair(pairs)]).toEqual([6, 2.75]);
});

const values = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.double({ min: -1e100, max: 1e100, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true })).map((value) => value + 0), { minLength: 1, maxLength: 12 });
test("every place is that of the whole list, also with ties and values of unlike size", () => fc.assert(fc.property(values, values, (one, other) => {
  const differences = sorted(one.flatMap((value) => other.map((reference) => value - reference + 0)));
  const pairs = pairDifferences(sorted(one), sorted(other));
  differences.forEach((difference, index) => { expect(pairAt(pairs, index + 1)).toBe(difference); });
  const averages = sorted(one.flatMap((value, index) => one.slice(index).map((later) => value / 2 + later / 2 + 0)));
  const walsh = walshAverages(sorted(one));
  averages.forEach((average, index) => { expect(pairAt(walsh, index + 1)).toBe(average); });
  const half = averages.length / 2;
  expect(middlePair(walsh)).toBe(((averages[Math.ceil(half) - 1] ?? NaN) + (averages[Math.floor(half)] ?? NaN)) / 2 + 0);
})));

test("places of long lists are those of the whole list, with many ties and without", () => {
  for (const scale of [1, 1000]) {
    const [one, other] = [3, 7].map((factor) => sorted(Array.from({ length: 150 }, (_, index) => Math.round(scale * Math.sin(factor * index) ** 3) / 8)));
    const differences = sorted([...(one ?? [])].flatMap((value) => [...(other ?? [])].map((reference) => value - reference + 0)));
    const pairs = pairDifferences(one ?? sorted([]), other ?? sorted([]));
    for (let rank = 1; rank <= differences.length; rank += 61) expect(pairAt(pairs, rank)).toBe(differences[rank - 1]);
    const averages = sorted([...(one ?? [])].flatMap((value, index) => [...(one ?? [])].slice(index).map((later) => value / 2 + later / 2 + 0)));
    const walsh = walshAverages(one ?? sorted([]));
    for (let rank = 1; rank <= averages.length; rank += 61) expect(pairAt(walsh, rank)).toBe(averages[rank - 1]);
  }
});

test("of two hundred thousand values each, the middle of forty thousand million differences is found", () => {
  const many = Float64Array.from({ length: 200_000 }, (_, index) => Math.sqrt(index));
  expect(middlePair(pairDifferences(many.map((value) => value + 3), many))).toBe(3);
});
