import { tornadoChart } from "coachkit/chart";
import type { ReportDocument, ScenarioReportQuestion } from "coachkit/report";
import { compareScenarios, type ScenarioDefinition, simulateReturn, tornado } from "coachkit/simulation";
import { definition, definitionOf } from "../simulation/definition/definitions.js";
import { eur, netOf, normal, program, request } from "../simulation/scenarios.js";

/** The same program a year earlier: a smaller cohort, a dearer design, no month of preparation. */
const previous: ScenarioDefinition = { ...definition, title: "First-line leaders, spring 2026", scenario: { ...program, drivers: [{ id: "people", value: 12 }], costs: program.costs.map((term) => (term.id === "design" ? { ...term, money: eur("3500") } : term)) }, excluded: [] };
export const full: ScenarioReportQuestion = {
  definition, simulated: simulateReturn(request), base: "median", previous,
  sensitivity: { measure: "net-benefit", orderBy: "perfect-value", base: "median", lowProbability: 0.1, highProbability: 0.9, decisionCount: 20, seed: 7, replicateCount: 4, blocksPerReplicate: 4, confidenceLevel: 0.95, studies: [{ id: "pilot", inputId: "lift", observationCount: 15, observationStandardDeviation: 0.2, totalCost: eur("1500") }] },
  benefitClaim: {
    currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [{ rule: "adjust-for-confidence", reason: "Finance has signed the figures." }], nonRespondentIds: ["p3"], intangibles: [{ id: "calm", title: "Calmer handovers" }],
    lines: [
      { id: "b1", kind: "cost-avoided", basis: "estimated", annualValue: eur("10000"), attributionFraction: 0.5, confidenceFraction: 0.8, isolationMethod: "participant-estimate", respondentId: "p1", sourceIds: ["survey-1"], improvementId: "errors" },
      { id: "b2", kind: "cost-avoided", basis: "estimated", annualValue: eur("12000"), attributionFraction: 0.5, confidenceFraction: 0.8, isolationMethod: "participant-estimate", respondentId: "p1", sourceIds: ["survey-1"], improvementId: "errors" },
      { id: "b3", kind: "cost-avoided", basis: "measured", annualValue: eur("900"), attributionFraction: 1, confidenceFraction: 1, sourceIds: [] },
    ],
  },
  claim: { claimedRatio: 5.29, ratioKind: "roi", title: "Brochure, page 3", claimant: "vendor", isolationMethod: "estimates", benefitBasis: "estimated", factors: { attribution: { status: "not-applied", lowFraction: 0.3, highFraction: 0.6 }, margin: { status: "applied" } }, horizonMonths: 24 },
  comparison: compareScenarios({
    designs: [{ id: "cohort", scenario: program }, { id: "cohort-without-design", scenario: { ...program, costs: program.costs.filter((term) => term.id !== "design") } }], zeroOptionId: "nothing", measure: "net-present-value", decisionCount: 20,
    studies: [{ id: "pilot", inputId: "lift", observationCount: 15, observationStandardDeviation: 0.2, totalCost: eur("1500") }], seed: 7, method: "sobol", replicateCount: 4, trialCount: 16_384, confidenceLevel: 0.95,
  }),
  charts: [tornadoChart(tornado({ scenario: program, measure: "net-benefit", base: "median", lowProbability: 0.1, highProbability: 0.9 }))],
};
/** What is needed, and no more. */
export const least: ScenarioReportQuestion = { definition: definitionOf(netOf(normal(2e5, 1e4))), simulated: simulateReturn({ ...request, scenario: netOf(normal(2e5, 1e4)) }), base: "mean" };

/** Texts that would like to be markup. */
export const hostile = ['<script>alert("x")</script>', "a | b || c", "line one\nline two\n\n# heading", "`code` **bold** _it_ [link](javascript:alert(1)) ![i](x)", "# heading #", "- item", "1. item", "+ x", "= =", "&lt;b&gt; &amp;", "\" onload='x' <img src=x>", "$x$ ~~no~~ https://x.example", "\\| \\\\", "]]> <!-- x", "</title></style></table>", "٣ ‮abc 😀"];
export const hostileDocument: ReportDocument = {
  language: "en", title: hostile[0] ?? "",
  blocks: hostile.flatMap((text): ReportDocument["blocks"] => [
    { kind: "heading", depth: 2, text: text.replaceAll("\n", " ") }, { kind: "paragraph", text }, { kind: "list", items: [text, text] },
    { kind: "table", caption: text.replaceAll("\n", " "), columns: [{ title: text.replaceAll("\n", " "), align: "start" }, { title: "n", align: "end" }], rows: [[text, text]] },
    { kind: "picture", caption: text.replaceAll("\n", " "), description: text, svg: `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>${text}</text></svg>` },
  ]),
};
