import * as z from "zod";
import { CivilDate, Id } from "../unit/index.js";
import { Session, UnassignedReason } from "./session.js";

/** Parts of a session that can change while it stays where it is. */
export const SessionField = z.enum(["coach", "participants", "title", "length", "scheduled", "week"]);
/** A part of a session that can change while it stays where it is. */
export type SessionField = z.infer<typeof SessionField>;

/**
 * Why a session is not what it was.
 *
 * - What two plans alone tell: `zone-data` (the record stands, the law of the zone changed), `slot` (another date or wall time), each `SessionField`, each `UnassignedReason`, `no-longer-planned` (nobody is to meet for it any more), `participant-left` and `participant-joined` (of the whole plan).
 * - What only `replanSessions` knows: `start-date-moved`, `holiday-added`, `coach-on-leave`, `participant-on-leave`, `moved-by-hand`, `made-room` (another session took its place).
 */
export const ChangeReason = z.enum([
  "zone-data", "slot", ...SessionField.options, ...UnassignedReason.options, "no-longer-planned",
  "participant-left", "participant-joined", "start-date-moved", "holiday-added", "coach-on-leave", "participant-on-leave", "moved-by-hand", "made-room",
]);
/** Why a session is not what it was. */
export type ChangeReason = z.infer<typeof ChangeReason>;

/** Why a session is not what it was, and what that concerns. */
export interface ChangeCause {
  /** The reason. */
  readonly reason: ChangeReason;
  /** Who left, joined or is on leave; else `null`. */
  readonly personId: Id | null;
  /** The new start date, or the holiday; else `null`. */
  readonly date: CivilDate | null;
  /** The session that took its place; else `null`. */
  readonly sessionId: Id | null;
}
/** Schema of a cause. */
export const ChangeCause = z.strictObject({ reason: ChangeReason, personId: Id.nullable(), date: CivilDate.nullable(), sessionId: Id.nullable() }).readonly() satisfies z.ZodType<ChangeCause>;

/** A session that does not take place any more. */
export interface CancelledSession {
  /** As it was. */
  readonly session: Session;
  /** Why. */
  readonly cause: ChangeCause;
}
/** Schema of a cancelled session. */
export const CancelledSession = z.strictObject({ session: Session, cause: ChangeCause }).readonly() satisfies z.ZodType<CancelledSession>;

/** A session that is not what it was. */
export interface ChangedSession {
  /** As it was. */
  readonly before: Session;
  /** As it is now; the id is the same. */
  readonly after: Session;
  /** What else changed beside its slot. */
  readonly fields: readonly SessionField[];
  /** Why. */
  readonly cause: ChangeCause;
}
/** Schema of a changed session. */
export const ChangedSession = z.strictObject({ before: Session, after: Session, fields: z.array(SessionField).max(10).readonly(), cause: ChangeCause }).readonly() satisfies z.ZodType<ChangedSession>;

/** What makes one plan of another. Sessions are told apart by their ids; each stands in one list at most. */
export interface PlanDiff {
  /** The program of both plans. */
  readonly programId: Id;
  /** The cohort of both plans. */
  readonly cohortId: Id;
  /** Sessions that the plan before did not have. */
  readonly added: readonly Session[];
  /** Sessions that the plan after does not have. */
  readonly cancelled: readonly CancelledSession[];
  /** Sessions whose date, wall time, zone or start is another one; `fields` says what else changed. */
  readonly moved: readonly ChangedSession[];
  /** Sessions that stay where they are and changed otherwise. */
  readonly changed: readonly ChangedSession[];
  /** How many sessions stand in none of the lists. Their `warnings` may differ: these change nobody's calendar. */
  readonly keptCount: number;
}
const Changes = z.array(ChangedSession).max(1_000_000).readonly();
/** Schema of what makes one plan of another. */
export const PlanDiff = z
  .strictObject({
    programId: Id, cohortId: Id, added: z.array(Session).max(1_000_000).readonly(), cancelled: z.array(CancelledSession).max(1_000_000).readonly(),
    moved: Changes, changed: Changes, keptCount: z.int().min(0).max(1_000_000),
  })
  .readonly() satisfies z.ZodType<PlanDiff>;
