import type { BenefitLine } from "../benefit-claim.js";
import { type EvidenceGrade, evidenceGrades } from "../evidence-grade.js";
import { type ClaimCheck, claimChecks, EARLY_MONTHS, FIRST_YEAR_MONTHS, LIKE_PERCENT, SMALL_SAMPLE } from "./claim-check.js";
import type { ItemizedDescent } from "./itemized-descent.js";
import type { ClaimFactor, RoiClaim } from "./roi-claim.js";

/** What an audit found. */
export interface ClaimFinding extends ClaimCheck {
  /** Which parts of the cost, lines of benefit or rules; a hundred at most, empty where it is about the claim as a whole. */
  readonly items: readonly string[];
}

/** A claim with what its audit has made of it so far. */
export interface AuditMaterial {
  readonly claim: RoiClaim;
  readonly itemized: ItemizedDescent | null;
  readonly missingParts: readonly string[];
  /** The returns that the claimed figure may stand for. */
  readonly claimedReturns: readonly number[];
}

/** The claim says it to this share of itself: half a percent, as published figures are rounded. */
export const REPRODUCED_WITHIN = 0.005;
const MOST_ITEMS = 100;

const countedLines = ({ claim: { components }, itemized }: AuditMaterial): readonly BenefitLine[] => {
  const counted = new Set(itemized?.investment.trace.benefits.lines.map(({ entryId }) => entryId));
  return components?.benefits.lines.filter(({ id }) => counted.has(id)) ?? [];
};
const horizonOf = ({ claim: { horizonMonths, components } }: AuditMaterial): number | undefined => components?.benefits.horizonMonths ?? horizonMonths;

type Found = readonly string[] | null;
type Finder = (material: AuditMaterial) => Found;
const foundIf = (isFound: boolean): Found => (isFound ? [] : null);
const foundItems = (items: readonly string[]): Found => (items.length === 0 ? null : items);
/** It is asked of the outline of a claim only: components hold the answer. */
const unless = (find: (claim: RoiClaim) => boolean): Finder => ({ claim }) => foundIf(claim.components === undefined && find(claim));
const isNotApplied = (factor: ClaimFactor | undefined): boolean => factor?.status === "not-applied";

function findReproduced({ itemized, claimedReturns }: AuditMaterial): Found {
  if (itemized === null) return null;
  return foundIf(!itemized.returns.some((one) => claimedReturns.some((claimed) => Math.abs(claimed - one) <= REPRODUCED_WITHIN * Math.max(1, Math.abs(one)))));
}

function findTwice({ itemized }: AuditMaterial): Found {
  const { excluded = [], warnings = [] } = itemized?.investment ?? {};
  return foundItems([...new Set([...excluded.filter(({ reason }) => reason !== "extreme").map(({ lineId }) => lineId), ...warnings.flatMap(({ lineIds }) => lineIds)])]);
}

