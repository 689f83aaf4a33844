import { DAY } from "../time/internal.js";

/** A place for a session: who leads it, and when it starts. */
export interface Place {
  readonly coachId: string;
  readonly start: number;
}
/** A place that is not the one of the plan before, and what it costs: `COACH_CHANGE` for another coach, `MOVE` for another start. */
export interface Choice extends Place {
  readonly penalty: number;
}

/** A session whose place is open to choice. */
export interface Movable {
  readonly id: string;
  readonly lengthMilliseconds: number;
  /** Who must be free besides the coach. */
  readonly people: readonly string[];
  /** Its place in the plan before, where that is still possible: it costs nothing. */
  readonly kept: Place | null;
  readonly keptHardshipMinutes: number;
  /** What it takes of a coach's week. */
  readonly minutesWith: (coachId: string) => number;
  /** Who may come to be concerned, all possible coaches among them, and in which weeks of the program. */
  readonly reach: () => { readonly personIds: readonly string[]; readonly fromWeek: number; readonly toWeek: number };
  /** Of `choices` those with its own coach: substitutes are looked for only where these do not suffice. */
  readonly ownChoices: () => readonly Choice[];
  /** The other places that nothing but movable sessions stands in the way of: the cheapest first, of these the nearest. */
  readonly choices: () => Iterable<Choice>;
}

/** The coaches' weeks. */
export interface CoachWeeks {
  readonly weekOf: (start: number) => number;
  /** What is left of a coach's week beside what cannot move. */
  readonly freeMinutes: (coachId: string, week: number) => number;
}

/** Costs are added up as one number, so that no count of a lesser kind outweighs one of a greater kind. */
export const MOVE = 1;
/** The penalty of another coach. */
export const COACH_CHANGE = 1e5;
/** The penalty of a session that finds no place. */
export const LOST = 1e10;

type State = "kept" | "open" | "placed" | "lost";
interface Ledger {
  minutes: number;
  readonly items: Set<number>;
}

/** Where every session stands while places are tried. */
export interface Board {
  readonly movables: readonly Movable[];
  readonly weeks: CoachWeeks;
  readonly states: State[];
  readonly places: (Place | null)[];
  /** Kept sessions that must not give way in the branch that is tried. */
  readonly locked: Set<number>;
  /** Who is where on a day. */
  readonly occupied: Map<string, Map<number, number[]>>;
  readonly ledgers: Map<string, Ledger>;
  /** Of each search so far. */
  readonly steps: number[];
}

/** A coach or another person in a week of the program. */
export const weekKey = (coachId: string, week: number): string => `${String(week)} ${coachId}`;
/** A session of the board. */
export const movableAt = ({ movables }: Board, index: number): Movable => {
  const movable = movables[index];
  if (movable === undefined) throw new Error("A session of the search has gone.");
  return movable;
};

function daysOf(board: Board, index: number, { coachId, start }: Place): readonly number[][] {
  const { people, lengthMilliseconds: length } = movableAt(board, index);
  const lists: number[][] = [];
  for (const person of [coachId, ...people]) {
    const days = board.occupied.get(person) ?? new Map<number, number[]>();
    board.occupied.set(person, days);
    for (let day = Math.floor(start / DAY); day * DAY < start + length; day += 1) {
      const list = days.get(day) ?? [];
      days.set(day, list);
      lists.push(list);
    }
  }
  return lists;
}

/** Puts a session into a place. */
export function occupy(board: Board, index: number, place: Place): void {
  board.places[index] = place;
  for (const list of daysOf(board, index, place)) list.push(index);
  const key = weekKey(place.coachId, board.weeks.weekOf(place.start));
  const ledger = board.ledgers.get(key) ?? { minutes: 0, items: new Set<number>() };
  ledger.minutes += movableAt(board, index).minutesWith(place.coachId);
  ledger.items.add(index);
  board.ledgers.set(key, ledger);
}

/** Takes a session off its place. */
export function vacate(board: Board, index: number): void {
  const place = board.places[index];
  if (place === null || place === undefined) return;
  for (const list of daysOf(board, index, place)) list.splice(list.indexOf(index), 1);
  const ledger = board.ledgers.get(weekKey(place.coachId, board.weeks.weekOf(place.start)));
  if (ledger !== undefined) {
    ledger.minutes -= movableAt(board, index).minutesWith(place.coachId);
    ledger.items.delete(index);
  }
  board.places[index] = null;
}

/** Whether a session may be asked to give way. */
export const mayGiveWay = (board: Board, index: number): boolean => board.states[index] === "kept" && !board.locked.has(index);

/** The sessions that would have to give way to a place; `null` when one of them may not, or the coach's week is full without them. */
export function rivalsOf(board: Board, index: number, choice: Choice): readonly number[] | null {
  const { people, lengthMilliseconds: length, minutesWith } = movableAt(board, index);
  const end = choice.start + length;
  const rivals = new Set<number>();
  for (const person of [choice.coachId, ...people]) {
    const days = board.occupied.get(person);
    if (days === undefined) continue;
    for (let day = Math.floor(choice.start / DAY); day * DAY < end; day += 1) {
      for (const other of days.get(day) ?? []) {
        const start = board.places[other]?.start ?? Infinity;
        if (start >= end || start + movableAt(board, other).lengthMilliseconds <= choice.start) continue;
        if (!mayGiveWay(board, other)) return null;
        rivals.add(other);
      }
    }
  }
  const week = board.weeks.weekOf(choice.start);
  let minutes = minutesWith(choice.coachId);
  for (const other of board.ledgers.get(weekKey(choice.coachId, week))?.items ?? []) if (!mayGiveWay(board, other)) minutes += movableAt(board, other).minutesWith(choice.coachId);
  return minutes > board.weeks.freeMinutes(choice.coachId, week) ? null : [...rivals];
}

/** The least that a session costs as the board stands; others may have to give way for it. */
export function leastPenalty(board: Board, index: number): number {
  for (const choice of movableAt(board, index).choices()) if (rivalsOf(board, index, choice) !== null) return choice.penalty;
  return LOST;
}
