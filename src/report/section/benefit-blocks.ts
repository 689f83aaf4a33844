import { moneyText, wholeText } from "../../chart/internal.js";
import type { BenefitEstimate, ExcludedBenefit, UnsupportedBenefit } from "../../roi/index.js";
import { heading, list, paragraph, type ReportBlock, table } from "../report-document.js";

const unsupportedTexts: Readonly<Record<UnsupportedBenefit["reason"], string>> = { "no-isolation-method": "nothing tells the program's effect from other causes", "no-records": "it is said to be measured and names no record" };
function excludedText(line: ExcludedBenefit): string {
  switch (line.reason) {
    case "extreme":
      return `too large to be believed: ${moneyText(line.respondentValue)} against ${moneyText(line.largestKept)} at most`;
    case "alternative":
      return `another way to value the same improvement counts: ${line.keptLineIds.join(", ")}`;
    case "double-counted":
      return `${line.keptLineIds.join(", ")} use up ${line.resourceId} already`;
  }
}

/** What a claim of benefits is worth under conservative rules, and what of it does not count. */
export function benefitBlocks({ totalBenefit, counted, excluded, unsupported, nonRespondentIds, intangibles, assumptions: { rules, waivedRules, horizonMonths } }: BenefitEstimate): readonly ReportBlock[] {
  return [
    heading("Benefits that were claimed, by conservative rules"),
    paragraph(`They come to ${moneyText(totalBenefit)} over ${wholeText(horizonMonths)} months. Who gave no figures counts as zero: ${wholeText(nonRespondentIds.length)}.`),
    table("What counts", ["Line", "Kind", "Isolated by", "#Counts for"], counted.map(({ lineId, kind, isolationMethod, adjustedValue }) => [lineId, kind, isolationMethod ?? "nothing", moneyText(adjustedValue)])),
    ...(excluded.length === 0 ? [] : [table("Supported, and left out", ["Line", "Why", "#Would have counted for"], excluded.map((line) => [line.lineId, excludedText(line), moneyText(line.adjustedValue)]))]),
    ...(unsupported.length === 0 ? [] : [table("Not supported", ["Line", "Why", "#Claimed for a year"], unsupported.map(({ lineId, reason, annualValue }) => [lineId, unsupportedTexts[reason], moneyText(annualValue)]))]),
    ...(intangibles.length === 0 ? [] : [paragraph("Listed and not turned into money:"), ...list(intangibles.map(({ title }) => title))]),
    paragraph(`Rules that were on: ${rules.join(", ")}.`),
    ...(waivedRules.length === 0 ? [] : [paragraph("Rules that were off:"), ...list(waivedRules.map(({ rule, reason }) => `${rule}: ${reason}`))]),
  ];
}
