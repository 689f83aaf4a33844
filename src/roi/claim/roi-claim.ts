import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { Count, Fraction, Title } from "../../unit/index.js";
import { IsolationMethod } from "../benefit-claim.js";
import { InvestmentInput } from "../return-on-investment.js";

/** How large a claim may be. */
export const CLAIM_LIMITS = {
  /** Lines of benefit of one claim that is audited: it is counted some ten times. */
  lines: 10_000,
} as const;

/** A part of a fully loaded cost (guiding principle 10). */
export const FullyLoadedPart = z.enum(["cost/design", "cost/coach-time", "cost/participant-time", "cost/platform", "cost/facilities", "cost/administration", "cost/evaluation"]);
/** A part of a fully loaded cost, by the account that it is booked under: `"cost/participant-time"`. */
export type FullyLoadedPart = z.infer<typeof FullyLoadedPart>;

/** What the claimed benefit still has to be multiplied by: nothing, where the figure holds it already or there is nothing of the kind, or a share within a range that the auditor gives. */
export type ClaimFactor =
  | { /** The claimed figure holds it already, or it does not apply: a claim of saved cost has no margin. */ readonly status: "applied" }
  | {
    /** The claimed figure does not hold it. */
    readonly status: "not-applied";
    /** The least that it may be. */
    readonly lowFraction: Fraction;
    /** The most that it may be; the same as the least where it is known. */
    readonly highFraction: Fraction;
  };

/** The shares that a careful claim multiplies its benefit by; each that is left out is not known and is asked for. */
export interface ClaimFactors {
  /** The share of revenue that is left after the cost of serving it. */
  readonly margin?: ClaimFactor;
  /** The share of the change that is due to the program; applied where people without the program were compared. */
  readonly attribution?: ClaimFactor;
  /** How sure those who estimated are of their figures; applied where nothing was estimated. */
  readonly confidence?: ClaimFactor;
  /** The share of those asked who gave figures: all others count as zero. Applied where only the answers were added up, against the cost of all. */
  readonly response?: ClaimFactor;
  /** The share of the benefit that is left without the few answers that are too large to be believed. */
  readonly withoutExtremes?: ClaimFactor;
}

/** How many times the stated cost the fully loaded one is. */
export interface CostMultiple {
  /** The least that it may be, 1 to 1,000. */
  readonly lowRatio: number;
  /** The most that it may be; the same as the least where it is known. */
  readonly highRatio: number;
}

/** Who says so: `vendor`, who sells the program or was paid for the study; `program-team`, who runs it; `participants`; `finance`, the organization's own; `researchers`, paid by neither side. */
export const Claimant = z.enum(["vendor", "program-team", "participants", "finance", "researchers"]);
/** Who says so: `"vendor"`. */
export type Claimant = z.infer<typeof Claimant>;

/** A return that somebody claims, with what is known of it. What is not known is left out, never guessed. */
export interface RoiClaim {
  /** The claimed figure as a ratio: 5.29 for “529 %”. */
  readonly claimedRatio: number;
  /** Whether it is net benefit ÷ cost, benefit ÷ cost, or nobody says. */
  readonly ratioKind: "roi" | "benefit-cost-ratio" | "not-said";
  /** Where the claim stands: `"Brochure, page 3"`. */
  readonly title?: Title;
  /** Who says so. */
  readonly claimant?: Claimant;
  /** How the effect was told apart from other causes, in the words of a benefit line. */
  readonly isolationMethod?: IsolationMethod;
  /** Whether the benefit was taken from records or estimated by somebody. */
  readonly benefitBasis?: "measured" | "estimated";
  /** What the benefit still has to be multiplied by. */
  readonly factors?: ClaimFactors;
  /** The parts of the cost that the claim counts. */
  readonly includedCosts?: readonly FullyLoadedPart[];
  /** How many times the stated cost the fully loaded one is, as the auditor sees it. */
  readonly costMultiple?: CostMultiple;
  /** Months of benefit that are counted, 1 to 1,200. */
  readonly horizonMonths?: number;
  /** Whether benefits of later years are discounted. */
  readonly isDiscounted?: boolean;
  /** Months from the start of the program to when the benefits were counted; 0 for a forecast. */
  readonly measuredAfterMonths?: number;
  /** How many people, or teams where teams were compared, the figure rests on. */
  readonly sampleCount?: Count;
  /** Whether the claim says how far off it may be. */
  readonly hasRange?: boolean;
  /** The benefits line by line and the ledger of costs, where they can be had: then the return is computed, and `isolationMethod`, `benefitBasis`, `factors`, `includedCosts` and `horizonMonths`, which they hold, are left out here. */
  readonly components?: InvestmentInput;
}

