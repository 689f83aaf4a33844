import { type Fault, type Report, repeated } from "../error/index.js";
import { CELL_CHARACTERS, type CsvFault, csvRows, ROW_CELLS } from "./csv-rows.js";

/** The columns of a table, and where it comes from. */
export interface TablePlan {
  /** The key of the input that holds the text: every path begins with it. */
  readonly source: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The column without which rows cannot be told apart. */
  readonly key: string;
  /** Columns of other names: a fault, or named in the answer and not read. */
  readonly others: "refused" | "left-out";
}

/** A row with its cells by column. Cells of columns that the table lacks are missing. */
export interface TableRow {
  readonly line: number;
  readonly cells: Pick<ReadonlyMap<string, string>, "get">;
  /** Whether it has a cell for each column; else cells may stand in wrong columns. */
  readonly isWhole: boolean;
}

/** What could be read of a table. */
export interface Table {
  readonly rows: readonly TableRow[];
  /** Whether rows are lost or cannot be told apart, so that they cannot be held against each other. */
  readonly isBroken: boolean;
  /** Columns that are not read. */
  readonly leftOut: readonly string[];
}

const textFaults: Readonly<Record<CsvFault, Fault>> = {
  "unterminated-quote": { code: "csv-table.unterminated_quote", message: "Line {line}: a cell opens with a quote that nothing closes; what follows cannot be read.", hint: "Close the quote; write a quote within a cell as two." },
  "stray-quote": { code: "csv-table.stray_quote", message: "Line {line}: a quote stands in a cell that does not begin with one.", hint: "Put the whole cell in quotes, and write a quote within it as two." },
  "text-after-quote": { code: "csv-table.text_after_quote", message: "Line {line}: text follows the quote that closes a cell.", hint: "Write a quote within a cell as two." },
  "cell-too-long": { code: "csv-table.cell_too_long", message: "Line {line}: a cell has more than {characters} characters.", hint: "Shorten it, or close a quote that was left open before." },
  "too-many-rows": { code: "csv-table.too_many_rows", message: "Line {line}: there are more than {limit} rows.", hint: "Split the text." },
};
const tooManyColumns: Fault = { code: "csv-table.too_many_columns", message: "Line {line}: there are {count} columns, more than {limit}.", hint: "Leave out columns that are not read." };
const noHeader: Fault = { code: "csv-table.no_header", message: "The text has no row that names the columns.", hint: "Begin with the names of the columns." };
const missingColumn: Fault = { code: "csv-table.missing_column", message: "The column “{column}” is missing.", hint: "Add it to the header, or correct the separator." };
const unknownColumn: Fault = { code: "csv-table.unknown_column", message: "Line {line}: the column “{column}” is not known.", hint: "Remove it, or correct its name or the separator." };
const duplicateColumn: Fault = { code: "csv-table.duplicate_column", message: "Line {line}: the column “{column}” is there twice.", hint: "Keep one of them." };
const cellCount: Fault = { code: "csv-table.cell_count", message: "Line {line} has {count} cells, the header {expected}.", hint: "Give every row a cell for each column; put a cell that holds the separator in quotes." };
const emptyCell: Fault = { code: "csv-table.empty_cell", message: "Line {line}, column “{column}”: the cell is empty.", hint: "Fill it in." };

function reportHeader({ line, cells, cellCount }: { readonly line: number; readonly cells: readonly string[]; readonly cellCount: number }, { source, required, optional, others }: TablePlan, report: Report): void {
  if (cellCount > ROW_CELLS) report(tooManyColumns, [source, line], { line, count: cellCount, limit: ROW_CELLS });
  for (const column of required) if (!cells.includes(column)) report(missingColumn, [source, line], { column });
  const known = new Set([...required, ...optional]);
  if (others === "refused") for (const name of cells) if (!known.has(name)) report(unknownColumn, [source, line], { line, column: name.slice(0, 80) });
  for (const [, column] of repeated(cells, (name) => name)) if (known.has(column)) report(duplicateColumn, [source, line, column], { line, column });
}

/** A table by the names in its first row. Every fault is reported at its line and column. */
export function tableOf({ text, separator, mostRows }: { readonly text: string; readonly separator: string; readonly mostRows: number }, plan: TablePlan, report: Report): Table {
  const { source, required, optional, key } = plan;
  const { rows: [header, ...rows], faults } = csvRows(text, separator, mostRows + 1);
  const tooMany = faults.filter(({ fault }) => fault === "too-many-rows");
  for (const { fault, line } of tooMany.length > 0 ? tooMany : faults) report(textFaults[fault], [source, line], { line, limit: mostRows, characters: CELL_CHARACTERS });
  if (tooMany.length > 0) return { rows: [], isBroken: true, leftOut: [] };
  if (header === undefined) {
    if (faults.length === 0) report(noHeader, [source]);
    return { rows: [], isBroken: true, leftOut: [] };
  }
  reportHeader(header, plan, report);
  // one index of the columns for all rows: a map for each would be most of the memory of a long text
  const places = new Map(header.cells.map((column, index) => [column, index]));
  return {
    isBroken: faults.some(({ fault }) => fault === "unterminated-quote") || !header.cells.includes(key),
    leftOut: header.cells.filter((name) => !required.includes(name) && !optional.includes(name)),
    rows: rows.map(({ line, cells: own, cellCount: count }) => {
      const isWhole = count === header.cellCount;
      if (!isWhole) report(cellCount, [source, line], { line, count, expected: header.cellCount });
      const cells: TableRow["cells"] = {
        get: (column) => {
          const place = places.get(column);
          return place === undefined ? undefined : (own[place] ?? "");
        },
      };
      if (isWhole) for (const column of required) if (cells.get(column) === "") report(emptyCell, [source, line, column], { line, column });
      return { line, cells, isWhole };
    }),
  };
}
