import { binomialDraw } from "./binomial-draw.js";

/** The kind of each thing. */
function kindsOf(times: Float64Array, total: number): Uint32Array {
  const kinds = new Uint32Array(total);
  let at = 0;
  times.forEach((count, kind) => { kinds.fill(kind, at, at += count); });
  return kinds;
}

/**
 * Bootstrap samples of things of which many are alike: each call draws, with replacement, as many things as there are, and writes into `drawn` how often each kind came.
 * `times` holds how many things are of each kind. Where kinds are few, one binomial draw a kind does for all its things: a multinomial draw, taken apart into conditional ones.
 */
export function resampler(times: Float64Array, uniform: () => number): (drawn: Float64Array) => void {
  const total = times.reduce((sum, count) => sum + count, 0);
  if (total < 8 * times.length) {
    const kinds = kindsOf(times, total);
    return (drawn) => {
      drawn.fill(0);
      for (let draw = 0; draw < total; draw += 1) {
        const kind = kinds[Math.floor(uniform() * total)] as number;
        drawn[kind] = (drawn[kind] as number) + 1;
      }
    };
  }
  return (drawn) => {
    let [left, rest] = [total, total];
    for (let kind = 0; kind < times.length; kind += 1) {
      const count = times[kind] as number;
      const here = binomialDraw(left, count / rest, uniform);
      drawn[kind] = here;
      left -= here;
      rest -= count;
    }
  };
}
