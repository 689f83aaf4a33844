import { chanceText, moneyText, rateText, wholeText } from "../../chart/internal.js";
import { compareMoney, zeroMoney } from "../../money/index.js";
import type { RecommendedOption, ScenarioComparison } from "../../simulation/index.js";
import { estimateCells, moneyCells, ratioText } from "../figure-text.js";
import { heading, paragraph, type ReportBlock, table } from "../report-document.js";
import type { PartTitles } from "./part-titles.js";

function recommendedText(recommended: RecommendedOption, outcome: string): string {
  if (recommended.optionId !== null) return `As things are known, ${recommended.optionId} is the best option on average, by ${outcome}.`;
  const candidates = recommended.candidateIds.join(", ");
  return recommended.reason === "equal-means" ? `No option is recommended: ${candidates} are equal on average, by ${outcome}.` : `No option is recommended: the error of the simulation cannot tell ${candidates} apart, by ${outcome}. More trials may.`;
}

/** Which of several designs to run, how far they are apart, and what to measure before. */
export function comparisonBlocks({ recommended, designs, options, differences, perfectInformation, inputs, studies, n, assumptions: { measure, decisionCount, seed, replicateCount } }: ScenarioComparison, titles: PartTitles): readonly ReportBlock[] {
  const outcome = measure === "net-benefit" ? "net benefit" : "net present value";
  const interval = `#${rateText(perfectInformation.confidence.level)} interval`;
  const decisions = `${wholeText(decisionCount)} ${decisionCount === 1 ? "decision" : "decisions"}`;
  const [best] = inputs;
  const worthless = best === undefined || compareMoney({ left: best.mayCost, right: zeroMoney(best.mayCost.currency) }) <= 0;
  return [
    heading("Which design to run"),
    paragraph(`${recommendedText(recommended, outcome)} ${worthless ? "No single input is worth measuring before." : `Before the choice, ${titles.number(best.inputId)} is the input most worth measuring: a study of it may cost ${moneyText(best.mayCost)} at most, for ${decisions} that it informs.`}`),
    table("Each design by itself, not discounted but for the net present value", ["Design", "#P(ROI < 0)", "#ROI, P5", "#ROI, P50", "#ROI, P95", "#Net benefit, P50", "#Net present value, P50", "#P(NPV < 0)"], designs.map(({ designId, outcome: { lossProbability, roiRatio, netBenefit, netPresentValue } }) => [
      designId, chanceText(lossProbability.estimate), ...(["p5", "p50", "p95"] as const).map((key) => ratioText(roiRatio[key].estimate)), moneyText(netBenefit.p50.estimate), moneyText(netPresentValue.p50.estimate), chanceText(netPresentValue.negativeProbability.estimate),
    ])),
    table("Chance of each option to be the best", ["Option", "#Estimate", interval, "#n", "Method", "Warnings"], options.map(({ optionId, bestProbability }) => [optionId, ...estimateCells(bestProbability, chanceText)])),
    table(`Mean ${outcome} of each option`, ["Option", "#Estimate", interval, "#n", "Method", "Warnings", "#Behind the best one of each trial"], options.map(({ optionId, expectedNet, expectedRegret }) => [optionId, ...moneyCells(expectedNet), moneyText(expectedRegret.estimate)])),
    ...(differences.length === 0 ? [] : [table("How far two options are apart, in the same trials", ["First less second", "#Mean net benefit", interval, "#n", "Method", "Warnings", "#Mean net present value", "#First is better in", "#Both are equal in"], differences.map(({ optionIds: [first, second], netBenefit, netPresentValue, betterProbability, equalProbability }) => [
      `${first} less ${second}`, ...moneyCells(netBenefit), moneyText(netPresentValue.estimate), chanceText(betterProbability.estimate), chanceText(equalProbability.estimate),
    ]))]),
    ...(inputs.length === 0 ? [] : [table("What knowing an input is worth to the choice", ["Input", "In", "#To one decision", "#A study may cost", "How"], inputs.map(({ inputId, designIds, perfectValue, mayCost, method, warnings }) => [titles.number(inputId), designIds.join(", "), moneyText(perfectValue), moneyText(mayCost), [method, ...warnings].join(", ")]))]),
    ...(studies.length === 0 ? [] : [table(`Studies before the choice, for ${decisions}`, ["Study", "Measures", "#Worth to one decision", "#Net gain", "Worth it"], studies.map(({ studyId, inputId, sampleValue, netGain, isWorthIt }) => [studyId, titles.number(inputId), moneyText(sampleValue), moneyText(netGain), isWorthIt ? "yes" : "no"]))]),
    paragraph(`All options meet the same ${wholeText(n)} trials, in ${wholeText(replicateCount)} independent randomizations, seed ${String(seed)}; an input that several designs name is drawn once for all of them. The choice is neutral to risk. Knowing everything (EVPI) would be worth ${moneyText(perfectInformation.estimate)} to one decision.`),
  ];
}
