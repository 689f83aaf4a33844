import * as z from "zod";
import { check, type Fault, repeated, rule } from "../../error/index.js";
import { Money, Rounding, toDecimalText } from "../../money/index.js";
import { Id } from "../../unit/index.js";
import { isNegative } from "../negative-money.js";
import { findMixed } from "./cash-flows.js";
import { type ExactAmount, exactOf, moneyOf, productOf, quotientOf } from "./exact-amount.js";

/** What bounds a comparison of alternatives. */
export const FRONTIER_LIMITS = {
  /** Alternatives of one comparison. */
  alternatives: 1000,
} as const;

/** One of several programs to choose from. */
export interface ProgramAlternative {
  /** Unique among the alternatives. */
  readonly id: Id;
  /** Its fully loaded cost, zero or more. */
  readonly totalCost: Money;
  /** What it changes, all alternatives in the same unit and more being better: percentage points, leavers avoided. Read to nine digits after the point. */
  readonly effect: number;
}

/** Alternatives to compare; doing nothing is one of them, if it is an option. */
export interface FrontierQuestion {
  /** At least one, in one currency and any order; at most 1,000. */
  readonly alternatives: readonly ProgramAlternative[];
  /** What one unit of effect is worth, zero or more: with it each alternative has a net monetary benefit. */
  readonly willingnessToPay?: Money;
  /** How amounts of the answer are rounded to the minor unit. */
  readonly rounding: Rounding;
}

const negativeAmount: Fault = { code: "cost-effectiveness-frontier.negative_amount", message: "The amount is {amount}, less than zero.", hint: "Give zero or more." };
const duplicateId: Fault = { code: "cost-effectiveness-frontier.duplicate_id", message: "Two alternatives have the id “{id}”.", hint: "Give each an id of its own." };

/** Schema of an alternative. */
export const ProgramAlternative = z.strictObject({ id: Id, totalCost: Money, effect: z.number().gt(-1e18).lt(1e18) })
  .check(rule(({ totalCost }: ProgramAlternative, report) => { if (isNegative(totalCost)) report(negativeAmount, ["totalCost", "amount"], { amount: totalCost.amount }); }))
  .readonly() satisfies z.ZodType<ProgramAlternative>;

/** Schema of alternatives to compare, with its rules between parts. */
export const FrontierQuestion = z.strictObject({ alternatives: z.array(ProgramAlternative).min(1).max(FRONTIER_LIMITS.alternatives).readonly(), willingnessToPay: z.exactOptional(Money), rounding: Rounding })
  .check(
    rule(({ alternatives }: FrontierQuestion, report) => { for (const [index, { id }] of repeated(alternatives, (one) => one.id)) report(duplicateId, ["alternatives", index, "id"], { id }); }),
    rule(({ alternatives, willingnessToPay }: FrontierQuestion, report) => {
      const monies = [...alternatives.map(({ totalCost }) => totalCost), ...(willingnessToPay === undefined ? [] : [willingnessToPay])];
      findMixed(monies, (fault, [index, ...below], params) => { report(fault, index === alternatives.length ? ["willingnessToPay", ...below] : ["alternatives", index ?? 0, "totalCost", ...below], params); }, []);
      if (willingnessToPay !== undefined && isNegative(willingnessToPay)) report(negativeAmount, ["willingnessToPay", "amount"], { amount: willingnessToPay.amount });
    }),
  ).readonly() satisfies z.ZodType<FrontierQuestion>;

/** A program that is worth choosing at some willingness to pay. */
export interface FrontierStep {
  /** The alternative. */
  readonly id: Id;
  /** The price of one more unit of effect, from the step before to this one (ICER); null for the first. */
  readonly costPerAddedEffect: Money | null;
}

/** A program that is never worth choosing. */
export interface DominatedAlternative {
  /** The alternative. */
  readonly id: Id;
  /** `strong`: another one costs no more and does more, or costs less and does as much. `tie`: another one costs and does the same. `extended`: a mix of two others costs less for the same effect. */
  readonly reason: "strong" | "tie" | "extended";
  /** The one, or the two, that dominate it. */
  readonly dominatedBy: readonly Id[];
}

/** What one unit of effect costs with an alternative by itself, and what it is worth. */
export interface AlternativeMeasures {
  /** The alternative. */
  readonly id: Id;
  /** Cost ÷ effect; null where there is no effect, for then no price is honest. */
  readonly costPerEffect: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "no-effect" };
  /** Willingness to pay · effect − cost; null where no willingness is given. */
  readonly netMonetaryBenefit: Money | null;
}

/** Which of several programs are worth choosing, and from which price of an effect on. */
export interface CostEffectivenessFrontier {
  /** From the cheapest to the most effective; the price of added effect never falls. */
  readonly frontier: readonly FrontierStep[];
  /** Sorted by cost. */
  readonly dominated: readonly DominatedAlternative[];
  /** Every alternative, sorted by cost. */
  readonly alternatives: readonly AlternativeMeasures[];
  /** The one with the largest net monetary benefit, the cheaper one at a tie; null where no willingness is given. */
  readonly bestId: Id | null;
  /** What the figures rest on. */
  readonly assumptions: { readonly willingnessToPay: Money | null; readonly scale: "mixes-allowed"; readonly rounding: Rounding };
}

