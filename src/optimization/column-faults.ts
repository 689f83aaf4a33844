import { CoachingError, type Fault, INPUT_LIMITS, type Issue, issueOf, type IssuePath } from "../error/index.js";
import { type ColumnKind, isTypedArray } from "../error/internal.js";

const wrongKind: Fault = { code: "column-faults.wrong_kind", message: "Expected a {kind}.", hint: "Give it as a {kind}: {kind}.from(list)." };
const wrongLength: Fault = { code: "column-faults.wrong_length", message: "Expected {expected} entries, got {got}.", hint: "Give {expected} entries." };

/** Collects faults of typed arrays, which `check` does not look into. */
export interface ColumnFaults {
  readonly issues: Issue[];
  readonly path: IssuePath;
}

/** Adds a fault to those that were found; a thousand are enough. */
export const reportFault = ({ issues, path }: ColumnFaults, at: IssuePath, { fault, params }: { readonly fault: Fault; readonly params: Readonly<Record<string, string | number>> }): void => {
  if (issues.length < INPUT_LIMITS.issues) issues.push(issueOf(fault, [...path, ...at], params));
};

/** Looks at kind and length of an array; returns whether both are right. */
export function isColumn(faults: ColumnFaults, at: IssuePath, { value, kind, expected }: { readonly value: unknown; readonly kind: ColumnKind; readonly expected?: number }): boolean {
  if (!isTypedArray(value, kind)) {
    reportFault(faults, at, { fault: wrongKind, params: { kind } });
    return false;
  }
  const got = value.length;
  if (expected === undefined || got === expected) return true;
  reportFault(faults, at, { fault: wrongLength, params: { expected, got } });
  return false;
}

/** Throws what was found. */
export function throwFaults({ issues }: ColumnFaults): void {
  if (issues.length > 0) throw new CoachingError(issues);
}
