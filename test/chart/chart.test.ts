import { Chart, CHART_LIMITS, chartRows, type ChartTexts, shownChart, toDisplay, toSvg, toVegaLite, tornadoChart } from "coachkit/chart";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textWidth, wrapped } from "../../src/chart/text-box.js";
import { refuses } from "../refusal.js";
import { hostileName } from "./extreme-pictures.js";
import { tornadoQuestion } from "./results.js";
import { allShapes, strictSvg } from "./strict-svg.js";

/** One bar from 0 to 50 on an axis from 0 to 50, 4 % of room at its end. */
const base: Chart = {
  title: "Sessions held", description: "Ann held 50 sessions.", notes: [],
  x: { scale: "linear", title: "Sessions", includes: [0] }, y: { scale: "band", title: "Coach", categories: ["Ann"] },
  layers: [{ id: "sessions", mark: "bar", color: "blue", marks: [{ x: 0, x2: 50, y: "Ann", detail: "Ann: 50" }] }],
};
const bars = (marks: Chart["layers"][number]["marks"]): Chart => ({ ...base, layers: [{ id: "sessions", mark: "bar", color: "blue", marks }] });
const shapesOf = (chart: Chart, name: string) => allShapes(strictSvg(toSvg(chart))).filter((shape) => shape.name === name);

describe("toSvg", () => {
  test("draws a bar from the place of its beginning to that of its end", () => {
    const [bar] = shapesOf(base, "rect").slice(1);
    const zero = shapesOf(base, "text").find(({ text }) => text === "0")?.attributes["x"];
    const fifty = shapesOf(base, "text").find(({ text }) => text === "50")?.attributes["x"];
    expect(bar?.attributes["x"]).toBe(zero);
    expect(Number(bar?.attributes["x"]) + Number(bar?.attributes["width"])).toBeCloseTo(Number(fifty), 1);
    expect(bar?.attributes["fill"]).toBe("#0072b2");
  });
  test("a bar of half the number is half as long, within a hundredth of a pixel", () => {
    const two = { ...bars([{ x: 0, x2: 50, y: "Ann" }, { x: 0, x2: 25, y: "Bob" }]), y: { scale: "band" as const, title: "Coach", categories: ["Ann", "Bob"] } };
    const [first, second] = shapesOf(two, "rect").slice(1).map(({ attributes }) => Number(attributes["width"]));
    expect(Math.abs((first ?? 0) / 2 - (second ?? 0))).toBeLessThan(0.011);
  });
  test("the first category of an upward band is on top", () => {
    const two = { ...bars([{ x: 0, x2: 50, y: "Ann" }, { x: 0, x2: 25, y: "Bob" }]), y: { scale: "band" as const, title: "Coach", categories: ["Bob", "Ann"] } };
    const [ann, bob] = shapesOf(two, "rect").slice(1).map(({ attributes }) => Number(attributes["y"]));
    expect(ann).toBeGreaterThan(bob ?? 0);
  });
  test("has title and description for screen readers, and the text of a mark on pointing at it", () => {
    const svg = strictSvg(toSvg(base));
    expect(svg.attributes).toMatchObject({ "role": "img", "aria-label": "Sessions held" });
    expect(svg.children.slice(0, 2).map(({ text }) => text)).toEqual(["Sessions held", "Ann held 50 sessions."]);
    expect(shapesOf(base, "rect")[1]?.children[0]?.text).toBe("Ann: 50");
  });
  test("writes hostile texts as the texts that they are, in SVG and in HTML", () => {
    const chart = { ...base, title: hostileName, description: `${hostileName}\nline\ttab`, notes: [hostileName] };
    const svg = strictSvg(toSvg(chart));
    expect(svg.children[0]?.text).toBe(hostileName);
    expect(allShapes(svg).some(({ name }) => ["script", "b"].includes(name))).toBe(false);
    expect(toDisplay(chart)["text/html"]).not.toMatch(/<script|<b>/u);
  });
  test("characters that XML has not are replaced", () => { expect(strictSvg(toSvg({ ...base, title: "a\uffffb\ufffe" })).children[0]?.text).toBe("a\ufffdb\ufffd"); });
  test("any title and any names are well-formed", () => {
    const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }).filter((text) => Chart.safeParse({ ...base, title: text }).success);
    fc.assert(fc.property(name, name, (title, category) => { strictSvg(toSvg({ ...base, title, y: { scale: "band", title, categories: [category] }, layers: [] })); }), { numRuns: 100 });
  });
  test("refuses a width that no picture has", () => {
    refuses(() => toSvg(base, { widthPixels: 359 }), { code: "input.too_small", path: ["widthPixels"] });
    refuses(() => toSvg(base, { widthPixels: 4001 }), { code: "input.too_big", path: ["widthPixels"] });
  });
});

