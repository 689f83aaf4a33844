import type { OversightPolicy, PolicyRequest, PurposeConsent } from "coachkit/oversight";

/** A policy that permits two things: messages to participants, and summaries of calls to their coaches. */
export const policy: OversightPolicy = {
  kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ownerId: "olu", coachLeadId: "cleo", dataStewardId: "dee",
  dataClasses: [{ id: "homework", title: "Homework" }, { id: "calls", title: "Recorded calls" }, { id: "sentiment", title: "Tone of answers in surveys" }],
  inferences: [{ id: "listens", title: "Lets the customer finish" }, { id: "asks", title: "Asks before advising" }],
  purposes: [
    {
      id: "practice", title: "Practice between sessions", basis: "Works agreement of 2026-01-12", isConsentRequired: true,
      rules: [{ id: "own-nudges", uses: ["nudge", "nudge-text"], dataClasses: ["homework"], inferences: [], recipientRoles: ["participant"] }],
      retention: [{ dataClass: "homework", retentionDays: 180 }],
    },
    {
      id: "insight", title: "What coaches see of calls", basis: "Works agreement of 2026-01-12", isConsentRequired: true,
      rules: [
        { id: "call-summaries", uses: ["summary"], dataClasses: ["calls"], inferences: ["listens"], recipientRoles: ["coach"] },
        { id: "homework-summaries", uses: ["summary"], dataClasses: ["homework"], inferences: ["asks"], recipientRoles: ["coach", "participant"] },
      ],
      retention: [{ dataClass: "calls", retentionDays: 30 }, { dataClass: "homework", retentionDays: 180 }],
    },
  ],
  models: [{ modelId: "scribe", modelVersion: "3" }],
  automaticTemplates: [{ templateId: "try-it", purposeId: "practice", uses: ["nudge"], approvedById: "cleo", approvedAt: "2026-01-20T00:00:00Z" }],
  killSwitchHolderIds: ["dee"], killSwitches: [],
};
export const at = "2026-02-02T08:00:00Z";
export const consents: readonly PurposeConsent[] = ["practice", "insight"].flatMap((purposeId) => ["ana", "ben"].map((personId) => ({ personId, purposeId, decision: "given", decidedAt: "2026-01-20T09:00:00Z" })));
/** A message that goes out by itself. */
export const nudge: PolicyRequest = { purposeId: "practice", use: "nudge", dataClasses: ["homework"], inferences: [], personIds: ["ana"], recipientRoles: ["participant"], model: null, isAutomatic: true, templateId: "try-it" };
/** A summary that a coach decides on. */
export const summary: PolicyRequest = { purposeId: "insight", use: "summary", dataClasses: ["calls"], inferences: ["listens"], personIds: ["ana", "ben"], recipientRoles: ["coach"], model: { modelId: "scribe", modelVersion: "3" }, isAutomatic: false };

export const thrown = { actorId: "ana", at: "2026-02-01T00:00:00Z", reason: "Wrong messages went out" };
