import { upperGammaRatio } from "../../statistics/internal.js";

/**
 * Where the recurrence below begins, and with which value: at `step` servers and the fractional part of `servers`.
 *
 * @param erlangs the offered load A, above zero
 * @param servers N, zero or more
 */
function inverseBlockingStart(erlangs: number, servers: number): { readonly part: number; readonly step: number; readonly inverse: number } {
  const part = servers - Math.floor(servers);
  const step = Math.max(0, Math.floor(Math.min(servers, erlangs) - 9 * Math.sqrt(erlangs) - 10));
  if (step > 0) return { part, step, inverse: 1 / (1 - (part + step) / erlangs) };
  return { part, step, inverse: part > 0 ? Math.max(1, (erlangs * upperGammaRatio(part + 1, erlangs)) / (part + 1)) : 1 };
}

/**
 * 1 ÷ B(N, A), the inverse of Erlang's loss formula, for whole and fractional N: 1 where nothing is served, without bound where nothing is lost.
 * I(n) = 1 + I(n − 1) · n / A, from I(f) of the fractional part f, 1/B(f) = A · ∫₀^∞ e^(−At) (1 + t)^f dt; every term is positive, so no digit cancels.
 * Far below the load the recurrence forgets where it began: it starts 9 standard deviations below with the fluid value 1 / (1 − n / A), whose error is damped by Π n/A < e^−40.
 * Sources: A. Erlang (1917); D. Jagerman, "Some properties of the Erlang loss function", Bell System Technical Journal 53 (1974), for fractional N.
 *
 * @param erlangs the offered load A, above zero
 * @param servers N, zero or more
 */
export function inverseBlocking(erlangs: number, servers: number): number {
  const stepCount = Math.floor(servers);
  const { part, step: first, inverse: begin } = inverseBlockingStart(erlangs, servers);
  let inverse = begin;
  for (let step = first + 1; step <= stepCount && inverse < Infinity; step += 1) inverse = 1 + (inverse * (part + step)) / erlangs;
  return inverse;
}

/** How many steps make whole servers, so that one recurrence serves all of them: shares are whole hundredths, parts of a staffing interval whole minutes. */
function periodOf(step: number, most: number): number {
  for (let period = 1; period < most; period += 1) {
    const servers = period * step;
    if (Math.abs(servers - Math.round(servers)) < 1e-9) return period;
  }
  return most;
}

/** `inverseBlocking` for `count` numbers of servers, each `step` below the one before and none below zero. One recurrence passes all that have a fractional part in common. */
export function inverseBlockingColumn({ erlangs, servers, step, count }: { readonly erlangs: number; readonly servers: number; readonly step: number; readonly count: number }): Float64Array {
  const column = new Float64Array(count);
  const period = periodOf(step, count);
  const stride = Math.round(period * step);
  for (let residue = 0; residue < period && residue < count; residue += 1) {
    const lastTurn = Math.floor((count - 1 - residue) / period);
    // by rounding it may be a dust below zero
    const least = Math.max(0, servers - residue * step - lastTurn * stride);
    const { part, step: first, inverse } = inverseBlockingStart(erlangs, least);
    let [reached, ratio] = [first, inverse];
    for (let turn = lastTurn; turn >= 0; turn -= 1) {
      const whole = Math.floor(least) + (lastTurn - turn) * stride;
      for (; reached < whole; reached += 1) ratio = 1 + (ratio * (part + reached + 1)) / erlangs;
      column[residue + turn * period] = ratio;
    }
  }
  return column;
}
