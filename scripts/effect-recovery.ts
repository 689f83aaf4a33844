/**
 * Recovery: do the methods of `coachkit/effect` find effects that are known because the people are invented? Prints bias, coverage of the 95 % interval, how often a test finds what is not there, and how often it finds an effect as large as the smallest detectable one.
 * Writes the table into docs/effects.md between its marks; the same code gives the same page. Fails when a method that promises its level leaves it by more than two standard errors of the simulation (and a percentage point for those that are approximate), upwards for false alarms, downwards for coverage, either way for bias.
 * Of so many figures one in some runs lies that far off by chance. So what does is made once more with other numbers, told with both, and fails where the second does, too. Sizes are fixed before the figures are seen.
 * 20,000 studies without an effect for false alarms, 4,000 with one for bias and coverage, 4,000 of each for what is known to be wrong, 1,000 series of each kind. Slow: some minutes, each table row in a process of its own. `tsx scripts/effect-recovery.ts [share of these sizes]`
 */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { adjustedEffect, differenceInDifferences, drawSteppedWedge, type EffectMeasure, type EffectPerson, interruptedSeries, pairedEffect, regressionToMean, steppedWedgeEffect } from "coachkit/effect";
import { detectableEffect, normalDraws, permutationTest } from "coachkit/statistics";
import { percentText } from "coachkit/unit";

const shareOfSizes = Number(process.argv[2] ?? 1);
const sizes = { withoutEffect: Math.round(20_000 * shareOfSizes), withEffect: Math.round(4000 * shareOfSizes), series: Math.round(1000 * shareOfSizes) };
/** Processes at a time. */
const PROCESSES = 4;
const seed = 20_270_104;
const confidenceLevel = 0.95;
const instrument = { instrumentId: "invented", majorVersion: 1 };
const measure: EffectMeasure = { unit: "points", direction: "higher-is-better", baselineInstrument: instrument, postInstrument: instrument };

/** Chance for one replication: as many numbers as are asked for, in turn. */
function chance(name: string, replication: number): (count: number) => readonly number[] {
  let turn = 0;
  return (count) => { turn += 1; return normalDraws({ seed, stream: [name, replication, turn], count }); };
}
type Draw = ReturnType<typeof chance>;

/** What a permutation test of changes says of no effect, and of the true one. */
interface Permuted { readonly estimate: number; readonly pValue: number; readonly holdsTruth: boolean }
/** What is asked of every method. */
interface Told {
  readonly estimate: number;
  readonly confidence: { readonly lower: number; readonly upper: number };
  readonly pValue: number;
}

interface Study {
  readonly name: string;
  /** One study with this true effect, in points. */
  readonly run: (draw: Draw, effect: number) => Told | Permuted | { readonly estimate: null };
  /** The effect that is to be recovered, and at which power is measured. */
  readonly effect: number;
  /** What the interval promises; null where the page says that it does not hold its level. */
  readonly within: number | null;
}

const scores = (draw: Draw, count: number, spread = 10, correlation = 0.7): readonly (readonly [number, number])[] => {
  const [first, other] = [draw(count), draw(count)];
  return first.map((one, index) => [60 + spread * one, 60 + spread * (correlation * one + Math.sqrt(1 - correlation ** 2) * (other[index] ?? 0))]);
};
const arm = (name: "treated" | "comparison", pairs: readonly (readonly [number, number])[], shift: number, teamOf: ((index: number) => string) | null = null): readonly EffectPerson[] =>
  pairs.map(([baseline, post], index) => ({ personId: `${name}-${String(index)}`, arm: name, baseline, post: post + shift, ...(teamOf === null ? {} : { clusterId: teamOf(index) }) }));
const shared = { measure, confidenceLevel, assignment: "by-chance-wait-list" } as const;

/** Teams of five; each changes by luck of its own beside that of its members. */
function teams(draw: Draw, name: "treated" | "comparison", count: number, shift: number): readonly EffectPerson[] {
  const luck = draw(count).map((value) => 4 * value);
  return arm(name, scores(draw, 5 * count), shift, (index) => `${name}-team-${String(Math.floor(index / 5))}`)
    .map((person, index) => ({ ...person, post: (person.post ?? 0) + (luck[Math.floor(index / 5)] ?? 0) }));
}

