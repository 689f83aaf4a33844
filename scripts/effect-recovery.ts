/**
 * Recovery: do the methods of `coachkit/effect` find effects that are known because the people are invented? Prints bias, coverage of the 95 % interval, how often a test finds what is not there, and how often it finds an effect as large as the smallest detectable one.
 * Writes the table into docs/effects.md between its marks; the same code gives the same page. Fails when a method that promises its level leaves it by more than three standard errors of the simulation (and a percentage point for those that are approximate). Slow: a minute or two. `tsx scripts/effect-recovery.ts [replications]`
 */
import { readFileSync, writeFileSync } from "node:fs";
import { adjustedEffect, differenceInDifferences, drawSteppedWedge, type EffectMeasure, type EffectPerson, interruptedSeries, pairedEffect, regressionToMean, steppedWedgeEffect } from "coachkit/effect";
import { detectableEffect, normalDraws } from "coachkit/statistics";
import { percentText } from "coachkit/unit";

const replications = Number(process.argv[2] ?? 4000);
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

/** What is asked of every method. */
interface Told {
  readonly estimate: number;
  readonly confidence: { readonly lower: number; readonly upper: number };
  readonly pValue: number;
}

interface Study {
  readonly name: string;
  /** One study with this true effect, in points. */
  readonly run: (draw: Draw, effect: number) => Told | { readonly estimate: null };
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
    left = carried * left + value;
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

const deviationOfChange = 10 * Math.sqrt(2 * (1 - 0.7));
const detectable = (design: "paired" | "two-sample", n: number, deviation: number): number => deviation * detectableEffect({ design, n, power: 0.8, alpha: 0.05, sides: "two-sided" });
const studies: readonly Study[] = [
  { name: "`pairedEffect`, 15 people", effect: detectable("paired", 15, deviationOfChange), within: 0, run: (draw, effect) => pairedEffect({ measure, confidenceLevel, wereSelectedByScore: false, people: arm("treated", scores(draw, 15), effect) }) },
  { name: "`differenceInDifferences`, 15 and 15", effect: detectable("two-sample", 15, deviationOfChange), within: 0, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...arm("treated", scores(draw, 15), effect), ...arm("comparison", scores(draw, 15), 0)] }) },
  { name: "`differenceInDifferences`, 8 and 24, changes of the 8 spread twice as far", effect: 12, within: 0.01, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...arm("treated", scores(draw, 8, 20), effect), ...arm("comparison", scores(draw, 24), 0)] }) },
  { name: "`differenceInDifferences` by cluster, 6 and 6 teams of 5", effect: 8, within: 0.01, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...teams(draw, "treated", 6, effect), ...teams(draw, "comparison", 6, 0)] }) },
  { name: "the same without saying which team: wrong", effect: 8, within: null, run: (draw, effect) => differenceInDifferences({ ...shared, people: [...teams(draw, "treated", 6, effect), ...teams(draw, "comparison", 6, 0)].map(({ clusterId: _, ...person }) => person) }) },
  { name: "`adjustedEffect`, 15 and 15, correlation .7", effect: detectable("two-sample", 15, 10 * Math.sqrt(1 - 0.49)), within: 0, run: (draw, effect) => adjustedEffect({ ...shared, people: [...arm("treated", scores(draw, 15), effect), ...arm("comparison", scores(draw, 15), 0)] }) },
  { name: "`interruptedSeries`, jump, 24 figures, neighbors independent", effect: 3, within: null, run: (draw, effect) => interruptedSeries({ measure, confidenceLevel, values: series(draw, 24, 0, effect), preCount: 12 }).levelChange },
  { name: "`interruptedSeries`, jump, 100 figures, neighbors correlate .4", effect: 2, within: null, run: (draw, effect) => interruptedSeries({ measure, confidenceLevel, values: series(draw, 100, 0.4, effect), preCount: 50 }).levelChange },
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
function recovered({ name, run, effect }: Study): Found {
  const errors: number[] = [];
  let [held, found, alarms] = [0, 0, 0];
  for (let replication = 0; replication < replications; replication += 1) {
    const [one, none] = [run(chance(name, replication), effect), run(chance(`${name}, no effect`, replication), 0)];
    if (one.estimate === null || none.estimate === null) throw new Error(`${name}: no estimate`);
    errors.push(one.estimate - effect);
    if (one.confidence.lower <= effect && effect <= one.confidence.upper) held += 1;
    if (one.pValue < 0.05) found += 1;
    if (none.pValue < 0.05) alarms += 1;
  }
  const bias = errors.reduce((sum, error) => sum + error, 0) / replications;
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (replications - 1));
  return { bias, standardErrorOfBias: spread / Math.sqrt(replications), coverage: held / replications, power: found / replications, falseAlarms: alarms / replications };
}

const complaints: string[] = [];
const rows = studies.map((study) => {
  const { bias, standardErrorOfBias, coverage, power, falseAlarms } = recovered(study);
  const noise = 3 * Math.sqrt((0.05 * 0.95) / replications);
  if (study.within !== null) {
    if (Math.abs(bias) > 3.5 * standardErrorOfBias) complaints.push(`${study.name}: bias ${bias.toFixed(3)} ± ${standardErrorOfBias.toFixed(3)}`);
    if (Math.abs(coverage - 0.95) > noise + study.within) complaints.push(`${study.name}: coverage ${String(coverage)}`);
    if (Math.abs(falseAlarms - 0.05) > noise + study.within) complaints.push(`${study.name}: false alarms ${String(falseAlarms)}`);
  }
  return `| ${study.name} | ${study.effect.toFixed(2)} | ${bias.toFixed(3)} ± ${standardErrorOfBias.toFixed(3)} | ${percentText(coverage, 1)} | ${percentText(falseAlarms, 1)} | ${percentText(power, 1)} |`;
});
const table = ["| study | true effect | bias ± its standard error | 95 % intervals that hold it | false alarms at .05 | found at .05 |", "|---|---:|---:|---:|---:|---:|", ...rows].join("\n");
console.log(table);
const page = readFileSync("docs/effects.md", "utf8");
const marked = /(<!-- recovery -->\n)[\s\S]*(\n<!-- \/recovery -->)/u;
if (!marked.test(page)) throw new Error("docs/effects.md has lost its marks");
if (process.argv[2] === undefined) writeFileSync("docs/effects.md", page.replace(marked, (_, before: string, after: string) => `${before}\n${table}\n${after}`));
for (const complaint of complaints) console.error(complaint);
if (complaints.length > 0) process.exitCode = 1;
