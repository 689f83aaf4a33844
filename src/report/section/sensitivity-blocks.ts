import { detailText, moneyText, rateText, wholeText } from "../../chart/internal.js";
import { compareMoney, zeroMoney } from "../../money/index.js";
import type { ScenarioDriver, ScenarioSensitivity } from "../../simulation/index.js";
import { percentText } from "../../unit/index.js";
import { moneyCells } from "../figure-text.js";
import { heading, paragraph, type ReportBlock, table } from "../report-document.js";
import type { PartTitles } from "./part-titles.js";

const noIndexTexts: Readonly<Record<string, string>> = { correlated: "none: inputs are correlated", "too-many-inputs": "none: too many inputs", "no-variance": "none: nothing varies" };

function indexText({ totalIndex, totalIndexRank }: ScenarioDriver): string {
  if (totalIndex.estimate === null) return noIndexTexts[totalIndex.reason] ?? totalIndex.reason;
  const { estimate, confidence: { lower, upper } } = totalIndex;
  return `${percentText(estimate, 1)} (${percentText(lower, 1)} to ${percentText(upper, 1)}), place ${String(totalIndexRank)}`;
}

/** What to measure first, in a sentence. */
function nextText({ drivers, decision, assumptions: { decisionCount } }: ScenarioSensitivity, { number }: PartTitles): string {
  const [best] = drivers.toSorted((one, other) => one.perfectValueRank - other.perfectValueRank || (one.inputId < other.inputId ? -1 : 1));
  const asThingsAre = decision === "run" ? "As things are known, running the program is the better choice." : "As things are known, leaving the program is the better choice.";
  if (best === undefined || compareMoney({ left: best.mayCost, right: zeroMoney(best.mayCost.currency) }) <= 0) return `${asThingsAre} No single input is worth measuring first: knowing it would not change that.`;
  return `${asThingsAre} Measure first: ${number(best.inputId)}. A study of it may cost ${moneyText(best.mayCost)} at most, for ${wholeText(decisionCount)} ${decisionCount === 1 ? "decision" : "decisions"} that it informs.`;
}

/** What drives the outcome, and what to measure next. */
export function sensitivityBlocks(sensitivity: ScenarioSensitivity, titles: PartTitles): readonly ReportBlock[] {
  const { drivers, studies, expectedNet, perfectInformation, assumptions: { measure, base, lowProbability, highProbability, confidenceLevel, decisionCount } } = sensitivity;
  const outcome = measure === "net-benefit" ? "net benefit" : "net present value";
  return [
    heading("What drives it, and what to measure next"),
    paragraph(nextText(sensitivity, titles)),
    table(`What moves the ${outcome}: three measures, each with the input's place`, ["Input", "#Low to high", "#Swing", `#Share of variance with interactions (${rateText(confidenceLevel)} interval)`, "#Knowing it is worth", "#A study may cost", "How"], drivers.map((driver) => [
      titles.number(driver.inputId), `${detailText(driver.low)} to ${detailText(driver.high)}`, `${moneyText(driver.swing)}, place ${String(driver.swingRank)}`, indexText(driver),
      `${moneyText(driver.perfectValue)}, place ${String(driver.perfectValueRank)}`, moneyText(driver.mayCost), [driver.information.method, ...driver.information.warnings].join(", "),
    ])),
    paragraph(`The swing takes one input from its P${detailText(lowProbability * 100)} to its P${detailText(highProbability * 100)} while all others stand at their ${base}. The share of variance counts what it does together with others. What knowing it is worth is the expected gain from deciding with that input known instead of now.`),
    table("What all knowledge would be worth to one decision", ["Figure", "#Estimate", `#${rateText(confidenceLevel)} interval`, "#n", "Method", "Warnings"], [[`Mean ${outcome}`, ...moneyCells(expectedNet)], ["Knowing everything (EVPI)", ...moneyCells(perfectInformation)]]),
    ...(studies.length === 0 ? [] : [table(`Studies, for ${wholeText(decisionCount)} ${decisionCount === 1 ? "decision" : "decisions"}`, ["Study", "Measures", "#Worth to one decision", "#Net gain", "Worth it"], studies.map(({ studyId, inputId, sampleValue, netGain, isWorthIt }) => [studyId, titles.number(inputId), moneyText(sampleValue), moneyText(netGain), isWorthIt ? "yes" : "no"]))]),
  ];
}
