import { existsSync, readdirSync, readFileSync } from "node:fs";
import { chartRows, toDisplay, toSvg, toVegaLite } from "coachkit/chart";
import { describe, expect, test } from "vitest";
import { chartPictures } from "../../scripts/chart-picture-list.js";
import { chartLayout } from "../../src/chart/chart-layout.js";
import { textWidth } from "../../src/chart/text-box.js";
import { extremePictures } from "./extreme-pictures.js";
import { allShapes, coordinates, type Shape, strictSvg } from "./strict-svg.js";
import { drawnByVega } from "./vega.js";

const ordinary = chartPictures();
const all = Object.entries({ ...ordinary, ...extremePictures() });
const widthsOf = [360, 720, 1500];

interface Box { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
function textBox({ attributes, text }: Shape): Box {
  const [x, y, size] = [Number(attributes["x"]), Number(attributes["y"]), Number(attributes["font-size"])];
  const width = textWidth(text, size) * (attributes["font-weight"] === "bold" ? 1.1 : 1);
  const left = attributes["text-anchor"] === "end" ? x - width : attributes["text-anchor"] === "middle" ? x - width / 2 : x;
  return { left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.2 };
}
const meet = (one: Box, other: Box): boolean => one.left < other.right - 0.5 && other.left < one.right - 0.5 && one.top < other.bottom - 0.5 && other.top < one.bottom - 0.5;

describe.each(all)("%s", (_name, chart) => {
  const read = new Map<number, Shape>();
  /** The picture as read back; the large ones are read once. */
  const drawn = (widthPixels: number): Shape => {
    const svg = read.get(widthPixels) ?? strictSvg(toSvg(chart, { widthPixels }));
    read.set(widthPixels, svg);
    return svg;
  };
  test.each(widthsOf)("is well-formed SVG of %d pixels, every coordinate a number inside it", (widthPixels) => {
    const svg = drawn(widthPixels);
    const [width, height] = [Number(svg.attributes["width"]), Number(svg.attributes["height"])];
    expect(svg.attributes).toMatchObject({ viewBox: `0 0 ${String(width)} ${String(height)}`, role: "img" });
    expect(width).toBe(widthPixels);
    expect(svg.children.slice(0, 2).map(({ name }) => name)).toEqual(["title", "desc"]);
    const isOutside = (places: readonly number[], end: number): boolean => places.some((place) => !(place >= -0.01 && place <= end + 0.01));
    expect(allShapes(svg).filter((shape) => isOutside(coordinates(shape).across, width) || isOutside(coordinates(shape).upward, height)).map(({ name, attributes }) => ({ name, attributes }))).toEqual([]);
  });
  test.each(widthsOf)("has no text that runs out of its %d pixels, or into another one", (widthPixels) => {
    const texts = allShapes(drawn(widthPixels)).filter(({ name }) => name === "text").map((shape) => ({ text: shape.text, box: textBox(shape) }));
    for (const { text, box } of texts) expect(box.left >= -0.5 && box.right <= widthPixels + 0.5, text).toBe(true);
    for (const [index, { text, box }] of texts.entries()) expect(texts.slice(index + 1).filter((other) => meet(box, other.box)).map((other) => [text, other.text])).toEqual([]);
  });
  test("holds nothing that runs, loads or leads elsewhere", () => {
    const shapes = allShapes(drawn(720));
    expect([...new Set(shapes.map(({ name }) => name))].filter((name) => !["svg", "title", "desc", "rect", "text", "line", "path", "circle", "polygon"].includes(name))).toEqual([]);
    expect([...new Set(shapes.flatMap(({ attributes }) => Object.keys(attributes)))].filter((name) => /^on|href|src|style|class|^id$/u.test(name))).toEqual([]);
  });
  test("is compiled and drawn by Vega-Lite without a warning", async () => { expect(await drawnByVega(toVegaLite(chart))).toMatch(/^<svg/u); });
  test("has the same rows in its table and in its spec", () => {
    const layers = toVegaLite(chart).layer as readonly { readonly name: string; readonly data: { readonly values: readonly object[] } }[];
    const rows = layers.filter(({ name }) => chart.layers.some(({ id }) => id === name)).flatMap(({ name, data: { values } }) => values.map((mark) => ({ layer: name, x: null, x2: null, y: null, y2: null, value: null, label: null, detail: null, ...mark })));
    expect(chartRows(chart).map(({ mark: _mark, ...row }) => row)).toEqual(rows);
  });
  test("has the ends and the numbers of its axes in both", () => {
    const { x, y } = chartLayout(chart, 720);
    for (const [side, placed] of [["x", x], ["y", y]] as const) {
      for (const { encoding } of toVegaLite(chart).layer as readonly { readonly encoding: Readonly<Record<string, { readonly scale?: { readonly domain: unknown }; readonly axis?: { readonly values?: unknown } }>> }[]) {
        if (encoding[side]?.scale === undefined || chart[side].scale === "band") continue;
        expect(encoding[side].scale.domain).toEqual(placed.domain);
        expect(encoding[side].axis?.values).toEqual(placed.ticks.map(({ value }) => value));
      }
    }
  });
  test("is plain data that says the same again", () => {
    expect(JSON.parse(JSON.stringify(toVegaLite(chart)))).toStrictEqual(toVegaLite(chart));
    expect(toSvg(JSON.parse(JSON.stringify(chart)) as typeof chart)).toBe(toSvg(chart));
    expect(Object.values(toDisplay(chart)).every((each) => typeof each === "string" || JSON.stringify(each).length > 2)).toBe(true);
  });
});

describe("docs/pictures", () => {
  test.each(Object.entries(ordinary))("%s.svg is what the script draws", (name, chart) => { expect(readFileSync(`docs/pictures/${name}.svg`, "utf8")).toBe(toSvg(chart)); });
  test("holds these pictures alone, each shown on the page", () => {
    expect(existsSync("docs/charts.md")).toBe(true);
    expect(readdirSync("docs/pictures").toSorted()).toEqual(Object.keys(ordinary).map((name) => `${name}.svg`).toSorted());
    const page = readFileSync("docs/charts.md", "utf8");
    expect(Object.keys(ordinary).filter((name) => !page.includes(`](pictures/${name}.svg)`))).toEqual([]);
  });
});
test("the drawing by Vega refuses what warns", async () => {
  await expect(drawnByVega({ mark: "bar", data: { values: [] }, encoding: { shape: { field: "a", type: "nominal" } } })).rejects.toThrow(/shape/u);
});
