const date = "2027-10-01";
export const calls = {
  addDays: [date, 1],
  addMonths: [date, 1],
  clockChanges: [{ timeZone: "Europe/Berlin", fromYear: 2027, toYearExclusive: 2029 }],
  daysBetween: [{ fromDate: date, toDate: "2027-09-01" }],
  instantOf: [{ localTime: "2027-10-31T02:30", timeZone: "Europe/Berlin", clockChange: "compatible" }],
  startOfWeek: [date, "MO"],
  wallClockAt: [{ at: "2027-10-31T00:30:00Z", timeZone: "Europe/Berlin" }],
  weekdayOf: [date],
};
