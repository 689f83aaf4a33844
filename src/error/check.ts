import * as z from "zod";
import { CoachingError, type Fault, faultAt, type Issue, type IssueParams, type IssuePath, issueOf } from "./coaching-error.js";

/** What `check` refuses outright, so that no input can exhaust the host. */
export const INPUT_LIMITS = {
  /** Levels of nesting. */
  depth: 64,
  /** Values in one input, counted at every level. */
  values: 5_000_000,
  /** Issues listed in one error; the last one says how many more there are. */
  issues: 1000,
} as const;

const tooDeep: Fault = { code: "input.too_deep", message: "The input is nested more than {limit} levels deep, or refers to itself.", hint: "Flatten it." };
const tooLarge: Fault = { code: "input.too_large", message: "The input holds more than {limit} values.", hint: "Send it in parts." };
const notJson: Fault = { code: "input.not_json", message: "A typed array is no JSON.", hint: "Give a plain list: Array.from(values)." };
const forbiddenKey: Fault = { code: "input.forbidden_key", message: "The key “__proto__” is not allowed.", hint: "Remove it." };
const moreIssues: Fault = { code: "input.more_issues", message: "{count} more faults were found.", hint: "Mend the listed ones first." };

/** Where a walk stands: a value, how deep it lies, and the way back to the root. Paths are spelled out only when a fault needs one. */
interface Step {
  readonly value: object;
  readonly depth: number;
  readonly key: string | number | undefined;
  readonly parent: Step | undefined;
}

function pathOf(step: Step | undefined): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = step; at?.key !== undefined; at = at.parent) path.unshift(at.key);
  return path;
}

/** A schema walks its input by recursion; this walk does not, so it meets depth, cycles and size before the call stack does. Returns the forbidden keys. */
function guard(input: unknown): readonly Issue[] {
  if (typeof input !== "object" || input === null) return [];
  const forbidden: Issue[] = [];
  const todo: Step[] = [{ value: input, depth: 1, key: undefined, parent: undefined }];
  let seen = 0;
  for (let step = todo.pop(); step !== undefined; step = todo.pop()) {
    if (step.depth > INPUT_LIMITS.depth) throw faultAt(tooDeep, [], { limit: INPUT_LIMITS.depth });
    if (ArrayBuffer.isView(step.value)) throw faultAt(notJson, pathOf(step));
    const keys = Array.isArray(step.value) ? null : Object.keys(step.value);
    const size = keys === null ? (step.value as readonly unknown[]).length : keys.length;
    seen += size;
    if (seen > INPUT_LIMITS.values) throw faultAt(tooLarge, [], { limit: INPUT_LIMITS.values });
    for (let index = 0; index < size; index += 1) {
      const key = keys?.[index] ?? index;
      if (key === "__proto__") forbidden.push(issueOf(forbiddenKey, [...pathOf(step), key]));
      // not Reflect.get, which takes fifty times as long over a list of numbers
      const value = (step.value as Readonly<Record<string | number, unknown>>)[key];
      if (typeof value === "object" && value !== null) todo.push({ value, depth: step.depth + 1, key, parent: step });
    }
  }
  return forbidden;
}

/** What a value is, in a word that tells why it will not do. */
function kindOf(value: unknown, expected: string): string {
  if (value === null) return "null";
  if (typeof value === "number") return !Number.isFinite(value) ? String(value) : expected === "int" && !Number.isInteger(value) ? String(value) : "number";
  return Array.isArray(value) ? "array" : Object.prototype.toString.call(value) === "[object Date]" ? "Date" : typeof value;
}

const childOf = (value: unknown, key: PropertyKey): unknown => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined);

/** The value at a path, and whether its key is there: one that is there and undefined has to be left out. */
function valueAt(input: unknown, path: readonly PropertyKey[]): { readonly value: unknown; readonly isThere: boolean } {
  const parent = path.slice(0, -1).reduce(childOf, input);
  const key = path.at(-1);
  return key === undefined ? { value: input, isThere: true } : { value: childOf(parent, key), isThere: typeof parent === "object" && parent !== null && Object.hasOwn(parent, key) };
}

const expectedWords: Readonly<Record<string, string>> = { number: "finite number", int: "whole number" };

interface Text {
  readonly message: string;
  readonly hint: string;
  readonly params: IssueParams;
}
const text = (message: string, hint: string, params: IssueParams = {}): Text => ({ message, hint, params });

