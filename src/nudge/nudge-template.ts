import * as z from "zod";
import { type Fault, pattern, type Report, rule } from "../error/index.js";
import { PROPOSAL_LIMITS } from "../oversight/index.js";
import { PlainLine, PlainText, splitAtPlaces } from "../oversight/internal.js";
import { Id, Minutes, tidyMinutes, type Title } from "../unit/index.js";

/** What bounds the texts of nudges. */
export const NUDGE_TEXT_LIMITS = {
  /** Templates of one call, each language counted. */
  templates: 10_000,
  /** Parts of one script. */
  scriptParts: 20,
  /** Contents that one call puts into words. */
  contents: 500_000,
  /** Languages to fall back to. */
  fallbackLanguages: 20,
  /** Characters of all answers of one call together. */
  textCharacters: 100_000_000,
} as const;

const strayBrace: Fault = { code: "nudge-template.stray_brace", message: "A brace stands there that holds no name of a place.", hint: "Write a place as its name in braces, 1 to 60 letters and digits, and leave other braces out." };
const minutesDiffer: Fault = { code: "nudge-template.minutes_differ", message: "The parts take {partMinutes} minutes, the script {durationMinutes}.", hint: "Correct a part, or the length of the script." };

/** A part of a script: what to say or do, and how long it takes. */
export interface NudgeScriptPart {
  /** Its title, one line. */
  readonly title: Title;
  /** How long it takes, more than 0. */
  readonly durationMinutes: Minutes;
  /** What to say or do: 1 to 1,000 characters of plain text. */
  readonly text: string;
}
/** What to do step by step: an agenda snippet, or the script of a manager's short activity. */
export interface NudgeScript {
  /** How long it takes; the parts add up to it. */
  readonly durationMinutes: Minutes;
  /** The parts in their order, 1 to 20. */
  readonly parts: readonly NudgeScriptPart[];
}
/** The words of a nudge in one language. Places stand in braces in any of them: `"Try {step} today, {firstName}."` */
export interface NudgeTemplate {
  /** The template; one for each language shares it. */
  readonly templateId: Id;
  /** Its language, a BCP 47 tag. */
  readonly language: string;
  /** The message: 1 to 1,000 characters of plain text. */
  readonly text: string;
  /** The script that goes with the message. */
  readonly script?: NudgeScript;
}

/** A tag by its form alone (RFC 4647, basic language range): `de_AT` would be found by nobody. */
export const LanguageTag = pattern(/^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/u, { maximumLength: 100, error: "A language is a BCP 47 tag.\nWrite it as de or de-AT." });

const words = rule((text: string, report: Report) => {
  // a longer text has its own fault, and is not to be split
  if (text.length > PROPOSAL_LIMITS.nudgeCharacters) return;
  if (splitAtPlaces(text).some((piece, index) => index % 2 === 0 && /[{}]/u.test(piece))) report(strayBrace, []);
});
const Message = PlainText(PROPOSAL_LIMITS.nudgeCharacters).check(words);

/** Schema of a part of a script. The fault is `nudge-template.stray_brace`. */
export const NudgeScriptPart = z.strictObject({ title: PlainLine.check(words), durationMinutes: Minutes.gt(0), text: Message }).readonly() satisfies z.ZodType<NudgeScriptPart>;
/** Schema of a script. The fault is `nudge-template.minutes_differ`. */
export const NudgeScript = z
  .strictObject({ durationMinutes: Minutes.gt(0), parts: z.array(NudgeScriptPart).min(1).max(NUDGE_TEXT_LIMITS.scriptParts).readonly() })
  .check(rule(({ durationMinutes, parts }: NudgeScript, report) => {
    const partMinutes = tidyMinutes(parts.reduce((sum, part) => sum + part.durationMinutes, 0));
    if (parts.length > 0 && partMinutes !== tidyMinutes(durationMinutes)) report(minutesDiffer, ["durationMinutes"], { partMinutes, durationMinutes });
  }))
  .readonly() satisfies z.ZodType<NudgeScript>;
/** Schema of a template. The faults are `nudge-template.*`. */
export const NudgeTemplate = z.strictObject({ templateId: Id, language: LanguageTag, text: Message, script: z.exactOptional(NudgeScript) }).readonly() satisfies z.ZodType<NudgeTemplate>;
