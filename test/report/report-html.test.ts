import fc from "fast-check";
import { REPORT_LIMITS, type ReportDocument, reportHtml } from "coachkit/report";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { issuesOf } from "../issues-of.js";
import { hostile, hostileDocument } from "./reports.js";
import { everyElement, strictHtml, textOf } from "./strict-html.js";

const small: ReportDocument = {
  language: "en", title: "Cost",
  blocks: [{ kind: "heading", depth: 2, text: "Fees" }, { kind: "paragraph", text: "All of them." }, { kind: "list", items: ["one", "two"] }, { kind: "table", caption: "Fees", columns: [{ title: "Coach", align: "start" }, { title: "EUR", align: "end" }], rows: [["Ada", "120"]] }, { kind: "heading", depth: 3, text: "Later" }],
};

describe("a page", () => {
  test("says its document, in order", () => {
    expect(reportHtml(small)).toContain([
      "<h1>Cost</h1>", "<h2>Fees</h2>", "<p>All of them.</p>", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>", '<div class="wide" role="region" tabindex="0" aria-label="Fees">', "<table>", "<caption>Fees</caption>",
      '<thead><tr><th scope="col">Coach</th><th scope="col" class="end">EUR</th></tr></thead>', "<tbody>", '<tr><th scope="row">Ada</th><td class="end">120</td></tr>', "</tbody>", "</table>", "</div>", "<h3>Later</h3>", "</main>",
    ].join("\n"));
  });
  test("is well formed, in its language, with a title and a character set", () => {
    const html = strictHtml(reportHtml(small));
    expect([html.name, html.attributes.get("lang")]).toEqual(["html", "en"]);
    expect(everyElement(html).filter(({ name }) => name === "title").map(textOf)).toEqual(["Cost"]);
    expect(everyElement(html).some(({ name, attributes }) => name === "meta" && attributes.get("charset") === "utf-8")).toBe(true);
  });
  test("breaks no number, and no word of a table that a wide column holds", () => {
    const [style] = everyElement(strictHtml(reportHtml(small))).filter(({ name }) => name === "style");
    const rules = textOf(style!).split("\n");
    // “anywhere” makes a column as narrow as one letter, so that 16,384 stood as 16,38 and 4
    expect(rules).toEqual(expect.arrayContaining(["td,th{overflow-wrap:break-word;max-width:24rem}", "td.end{white-space:pre;max-width:none}"]));
  });
  test("needs nothing else: no script, no link, no address but data, and a policy that forbids the rest", () => {
    const elements = everyElement(strictHtml(reportHtml(hostileDocument)));
    expect([...new Set(elements.map(({ name }) => name))].sort()).toEqual(["body", "caption", "div", "figcaption", "figure", "h1", "h2", "head", "html", "img", "li", "main", "meta", "p", "style", "table", "tbody", "td", "th", "thead", "title", "tr", "ul"]);
    expect([...new Set(elements.flatMap(({ attributes }) => [...attributes.keys()]))].sort()).toEqual(["alt", "aria-label", "charset", "class", "content", "http-equiv", "lang", "name", "role", "scope", "src", "tabindex"]);
    expect(elements.filter(({ attributes }) => attributes.has("src")).every(({ attributes }) => /^data:image\/svg\+xml;charset=utf-8,[\w%!~*'().-]+$/u.test(attributes.get("src") ?? ""))).toBe(true);
    expect(elements.find(({ attributes }) => attributes.has("http-equiv"))?.attributes.get("content")).toBe("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  });
  test("shows hostile texts as what they are", () => {
    const elements = everyElement(strictHtml(reportHtml(hostileDocument)));
    const of = (wanted: string): readonly string[] => elements.filter(({ name }) => name === wanted).map(textOf);
    expect(of("p")).toEqual(hostile);
    expect(of("td")).toEqual(hostile);
    expect(elements.filter(({ name }) => name === "img").map(({ attributes }) => attributes.get("alt"))).toEqual(hostile);
    expect(of("caption")).toEqual(hostile.map((text) => text.replaceAll("\n", " ")));
  });
  test("holds a picture whole, as an image", () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><text>5 % & "é" 😀</text></svg>';
    const [image] = everyElement(strictHtml(reportHtml({ ...small, blocks: [{ kind: "picture", caption: "c", description: "d", svg }] }))).filter(({ name }) => name === "img");
    expect(decodeURIComponent(image?.attributes.get("src")?.replace("data:image/svg+xml;charset=utf-8,", "") ?? "")).toBe(svg);
  });
  test("law: whatever the texts, it is well formed and says them", () => {
    const text = fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "/", "a", " ", "-", "!", "\n", "é", ";", "#"), maxLength: 40 });
    fc.assert(fc.property(text, text, (one, other) => {
      const page = reportHtml({ ...small, blocks: [{ kind: "paragraph", text: one }, { kind: "table", caption: "t", columns: [{ title: "c", align: "start" }], rows: [[other]] }] });
      const elements = everyElement(strictHtml(page));
      expect(elements.filter(({ name }) => name === "p").map(textOf)).toEqual([one]);
      expect(elements.filter(({ name, attributes }) => name === "th" && attributes.get("scope") === "row").map(textOf)).toEqual([other]);
    }));
  });
});

describe("the strict reader", () => {
  test.each(["<html></html>", "<!doctype html>\n<html><p></html>", "<!doctype html>\n<html><p></div></html>", "<!doctype html>\n<html lang=en></html>", '<!doctype html>\n<html a="1" a="2"></html>', "<!doctype html>\n<html>a & b</html>", "<!doctype html>\n<html>a > b</html>", "<!doctype html>\n<html></html><html></html>", "<!doctype html>\n<html><p>", '<!doctype html>\n<html a="<"></html>'])("refuses %j", (page) => { expect(() => strictHtml(page)).toThrow(); });
});

describe("a document is refused", () => {
  const withBlock = (block: unknown) => () => reportHtml({ ...small, blocks: [block] } as ReportDocument);
  test("where a row is too short", () => { refuses(withBlock({ kind: "table", caption: "c", columns: [{ title: "a", align: "start" }, { title: "b", align: "end" }], rows: [["x", "y"], ["x"]] }), { code: "report-document.row_length", path: ["blocks", 0, "rows", 1], params: { count: 1, columns: 2 } }); });
  test("where a level of headings is left out", () => { refuses(withBlock({ kind: "heading", depth: 3, text: "x" }), { code: "report-document.heading_skips", path: ["blocks", 0, "depth"] }); });
  test("where a picture is none, or a text has control characters", () => {
    for (const svg of ["", "<img>", "<svg>", "x<svg></svg>", "<svg>\ud800</svg>", "<svgx></svg>"]) expect(issuesOf(withBlock({ kind: "picture", caption: "c", description: "d", svg }))).toEqual(["input.invalid_format at /blocks/0/svg"]);
    for (const text of ["\u0000", "\u0007", "\ud800", "a\r\nb"]) expect(issuesOf(withBlock({ kind: "paragraph", text }))).toEqual(["input.invalid_format at /blocks/0/text"]);
  });
  test.each(["", "e", "en us", 'en"', "en-", "a".repeat(40)])("in the language %j", (language) => { expect(issuesOf(() => reportHtml({ ...small, language }))).toEqual(["input.invalid_format at /language"]); });
  test("more blocks, rows, columns or characters than a report has", () => {
    const many = (count: number): string[] => Array.from({ length: count }, () => "x");
    expect(issuesOf(() => reportHtml({ ...small, blocks: many(REPORT_LIMITS.blocks + 1).map((text) => ({ kind: "paragraph", text })) }))).toEqual(["input.too_big at /blocks"]);
    expect(issuesOf(withBlock({ kind: "list", items: many(REPORT_LIMITS.rows + 1) }))).toEqual(["input.too_big at /blocks/0/items"]);
    expect(issuesOf(withBlock({ kind: "table", caption: "c", columns: many(REPORT_LIMITS.columns + 1).map((title) => ({ title, align: "start" })), rows: [] }))).toEqual(["input.too_big at /blocks/0/columns"]);
    expect(issuesOf(withBlock({ kind: "paragraph", text: "x".repeat(REPORT_LIMITS.textCharacters + 1) }))).toEqual(["input.too_big at /blocks/0/text"]);
    expect(issuesOf(withBlock({ kind: "picture", caption: "c", description: "d", svg: `<svg>${"x".repeat(REPORT_LIMITS.pictureCharacters)}</svg>` }))).toEqual(["input.too_big at /blocks/0/svg"]);
  });
});
