import { allOf, firstOf, type IcsComponent, wordOf } from "./ics-components.js";
import { depart, type Findings, quoted } from "./ics-departure.js";
import { type IcsProperty, parameterOf } from "./ics-lines.js";
import { extentOf, isStrictDuration, readMoment, textFault } from "./ics-values.js";

/** What may stand once at most (RFC 5545 section 3.6). */
const atMostOnce: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ["CALSCALE", "METHOD"],
  VEVENT: ["CLASS", "COLOR", "CREATED", "DESCRIPTION", "DTSTART", "DTEND", "DURATION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "TRANSP", "URL"],
  VTODO: ["CLASS", "COLOR", "COMPLETED", "CREATED", "DESCRIPTION", "DTSTART", "DUE", "DURATION", "GEO", "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PERCENT-COMPLETE", "PRIORITY", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "URL"],
  VJOURNAL: ["CLASS", "COLOR", "CREATED", "DTSTART", "LAST-MODIFIED", "ORGANIZER", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY", "URL"],
  VFREEBUSY: ["CONTACT", "DTSTART", "DTEND", "ORGANIZER", "URL"],
  VTIMEZONE: ["LAST-MODIFIED", "TZURL"],
  VALARM: ["DURATION", "REPEAT"],
};

/** The states that a component may be in (section 3.8.1.11). */
const states: Readonly<Record<string, readonly string[]>> = {
  VEVENT: ["TENTATIVE", "CONFIRMED", "CANCELLED"],
  VTODO: ["NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"],
  VJOURNAL: ["DRAFT", "FINAL", "CANCELLED"],
};

const singleTexts = new Set(["SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "TZNAME", "STATUS", "RELATED-TO", "X-WR-CALNAME", "X-WR-CALDESC", "NAME"]);
/** Texts in which commas part values, or in which real programs write them bare and every reader takes them so. */
const listTexts = new Set(["CATEGORIES", "RESOURCES", "UID", "PRODID"]);
const addresses = new Set(["ATTENDEE", "ORGANIZER"]);
const uri = /^[A-Za-z][A-Za-z0-9+.-]*:/u;
/** The longest text between two periods of which a date and its clock are part. */
const inUtc = ["DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED"];

function findPropertyDepartures({ name, value, line }: IcsProperty, findings: Findings): void {
  const isList = listTexts.has(name);
  if (isList || singleTexts.has(name)) {
    const fault = textFault(value, isList);
    if (fault !== undefined) depart(findings, "escape", { line, message: `${name} holds ${fault}.` });
  } else if (addresses.has(name) && !uri.test(value)) depart(findings, "cal-address", { line, message: `“${quoted(value)}” of ${name} is no URI: write mailto: before an address.` });
}

/** What is wrong with the texts and addresses of a component. */
function findTextDepartures(component: IcsComponent, findings: Findings): void {
  for (const property of component.properties) findPropertyDepartures(property, findings);
}

/** Every property that stands more often than it may. */
function findRepeatedProperties(component: IcsComponent, findings: Findings): void {
  const names = atMostOnce[component.name];
  if (names === undefined) return;
  const seen = new Set<string>();
  for (const { name, line } of component.properties) {
    if (seen.has(name) && names.includes(name)) depart(findings, "once", { line, message: `${component.name} holds ${name} more than once.` });
    seen.add(name);
  }
}

function findNumberDepartures(component: IcsComponent, findings: Findings): void {
  const forms = [["SEQUENCE", /^\d{1,10}$/u, "sequence"], ["PRIORITY", /^\d$/u, "priority"]] as const;
  for (const [name, form, rule] of forms) {
    const property = firstOf(component, name);
    if (property !== undefined && !form.test(property.value)) depart(findings, rule, { line: property.line, message: `“${quoted(property.value)}” is no ${name}.` });
  }
}

function findWordDepartures(component: IcsComponent, findings: Findings): void {
  const status = wordOf(component, "STATUS");
  if (status !== undefined && states[component.name]?.includes(status) === false) depart(findings, "status", { line: firstOf(component, "STATUS")?.line ?? component.line, message: `“${quoted(status)}” is no STATUS of a ${component.name}.` });
  const transparency = wordOf(component, "TRANSP");
  if (transparency !== undefined && transparency !== "OPAQUE" && transparency !== "TRANSPARENT") depart(findings, "transp", { line: firstOf(component, "TRANSP")?.line ?? component.line, message: `“${quoted(transparency)}” is no TRANSP.` });
}

/** Times that say when something was written are in UTC (section 3.8.7). */
function findUtcDepartures(component: IcsComponent, findings: Findings): void {
  for (const name of inUtc) {
    const property = firstOf(component, name);
    if (property === undefined) continue;
    // DTSTAMP of an event is read, and its form named, where the event is
    const moment = readMoment(property, name === "DTSTAMP" && component.name === "VEVENT" ? { ...findings, departures: [], issues: [] } : findings, { isNeeded: false });
    if (moment === undefined || moment.form !== "utc") depart(findings, "must-be-utc", { line: property.line, message: `${name} is not in UTC.` });
  }
}

/** What an alarm needs (section 3.6.6). */
function findAlarmDepartures(alarm: IcsComponent, findings: Findings): void {
  const note = (message: string, line = alarm.line): void => { depart(findings, "valarm", { line, message }); };
  for (const name of ["ACTION", "TRIGGER"]) if (allOf(alarm, name).length !== 1) note(`The alarm holds ${name} ${String(allOf(alarm, name).length)} times, not once.`);
  const action = wordOf(alarm, "ACTION");
  const has = (name: string): boolean => firstOf(alarm, name) !== undefined;
  if ((action === "DISPLAY" || action === "EMAIL") && !has("DESCRIPTION")) note(`An alarm of the kind ${action} has a DESCRIPTION.`);
  if (action === "EMAIL" && !(has("SUMMARY") && has("ATTENDEE"))) note("An alarm by e-mail has SUMMARY and ATTENDEE.");
  if (has("DURATION") !== has("REPEAT")) note("DURATION and REPEAT of an alarm stand together.");
  const trigger = firstOf(alarm, "TRIGGER");
  if (trigger === undefined) return;
  if (parameterOf(trigger, "VALUE")?.toUpperCase() === "DATE-TIME") {
    if (readMoment(trigger, findings, { isNeeded: false })?.form !== "utc") note("The time of a TRIGGER is in UTC.", trigger.line);
  } else if (extentOf(trigger.value) === undefined || !isStrictDuration(trigger.value)) note(`“${quoted(trigger.value)}” of TRIGGER is no duration.`, trigger.line);
}

/** What a component lacks: UID and DTSTAMP, once each. */
function findRequiredDepartures(component: IcsComponent, findings: Findings): void {
  for (const name of ["UID", "DTSTAMP"]) {
    const count = allOf(component, name).length;
    if (count !== 1) depart(findings, "required", { line: component.line, message: `${component.name} holds ${name} ${String(count)} times, not once.` });
  }
  const uid = firstOf(component, "UID");
  if (uid?.value === "") depart(findings, "required", { line: uid.line, message: "UID is empty." });
}

const withStamp = new Set(["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY"]);

/** What is wrong within one component of a calendar, its alarms included, without looking at others. */
export function findComponentDepartures(component: IcsComponent, findings: Findings): void {
  findTextDepartures(component, findings);
  findRepeatedProperties(component, findings);
  if (!withStamp.has(component.name)) return;
  findRequiredDepartures(component, findings);
  findNumberDepartures(component, findings);
  findWordDepartures(component, findings);
  findUtcDepartures(component, findings);
  for (const part of component.components) {
    findTextDepartures(part, findings);
    findRepeatedProperties(part, findings);
    if (part.name === "VALARM") findAlarmDepartures(part, findings);
  }
}

/** What is wrong with the calendar itself (section 3.6). */
export function findCalendarDepartures(calendar: IcsComponent, findings: Findings): void {
  const { line } = calendar;
  findTextDepartures(calendar, findings);
  findRepeatedProperties(calendar, findings);
  for (const name of ["PRODID", "VERSION"]) {
    const count = allOf(calendar, name).length;
    if (count !== 1) depart(findings, "vcalendar", { line, message: `The calendar holds ${name} ${String(count)} times, not once.` });
  }
  const version = firstOf(calendar, "VERSION");
  if (version !== undefined && version.value !== "2.0") depart(findings, "vcalendar", { line: version.line, message: `“${quoted(version.value)}” is not VERSION 2.0.` });
  if (calendar.components.length === 0) depart(findings, "vcalendar", { line, message: "The calendar holds no component." });
  const scale = firstOf(calendar, "CALSCALE");
  if (scale !== undefined && scale.value.toUpperCase() !== "GREGORIAN") depart(findings, "calscale", { line: scale.line, message: `“${quoted(scale.value)}” is no CALSCALE that is known.` });
}
