import type { Fault } from "../error/index.js";
import { KnownTimeZone, LocalTime, UtcOffset } from "../time/index.js";
import { bothInstantsOf, instantText, isWithinTime, localTimeText, millisecondsOf, offsetMillisecondsAt, offsetText, zoneTable } from "../time/internal.js";
import { Instant } from "../unit/index.js";
import type { CsvFormat } from "./csv-format.js";
import type { RowReader } from "./csv-cell.js";

const badInstant: Fault = { code: "csv-time.bad_instant", message: "Line {line}, column “{column}”: “{text}” is no instant.", hint: "Write it as 2026-10-05T07:00:00Z or 2026-10-05T09:00:00+02:00." };
const badLocalTime: Fault = { code: "csv-time.bad_local_time", message: "Line {line}, column “{column}”: “{text}” is no date with a wall clock reading.", hint: "Write it as 2026-10-05T09:00; dates with points or slashes are not read." };
const badOffset: Fault = { code: "csv-time.bad_offset", message: "Line {line}, column “{column}”: “{text}” is not the offset of {timeZone} then.", hint: "Write +02:00, the offset that holds at that time; or leave the cell empty where the clock shows the time once." };
const noZone: Fault = { code: "csv-time.no_time_zone", message: "Line {line}: no zone is given for the local time in column “{column}”.", hint: "Give timeZone to the call, or in a column of that name." };
const badZone: Fault = { code: "csv-time.bad_time_zone", message: "Line {line}, column “{column}”: “{text}” is no time zone that this runtime knows.", hint: "Use an IANA name such as Europe/Berlin." };
const neverShown: Fault = { code: "csv-time.never_shown", message: "Line {line}, column “{column}”: the clock in {timeZone} never shows {text}, it is set forward then.", hint: "Correct the time, or give instants." };
const shownTwice: Fault = { code: "csv-time.shown_twice", message: "Line {line}, column “{column}”: the clock in {timeZone} shows {text} twice, and the text does not tell which is meant.", hint: "Give the offset in its column, or instants." };
const partOfSecond: Fault = { code: "csv-time.part_of_second", message: "{at} has a part of a second, which no local time has.", hint: "Write instants, or round it." };

/** The columns of one time. */
export interface TimeColumns {
  readonly instant: string;
  readonly local: string;
  readonly offset: string;
}
/** A time that was read. A reading that the clock shows twice has both instants, in order, when no offset tells them apart. */
export type ReadTime = { readonly at: number } | { readonly both: readonly [number, number]; readonly timeZone: string };

const offsetMilliseconds = (offset: string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1000 : 1000) * (hours * 3600 + minutes * 60 + seconds);
};

function instantIn(cell: string): number | undefined {
  if (Instant.safeParse(cell).success) return millisecondsOf(cell);
  const [, local = "", offset = ""] = /^([^+Z]{16,19})([+-]\d\d:\d\d)$/u.exec(cell.slice(0, 30)) ?? [];
  if (!LocalTime.safeParse(local).success || !UtcOffset.safeParse(offset).success) return undefined;
  const at = millisecondsOf(local) - offsetMilliseconds(offset);
  return isWithinTime(at) ? at : undefined;
}

/** Zones of a text, each looked up once. */
export function zoneReader(format: CsvFormat): (reader: RowReader, column: string) => string | undefined {
  const known = new Map<string, boolean>();
  return (reader, column) => {
    const cell = reader.text("timeZone");
    const timeZone = cell === "" ? format.timeZone : cell;
    if (timeZone === undefined) reader.fault(noZone, column);
    if (timeZone === undefined) return undefined;
    let isKnown = known.get(timeZone);
    if (isKnown === undefined) {
      isKnown = KnownTimeZone.safeParse(timeZone).success;
      known.set(timeZone, isKnown);
    }
    if (!isKnown) reader.fault(badZone, "timeZone", { text: timeZone.slice(0, 80) });
    return isKnown ? timeZone : undefined;
  };
}

function localIn(reader: RowReader, timeZone: string, { local, offset }: TimeColumns): ReadTime | undefined {
  const [cell, offsetCell] = [reader.text(local), reader.text(offset)];
  const text = cell.slice(0, 20).replace(" ", "T");
  const [table, wall] = [zoneTable(timeZone), LocalTime.safeParse(text).success ? millisecondsOf(text) : Number.NEGATIVE_INFINITY];
  const { compatible, contrary } = bothInstantsOf(table, wall);
  if (!isWithinTime(compatible) || !isWithinTime(contrary)) {
    if (cell !== "") reader.fault(badLocalTime, local, { text: cell.slice(0, 80) });
    return undefined;
  }
  const candidates = [Math.min(compatible, contrary), Math.max(compatible, contrary)] as const;
  if (compatible > contrary) {
    reader.fault(neverShown, local, { text, timeZone });
    return undefined;
  }
  if (offsetCell === "") return compatible === contrary ? { at: compatible } : { both: candidates, timeZone };
  const at = candidates.find((instant) => offsetText(offsetMillisecondsAt(table, instant)) === (offsetCell === "Z" ? "+00:00" : offsetCell));
  if (at !== undefined) return { at };
  reader.fault(badOffset, offset, { text: offsetCell.slice(0, 80), timeZone });
  return undefined;
}

/** Reads one time of a row. */
export function timeIn(reader: RowReader, columns: TimeColumns, zoneOf?: ReturnType<typeof zoneReader>): ReadTime | undefined {
  if (zoneOf !== undefined) {
    const timeZone = zoneOf(reader, columns.local);
    return timeZone === undefined ? undefined : localIn(reader, timeZone, columns);
  }
  const cell = reader.text(columns.instant);
  const at = instantIn(cell);
  if (at !== undefined) return { at };
  if (cell !== "") reader.fault(badInstant, columns.instant, { text: cell.slice(0, 80) });
  return undefined;
}

/** Reports a reading that the clock shows twice. */
export const reportTwice = (reader: RowReader, column: string, timeZone: string): void => { reader.fault(shownTwice, column, { text: reader.text(column), timeZone }); };

/** The cells of a time: the instant, or what the clock shows with its offset. */
export function timeCells(at: number, { times, timeZone = "" }: CsvFormat, lacksSeconds: (fault: Fault, at: string) => void): readonly string[] {
  if (times === "instant") return [instantText(at)];
  if (at % 1000 !== 0) lacksSeconds(partOfSecond, instantText(at));
  const offset = offsetMillisecondsAt(zoneTable(timeZone), at);
  const text = localTimeText(at + offset);
  return [text.endsWith(":00") ? text.slice(0, 16) : text, offsetText(offset)];
}
