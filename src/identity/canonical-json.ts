import { check, type Fault, faultAt, type IssuePath } from "../error/index.js";
import * as z from "zod";

const notJson: Fault = { code: "canonical-json.not_json", message: "A {kind} cannot be written as JSON.", hint: "Use text, finite numbers, true, false, null, arrays and plain objects." };

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

function write(value: unknown, path: IssuePath): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number" && Number.isFinite(value)) return JSON.stringify(value + 0);
  // Array.from, unlike map, comes by holes too
  if (Array.isArray(value)) return `[${Array.from(value, (entry: unknown, index) => write(entry, [...path, index])).join(",")}]`;
  if (typeof value === "object" && isPlain(value)) {
    const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
    entries.sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${write(entry, [...path, key])}`).join(",")}}`;
  }
  throw faultAt(notJson, path, { kind: typeof value === "object" ? "class instance" : typeof value === "number" ? String(value) : typeof value });
}

/**
 * `value` as JSON text that is the same for the same content: keys sorted by UTF-16 code units, no blanks, as RFC 8785 (JCS) writes it. Keys whose value is undefined are left out.
 *
 * @throws CoachingError `canonical-json.not_json`, `input.too_deep`
 * @example
 * ```ts
 * canonicalJson({ b: 1, a: [true, null] }); // => '{"a":[true,null],"b":1}'
 * ```
 */
export const canonicalJson = (value: unknown): string => write(check(z.unknown(), value), []);
