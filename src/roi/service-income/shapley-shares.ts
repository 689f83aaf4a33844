import { allocateMoney, compareMoney, type Money, negateMoney, subtractMoney, sumMoney, zeroMoney } from "../../money/index.js";
import { tidyRatio } from "../tidy-ratio.js";

/**
 * What each of several causes adds to a sum that they make together, on average over all orders in which they may come in.
 *
 *   share of i = Σ over sets S without i of |S|! (n − |S| − 1)! ÷ n! · (value of S with i − value of S)
 *
 * The shares add up to the value of all less that of none, whatever the causes do to one another.
 * Source: L. Shapley, "A value for n-person games" (1953).
 *
 * @param count how many causes; each set of them is valued once
 * @param valueOf some figures of a set, told by which causes are in it
 * @returns by figure the share of each cause
 */
export function shapleyShares(count: number, valueOf: (isIn: readonly boolean[]) => readonly number[]): readonly (readonly number[])[] {
  const values = Array.from({ length: 2 ** count }, (_, set) => valueOf(Array.from({ length: count }, (_cause, cause) => isIn(set, cause))));
  const factorials = [1];
  for (let n = 1; n <= count; n += 1) factorials.push((factorials[n - 1] as number) * n);
  const orders = (size: number): number => (factorials[size] as number) * (factorials[count - size - 1] as number);
  return (values[0] ?? []).map((_, figure) => Array.from({ length: count }, (_cause, cause) => {
    let sum = 0;
    for (let set = 0; set < values.length; set += 1) {
      if (isIn(set, cause)) continue;
      sum += orders(sizeOf(set)) * ((values[set + 2 ** cause]?.[figure] ?? 0) - (values[set]?.[figure] ?? 0));
    }
    return sum / (factorials[count] as number) + 0;
  }));
}

/** Sets are told by whole numbers, one binary digit a cause. */
const isIn = (set: number, cause: number): boolean => Math.floor(set / 2 ** cause) % 2 === 1;
const sizeOf = (set: number): number => (set === 0 ? 0 : (set % 2) + sizeOf(Math.floor(set / 2)));

/**
 * Splits an amount in proportion to shares of either sign, to the minor unit: what some add is split among them, and what others take away among those.
 * `worthOf` tells what a sum of shares is worth, rounded.
 */
export function splitMoney(total: Money, shares: readonly number[], worthOf: (share: number) => Money): readonly Money[] {
  const sizes = shares.map((share) => tidyRatio(Math.abs(share)));
  const weightsOf = (sign: number) => sizes.map((size, place) => ((shares[place] as number) * sign > 0 ? size : "0"));
  const hasSome = (weights: readonly string[]): boolean => weights.some((weight) => /[1-9]/u.test(weight));
  const [adding, taking] = [weightsOf(1), weightsOf(-1)];
  const zero = zeroMoney(total.currency);
  const added = ((): Money => {
    if (!hasSome(adding)) return zero;
    const worth = hasSome(taking) ? worthOf(shares.filter((share) => share > 0).reduce((sum, share) => sum + share, 0)) : total;
    // rounding may leave the sum of two rounded parts a minor unit apart
    return compareMoney({ left: worth, right: total }) < 0 ? total : worth;
  })();
  const parts = (money: Money, weights: readonly string[]): readonly Money[] => (hasSome(weights) ? allocateMoney(money, { weights, remainder: "largest-remainder" }) : weights.map(() => zero));
  const [gains, losses] = [parts(added, adding), parts(negateMoney(subtractMoney({ from: added, less: total })), taking)];
  return gains.map((gain, place) => sumMoney(total.currency, [gain, losses[place] ?? zero]));
}
