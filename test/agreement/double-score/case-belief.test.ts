import { describe, expect, test } from "vitest";
import { owenT } from "../../../src/agreement/double-score/case-belief.js";

describe("Owen's T", () => {
  // scipy 1.17.1, scipy.special.owens_t(h, a); of slopes far above 1 the integrand is a spike, which even panels miss
  test.each([
    [0.0625, 0.25, 0.038911930234701367], [1, 0.5, 0.043064691120785356], [0.5, 1.5, 0.12958398461826812], [2, 3, 0.011375065971545044], [0.01, 50, 0.24642753439434217], [0.02, 200, 0.24601082889199496], [0.001, 1000, 0.24976729086693256], [3, 20, 0.00067494901581504794],
  ])("of %d and %d", (height, slope, expected) => { expect(Math.abs(owenT(slope)(height) - expected)).toBeLessThan(1e-11); });
  test("at a height of 0 is the angle of the slope, and beyond all heights nothing", () => {
    for (const slope of [0.1, 1, 7, 1e6]) expect(owenT(slope)(0)).toBeCloseTo(Math.atan(slope) / (2 * Math.PI), 14);
    for (const slope of [0.5, 1, 50]) expect(owenT(slope)(40)).toBeLessThan(1e-300);
  });
});