/** Finer than any KPI is measured, coarser than what subtracting two shares leaves behind. */
const EFFECT_DIGITS = 9;

interface Option {
  readonly id: Id;
  readonly spent: ExactAmount;
  readonly effect: ExactAmount;
}

/** Whether the price of effect falls from a → b to b → c: then a mix of a and c beats b. Without a division nothing is lost. */
const isBeaten = (a: Option, b: Option, c: Option): boolean => (b.spent - a.spent) * (c.effect - b.effect) > (c.spent - b.spent) * (b.effect - a.effect);

/** Along the cost, what does no more than one before it is dominated; of the rest, the lower hull stays. */
function hullOf(sorted: readonly Option[]): { readonly hull: readonly Option[]; readonly dominated: ReadonlyMap<Id, DominatedAlternative> } {
  const dominated = new Map<Id, DominatedAlternative>();
  const hull: Option[] = [];
  let leader: Option | undefined;
  for (const option of sorted) {
    if (leader !== undefined && option.effect <= leader.effect) {
      dominated.set(option.id, { id: option.id, reason: option.effect === leader.effect && option.spent === leader.spent ? "tie" : "strong", dominatedBy: [leader.id] });
      continue;
    }
    leader = option;
    for (;;) {
      const [before, last] = [hull.at(-2), hull.at(-1)];
      if (before === undefined || last === undefined || !isBeaten(before, last, option)) break;
      hull.pop();
      dominated.set(last.id, { id: last.id, reason: "extended", dominatedBy: [] });
    }
    hull.push(option);
  }
  return { hull, dominated };
}

/** The two of the hull between whose effects an option lies. */
function neighborsOf({ effect }: Option, hull: readonly Option[]): readonly Id[] {
  const above = hull.findIndex((option) => option.effect > effect);
  return hull.slice(above - 1, above + 1).map(({ id }) => id);
}

/**
 * Which of several programs are worth choosing: the cost-effectiveness frontier, without what is dominated strongly or by extension, and the price of each added unit of effect along it (ICER). Ties go to the smaller id.
 *
 * Source: M. Drummond et al., "Methods for the economic evaluation of health care programmes".
 *
 * @throws CoachingError `cost-effectiveness-frontier.negative_amount`, `cost-effectiveness-frontier.duplicate_id`, `cash-flows.mixed_currencies`, `exact-amount.too_large`, `currency.unknown_currency`, `input.*`
 * @example
 * ```ts
 * const option = (id: string, amount: string, effect: number) => ({ id, totalCost: { amount, currency: "EUR" }, effect });
 * const alternatives = [option("none", "0", 0), option("peer-groups", "20000", 2), option("coaching", "48000", 8), option("both", "60000", 7)];
 * const { frontier, dominated } = costEffectivenessFrontier({ alternatives, rounding: "half-even" });
 * frontier; // => [{ id: "none", costPerAddedEffect: null }, { id: "coaching", costPerAddedEffect: { amount: "6000.00", currency: "EUR" } }]
 * dominated.map(({ id, reason }) => [id, reason]); // => [["peer-groups", "extended"], ["both", "strong"]]
 * ```
 */
export function costEffectivenessFrontier(question: FrontierQuestion): CostEffectivenessFrontier {
  const { alternatives, willingnessToPay = null, rounding } = check(FrontierQuestion, question);
  const currency = alternatives[0]?.totalCost.currency ?? "";
  const order = (one: Option, other: Option): number => Number(one.spent - other.spent > 0n) - Number(one.spent < other.spent) || Number(other.effect > one.effect) - Number(other.effect < one.effect) || (one.id < other.id ? -1 : 1);
  const sorted = alternatives.map(({ id, totalCost, effect }): Option => ({ id, spent: exactOf(totalCost.amount), effect: exactOf(toDecimalText(Number(effect.toFixed(EFFECT_DIGITS)))) })).sort(order);
  const { hull, dominated } = hullOf(sorted);
  const worth = willingnessToPay === null ? null : exactOf(willingnessToPay.amount);
  const benefitOf = ({ spent, effect }: Option, price: ExactAmount): ExactAmount => productOf(price, effect) - spent;
  const best = worth === null ? null : sorted.reduce<Option | null>((leader, option) => (leader === null || benefitOf(option, worth) > benefitOf(leader, worth) ? option : leader), null);
  return {
    frontier: hull.map((option, index) => {
      const before = hull[index - 1];
      return { id: option.id, costPerAddedEffect: before === undefined ? null : moneyOf(quotientOf(option.spent - before.spent, option.effect - before.effect), currency, rounding) };
    }),
    dominated: sorted.flatMap((option) => {
      const found = dominated.get(option.id);
      return found === undefined ? [] : [found.reason === "extended" ? { ...found, dominatedBy: neighborsOf(option, hull) } : found];
    }),
    alternatives: sorted.map((option) => ({
      id: option.id,
      costPerEffect: option.effect > 0n ? { estimate: moneyOf(quotientOf(option.spent, option.effect), currency, rounding) } : { estimate: null, reason: "no-effect" as const },
      netMonetaryBenefit: worth === null ? null : moneyOf(benefitOf(option, worth), currency, rounding),
    })),
    bestId: best?.id ?? null,
    assumptions: { willingnessToPay, scale: "mixes-allowed", rounding },
  };
}
