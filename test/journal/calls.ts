import { oridTemplate } from "coachkit/journal";
import { entry } from "./entries.js";
import { asked, override, view } from "./reading.js";
import { at, worrying } from "./records.js";
import { question } from "./respondents.js";

export const calls = {
  coachDigest: [{ coachId: "kim", records: [worrying()], tasks: [{ participantId: "p1", reviewMinutes: 10 }], availableMinutes: 30, at }],
  findStuck: [{ records: [worrying()], at }],
  groupReport: [question],
  journalCompleteness: [{ template: oridTemplate, entry: { ...entry, templateId: "orid", answers: [{ promptId: "objective", wordCount: 40 }] } }],
  journalRisks: [{ records: [worrying()], at }],
  mayRead: [asked("manager", "entry-text", { overrides: [override] })],
  replaceSessions: [{ plan: { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" }, entries: [entry], templates: [oridTemplate], rules: [], at: "2027-01-01T00:00:00Z" }],
  sessionAgenda: [{ participantId: "p1", durationMinutes: 45, at: "2027-01-01T00:00:00Z", entries: [entry], attempts: [], openHomework: [], actions: [] }],
  visibleJournal: [view("coach")],
};
