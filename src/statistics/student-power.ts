import { noncentralStudentTail } from "./noncentral-student.js";
import { passedPlace, risingRoot } from "./rising-root.js";
import { upperStudentScore } from "./student.js";
import { type Sides, tailOf } from "./test-question.js";

/** How a t test errs. */
export interface StudentTest {
  readonly alpha: number;
  readonly sides: Sides;
}

/** The t above which there is a finding; of one half, the middle. */
const criticalScore = (test: StudentTest, freedom: number): number => (tailOf(test) === 0.5 ? 0 : upperStudentScore(tailOf(test), freedom));

/** The probability of a finding; two-sided tests have one at the wrong end too. */
export function studentPower(test: StudentTest, freedom: number, noncentrality: number): number {
  const limit = criticalScore(test, freedom);
  const found = noncentralStudentTail(-limit, freedom, -noncentrality);
  return test.sides === "two-sided" ? Math.min(1, found + noncentralStudentTail(-limit, freedom, noncentrality)) : found;
}

/** The noncentrality at which the power is as wanted; 0 where chance alone finds that often. */
export function noncentralityFor(test: StudentTest, freedom: number, power: number): number {
  const excess = (noncentrality: number): number => studentPower(test, freedom, noncentrality) - power;
  return risingRoot(excess, 0, passedPlace(excess, criticalScore(test, freedom) + 1, 1e9));
}
