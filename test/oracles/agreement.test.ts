import { brennanPrediger, type Category, cohenKappa, type CorrelationForm, fleissKappa, gwetAgreement, internalConsistency, intraclassCorrelation, krippendorffAlpha, percentAgreement, scottPi } from "coachkit/agreement";
import { oracle } from "./oracle.js";

const at = { confidenceLevel: 0.95 };
/** One row a subject, one entry a rater. */
const rated = (rows: readonly (readonly (Category | null)[])[]) =>
  rows.flatMap((row, subject) => row.flatMap((category, rater) => (category === null ? [] : [{ subjectId: `s${String(subject)}`, raterId: `r${String(rater)}`, category }])));
const scored = (rows: readonly (readonly (number | null)[])[]) => rated(rows).map(({ category, ...rest }) => ({ ...rest, score: category as number }));
type Confident = { readonly confidence: { readonly lower: number; readonly upper: number } };
const ends = ({ confidence: { lower, upper } }: Confident): readonly number[] => [lower, upper];

type Table = { readonly categories: readonly number[]; readonly table: readonly (readonly number[])[] };
const pairs = ({ categories, table }: Table) => ({ categories, ratings: rated(table.flatMap((row, first) => row.flatMap((count, second) => Array.from({ length: count }, () => [categories[first] as number, categories[second] as number])))), ...at });
const kappa = (table: Table, weights: "unweighted" | "linear" | "quadratic" = "unweighted") => cohenKappa({ ...pairs(table), weights });
const sure = <Result extends { readonly estimate: number | null }>(result: Result) => {
  if (result.estimate === null) throw new Error("there is no estimate");
  return result as Exclude<Result, { readonly estimate: null }>;
};
/** The file does not cut its intervals; ours end at 1, which the standard error undoes. */
const uncut = (result: { readonly estimate: number; readonly standardError: number | null } & Confident) => {
  const half = 1.959963984540054 * (result.standardError ?? NaN);
  return result.confidence.upper === Math.min(1, result.confidence.upper) ? [result.confidence.lower, result.confidence.upper === 1 ? result.estimate + half : result.confidence.upper] : null;
};

oracle("statistics/agreement-cohen-kappa.json", {
  percentAgreement: (table: Table) => percentAgreement(pairs(table)).estimate,
  chanceAgreement: (table: Table) => kappa(table).chanceFraction,
  kappa: (table: Table) => kappa(table).estimate,
  se: (table: Table) => sure(kappa(table)).standardError,
  ci95: (table: Table) => uncut(sure(kappa(table))),
  seNull: (table: Table) => sure(kappa(table)).chanceTest?.standardError,
  z: (table: Table) => sure(kappa(table)).chanceTest?.z,
  p: (table: Table) => sure(kappa(table)).chanceTest?.pValue,
  kappaLinear: (table: Table) => kappa(table, "linear").estimate,
  seLinear: (table: Table) => sure(kappa(table, "linear")).standardError,
  ci95Linear: (table: Table) => uncut(sure(kappa(table, "linear"))),
  kappaQuadratic: (table: Table) => kappa(table, "quadratic").estimate,
  seQuadratic: (table: Table) => sure(kappa(table, "quadratic")).standardError,
  ci95Quadratic: (table: Table) => uncut(sure(kappa(table, "quadratic"))),
  scottPi: (table: Table) => scottPi(pairs(table)).estimate,
  brennanPrediger: (table: Table) => brennanPrediger({ ...pairs(table), weights: "unweighted" }).estimate,
});

type Counts = { readonly counts: readonly (readonly number[])[]; readonly raters: number };
const fleiss = ({ counts }: Counts) => fleissKappa({ categories: (counts[0] ?? []).map((_, category) => category), ratings: rated(counts.map((row) => row.flatMap((count, category) => new Array<number>(count).fill(category)))), ...at });

oracle("statistics/agreement-fleiss-kappa.json", {
  kappa: (counts: Counts) => fleiss(counts).estimate,
  pBar: (counts: Counts) => fleiss(counts).observedFraction,
  pE: (counts: Counts) => fleiss(counts).chanceFraction,
  se0: (counts: Counts) => { const result = fleiss(counts); return result.estimate === null ? null : result.chanceTest?.standardError; },
  z: (counts: Counts) => { const result = fleiss(counts); return result.estimate === null ? null : result.chanceTest?.z; },
  perCategory: (counts: Counts) => fleiss(counts).perCategory.map(({ estimate }) => estimate),
  categorySe0: (counts: Counts) => fleiss(counts).perCategoryChanceError,
});

