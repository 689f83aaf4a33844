export { journalCompleteness, TemplatedEntry } from "./journal-completeness.js";
export type { JournalCompleteness } from "./journal-completeness.js";
export { JournalAnswer, JournalEntry, JournalSharing } from "./journal-entry.js";
export { dealTemplate, gibbsTemplate, JournalPrompt, JournalTemplate, oridTemplate } from "./journal-template.js";
