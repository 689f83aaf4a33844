import * as z from "zod";
import type { EvidenceGrade } from "../evidence-grade.js";
import type { RoiClaim } from "./roi-claim.js";

/** The name of a published figure. */
export const PublishedFigureId = z.enum([
  "metrixglobal-2001-return", "manchester-2001-return", "phillips-2007-return", "icf-2009-company-return", "peer-meetings-2020-sales", "ai-assistance-2025-issues", "ai-assistance-2023-issues",
  "turnover-2012-cost", "turnover-2012-cost-low-pay", "performance-spread-1983", "coaching-effect-2014", "coaching-effect-2016", "coaching-effect-2023",
]);
/** The name of a published figure: `"metrixglobal-2001-return"`. */
export type PublishedFigureId = z.infer<typeof PublishedFigureId>;

/** What a figure counts in: `roi-ratio`, net benefit ÷ cost; `return-ratio`, a return of which nobody says whether it is net; `change-ratio`, 0.15 is 15 percent more; `salary-fraction`, a share of a year's salary; `standardized-difference`, standard deviations. */
export type PublishedUnit = "roi-ratio" | "return-ratio" | "change-ratio" | "salary-fraction" | "standardized-difference";

/** A range of values that the source gives, and over what: it is no confidence interval. */
export interface PublishedRange {
  /** The least. */
  readonly low: number;
  /** The most. */
  readonly high: number;
  /** Over what it runs: `"from the most skilled agents to novices"`. */
  readonly over: string;
}

/** A figure that somebody published: to argue with, never a default. */
export interface PublishedFigure {
  /** Its name. */
  readonly id: PublishedFigureId;
  /** The figure; null where the source gives a range only. */
  readonly value: number | null;
  /** What it counts in. */
  readonly unit: PublishedUnit;
  /** What was measured. */
  readonly measured: string;
  /** How. */
  readonly design: string;
  /** On how many it rests, as far as it is known; null where it is not. */
  readonly sample: { readonly count: number; readonly of: string } | null;
  /** Where the source gives one. */
  readonly range: PublishedRange | null;
  /** Who published it, and when. */
  readonly citation: string;
  /** From what the figures above were taken: only what stands there is stated. */
  readonly readIn: string;
  /** Why it is not your figure. */
  readonly caveat: string;
  /** What it rests on. */
  readonly evidenceGrade: EvidenceGrade;
  /** What is known of it, for `auditClaim`; null where the figure is no return. */
  readonly claim: RoiClaim | null;
}
