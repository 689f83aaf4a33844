import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { Fraction, Id, Instant } from "../unit/index.js";
import { sealOf, Salt } from "./content-seal.js";
import { ProposalDecision } from "./decision.js";
import { LOG_LIMITS, LogEntry } from "./decision-log.js";
import { PROPOSAL_LIMITS } from "./model-output.js";
import { ModelProvenance, Proposal, Seal } from "./proposal.js";

/** A proposal as the log keeps it: without its words, which may have to be erased. */
export interface ProposalRecord {
  /** The proposal. */
  readonly proposalId: Id;
  /** What kind of output. */
  readonly outputKind: "summary" | "nudge-text" | "pattern";
  /** Whom it speaks about, by the host's ids: pseudonyms, whose table of names stays with the host. */
  readonly subjectIds: readonly Id[];
  /** Where it comes from. */
  readonly provenance: ModelProvenance;
  /** The seal of its output. */
  readonly outputSeal: string;
}
/** A decision as the log keeps it: without words. */
export interface DecisionRecord {
  /** The proposal. */
  readonly proposalId: Id;
  /** What was decided; `"sent-automatically"`: an approved template went out without anybody. */
  readonly outcome: "accepted" | "edited" | "rejected" | "sent-automatically";
  /** The person; null where it was sent automatically. */
  readonly deciderId: Id | null;
  /** Why; where it was sent automatically the template. */
  readonly reasonId: Id;
  /** How much was edited; null unless it was. */
  readonly editFraction: Fraction | null;
  /** The seal of the edited output and the note; null where there is neither. */
  readonly wordsSeal: string | null;
  /** When the person first had it open; null where that is not known. */
  readonly openedAt: Instant | null;
  /** When it was decided, or sent. */
  readonly decidedAt: Instant;
}
/** A proposal, and the salt of its words. */
export interface ProposalToSeal {
  /** The proposal. */
  readonly proposal: Proposal;
  /** The salt for its words; see `contentSeal`. */
  readonly salt: string;
}
/** A decision, and the salt of its words. */
export interface DecisionToSeal {
  /** The decision. */
  readonly decision: ProposalDecision;
  /** The salt for its words; see `contentSeal`. */
  readonly salt: string;
}

const outcome = z.enum(["accepted", "edited", "rejected", "sent-automatically"]);
/** Schema of a proposal as the log keeps it. */
export const ProposalRecord = z
  .strictObject({ proposalId: Id, outputKind: z.enum(["summary", "nudge-text", "pattern"]), subjectIds: z.array(Id).max(PROPOSAL_LIMITS.subjects).readonly(), provenance: ModelProvenance, outputSeal: Seal })
  .readonly() satisfies z.ZodType<ProposalRecord>;
const nobodyDecided: Fault = { code: "decision-record.nobody_decided", message: "“{outcome}” with the decider {deciderId}.", hint: "Name the person who decided, and nobody where an approved template went out by itself." };
/** Schema of a decision as the log keeps it. */
export const DecisionRecord = z
  .strictObject({ proposalId: Id, outcome, deciderId: Id.nullable(), reasonId: Id, editFraction: Fraction.nullable(), wordsSeal: Seal.nullable(), openedAt: Instant.nullable(), decidedAt: Instant })
  .check(rule(({ outcome: decided, deciderId }: DecisionRecord, report) => { if ((decided === "sent-automatically") !== (deciderId === null)) report(nobodyDecided, ["deciderId"], { outcome: decided, deciderId }); }))
  .readonly() satisfies z.ZodType<DecisionRecord>;
/** Schema of a proposal, and the salt of its words. */
export const ProposalToSeal = z.strictObject({ proposal: Proposal, salt: Salt }).readonly() satisfies z.ZodType<ProposalToSeal>;
/** Schema of a decision, and the salt of its words. */
export const DecisionToSeal = z.strictObject({ decision: ProposalDecision, salt: Salt }).readonly() satisfies z.ZodType<DecisionToSeal>;

