import { check } from "../error/index.js";
import type { EstimateResult } from "../statistics/index.js";
import type { Count } from "../unit/index.js";
import { personalMean } from "./clustered-estimate.js";
import { ContactWindow } from "./contact.js";
import { personalMedian } from "./personal-median.js";

/** How long contacts take. */
export interface HandleTime {
  /** The mean in seconds, with Student's interval; over people where people have several contacts. */
  readonly meanSeconds: EstimateResult;
  /** The median in seconds, which a few very long contacts do not move, with Woodruff's interval. */
  readonly medianSeconds: EstimateResult;
  /** Contacts without a length. They take no part. */
  readonly unknownCount: Count;
}

/**
 * How long contacts take: the mean, which costs, and the median, which is usual. A mean that rises while resolution rises may be good: the catalog gives handle time a guardrail, see `guardrailReading`.
 * Lengths are skewed: with few contacts the interval of the mean holds less often than it says, on the upper side; read the median beside it.
 * Warnings: `one-person`, `few-people` (below 10, a heuristic), `no-variation`.
 * Source of the median's interval: R. Woodruff, “Confidence intervals for medians and other position measures”, Journal of the American Statistical Association 47 (1952).
 *
 * @throws CoachingError `measure-window.ends_before_start`, `measure-window.outside`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const contacts = [300, 320, 340, 310, 330, 1200].map((handledSeconds, index) => ({ id: `c${index}`, date: "2027-10-04", handledSeconds }));
 * const { meanSeconds, medianSeconds } = handleTime({ fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95, contacts });
 * [meanSeconds.estimate.toFixed(0), medianSeconds.estimate]; // => ["467", 325]
 * ```
 */
export function handleTime(input: ContactWindow): HandleTime {
  const { contacts, confidenceLevel } = check(ContactWindow, input);
  const known = contacts.flatMap(({ handledSeconds: value, ...contact }) => (value === undefined ? [] : [{ ...contact, value }]));
  return { meanSeconds: personalMean(known, confidenceLevel), medianSeconds: personalMedian(known, confidenceLevel), unknownCount: contacts.length - known.length };
}
