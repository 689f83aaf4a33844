import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { canonicalJson } from "../identity/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Fraction, Id, Instant, Prose } from "../unit/index.js";
import { editShare } from "./edit-size.js";
import { ModelOutput } from "./model-output.js";
import { Proposal } from "./proposal.js";

/** Who decides. */
export interface Decider {
  /** `"person"`. A `"model"` is refused, so that a host that lets one model approve another hears of it. */
  readonly kind: "person" | "model";
  /** The person, by the host's id. */
  readonly id: Id;
}
/** What a person makes of a proposal. */
export interface DecisionRequest {
  /** The proposal. */
  readonly proposal: Proposal;
  /** Who decides: no model, and nobody whom the proposal speaks about. */
  readonly decider: Decider;
  /** Whether it is taken as it is, taken with changes, or not at all. */
  readonly outcome: "accepted" | "edited" | "rejected";
  /** The output as the person changed it; for `"edited"` alone. */
  readonly editedOutput?: ModelOutput;
  /** Why, by one of the host's own ids that can be counted: `"fits"`, `"wrong-person"`, `"tone"`. */
  readonly reasonId: Id;
  /** Why, in words. */
  readonly note?: Prose;
  /** When the person first had it open. Without it nobody can tell how long a decision took. */
  readonly openedAt?: Instant;
  /** When the person decided. */
  readonly decidedAt: Instant;
}
/** What a person decided about a proposal: a document that a host stores. */
export interface ProposalDecision {
  /** Says what this document is. */
  readonly kind: "proposal-decision";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The proposal. */
  readonly proposalId: Id;
  /** What was decided. */
  readonly outcome: "accepted" | "edited" | "rejected";
  /** The person. */
  readonly deciderId: Id;
  /** The output as the person changed it; null unless it was edited. */
  readonly editedOutput: ModelOutput | null;
  /** How much was changed, 0 to 1: words put in, left out or replaced, of the words of the longer text; null unless it was edited. A heuristic. */
  readonly editFraction: Fraction | null;
  /** Why. */
  readonly reasonId: Id;
  /** Why, in words; null where nothing was said. */
  readonly note: Prose | null;
  /** When the person first had it open; null where that is not known. */
  readonly openedAt: Instant | null;
  /** When the person decided. */
  readonly decidedAt: Instant;
}

const modelDecides: Fault = { code: "decision.model_decides", message: "“{id}” is a model, and a person has to decide.", hint: "Let a person decide, or send only approved templates (automaticSending)." };
const ownProposal: Fault = { code: "decision.own_proposal", message: "The proposal speaks about “{id}”, who decides on it.", hint: "Let somebody else decide; whoever it speaks about may dispute it." };
const beforeProposal: Fault = { code: "decision.before_proposal", message: "At {at} the proposal of {producedAt} was not there yet.", hint: "Correct the instant." };
const beforeOpened: Fault = { code: "decision.before_opened", message: "It was decided at {decidedAt}, before it was opened at {openedAt}.", hint: "Swap them, or leave openedAt out." };
const noEdit: Fault = { code: "decision.no_edit", message: "It was edited, and nothing says into what.", hint: "Give editedOutput." };
const needlessEdit: Fault = { code: "decision.needless_edit", message: "An edited output with a proposal that was {outcome}.", hint: "Say “edited”, or leave editedOutput out." };
const nothingEdited: Fault = { code: "decision.nothing_edited", message: "The edited output is the proposed one.", hint: "Say “accepted”." };
const otherKind: Fault = { code: "decision.other_kind", message: "A {kind} was edited into a {editedKind}.", hint: "Reject it, or keep its kind." };