/**
 * A proposal as the log keeps it: who, when and from what, with a seal of the words. The words and the salt stay with the host, where they can be erased.
 *
 * @throws CoachingError `input.*`, `proposal.*`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const proposal = proposalOf({ proposalId: "p1", subjectIds: ["ana"], output: { kind: "nudge-text", language: "en", text: "Name the worry first." }, provenance });
 * const salt = "9f86d081884c7d659a2feaa0c55ad015";
 * sealProposal({ proposal, salt }).outputSeal === contentSeal({ content: proposal.output, salt }); // => true
 * ```
 */
export function sealProposal(input: ProposalToSeal): ProposalRecord {
  const { proposal: { proposalId, subjectIds, provenance, output }, salt } = check(ProposalToSeal, input);
  return { proposalId, outputKind: output.kind, subjectIds, provenance, outputSeal: sealOf(output, salt) };
}

/**
 * A decision as the log keeps it: who, when and why by its id, with a seal of edited words and note together: `contentSeal({ content: { editedOutput, note }, salt })`.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const decision = { kind: "proposal-decision", schemaVersion: 1, proposalId: "p1", outcome: "rejected", deciderId: "kim", editedOutput: null, editFraction: null, reasonId: "tone", note: null, openedAt: null, decidedAt: "2026-03-02T10:05:00Z" };
 * sealDecision({ decision, salt: "9f86d081884c7d659a2feaa0c55ad015" }).wordsSeal; // => null
 * ```
 */
export function sealDecision(input: DecisionToSeal): DecisionRecord {
  const { decision: { proposalId, outcome: decided, deciderId, reasonId, editFraction, editedOutput, note, openedAt, decidedAt }, salt } = check(DecisionToSeal, input);
  const wordsSeal = editedOutput === null && note === null ? null : sealOf({ editedOutput, note }, salt);
  return { proposalId, outcome: decided, deciderId, reasonId, editFraction, wordsSeal, openedAt, decidedAt };
}

/** The records of a log that this room knows. */
export interface LoggedRecords {
  /** The proposals, in the order of the log. */
  readonly proposals: readonly ProposalRecord[];
  /** The decisions, in the order of the log. */
  readonly decisions: readonly DecisionRecord[];
}

const notARecord: Fault = { code: "decision-record.not_a_record", message: "An entry of the kind “{kind}” holds no such record.", hint: "Log what sealProposal and sealDecision give under these kinds, and other things under others." };
const schemaOf: Readonly<Record<string, z.ZodType>> = { proposal: ProposalRecord, decision: DecisionRecord };
const LoggedEntries = z.array(LogEntry).max(LOG_LIMITS.entries).check(rule((entries: readonly LogEntry[], report: Report) => {
  for (const [index, { kind, record }] of entries.entries()) if (Object.hasOwn(schemaOf, kind) && schemaOf[kind]?.safeParse(record).success === false) report(notARecord, [index, "record"], { kind });
})).readonly();

/**
 * The proposals and decisions of a log, from its entries of the kinds `"proposal"` and `"decision"`; others are left out. Verify the log first: what is counted here is believed.
 *
 * @throws CoachingError `input.*`, `decision-record.not_a_record`
 * @example
 * ```ts
 * const record = { proposalId: "p1", outcome: "rejected", deciderId: "kim", reasonId: "tone", editFraction: null, wordsSeal: null, openedAt: null, decidedAt: "2026-03-02T10:05:00Z" };
 * const { entries } = appendEntries({ head: startLog("pilot"), additions: [{ kind: "decision", recordedAt: "2026-03-02T10:05:00Z", record }] });
 * loggedRecords(entries).decisions[0].reasonId; // => "tone"
 * ```
 */
export function loggedRecords(entries: readonly LogEntry[]): LoggedRecords {
  const checked = check(LoggedEntries, entries);
  const recordsOf = (kind: string): readonly unknown[] => checked.filter((entry) => entry.kind === kind).map(({ record }) => record);
  return { proposals: recordsOf("proposal") as readonly ProposalRecord[], decisions: recordsOf("decision") as readonly DecisionRecord[] };
}
