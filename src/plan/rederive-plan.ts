import * as z from "zod";
import { check, type Fault, faultAt, rule } from "../error/index.js";
import { KnownTimeZone, type TimeSpan, ZoneData } from "../time/index.js";
import { instantMillisecondsOf, instantText, isWithinTime, millisecondsOf, offsetMillisecondsAt, zoneDataName, zonesOf, type ZoneTable } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import { byStart, Plan, type Session } from "./session.js";

const unknownZone: Fault = { code: "rederive-plan.unknown_zone", message: "The time zone “{timeZone}” is not in this runtime's time zone data.", hint: "Use an IANA name such as Europe/Berlin; a name newer than the runtime needs a newer runtime." };
const outOfRange: Fault = { code: "rederive-plan.out_of_range", message: "The session “{id}” would lie outside the years 1970 to 2199.", hint: "Stay within these years." };

/** A stored plan and the time zone data to read it by. */
export interface RederiveInput {
  /** The plan. */
  readonly plan: Plan;
  /** Newer time zone data than the runtime's; absent: the runtime's. */
  readonly zoneData?: ZoneData;
}
/** Schema of a stored plan and the time zone data to read it by. */
export const RederiveInput = z
  .strictObject({ plan: Plan, zoneData: z.exactOptional(ZoneData) })
  .check(rule(({ plan }: RederiveInput, report) => {
    const known = new Map<string, boolean>();
    plan.sessions.forEach(({ timeZone }, index) => {
      const isKnown = known.get(timeZone) ?? KnownTimeZone.safeParse(timeZone).success;
      known.set(timeZone, isKnown);
      if (!isKnown) report(unknownZone, ["plan", "sessions", index, "timeZone"], { timeZone });
    });
  }))
  .readonly() satisfies z.ZodType<RederiveInput>;

/** A session whose record stands for another instant than it did. */
export interface ShiftedSession {
  /** The session. */
  readonly sessionId: Id;
  /** When it was. */
  readonly before: TimeSpan;
  /** When it is. */
  readonly after: TimeSpan;
  /** How much later it is: −60 is an hour earlier. */
  readonly shiftMinutes: number;
}

/** A plan whose instants have been derived anew. */
export interface RederivedPlan {
  /** The plan; its sessions in the order of their new starts. */
  readonly plan: Plan;
  /** What is at another instant than before, in the order of the plan before. */
  readonly moved: readonly ShiftedSession[];
}

const MINUTE = 60_000;

/**
 * The instant of a session's record. The stored one is kept while the zone's clock still shows the record then: it may be the second of a reading that is shown twice.
 * Otherwise the rule is `compatible`, as in RFC 5545 section 3.3.5. A record has no seconds; the stored start lends its own.
 */
function recordedStart({ date, startTime, startsAt }: Pick<Session, "date" | "startTime" | "startsAt">, table: ZoneTable): number {
  const stored = millisecondsOf(startsAt);
  const record = millisecondsOf(`${date}T${startTime}`);
  const isShown = Math.floor((stored + offsetMillisecondsAt(table, stored)) / MINUTE) * MINUTE === record;
  return isShown ? stored : instantMillisecondsOf(table, record) + (stored % MINUTE);
}

/**
 * A stored plan with its instants derived anew from date, wall time and zone: for a plan that was made before the law of a zone changed, or by another runtime.
 * Lengths stay as they were, and so do `warnings`: people in zones that did not move may now be taken twice, which `replanSessions` mends.
 *
 * @throws CoachingError `rederive-plan.unknown_zone`, `rederive-plan.out_of_range`, `zone-data.*`, `input.*`, and the faults of `Plan`
 * @example
 * ```ts
 * const session = { id: "s1", occurrenceId: "o1", touchpointId: "talk", title: "Talk", week: 1, coachId: "kim", participantIds: ["ada"], date: "2027-01-11", startTime: "09:30", timeZone: "America/Vancouver", startsAt: "2027-01-11T17:30:00Z", endsAt: "2027-01-11T18:30:00Z", durationMinutes: 60, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "pilot", cohortId: "winter", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "2025c" };
 * const zoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] }] };
 * const anew = rederivePlan({ plan, zoneData });
 * anew.moved; // => [{ sessionId: "s1", before: { startsAt: "2027-01-11T17:30:00Z", endsAt: "2027-01-11T18:30:00Z" }, after: { startsAt: "2027-01-11T16:30:00Z", endsAt: "2027-01-11T17:30:00Z" }, shiftMinutes: -60 }]
 * anew.plan.zoneData; // => "2026f"
 * ```
 */
export function rederivePlan(input: RederiveInput): RederivedPlan {
  const { plan, zoneData } = check(RederiveInput, input);
  const zones = zonesOf(zoneData);
  const moved: ShiftedSession[] = [];
  const sessions = plan.sessions.map((session, index): Session => {
    const stored = millisecondsOf(session.startsAt);
    const start = recordedStart(session, zones(session.timeZone));
    if (start === stored) return session;
    const end = start + millisecondsOf(session.endsAt) - stored;
    if (!isWithinTime(start) || !isWithinTime(end)) throw faultAt(outOfRange, ["plan", "sessions", index, "startsAt"], { id: session.id });
    const after = { startsAt: instantText(start), endsAt: instantText(end) };
    moved.push({ sessionId: session.id, before: { startsAt: session.startsAt, endsAt: session.endsAt }, after, shiftMinutes: (start - stored) / MINUTE });
    return { ...session, ...after };
  });
  return { plan: { ...plan, sessions: moved.length === 0 ? sessions : sessions.toSorted(byStart), zoneData: zoneDataName(zoneData) }, moved };
}
