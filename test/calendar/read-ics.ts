import ICAL from "ical.js";

/** The content lines of a file, unfolded. */
export const contentLines = (text: string): readonly string[] => text.replaceAll("\r\n ", "").split("\r\n").slice(0, -1);

/** The lines as they stand. */
export const physicalLines = (text: string): readonly string[] => text.split("\r\n").slice(0, -1);

export const octets = (text: string): number => new TextEncoder().encode(text).length;

const instant = (time: ICAL.Time): string => new Date(time.toUnixTime() * 1000).toISOString().replace(".000Z", "Z");

/** What ical.js, which is not ours, reads in a file. */
export function readIcs(text: string): readonly { readonly id: string; readonly startsAt: string; readonly endsAt: string; readonly title: string; readonly description: string; readonly sequence: number; readonly status: unknown; readonly timeZone: string }[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return { id: event.uid.replace(/@coaching\.example\.com$/u, ""), startsAt: instant(event.startDate), endsAt: instant(event.endDate), title: event.summary, description: event.description, sequence: event.sequence, status: component.getFirstPropertyValue("status"), timeZone: event.startDate.zone.tzid };
  });
}
