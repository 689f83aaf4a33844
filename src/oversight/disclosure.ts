import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { ProposalDecision } from "./decision.js";
import { Proposal } from "./proposal.js";

/** A proposal, and what became of it. */
export interface DisclosureQuestion {
  /** The proposal. */
  readonly proposal: Proposal;
  /** What a person decided; left out while nobody did, and where an approved template went out by itself. */
  readonly decision?: ProposalDecision;
}
/** What whoever reads a model's words has to be told. */
export interface Disclosure {
  /** Who had a hand in it, for a host that says it in its own language. */
  readonly code: "drafted-by-ai" | "drafted-by-ai-accepted-by-person" | "drafted-by-ai-edited-by-person";
  /** The same in English. */
  readonly text: string;
  /** The model. */
  readonly modelId: Id;
  /** Its version. */
  readonly modelVersion: Id;
}

const otherProposal: Fault = { code: "disclosure.other_proposal", message: "The decision is about “{id}”, not about this proposal.", hint: "Give the decision about this proposal." };
const isRejected: Fault = { code: "disclosure.is_rejected", message: "The proposal was rejected, so nobody is to read it.", hint: "Do not show it." };
/** Schema of a proposal, and what became of it. */
export const DisclosureQuestion = z
  .strictObject({ proposal: Proposal, decision: z.exactOptional(ProposalDecision) })
  .check(rule(({ proposal, decision }: DisclosureQuestion, report) => {
    if (decision === undefined) return;
    if (decision.proposalId !== proposal.proposalId) report(otherProposal, ["decision", "proposalId"], { id: decision.proposalId });
    else if (decision.outcome === "rejected") report(isRejected, ["decision", "outcome"]);
  }))
  .readonly() satisfies z.ZodType<DisclosureQuestion>;

/**
 * What has to stand beside a model's words wherever people read them: that an AI drafted them, and whether a person accepted or edited them. Once a draft is edited it is still a draft of an AI that somebody edited.
 *
 * @throws CoachingError `input.*`, `proposal.*`, `disclosure.other_proposal`, `disclosure.is_rejected`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const proposal = proposalOf({ proposalId: "p1", subjectIds: [], output: { kind: "nudge-text", language: "en", text: "Name the worry first." }, provenance });
 * disclosureOf({ proposal }).text; // => "Drafted by an AI model. No person has reviewed it."
 * ```
 */
export function disclosureOf(question: DisclosureQuestion): Disclosure {
  const { proposal: { provenance: { modelId, modelVersion } }, decision } = check(DisclosureQuestion, question);
  if (decision === undefined) return { code: "drafted-by-ai", text: "Drafted by an AI model. No person has reviewed it.", modelId, modelVersion };
  if (decision.outcome === "edited") return { code: "drafted-by-ai-edited-by-person", text: "Drafted by an AI model, edited by a person.", modelId, modelVersion };
  return { code: "drafted-by-ai-accepted-by-person", text: "Drafted by an AI model, accepted by a person.", modelId, modelVersion };
}
