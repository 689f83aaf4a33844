import { NONE } from "./block-plan.js";
import { NO_RESOURCE } from "./placement-columns.js";
import { chooseOptions, countIn, type PriceAnswer, priceLoads, type Prices, totalCells, totalPlaces } from "./price-answer.js";
import type { PriceProblem } from "./price-problem.js";

/** How often resource prices are moved. */
const ROUNDS = 100;
/** Part of the newest answer in the direction in which prices move. */
const NEWEST_SHARE = 0.4;
/** After so many rounds without a better bound a group goes back to its best prices and takes shorter steps. */
const PATIENCE = 6;
const SHORTER = 0.7;

/** Resources between which some unit may choose belong together; each group has prices that do not concern the others as long as cell prices stand. */
function groupsOfResources({ problem: { unitCount, resourceCount, options: { firstOption, resource } } }: PriceProblem): Int32Array {
  const parent = Int32Array.from({ length: resourceCount }, (_, one) => one);
  const rootOf = (one: number): number => {
    let root = one;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? 0] ?? 0;
      root = parent[root] ?? 0;
    }
    return root;
  };
  for (let unit = 0; unit < unitCount; unit += 1) {
    let first = NO_RESOURCE;
    for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
      const whose = resource[option] ?? NO_RESOURCE;
      if (whose === NO_RESOURCE) continue;
      if (first === NO_RESOURCE) first = whose;
      else parent[rootOf(whose)] = rootOf(first);
    }
  }
  return Int32Array.from(parent, rootOf);
}

/** The group of each unit: of the first resource among its options; `NONE` when it needs none. */
function groupsOfUnits({ problem: { options: { firstOption, resource } }, units }: PriceProblem, groupOf: Int32Array): Int32Array {
  return Int32Array.from(units, (unit) => {
    for (let option = firstOption[unit] ?? 0; option < (firstOption[unit + 1] ?? 0); option += 1) {
      const whose = resource[option] ?? NO_RESOURCE;
      if (whose !== NO_RESOURCE) return groupOf[whose] ?? 0;
    }
    return NONE;
  });
}

interface Ascent {
  readonly priced: PriceProblem;
  readonly prices: Prices;
  readonly answer: PriceAnswer;
  readonly unitOption: Int32Array;
  readonly groupOf: Int32Array;
  readonly groupOfUnit: Int32Array;
  /** What the plan's units pay for their loads in each group: no prices of resources raise the bound of the group above it. */
  readonly ceiling: Float64Array;
  readonly bound: Float64Array;
  readonly bestBound: Float64Array;
  readonly bestPlace: Float64Array;
  readonly direction: Float64Array;
  readonly scale: Float64Array;
  readonly roundsWithout: Int32Array;
  readonly norm: Float64Array;
}

function addTo(list: Float64Array, at: number, value: number): void {
  list[at] = (list[at] ?? 0) + value;
}

/** The bound of each group at the present prices, and by how much each place is asked for more than it has. */
function boundGroups({ priced, prices, answer, unitOption, groupOf, groupOfUnit, bound }: Ascent): void {
  const { units, placesOf, capacityOfPlace } = priced;
  const { option, unitPrices, placeExcess, cellExcess } = answer;
  totalPlaces(priced, prices, answer);
  chooseOptions(priced, answer);
  bound.fill(0);
  for (let resource = 0; resource + 1 < placesOf.length; resource += 1) {
    for (let at = placesOf[resource] ?? 0; at < (placesOf[resource + 1] ?? 0); at += 1) {
      placeExcess[at] = -(capacityOfPlace[at] ?? 0);
      addTo(bound, groupOf[resource] ?? 0, -(capacityOfPlace[at] ?? 0) * (prices.place[at] ?? 0));
    }
  }
  for (let at = 0; at < units.length; at += 1) {
    const group = groupOfUnit[at] ?? NONE;
    if (group === NONE || unitOption[units[at] ?? 0] === NONE) continue;
    addTo(bound, group, unitPrices[at] ?? 0);
    countIn(priced, units[at] ?? 0, { option: option[at] ?? 0, cellExcess, placeExcess });
  }
}

