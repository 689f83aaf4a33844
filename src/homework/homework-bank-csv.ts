import * as z from "zod";
import { check, CoachingError, type Fault, INPUT_LIMITS, isCoachingError, type Issue, issueOf, type Report } from "../error/index.js";
import { CsvSeparator } from "../csv/index.js";
import { CELL_CHARACTERS, csvText, type Table, type TablePlan, tableOf, type TableRow } from "../csv/internal.js";
import { Id } from "../unit/index.js";
import { idsCell, idsIn, loadsCell, loadsIn, numberIn, prerequisitesCell, prerequisitesIn } from "./bank-cells.js";
import { HomeworkBank, type Skill } from "./homework-bank.js";
import type { HomeworkItem } from "./homework-item.js";

/** What an import of a bank refuses outright. */
export const HOMEWORK_CSV_LIMITS = {
  /** Characters of one text. */
  characters: 20_000_000,
  /** Characters of one cell. */
  cellCharacters: CELL_CHARACTERS,
  /** Rows of items below the header. */
  itemRows: 100_000,
  /** Rows of skills below the header. */
  skillRows: 10_000,
} as const;

/** A homework bank as two CSV texts. */
export interface HomeworkBankCsv {
  /** The bank's own id. */
  readonly id: Id;
  /** The skills: columns `id`, `title` and, if wanted, `parentSkillId`. */
  readonly skillsCsv: string;
  /** The items: see `homeworkBankFromCsv`. */
  readonly itemsCsv: string;
  /** The character between cells of both texts. */
  readonly separator: CsvSeparator;
}
const CsvText = z.string().max(HOMEWORK_CSV_LIMITS.characters);
/** A homework bank as two CSV texts. */
export const HomeworkBankCsv = z.strictObject({ id: Id, skillsCsv: CsvText, itemsCsv: CsvText, separator: CsvSeparator }).readonly() satisfies z.ZodType<HomeworkBankCsv>;

/** A bank to be written as CSV. */
export interface HomeworkBankExport {
  /** The bank. */
  readonly bank: HomeworkBank;
  /** The character between cells. */
  readonly separator: CsvSeparator;
}
/** A bank to be written as CSV. */
export const HomeworkBankExport = z.strictObject({ bank: HomeworkBank, separator: CsvSeparator }).readonly() satisfies z.ZodType<HomeworkBankExport>;

const badNumber: Fault = { code: "homework-bank-csv.bad_number", message: "Line {line}, column “{column}”: “{text}” is no number.", hint: "Write it with a decimal point and without a unit: 0.5." };
const badLoads: Fault = { code: "homework-bank-csv.bad_loads", message: "Line {line}, column “{column}”: “{text}” does not name skills with weight and difficulty.", hint: "Write them as vision:0.7@-0.5|delivery:0.3@0.2, and a backslash before : @ | within an id." };
const badPrerequisites: Fault = { code: "homework-bank-csv.bad_prerequisites", message: "Line {line}, column “{column}”: “{text}” does not name skills, or skills with a difficulty.", hint: "Write them as vision|delivery@0.5, and a backslash before : @ | within an id." };
const moreFaults: Fault = { code: "homework-bank-csv.more_faults", message: "{count} more faults were found.", hint: "Mend the listed ones first." };

const skillPlan: TablePlan = { source: "skillsCsv", required: ["id", "title"], optional: ["parentSkillId"], key: "id", others: "refused" };
const itemPlan: TablePlan = { source: "itemsCsv", required: ["id", "version", "title", "loads", "discrimination", "combine", "durationMinutes", "languages"], optional: ["instructions", "prerequisites", "contexts", "tags", "evidenceAsked"], key: "id", others: "refused" };

/** What is sound enough to stand in for a cell that has a fault of its own, so that the other faults are found. */
const standIn = (line: number): string => `(line ${String(line)})`;

const skillOf = ({ line, cells }: TableRow): unknown => {
  const parentSkillId = cells.get("parentSkillId") ?? "";
  return { id: cells.get("id") === "" ? standIn(line) : cells.get("id"), title: cells.get("title") === "" ? standIn(line) : (cells.get("title") ?? standIn(line)), ...(parentSkillId === "" ? {} : { parentSkillId }) };
};

/** Reads cells of one row; each that cannot be read is reported, and something sound stands in for it. */
function readerOf({ line, cells, isWhole }: TableRow, report: Report): <Value>(column: string, read: { readonly parse: (text: string) => Value | undefined; readonly otherwise: Value; readonly fault: Fault }) => Value {
  return (column, { parse, otherwise, fault }) => {
    const text = cells.get(column) ?? "";
    const value = parse(text);
    if (value === undefined && text !== "" && isWhole) report(fault, [itemPlan.source, line, column], { line, column, text: text.slice(0, 80) });
    return value ?? otherwise;
  };
}

