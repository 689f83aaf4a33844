export { journalCompleteness, TemplatedEntry } from "./journal-completeness.js";
export type { JournalCompleteness } from "./journal-completeness.js";
export { JournalAnswer, JournalEntry, JournalSharing } from "./journal-entry.js";
export { dealTemplate, gibbsTemplate, JournalPrompt, JournalTemplate, oridTemplate } from "./journal-template.js";
export { JournalRule, JournalSlots, LiveContactGuards } from "./journal-slot.js";
export { replaceSessions } from "./replace-sessions.js";
export type { FreeEntry, JournaledPlan, JournaledSession, KeptReason, KeptSession } from "./replace-sessions.js";
