export { findCompletionListFaults } from "./completion.js";
export { findRecurrenceFaults } from "./recurrence-rule.js";
