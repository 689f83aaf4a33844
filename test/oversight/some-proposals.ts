import { type DecisionRecord, type ModelOutput, type ModelProvenance, type Proposal, proposalOf, type ProposalRecord } from "coachkit/oversight";

export const provenance: ModelProvenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
export const summary = { kind: "summary", language: "en", text: "Ana named the worry before the fee.", points: ["Pause after the worry."] } as const satisfies ModelOutput;
export const nudge = { kind: "nudge-text", language: "en", text: "Name the worry first." } as const satisfies ModelOutput;
export const pattern = { kind: "pattern", language: "en", patternId: "interrupts", text: "Interrupts when the fee comes up.", sourceIds: ["call-1", "call-2"] } as const satisfies ModelOutput;

/** A proposal about Ana, unless somebody else is named. */
export const proposal = (output: ModelOutput = summary, subjectIds: readonly string[] = ["ana"]): Proposal => proposalOf({ proposalId: "p1", subjectIds, output, provenance });

export const proposalRecord = (proposalId: string, changes: Partial<ProposalRecord> = {}): ProposalRecord => ({ proposalId, outputKind: "summary", subjectIds: ["ana"], provenance, outputSeal: "0".repeat(64), ...changes });
export const decisionRecord = (proposalId: string, changes: Partial<DecisionRecord> = {}): DecisionRecord =>
  ({ proposalId, outcome: "accepted", deciderId: "kim", reasonId: "fits", editFraction: null, wordsSeal: null, openedAt: null, decidedAt: "2026-03-02T12:00:00Z", ...changes });