/** Each neighbor carries over a share of what is left of the one before. */
function series(draw: Draw, count: number, carried: number, jump: number): readonly number[] {
  let left = 0;
  return draw(count).map((value, at) => {
    left = at === 0 ? value / Math.sqrt(1 - carried ** 2) : carried * left + value;
    return 50 + 0.1 * at + left + (at < count / 2 ? 0 : jump);
  });
}

/** Picked from 60 people because they scored at most 55; the true score is worth 0.7 of the variance. */
function picked(draw: Draw, effect: number): readonly EffectPerson[] {
  return scores(draw, 60).flatMap(([baseline, post], index) => (baseline <= 55 ? [{ personId: String(index), baseline, post: post + effect }] : []));
}
const cut = { cutScore: 55, population: { mean: 60, standardDeviation: 10 }, reliability: 0.7 };

interface Wedge {
  readonly teamCount: number;
  readonly stepCount: number;
  /** The share of people's variance that lies between teams. */
  readonly correlation: number;
  /** Luck of a team in a period, of which 0.8 is carried over into the next. */
  readonly luck?: number;
  /** What each further period with the program adds, as a share of the effect. */
  readonly growth?: number;
}
const CELL = 8;
const drawnWedge = ({ teamCount, stepCount, correlation }: Wedge, drawSeed: number) => drawSteppedWedge({
  clusters: Array.from({ length: teamCount }, (_, index) => ({ clusterId: `team-${String(index)}` })), steps: { kind: "equal", stepCount }, baselinePeriods: 1, periodsPerStep: 1, cellSize: CELL,
  aim: { powerFraction: 0.8, alpha: 0.05, sides: "two-sided", intraclassCorrelation: correlation }, seed: drawSeed,
});

/** Teams of eight, others scored in each period; periods differ by luck that all teams share. Who starts when is drawn once for all studies of a kind: scores are drawn anew, and teams are alike. */
function wedge(design: Wedge): (draw: Draw, effect: number) => ReturnType<typeof steppedWedgeEffect> {
  const { correlation, luck = 0, growth = 0 } = design;
  const { clusters, periodCount } = drawnWedge(design, seed);
  return (draw, effect) => {
    const [ofTeams, ofPeriods] = [draw(clusters.length), draw(periodCount)];
    const scored = clusters.flatMap(({ clusterId, startPeriod }, team) => {
      const [ofCells, ofLuck] = [draw(periodCount), draw(periodCount)];
      let carried = 0;
      return ofCells.map((cell, at) => {
        carried = 0.8 * carried + (ofLuck[at] ?? 0);
        const since = at + 1 - (startPeriod ?? 0);
        const score = 60 + 10 * Math.sqrt(correlation) * (ofTeams[team] ?? 0) + 5 * (ofPeriods[at] ?? 0) + luck * carried + 10 * Math.sqrt((1 - correlation) / CELL) * cell;
        return { clusterId, inPeriod: at + 1, score: score + (since < 0 ? 0 : effect * (1 + growth * since)) };
      });
    });
    return steppedWedgeEffect({ measure, clusters, periodCount, scores: scored, assignment: "by-chance-in-steps", replicates: 1000, seed, confidenceLevel });
  };
}

/** The same by the order test. */
function byOrders(design: Wedge): Study["run"] {
  const run = wedge(design);
  return (draw, effect) => {
    const { estimate, startOrderTest } = run(draw, effect);
    return estimate === null || startOrderTest === null || startOrderTest.confidence === null ? { estimate: null } : { estimate, confidence: startOrderTest.confidence, pValue: startOrderTest.pValue };
  };
}
/** The same by those who have not begun. */
function byNotYetStarted(design: Wedge): Study["run"] {
  const run = wedge(design);
  return (draw, effect) => {
    const { againstNotYetStarted: told } = run(draw, effect);
    return told.estimate === null ? told : { ...told, pValue: told.confidence.lower > 0 || told.confidence.upper < 0 ? 0 : 1 };
  };
}
/** The smallest effect that the analysis of a draw is said to find, in points; or that of the usual formula. */
function detectableBy(design: Wedge, reckoning: "analysis" | "formula"): number {
  const { power } = drawnWedge(design, seed);
  return 10 * ((reckoning === "analysis" ? power.ofAnalysis : power).smallestDetectable ?? NaN);
}
const fourInTwo: Wedge = { teamCount: 4, stepCount: 2, correlation: 0.05 };
const fourInFour: Wedge = { teamCount: 4, stepCount: 4, correlation: 0.2 };
const sixInThree: Wedge = { teamCount: 6, stepCount: 3, correlation: 0.2 };
const eightInFour: Wedge = { teamCount: 8, stepCount: 4, correlation: 0.05 };
const twelveInThree: Wedge = { teamCount: 12, stepCount: 3, correlation: 0.2 };
const withLuck = { ...eightInFour, luck: 3 };
const growing = { ...eightInFour, growth: 1 };

