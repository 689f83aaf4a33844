import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant, Prose, Title } from "../unit/index.js";
import type { DecisionRecord } from "./decision-record.js";
import { atMostKeys, isPlain, type NudgeTextOutput, PROPOSAL_LIMITS } from "./model-output.js";
import { InputClass, type ModelProvenance, Proposal } from "./proposal.js";
import { filled, PlaceName } from "./template-place.js";

/** What bounds approved templates. */
export const TEMPLATE_LIMITS = {
  /** Templates of one question. */
  templates: 10_000,
  /** Values that one place of a template may take. */
  listedValues: 200,
} as const;

/** Words that a person approved to be sent without looking at each message. */
export interface ApprovedTemplate {
  /** Unique among the templates. */
  readonly templateId: Id;
  /** Its language, a BCP 47 tag. */
  readonly language: Id;
  /** The words, with places in braces: `"Try {step} today, {firstName}."` */
  readonly text: string;
  /** The places that a model may fill, each with the values that were approved. A place that is not named here is the host's, who fills it when sending; the model leaves it as it is. */
  readonly listedValues: Readonly<Record<string, readonly Title[]>>;
  /** From which classes of input a model may choose this template without a person, small letters, digits and hyphens. A choice made from somebody's calls says something about that person, whatever the words. */
  readonly inputClasses: readonly string[];
  /** The person who approved it. */
  readonly approvedById: Id;
  /** Since when it is approved. */
  readonly approvedAt: Instant;
  /** From when on it is not any more: what nobody looks at again is not approved for good. */
  readonly expiresAt: Instant;
}
/** Whether a proposal may be sent without a person. */
export interface AutomaticSendingQuestion {
  /** The proposal. */
  readonly proposal: Proposal;
  /** The templates that were approved. */
  readonly templates: readonly ApprovedTemplate[];
  /** When it would be sent. */
  readonly at: Instant;
}
/**
 * Why a proposal may not be sent without a person. `kind-needs-person`: only texts of nudges may; `names-a-person`: it speaks about somebody; `no-template`: the model wrote the words; `unknown-template`; `model-approved`: the template was approved by the proposing model;
 * `not-yet-approved`, `approval-expired`; `not-yet-proposed`: the instant lies before the proposal; `other-language`; `value-not-listed`: a place has a value that was not approved, or none; `text-differs`: the words are not those of the template;
 * `input-class-not-listed`: the model chose from a class of input that the approval does not cover.
 */
export type AutomaticSendingReason =
  | "kind-needs-person" | "names-a-person" | "no-template" | "unknown-template" | "model-approved" | "not-yet-approved" | "approval-expired" | "not-yet-proposed" | "other-language" | "value-not-listed" | "text-differs" | "input-class-not-listed";
/** Whether a proposal may be sent without a person. */
export interface AutomaticSending {
  /** Whether it may; what may not needs a person (`decideProposal`). */
  readonly isAllowed: boolean;
  /** All that speaks against it; empty where it may. */
  readonly reasons: readonly AutomaticSendingReason[];
  /** The record for the log, should it be sent; null where it may not. */
  readonly record: DecisionRecord | null;
}

const duplicateTemplate: Fault = { code: "automatic-sending.duplicate_template", message: "Two templates have the id “{id}”.", hint: "Give each template its own id." };
const expiresFirst: Fault = { code: "automatic-sending.expires_first", message: "The approval of {approvedAt} ends at {expiresAt}.", hint: "Let it end later than it begins." };
const noSuchPlace: Fault = { code: "automatic-sending.no_such_place", message: "The words have no place {place}.", hint: "Write the place in braces, or remove its values." };

/** Schema of an approved template. */
export const ApprovedTemplate = z
  .strictObject({
    templateId: Id, language: Id, text: Prose.max(PROPOSAL_LIMITS.nudgeCharacters).check(z.refine(isPlain, { error: "It has no words, or looks like markup, or turns its direction around.\nGive plain words." })),
    listedValues: z.record(PlaceName, z.array(Title).min(1).max(TEMPLATE_LIMITS.listedValues).readonly()).check(atMostKeys(PROPOSAL_LIMITS.templateValues)).readonly(),
    inputClasses: z.array(InputClass).max(PROPOSAL_LIMITS.inputClasses).readonly(), approvedById: Id, approvedAt: Instant, expiresAt: Instant,
  })
  .check(rule(({ text, listedValues, approvedAt, expiresAt }: ApprovedTemplate, report: Report) => {
    for (const place of Object.keys(listedValues)) if (!text.includes(`{${place}}`)) report(noSuchPlace, ["listedValues", place], { place });
    if (millisecondsOf(expiresAt) <= millisecondsOf(approvedAt)) report(expiresFirst, ["expiresAt"], { approvedAt, expiresAt });
  }))
  .readonly() satisfies z.ZodType<ApprovedTemplate>;