const harmful: Fault = { code: "roi-claim.harmful", message: "{ratio} says that the benefit itself is below zero.", hint: "There is nothing to take off it. Check the sign, and write 1.5 for 150 percent." };
const negativeRatio: Fault = { code: "roi-claim.negative_ratio", message: "{ratio} is no benefit-cost ratio.", hint: "Say that it is an ROI." };
const lowAboveHigh: Fault = { code: "roi-claim.low_above_high", message: "The range runs from {low} to {high}.", hint: "Give the smaller number first." };
const repeatedCost: Fault = { code: "roi-claim.repeated_cost", message: "“{part}” is listed twice.", hint: "List each part once." };
const givenTwice: Fault = { code: "roi-claim.given_twice", message: "The components hold “{key}” already.", hint: "Leave it out here, or leave the components out." };
const zeroCost: Fault = { code: "roi-claim.zero_cost", message: "The costs add up to zero.", hint: "Book what the program cost: without a cost there is no return on it." };

const tooManyLines: Fault = { code: "roi-claim.too_many_lines", message: "{count} lines are more than the {limit} of one audit.", hint: "Audit them in parts, or add up those of one kind." };

/** What the components say themselves. */
const heldByComponents = ["isolationMethod", "benefitBasis", "factors", "includedCosts", "horizonMonths"] as const;

function findRatioFaults({ claimedRatio: ratio, ratioKind }: RoiClaim, report: Report): void {
  if (ratioKind === "roi" ? ratio < -1 : ratio < 0 && ratioKind === "benefit-cost-ratio") report(harmful, ["claimedRatio"], { ratio });
  if (ratioKind === "not-said" && ratio < 0) report(negativeRatio, ["ratioKind"], { ratio });
}

function findPartFaults(claim: RoiClaim, report: Report): void {
  for (const [index, part] of repeated(claim.includedCosts ?? [], (part) => part)) report(repeatedCost, ["includedCosts", index], { part: part.slice(0, 60) });
  if (claim.components === undefined) return;
  for (const key of heldByComponents) if (claim[key] !== undefined) report(givenTwice, [key], { key });
  const { length: count } = claim.components.benefits.lines;
  if (count > CLAIM_LIMITS.lines) report(tooManyLines, ["components", "benefits", "lines"], { count, limit: CLAIM_LIMITS.lines });
  if (claim.components.costs.entries.every(({ amount: { amount } }) => /^-?[0.]{1,37}$/u.test(amount))) report(zeroCost, ["components", "costs", "entries"]);
}

const RatioFromOne = z.number().min(1, { error: "The fully loaded cost is at least the stated one.\nGive 1 where nothing is missing." }).max(1000);
/** Schema of what a claimed benefit still has to be multiplied by. */
export const ClaimFactor = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("applied") }).readonly(),
  z.strictObject({ status: z.literal("not-applied"), lowFraction: Fraction, highFraction: Fraction })
    .check(rule(({ lowFraction: low, highFraction: high }: { readonly lowFraction: number; readonly highFraction: number }, report) => { if (low > high) report(lowAboveHigh, ["highFraction"], { low, high }); })).readonly(),
]) satisfies z.ZodType<ClaimFactor>;
/** Schema of the shares that a claimed benefit is multiplied by. */
export const ClaimFactors = z.strictObject({ margin: z.exactOptional(ClaimFactor), attribution: z.exactOptional(ClaimFactor), confidence: z.exactOptional(ClaimFactor), response: z.exactOptional(ClaimFactor), withoutExtremes: z.exactOptional(ClaimFactor) }).readonly() satisfies z.ZodType<ClaimFactors>;
/** Schema of how many times the stated cost the fully loaded one is. */
export const CostMultiple = z.strictObject({ lowRatio: RatioFromOne, highRatio: RatioFromOne })
  .check(rule(({ lowRatio: low, highRatio: high }: CostMultiple, report) => { if (low > high) report(lowAboveHigh, ["highRatio"], { low, high }); })).readonly() satisfies z.ZodType<CostMultiple>;

/** Schema of a claimed return, with its rules between parts. */
export const RoiClaim = z.strictObject({
  claimedRatio: z.number().min(-1_000_000).max(1_000_000).overwrite((value) => value + 0), ratioKind: z.enum(["roi", "benefit-cost-ratio", "not-said"]), title: z.exactOptional(Title), claimant: z.exactOptional(Claimant), isolationMethod: z.exactOptional(IsolationMethod),
  benefitBasis: z.exactOptional(z.enum(["measured", "estimated"])), factors: z.exactOptional(ClaimFactors), includedCosts: z.exactOptional(z.array(FullyLoadedPart).max(100).readonly()), costMultiple: z.exactOptional(CostMultiple),
  horizonMonths: z.exactOptional(z.int().min(1).max(1200)), isDiscounted: z.exactOptional(z.boolean()), measuredAfterMonths: z.exactOptional(z.number().min(0).max(1200)), sampleCount: z.exactOptional(Count),
  hasRange: z.exactOptional(z.boolean()), components: z.exactOptional(InvestmentInput),
}).check(rule(findRatioFaults), rule(findPartFaults)).readonly() satisfies z.ZodType<RoiClaim>;
