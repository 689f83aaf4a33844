import { DAY, dateOfDayNumber } from "../time/internal.js";
import { LONGEST_LINE } from "./content-line.js";

/** The octets of a calendar file as they are written: lines are folded on the way, so that nothing is gone over twice. */
export interface OctetWriter {
  octets: Uint8Array;
  /** How many octets are written. */
  size: number;
  /** How many octets the line has so far. */
  column: number;
  /** The day that was written last, and its digits: neighbors fall on the same days. */
  dayNumber: number;
  dayText: string;
}

/** A writer with nothing written. */
export const octetWriter = (capacity: number): OctetWriter => ({ octets: new Uint8Array(capacity), size: 0, column: 0, dayNumber: NaN, dayText: "" });

/** What is written; the writer begins anew. */
export function takeOctets(writer: OctetWriter): Uint8Array {
  const taken = writer.octets.slice(0, writer.size);
  writer.size = 0;
  return taken;
}

/** Room for `count` octets more. */
function reserve(writer: OctetWriter, count: number): void {
  const needed = writer.size + count;
  if (needed <= writer.octets.length) return;
  const larger = new Uint8Array(Math.max(writer.octets.length * 2, needed));
  larger.set(writer.octets.subarray(0, writer.size));
  writer.octets = larger;
}

function fold(writer: OctetWriter): void {
  const { octets, size } = writer;
  octets[size] = 13;
  octets[size + 1] = 10;
  octets[size + 2] = 32;
  writer.size = size + 3;
  writer.column = 1;
}

/** A character of up to 7 bits. There has to be room. */
function putAscii(writer: OctetWriter, code: number): void {
  if (writer.column >= LONGEST_LINE) fold(writer);
  writer.octets[writer.size] = code;
  writer.size += 1;
  writer.column += 1;
}

/** A character of 8 bits or more, which is never parted. There has to be room. */
function putWide(writer: OctetWriter, code: number): void {
  const width = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  if (writer.column + width > LONGEST_LINE) fold(writer);
  const { octets, size } = writer;
  for (let index = width - 1, rest = code; index > 0; index -= 1, rest >>= 6) octets[size + index] = 0x80 | (rest & 0x3f);
  octets[size] = width === 2 ? 0xc0 | (code >> 6) : width === 3 ? 0xe0 | (code >> 12) : 0xf0 | (code >> 18);
  writer.size = size + width;
  writer.column += width;
}

/** Half of a pair that stands alone has no form in UTF-8. */
const REPLACEMENT = 0xfffd;

/** The character at an index: a pair as one, half a pair alone as U+FFFD. */
function codePointAt(text: string, index: number): number {
  const code = text.codePointAt(index) ?? REPLACEMENT;
  return code >= 0xd800 && code <= 0xdfff ? REPLACEMENT : code;
}

/** Octets that a text of this many UTF-16 units takes at most: three for each, or two and a backslash, and the folds. */
const mostOctets = (units: number): number => units * 4 + 16;

/** What a character of a TEXT value becomes (RFC 5545 section 3.3.11): 0 itself, 1 itself after a backslash, 2 `\n`, 3 nothing. */
const fates = new Uint8Array(0xa0);
for (let code = 0; code < 0xa0; code += 1) fates[code] = code < 0x20 || code >= 0x7f ? 3 : 0;
for (const code of "\\;,") fates[code.charCodeAt(0)] = 1;
for (const code of "\n\v\f\r\u001c\u001d\u001e\u0085") fates[code.charCodeAt(0)] = 2;
fates[9] = 0;
const asTheyStand = new Uint8Array(0x80);

/** Writes characters of up to 7 bits whose fate is 0, as far as they go; returns the index of the first other one. There has to be room. */
function writeRun(writer: OctetWriter, text: string, from: number, fateOfAscii: Uint8Array): number {
  const { octets } = writer;
  const longest = LONGEST_LINE; // an import is looked up anew each time where modules are not bundled
  let { size, column } = writer;
  let index = from;
  for (; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x80 || fateOfAscii[unit] !== 0) break;
    if (column === longest) {
      octets[size] = 13;
      octets[size + 1] = 10;
      octets[size + 2] = 32;
      size += 3;
      column = 1;
    }
    octets[size] = unit;
    size += 1;
    column += 1;
  }
  writer.size = size;
  writer.column = column;
  return index;
}

