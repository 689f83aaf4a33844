export { openWeekdays, spacedWeekdays } from "./weekday-spacing.js";
export { coachTimeAround } from "./coach-time.js";
export { stepsBetween } from "./steps-between.js";
