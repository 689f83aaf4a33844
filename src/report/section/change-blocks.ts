import { detailText, moneyText } from "../../chart/internal.js";
import type { ModelChange, ScenarioDiff, ScenarioNumber } from "../../simulation/index.js";
import { percentText } from "../../unit/index.js";
import { distributionText, monthsText, pointsText, ratioText } from "../figure-text.js";
import { heading, list, paragraph, type ReportBlock, table } from "../report-document.js";

const numberWords = (number: ScenarioNumber): string => (number.kind === "known" ? String(number.value) : distributionText(number.distribution));

/** What a part was or is, in words. */
function valueTexts(change: ModelChange): readonly [before: string, after: string] {
  const both = <Value>({ before, after }: { readonly before: Value | null; readonly after: Value | null }, textOf: (value: Value) => string): readonly [string, string] => [before === null ? "–" : textOf(before), after === null ? "–" : textOf(after)];
  switch (change.part) {
    case "number":
      return both(change, numberWords);
    case "benefit":
    case "cost":
      return both(change, (term) => `${[moneyText(term.money), ...term.driverIds].join(" × ")}, ${monthsText(term)}`);
    case "correlation":
      return both(change, ({ coefficient, kind }) => `${detailText(coefficient)} (${kind})`);
    case "horizon":
      return both(change, (months) => `${String(months)} months`);
    case "discount-rate":
      return both(change, (ratio) => percentText(ratio, 2));
  }
}

/** What changed since an earlier version, and what each change does. */
export function changeBlocks({ beforeHash, before, after, steps, recordChanges }: ScenarioDiff): readonly ReportBlock[] {
  const last = [moneyText(after.netBenefit), after.roiRatio.estimate === null ? "none" : ratioText(after.roiRatio.estimate), moneyText(after.netPresentValue)];
  return [
    heading("What changed since the earlier version"),
    paragraph(`The earlier version is ${beforeHash}. The changes are made one after the other, in this order; where two meet in one product, the later one gets what both do together. All is told for the base case.`),
    table("The way from one version to the other", ["Change", "What", "Was", "Is", "#Net benefit", "#ROI", "#Net present value"], [
      ["Earlier version", "", "", "", moneyText(before.netBenefit), before.roiRatio.estimate === null ? "none" : ratioText(before.roiRatio.estimate), moneyText(before.netPresentValue)],
      ...steps.map((step) => [`${step.part} ${step.change}`, step.partId, ...valueTexts(step), moneyText(step.netBenefitStep), step.roiStepRatio === null ? "none" : pointsText(step.roiStepRatio), moneyText(step.netPresentValueStep)]),
      ["This version", "", "", "", ...last],
    ]),
    ...(recordChanges.length === 0 ? [] : [paragraph("Changed, without moving a figure:"), ...list(recordChanges.map(({ part, partId, change }) => `${part} ${change}: ${partId}`))]),
  ];
}
