import { type Board, type Choice, leastPenalty, LOST, mayGiveWay, movableAt, occupy, type Place, rivalsOf, vacate, weekKey } from "./placement-board.js";

/** What the sessions that are not kept come to. */
export interface Solution {
  readonly penalty: number;
  readonly hardshipMinutes: number;
  readonly places: readonly (readonly [index: number, place: Place | null])[];
}

/** A search for the least penalty, then the least hardship. */
export interface Search {
  readonly board: Board;
  readonly stepLimit: number;
  steps: number;
  isCut: boolean;
  best: Solution;
  /** Sessions that are not kept in the branch that is tried. */
  readonly touched: number[];
  /** Boards that were reached before, and at what penalty. */
  readonly reached: Map<string, readonly [penalty: number, hardshipMinutes: number]>;
  /** Whose people are in other sessions too: these are not like any other in a place. */
  readonly isEntangled: (index: number) => boolean;
}
interface Branch {
  readonly open: readonly number[];
  readonly penalty: number;
  readonly hardshipMinutes: number;
  /** A coach's week that a newcomer overdraws: somebody has to leave it. */
  readonly overdrawn: readonly [coachId: string, week: number] | null;
}

const isBetter = ({ best }: Search, penalty: number, hardshipMinutes: number): boolean => penalty < best.penalty || (penalty === best.penalty && hardshipMinutes < best.hardshipMinutes);

/** Two boards that differ only in who of several alike has which of their places go on alike. */
function boardKey({ board, touched, isEntangled }: Search, open: readonly number[]): string {
  const places = touched.flatMap((index) => {
    const place = board.places[index];
    return place === null || place === undefined ? [] : [`${place.coachId} ${String(place.start)} ${String(isEntangled(index) ? index : -movableAt(board, index).lengthMilliseconds)}`];
  });
  return JSON.stringify([touched.toSorted((left, right) => left - right), open.toSorted((left, right) => left - right), places.sort(), [...board.locked]]);
}

/** Whether the same board was reached before at no greater penalty. */
function wasReached(search: Search, { open, penalty, hardshipMinutes }: Branch): boolean {
  const key = boardKey(search, open);
  const [earlierPenalty, earlierHardship] = search.reached.get(key) ?? [Infinity, Infinity];
  if (earlierPenalty < penalty || (earlierPenalty === penalty && earlierHardship <= hardshipMinutes)) return true;
  search.reached.set(key, [penalty, hardshipMinutes]);
  return false;
}

/** Takes kept sessions off their places, goes on, and puts them back. */
function without(search: Search, leaving: readonly number[], goOn: (savedHardship: number) => void): void {
  const { board, touched } = search;
  let saved = 0;
  for (const index of leaving) {
    vacate(board, index);
    board.states[index] = "open";
    touched.push(index);
    saved += movableAt(board, index).keptHardshipMinutes;
  }
  goOn(saved);
  for (const index of leaving) {
    const { kept } = movableAt(board, index);
    if (kept !== null) occupy(board, index, kept);
    board.states[index] = "kept";
    touched.pop();
  }
}

/** Somebody who was kept leaves the overdrawn week: each in turn, with those before staying. */
function settle(search: Search, branch: Branch, [coachId, week]: readonly [string, number]): void {
  const { board } = search;
  const ledger = board.ledgers.get(weekKey(coachId, week));
  const leavers = [...(ledger?.items ?? [])].filter((index) => mayGiveWay(board, index)).sort((left, right) => left - right);
  for (const index of leavers) {
    without(search, [index], (saved) => { explore(search, { ...branch, open: [...branch.open, index], hardshipMinutes: branch.hardshipMinutes - saved }); });
    board.locked.add(index);
  }
  for (const index of leavers) board.locked.delete(index);
}

function isOverdrawn({ board }: Search, [coachId, week]: readonly [string, number]): boolean {
  return (board.ledgers.get(weekKey(coachId, week))?.minutes ?? 0) > board.weeks.freeMinutes(coachId, week);
}

