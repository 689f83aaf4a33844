import * as z from "zod";
import { check } from "../error/index.js";
import { contentHash } from "../identity/index.js";

/** A salt: 32 to 128 hexadecimal digits, drawn at random by the host for this one content. */
export const Salt = z.string().max(128).check(z.refine((text: string) => text.length <= 128 && /^[0-9a-f]{32,128}$/u.test(text), { error: "A salt has 32 to 128 hexadecimal digits in small letters.\nDraw 16 random bytes for each content, with a cryptographic source." }));

/** Contents to be sealed. */
export interface SaltedContent {
  /** The contents: plain JSON. */
  readonly content: unknown;
  /** 32 to 128 hexadecimal digits in small letters, from a cryptographic source of the host, another one for each content. */
  readonly salt: string;
}
/** Schema of contents to be sealed. */
export const SaltedContent = z.strictObject({ content: z.unknown(), salt: Salt }).readonly() satisfies z.ZodType<SaltedContent>;

/** The seal of contents that were checked. */
export const sealOf = (content: unknown, salt: string): string => contentHash([salt, content]);

/**
 * A seal that stands for contents in the log: 64 hexadecimal digits, SHA-256 of the canonical JSON of `[salt, content]`. Whoever has contents and salt can show that they are those that were logged; whoever has the seal alone learns nothing.
 * Keep contents and salt together, outside the log, and erase both when they are to be erased: without the salt nobody can test a guess against the seal, which a bare hash of a short text would allow for ever.
 *
 * @throws CoachingError `input.*`, `canonical-json.not_json`
 * @example
 * ```ts
 * const salt = "9f86d081884c7d659a2feaa0c55ad015";
 * contentSeal({ content: { text: "Ana paused." }, salt }) === contentSeal({ content: { text: "Ana paused!" }, salt }); // => false
 * ```
 */
export function contentSeal(input: SaltedContent): string {
  const { content, salt } = check(SaltedContent, input);
  return sealOf(content, salt);
}
