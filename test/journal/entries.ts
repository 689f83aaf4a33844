import type { JournalEntry } from "coachkit/journal";

export const entry: JournalEntry = { id: "e1", participantId: "p1", writtenAt: "2026-10-05T07:00:00Z", answers: [], sharedWith: "coach" };
