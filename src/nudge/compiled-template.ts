import { splitAtPlaces } from "../oversight/internal.js";
import { languageTagHeads } from "../unit/internal.js";
import type { NudgeScript, NudgeTemplate } from "./nudge-template.js";

type Variables = Readonly<Record<string, string>>;

/** A template split at its places once, to be filled many times. */
interface CompiledTemplate {
  readonly language: string;
  /** Names of places in the order of the words, each once. */
  readonly places: ReadonlySet<string>;
  readonly textOf: (variables: Variables) => string;
  readonly scriptOf: (variables: Variables) => NudgeScript | null;
}

/** Every place has a value: what is missing was looked for before. */
const fillOf = (pieces: readonly string[]) => (variables: Variables): string => pieces.map((piece, index) => (index % 2 === 0 ? piece : (variables[piece] as string))).join("");

function compiled({ language, text, script }: NudgeTemplate): CompiledTemplate {
  const places = new Set<string>();
  const read = (words: string): ((variables: Variables) => string) => {
    const pieces = splitAtPlaces(words);
    pieces.forEach((piece, index) => { if (index % 2 === 1) places.add(piece); });
    return fillOf(pieces);
  };
  const textOf = read(text);
  const parts = script?.parts.map((part) => ({ titleOf: read(part.title), durationMinutes: part.durationMinutes, partTextOf: read(part.text) })) ?? [];
  const scriptOf = (variables: Variables): NudgeScript | null => script === undefined ? null : {
    durationMinutes: script.durationMinutes,
    parts: parts.map(({ titleOf, durationMinutes, partTextOf }) => ({ title: titleOf(variables), durationMinutes, text: partTextOf(variables) })),
  };
  return { language, places, textOf, scriptOf };
}

/** A tag and what is left of it when it is cut from the right, longest first (RFC 4647, 3.4): one letter or digit introduces what follows it and goes with it. */
const lookedUp = (tag: string): readonly string[] => languageTagHeads(tag).toReversed().filter((head, index) => index === 0 || !/-[a-z0-9]$/u.test(head));

/** How the language of a text was come by: the one asked for, a more general one (`de` for `de-AT`), or one to fall back to. */
export type LanguageMatch = "exact" | "shorter-tag" | "fallback";

/** A template in the language that was found for it. */
export interface FoundTemplate {
  readonly template: CompiledTemplate;
  readonly languageMatch: LanguageMatch;
}

/** The templates by id and language, looked up once for each language that is asked for. */
export function templateBook(templates: readonly NudgeTemplate[], fallbackLanguages: readonly string[]): (templateId: string, language: string) => FoundTemplate | null {
  const byId = new Map<string, Map<string, CompiledTemplate>>();
  for (const template of templates) {
    const own = byId.get(template.templateId) ?? new Map<string, CompiledTemplate>();
    byId.set(template.templateId, own.set(template.language.toLowerCase(), compiled(template)));
  }
  const fallbackTags = fallbackLanguages.flatMap(lookedUp);
  const search = (templateId: string, language: string): FoundTemplate | null => {
    const own = byId.get(templateId);
    const asked = lookedUp(language);
    const at = [...asked, ...fallbackTags].find((tag) => own?.has(tag));
    const template = at === undefined ? undefined : own?.get(at);
    if (at === undefined || template === undefined) return null;
    return { template, languageMatch: at === asked[0] ? "exact" : asked.includes(at) ? "shorter-tag" : "fallback" };
  };
  const found = new Map<string, Map<string, FoundTemplate | null>>();
  return (templateId, language) => {
    const own = found.get(templateId) ?? new Map<string, FoundTemplate | null>();
    if (!own.has(language)) found.set(templateId, own.set(language, search(templateId, language)));
    return own.get(language) ?? null;
  };
}