/** Changes of two arms; the interval holds the true effect where the test does not refuse it. */
function permuted(arms: readonly [ReturnType<typeof scores>, ReturnType<typeof scores>], effect: number): Permuted {
  const [values, reference] = arms.map((pairs) => pairs.map(([baseline, post]) => post - baseline)) as [number[], number[]];
  const test = (shift: number) => permutationTest({ values: values.map((value) => value + shift), reference, design: "independent", replicates: 1, seed });
  const [found, truth] = [test(effect), test(0)];
  if (found.pValue === null || truth.pValue === null) throw new Error("no permutation test");
  return { estimate: found.difference, pValue: found.pValue, holdsTruth: truth.pValue >= 0.05 };
}

const deviationOfChange = 10 * Math.sqrt(2 * (1 - 0.7));
const detectable = (design: "paired" | "two-sample", n: number, deviation: number): number => deviation * detectableEffect({ design, n, power: 0.8, alpha: 0.05, sides: "two-sided" });
const studies: readonly Study[] = [
  { name: "`pairedEffect`, 15 people", effect: detectable("paired", 15, deviationOfChange), within: 0, run: (draw, effect) => pairedEffect({ measure, confidenceLevel, wereSelectedByScore: false, people: arm("treated", scores(draw, 15), effect) }) },
  { name: "`differenceInDifferences`, 15 and 15", effect: detectable("two-sample", 15, deviationOfChange), within: 0, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...arm("treated", scores(draw, 15), effect), ...arm("comparison", scores(draw, 15), 0)] }) },
  { name: "`differenceInDifferences`, 8 and 24, changes of the 8 spread twice as far", effect: 12, within: 0.01, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...arm("treated", scores(draw, 8, 20), effect), ...arm("comparison", scores(draw, 24), 0)] }) },
  { name: "`differenceInDifferences` by cluster, 6 and 6 teams of 5", effect: 8, within: 0.01, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...teams(draw, "treated", 6, effect), ...teams(draw, "comparison", 6, 0)] }) },
  { name: "the same without saying which team: wrong", effect: 8, within: null, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...teams(draw, "treated", 6, effect), ...teams(draw, "comparison", 6, 0)].map(({ clusterId: _, ...person }) => person) }) },
  { name: "`adjustedEffect`, 15 and 15, correlation .7", effect: detectable("two-sample", 15, 10 * Math.sqrt(1 - 0.49)), within: 0, run: (draw, effect) => adjustedEffect({ ...shared, people: [...arm("treated", scores(draw, 15), effect), ...arm("comparison", scores(draw, 15), 0)] }) },
  { name: "`permutationTest` of changes, 7 and 7, every arrangement", effect: 10, within: 0, run: (draw, effect) => permuted([scores(draw, 7), scores(draw, 7)], effect) },
  { name: "people picked for low scores, `pairedEffect`: wrong", effect: 4, within: null, run: (draw, effect) => pairedEffect({ measure, confidenceLevel, wereSelectedByScore: true, people: picked(draw, effect) }) },
  { name: "people picked for low scores, `regressionToMean`", effect: 4, within: 0.01, run: (draw, effect) => regressionToMean({ measure, confidenceLevel, people: picked(draw, effect), ...cut }).corrected },
  { name: "`steppedWedgeEffect`, 4 teams at 2 steps, correlation in teams .05", effect: detectableBy(fourInTwo, "analysis"), within: 0.01, run: wedge(fourInTwo) },
  { name: "the same, 4 teams at 4 steps, .2", effect: detectableBy(fourInFour, "analysis"), within: 0.01, run: wedge(fourInFour) },
  { name: "the same, 6 teams at 3 steps, .2", effect: detectableBy(sixInThree, "analysis"), within: 0.01, run: wedge(sixInThree) },
  { name: "the same, 8 teams at 4 steps, .05", effect: detectableBy(eightInFour, "analysis"), within: 0.01, run: wedge(eightInFour) },
  { name: "the same, 12 teams at 3 steps, .2", effect: detectableBy(twelveInThree, "analysis"), within: 0.01, run: wedge(twelveInThree) },
  { name: "the same, 8 teams at 4 steps, luck of a team in a period that lasts", effect: 8, within: 0.01, run: wedge(withLuck) },
  { name: "6 teams at 3 steps, `startOrderTest`", effect: detectableBy(sixInThree, "analysis"), within: 0.01, run: byOrders(sixInThree) },
  { name: "8 teams at 4 steps with lasting luck, `startOrderTest`", effect: 8, within: 0.01, run: byOrders(withLuck) },
  { name: "8 teams at 4 steps, as large an effect as the usual formula asks for", effect: detectableBy(eightInFour, "formula"), within: 0.01, run: wedge(eightInFour) },
  { name: "8 teams at 4 steps, the effect grows by itself in each period, `steppedWedgeEffect`: wrong", effect: 4, within: null, run: wedge(growing) },
  { name: "the same, `againstNotYetStarted`", effect: 4, within: 0.01, run: byNotYetStarted(growing) },
];

