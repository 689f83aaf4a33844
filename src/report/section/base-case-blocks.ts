import { detailText, moneyText, wholeText } from "../../chart/internal.js";
import type { Money } from "../../money/index.js";
import type { BaseCase, TracedSide } from "../../simulation/index.js";
import { exactText, monthsText, ratioText } from "../figure-text.js";
import { heading, paragraph, type ReportBlock, table } from "../report-document.js";
import type { PartTitles } from "./part-titles.js";

const isZero = ({ amount }: Money): boolean => !/[1-9]/u.test(amount);

function sideTable(caption: string, { terms, total, presentValue, roundingDifference }: TracedSide, { number, term: titleOf }: PartTitles): ReportBlock {
  return table(caption, ["Term", "How it comes about", "When", "#Total", "#Months at today's worth", "#Present value"], [
    ...terms.map((term) => [
      titleOf(term.termId), [moneyText(term.money), ...term.factors.map(({ driverId, value }) => `${exactText(value)} (${number(driverId)})`), `${String(term.monthCount)} ${term.monthCount === 1 ? "month" : "months"}`].join(" × "),
      monthsText(term), moneyText(term.total), detailText(term.discountedMonthCount), moneyText(term.presentValue),
    ]),
    ...(isZero(roundingDifference) ? [] : [["Rounding", "each line is rounded, the sum once", "", moneyText(roundingDifference), "", ""]]),
    ["Sum", "", "", moneyText(total), "", moneyText(presentValue)],
  ]);
}

/** The base case, term by term and month by month. */
export function baseCaseBlocks(trace: BaseCase, titles: PartTitles): readonly ReportBlock[] {
  const { benefits, costs, netBenefit, roiRatio, netPresentValue, cashFlows, cumulativeCashFlows, assumptions: { base } } = trace;
  const months = cashFlows.flatMap((flow, month) => (isZero(flow) && month !== cashFlows.length - 1 ? [] : [[wholeText(month), moneyText(flow), moneyText(cumulativeCashFlows[month] as Money)]]));
  return [
    heading("The base case, to redo by hand"),
    paragraph(`Every uncertain input at its ${base}. This is one point, not what to expect: the chances stand above.`),
    sideTable("Benefits", benefits, titles), sideTable("Costs", costs, titles),
    table("Base case", ["Figure", "#Value"], [
      ["Net benefit", moneyText(netBenefit)], ["ROI", roiRatio.estimate === null ? "none: nothing is paid" : ratioText(roiRatio.estimate)], ["Net present value", moneyText(netPresentValue)],
    ]),
    table("Cash flow at the end of each month; months without any are left out", ["#Month", "#Net flow", "#Sum so far"], months),
  ];
}
