/** A document of headings, sentences and tables, as Markdown and as plain text for a console. */

/** A part of a document; level 1 is its title. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const list = (...items: readonly string[]): Block => ({ kind: "list", items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({ kind: "table", head, rows });

/** Names and titles are plain text: nothing in them may act as markup. */
const escaped = (text: string): string => text.replaceAll(/[\\`*_[\]<>|]/gu, "\\$&");

function markdownBlock(block: Block): string {
  if (block.kind === "heading") return `${"#".repeat(block.level)} ${escaped(block.text)}`;
  if (block.kind === "list") return block.items.map((item) => `- ${escaped(item)}`).join("\n");
  const rows = [block.head, block.head.map(() => "---"), ...block.rows.map((row) => row.map(escaped))];
  return rows.map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** The document as a Markdown file. */
export const markdown = (blocks: readonly Block[]): string => `${blocks.map(markdownBlock).join("\n\n")}\n`;

function consoleLines(block: Block): readonly string[] {
  if (block.kind === "heading") return block.level === 3 ? [block.text] : ["", block.text.toUpperCase()];
  if (block.kind === "list") return block.items.map((item) => `  ${item}`);
  const widths = block.head.map((_, column) => Math.max(...block.rows.map((row) => (row[column] ?? "").length)));
  return block.rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}

/** The document for a console: tables without their heads, in columns. */
export const plainText = (blocks: readonly Block[]): string => blocks.flatMap(consoleLines).join("\n").trimStart();
