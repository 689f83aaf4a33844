import fc from "fast-check";
import type { CalendarChange, CalendarMessage } from "coachkit/calendar";
import type { Plan, Session } from "coachkit/plan";
import { planOf, sampleProgram, sessionOf } from "./sample-export.js";

export const people = ["ada", "ben", "cem", "kim", "lee"] as const;
export const contacts = people.map((personId) => ({ personId, name: `${personId}, of the team`, email: `${personId}@example.com` }));

/** The rest of a change around two plans. */
export const changeOf = (before: Plan | null, after: Plan, more: Partial<CalendarChange> = {}): CalendarChange => ({
  before, after, program: sampleProgram, organizer: { name: "Coaching Office", email: "office@example.com" }, contacts, sequences: [], stampedAt: "2027-09-01T12:00:00Z", uidDomain: "coaching.example.com", ...more,
});

const concerns = ({ isScheduled, coachId, participantIds }: Session, personId: string): boolean => isScheduled && (coachId === personId || participantIds.includes(personId));
export const textsFor = (messages: readonly CalendarMessage[], personId: string): readonly string[] => messages.filter(({ recipients }) => recipients.some((one) => one.personId === personId)).map(({ ics }) => ics);

/** What a person's calendar should show of a plan; UIDs by session, since a series has one for all. */
export const expectedOf = ({ sessions }: Plan, personId: string): readonly string[] => sessions.filter((session) => concerns(session, personId)).map(({ startsAt, endsAt, title }) => `${startsAt} ${endsAt} ${title}`).sort();

const someone = fc.record({ coachId: fc.constantFrom("kim", "lee", null), participantIds: fc.subarray(["ada", "ben", "cem"], { minLength: 1 }) });
const anySession = (index: number): fc.Arbitrary<Session | null> => fc.option(fc.record({
  who: someone, day: fc.integer({ min: 0, max: 60 }), hour: fc.integer({ min: 8, max: 17 }), isScheduled: fc.constantFrom(true, true, true, false), title: fc.constantFrom("Talk", "Huddle"), durationMinutes: fc.constantFrom(30, 60),
}).map(({ who, day, hour, ...rest }) => sessionOf({ ...who, ...rest, id: `s${String(index)}`, timeZone: "Europe/Berlin", date: new Date(Date.UTC(2027, 8, 27 + day)).toISOString().slice(0, 10), startTime: `${String(hour).padStart(2, "0")}:00` })), { nil: null, freq: 4 });

/** Plans of the same few sessions, moved, renamed, with other people, missing or offered only. */
export const anyPlan: fc.Arbitrary<Plan> = fc.tuple(...Array.from({ length: 5 }, (_, index) => anySession(index))).map((sessions) => planOf(sessions.filter((session) => session !== null)));

const weekly = (count: number): readonly Session[] => Array.from({ length: count }, (_, index) => sessionOf({ id: `w${String(index)}`, week: index, timeZone: "Europe/Berlin", participantIds: ["ada", "ben"], date: new Date(Date.UTC(2027, 8, 28 + index * 7)).toISOString().slice(0, 10) }));

/** A weekly series over a clock change as it is first published, one session moved by a holiday. */
export const published = planOf(weekly(8).map((session) => (session.id === "w3" ? { ...sessionOf({ ...session, date: "2027-10-20" }), week: 3 } : session)));

const changes: readonly ((session: Session) => Session | null)[] = [
  (session) => session, (session) => session, (session) => session,
  () => null,
  (session) => ({ ...session, isScheduled: false }),
  (session) => ({ ...session, title: "Renamed" }),
  (session) => ({ ...session, participantIds: ["ada"] }),
  (session) => ({ ...session, participantIds: ["ada", "ben", "cem"] }),
  (session) => ({ ...session, coachId: "lee" }),
  (session) => ({ ...sessionOf({ ...session, startTime: "14:00" }), week: session.week }),
  (session) => ({ ...sessionOf({ ...session, date: session.date.replace(/..$/u, "30") }), week: session.week }),
];

/** What may become of the series. */
export const anySeriesPlan: fc.Arbitrary<Plan> = fc.oneof(
  fc.array(fc.nat({ max: changes.length - 1 }), { minLength: 8, maxLength: 8 }).map((picks) => planOf(published.sessions.map((session, index) => changes[picks[index] ?? 0]!(session)).filter((session) => session !== null))),
  fc.constant(planOf([])),
);
