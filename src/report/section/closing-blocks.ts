import { wholeText } from "../../chart/internal.js";
import type { BenefitEstimate } from "../../roi/index.js";
import type { DefinedScenario, ScenarioComparison, ScenarioSensitivity, SimulatedReturn } from "../../simulation/index.js";
import { heading, list, paragraph, type ReportBlock } from "../report-document.js";
import { spreadKeys } from "../simulated-figures.js";

/** What the report is made from. */
interface Reported {
  readonly defined: DefinedScenario;
  readonly simulated: SimulatedReturn;
  readonly sensitivity: ScenarioSensitivity | null;
  readonly benefits: BenefitEstimate | null;
  readonly comparison: ScenarioComparison | undefined;
}

const warningTexts: Readonly<Record<string, string>> = {
  "never-seen-otherwise": "no trial fell on the other side; the interval is that of as many independent trials, and says nothing of events that the distributions leave out.",
  "seldom-seen-otherwise": "few trials fell on the other side; the interval is that of as many independent trials.",
  "correlations-ignored": "swings move one input at a time, as if inputs did not hang together.",
  "biased-upward": "what knowing an input is worth comes from sorted trials, which say rather too much.",
};
const textOf = (code: string): string => `${code}: ${warningTexts[code] ?? "see the documentation of the function that gave it."}`;

const comparedWarnings = ({ options, differences, perfectInformation, inputs }: ScenarioComparison): readonly string[] => [
  ...options.flatMap(({ bestProbability, expectedNet, expectedRegret }) => [bestProbability, expectedNet, expectedRegret]), ...differences.flatMap(({ netBenefit, netPresentValue, betterProbability, equalProbability }) => [netBenefit, netPresentValue, betterProbability, equalProbability]), perfectInformation, ...inputs,
].flatMap(({ warnings }) => warnings);

/** What to keep in mind, each warning once with where it stands. */
export function warningBlocks({ defined: { unsupported }, simulated, sensitivity, benefits, comparison }: Reported): readonly ReportBlock[] {
  const figures = [simulated, ...(comparison?.designs ?? []).map(({ outcome }) => outcome)].flatMap(({ lossProbability, roiRatio, netBenefit, netPresentValue }) => [lossProbability, netPresentValue.negativeProbability, ...spreadKeys.flatMap((key) => [roiRatio[key], netBenefit[key], netPresentValue[key]])]);
  const driven = sensitivity === null ? [] : [...sensitivity.warnings, ...sensitivity.expectedNet.warnings, ...sensitivity.perfectInformation.warnings, ...sensitivity.drivers.flatMap(({ information, totalIndex }) => [...information.warnings, ...(totalIndex.estimate === null ? [] : totalIndex.warnings)])];
  const codes = [...new Set([...figures.flatMap(({ warnings }) => warnings), ...driven, ...(comparison === undefined ? [] : comparedWarnings(comparison))])].sort();
  const items = [
    ...codes.map(textOf),
    ...(unsupported.length === 0 ? [] : [`${unsupported.length === 1 ? "1 number of the model rests" : `${wholeText(unsupported.length)} numbers of the model rest`} on nothing that is named.`]),
    ...(benefits?.warnings ?? []).map(({ lineIds }) => `Lines that may count the same thing twice: ${lineIds.join(", ")}.`),
  ];
  return [heading("Warnings"), ...(items.length === 0 ? [paragraph("None.")] : list(items))];
}

/** What the report cannot say. */
export function limitBlocks({ defined: { definition: { scenario: { horizonMonths } } }, sensitivity, comparison }: Pick<Reported, "defined" | "sensitivity" | "comparison">): readonly ReportBlock[] {
  return [heading("Limits"), ...list([
    "The result is as good as the assumptions: a simulation adds no evidence.",
    "Intervals tell the error of the simulation alone.",
    `Nothing after month ${wholeText(horizonMonths)} is counted.`,
    "What is not in the model, and what is listed and not converted, has no influence on any figure.",
    "The simulation was handed over by whoever made this report; that it is of this version is checked by horizon, discount rate and currency only.",
    ...(sensitivity === null ? ["What drives the outcome, and what to measure next, was not asked."] : ["What knowing something is worth is neutral to risk; the other choice is to leave the program, at zero."]),
    ...(comparison === undefined ? [] : ["The comparison was handed over too; that its designs belong beside this program is checked by horizon, discount rate and currency only."]),
  ])];
}