/** Writes the character of 8 bits or more at an index; returns the index of the next one. */
function writeWide(writer: OctetWriter, text: string, index: number): number {
  const code = codePointAt(text, index);
  putWide(writer, code);
  return index + (code > 0xffff ? 2 : 1);
}

/** Text of a property that is written as it stands. */
export function writePlain(writer: OctetWriter, text: string): void {
  reserve(writer, mostOctets(text.length));
  for (let index = writeRun(writer, text, 0, asTheyStand); index < text.length; index = writeRun(writer, text, index, asTheyStand)) index = writeWide(writer, text, index);
}

const fateOf = (unit: number): number => (unit < 0xa0 ? (fates[unit] ?? 0) : unit === 0x2028 || unit === 0x2029 ? 2 : 0);

/** Writes the character at an index that a TEXT value cannot hold, or one of 8 bits or more; returns the index of the next one. */
function writeSpecial(writer: OctetWriter, text: string, index: number): number {
  const unit = text.charCodeAt(index);
  const fate = fateOf(unit);
  if (fate === 0) return writeWide(writer, text, index);
  if (fate === 3) return index + 1;
  putAscii(writer, 92);
  putAscii(writer, fate === 1 ? unit : 110);
  return index + (unit === 13 && text.charCodeAt(index + 1) === 10 ? 2 : 1);
}

/** A TEXT value, escaped: the octets of `foldedLine(escapedText(text))`. */
export function writeText(writer: OctetWriter, text: string): void {
  reserve(writer, mostOctets(text.length));
  for (let index = writeRun(writer, text, 0, fates); index < text.length; index = writeRun(writer, text, index, fates)) index = writeSpecial(writer, text, index);
}

/** A text that is written often. Where a line is folded depends on the column at which the text begins, so its octets are kept for each column that it was met at. */
export interface RepeatedText {
  readonly text: string;
  readonly written: ({ readonly octets: Uint8Array; readonly endColumn: number } | undefined)[];
}

/** Longer texts are not kept: 75 columns of them would fill the memory. */
const LONGEST_KEPT = 1024;

/** A text that is written often, as it stands. */
export const repeatedText = (text: string): RepeatedText => ({ text, written: [] });

/** `writePlain` of a text that is written often. */
export function writeRepeated(writer: OctetWriter, { text, written }: RepeatedText): void {
  const { size, column } = writer;
  const kept = written[column];
  if (kept !== undefined) {
    reserve(writer, kept.octets.length);
    writer.octets.set(kept.octets, size);
    writer.size = size + kept.octets.length;
    writer.column = kept.endColumn;
    return;
  }
  writePlain(writer, text);
  if (text.length <= LONGEST_KEPT) written[column] = { octets: writer.octets.slice(size, writer.size), endColumn: writer.column };
}

/** The end of a line. */
export function endLine(writer: OctetWriter): void {
  reserve(writer, 2);
  writer.octets[writer.size] = 13;
  writer.octets[writer.size + 1] = 10;
  writer.size += 2;
  writer.column = 0;
}

/** Whole lines of up to 75 octets each, with their ends. */
export function writeLines(writer: OctetWriter, ascii: string): void {
  reserve(writer, ascii.length);
  const { octets, size } = writer;
  for (let index = 0; index < ascii.length; index += 1) octets[size + index] = ascii.charCodeAt(index);
  writer.size = size + ascii.length;
  writer.column = 0;
}

/** `20270927T093000`, of a wall clock given as if it were UTC. */
export function writeDateTime(writer: OctetWriter, milliseconds: number): void {
  const dayNumber = Math.floor(milliseconds / DAY);
  if (dayNumber !== writer.dayNumber) {
    writer.dayNumber = dayNumber;
    writer.dayText = `${dateOfDayNumber(dayNumber).replaceAll("-", "")}T`;
  }
  writePlain(writer, writer.dayText);
  const seconds = Math.floor((milliseconds - dayNumber * DAY) / 1000);
  for (const number of [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]) {
    putAscii(writer, 48 + Math.floor(number / 10));
    putAscii(writer, 48 + (number % 10));
  }
}
