import * as z from "zod";
import { DeliveryRecords, type SessionPulse } from "../delivery/index.js";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type EstimateResult, mean, meanEstimate, type NoEstimate, type ProportionEstimate, proportionEstimate } from "../statistics/index.js";
import { type Count, Fraction, Id } from "../unit/index.js";
import { personalMean, type PersonalValue } from "./clustered-estimate.js";

/** The behavioral compliance of one participant before and after, by the same rubric in the same major version. */
export interface ParticipantCompliance {
  /** The participant. */
  readonly participantId: Id;
  /** Before. */
  readonly beforeFraction: Fraction;
  /** After. */
  readonly afterFraction: Fraction;
}
/** Schema of a participant's compliance. */
export const ParticipantCompliance = z.strictObject({ participantId: Id, beforeFraction: Fraction, afterFraction: Fraction }).readonly() satisfies z.ZodType<ParticipantCompliance>;

/** What coaches are evaluated on. */
export interface CoachEvaluationInput {
  /** The plan, what became of it, and what participants said after sessions. */
  readonly records: DeliveryRecords;
  /** The items of the session pulses that speak of the coach. */
  readonly itemIds: readonly Id[];
  /** Compliance of participants, each once; those without both readings are left out by the host. */
  readonly compliance: readonly ParticipantCompliance[];
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** The fewest participants of whose pulses something is told; 2 to 100, 5 by custom; there is no default. */
  readonly leastRespondentCount: number;
}

const duplicateParticipant: Fault = { code: "coach-evaluation.duplicate_participant", message: "The participant “{id}” is listed twice.", hint: "Keep one entry for each participant." };
const unknownParticipant: Fault = { code: "coach-evaluation.unknown_participant", message: "The plan assigns no coach to “{id}”.", hint: "Correct the id, or leave the participant out." };

function findComplianceFaults({ records, compliance }: CoachEvaluationInput, report: Report): void {
  const known = new Set(records.plan.coachAssignments.filter(({ coachId }) => coachId !== null).map(({ participantId }) => participantId));
  for (const [index, { participantId: id }] of repeated(compliance, (one) => one.participantId)) report(duplicateParticipant, ["compliance", index, "participantId"], { id });
  compliance.forEach(({ participantId: id }, index) => { if (!known.has(id)) report(unknownParticipant, ["compliance", index, "participantId"], { id }); });
}

/** Schema of what coaches are evaluated on, with its rules between parts. */
export const CoachEvaluationInput = z
  .strictObject({ records: DeliveryRecords, itemIds: z.array(Id).min(1).max(50).readonly(), compliance: z.array(ParticipantCompliance).max(100_000).readonly(), confidenceLevel: ConfidenceLevel, leastRespondentCount: z.int().min(2).max(100) })
  .check(rule(findComplianceFaults))
  .readonly() satisfies z.ZodType<CoachEvaluationInput>;

/** What is known of one coach, each figure by itself. */
export interface CoachEvaluation {
  /** The coach. */
  readonly coachId: Id;
  /** What participants said after sessions that this coach led, 1 to 5, over participants; `below-anonymity-floor` where too few did. `n` counts pulses. */
  readonly pulseOnScale: EstimateResult;
  /** After − before of the compliance of participants assigned to this coach, in percentage points, with Student's interval. Without a comparison group: it holds what would have changed anyway. */
  readonly complianceChangePoints: EstimateResult;
  /** Sessions held ÷ sessions planned with this coach of which it is recorded what became of them, with Wilson's interval. */
  readonly heldFraction: ProportionEstimate | NoEstimate;
  /** Sessions called off. By whom is not known. */
  readonly cancelledCount: Count;
  /** Sessions to which somebody did not come; it may have been the coach. */
  readonly noShowCount: Count;
  /** Of the sessions held, those that another coach led. */
  readonly ledByAnotherCount: Count;
  /** Sessions that no record speaks of. They take no part. */
  readonly unrecordedCount: Count;
}

/** What is known of coaches. There is no single score, and no ranking: coaches have other people, and a few of them. */
export interface CoachEvaluations {
  /** In order of ids. */
  readonly coaches: readonly CoachEvaluation[];
  /** What no figure here takes into account. */
  readonly warnings: readonly ("not-adjusted-for-caseload" | "several-intervals")[];
}

interface CoachTally { pulses: PersonalValue[]; changes: number[]; held: number; cancelled: number; noShow: number; ledByAnother: number; unrecorded: number }

