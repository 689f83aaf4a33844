import { oridTemplate } from "coachkit/journal";
import { entry } from "./entries.js";

export const calls = {
  journalCompleteness: [{ template: oridTemplate, entry: { ...entry, templateId: "orid", answers: [{ promptId: "objective", wordCount: 40 }] } }],
};
