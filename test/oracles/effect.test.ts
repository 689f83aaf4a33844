import { readFileSync } from "node:fs";
import { adjustedEffect, differenceInDifferences, type EffectMeasure, type EffectResult, interruptedSeries, reliableChange, steppedWedgeEffect } from "coachkit/effect";
import { mean } from "coachkit/statistics";
import { expect, test } from "vitest";
import { folder, oracle } from "./oracle.js";

type Spread = { readonly mean: number; readonly sd: number };
type Pair = { readonly pre: number; readonly post: number; readonly sdPre: number; readonly reliability: number; readonly dysfunctional: Spread; readonly functional: Spread };
const populationOf = ({ mean: middle, sd }: Spread) => ({ mean: middle, standardDeviation: sd });
const changeOf = ({ pre, post, sdPre, reliability, dysfunctional, functional }: Pair) =>
  reliableChange({
    people: [{ personId: "one", baseline: pre, post }], direction: "higher-is-better", baselineStandardDeviation: sdPre, reliability, confidenceLevel: 0.95,
    populations: { needing: populationOf(dysfunctional), proficient: populationOf(functional) },
  });
oracle("statistics/effects-reliable-change.json", {
  standardError: (input: Pair) => changeOf(input).standardError,
  sDiff: (input: Pair) => changeOf(input).differenceStandardError,
  rci: (input: Pair) => changeOf(input).people[0]?.index,
  reliable95: (input: Pair) => changeOf(input).people[0]?.verdict !== "unchanged",
  minimalReliableChange95: (input: Pair) => changeOf(input).minimalReliableChange,
  cutoffA: (input: Pair) => changeOf(input).cutoffs?.a,
  cutoffB: (input: Pair) => changeOf(input).cutoffs?.b,
  cutoffC: (input: Pair) => changeOf(input).cutoffs?.c,
});

const instrument = { instrumentId: "score", majorVersion: 1 };
const measure: EffectMeasure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };
const shared = { measure, assignment: "not-by-chance", confidenceLevel: 0.95 } as const;
type Case<Input, Want> = { readonly name: string; readonly input: Input; readonly expect: Want };
const casesOf = <Input, Want>(name: string): readonly Case<Input, Want>[] => (JSON.parse(readFileSync(`${folder}/statistics/${name}.json`, "utf8")) as { readonly cases: readonly Case<Input, Want>[] }).cases;
const near = (value: number): unknown => expect.closeTo(value, 6);
const tests = (effect: EffectResult) => (effect.estimate === null ? effect.reason : { estimate: effect.estimate, se: effect.standardError, df: effect.degreesOfFreedom, p: effect.pValue });

// Units with several rows before and after are one person of two means here: the same design where all have as many rows, which every case has.
type Rows = { readonly rows: readonly (readonly [unit: number, treated: number, post: number, y: number])[] };
type Difference = { readonly estimate: number; readonly cluster: { readonly seCR2: number; readonly satterthwaiteDfCR2: number; readonly pCR2: number } };
test.each(casesOf<Rows, Difference>("effects-difference-in-differences"))("differenceInDifferences of units in clusters agrees: $name", ({ input: { rows }, expect: want }) => {
  const units = [...new Set(rows.map(([unit]) => unit))];
  const people = units.map((unit) => {
    const own = rows.filter((row) => row[0] === unit);
    const score = (isPost: number) => mean(own.filter((row) => row[2] === isPost).map((row) => row[3]));
    return { personId: String(unit), clusterId: String(unit), arm: own[0]?.[1] === 1 ? "treated" as const : "comparison" as const, baseline: score(0), post: score(1) };
  });
  const { seCR2: se, satterthwaiteDfCR2: df, pCR2: p } = want.cluster;
  expect(tests(differenceInDifferences({ ...shared, people }))).toEqual({ estimate: near(want.estimate), se: near(se), df: near(df), p: near(p) });
});

