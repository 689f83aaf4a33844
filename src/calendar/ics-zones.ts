import { type Fault, faultAt } from "../error/index.js";
import { KnownTimeZone, type ZoneData } from "../time/index.js";
import { DAY, END_OF_TIME, offsetChanges, offsetMillisecondsAt, tableOfStretch, zonesOf, type ZoneTable } from "../time/internal.js";
import { allOf, firstOf, type IcsComponent } from "./ics-components.js";
import { depart, type Findings, ICS_READ_LIMITS, quoted, refuse } from "./ics-departure.js";
import { compiledRule, readRule, wallsWithin } from "./ics-recurrence.js";
import { isStrictOffset, offsetOf, readMoment } from "./ics-values.js";

const unknownZone: Fault = { code: "ics-zones.unknown_zone", message: "Line {line}: neither the file nor the time zone data know the zone “{timeZone}”.", hint: "Add its VTIMEZONE to the file, or name the zone by IANA." };
const unreadableZone: Fault = { code: "ics-zones.unreadable_zone", message: "Line {line}: the VTIMEZONE “{timeZone}” does not say which offset holds when, or changes it too often.", hint: "Give each of its parts DTSTART, TZOFFSETFROM and TZOFFSETTO, and yearly rules." };
const tooManyZones: Fault = { code: "ics-zones.too_many_zones", message: "Line {line}: the file names more than {limit} time zones.", hint: "Read it in parts." };


/** From when on which offset holds. */
interface Onset {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** A VTIMEZONE of a file. */
interface ZoneDefinition {
  readonly component: IcsComponent;
  readonly timeZone: string;
  /** Absent when it cannot be read. */
  readonly table: ZoneTable | undefined;
}

/** One property of an observance as an offset, with what is wrong with it. */
function readOffset(observance: IcsComponent, name: string, findings: Findings): number | undefined {
  const property = firstOf(observance, name);
  if (property === undefined) return undefined;
  if (!isStrictOffset(property.value)) depart(findings, "utc-offset", { line: property.line, message: `“${quoted(property.value)}” of ${name} is no offset of RFC 5545: write it as +0530.` });
  return offsetOf(property.value);
}

/** When an observance begins to hold, each time (section 3.6.5); nothing when it does not say so. More than the limit are one too many. */
function onsetsOf(observance: IcsComponent, findings: Findings): readonly Onset[] | undefined {
  for (const name of ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]) {
    if (allOf(observance, name).length !== 1) depart(findings, "vtimezone", { line: observance.line, message: `${observance.name} holds ${name} ${String(allOf(observance, name).length)} times, not once.` });
  }
  const startProperty = firstOf(observance, "DTSTART");
  const start = startProperty && readMoment(startProperty, findings);
  const [before, after] = [readOffset(observance, "TZOFFSETFROM", findings), readOffset(observance, "TZOFFSETTO", findings)];
  if (start === undefined || before === undefined || after === undefined) return undefined;
  if (start.form !== "floating") depart(findings, "vtimezone", { line: startProperty?.line ?? observance.line, message: "DTSTART of a part of a VTIMEZONE is a local date-time." });
  const walls = [start.wall];
  // UNTIL is in UTC beside a local DTSTART here, unlike elsewhere
  const ruleStart = { ...start, form: "utc" } as const;
  const offsetTable = ownTable(before, []);
  for (const property of allOf(observance, "RRULE")) {
    const rule = readRule(property, ruleStart, findings);
    if (rule !== undefined) walls.push(...wallsWithin(compiledRule(rule, offsetTable), { from: 0, before: END_OF_TIME, limit: ICS_READ_LIMITS.zoneChanges + 1 }));
  }
  for (const property of allOf(observance, "RDATE")) {
    for (const value of property.value.split(",", ICS_READ_LIMITS.zoneChanges + 1)) {
      const moment = readMoment(property, findings, { value });
      if (moment !== undefined) walls.push(moment.wall);
    }
  }
  return walls.map((wall) => ({ at: wall - before, before, after }));
}

/** A clock of its own: `offset`, and later changes. What lies beneath is never asked. */
const ownTable = (offset: number, changes: readonly Onset[]): ZoneTable => tableOfStretch({ name: "", source: { offsetAt: () => 0, changesBetween: () => [] }, slices: [] }, { from: -Infinity, before: Infinity, offset, changes });

/** The offsets that a VTIMEZONE defines: before its first onset those that it starts from. What it lacks is no fault of the file unless a time needs it. */
function tableOfDefinition(component: IcsComponent, timeZone: string, findings: Findings): ZoneTable | undefined {
  const { line } = component;
  const observances = component.components.filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT");
  if (observances.length === 0) depart(findings, "vtimezone", { line, message: `The VTIMEZONE “${quoted(timeZone)}” has neither STANDARD nor DAYLIGHT.` });
  const onsets: Onset[] = [];
  for (const observance of observances) {
    const own = onsetsOf(observance, findings);
    if (own === undefined) return undefined;
    for (const onset of own) onsets.push(onset);
    if (onsets.length > ICS_READ_LIMITS.zoneChanges) {
      depart(findings, "vtimezone", { line, message: `The VTIMEZONE “${quoted(timeZone)}” changes the clock more than ${String(ICS_READ_LIMITS.zoneChanges)} times.` });
      return undefined;
    }
  }
  onsets.sort((left, right) => left.at - right.at);
  const [first] = onsets;
  return first && ownTable(first.before, onsets);
}

