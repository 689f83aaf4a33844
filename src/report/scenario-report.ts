import * as z from "zod";
import { Chart, toSvg } from "../chart/index.js";
import { check, CoachingError, type Fault, isCoachingError, type IssuePath, type Report, rule } from "../error/index.js";
import { auditClaim, BenefitClaim, benefitEstimate, RoiClaim } from "../roi/index.js";
import { baseCase, defineScenario, diffScenarios, InputBase, ScenarioDefinition, type ScenarioComparison, scenarioSensitivity, SensitivityPlan, type SimulatedReturn } from "../simulation/index.js";
import { heading, type ReportBlock, type ReportDocument, type ReportPicture } from "./report-document.js";
import { assumptionBlocks } from "./section/assumption-blocks.js";
import { baseCaseBlocks } from "./section/base-case-blocks.js";
import { benefitBlocks } from "./section/benefit-blocks.js";
import { changeBlocks } from "./section/change-blocks.js";
import { claimBlocks } from "./section/claim-blocks.js";
import { limitBlocks, warningBlocks } from "./section/closing-blocks.js";
import { comparisonBlocks } from "./section/comparison-blocks.js";
import { openingBlocks, outcomeBlocks } from "./section/outcome-blocks.js";
import { sensitivityBlocks } from "./section/sensitivity-blocks.js";
import { titlesOf } from "./section/part-titles.js";
import { reportComparedCurrencies, ShownComparison } from "./shown-comparison.js";
import { reportCurrencies, ShownReturn } from "./simulated-figures.js";

/** What a report of a scenario is made from. What is exact or quick is worked out here, from the definition, so that it cannot be of another scenario. */
export interface ScenarioReportQuestion {
  /** The scenario with what it rests on. */
  readonly definition: ScenarioDefinition;
  /** What the return of this very scenario may be: the answer of `simulateReturn`, `returnOfBlocks` or `runSimulation`. */
  readonly simulated: SimulatedReturn;
  /** Where uncertain inputs stand in the trace and in what changed. */
  readonly base: InputBase;
  /** How to find out what drives the outcome. Left out: it is not told. */
  readonly sensitivity?: SensitivityPlan;
  /** An earlier version of the definition. Left out: no change is told. */
  readonly previous?: ScenarioDefinition;
  /** Benefits that were claimed, valued by conservative rules. Left out: none. */
  readonly benefitClaim?: BenefitClaim;
  /** A return that somebody claims for such a program, to be audited. Left out: none. */
  readonly claim?: RoiClaim;
  /** The answer of `compareScenarios` for this program and others, with the same horizon, discount rate and currency. Left out: nothing is compared. */
  readonly comparison?: ScenarioComparison;
  /** Charts, 20 at most, shown after the return. Left out: none. */
  readonly charts?: readonly Chart[];
}

const otherScenario: Fault = { code: "scenario-report.other_scenario", message: "What was simulated has {got} where the definition has {expected}: it is of another scenario.", hint: "Simulate the scenario of this definition, and compare designs that share its horizon, rate and currency." };
const otherCurrency: Fault = { code: "scenario-report.other_currency", message: "It is in {got}, the definition in {expected}.", hint: "Convert it first, with a dated exchange rate, or report it apart." };

function reportCrossed({ definition: { scenario }, simulated, previous, benefitClaim, comparison }: ScenarioReportQuestion, report: Report): void {
  const expected = scenario.benefits[0]?.money.currency ?? "";
  const crossed = (place: readonly (string | number)[], assumptions: Pick<SimulatedReturn["assumptions"], "horizonMonths" | "annualDiscountRatio">): void => {
    for (const key of ["horizonMonths", "annualDiscountRatio"] as const) if (assumptions[key] !== scenario[key]) report(otherScenario, [...place, "assumptions", key], { expected: scenario[key], got: assumptions[key] });
  };
  const foreign = (place: string) => (got: string, path: readonly (string | number)[]): void => { if (got !== expected) report(otherScenario, [place, ...path], { expected, got }); };
  crossed(["simulated"], simulated.assumptions);
  reportCurrencies(simulated, foreign("simulated"));
  if (comparison !== undefined) {
    crossed(["comparison"], comparison.assumptions);
    comparison.designs.forEach(({ outcome }, index) => { crossed(["comparison", "designs", index, "outcome"], outcome.assumptions); });
    reportComparedCurrencies(comparison, foreign("comparison"));
  }
  const [was, claimed] = [previous?.scenario.benefits[0]?.money.currency ?? expected, benefitClaim?.currency ?? expected];
  if (was !== expected) report(otherCurrency, ["previous", "scenario", "benefits", 0, "money", "currency"], { expected, got: was });
  if (claimed !== expected) report(otherCurrency, ["benefitClaim", "currency"], { expected, got: claimed });
}

