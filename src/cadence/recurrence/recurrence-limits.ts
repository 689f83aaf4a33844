/**
 * What a recurrence may ask for; beyond, it is refused. Nothing is computed past the year 2199, where dates end, so a rule that never matches
 * costs at most one look at each of the 84,006 days from 1970 on.
 */
export const RECURRENCE_LIMITS = {
  /** The highest COUNT, and the most occurrences of one answer. */
  occurrenceCount: 100_000,
  /** The highest INTERVAL. */
  everyPeriods: 100_000,
  /** Times excluded from one set (EXDATE). */
  excludedTimes: 1000,
  /** Times added to one set (RDATE). */
  addedTimes: 1000,
  /** Characters of a rule's text. */
  ruleLength: 10_000,
  /** Characters of a set's text. */
  setLength: 200_000,
  /** The highest COUNT of a touchpoint's rule, and the most dates that it may come to. */
  touchpointOccurrenceCount: 1000,
  /** The highest INTERVAL of a touchpoint's rule. */
  touchpointEveryPeriods: 1000,
  /** Years after its first date within which a touchpoint's rule has to end. */
  touchpointYears: 15,
} as const;
