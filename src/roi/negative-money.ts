import type { Money } from "../money/index.js";

/** Asked by rules, which also see faulty texts of any length: those are named elsewhere. A zero with a minus is zero. */
export const isNegative = ({ amount }: Money): boolean => amount.length <= 38 && /^-(?=.*[1-9])\d+(?:\.\d+)?$/u.test(amount);