function talliesOf({ records: { plan, deliveries, sessionPulses = [] }, itemIds, compliance }: CoachEvaluationInput): ReadonlyMap<Id, CoachTally> {
  const tallies = new Map<Id, CoachTally>();
  const tallyOf = (coachId: Id): CoachTally => {
    const found = tallies.get(coachId) ?? { pulses: [], changes: [], held: 0, cancelled: 0, noShow: 0, ledByAnother: 0, unrecorded: 0 };
    tallies.set(coachId, found);
    return found;
  };
  const recordOf = new Map(deliveries.map((delivery) => [delivery.sessionId, delivery]));
  const leaderOf = new Map<Id, Id | null>();
  for (const { id, coachId } of plan.sessions) {
    const record = recordOf.get(id);
    leaderOf.set(id, record?.status === "held" ? record.coachId : coachId);
    if (coachId === null) continue;
    const tally = tallyOf(coachId);
    if (record === undefined) tally.unrecorded += 1;
    else if (record.status === "held") {
      tally.held += 1;
      if (record.coachId !== coachId) tally.ledByAnother += 1;
    } else if (record.status === "cancelled") tally.cancelled += 1;
    else tally.noShow += 1;
  }
  const asked = new Set(itemIds);
  const valueOf = ({ ratings }: SessionPulse): readonly number[] => ratings.filter(({ itemId }) => asked.has(itemId)).map(({ rating }) => rating);
  for (const pulse of sessionPulses) {
    const coachId = leaderOf.get(pulse.sessionId) ?? null;
    const ratings = valueOf(pulse);
    if (coachId !== null && ratings.length > 0) tallyOf(coachId).pulses.push({ personId: pulse.participantId, value: mean(ratings) });
  }
  const assignedTo = new Map(plan.coachAssignments.flatMap(({ participantId, coachId }) => (coachId === null ? [] : [[participantId, coachId] as const])));
  for (const coachId of assignedTo.values()) tallyOf(coachId);
  for (const { participantId, beforeFraction, afterFraction } of compliance) tallyOf(assignedTo.get(participantId) as Id).changes.push(100 * (afterFraction - beforeFraction));
  return tallies;
}

/**
 * What is known of each coach: what participants say, how the compliance of their people changed, and how reliably sessions took place, each with n and interval.
 * It gives no score and no ranking. Coaches do not have the same people: a difference between two of them can come from the caseload, and among many intervals some miss the truth by chance. Use it for a talk with the coach, not for a table.
 * Pulses of fewer participants than asked for are told only as too few; those of one participant are alike, so the interval is one over participants.
 *
 * @throws CoachingError `coach-evaluation.duplicate_participant`, `coach-evaluation.unknown_participant`, `delivery.*`, `delivery-rules.*`, `session.*`, `rapid-feedback.duplicate_item`, `input.*`
 * @example
 * ```ts
 * const coachAssignments = ["ana", "ben"].map((participantId) => ({ participantId, coachId: "c1", reason: null }));
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [], unassigned: [], coachAssignments, warnings: [], zoneData: "runtime" };
 * const compliance = [{ participantId: "ana", beforeFraction: 0.5, afterFraction: 0.75 }, { participantId: "ben", beforeFraction: 0.25, afterFraction: 0.75 }];
 * const { coaches } = coachEvaluation({ records: { plan, deliveries: [] }, itemIds: ["listened"], compliance, confidenceLevel: 0.95, leastRespondentCount: 5 });
 * coaches[0].complianceChangePoints.estimate; // => 37.5
 * coaches[0].pulseOnScale; // => { estimate: null, reason: "below-anonymity-floor", n: 0, needed: 5 }
 * ```
 */
export function coachEvaluation(input: CoachEvaluationInput): CoachEvaluations {
  const checked = check(CoachEvaluationInput, input);
  const { confidenceLevel, leastRespondentCount: needed } = checked;
  const coaches = [...talliesOf(checked)].sort(([left], [right]) => (left < right ? -1 : 1)).map(([coachId, tally]): CoachEvaluation => {
    const { pulses, changes, held, cancelled, noShow, ledByAnother, unrecorded } = tally;
    const respondentCount = new Set(pulses.map(({ personId }) => personId)).size;
    return {
      coachId,
      pulseOnScale: respondentCount < needed ? { estimate: null, reason: "below-anonymity-floor", n: respondentCount, needed } : personalMean(pulses, confidenceLevel),
      complianceChangePoints: meanEstimate({ values: changes, confidenceLevel }),
      heldFraction: proportionEstimate({ successes: held, n: held + cancelled + noShow, confidenceLevel }),
      cancelledCount: cancelled, noShowCount: noShow, ledByAnotherCount: ledByAnother, unrecordedCount: unrecorded,
    };
  });
  return { coaches, warnings: coaches.length > 1 ? ["not-adjusted-for-caseload", "several-intervals"] : [] };
}