/** Turns the direction towards the newest answer, and measures it for each group. */
function turn({ priced: { placesOf }, prices: { place }, answer: { placeExcess }, groupOf, direction, norm }: Ascent, share: number): void {
  norm.fill(0);
  for (let resource = 0; resource + 1 < placesOf.length; resource += 1) {
    for (let at = placesOf[resource] ?? 0; at < (placesOf[resource + 1] ?? 0); at += 1) {
      const before = direction[at] ?? 0;
      const now = before + share * ((placeExcess[at] ?? 0) - before);
      direction[at] = now;
      if (now > 0 || (place[at] ?? 0) > 0) addTo(norm, groupOf[resource] ?? 0, now * now);
    }
  }
}

/** Keeps the best prices of each group, and says which go back to them. */
function judge({ bound, bestBound, scale, roundsWithout }: Ascent): Int8Array {
  return Int8Array.from(bound, (now, group) => {
    if (now > (bestBound[group] ?? 0)) {
      bestBound[group] = now;
      roundsWithout[group] = 0;
      return 1;
    }
    roundsWithout[group] = (roundsWithout[group] ?? 0) + 1;
    if ((roundsWithout[group] ?? 0) <= PATIENCE) return 0;
    roundsWithout[group] = 0;
    scale[group] = (scale[group] ?? 0) * SHORTER;
    return -1;
  });
}

/** Moves the prices of all groups by Polyak's step: as far as the gap to the ceiling would be closed if it closed as fast as it begins to. */
function move({ priced: { placesOf }, prices: { place, most }, groupOf, ceiling, bound, bestPlace, direction, scale, norm }: Ascent, verdicts: Int8Array): void {
  for (let resource = 0; resource + 1 < placesOf.length; resource += 1) {
    const group = groupOf[resource] ?? 0;
    const verdict = verdicts[group] ?? 0;
    const length = (norm[group] ?? 0) === 0 ? 0 : ((scale[group] ?? 0) * Math.max(0, (ceiling[group] ?? 0) - (bound[group] ?? 0))) / (norm[group] ?? 1);
    for (let at = placesOf[resource] ?? 0; at < (placesOf[resource + 1] ?? 0); at += 1) {
      if (verdict > 0) bestPlace[at] = place[at] ?? 0;
      place[at] = verdict < 0 ? (bestPlace[at] ?? 0) : Math.min(most, Math.max(0, (place[at] ?? 0) + length * (direction[at] ?? 0)));
    }
  }
}

/**
 * Raises the prices of resources while those of cells stand: subgradient steps for each group of resources by itself, each as long as its own gap asks for (B. T. Polyak 1969), which gets far faster than steps for all at once.
 */
export function priceResources(priced: PriceProblem, prices: Prices, { answer, unitOption }: { readonly answer: PriceAnswer; readonly unitOption: Int32Array }): void {
  const { units, isLikeLast, cellOfPlace, problem: { resourceCount, options: { step } } } = priced;
  if (cellOfPlace.length === 0) return;
  const groupOf = groupsOfResources(priced);
  const perGroup = (): Float64Array => new Float64Array(resourceCount);
  const ascent: Ascent = {
    priced, prices, answer, unitOption, groupOf, groupOfUnit: groupsOfUnits(priced, groupOf), ceiling: perGroup(), bound: perGroup(), bestBound: perGroup().fill(-Infinity),
    bestPlace: new Float64Array(cellOfPlace.length), direction: new Float64Array(cellOfPlace.length), scale: perGroup().fill(1), roundsWithout: new Int32Array(resourceCount), norm: perGroup(),
  };
  totalCells(priced, prices, answer);
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? 0;
    if (isLikeLast[at] === 0) priceLoads(priced, unit, answer);
    const option = unitOption[unit] ?? NONE;
    const group = ascent.groupOfUnit[at] ?? NONE;
    if (option !== NONE && group !== NONE) addTo(ascent.ceiling, group, answer.loadPrices[step[option] ?? 0] ?? 0);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    boundGroups(ascent);
    const verdicts = judge(ascent);
    turn(ascent, round === 0 ? 1 : NEWEST_SHARE);
    move(ascent, verdicts);
  }
  boundGroups(ascent);
  // prices that were not better in the last round are put back
  judge(ascent).forEach((verdict, group) => { ascent.roundsWithout[group] = verdict; });
  for (let resource = 0; resource < resourceCount; resource += 1) {
    if ((ascent.roundsWithout[groupOf[resource] ?? 0] ?? 0) > 0) continue;
    const [begin = 0, end = 0] = [priced.placesOf[resource], priced.placesOf[resource + 1]];
    prices.place.set(ascent.bestPlace.subarray(begin, end), begin);
  }
}
