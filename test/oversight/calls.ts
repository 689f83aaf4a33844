import { at, consents, nudge as nudgeRequest, policy, summary as summaryRequest } from "./policy-example.js";
import { logOf, start } from "./some-log.js";
import { decisionRecord, nudge, proposal, proposalRecord, provenance, summary } from "./some-proposals.js";

const salt = "9f86d081884c7d659a2feaa0c55ad015";
const decision = { kind: "proposal-decision", schemaVersion: 1, proposalId: "p1", outcome: "rejected", deciderId: "kim", editedOutput: null, editFraction: null, reasonId: "tone", note: "Too harsh.", openedAt: null, decidedAt: "2026-03-02T12:00:00Z" };
const template = { templateId: "step", language: "en", text: nudge.text, listedValues: {}, inputClasses: ["call-transcript"], approvedById: "kim", approvedAt: "2026-02-01T00:00:00Z", expiresAt: "2026-08-01T00:00:00Z" };
const { entries, head } = logOf(3);
const ids = Array.from({ length: 24 }, (_, place) => `p${String(place)}`);
const records = { proposals: ids.map((id) => proposalRecord(id)), decisions: ids.map((id) => decisionRecord(id)) };
const drawn = ids.slice(0, 20).map((proposalId) => ({ proposalId, stratumId: "all", modelId: "notes", deciderId: "kim" }));
const levels = Array.from({ length: 40 }, (_, clip) => ({ subjectId: `clip-${String(clip)}`, category: 1 + (clip % 3) }));

export const calls = {
  consentStanding: [{ consents: [{ personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" }], personId: "ana", purposeId: "nudges", at: "2026-02-01T00:00:00Z" }],
  proposalOf: [{ proposalId: "p1", subjectIds: ["ana"], output: summary, provenance }],
  decideProposal: [{ proposal: proposal(), decider: { kind: "person", id: "kim" }, outcome: "edited", editedOutput: { ...summary, text: "Ana named the worry." }, reasonId: "tone", decidedAt: "2026-03-02T10:05:00Z" }],
  disclosureOf: [{ proposal: proposal() }],
  automaticSending: [{ proposal: proposal({ ...nudge, template: { templateId: "step", values: {} } }, []), templates: [template], at: "2026-03-02T10:05:00Z" }],
  contentSeal: [{ content: summary, salt }],
  sealProposal: [{ proposal: proposal(), salt }],
  sealDecision: [{ decision, salt }],
  startLog: ["pilot"],
  appendEntries: [{ head, additions: [{ kind: "note", recordedAt: "2026-03-02T12:00:00Z", record: { isOn: true } }] }],
  verifyLog: [{ from: start, entries: entries.toSpliced(1, 1), anchors: [head] }],
  logText: [entries],
  verifyLogText: [{ from: start, text: "{}\n" }],
  loggedRecords: [entries],
  oversightFigures: [{ ...records, at: "2026-03-03T10:00:00Z", confidenceLevel: 0.95 }],
  drawOversightAudit: [{ ...records, auditId: "march", seed: 1, within: { startsAt: "2026-03-01T00:00:00Z", endsAt: "2026-04-01T00:00:00Z" }, drawCount: 20, byKind: true }],
  auditedOversight: [{
    sample: { kind: "oversight-audit-sample", schemaVersion: 1, auditId: "march", frameHash: "0".repeat(64), drawn, strata: [{ stratumId: "all", decidedCount: 24, drawnCount: 20 }], reason: null },
    findings: drawn.map(({ proposalId }) => ({ proposalId, auditorId: "ulla", isError: false })), maximumErrorFraction: 0.05, confidenceLevel: 0.95,
  }],
  aiRaterStanding: [{
    modelId: "rater", modelVersion: "2", scale: "ordinal", categories: [1, 2, 3], aiRatings: levels.map((level, clip) => ({ ...level, modelVersion: "2", category: clip === 0 ? 2 : level.category })),
    humanRatings: levels.map((level) => ({ ...level, raterId: "kim" })), areHumansBlind: true, stakes: "feedback", humanMarginRatio: 0.1, confidenceLevel: 0.95, seed: 7,
  }],
  readOversightPolicy: [policy],
  policyDecision: [{ policy, request: nudgeRequest, consents, at }],
  policyDecisions: [{ policy, requests: [nudgeRequest, { ...summaryRequest, inferences: ["emotion"] }], consents, at }],
  recordsDue: [{ policy, records: [{ recordId: "r1", personId: "ana", purposeId: "insight", dataClass: "calls", createdAt: "2026-01-02T09:00:00Z" }], holds: [{ id: "h1", reason: "Proceeding", actorId: "dee", placedAt: "2026-01-10T00:00:00Z", recordIds: ["r1"], personIds: [] }], at, aheadDays: 30 }],
  policyFindings: [policy],
  policyChanges: [{ before: policy, after: { ...policy, version: "2", models: [] } }],
  policyReport: [{ policy, previousPolicy: { ...policy, models: [] }, personIds: ["ana", "ben"], consents, decisions: [], records: [], holds: [], at, leastCellCount: 5 }],
};