type Units = { readonly units: readonly (readonly (number | null)[])[]; readonly categories: readonly number[] };
const gwet = (weights: "unweighted" | "linear" | "quadratic" | "ordinal") => ({ units, categories }: Units) => {
  const result = sure(gwetAgreement({ categories, ratings: rated(units), weights, ...at }));
  return { coefficient: result.estimate, pa: result.observedFraction, pe: result.chanceFraction, se: result.standardError, ci95: ends(result) };
};
oracle("statistics/agreement-gwet-ac.json", { identity: gwet("unweighted"), linear: gwet("linear"), quadratic: gwet("quadratic"), ordinal: gwet("ordinal") });

type Targets = { readonly ratings: readonly (readonly number[])[] };
const correlation = (form: CorrelationForm) => ({ ratings }: Targets, want: unknown) => {
  const result = sure(intraclassCorrelation({ form, ratings: scored(ratings), ...at }));
  const test = result.subjectTest;
  // the file leaves out limits that do not hold the estimate, of which ours has a warning
  const limits = "ci95" in (want as object) ? { ci95: ends(result) } : result.warnings.includes("interval-misses-estimate") ? {} : { ci95: "expected none" };
  return { icc: result.estimate, F: test?.f, df1: test?.numeratorFreedom, df2: test?.denominatorFreedom, p: test?.pValue, ...limits };
};
oracle("statistics/agreement-icc.json", {
  meanSquares: ({ ratings }: Targets) => {
    const { subjects, raters, within, residual } = sure(intraclassCorrelation({ form: "ICC(2,1)", ratings: scored(ratings), ...at })).meanSquares;
    return { MSR: subjects, MSC: raters, MSW: within, MSE: residual };
  },
  ICC1: correlation("ICC(1,1)"), ICC2: correlation("ICC(2,1)"), ICC3: correlation("ICC(3,1)"),
  ICC1k: correlation("ICC(1,k)"), ICC2k: correlation("ICC(2,k)"), ICC3k: correlation("ICC(3,k)"),
});

type Values = { readonly units: readonly (readonly (number | null)[])[] };
const sorted = ({ units }: Values) => [...new Set(units.flat().filter((value) => value !== null))].toSorted((left, right) => left - right);
/** A scale has two categories at least; one that nobody uses changes nothing. */
const scaleOf = (values: Values) => (sorted(values).length > 1 ? sorted(values) : [...sorted(values), 1e6]);
oracle("statistics/agreement-krippendorff-alpha.json", {
  nominal: (values: Values) => krippendorffAlpha({ scale: "nominal", categories: scaleOf(values), ratings: rated(values.units), ...at }).estimate,
  ordinal: (values: Values) => krippendorffAlpha({ scale: "ordinal", categories: scaleOf(values), ratings: rated(values.units), ...at }).estimate,
  interval: ({ units }: Values) => krippendorffAlpha({ scale: "interval", ratings: scored(units), ...at }).estimate,
  ratio: ({ units }: Values) => krippendorffAlpha({ scale: "ratio", ratings: scored(units), ...at }).estimate,
});

type Items = { readonly items: readonly (readonly number[])[] };
const consistency = ({ items }: Items, confidenceLevel = 0.95) => sure(internalConsistency({ itemIds: (items[0] ?? []).map((_, item) => `i${String(item)}`), scores: items, confidenceLevel }));
oracle("statistics/reliability-alpha-sem-mdc.json", {
  alpha: (items: Items) => consistency(items).estimate,
  standardizedAlpha: (items: Items) => consistency(items).standardizedAlpha,
  averageR: (items: Items) => consistency(items).meanCorrelation,
  ci95Feldt: (items: Items) => ends(consistency(items)),
  alphaIfDropped: (items: Items) => consistency(items).items.map(({ alphaWithout }) => alphaWithout),
  correctedItemTotalR: (items: Items) => consistency(items).items.map(({ restCorrelation }) => restCorrelation),
  sdTotal: (items: Items) => consistency(items).totalStandardDeviation,
  standardErrorOfMeasurement: (items: Items) => consistency(items).standardErrorOfMeasurement,
  mdc95: (items: Items) => consistency(items).smallestDetectableChange,
  mdc90: (items: Items) => consistency(items, 0.9).smallestDetectableChange,
});
