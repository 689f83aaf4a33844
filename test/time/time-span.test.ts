import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intersectionOfSpans, type MillisecondSpan, spansWithout, unionOfSpans } from "../../src/time/internal.js";

const SIZE = 30;
const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: SIZE }), fc.integer({ min: 0, max: 8 })).map(([start, length]): MillisecondSpan => [start, start + length]), { maxLength: 8 });
const merged = spans.map(unionOfSpans);
/** Which milliseconds a list covers: the definition that the algebra must agree with. */
const points = (list: readonly MillisecondSpan[]) => Array.from({ length: SIZE + 10 }, (_, point) => list.some(([start, end]) => start <= point && point < end));
/** In order, none empty, none touching the next: the only list for its points. */
const isTidy = (list: readonly MillisecondSpan[]) => list.every(([start, end], index) => start < end && (list[index + 1]?.[0] ?? Infinity) > end);

describe("the algebra of half-open spans", () => {
  test.each([
    ["touching spans become one", unionOfSpans([[5, 9], [1, 5]]), [[1, 9]]],
    ["a span within another adds nothing", unionOfSpans([[1, 9], [2, 3]]), [[1, 9]]],
    ["an empty span is nothing", unionOfSpans([[4, 4]]), []],
    ["touching spans share nothing", intersectionOfSpans([[1, 5]], [[5, 9]]), []],
    ["one span shares with several", intersectionOfSpans([[1, 9]], [[0, 2], [3, 4], [8, 12]]), [[1, 2], [3, 4], [8, 9]]],
    ["cutting the middle leaves both ends", spansWithout([[1, 9]], [[3, 4]]), [[1, 3], [4, 9]]],
    ["cutting nothing leaves all", spansWithout([[1, 9]], []), [[1, 9]]],
    ["cutting all leaves nothing", spansWithout([[1, 9]], [[0, 10]]), []],
  ] as const)("%s", (_, got, want) => { expect(got).toEqual(want); });

  test("union covers what any span covers, tidily", () => { fc.assert(fc.property(spans, (some) => {
    expect(points(unionOfSpans(some))).toEqual(points(some));
    expect(isTidy(unionOfSpans(some))).toBe(true);
  })); });

  test("intersection covers what both cover, tidily, in either order", () => { fc.assert(fc.property(merged, merged, (some, others) => {
    const shared = intersectionOfSpans(some, others);
    expect(points(shared)).toEqual(points(some).map((covered, point) => covered && points(others)[point]));
    expect(isTidy(shared)).toBe(true);
    expect(intersectionOfSpans(others, some)).toEqual(shared);
  })); });

  test("subtraction and intersection part a list in two", () => { fc.assert(fc.property(merged, merged, (some, others) => {
    const left = spansWithout(some, others);
    expect(isTidy(left)).toBe(true);
    expect(intersectionOfSpans(left, others)).toEqual([]);
    expect(unionOfSpans([...left, ...intersectionOfSpans(some, others)])).toEqual(some);
  })); });
});
