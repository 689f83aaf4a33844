import type { CalendarExport } from "coachkit/calendar";
import type { Plan, Session } from "coachkit/plan";
import type { Program } from "coachkit/program";
import { instantOf } from "coachkit/time";

/** Sessions made by hand: what the calendar writes must not depend on how a plan came about. */
export interface HandSession {
  readonly date: string;
  readonly startTime?: string;
  readonly timeZone?: string;
  readonly durationMinutes?: number;
  readonly id?: string;
  readonly touchpointId?: string;
  readonly title?: string;
  readonly week?: number | null;
  readonly coachId?: string | null;
  readonly participantIds?: readonly string[];
  readonly isScheduled?: boolean;
}

export function sessionOf({ date, startTime = "09:00", timeZone = "Europe/Berlin", durationMinutes = 60, touchpointId = "one-to-one", id = `spring/${touchpointId}/${date}`, title = "One-to-one", week = 1, coachId = "kim", participantIds = ["ada"], isScheduled = true }: HandSession): Session {
  const { startsAt } = instantOf({ localTime: `${date}T${startTime}`, timeZone, clockChange: "compatible" });
  const endsAt = new Date(Date.parse(startsAt) + durationMinutes * 60_000).toISOString().replace(".000Z", "Z");
  return { id, occurrenceId: id, touchpointId, title, week, coachId, participantIds, date, startTime, timeZone, startsAt, endsAt, durationMinutes, isScheduled, warnings: [] };
}

export const planOf = (sessions: readonly Session[]): Plan => ({ kind: "plan", schemaVersion: 1, programId: "sample", cohortId: "spring", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" });

export const sampleProgram: Program = {
  kind: "program", schemaVersion: 1, id: "sample", title: "Sample program", practice: "coaching", phase: "pilot", weekCount: 12, segments: [],
  targetBehaviors: [{ id: "asks", title: "Asks before advising", kpiIds: ["compliance"] }],
  touchpoints: [
    {
      id: "one-to-one", title: "One-to-one", durationMinutes: 60, timing: { kind: "start-date", startTime: "09:00" }, clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true,
      agenda: [{ title: "Progress on the goal", durationMinutes: 40, script: "Ask what was tried.\nListen." }, { title: "Next step" }],
      prepTasks: [{ id: "p", title: "Note one situation", role: "participant", durationMinutes: 5 }, { id: "c", title: "Read the journal", role: "coach", durationMinutes: 0 }],
    },
    { id: "huddle", title: "Huddle", durationMinutes: 30, timing: { kind: "start-date", startTime: "10:00" }, clock: "cohort", audience: { kind: "everyone" }, ledBy: "peer", isScheduled: true, agenda: [{ title: "What I tried", script: "Two minutes each." }] },
    { id: "pulse", title: "Pulse", durationMinutes: 5, timing: { kind: "start-date", startTime: "10:00" }, clock: "cohort", audience: { kind: "everyone" }, ledBy: "ai", isScheduled: true },
  ],
};

/** The rest of an export around sessions. */
export const exportOf = (sessions: readonly Session[], more: Partial<CalendarExport> = {}): CalendarExport => ({
  plan: planOf(sessions), program: sampleProgram, stampedAt: "2027-09-01T12:00:00Z", calendarName: "Coaching", uidDomain: "coaching.example.com", ...more,
});

/** Titles that break careless writers; each is a good `Title`. */
const hardTitles: readonly string[] = [
  "comma, semicolon; colon: equals= percent% caret^ \"quotes\" 'more'",
  "back\\slash, \\n that is no line break, \\, \\; and a last one \\",
  "Führungskräfte – schwierige Gespräche führen, zuhören, nachfragen, 日本語 שלום",
  "😀".repeat(75),
  `👩‍👩‍👧‍👦 ${"é".repeat(90)} ${"日".repeat(60)}`,
  `${"Feedback, given; ".repeat(11)}and received.`, // 200 characters
  "  blanks at both ends  ",
  "BEGIN:VEVENT",
  "END:VCALENDAR\u00a0\u200b",
  `${"x".repeat(66)} a blank where the line is folded`,
];

/** Weekly sessions from October 2027 to April 2028 in a zone, over the clock changes of both hemispheres, with hard texts everywhere. */
export function hardExport(timeZone: string): CalendarExport {
  const people = ["kim, the coach", "ada;1", "ben\\2", "çem 😀"];
  const sessions = Array.from({ length: 30 }, (_, index) => {
    const date = new Date(Date.UTC(2027, 8, 26 + index * 7)).toISOString().slice(0, 10);
    const title = hardTitles[index % hardTitles.length] ?? "";
    return sessionOf({
      date, timeZone, title, id: `spring, “hard”/${String(index)}`, touchpointId: index % 2 === 0 ? "hard" : "pulse", week: index, durationMinutes: 10 + index,
      startTime: `${String(index % 24).padStart(2, "0")}:${index % 2 === 0 ? "30" : "00"}`, coachId: index % 3 === 0 ? null : (people[0] ?? null), participantIds: people.slice(1, 2 + (index % 3)),
    });
  });
  const hard = { title: "Hard", durationMinutes: 60, timing: { kind: "start-date", startTime: "09:00" }, clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true } as const;
  const program: Program = {
    ...sampleProgram, title: "Program; with, everything \\ in it",
    touchpoints: [
      { ...hard, id: "hard", agenda: hardTitles.map((title) => ({ title, script: `first line\n\n\tthird, after a tab: ${title}\n` })), prepTasks: hardTitles.map((title, index) => ({ id: String(index), title, role: "participant", durationMinutes: 7.5 })) },
      { ...hard, id: "pulse", title: "Pulse" },
    ],
  };
  return { plan: planOf(sessions), program, contacts: people.map((personId, index) => ({ personId, name: hardTitles[index] ?? "" })), stampedAt: "2027-09-01T12:00:00Z", calendarName: `Team A, B; C \\ ${timeZone}`, uidDomain: "coaching.example.com", sequences: sessions.slice(0, 5).map(({ id }, index) => ({ sessionId: id, sequence: index })) };
}

/** Each is here for a trap of its own. */
export const hardZones: readonly string[] = [
  "Europe/Berlin", "America/New_York", "Asia/Kolkata",
  "Australia/Lord_Howe", // half an hour of summer time, and the southern year
  "Pacific/Auckland", // its last Sunday of September is the fourth in 2027
  "America/Santiago", // changes at midnight, on a Sunday that is not always the first
  "Asia/Jerusalem", // the Friday before the last Sunday
  "Africa/Cairo", // the midnight after the last Thursday
  "Europe/Dublin", // winter is the exception by law
  "Antarctica/Troll", // two hours of summer time
  "Pacific/Chatham", // 12:45
  "Africa/Casablanca", // no yearly rule: in UTC
  "Etc/UTC", "UTC",
];
