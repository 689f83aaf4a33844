/** What the site's works agreement permits, as a policy: two versions, with what was asked for in between. */
import { type oversight } from "coachkit";
import { onDay } from "./assisted-site.js";

const basis = "Works agreement of 2027-09-15";
/** In force from the first day: two purposes for models, one for rules. */
export const firstPolicy: oversight.OversightPolicy = {
  kind: "oversight-policy", schemaVersion: 1, id: "frontline", version: "1", inForceFromAt: onDay(0, 0), ownerId: "olu", coachLeadId: "cleo", dataStewardId: "dee",
  dataClasses: [{ id: "program-week", title: "Week of the program" }, { id: "weekly-figures", title: "Quality and handle time by week" }, { id: "call-transcript", title: "Transcripts of calls" }],
  inferences: [{ id: "names-the-worry", title: "Names the caller's worry" }, { id: "lets-finish", title: "Lets the caller finish" }],
  purposes: [
    {
      id: "nudges", title: "Messages between sessions", basis, isConsentRequired: true, retention: [{ dataClass: "program-week", retentionDays: 180 }],
      rules: [{ id: "messages", uses: ["nudge-text"], dataClasses: ["program-week"], inferences: [], recipientRoles: ["participant"] }],
    },
    {
      id: "coaching", title: "Rules that propose coaching", basis, isConsentRequired: true, retention: [{ dataClass: "weekly-figures", retentionDays: 365 }],
      rules: [{ id: "triggers", uses: ["trigger"], dataClasses: ["weekly-figures"], inferences: [], recipientRoles: ["coach", "participant"] }],
    },
    {
      id: "call-summaries", title: "Summaries and patterns of calls, for the own coach", basis, isConsentRequired: true, retention: [{ dataClass: "call-transcript", retentionDays: 30 }],
      rules: [{ id: "for-the-coach", uses: ["summary", "pattern"], dataClasses: ["call-transcript"], inferences: ["names-the-worry", "lets-finish"], recipientRoles: ["coach"] }],
    },
  ],
  models: [{ modelId: "scribe", modelVersion: "3" }],
  automaticTemplates: [{ templateId: "try-step", purposeId: "nudges", uses: ["nudge-text"], approvedById: "cleo", approvedAt: "2027-09-20T09:00:00Z" }],
  killSwitchHolderIds: ["dee", "olu"], killSwitches: [],
};
const stop: oversight.KillSwitch = { id: "stop-1", scope: { kind: "model", modelId: "scribe" }, thrown: { actorId: "dee", at: onDay(39, 15 * 60), reason: "The audit of October: summaries of things that were not in the call" } };
const stopped = { ...firstPolicy, version: "2", killSwitches: [stop] };
/** Four days later the next version of the model is approved, and the switch is lifted. */
export const lastPolicy: oversight.OversightPolicy = {
  ...stopped, version: "3", models: [{ modelId: "scribe", modelVersion: "4" }],
  killSwitches: [{ ...stop, lifted: { actorId: "dee", at: onDay(43, 9 * 60), reason: "Version 4 was tried on a hundred calls by the coach lead" } }],
};
const versions: readonly (readonly [fromAt: string, policy: oversight.OversightPolicy])[] = [[onDay(43, 9 * 60), lastPolicy], [onDay(39, 15 * 60), stopped], [onDay(0, 0), firstPolicy]];
/** The version that holds at an instant. */
export const policyAt = (at: string): oversight.OversightPolicy => versions.find(([fromAt]) => Date.parse(fromAt) <= Date.parse(at))?.[1] ?? firstPolicy;

/** Words that the coach lead approved to be sent without anybody looking at each. */
export const template: oversight.ApprovedTemplate = {
  templateId: "try-step", language: "en", text: "Week {week}: today try {step}.", listedValues: { week: ["1", "2", "3", "4", "5", "6", "7", "8"], step: ["a pause before the fee", "one open question", "to say the worry back"] },
  inputClasses: ["program-week"], approvedById: "cleo", approvedAt: "2027-09-20T09:00:00Z", expiresAt: "2028-03-20T09:00:00Z",
};
