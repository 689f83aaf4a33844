export { Count } from "./count.js";
export { CivilDate, Instant, TimeZoneId, WallTime } from "./date-text.js";
export { Fraction, percentText } from "./fraction.js";
export { Hours, hoursOfMinutes, Minutes, minutesOfHours, minutesOfSeconds, Seconds, secondsOfMinutes, tidyMinutes } from "./length-of-time.js";
export { Id, Prose, Title } from "./text.js";
