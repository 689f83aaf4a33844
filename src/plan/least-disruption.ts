import { type Board, type Choice, type CoachWeeks, LOST, type Movable, movableAt, occupy, type Place, rivalsOf, weekKey } from "./placement-board.js";
import { searched, settleOn, type Solution, takeBack } from "./placement-search.js";

/** How much is searched: about as many places are tried as there are steps. No clock takes part, so the answer is the same on every machine. */
export const REPLAN_LIMITS = {
  /** Steps for putting in one session. */
  insertionSteps: 200,
  /** Steps for the sessions that compete with each other. */
  searchSteps: 6000,
  /** Steps of all searches of one call. */
  totalSteps: 30_000,
  /** So many sessions without a place that compete are searched together; more are put in one after the other. */
  searchedCount: 10,
  /** Starts that are looked at for one session with one coach, the nearest to the preferred one: a fortnight of quarters of an hour. */
  startCount: 1500,
} as const;

/** Sessions that may compete: one person, one week. Chains of them make a component. */
function components(movables: readonly Movable[]): (index: number) => number {
  const parents = movables.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root] = parents[parents[root] ?? root] ?? root;
    return root;
  };
  const first = new Map<string, number>();
  movables.forEach(({ reach }, index) => {
    const { personIds, fromWeek, toWeek } = reach();
    for (const person of personIds) {
      for (let week = fromWeek; week <= toWeek; week += 1) {
        const key = weekKey(person, week);
        const other = first.get(key);
        if (other === undefined) first.set(key, index);
        else parents[rootOf(index)] = rootOf(other);
      }
    }
  });
  return rootOf;
}

/** Where every session is to be, and whether there is anything better. */
export interface LeastDisruption {
  /** `null` where a session has found no place. */
  readonly places: readonly (Place | null)[];
  /** What it costs. */
  readonly penalty: number;
  /** What it costs at least. */
  readonly boundPenalty: number;
  /** Whether nothing costs less, and nothing that costs as little has less hardship. */
  readonly isOptimal: boolean;
  /** Of each search: first those of single sessions, then those of sessions that compete. */
  readonly steps: readonly number[];
}

const together = (solutions: readonly Solution[]): Solution => ({
  penalty: solutions.reduce((sum, { penalty }) => sum + penalty, 0),
  hardshipMinutes: solutions.reduce((sum, { hardshipMinutes }) => sum + hardshipMinutes, 0),
  places: solutions.flatMap(({ places }) => places),
});

/** Sessions without a place of one component, with what each came to when it was put in. */
interface Contest {
  readonly open: number[];
  readonly solutions: Solution[];
  isContended: boolean;
}

/** The nearest of the cheapest places, where nobody has to give way for it. */
function easyPlace(board: Board, index: number): Choice | null {
  const { minutesWith, choices } = movableAt(board, index);
  for (const choice of choices()) {
    if (rivalsOf(board, index, choice)?.length !== 0) continue;
    const week = board.weeks.weekOf(choice.start);
    const used = board.ledgers.get(weekKey(choice.coachId, week))?.minutes ?? 0;
    if (used + minutesWith(choice.coachId) <= board.weeks.freeMinutes(choice.coachId, week)) return choice;
  }
  return null;
}

/** Puts in the sessions without a place one after the other, those with the fewest places first. */
function insertEach(board: Board, open: readonly number[], least: readonly number[]): ReadonlyMap<number, Solution> {
  const counts = new Map(open.map((index) => [index, movableAt(board, index).ownChoices().length]));
  const solutions = new Map<number, Solution>();
  for (const index of open.toSorted((left, right) => (counts.get(left) ?? 0) - (counts.get(right) ?? 0) || (least[right] ?? 0) - (least[left] ?? 0) || left - right)) {
    const easy = easyPlace(board, index);
    const alone: Solution = { penalty: easy?.penalty ?? LOST, hardshipMinutes: 0, places: [[index, easy]] };
    // others give way only where that is better
    const best = alone.penalty === least[index] ? alone : searched(board, [index], { stepLimit: REPLAN_LIMITS.insertionSteps, best: alone, isEntangled: () => true }).best;
    settleOn(board, best);
    solutions.set(index, best);
  }
  return solutions;
}

/**
 * New places for the sessions that have none, at the least penalty: first the fewest sessions lost, then the fewest changes of coach, then the fewest moves, then the least hardship.
 * They are put in one after the other; where each gets the best that it could have at all, nothing is better. Where they compete, the sessions of a component are searched together as far as the limits go.
 */
export function leastDisruption(movables: readonly Movable[], weeks: CoachWeeks): LeastDisruption {
  const board: Board = { movables, weeks, states: movables.map(({ kept }) => (kept === null ? "open" : "kept")), places: movables.map(() => null), locked: new Set(), occupied: new Map(), ledgers: new Map(), steps: [] };
  movables.forEach(({ kept }, index) => { if (kept !== null) occupy(board, index, kept); });
  const open = movables.flatMap(({ kept }, index) => (kept === null ? [index] : []));
  const least = movables.map((movable, index) => (movable.kept === null ? leastAlone(board, index) : 0));
  const solutions = insertEach(board, open, least);
  const contended = open.filter((index) => (solutions.get(index)?.penalty ?? 0) > (least[index] ?? 0));
  const boundPenalty = open.reduce((sum, index) => sum + (least[index] ?? 0), 0);
  const penalty = together([...solutions.values()]).penalty;
  if (contended.length === 0) return { places: board.places, penalty, boundPenalty, isOptimal: true, steps: board.steps };
  return { places: board.places, boundPenalty, steps: board.steps, ...compete(board, open, { solutions, contended }) };
}

/** What a session costs at least, whatever becomes of the others. */
function leastAlone(board: Board, index: number): number {
  for (const { penalty } of movableAt(board, index).choices()) return penalty;
  return LOST;
}

/** Searches the components in which sessions did not get the best that they could have. */
function compete(board: Board, open: readonly number[], { solutions, contended }: { readonly solutions: ReadonlyMap<number, Solution>; readonly contended: readonly number[] }): { readonly penalty: number; readonly isOptimal: boolean } {
  const rootOf = components(board.movables);
  const contests = new Map<number, Contest>();
  for (const index of open) {
    const contest = contests.get(rootOf(index)) ?? { open: [], solutions: [], isContended: false };
    contests.set(rootOf(index), contest);
    contest.open.push(index);
    const solution = solutions.get(index);
    if (solution !== undefined) contest.solutions.push(solution);
    contest.isContended ||= contended.includes(index);
  }
  const counts = new Map<string, number>();
  for (const { people } of board.movables) for (const person of people) counts.set(person, (counts.get(person) ?? 0) + 1);
  const isEntangled = (index: number): boolean => movableAt(board, index).people.some((person) => (counts.get(person) ?? 0) > 1);
  let [penalty, isOptimal, stepsLeft] = [0, true, REPLAN_LIMITS.totalSteps as number];
  for (const contest of contests.values()) {
    const before = together(contest.solutions);
    if (!contest.isContended || contest.open.length > REPLAN_LIMITS.searchedCount) {
      penalty += before.penalty;
      isOptimal &&= !contest.isContended;
      continue;
    }
    takeBack(board, before);
    const { best, steps, isCut } = searched(board, contest.open, { stepLimit: Math.min(REPLAN_LIMITS.searchSteps, stepsLeft), best: before, isEntangled });
    settleOn(board, best);
    stepsLeft -= steps;
    penalty += best.penalty;
    isOptimal &&= !isCut;
  }
  return { penalty, isOptimal };
}
