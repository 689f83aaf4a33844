/** What to do about a rater. `recalibrate`: train again on the anchors. `watch`: keep an eye on. `fine`: nothing. `insufficient`: ask again with more ratings. */
export type RaterVerdict = "recalibrate" | "watch" | "fine" | "insufficient";

/** Binary dust decides nothing: half a level made of thirds is half a level. */
export const DUST = 1e-9;
/** Whether a size reaches a bound, either way. */
export const isAtLeast = (size: number, bound: number): boolean => Math.abs(size) >= bound - DUST;
