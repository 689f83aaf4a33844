export { weekdayIndexOf, weekdayOfDayNumber } from "./civil-date.js";
export { dateOfDayNumber, DAY, dayNumberOf, weekdayIndexOfDayNumber } from "./day-number.js";
export { instantText, isWithinTime, localTimeText, millisecondsOf, offsetText } from "./instant-text.js";
export { instantMillisecondsOf, instantsOfWall, offsetMillisecondsAt, zoneTable } from "./zone-table.js";
export type { ZoneTable } from "./zone-table.js";
