import { detailText } from "../../chart/internal.js";
import type { ClaimAudit, RatioRange, RecomputedReturn } from "../../roi/index.js";
import { ratioText } from "../figure-text.js";
import { heading, list, paragraph, type ReportBlock, table } from "../report-document.js";

const rangeText = ({ low, high }: RatioRange, textOf: (value: number) => string): string => (low === high ? textOf(low) : `${textOf(low)} to ${textOf(high)}`);
const words = (code: string): string => code.replaceAll("-", " ");

function recomputedText(recomputed: RecomputedReturn): string {
  return recomputed.range === null
    ? `There is no careful return: ${recomputed.needed.map(words).join(", ")} ${recomputed.needed.length === 1 ? "is" : "are"} not known. It is ${ratioText(recomputed.atMost)} at most, if nothing of that takes anything off.`
    : `By careful rules it is ${rangeText(recomputed.range, ratioText)}.`;
}

/** What is left of a return that somebody claims, with what is missing in it. */
export function claimBlocks({ title, claimedRoi, evidenceGrade, findings, waterfall, recomputedRoi, costMultipleToZero, benefitRatioToZero }: ClaimAudit): readonly ReportBlock[] {
  return [
    heading("A return that was claimed, audited"),
    paragraph(`${title === null ? "The claimed return" : `“${title}” claims a return`} ${title === null ? "is" : "of"} ${rangeText(claimedRoi, ratioText)}. ${recomputedText(recomputedRoi)} It rests on: ${words(evidenceGrade)}.`),
    table("From the claimed return down to a careful one", ["Step", "#Return before", "#Benefit is multiplied by", "#Return after", "Why", "Source"], waterfall.map(({ step, before, factor, after, isMissing, reason, source }) => [
      words(step), rangeText(before, ratioText), factor === null ? (isMissing ? "not known" : "–") : rangeText(factor, detailText), rangeText(after, ratioText), reason, source,
    ])),
    ...(findings.length === 0 ? [paragraph("Nothing is missing in it, and nothing is wrong that these checks look for.")] : [table("What is missing and what is wrong", ["Weight", "What", "Why it matters", "What to ask", "Source"], findings.map(({ severity, title: found, why, ask, source, items }) => [severity, items.length === 0 ? found : `${found} (${items.join(", ")})`, why, ask, source]))]),
    paragraph("How far it is from zero:"),
    ...list([
      costMultipleToZero < 1 ? "At the stated cost, and at the most that the benefit may be, it loses already." : `The return is zero where the fully loaded cost is ${detailText(costMultipleToZero)} times the stated one, at the most that the benefit may be.`,
      benefitRatioToZero === null ? "No benefit is claimed." : benefitRatioToZero > 1 ? `The claimed benefit would have to be ${detailText(benefitRatioToZero)} times as large for the return to be zero at the stated cost.` : `At the stated cost the return is zero where ${ratioText(benefitRatioToZero)} of the claimed benefit is real.`,
    ]),
  ];
}