const sizeWord: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries", map: " entries", file: " bytes" };
const bound = (limit: number | bigint, origin: string): string => `${String(limit)}${sizeWord[origin] ?? ""}`;

const quoted = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(", ");

function choiceText({ values, path }: z.core.$ZodIssueInvalidValue, input: unknown): Text {
  const [choice, params] = [values.length === 1 ? quoted(values) : `one of ${quoted(values)}`, { values: values.map(String) }];
  if (path.length > 0 && !valueAt(input, path).isThere) return text("This key is missing.", `Give it ${choice}.`, params);
  return text(`Expected ${choice}.`, values.length === 1 ? "Write exactly that." : "Use one of them.", params);
}

function unionText(issue: z.core.$ZodIssueInvalidUnion): Text {
  const shapes = "It matches none of the allowed shapes.";
  const { discriminator } = issue;
  if (discriminator === undefined) return text(shapes, "See the documentation of this key.");
  const options = "options" in issue ? issue.options : undefined;
  return text(shapes, options === undefined ? `Check the key “${discriminator}”.` : `Give “${discriminator}” one of ${quoted(options)}.`, { discriminator });
}

/** Our own words for zod's issues: a host that sets zod's locale does not change our texts. */
function textOf(issue: z.core.$ZodIssue, input: unknown): Text {
  switch (issue.code) {
    case "invalid_type": {
      const { value, isThere } = valueAt(input, issue.path);
      const [got, expected] = [kindOf(value, issue.expected), expectedWords[issue.expected] ?? issue.expected];
      const params = { expected: issue.expected, got };
      if (got === "undefined") return isThere && issue.path.length > 0 ? text("This key is there, but undefined.", `Leave it out where it is optional, or give it a value (${expected}).`, params) : text("This key is missing.", `Give it a value (${expected}).`, params);
      return text(`Expected ${expected}, got ${got}.`, got === "Date" ? "Write it as text: a date as YYYY-MM-DD, an instant by toISOString()." : `Give it a value of the kind ${expected}.`, params);
    }
    case "too_big":
      return text(`At most ${bound(issue.maximum, issue.origin)} allowed${issue.inclusive === false ? ", exclusive" : ""}.`, "Make it smaller.", { maximum: Number(issue.maximum), origin: issue.origin });
    case "too_small":
      return text(`At least ${bound(issue.minimum, issue.origin)} needed${issue.inclusive === false ? ", exclusive" : ""}.`, "Make it larger.", { minimum: Number(issue.minimum), origin: issue.origin });
    case "invalid_value":
      return choiceText(issue, input);
    case "invalid_union":
      return unionText(issue);
    case "not_multiple_of":
      return text(`It must be a multiple of ${String(issue.divisor)}.`, "Round it.", { divisor: issue.divisor });
    default:
      return text("It does not have the expected form.", "See the documentation of this key.");
  }
}

const cleanPath = (path: readonly PropertyKey[]): IssuePath => path.map((key) => (typeof key === "number" ? key : String(key)));

function issuesOf(issue: z.core.$ZodIssue, input: unknown, limit: number): readonly Issue[] {
  const path = cleanPath(issue.path);
  if (issue.code === "custom" && issue.params?.["issue"] !== undefined) return [{ ...(issue.params["issue"] as Issue), path }];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.filter((key) => key !== "__proto__").slice(0, limit).map((key) => key.slice(0, 80))
      .map((key) => ({ code: "input.unrecognized_keys", path: [...path, key], message: `The key “${key}” is not known here.`, hint: "Remove it, or check its spelling.", params: { key } }));
  }
  const own = textOf(issue, input);
  const [message = own.message, hint = own.hint] = issue.message === "" ? [] : issue.message.split("\n");
  return [{ code: issue.code === "custom" ? "input.invalid_format" : `input.${issue.code}`, path, message, hint, params: own.params }];
}

/** Keeps the schema's own text where it has one (`"what is wrong\nwhat to do"`), else leaves the text to us. */
const noText = { error: () => "" };

/** How many of our issues one of zod's makes. */
const countOf = (issue: z.core.$ZodIssue): number => (issue.code === "unrecognized_keys" ? issue.keys.length : 1);

