import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { canonicalJson } from "./canonical-json.js";

/**
 * SHA-256 of the canonical JSON of `value`, 64 hexadecimal digits: the same for the same content, whatever the order of its keys.
 *
 * @throws CoachingError `canonical-json.not_json`
 * @example
 * ```ts
 * contentHash({ b: 1, a: 2 }) === contentHash({ a: 2, b: 1 }); // => true
 * ```
 */
export const contentHash = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