/** Schema of what a report of a scenario is made from. */
export const ScenarioReportQuestion = z.strictObject({
  definition: ScenarioDefinition, simulated: ShownReturn, base: InputBase, sensitivity: z.exactOptional(SensitivityPlan), previous: z.exactOptional(ScenarioDefinition), benefitClaim: z.exactOptional(BenefitClaim),
  claim: z.exactOptional(RoiClaim), comparison: z.exactOptional(ShownComparison),
  charts: z.exactOptional(z.array(Chart).max(20).readonly()),
}).check(rule(reportCrossed)).readonly() satisfies z.ZodType<ScenarioReportQuestion>;

const pictureOf = (chart: Chart): ReportPicture => ({ kind: "picture", caption: chart.title, description: chart.description, svg: toSvg(chart) });

/** Faults that a part finds are told where they stand in the question of the report. */
function within<Answer>(work: () => Answer, placeOf: (path: IssuePath) => IssuePath): Answer {
  try {
    return work();
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    throw new CoachingError(error.issues.map((issue) => ({ ...issue, path: placeOf(issue.path) })));
  }
}

/**
 * A report of a scenario for those who decide and those who audit: the chance of a loss first, then P5, P50 and P95, then the mean, each with interval, n and method; what drives it and what to measure next; the base case to redo by hand; where every number comes from; what is unsupported and left out; warnings and limits.
 * It is data; `reportMarkdown` and `reportHtml` write it. It holds no date and no random mark: the same input gives the same bytes, and the hash in it names the version of the definition.
 *
 * @throws CoachingError `scenario-report.other_scenario`, `scenario-report.other_currency`, those of `baseCase`, `scenarioSensitivity`, `diffScenarios`, `benefitEstimate` and `auditClaim`, `shown-comparison.unknown_option`, `shown-comparison.duplicate_option`, `input.*`
 * @example
 * ```ts
 * const term = (id, amount, driverIds) => ({ id, money: { amount, currency: "EUR" }, driverIds, fromMonth: 0, toMonth: 0 });
 * const scenario = { inputs: [{ inputId: "gain", distribution: { family: "normal", mean: 130, standardDeviation: 30 } }], drivers: [], benefits: [term("gain", "100", ["gain"])], costs: [term("fee", "10000", [])], horizonMonths: 12, annualDiscountRatio: 0 };
 * const definition: ScenarioDefinition = { kind: "scenario-definition", schemaVersion: 1, id: "pilot", title: "Pilot", scenario, assumptions: [], excluded: [], intangibles: [] };
 * const simulated = simulateReturn({ scenario, seed: 7, method: "sobol", replicateCount: 2, trialCount: 2048, confidenceLevel: 0.95 });
 * const report = scenarioReport({ definition, simulated, base: "mean" });
 * reportMarkdown(report).split("\n")[0]; // => "# Pilot"
 * report.blocks.filter(({ kind }) => kind === "heading").map(({ text }) => text).slice(0, 2); // => ["Chance of a loss, and range of the return", "The base case, to redo by hand"]
 * ```
 */
export function scenarioReport(question: ScenarioReportQuestion): ReportDocument {
  const { definition: document, simulated, base, sensitivity: plan, previous, benefitClaim, claim, comparison, charts = [] } = check(ScenarioReportQuestion, question);
  const defined = defineScenario(document);
  const { definition } = defined;
  const titles = titlesOf(definition);
  const trace = within(() => baseCase({ scenario: definition.scenario, base }), () => ["definition", "scenario"]);
  const sensitivity = plan === undefined ? null : within(() => scenarioSensitivity({ scenario: definition.scenario, ...plan }), (path) => (path[0] === "scenario" ? ["definition", ...path] : ["sensitivity", ...path]));
  const diff = previous === undefined ? null : within(() => diffScenarios({ before: previous, after: definition, base }), () => ["previous", "scenario"]);
  const benefits = benefitClaim === undefined ? null : within(() => benefitEstimate(benefitClaim), (path) => ["benefitClaim", ...path]);
  const audit = claim === undefined ? null : within(() => auditClaim(claim), (path) => ["claim", ...path]);
  const blocks: readonly ReportBlock[] = [
    ...openingBlocks(defined), ...outcomeBlocks(simulated),
    ...(charts.length === 0 ? [] : [heading("Pictures"), ...charts.map(pictureOf)]),
    ...(sensitivity === null ? [] : sensitivityBlocks(sensitivity, titles)),
    ...(comparison === undefined ? [] : comparisonBlocks(comparison, titles)),
    ...baseCaseBlocks(trace, titles), ...(diff === null ? [] : changeBlocks(diff)),
    ...assumptionBlocks(defined, titles), ...(benefits === null ? [] : benefitBlocks(benefits)),
    ...(audit === null ? [] : claimBlocks(audit)),
    ...warningBlocks({ defined, simulated, sensitivity, benefits, comparison }), ...limitBlocks({ defined, sensitivity, comparison }),
  ];
  return { language: "en", title: definition.title, blocks };
}
