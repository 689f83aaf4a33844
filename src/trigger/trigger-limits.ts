/** What bounds rules, histories and samples. */
export const TRIGGER_LIMITS = {
  /** Signals of one call. */
  signals: 100,
  /** Rules of one call. */
  rules: 200,
  /** Levels of conditions in one rule. */
  conditionDepth: 8,
  /** Conditions of one rule, at every level. */
  conditions: 50,
  /** People of one call with records. */
  people: 100_000,
  /** Records of one call. */
  records: 500_000,
  /** Weeks of one call. */
  weeks: 520,
  /** People times weeks times signals of one call with records. */
  cells: 20_000_000,
  /** People times weeks times rules of one call with records. */
  looks: 20_000_000,
  /** People times weeks times signals of one call in columns. */
  columnCells: 200_000_000,
  /** People times weeks times rules of one call in columns. */
  columnLooks: 200_000_000,
  /** Contacts from which a sample is drawn in one call. */
  contacts: 500_000,
} as const;
