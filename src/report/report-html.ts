import { check } from "../error/index.js";
import { type ReportBlock, ReportDocument, type ReportPicture, type ReportTable } from "./report-document.js";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Text that cannot act as markup, inside an element and inside a quoted attribute. */
const escaped = (text: string): string => text.replaceAll(/[&<>"']/gu, (mark) => entities[mark] ?? mark);

const style = [
  "body{font:1rem/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}",
  "main{max-width:70rem;margin:0 auto;padding:1.5rem}",
  "p,li,td,th,figcaption{white-space:pre-line;overflow-wrap:anywhere}",
  // a word of a table is broken only where it is longer than a wide column, and a number never: the table scrolls instead
  "td,th{overflow-wrap:break-word;max-width:24rem}",
  ".wide{overflow-x:auto}",
  "table{border-collapse:collapse;margin:1rem 0}",
  "caption{text-align:start;font-weight:600;padding:.25rem 0}",
  "th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:start;vertical-align:top}",
  "thead th{background:#f0f0f0}",
  "tbody th{font-weight:400}",
  ".end{text-align:end;font-variant-numeric:tabular-nums}",
  "td.end{white-space:pre;max-width:none}",
  "figure{margin:1rem 0}img{max-width:100%}",
  "@media print{main{max-width:none;padding:0}.wide{overflow:visible}table{font-size:.7rem}td,th{overflow-wrap:anywhere}}",
].join("\n");

function tableHtml({ caption, columns, rows }: ReportTable): string {
  const mark = (column: number): string => (columns[column]?.align === "end" ? ' class="end"' : "");
  const head = columns.map(({ title }, column) => `<th scope="col"${mark(column)}>${escaped(title)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map((cell, column) => (column === 0 ? `<th scope="row"${mark(0)}>${escaped(cell)}</th>` : `<td${mark(column)}>${escaped(cell)}</td>`)).join("")}</tr>`);
  // a wide table scrolls by itself; whoever has no mouse can reach it
  return [`<div class="wide" role="region" tabindex="0" aria-label="${escaped(caption)}">`, "<table>", `<caption>${escaped(caption)}</caption>`, `<thead><tr>${head}</tr></thead>`, "<tbody>", ...body, "</tbody>", "</table>", "</div>"].join("\n");
}
/** An image from text: no script in it runs and it loads nothing, whoever made it. */
function pictureHtml({ caption, description, svg }: ReportPicture): string {
  return ["<figure>", `<img src="data:image/svg+xml;charset=utf-8,${escaped(encodeURIComponent(svg))}" alt="${escaped(description)}">`, `<figcaption>${escaped(caption)}</figcaption>`, "</figure>"].join("\n");
}
function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case "heading":
      return `<h${String(block.depth)}>${escaped(block.text)}</h${String(block.depth)}>`;
    case "paragraph":
      return `<p>${escaped(block.text)}</p>`;
    case "list":
      return ["<ul>", ...block.items.map((item) => `<li>${escaped(item)}</li>`), "</ul>"].join("\n");
    case "table":
      return tableHtml(block);
    case "picture":
      return pictureHtml(block);
  }
}

/**
 * A report as one HTML page that needs nothing else: no script, no font, no style and no picture from elsewhere, which a policy inside the page also forbids. Every text is escaped.
 * Headings do not skip a level, tables have a caption and header cells with a scope, pictures a text in their place; it prints.
 *
 * @throws CoachingError `report-document.row_length`, `report-document.heading_skips`, `input.*`
 * @example
 * ```ts
 * const page = reportHtml({ language: "en", title: "Cost & <benefit>", blocks: [{ kind: "paragraph", text: "It pays." }] });
 * page.includes("<h1>Cost &amp; &lt;benefit&gt;</h1>\n<p>It pays.</p>"); // => true
 * ```
 */
export function reportHtml(document: ReportDocument): string {
  const { language, title, blocks } = check(ReportDocument, document);
  return `${[
    "<!doctype html>", `<html lang="${escaped(language)}">`, "<head>", '<meta charset="utf-8">', '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`, `<title>${escaped(title)}</title>`, `<style>\n${style}\n</style>`, "</head>",
    "<body>", "<main>", `<h1>${escaped(title)}</h1>`, ...blocks.map(blockHtml), "</main>", "</body>", "</html>",
  ].join("\n")}\n`;
}
