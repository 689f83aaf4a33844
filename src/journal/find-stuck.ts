import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { EvidenceWeights } from "../homework/index.js";
import { defaultEvidenceWeights } from "../homework/internal.js";
import { Fraction, type Id } from "../unit/index.js";
import { historyOf } from "./practice-history.js";
import { type PracticeRecord, type PracticeReview, reviewKeys, reviewRules } from "./practice-record.js";
import type { RuleReading, StuckCause } from "./stuck-evidence.js";
import { applyRules, type StuckThresholds } from "./stuck-rules.js";

/** What a host may set about being stuck. What it leaves out is taken from the defaults (heuristics) and returned under `assumptions`. */
export interface StuckPolicy {
  /** How often in a row something has to happen, 2 to 10; 2. A longer run gives fewer false alarms and later true ones. */
  readonly runLength?: number;
  /** Homework, reports and sessions older than so many days say nothing about today, 7 to 366; 42. */
  readonly lookBackDays?: number;
  /** Expected gaps without a sign of life after which silence is too long, above 0; 2. */
  readonly silentAfterGaps?: number;
  /** An outcome below this is low; .4. */
  readonly lowOutcomeBelow?: Fraction;
  /** An outcome from this on is high; .9. */
  readonly highOutcomeFrom?: Fraction;
  /** Homework with an expected outcome from this on is easy for the person; .85. */
  readonly easyExpectationFrom?: Fraction;
  /** Outcomes that rest on less evidence do not count; .5, so that a self-report alone does not. */
  readonly leastEvidenceWeight?: Fraction;
  /** How much each kind of evidence counts in an outcome, as in `gradedOutcome`. */
  readonly evidenceWeights?: EvidenceWeights;
}

const outcomesOverlap: Fault = { code: "find-stuck.outcomes_overlap", message: "High outcomes begin at {high}, below the end of low ones at {low}.", hint: "Let low outcomes end before high ones begin." };

const defaultPolicy: StuckThresholds = { runLength: 2, lookBackDays: 42, silentAfterGaps: 2, lowOutcomeBelow: 0.4, highOutcomeFrom: 0.9, easyExpectationFrom: 0.85, leastEvidenceWeight: 0.5, evidenceWeights: defaultEvidenceWeights };

/** What a host may set about being stuck. */
export const StuckPolicy = z
  .strictObject({
    runLength: z.exactOptional(z.int().min(2).max(10)),
    lookBackDays: z.exactOptional(z.number().min(7).max(366)),
    silentAfterGaps: z.exactOptional(z.number().positive().max(1000)),
    lowOutcomeBelow: z.exactOptional(Fraction),
    highOutcomeFrom: z.exactOptional(Fraction),
    easyExpectationFrom: z.exactOptional(Fraction),
    leastEvidenceWeight: z.exactOptional(Fraction),
    evidenceWeights: z.exactOptional(EvidenceWeights),
  })
  .check(rule((policy: StuckPolicy, report) => {
    const { lowOutcomeBelow: low, highOutcomeFrom: high } = { ...defaultPolicy, ...policy };
    if (high < low) report(outcomesOverlap, [policy.lowOutcomeBelow === undefined ? "highOutcomeFrom" : "lowOutcomeBelow"], { low, high });
  }))
  .readonly() satisfies z.ZodType<StuckPolicy>;

/** The people among whom the stuck are looked for. */
export interface StuckReview extends PracticeReview {
  /** What the host sets about being stuck. */
  readonly policy?: StuckPolicy;
}
/** The people among whom the stuck are looked for. */
export const StuckReview = z.strictObject({ ...reviewKeys, policy: z.exactOptional(StuckPolicy) }).check(...reviewRules).readonly() satisfies z.ZodType<StuckReview>;

/** How one person gets on, and why one thinks so. */
export interface ParticipantProgress {
  /** Who. */
  readonly participantId: Id;
  /** `stuck` when a cause is found; `bored` when only homework that is too easy is; `healthy` when silence, missed homework and outcomes were looked at and nothing was found. */
  readonly verdict: "stuck" | "bored" | "healthy" | "not-enough-evidence";
  /** The first cause found, in the order no signal, logistics, not done, no change; null unless stuck. */
  readonly leadingCause: StuckCause | null;
  /** All rules with their evidence, in that order, `bored` last. */
  readonly rules: readonly RuleReading[];
}

