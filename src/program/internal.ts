export { openWeekdays, spacedWeekdays } from "./weekday-spacing.js";
