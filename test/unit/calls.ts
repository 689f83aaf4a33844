export const calls = { hoursOfMinutes: [90], minutesOfHours: [1.5], minutesOfSeconds: [30], percentText: [0.5, 1], secondsOfMinutes: [0.5], tidyMinutes: [17.999999999999996] };
