import type { IssuePath } from "../error/index.js";
import type { ReviewMaterial } from "./review-material.js";

/** How much a finding weighs: an error undoes the program, a warning weakens it, an info is worth a thought. */
export type ReviewSeverity = "error" | "warning" | "info";

/** One rule of the review, as data. */
export interface ReviewRule {
  /** Stable, in kebab-case: it names what is wrong. */
  readonly code: string;
  /** What it looks at: `"follow-up"`, `"governance"`, … */
  readonly subject: string;
  /** How much a finding weighs. */
  readonly severity: ReviewSeverity;
  /** When it fires. */
  readonly firesWhen: string;
  /** Why that matters, in the words of practice. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
  /** What of the input it cannot do without, besides the program; without it the rule is reported as not checked. */
  readonly needs: readonly string[];
}

/** Where something was found, and what. */
export interface Found {
  readonly path: IssuePath;
  readonly found: string;
}

/** A rule with its check: what it found, nothing where it holds, `null` where the evidence is missing. */
export interface CheckedRule extends ReviewRule {
  readonly find: (material: ReviewMaterial) => readonly Found[] | null;
}

/** A rule that fires at most once. */
export const foundIf = (isFound: boolean, path: IssuePath, found: string): readonly Found[] => (isFound ? [{ path, found }] : []);
