import * as z from "zod";
import { check, type Fault, faultAt, repeated, rule } from "../error/index.js";
import { isPlain } from "../oversight/internal.js";
import type { Id } from "../unit/index.js";
import { type LanguageMatch, templateBook } from "./compiled-template.js";
import { NudgeContent } from "./nudge-content.js";
import { LanguageTag, NUDGE_TEXT_LIMITS, type NudgeScript, NudgeTemplate } from "./nudge-template.js";

/** Contents, and the templates that put them into words. */
export interface NudgeTextsQuestion {
  /** The templates, each id and language once. */
  readonly templates: readonly NudgeTemplate[];
  /** What is to be said: `content` of planned nudges, with the host's own variables added. */
  readonly contents: readonly NudgeContent[];
  /** Languages that are tried in this order where a template has not the one asked for; may be empty. */
  readonly fallbackLanguages: readonly string[];
}
/** Why there is no text. `no-language`: the template exists in none of the languages; `missing-variables`: a place has no value, or a blank one; `not-plain`: once filled the words look like markup or turn their direction around. */
export type NudgeTextReason = "no-language" | "missing-variables" | "not-plain";

/** The words of one content. */
export interface NudgeText {
  /** The template. */
  readonly templateId: Id;
  /** The language that was asked for. */
  readonly askedLanguage: Id;
  /** The language of the template that was taken; `null` when there is none. */
  readonly language: string | null;
  /** Whether that is the one asked for, a more general one (`de` for `de-AT`) or one to fall back to; `null` when there is none. */
  readonly languageMatch: LanguageMatch | null;
  /** The words; `null` when they cannot be given whole. */
  readonly text: string | null;
  /** The script, filled; `null` when the template has none, or there are no words. */
  readonly script: NudgeScript | null;
  /** Why there are no words; `null` when there are. */
  readonly reason: NudgeTextReason | null;
  /** Places without a value, in the order of the words. */
  readonly missingVariables: readonly Id[];
  /** Variables for which the words have no place, by name. */
  readonly unusedVariables: readonly Id[];
}

const duplicateTemplate: Fault = { code: "nudge-texts.duplicate_template", message: "Two templates have the id “{id}” and the language {language}.", hint: "Keep one of them." };
const unknownTemplate: Fault = { code: "nudge-texts.unknown_template", message: "No template has the id “{id}”.", hint: "Add it, or correct the id." };
const tooManyCharacters: Fault = { code: "nudge-texts.too_many_characters", message: "The texts have more than {limit} characters together.", hint: "Ask in parts." };

/** Schema of contents and their templates. The faults are `nudge-template.*` and `nudge-texts.*`. */
export const NudgeTextsQuestion = z
  .strictObject({
    templates: z.array(NudgeTemplate).max(NUDGE_TEXT_LIMITS.templates).readonly(), contents: z.array(NudgeContent).max(NUDGE_TEXT_LIMITS.contents).readonly(),
    fallbackLanguages: z.array(LanguageTag).max(NUDGE_TEXT_LIMITS.fallbackLanguages).readonly(),
  })
  .check(rule(({ templates, contents }: NudgeTextsQuestion, report) => {
    for (const [index, { templateId: id, language }] of repeated(templates, (one) => `${one.language.toLowerCase()}\n${one.templateId}`)) report(duplicateTemplate, ["templates", index], { id, language });
    const known = new Set(templates.map(({ templateId }) => templateId));
    contents.forEach(({ templateId: id }, index) => { if (!known.has(id)) report(unknownTemplate, ["contents", index, "templateId"], { id }); });
  }))
  .readonly() satisfies z.ZodType<NudgeTextsQuestion>;

const wordsOf = (text: string, script: NudgeScript | null): readonly string[] => [text, ...(script?.parts.flatMap((part) => [part.title, part.text]) ?? [])];

/** The words of one content. */
function nudgeText({ templateId, variables, language: askedLanguage }: NudgeContent, templateOf: ReturnType<typeof templateBook>): NudgeText {
  const found = templateOf(templateId, askedLanguage);
  const none = { text: null, script: null, missingVariables: [], unusedVariables: [] };
  if (found === null) return { templateId, askedLanguage, language: null, languageMatch: null, ...none, reason: "no-language" };
  const { template: { language, places, textOf, scriptOf }, languageMatch } = found;
  const hasWords = (name: string): boolean => Object.hasOwn(variables, name) && /\S/u.test(variables[name] as string);
  const missingVariables = [...places].filter((name) => !hasWords(name));
  const unusedVariables = Object.keys(variables).filter((name) => !places.has(name)).sort();
  const named = { templateId, askedLanguage, language, languageMatch, missingVariables, unusedVariables };
  if (missingVariables.length > 0) return { ...named, text: null, script: null, reason: "missing-variables" };
  const [text, script] = [textOf(variables), scriptOf(variables)];
  // each value may be plain and what stands around it too, and the two together a tag
  if (!wordsOf(text, script).every(isPlain)) return { ...named, text: null, script: null, reason: "not-plain" };
  return { ...named, text, script, reason: null };
}

/**
 * The words of nudges, in the order of `contents`: a template in the person's language, its places filled. A value is put in as it is and never read for places.
 *
 * The language is looked up as RFC 4647 (3.4) says: the tag asked for, then cut from the right (`de-AT`, `de`), then each of `fallbackLanguages` in the same way, letter case aside. `language` and `languageMatch` tell which was taken. Where a place has no value there is no text: half a message is worse than none.
 * Text is plain. What the channel makes of it (HTML, Markdown) the host escapes.
 *
 * @throws CoachingError `nudge-texts.*`, `nudge-template.*`, `input.*`
 * @example
 * ```ts
 * const templates = [
 *   { templateId: "step", language: "en", text: "Try {step} today, {firstName}." },
 *   { templateId: "step", language: "de", text: "Heute, {firstName}: {step}." },
 * ];
 * const content = (language, variables) => ({ templateId: "step", language, variables });
 * const contents = [content("de-AT", { step: "eine Pause", firstName: "Ana" }), content("fr", { step: "a pause", firstName: "Luc" }), content("en", { step: "a pause" })];
 * const [ana, luc, nameless] = nudgeTexts({ templates, contents, fallbackLanguages: ["en"] });
 * [ana.text, ana.language, ana.languageMatch]; // => ["Heute, Ana: eine Pause.", "de", "shorter-tag"]
 * [luc.text, luc.language, luc.languageMatch]; // => ["Try a pause today, Luc.", "en", "fallback"]
 * [nameless.text, nameless.reason, nameless.missingVariables]; // => [null, "missing-variables", ["firstName"]]
 * ```
 */
export function nudgeTexts(question: NudgeTextsQuestion): readonly NudgeText[] {
  const { templates, contents, fallbackLanguages } = check(NudgeTextsQuestion, question);
  const templateOf = templateBook(templates, fallbackLanguages);
  let characters = 0;
  return contents.map((content) => {
    const answer = nudgeText(content, templateOf);
    if (answer.text !== null) characters += wordsOf(answer.text, answer.script).reduce((sum, words) => sum + words.length, 0);
    if (characters > NUDGE_TEXT_LIMITS.textCharacters) throw faultAt(tooManyCharacters, ["contents"], { limit: NUDGE_TEXT_LIMITS.textCharacters });
    return answer;
  });
}