/** The time zones that a calendar may name. */
export interface FileZones {
  /** The offsets of a zone: those of the time zone data where they know its name, else those that the file defines. */
  readonly tableOf: (timeZone: string) => ZoneTable | undefined;
  /** Zones that both the file and the time zone data define. */
  readonly both: readonly { readonly timeZone: string; readonly line: number; readonly defined: ZoneTable; readonly known: ZoneTable }[];
  /** Says what is wrong with a TZID; whether its times can be read. */
  readonly examine: (timeZone: string, line: number) => boolean;
}

/** The name that the time zone data may know: RFC 5545 section 3.2.19 lets a TZID begin with a slash. */
const knownName = (timeZone: string): string => (timeZone.startsWith("/") ? timeZone.slice(1) : timeZone);

/** The VTIMEZONE components of a calendar. What cannot be read in one is a departure; only a time that needs it makes the file unreadable. */
function definitionsOf(calendar: IcsComponent, findings: Findings): ReadonlyMap<string, ZoneDefinition> {
  const definitions = new Map<string, ZoneDefinition>();
  for (const component of calendar.components) {
    if (component.name !== "VTIMEZONE") continue;
    const { line } = component;
    const timeZone = firstOf(component, "TZID")?.value ?? "";
    if (timeZone === "") depart(findings, "vtimezone", { line, message: "The VTIMEZONE has no TZID." });
    else if (definitions.has(timeZone)) depart(findings, "vtimezone", { line, message: `The VTIMEZONE “${quoted(timeZone)}” is defined twice.` });
    else {
      if (definitions.size >= ICS_READ_LIMITS.timeZones) throw faultAt(tooManyZones, findings.path, { line, limit: ICS_READ_LIMITS.timeZones });
      const issueCount = findings.issues.length;
      definitions.set(timeZone, { component, timeZone, table: tableOfDefinition(component, timeZone, findings) });
      findings.issues.length = issueCount;
    }
  }
  return definitions;
}

/** The time zones of a calendar. */
export function zonesOfCalendar(calendar: IcsComponent, zoneData: ZoneData | undefined, findings: Findings): FileZones {
  const zones = zonesOf(zoneData);
  const tables = new Map<string, ZoneTable | undefined>();
  const knownTable = (timeZone: string): ZoneTable | undefined => {
    if (!tables.has(timeZone)) tables.set(timeZone, KnownTimeZone.safeParse(knownName(timeZone)).success ? zones(knownName(timeZone)) : undefined);
    return tables.get(timeZone);
  };
  const definitions = definitionsOf(calendar, findings);
  const examined = new Map<string, boolean>();
  const isReadable = (timeZone: string, line: number): boolean => {
    const definition = definitions.get(timeZone);
    if (definition === undefined && !timeZone.startsWith("/")) depart(findings, "tzid-undefined", { line, message: `The file has no VTIMEZONE for the TZID “${quoted(timeZone)}”.` });
    if ((knownTable(timeZone) ?? definition?.table) !== undefined) return true;
    if (definition === undefined) refuse(findings, unknownZone, { rule: "tzid-unknown", line, timeZone: quoted(timeZone) });
    else refuse(findings, unreadableZone, { rule: "vtimezone", line: definition.component.line, timeZone: quoted(timeZone) });
    return false;
  };
  return {
    both: [...definitions.values()].flatMap(({ timeZone, table: defined, component: { line } }) => {
      const known = knownTable(timeZone);
      return known === undefined || defined === undefined ? [] : [{ timeZone, line, defined, known }];
    }),
    tableOf: (timeZone) => knownTable(timeZone) ?? definitions.get(timeZone)?.table,
    examine: (timeZone, line) => {
      const answer = examined.get(timeZone) ?? isReadable(timeZone, line);
      if (!examined.has(timeZone) && examined.size >= ICS_READ_LIMITS.timeZones) throw faultAt(tooManyZones, findings.path, { line, limit: ICS_READ_LIMITS.timeZones });
      examined.set(timeZone, answer);
      return answer;
    },
  };
}

/** When two tables have different offsets, as spans of instants. */
export function differencesOf(some: ZoneTable, other: ZoneTable, [from, before]: readonly [number, number]): readonly (readonly [from: number, before: number])[] {
  const bounds = [from, ...offsetChanges(some, from, before).map(({ at }) => at), ...offsetChanges(other, from, before).map(({ at }) => at)].sort((left, right) => left - right);
  return bounds
    .map((at, index) => [at, bounds[index + 1] ?? before] as const)
    .filter(([at, next]) => next > at && offsetMillisecondsAt(some, at) !== offsetMillisecondsAt(other, at))
    .map(([at, next]) => [at - DAY, next + DAY] as const);
}
