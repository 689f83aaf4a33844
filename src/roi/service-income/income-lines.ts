import { type Money, sumMoney } from "../../money/index.js";
import type { Id } from "../../unit/index.js";
import type { IncomeEstimator } from "./income-estimator.js";
import type { IncomeModel } from "./income-model.js";
import { worthOf } from "./line-quantity.js";
import type { ServiceIncomeQuestion } from "./service-income-question.js";
import { shapleyShares, splitMoney } from "./shapley-shares.js";

/** What one effect brings to a line, on average over all orders in which the effects may come. */
export interface EffectShare {
  /** The effect. */
  readonly effectId: Id;
  /** In the unit of the line; below zero where it takes away. */
  readonly quantity: number;
  /** In money; the shares add up to the line, to the minor unit. */
  readonly addedIncome: Money;
}
/** What one line gains, before its interval. */
export interface ValuedLine {
  readonly line: IncomeEstimator;
  readonly quantity: number;
  readonly addedIncome: Money;
  readonly shares: readonly EffectShare[];
}
/** What one effect brings to all lines. */
export interface EffectIncome {
  /** The effect. */
  readonly effectId: Id;
  /** The sum of its shares. */
  readonly addedIncome: Money;
}

/** The dust of a sum of products: quantities of a window are told to a millionth of a millionth. */
const tidied = (value: number): number => (Math.abs(value) < 1e3 ? Math.round(value * 1e12) / 1e12 : value) + 0;

/** The lines at the estimates, each split among the effects. */
export function valuedLines(model: IncomeModel, sizes: readonly number[], { rounding }: ServiceIncomeQuestion): readonly ValuedLine[] {
  const { effects, lines } = model;
  const quantities = model.quantities(sizes);
  const shares = shapleyShares(effects.length, (isIn) => model.quantities(sizes.map((size, place) => (isIn[place] === true ? size : 0))));
  return lines.map((line, place) => {
    const [quantity, parts] = [tidied(quantities[place] ?? 0), (shares[place] ?? []).map(tidied)];
    const worth = (gain: number): Money => worthOf(line, gain, rounding);
    const addedIncome = worth(quantity);
    const amounts = splitMoney(addedIncome, parts, worth);
    return { line, quantity, addedIncome, shares: effects.map(({ id: effectId }, index) => ({ effectId, quantity: parts[index] ?? 0, addedIncome: amounts[index] as Money })) };
  });
}

/** What each effect brings to all lines. */
export const effectIncomes = (model: IncomeModel, lines: readonly ValuedLine[], { currency }: ServiceIncomeQuestion): readonly EffectIncome[] =>
  model.effects.map(({ id: effectId }, index) => ({ effectId, addedIncome: sumMoney(currency, lines.flatMap(({ shares }) => (shares[index] === undefined ? [] : [shares[index].addedIncome]))) }));