const finders: Readonly<Record<string, Finder>> = {
  "ratio-kind-missing": ({ claim }) => foundIf(claim.ratioKind === "not-said"),
  "ratio-is-benefit-cost": ({ claim }) => foundIf(claim.ratioKind === "benefit-cost-ratio"),
  "looks-like-percent": ({ claim }) => foundIf(claim.claimedRatio >= LIKE_PERCENT),
  "not-reproduced": findReproduced,
  "isolation-missing": unless(({ isolationMethod }) => isolationMethod === undefined || isolationMethod === "none"),
  "isolation-by-estimate": (material) => (material.itemized === null ? foundIf(material.claim.isolationMethod === "estimates") : foundItems(countedLines(material).filter(({ isolationMethod }) => isolationMethod === "estimates").map(({ id }) => id))),
  "lines-unsupported": ({ itemized }) => foundItems((itemized?.investment.unsupported ?? []).map(({ lineId }) => lineId)),
  "basis-missing": unless(({ benefitBasis }) => benefitBasis === undefined),
  "benefit-estimated": (material) => (material.itemized === null ? foundIf(material.claim.benefitBasis === "estimated") : foundItems(countedLines(material).filter(({ basis }) => basis === "estimated").map(({ id }) => id))),
  "margin-missing": unless(({ factors }) => factors?.margin === undefined),
  "revenue-not-margin": unless(({ factors }) => isNotApplied(factors?.margin)),
  "attribution-missing": unless(({ factors }) => factors?.attribution === undefined),
  "attribution-not-applied": unless(({ factors }) => isNotApplied(factors?.attribution)),
  "confidence-missing": unless(({ factors }) => factors?.confidence === undefined),
  "confidence-not-applied": unless(({ factors }) => isNotApplied(factors?.confidence)),
  "response-missing": unless(({ factors }) => factors?.response === undefined),
  "response-not-applied": unless(({ factors }) => isNotApplied(factors?.response)),
  "extremes-missing": unless(({ factors }) => factors?.withoutExtremes === undefined),
  "extreme-answers": ({ claim, itemized }) => (itemized === null ? foundIf(isNotApplied(claim.factors?.withoutExtremes)) : foundItems(itemized.investment.excluded.filter(({ reason }) => reason === "extreme").map(({ lineId }) => lineId))),
  "counted-twice": findTwice,
  "rules-waived": ({ claim }) => foundItems((claim.components?.benefits.waivedRules ?? []).map(({ rule }) => rule)),
  "horizon-missing": (material) => foundIf(horizonOf(material) === undefined),
  "beyond-first-year": (material) => foundIf((horizonOf(material) ?? 0) > FIRST_YEAR_MONTHS),
  "not-discounted": (material) => foundIf((horizonOf(material) ?? 0) > FIRST_YEAR_MONTHS && material.claim.isDiscounted !== true),
  "measurement-missing": ({ claim }) => foundIf(claim.measuredAfterMonths === undefined),
  "measured-early": ({ claim }) => foundIf((claim.measuredAfterMonths ?? EARLY_MONTHS) < EARLY_MONTHS),
  "costs-missing": unless(({ includedCosts }) => includedCosts === undefined),
  "cost-parts-missing": ({ claim, missingParts }) => (claim.components === undefined && claim.includedCosts === undefined ? null : foundItems(missingParts)),
  "sample-missing": ({ claim }) => foundIf(claim.sampleCount === undefined),
  "small-sample": ({ claim }) => foundIf((claim.sampleCount ?? SMALL_SAMPLE) < SMALL_SAMPLE),
  "range-missing": ({ claim }) => foundIf(claim.hasRange !== true),
  "claimant-missing": ({ claim }) => foundIf(claim.claimant === undefined),
  "interested-claimant": ({ claim }) => foundIf(claim.claimant === "vendor" || claim.claimant === "program-team"),
};

/** What is missing in a claim and what is wrong with it, in the order of `claimChecks`. */
export function claimFindings(material: AuditMaterial): readonly ClaimFinding[] {
  return claimChecks.flatMap((check): readonly ClaimFinding[] => {
    const items = finders[check.code]?.(material) ?? null;
    return items === null ? [] : [{ ...check, items: items.slice(0, MOST_ITEMS) }];
  });
}

const order = evidenceGrades.map(({ grade }) => grade);
const weakest = (grades: readonly EvidenceGrade[]): EvidenceGrade => order.at(Math.max(...grades.map((grade) => order.indexOf(grade)))) ?? "none";
const gradeOfMethod: Readonly<Record<string, EvidenceGrade>> = { "randomized-wait-list": "randomized-trial", "stepped-wedge": "randomized-trial", "difference-in-differences": "controlled-study", trend: "uncontrolled-study", estimates: "self-report", none: "none" };

/** The grade of an effect in money: no better than its isolation, and what was not measured is no better than a self-report. */
function gradeOf({ isolationMethod, benefitBasis }: Pick<RoiClaim, "isolationMethod" | "benefitBasis">): EvidenceGrade {
  if (isolationMethod === undefined) return "none";
  // what a host calls by a name of its own is taken at its word only
  const ofMethod = Object.hasOwn(gradeOfMethod, isolationMethod) ? gradeOfMethod[isolationMethod] : undefined;
  return weakest([ofMethod ?? "judgment", ...(benefitBasis === "measured" ? [] : (["self-report"] as const))]);
}

/** The evidence behind a claim: that of its weakest line that counts. */
export function claimEvidence(material: AuditMaterial): EvidenceGrade {
  if (material.itemized === null) return gradeOf(material.claim);
  const lines = countedLines(material);
  return lines.length === 0 ? "none" : weakest([...new Set(lines.map(({ isolationMethod, basis }) => gradeOf({ ...(isolationMethod === undefined ? {} : { isolationMethod }), benefitBasis: basis })))]);
}