function findPersonFaults({ proposal, decider: { kind, id } }: DecisionRequest, report: Report): void {
  if (kind === "model" || id === proposal.provenance.modelId) report(modelDecides, ["decider"], { id });
  else if (proposal.subjectIds.includes(id)) report(ownProposal, ["decider", "id"], { id });
}
function findTimeFaults({ proposal: { provenance: { producedAt } }, openedAt, decidedAt }: DecisionRequest, report: Report): void {
  const produced = millisecondsOf(producedAt);
  if (millisecondsOf(decidedAt) < produced) report(beforeProposal, ["decidedAt"], { at: decidedAt, producedAt });
  if (openedAt === undefined) return;
  if (millisecondsOf(openedAt) < produced) report(beforeProposal, ["openedAt"], { at: openedAt, producedAt });
  if (millisecondsOf(decidedAt) < millisecondsOf(openedAt)) report(beforeOpened, ["openedAt"], { openedAt, decidedAt });
}
function findEditFaults({ proposal: { output }, outcome, editedOutput }: DecisionRequest, report: Report): void {
  if (editedOutput === undefined) {
    if (outcome === "edited") report(noEdit, [], {});
  } else if (outcome !== "edited") report(needlessEdit, ["editedOutput"], { outcome });
  else if (editedOutput.kind !== output.kind) report(otherKind, ["editedOutput", "kind"], { kind: output.kind, editedKind: editedOutput.kind });
  else if (canonicalJson(editedOutput) === canonicalJson(output)) report(nothingEdited, ["editedOutput"]);
}

/** Schema of what a person makes of a proposal. */
export const DecisionRequest = z
  .strictObject({
    proposal: Proposal, decider: z.strictObject({ kind: z.enum(["person", "model"]), id: Id }).readonly(), outcome: z.enum(["accepted", "edited", "rejected"]), editedOutput: z.exactOptional(ModelOutput), reasonId: Id,
    note: z.exactOptional(Prose), openedAt: z.exactOptional(Instant), decidedAt: Instant,
  })
  .check(rule(findPersonFaults), rule(findTimeFaults), rule(findEditFaults))
  .readonly() satisfies z.ZodType<DecisionRequest>;
/** Schema of what a person decided about a proposal. */
export const ProposalDecision = z
  .strictObject({
    kind: z.literal("proposal-decision"), schemaVersion: z.literal(1), proposalId: Id, outcome: z.enum(["accepted", "edited", "rejected"]), deciderId: Id, editedOutput: ModelOutput.nullable(), editFraction: Fraction.nullable(), reasonId: Id,
    note: Prose.nullable(), openedAt: Instant.nullable(), decidedAt: Instant,
  })
  .readonly() satisfies z.ZodType<ProposalDecision>;

/**
 * A person's decision about a proposal, with the size of the edit.
 * A model is refused as decider. So is whoever the proposal speaks about, whatever the decision: nobody vouches for what is said of themselves, and nobody makes it disappear; they dispute it, and another person decides.
 * How much was edited is the least number of words put in, left out or replaced, of the words of the longer text (Levenshtein's distance over words; a heuristic, blind to meaning).
 *
 * @throws CoachingError `input.*`, `proposal.*`, `decision.model_decides`, `decision.own_proposal`, `decision.before_proposal`, `decision.before_opened`, `decision.no_edit`, `decision.needless_edit`, `decision.nothing_edited`, `decision.other_kind`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const output = { kind: "nudge-text", language: "en", text: "Name the worry first" };
 * const proposal = proposalOf({ proposalId: "p1", subjectIds: [], output, provenance });
 * const edited = { ...output, text: "Name the worry first today" };
 * const decision = decideProposal({ proposal, decider: { kind: "person", id: "kim" }, outcome: "edited", editedOutput: edited, reasonId: "tone", decidedAt: "2026-03-02T10:05:00Z" });
 * decision.editFraction; // => 0.2
 * ```
 */
export function decideProposal(request: DecisionRequest): ProposalDecision {
  const { proposal, decider, outcome, editedOutput = null, reasonId, note = null, openedAt = null, decidedAt } = check(DecisionRequest, request);
  const editFraction = editedOutput === null ? null : editShare(proposal.output, editedOutput);
  return { kind: "proposal-decision", schemaVersion: 1, proposalId: proposal.proposalId, outcome, deciderId: decider.id, editedOutput, editFraction, reasonId, note, openedAt, decidedAt };
}
