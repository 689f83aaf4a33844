import { check } from "../error/index.js";
import { type ReportBlock, ReportDocument } from "./report-document.js";

/** One line, in which nothing acts as markup: marks of emphasis and code, links, tags, entities, cells, formulas. */
const inLine = (text: string): string => text.replaceAll(/\s+/gu, " ").trim().replaceAll(/[\\`*_[\]<>|&~$!]/gu, String.raw`\$&`);
/** The same at the start of a line, where other marks begin a heading, a list or a rule. */
const opening = (text: string): string => inLine(text).replace(/^[#+=-]/u, String.raw`\$&`).replace(/^(\d{1,9})([.)])/u, String.raw`$1\$2`);
/** The same in a heading, whose marks at the end are dropped. */
const headed = (text: string): string => inLine(text).replaceAll("#", String.raw`\#`);
const rowOf = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

function markdownBlock(block: ReportBlock): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.depth)} ${headed(block.text)}`;
    case "paragraph":
      return opening(block.text);
    case "list":
      return block.items.map((item) => `- ${opening(item)}`).join("\n");
    case "table":
      return [`**${inLine(block.caption)}**`, "", rowOf(block.columns.map(({ title }) => inLine(title))), rowOf(block.columns.map(({ align }) => (align === "end" ? "---:" : "---"))), ...block.rows.map((row) => rowOf(row.map(inLine)))].join("\n");
    case "picture":
      return `**Picture: ${inLine(block.caption)}**\n\n${opening(block.description)}`;
  }
}

/**
 * A report as Markdown (CommonMark with the tables of GitHub). Texts are plain text: nothing in a title or a note acts as markup. Line breaks become blanks, and pictures are told in words.
 *
 * @throws CoachingError `report-document.row_length`, `report-document.heading_skips`, `input.*`
 * @example
 * ```ts
 * const blocks = [{ kind: "heading", depth: 2, text: "Fees <b>2027</b>" }, { kind: "table", caption: "Fees", columns: [{ title: "Coach", align: "start" }, { title: "EUR", align: "end" }], rows: [["A|B", "120"]] }];
 * reportMarkdown({ language: "en", title: "Cost", blocks }); // => "# Cost\n\n## Fees \\<b\\>2027\\</b\\>\n\n**Fees**\n\n| Coach | EUR |\n| --- | ---: |\n| A\\|B | 120 |\n"
 * ```
 */
export function reportMarkdown(document: ReportDocument): string {
  const { title, blocks } = check(ReportDocument, document);
  return `${[`# ${headed(title)}`, ...blocks.map(markdownBlock)].join("\n\n")}\n`;
}
