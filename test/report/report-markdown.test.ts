import { reportMarkdown } from "coachkit/report";
import { describe, expect, test } from "vitest";
import { hostile, hostileDocument } from "./reports.js";

const paragraphOf = (text: string): string => reportMarkdown({ language: "en", title: "t", blocks: [{ kind: "paragraph", text }] }).split("\n")[2] ?? "";

describe("Markdown", () => {
  test("has the title, then the blocks, one empty line between", () => {
    expect(reportMarkdown({
      language: "en", title: "Cost",
      blocks: [{ kind: "heading", depth: 2, text: "Fees" }, { kind: "heading", depth: 3, text: "Now" }, { kind: "paragraph", text: "All." }, { kind: "list", items: ["one", "two"] }, { kind: "table", caption: "T", columns: [{ title: "a", align: "start" }, { title: "b", align: "end" }], rows: [["x", "-1"], ["y", "2"]] }, { kind: "picture", caption: "P", description: "Bars.", svg: "<svg></svg>" }],
    })).toBe("# Cost\n\n## Fees\n\n### Now\n\nAll.\n\n- one\n- two\n\n**T**\n\n| a | b |\n| --- | ---: |\n| x | -1 |\n| y | 2 |\n\n**Picture: P**\n\nBars.\n");
  });
  test.each([
    ["<b>", String.raw`\<b\>`], ["a|b", String.raw`a\|b`], ["a\n\n# b", "a # b"], ["`c` *d* _e_", String.raw`\`c\` \*d\* \_e\_`], ["[x](y) ![z](w)", String.raw`\[x\](y) \!\[z\](w)`], ["&lt;", String.raw`\&lt;`], [String.raw`\|`, String.raw`\\\|`], ["$x$ ~~n~~", String.raw`\$x\$ \~\~n\~\~`],
    ["# h", String.raw`\# h`], ["- i", String.raw`\- i`], ["+ i", String.raw`\+ i`], ["=", String.raw`\=`], ["1. i", String.raw`1\. i`], ["12) i", String.raw`12\) i`], ["  x\t y ", "x y"], ["a - b # c 1. d", "a - b # c 1. d"],
  ])("writes %j as %j", (text, written) => { expect(paragraphOf(text)).toBe(written); });
  test("keeps hostile texts in their line and in their cell", () => {
    const lines = reportMarkdown(hostileDocument).split("\n");
    const rows = lines.filter((line) => line.startsWith("| "));
    // heads, marks and one row a table; a bar that is not escaped would make another cell
    expect(rows.length).toBe(3 * hostile.length);
    for (const row of rows) expect(row.replaceAll(/\\./gu, "").split("|").length).toBe(4);
    expect(lines.filter((line) => /^#/u.test(line)).length).toBe(1 + hostile.length);
    expect(lines.filter((line) => /^- /u.test(line)).length).toBe(2 * hostile.length);
    expect(lines.join("\n").replaceAll(/\\./gu, "")).not.toMatch(/[<>`[\]]/u);
  });
  test("escapes the marks at the end of a heading", () => { expect(reportMarkdown({ language: "en", title: "C #", blocks: [] })).toBe("# C \\#\n"); });
});
