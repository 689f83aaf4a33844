import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { ConfidenceLevel, type NoEstimate, type ProportionEstimate } from "../statistics/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Id, Instant } from "../unit/index.js";
import { DecisionRecord, ProposalRecord } from "./decision-record.js";
import type { OutputKind } from "./model-output.js";

/** What bounds figures and audits of oversight. */
export const OVERSIGHT_LIMITS = {
  /** Proposals of one call, and decisions. */
  proposals: 100_000,
} as const;

/** From where on figures are flagged; heuristics all. */
export interface OversightThresholds {
  /** Decisions that a person has to have made before anything is said about how they decide; 20 where left out. */
  readonly leastDecisionCount?: Count;
  /** A median time between opening and deciding below this is too fast to have read it, in seconds; 10 where left out. */
  readonly fastSeconds?: number;
  /** A share of proposals accepted as they are from which on, at that speed, nobody seems to look; 0.95 where left out. */
  readonly acceptsAllFraction?: Fraction;
  /** A model's proposals of a kind are systematically overturned where more than this share is edited or rejected, by the lower end of its interval; 0.5 where left out. */
  readonly overturnedFraction?: Fraction;
}
/** What was proposed and decided. */
export interface OversightRecords {
  /** The proposals; see `loggedRecords`. */
  readonly proposals: readonly ProposalRecord[];
  /** The decisions about them, at most one each. */
  readonly decisions: readonly DecisionRecord[];
}
/** What was proposed and decided, and when it is looked at. */
export interface OversightQuestion extends OversightRecords {
  /** Up to when. Nothing may be later. */
  readonly at: Instant;
  /** The level of the intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** From where on figures are flagged. */
  readonly thresholds?: OversightThresholds;
}

/** How people decided about some proposals. */
export interface DecisionShares {
  /** Proposals that a person decided. */
  readonly decidedCount: Count;
  /** People who decided. */
  readonly deciderCount: Count;
  /** The share accepted as it was. Where several people decided, its interval counts how alike the decisions of one person are. */
  readonly acceptedFraction: ProportionEstimate | NoEstimate;
  /** The share accepted with changes, likewise. */
  readonly editedFraction: ProportionEstimate | NoEstimate;
  /** The share rejected, likewise. */
  readonly rejectedFraction: ProportionEstimate | NoEstimate;
  /** Half of the edits changed at most this share of the words; null without edits. */
  readonly medianEditFraction: Fraction | null;
}
/** How people decided about a kind of proposals. */
export interface KindFigures extends DecisionShares {
  /** The kind. */
  readonly outputKind: OutputKind;
}
/** How people decided about one kind of proposals of one version of a model. */
export interface ModelFigures extends KindFigures {
  /** The model. */
  readonly modelId: Id;
  /** Its version. */
  readonly modelVersion: Id;
  /** Whether people overturn it systematically: the lower end of the interval of the share edited or rejected lies above the threshold. */
  readonly isOverturned: boolean;
}
/** How one person decided. */
export interface DeciderFigures extends DecisionShares {
  /** The person. */
  readonly deciderId: Id;
  /** How many of the decisions say when the proposal was opened. */
  readonly timedCount: Count;
  /** Half of these took at most so long from opening to deciding; null without them. */
  readonly medianReviewSeconds: number | null;
  /** Whether the person seems to accept whatever comes: `"too-few-decisions"` and `"no-times"` where that cannot be told. A heuristic, and a question to ask, not a finding about somebody. */
  readonly automationBias: "suspected" | "not-suspected" | "too-few-decisions" | "no-times";
}
/** How often a reason was given. */
export interface ReasonCount {
  /** With which decision. */
  readonly outcome: "accepted" | "edited" | "rejected";
  /** The reason. */
  readonly reasonId: Id;
  /** How often. */
  readonly count: Count;
  /** By how many people. */
  readonly deciderCount: Count;
}
/** Proposals that wait. */
export interface OversightBacklog {
  /** How many. */
  readonly count: Count;
  /** How long the oldest has been waiting, in hours; null where none waits. */
  readonly oldestHours: number | null;
  /** Those that have been waiting longest, by age, at most 20. */
  readonly oldestProposalIds: readonly Id[];
}
/** How people decide about what models propose. */
export interface OversightFigures {
  /** All proposals. */
  readonly proposalCount: Count;
  /** Those that went out as approved templates, without anybody. */
  readonly automaticCount: Count;
  /** All that people decided. */
  readonly all: DecisionShares;
  /** The same by kind. */
  readonly byKind: readonly KindFigures[];
  /** The same by model, version and kind. */
  readonly byModel: readonly ModelFigures[];
  /** The same by person who decides. */
  readonly byDecider: readonly DeciderFigures[];
  /** Reasons, the most frequent first. */
  readonly reasons: readonly ReasonCount[];
  /** Half of the decisions came at most so many hours after the proposal; null without decisions. */
  readonly medianWaitHours: number | null;
  /** Nine of ten came within so many hours; null without decisions. */
  readonly ninetiethPercentileWaitHours: number | null;
  /** What waits for a decision. */
  readonly backlog: OversightBacklog;
  /** The thresholds that were used. */
  readonly assumptions: Required<OversightThresholds>;
}

