import { type Chart, coachingHeatMap, serviceDayChart, toSvg, toVegaLite } from "coachkit/chart";
import { timeOfDayGrid } from "coachkit/wfm";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { heatMapQuestion, serviceDayQuestion } from "./results.js";
import { allShapes, strictSvg } from "./strict-svg.js";

const shapesOf = (chart: Chart, name: string) => allShapes(strictSvg(toSvg(chart))).filter((shape) => shape.name === name);
const categoriesOf = ({ x, y }: Chart) => [x, y].map((axis) => (axis.scale === "band" ? axis.categories : []));

describe("coachingHeatMap", () => {
  const chart = coachingHeatMap(heatMapQuestion);
  test("has days across and times downward, the second time of an hour in a row of its own, and says where the most is", () => {
    expect(chart.title).toBe("Coaching minutes: most, 90, on Sun 25 Oct at 02:00 again");
    expect(categoriesOf(chart)).toEqual([["Sun 25"], ["00:00", "01:00", "02:00", "02:00 again", "03:00"]]);
    expect(chart.x.title).toBe("Day, 2026-10-25");
    expect(chart.notes).toEqual(["“Again”: the second time that the clock shows the hour, on the day on which it is set back."]);
  });
  test("zero is a cell of the lightest color; where there is no value stands a gray dot and no cell", () => {
    expect(chart.layers.map(({ id, legend, marks }) => [id, legend, marks.map(({ y, value }) => [y, value])])).toEqual([["cells", undefined, [["00:00", 4], ["02:00", 0], ["02:00 again", 90]]], ["empty", "no value", [["01:00", undefined], ["03:00", undefined]]]]);
    const cells = shapesOf(chart, "rect").filter(({ children }) => children.length > 0);
    expect(cells.map(({ attributes }) => attributes["fill"]).slice(1)).toEqual(["#ffffd9", "#081d58"]);
    // one more in the legend
    expect(shapesOf(chart, "circle").map(({ attributes, children }) => [attributes["fill"], children[0]?.text])).toEqual([["#8a8a8a", undefined], ["#8a8a8a", "Sun 25 Oct, 01:00: no value"], ["#8a8a8a", "Sun 25 Oct, 03:00: no value"]]);
  });
  test("says of times that the clock skips that it does", () => {
    const spring = coachingHeatMap({ grid: timeOfDayGrid({ timeZone: "Europe/Berlin", staffingIntervalMinutes: 60, values: [{ startsAt: "2026-03-29T00:00:00Z", value: 1 }, { startsAt: "2026-03-29T01:00:00Z", value: 2 }] }), valueName: "Agents" });
    expect(spring.layers[1]?.marks).toEqual([{ x: "Sun 29", y: "02:00", detail: "Sun 29 Mar, 02:00: the clock skips it" }]);
    expect(spring.notes).toEqual(["On the day on which the clock is set forward it skips an hour, which has no value."]);
  });
  test("shows shares in percent, a day by the name that it is given, and the month where there are more than four weeks", () => {
    const days = (count: number) => timeOfDayGrid({ timeZone: "UTC", staffingIntervalMinutes: 60, values: Array.from({ length: count }, (_, index) => ({ startsAt: new Date(Date.UTC(2027, 1, 1 + index, 9)).toISOString(), value: index / 1000 })) });
    const shown = coachingHeatMap({ grid: days(28), valueName: "Service level lost", isShare: true }, { names: { "2027-02-28": "Open day" } });
    expect([shown.title, categoriesOf(shown)[0]?.[0]]).toEqual(["Service level lost: most, 2.7 %, on Open day at 09:00", "Mon 1"]);
    expect(categoriesOf(coachingHeatMap({ grid: days(29), valueName: "Share", isShare: true }))[0]?.filter((name) => name.startsWith("Mon 1 "))).toEqual(["Mon 1 Feb", "Mon 1 Mar"]);
  });
  test("of two that are the most it names the first", () => {
    const twice = timeOfDayGrid({ timeZone: "UTC", staffingIntervalMinutes: 60, values: [9, 10, 11].map((hour, index) => ({ startsAt: new Date(Date.UTC(2027, 1, 1, hour)).toISOString(), value: index === 0 ? 1 : 2 })) });
    expect(coachingHeatMap({ grid: twice, valueName: "Agents" }).title).toBe("Agents: most, 2, on Mon 1 Feb at 10:00");
  });
  test("of one value everywhere says so, and of zero it is the lightest color", () => {
    const even = (value: number) => coachingHeatMap({ grid: timeOfDayGrid({ timeZone: "UTC", staffingIntervalMinutes: 60, values: [9, 10].map((hour) => ({ startsAt: new Date(Date.UTC(2027, 1, 1, hour)).toISOString(), value })) }), valueName: "Agents" });
    expect([even(0).title, even(3).title]).toEqual(["Agents: 0 in each", "Agents: 3 in each"]);
    const fills = (value: number) => shapesOf(even(value), "rect").filter(({ children }) => children.length > 0).map(({ attributes }) => attributes["fill"]);
    expect([fills(0), fills(3)]).toEqual([["#ffffd9", "#ffffd9"], ["#41b6c4", "#41b6c4"]]);
    expect(JSON.stringify(toVegaLite(even(0)))).toContain('"domain":[0,0.5,1,1.5,2]');
  });
  test("the ends of the colors of shares are in percent", () => {
    const shares = coachingHeatMap({ grid: timeOfDayGrid({ timeZone: "UTC", staffingIntervalMinutes: 60, values: [9, 10].map((hour, index) => ({ startsAt: new Date(Date.UTC(2027, 1, 1, hour)).toISOString(), value: index * 0.49 })) }), valueName: "Service level lost", isShare: true });
    const texts = shapesOf(shares, "text").map(({ text }) => text);
    expect([texts.filter((text) => text === "49.0 %").length, texts.filter((text) => text.includes("0.49"))]).toEqual([2, []]);
    expect(JSON.stringify(toVegaLite(shares))).toContain("49.0 %");
  });
  test("of values that are nowhere says so", () => {
    const none = coachingHeatMap({ grid: timeOfDayGrid({ timeZone: "UTC", staffingIntervalMinutes: 60, values: [{ startsAt: "2026-03-29T00:00:00Z", value: null }] }), valueName: "Agents" });
    expect([none.title, none.layers.map(({ id }) => id)]).toEqual(["Agents: no value", ["empty"]]);
  });
  test("a grid whose cells stand nowhere, and more cells than a picture has", () => {
    const cell = heatMapQuestion.grid.cells[0]!;
    refuses(() => coachingHeatMap({ ...heatMapQuestion, grid: { ...heatMapQuestion.grid, cells: [cell, { ...cell, dayIndex: 1, timeIndex: 5 }] } }), { code: "coaching-heat-map.unknown_place", path: ["grid", "cells", 1, "dayIndex"] }, { code: "coaching-heat-map.unknown_place", path: ["grid", "cells", 1, "timeIndex"] });
    refuses(() => coachingHeatMap({ ...heatMapQuestion, grid: { ...heatMapQuestion.grid, cells: Array.from({ length: 20_001 }, () => cell) } }), { code: "input.too_big", path: ["grid", "cells"] });
  });
});

