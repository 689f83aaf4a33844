import { allocateMoney, type Money, multiplyMoney, sumMoney, zeroMoney } from "../../money/index.js";

const zeroOf = ({ currency }: Money): Money => zeroMoney(currency);

/** What whole minutes cost at an hour's rate, half a minor unit rounded up: a sixtieth of what so many hours cost. */
export function costOfMinutes(hourlyRate: Money, minutes: number): Money {
  const hours = multiplyMoney(hourlyRate, { factors: [String(minutes)], rounding: "half-up" });
  return allocateMoney(hours, { weights: ["1", "59"], remainder: "largest-remainder" })[0] ?? zeroOf(hourlyRate);
}

/** Weights that one call of the allocation takes. */
const MOST = 100_000;
/** A cost in proportion to minutes; the parts add up to it. Who has no minutes has no cost. */
export function sharedCost(cost: Money, minutes: ArrayLike<number>): readonly Money[] {
  const zero = zeroOf(cost);
  const costs = Array.from({ length: minutes.length }, () => zero);
  const places = [...costs.keys()].filter((index) => (minutes[index] ?? 0) > 0);
  if (places.length === 0) return costs;
  const shares = allocateMoney(cost, { weights: places.slice(0, MOST).map((index) => String(minutes[index])), remainder: "largest-remainder" });
  places.forEach((place, index) => { costs[place] = shares[index] ?? zero; });
  return costs;
}
/** The sum of some of the costs. */
export const summedCost = (costs: readonly Money[], places: readonly number[], currency: Money["currency"]): Money => sumMoney(currency, places.map((place) => costs[place] ?? zeroMoney(currency)));
