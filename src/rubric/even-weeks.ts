/** Weeks to be drawn from. */
interface WeekShares {
  /** How many opportunities each week has. */
  readonly capacities: readonly number[];
  /** How many are to be drawn. */
  readonly count: number;
  /** Where the even steps begin, 0 to 1, by chance. */
  readonly start: number;
}

/** The largest level at which all weeks together, each filled up to it at most, hold no more than `count`. */
function levelOf(capacities: readonly number[], count: number): number {
  const rising = [...capacities].sort((left, right) => left - right);
  let [left, level] = [count, 0];
  for (const [index, capacity] of rising.entries()) {
    const open = rising.length - index;
    const step = Math.min(capacity - level, Math.floor(left / open));
    level += step;
    left -= step * open;
    if (level < capacity) break;
  }
  return level;
}

/**
 * Shares a count out among weeks: all get the same as far as they can, and what remains goes to weeks with room at even distances.
 * Of k weeks with room and r to share out, each gets one more with probability r ÷ k; so an opportunity there is drawn with probability (level + r ÷ k) ÷ capacity.
 */
export function evenWeeks({ capacities, count, start }: WeekShares): readonly { readonly count: number; readonly inclusionFraction: number }[] {
  const level = levelOf(capacities, count);
  const open = capacities.flatMap((capacity, week) => (capacity > level ? [week] : []));
  const rest = Math.min(open.length, count - capacities.reduce((sum, capacity) => sum + Math.min(capacity, level), 0));
  const more = new Set(Array.from({ length: rest }, (_, index) => open[Math.floor(((index + start) * open.length) / rest)]));
  return capacities.map((capacity, week) => {
    if (capacity <= level) return { count: capacity, inclusionFraction: 1 };
    return { count: level + (more.has(week) ? 1 : 0), inclusionFraction: (level + rest / open.length) / capacity };
  });
}
