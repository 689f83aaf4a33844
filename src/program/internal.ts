export { spacedWeekdays } from "./weekday-spacing.js";
