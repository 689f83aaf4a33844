import type { Program } from "../program.js";

/**
 * The blended program of twelve weeks: a three-hour workshop in week 0, two micro-coaching nudges a week, a peer huddle every two weeks, one touch by a coach in week 9, a team demo in week 12.
 * 33 items and 12 hours for each participant.
 *
 * Read here: twelve weeks are weeks 1 to 12 after week 0, thirteen calendar weeks. Nudges run in weeks 1 to 12, at least 48 hours apart.
 * Huddles stand in the even weeks, so that the first is in week 2 and the last shares week 12 with the demo. "Biweekly" is every two weeks.
 * The workshop is a start, not the program: it is followed by practice from week 1 on. Lengths other than the workshop's and the bounds of micro-coaching are ours: 10, 30, 60 and 60 minutes.
 * Pilots of 10 to 30 people are advised.
 */
export const blendedTwelveWeek: Program = {
  kind: "program",
  schemaVersion: 1,
  id: "blended-twelve-week",
  title: "Blended coaching program, twelve weeks",
  practice: "coaching",
  phase: "pilot",
  weekCount: 12,
  advisedParticipants: { minimumCount: 10, maximumCount: 30 },
  segments: [],
  targetBehaviors: [
    { id: "asks-before-advising", title: "Asks open questions before giving advice", kpiIds: ["behavioral-compliance", "team-pulse"] },
    { id: "agrees-next-step", title: "Ends each one-to-one with one agreed next step", kpiIds: ["behavioral-compliance", "role-performance"] },
  ],
  touchpoints: [
    {
      id: "kickoff", title: "Kickoff workshop", modality: "group", method: "workshop", durationMinutes: 180, timing: { kind: "start-date", startTime: "09:30" },
      clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true,
      prepTasks: [{ id: "self-assessment", title: "Fill in the self-assessment", role: "participant", durationMinutes: 20 }],
      agenda: [{ title: "Target behaviors and their anchors", durationMinutes: 60 }, { title: "Practice in threes", durationMinutes: 90 }, { title: "First commitments", durationMinutes: 30 }],
    },
    {
      id: "nudge", title: "Micro-coaching nudge", modality: "micro", method: "supervised-practice", durationMinutes: 10,
      timing: { kind: "per-week", countPerWeek: 2, fromWeek: 1, toWeek: 12, weekdays: ["TU", "WE", "TH", "FR"], minimumSpacingHours: 48, startTime: "09:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "participant", isScheduled: true,
      agenda: [{ title: "One behavior to try today" }],
    },
    {
      id: "huddle", title: "Peer huddle", modality: "peer", method: "supervised-practice", durationMinutes: 30,
      timing: { kind: "every-weeks", everyWeeks: 2, fromWeek: 2, toWeek: 12, weekdays: ["WE"], startTime: "10:00" },
      clock: "cohort", audience: { kind: "groups", minimumCount: 3, maximumCount: 6 }, ledBy: "peer", isScheduled: true,
      prepTasks: [{ id: "bring-a-case", title: "Bring one situation of the last two weeks", role: "participant", durationMinutes: 5 }],
      agenda: [{ title: "What I tried, what happened" }, { title: "What I will try next" }],
    },
    {
      id: "one-to-one", title: "One-to-one with a coach", modality: "one-to-one", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "weeks", weeks: [9], weekdays: ["TU"], startTime: "10:00" },
      clock: "participant", audience: { kind: "each" }, ledBy: "coach", isScheduled: true,
      prepTasks: [{ id: "read-journal", title: "Read the journal since the last contact", role: "coach", durationMinutes: 10 }],
      agenda: [{ title: "Progress on the goal" }, { title: "One thing to practice until the demo" }],
    },
    {
      id: "demo", title: "Team demo", modality: "group", method: "supervised-practice", durationMinutes: 60,
      timing: { kind: "weeks", weeks: [12], weekdays: ["FR"], startTime: "11:00" },
      clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true,
      agenda: [{ title: "Each team shows one changed behavior" }],
    },
  ],
};
