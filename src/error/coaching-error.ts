const marker = Symbol.for("coachkit.error");

/** What an issue carries besides its texts, so that a host can say it in its own language. */
export type IssueParams = Readonly<Record<string, string | number | boolean | null | readonly (string | number)[]>>;

/** A kind of fault: its stable code, what is wrong, and what to do about it. Both texts may hold `{name}`, filled from an issue's `params`. */
export interface Fault {
  /** `<file>.<snake_case>`; never changes its meaning within a major version. */
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it, in one sentence. */
  readonly hint: string;
}

/** Where a fault lies in the input: `["coaches", 3, "availableMinutes"]`; empty for the whole of it. */
export type IssuePath = readonly (string | number)[];

/** A fault found in an input: plain data, safe to log, send or show. */
export interface Issue extends Fault {
  /** Where in the input. */
  readonly path: IssuePath;
  /** The values that the texts speak of, for a host that says them in its own words. */
  readonly params: IssueParams;
}

/**
 * Thrown when an input cannot be used. Holds every issue found, not only the first.
 * Tell it by `isCoachingError`, not by `instanceof`: a page may hold two copies of this package.
 */
export class CoachingError extends Error {
  /** Always `CoachingError`. */
  override readonly name = "CoachingError";
  /** Every fault found. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ code, path, message, hint }) => `${code} at /${path.join("/")}: ${message} ${hint}`).join("\n"));
    this.issues = issues;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Plain data for logs and responses. */
  toJSON(): { readonly name: string; readonly issues: readonly Issue[] } {
    return { name: this.name, issues: this.issues };
  }
}

/**
 * Whether `value` is a `CoachingError`, also one made by another copy of this package.
 *
 * @example
 * ```ts
 * isCoachingError(new CoachingError([])); // => true
 * isCoachingError(new Error("x")); // => false
 * ```
 */
export const isCoachingError = (value: unknown): value is CoachingError => typeof value === "object" && value !== null && marker in value;

const fill = (text: string, params: IssueParams): string => text.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => {
  const value = Object.hasOwn(params, name) ? params[name] : whole;
  return Array.isArray(value) ? value.join(", ") : String(value);
});

/**
 * One fault at one place, its texts filled in.
 *
 * @example
 * ```ts
 * const unknown = { code: "coach.unknown", message: "No coach has the id “{id}”.", hint: "Add the coach." };
 * issueOf(unknown, ["sessions", 0], { id: "c9" }).message; // => "No coach has the id “c9”."
 * ```
 */
export const issueOf = (fault: Fault, path: IssuePath, params: IssueParams = {}): Issue => ({
  code: fault.code,
  path,
  message: fill(fault.message, params),
  hint: fill(fault.hint, params),
  params,
});

/**
 * The error for one fault at one place.
 *
 * @example
 * ```ts
 * const noTime = { code: "coach.no_time", message: "The coach has no time.", hint: "Give the coach hours." };
 * faultAt(noTime, ["coaches", 0]).issues.length; // => 1
 * ```
 */
export const faultAt = (fault: Fault, path: IssuePath, params: IssueParams = {}): CoachingError => new CoachingError([issueOf(fault, path, params)]);
