import { chanceText, rateText, wholeText } from "../../chart/internal.js";
import type { DefinedScenario, SimulatedReturn } from "../../simulation/index.js";
import { estimateCells, moneyCells, ratioText } from "../figure-text.js";
import { heading, list, paragraph, type ReportBlock, table } from "../report-document.js";
import { spreadKeys } from "../simulated-figures.js";

const spreadTitles = { p5: "P5", p50: "P50 (median)", p95: "P95", mean: "mean" };

/** What is reported, and in which version. */
export function openingBlocks({ definition: { id, scenario: { horizonMonths, annualDiscountRatio, benefits } }, hash }: DefinedScenario): readonly ReportBlock[] {
  return [...list([
    `Scenario: ${id}`, `Version (SHA-256 of the definition): ${hash}`, `Horizon: ${wholeText(horizonMonths)} ${horizonMonths === 1 ? "month" : "months"}, counted from today`,
    `Discount rate: ${rateText(annualDiscountRatio)} a year, for present values only`, `Currency: ${benefits[0]?.money.currency ?? ""}`,
  ])];
}

/** The chance of a loss first, then quantiles, then the mean. */
export function outcomeBlocks({ lossProbability, roiRatio, netBenefit, netPresentValue, n, assumptions: { method, seed, replicateCount } }: SimulatedReturn): readonly ReportBlock[] {
  const { level } = lossProbability.confidence;
  const titles = ["Figure", "#Estimate", `#${rateText(level)} interval`, "#n", "Method", "Warnings"];
  return [
    heading("Chance of a loss, and range of the return"),
    paragraph(`The chance that the program costs more than it brings, P(ROI < 0), is ${chanceText(lossProbability.estimate)}. In nineteen trials of twenty the ROI stays above ${ratioText(roiRatio.p5.estimate)}, in half of them above ${ratioText(roiRatio.p50.estimate)}, in one of twenty above ${ratioText(roiRatio.p95.estimate)}.`),
    table("Return on investment: (benefit − cost) ÷ cost, not discounted", titles, [
      ["P(ROI < 0)", ...estimateCells(lossProbability, chanceText)], ...spreadKeys.map((key) => [`ROI, ${spreadTitles[key]}`, ...estimateCells(roiRatio[key], ratioText)]),
    ]),
    table("Net benefit: benefit − cost, not discounted", titles, spreadKeys.map((key) => [`Net benefit, ${spreadTitles[key]}`, ...moneyCells(netBenefit[key])])),
    table("Net present value: benefit − cost, discounted", titles, [
      ["P(NPV < 0)", ...estimateCells(netPresentValue.negativeProbability, chanceText)], ...spreadKeys.map((key) => [`NPV, ${spreadTitles[key]}`, ...moneyCells(netPresentValue[key])]),
    ]),
    paragraph(`${wholeText(n)} trials, ${method === "sobol" ? "by a scrambled Sobol sequence" : "by pseudo-random numbers"}, in ${wholeText(replicateCount)} independent randomizations, seed ${String(seed)}. An interval tells the error of the simulation, which more trials make smaller. It does not tell how wrong the assumptions may be; the distance from P5 to P95 tells what they leave open.`),
  ];
}
