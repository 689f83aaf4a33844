/** How large a mix may be. */
export const MIX_LIMITS = {
  /** Segments of one mix. */
  segments: 20,
  /** Options of all segments together. */
  options: 100,
  /** People in one segment. */
  participants: 1_000_000,
  /** Most sessions of one option for each participant. */
  sessions: 100,
  /** Sessions of all options together. */
  totalSessions: 2000,
  /** Weeks of the program. */
  weeks: 104,
  /** Partial mixes carried from one option to the next when a requirement is loosened by a step. */
  stepStates: 3000,
  /** Partial mixes looked at when a requirement is loosened by a step, or left out to see whether it conflicts. */
  stepWork: 500_000,
} as const;
