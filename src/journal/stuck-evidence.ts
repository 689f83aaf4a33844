import type { HomeworkPurpose, NotDoneReason } from "../homework/index.js";
import type { Count, Fraction, Id, Instant } from "../unit/index.js";
import type { MissingEvidence } from "./journal-signals.js";
import type { SignOfLife } from "./practice-history.js";

/**
 * Why somebody does not get on. `no-signal`: nothing is heard. `logistics`: work or absence is in the way. `not-done`: the homework itself is in the way. `no-change`: the homework is done and nothing improves.
 * In this order the first that is found leads: what follows cannot be judged while nothing is heard, or while there is no time.
 */
export type StuckCause = "no-signal" | "logistics" | "not-done" | "no-change";

/** The latest homework was not done, one time after the other. */
export interface MissedHomework {
  /** Which finding it is. */
  readonly finding: "missed-homework";
  /** The attempts, oldest first. */
  readonly attemptIds: readonly Id[];
  /** Why each was not done. */
  readonly notDoneReasons: readonly NotDoneReason[];
  /** When each was reported. */
  readonly reportedAt: readonly Instant[];
}

/** Homework was found too hard, one time after the other, done or not. */
export interface FoundTooHard {
  /** Which finding it is. */
  readonly finding: "found-too-hard";
  /** Entries that say so. */
  readonly entryIds: readonly Id[];
  /** Attempts that say so. */
  readonly attemptIds: readonly Id[];
}

/** Homework in one skill was done with low outcomes (`no-change`), or with high ones that were to be expected (`bored`), one time after the other. */
export interface OutcomeRun {
  /** Which finding it is. */
  readonly finding: "low-outcomes" | "high-outcomes";
  /** The skill. */
  readonly skillId: Id;
  /** The attempts, oldest first. */
  readonly attemptIds: readonly Id[];
  /** When each was reported. */
  readonly reportedAt: readonly Instant[];
  /** What came of each, 0 to 1. */
  readonly outcomes: readonly Fraction[];
  /** What was to be expected of each; null where that is not known. */
  readonly expectedOutcomes: readonly (Fraction | null)[];
}

/** Nothing was written, reported or attended for too many days. */
export interface LongSilence extends SignOfLife {
  /** Which finding it is. */
  readonly finding: "silence";
  /** Days that count. */
  readonly silentDays: Count;
  /** Days off, which do not. */
  readonly daysOff: Count;
  /** Days from which on silence is too long. */
  readonly longestSilenceDays: number;
}

/** The person is away: nothing is heard, and days off alone fill the time in which something ought to be. */
export interface LongAbsence extends SignOfLife {
  /** Which finding it is. */
  readonly finding: "away";
  /** Days off since then. */
  readonly daysOff: Count;
  /** Days off from which on a person counts as away. */
  readonly longestSilenceDays: number;
}

/** The latest sessions were missed, one after the other. */
export interface MissedSessions {
  /** Which finding it is. */
  readonly finding: "missed-sessions";
  /** The sessions, oldest first. */
  readonly sessionIds: readonly Id[];
  /** When each began. */
  readonly startsAt: readonly Instant[];
}

/** What a rule found. */
export type StuckFinding = MissedHomework | FoundTooHard | OutcomeRun | LongSilence | LongAbsence | MissedSessions;

/** What to do about it; the coach decides. */
export interface SuggestedAction {
  /** `easier-homework` and `harder-homework` move the purpose by one level; `next-skill` where homework is a stretch already and still too easy. */
  readonly action: "message" | "clear-the-way" | "easier-homework" | "bring-session-forward" | "harder-homework" | "next-skill";
  /** The purpose of the next homework; null where the action is about something else, or the present purpose is not known. */
  readonly purpose: HomeworkPurpose | null;
}

/** One rule, and what it says about a person. */
export interface RuleReading {
  /** The cause that the rule looks for; `bored` is no cause of being stuck. */
  readonly rule: StuckCause | "bored";
  /** `clear` only where there was enough to look at. */
  readonly status: "fires" | "clear" | "not-enough-evidence";
  /** What it found; empty unless it fires. */
  readonly findings: readonly StuckFinding[];
  /** What to do, the first thing first; empty unless it fires. */
  readonly actions: readonly SuggestedAction[];
  /** What there is and what it takes; null unless there is not enough. */
  readonly missing: MissingEvidence | null;
}
