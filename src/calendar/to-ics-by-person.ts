import { check } from "../error/index.js";
import type { Session } from "../plan/index.js";
import type { Id } from "../unit/index.js";
import { calendarBasis, calendarOctets } from "./calendar-file.js";
import { CalendarsByPerson } from "./calendar-export.js";

/** A person's calendar file. */
export interface PersonalCalendar {
  /** Whose it is. */
  readonly personId: Id;
  /** What `toIcs` writes for this person. */
  readonly ics: string;
}

/** The scheduled sessions of each person, in the order of the plan. */
function sessionsByPerson(sessions: readonly Session[]): ReadonlyMap<string, readonly Session[]> {
  const byPerson = new Map<string, Session[]>();
  for (const session of sessions) {
    if (!session.isScheduled) continue;
    for (const personId of new Set([...(session.coachId === null ? [] : [session.coachId]), ...session.participantIds])) {
      const own = byPerson.get(personId);
      if (own === undefined) byPerson.set(personId, [session]);
      else own.push(session);
    }
  }
  return byPerson;
}

/**
 * The files that `toIcs` writes with each `personId`, of one plan that is checked and sorted once: for a thousand people a thousand times less work.
 *
 * @throws CoachingError `calendar-export.*`, `calendar-file.too_large`, `input.*`, and the faults of `Plan` and `Program`
 * @example
 * ```ts
 * const session = { id: "spring/kickoff/w00", occurrenceId: "spring/kickoff/w00", touchpointId: "kickoff", title: "Kickoff workshop", week: 0, coachId: "kim", participantIds: ["ada", "ben"], date: "2027-09-27", startTime: "09:30", timeZone: "Europe/Berlin", startsAt: "2027-09-27T07:30:00Z", endsAt: "2027-09-27T10:30:00Z", durationMinutes: 180, isScheduled: true, warnings: [] };
 * const plan = { kind: "plan", schemaVersion: 1, programId: "blended-twelve-week", cohortId: "spring", sessions: [session], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * const files = toIcsByPerson({ plan, program: blendedTwelveWeek, stampedAt: "2027-09-01T12:00:00Z", calendarName: "My coaching", uidDomain: "coaching.example.com" });
 * files.map(({ personId }) => personId); // => ["kim", "ada", "ben"]
 * ```
 */
export function toIcsByPerson(input: CalendarsByPerson): readonly PersonalCalendar[] {
  const { personIds, ...source } = check(CalendarsByPerson, input);
  const basis = calendarBasis(source);
  const [are, were] = [sessionsByPerson(source.plan.sessions), sessionsByPerson(source.before?.sessions ?? [])];
  return (personIds ?? [...new Set([...are.keys(), ...were.keys()])]).map((personId) => {
    const sessions = are.get(personId) ?? [];
    const present = new Set(sessions.map(({ id }) => id));
    const gone = (were.get(personId) ?? []).filter(({ id }) => !present.has(id));
    return { personId, ics: new TextDecoder().decode(calendarOctets({ source, personId, sessions, gone }, basis)) };
  });
}
