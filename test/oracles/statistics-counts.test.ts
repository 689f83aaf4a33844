import { cohenH, detectableEffect, type Estimate, type EstimateResult, eventRate, fisherExactTest, mcnemarTest, type NoTest, oddsRatio, pairedOddsRatio, pairedProportionDifference, proportionDifference, type DifferenceMethod, proportionsPower, proportionsSampleSize, rateRatio, rateRatioTest, riskRatio, tTestPower, twoProportionsTest } from "coachkit/statistics";
import { oracle } from "./oracle.js";

const ends = ({ confidence }: Estimate) => [confidence.lower, confidence.upper];
const estimated = (result: EstimateResult): Estimate => {
  if (result.estimate === null) throw new Error(result.reason);
  return result;
};
const tested = <Test extends { readonly pValue: number }>(result: Test | NoTest): Test => {
  if (result.pValue === null) throw new Error(result.reason);
  return result;
};
/** R's fisher.test finds a ratio above 1 by its reciprocal, and that to within its root finder's 1.2e-4 only; ours is held by test/statistics/fisher-exact-test.test.ts against 30 digits. */
const withinRootFinder = (got: number | null, want: unknown) => (got !== null && got > 1 && Math.abs(1 / got - 1 / Number(want)) < 1.2e-4 ? want : got);

type Table = { readonly x1: number; readonly n1: number; readonly x2: number; readonly n2: number };
const groups = ({ x1, n1, x2, n2 }: Table) => ({ first: { successes: x1, n: n1 }, second: { successes: x2, n: n2 } });
const sample = (table: Table) => ({ ...groups(table), confidenceLevel: 0.95 });
const difference = (table: Table, method: DifferenceMethod) => proportionDifference({ ...sample(table), method });
const normal = (table: Table) => tested(twoProportionsTest(groups(table)));
oracle("statistics/effects-two-proportions.json", {
  p1: ({ x1, n1 }: Table) => x1 / n1,
  p2: ({ x2, n2 }: Table) => x2 / n2,
  difference: (table: Table) => difference(table, "newcombe").estimate,
  newcombeCi95: (table: Table) => ends(difference(table, "newcombe")),
  waldCi95: (table: Table) => ends(difference(table, "wald")),
  agrestiCaffoCi95: (table: Table) => ends(difference(table, "agresti-caffo")),
  fisherP: (table: Table) => fisherExactTest(sample(table)).pValue,
  fisherConditionalOddsRatio: (table: Table, want: unknown) => withinRootFinder(fisherExactTest(sample(table)).oddsRatio.estimate, want),
  z: (table: Table) => normal(table).z,
  p: (table: Table) => normal(table).pValue,
  chiSquare: (table: Table) => normal(table).chiSquare,
  pYates: (table: Table) => normal(table).correctedPValue,
  riskRatio: (table: Table) => riskRatio(sample(table)).estimate,
  riskRatioCi95: (table: Table) => ends(estimated(riskRatio(sample(table)))),
  oddsRatio: (table: Table) => oddsRatio(sample(table)).estimate,
  oddsRatioCi95: (table: Table) => ends(estimated(oddsRatio(sample(table)))),
  cohenH: ({ x1, n1, x2, n2 }: Table) => cohenH({ first: x1 / n1, second: x2 / n2 }),
});

type Pairs = { readonly a: number; readonly b: number; readonly c: number; readonly d: number };
const pairs = ({ a, b, c, d }: Pairs) => ({ both: a, firstOnly: b, secondOnly: c, neither: d });
const mcnemar = (table: Pairs) => tested(mcnemarTest(pairs(table)));
const pairedWald = (table: Pairs) => estimated(pairedProportionDifference({ ...pairs(table), confidenceLevel: 0.95, method: "wald" }));
oracle("statistics/effects-mcnemar.json", {
  chiSquare: (table: Pairs) => mcnemar(table).chiSquare,
  p: (table: Pairs) => mcnemar(table).pValue,
  chiSquareEdwards: (table: Pairs) => mcnemar(table).correctedChiSquare,
  pEdwards: (table: Pairs) => mcnemar(table).correctedPValue,
  pExact: (table: Pairs) => mcnemar(table).exactPValue,
  pMid: (table: Pairs) => mcnemar(table).midPValue,
  difference: (table: Pairs) => pairedWald(table).estimate,
  waldCi95: (table: Pairs) => ends(pairedWald(table)),
  oddsRatio: (table: Pairs) => pairedOddsRatio({ ...pairs(table), confidenceLevel: 0.95 }).estimate,
});

type Rates = { readonly x1: number; readonly t1: number; readonly x2: number; readonly t2: number };
const rates = ({ x1, t1, x2, t2 }: Rates) => ({ first: { events: x1, exposure: t1 }, second: { events: x2, exposure: t2 } });
const rateOf = ({ x1, t1 }: Rates) => eventRate({ events: x1, exposure: t1, confidenceLevel: 0.95 });
const ratio = (table: Rates, method: "exact" | "log-wald") => estimated(rateRatio({ ...rates(table), confidenceLevel: 0.95, method }));
const rateTest = (table: Rates) => tested(rateRatioTest(rates(table)));
oracle("statistics/effects-poisson-rate-ratio.json", {
  rate1: (table: Rates) => rateOf(table).estimate,
  rate1ExactCi95: (table: Rates) => ends(rateOf(table)),
  rateRatio: (table: Rates) => ratio(table, "exact").estimate,
  exactCi95: (table: Rates) => ends(ratio(table, "exact")),
  logWaldCi95: (table: Rates) => ends(ratio(table, "log-wald")),
  pExact: (table: Rates) => rateTest(table).exactPValue,
  zScore: (table: Rates) => rateTest(table).z,
  pScore: (table: Rates) => rateTest(table).pValue,
});

type Question = { readonly kind: "t.two" | "t.paired" | "t.two.unequal" | "prop.arcsine" | "prop.normal"; readonly alternative: "one.sided" | "two.sided"; readonly alpha: number; readonly n: number; readonly n1: number; readonly n2: number; readonly d: number; readonly power: number; readonly p1: number; readonly p2: number };
const asked = ({ alternative, alpha }: Question) => ({ alpha, sides: alternative === "one.sided" ? "one-sided" : "two-sided" } as const);
const shares = ({ kind, p1, p2 }: Question) => ({ first: p1, second: p2, method: kind === "prop.arcsine" ? "arcsine" : "normal" } as const);
const sizes = ({ kind, n, n1, n2 }: Question) => (kind === "t.two.unequal" ? { design: "two-sample", n: n1, secondN: n2 } as const : { design: kind === "t.two" ? "two-sample" : "paired", n } as const);
const sizeFor = (question: Question) => proportionsSampleSize({ ...asked(question), ...shares(question), power: question.power });
oracle("statistics/effects-power.json", {
  power: (question: Question) => (question.kind.startsWith("t.") ? tTestPower({ ...asked(question), ...sizes(question), effectSize: question.d }) : proportionsPower({ ...asked(question), ...shares(question), n: question.n })),
  d: (question: Question) => detectableEffect({ ...asked(question), ...sizes(question), power: question.power }),
  n: (question: Question) => sizeFor(question).exactN,
  nCeil: (question: Question) => sizeFor(question).n,
});
