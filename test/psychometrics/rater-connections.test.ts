import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FACET_LIMITS, raterConnections } from "coachkit/psychometrics";
import { refuses } from "../refusal.js";
import { ratings } from "./sampled-ratings.js";

const found = (...lines: readonly string[]) => raterConnections({ ratings: ratings(...lines) });
const raterSets = (...lines: readonly string[]) => found(...lines).subsets.map(({ raterIds }) => raterIds);

describe("raterConnections", () => {
  test("raters of the same person are connected, also through others; each further subset needs one scoring", () => {
    expect(found("ada: kim 3 4, lee 2 3", "bo: lee 3 3, max 1 2", "cy: nina 4 4", "di: omar 1 2, pia 2 2", "ed: omar 1 -")).toEqual({
      subsets: [
        { raterIds: ["kim", "lee", "max"], itemIds: ["i0", "i1"], personCount: 2, ratingCount: 8 },
        { raterIds: ["omar", "pia"], itemIds: ["i0", "i1"], personCount: 2, ratingCount: 5 },
        { raterIds: ["nina"], itemIds: ["i0", "i1"], personCount: 1, ratingCount: 2 },
      ],
      // omar has more ratings than pia; bo and ada have as many, and ada stands first
      links: [{ raterId: "omar", personId: "ada", itemIds: ["i0", "i1"] }, { raterId: "nina", personId: "ada", itemIds: ["i0", "i1"] }],
    });
  });

  test("the person of a link has the most ratings among those who are not at one end of the scale", () => {
    expect(found("ada: kim 4 4, lee 4 4, max 4 4", "bo: lee 1 3, max 1 2", "cy: max 1 1", "di: nina 2 2").links).toEqual([{ raterId: "nina", personId: "bo", itemIds: ["i0", "i1"] }]);
    // where all are at one end, the one with the most ratings all the same; of subsets with as many ratings the first id decides
    expect(found("ada: kim 4 -, lee 4 -", "di: nina 4 4").links).toEqual([{ raterId: "nina", personId: "ada", itemIds: ["i0"] }]);
  });

  test("of raters with as many ratings the first id is asked", () => { expect(found("ada: kim 3 4, lee 2 3", "di: pia 2, omar 1").links).toEqual([{ raterId: "omar", personId: "ada", itemIds: ["i0", "i1"] }]); });

  test("a rater who never rated the same item as the others is not comparable: harsh, or a hard item?", () => {
    expect(raterSets("ada: kim 3 -, lee - 2", "bo: kim 2 -, lee - 1")).toEqual([["kim"], ["lee"]]);
  });

  test("raters who take turns at the items are comparable, though they never rate the same one of a person", () => {
    expect(raterSets("ada: kim 3 -, lee - 2", "bo: kim - 2, lee 1 -")).toEqual([["kim", "lee"]]);
  });

  test("people known by one rating each connect nobody", () => { expect(raterSets("ada: kim 3", "bo: lee 3", "cy: kim 2")).toEqual([["kim"], ["lee"]]); });
  test("one rater is connected; no ratings have no subsets", () => {
    expect(raterSets("ada: kim 3")).toEqual([["kim"]]);
    expect(raterConnections({ ratings: [] })).toEqual({ subsets: [], links: [] });
  });

  test("refuses the same rating twice, and scores without end", () => {
    refuses(() => raterConnections({ ratings: [...ratings("ada: kim 3"), ...ratings("ada: kim 4")] }), { code: "facet-ratings.duplicate_rating", path: ["ratings", 1], params: { personId: "ada", itemId: "i0", raterId: "kim" } });
    refuses(() => raterConnections({ ratings: [{ personId: "a", itemId: "b", raterId: "c", score: Infinity }] }), { code: "input.invalid_type", path: ["ratings", 0, "score"] });
  });

  const line = (count: number, of: (index: number) => object) => Array.from({ length: count }, (_, index) => ({ personId: "a", itemId: "b", raterId: "c", score: 1, ...of(index) }));
  test.each([
    ["raters", line(FACET_LIMITS.raters + 1, (index) => ({ raterId: `r${String(index)}` }))],
    ["items", line(FACET_LIMITS.items + 1, (index) => ({ itemId: `i${String(index)}` }))],
    ["people", line(FACET_LIMITS.people + 1, (index) => ({ personId: `p${String(index)}` }))],
  ])("refuses more %s than one calibration takes", (facet, list) => {
    refuses(() => raterConnections({ ratings: list }), { code: "facet-ratings.too_many", path: ["ratings"], params: { facet, count: list.length, limit: FACET_LIMITS[facet as "raters"] } });
  });
  test("refuses more ratings than one calibration takes, which all are looked at", () => {
    const list = new Array(FACET_LIMITS.ratings + 1).fill({ personId: "a", itemId: "b", raterId: "c", score: 1 });
    expect(() => raterConnections({ ratings: list as never })).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path: ["ratings"] })]) as unknown }));
  });

  describe("laws", () => {
    const cell = fc.record({ personId: fc.constantFrom("p0", "p1", "p2", "p3"), itemId: fc.constantFrom("i0", "i1"), raterId: fc.constantFrom("r0", "r1", "r2", "r3"), score: fc.integer({ min: 0, max: 4 }) });
    const lists = fc.uniqueArray(cell, { selector: ({ personId, itemId, raterId }) => `${personId}${itemId}${raterId}`, maxLength: 20 });
    test("the order of the ratings does not matter", () => fc.assert(fc.property(lists, (list) => {
      expect(raterConnections({ ratings: list.toReversed() })).toEqual(raterConnections({ ratings: list }));
    })));

    test("with the links scored, at one item each, all are connected", () => fc.assert(fc.property(lists, (list) => {
      const { subsets, links } = raterConnections({ ratings: list });
      expect(links).toHaveLength(Math.max(0, subsets.length - 1));
      const more = links.map(({ personId, raterId, itemIds }) => ({ personId, raterId, itemId: itemIds[0] ?? "", score: 1 }));
      expect(raterConnections({ ratings: [...list, ...more] }).subsets.length).toBe(Math.min(1, subsets.length));
    })));

    // The additive model's design by Gaussian elimination: raters are comparable when their difference lies in its row space.
    test("comparable is what the rows of the additive model span", () => fc.assert(fc.property(lists, (list) => {
      const columns = ["p0", "p1", "p2", "p3", "i0", "i1", "r0", "r1", "r2", "r3"];
      const rows = list.map(({ personId, itemId, raterId }) => columns.map((id) => (id === personId || id === itemId || id === raterId ? 1 : 0)));
      const rank = (matrix: readonly (readonly number[])[]): number => {
        const left = matrix.map((row) => [...row]);
        let found = 0;
        for (let column = 0; column < columns.length; column += 1) {
          const pivot = left.findIndex((row, index) => index >= found && Math.abs(row[column] ?? 0) > 1e-9);
          if (pivot < 0) continue;
          [left[found], left[pivot]] = [left[pivot] ?? [], left[found] ?? []];
          const top = left[found] ?? [];
          left.forEach((row, index) => { if (index !== found) { const share = (row[column] ?? 0) / (top[column] ?? 1); top.forEach((value, place) => { row[place] = (row[place] ?? 0) - share * value; }); } });
          found += 1;
        }
        return found;
      };
      const own = [...new Set(list.map(({ raterId }) => raterId))].sort();
      const { subsets } = raterConnections({ ratings: list });
      for (const one of own) for (const other of own) {
        const isComparable = rank(rows) === rank([...rows, columns.map((id) => (id === one ? 1 : 0) - (id === other ? 1 : 0))]);
        expect([one, other, subsets.some(({ raterIds }) => raterIds.includes(one) && raterIds.includes(other))]).toEqual([one, other, isComparable]);
      }
    }), { numRuns: 200 }));
  });
});
