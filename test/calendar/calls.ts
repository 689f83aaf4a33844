import { eventLines, fileOf, newYork } from "./ics-sample.js";
import { changeOf } from "./sample-change.js";
import { exportOf, planOf, sessionOf } from "./sample-export.js";

const session = sessionOf({ date: "2027-09-27" });
const contacts = [{ personId: "kim", name: "Kim Ota", email: "kim@example.com" }];
const ics = fileOf(newYork, eventLines("DTSTART;TZID=America/New_York:20260303T090000", "RRULE:FREQ=WEEKLY;COUNT=4", "ATTENDEE;PARTSTAT=TENTATIVE:mailto:ada@example.com", "STATUS:DONE"));
const window = { ics: [ics], fromAt: "2026-01-01T00:00:00Z", toAt: "2027-01-01T00:00:00Z", timeZone: "Europe/Berlin" };
const reply = fileOf("METHOD:REPLY", eventLines("UID:a@coaching.example.com", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com", "COMMENT:Gladly"));

export const calls = {
  applyReplies: [{ plan: planOf([sessionOf({ date: "2027-09-27", id: "a" })]), uidDomain: "coaching.example.com", contacts: [{ personId: "ada", name: "Ada", email: "ada@example.com" }], answers: [], replies: [reply, reply] }],
  busyTimes: [{ ...window, email: "ada@example.com", isTentativeBusy: true }],
  checkIcs: [{ ics }],
  contentLine: [{ name: "LOCATION", text: "Room 4, 2nd floor" }],
  icsOccurrences: [window],
  readIcs: [{ ics }],
  toIcs: [exportOf([session], { contacts })],
  toIcsByPerson: [exportOf([session], { contacts })],
  toItip: [changeOf(planOf([session]), planOf([sessionOf({ date: "2027-09-28", id: session.id })]))],
};
