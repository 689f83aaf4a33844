import { check } from "../error/index.js";
import type { NoEstimate, ProportionEstimate } from "../statistics/index.js";
import type { Count } from "../unit/index.js";
import { personalProportion } from "./clustered-estimate.js";
import { ContactWindow } from "./contact.js";

/** How many contacts are resolved at once. */
export interface CallResolution {
  /** Resolved ÷ contacts of which it is known, with Wilson's interval; for several contacts of one person it counts fewer, `wilson-design-effect`. */
  readonly resolvedFraction: ProportionEstimate | NoEstimate;
  /** Contacts of which nobody knows yet. They take no part. */
  readonly unknownCount: Count;
}

/**
 * Which share of contacts was resolved at the first one. Contacts of one person are alike, so the interval is one over people where people have several.
 * Warnings: `one-person` (it speaks of this person, not of people like them), `few-people` (below 10, a heuristic), `no-variation`.
 * What “resolved” means, the host decides: no contact on the same matter within so many days, or the word of the customer; the two give different numbers.
 *
 * @throws CoachingError `measure-window.ends_before_start`, `measure-window.outside`, `measure-window.duplicate_record`, `input.*`
 * @example
 * ```ts
 * const contacts = [true, true, false, true].map((isResolved, index) => ({ id: `c${index}`, date: "2027-10-04", isResolved }));
 * callResolution({ fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95, contacts }).resolvedFraction.estimate; // => 0.75
 * ```
 */
export function callResolution(input: ContactWindow): CallResolution {
  const { contacts, confidenceLevel } = check(ContactWindow, input);
  const known = contacts.flatMap(({ isResolved, ...contact }) => (isResolved === undefined ? [] : [{ ...contact, value: isResolved ? 1 : 0 }]));
  return { resolvedFraction: personalProportion(known, confidenceLevel), unknownCount: contacts.length - known.length };
}
