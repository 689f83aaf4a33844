import { type Chart, type ChartAxis, type ChartColor, type ChartLayer, type ChartMark, type ChartTexts, comparisonChart, forestChart, frontierChart, type ReturnChartTexts, returnChart, surfaceChart, type SvgOptions, tornadoChart, twoWayChart } from "coachkit/chart";
import * as chart from "coachkit/chart";
import type { pairedEffect } from "coachkit/effect";
import type { BreakEvenSurface, SimulatedReturn, Tornado, TwoWayTable } from "coachkit/simulation";
import type { timeOfDayGrid } from "coachkit/wfm";
import { expectTypeOf, test } from "vitest";
import type * as z from "zod";

test("each schema says what its interface says", () => {
  expectTypeOf<z.infer<typeof chart.ChartMark>>().toEqualTypeOf<ChartMark>();
  expectTypeOf<z.infer<typeof chart.ChartLayer>>().toEqualTypeOf<ChartLayer>();
  expectTypeOf<z.infer<typeof chart.ChartAxis>>().toEqualTypeOf<ChartAxis>();
  expectTypeOf<z.infer<typeof chart.ChartColor>>().toEqualTypeOf<ChartColor>();
  expectTypeOf<z.infer<typeof chart.Chart>>().branded.toEqualTypeOf<Chart>();
  expectTypeOf<z.infer<typeof chart.ChartTexts>>().branded.toEqualTypeOf<ChartTexts>();
  expectTypeOf<z.infer<typeof chart.ReturnChartTexts>>().branded.toEqualTypeOf<ReturnChartTexts>();
  expectTypeOf<z.infer<typeof chart.ServiceDayTexts>>().branded.toEqualTypeOf<chart.ServiceDayTexts>();
  expectTypeOf<z.infer<typeof chart.SvgOptions>>().toEqualTypeOf<SvgOptions>();
});
test("what a room answers is what its picture takes", () => {
  expectTypeOf<ReturnType<typeof timeOfDayGrid>>().toExtend<Parameters<typeof chart.coachingHeatMap>[0]["grid"]>();
  expectTypeOf<Tornado>().toExtend<Parameters<typeof tornadoChart>[0]>();
  expectTypeOf<SimulatedReturn>().toExtend<Parameters<typeof returnChart>[0]>();
  expectTypeOf<BreakEvenSurface>().toExtend<Parameters<typeof surfaceChart>[0]>();
  expectTypeOf<TwoWayTable>().toExtend<Parameters<typeof twoWayChart>[0]>();
  expectTypeOf<ReturnType<typeof pairedEffect>>().toExtend<Parameters<typeof forestChart>[0]["effects"][number]["effect"]>();
  expectTypeOf(comparisonChart).returns.toEqualTypeOf<Chart>();
  expectTypeOf(frontierChart).returns.toEqualTypeOf<Chart>();
});
