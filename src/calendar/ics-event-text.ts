import { type ZoneTable, instantMillisecondsOf, isWithinTime } from "../time/internal.js";
import type { Instant } from "../unit/index.js";
import { allOf, firstOf } from "./ics-components.js";
import type { EventRecord } from "./ics-event.js";
import { type IcsProperty, parameterOf } from "./ics-lines.js";
import { instantTextOf, localText, type Moment, unescapedText } from "./ics-values.js";

/** A time as a calendar file has it. */
export interface IcsTime {
  /** The date, `2026-10-05`; of a day as of a moment. */
  readonly date: string;
  /** What the clock shows, `2026-10-05T09:00:00`; `null` for a whole day. */
  readonly localTime: string | null;
  /** `"UTC"`, or the TZID of the file; `null` when the time floats or is a whole day. */
  readonly timeZone: string | null;
  /** The instant; `null` when the time floats, is a whole day, or lies outside of the years 1970 to 2199. */
  readonly at: Instant | null;
}

/** What somebody who was invited answered (PARTSTAT of RFC 5545 section 3.2.12). */
export type IcsAnswer = "needs-action" | "accepted" | "declined" | "tentative" | "delegated";

/** Who leads or is invited. */
export interface IcsPerson {
  /** The e-mail address, without `mailto:`; another URI as it stands. */
  readonly address: string;
  /** CN, when it is there. */
  readonly name: string | null;
  /** The answer; of an organizer `needs-action`. */
  readonly answer: IcsAnswer;
}

/** A time as text. `table`: of its zone. */
export function timeOf(moment: Moment, table: ZoneTable | undefined): IcsTime {
  const text = localText(moment);
  const isDay = moment.form === "date";
  const at = moment.form === "utc" ? moment.wall : moment.form === "zoned" && table !== undefined ? instantMillisecondsOf(table, moment.wall) : null;
  return {
    date: text.slice(0, 10),
    localTime: isDay ? null : text,
    timeZone: moment.form === "utc" ? "UTC" : moment.form === "zoned" ? moment.timeZone : null,
    at: at === null || !isWithinTime(at) ? null : instantTextOf(at),
  };
}

const answers: Readonly<Record<string, IcsAnswer>> = { ACCEPTED: "accepted", DECLINED: "declined", TENTATIVE: "tentative", DELEGATED: "delegated" };

/** Who a property speaks of. An answer that is not known counts as none (section 3.2.12). */
export function personOf(property: IcsProperty): IcsPerson {
  const state = parameterOf(property, "PARTSTAT")?.toUpperCase() ?? "";
  return { address: property.value.trim().replace(/^mailto:/iu, ""), name: parameterOf(property, "CN") ?? null, answer: Object.hasOwn(answers, state) ? (answers[state] ?? "needs-action") : "needs-action" };
}

/** The people who are invited. */
export const attendeesOf = ({ component }: EventRecord): readonly IcsPerson[] => allOf(component, "ATTENDEE").map(personOf);

/** A text of an event as it is meant; `null` when it has none. */
export function textOf({ component }: EventRecord, name: string): string | null {
  const property = firstOf(component, name);
  return property === undefined ? null : unescapedText(property.value);
}
