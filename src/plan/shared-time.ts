import type { MillisecondSpan } from "../time/internal.js";

/** How long both lists of spans last together, each in order and without overlap. */
function sharedMilliseconds(some: readonly MillisecondSpan[], others: readonly MillisecondSpan[]): number {
  let [sum, at, other] = [0, 0, 0];
  for (;;) {
    const [one, two] = [some[at], others[other]];
    if (one === undefined || two === undefined) return sum;
    sum += Math.max(0, Math.min(one[1], two[1]) - Math.max(one[0], two[0]));
    if (one[1] <= two[1]) at += 1;
    else other += 1;
  }
}

/** A function whose answers are kept: one answer for all that have the same key. */
export function once<Asked, Answer>(keyOf: (asked: Asked) => string, answer: (asked: Asked) => Answer): (asked: Asked) => Answer {
  const known = new Map<string, Answer>();
  return (asked) => {
    const key = keyOf(asked);
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = answer(asked);
    known.set(key, made);
    return made;
  };
}

/**
 * The minutes that somebody shares with each of some people, in their order. Most people keep one of a few kinds of hours, so each pair of kinds is worked out once.
 */
export function commonMinutesWith(people: readonly (readonly MillisecondSpan[])[]): (spans: readonly MillisecondSpan[]) => Float64Array {
  const places = new Map<string, number>();
  const kinds: (readonly MillisecondSpan[])[] = [];
  const kindOf = people.map((spans) => {
    const key = spans.join();
    const kind = places.get(key) ?? kinds.push(spans) - 1;
    places.set(key, kind);
    return kind;
  });
  return once((spans) => spans.join(), (spans) => {
    const minutes = kinds.map((kind) => sharedMilliseconds(spans, kind) / 60_000);
    return Float64Array.from(kindOf, (kind) => minutes[kind] ?? 0);
  });
}
