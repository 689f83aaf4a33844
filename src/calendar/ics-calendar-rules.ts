import { DAY, instantMillisecondsOf, offsetMillisecondsAt, type ZoneTable } from "../time/internal.js";
import { allOf, firstOf, type IcsComponent } from "./ics-components.js";
import { depart, type Findings, quoted } from "./ics-departure.js";
import type { EventRecord } from "./ics-event.js";
import { parameterOf } from "./ics-lines.js";
import { compiledRule, readingTest, wallsWithin } from "./ics-recurrence.js";
import { localText, type Moment } from "./ics-values.js";
import { differencesOf, type FileZones } from "./ics-zones.js";

/** One event for each UID and RECURRENCE-ID (section 3.8.4.7). */
export function findRepeatedUids(components: readonly IcsComponent[], findings: Findings): void {
  const seen = new Set<string>();
  for (const component of components) {
    const instance = firstOf(component, "RECURRENCE-ID");
    const uid = firstOf(component, "UID")?.value;
    if (uid === undefined) continue;
    const key = JSON.stringify([component.name, uid, instance?.value, instance && parameterOf(instance, "TZID")]);
    if (seen.has(key)) depart(findings, "uid-duplicate", { line: component.line, message: `The UID “${quoted(uid)}” stands there twice${instance === undefined ? "" : " for one RECURRENCE-ID"}.` });
    seen.add(key);
  }
}

/** What each method needs of an event (RFC 5546 section 3.2). */
const methods: Readonly<Record<string, { readonly organizer: boolean; readonly attendees: "some" | "none" | "one" | "any"; readonly sequence: boolean }>> = {
  PUBLISH: { organizer: false, attendees: "none", sequence: false },
  REQUEST: { organizer: true, attendees: "some", sequence: false },
  REPLY: { organizer: true, attendees: "one", sequence: false },
  ADD: { organizer: true, attendees: "any", sequence: true },
  CANCEL: { organizer: true, attendees: "any", sequence: true },
  REFRESH: { organizer: true, attendees: "one", sequence: false },
  COUNTER: { organizer: true, attendees: "any", sequence: false },
  DECLINECOUNTER: { organizer: true, attendees: "any", sequence: false },
};

function findAttendeeDeparture(component: IcsComponent, method: string, findings: Findings): void {
  const count = allOf(component, "ATTENDEE").length;
  const wanted = methods[method]?.attendees;
  const isFine = wanted === "some" ? count > 0 : wanted === "none" ? count === 0 : wanted === "one" ? count === 1 : true;
  if (!isFine) depart(findings, "itip-attendee", { line: component.line, message: `METHOD:${method} wants ${wanted === "none" ? "no ATTENDEE" : wanted === "one" ? "one ATTENDEE" : "an ATTENDEE"}.` });
}

/** What METHOD wants of the events of its calendar. */
export function findMethodDepartures(components: readonly IcsComponent[], method: string | undefined, findings: Findings): void {
  const wanted = method === undefined ? undefined : methods[method];
  if (method === undefined || wanted === undefined) return;
  for (const component of components) {
    if (component.name !== "VEVENT") continue;
    const { line } = component;
    if (wanted.organizer && firstOf(component, "ORGANIZER") === undefined) depart(findings, "itip-organizer", { line, message: `METHOD:${method} wants an ORGANIZER.` });
    findAttendeeDeparture(component, method, findings);
    if (wanted.sequence && firstOf(component, "SEQUENCE") === undefined) depart(findings, "itip-sequence", { line, message: `METHOD:${method} wants a SEQUENCE.` });
  }
  if (method === "PUBLISH") return;
  const uids = new Set(components.map((component) => firstOf(component, "UID")?.value));
  if (uids.size > 1) depart(findings, "itip-uid", { line: components[1]?.line ?? 1, message: `METHOD:${method} speaks of one UID, the calendar holds ${String(uids.size)}.` });
}

/** The table that readings of a moment are taken with where nobody says where the reader is. */
const tableOf = (moment: Moment, zones: FileZones): ZoneTable | undefined => (moment.form === "zoned" ? zones.tableOf(moment.timeZone) : undefined);

/** The instant of a moment; a floating one is read as UTC. */
const instantOf = (moment: Moment, zones: FileZones): number => {
  const table = tableOf(moment, zones);
  return table === undefined ? moment.wall : instantMillisecondsOf(table, moment.wall);
};

