import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id, Instant } from "../unit/index.js";
import { ModelOutput, PROPOSAL_LIMITS } from "./model-output.js";

/** Where a model's output comes from: enough to say later which model said what from which kind of data, and none of the data. */
export interface ModelProvenance {
  /** Which model, by the host's id. */
  readonly modelId: Id;
  /** Which version of it. A new version is another rater and another author: nothing that was shown of an earlier one holds for it. */
  readonly modelVersion: Id;
  /** When the output was made. */
  readonly producedAt: Instant;
  /** The classes of what the model was given, 1 to 20, small letters, digits and hyphens: `"call-transcript"`, `"journal-shared-fields"`. Classes, never contents. */
  readonly inputClasses: readonly string[];
  /** The host's template of the prompt. */
  readonly promptTemplateId?: Id;
  /** The seal of the inputs (see `contentSeal`), 64 hexadecimal digits: shows later what the inputs were without keeping them. */
  readonly inputSeal?: string;
}
/** A model's output as it comes, with all that is known of it. */
export interface ProposalDraft {
  /** Given by the host, unique. */
  readonly proposalId: Id;
  /** Everybody whom the output says something about, by name or so that others know who is meant; empty when it speaks of nobody. Who merely receives it does not belong here. */
  readonly subjectIds: readonly Id[];
  /** The output. */
  readonly output: ModelOutput;
  /** Where it comes from. */
  readonly provenance: ModelProvenance;
}
/** A model's output that waits for a person: a document that a host stores. */
export interface Proposal extends ProposalDraft {
  /** Says what this document is. */
  readonly kind: "ai-proposal";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** What whoever reads it has to be told; see `disclosureOf`. */
  readonly disclosure: "drafted-by-ai";
}

const duplicateSubject: Fault = { code: "proposal.duplicate_subject", message: "“{id}” stands among the subjects twice.", hint: "Name each person once." };
const duplicateClass: Fault = { code: "proposal.duplicate_class", message: "The input class “{id}” stands twice.", hint: "Name each class once." };
const duplicateSource: Fault = { code: "proposal.duplicate_source", message: "The source “{id}” stands twice.", hint: "Name each source once: a call that is counted twice is still one call." };

/** 64 hexadecimal digits. */
export const Seal = z.string().max(64).check(z.refine((text: string) => /^[0-9a-f]{64}$/u.test(text), { error: "A seal has 64 hexadecimal digits in small letters.\nTake it from contentSeal." }));
/** A kind of data that a model was given, named and not shown. */
export const InputClass = z.string().max(60).check(z.refine((text: string) => text.length <= 60 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/u.test(text), { error: "An input class is a name of 1 to 60 small letters, digits and hyphens.\nName the class, such as call-transcript, never the contents." }));

const noProvenance = { error: (issue: { readonly code?: string; readonly input?: unknown }) => (issue.code === "invalid_type" && issue.input === undefined ? "A proposal without provenance cannot be answered for.\nSay which model and version made it, when, and from which classes of input." : undefined) };
/** Schema of a provenance. */
export const ModelProvenance = z
  .strictObject({ modelId: Id, modelVersion: Id, producedAt: Instant, inputClasses: z.array(InputClass).min(1).max(PROPOSAL_LIMITS.inputClasses).readonly(), promptTemplateId: z.exactOptional(Id), inputSeal: z.exactOptional(Seal) }, noProvenance)
  .readonly() satisfies z.ZodType<ModelProvenance>;

function findRepeated({ subjectIds, output, provenance }: ProposalDraft, report: Report): void {
  for (const [index, id] of repeated(subjectIds, (one) => one)) report(duplicateSubject, ["subjectIds", index], { id });
  for (const [index, id] of repeated(provenance.inputClasses, (one) => one)) report(duplicateClass, ["provenance", "inputClasses", index], { id });
  if (output.kind === "pattern") for (const [index, id] of repeated(output.sourceIds, (one) => one)) report(duplicateSource, ["output", "sourceIds", index], { id });
}
const draftKeys = { proposalId: Id, subjectIds: z.array(Id).max(PROPOSAL_LIMITS.subjects).readonly(), output: ModelOutput, provenance: ModelProvenance };
/** Schema of a model's output as it comes. */
export const ProposalDraft = z.strictObject(draftKeys).check(rule(findRepeated)).readonly() satisfies z.ZodType<ProposalDraft>;
/** Schema of a model's output that waits for a person. */
export const Proposal = z.strictObject({ kind: z.literal("ai-proposal"), schemaVersion: z.literal(1), disclosure: z.literal("drafted-by-ai"), ...draftKeys }).check(rule(findRepeated)).readonly() satisfies z.ZodType<Proposal>;

/**
 * A model's output as a proposal: checked by its kind, with its provenance, marked as drafted by AI. It is nothing more than that until a person decides (`decideProposal`), or its text is that of an approved template (`automaticSending`).
 * No model is called here. What a model gave and is refused, the caller asks for again, or drops: the issues of the error say what was wrong, and may be put into the next prompt.
 *
 * @throws CoachingError `input.*`, `proposal.duplicate_subject`, `proposal.duplicate_class`, `proposal.duplicate_source`
 * @example
 * ```ts
 * const provenance = { modelId: "notes", modelVersion: "2026-02", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["call-transcript"] };
 * const output = { kind: "summary", language: "en", text: "Ana named the caller's worry before she explained the fee.", points: ["Pause after the worry is named."] };
 * const proposal = proposalOf({ proposalId: "p1", subjectIds: ["ana"], output, provenance });
 * [proposal.kind, proposal.disclosure]; // => ["ai-proposal", "drafted-by-ai"]
 * ```
 */
export const proposalOf = (draft: ProposalDraft): Proposal => ({ kind: "ai-proposal", schemaVersion: 1, disclosure: "drafted-by-ai", ...check(ProposalDraft, draft) });
