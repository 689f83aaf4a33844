import { type ReportBlock, type ReportDocument, reportHtml, reportMarkdown, scenarioReport, type ScenarioReportQuestion } from "coachkit/report";
import { baseCase, defineScenario, simulateReturn } from "coachkit/simulation";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { definition, definitionOf } from "../simulation/definition/definitions.js";
import { eur, netOf, normal, once, program, request } from "../simulation/scenarios.js";
import { full, hostile, least } from "./reports.js";
import { everyElement, strictHtml, textOf } from "./strict-html.js";

const report = scenarioReport(full);
const headings = ({ blocks }: ReportDocument): readonly string[] => blocks.flatMap((block) => (block.kind === "heading" ? [block.text] : []));
const tableOf = ({ blocks }: ReportDocument, caption: string): readonly (readonly string[])[] => {
  const found = blocks.find((block): block is ReportBlock & { readonly kind: "table" } => block.kind === "table" && block.caption.startsWith(caption));
  if (found === undefined) throw new Error(`no table “${caption}”`);
  return found.rows;
};
const paragraphs = ({ blocks }: ReportDocument): readonly string[] => blocks.flatMap((block) => (block.kind === "paragraph" ? [block.text] : []));

describe("a report", () => {
  // after a change of the texts: vitest -u, then read the diff
  test("in Markdown is the one that was read and kept", () => expect(reportMarkdown(report)).toMatchFileSnapshot("golden/leaders.md"));
  test("in HTML is the one that was read and kept", () => expect(reportHtml(report)).toMatchFileSnapshot("golden/leaders.html"));
  test("in HTML is well formed", () => {
    const elements = everyElement(strictHtml(reportHtml(report)));
    expect(elements.filter(({ name }) => /^h[1-6]$/u.test(name)).map(textOf)).toEqual([definition.title, ...headings(report)]);
  });
  test("tells the chance of a loss first, then P5, P50 and P95, then the mean, each with interval, n and method", () => {
    expect(headings(report)[0]).toBe("Chance of a loss, and range of the return");
    const rows = tableOf(report, "Return on investment");
    expect(rows.map(([name]) => name)).toEqual(["P(ROI < 0)", "ROI, P5", "ROI, P50 (median)", "ROI, P95", "ROI, mean"]);
    const { lossProbability: { estimate, confidence, n, method } } = full.simulated;
    const percent = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;
    expect(rows[0]).toEqual(["P(ROI < 0)", percent(estimate, 1), `${percent(confidence.lower, 2)} to ${percent(confidence.upper, 2)}`, n.toLocaleString("en-US"), method, "none"]);
    expect(rows.every(([, , interval = "", n16, how = ""]) => / to /u.test(interval) && n16 === "16,384" && how !== "")).toBe(true);
  });
  test("names the very version of the definition", () => { expect(reportMarkdown(report)).toContain(defineScenario(definition).hash); });
  test("has a trace whose lines are those of the base case", () => {
    const { benefits: { terms: [sales] } } = baseCase({ scenario: program, base: "median" });
    const lift = sales?.factors.find(({ driverId }) => driverId === "lift")?.value ?? 0;
    expect(tableOf(report, "Benefits")[0]?.slice(0, 4)).toEqual(["sales", `1,500.00 EUR × ${String(lift)} (Lift of sales) × 15 (people) × 9 months`, "months 4 to 12", `${Number(sales?.total.amount).toLocaleString("en-US", { minimumFractionDigits: 2 })} EUR`]);
  });
  test("lists every part with where it comes from, also those that nobody speaks for", () => {
    const rows = tableOf(report, "Assumptions");
    expect(rows.map(([name, part]) => [name, part])).toEqual([["fee", "input"], ["hours", "input"], ["Lift of sales", "input"], ["people", "driver"], ["sales", "term"], ["design", "term"], ["seats", "term"], ["wages", "term"]]);
    expect(rows[2]?.slice(2)).toEqual(["PERT, least 0, most likely 0.08, greatest 0.2", "Sales per leader rise by 0 to 20 %, most likely 8 %.", "controlled study", "Pilot report of 2026, table 3.; records: crm-export-7, pilot-2026", ""]);
    expect(rows[5]?.slice(2)).toEqual(["2,000.00 EUR, month 0", "none stated", "none", "none named", ""]);
    expect(tableOf(report, "Not supported").map(([name]) => name)).toEqual(["people", "design", "sales", "wages"]);
    expect(tableOf(report, "Left out")).toEqual([["Fewer leavers", "No comparison group; counted when there is one."]]);
  });
  test("leaves out what was not asked, and says so", () => {
    const short = scenarioReport(least);
    expect(headings(short)).toEqual(["Chance of a loss, and range of the return", "The base case, to redo by hand", "Where the numbers come from", "What is not supported, and what is left out", "Warnings", "Limits"]);
    expect(reportMarkdown(short)).toContain("was not asked");
    // no trial of a mean of 200,000 and a deviation of 10,000 loses: the warning is told
    expect(reportMarkdown(short)).toContain("never-seen-otherwise: no trial fell on the other side");
  });
  test("has the claim audited, with what it asks for and what is left of it", () => {
    expect(paragraphs(report)).toContain("“Brochure, page 3” claims a return of 529.0 %. There is no careful return: confidence, response, without extremes, fully loaded cost are not known. It is 88.7 % at most, if nothing of that takes anything off. It rests on: self report.");
    const rows = tableOf(report, "From the claimed return");
    expect(rows.map(([step, , factor]) => [step, factor])).toEqual([["read as return", "–"], ["margin", "1"], ["attribution", "0.3 to 0.6"], ["confidence", "not known"], ["response", "not known"], ["without extremes", "not known"], ["first year", "0.5"], ["fully loaded cost", "not known"]]);
    expect(rows[2]?.slice(1, 4)).toEqual(["529.0 %", "0.3 to 0.6", "88.7 % to 277.4 %"]);
    expect(tableOf(report, "What is missing").map(([weight]) => weight)).toContain("error");
  });
  test("tells a claim whose careful return is known, one that loses already, and one without benefit", () => {
    const one = { status: "applied" } as const;
    const clean = { claimedRatio: 0.5, ratioKind: "roi" as const, factors: { margin: one, attribution: one, confidence: one, response: one, withoutExtremes: one }, horizonMonths: 12, costMultiple: { lowRatio: 1, highRatio: 1.2 } };
    const said = (claim: ScenarioReportQuestion["claim"]): string => { if (claim === undefined) throw new Error("a claim"); return reportMarkdown(scenarioReport({ ...least, claim })); };
    expect(said(clean)).toContain("The claimed return is 50.0 %. By careful rules it is 25.0 % to 50.0 %.");
    expect(said(clean)).toContain("The return is zero where the fully loaded cost is 1.5 times the stated one");
    expect(said({ ...clean, claimedRatio: -0.5 })).toContain("it loses already.\n- The claimed benefit would have to be 2 times as large");
    expect(said({ ...clean, claimedRatio: -1 })).toContain("No benefit is claimed.");
  });
  test("has the comparison of designs, in the words and figures of its answer", () => {
    const { comparison } = full;
    if (comparison === undefined) throw new Error("the full report has a comparison");
    const { options, differences, recommended } = comparison;
    expect(recommended).toEqual({ optionId: "cohort-without-design" });
    expect(paragraphs(report).some((text) => text.startsWith("As things are known, cohort-without-design is the best option on average, by net present value. Before the choice, Lift of sales is the input most worth measuring: a study of it may cost "))).toBe(true);
    expect(tableOf(report, "Mean net present value of each option").map(([id]) => id)).toEqual(options.map(({ optionId }) => optionId));
    expect(tableOf(report, "How far two options").map(([pair]) => pair)).toEqual(differences.map(({ optionIds: [first, second] }) => `${first} less ${second}`));
    expect(tableOf(report, "Each design by itself").map(([id]) => id)).toEqual(["cohort", "cohort-without-design"]);
    const undecided = (reason: "not-enough-evidence" | "equal-means"): string => reportMarkdown(scenarioReport({ ...full, comparison: { ...comparison, inputs: [], studies: [], recommended: { optionId: null, reason, candidateIds: ["cohort", "nothing"] } } }));
    expect(undecided("not-enough-evidence")).toContain("No option is recommended: the error of the simulation cannot tell cohort, nothing apart");
    expect(undecided("equal-means")).toContain("No option is recommended: cohort, nothing are equal on average");
    expect(undecided("equal-means")).toContain("No single input is worth measuring before.");
  });
  test("says that nothing is worth measuring where no value changes the decision", () => {
    const { sensitivity } = full;
    if (sensitivity === undefined) throw new Error("the full report has a plan");
    const plan = { ...sensitivity, studies: [] };
    expect(paragraphs(scenarioReport({ ...least, sensitivity: plan })).some((text) => text.includes("No single input is worth measuring first"))).toBe(true);
    expect(paragraphs(report).some((text) => text.startsWith("As things are known, running the program is the better choice. Measure first: Lift of sales."))).toBe(true);
  });
  test("shows every family of distributions in words, and a long list in short", () => {
    const outcomes = Array.from({ length: 10 }, (_, value) => ({ value, probability: 0.1 }));
    const inputs = [
      { family: "uniform", min: 0, max: 1 }, { family: "triangular", min: 0, mode: 1, max: 2 }, { family: "pert", min: 0, mode: 1, max: 2, modeWeight: 6 }, { family: "lognormal", mean: 1, standardDeviation: 2 }, { family: "lognormal-range", p5: 1, p95: 2 },
      { family: "beta", alpha: 2, beta: 3 }, { family: "discrete", outcomes }, { family: "empirical", values: [1, 2, 3], drawn: "between" }, { family: "empirical", values: [1], drawn: "observed" },
    ] as const;
    const base = netOf(normal(1, 2));
    const scenario = { ...base, inputs: [...base.inputs, ...inputs.map((distribution, index) => ({ inputId: `y${String(index)}`, distribution }))] };
    expect(tableOf(scenarioReport({ ...least, definition: definitionOf(scenario) }), "Assumptions").slice(0, 10).map(([, , text]) => text)).toEqual([
      "normal, mean 1, standard deviation 2", "uniform from 0 to 1", "triangular, least 0, most likely 1, greatest 2", "PERT, least 0, most likely 1, greatest 2, mode weight 6", "lognormal, mean 1, standard deviation 2", "lognormal, P5 1, P95 2", "beta, shapes 2 and 3",
      "one of 0 (10.0 %), 1 (10.0 %), 2 (10.0 %), 3 (10.0 %), 4 (10.0 %), 5 (10.0 %), 6 (10.0 %), 7 (10.0 %) and 2 more", "3 values that were seen, drawn along lines between them", "1 values that were seen, drawn as they are",
    ]);
  });
  test("does not call a small chance none, nor a great one certain", () => {
    const of = (estimate: number): string | undefined => tableOf(scenarioReport({ ...full, simulated: { ...full.simulated, lossProbability: { ...full.simulated.lossProbability, estimate } } }), "Return on investment")[0]?.[1];
    expect([0, 0.0004, 0.001, 0.5, 0.999, 0.9999, 1].map(of)).toEqual(["0.0 %", "below 0.1 %", "0.1 %", "50.0 %", "99.9 %", "above 99.9 %", "100.0 %"]);
  });
  test("names the cent that rounded lines lack", () => {
    const scenario = { ...program, costs: ["a", "b", "c"].map((id) => once(id, "0.334")) };
    const rows = tableOf(scenarioReport({ ...full, definition: { ...definitionOf(scenario), assumptions: [] }, simulated: simulateReturn({ ...request, scenario }) }), "Costs");
    expect(rows.slice(3).map(([name, , , total]) => [name, total])).toEqual([["Rounding", "0.01 EUR"], ["Sum", "1.00 EUR"]]);
  });
});

