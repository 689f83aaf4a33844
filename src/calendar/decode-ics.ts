import { type Fault, faultAt } from "../error/index.js";
import { isTypedArray } from "../error/internal.js";
import { depart, ICS_READ_LIMITS, type IcsDeparture, noFindings } from "./ics-departure.js";

const tooLong: Fault = { code: "decode-ics.too_long", message: "The file has more than {limit} octets.", hint: "Read it in parts." };
const noBytes: Fault = { code: "decode-ics.no_bytes", message: "These are no bytes.", hint: "Give a Uint8Array, as files and responses are read." };

/** The text of a calendar file, and what was wrong with its bytes. */
export interface DecodedIcs {
  /** For `readIcs`, `busyTimes` and `applyReplies`. */
  readonly ics: string;
  /** `utf8` where bytes are no UTF-8 and were replaced by U+FFFD, `fold-utf8` where a fold split a character, which was mended. */
  readonly departures: readonly IcsDeparture[];
}

const [FEED, RETURN, BLANK, TAB] = [10, 13, 32, 9];
const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** The length of a fold that begins at `at`, its line end and the blank after it; 0 when there is none. */
function foldAt(bytes: Uint8Array, at: number): number {
  const feed = bytes[at] === RETURN ? at + 1 : at;
  const blank = bytes[feed + 1];
  return bytes[feed] === FEED && (blank === BLANK || blank === TAB) ? feed + 2 - at : 0;
}

/** How many octets follow the first one of a character. */
const followersOf = (octet: number): number => (octet >= 0xf0 ? 3 : octet >= 0xe0 ? 2 : octet >= 0xc0 ? 1 : 0);

/** The same octets, but folds that lie within a character come after it. */
function mended(bytes: Uint8Array, found: (at: number) => void): Uint8Array {
  const octets = new Uint8Array(bytes.length);
  let [length, missing] = [0, 0];
  /** Where folds begin and end that wait for their character. */
  const waiting: (readonly [from: number, to: number])[] = [];
  const flush = (): void => {
    for (const [from, to] of waiting.splice(0)) {
      octets.set(bytes.subarray(from, to), length);
      length += to - from;
    }
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const octet = bytes[at] ?? 0;
    if (missing > 0 && (octet === FEED || octet === RETURN)) {
      const fold = foldAt(bytes, at);
      if (fold > 0) {
        waiting.push([at, at + fold]);
        at += fold - 1;
        continue;
      }
    }
    if (isContinuation(octet) && missing > 0) {
      missing -= 1;
      if (waiting.length > 0 && missing === 0) found(waiting[0]?.[0] ?? at);
    } else {
      flush();
      missing = followersOf(octet);
    }
    octets[length] = octet;
    length += 1;
    if (missing === 0) flush();
  }
  flush();
  return octets;
}

/** Which line the byte at `at` stands in. */
const lineAt = (bytes: Uint8Array, at: number): number => bytes.subarray(0, at).reduce((count, byte) => (byte === FEED ? count + 1 : count), 1);

/**
 * The bytes of a calendar file as text. RFC 5545 folds lines by octets, and some programs fold within a character of several bytes: unfolding comes before decoding then (section 3.1), which a plain UTF-8 decoder cannot know.
 *
 * @throws CoachingError `decode-ics.no_bytes`, `decode-ics.too_long`
 * @example
 * ```ts
 * const bytes = Uint8Array.from([0x63, 0x61, 0x66, 0xc3, 0x0d, 0x0a, 0x20, 0xa9]);
 * const { ics, departures } = decodeIcs(bytes);
 * [ics, departures.map(({ rule }) => rule)]; // => ["caf\u00e9\r\n ", ["fold-utf8"]]
 * ```
 */
export function decodeIcs(bytes: Uint8Array): DecodedIcs {
  if (!isTypedArray(bytes, "Uint8Array")) throw faultAt(noBytes, []);
  if (bytes.length > ICS_READ_LIMITS.characters) throw faultAt(tooLong, [], { limit: ICS_READ_LIMITS.characters });
  const findings = noFindings([]);
  let splits = 0;
  let first = 0;
  const octets = mended(bytes, (at) => {
    if (splits === 0) first = at;
    splits += 1;
  });
  if (splits > 0) depart(findings, "fold-utf8", { line: lineAt(bytes, first), message: `A fold splits a character of several bytes; ${String(splits)} were mended.` });
  let ics: string;
  try {
    ics = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    ics = new TextDecoder("utf-8", { ignoreBOM: true }).decode(octets);
    depart(findings, "utf8", { line: ics.slice(0, ics.indexOf("\ufffd")).split("\n").length, message: "The file holds bytes that are no UTF-8; U+FFFD stands for them." });
  }
  return { ics, departures: findings.departures };
}
