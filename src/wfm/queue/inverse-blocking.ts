import { upperGammaRatio } from "../../statistics/internal.js";

/**
 * Where the recurrence below begins, and with which value: at `step` servers and the fractional part of `servers`.
 *
 * @param erlangs the offered load A, above zero
 * @param servers N, zero or more
 */
export function inverseBlockingStart(erlangs: number, servers: number): { readonly part: number; readonly step: number; readonly inverse: number } {
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
