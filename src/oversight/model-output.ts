import * as z from "zod";
import { Id, Prose, Title } from "../unit/index.js";
import { PlaceName } from "./template-place.js";

/** What bounds a proposal. */
export const PROPOSAL_LIMITS = {
  /** Characters of a summary. */
  summaryCharacters: 8000,
  /** Characters of a nudge's text. */
  nudgeCharacters: 1000,
  /** Characters of the statement of a pattern. */
  patternCharacters: 2000,
  /** Points of a summary. */
  points: 20,
  /** Sources that a pattern rests on. */
  sources: 200,
  /** People whom a proposal speaks about. */
  subjects: 200,
  /** Classes of input of one proposal. */
  inputClasses: 20,
  /** Values that a template takes. */
  templateValues: 20,
} as const;

const markupError = "It has no words, or looks like markup, or turns its direction around.\nGive words without tags such as <b> and without bidirectional controls: whoever approves a text has to see what is sent.";
const turnsAround = /[\u202A-\u202E\u2066-\u2069]/u;
const looksLikeMarkup = /<[a-z/!?]/iu;
/** Words for people that are what they look like. */
export const isPlain = (text: string): boolean => /\S/u.test(text) && !looksLikeMarkup.test(text) && !turnsAround.test(text);
/** A text that is what it looks like. */
export const PlainText = (maximumLength: number): z.ZodString => Prose.max(maximumLength).check(z.refine(isPlain, { error: markupError }));
/** One line that is what it looks like. */
export const PlainLine = Title.check(z.refine(isPlain, { error: markupError }));

/** A summary of a session, a call or a journal. */
export interface SummaryOutput {
  /** Says what it is. */
  readonly kind: "summary";
  /** Its language, a BCP 47 tag. */
  readonly language: Id;
  /** The summary: 1 to 8,000 characters of plain text. */
  readonly text: string;
  /** What is to be remembered or done, one line each, at most 20; may be empty. */
  readonly points: readonly Title[];
}
/** The choice of a template, with a value for each of its places that a model fills. */
export interface TemplateChoice {
  /** The template. */
  readonly templateId: Id;
  /** For each place that the model fills, one of the values that were approved with the template. Places that the host fills when it sends, such as a name or an hour, are left in the text. */
  readonly values: Readonly<Record<string, Title>>;
}
/** The words of a nudge. Whom it is sent to and when is planned elsewhere. */
export interface NudgeTextOutput {
  /** Says what it is. */
  readonly kind: "nudge-text";
  /** Its language, a BCP 47 tag. */
  readonly language: Id;
  /** The words: 1 to 1,000 characters of plain text. */
  readonly text: string;
  /** The template that the words are; left out where the model wrote them. */
  readonly template?: TemplateChoice;
}
/** Something that a model sees again and again. */
export interface PatternOutput {
  /** Says what it is. */
  readonly kind: "pattern";
  /** Its language, a BCP 47 tag. */
  readonly language: Id;
  /** What kind of pattern, by the host's id: `"interrupts-callers"`. */
  readonly patternId: Id;
  /** What was seen: 1 to 2,000 characters of plain text. */
  readonly text: string;
  /** Where it was seen, by the ids of calls, sessions or entries, 1 to 200: a pattern that rests on nothing cannot be checked by anybody. */
  readonly sourceIds: readonly Id[];
}
/** What a model may give: a summary, the text of a nudge, or a pattern. */
export type ModelOutput = SummaryOutput | NudgeTextOutput | PatternOutput;
/** The kinds of output. */
export type OutputKind = ModelOutput["kind"];

/** How many keys a record may have. */
export const atMostKeys = (limit: number) => z.refine<Readonly<Record<string, unknown>>>((record) => Object.keys(record).length <= limit, { error: `At most ${String(limit)} keys are allowed.\nMake it smaller.` });

/** Schema of the choice of a template. */
export const TemplateChoice = z.strictObject({ templateId: Id, values: z.record(PlaceName, PlainLine).check(atMostKeys(PROPOSAL_LIMITS.templateValues)).readonly() }).readonly() satisfies z.ZodType<TemplateChoice>;
const SummaryOutput = z.strictObject({ kind: z.literal("summary"), language: Id, text: PlainText(PROPOSAL_LIMITS.summaryCharacters), points: z.array(PlainLine).max(PROPOSAL_LIMITS.points).readonly() }).readonly() satisfies z.ZodType<SummaryOutput>;
const NudgeTextOutput = z.strictObject({ kind: z.literal("nudge-text"), language: Id, text: PlainText(PROPOSAL_LIMITS.nudgeCharacters), template: z.exactOptional(TemplateChoice) }).readonly() satisfies z.ZodType<NudgeTextOutput>;
const PatternOutput = z
  .strictObject({ kind: z.literal("pattern"), language: Id, patternId: Id, text: PlainText(PROPOSAL_LIMITS.patternCharacters), sourceIds: z.array(Id).min(1).max(PROPOSAL_LIMITS.sources).readonly() })
  .readonly() satisfies z.ZodType<PatternOutput>;
/**
 * Schema of what a model may give. A host may turn it into JSON Schema (`z.toJSONSchema`) and ask its model for that shape; what comes back is checked by `proposalOf` all the same.
 * Text is plain: no tags, no control characters besides line breaks and tabs, no bidirectional controls. Names and links in it are not looked for.
 */
export const ModelOutput = z.discriminatedUnion("kind", [SummaryOutput, NudgeTextOutput, PatternOutput]) satisfies z.ZodType<ModelOutput>;
