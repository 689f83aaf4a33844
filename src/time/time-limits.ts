/** What questions about time may ask for; a larger one is refused before it is computed. */
export const TIME_LIMITS = {
  /** Days of a range in which working hours and free slots are asked for: five years. A hundred people of twelve periods a day are then answered in about a second. */
  rangeDays: 1830,
  /** Slots times zones that one ranking may weigh: about a second of work. */
  weighedSlots: 3_000_000,
  /** Days from a date within which a working day must lie. Farther away than a year it would not be what anybody meant. */
  nearWorkingDays: 400,
  /** Days of one leave: two years. */
  leaveDays: 732,
  /** Spans in which one person is busy: as many as `busyTimes` gives. They are checked in about half a second. */
  busySpans: 200_000,
} as const;