interface Found { readonly bias: number; readonly standardErrorOfBias: number; readonly coverage: number; readonly power: number; readonly falseAlarms: number }
/** `round` 2 has other numbers than `round` 1. */
function recovered({ name, run, effect, within }: Study, round: 1 | 2): Found {
  const nullCount = within === null ? sizes.withEffect : sizes.withoutEffect;
  const errors: number[] = [];
  let [held, found, alarms] = [0, 0, 0];
  for (let replication = 0; replication < nullCount; replication += 1) {
    const none = run(chance(`${name}, no effect`, replication + (round - 1) * nullCount), 0);
    if (none.estimate === null) throw new Error(`${name}: no estimate`);
    if (none.pValue < 0.05) alarms += 1;
  }
  for (let replication = 0; replication < sizes.withEffect; replication += 1) {
    const one = run(chance(name, replication + (round - 1) * sizes.withEffect), effect);
    if (one.estimate === null) throw new Error(`${name}: no estimate`);
    errors.push(one.estimate - effect);
    if ("holdsTruth" in one ? one.holdsTruth : one.confidence.lower <= effect && effect <= one.confidence.upper) held += 1;
    if (one.pValue < 0.05) found += 1;
  }
  const bias = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (errors.length - 1));
  return { bias, standardErrorOfBias: spread / Math.sqrt(errors.length), coverage: held / errors.length, power: found / errors.length, falseAlarms: alarms / nullCount };
}

const noiseOf = (probability: number, count: number): number => 2 * Math.sqrt((probability * (1 - probability)) / count);
/** What lies further off than two standard errors. */
function beyond({ within }: Study, { bias, standardErrorOfBias, coverage, falseAlarms }: Found): readonly string[] {
  if (within === null) return [];
  const checks: readonly (readonly [string, boolean])[] = [
    [`bias ${bias.toFixed(3)} ± ${standardErrorOfBias.toFixed(3)}`, Math.abs(bias) > 2 * standardErrorOfBias],
    [`coverage ${percentText(coverage, 2)}`, coverage < 0.95 - noiseOf(0.95, sizes.withEffect) - within],
    [`false alarms ${percentText(falseAlarms, 2)}`, falseAlarms > 0.05 + noiseOf(0.05, sizes.withoutEffect) + within],
  ];
  return checks.filter(([, isBeyond]) => isBeyond).map(([text]) => text);
}

/** Lines of a table, and what is not as promised. */
interface Rows { readonly lines: readonly string[]; readonly complaints: readonly string[] }
const rowOf = ({ name, effect }: Study, { bias, standardErrorOfBias, coverage, falseAlarms, power }: Found): string =>
  `| ${name} | ${effect.toFixed(2)} | ${bias.toFixed(3)} ± ${standardErrorOfBias.toFixed(3)} | ${percentText(coverage, 1)} | ${percentText(falseAlarms, 1)} | ${percentText(power, 1)} |`;
function studyRows(study: Study): Rows {
  const first = recovered(study, 1);
  if (beyond(study, first).length === 0) return { lines: [rowOf(study, first)], complaints: [] };
  const again = recovered(study, 2);
  const left = beyond(study, again);
  console.error(`${study.name}: ${beyond(study, first).join(", ")}; once more: ${left.join(", ") || "within two standard errors"}`);
  return { lines: [rowOf(study, first), rowOf({ ...study, name: "… once more, with other numbers" }, again)], complaints: left.map((text) => `${study.name}, twice: ${text}`) };
}