describe("texts find their lines", () => {
  test("no line is wider than its room, and no character is lost", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 30, max: 400 }), (text, room) => {
      const lines = wrapped(text, 12, room);
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(room + 1e-9);
      expect(lines.join("").replaceAll(/[ \u00a0]/gu, "")).toBe(text.replaceAll(/[ \u00a0]/gu, ""));
    }));
  });
});

describe("toDisplay and shownChart", () => {
  test("carry the picture in four forms", () => {
    const display = toDisplay(base);
    expect(display["text/plain"]).toBe("Sessions held\nAnn held 50 sessions.");
    expect(display["image/svg+xml"]).toBe(toSvg(base));
    expect(display["application/vnd.vegalite.v5+json"]).toStrictEqual(toVegaLite(base));
    expect(display["text/html"]).toContain("<tr><td>sessions</td><td>0</td><td>50</td><td>Ann</td><td>Ann: 50</td></tr>");
  });
  test("a shown picture is the same plain data, with what Deno's kernel asks for", () => {
    const shown = shownChart(base);
    expect(JSON.parse(JSON.stringify(shown))).toStrictEqual(base);
    expect(shown[Symbol.for("Jupyter.display")]?.()).toStrictEqual(toDisplay(base));
    expect(toSvg(shown)).toBe(toSvg(base));
  });
  test("a table of very many rows is cut, and says so", () => {
    const many = bars(Array.from({ length: 250 }, (_, index) => ({ x: 0, x2: index, y: "Ann" })));
    expect(toDisplay(many)["text/html"]).toContain("50 more rows");
  });
});

describe("a picture that does not hold together is refused", () => {
  const refused = (chart: unknown, ...issues: Parameters<typeof refuses>[1][]): void => {
    for (const render of [toSvg, toVegaLite, toDisplay, chartRows, shownChart]) refuses(() => render(chart as Chart), ...issues);
  };
  test("a name that the axis has not", () => { refused(bars([{ x: 0, x2: 1, y: "Bob" }]), { code: "chart.unknown_category", path: ["layers", 0, "marks", 0, "y"], params: { mark: "bar", key: "y", name: "Bob" } }); });
  test("a number on a band, a name among numbers, a second place without a first or on a band", () => {
    refused(bars([{ x: 0, x2: 1, y: 3 }]), { code: "chart.wrong_place", path: ["layers", 0, "marks", 0, "y"] });
    refused(bars([{ x: "Ann", x2: 1, y: "Ann" }]), { code: "chart.wrong_place", path: ["layers", 0, "marks", 0, "x"] });
    refused(bars([{ x: 0, x2: 1, y: "Ann", y2: 1 }]), { code: "chart.wrong_place", path: ["layers", 0, "marks", 0, "y2"] });
    refused({ ...base, layers: [{ id: "r", mark: "rule", color: "gray", marks: [{ x2: 1, y: "Ann" }] }] }, { code: "chart.wrong_place", path: ["layers", 0, "marks", 0, "x2"] });
  });
  test("a mark without a place that it needs", () => {
    refused(bars([{ x: 0, y: "Ann" }]), { code: "chart.missing_place", path: ["layers", 0, "marks", 0, "x2"] });
    refused({ ...base, layers: [{ id: "r", mark: "rule", color: "gray", marks: [{}] }] }, { code: "chart.missing_place", path: ["layers", 0, "marks", 0, "x"] });
  });
  test("a category twice, a layer twice", () => {
    refused({ ...base, y: { ...base.y, categories: ["Ann", "Bob", "Ann"] } }, { code: "chart.duplicate_category", path: ["y", "categories", 2] });
    refused({ ...base, layers: [...base.layers, ...base.layers] }, { code: "chart.duplicate_layer", path: ["layers", 1, "id"] });
  });
  test.each([[Number.NaN], [Infinity], [1e31], [null]])("%s is no place", (x2) => { expect(() => toSvg(bars([{ x: 0, x2: x2 as number, y: "Ann" }]))).toThrow(/input\./u); });
  test("a title of two lines, markup as a layer", () => {
    refused({ ...base, title: "a\nb" }, { code: "input.invalid_format", path: ["title"] });
    refused({ ...base, onclick: "alert(1)" }, { code: "input.unrecognized_keys", path: ["onclick"] });
  });
});