function itemOf(row: TableRow, report: Report): unknown {
  const { line, cells } = row;
  const read = readerOf(row, report);
  const text = (column: string): string => { const cell = cells.get(column) ?? ""; return cell === "" ? standIn(line) : cell; };
  const number = (column: string): number => read(column, { parse: numberIn, otherwise: 1, fault: badNumber });
  const prose = (column: string): object => { const cell = cells.get(column) ?? ""; return cell === "" ? {} : { [column]: cell }; };
  return {
    id: text("id"), version: number("version"), title: text("title"), ...prose("instructions"),
    loads: read("loads", { parse: loadsIn, otherwise: [], fault: badLoads }),
    discrimination: number("discrimination"), combine: (cells.get("combine") ?? "") === "" ? "compensatory" : cells.get("combine"),
    prerequisites: read("prerequisites", { parse: prerequisitesIn, otherwise: [], fault: badPrerequisites }),
    durationMinutes: number("durationMinutes"), languages: idsIn(cells.get("languages") ?? ""), contexts: idsIn(cells.get("contexts") ?? ""), tags: idsIn(cells.get("tags") ?? ""), ...prose("evidenceAsked"),
  };
}

interface Tables {
  readonly skills: Table;
  readonly items: Table;
}

/** The place of a fault of the bank, as a line and a column of the text that it comes from. */
function issueInText(issue: Issue, tables: Tables): Issue {
  const [list, index, column, ...rest] = issue.path;
  if (list !== "skills" && list !== "items") return issue;
  const source = list === "skills" ? skillPlan.source : itemPlan.source;
  const line = typeof index === "number" ? tables[list].rows[index]?.line : undefined;
  if (line === undefined) return { ...issue, path: [source] };
  const place = column === undefined ? `Line ${String(line)}` : `Line ${String(line)}, column “${String(column)}”`;
  return { ...issue, path: [source, line, ...(column === undefined ? [] : [column]), ...rest], message: `${place}: ${issue.message}`, params: { ...issue.params, line, ...(column === undefined ? {} : { column }) } };
}

const placeOf = ({ path: [source, line, column] }: Issue): string => JSON.stringify([source, line, column]);

/** Faults of a bank that the texts do not already have at the same line and column, or at a column that is missing. */
function bankIssues(document: unknown, tables: Tables, found: readonly Issue[]): { readonly bank?: HomeworkBank; readonly issues: readonly Issue[] } {
  try {
    return { bank: check(HomeworkBank, document), issues: [] };
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    const known = new Set(found.map(placeOf));
    const missing = new Set(found.flatMap(({ code, path, params }) => (code === "csv-table.missing_column" ? [JSON.stringify([path[0], params["column"]])] : [])));
    const uneven = new Set(found.flatMap(({ code, path }) => (code === "csv-table.cell_count" ? [JSON.stringify(path)] : [])));
    const isNew = (issue: Issue): boolean => !known.has(placeOf(issue)) && !missing.has(JSON.stringify([issue.path[0], issue.path[2]])) && !uneven.has(JSON.stringify(issue.path.slice(0, 2)));
    return { issues: error.issues.map((issue) => issueInText(issue, tables)).filter(isNew) };
  }
}

const lineOf = ({ path: [, line] }: Issue): number => (typeof line === "number" ? line : Number.POSITIVE_INFINITY);
const sourceOf = ({ path: [source] }: Issue): number => ([skillPlan.source, itemPlan.source].indexOf(String(source)) + 3) % 3;

/** All faults, by text and line; of very many the first ones, and how many more there are. */
function errorOf(issues: readonly Issue[], unlisted: number): CoachingError {
  const sorted = [...issues].sort((left, right) => sourceOf(left) - sourceOf(right) || Math.sign(lineOf(left) - lineOf(right) || 0));
  const room = INPUT_LIMITS.issues - 1;
  const count = unlisted + Math.max(0, sorted.length - room);
  return new CoachingError(count === 0 ? sorted : [...sorted.slice(0, room), issueOf(moreFaults, [], { count })]);
}

