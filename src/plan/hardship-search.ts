import type { StartChoice } from "./hardship.js";

/** What a rotation of hardship may ask for, which is refused beyond; and how much is searched, beyond which the answer is a heuristic that says so. */
export const HARDSHIP_LIMITS = {
  /** People who meet. */
  memberCount: 50,
  /** Dates: two years of weeks. */
  dateCount: 104,
  /** Starts to choose from: every quarter of an hour of a day. */
  startCount: 96,
  /** Lists of counts carried from one date to the next. */
  stateCount: 20_000,
  /** Lists of counts times choices of all dates times members: about a second. Where that leaves fewer than 100 lists, 100 are carried. */
  searchSteps: 10_000_000,
} as const;

/** What has been chosen up to a date, and what it has led to. */
interface State {
  readonly counts: readonly number[];
  readonly distanceMinutes: number;
  /** Sum over the dates of the squared counts: smaller when hardship comes in turns. */
  readonly unevenness: number;
  readonly choice: StartChoice | null;
  readonly before: State | null;
}

/** A start for each date. */
export interface ChosenStarts {
  readonly choices: readonly StartChoice[];
  /** Whether every list of counts that can be reached was looked at. */
  readonly isExact: boolean;
}

const squares = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count * count, 0);

/** The difference between the most and the least among some members; 0 when there are none. */
export function spreadOf(counts: readonly number[], members: readonly number[]): number {
  const some = members.map((member) => counts[member] ?? 0);
  return some.length === 0 ? 0 : Math.max(...some) - Math.min(...some);
}

const isNearer = (one: State, other: State): boolean => (one.distanceMinutes - other.distanceMinutes || one.unevenness - other.unevenness) < 0;

function next(states: readonly State[], choices: readonly StartChoice[]): State[] {
  const reached = new Map<string, State>();
  for (const before of states) {
    for (const choice of choices) {
      const counts = [...before.counts];
      for (const member of choice.sufferers) counts[member] = (counts[member] ?? 0) + 1;
      const state: State = { counts, distanceMinutes: before.distanceMinutes + choice.distanceMinutes, unevenness: before.unevenness + squares(counts), choice, before };
      const key = String.fromCharCode(...counts);
      const known = reached.get(key);
      if (known === undefined || isNearer(state, known)) reached.set(key, state);
    }
  }
  return [...reached.values()];
}

/** Fair first: counts of those who take turns at most one apart, else as near as can be; then the fewest hardships; then the nearest to everybody's hours; then in turns. */
const worth = ({ counts, distanceMinutes, unevenness }: State, rotating: readonly number[]): readonly number[] => [Math.max(1, spreadOf(counts, rotating)), counts.reduce((sum, count) => sum + count, 0), distanceMinutes, unevenness];

function firstDifference(one: readonly number[], other: readonly number[]): number {
  const place = one.findIndex((value, index) => value !== other[index]);
  return place === -1 ? 0 : (one[place] ?? 0) - (other[place] ?? 0);
}

/**
 * One start for each date, chosen over all dates at once: dynamic programming over the lists of counts that can be reached.
 * It is exact as long as these are few; else the most even ones are carried on (a beam, which is a heuristic).
 */
export function chooseStarts(dates: readonly (readonly StartChoice[])[], memberCount: number, rotating: readonly number[]): ChosenStarts {
  const steps = dates.reduce((sum, choices) => sum + choices.length, 0) * Math.max(1, memberCount);
  const most = Math.max(100, Math.min(HARDSHIP_LIMITS.stateCount, Math.floor(HARDSHIP_LIMITS.searchSteps / Math.max(1, steps))));
  let states: readonly State[] = [{ counts: Array.from({ length: memberCount }, () => 0), distanceMinutes: 0, unevenness: 0, choice: null, before: null }];
  let isExact = true;
  for (const choices of dates) {
    const reached = next(states, choices);
    if (reached.length > most) {
      isExact = false;
      const kept = reached.map((state) => ({ state, order: [spreadOf(state.counts, rotating), squares(state.counts), state.distanceMinutes] }));
      states = kept.sort((left, right) => firstDifference(left.order, right.order)).slice(0, most).map(({ state }) => state);
    } else {
      states = reached;
    }
  }
  const last = states.map((state) => ({ state, order: worth(state, rotating) })).reduce((best, one) => (firstDifference(one.order, best.order) < 0 ? one : best)).state;
  const choices: StartChoice[] = [];
  for (let state: State | null = last; state?.choice; state = state.before) choices.push(state.choice);
  return { choices: choices.reverse(), isExact };
}
