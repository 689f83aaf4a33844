/** What to do about a rater. `recalibrate`: train again on the anchors. `watch`: keep an eye on. `fine`: nothing. `insufficient`: ask again with more ratings. */
export type RaterVerdict = "recalibrate" | "watch" | "fine" | "insufficient";
