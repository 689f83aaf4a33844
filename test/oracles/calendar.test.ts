import { checkIcs, contentLine, decodeIcs, type DecodedIcs, icsOccurrences } from "coachkit/calendar";
import { oracle } from "./oracle.js";

/** The line unfolded, as the file wants it, once its lines have been looked at: where folds fall is free, but none is over 75 octets or parts a character. */
function unfolded({ property, text }: { readonly property: string; readonly text: string }): string {
  const written = contentLine({ name: property, text });
  if (!written.endsWith("\r\n")) throw new Error("the line does not end in CRLF");
  const lines = written.slice(0, -2).split("\r\n");
  for (const line of lines) {
    if (new TextEncoder().encode(line).length > 75) throw new Error(`a line is over 75 octets: ${line}`);
    if (/\p{Cs}/u.test(line)) throw new Error(`a fold parts a character: ${line}`);
  }
  return lines.join("\r\n").replaceAll("\r\n ", "");
}

oracle<{ readonly property: string; readonly text: string }>("calendar/ics-text.json", { unfolded });

interface FileCase {
  readonly ics: string;
  /** The text holds bytes, one per character. */
  readonly icsLatin1?: boolean;
}
/** The file names what its three parsers found; these are our names where they differ: two parsers that read different instants see a VTIMEZONE that is wrong. */
const ourRules: Readonly<Record<string, string>> = { "oracles-differ": "zone-disagrees" };
const decoded = ({ ics, icsLatin1 = false }: FileCase): DecodedIcs => (icsLatin1 ? decodeIcs(Uint8Array.from(ics, (character) => character.charCodeAt(0))) : { ics, departures: [] });
function violations(input: FileCase): readonly string[] {
  const { ics, departures } = decoded(input);
  return [...departures, ...checkIcs({ ics }).departures].map(({ rule }) => rule);
}

/** From 1990 to 2060, as the file has it, in windows as long as are answered at once. */
function expandedFile(input: FileCase): readonly object[] {
  const found = new Map<string, object>();
  for (let from = Date.UTC(1990, 0, 1); from < Date.UTC(2060, 0, 1); from += 1800 * 86_400_000) {
    const [fromAt, toAt] = [from, from + 1800 * 86_400_000].map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`) as [string, string];
    for (const { uid, startsAt, endsAt, startDate, endDate, recurrenceId, summary, description, location, status, sequence, isAllDay, isFloating } of icsOccurrences({ ics: [decoded(input).ics], fromAt, toAt, timeZone: "UTC" }).occurrences) {
      const event = {
        uid, start: startDate ?? startsAt, end: endDate ?? endsAt, summary, status: status.toUpperCase(), sequence, allDay: isAllDay, floating: isFloating,
        ...(location === null ? {} : { location }), ...(description === null ? {} : { description }), ...(recurrenceId === null ? {} : { recurrenceId }),
      };
      found.set(JSON.stringify(event), event);
    }
  }
  return [...found.values()];
}

oracle<FileCase>("calendar/ics-files.json", {
  ok: (input) => violations(input).length === 0,
  events: expandedFile,
  violation: (input, want) => (violations(input).includes(ourRules[String(want)] ?? String(want)) ? want : violations(input)),
  // Hints at what other readers or writers trip over, which break no rule of RFC 5545, and every code that each of three parsers gave: not tested.
  warnings: (_, want) => want,
  allCodes: (_, want) => want,
});
