export { findMixed, growthOf } from "./measure/cash-flows.js";
export { numberOf } from "./measure/exact-amount.js";
export { discountFactors } from "./measure/net-present-value.js";
