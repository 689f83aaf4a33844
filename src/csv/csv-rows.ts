/** A row of a CSV text, and the line of the file that it begins in. */
interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
  /** How many cells it has, those beyond the limit included. */
  readonly cellCount: number;
}

/** What is wrong with a text that ought to be CSV. */
export type CsvFault = "unterminated-quote" | "stray-quote" | "text-after-quote" | "cell-too-long" | "too-many-rows";

/** Rows, and faults by line. After an unterminated quote nothing more is read. */
export interface CsvRows {
  readonly rows: readonly CsvRow[];
  readonly faults: readonly { readonly fault: CsvFault; readonly line: number }[];
}

/** The cells of one row that are kept: a table may have columns that are not read, but not without end. */
export const ROW_CELLS = 100;
/** The characters of one cell: more than any key of a bank can hold. */
export const CELL_CHARACTERS = 50_000;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

interface Cell {
  readonly text: string;
  readonly end: number;
  readonly fault?: CsvFault;
}

/** The end of a cell that begins or goes on unquoted: at a separator, a line break or the end of the text. */
function cellEnd(text: string, from: number, separator: string): number {
  const mark = separator.charCodeAt(0);
  for (let at = from; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === mark || unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(at + 1) === LINE_FEED)) return at;
  }
  return text.length;
}

function plainCell(text: string, from: number, separator: string): Cell {
  const end = cellEnd(text, from, separator);
  const cell = text.slice(from, end);
  return cell.includes('"') ? { text: cell, end, fault: "stray-quote" } : { text: cell, end };
}

function quotedCell(text: string, from: number, separator: string): Cell {
  let quote = text.indexOf('"', from + 1);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  if (quote === -1) return { text: "", end: text.length, fault: "unterminated-quote" };
  const end = cellEnd(text, quote + 1, separator);
  const cell = text.slice(from + 1, quote).replaceAll('""', '"').replaceAll("\r\n", "\n");
  return end === quote + 1 ? { text: cell, end } : { text: cell, end, fault: "text-after-quote" };
}

/** Looks no further than the end: in a text of one line `indexOf` would walk to the end of the text for every cell. */
function lineBreaksWithin(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = from; at < end; at += 1) if (text.charCodeAt(at) === LINE_FEED) count += 1;
  return count;
}

/**
 * RFC 4180, read strictly: cells between separators, rows between CRLF or LF, cells in quotes may hold all of them and a quote as two.
 * A byte order mark is left out, so are rows without any text, and CRLF within a cell becomes LF. Reads at most `mostRows` rows.
 */
export function csvRows(text: string, separator: string, mostRows: number): CsvRows {
  const rows: CsvRow[] = [];
  const faults: { readonly fault: CsvFault; readonly line: number }[] = [];
  let [at, line] = [text.startsWith("\uFEFF") ? 1 : 0, 1];
  let row = { line, cells: [] as string[], cellCount: 0 };
  while (at <= text.length) {
    const cell = text[at] === '"' ? quotedCell(text, at, separator) : plainCell(text, at, separator);
    if (cell.fault !== undefined) faults.push({ fault: cell.fault, line });
    if (cell.fault === "unterminated-quote") return { rows, faults };
    const isLong = cell.text.length > CELL_CHARACTERS;
    if (isLong) faults.push({ fault: "cell-too-long", line });
    row.cellCount += 1;
    if (row.cellCount <= ROW_CELLS) row.cells.push(isLong ? cell.text.slice(0, CELL_CHARACTERS) : cell.text);
    if (text[at] === '"') line += lineBreaksWithin(text, at, cell.end);
    at = cell.end + 1;
    if (text[cell.end] === separator) continue;
    if (row.cells.some((one) => one !== "")) rows.push(row);
    if (rows.length > mostRows) return { rows: rows.slice(0, mostRows), faults: [...faults, { fault: "too-many-rows", line: row.line }] };
    if (text[cell.end] === "\r") at += 1;
    line += 1;
    row = { line, cells: [], cellCount: 0 };
  }
  return { rows, faults };
}

/** Rows as RFC 4180 text; cells in quotes only where they must be. */
export function csvText(rows: readonly (readonly string[])[], separator: string): string {
  const cellText = (cell: string): string => (cell.includes(separator) || /["\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((cells) => `${cells.map(cellText).join(separator)}\r\n`).join("");
}
