/**
 * Two nudges a week for twelve weeks, planned in one pass as people are read: 100,000 people are 2.4 million nudges.
 * Shown is that time grows no faster than people. There is no peer: what is held against it is the plan of all at once, which must be the same.
 */
import assert from "node:assert/strict";
import { planNudges, streamNudges } from "../../dist/nudge/index.js";

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca"];
const workingWeekdays = ["MO", "TU", "WE", "TH", "FR"];
const cadence = { id: "practice", kind: "weekly", purposeId: "nudges", templateId: "practice", variables: {}, isEssential: false, wishes: [{ weekday: "TU", atTime: "10:00" }, { weekday: "FR", atTime: "11:00" }] };
const personOf = (index) => ({ id: `person-${index}`, calendarId: zones[index % zones.length], language: "en", coachId: null, cadenceIds: ["practice"] });
const rulesOf = (count) => ({
  plannedAt: "2026-03-01T00:00:00Z", fromDate: "2026-03-02", weekCount: 12, templateIds: ["practice"], cadences: [cadence],
  calendars: zones.map((timeZone) => ({ id: timeZone, timeZone, workingWeekdays, holidayCalendarIds: ["days-off"] })),
  holidayCalendars: [{ id: "days-off", name: "Days off", holidays: [{ date: "2026-04-03", name: "Good Friday" }, { date: "2026-05-01", name: "May Day" }] }],
  consents: Array.from({ length: count }, (_, index) => ({ personId: `person-${index}`, purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" })),
});
function* peopleOf(count) { for (let index = 0; index < count; index += 1) yield personOf(index); }

function timed(count) {
  const rules = rulesOf(count);
  const start = performance.now();
  let nudges = 0;
  for (const person of streamNudges(rules, peopleOf(count))) nudges += person.nudges.length;
  return { nudges, milliseconds: performance.now() - start };
}

export default function nudgePlan() {
  const few = rulesOf(500);
  const byId = (left, right) => (left.id < right.id ? -1 : 1);
  assert.deepEqual([...streamNudges(few, peopleOf(500))].flatMap(({ nudges }) => nudges).sort(byId), [...planNudges({ ...few, people: [...peopleOf(500)] }).nudges].sort(byId));
  timed(2000);
  let first;
  for (const count of [10_000, 30_000, 100_000]) {
    const { nudges, milliseconds } = timed(count);
    const perPerson = (milliseconds * 1000) / count;
    first ??= perPerson;
    console.log(`${count} people: ${nudges} nudges in ${(milliseconds / 1000).toFixed(2)} s, ${Math.round((nudges / milliseconds) * 1000)} nudges/s, ${perPerson.toFixed(1)} µs a person, ${(perPerson / first).toFixed(2)} times that of 10000 people`);
  }
}
