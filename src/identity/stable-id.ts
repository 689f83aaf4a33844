import * as z from "zod";
import { check } from "../error/index.js";
import { Id } from "../unit/index.js";
import { contentHash } from "./content-hash.js";

const Keys = z.array(Id).min(1).max(32);
const longestId = 200;
/** Written so that no two lists of keys give one id. */
const escaped = (key: string): string => (/[~/]/u.test(key) ? key.replaceAll("~", "~0").replaceAll("/", "~1") : key);

/** `stableId` of keys that have been checked: for rooms that make thousands of ids from ids. */
export function stableIdOf(parts: readonly string[]): string {
  const joined = parts.map(escaped).join("/");
  if (joined.length <= longestId) return joined;
  return `${joined.slice(0, longestId - 65).trimEnd()}#${contentHash(parts)}`;
}

/**
 * An id made of the keys that name a thing: the same keys give the same id on every machine, other keys another one.
 * Keys are joined by `/` (a `/` inside a key becomes `~1`, a `~` becomes `~0`); a list too long for an id ends in its hash.
 *
 * @throws CoachingError `input.*` when there is no key or a key is no id
 * @example
 * ```ts
 * stableId(["pilot", "cohort-1", "huddle", "w04-1"]); // => "pilot/cohort-1/huddle/w04-1"
 * ```
 */
export const stableId = (keys: readonly string[]): string => stableIdOf(check(Keys, keys));
