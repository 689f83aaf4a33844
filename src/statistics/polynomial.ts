/** A polynomial by Horner's rule; coefficients from the highest power down. */
export const polynomial = (coefficients: readonly number[], x: number): number => coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
