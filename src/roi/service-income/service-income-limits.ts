/** What bounds a question for added service income, so that the answer takes seconds; at the very limit, with thousands of erlangs, some tens of them. */
export const SERVICE_INCOME_LIMITS = {
  /** Skills of one question. */
  skills: 20,
  /** Staffing intervals of one skill: 92 days of 5 minutes. */
  staffingIntervals: 26_496,
  /** Erlangs that are offered in one staffing interval without the program. */
  erlangs: 10_000,
  /** Effects of one question: all their orders are gone through. */
  effects: 8,
  /** Lines of income. */
  lines: 20,
  /** Trials of the interval. */
  trials: 10_000,
  /** How often a queue is looked at: staffing intervals that differ, times sets of effects and trials; four times as often for fractional agents. */
  queueLooks: 100_000,
} as const;
