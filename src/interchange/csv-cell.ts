import type { TableRow } from "../csv/internal.js";
import type { Fault, IssuePath, Report } from "../error/index.js";
import { Id } from "../unit/index.js";

const badNumber: Fault = { code: "csv-cell.bad_number", message: "Line {line}, column “{column}”: “{text}” is no number from 0 to 100,000,000.", hint: "Write it without unit and without a mark of thousands; name the decimal mark." };
const badId: Fault = { code: "csv-cell.bad_id", message: "Line {line}, column “{column}”: “{text}” is no id.", hint: "Give 1 to 200 characters without line breaks, and no blank at either end." };

/** What spreadsheets take for a formula when a cell begins with it (OWASP, “CSV Injection”), the wide forms of Japanese keyboards among it. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/u;

/** A text as a cell: one that a spreadsheet would run as a formula gets an apostrophe before it. Numbers and times are not given to this. */
export const textCell = (text: string): string => (formula.test(text) ? `'${text}` : text);
/** The text of a cell: without the apostrophe that keeps a spreadsheet from running it. */
const textOfCell = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** A number as a cell. */
export const numberCell = (value: number, decimalMark: string): string => String(value).replace(".", decimalMark);

const numbers = { ".": /^\d{1,20}(?:\.\d{1,30})?(?:e[+-]?\d{1,3})?$/u, ",": /^\d{1,20}(?:,\d{1,30})?(?:e[+-]?\d{1,3})?$/u } as const;

/** Where a row stands. */
export const placeOf = ({ line }: TableRow): IssuePath => ["text", line];

/** Reads one cell of a row; `undefined` where it has a fault, which is reported, or is missing, which the table has reported. */
export interface RowReader {
  readonly number: (column: string) => number | undefined;
  readonly id: (column: string) => string | undefined;
  readonly text: (column: string) => string;
  readonly fault: (fault: Fault, column: string, params?: Readonly<Record<string, string>>) => void;
}
/** The reader of a row. A row with cells too few or too many has that fault alone. */
export function rowReader(row: TableRow, decimalMark: "." | ",", report: Report): RowReader {
  const fault: RowReader["fault"] = (kind, column, params = {}) => {
    if (row.isWhole) report(kind, [...placeOf(row), column], { line: row.line, column, ...params });
  };
  const text = (column: string): string => row.cells.get(column) ?? "";
  return {
    fault, text,
    number: (column) => {
      const cell = text(column);
      const value = cell.length <= 60 && numbers[decimalMark].test(cell) ? Number(cell.replace(",", ".")) : Number.NaN;
      if (value >= 0 && value <= 100_000_000) return value;
      if (cell !== "") fault(badNumber, column, { text: cell.slice(0, 80) });
      return undefined;
    },
    id: (column) => {
      const cell = textOfCell(text(column));
      if (Id.safeParse(cell).success) return cell;
      if (cell !== "") fault(badId, column, { text: cell.slice(0, 80) });
      return undefined;
    },
  };
}
