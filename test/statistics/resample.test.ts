import { describe, expect, test } from "vitest";
import { binomialDraw } from "../../src/statistics/binomial-draw.js";
import { randomStream } from "../../src/statistics/random-stream.js";
import { resampler } from "../../src/statistics/resample.js";

/** ln k! by adding up. */
const logFactorial = (k: number): number => Array.from({ length: k }, (_, at) => Math.log(at + 1)).reduce((sum, value) => sum + value, 0);
const probability = (n: number, p: number, k: number): number => Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p));

describe("binomialDraw", () => {
  // few and many expected successes, either side of one half, and either side of the change of method
  test.each([[5, 0.3], [40, 0.2], [40, 0.24], [40, 0.26], [60, 0.5], [200, 0.9], [1000, 0.05], [3000, 0.01]])("of %d trials with %d has the frequencies of the binomial distribution", (n, p) => {
    const { uniform } = randomStream(5, ["binomial", n]);
    const drawCount = 20_000;
    const counts = new Float64Array(n + 1);
    for (let draw = 0; draw < drawCount; draw += 1) {
      const k = binomialDraw(n, p, uniform);
      counts[k] = (counts[k] as number) + 1;
    }
    let [square, cells, rest, restSeen] = [0, 0, 0, 0];
    counts.forEach((seen, k) => {
      const expected = drawCount * probability(n, p, k);
      if (expected < 5) { rest += expected; restSeen += seen; return; }
      square += (seen - expected) ** 2 / expected;
      cells += 1;
    });
    if (rest > 5) { square += (restSeen - rest) ** 2 / rest; cells += 1; }
    // chi-square, four standard deviations above its mean
    expect(square).toBeLessThan(cells - 1 + 4 * Math.sqrt(2 * (cells - 1)));
  });

  test("is sure where there is no choice", () => {
    const never = (): number => { throw new Error("nothing is to be drawn"); };
    expect([binomialDraw(0, 0.5, never), binomialDraw(9, 0, never), binomialDraw(9, 1, never)]).toEqual([0, 0, 9]);
  });
});

describe("resampler", () => {
  test.each([["few kinds", [700, 200, 100]], ["many kinds", [3, 1, 2, 1, 1]]])("draws as many things as there are, each kind by its share: %s", (_, kinds) => {
    const times = Float64Array.from(kinds);
    const total = kinds.reduce((sum, count) => sum + count, 0);
    const draw = resampler(times, randomStream(2, []).uniform);
    const [drawn, sums, squares] = [new Float64Array(kinds.length), new Float64Array(kinds.length), new Float64Array(kinds.length)];
    const drawCount = 20_000;
    for (let round = 0; round < drawCount; round += 1) {
      draw(drawn);
      expect(drawn.reduce((sum, count) => sum + count, 0)).toBe(total);
      drawn.forEach((count, kind) => {
        sums[kind] = (sums[kind] as number) + count;
        squares[kind] = (squares[kind] as number) + count * count;
      });
    }
    kinds.forEach((count, kind) => {
      const mean = (sums[kind] as number) / drawCount;
      const variance = count * (1 - count / total);
      expect(Math.abs(mean - count)).toBeLessThan(4.5 * Math.sqrt(variance / drawCount));
      expect(((squares[kind] as number) / drawCount - mean * mean) / variance).toBeCloseTo(1, 1);
    });
  });

  test("the same stream draws the same", () => {
    const of = () => { const drawn = new Float64Array(2); resampler(Float64Array.of(50, 70), randomStream(3, []).uniform)(drawn); return drawn; };
    expect(of()).toEqual(of());
  });
});