/** The session with the greatest penalty wherever it goes is placed first; with the least that all come to. */
function dearest({ board }: Search, open: readonly number[]): { readonly index: number; readonly least: number; readonly total: number } {
  let [index, least, total] = [-1, -1, 0];
  for (const one of open) {
    const penalty = leastPenalty(board, one);
    total += penalty;
    if (penalty > least) [index, least] = [one, penalty];
  }
  return { index, least, total };
}

function tryChoice(search: Search, branch: Branch, index: number, choice: Choice): void {
  const { board } = search;
  const rivals = rivalsOf(board, index, choice);
  if (rivals === null) return;
  without(search, rivals, (saved) => {
    occupy(board, index, choice);
    board.states[index] = "placed";
    const overdrawn = [choice.coachId, board.weeks.weekOf(choice.start)] as const;
    explore(search, { open: [...branch.open.filter((one) => one !== index), ...rivals], penalty: branch.penalty + choice.penalty, hardshipMinutes: branch.hardshipMinutes - saved, overdrawn: isOverdrawn(search, overdrawn) ? overdrawn : null });
    vacate(board, index);
    board.states[index] = "open";
  });
}

/**
 * Branch and bound. Every session that is not touched keeps its place, which costs nothing; so it is enough to branch over the places of those without one, and of those who have to give way to them.
 * Bound: each open session costs at least the cheapest place that is left to it.
 */
function explore(search: Search, branch: Branch): void {
  if (search.steps >= search.stepLimit) {
    search.isCut = true;
    return;
  }
  search.steps += 1;
  const { board } = search;
  const { open, penalty, hardshipMinutes, overdrawn } = branch;
  if (overdrawn !== null && isOverdrawn(search, overdrawn)) {
    settle(search, branch, overdrawn);
    return;
  }
  if (open.length === 0) {
    if (isBetter(search, penalty, hardshipMinutes)) search.best = { penalty, hardshipMinutes, places: search.touched.map((index) => [index, board.places[index] ?? null]) };
    return;
  }
  const { index, least, total } = dearest(search, open);
  if (!isBetter(search, penalty + total, hardshipMinutes) || wasReached(search, branch)) return;
  const rest = total - least;
  for (const choice of movableAt(board, index).choices()) {
    if (!isBetter(search, penalty + choice.penalty + rest, hardshipMinutes)) return;
    tryChoice(search, branch, index, choice);
  }
  if (!isBetter(search, penalty + LOST + rest, hardshipMinutes)) return;
  board.states[index] = "lost";
  explore(search, { ...branch, open: open.filter((one) => one !== index), penalty: penalty + LOST, overdrawn: null });
  board.states[index] = "open";
}

/** Searches the places of the open sessions, better than `best`. */
export function searched(board: Board, open: readonly number[], limits: { readonly stepLimit: number; readonly best: Solution; readonly isEntangled: Search["isEntangled"] }): Search {
  const search: Search = { board, steps: 0, isCut: false, touched: [...open], reached: new Map(), ...limits };
  explore(search, { open, penalty: 0, hardshipMinutes: 0, overdrawn: null });
  board.steps.push(search.steps);
  return search;
}

/** Puts every session of a solution into its place for good. */
export function settleOn(board: Board, { places }: Solution): void {
  for (const [index] of places) vacate(board, index);
  for (const [index, place] of places) {
    if (place !== null) occupy(board, index, place);
    board.states[index] = place === null ? "lost" : "placed";
  }
}

/** Puts every session of a solution back to where it was before the search. */
export function takeBack(board: Board, { places }: Solution): void {
  for (const [index] of places) vacate(board, index);
  for (const [index] of places) {
    const { kept } = movableAt(board, index);
    if (kept !== null) occupy(board, index, kept);
    board.states[index] = kept === null ? "open" : "kept";
  }
}
