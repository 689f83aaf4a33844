import { type Fault, faultAt } from "../error/index.js";
import { LONGEST_LINE, octetCount } from "./content-line.js";
import { depart, type Findings, ICS_READ_LIMITS, type IcsRule, quoted } from "./ics-departure.js";

/** One property of a component: a content line, unfolded (RFC 5545 section 3.1). */
export interface IcsProperty {
  /** In capitals. */
  readonly name: string;
  /** As it stands in the file, not unescaped. */
  readonly value: string;
  /** Where its first line stands. */
  readonly line: number;
  /** By names in capitals; absent when there are none. */
  readonly parameters: ReadonlyMap<string, readonly string[]> | undefined;
}

const tooManyLines: Fault = { code: "ics-lines.too_many_lines", message: "The file has more than {limit} lines.", hint: "Read it in parts." };

const noParameters: ReadonlyMap<string, readonly string[]> = new Map();

/** The first value of a parameter. */
export const parameterOf = (property: IcsProperty, name: string): string | undefined => (property.parameters ?? noParameters).get(name)?.[0];

const BLANK = 32;
const TAB = 9;
const CARRIAGE_RETURN = 13;
const control = /[\0-\x08\v\f\x0e-\x1f\x7f]/u;

/** RFC 6868: `^n` is a line break, `^'` a double quote, `^^` a caret. */
const decodedParameter = (text: string): string => (text.includes("^") ? text.replace(/\^[n'^]/gu, (pair) => (pair === "^n" ? "\n" : pair === "^'" ? '"' : "^")) : text);

/** Letters, digits and hyphens: where the name at `from` ends. */
function nameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at) | 32;
    const isLetter = unit >= 97 && unit <= 122;
    const isDigitOrHyphen = unit >= 48 && unit <= 57 ? text.charCodeAt(at) >= 48 : text.charCodeAt(at) === 45;
    if (!isLetter && !isDigitOrHyphen) break;
  }
  return at;
}

/** Where the value of a parameter that begins at `from` ends: after its closing quote, or before the next of `;:,"`; a quote that stands within, or is not closed, is left for whoever looks what follows. */
function parameterEnd(text: string, from: number): number {
  if (text[from] === '"') {
    const close = text.indexOf('"', from + 1);
    return close < 0 ? from : close + 1;
  }
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === ";" || character === ":" || character === "," || character === '"') return at;
  }
  return text.length;
}

interface Parameter {
  readonly name: string;
  readonly values: readonly string[];
  /** Where it ends; −1 when it cannot be read. */
  readonly end: number;
}

function readParameter(text: string, from: number): Parameter {
  const end = nameEnd(text, from);
  const name = text.slice(from, end).toUpperCase();
  if (end === from || text[end] !== "=") return { name, values: [], end: -1 };
  const values: string[] = [];
  for (let at = end + 1; ;) {
    const stop = parameterEnd(text, at);
    values.push(decodedParameter(text[at] === '"' && stop > at ? text.slice(at + 1, stop - 1) : text.slice(at, stop)));
    if (text[stop] !== ",") return { name, values, end: stop };
    at = stop + 1;
  }
}

/** A content line as a property; nothing when it is none. */
function propertyOf(text: string, line: number, findings: Findings): IcsProperty | undefined {
  const broken = (rule: IcsRule, message: string): undefined => {
    depart(findings, rule, { line, message });
    return undefined;
  };
  let at = nameEnd(text, 0);
  if (at === 0) { broken("syntax", `The line “${quoted(text)}” begins with no name.`); return; }
  const name = text.slice(0, at).toUpperCase();
  let parameters: Map<string, readonly string[]> | undefined;
  while (text[at] === ";") {
    const parameter = readParameter(text, at + 1);
    if (parameter.end < 0) { broken("param", `“${quoted(text.slice(at))}” is no parameter.`); return; }
    parameters ??= new Map();
    if (parameters.has(parameter.name)) depart(findings, "param-twice", { line, message: `The parameter ${quoted(parameter.name)} stands there twice.` });
    parameters.set(parameter.name, parameter.values);
    at = parameter.end;
  }
  if (text[at] !== ":") { broken("syntax", `The line “${quoted(text)}” has no colon after its name and parameters.`); return; }
  return { name, value: text.slice(at + 1), line, parameters };
}

/** What is wrong with the ends of all lines, said once: a file of such lines is one departure. */
function findLineEnds(text: string, findings: Findings): void {
  if (/\r(?!\n)/u.test(text)) depart(findings, "crlf", { line: text.slice(0, text.search(/\r(?!\n)/u)).split(/\r\n|\n|\r/u).length, message: "A carriage return stands alone: lines end in CRLF." });
  const lone = text.search(/(?<!\r)\n/u);
  if (lone >= 0) depart(findings, "crlf", { line: text.slice(0, lone).split("\n").length, message: "A line feed stands alone: lines end in CRLF." });
  if (!text.endsWith("\r\n")) depart(findings, "crlf-end", { line: 1, message: "The last line does not end in CRLF." });
}

/** Calls `each` with every property of the file, in order; says what is wrong with lines. Each character is looked at a fixed number of times. */
export function readLines(file: string, findings: Findings, each: (property: IcsProperty) => void): void {
  const hasMark = file.startsWith("\ufeff");
  if (hasMark) depart(findings, "bom", { line: 1, message: "The file begins with a byte order mark." });
  const text = hasMark ? file.slice(1) : file;
  findLineEnds(text, findings);
  // A lone carriage return ends a line too; hardly any file has one, so only such a file is rewritten.
  const whole = /\r(?!\n)/u.test(text) ? text.replace(/\r(?!\n)/gu, "\n") : text;
  const hasControls = control.test(whole);
  const hasDamage = whole.includes("\ufffd");

  let pieces: string[] = [];
  let firstLine = 0;
  const flush = (): void => {
    if (pieces.length === 0) return;
    if (hasDamage && pieces.some((piece, index) => piece.startsWith("\ufffd") && pieces[index - 1]?.endsWith("\ufffd") === true)) depart(findings, "fold-utf8", { line: firstLine, message: "A fold splits a character of several bytes." });
    const property = propertyOf(pieces.length === 1 ? (pieces[0] ?? "") : pieces.join(""), firstLine, findings);
    if (property !== undefined) each(property);
  };

  let line = 0;
  for (let start = 0; start < whole.length;) {
    line += 1;
    if (line > ICS_READ_LIMITS.lines) throw faultAt(tooManyLines, findings.path, { limit: ICS_READ_LIMITS.lines, line });
    const feed = whole.indexOf("\n", start);
    const next = feed < 0 ? whole.length : feed;
    const end = next > start && whole.charCodeAt(next - 1) === CARRIAGE_RETURN ? next - 1 : next;
    const physical = whole.slice(start, end);
    start = next + 1;
    if (physical.length * 3 > LONGEST_LINE && octetCount(physical) > LONGEST_LINE) depart(findings, "fold-75", { line, message: "The line is longer than 75 octets." });
    if (hasControls && control.test(physical)) depart(findings, "control", { line, message: "The line holds a control character." });
    if (physical === "") {
      depart(findings, "blank-line", { line, message: "The line is empty." });
      continue;
    }
    const first = physical.charCodeAt(0);
    if (first === BLANK || first === TAB) {
      if (pieces.length === 0) depart(findings, "fold-first", { line, message: "The first line is a continuation of nothing." });
      else pieces.push(physical.slice(1));
      continue;
    }
    flush();
    pieces = [physical];
    firstLine = line;
  }
  flush();
}
