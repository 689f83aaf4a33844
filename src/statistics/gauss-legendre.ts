/** Places between −1 and 1, and their weights: they integrate polynomials up to twice their number exactly. */
export interface LegendreNodes {
  readonly places: Float64Array;
  readonly weights: Float64Array;
}

/** The Legendre polynomial of degree `count` at `x`, and its slope, by the recursion of Bonnet. */
function legendre(count: number, x: number): readonly [value: number, slope: number] {
  let [before, value] = [1, x];
  for (let degree = 2; degree <= count; degree += 1) [before, value] = [value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree];
  return [value, (count * (before - x * value)) / (1 - x * x)];
}

/**
 * The nodes of Gauss and Legendre: the zeros of the Legendre polynomial by Newton's method, weights 2 ÷ ((1 − x²) · slope²).
 * Source: NIST Digital Library of Mathematical Functions 3.5(v).
 */
export function legendreNodes(count: number): LegendreNodes {
  const [places, weights] = [new Float64Array(count), new Float64Array(count)];
  for (let index = 0; index < count; index += 1) {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    for (let round = 0; round < 10; round += 1) {
      const [value, slope] = legendre(count, x);
      x -= value / slope;
    }
    const [, slope] = legendre(count, x);
    places[index] = x;
    weights[index] = 2 / ((1 - x * x) * slope * slope);
  }
  return { places, weights };
}
