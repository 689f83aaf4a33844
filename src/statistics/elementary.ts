/*!
 * Logarithm, exponential and sine by additions, multiplications and divisions alone, which every engine rounds alike; Math.exp, Math.log and Math.sin may differ in their last digits from engine to engine.
 * Each is right to less than one unit in the last place. Source: fdlibm 5.3 (e_exp.c, e_log.c, s_log1p.c, k_sin.c), Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunSoft, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** 2^k for k from −1022 to 1023; doubling and halving are exact. */
function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2046).fill(1);
  for (let k = 1; k <= 1023; k += 1) powers[1022 + k] = (powers[1021 + k] as number) * 2;
  for (let k = 1; k <= 1022; k += 1) powers[1022 - k] = (powers[1023 - k] as number) / 2;
  return powers;
}
const powers = /* @__PURE__ */ powersOfTwo();
/** Where the words of a number are read, in an order that does not depend on the machine. */
const words = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

/** e^x for x within 745 either way: x = k ln 2 + r, and e^r by a continued fraction cut short. */
export function expOf(x: number): number {
  const k = Math.floor(x * 1.442695040888963387 + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const square = r * r;
  const c = r - square * (1.66666666666666019037e-1 + square * (-2.77777777770155933842e-3 + square * (6.61375632143793436117e-5 + square * (-1.6533902205465251539e-6 + square * 4.13813679705723846039e-8))));
  const power = 1 - (low - (r * c) / (2 - c) - high);
  if (k > -1022 && k < 1024) return power * (powers[1022 + k] as number);
  return k < 0 ? (k < -1100 ? 0 : power * (powers[1022 + k + 1000] as number) * (powers[22] as number)) : power * 2 * (powers[2045] as number);
}

/** ln x for x > 0, all the way down to the smallest number. */
export function logOf(x: number): number {
  let k = -1023;
  words.setFloat64(0, x);
  let head = words.getInt32(0);
  if (head < 0x00100000) {
    words.setFloat64(0, x * 2 ** 54);
    head = words.getInt32(0);
    k -= 54;
  }
  k += head >> 20;
  head &= 0xfffff;
  // the exponent is taken away, so that what is left lies between √½ and √2
  const carry = (head + 0x95f64) & 0x100000;
  words.setInt32(0, head | (carry ^ 0x3ff00000));
  k += carry >> 20;
  const f = words.getFloat64(0) - 1;
  // so near 1 that the series' first terms do
  if (((head + 2) & 0xfffff) < 3) return k * ln2High - (f * f * (0.5 - (1 / 3) * f) - k * ln2Low - f);
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const odd = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const rest = odd + even;
  if (((head - 0x6147a) | (0x6b851 - head)) <= 0) return k * ln2High - (s * (f - rest) - k * ln2Low - f);
  const half = 0.5 * f * f;
  return k * ln2High - (half - (s * (half + rest) + k * ln2Low) - f);
}

/** ln(1 + x) for x > −1, with all digits near 0. */
export function logOfOnePlus(x: number): number {
  if (Math.abs(x) < 2 ** -29) return x - x * x * 0.5;
  let [k, f, lost] = [0, x, 0];
  if (x <= -0.2929 || x >= 0.41422) {
    const u = 1 + x;
    words.setFloat64(0, u);
    const head = words.getInt32(0);
    k = (head >> 20) - 1023;
    lost = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    const fraction = head & 0xfffff;
    const isUpper = fraction >= 0x6a09e;
    words.setInt32(0, fraction | (isUpper ? 0x3fe00000 : 0x3ff00000));
    if (isUpper) k += 1;
    f = words.getFloat64(0) - 1;
  }
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const z = s * s;
  const rest = z * (6.666666666666735130e-1 + z * (3.999999999940941908e-1 + z * (2.857142874366239149e-1 + z * (2.222219843214978396e-1 + z * (1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))));
  return k * ln2High - (half - (s * (half + rest) + (k * ln2Low + lost)) - f);
}

/** sin x for x within π/4 either way. */
export function smallSine(x: number): number {
  const z = x * x;
  const rest = 8.33333333332248946124e-3 + z * (-1.98412698298579493134e-4 + z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x + z * x * (-1.66666666666666324348e-1 + z * rest);
}