const duplicateProposal: Fault = { code: "oversight-question.duplicate_proposal", message: "Two proposals have the id “{id}”.", hint: "Give each proposal once." };
const decidedTwice: Fault = { code: "oversight-question.decided_twice", message: "“{id}” was decided twice.", hint: "Keep the decision that holds." };
const unknownProposal: Fault = { code: "oversight-question.unknown_proposal", message: "No proposal has the id “{id}”.", hint: "Add the proposal, or correct the id." };
const inFuture: Fault = { code: "oversight-question.in_future", message: "{instant} lies after {at}.", hint: "Leave out what came later, or ask for a later instant." };
const decidedTooEarly: Fault = { code: "oversight-question.decided_too_early", message: "It was decided at {decidedAt}, before it was proposed at {producedAt}.", hint: "Correct the instants." };
const decidesAboutSelf: Fault = { code: "oversight-question.decides_about_self", message: "“{id}” decided about a proposal that speaks about “{id}”, or that “{id}” made.", hint: "Let another person decide." };

/** Names what does not fit between proposals and decisions. */
export function findRecordFaults({ proposals, decisions }: OversightRecords, report: Report): void {
  for (const [index, { proposalId: id }] of repeated(proposals, ({ proposalId }) => proposalId)) report(duplicateProposal, ["proposals", index, "proposalId"], { id });
  for (const [index, { proposalId: id }] of repeated(decisions, ({ proposalId }) => proposalId)) report(decidedTwice, ["decisions", index, "proposalId"], { id });
  const known = new Map(proposals.map((proposal) => [proposal.proposalId, proposal]));
  decisions.forEach(({ proposalId: id, deciderId, decidedAt }, index) => {
    const proposal = known.get(id);
    if (proposal === undefined) {
      report(unknownProposal, ["decisions", index, "proposalId"], { id });
      return;
    }
    const { producedAt, modelId } = proposal.provenance;
    if (millisecondsOf(decidedAt) < millisecondsOf(producedAt)) report(decidedTooEarly, ["decisions", index, "decidedAt"], { decidedAt, producedAt });
    if (deciderId !== null && (deciderId === modelId || proposal.subjectIds.includes(deciderId))) report(decidesAboutSelf, ["decisions", index, "deciderId"], { id: deciderId });
  });
}
function findLateRecords({ proposals, decisions, at }: OversightQuestion, report: Report): void {
  const now = millisecondsOf(at);
  proposals.forEach(({ provenance: { producedAt: instant } }, index) => { if (millisecondsOf(instant) > now) report(inFuture, ["proposals", index, "provenance", "producedAt"], { instant, at }); });
  decisions.forEach(({ decidedAt: instant }, index) => { if (millisecondsOf(instant) > now) report(inFuture, ["decisions", index, "decidedAt"], { instant, at }); });
}
/** The parts of what was proposed and decided. */
export const recordKeys = { proposals: z.array(ProposalRecord).max(OVERSIGHT_LIMITS.proposals).readonly(), decisions: z.array(DecisionRecord).max(OVERSIGHT_LIMITS.proposals).readonly() };
const OversightThresholds = z
  .strictObject({ leastDecisionCount: z.exactOptional(Count.min(1)), fastSeconds: z.exactOptional(z.number().positive().max(86_400)), acceptsAllFraction: z.exactOptional(Fraction), overturnedFraction: z.exactOptional(Fraction) })
  .readonly() satisfies z.ZodType<OversightThresholds>;
/** Schema of what was proposed and decided, and when it is looked at. */
export const OversightQuestion = z.strictObject({ ...recordKeys, at: Instant, confidenceLevel: ConfidenceLevel, thresholds: z.exactOptional(OversightThresholds) }).check(rule(findRecordFaults), rule(findLateRecords)).readonly() satisfies z.ZodType<OversightQuestion>;