/** The issues in our words; of very many the first ones, and how many more there are. */
function listed(found: readonly z.core.$ZodIssue[], input: unknown): readonly Issue[] {
  const total = found.reduce((sum, issue) => sum + countOf(issue), 0);
  const room = total <= INPUT_LIMITS.issues ? total : INPUT_LIMITS.issues - 1;
  const issues: Issue[] = [];
  for (const issue of found) {
    if (issues.length >= room) break;
    issues.push(...issuesOf(issue, input, room - issues.length));
  }
  return room === total ? issues : [...issues, issueOf(moreIssues, [], { count: total - room })];
}

/**
 * Checks `input` against `schema`; the one place where zod's issues become ours.
 *
 * @throws CoachingError with an `input.<zod code>` issue for each fault found, and the issues of the schema's own rules
 * @example
 * ```ts
 * import * as z from "zod";
 * check(z.number(), 5); // => 5
 * ```
 */
export function check<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const forbidden = guard(input);
  const result = schema.safeParse(input, noText);
  if (result.success && forbidden.length === 0) return result.data;
  throw new CoachingError([...forbidden.slice(0, INPUT_LIMITS.issues), ...listed(result.error?.issues ?? [], input)]);
}

/** Names a fault while a rule runs: the path is relative to the value that the rule belongs to. */
export type Report = (fault: Fault, path: IssuePath, params?: IssueParams) => void;

/**
 * A rule that a schema's `.check(...)` takes: it sees the whole value and reports every fault between its parts.
 * It also runs when single parts are faulty, so that one error names all faults; where a part has the wrong shape the rule is left out.
 *
 * @example
 * ```ts
 * import * as z from "zod";
 * const late = { code: "span.late", message: "The end is before the start.", hint: "Swap them." };
 * const Span = z.strictObject({ from: z.number(), to: z.number() }).check(rule((span: { from: number; to: number }, report) => { if (span.to < span.from) report(late, ["to"]); }));
 * Span.safeParse({ from: 2, to: 1 }).success; // => false
 * ```
 */
export function rule<Value>(find: (value: Value, report: Report) => void): z.core.$ZodCheck<Value> {
  const checked: z.core.$ZodCheck<Value> = z.check<Value>((payload) => {
    // a part that is left out: zod tries it all the same, and an error thrown and caught for each takes longer than all else
    if (payload.value === undefined) return;
    const found: { readonly path: IssuePath; readonly issue: Issue }[] = [];
    try {
      find(payload.value, (fault, path, params = {}) => {
        if (payload.issues.length > 0 && !areSound(params)) return;
        found.push({ path, issue: issueOf(fault, path, params) });
      });
    } catch (error) {
      // A part of the wrong shape has its own issue; what was found before it is kept.
      if (payload.issues.length === 0 || !(error instanceof TypeError || error instanceof RangeError)) throw error;
    }
    // A part that is faulty by itself is not reported again by a rule.
    const faulty = new Set(payload.issues.map(({ path }) => placeOf(path ?? [])));
    for (const { path, issue } of found) {
      if (faulty.has(placeOf(path))) continue;
      payload.issues.push({ code: "custom", path: [...path], params: { issue }, message: `${issue.message}\n${issue.hint}`, input: payload.value, continue: true });
    }
  });
  checked._zod.def.when = () => true;
  return checked;
}

/** A rule that speaks of a part of the wrong shape or length has nothing to say: the part has its own issue. Ids of 100,000 characters, each repeated in a message, would exhaust the host. */
const areSound = (params: IssueParams): boolean => Object.values(params).every((value: unknown) => value === null || ["number", "boolean"].includes(typeof value) || ((typeof value === "string" || Array.isArray(value)) && value.length < 1000));

const placeOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

/**
 * A text of at most `maximumLength` characters that matches `pattern`. The length is looked at first, so a hostile text never reaches the pattern.
 *
 * @example
 * ```ts
 * pattern(/^[a-z]+$/u, { maximumLength: 3, error: "Small letters only.\nWrite abc." }).safeParse("abcd").success; // => false
 * ```
 */
export const pattern = (regex: RegExp, options: { readonly maximumLength: number; readonly error: string }): z.ZodString =>
  z.string().check(z.refine((text: string) => text.length <= options.maximumLength && regex.test(text), { error: options.error })).meta({ pattern: regex.source, maxLength: options.maximumLength });
