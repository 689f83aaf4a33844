export { CalendarContact, CalendarExport, SessionSequence } from "./calendar-export.js";
export { contentLine, PropertyParameter, TextProperty } from "./content-line.js";
export { toIcs } from "./to-ics.js";
