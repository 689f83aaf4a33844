import * as z from "zod";
import { CivilDate, Title } from "../unit/index.js";

/** Why something stands on another day than planned. */
export interface Move {
  /** The planned date. */
  readonly fromDate: CivilDate;
  /** What was in the way. */
  readonly reason: "holiday" | "leave" | "weekday-off" | "blackout-hours";
  /** The name of the holiday or of the blackout. */
  readonly name: Title | null;
}
/** Schema of a move. */
export const Move = z.strictObject({ fromDate: CivilDate, reason: z.enum(["holiday", "leave", "weekday-off", "blackout-hours"]), name: Title.nullable() }).readonly() satisfies z.ZodType<Move>;
