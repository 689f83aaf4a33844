import type { Money } from "../money/index.js";
import { quantile } from "../statistics/index.js";
import type { Id } from "../unit/index.js";
import type { BenefitLine } from "./benefit-claim.js";
import type { BenefitRule } from "./benefit-rule.js";

/** A line and what it is worth. */
export interface ValuedLine {
  readonly line: BenefitLine;
  /** Under the rules that are on. */
  readonly adjustedValue: Money;
  /** Under all rules: what lines are compared by, whichever rules are on, so that to waive one rule never makes another exclude more. */
  readonly strictUnits: number;
  /** Whether all rules would have it supported. */
  readonly isStrict: boolean;
}

/** A line that others stand against: with a resource those that use it up already, without one another way to value the same improvement. */
interface DisplacedLine extends ValuedLine {
  readonly keptLineIds: readonly Id[];
  readonly resourceId: Id | null;
}

/** Which lines count, and which stand against the others. */
export interface CountedLines {
  readonly counted: readonly ValuedLine[];
  readonly extremes: readonly (ValuedLine & { readonly respondentUnits: number })[];
  readonly displaced: readonly DisplacedLine[];
  /** The largest amount that is not extreme; null where nothing is compared. */
  readonly largestUnits: number | null;
}

/** One person's estimates stand or fall together; a list keeps respondents and lines with the same id apart. */
const itemOf = ({ id, respondentId }: BenefitLine): string => JSON.stringify(respondentId === undefined ? ["line", id] : ["respondent", respondentId]);

/** What each item adds up to; one improvement that is valued in several ways adds once, at its least. */
function unitsByItem(lines: readonly ValuedLine[]): ReadonlyMap<string, number> {
  const least = new Map<string, { readonly item: string; readonly units: number }>();
  for (const { line, strictUnits } of lines) {
    const item = itemOf(line);
    const key = JSON.stringify([item, line.improvementId ?? null, line.improvementId === undefined ? line.id : null]);
    least.set(key, { item, units: Math.min(strictUnits, least.get(key)?.units ?? Infinity) });
  }
  const sums = new Map<string, number>();
  for (const { item, units } of least.values()) sums.set(item, (sums.get(item) ?? 0) + units);
  return sums;
}

interface Fence {
  readonly largestUnits: number;
  readonly unitsOf: (valued: ValuedLine) => number;
}

/**
 * The fence of the rule for extremes, Q3 + 3 · (Q3 − Q1), R-7 quartiles of what each respondent's supported estimates add up to.
 * Amounts are whole minor units, so that "above the fence" and "above the fence rounded down" are the same.
 */
function fenceOf(lines: readonly ValuedLine[]): Fence | null {
  const estimates = lines.filter(({ line: { basis } }) => basis === "estimated");
  const supported = unitsByItem(estimates.filter(({ isStrict }) => isStrict));
  if (supported.size === 0) return null;
  const all = unitsByItem(estimates);
  const values = [...supported.values()];
  const [first, third] = [quantile(values, 0.25), quantile(values, 0.75)];
  return {
    largestUnits: Math.floor(third + 3 * (third - first)),
    unitsOf: ({ line, isStrict }) => (line.basis === "estimated" ? ((isStrict ? supported : all).get(itemOf(line)) ?? 0) : 0),
  };
}

type Candidate = ValuedLine & { readonly isExtreme: boolean };
/** What all rules would count goes first, then the smaller value; the id decides a tie. */
const modestFirst = (one: Candidate, other: Candidate): number => {
  const [second, first] = [Number(one.isStrict && !one.isExtreme), Number(other.isStrict && !other.isExtreme)];
  return first - second || one.strictUnits - other.strictUnits || (one.line.id < other.line.id ? -1 : 1);
};
const boldFirst = (one: Candidate, other: Candidate): number => Number(other.adjustedValue.amount) - Number(one.adjustedValue.amount) || (one.line.id < other.line.id ? -1 : 1);

/** The one of each improvement that counts, by the order; those without an improvement of their own are all first. */
function firstOfEach(candidates: readonly Candidate[], order: (one: Candidate, other: Candidate) => number): ReadonlyMap<Id, Candidate> {
  const first = new Map<Id, Candidate>();
  for (const candidate of candidates) {
    const { improvementId } = candidate.line;
    if (improvementId === undefined) continue;
    const known = first.get(improvementId);
    if (known === undefined || order(candidate, known) < 0) first.set(improvementId, candidate);
  }
  return first;
}

/** Finer than anybody states a share, coarser than what adding tenths leaves behind. */
const DUST_FRACTION = 1e-9;

/** Lines that are named for using something up: all of them beside each line that they displace could be thousands of millions. */
const MOST_NAMED = 10;

interface Drawn {
  fraction: number;
  readonly lineIds: Id[];
}

/** Takes lines from the most modest one up; a line that would use more than the whole of something is displaced by those that use it already. */
function drawnLines(candidates: readonly Candidate[]): ReadonlyMap<Id, { readonly keptLineIds: readonly Id[]; readonly resourceId: Id }> {
  const displaced = new Map<Id, { readonly keptLineIds: readonly Id[]; readonly resourceId: Id }>();
  const drawn = new Map<Id, Drawn>();
  for (const { line: { id, drawsOn = [] } } of candidates.filter(({ line }) => line.drawsOn !== undefined).sort(modestFirst)) {
    const over = drawsOn.find(({ resourceId, fraction }) => (drawn.get(resourceId)?.fraction ?? 0) + fraction > 1 + DUST_FRACTION);
    if (over !== undefined) {
      displaced.set(id, { keptLineIds: (drawn.get(over.resourceId)?.lineIds ?? []).slice(0, MOST_NAMED).sort(), resourceId: over.resourceId });
      continue;
    }
    for (const { resourceId, fraction } of drawsOn) {
      const known = drawn.get(resourceId) ?? { fraction: 0, lineIds: [] };
      known.fraction += fraction;
      known.lineIds.push(id);
      drawn.set(resourceId, known);
    }
  }
  return displaced;
}

/** Tells which of the supported lines count under the rules that are on. */
export function countedLines(lines: readonly ValuedLine[], rules: readonly BenefitRule[]): CountedLines {
  const fence = fenceOf(lines);
  const candidates = lines.map((valued) => ({ ...valued, isExtreme: fence !== null && fence.unitsOf(valued) > fence.largestUnits }));
  const goes = (candidate: Candidate): boolean => candidate.isExtreme && rules.includes("exclude-extremes");
  const kept = candidates.filter((candidate) => !goes(candidate));
  const firsts = firstOfEach(kept, rules.includes("most-conservative") ? modestFirst : boldFirst);
  const displaced: DisplacedLine[] = [];
  const chosen = kept.filter((candidate) => {
    const first = firsts.get(candidate.line.improvementId ?? "");
    if (first === undefined || first === candidate) return true;
    displaced.push({ ...candidate, keptLineIds: [first.line.id], resourceId: null });
    return false;
  });
  const drawn = drawnLines(chosen);
  const counted = chosen.filter((candidate) => {
    const over = drawn.get(candidate.line.id);
    if (over === undefined) return true;
    displaced.push({ ...candidate, ...over });
    return false;
  });
  return {
    counted, displaced,
    extremes: candidates.filter(goes).map((candidate) => ({ ...candidate, respondentUnits: fence?.unitsOf(candidate) ?? 0 })),
    largestUnits: fence !== null && rules.includes("exclude-extremes") ? fence.largestUnits : null,
  };
}
