/** One step of an algorithm that climbs: where it leads, and how high it stood before. */
interface ClimbingStep {
  readonly next: Float64Array;
  readonly height: number;
}

/** Where an algorithm came to rest, or did not. */
interface RestingPoint {
  readonly at: Float64Array;
  readonly hasSettled: boolean;
  /** Steps of the algorithm that were taken. */
  readonly stepCount: number;
}

const largestDifference = (left: Float64Array, right: Float64Array): number => left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (right[index] as number))), 0);

/** How to climb. */
interface Climb {
  readonly start: Float64Array;
  readonly step: (from: Float64Array) => ClimbingStep;
  /** A step that moves no parameter farther than this is at rest. */
  readonly tolerance: number;
  readonly mostSteps: number;
}

/**
 * Runs a slow climbing algorithm such as EM to rest, by squared extrapolation; where a leap lands lower than two plain steps, the plain steps are taken.
 * x′ = x − 2αr + α²v, r = F(x) − x, v = (F(F(x)) − F(x)) − r, α = −|r| ÷ |v|.
 * Source: R. Varadhan, C. Roland, Simple and globally convergent methods for accelerating the convergence of any EM algorithm, Scandinavian Journal of Statistics 35 (2008), scheme S3.
 */
export function restingPoint({ start, step, tolerance, mostSteps }: Climb): RestingPoint {
  let at = start;
  let stepCount = 0;
  while (stepCount < mostSteps) {
    const first = step(at);
    stepCount += 1;
    if (largestDifference(first.next, at) < tolerance) return { at: first.next, hasSettled: true, stepCount };
    const second = step(first.next);
    stepCount += 1;
    if (largestDifference(second.next, first.next) < tolerance) return { at: second.next, hasSettled: true, stepCount };
    const leapt = leap(at, first.next, second.next);
    const landed = step(leapt);
    stepCount += 1;
    const isHigher = Number.isFinite(landed.height) && landed.height >= second.height && landed.next.every((value) => Number.isFinite(value));
    at = isHigher ? landed.next : second.next;
  }
  return { at, hasSettled: false, stepCount };
}

function leap(at: Float64Array, first: Float64Array, second: Float64Array): Float64Array {
  let [rise, bend] = [0, 0];
  at.forEach((value, index) => {
    const r = (first[index] as number) - value;
    const v = (second[index] as number) - (first[index] as number) - r;
    rise += r * r;
    bend += v * v;
  });
  const length = bend === 0 ? 1 : Math.max(1, Math.sqrt(rise / bend));
  return at.map((value, index) => {
    const r = (first[index] as number) - value;
    const v = (second[index] as number) - (first[index] as number) - r;
    return value + 2 * length * r + length * length * v;
  });
}
