import { describe, expect, test } from "vitest";
import { ROW_CELLS } from "../../src/csv/csv-rows.js";
import { type TablePlan, tableOf } from "../../src/csv/csv-table.js";

const plan: TablePlan = { source: "text", required: ["id", "size"], optional: ["note"], key: "id", others: "left-out" };
function read(text: string, changes: Partial<TablePlan> = {}, mostRows = 100) {
  const issues: string[] = [];
  const table = tableOf({ text, separator: ",", mostRows }, { ...plan, ...changes }, ({ code }, path, params) => { issues.push(`${code} /${path.join("/")} ${JSON.stringify(params)}`); });
  return { issues, table, cells: table.rows.map(({ line, cells, isWhole }) => [line, cells.get("id"), cells.get("size"), cells.get("note"), isWhole]) };
}

describe("a table by the names in its header", () => {
  test("has cells by column; a column that it lacks has none", () => {
    expect(read("size,id\n1,a\n\n2,b")).toMatchObject({ issues: [], table: { isBroken: false, leftOut: [] }, cells: [[2, "a", "1", undefined, true], [4, "b", "2", undefined, true]] });
    expect(read("id,note,size\na,,1").cells).toEqual([[2, "a", "1", "", true]]);
  });
  test("names the columns that it does not read, or refuses them", () => {
    expect(read("id,size,__proto__,constructor\na,1,x,y").table.leftOut).toEqual(["__proto__", "constructor"]);
    expect(read("id,size,__proto__\na,1,x", { others: "refused" }).issues).toEqual(["csv-table.unknown_column /text/1 {\"line\":1,\"column\":\"__proto__\"}"]);
  });
  test("a column is not one that every object has", () => { expect(read("id,size\na,1").table.rows[0]?.cells.get("constructor")).toBeUndefined(); });
});

describe("faults by line", () => {
  test.each([
    ["a row with cells too few: none is named empty besides", "id,size\na", ["csv-table.cell_count /text/2 {\"line\":2,\"count\":1,\"expected\":2}"]],
    ["a row with very many cells is told how many", `id,size\n${"x,".repeat(149)}x`, ["csv-table.cell_count /text/2 {\"line\":2,\"count\":150,\"expected\":2}"]],
    ["an empty cell of a required column", "id,size,note\na,,", ["csv-table.empty_cell /text/2/size {\"line\":2,\"column\":\"size\"}"]],
    ["a column that is read, twice; others may be there twice", "id,size,size,x,x\na,1,2,,", ["csv-table.duplicate_column /text/1/size {\"line\":1,\"column\":\"size\"}"]],
    ["no header", "\n\n", ["csv-table.no_header /text undefined"]],
    ["more columns than a table has, so that none is lost unnamed", `id,size,${"x,".repeat(ROW_CELLS - 2)}note\na,1,${",".repeat(ROW_CELLS - 2)}lost`, [`csv-table.too_many_columns /text/1 {"line":1,"count":${String(ROW_CELLS + 1)},"limit":${String(ROW_CELLS)}}`]],
    ["a quote that nothing closes", "id,size\na,\"1", ["csv-table.unterminated_quote /text/2 {\"line\":2,\"limit\":100,\"characters\":50000}"]],
  ])("%s", (_, text, expected) => { expect(read(text).issues).toEqual(expected); });
  test("a table of as many columns as there may be is read", () => {
    expect(read(`id,size,${"x,".repeat(ROW_CELLS - 3)}note\na,1,${",".repeat(ROW_CELLS - 3)}kept`)).toMatchObject({ issues: [], cells: [[2, "a", "1", "kept", true]] });
  });
  test("rows that are lost or cannot be told apart make it broken", () => {
    expect([read("id,size\na,\"1"), read("size\n1"), read(""), read("id,size\na,1\nb,2", {}, 1), read("id,size\na")].map(({ table }) => table.isBroken)).toEqual([true, true, true, true, false]);
  });
});
