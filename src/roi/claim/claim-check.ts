import { contributionMargin, definition, heuristic, principle10, principle4, principle5, principle6, principle7, principle8, principle9 } from "./claim-source.js";

/** How much a finding weighs: with an `error` the figure cannot be used as it stands, a `warning` weakens it, an `info` is worth knowing. */
export type ClaimSeverity = "error" | "warning" | "info";

/** One thing that an audit looks for. */
export interface ClaimCheck {
  /** Stable, in kebab-case. */
  readonly code: string;
  /** What it is about. */
  readonly subject: "ratio" | "benefit" | "time" | "cost" | "evidence";
  /** How much a finding weighs. */
  readonly severity: ClaimSeverity;
  /** What is found. */
  readonly title: string;
  /** Why that matters, in the words of a finance person. */
  readonly why: string;
  /** What to ask for. */
  readonly ask: string;
  /** Where the check comes from. */
  readonly source: string;
}

/** A sample below this is called small: a pilot of that size finds only large effects. */
export const SMALL_SAMPLE = 30;
/** From this ratio on a figure is more likely a percent. */
export const LIKE_PERCENT = 100;
/** Business results take this many months to show. */
export const EARLY_MONTHS = 6;
/** Months of benefit that count for a program whose effect is not shown to last. */
export const FIRST_YEAR_MONTHS = 12;

/**
 * What `auditClaim` looks for, in the order of its findings. Severities and the thresholds (30 people, six months) are heuristics.
 *
 * @example
 * ```ts
 * claimChecks.filter(({ subject }) => subject === "cost").map(({ code }) => code); // => ["costs-missing", "cost-parts-missing"]
 * ```
 */