describe("a picture has an end", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ x: index, x2: index + 1, y: "Ann" }));
  test("as many marks as the limit are drawn, and not one more, over all layers", () => {
    expect(toSvg(bars(many(CHART_LIMITS.rows))).length).toBeGreaterThan(1e6);
    const halves = [many(CHART_LIMITS.rows / 2), many(CHART_LIMITS.rows / 2 + 1)].map((marks, index) => ({ id: String(index), mark: "bar" as const, color: "blue" as const, marks }));
    refuses(() => toSvg({ ...base, layers: halves }), { code: "chart.too_many_rows", path: ["layers"], params: { count: CHART_LIMITS.rows + 1, limit: CHART_LIMITS.rows } });
  });
  test("a million marks are refused before any is drawn", () => { refuses(() => toSvg(bars(many(500_000))), { code: "input.too_big", path: ["layers", 0, "marks"] }); });
  test("more layers than a picture has", () => {
    const layers = Array.from({ length: CHART_LIMITS.layers + 1 }, (_, index) => ({ ...base.layers[0]!, id: String(index) }));
    expect(chartRows({ ...base, layers: layers.slice(1) })).toHaveLength(CHART_LIMITS.layers);
    refuses(() => chartRows({ ...base, layers }), { code: "input.too_big", path: ["layers"] });
  });
  test("more categories than an axis has", () => {
    const categories = ["Ann", ...Array.from({ length: CHART_LIMITS.categories }, (_, index) => String(index))];
    refuses(() => toSvg({ ...base, y: { scale: "band", title: "Coach", categories } }), { code: "input.too_big", path: ["y", "categories"] });
    expect(toSvg({ ...base, y: { scale: "band", title: "Coach", categories: categories.slice(0, -1) } })).toContain("</svg>");
  });
  test("more labels than a picture writes are left to pointing", () => {
    const labelled = (count: number): Chart => ({ ...base, y: { scale: "linear", title: "y" }, layers: [{ id: "p", mark: "point", color: "blue", hasLabels: true, marks: Array.from({ length: count }, (_, index) => ({ x: index, y: (index * 37) % 101, label: `n${String(index)}` })) }] });
    expect(shapesOf(labelled(CHART_LIMITS.labels), "text").some(({ text }) => /^n\d/u.test(text))).toBe(true);
    expect(shapesOf(labelled(CHART_LIMITS.labels + 1), "text").some(({ text }) => /^n\d/u.test(text))).toBe(false);
  });
});

describe("words of the host", () => {
  test("names and title replace ids; an id like a key of objects has no name by accident", () => {
    const chart = tornadoChart(tornadoQuestion, { title: "What counts", names: { lift: "Lift of sales" } });
    expect([chart.title, chart.y.scale === "band" && chart.y.categories]).toEqual(["What counts", ["Lift of sales", "fee"]]);
    const [first, ...rest] = tornadoQuestion.bars;
    expect(tornadoChart({ ...tornadoQuestion, bars: [{ ...first!, driverId: "constructor" }, ...rest] }).y).toMatchObject({ categories: ["constructor", "fee"] });
  });
  test("two ids of one name are told apart", () => { expect(tornadoChart(tornadoQuestion, { names: { lift: "Same", fee: "Same" } }).y).toMatchObject({ categories: ["Same", "Same (2)"] }); });
  test("more names than any picture shows", () => {
    refuses(() => tornadoChart(tornadoQuestion, { names: Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [String(index), "x"])) }), { code: "input.invalid_format", path: ["names"] });
    refuses(() => tornadoChart(tornadoQuestion, { color: "red" } as ChartTexts), { code: "input.unrecognized_keys", path: ["color"] });
  });
});
