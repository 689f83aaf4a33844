import * as z from "zod";

/** How many: a whole number, zero or more, at most a thousand million. */
export const Count = z.int().min(0).max(1_000_000_000).overwrite((value) => value + 0);
/** How many: a whole number, zero or more. */
export type Count = z.infer<typeof Count>;
