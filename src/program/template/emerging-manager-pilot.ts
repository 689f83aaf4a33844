import type { Program } from "../program.js";

/**
 * The emerging-manager pilot for 15 new managers: weekly prompts, group coaching once a month, two one-to-ones, measured at the start, after 45 and after 90 days.
 *
 * The manager reinforces: ten minutes a week with a short script, and a prompt that ends 15 minutes before each one-to-one.
 *
 * Read here: "monthly" is the second Wednesday of a month, three times, and follows the calendar, not the program's weeks. The one-to-ones stand in weeks 4 and 10.
 * The 90 days are calendar days from the start, not twelve weeks and not three months; measurements do not move off holidays. Lengths are ours.
 * It was told of 15 new managers; 10 to 30 are advised, as for every pilot.
 */
export const emergingManagerPilot: Program = {
  kind: "program",
  schemaVersion: 1,
  id: "emerging-manager-pilot",
  title: "Emerging-manager pilot",
  practice: "coaching",
  phase: "pilot",
  weekCount: 12,
  advisedParticipants: { minimumCount: 10, maximumCount: 30 },
  segments: [],
  targetBehaviors: [
    { id: "runs-good-one-to-ones", title: "Runs one-to-ones that end in an agreed next step", kpiIds: ["one-to-one-quality", "behavioral-compliance"] },
    { id: "sets-clear-expectations", title: "Says what good looks like before work starts", kpiIds: ["team-pulse", "self-efficacy"] },
  ],
  touchpoints: [
    {
      id: "prompt", title: "Weekly prompt", modality: "micro", method: "supervised-practice", durationMinutes: 10,
      timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 12, weekdays: ["TU"], startTime: "09:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true, agenda: [{ title: "Prepare this week's one-to-one" }],
    },
    {
      id: "group-coaching", title: "Monthly group coaching", modality: "group", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "recurrence", rule: "FREQ=MONTHLY;BYDAY=2WE;COUNT=3", startTime: "15:00" },
      clock: "cohort", audience: { kind: "groups", minimumCount: 4, maximumCount: 8 }, ledBy: "coach", isScheduled: true, agenda: [{ title: "Cases from one-to-ones" }],
    },
    {
      id: "one-to-one", title: "One-to-one with a coach", modality: "one-to-one", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "weeks", weeks: [4, 10], weekdays: ["TH"], startTime: "11:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true, agenda: [{ title: "Feedback on an observed one-to-one" }],
    },
    {
      id: "manager-prompt", title: "Prompt before the one-to-one", modality: "micro", method: "supervised-practice", durationMinutes: 5,
      timing: { kind: "minutes-from", touchpointId: "one-to-one", side: "before", gapMinutes: 15 },
      clock: "participant", audience: { kind: "each" }, ledBy: "manager", isScheduled: true, agenda: [{ title: "What to ask about, in one sentence" }],
    },
    {
      id: "reinforcement", title: "Weekly reinforcement by the manager", modality: "micro", method: "supervised-practice", durationMinutes: 10,
      timing: { kind: "every-weeks", everyWeeks: 1, fromWeek: 1, toWeek: 12, weekdays: ["FR"], startTime: "11:30" },
      clock: "participant", audience: { kind: "each" }, ledBy: "manager", isScheduled: true,
      agenda: [{ title: "One thing that I saw", script: "I saw you … . The effect was … . What would you like to try next week?" }],
    },
    {
      id: "measurement", title: "Observed one-to-one, pulse and self-efficacy", durationMinutes: 15,
      timing: { kind: "day-offsets", dayOffsets: [0, 45, 90], startTime: "08:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: false, holidayPolicy: "stay",
    },
  ],
};
