const date = "2027-10-01";
const days = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-10-04"] };
const hours = { timeZone: "Europe/Berlin", weekly: { MO: [{ fromTime: "09:00", toTime: "12:00" }], FR: [{ fromTime: "22:00", toTime: "06:00" }] }, holidays: ["2027-10-04"] };
const range = { fromAt: "2027-10-01T00:00:00Z", toAt: "2027-11-01T00:00:00Z" };
const people = [{ hours, busy: [{ startsAt: "2027-10-11T07:30:00Z", endsAt: "2027-10-11T08:00:00Z" }] }];

export const calls = {
  addDays: [date, 1],
  addMonths: [date, 1],
  addWorkingDays: [{ date, days: 3, ...days }],
  clockChanges: [{ timeZone: "Europe/Berlin", fromYear: 2027, toYearExclusive: 2029 }],
  commonFreeSpans: [{ people, ...range, durationMinutes: 60 }],
  countWorkingDays: [{ fromDate: "2027-11-01", beforeDate: date, ...days }],
  daysBetween: [{ fromDate: date, toDate: "2027-09-01" }],
  freeSlots: [{ people, ...range, durationMinutes: 60, stepMinutes: 15, limitCount: 5 }],
  holidayDates: [[{ id: "de-be", name: "Berlin", holidays: [{ date: "2027-10-03", name: "Tag der Deutschen Einheit" }, { date: "2027-05-01", name: "Tag der Arbeit" }] }]],
  instantColumns: [{ timeZone: "Europe/Berlin", wallMilliseconds: Float64Array.of(Date.UTC(2027, 9, 4, 9)) }],
  instantOf: [{ localTime: "2027-10-31T02:30", timeZone: "Europe/Berlin", clockChange: "compatible" }],
  isWorkingDay: [{ date, ...days }],
  rankSlots: [{ people, ...range, durationMinutes: 60, stepMinutes: 15, bufferBeforeMinutes: 5, bufferAfterMinutes: 5, preference: { kind: "earliest" }, limitCount: 5 }],
  rollToWorkingDay: [{ date: "2027-10-31", roll: "modified-following", ...days }],
  startOfWeek: [date, "MO"],
  wallClockAt: [{ at: "2027-10-31T00:30:00Z", timeZone: "Europe/Berlin" }],
  weekdayOf: [date],
  workingDate: [{ date: "2027-10-02", policy: "next-working-day", ...days }],
  workingSpans: [{ hours, ...range }],
  zoneDataFrom: [{ version: "fixed", timeZones: ["Europe/Berlin"], fromYear: 2027, toYearExclusive: 2029 }, () => 3600],
};
