import * as z from "zod";
import { Move } from "../cadence/index.js";
import { type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, Id, Instant, Minutes, TimeZoneId, Title, WallTime } from "../unit/index.js";

/** Something about a session that is no fault but worth a look. */
export interface SessionWarning {
  /**
   * `outside-working-hours`: it lies outside somebody's hours or in the quiet ones; `on-leave`: somebody is away that day; `overlaps`: somebody is taken then by what was booked before it; `moved-from-preferred-start`: it does not start at the preferred time.
   * Of a plan that was changed: `group-too-small`: so many have left that fewer take part than the program wants; `no-longer-planned`: it stays because it is frozen or pinned, although the program has no such session any more.
   */
  readonly reason: "outside-working-hours" | "on-leave" | "overlaps" | "moved-from-preferred-start" | "group-too-small" | "no-longer-planned";
  /** Whom it concerns; `null` when it concerns everyone. */
  readonly personId: Id | null;
}
/** Schema of a session's warning. */
export const SessionWarning = z
  .strictObject({ reason: z.enum(["outside-working-hours", "on-leave", "overlaps", "moved-from-preferred-start", "group-too-small", "no-longer-planned"]), personId: Id.nullable() })
  .readonly() satisfies z.ZodType<SessionWarning>;

/** An occurrence with its people and its slot. The record is date, wall time and zone; the instants are derived from them. */
export interface Session {
  /** Made of program, cohort, touchpoint, week and people: the same when the calendar around it changes. */
  readonly id: Id;
  /** The occurrence it comes from. */
  readonly occurrenceId: Id;
  /** The touchpoint of the program. */
  readonly touchpointId: Id;
  /** For people. */
  readonly title: Title;
  /** The week of the program; `null` when it goes by days from the start. */
  readonly week: number | null;
  /** The coach who leads; `null` when no coach does. */
  readonly coachId: Id | null;
  /** Who takes part. */
  readonly participantIds: readonly Id[];
  /** The date on the wall calendar of `timeZone`. */
  readonly date: CivilDate;
  /** Start on the wall clock of `timeZone`. */
  readonly startTime: WallTime;
  /** The zone of the record. */
  readonly timeZone: TimeZoneId;
  /** Start. */
  readonly startsAt: Instant;
  /** End. */
  readonly endsAt: Instant;
  /** Length. */
  readonly durationMinutes: Minutes;
  /** Whether it stands in calendars; otherwise it is offered only. */
  readonly isScheduled: boolean;
  /** Why its occurrence stands on another day than planned; absent when it does not. */
  readonly move?: Move;
  /** What is worth a look. */
  readonly warnings: readonly SessionWarning[];
}
/** Schema of a session. */
export const Session = z
  .strictObject({
    id: Id, occurrenceId: Id, touchpointId: Id, title: Title, week: z.int().min(0).max(12_500).nullable(), coachId: Id.nullable(), participantIds: z.array(Id).min(1).max(100_000).readonly(),
    date: CivilDate, startTime: WallTime, timeZone: TimeZoneId, startsAt: Instant, endsAt: Instant, durationMinutes: Minutes, isScheduled: z.boolean(), move: z.exactOptional(Move), warnings: z.array(SessionWarning).max(100_000).readonly(),
  })
  .readonly() satisfies z.ZodType<Session>;

/** The order of sessions in a plan: by start, then by id. */
export const byStart = (left: Session, right: Session): number => millisecondsOf(left.startsAt) - millisecondsOf(right.startsAt) || (left.id < right.id ? -1 : 1);

/** Why something planned has no session. `already-past`: when the plan was changed, its time had passed, or was too near to be filled. `replaced-by-journal`: the participant handed in a journal instead. */
export const UnassignedReason = z.enum([
  "holiday", "leave", "weekday-off", "blackout-hours", "no-spaced-day", "anchor-skipped", "waits-for-completion",
  "no-participants", "group-too-small", "no-coach", "own-manager", "no-common-language", "no-common-hours", "coach-full", "no-common-slot", "already-past", "replaced-by-journal",
]);
/** Why something planned has no session. */
export type UnassignedReason = z.infer<typeof UnassignedReason>;