describe("serviceDayChart", () => {
  test("shows the service level in the middle of each staffing interval, and the floor", () => {
    const chart = serviceDayChart(serviceDayQuestion);
    expect(chart.title).toBe("calls on 2026-10-05: service level of 81.0 % at the lowest with coaching, 90.0 % without");
    expect(chart.layers.map(({ id, mark, legend, marks }) => [id, mark, legend, marks.map(({ x, y }) => [x, y])])).toEqual([
      ["without-coaching", "line", "Without coaching", [[9.25, 0.9], [9.75, 0.9], [10.25, 0.9]]], ["with-coaching", "line", "With coaching", [[9.25, 0.9], [9.75, 0.82], [10.25, 0.81]]], ["floor", "rule", "Floor: 80.0 %", [[undefined, 0.8]]],
    ]);
    const { serviceFloorFraction: _floor, ...withoutFloor } = serviceDayQuestion;
    expect(serviceDayChart(withoutFloor).layers.map(({ id }) => id)).toEqual(["without-coaching", "with-coaching"]);
  });
  test("shows agents in steps from the beginning to the end of each staffing interval, those in coaching between", () => {
    const chart = serviceDayChart(serviceDayQuestion, { form: "agents", names: { calls: "Calls" } });
    expect(chart.title).toBe("Calls on 2026-10-05: at most 3 agents in coaching at once");
    expect(chart.layers.map(({ id, marks }) => [id, marks.map(({ x, y, y2 }) => [x, y, y2]).slice(2)])).toEqual([
      ["in-coaching", [[9.5, 14, 13], [10, 14, 13], [10, 14, 11], [10.5, 14, 11]]], ["with-coaching", [[9.5, 13, undefined], [10, 13, undefined], [10, 11, undefined], [10.5, 11, undefined]]], ["required", [[9.5, 12, undefined], [10, 12, undefined], [10, 12, undefined], [10.5, 12, undefined]]],
    ]);
    expect(chart.layers[0]?.marks[4]?.detail).toBe("10:00: 3");
  });
  test("writes hours as the clock shows them; on a day on which it changes counts them from the first staffing interval on", () => {
    const ticks = (chart: Chart) => shapesOf(chart, "text").map(({ text }) => text).filter((text) => /^\d\d:\d\d$/u.test(text));
    expect(ticks(serviceDayChart(serviceDayQuestion))).toEqual(["09:15", "09:30", "09:45", "10:00", "10:15"]);
    const changed = serviceDayChart({ ...serviceDayQuestion, intervals: serviceDayQuestion.intervals.map((each, index) => ({ ...each, wallTime: ["02:00", "02:30", "02:00"][index]! })) });
    expect([ticks(changed), changed.x.title, changed.layers[0]?.marks.map(({ x }) => x)]).toEqual([[], "Hours since the first staffing interval began; the clock changes on this day", [0.25, 0.75, 1.25]]);
  });
  test("draws a level line where there is a single staffing interval", () => {
    const chart = serviceDayChart({ ...serviceDayQuestion, intervals: serviceDayQuestion.intervals.slice(1, 2) });
    expect(chart.layers[1]?.marks.map(({ x, y }) => [x, y])).toEqual([[9.5, 0.82], [10, 0.82]]);
  });
  test("refuses a gap, days one after the other and a second change of the clock: it would be drawn as a change", () => {
    const day = (...wallTimes: readonly string[]) => () => serviceDayChart({ ...serviceDayQuestion, intervals: wallTimes.map((wallTime) => ({ ...serviceDayQuestion.intervals[0]!, wallTime })) });
    const fault = (index: number, params?: Readonly<Record<string, unknown>>) => ({ code: "service-day.not_in_order", path: ["intervals", index, "wallTime"], ...(params === undefined ? {} : { params }) });
    refuses(day("09:00", "13:00"), fault(1, { wallTime: "13:00", before: "09:00", minutes: 30 }));
    refuses(day("23:30", "00:00"), fault(1));
    refuses(day("01:30", "03:00", "03:30", "05:00"), fault(3));
    expect(day("01:30", "03:00", "03:30")).not.toThrow();
  });
  test("refuses a day of nothing and a share above 1", () => {
    refuses(() => serviceDayChart({ ...serviceDayQuestion, intervals: [] }), { code: "input.too_small", path: ["intervals"] });
    refuses(() => serviceDayChart({ ...serviceDayQuestion, serviceFloorFraction: 80 }), { code: "input.too_big", path: ["serviceFloorFraction"] });
  });
});
