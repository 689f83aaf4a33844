/** What bounds interchange. */
export const INTERCHANGE_LIMITS = {
  /** Characters of one CSV text. */
  characters: 100_000_000,
  /** Rows of one CSV text below its header, and rows of one call of Calabrio days. */
  rows: 1_000_000,
  /** Activities of one table of meanings. */
  activities: 1000,
  /** Activities of one shift, or layers of one day. */
  shiftActivities: 200,
} as const;