/** How often intervals of a series hold what happened: a jump of 2 and a slope steeper by .3. */
function seriesRow(count: number, carried: number): Rows {
  const truths = [2, 0.3, 2 + 0.3 * (count / 2 - 1)];
  const held = { autoregressive: [0, 0, 0], neweyWest: [0, 0, 0] };
  for (let replication = 0; replication < sizes.series; replication += 1) {
    const values = series(chance(`series ${String(count)} ${String(carried)}`, replication), count, carried, 2).map((value, at) => value + Math.max(0, at - count / 2) * 0.3);
    for (const [key, lags] of [["autoregressive", {}], ["neweyWest", { lagCount: Math.floor(count ** 0.25) }]] as const) {
      const { levelChange, slopeChange, effectAtEnd } = interruptedSeries({ measure, confidenceLevel, values, preCount: count / 2, ...lags });
      [levelChange, slopeChange, effectAtEnd].forEach((effect, at) => {
        const truth = truths[at] ?? 0;
        if (effect.estimate !== null && effect.confidence.lower <= truth && truth <= effect.confidence.upper) held[key][at] = (held[key][at] ?? 0) + 1;
      });
    }
  }
  const least = Math.min(...held.autoregressive) / sizes.series;
  // the share is averaged, not known: two points are allowed for, and three more in a series of twelve
  const promised = count < 16 ? 0.9 : 0.93;
  const complaints = least < promised - noiseOf(promised, sizes.series) ? [`series of ${String(count)}, carried ${String(carried)}: coverage ${percentText(least, 1)}`] : [];
  const texts = [...held.autoregressive, ...held.neweyWest].map((holds) => percentText(holds / sizes.series, 1));
  return { lines: [`| ${String(count)} | ${String(carried)} | ${texts.join(" | ")} |`], complaints };
}
const seriesKinds = [12, 16, 24, 52].flatMap((count) => [0, 0.3, 0.6].map((carried) => [count, carried] as const));
const jobs: readonly (() => Rows)[] = [...studies.map((study) => () => studyRows(study)), ...seriesKinds.map(([count, carried]) => () => seriesRow(count, carried))];

/** One row in a process of its own, and its answer as text. */
async function elsewhere(job: number): Promise<Rows> {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/effect-recovery.ts", String(shareOfSizes), String(job)], { stdio: ["ignore", "pipe", "inherit"] });
  let text = "";
  for await (const part of child.stdout) text += String(part);
  return JSON.parse(text) as Rows;
}

if (process.argv[3] !== undefined) {
  console.log(JSON.stringify(jobs[Number(process.argv[3])]?.()));
  process.exit();
}
const answers: Rows[] = [];
let next = 0;
await Promise.all(Array.from({ length: PROCESSES }, async () => {
  while (next < jobs.length) {
    const job = next;
    next += 1;
    answers[job] = await elsewhere(job);
  }
}));
const complaints = answers.flatMap((answer) => answer.complaints);
const linesOf = (some: readonly Rows[]): readonly string[] => some.flatMap(({ lines }) => lines);
const table = ["| study | true effect | bias ± its standard error | 95 % intervals that hold it | false alarms at .05 | found at .05 |", "|---|---:|---:|---:|---:|---:|", ...linesOf(answers.slice(0, studies.length))].join("\n");
const seriesTable = ["| figures | carried over | jump | slope | at the end | jump, Newey–West | slope, Newey–West | at the end, Newey–West |", "|---:|---:|---:|---:|---:|---:|---:|---:|", ...linesOf(answers.slice(studies.length))].join("\n");
console.log(`${table}\n\n${seriesTable}`);
let page = readFileSync("docs/effects.md", "utf8");
for (const [mark, text] of [["recovery", table], ["series", seriesTable]] as const) {
  const marked = new RegExp(`(<!-- ${mark} -->\\n)[\\s\\S]*(\\n<!-- /${mark} -->)`, "u");
  if (!marked.test(page)) throw new Error(`docs/effects.md has lost its marks of ${mark}`);
  page = page.replace(marked, (_, before: string, after: string) => `${before}\n${text}\n${after}`);
}
if (process.argv[2] === undefined) writeFileSync("docs/effects.md", page);
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
