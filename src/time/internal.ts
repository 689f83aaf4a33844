export { weekdayIndexOf, weekdayOfDayNumber } from "./civil-date.js";
export { dateOfDayNumber, DAY, dayNumberOf, END_DAY_NUMBER, weekdayIndexOfDayNumber } from "./day-number.js";
export { instantText, isWithinTime, localTimeText, millisecondsOf, offsetText } from "./instant-text.js";
export { intersectionOfSpans, millisecondSpanOf, spansWithout, unionOfSpans } from "./time-span.js";
export type { MillisecondSpan } from "./time-span.js";
export { workingPatternOf, workingTimes } from "./working-hours.js";
export { instantMillisecondsOf, instantsOfWall, offsetMillisecondsAt, zoneTable } from "./zone-table.js";
export type { ZoneTable } from "./zone-table.js";
