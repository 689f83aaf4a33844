import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { CELL_CHARACTERS, csvRows, csvText, ROW_CELLS } from "../../src/csv/csv-rows.js";

const cellsOf = (text: string, separator = ","): readonly (readonly string[])[] => csvRows(text, separator, 1000).rows.map(({ cells }) => cells);
const faultsOf = (text: string): readonly string[] => csvRows(text, ",", 1000).faults.map(({ fault, line }) => `${fault} ${String(line)}`);

describe("rows of RFC 4180", () => {
  test.each([
    ["an ending line break or none", "a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]],
    ["line feeds alone", "a,b\nc,d", [["a", "b"], ["c", "d"]]],
    ["a byte order mark, also before a quote", "\uFEFF\"a\",b", [["a", "b"]]],
    ["a quote as two, a separator and line breaks within quotes", "\"a\"\"b\",\"c,d\",\"e\r\nf\ng\"", [["a\"b", "c,d", "e\nf\ng"]]],
    ["quotes around nothing, and only quotes", "\"\",\"\"\"\",x", [["", "\"", "x"]]],
    ["an empty last cell", "a,\nb,", [["a", ""], ["b", ""]]],
    ["blanks, which belong to the cell", " a , b ", [[" a ", " b "]]],
    ["rows without any text, which are left out", "a\n\n,,\n\"\"\nb", [["a"], ["b"]]],
    ["a carriage return alone, which breaks no line", "a\rb,c", [["a\rb", "c"]]],
    ["a text with nothing in it", "", []],
  ])("%s", (_, text, expected) => { expect(cellsOf(text)).toEqual(expected); });
  test("the other separator is a character like any", () => { expect(cellsOf("a,b;c", ";")).toEqual([["a,b", "c"]]); });
  test.each([
    ["a quote that nothing closes, after which nothing is read", "a\nb,\"c\nd\ne", ["unterminated-quote 2"]],
    ["a quote within a cell that has none before it", "a\nb\"c\"", ["stray-quote 2"]],
    ["text after a quote", "\"a\"b\nc", ["text-after-quote 1"]],
    ["blanks around quotes, which are text", " \"a\"\n\"a\" ", ["stray-quote 1", "text-after-quote 2"]],
    ["a cell that is too long", `a\n${"x".repeat(CELL_CHARACTERS + 1)}`, ["cell-too-long 2"]],
  ])("%s", (_, text, expected) => { expect(faultsOf(text)).toEqual(expected); });
  test("lines count line breaks within quotes", () => {
    expect(csvRows("\"a\nb\",\"c\nd\"\ne", ",", 9).rows.map(({ line }) => line)).toEqual([1, 4]);
    expect(faultsOf("\"a\r\n\r\nb\"\nc\"")).toEqual(["stray-quote 4"]);
  });
  test("cells beyond the limit of a row are counted and not kept", () => {
    const [row] = csvRows(Array.from({ length: ROW_CELLS + 2 }, () => "x").join(","), ",", 9).rows;
    expect([row?.cells.length, row?.cellCount]).toEqual([ROW_CELLS, ROW_CELLS + 2]);
  });
  test("a row beyond the limit ends the reading", () => { expect(csvRows("a\nb\nc\nd", ",", 2)).toMatchObject({ rows: [{ cells: ["a"] }, { cells: ["b"] }], faults: [{ fault: "too-many-rows", line: 3 }] }); });
  test("a row of a million quoted cells is read in one walk", () => { expect(csvRows("\"a\",".repeat(1_000_000), ",", 9).rows[0]?.cellCount).toBe(1_000_001); }, 30_000);
  test("law: what is written is read back, with both separators", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "\"", ",", ";", "\n", " ", "ü", "\u{1F600}", "'", "="), maxLength: 8 });
    // a row without any text is left out
    const rows = fc.array(fc.tuple(fc.constant("x"), cell, cell).map(([head, ...rest]) => [head, ...rest]), { maxLength: 8 });
    fc.assert(fc.property(rows, fc.constantFrom(",", ";"), (drawn, separator) => {
      const text = csvText(drawn, separator);
      expect(csvRows(text, separator, 99).faults).toEqual([]);
      expect(cellsOf(text, separator)).toEqual(drawn);
    }));
  });
});
