import * as z from "zod";
import { type Fault, pattern, type Report, rule } from "../error/index.js";
import { Title } from "../unit/index.js";

/** What bounds a report. */
export const REPORT_LIMITS = {
  /** Headings, paragraphs, lists, tables and pictures of one document. */
  blocks: 10_000,
  /** Rows of one table, and items of one list. */
  rows: 10_000,
  /** Columns of one table. */
  columns: 50,
  /** Characters of one text. */
  textCharacters: 500_000,
  /** Characters of one picture. */
  pictureCharacters: 2_000_000,
} as const;

/** A plain text of a report: line breaks and tabs are its only control characters. */
export const ReportText = z.string().max(REPORT_LIMITS.textCharacters).check(z.refine((text: string) => !/(?![\n\t])\p{Cc}|\p{Cs}/u.test(text), { error: "A text has whole characters, and no control characters besides line breaks and tabs.\nClean it." }));
/** A plain text of a report. */
export type ReportText = z.infer<typeof ReportText>;

/** A heading below the title; 3 stands under 2. */
export interface ReportHeading {
  /** The kind. */
  readonly kind: "heading";
  /** How deep it stands. */
  readonly depth: 2 | 3;
  /** Its text. */
  readonly text: Title;
}
/** A paragraph of plain text. */
export interface ReportParagraph {
  /** The kind. */
  readonly kind: "paragraph";
  /** Its text; line breaks are kept in HTML. */
  readonly text: ReportText;
}
/** A list. */
export interface ReportList {
  /** The kind. */
  readonly kind: "list";
  /** Its items, one or more. */
  readonly items: readonly ReportText[];
}
/** A column of a table. */
export interface ReportColumn {
  /** What stands in it. */
  readonly title: Title;
  /** `end` for numbers, so that digits stand below each other. */
  readonly align: "start" | "end";
}
/** A table whose first column names its rows. */
export interface ReportTable {
  /** The kind. */
  readonly kind: "table";
  /** What it shows. */
  readonly caption: Title;
  /** Its columns, one or more. */
  readonly columns: readonly ReportColumn[];
  /** Its rows: a text for each column. */
  readonly rows: readonly (readonly ReportText[])[];
}
/** A picture: shown in HTML, told in words in Markdown. */
export interface ReportPicture {
  /** The kind. */
  readonly kind: "picture";
  /** What it shows, in one line. */
  readonly caption: Title;
  /** The picture in words, for those who do not see it. */
  readonly description: ReportText;
  /** One whole SVG element, as `toSvg` of `coachkit/chart` makes it. It is shown as an image, in which no script runs and nothing is loaded. */
  readonly svg: string;
}
/** A part of a report. */
export type ReportBlock = ReportHeading | ReportParagraph | ReportList | ReportTable | ReportPicture;
/** A report as data: what is said, not how it is written. All texts are plain text, never markup; `reportMarkdown` and `reportHtml` write it. */
export interface ReportDocument {
  /** The language of its texts, as BCP 47 has it: `"en"`. */
  readonly language: string;
  /** Its title. */
  readonly title: Title;
  /** What it says, in order. */
  readonly blocks: readonly ReportBlock[];
}

const rowLength: Fault = { code: "report-document.row_length", message: "The row has {count} cells in a table of {columns} columns.", hint: "Give each column a text; an empty one where there is none." };
const headingSkips: Fault = { code: "report-document.heading_skips", message: "A heading of depth 3 stands before any of depth 2.", hint: "Start with depth 2." };

function reportRows({ columns, rows }: ReportTable, report: Report): void {
  rows.forEach((row, index) => { if (row.length !== columns.length) report(rowLength, ["rows", index], { count: row.length, columns: columns.length }); });
}
function reportHeadings({ blocks }: ReportDocument, report: Report): void {
  const first = blocks.findIndex(({ kind }) => kind === "heading");
  const heading = blocks[first];
  if (heading?.kind === "heading" && heading.depth === 3) report(headingSkips, ["blocks", first, "depth"]);
}
const isPicture = (svg: string): boolean => /^<svg[\s>]/u.test(svg) && svg.trimEnd().endsWith("</svg>") && !/\p{Cs}/u.test(svg);

/** Schema of a heading. */
export const ReportHeading = z.strictObject({ kind: z.literal("heading"), depth: z.union([z.literal(2), z.literal(3)]), text: Title }).readonly() satisfies z.ZodType<ReportHeading>;
/** Schema of a paragraph. */
export const ReportParagraph = z.strictObject({ kind: z.literal("paragraph"), text: ReportText }).readonly() satisfies z.ZodType<ReportParagraph>;
/** Schema of a list. */
export const ReportList = z.strictObject({ kind: z.literal("list"), items: z.array(ReportText).min(1).max(REPORT_LIMITS.rows).readonly() }).readonly() satisfies z.ZodType<ReportList>;
/** Schema of a column. */
export const ReportColumn = z.strictObject({ title: Title, align: z.enum(["start", "end"]) }).readonly() satisfies z.ZodType<ReportColumn>;
/** Schema of a table. */
export const ReportTable = z.strictObject({
  kind: z.literal("table"), caption: Title, columns: z.array(ReportColumn).min(1).max(REPORT_LIMITS.columns).readonly(), rows: z.array(z.array(ReportText).max(REPORT_LIMITS.columns).readonly()).max(REPORT_LIMITS.rows).readonly(),
}).check(rule(reportRows)).readonly() satisfies z.ZodType<ReportTable>;
/** Schema of a picture. */
export const ReportPicture = z.strictObject({
  kind: z.literal("picture"), caption: Title, description: ReportText,
  svg: z.string().max(REPORT_LIMITS.pictureCharacters).check(z.refine(isPicture, { error: "A picture is one whole SVG element of whole characters.\nGive the text of toSvg." })),
}).readonly() satisfies z.ZodType<ReportPicture>;
/** Schema of a part of a report. */
export const ReportBlock = z.discriminatedUnion("kind", [ReportHeading, ReportParagraph, ReportList, ReportTable, ReportPicture]) satisfies z.ZodType<ReportBlock>;
/** Schema of a report, with its rules between parts. */
export const ReportDocument = z.strictObject({
  language: pattern(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/u, { maximumLength: 35, error: "A language is a BCP 47 tag.\nWrite it as en or pt-BR." }),
  title: Title, blocks: z.array(ReportBlock).max(REPORT_LIMITS.blocks).readonly(),
}).check(rule(reportHeadings)).readonly() satisfies z.ZodType<ReportDocument>;

/** A heading. */
export const heading = (text: string, depth: 2 | 3 = 2): ReportHeading => ({ kind: "heading", depth, text });
/** A paragraph. */
export const paragraph = (text: string): ReportParagraph => ({ kind: "paragraph", text });
/** A list; nothing where it has no item. */
export const list = (items: readonly string[]): readonly ReportBlock[] => (items.length === 0 ? [] : [{ kind: "list", items }]);
/** A table; a column whose title begins with “#” holds numbers. */
export const table = (caption: string, titles: readonly string[], rows: readonly (readonly string[])[]): ReportTable => ({
  kind: "table", caption, columns: titles.map((title) => (title.startsWith("#") ? { title: title.slice(1), align: "end" } : { title, align: "start" })), rows,
});
