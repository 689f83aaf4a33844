import * as z from "zod";
import { Count, Id, Minutes } from "../unit/index.js";

/**
 * Why an item is not given. `ability-unknown`: the ability does not name a skill that it takes or needs. `already-open`: the person is still at it.
 * `enough-open`: the person is at work on as many homeworks as the policy allows; it speaks against every item.
 */
export type HomeworkRejectionCode =
  | "language" | "time" | "context" | "excluded-tag" | "enough-open" | "already-open" | "ability-unknown" | "prerequisite" | "cooldown" | "exposure" | "too-hard" | "too-easy";
/** Why an item is not given. */
export const HomeworkRejectionCode = z.enum([
  "language", "time", "context", "excluded-tag", "enough-open", "already-open", "ability-unknown", "prerequisite", "cooldown", "exposure", "too-hard", "too-easy",
]) satisfies z.ZodType<HomeworkRejectionCode>;

/** What would have to change for one reason to fall away. */
export type NeededChange =
  | {
    /** `prerequisite`: until the skill is mastered. `too-hard`, `too-easy`: until the chance reaches the band, by this skill alone, of all skills the one that needs the smallest change. */
    readonly code: "prerequisite" | "too-hard" | "too-easy";
    /** The skill. */
    readonly skillId: Id;
    /** How much its ability would have to change. Below 0 for `too-easy`: an item harder by as much would do. */
    readonly changeLogits: number;
  }
  | {
    /** Until the item may be given again. */
    readonly code: "cooldown";
    /** Days to wait. */
    readonly waitDays: number;
  }
  | {
    /** Until there is time for the item. */
    readonly code: "time";
    /** More time needed. */
    readonly missingMinutes: Minutes;
  }
  | {
    /** Until the item may be given to one more person of the cohort. */
    readonly code: "exposure";
    /** So many people fewer, or so many more allowed. */
    readonly missingPlaceCount: Count;
  }
  | {
    /** Until the person may be given anything. */
    readonly code: "enough-open";
    /** So many open homeworks to close. */
    readonly closeCount: Count;
  };

/** What would have to change for one reason to fall away. */
export const NeededChange = z.discriminatedUnion("code", [
  z.strictObject({ code: z.enum(["prerequisite", "too-hard", "too-easy"]), skillId: Id, changeLogits: z.number() }).readonly(),
  z.strictObject({ code: z.literal("cooldown"), waitDays: z.number().nonnegative() }).readonly(),
  z.strictObject({ code: z.literal("time"), missingMinutes: Minutes }).readonly(),
  z.strictObject({ code: z.literal("exposure"), missingPlaceCount: Count }).readonly(),
  z.strictObject({ code: z.literal("enough-open"), closeCount: Count }).readonly(),
]) satisfies z.ZodType<NeededChange>;