/** Something planned that has no session, with the reason. */
export interface Unassigned {
  /** The occurrence. */
  readonly occurrenceId: Id;
  /** The touchpoint. */
  readonly touchpointId: Id;
  /** The week of the program. */
  readonly week: number | null;
  /** Who goes without. */
  readonly participantIds: readonly Id[];
  /** Why. */
  readonly reason: UnassignedReason;
  /** When the session would have started that a journal replaced. */
  readonly startsAt?: Instant;
}
/** Schema of something unassigned. */
export const Unassigned = z
  .strictObject({
    occurrenceId: Id, touchpointId: Id, week: z.int().min(0).max(12_500).nullable(), participantIds: z.array(Id).max(100_000).readonly(),
    reason: UnassignedReason, startsAt: z.exactOptional(Instant),
  })
  .readonly() satisfies z.ZodType<Unassigned>;

/** Who coaches whom throughout the program. */
export interface CoachAssignment {
  /** The participant. */
  readonly participantId: Id;
  /** The coach; `null` when there is none for this participant. */
  readonly coachId: Id | null;
  /** Why there is none. */
  readonly reason: "no-coach" | "own-manager" | "no-common-language" | "no-common-hours" | null;
}
/** Schema of a coach's assignment. */
export const CoachAssignment = z.strictObject({ participantId: Id, coachId: Id.nullable(), reason: z.enum(["no-coach", "own-manager", "no-common-language", "no-common-hours"]).nullable() }).readonly() satisfies z.ZodType<CoachAssignment>;

/** Something about the whole plan that is worth a look. */
export interface PlanWarning {
  /** `cohort-size`: there are fewer or more participants than the program is meant for. */
  readonly reason: "cohort-size";
  /** How many there are. */
  readonly participantCount: number;
}
/** Schema of a plan's warning. */
export const PlanWarning = z.strictObject({ reason: z.literal("cohort-size"), participantCount: z.int().min(1).max(100_000) }).readonly() satisfies z.ZodType<PlanWarning>;

/** Who meets whom when: a document that a host stores. */
export interface Plan {
  /** Always `"plan"`. */
  readonly kind: "plan";
  /** The shape of this document; 1 today. */
  readonly schemaVersion: 1;
  /** The program. */
  readonly programId: Id;
  /** The cohort. */
  readonly cohortId: Id;
  /** By start, then by id. */
  readonly sessions: readonly Session[];
  /** Planned, but without a session. */
  readonly unassigned: readonly Unassigned[];
  /** Who coaches whom. */
  readonly coachAssignments: readonly CoachAssignment[];
  /** What is worth a look; each session has its own besides. */
  readonly warnings: readonly PlanWarning[];
  /** Whose time zone data the instants come from: the version that the caller stated, else `"runtime"`. */
  readonly zoneData: Title;
}

const duplicateParticipant: Fault = { code: "session.duplicate_participant", message: "The participant “{id}” takes part twice in the session “{session}”.", hint: "Remove one entry." };
const duplicateSession: Fault = { code: "session.duplicate_id", message: "The session id “{id}” is used twice.", hint: "Give each session an id of its own." };
const otherLength: Fault = { code: "session.other_length", message: "The session “{id}” lasts {minutes} minutes, but lies {lasting} minutes from start to end.", hint: "Correct durationMinutes or endsAt." };
const endBeforeStart: Fault = { code: "session.end_before_start", message: "The session “{id}” ends before it starts.", hint: "Swap startsAt and endsAt." };

/** Schema of a plan, with its rules between parts. */
export const Plan = z
  .strictObject({
    kind: z.literal("plan"), schemaVersion: z.literal(1), programId: Id, cohortId: Id,
    sessions: z.array(Session).max(1_000_000).readonly(), unassigned: z.array(Unassigned).max(1_000_000).readonly(), coachAssignments: z.array(CoachAssignment).max(100_000).readonly(), warnings: z.array(PlanWarning).max(10).readonly(), zoneData: Title,
  })
  .check(rule((plan: Plan, report) => {
    const seen = new Set<string>();
    plan.sessions.forEach(({ id, startsAt, endsAt, durationMinutes: minutes, participantIds }, index) => {
      if (seen.has(id)) report(duplicateSession, ["sessions", index, "id"], { id });
      seen.add(id);
      const lasting = (millisecondsOf(endsAt) - millisecondsOf(startsAt)) / 60_000;
      if (lasting < 0) report(endBeforeStart, ["sessions", index, "endsAt"], { id });
      else if (Math.abs(lasting - minutes) > 1e-3) report(otherLength, ["sessions", index, "durationMinutes"], { id, minutes, lasting });
      const met = new Set<string>();
      participantIds.forEach((participantId, position) => {
        if (met.has(participantId)) report(duplicateParticipant, ["sessions", index, "participantIds", position], { id: participantId, session: id });
        met.add(participantId);
      });
    });
  }))
  .readonly() satisfies z.ZodType<Plan>;
