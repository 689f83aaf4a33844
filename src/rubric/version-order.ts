import type { RubricVersion } from "./rubric.js";
import type { VersionChange } from "./rubric-version.js";

const partsOf = (version: RubricVersion): readonly number[] => version.split(".").map(Number);

/** The number that tells whose ratings are comparable. */
export const majorOf = (version: RubricVersion): number => partsOf(version)[0] ?? 0;

/** Below 0 where `left` is the earlier version. */
export function compareVersions(left: RubricVersion, right: RubricVersion): number {
  const later = partsOf(right);
  return partsOf(left).map((part, index) => part - (later[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** The first of the three numbers in which two versions differ. */
export function raisedPart(before: RubricVersion, after: RubricVersion): VersionChange {
  const later = partsOf(after);
  const at = partsOf(before).findIndex((part, index) => part !== later[index]);
  return (["major", "minor", "patch"] as const)[at] ?? "none";
}
