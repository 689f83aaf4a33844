import { defaultVisibilityPolicy, type JournalConsent, type JournalEntry, type JournalField, type JournalViewQuestion, type ReaderAssignment, type ReadOverride, type ReadQuestion, type ThreeWayAgreement } from "coachkit/journal";

export const everyField: readonly JournalField[] = ["entry-text", "word-count", "difficulty", "progress", "sentiment", "risk-signals", "attendance", "goals", "homework-outcomes"];
export const roles = ["coach", "coach-supervisor", "manager", "sponsor", "program-owner", "data-steward"];

/** Everyone has a role toward p1, and is called by it. */
export const assigned = (role: string, changes: Partial<ReaderAssignment> = {}): ReaderAssignment => ({ participantId: "p1", readerId: role, role, startsAt: "2026-09-01T00:00:00Z", ...changes });
/** p1 consents to all, for one role. */
export const given = (role: string, changes: Partial<JournalConsent> = {}): JournalConsent => ({ participantId: "p1", role, fields: everyField, decision: "given", decidedAt: "2026-09-02T00:00:00Z", ...changes });
export const agreed = (...names: readonly string[]): ThreeWayAgreement => ({ participantId: "p1", agreedAt: "2026-09-03T00:00:00Z", shared: names.map((role) => ({ role, fields: everyField })) });
export const override: ReadOverride = { id: "o1", participantId: "p1", readerId: "manager", fields: ["entry-text", "goals"], ground: "legal-duty", reason: "Court order 12/2026.", actorId: "counsel", decidedAt: "2026-10-01T00:00:00Z", endsAt: "2026-11-01T00:00:00Z" };

/** Everyone is assigned, everything is consented to and agreed on. */
const circumstances = {
  readAt: "2026-10-05T07:00:00Z",
  policy: defaultVisibilityPolicy,
  assignments: roles.map((role) => assigned(role)),
  consents: roles.map((role) => given(role)),
  agreements: [agreed(...roles)],
  overrides: [],
};
export const asked = (role: string, field: JournalField, changes: Partial<ReadQuestion> = {}): ReadQuestion => ({
  ...circumstances, viewer: { personId: role === "participant" ? "p1" : role, role }, participantId: "p1", field, form: "individual",
  ...(everyField.indexOf(field) < 5 && { sharedWith: "coach" as const }), ...changes,
});

export const fullEntry: JournalEntry = {
  id: "e1", participantId: "p1", writtenAt: "2026-10-04T07:00:00Z", templateId: "own", attemptId: "a1", occurrenceId: "o1", sharedWith: "coach", difficulty: "too-hard", progressRating: 4, sentiment: -0.5,
  answers: [{ promptId: "what", wordCount: 3, text: "It went well." }, { promptId: "more", wordCount: 0 }],
};
export const secretEntry: JournalEntry = { ...fullEntry, id: "e0", sharedWith: "nobody" };
export const view = (role: string, changes: Partial<JournalViewQuestion> = {}): JournalViewQuestion => ({ ...circumstances, viewer: { personId: role === "participant" ? "p1" : role, role }, participantIds: ["p1"], entries: [fullEntry, secretEntry], ...changes });
