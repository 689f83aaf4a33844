/** Calendar files by hand, for what is read. */
export const newYork: readonly string[] = [
  "BEGIN:VTIMEZONE", "TZID:America/New_York",
  "BEGIN:DAYLIGHT", "DTSTART:20070311T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU", "TZOFFSETFROM:-0500", "TZOFFSETTO:-0400", "END:DAYLIGHT",
  "BEGIN:STANDARD", "DTSTART:20071104T020000", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500", "END:STANDARD",
  "END:VTIMEZONE",
];

/** An event that breaks no rule; a line of the same name takes the place of one of these, an empty one removes it. */
export function eventLines(...more: readonly string[]): readonly string[] {
  const nameOf = (line: string): string => line.replace(/[:;][^]*$/u, "");
  const given = new Set(more.map(nameOf));
  const base = ["UID:a@x", "DTSTAMP:20260101T000000Z", "DTSTART:20260303T140000Z", "DURATION:PT1H"].filter((line) => !given.has(nameOf(line)));
  return ["BEGIN:VEVENT", ...base, ...more.filter((line) => !/^[A-Z]+$/u.test(line)), "END:VEVENT"];
}

/** A whole file. Lines that begin with `METHOD` or `X-` stand in its head. */
export function fileOf(...parts: readonly (string | readonly string[])[]): string {
  const head = parts.filter((part): part is string => typeof part === "string");
  const body = parts.filter((part): part is readonly string[] => typeof part !== "string").flat();
  return [...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN"], ...head, ...body, "END:VCALENDAR", ""].join("\r\n");
}

/** A time zone that only its file knows, with one offset. */
export const customZone = (timeZone: string, offset = "+0300"): readonly string[] => ["BEGIN:VTIMEZONE", `TZID:${timeZone}`, "BEGIN:STANDARD", "DTSTART:19700101T000000", `TZOFFSETFROM:${offset}`, `TZOFFSETTO:${offset}`, "END:STANDARD", "END:VTIMEZONE"];
