import { usualMentorStanding } from "../plan/index.js";

/**
 * The numbers that the rules of the review go by. Those of pilots are ranges that the field's program templates name; the others are heuristics without validation.
 *
 * @example
 * ```ts
 * reviewBounds.pilotMaximumCount; // => 30
 * ```
 */
export const reviewBounds = {
  /** Least participants of a pilot. */
  pilotMinimumCount: 10,
  /** Most participants of a pilot. */
  pilotMaximumCount: 30,
  /** Least participants that are advised for a pilot. */
  advisedMinimumCount: 12,
  /** Most participants that are advised for a pilot. */
  advisedMaximumCount: 20,
  /** Shortest pilot. */
  pilotMinimumWeeks: 8,
  /** Longest pilot. */
  pilotMaximumWeeks: 12,
  /** Fewest target behaviors that are advised. */
  behaviorMinimumCount: 2,
  /** Most target behaviors. */
  behaviorMaximumCount: 3,
  /** So many days in a row without a touch are a gap. */
  gapDays: 14,
  /** Most nudges in one week of the program. */
  nudgesPerWeek: 2,
  /** Least days from one nudge to the next: 48 hours. */
  nudgeSpacingDays: 2,
  /** Most of the practice time that may fall into one week. */
  massedFraction: 0.5,
  /** Most minutes of a participant in a usual week. */
  participantMinutesPerWeek: 120,
  /** Most minutes that a manager spends on one participant in a usual week. */
  managerMinutesPerWeek: 10,
  /** Most weeks between two fidelity audits. */
  auditEveryWeeks: 13,
  /** Scoping questions to answer. */
  scopingQuestionCount: 3,
  /** Most days since coaches last scored together. */
  calibrationDays: 90,
  /** Least lower bound of the agreement of raters. */
  agreementLowerBound: 0.4,
  /** From this week on behavior is known to have lasted: half a year. */
  lastingWeeks: 26,
  /** Before this week no return on investment can be told. */
  returnWeeks: 26,
  /** Largest frontline segment that one-to-ones pay for. */
  frontlineOneToOneCount: 50,
  /** Least share of the eligible who are coached. */
  accessFraction: 0.2,
  /** Most days since a person last read a sample of what the AI sent. */
  aiAuditDays: 31,
  /** Least outputs of the AI in that sample. */
  aiAuditSampleCount: 20,
  /** Most grades between a mentor and the participant's supervisor. */
  mentorGradeDistance: usualMentorStanding.mostAboveCount,
} as const;