// Starts all at one time, and units that never start, are two arms: period by period a stepped wedge tells the same of them.
test.each(casesOf<Rows, Difference>("effects-difference-in-differences"))("steppedWedgeEffect of one start and units that never start agrees: $name", ({ input: { rows }, expect: want }) => {
  const units = [...new Set(rows.map(([unit]) => unit))];
  const own = (unit: number) => rows.filter((row) => row[0] === unit);
  const [periodCount, startPeriod] = [own(units[0] ?? 0).length, own(units[0] ?? 0).filter((row) => row[2] === 0).length + 1];
  const { seCR2: se, satterthwaiteDfCR2: df, pCR2: p } = want.cluster;
  const effect = steppedWedgeEffect({
    measure, periodCount, assignment: "by-chance-in-steps", replicates: 1000, seed: 1, confidenceLevel: 0.95,
    clusters: units.map((unit) => ({ clusterId: String(unit), startPeriod: own(unit)[0]?.[1] === 1 ? startPeriod : null })),
    scores: units.flatMap((unit) => own(unit).map((row, at) => ({ clusterId: String(unit), inPeriod: at + 1, score: row[3] }))),
  });
  expect(tests(effect)).toEqual({ estimate: near(want.estimate), se: near(se), df: near(df), p: near(p) });
  expect(effect.againstNotYetStarted.estimate).toBeCloseTo(want.estimate, 6);
});

type Arms = { readonly pre: readonly number[]; readonly post: readonly number[]; readonly group: readonly string[]; readonly reference: string };
type Adjusted = { readonly adjustedDifference: number; readonly se: number; readonly df: number; readonly p: number; readonly slopePre: number; readonly adjustedMeans: Readonly<Record<string, number>>; readonly residualSd: number; readonly unadjustedChangeDifference: number };
test.each(casesOf<Arms, Adjusted>("effects-ancova"))("adjustedEffect agrees: $name", ({ input: { pre, post, group, reference }, expect: want }) => {
  const people = post.map((score, index) => ({ personId: String(index), arm: group[index] === reference ? "comparison" as const : "treated" as const, baseline: pre[index] ?? null, post: score }));
  const effect = adjustedEffect({ ...shared, people });
  expect(tests(effect)).toEqual({ estimate: near(want.adjustedDifference), se: near(want.se), df: want.df, p: near(want.p) });
  expect(effect.baselineSlope).toBeCloseTo(want.slopePre, 8);
  expect(effect.adjustedMeans).toEqual({ comparison: near(want.adjustedMeans[reference] ?? NaN), treated: near(Object.entries(want.adjustedMeans).find(([name]) => name !== reference)?.[1] ?? NaN) });
  expect(effect.estimate === null ? null : effect.smallestDetectable.standardDeviation).toBeCloseTo(want.residualSd, 8);
  expect(differenceInDifferences({ ...shared, people }).estimate).toBeCloseTo(want.unadjustedChangeDifference, 8);
});

type Series = { readonly y: readonly number[]; readonly interventionIndex: number; readonly neweyWestLag: number };
type Term = { readonly estimate: number; readonly seNeweyWestAdjusted: number };
type Segmented = { readonly preTrend: Term; readonly levelChange: Term; readonly trendChange: Term; readonly durbinWatson: number; readonly residualDf: number; readonly counterfactualAtEnd: number; readonly effectAtEnd: number };
// Errors not adjusted and classical ones are linearRegression's; a series with fewer than six figures before the start is refused here.
test.each(casesOf<Series, Segmented>("effects-interrupted-time-series"))("interruptedSeries agrees, or says that it is too short: $name", ({ input: { y, interventionIndex: preCount, neweyWestLag: lagCount }, expect: want }) => {
  const series = interruptedSeries({ measure, values: y, preCount, lagCount, confidenceLevel: 0.95 });
  if (preCount < 6) { expect(series.levelChange).toMatchObject({ estimate: null, reason: "too-few-observations", n: preCount, needed: 6 }); return; }
  const pick = (effect: EffectResult) => (effect.estimate === null ? effect.reason : { estimate: effect.estimate, se: effect.standardError, df: effect.degreesOfFreedom });
  const of = ({ estimate, seNeweyWestAdjusted }: Term) => ({ estimate: near(estimate), se: near(seNeweyWestAdjusted), df: want.residualDf });
  expect([pick(series.levelChange), pick(series.slopeChange)]).toEqual([of(want.levelChange), of(want.trendChange)]);
  expect([series.preSlope, series.expectedAtEnd, series.effectAtEnd.estimate, series.durbinWatson]).toEqual([near(want.preTrend.estimate), near(want.counterfactualAtEnd), near(want.effectAtEnd), near(want.durbinWatson)]);
});