describe("laws of a report", () => {
  test("the same input gives the same bytes, in whatever order its lists are", () => {
    const turned: ScenarioReportQuestion = { ...full, definition: { ...definition, assumptions: definition.assumptions.toReversed(), scenario: { ...program, inputs: program.inputs.toReversed(), costs: program.costs.toReversed() } } };
    expect(reportHtml(scenarioReport(turned))).toBe(reportHtml(report));
  });
  test("hostile titles, ids and statements stay text", () => {
    const text = (index: number): string => hostile[index % hostile.length]?.replaceAll("\n", " ").trim() ?? "";
    const definedBy = { ...definition, id: text(0), title: text(1), assumptions: definition.assumptions.map((one, index) => ({ ...one, title: text(index), statement: hostile[index + 2] ?? "", citation: text(index + 8), note: text(index + 9) })), excluded: hostile.map((reason, index) => ({ id: String(index), title: text(index), reason })), intangibles: hostile.map((_, index) => ({ id: String(index), title: text(index) })) };
    const { comparison, claim } = full;
    if (comparison === undefined || claim === undefined) throw new Error("the full report has both");
    const optionIds = new Map(comparison.options.map(({ optionId }, index) => [optionId, `${text(index)} ${text(index + 4)}`]));
    const renamed = JSON.parse(JSON.stringify(comparison), (key, value: unknown) => (typeof value === "string" && key !== "inputId" ? (optionIds.get(value) ?? value) : value)) as typeof comparison;
    const page = scenarioReport({ ...full, definition: definedBy, comparison: renamed, claim: { ...claim, title: text(10) } });
    const elements = everyElement(strictHtml(reportHtml(page)));
    expect(elements.some(({ name }) => name === "script" || name === "a")).toBe(false);
    expect(elements.filter(({ name }) => name === "img").length).toBe(1);
    expect(elements.filter(({ name }) => name === "td").map(textOf)).toEqual(expect.arrayContaining([...hostile]));
    const lines = reportMarkdown(page).split("\n");
    const cells = (line: string): number => line.replaceAll(/\\./gu, "").split("|").length;
    // every row of a table has the cells of the row before it
    expect(lines.filter((line, index) => line.startsWith("| ") && (lines[index - 1] ?? "").startsWith("| ") && cells(line) !== cells(lines[index - 1] ?? ""))).toEqual([]);
  });
  test("the longest assumption that a definition may have can be written", () => {
    const [first] = definition.assumptions;
    if (first === undefined) throw new Error("there is one");
    const long = { ...first, statement: "x".repeat(20_000), citation: "y".repeat(20_000), sourceIds: Array.from({ length: 1000 }, (_, index) => String(index).padStart(200, "z")) };
    expect(reportMarkdown(scenarioReport({ ...full, definition: { ...definition, assumptions: [long] } })).length).toBeGreaterThan(200_000);
  });
});

