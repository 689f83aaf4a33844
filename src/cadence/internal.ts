export { findRecurrenceFaults } from "./recurrence-rule.js";
