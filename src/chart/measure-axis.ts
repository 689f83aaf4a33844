import type { Money } from "../money/index.js";
import type { PointReturn, ReturnMeasure } from "../simulation/index.js";
import type { LinearAxis } from "./chart-layer.js";
import { moneyText, shareText } from "./number-text.js";

/** An outcome as a place on an axis, and as the text that the result has. Only the place is a number. */
export interface Outcome {
  readonly place: number;
  readonly text: string;
}

/** The outcome of a ratio. */
export const ratioOutcome = (ratio: number): Outcome => ({ place: ratio, text: shareText(ratio) });
/** The outcome of an amount. */
export const moneyOutcome = (money: Money): Outcome => ({ place: Number(money.amount), text: moneyText(money) });

/** The measure that is asked for, of what has all three. */
export function outcomeOf({ roiRatio, netBenefit, netPresentValue }: PointReturn, measure: ReturnMeasure): Outcome {
  return measure === "roi-ratio" ? ratioOutcome(roiRatio) : moneyOutcome(measure === "net-benefit" ? netBenefit : netPresentValue);
}

/** What measures are called. */
export const measureNames: Readonly<Record<ReturnMeasure, string>> = { "roi-ratio": "ROI", "net-benefit": "net benefit", "net-present-value": "present value" };
const titles: Readonly<Record<ReturnMeasure, string>> = { "roi-ratio": "Return on investment", "net-benefit": "Net benefit", "net-present-value": "Present value, discounted" };

/** The axis of a measure. */
export function outcomeAxis(measure: ReturnMeasure, currency: string): LinearAxis {
  return measure === "roi-ratio" ? { scale: "linear", title: titles[measure], isShare: true } : { scale: "linear", title: titles[measure], unit: currency };
}
