import * as z from "zod";
import { check, pattern } from "../error/index.js";
import { Prose } from "../unit/index.js";

/** RFC 5545 section 3.1: a line has at most 75 octets, its end not counted. */
export const LONGEST_LINE = 75;
/** A UTF-16 unit takes at most 3 octets in UTF-8: a shorter line needs no count. */
const NEVER_FOLDED = LONGEST_LINE / 3;

/** The octets that UTF-8 takes for the character at `index`; both halves of a pair are counted with its first, a half alone becomes U+FFFD. */
function octetsAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return isPairAt(text, index) ? 4 : 3;
}

const isPairAt = (text: string, index: number): boolean => (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;

/** The octets of a text in UTF-8. */
export function octetCount(text: string): number {
  let octets = 0;
  for (let index = 0; index < text.length; index += 1) {
    octets += octetsAt(text, index);
    if (isPairAt(text, index)) index += 1;
  }
  return octets;
}

/** The line with its end, folded by octets between characters. The blank that begins a continuation is one of its octets and none of the text. */
export function foldedLine(line: string): string {
  if (line.length <= NEVER_FOLDED) return `${line}\r\n`;
  let folded = "";
  let [start, octets] = [0, 0];
  for (let index = 0; index < line.length; index += 1) {
    const size = octetsAt(line, index);
    if (octets + size > LONGEST_LINE) {
      folded += `${line.slice(start, index)}\r\n `;
      [start, octets] = [index, 1];
    }
    octets += size;
    if (size === 4) index += 1;
  }
  return `${folded}${line.slice(start)}\r\n`;
}

/** Whatever some reader takes for the end of a line; Python's `splitlines` knows them all. */
const lineBreak = /\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]/gu;
/** What no value may hold. A tab may stand. */
const control = /[^\P{Cc}\t]/gu;

/** A TEXT value (RFC 5545 section 3.3.11). The backslash goes first, else the others' would be doubled. A line break of any kind is `\n`; other control characters are left out. */
export const escapedText = (text: string): string => text.replace(/[\\;,]/gu, "\\$&").replace(lineBreak, "\\n").replace(control, "");

/** A parameter with its semicolon (RFC 5545 section 3.2), its value encoded by RFC 6868, since a quoted value cannot hold a double quote. */
export function parameterText(name: string, value: string): string {
  const encoded = value.replaceAll("^", "^^").replaceAll('"', "^'").replace(lineBreak, "^n").replace(control, "");
  return `;${name}=${/[:;,]/u.test(encoded) ? `"${encoded}"` : encoded}`;
}

/** A property with a TEXT value as a folded line. */
export const textLine = (name: string, text: string): string => foldedLine(`${name}:${escapedText(text)}`);

/** A parameter of a property: `LANGUAGE`, `CN`. */
export interface PropertyParameter {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** Any text; it is quoted where it must be. */
  readonly value: Prose;
}

/** A property of RFC 5545 whose value is text: `LOCATION`, `COMMENT`, `X-…`. */
export interface TextProperty {
  /** Letters, digits and hyphens. */
  readonly name: string;
  /** Any text, not escaped yet. */
  readonly text: Prose;
  /** Written in this order. */
  readonly parameters?: readonly PropertyParameter[];
}

const Name = pattern(/^[A-Za-z0-9-]+$/u, { maximumLength: 60, error: "A name in a calendar file has letters, digits and hyphens.\nUse a name such as LOCATION." });
/** Schema of a parameter. */
export const PropertyParameter = z.strictObject({ name: Name, value: Prose }).readonly() satisfies z.ZodType<PropertyParameter>;

/** Schema of a property whose value is text. */
export const TextProperty = z.strictObject({ name: Name, text: Prose, parameters: z.exactOptional(z.array(PropertyParameter).max(20).readonly()) }).readonly() satisfies z.ZodType<TextProperty>;

/**
 * One content line for a calendar file: escaped, quoted, folded at 75 octets, ended by CRLF (RFC 5545 sections 3.1, 3.2, 3.3.11; RFC 6868 for parameters).
 * For a host that adds lines of its own to what `toIcs` writes, such as a LOCATION.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * contentLine({ name: "LOCATION", text: "Room 4, 2nd floor; east" }); // => "LOCATION:Room 4\\, 2nd floor\\; east\r\n"
 * contentLine({ name: "CONTACT", text: "Ada", parameters: [{ name: "ALTREP", value: "https://example.com/ada" }] }); // => 'CONTACT;ALTREP="https://example.com/ada":Ada\r\n'
 * ```
 */
export function contentLine(property: TextProperty): string {
  const { name, text, parameters = [] } = check(TextProperty, property);
  return foldedLine(`${name}${parameters.map((parameter) => parameterText(parameter.name, parameter.value)).join("")}:${escapedText(text)}`);
}