/** Answers whether an instant is an occurrence of a series. An excluded one counts. */
function occurrenceTest({ start, rules, added, zones }: EventRecord): (instant: number) => boolean {
  if (start === undefined) return () => true;
  const table = tableOf(start, zones);
  const single = new Set(added.map((time) => instantOf("form" in time ? time : time.start, zones)));
  if (rules.length === 0) single.add(instantOf(start, zones));
  const tests = rules.map((rule) => readingTest(rule, table ?? null));
  return (instant) => {
    const wall = table === undefined ? instant : instant + offsetMillisecondsAt(table, instant);
    return single.has(instant) || tests.some((test) => test(wall));
  };
}

/** What an override says against its series (section 3.8.4.4). */
export function findOverrideDepartures(events: readonly EventRecord[], findings: Findings): void {
  const series = new Map<string, EventRecord>();
  for (const event of events) if (event.recurrenceId === undefined && !series.has(event.uid)) series.set(event.uid, event);
  const tests = new Map<EventRecord, (instant: number) => boolean>();
  for (const { uid, recurrenceId, zones, component: { line } } of events) {
    const master = series.get(uid);
    if (recurrenceId === undefined || master?.start === undefined) continue;
    const forms = [recurrenceId.form, master.start.form];
    if (forms[0] !== forms[1] && (forms.includes("date") || forms.includes("floating"))) depart(findings, "recurrence-id-type", { line, message: "RECURRENCE-ID has another form than DTSTART of its series." });
    const isOccurrence = tests.get(master) ?? occurrenceTest(master);
    tests.set(master, isOccurrence);
    if (!isOccurrence(instantOf(recurrenceId, zones))) depart(findings, "override-miss", { line, message: `RECURRENCE-ID ${localText(recurrenceId)} is no occurrence of its series.` });
  }
}

/** The years of a zone that are compared: the tables are built as they are asked for, and nobody is helped by more. */
const LONGEST_COMPARISON = 25 * 366 * DAY;
/** How many events of a zone are looked at. */
const MOST_COMPARED = 1000;
/** How far an endless rule is followed. */
const RULE_HORIZON = 5 * 366 * DAY;

/** A clash of a VTIMEZONE with the time zone data that some event meets, as the reading it meets it at. */
function clashOf(event: EventRecord, { known, defined, timeZone }: FileZones["both"][number], differences: ReturnType<typeof differencesOf>): number | undefined {
  const { start, end, added, rules } = event;
  const differs = (wall: number): boolean => instantMillisecondsOf(known, wall) !== instantMillisecondsOf(defined, wall);
  const single = [start, end, ...added.map((time) => ("form" in time ? time : time.start))].find((time) => time !== undefined && "form" in time && time.form === "zoned" && time.timeZone === timeZone && differs(time.wall));
  if (single !== undefined && "form" in single) return single.wall;
  if (start?.form !== "zoned" || start.timeZone !== timeZone) return undefined;
  for (const rule of rules) {
    const compiled = compiledRule(rule, known);
    for (const [from, before] of differences) {
      const wall = wallsWithin(compiled, { from, before: Math.min(before, start.wall + RULE_HORIZON), limit: 400 }).find(differs);
      if (wall !== undefined) return wall;
    }
  }
  return undefined;
}

/** Every VTIMEZONE by which an event of the file would stand at another instant than by the time zone data. These are followed. */
export function findZoneDepartures(events: readonly EventRecord[], zones: FileZones, findings: Findings): void {
  for (const zone of zones.both) {
    const own = events.filter(({ start, end }) => start?.timeZone === zone.timeZone || (end !== undefined && "form" in end && end.timeZone === zone.timeZone));
    let [from, before] = [Infinity, -Infinity];
    for (const { start, rules, end } of own) {
      if (start === undefined) continue;
      from = Math.min(from, start.wall);
      before = Math.max(before, start.wall + (rules.length > 0 ? RULE_HORIZON : 0), end !== undefined && "form" in end ? end.wall : start.wall);
    }
    if (from > before) continue;
    const differences = differencesOf(zone.known, zone.defined, [Math.max(from - 2 * DAY, before - LONGEST_COMPARISON), before + 2 * DAY]);
    if (differences.length === 0) continue;
    for (const event of own.slice(0, MOST_COMPARED)) {
      const wall = clashOf(event, zone, differences);
      if (wall === undefined) continue;
      depart(findings, "zone-disagrees", { line: zone.line, message: `The VTIMEZONE “${quoted(zone.timeZone)}” has another offset than the time zone data for ${localText({ form: "zoned", wall, timeZone: zone.timeZone })}; the data are followed.` });
      break;
    }
  }
}
