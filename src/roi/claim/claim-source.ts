/** Of several ways to value a benefit the most conservative one. */
export const principle4 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 4";
/** Isolate the effects of the program. */
export const principle5 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 5";
/** No data, no improvement. */
export const principle6 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 6";
/** Adjust estimates for their error. */
export const principle7 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 7";
/** Leave extremes and unsupported claims out. */
export const principle8 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 8";
/** The first year only. */
export const principle9 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 9";
/** Costs are fully loaded. */
export const principle10 = "P. Phillips, J. Phillips, “The ROI methodology”, guiding principle 10";
/** What a return is. */
export const definition = "J. Phillips, “Return on investment in training and performance improvement programs” (2003)";
/** What is left of revenue. */
export const contributionMargin = "C. Horngren and others, “Cost accounting”: contribution margin";
/** No source but ours. */
export const heuristic = "Heuristic of this package";