describe("a report is refused", () => {
  test("where the simulation is of another scenario: horizon, rate or currency", () => {
    const { simulated } = full;
    refuses(() => scenarioReport({ ...full, simulated: { ...simulated, assumptions: { ...simulated.assumptions, horizonMonths: 24, annualDiscountRatio: 0.05 } } }),
      { code: "scenario-report.other_scenario", path: ["simulated", "assumptions", "horizonMonths"], params: { expected: 12, got: 24 } }, { code: "scenario-report.other_scenario", path: ["simulated", "assumptions", "annualDiscountRatio"], params: { expected: 0.08, got: 0.05 } });
    const { mean } = simulated.netPresentValue;
    refuses(() => scenarioReport({ ...full, simulated: { ...simulated, netPresentValue: { ...simulated.netPresentValue, mean: { ...mean, confidence: { ...mean.confidence, upper: { amount: "1", currency: "USD" } } } } } }), { code: "scenario-report.other_scenario", path: ["simulated", "netPresentValue", "mean", "confidence", "upper", "currency"], params: { expected: "EUR", got: "USD" } });
  });
  test("where the comparison is of other scenarios, or names an option that it has not", () => {
    const { comparison } = full;
    if (comparison === undefined) throw new Error("the full report has a comparison");
    const withComparison = (part: Partial<typeof comparison>) => () => scenarioReport({ ...full, comparison: { ...comparison, ...part } });
    const { designs: [first], options: [option], inputs: [input], differences: [difference], studies: [study] } = comparison;
    if (first === undefined || option === undefined || input === undefined || difference === undefined || study === undefined) throw new Error("all are there");
    refuses(withComparison({ assumptions: { ...comparison.assumptions, horizonMonths: 24 } }), { code: "scenario-report.other_scenario", path: ["comparison", "assumptions", "horizonMonths"], params: { expected: 12, got: 24 } });
    refuses(withComparison({ designs: [{ ...first, outcome: { ...first.outcome, assumptions: { ...first.outcome.assumptions, annualDiscountRatio: 0 } } }] }), { code: "scenario-report.other_scenario", path: ["comparison", "designs", 0, "outcome", "assumptions", "annualDiscountRatio"], params: { expected: 0.08, got: 0 } });
    const usd = { amount: "1", currency: "USD" };
    const foreign = (path: readonly (string | number)[]) => ({ code: "scenario-report.other_scenario", path: ["comparison", ...path, "currency"], params: { expected: "EUR", got: "USD" } });
    refuses(withComparison({ perfectInformation: { ...comparison.perfectInformation, estimate: usd } }), foreign(["perfectInformation", "estimate"]));
    refuses(withComparison({ options: [{ ...option, expectedRegret: { ...option.expectedRegret, confidence: { ...option.expectedRegret.confidence, upper: usd } } }, ...comparison.options.slice(1)] }), foreign(["options", 0, "expectedRegret", "confidence", "upper"]));
    refuses(withComparison({ differences: [{ ...difference, netPresentValue: { ...difference.netPresentValue, estimate: usd } }] }), foreign(["differences", 0, "netPresentValue", "estimate"]));
    refuses(withComparison({ inputs: [{ ...input, mayCost: usd }] }), foreign(["inputs", 0, "mayCost"]));
    refuses(withComparison({ studies: [{ ...study, netGain: usd }] }), foreign(["studies", 0, "netGain"]));
    refuses(withComparison({ designs: [{ ...first, outcome: { ...first.outcome, netBenefit: { ...first.outcome.netBenefit, p5: { ...first.outcome.netBenefit.p5, estimate: usd } } } }] }), foreign(["designs", 0, "outcome", "netBenefit", "p5", "estimate"]));
    const unknown = (path: readonly (string | number)[]) => ({ code: "shown-comparison.unknown_option", path: ["comparison", ...path], params: { id: "x" } });
    refuses(withComparison({ recommended: { optionId: "x" } }), unknown(["recommended", "optionId"]));
    refuses(withComparison({ recommended: { optionId: null, reason: "equal-means", candidateIds: ["cohort", "x"] } }), unknown(["recommended", "candidateIds", 1]));
    refuses(withComparison({ designs: [{ ...first, designId: "x" }] }), unknown(["designs", 0, "designId"]));
    refuses(withComparison({ differences: [{ ...difference, optionIds: ["cohort", "x"] }] }), unknown(["differences", 0, "optionIds", 1]));
    refuses(withComparison({ inputs: [{ ...input, designIds: ["x"] }] }), unknown(["inputs", 0, "designIds", 0]));
    refuses(withComparison({ options: [...comparison.options, option] }), { code: "shown-comparison.duplicate_option", path: ["comparison", "options", 3, "optionId"], params: { id: option.optionId } });
    refuses(withComparison({ designs: [first, first] }), { code: "shown-comparison.duplicate_option", path: ["comparison", "designs", 1, "designId"], params: { id: first.designId } });
    expect(issuesOf(() => scenarioReport({ ...full, comparison: {} as never })).every((issue) => issue.includes("/comparison/"))).toBe(true);
    expect(issuesOf(() => scenarioReport({ ...full, claim: { claimedRatio: -2, ratioKind: "roi" } }))).toEqual(["roi-claim.harmful at /claim/claimedRatio"]);
  });
  test("where the earlier version or the claim is in another currency", () => {
    const dollars = (id: string) => ({ ...once(id, "1"), money: { amount: "1", currency: "USD" } });
    refuses(() => scenarioReport({ ...full, previous: definitionOf({ ...program, benefits: [dollars("a")], costs: [dollars("b")] }) }), { code: "scenario-report.other_currency", path: ["previous", "scenario", "benefits", 0, "money", "currency"], params: { expected: "EUR", got: "USD" } });
    refuses(() => scenarioReport({ ...full, benefitClaim: { currency: "USD", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [], nonRespondentIds: [], intangibles: [], lines: [] } }), { code: "scenario-report.other_currency", path: ["benefitClaim", "currency"], params: { expected: "EUR", got: "USD" } });
  });
  test("with the faults of its parts, where they stand in its question", () => {
    const { sensitivity } = full;
    if (sensitivity === undefined) throw new Error("the full report has a plan");
    expect(issuesOf(() => scenarioReport({ ...full, sensitivity: { ...sensitivity, blocksPerReplicate: 1000, replicateCount: 64, orderBy: "total-index" } }))).toEqual(["scenario-sensitivity.no_index at /sensitivity/orderBy", "scenario-sensitivity.too_many at /sensitivity/blocksPerReplicate"]);
    expect(issuesOf(() => scenarioReport({ ...full, sensitivity: { ...sensitivity, studies: [{ id: "s", inputId: "no", observationCount: 1, observationStandardDeviation: 1, totalCost: eur("1") }] } }))).toEqual(["decision-information.unknown_input at /sensitivity/studies/0/inputId"]);
    const huge = { ...program, drivers: [{ id: "people", value: 1e18 }] };
    expect(issuesOf(() => scenarioReport({ ...full, definition: definitionOf(huge) }))).toEqual(["decimal-text.too_large at /definition/scenario"]);
    expect(issuesOf(() => scenarioReport({ ...full, previous: definitionOf(huge) }))).toEqual(["decimal-text.too_large at /previous/scenario"]);
    expect(issuesOf(() => scenarioReport({ ...full, sensitivity: undefined as never }))).toEqual(["input.invalid_type at /sensitivity"]);
  });
});