/** How a cohort gets on. */
export interface CohortProgress {
  /** One for each record, by participant id. */
  readonly participants: readonly ParticipantProgress[];
  /** What the caller did not say and was taken to be. */
  readonly assumptions: StuckPolicy;
}

/** What has to be clear before somebody is called healthy. */
const askedOfHealth: readonly RuleReading["rule"][] = ["no-signal", "not-done", "no-change"];

function verdictOf(rules: readonly RuleReading[], leadingCause: StuckCause | null): ParticipantProgress["verdict"] {
  if (leadingCause !== null) return "stuck";
  if (rules.some(({ rule, status }) => rule === "bored" && status === "fires")) return "bored";
  return rules.every(({ rule, status }) => status === "clear" || !askedOfHealth.includes(rule)) ? "healthy" : "not-enough-evidence";
}

function progressOf(record: PracticeRecord, rules: readonly RuleReading[]): ParticipantProgress {
  const leadingCause = rules.flatMap(({ rule, status }) => (status === "fires" && rule !== "bored" ? [rule] : []))[0] ?? null;
  return { participantId: record.participantId, verdict: verdictOf(rules, leadingCause), leadingCause, rules };
}

/**
 * Who is stuck, and why: four causes and boredom, each with its evidence and what to do.
 *
 * - `no-signal`: for two expected gaps no entry, no reported homework, no session attended; days off do not count. Send a message.
 * - `logistics`: the last two homeworks not done for want of time, absence, forgetting or being blocked; or the last two sessions missed; or days off alone fill two expected gaps. Clear the way.
 * - `not-done`: the last two homeworks not done, one of them as too hard or not relevant; or homework found too hard two times running. Give easier homework, one purpose level down.
 * - `no-change`: the last two outcomes in one skill below .4, and below what was expected where that is known. Bring the session forward.
 * - `bored`: the last two outcomes in one skill .9 or more where .85 or more was expected. Raise the purpose one level.
 *
 * Everything found is listed; the first in this order leads. The rules and their bounds are heuristics that nobody has validated; docs/stuck-simulation.md shows how they behave on simulated people.
 *
 * @throws CoachingError `practice-record.duplicate_participant`, `practice-record.duplicate_entry`, `practice-record.duplicate_attempt`, `practice-record.duplicate_session`, `practice-record.duplicate_skill`, `practice-record.other_participant`, `practice-record.in_future`, `find-stuck.outcomes_overlap`, `graded-outcome.no_weight`, `journal-entry.*`, `homework-attempt.*`, `blackout-hours.*`, `known-time-zone.unknown_zone`, `input.*`
 * @example
 * ```ts
 * const missed = (id, reportedAt, reason) => ({ attempt: { id, itemId: "h1", participantId: "p1", reportedAt, status: "not-done", reason } });
 * const record = { participantId: "p1", enrolledAt: "2026-09-14T07:00:00Z", expectedGapDays: 7, timeZone: "Europe/Berlin", purpose: "stretch", entries: [], attempts: [missed("a1", "2026-09-25T07:00:00Z", "blocked"), missed("a2", "2026-10-02T07:00:00Z", "too-hard")] };
 * const [progress] = findStuck({ records: [record], at: "2026-10-05T07:00:00Z" }).participants;
 * progress.leadingCause; // => "not-done"
 * progress.rules.find(({ rule }) => rule === "not-done").actions; // => [{ action: "easier-homework", purpose: "practice" }]
 * ```
 */
export function findStuck(input: StuckReview): CohortProgress {
  const { records, at, policy = {} } = check(StuckReview, input);
  const thresholds = { ...defaultPolicy, ...policy };
  const participants = records.map((record) => progressOf(record, applyRules(historyOf(record, at), thresholds)));
  return {
    participants: participants.sort((left, right) => (left.participantId < right.participantId ? -1 : 1)),
    assumptions: Object.fromEntries(Object.entries(defaultPolicy).filter(([key]) => !Object.hasOwn(policy, key))),
  };
}