/**
 * A homework bank from two CSV texts (RFC 4180, a byte order mark allowed, rows without text left out), checked whole. Every fault is named by line and column, all in one error: paths are `["itemsCsv", 3, "loads"]`, params hold `line` and `column`.
 *
 * Columns of items, in any order, named in the first row: `id`, `version`, `title`, `loads`, `discrimination`, `combine`, `durationMinutes`, `languages`; if wanted `instructions`, `prerequisites`, `contexts`, `tags`, `evidenceAsked`.
 * Numbers have a decimal point. Cells of several values have bars between them:
 * `loads` is `skill:weight@difficulty`, `vision:0.7@-0.5|delivery:0.3@0.2`; `prerequisites` is `skill` or `skill@difficulty of mastery`; `languages`, `contexts`, `tags` are `en|de`. A backslash before `: @ | \` makes it a part of an id.
 *
 * @throws CoachingError `csv-table.no_header`, `csv-table.missing_column`, `csv-table.unknown_column`, `csv-table.duplicate_column`, `csv-table.cell_count`, `csv-table.empty_cell`, `csv-table.unterminated_quote`, `csv-table.stray_quote`, `csv-table.text_after_quote`, `csv-table.cell_too_long`, `csv-table.too_many_rows`, `homework-bank-csv.bad_number`, `homework-bank-csv.bad_loads`, `homework-bank-csv.bad_prerequisites`, `homework-bank-csv.more_faults`, `homework-bank.*`, `homework-item.*`, `input.*`
 * @example
 * ```ts
 * const skillsCsv = "id,title\nvision,Vision talk\ndelivery,Delivery craft";
 * const itemsCsv = "id,version,title,loads,discrimination,combine,durationMinutes,languages\nh1,1,Say why our work matters,vision:0.7@-0.5|delivery:0.3@0.2,1,compensatory,20,en|de";
 * homeworkBankFromCsv({ id: "leadership", skillsCsv, itemsCsv, separator: "," }).items[0].loads[0]; // => { skillId: "vision", weight: 0.7, difficultyLogits: -0.5 }
 * ```
 */
export function homeworkBankFromCsv(input: HomeworkBankCsv): HomeworkBank {
  const { id, skillsCsv, itemsCsv, separator } = check(HomeworkBankCsv, input);
  const found: Issue[] = [];
  let unlisted = 0;
  const report: Report = (fault, path, params) => {
    if (found.length < INPUT_LIMITS.issues) found.push(issueOf(fault, path, params));
    else unlisted += 1;
  };
  const tables: Tables = {
    skills: tableOf({ text: skillsCsv, separator, mostRows: HOMEWORK_CSV_LIMITS.skillRows }, skillPlan, report),
    items: tableOf({ text: itemsCsv, separator, mostRows: HOMEWORK_CSV_LIMITS.itemRows }, itemPlan, report),
  };
  const document = { kind: "homework-bank", schemaVersion: 1, id, skills: tables.skills.rows.map(skillOf), items: tables.items.rows.map((row) => itemOf(row, report)) };
  if (tables.skills.isBroken || tables.items.isBroken || found.length === INPUT_LIMITS.issues) throw errorOf(found, unlisted);
  const { bank, issues } = bankIssues(document, tables, found);
  if (bank === undefined || found.length > 0) throw errorOf([...found, ...issues], unlisted);
  return bank;
}

const skillCells = ({ id, title, parentSkillId }: Skill): readonly string[] => [id, title, parentSkillId ?? ""];
const itemCells = (item: HomeworkItem): readonly string[] => [
  item.id, String(item.version), item.title, loadsCell(item.loads), String(item.discrimination), item.combine, String(item.durationMinutes), idsCell(item.languages),
  item.instructions ?? "", prerequisitesCell(item.prerequisites), idsCell(item.contexts), idsCell(item.tags), item.evidenceAsked ?? "",
];

/**
 * A homework bank as two CSV texts that `homeworkBankFromCsv` reads back: the same bank, but for texts that are there and empty, which come back as absent.
 * Cells are written as they are: a title that begins with `=` is a formula to a spreadsheet, so do not open banks of strangers in one.
 *
 * @throws CoachingError `homework-bank.*`, `homework-item.*`, `input.*`
 * @example
 * ```ts
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision; talk" }], items: [] };
 * homeworkBankToCsv({ bank, separator: ";" }).skillsCsv; // => 'id;title;parentSkillId\r\nvision;"Vision; talk";\r\n'
 * ```
 */
export function homeworkBankToCsv(input: HomeworkBankExport): HomeworkBankCsv {
  const { bank, separator } = check(HomeworkBankExport, input);
  const columns = ({ required, optional }: TablePlan): readonly string[] => [...required, ...optional];
  return { id: bank.id, skillsCsv: csvText([columns(skillPlan), ...bank.skills.map(skillCells)], separator), itemsCsv: csvText([columns(itemPlan), ...bank.items.map(itemCells)], separator), separator };
}
