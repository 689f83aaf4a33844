import { type Fault, type Issue, issueOf, type IssueParams } from "../error/index.js";

/** What a calendar file is read within, so that no file can exhaust the host. Whatever lies beyond is refused with a `CoachingError`. */
export const ICS_READ_LIMITS = {
  /** Characters of all files of one call. */
  characters: 20_000_000,
  /** Files of one call. */
  files: 1000,
  /** Lines of one file, as they stand. */
  lines: 1_000_000,
  /** Components of one file: events, alarms, time zones and their parts. */
  components: 200_000,
  /** How deep components may lie in one another; RFC 5545 needs three. */
  depth: 8,
  /** Different time zones of one file. */
  timeZones: 100,
  /** Recurrence rules of all files of one call. */
  rules: 10_000,
  /** Rules of all files of one call that repeat within the day. */
  rulesWithinDay: 100,
  /** Changes of the clock that one VTIMEZONE may define, from its first to the year 2200. */
  zoneChanges: 2000,
  /** Occurrences of one event in the window. */
  occurrencesPerEvent: 20_000,
  /** Occurrences of all events in the window, and beside them periods of VFREEBUSY. */
  occurrences: 200_000,
  /** Departures that are listed; all are counted. */
  departures: 1000,
} as const;

/**
 * A rule that a file breaks.
 *
 * Lines (RFC 5545 section 3.1 and 3.2): `bom`, `utf8`, `crlf`, `crlf-end`, `fold-75`, `fold-first`, `fold-utf8`, `blank-line`, `control`, `syntax`, `param`, `param-twice`, `nesting`, `outside`.
 * Values (section 3.3): `bad-date`, `bad-datetime`, `value-date`, `tzid-date`, `tzid-utc`, `must-be-utc`, `duration`, `period`, `escape`, `cal-address`, `utc-offset`, `rrule`, `until-type`, `range`.
 * Components (sections 3.4 to 3.8): `vcalendar`, `calscale`, `required`, `once`, `status`, `sequence`, `priority`, `transp`, `dtend-duration`, `dtend-type`, `dtend-order`, `exdate-type`, `recurrence-id-type`, `override-miss`, `uid-duplicate`, `valarm`, `freebusy`.
 * Time zones (sections 3.2.19 and 3.6.5): `vtimezone`, `tzid-undefined`, `tzid-unknown`, `zone-disagrees`.
 * iTIP (RFC 5546): `itip-organizer`, `itip-attendee`, `itip-sequence`, `itip-uid`.
 */
export type IcsRule =
  | "bom" | "utf8" | "crlf" | "crlf-end" | "fold-75" | "fold-first" | "fold-utf8" | "blank-line" | "control" | "syntax" | "param" | "param-twice" | "nesting" | "outside"
  | "bad-date" | "bad-datetime" | "value-date" | "tzid-date" | "tzid-utc" | "must-be-utc" | "duration" | "period" | "escape" | "cal-address" | "utc-offset" | "rrule" | "until-type" | "range"
  | "vcalendar" | "calscale" | "required" | "once" | "status" | "sequence" | "priority" | "transp" | "dtend-duration" | "dtend-type" | "dtend-order" | "exdate-type" | "recurrence-id-type" | "override-miss" | "uid-duplicate" | "valarm" | "freebusy"
  | "vtimezone" | "tzid-undefined" | "tzid-unknown" | "zone-disagrees"
  | "itip-organizer" | "itip-attendee" | "itip-sequence" | "itip-uid";

/** Where a file departs from the standard. */
export interface IcsDeparture {
  /** The line of the file as it stands, the first is 1. */
  readonly line: number;
  /** The rule that it breaks. */
  readonly rule: IcsRule;
  /** What is wrong, for people. */
  readonly message: string;
}

/** What is found while one file is read: it is gathered, so that one error names all faults. */
export interface Findings {
  /** Which file of the call, for the paths of issues. */
  readonly path: readonly (string | number)[];
  readonly departures: IcsDeparture[];
  departureCount: number;
  /** What makes the file unreadable. */
  readonly issues: Issue[];
  /** Counted over all files of a call. */
  readonly spent: { rules: number; rulesWithinDay: number };
}

/** Nothing found yet. */
export const noFindings = (path: readonly (string | number)[], spent: Findings["spent"] = { rules: 0, rulesWithinDay: 0 }): Findings => ({ path, departures: [], departureCount: 0, issues: [], spent });

/** Names a departure that the file is read in spite of. */
export function depart(findings: Findings, rule: IcsRule, { line, message }: { readonly line: number; readonly message: string }): void {
  findings.departureCount += 1;
  if (findings.departures.length < ICS_READ_LIMITS.departures) findings.departures.push({ line, rule, message });
}

/** Names what cannot be understood: the file is refused for it once all of it has been looked at. */
export function refuse(findings: Findings, fault: Fault, { rule, line, ...params }: { readonly rule: IcsRule; readonly line: number } & IssueParams): void {
  const issue = issueOf(fault, findings.path, { line, ...params });
  if (findings.issues.length < ICS_READ_LIMITS.departures) findings.issues.push(issue);
  depart(findings, rule, { line, message: issue.message });
}

/** At most so much of what the file says is said again in a message. */
export const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text).slice(1, -1);