/** Schema of whether a proposal may be sent without a person. */
export const AutomaticSendingQuestion = z
  .strictObject({ proposal: Proposal, templates: z.array(ApprovedTemplate).max(TEMPLATE_LIMITS.templates).readonly(), at: Instant })
  .check(rule(({ templates }: AutomaticSendingQuestion, report) => { for (const [index, { templateId: id }] of repeated(templates, (one) => one.templateId)) report(duplicateTemplate, ["templates", index, "templateId"], { id }); }))
  .readonly() satisfies z.ZodType<AutomaticSendingQuestion>;

/** What speaks against sending these words as this template. */
function* wordReasons({ language, text, template }: NudgeTextOutput, approved: ApprovedTemplate): Generator<AutomaticSendingReason> {
  const values = template?.values ?? {};
  if (language !== approved.language) yield "other-language";
  const places = Object.keys(approved.listedValues);
  const areListed = Object.keys(values).length === places.length && places.every((place) => Object.hasOwn(values, place) && (approved.listedValues[place] as readonly string[]).includes(values[place] as string));
  if (!areListed) yield "value-not-listed";
  if (filled(approved.text, values) !== text) yield "text-differs";
}

/** What speaks against sending these words by the template that they name. */
function* templateReasons(output: NudgeTextOutput, templateId: Id, { provenance, templates, now }: Pick<AutomaticSendingQuestion, "templates"> & { readonly provenance: ModelProvenance; readonly now: number }): Generator<AutomaticSendingReason> {
  const approved = templates.find((one) => one.templateId === templateId);
  if (approved === undefined) {
    yield "unknown-template";
    return;
  }
  if (approved.approvedById === provenance.modelId) yield "model-approved";
  if (now < millisecondsOf(approved.approvedAt)) yield "not-yet-approved";
  if (now >= millisecondsOf(approved.expiresAt)) yield "approval-expired";
  yield* wordReasons(output, approved);
  if (provenance.inputClasses.some((one) => !approved.inputClasses.includes(one))) yield "input-class-not-listed";
}

function* reasonsAgainst({ proposal: { output, subjectIds, provenance }, templates, at }: AutomaticSendingQuestion): Generator<AutomaticSendingReason> {
  if (subjectIds.length > 0) yield "names-a-person";
  const now = millisecondsOf(at);
  if (now < millisecondsOf(provenance.producedAt)) yield "not-yet-proposed";
  if (output.kind !== "nudge-text") yield "kind-needs-person";
  else if (output.template === undefined) yield "no-template";
  else yield* templateReasons(output, output.template.templateId, { provenance, templates, now });
}

/**
 * Whether a proposal may be sent without a person deciding on it: only words that a person approved beforehand, to the letter, about nobody, chosen from classes of input that the approval names. Everything else needs a person, above all what speaks about one.
 * All reasons are given, and anything not known denies.
 * It looks at the words and their approval alone, and knows no policy, no consent and no kill switch: `policyDecision` has to allow it as well.
 *
 * @throws CoachingError `input.*`, `proposal.*`, `automatic-sending.duplicate_template`, `automatic-sending.expires_first`, `automatic-sending.no_such_place`
 * @example
 * ```ts
 * const templates = [{ templateId: "step", language: "en", text: "Try {step} today, {firstName}.", listedValues: { step: ["a pause", "one open question"] }, inputClasses: ["program-week"], approvedById: "kim", approvedAt: "2026-02-01T00:00:00Z", expiresAt: "2026-08-01T00:00:00Z" }];
 * const provenance = { modelId: "nudger", modelVersion: "3", producedAt: "2026-03-02T10:00:00Z", inputClasses: ["program-week"] };
 * const output = { kind: "nudge-text", language: "en", text: "Try a pause today, {firstName}.", template: { templateId: "step", values: { step: "a pause" } } };
 * const at = "2026-03-02T10:01:00Z";
 * automaticSending({ proposal: proposalOf({ proposalId: "p1", subjectIds: [], output, provenance }), templates, at }).isAllowed; // => true
 * const personal = proposalOf({ proposalId: "p2", subjectIds: ["ana"], output: { ...output, text: "Ana, you interrupt." }, provenance });
 * automaticSending({ proposal: personal, templates, at }).reasons; // => ["names-a-person", "text-differs"]
 * ```
 */
export function automaticSending(question: AutomaticSendingQuestion): AutomaticSending {
  const checked = check(AutomaticSendingQuestion, question);
  const reasons = [...reasonsAgainst(checked)];
  const { proposal: { proposalId, output }, at: decidedAt } = checked;
  if (reasons.length > 0 || output.kind !== "nudge-text" || output.template === undefined) return { isAllowed: false, reasons, record: null };
  return { isAllowed: true, reasons, record: { proposalId, outcome: "sent-automatically", deciderId: null, reasonId: output.template.templateId, editFraction: null, wordsSeal: null, openedAt: null, decidedAt } };
}
