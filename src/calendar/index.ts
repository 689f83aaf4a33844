export { CalendarExport } from "./calendar-export.js";
export type { CalendarContact, SessionSequence } from "./calendar-export.js";
export { contentLine, TextProperty } from "./content-line.js";
export type { PropertyParameter } from "./content-line.js";
export { toIcs } from "./to-ics.js";
