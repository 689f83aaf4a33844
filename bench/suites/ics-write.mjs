/**
 * 10,000 VEVENTs of about 455 octets as UTF-8: titles and descriptions with commas, semicolons, line breaks and letters beyond
 * ASCII, descriptions long enough to be folded. Every side writes UID, DTSTAMP, SEQUENCE, DTSTART, DTEND, SUMMARY, DESCRIPTION
 * and STATUS; ours makes the description from the program, the peers are given it. Before anything is timed ical.js reads
 * every file back, and the events have to be equal. All in UTC: ical-generator writes no VTIMEZONE by itself.
 */
import { toIcs, toIcsBytes, toIcsBytesUnchecked } from "../../dist/calendar/index.js";
import { compare, optional } from "../compare.mjs";

const stampedAt = "2026-01-01T00:00:00Z";
const agenda = ["Bring your journal: what did you try?", "Anchor 3 – listen first, then ask. Übung macht den Meister; ".padEnd(120, "x")];
const touchpoint = { id: "huddle", title: "Huddle", durationMinutes: 30, timing: { kind: "start-date", startTime: "09:00" }, clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true, agenda: agenda.map((title) => ({ title })) };
const program = { kind: "program", schemaVersion: 1, id: "bench", title: "Bench", practice: "coaching", phase: "pilot", weekCount: 12, segments: [], targetBehaviors: [{ id: "any", title: "Any", kpiIds: ["any"] }], touchpoints: [touchpoint] };

const instant = (milliseconds) => new Date(milliseconds).toISOString().replace(".000Z", "Z");
function inputOf(count) {
  const sessions = Array.from({ length: count }, (_, index) => {
    const start = Date.UTC(2026, 0, 5) + index * 900_000;
    return { id: `spring/huddle/${index}`, occurrenceId: `huddle/${index}`, touchpointId: "huddle", title: `Peer huddle ${index}, “feedback”; wave ${index % 7}`, week: null, coachId: "kim", participantIds: [`client${index}`], date: instant(start).slice(0, 10), startTime: instant(start).slice(11, 16), timeZone: "Etc/UTC", startsAt: instant(start), endsAt: instant(start + 1_800_000), durationMinutes: 30, isScheduled: true, warnings: [] };
  });
  const plan = { kind: "plan", schemaVersion: 1, programId: "bench", cohortId: "spring", sessions, unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
  return { plan, program, stampedAt, calendarName: "Bench", uidDomain: "coach.example" };
}
const descriptionOf = ({ participantIds: [person] }) => `Bench\nWith: kim (coach), ${person}\nAgenda:\n${agenda.map((title) => `- ${title}`).join("\n")}`;

/** What the peers are given. */
const eventsOf = ({ plan, uidDomain }) => plan.sessions.map((session) => ({ uid: `${session.id}@${uidDomain}`, start: Date.parse(session.startsAt), end: Date.parse(session.endsAt), summary: session.title, description: descriptionOf(session) }));
const encoder = new TextEncoder();

function icalJs(ICAL, events) {
  const calendar = new ICAL.Component(["vcalendar", [], []]);
  calendar.updatePropertyWithValue("prodid", "-//bench//bench//EN");
  calendar.updatePropertyWithValue("version", "2.0");
  const stamp = ICAL.Time.fromJSDate(new Date(stampedAt), true);
  for (const { uid, start, end, summary, description } of events) {
    const component = new ICAL.Component("vevent");
    const event = new ICAL.Event(component);
    event.uid = uid;
    event.summary = summary;
    event.description = description;
    event.startDate = ICAL.Time.fromJSDate(new Date(start), true);
    event.endDate = ICAL.Time.fromJSDate(new Date(end), true);
    event.sequence = 0;
    component.addPropertyWithValue("dtstamp", stamp);
    component.addPropertyWithValue("status", "CONFIRMED");
    calendar.addSubcomponent(component);
  }
  return encoder.encode(calendar.toString());
}

function icalGenerator({ default: ical, ICalEventStatus }, events) {
  const calendar = ical({ name: "Bench", prodId: "-//bench//bench//EN" });
  for (const { uid, start, end, summary, description } of events) calendar.createEvent({ id: uid, stamp: new Date(stampedAt), sequence: 0, start: new Date(start), end: new Date(end), summary, description, status: ICalEventStatus.CONFIRMED });
  return encoder.encode(calendar.toString());
}

export default async function icsWrite() {
  const [{ default: ICAL }, generator] = await Promise.all([import("ical.js"), optional("ical-generator")]);
  const decoder = new TextDecoder();
  /** The events as ical.js reads them. */
  const readBack = (octets) => new ICAL.Component(ICAL.parse(decoder.decode(octets))).getAllSubcomponents("vevent").map((component) => {
    const { uid, summary, description, startDate, endDate, sequence } = new ICAL.Event(component);
    const [stamp, status] = ["dtstamp", "status"].map((name) => String(component.getFirstPropertyValue(name)));
    return { uid, summary, description, start: startDate.toUnixTime(), end: endDate.toUnixTime(), sequence, stamp, status };
  });
  const linesTooLong = (octets) => decoder.decode(octets).split("\r\n").filter((line) => encoder.encode(line).length > 75).length;

  const input = inputOf(10_000);
  const ours = toIcsBytes(input);
  if (linesTooLong(ours) > 0) throw new Error("a line of ours is over 75 octets");
  console.log(`${(ours.length / input.plan.sessions.length).toFixed(0)} octets an event; lines over 75 octets: ours 0, ical.js ${linesTooLong(icalJs(ICAL, eventsOf(input)))}${generator === undefined ? "" : `, ical-generator ${linesTooLong(icalGenerator(generator, eventsOf(inputOf(500))))} (of 500 events)`}`);

  const answer = readBack;
  /** Peers run on events of their own, made from the same sessions beforehand. */
  const peer = (run) => ({ run: ({ events, plan }) => run(events ?? eventsOf({ plan, uidDomain: input.uidDomain })), answer });
  const withEvents = (count) => ({ ...inputOf(count), events: eventsOf(inputOf(count)) });
  const full = withEvents(10_000);
  const clean = ({ events, ...rest }) => rest;
  const checkedInput = clean(full);
  const ratios = compare({
    name: "ics-write",
    input: full,
    item: "events",
    itemCount: ({ plan }) => plan.sessions.length,
    own: { run: toIcsBytesUnchecked, answer },
    peers: {
      checked: { run: () => toIcsBytes(checkedInput), answer },
      string: { run: () => toIcs(checkedInput), answer: (text) => readBack(encoder.encode(text)) },
      "ical.js": peer((events) => icalJs(ICAL, events)),
      "ical-generator": generator && { ...peer((events) => icalGenerator(generator, events)), input: withEvents(1000) },
    },
  });
  for (const form of ["checked", "string"]) console.log(`${form === "string" ? "as a string, checked," : "checked,"} it costs ${ratios[form].toPrecision(3)} times the core: still ${["ical.js", "ical-generator"].filter((name) => ratios[name] !== undefined).map((name) => `${(ratios[name] / ratios[form]).toFixed(1)} times as fast as ${name}`).join(", ")}`);
}
