export { findMixed, growthOf } from "./measure/cash-flows.js";
export { type ExactAmount, exactOf, moneyOf, numberOf, productOf, ratioOf, within } from "./measure/exact-amount.js";
export { discountFactors } from "./measure/net-present-value.js";
