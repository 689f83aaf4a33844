import * as z from "zod";
import { check, type Fault, type Report, rule } from "../error/index.js";
import { contentHash } from "../identity/index.js";
import type { Id } from "../unit/index.js";
import { Rubric, type RubricVersion } from "./rubric.js";
import { type VersionChange, versionChange } from "./rubric-version.js";
import { compareVersions, raisedPart } from "./version-order.js";

const otherRubric: Fault = { code: "rubric-history.other_rubric", message: "“{got}” is another rubric than “{expected}”.", hint: "Give the versions of one rubric." };
const changedContent: Fault = { code: "rubric-history.changed_content", message: "Version {version} stands here with two contents.", hint: "A version never changes: give the changed rubric a new version." };
const sameVersion: Fault = { code: "rubric-history.same_version", message: "Version {version} is given twice.", hint: "Give each version once." };
const stepTooSmall: Fault = { code: "rubric-history.step_too_small", message: "Version {version} raises the {raised} number of {previous}, but its change is {change}.", hint: "Give it a version that raises the {change} number." };

const rank: Readonly<Record<VersionChange, number>> = { none: 0, patch: 1, minor: 2, major: 3 };

interface Entry { readonly rubric: Rubric; readonly index: number }

const inOrder = (versions: readonly Rubric[]): readonly Entry[] => versions.map((rubric, index) => ({ rubric, index })).sort((left, right) => compareVersions(left.rubric.version, right.rubric.version) || left.index - right.index);

function findHistoryFaults(versions: readonly Rubric[], report: Report): void {
  const expected = versions[0]?.id ?? "";
  versions.forEach(({ id }, index) => { if (id !== expected) report(otherRubric, [index, "id"], { expected, got: id }); });
  const entries = inOrder(versions);
  entries.slice(1).forEach(({ rubric, index }, position) => {
    const before = entries[position]?.rubric;
    if (before === undefined || before.id !== rubric.id) return;
    const change = versionChange({ before, after: rubric });
    const raised = raisedPart(before.version, rubric.version);
    const params = { version: rubric.version, previous: before.version, raised, change };
    if (raised === "none") report(change === "none" ? sameVersion : changedContent, [index, "version"], params);
    else if (rank[raised] < rank[change]) report(stepTooSmall, [index, "version"], params);
  });
}

const RubricHistoryRequest = z.array(Rubric).min(1).max(200).check(rule(findHistoryFaults)).readonly();

/** One version of a rubric in its history. */
export interface RubricHistoryEntry {
  /** The rubric. */
  readonly rubricId: Id;
  /** Its version. */
  readonly version: RubricVersion;
  /** The fingerprint of its content, to be stored beside it: `rubricHash`. */
  readonly hash: string;
  /** What changed since the version before it; null for the first. */
  readonly change: VersionChange | null;
  /** The first version with which its scores may be pooled as they are: the first of its major number. */
  readonly comparableSince: RubricVersion;
}

/**
 * The versions of a rubric in their order, each with its hash and what it changed. It refuses a history that cannot be trusted:
 * one version with two contents, and a change of meaning under a number that promises none.
 *
 * @param versions 1 to 200 versions of one rubric, in any order
 * @throws CoachingError `input.*`, `rubric.*`, `rubric-history.other_rubric`, `rubric-history.same_version`, `rubric-history.changed_content`, `rubric-history.step_too_small`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const first: Rubric = { kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria };
 * rubricHistory([first, { ...first, version: "1.0.1", title: "The one-to-one" }])[1].change; // => "patch"
 * ```
 */
export function rubricHistory(versions: readonly Rubric[]): readonly RubricHistoryEntry[] {
  const sorted = inOrder(check(RubricHistoryRequest, versions)).map(({ rubric }) => rubric);
  return sorted.map((rubric, index) => {
    const before = sorted[index - 1];
    const first = sorted.find(({ version }) => raisedPart(version, rubric.version) !== "major") ?? rubric;
    return {
      rubricId: rubric.id, version: rubric.version, hash: contentHash(rubric),
      change: before === undefined ? null : versionChange({ before, after: rubric }), comparableSince: first.version,
    };
  });
}
