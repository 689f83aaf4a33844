import * as z from "zod";

/** No ability or difficulty lies further out: a chance of e^−100 is none. */
export const LOGITS_LIMIT = 100;

/** A place on the common scale of ability and difficulty, in log-odds. −0 is read as 0. */
export const Logits = z.number().min(-LOGITS_LIMIT).max(LOGITS_LIMIT).overwrite((value) => value + 0);
/** A place on the common scale of ability and difficulty, in log-odds. */
export type Logits = z.infer<typeof Logits>;

/** Clears binary dust, so that two sums of the same terms compare as equal. */
export const tidied = (value: number): number => Math.round(value * 1e9) / 1e9 + 0;

/** A place held within the scale. */
export const heldLogits = (logits: number): number => Math.min(LOGITS_LIMIT, Math.max(-LOGITS_LIMIT, logits)) + 0;