export const claimChecks: readonly ClaimCheck[] = [
  {
    code: "ratio-kind-missing", subject: "ratio", severity: "error", title: "Nobody says whether the figure is a return on investment or a benefit-cost ratio.",
    why: "A benefit-cost ratio counts the money that was spent as if it had been gained: it is higher than the return by one whole cost.", ask: "Ask for the benefit and the cost in money. The return is benefit less cost, divided by cost.", source: definition,
  },
  {
    code: "ratio-is-benefit-cost", subject: "ratio", severity: "warning", title: "The figure is a benefit-cost ratio.",
    why: "Printed as a return it would be too high by one whole cost.", ask: "Call it what it is, or take 1 off.", source: definition,
  },
  {
    code: "looks-like-percent", subject: "ratio", severity: "warning", title: "The figure is a hundred times the cost or more.",
    why: "A percent may stand where a ratio belongs: 529 percent is 5.29.", ask: "Divide a percent by 100.", source: heuristic,
  },
  {
    code: "not-reproduced", subject: "ratio", severity: "error", title: "The claimed figure does not come out of its own components.",
    why: "Either something is left out of the components or the figure was made in another way.", ask: "Ask how the figure was computed, step by step.", source: heuristic,
  },
  {
    code: "isolation-missing", subject: "benefit", severity: "error", title: "Nobody says how the effect was told apart from other causes.",
    why: "Season, prices, new tools and new staff move results too. Without a comparison the program is credited with all of them.", ask: "Ask who was compared with whom: a wait-list, teams that began later, or at least the trend before.", source: principle5,
  },
  {
    code: "isolation-by-estimate", subject: "benefit", severity: "warning", title: "Those who took part estimated what share of the change is due to the program.",
    why: "People do not know what would have happened otherwise, and those who liked the program are readier to credit it.", ask: "Ask for a comparison, or take the estimates at their low end.", source: principle4,
  },
  {
    code: "lines-unsupported", subject: "benefit", severity: "error", title: "Benefits are claimed without isolation, or as measured without a record.",
    why: "They may be true, but nothing shows it: they count as zero.", ask: "Ask for the comparison, or for the report that the figure was read from.", source: principle5,
  },
  {
    code: "basis-missing", subject: "benefit", severity: "warning", title: "Nobody says whether the benefit was read from records or estimated.",
    why: "A figure from the ledger can be checked by anybody, an estimate by nobody.", ask: "Ask for the report that the benefit was read from.", source: principle4,
  },
  {
    code: "benefit-estimated", subject: "benefit", severity: "warning", title: "The benefit was estimated, not measured.",
    why: "It is what people believe, in money.", ask: "Ask for the same benefit from records, if only for a part of the people.", source: principle4,
  },
  {
    code: "margin-missing", subject: "benefit", severity: "error", title: "Nobody says whether revenue was counted at its margin.",
    why: "More sales cost more to serve. Only what is left of them is a benefit.", ask: "Ask whether the benefit is revenue, and for the contribution margin.", source: contributionMargin,
  },
  {
    code: "revenue-not-margin", subject: "benefit", severity: "error", title: "Revenue is counted as if serving it cost nothing.",
    why: "More sales cost more to serve. Only what is left of them is a benefit.", ask: "Multiply by the contribution margin.", source: contributionMargin,
  },
  {
    code: "attribution-missing", subject: "benefit", severity: "error", title: "Nobody says what share of the change is due to the program.",
    why: "Where no comparison took other causes out, the whole change is credited to the program.", ask: "Ask for the share, or for the comparison that makes the question needless.", source: principle5,
  },
  {
    code: "attribution-not-applied", subject: "benefit", severity: "error", title: "The whole change is credited to the program.",
    why: "A part of it has other causes.", ask: "Multiply by the share that is due to the program.", source: principle5,
  },
  {
    code: "confidence-missing", subject: "benefit", severity: "warning", title: "Nobody says how sure those who estimated are.",
    why: "An estimate that its own author believes by half is worth half.", ask: "Ask how sure each person is, from none to all.", source: principle7,
  },
  {
    code: "confidence-not-applied", subject: "benefit", severity: "error", title: "Estimates count in full, although their authors are not sure of them.",
    why: "An estimate that its own author believes by half is worth half.", ask: "Multiply by the confidence.", source: principle7,
  },
  {
    code: "response-missing", subject: "benefit", severity: "error", title: "Nobody says how many of those asked gave figures.",
    why: "Those who gained most like to answer. If their mean is taken for all, the silent ones are credited with a gain that nobody saw.", ask: "Ask how many were asked, how many answered with figures, and whether the others count as zero.", source: principle6,
  },
  {
    code: "response-not-applied", subject: "benefit", severity: "error", title: "People who gave no figures are credited with the mean of the others.",
    why: "No data, no improvement: who gave no figures counts as zero.", ask: "Multiply by the share that answered.", source: principle6,
  },
  {
    code: "extremes-missing", subject: "benefit", severity: "warning", title: "Nobody says whether a few very large answers make the sum.",
    why: "One answer can carry a whole study, and it is the least likely one to be right.", ask: "Ask for the answers one by one, and for the sum without the largest.", source: principle8,
  },
  {
    code: "extreme-answers", subject: "benefit", severity: "error", title: "Some answers are too large to be believed.",
    why: "One answer can carry a whole study, and it is the least likely one to be right.", ask: "Leave them out in plain sight: what is above Q3 + 3 · IQR of all answers.", source: principle8,
  },
  {
    code: "counted-twice", subject: "benefit", severity: "error", title: "Benefits are counted twice, or may be.",
    why: "A minute that is freed can save staff or serve another customer, not both; an improvement can be valued in two ways, but it happened once.", ask: "Ask what each line is made from; count each minute, sale and leaver once.", source: principle4,
  },
  {
    code: "rules-waived", subject: "benefit", severity: "warning", title: "The claim was made with rules of careful counting switched off.",
    why: "Each of them takes something off. Here all are on again.", ask: "Ask who agreed to it.", source: principle4,
  },
  {
    code: "horizon-missing", subject: "time", severity: "error", title: "Nobody says how many months of benefit are counted.",
    why: "Three years of benefit against one year of cost make any program pay.", ask: "Ask from when to when benefits are counted.", source: principle9,
  },
  {
    code: "beyond-first-year", subject: "time", severity: "warning", title: "More than the first year of benefit is counted.",
    why: "What was learned fades and people leave: later years are a forecast until somebody measures them.", ask: "Count twelve months, or ask for a measurement of the later ones.", source: principle9,
  },
  {
    code: "not-discounted", subject: "time", severity: "warning", title: "Benefits of later years are not discounted.",
    why: "Money that comes in two years is worth less than money today.", ask: "Ask for the present value at the organization's own rate.", source: "R. Brealey and others, “Principles of corporate finance”",
  },
  {
    code: "measurement-missing", subject: "time", severity: "warning", title: "Nobody says when the benefits were counted.",
    why: "At the end of a workshop everybody means to do better: that is a plan, not a benefit.", ask: "Ask how long after the start the records were read.", source: heuristic,
  },
  {
    code: "measured-early", subject: "time", severity: "warning", title: "The benefits were counted, or forecast, before business results show.",
    why: "In the first six months there are early signals; a year of benefit read from them is an extrapolation.", ask: "Ask for the figures after six to twelve months.", source: heuristic,
  },
  {
    code: "costs-missing", subject: "cost", severity: "error", title: "Nobody says what the cost is made of.",
    why: "Most published figures count the coaches' fees. The time of those who take part is often as dear and is in no invoice.", ask: "Ask for design, coaches, participants' time, platform, facilities, administration and evaluation.", source: principle10,
  },
  {
    code: "cost-parts-missing", subject: "cost", severity: "error", title: "Parts of a fully loaded cost are missing.",
    why: "The return is higher by what is left out of the cost.", ask: "Ask for the missing parts, or for a zero where there was none.", source: principle10,
  },
  {
    code: "sample-missing", subject: "evidence", severity: "warning", title: "Nobody says how many people the figure rests on.",
    why: "The mean of ten people is a matter of luck.", ask: "Ask how many were coached, compared and measured.", source: heuristic,
  },
  {
    code: "small-sample", subject: "evidence", severity: "warning", title: "The figure rests on fewer than 30.",
    why: "So few people show large effects only, and a figure that stands out among them is too large more often than too small.", ask: "Ask for the interval, or for more people.", source: "A. Gelman, J. Carlin, “Beyond power calculations” (2014); the number 30 is a heuristic",
  },
  {
    code: "range-missing", subject: "evidence", severity: "warning", title: "The figure comes without a range.",
    why: "A return without a range says nothing of the chance to lose money.", ask: "Ask for the chance of a loss, then for a low and a high figure.", source: heuristic,
  },
  {
    code: "claimant-missing", subject: "evidence", severity: "info", title: "Nobody says who made the figure.",
    why: "It matters who gains from a high one.", ask: "Ask who did the study and who paid for it.", source: heuristic,
  },
  {
    code: "interested-claimant", subject: "evidence", severity: "warning", title: "Who made the figure gains from a high one.",
    why: "The programs that went well are the ones that are published.", ask: "Ask for all programs of the same kind, not for the best one, and let finance sign the benefit.", source: heuristic,
  },
];
