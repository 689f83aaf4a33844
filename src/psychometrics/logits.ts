import * as z from "zod";

/** No ability or difficulty lies further out. */
const LOGITS_LIMIT = 1000;

/** A place on the common scale of ability and difficulty, in log-odds. −0 is read as 0. */
export const Logits = z.number().min(-LOGITS_LIMIT).max(LOGITS_LIMIT).overwrite((value) => value + 0);

/** How sharply an item separates people: the slope of the log-odds against ability. */
export const Discrimination = z.number().min(0.01).max(100);
