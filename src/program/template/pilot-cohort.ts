import type { Program } from "../program.js";

/**
 * The pilot cohort of twelve weeks for 12 to 20 people: weekly micro-prompts, group coaching every two weeks, one one-to-one for each participant.
 *
 * Read here: no kickoff is named, so there is none; weeks 1 to 12. Group coaching is led by a coach, unlike a peer huddle, and stands in the even weeks.
 * The one-to-one may lie in any week of the middle third, weeks 5 to 8. Lengths are ours.
 */
export const pilotCohort: Program = {
  kind: "program",
  schemaVersion: 1,
  id: "pilot-cohort",
  title: "Pilot cohort, twelve weeks",
  practice: "coaching",
  phase: "pilot",
  weekCount: 12,
  advisedParticipants: { minimumCount: 12, maximumCount: 20 },
  segments: [],
  targetBehaviors: [
    { id: "gives-timely-feedback", title: "Gives feedback within two working days", kpiIds: ["behavioral-compliance", "team-pulse"] },
    { id: "coaches-in-one-to-ones", title: "Uses one-to-ones to coach, not to collect status", kpiIds: ["behavioral-compliance", "manager-adoption"] },
  ],
  touchpoints: [
    {
      id: "prompt", title: "Weekly micro-prompt", modality: "micro", method: "supervised-practice", durationMinutes: 10,
      timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 12, weekdays: ["TU"], startTime: "09:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true, agenda: [{ title: "One behavior to try this week" }],
    },
    {
      id: "group-coaching", title: "Group coaching", modality: "group", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "every-weeks", everyWeeks: 2, fromWeek: 2, toWeek: 12, weekdays: ["WE"], startTime: "15:00" },
      clock: "cohort", audience: { kind: "groups", minimumCount: 4, maximumCount: 8 }, ledBy: "coach", isScheduled: true, agenda: [{ title: "Cases from practice" }],
    },
    {
      id: "one-to-one", title: "One-to-one with a coach", modality: "one-to-one", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "window", fromWeek: 5, toWeek: 8, weekdays: ["MO", "TU", "WE", "TH", "FR"], startTime: "11:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true, agenda: [{ title: "Progress on the goal" }],
    },
  ],
};
