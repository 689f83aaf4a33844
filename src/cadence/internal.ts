export { findCompletionListFaults } from "./completion.js";
export { findRecurrenceFaults } from "./recurrence-days.js";
export { compileRecurrence, recurrenceRows } from "./recurrence/compiled-recurrence.js";
export type { CompiledRecurrence } from "./recurrence/compiled-recurrence.js";
