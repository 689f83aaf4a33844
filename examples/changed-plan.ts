/**
 * A plan that meets people's calendars, and then changes: `npm run example:changes`.
 * It plans around what stands in a calendar already, invites, moves a coach's sessions to other days, takes somebody out, reads an answer, and follows a zone whose law changed.
 * What a host would keep between the steps is the plan, its input, the pinned sessions and the sequences.
 */
import { assignSessions, calendar, plan as plans, program, type time } from "coachkit";

const workday = [{ fromTime: "09:00", toTime: "17:00" }];
const hoursIn = (timeZone: string): time.WorkingHours => ({ timeZone, weekly: { MO: workday, TU: workday, WE: workday, TH: workday, FR: workday }, holidays: [] });
const line = (text = ""): void => { process.stdout.write(`${text}\n`); };
const at = ({ date, startTime, timeZone }: plans.Session): string => `${date} ${startTime} ${timeZone.replace(/^.*\//u, "")}`;
const clock = (message: calendar.CalendarMessage): string => `${message.method} to ${message.recipients.map(({ personId }) => personId).join(", ")}: ${message.uid} (sequence ${String(message.sequence)}, ${message.reason})`;

// 1. Plan around what stands in calendars already.
const adasCalendar = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "BEGIN:VEVENT", "UID:jour-fixe@example.com", "DTSTAMP:20261001T070000Z", "DTSTART:20270105T170000Z", "DURATION:PT2H",
  "RRULE:FREQ=WEEKLY;UNTIL=20270401T000000Z", "SUMMARY:Jour fixe", "END:VEVENT", "END:VCALENDAR", "",
].join("\r\n");
const { busy } = calendar.busyTimes({ ics: [adasCalendar], fromAt: "2027-01-01T00:00:00Z", toAt: "2027-05-01T00:00:00Z", timeZone: "America/Vancouver", isTentativeBusy: true });
const participants: readonly plans.Participant[] = [
  { id: "ada", hours: hoursIn("America/Vancouver"), languages: ["en"], busy },
  { id: "ben", hours: hoursIn("America/Vancouver"), languages: ["en"] },
  { id: "cem", hours: hoursIn("America/Vancouver"), languages: ["en"], leave: [{ fromDate: "2027-02-15", toDate: "2027-02-19" }] },
];
const input: plans.PlanInput = {
  program: program.blendedTwelveWeek,
  cohort: { id: "winter", startDate: "2027-01-04", weekStartsOn: "MO", timeZone: "America/Vancouver", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" },
  participants,
  coaches: [{ id: "kim", hours: hoursIn("America/Vancouver"), languages: ["en"], weeklyAvailableMinutes: 600 }],
};
const first = assignSessions(input);
const oneToOnes = (plan: plans.Plan): readonly plans.Session[] => plan.sessions.filter(({ touchpointId }) => touchpointId === "one-to-one");
line(`1. ${String(first.sessions.length)} sessions; Ada's calendar is busy ${String(busy.length)} times`);
for (const session of oneToOnes(first)) line(`   one-to-one of ${session.participantIds.join()}: ${at(session)}`);
for (const { touchpointId, move, date, participantIds } of first.sessions.filter((session) => session.move?.reason === "leave")) line(`   ${touchpointId} of ${participantIds.join()}: ${date} instead of ${move?.fromDate ?? ""}, ${move?.reason ?? ""}`);

// 2. Invite everyone. Each message is one event, with UID, SEQUENCE, organizer and attendees.
const host = {
  program: program.blendedTwelveWeek, organizer: { name: "Coaching office", email: "coaching@example.com" }, uidDomain: "coaching.example.com",
  contacts: ["ada", "ben", "cem", "kim"].map((id) => ({ personId: id, name: id, email: `${id}@example.com` })),
};
const invited = calendar.toItip({ ...host, before: null, after: first, sequences: [], stampedAt: "2026-12-01T12:00:00Z" });
line();
line(`2. ${String(invited.messages.length)} invitations, ${String(new Set(invited.messages.map(({ uid }) => uid)).size)} sessions`);

// 3. Kim is away on the day of the one-to-ones. Only what must move does, and only those concerned are told.
const changed = plans.replanSessions({ plan: first, input, changes: [{ kind: "coach-on-leave", coachId: "kim", fromDate: "2027-03-09", toDate: "2027-03-09" }], frozenBeforeAt: "2027-02-01T00:00:00Z" });
const moved = calendar.toItip({ ...host, before: first, after: changed.plan, sequences: invited.sequences, stampedAt: "2027-02-01T12:00:00Z" });
line();
line(`3. Kim is on leave: ${String(changed.disruption.movedCount)} sessions moved, ${String(changed.diff.keptCount)} as they were (${changed.disruption.method})`);
for (const { before, after, cause } of changed.diff.moved) line(`   ${before.participantIds.join()}: ${at(before)} becomes ${at(after)}, ${cause.reason}`);
for (const message of moved.messages) line(`   ${clock(message)}`);

// 4. Ben leaves. His sessions are cancelled, for him alone where others stay.
const left = plans.replanSessions({ plan: changed.plan, input: changed.input, changes: [{ kind: "participant-left", participantId: "ben", fromDate: "2027-03-01" }], frozenBeforeAt: "2027-03-01T00:00:00Z", pinnedSessionIds: changed.pinnedSessionIds });
const cancelled = calendar.toItip({ ...host, before: changed.plan, after: left.plan, sequences: moved.sequences, stampedAt: "2027-03-01T12:00:00Z" });
line();
line(`4. Ben leaves: ${String(left.diff.cancelled.length)} sessions cancelled, ${String(left.diff.changed.length)} go on without him`);
const kinds = new Map<string, number>();
for (const { method, recipients, reason } of cancelled.messages) {
  const kind = `${method} to ${recipients.map(({ personId }) => personId).join(", ")} (${reason})`;
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}
for (const [kind, count] of kinds) line(`   ${String(count)} × ${kind}`);

// 5. Ada answers.
const session = oneToOnes(left.plan).find(({ participantIds }) => participantIds.includes("ada"));
if (session === undefined) throw new Error("Ada has a one-to-one.");
const reply = [
  "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", "METHOD:REPLY", "BEGIN:VEVENT", `UID:${session.id}@${host.uidDomain}`, "DTSTAMP:20270302T090000Z", "SEQUENCE:1",
  "ORGANIZER:mailto:coaching@example.com", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com", "DTSTART:20270309T000000Z", "END:VEVENT", "END:VCALENDAR", "",
].join("\r\n");
const { answers } = calendar.applyReplies({ plan: left.plan, uidDomain: host.uidDomain, contacts: host.contacts, answers: [], sequences: cancelled.sequences, replies: [reply] });
line();
line("5. Ada answers");
for (const { sessionId, personId, answer } of answers) line(`   ${personId} has ${answer} ${sessionId}`);

// 6. British Columbia gave up winter time, and the runtime may not know yet. Date, wall time and zone are the record: the instants follow.
const zoneData: time.ZoneData = { version: "2026f", zones: [{ timeZone: "America/Vancouver", fromAt: "2026-06-01T00:00:00Z", offsetAtStart: "-07:00", changes: [] }] };
const rederived = plans.rederivePlan({ plan: left.plan, zoneData });
line();
line(`6. By the zone data ${rederived.plan.zoneData} ${rederived.moved.every(({ shiftMinutes }) => shiftMinutes === -60) ? "sessions of the winter start an hour earlier as an instant, and at the same time on the wall" : "other sessions move"}`);

// What a calendar shows in the end: the messages applied one after the other, by UID, are the plan.
const shown = new Set<string>();
for (const { method, uid, recipients } of [...invited.messages, ...moved.messages, ...cancelled.messages]) {
  for (const { personId } of recipients) shown[method === "REQUEST" ? "add" : "delete"](`${personId} ${uid}`);
}
const planned = left.plan.sessions.filter(({ isScheduled }) => isScheduled).flatMap(({ id, coachId, participantIds }) => [...(coachId === null ? [] : [coachId]), ...participantIds].map((personId) => `${personId} ${id}@${host.uidDomain}`));
line();
line(`In the end calendars show ${String(shown.size)} entries, the plan has ${String(planned.length)}: ${planned.every((entry) => shown.has(entry)) && shown.size === planned.length ? "no duplicate, no ghost" : "they differ"}`);
